"""Blocks of a document as flowables: headings, lists, tables, quotations, pictures, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docutils import nodes
from reportlab.platypus import CondPageBreak, HRFlowable, Image, Paragraph, TableStyle
from rst2pdf import genelements
from rst2pdf.basenodehandler import NodeHandler
from rst2pdf.flowables import MyIndenter, MySpacer

from .flowables import Columns, Heading, SplittingTable

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

#: A list of signatories is set in columns from this many on, if no entry is longer than `COLUMN_TEXT`.
COLUMN_ITEMS = 8
COLUMN_TEXT = 120
#: Points of what follows that stay on the page of a heading.
HEADING_COMPANY = 48.0


def indented(elements: list[Flowable], left: float, right: float = 0.0) -> list[Flowable]:
    """Set flowables in from the margins."""
    return [MyIndenter(left=left, right=right), *elements, MyIndenter(left=-left, right=-right)] if elements else []


class ParagraphOf(NodeHandler):  # type: ignore[misc]
    """A paragraph; pictures in it stand below it, since lines cannot hold them."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        pictures = list(node.findall(nodes.image))
        text = client.gen_pdftext(node)
        elements: list[Flowable] = [Paragraph(text, style)] if node.astext().strip() else []
        for image in pictures:
            elements.extend(client.gen_elements(image))
        return elements

    def get_pre_post(self, client: Any, node: Any, replaceEnt: bool) -> tuple[str, str]:
        waiting, client.pending_targets = client.pending_targets, []
        return client.anchors_of([*waiting, *node["ids"]]), ""


class Title(ParagraphOf):
    """A heading of a section, noted for the bookmarks, or the title of a box or table."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        text = client.gen_pdftext(node)
        for kind, name in (
            (nodes.table, "table-title"),
            (nodes.Admonition, "admonition-title"),
            (nodes.topic, "topic-title"),
        ):
            if isinstance(node.parent, kind):
                return [Paragraph(text, client.styles[name])]
        level = max(client.depth - 1, 0)
        style = client.styles[f"heading{min(level + 1, 6)}"]
        heading = Heading(text, style, level=level, title=" ".join(node.astext().split()))
        # ReportLab's keepWithNext would move a long list as a whole to the next page together with its heading.
        return [CondPageBreak(style.spaceBefore + style.leading + HEADING_COMPANY), heading] if level else [heading]


class Rubric(NodeHandler):  # type: ignore[misc]
    """An informal heading, not noted for the bookmarks."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        return [Paragraph(client.gather_pdftext(node), client.styles["rubric"])]


class BulletList(NodeHandler):  # type: ignore[misc]
    """A list; long lists of signatories go in two columns."""

    style = "list-item"

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        if _is_signatories(node):
            paragraphs = []
            for item in node:
                client.pending_targets.extend(item["ids"])
                paragraphs.append(Paragraph(client.gen_pdftext(item[0]), client.styles["signatory"]))
            return [Columns(paragraphs), MySpacer(0, 8)] if len(node) >= COLUMN_ITEMS else [*paragraphs, MySpacer(0, 6)]
        if isinstance(node.parent, nodes.field_body):
            return [element for item in node for element in client.gather_elements(item, client.styles["fieldvalue"])]
        return [element for item in node for element in self.item(client, item)] + [MySpacer(0, 4)]

    def bullet(self, client: Any, item: Any) -> str:
        """Write the mark before an item."""
        return "\u2022"

    def item(self, client: Any, item: Any) -> list[Flowable]:
        """Set the mark before the first paragraph, and whatever follows under it."""
        client.pending_targets.extend(item["ids"])
        style = client.styles[self.style]
        mark = self.bullet(client, item)
        first, rest = (
            (item[0], item.children[1:])
            if item.children and isinstance(item[0], nodes.paragraph)
            else (None, item.children)
        )
        # Pictures in the first paragraph follow it like any other child.
        elements: list[Flowable] = [
            Paragraph(client.gen_pdftext(first) if first is not None else "", style, bulletText=mark)
        ]
        below = list(first.findall(nodes.image)) if first is not None else []
        children = [element for child in (*below, *rest) for element in client.gen_elements(child, style=None)]
        return elements + indented(children, style.leftIndent)


class EnumeratedList(BulletList):
    """A numbered list."""

    style = "numbered-item"

    def bullet(self, client: Any, item: Any) -> str:
        """Write the number before an item."""
        return str(client.bullet_for_node(item)[0])


