"""Who published the letter, under what licence and number, and at which other addresses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..document import Document
from .bodies import Bodies
from .findings import LIKELY, SURE, UNSURE, Fact
from .lines import Line
from .vocabulary import folded

_CC = re.compile(
    r"\bCC[ -](?P<kind>BY(?:[ -](?:NC|SA|ND)){0,2}|0|Zero)(?:[ -]?(?P<version>[1-4]\.0))?(?![\w])", re.IGNORECASE
)
_CC_LINK = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>by(?:-(?:nc|sa|nd)){0,2})|publicdomain/(?P<zero>zero))/(?P<version>\d\.\d)",
    re.IGNORECASE,
)
_CC_WORDS = re.compile(
    r"creative commons\s+(?P<words>attribution[\w\s\-–]{0,60}?|zero|public domain dedication)\s*(?P<version>\d\.\d)?(?=[\s.,;()]|$)",
    re.IGNORECASE,
)
_IDENTIFIERS = re.compile(
    r"\b(?P<amnesty>(?:[A-Z]{3}|[A-Z]{2}) \d{2}/\d{3,4}/\d{4})\b|(?:index(?: number)?|ref(?:erence)?(?: no)?|document(?: number)?)\s*[.:#]\s*(?P<ref>[A-Z]{1,5}[ -/]?\d[\w/.-]{2,30})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:published|posted|issued|released|publié|publicado|veröffentlicht)\b[^\n]{0,40}?\b(?:by|par|por|von)\s+(?P<who>[^\n.,]{3,80})$",
    re.IGNORECASE,
)


def find_licence(document: Document, lines: list[Line]) -> tuple[str | None, Fact | None]:
    """Find a printed Creative Commons licence: SPDX id, and the notice as printed."""
    if document.licence:
        spdx = spdx_of(document.licence)
        if spdx:
            return spdx, Fact("rights", document.licence, 0, LIKELY, "the page's own notice")
    for line in lines:
        if spdx := spdx_of(line.text):
            match = _CC.search(line.text) or _CC_WORDS.search(line.text) or _CC_LINK.search(line.text)
            return spdx, Fact("rights", match[0].strip() if match else line.text, line.place, SURE)
    for line in lines:
        plain = folded(line.text)
        if len(plain) < 160 and ("all rights reserved" in plain or plain.startswith("©")):
            return None, Fact("rights", line.text, line.place, SURE)
    return None, None


def spdx_of(text: str) -> str | None:
    """Give the SPDX id of a Creative Commons licence named in a text; None without version or licence."""
    if match := _CC_LINK.search(text):
        return f"CC0-{match['version']}" if match["zero"] else f"CC-{match['kind'].upper()}-{match['version']}"
    if match := _CC.search(text):
        kind = match["kind"].upper().replace(" ", "-")
        if kind in ("0", "ZERO"):
            return "CC0-1.0"
        return f"CC-{kind}-{match['version']}" if match["version"] else None
    if (match := _CC_WORDS.search(text)) and match["version"]:
        plain = folded(match["words"])
        if not plain.startswith("attribution"):
            return "CC0-1.0"
        kind = (
            "BY"
            + ("-NC" if "noncommercial" in plain.replace("-", "") else "")
            + ("-SA" if "sharealike" in plain.replace("-", "").replace(" ", "") else "")
            + ("-ND" if "noderiv" in plain.replace("-", "") else "")
        )
        return f"CC-{kind}-{match['version']}"
    return None


def find_identifier(lines: list[Line]) -> Fact | None:
    """Find the publisher's own number, such as an Amnesty index number."""
    for line in lines:
        if len(line.text) < 160 and (match := _IDENTIFIERS.search(line.text)):
            return Fact(
                "identifier",
                (match["amnesty"] or match["ref"]).strip(),
                line.place,
                UNSURE,
                "read as the publisher's number",
            )
    return None


def find_publisher(
    document: Document,
    lines: list[Line],
    dropped: str | None,
    url: str | None,
    letterhead: Line | None,
    signers: list[str],
    bodies: Bodies,
) -> Fact:
    """Find who published: the site's name, the name behind the title, a letterhead, the host; else it is unsure."""
    if document.site:
        return Fact("publisher", document.site, 0, SURE)
    if dropped:
        return Fact(
            "publisher", dropped, 0, SURE if bodies.bears(dropped) else LIKELY, "the name behind the page's title"
        )
    for line in lines:
        if len(line.text) < 140 and (match := _BY.search(line.text.strip("*_ "))):
            who = match["who"].strip(" *_")
            return Fact("publisher", who, line.place, SURE if bodies.bears(who) else LIKELY)
    if letterhead is not None:
        return Fact(
            "publisher", letterhead.text, letterhead.place, UNSURE, "the letterhead; the publisher may be another"
        )
    host = urlsplit(url).hostname if url else None
    if host:
        return Fact("publisher", host.removeprefix("www."), 0, UNSURE, "only the address tells the publisher")
    if signers:
        return Fact("publisher", signers[0], 0, UNSURE, "the source does not tell; the first signatory is put here")
    return Fact("publisher", "Unknown", 0, UNSURE, "the source does not tell")
