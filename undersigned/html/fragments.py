"""Writes what the archive adds to a page as HTML in one go, byte for byte as the translator (see `languages`) would.

Lists of links are most of what most pages consist of. A translator looks up three methods for each node, and each
transform before it looks at all of them; here each node costs one call, and transforms see one node in place of all.
What holds anything that is not known here is left to the translator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from ..rendering.long_lists import folded
from ..wording import is_right_to_left
from . import long_lists
from .languages import PREFIX, has_other_scripts, mark_scripts, page_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SIGNS = HTML5Translator.special_characters
#: Attributes that become something here; another one is the translator's affair.
_KNOWN = frozenset({
    "ids", "classes", "names", "dupnames", "backrefs", "refuri", "refid", "internal", "rel", "aria-label", "bullet",
    "cols", "colwidth", "format", "xml:space",
})  # fmt: skip
#: Words that docutils takes for names of elements, or of lists that are set closely or not, if they are classes.
_MEANING = frozenset({
    "code", "kbd", "dfn", "samp", "var", "bdi", "del", "ins", "mark", "small", "b", "i", "q", "s", "u",
    "compact", "open", "contents",
})  # fmt: skip


#: Around what comes from other pages. Where text says the same, its signs are escaped.
BEGINNING, END = "<!--of other pages-->", "<!--/-->"


class _UnknownError(Exception):
    """Only the translator knows how to write this."""


def write(found: Sequence[nodes.Node], place: nodes.Element) -> nodes.raw | None:
    """Write nodes that are to stand in the place of `place`; none if they hold what only the translator can write.

    The nodes are not changed.
    """
    try:
        return nodes.raw("", _Writer(place).write(found), format="html")
    except _UnknownError:
        return None


def marked(found: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Mark what comes from other pages, for programs that read the page and leave that out."""
    return [nodes.raw("", BEGINNING, format="html"), *found, nodes.raw("", END, format="html")]


