"""What all pages are made of: links, sections, fields, tables, lists of letters and of pages with their letters.

Other lists of letters stand in `letter_lists`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from docutils import nodes
from sphinx.util.osutil import relative_uri

from .. import elements, wording
from ..views import LetterLine, Link, Tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links from one page."""

    builder: Builder
    fromdocname: str
    #: What leads to the pages of a folder.
    _folders: dict[str, str] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def __call__(
        self, docname: str | None, *content: nodes.Node, anchor: str = "", **attributes: object
    ) -> nodes.Element:
        """Wrap content in a link; leave it plain where there is no page, or it is this page."""
        if docname is None or docname == self.fromdocname:
            return elements.inline("", "", *content, **attributes)
        uri = self.address(docname) + (f"#{anchor}" if anchor else "")
        return elements.reference("", "", *content, internal=True, refuri=uri, **attributes)

    def address(self, docname: str) -> str:
        """Give the address of another page from this one: that which Sphinx gives, and takes all folders apart for."""
        if self.builder.format != "html":
            return self.builder.get_relative_uri(self.fromdocname, docname)
        folder, _, name = docname.rpartition("/")
        file = name + self.builder.link_suffix  # type: ignore[attr-defined]
        if folder not in self._folders:
            self._folders[folder] = self.builder.get_relative_uri(self.fromdocname, docname).removesuffix(file)
        return f"{self._folders[folder]}{file}"

    def search(self, text: str, facets: Iterable[tuple[str, str]], **attributes: object) -> nodes.Element:
        """Link to the search for the letters that have all of some facets; plain text where there is no search."""
        if self.builder.format != "html":
            return elements.inline("", text, **attributes)
        uri = f"{self.address('search')}?{urlencode(tuple(facets))}"
        return elements.reference("", text, internal=True, refuri=uri, **attributes)

    def file(self, name: str, text: str, **attributes: object) -> nodes.Element:
        """Link to a file of the site that is no page."""
        uri = relative_uri(self.builder.get_target_uri(self.fromdocname), name)
        return elements.reference("", text, internal=True, refuri=uri, **attributes)


def section(anchor: str, title: str, *content: nodes.Node) -> nodes.section:
    """Make a section of a page."""
    return elements.section("", elements.title("", title), *content, ids=[anchor], names=[])


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """Make a plain paragraph."""
    return elements.paragraph("", text, classes=list(classes))


def titled(title: str, language: str) -> nodes.Node:
    """Make the text of a title, marked with its language where that is not English."""
    if language.partition("-")[0] == "en":
        return nodes.Text(title)
    node = elements.inline("", title, classes=["foreign"])
    return mark_language(node, language)


def mark_language(node: nodes.Element, language: str) -> nodes.Element:
    """Note the language, and the direction if it is written from right to left, as classes that every writer keeps.

    The HTML part turns them into `lang` and `dir`.
    """
    node["classes"] = [*node["classes"], f"lang-{language.lower()}"]
    if wording.is_right_to_left(language):
        node["classes"].append("rtl")
    return node


# ---------------------------------------------------------------- ways through a page


def jump_line(
    places: Iterable[tuple[str, str]], *classes: str, label: str = "", away: Mapping[str, str | None] | None = None,
    link: Linker | None = None,
) -> nodes.paragraph:  # fmt: skip
    """Make a line of links to places of the page: anchor and text of each; `away` says which are on another page."""
    line = elements.paragraph("", "", classes=list(classes))
    if label:
        line += [elements.inline("", label, classes=["label"]), nodes.Text(" ")]
    for number, (anchor, text) in enumerate(places):
        if number:
            line += nodes.Text(" ")
        if link and away and (page := away.get(anchor)):
            line += link(page, nodes.Text(text), anchor=anchor)
        else:
            line += elements.reference("", text, internal=True, refid=anchor)
    return line


def contents(sections: Sequence[nodes.section]) -> list[nodes.Node]:
    """Name the sections of a long page in one line; nothing where there are few."""
    if len(sections) < 3:
        return []
    return [jump_line(((part["ids"][0], part[0].astext()) for part in sections), "page-sections", label="On this page")]


