"""Mends pages textually: only what must change does; comments, order, quotation marks and line breaks stay.

Where an id stands in a page is not guessed from the text: each place that could be meant gets a word of its own, the
page is read again by `pages`, and the words that come back as references are the places to mend. `moving` decides
what to mend.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from . import pages, schema
from .links import page_link
from .listings import NAMES
from .markup import Body
from .records import Letter, Organization, Record, Topic
from .writing import yaml_list

_BOM = "\ufeff"
_HREF = r"(?<![\w./-])(?P<href>(?:\.\./)*(?:[a-z0-9-]+/)*[a-z0-9-]+\.md)(?![\w-])"
_ITEM = re.compile(r"(?P<indent>[ \t]*)-[ \t]+\S")
_TOP_KEY = re.compile(r"[^\s#'\"\-\[\]{},&*!|>%@`][^\n]*?:(?:\s|$)")


class EditError(Exception):
    """A page that cannot be mended; the text names it and says what a person must do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page's text with LF line ends, and what turns it back into the bytes of its file."""

    path: str
    text: str
    bom: bool = False
    crlf: bool = False

    @classmethod
    def of(cls, data: bytes, *, path: str) -> Source:
        """Decode a page."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise EditError(f"{path}: the page is not UTF-8; save it as UTF-8 first") from None
        bom, crlf = text.startswith(_BOM), "\r\n" in text
        if crlf and text.count("\n") != text.count("\r\n"):
            raise EditError(f"{path}: the page mixes two kinds of line ends; save it with one of them first")
        return cls(path, text.removeprefix(_BOM).replace("\r\n", "\n"), bom, crlf)

    def encode(self, text: str) -> bytes:
        """Write a changed text as the file was written."""
        return ((_BOM if self.bom else "") + (text.replace("\n", "\r\n") if self.crlf else text)).encode()


@dataclass(frozen=True, slots=True)
class Mending:
    """What names of pages become.

    `ids` maps kind and name to the new id; a name is an id, or for pages that vanish another word that leads there.
    `paths` maps pages to their new paths.
    """

    ids: Mapping[tuple[str, str], str]
    paths: Mapping[str, str]
    #: Names that `{any}` and [](#id) lead to, as no page of another kind bears them.
    any_ids: Mapping[str, str]


def mend(source: Source, mending: Mending) -> str:
    """Write the new names wherever the page refers to a page by an old one, and its links for its new place."""
    height = _height(source)
    lines = source.text.split("\n")
    head, body = "\n".join(lines[:height]), "\n".join(lines[height:])
    head = _mend_part(head, mending, source.path, lambda text: _facts_seen(source.path, f"{text}\n{body}"), links=False)
    anchors = _body(source.path, source.text).anchors
    body = _mend_part(
        body, mending, source.path, lambda text: _body_seen(source.path, f"{head}\n{text}"), links=True, anchors=anchors
    )
    return f"{head}\n{body}" if height < len(lines) else head


#: Kind of the reference, and the word by which it names its page.
Seen = Iterable[tuple[str, str]]


def _mend_part(
    text: str, mending: Mending, path: str, seen: Callable[[str], Seen], *, links: bool, anchors: Iterable[str] = ()
) -> str:
    new_path = mending.paths.get(path, path)
    words = {word for _, word in mending.ids}
    names = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    parts = [
        part for part in (_HREF if links else "", rf"(?<![\w-])(?P<id>{names})(?![\w-])(?![ \t]*:(?:\s|$))") if part
    ]
    pattern = re.compile("|".join(parts))
    mark = next(f"z{number}z" for number in count() if f"z{number}z" not in text)
    found: dict[str, re.Match[str]] = {}

    def label(match: re.Match[str]) -> str:
        groups = match.groupdict()
        # A heading of the page itself comes before a page of that id.
        if groups.get("href") is None and match[0] in anchors and text[: match.start()].endswith("#"):
            return match[0]
        word = f"{mark}{len(found)}z"
        found[word] = match
        return f"{word}.md" if groups.get("href") is not None else word

    labelled = pattern.sub(label, text)
    edits: list[tuple[int, int, str]] = []
    for kind, word in dict.fromkeys(seen(labelled)) if found else ():
        match = found.get(word)
        if match is None:
            continue
        if match.groupdict().get("href") is not None:
            new = _new_href(match[0], path, new_path, mending.paths) if kind == "page" else None
        else:
            new = mending.any_ids.get(match[0]) if kind == "any" else mending.ids.get((kind, match[0]))
        if new is not None and new != match[0]:
            edits.append((*match.span(), new))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _new_href(href: str, path: str, new_path: str, paths: Mapping[str, str]) -> str | None:
    link = page_link(href, path=path)
    if link is None:
        return None
    target = paths.get(link.path, link.path)
    # A link that still leads there is left as its author wrote it.
    moved = page_link(href, path=new_path)
    return href if moved and moved.path == target else posixpath.relpath(target, posixpath.dirname(new_path))


def _facts_seen(path: str, text: str) -> Iterator[tuple[str, str]]:
    record = pages.read_facts(text.encode(), path=path).record
    return record_references(record)


def record_references(record: Record | None) -> Iterator[tuple[str, str]]:
    """Yield the pages that a record names: kind, and id (of topics also names)."""
    if isinstance(record, Letter):
        yield from (("organization", party.organization_id) for party in record.parties if party.organization_id)
        yield from (("topic", topic.target) for topic in record.topics)
        yield from (("letter", relation.letter) for relation in record.relations)
    elif isinstance(record, Organization) and record.parent:
        yield "organization", record.parent
    elif isinstance(record, Topic):
        yield from (("topic", id_) for id_ in (record.broader, *record.related) if id_)


def _body(path: str, text: str) -> Body:
    return pages.read_body(pages.read_facts(text.encode(), path=path))


def _body_seen(path: str, text: str) -> Iterator[tuple[str, str]]:
    return body_references(_body(path, text))


def body_references(body: Body) -> Iterator[tuple[str, str]]:
    """Yield the pages that a body names: kind and word; for links to pages the kind is page, the word the file's stem."""
    yield from ((reference.kind, reference.target) for reference in body.references)
    yield from (
        (NAMES[option], value) for listing in body.listings for option, value in listing.options if option in NAMES
    )
    yield from (("page", posixpath.basename(link.path).removesuffix(".md")) for link in body.links)


