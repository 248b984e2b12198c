"""The letter's title: the headline without the site's name, or the subject line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...names import name_key
from ..document import HEADING, Document
from .bodies import Bodies
from .findings import LIKELY, SURE, UNSURE, Fact
from .lines import Line
from .vocabulary import folded

_SEPARATOR = re.compile(r"\s+[|–—\-»·•:]\s+|\s*\|\s*")
_LETTER_WORDS = ("letter", "lettre", "carta", "brief", "offener", "lettera", "open", "joint", "statement", "appeal", "письмо", "公开信", "公開信", "公開書簡", "رسالة", "surat", "appel", "llamamiento", "declaration")  # fmt: skip
_MAX = 300
#: Headings of parts of a page.
_GENERIC = frozenset(
    (
        "the letter",
        "letter",
        "text",
        "text of the letter",
        "full text",
        "the full letter",
        "letter text",
        "la lettre",
        "la carta",
        "der brief",
        "statement",
        "press release",
        "news",
    )
)


def without_site(title: str, site: str | None, others: Sequence[str], bodies: Bodies) -> tuple[str, str | None]:
    """Drop the site's name behind a bar or dash; gives the title and the name dropped."""
    keys = {name_key(other) for other in others}
    for match in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if not head or not tail:
            continue
        if site and name_key(tail) == name_key(site):
            return head, tail
        if name_key(head) in keys and name_key(title) not in keys:
            return head, tail
        if "|" in match[0] and not bodies.bears(title[match.start() :]) and len(tail.split()) <= 7:
            return head, tail
        if ":" not in match[0] and bodies.bears(tail) and len(head.split()) >= 3:
            return head, tail
    if site and name_key(title).endswith(" " + name_key(site)) is False and title.startswith(f"{site} | "):
        return title[len(site) + 3 :], site
    return title, None


def find_title(
    document: Document, candidates: Sequence[Line], subject: Line | None, bodies: Bodies, *, subject_text: str = ""
) -> tuple[Fact | None, str | None, list[Line]]:
    """Choose the title; gives it, the site's name that stood behind it, and the lines that repeat it."""
    texts = [line.text for line in candidates]
    headings = [line for line in candidates if line.kind == HEADING and line.level <= 2 and not _generic(line)] or [
        line for line in candidates if (line.kind == HEADING or line.strong) and not _generic(line)
    ]
    declared = document.title if document.title and not _file_title(document.title) else None
    dropped: str | None = None
    candidates = [line for line in candidates if not _generic(line)]
    chosen: Line | None = None
    if headings:
        chosen = headings[0]
        if len(headings) > 1 and declared:
            chosen = next((line for line in headings if name_key(line.text) in name_key(declared)), chosen)
        if not any(word in folded(chosen.text) for word in _LETTER_WORDS) and chosen.level > 1 and len(headings) > 1:
            chosen = next(
                (line for line in headings if any(word in folded(line.text) for word in _LETTER_WORDS)), chosen
            )
    elif candidates:
        chosen = candidates[0]
        if len(candidates) > 1:
            repeated = next((line for line in candidates if texts.count(line.text) > 1), None)
            worded = next(
                (
                    line
                    for line in candidates[:4]
                    if any(word in folded(line.text).split() for word in _LETTER_WORDS) and len(line.text.split()) > 3
                ),
                None,
            )
            chosen = (
                repeated
                or (worded if worded and bodies.is_body(chosen.text) else None)
                or (chosen if not bodies.bears(chosen.text) else worded or candidates[1])
            )
    if chosen is None:
        if subject is not None:
            return Fact("title", subject_text or subject.text, subject.place, LIKELY, "the subject line"), None, []
        if declared:
            title, dropped = without_site(declared, document.site, texts, bodies)
            if document.format == "markdown":
                return Fact("title", title[:_MAX], 0, SURE), dropped, []
            return Fact("title", title[:_MAX], 0, UNSURE, "only the file's own description gives it"), dropped, []
        return None, None, []
    if subject is not None and chosen.kind != HEADING and bodies.bears(chosen.text):
        return Fact("title", subject_text or subject.text, subject.place, LIKELY, "the subject line"), None, []
    others = [*texts, *([declared] if declared else [])]
    title, dropped = without_site(chosen.text, document.site, [text for text in others if text != chosen.text], bodies)
    if declared and dropped is None:
        dropped = without_site(declared, document.site, [title], bodies)[1]
    same = [
        line
        for line in candidates
        if line is not chosen
        and name_key(without_site(line.text, document.site, [title], bodies)[0]) == name_key(title)
    ]
    sure, why = (
        (SURE, "") if chosen.kind == HEADING or same or (candidates and chosen is candidates[0]) else (LIKELY, "")
    )
    others_left = [line for line in candidates if line is not chosen and line not in same and not line.is_prose]
    if (
        chosen.kind != HEADING
        and others_left
        and others_left[0].block in (chosen.block, chosen.block + 1)
        and _rival(others_left[0], chosen)
    ):
        sure, why = UNSURE, f"“{others_left[0].text}” could be the title too"
    return Fact("title", title[:_MAX], chosen.place, sure, why), dropped, [chosen, *same]


def _generic(line: Line) -> bool:
    """Tell headings that name a part of the page, such as “The letter”."""
    return folded(line.text).strip(" :.") in _GENERIC


def _rival(other: Line, chosen: Line) -> bool:
    """Tell whether another headline stands beside the title: alike in length and words."""
    return any(word in folded(other.text).split() for word in _LETTER_WORDS) and any(
        word in folded(chosen.text).split() for word in _LETTER_WORDS
    )


def _file_title(title: str) -> bool:
    """Tell the titles that programs give."""
    plain = folded(title)
    return plain.startswith(("microsoft word", "untitled", "document", "doc1")) or plain.endswith(
        (".doc", ".docx", ".pdf", ".indd")
    )