# ---------------------------------------------------------------- fields and tables


def field(name: str, *content: nodes.Node) -> nodes.field:
    """Make a field of a masthead from inline content."""
    return elements.field(
        "", elements.field_name("", name), elements.field_body("", elements.paragraph("", "", *content))
    )


def enumerated(parts: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Put commas between parts of a line."""
    found: list[nodes.Node] = []
    for part in parts:
        found += [nodes.Text(", ")] if found else []
        found += part
    return found


def table(heads: Sequence[str], rows: Iterable[nodes.row], *classes: str) -> nodes.table:
    """Make a table from its heads and rows."""
    group = elements.tgroup(
        "",
        *(elements.colspec(colwidth=1) for _ in heads),
        elements.thead("", row(*([nodes.Text(head)] for head in heads))),
        elements.tbody("", *rows),
        cols=len(heads),
    )
    return elements.table("", group, classes=list(classes))


def row(*cells: Sequence[nodes.Node], anchor: str | None = None) -> nodes.row:
    """Make a row from the inline content of its cells."""
    entries = (elements.entry("", elements.paragraph("", "", *cell)) if cell else elements.entry("") for cell in cells)
    return elements.row("", *entries, ids=[anchor] if anchor else [])


def number(count: int) -> list[nodes.Node]:
    """Write a count as the content of a cell; nothing for none."""
    return [nodes.Text(f"{count:,}")] if count else []


# ---------------------------------------------------------------- lists


def letter_list(lines: Iterable[LetterLine], link: Linker, *, classes: tuple[str, ...] = ()) -> nodes.bullet_list:
    """List letters: date, title, addressees and signatures."""
    items = [elements.list_item("", letter_item(line, link)) for line in lines]
    return elements.bullet_list("", *items, classes=["letter-list", *classes], bullet="-")


def letter_item(line: LetterLine, link: Linker, *, role: str = "") -> nodes.paragraph:
    """Make the line of a letter; `role` is what a body has to do with it."""
    item = elements.paragraph("", "", elements.inline("", line.date, classes=["letter-date"]), nodes.Text(" "))
    if role:
        item += [elements.inline("", role, classes=["letter-role", role.partition(" ")[0]]), nodes.Text(" ")]
    item += link(line.docname, titled(line.title, line.language), classes=["letter-title"])
    about = "; ".join(part for part in (f"to {line.to}" if line.to else "", line.signers, line.remark) if part)
    if about:
        item += [nodes.Text(" "), elements.inline("", about, classes=["letter-about"])]
    return item


def tally_list(
    tallies: Iterable[Tally],
    link: Linker,
    *classes: str,
    facets: Callable[[str], Iterable[tuple[str, str]]] | None = None,
) -> nodes.bullet_list:
    """List pages with the number of letters, narrower topics below their topic.

    With `facets`, each number leads to the search for the letters that it counts; they are made from the page's title.
    """
    items = []
    for tally in tallies:
        text = elements.paragraph("", "", link(tally.docname, nodes.Text(tally.title)))
        if facets is None:
            # A number alone on a line would look like another entry.
            text += [nodes.Text("\N{NO-BREAK SPACE}"), elements.inline("", f"{tally.count:,}", classes=["tally"])]
        else:
            text += nodes.Text(" ")
            text += link.search(wording.plural(tally.count, "letter"), facets(tally.title), classes=["tally"])
        if tally.whole:
            text += elements.inline("", f" · {tally.whole:,} in all", classes=["tally"])
        item = elements.list_item("", text)
        if tally.children:
            item += tally_list(tally.children, link)
        items.append(item)
    return elements.bullet_list("", *items, classes=["tally-list", *classes], bullet="-")


def page_links(links: Iterable[Link], link: Linker) -> list[nodes.Node]:
    """Name some pages, with commas."""
    return enumerated([link(target.docname, nodes.Text(target.title))] for target in links)


def most_of(shown: Sequence[object], total: int) -> str:
    """Say that a list is cut, for the end of its first sentence."""
    return f" The first {len(shown)} are shown." if total > len(shown) else ""
