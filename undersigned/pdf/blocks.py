"""Blocks of a document as flowables: headings, paragraphs, lists, tables, quotations, pictures, notes.

Each handler is one of rst2pdf's kind, for one or more docutils nodes; `handlers` has the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from reportlab.platypus import HRFlowable
from rst2pdf.basenodehandler import NodeHandler
from rst2pdf.flowables import MyIndenter, MySpacer

from .flowables import Columns, LeadIn, box
from .structure import Element
from .text import Label

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

    from .client import Client

#: A list of signatories is set in columns from this many on, if no entry is longer than `COLUMN_TEXT`.
COLUMN_ITEMS = 8
COLUMN_TEXT = 120
#: Where the number of a paragraph stands: in the margin.
NUMBER_INDENT = -24.0


def indented(elements: list[Flowable], left: float, right: float = 0.0) -> list[Flowable]:
    """Set flowables in from the margins."""
    return [MyIndenter(left=left, right=right), *elements, MyIndenter(left=-left, right=-right)] if elements else []


class Block(NodeHandler):  # type: ignore[misc]
    """What a block holds, one below the other."""

    #: Structure type of the block; nothing for a block that is none to the reader.
    tag = ""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        if not self.tag:
            return client.children(node)
        with client.inside(self.tag):
            return client.children(node)


class Nothing(NodeHandler):  # type: ignore[misc]
    """Nothing."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        return []


class IndexTarget(NodeHandler):  # type: ignore[misc]
    """The places that index entries lead to."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        client.waiting += [entry[2] for entry in node["entries"]]
        return []


class Section(Block):
    """A section; its title knows how deep it lies."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        client.depth += 1
        with client.inside("Sect"):
            made = client.children(node)
        client.depth -= 1
        return made


class ParagraphOf(NodeHandler):  # type: ignore[misc]
    """A paragraph; pictures in it stand below it, since lines cannot hold them."""

    style = ""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        name = next((name for name in node["classes"] if client.has_style(name)), self.style or client.body_style)
        label = None
        if "numbered" in node["classes"] and isinstance(node[0], nodes.reference):
            label = Label(client.plain(node[0].astext(), "paragraph-number"), NUMBER_INDENT, Element("Lbl"))
            node = node.deepcopy()
            del node[:2]
        made: list[Flowable] = [client.text(node, name, label=label)] if node.astext().strip() else []
        for image in node.findall(nodes.image):
            made += client.gen_elements(image)
        return made


class Attribution(ParagraphOf):
    """Who said what is quoted."""

    style = "attribution"


class Title(NodeHandler):  # type: ignore[misc]
    """A heading of a section, noted for the bookmarks, or the title of a box or table."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        for kind, name in (
            (nodes.table, "table-title"),
            (nodes.Admonition, "admonition-title"),
            (nodes.topic, "topic-title"),
        ):
            if isinstance(node.parent, kind):
                return [client.text(node, name, tag="Caption" if kind is nodes.table else "P")]
        level = max(client.depth - 1, 0)
        number = min(level + 1, 6)
        heading = client.text(node, f"heading{number}", tag=f"H{number}", heading=(level, client.title(node)))
        return [LeadIn(), heading] if level else [heading]


class Rubric(ParagraphOf):
    """An informal heading, not noted for the bookmarks."""

    style = "rubric"

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        return [LeadIn(), *super().gather_elements(client, node, style)]


class BulletList(NodeHandler):  # type: ignore[misc]
    """A list; long lists of signatories go in two columns."""

    style = "list-item"
    numbering = "Disc"

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        if _is_signatories(node):
            return self._signatories(client, node)
        if isinstance(node.parent, nodes.field_body):
            with client.inside("L", ListNumbering="None"):
                return [made for item in node for made in self._bare(client, item, client.body_style)]
        with client.inside("L", ListNumbering=self.numbering):
            return [*(made for item in node for made in self._item(client, item)), MySpacer(0, 4)]

    def mark(self, client: Client, item: Any) -> str:
        """Write the mark before an item."""
        return "\u2022"

    def _signatories(self, client: Client, node: Any) -> list[Flowable]:
        with client.inside("L", ListNumbering="None"):
            texts = [made for item in node for made in self._bare(client, item, "signatory")]
        return [Columns(texts), MySpacer(0, 8)] if len(texts) >= COLUMN_ITEMS else [*texts, MySpacer(0, 6)]

    def _bare(self, client: Client, item: Any, style: str) -> list[Flowable]:
        client.waiting += item["ids"]
        with client.inside("LI"), client.inside("LBody"), client.styled(style):
            return client.children(item)

    def _item(self, client: Client, item: Any) -> list[Flowable]:
        """Set the mark before the first paragraph, and whatever follows under it."""
        client.waiting += item["ids"]
        style = client.styles[self.style]
        with client.inside("LI"):
            label = Label(client.plain(self.mark(client, item), self.style), style.bulletIndent, client.element("Lbl"))
            with client.inside("LBody"):
                first, rest = _first_paragraph(item)
                made: list[Flowable] = [client.text(first, self.style, label=label)]
                below = list(first.findall(nodes.image)) + rest
                under = [part for child in below for part in client.gen_elements(child)]
        return made + indented(under, style.leftIndent)


class EnumeratedList(BulletList):
    """A numbered list."""

    style = "numbered-item"
    numbering = "Decimal"

    def mark(self, client: Client, item: Any) -> str:
        """Write the number before an item."""
        return str(client.bullet_for_node(item)[0])


class DefinitionList(Block):
    """Terms, each with what it means set in under it."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        made: list[Flowable] = []
        with client.inside("L", ListNumbering="None"):
            for item in node:
                client.waiting += item["ids"]
                with client.inside("LI"):
                    for child in item:
                        if isinstance(child, nodes.term):
                            client.waiting += child["ids"]
                            made += [LeadIn(), client.text(child, "term", tag="Lbl")]
                        elif isinstance(child, nodes.definition):
                            with client.inside("LBody"):
                                made += indented(client.children(child), 15)
        return made


