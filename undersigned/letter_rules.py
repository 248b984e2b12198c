"""What a letter's facts must keep among themselves: file and date, title, licence, counts, source.

Called by `schema`, which has read each fact for itself.
"""

from __future__ import annotations

import re
from typing import Any

from . import rules
from .diagnostics import quote
from .frontmatter import Mapping
from .records import Date
from .values import Reader

_LETTER_FILE = re.compile(r"letters/(?P<folder>\d{4})/(?P<name>(?P<year>\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*)\.md")


def check_letter(reader: Reader, path: str, values: Any, root: Mapping) -> None:
    """Note what does not fit; `values` holds the facts that could be read, by attribute."""
    lines = {key.text: key.line for key, _ in root.entries}
    _check_file_name(reader, path, values, lines)
    _check_title(reader, values, lines)
    _check_license(reader, values, lines)
    _check_signatures(reader, values, lines)
    # A full text that appears here first is its own evidence.
    seen_elsewhere = values.get("text") != "full" and "source" in values and "evidence" not in lines
    if seen_elsewhere and not {"url", "copy"} & _keys_of(root, "source"):
        reader.note(
            rules.NO_SOURCE,
            lines["source"],
            "the letter tells nowhere where it was seen",
            "add url: to the source, or evidence:, or copy: to the source where the letter has no address",
        )


def _check_title(reader: Reader, values: Any, lines: dict[str, int]) -> None:
    if "title" not in values:
        return
    bracketed = values["title"].startswith("[") and values["title"].endswith("]")
    if bracketed != values.get("title_supplied", False):
        reader.note(
            rules.TITLE_SUPPLIED, lines.get("title-supplied", lines["title"]),
            "the title stands in [brackets] without title-supplied: true" if bracketed
            else "title-supplied is true, but the title stands in no [brackets]",
            "do both if the title is ours, neither if it is the letter's own",
        )  # fmt: skip


def _keys_of(root: Mapping, name: str) -> set[str]:
    """Name the keys of a group, whether or not their values could be read."""
    return {
        key.text
        for top, node in root.entries
        if top.text == name and isinstance(node, Mapping)
        for key, _ in node.entries
    }


def _check_file_name(reader: Reader, path: str, values: Any, lines: dict[str, int]) -> None:
    date: Date | None = values.get("date")
    match = _LETTER_FILE.fullmatch(path)
    if match is None or match["folder"] != match["year"]:
        model = f"letters/{date.year:04d}/{date.plain}-words.md" if date else "letters/2013/2013-04-10-words.md"
        reader.note(rules.FILE_NAME, 1, f"the page's file is {quote(path)}", f"move it to {model}")
    elif date and not match["name"].startswith(f"{date.plain}-") and "date_note" not in values:
        begins = match["name"][: len(date.plain)]
        reader.note(
            rules.FILE_NAME, lines["date"], f"the file name begins with {quote(begins)}, the date is {date.plain}",
            "correct one of them, or explain the date in date-note",
        )  # fmt: skip


def _check_license(reader: Reader, values: Any, lines: dict[str, int]) -> None:
    full = values.get("text") == "full"
    if full and "license" not in lines:
        reader.note(
            rules.LICENSE,
            lines["text"],
            "the page carries the full text without a licence",
            "add license:, or publish a summary",
        )
    elif not full and "license" in lines:
        reader.note(
            rules.LICENSE,
            lines["license"],
            "a summary names a licence",
            "write text: full, or put the letter's printed notice into rights:",
        )


def _check_signatures(reader: Reader, values: Any, lines: dict[str, int]) -> None:
    listed = values.get("signatories", ())
    if "signatories" in lines and "signatories" not in values:
        return
    complete, stated = values.get("signatories_complete"), values.get("signatories_stated")
    if complete and not listed:
        reader.note(
            rules.SIGNATURE_COUNT, lines["signatories-complete"], "the list of signatories is called complete, but nobody is listed",
            "list them, or write false",
        )  # fmt: skip
        return
    if stated is None or "notes" in values:
        return
    known = len(listed) + values.get("individuals", 0)
    if complete and stated not in (len(listed), known):
        reader.note(
            rules.SIGNATURE_COUNT, lines["signatories-stated"],
            f"the source states {stated} signatories, the list has {len(listed)} and is called complete",
            "correct the list or the number, or say in notes why they differ",
        )  # fmt: skip
    elif not complete and stated < len(listed):
        reader.note(
            rules.SIGNATURE_COUNT, lines["signatories-stated"],
            f"the source states {stated} signatories, the list has {len(listed)}",
            "correct the list or the number, or say in notes why they differ",
        )  # fmt: skip