class _Writer:
    """Writes what stands at one place of a page."""

    def __init__(self, place: nodes.Element) -> None:
        self._out: list[str] = []
        self._level = 0
        self._in_simple_list = False
        self._rows = self._fields = 0
        #: Whether a language is named here, and whether it runs from right to left.
        self._named, self._right_to_left = False, False
        above = place.parent
        while isinstance(above, nodes.section):
            self._level += 1
            above = above.parent
        if not isinstance(above, nodes.document) or above.settings.env.config.html_permalinks:
            raise _UnknownError
        self._page_language = page_language(above)

    def write(self, found: Iterable[nodes.Node]) -> str:
        """Give the HTML of nodes."""
        self._write_all(found)
        return "".join(self._out)

    def _write_all(self, found: Iterable[nodes.Node]) -> None:
        for node in found:
            if isinstance(node, nodes.Text):
                self._text(node)
                continue
            if isinstance(node, folded):
                self._out.append(long_lists.beginning(node))
                self._write_all(node.children)
                self._out.append(long_lists.END)
                continue
            write = _WRITERS.get(type(node).__name__)
            if write is None or not isinstance(node, nodes.Element) or not node.attributes.keys() <= _KNOWN:
                raise _UnknownError
            write(self, node)

    def _text(self, text: str) -> None:
        if text.isascii() or not has_other_scripts(text) or self._right_to_left:
            self._out.append(text.translate(_SIGNS))
        else:
            self._out.append(mark_scripts(text, self._page_language, direction_only=self._named))

    def _element(
        self, node: nodes.Element, name: str, *, last: str = "", first: Sequence[str] = (), inner: str = "",
        after: str = "", **more: str,
    ) -> None:  # fmt: skip
        """Write an element; classes `first` come before its own, `last` after them."""
        attributes = node.attributes
        classes = [*first]
        before = self._named, self._right_to_left
        for word in (*attributes["classes"], *last.split()):
            if word in _MEANING or word.startswith("language-"):
                raise _UnknownError
            if word not in classes:
                classes.append(word)
            if word.startswith(PREFIX):
                language = word.removeprefix(PREFIX)
                self._named, self._right_to_left = True, is_right_to_left(language)
                more["lang"] = language
                if self._right_to_left:
                    more["dir"] = "rtl"
        if classes:
            more["class"] = " ".join(classes)
        if ids := attributes["ids"]:
            if len(ids) > 1:
                raise _UnknownError
            more["id"] = ids[0]
        if label := attributes.get("aria-label"):
            more["aria-label"] = label
        said = "".join([f' {key}="{more[key].translate(_SIGNS)}"' for key in sorted(more)])
        self._out.append(f"<{name}{said}>{inner}")
        self._write_all(node.children)
        self._out.append(f"</{name}>{after}")
        self._named, self._right_to_left = before

    # ---- blocks
    def _section(self, node: nodes.Element) -> None:
        self._level += 1
        self._element(node, "section", inner="\n", after="\n")
        self._level -= 1

    def _title(self, node: nodes.Element) -> None:
        if not isinstance(node.parent, nodes.section) or self._level > 6:
            raise _UnknownError
        self._element(node, f"h{self._level}", after="\n")

    def _paragraph(self, node: nodes.Element) -> None:
        alone = isinstance(node.parent, nodes.list_item | nodes.entry) and len(node.parent.children) == 1
        self._element(node, "p", after="" if alone else "\n")

    def _compound(self, node: nodes.Element) -> None:
        self._element(node, "div", last="compound", inner="\n", after="\n")

    def _raw(self, node: nodes.Element) -> None:
        if node["format"] != "html" or (node["classes"] and isinstance(node.parent, nodes.TextElement)):
            raise _UnknownError
        if node["classes"]:
            self._out.append(f'<div class="{" ".join(node["classes"]).translate(_SIGNS)}">{node.astext()}</div>')
        else:
            self._out.append(node.astext())

    def _bullet_list(self, node: nodes.Element) -> None:
        before, self._in_simple_list = self._in_simple_list, _is_simple(node)
        self._element(node, "ul", last="simple" if self._in_simple_list and not before else "", inner="\n", after="\n")
        self._in_simple_list = before

    def _list_item(self, node: nodes.Element) -> None:
        self._element(node, "li", after="\n")

    # ---- fields
    def _field_list(self, node: nodes.Element) -> None:
        before, self._fields = self._fields, 0
        last = "field-list simple" if _is_simple(node) else "field-list"
        self._element(node, "dl", last=last, inner="\n", after="\n")
        self._fields = before

    def _field(self, node: nodes.Element) -> None:
        name, body = node.children
        if node["ids"] or name.attributes["classes"] or body.attributes["classes"] or not body.children:  # type: ignore[attr-defined]
            raise _UnknownError
        self._fields += 1
        classes = [*node["classes"], "field-odd" if self._fields % 2 else "field-even"]
        self._element(name, "dt", first=classes)  # type: ignore[arg-type]
        self._out[-1] = '<span class="colon">:</span></dt>\n'
        self._element(body, "dd", first=classes, after="\n")  # type: ignore[arg-type]

    # ---- tables
    def _table(self, node: nodes.Element) -> None:
        if {"colwidths-given", "colwidths-auto", "colwidths-grid"}.intersection(node["classes"]):
            raise _UnknownError
        before, self._rows = self._rows, 0
        self._out.append('<div class="pst-scrollable-table-container">')
        self._element(node, "table", last="table", inner="\n", after="\n</div>\n")
        self._rows = before

    def _inside(self, node: nodes.Element) -> None:
        self._write_all(node.children)

    def _nothing(self, node: nodes.Element) -> None:
        """Write nothing: widths of columns are not told."""

    def _thead(self, node: nodes.Element) -> None:
        self._element(node, "thead", inner="\n", after="\n")

    def _tbody(self, node: nodes.Element) -> None:
        self._element(node, "tbody", inner="\n", after="\n")

    def _row(self, node: nodes.Element) -> None:
        self._rows += 1
        self._element(node, "tr", last="row-odd" if self._rows % 2 else "row-even", after="\n")

    def _entry(self, node: nodes.Element) -> None:
        if isinstance(node.parent.parent, nodes.thead):
            self._element(node, "th", first=("head",), after="\n")
        else:
            self._element(node, "td", after="\n")

    # ---- parts of lines
    def _inline(self, node: nodes.Element) -> None:
        self._element(node, "span")

    def _emphasis(self, node: nodes.Element) -> None:
        self._element(node, "em")

    def _strong(self, node: nodes.Element) -> None:
        self._element(node, "strong")

    def _reference(self, node: nodes.Element) -> None:
        attributes = node.attributes
        if not isinstance(node.parent, nodes.TextElement):
            raise _UnknownError
        address = attributes["refuri"] or "#" if "refuri" in attributes else "#" + attributes["refid"]
        if address.startswith("mailto:"):
            raise _UnknownError
        internal = attributes.get("internal") or "refuri" not in attributes
        more = {"rel": attributes["rel"]} if "rel" in attributes else {}
        self._element(node, "a", last=f"reference {'internal' if internal else 'external'}", href=address, **more)


def _is_simple(node: nodes.Element) -> bool:
    """Tell whether docutils sets a list closely: its items have a paragraph, or one and a list of this kind."""
    for child in node.children:
        content = child.children[1].children if isinstance(child, nodes.field) else child.children
        length = len(content)
        if length and isinstance(content[0], nodes.paragraph) and isinstance(content[-1], _LISTS):
            length -= 1
        if length > 1:
            return False
        for part in content:
            if not isinstance(part, nodes.paragraph) and not (isinstance(part, _LISTS) and _is_simple(part)):
                return False
    return True


_LISTS = nodes.bullet_list | nodes.field_list
_WRITERS: dict[str, Callable[[_Writer, nodes.Element], None]] = {
    "bullet_list": _Writer._bullet_list, "colspec": _Writer._nothing, "compound": _Writer._compound,
    "emphasis": _Writer._emphasis, "entry": _Writer._entry, "field": _Writer._field,
    "field_list": _Writer._field_list, "inline": _Writer._inline, "list_item": _Writer._list_item,
    "paragraph": _Writer._paragraph, "raw": _Writer._raw, "reference": _Writer._reference, "row": _Writer._row,
    "section": _Writer._section, "strong": _Writer._strong, "table": _Writer._table, "tbody": _Writer._tbody,
    "tgroup": _Writer._inside, "thead": _Writer._thead, "title": _Writer._title,
}  # fmt: skip