class BlockQuote(NodeHandler):  # type: ignore[misc]
    """A quotation, set in from both margins."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        quote = client.styles["blockquote"]
        with client.inside("BlockQuote"):
            return indented(client.children(node), quote.leftIndent, quote.rightIndent)


class LineBlock(Block):
    """Lines that stay apart."""

    tag = "Div"


class Line(ParagraphOf):
    """A line of a line block."""

    style = "line"


class Literal(NodeHandler):  # type: ignore[misc]
    """Text whose lines and blanks stay as they are."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        kept = "\n".join(
            line.replace("  ", "\u00a0 ") if line.strip() else "\u00a0"
            for line in node.astext().rstrip("\n").expandtabs(4).split("\n")
        )
        return [box([client.text(client.plain(kept, "code"), "code")], client.styles["code"], bar=False)]


class Admonition(NodeHandler):  # type: ignore[misc]
    """A box with what its kind is called as its title."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        kind = type(node).__name__
        with client.inside("Div"):
            named = (
                []
                if kind == "admonition"
                else [client.text(client.plain(kind.title(), "admonition-title"), "admonition-title")]
            )
            return [box([*named, *client.children(node)], client.styles["admonition"])]


class Transition(NodeHandler):  # type: ignore[misc]
    """A short rule."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        colour = client.styles["separation"].textColor
        return [HRFlowable(width="30%", thickness=0.5, color=colour, hAlign="LEFT", spaceBefore=6, spaceAfter=9)]


class Footnote(NodeHandler):  # type: ignore[misc]
    """A note where it stands in the document; its number leads back to the text."""

    def gather_elements(self, client: Client, node: Any, style: Any) -> list[Flowable]:
        number = node[0].astext() if isinstance(node[0], nodes.label) else ""
        name = node["ids"][0] if node["ids"] else number
        with client.inside("Note", ID=name), client.styled("endnote"):
            back = nodes.inline(
                "",
                "",
                nodes.reference("", number, refid=node["backrefs"][0]) if node["backrefs"] else nodes.Text(number),
            )
            label = Label(client.inline(back, "endnote"), 0.0, client.element("Lbl"))
            first, rest = _first_paragraph(node, skip=1)
            return [
                client.text(first, "endnote", label=label),
                *(made for child in rest for made in client.gen_elements(child)),
            ]


def _first_paragraph(item: Any, *, skip: int = 0) -> tuple[Any, list[Any]]:
    """Part an item into its first paragraph (an empty one if it begins otherwise) and what follows."""
    children = item.children[skip:]
    if children and isinstance(children[0], nodes.paragraph):
        return children[0], children[1:]
    return nodes.paragraph(), children


def _is_signatories(node: nodes.Element) -> bool:
    for item in node.children:
        if (
            len(item.children) != 1
            or not isinstance(item.children[0], nodes.paragraph)
            or len(item.astext()) > COLUMN_TEXT
        ):
            return False
    place: Any = node
    while place is not None:
        if "signatories" in (*place.get("classes", ()), *place.get("ids", ()), *place.get("names", ())):
            return True
        place = place.parent
    return False