class DefinitionItem(NodeHandler):  # type: ignore[misc]
    """A term, and what it means set in under it."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        elements: list[Flowable] = []
        client.pending_targets.extend(node["ids"])
        for child in node:
            if isinstance(child, nodes.term):
                waiting, client.pending_targets = client.pending_targets, []
                anchors = client.anchors_of([*waiting, *child["ids"]])
                elements.append(Paragraph(anchors + client.gather_pdftext(child), client.styles["heading3"]))
            elif isinstance(child, nodes.definition):
                elements.extend(indented(client.gather_elements(child), 15))
        return elements


class BlockQuote(NodeHandler):  # type: ignore[misc]
    """A quotation, set in from both margins."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        quote = client.styles["blockquote"]
        return indented(client.gather_elements(node), quote.leftIndent, quote.rightIndent)


class FieldList(NodeHandler):  # type: ignore[misc]
    """A quiet table of names and values, such as the masthead."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        rows = []
        for field in node:
            client.pending_targets.extend(field["ids"])
            name = Paragraph(client.gather_pdftext(field[0]), client.styles["fieldname"])
            body = [
                part for child in field[1] for part in client.gen_elements(child, style=client.styles["fieldvalue"])
            ]
            rows.append([name, body or ""])
        if not rows:
            return []
        rule = client.styles["separation"].textColor
        look = TableStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (0, -1), 8),
            ("RIGHTPADDING", (1, 0), (1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ("TOPPADDING", (0, 0), (-1, 0), 6), ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, rule), ("LINEBELOW", (0, -1), (-1, -1), 0.5, rule),
        ])  # fmt: skip
        return [SplittingTable(rows, ["24%", "76%"], look), MySpacer(0, 12)]


class TGroup(genelements.HandleTGroup):  # type: ignore[misc]
    """A table whose rows may go over the page."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        made = super().gather_elements(client, node, style)
        return [SplittingTable(t.data, t._colWidths, t.style, t.repeatrows) for t in made]


class BlockImage(NodeHandler):  # type: ignore[misc]
    """A picture, at 150 dots per inch or the width asked for, and never larger than the page."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        reader = client.picture(node)
        pixels_wide, pixels_high = reader.getSize()
        width = _length(node.get("width"), client.frame_width) or pixels_wide * 72 / 150
        width = min(width, client.frame_width)
        height = width * pixels_high / pixels_wide
        if height > client.frame_height * 0.7:
            width, height = width * client.frame_height * 0.7 / height, client.frame_height * 0.7
        # ReportLab takes a file object as the picture itself, and so never sees a path.
        image = Image(reader.fp, width=width, height=height, hAlign=str(node.get("align", "left")).upper())
        image.spaceBefore, image.spaceAfter = 4, 6
        return [image]

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        return ""


class Figure(NodeHandler):  # type: ignore[misc]
    """A picture with its caption below."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        return [MySpacer(0, 4), *client.gather_elements(node), MySpacer(0, 6)]


class Footnote(NodeHandler):  # type: ignore[misc]
    """A note where it stands in the document; its number leads back to the text."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        style = client.styles["endnote"]
        number = escape(node[0].astext()) if isinstance(node[0], nodes.label) else ""
        back = quoteattr("#" + node["backrefs"][0]) if node["backrefs"] else ""
        mark = f'<a href={back} color="{client.styles.linkColor}">{number}</a>' if back else number
        waiting, client.pending_targets = client.pending_targets, []
        opening = f"{client.anchors_of([*waiting, *node['ids']])}<super>{mark}</super> "
        elements: list[Flowable] = []
        for child in node.children[1:]:
            if not elements and isinstance(child, nodes.paragraph):
                elements.append(Paragraph(opening + client.gather_pdftext(child), style))
            else:
                elements.extend(client.gen_elements(child, style=style))
        return elements


class Transition(NodeHandler):  # type: ignore[misc]
    """A short rule."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        colour = client.styles["separation"].textColor
        return [HRFlowable(width="30%", thickness=0.5, color=colour, hAlign="LEFT", spaceBefore=6, spaceAfter=9)]


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


def _length(text: str | None, whole: float) -> float | None:
    if not text:
        return None
    units = {"%": whole / 100, "px": 72 / 150, "pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "": 72 / 150}
    number = text.rstrip("%abcdefghijklmnopqrstuvwxyz ")
    try:
        return float(number) * units[text[len(number) :].strip()]
    except (ValueError, KeyError):
        return None
