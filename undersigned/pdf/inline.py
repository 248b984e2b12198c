"""Text of a document: escaped, in fonts that have its characters, its links checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docutils import nodes
from rst2pdf import genpdftext
from rst2pdf.basenodehandler import NodeHandler

from .piece import DOCUMENT

if TYPE_CHECKING:
    from reportlab.platypus.flowables import Flowable

#: Schemes of links that a PDF may carry.
SCHEMES = ("https:", "http:", "mailto:")


class Plain(NodeHandler):  # type: ignore[misc]
    """The children's text without style of its own."""


class Children(NodeHandler):  # type: ignore[misc]
    """The children's flowables."""


class Nothing(NodeHandler):  # type: ignore[misc]
    """Nothing."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        return []

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        return ""


class Emphasis(NodeHandler):  # type: ignore[misc]
    """Italics."""

    pre, post = "<i>", "</i>"


class Styled(NodeHandler):  # type: ignore[misc]
    """The children's text; numbers of paragraphs are grey, other classes have no look of their own."""

    def get_pre_post(self, client: Any, node: Any, replaceEnt: bool) -> tuple[str, str]:
        if "paragraph-number" in node["classes"]:
            return f'<font color="{client.grey}" size="8">', "</font>"
        return "", ""


class Text(genpdftext.HandleText):  # type: ignore[misc]
    """Escaped text; characters that the text family lacks are set in another font."""

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        parent: Any = node.parent
        while isinstance(parent, nodes.Inline) and not isinstance(parent, nodes.strong):
            parent = parent.parent  # type: ignore[attr-defined]  # mixed into Element
        bold = isinstance(parent, (nodes.strong, nodes.title, nodes.term, nodes.rubric))
        return str(client.library.markup(node.astext(), bold=bold))


class Raw(Nothing):
    """Raw text of any format is dropped; Markdown's hard line break, which comes as raw HTML, is a line break."""

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        return "<br/>" if node.get("format") == "html" and node.astext().strip() == "<br />" else ""


class Reference(NodeHandler):  # type: ignore[misc]
    """A link, its address escaped; only to documents, into the same document, and by `SCHEMES`."""

    def get_pre_post(self, client: Any, node: Any, replaceEnt: bool) -> tuple[str, str]:
        target = "#" + node["refid"] if node.get("refid") else node.get("refuri", "")
        if not target.startswith((DOCUMENT, "#", *SCHEMES)) or target == "#":
            return "", ""
        return f'<a href={quoteattr(target)} color="{client.styles.linkColor}">', "</a>"


class Target(NodeHandler):  # type: ignore[misc]
    """A place that links lead to."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        if "refid" in node:
            client.pending_targets.append(node["refid"])
        return client.gather_elements(node, style)  # type: ignore[no-any-return]

    def get_pre_post(self, client: Any, node: Any, replaceEnt: bool) -> tuple[str, str]:
        return client.anchors_of(node["ids"]), ""


class FootnoteReference(NodeHandler):  # type: ignore[misc]
    """The number of a footnote, raised, leading to it."""

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        target = quoteattr("#" + node.get("refid", ""))
        number = escape(node.astext())
        link = f'<super><a href={target} color="{client.styles.linkColor}">{number}</a></super>'
        return str(client.anchors_of(node["ids"])) + link


class IndexTarget(Nothing):
    """The places that index entries lead to."""

    def gather_elements(self, client: Any, node: Any, style: Any) -> list[Flowable]:
        client.pending_targets.extend(entry[2] for entry in node["entries"])
        return []

    def get_text(self, client: Any, node: Any, replaceEnt: bool) -> str:
        return str(client.anchors_of([entry[2] for entry in node["entries"]]))
