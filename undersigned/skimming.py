"""Quick looks at pages that did not change: just enough for other pages to be checked against them.

What is skimmed equals what `pages` reads, key by key; where a page is written in an uncommon way, `pages` reads it.
`changes` skims thousands of pages to check a few.
"""

from __future__ import annotations

import re

from . import frontmatter, names, pages, schema
from .records import Letter, Organization, Record, Source, Topic
from .values import MAX_TITLE, Reader

#: Words and plain signs that mean nothing to YAML and need no quotation marks.
_PLAIN = r"[A-Za-z][A-Za-z0-9]*(?:[ ,]*[ (/-][A-Za-z0-9)]+)*"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SIMPLE_BODY = re.compile(
    rf"---\nname: (?P<name>{_PLAIN})\n(?:aliases:\n(?P<aliases>(?:- {_PLAIN}\n)+))?"
    rf"(?:kind: (?P<kind>[a-z]+)\n)?(?:country: [A-Z]{{2}}\n)?(?:parent: (?P<parent>{_ID})\n)?---\n"
)
_SIMPLE_TOPIC = re.compile(
    rf"---\nname: (?P<name>{_PLAIN})\n(?:broader: (?P<broader>{_ID})\n)?(?:related:\n(?P<related>(?:- {_ID}\n)+))?---\n"
)
_HEAD = re.compile(
    r"---\n(?P<facts>title: (?:[^\n]*\n)(?:(?:title-supplied|date): ?[^\n]*\n|[ ]+\S[^\n]*\n)*)(?=[a-z-]+:)"
)
_ESCAPED_KEY = re.compile(rb'^[ \t]*(?:\? *)?"[^"\n]*\\', re.M)

_SILENT = b".'"
_SIGNS = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)
) + bytes(range(128, 256))  # fmt: skip


def skim(data: bytes, *, path: str) -> Record | None:
    """Read of an unchanged page what others may refer to: names and relatives, or a letter's title and date."""
    kind = schema.kind_of(path)
    if kind == "page":
        return None
    page_id = path.removesuffix(".md").rpartition("/")[2]
    if kind == "letter":
        record: Record | None = _letter(data, page_id)
    else:
        record = _organization(data, page_id) if kind == "organization" else _topic(data, page_id)
    return record or pages.read_facts(data, path=path).record


def _organization(data: bytes, page_id: str) -> Organization | None:
    match = _SIMPLE_BODY.match(data[:2_000].decode("ascii", "replace"))
    if match is None or not match["kind"]:
        return None
    forms = match["aliases"][2:-1].split("\n- ") if match["aliases"] else []
    if not _are_names([match["name"], *forms]):
        return None
    return Organization(page_id, match["name"], tuple(dict.fromkeys(forms)), parent=match["parent"])


def _topic(data: bytes, page_id: str) -> Topic | None:
    match = _SIMPLE_TOPIC.match(data[:2_000].decode("ascii", "replace"))
    if match is None or not _are_names([match["name"]]):
        return None
    related = match["related"][2:-1].split("\n- ") if match["related"] else []
    # YAML takes no such word for nothing but in these spellings.
    if "null" in (match["broader"], *related):
        return None
    return Topic(page_id, match["name"], match["broader"], tuple(dict.fromkeys(related)))


def _are_names(forms: list[str]) -> bool:
    return all(len(form) <= MAX_TITLE and form not in frontmatter.NOTHING for form in forms)


def _letter(data: bytes, page_id: str) -> Letter | None:
    """Read title and date where they stand first; the rest of the page cannot change their meaning."""
    if b"former-ids" in data or _ESCAPED_KEY.search(data):
        return None
    try:
        match = _HEAD.match(data[:4_000].decode("utf-8", "strict" if len(data) <= 4_000 else "ignore"))
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    block = frontmatter.read(f"---\n{match['facts']}---\n", path="")
    if block.messages:
        return None
    keys = {key.text: value for key, value in block.root.entries}
    known = {key.name: key for key in schema.LETTER_KEYS}
    reader = Reader("")
    values = {name: known[name].read(reader, name, node) for name, node in keys.items() if name in known}
    if reader.messages or not {"title", "date"} <= keys.keys() <= {"title", "title-supplied", "date"}:
        return None
    return Letter(page_id, title=values["title"], date=values["date"], source=Source(""))  # type: ignore[arg-type]


def words(data: bytes) -> str:
    """Write all words of a page as `names.name_key` writes those of a name, with a blank at each end.

    A name or id that the page writes stands in it between blanks, unless `is_odd`.
    """
    if data.isascii():
        plain = data.replace(b"&", b" and ").translate(_SIGNS, _SILENT)
        return f" {b' '.join(plain.split()).decode('ascii')} "
    text = data.decode("utf-8", "replace").replace("`", " ")
    return f" {names.name_key.__wrapped__(text)} "


def is_odd(data: bytes) -> bool:
    """Tell a page that may write a name or id in a way in which `words` does not show it."""
    return (
        b"``" in data
        or ((b"\\" in data or b"%" in data or b"&" in data) and (b"](" in data or b"]:" in data or b'"' in data))
    )  # fmt: skip
