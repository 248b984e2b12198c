"""Reads Markdown with markdown-it, and the front matter that static site generators put before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..document import FOOTNOTE, HEADING, ITEM, ROW, Block, Document
from . import text
from .cleaning import clean, clean_line, visible
from .decoding import decode
from .errors import SourceError

if TYPE_CHECKING:
    from markdown_it.token import Token

_KEYS = {
    "title": ("title",),
    "site": ("site", "publisher", "organization"),
    "address": ("canonical_url", "canonical", "url", "permalink"),
    "published": ("date", "published", "published_at", "publishdate"),
    "language": ("lang", "language", "locale"),
    "licence": ("license", "licence"),
    "description": ("description", "summary", "excerpt"),
}
#: Characters of front matter.
_MAX_FRONT = 50_000


def read(data: bytes, /, *, name: str) -> Document:
    """Read a Markdown file."""
    content, remarks = decode(data)
    content = visible(content)
    front, first, problem = _front_matter(content.split("\n"))
    body = "\n".join(content.split("\n")[first:])
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 20, "html": True}).enable("table").use(footnote_plugin)
    try:
        tokens = parser.parse(body)
    except RecursionError as error:
        raise SourceError("the file's lists or quotes stand too deep in one another", "write them flat") from error
    return Document(
        name, "markdown", tuple(_blocks(tokens, first)), remarks=(*remarks, *problem), **_declared(front)
    )  # fmt: skip


def _front_matter(lines: list[str]) -> tuple[Mapping[str, str], int, tuple[str, ...]]:
    """Read the YAML block that may begin a file; gives its texts, its number of lines, and a remark if it is broken."""
    if lines[0].strip() != "---":
        return {}, 0, ()
    end = next((i for i, line in enumerate(lines[1:400], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return {}, 0, ()
    import yaml

    # Composing runs no constructors; aliases are not followed, since only scalars of the first level are read.
    try:
        node = yaml.compose("\n".join(lines[1:end])[:_MAX_FRONT], Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return {}, end + 1, ("the front matter is not YAML; it was left out",)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return (
        {
            key.value.casefold(): clean_line(value.value)
            for key, value in pairs
            if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
        },
        end + 1,
        (),
    )


def _declared(front: Mapping[str, str]) -> dict[str, Any]:
    found = {field: next((front[key] for key in keys if front.get(key)), None) for field, keys in _KEYS.items()}
    if found["address"] and not found["address"].startswith(("http://", "https://")):
        found["address"] = None
    return found


def _blocks(tokens: list[Token], offset: int) -> Iterator[Block]:
    """Turn the parser's tokens into blocks."""
    lists: list[tuple[str, int]] = []
    item: str | None = None
    note: str | None = None
    row: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    cell = False
    heading = 0
    line = offset + 1
    for token in tokens:
        line = token.map[0] + offset + 1 if token.map else line
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "bullet_list_open":
                lists.append(("", 0))
            case "ordered_list_open":
                lists.append(("ordered", int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                item = f"{token.info}{token.markup}" if lists[-1][0] else token.markup
            case "list_item_close":
                item = None
            case "footnote_open":
                note = str(token.meta.get("label") or int(token.meta["id"]) + 1)
            case "footnote_close":
                note = None
            case "tr_open":
                row = []
            case "tr_close":
                cells = tuple(cell for cell, _ in row)
                if any(cells):
                    links = tuple(link for _, found in row for link in found)
                    yield Block(ROW, "\t".join(filter(None, cells)), line, cells=cells, links=links)
                row = []
            case "th_open" | "td_open":
                cell = True
            case "th_close" | "td_close":
                cell = False
            case "fence" | "code_block" | "html_block":
                yield from _verbatim(token, line)
            case "inline":
                content, strong, links = _inline(token)
                if cell:
                    row.append((content, links))
                elif not content:
                    continue
                elif heading:
                    yield Block(HEADING, clean_line(content), line, heading, links=links)
                elif note is not None:
                    yield Block(FOOTNOTE, content, line, marker=note, links=links)
                elif lists and item is not None:
                    yield Block(ITEM, content, line, min(len(lists), 6), item, strong=strong, links=links)
                    item = None
                else:
                    yield from _paragraph(content, line, strong, links)


def _paragraph(content: str, line: int, strong: bool, links: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    for block, inside in text.linked(text.lines(list(enumerate(content.split("\n"), line))), links):
        yield Block(
            block.kind, block.text, block.line, block.level, block.marker, strong=strong or block.strong, links=inside
        )


def _verbatim(token: Token, line: int) -> Iterator[Block]:
    """Read a block of code as the text it is, HTML as a page's part."""
    if token.type == "html_block":
        from . import html

        from_page = html.fragment(token.content)
        yield from (Block(b.kind, b.text, line, b.level, b.marker, b.cells, b.strong, b.links) for b in from_page)
        return
    for block in text.blocks(token.content):
        at = line + block.line - (0 if token.type == "fence" else 1)
        yield Block(block.kind, block.text, at, block.level, block.marker, block.cells, block.strong)


def _inline(token: Token) -> tuple[str, bool, tuple[tuple[str, str], ...]]:
    """Read running text: its text, whether all of it is strong, its links."""
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    address, begin, bold, plain = "", 0, 0, False
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
                plain = plain or (not bold and bool(child.content.strip()))
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "link_open":
                address, begin = str(child.attrGet("href") or ""), len(parts)
            case "link_close":
                shown = clean_line("".join(parts[begin:]))
                if shown and address.startswith(("http://", "https://", "mailto:")):
                    links.append((shown, address))
            case "footnote_ref":
                parts.append(f"[{child.meta.get('label') or int(child.meta['id']) + 1}]")
            case "html_inline" if child.content.casefold().startswith("<br"):
                parts.append("\n")
            case _:
                pass
    content = clean("".join(parts))
    return content, bool(content) and not plain, tuple(links)