# -------------------------------------------------------------------- lists in the facts


def _height(source: Source) -> int:
    """Count the lines of the facts with both fences."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        raise EditError(f"{source.path}: the page does not begin with its facts; mend it first")
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in ("---", "..."):
            return number
    raise EditError(f"{source.path}: the facts opened by --- are never closed; mend the page first")


def _chunk(lines: list[str], height: int, key: str) -> tuple[int, int] | None:
    """Find the lines of a top-level key, counted from 0: first, and one past the last that says something."""
    for start in range(1, height - 1):
        if re.match(rf"{re.escape(key)}\s*:", lines[start]):
            end = start + 1
            while end < height - 1 and not _TOP_KEY.match(lines[end]):
                end += 1
            while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
                end -= 1
            return start, end
    return None


def set_list(source: Source, key: str, values: Iterable[str]) -> Source:
    """Make the list of a top-level key hold these values: what stays is left as written, new ones go to its end."""
    wanted = list(values)
    lines = source.text.split("\n")
    height = _height(source)
    record = pages.read_facts(source.text.encode(), path=source.path).record
    present = [getattr(value, "target", value) for value in getattr(record, key.replace("-", "_"))]
    if present == wanted:
        return source
    chunk = _chunk(lines, height, key)
    if chunk is None:
        place = _place(lines, height, key, schema.kind_of(source.path))
        lines[place:place] = [f"{key}:", *yaml_list(wanted)]
    else:
        start, end = chunk
        items = [number for number in range(start + 1, end) if _ITEM.match(lines[number])]
        others = [number for number in range(start + 1, end) if number not in items]
        plain = all(not lines[number].strip() or lines[number].lstrip().startswith("#") for number in others)
        if items and plain and len(items) == len(present):
            match = _ITEM.match(lines[items[0]])
            indent = match["indent"] if match else ""
            added = [indent + line for line in yaml_list([value for value in wanted if value not in present])]
            lines[end:end] = added
            for number, value in reversed(list(zip(items, present, strict=True))):
                if value not in wanted:
                    del lines[number]
            if not wanted:
                del lines[start]
        else:
            lines[start:end] = [f"{key}:", *yaml_list(wanted)] if wanted else []
    return Source(source.path, "\n".join(lines), source.bom, source.crlf)


def set_value(source: Source, key: str, value: str) -> Source:
    """Add a top-level key that the page does not have yet, in the documented order."""
    lines = source.text.split("\n")
    height = _height(source)
    place = _place(lines, height, key, schema.kind_of(source.path))
    lines.insert(place, f"{key}: {yaml_list([value])[0].removeprefix('- ')}")
    return Source(source.path, "\n".join(lines), source.bom, source.crlf)


def set_group(source: Source, key: str, values: Mapping[str, str]) -> Source:
    """Add a top-level group of keys that the page does not have yet, in the documented order."""
    lines = source.text.split("\n")
    place = _place(lines, _height(source), key, schema.kind_of(source.path))
    parts = (f"  {name}: {yaml_list([value])[0].removeprefix('- ')}" for name, value in values.items())
    lines[place:place] = [f"{key}:", *parts]
    return Source(source.path, "\n".join(lines), source.bom, source.crlf)


def _place(lines: list[str], height: int, key: str, kind: str) -> int:
    """Find the line before which a new key goes: after the last key that comes before it in the documented order."""
    names = [known.name for known in schema.KEYS[kind]]
    ends = [chunk[1] for name in names[: names.index(key)] if (chunk := _chunk(lines, height, name))]
    return max(ends, default=1)


def append_paragraph(source: Source, text: str) -> Source:
    """Add text at the end of a page's body."""
    body = "\n".join(source.text.split("\n")[_height(source) :])
    joint = "\n" if body.strip() else ""
    return Source(source.path, f"{source.text.rstrip()}\n{joint}{text.strip()}\n", source.bom, source.crlf)
