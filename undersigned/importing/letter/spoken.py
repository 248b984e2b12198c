"""Settles the letter's language: what the text shows against what the file declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import Document
from .findings import SURE, UNSURE, Fact, Findings
from .language import is_known, language_of
from .lines import Line
from .parts import Parts

_COMMON = {
    "en": "the and of to were was with have you your for that is are they no not be our from", "fr": "le la les des et de vous nous avant que depuis dans pour",
    "de": "das die der den und wir sie dem seit zum bitten ist doch", "es": "el la los de que y para las por en una sin",
    "pt": "o a os as de que para e uma não há sem do da em", "id": "yang dan di untuk kami itu tidak dengan sejak sudah meminta",
    "it": "il la di che e per non gli una del", "nl": "de het een van en niet voor zijn", "ru": "и в не на мы что вас до из", "ar": "في من على أن لا منذ قبل و",
}  # fmt: skip


def _common_words(text: str, code: str, least: int = 3) -> bool:
    """Tell a short text's language by its commonest words."""
    common = set(_COMMON.get(code, "").split())
    tokens = re.findall(r"[^\W\d_]+", text.casefold())[:400]
    own = sum(token in common for token in tokens)
    rival = max(
        (sum(token in set(words.split()) for token in tokens) for other, words in _COMMON.items() if other != code),
        default=0,
    )
    return own >= least and own > rival


def _other_language(parts: Parts, main: str) -> str | None:
    """Find a language other than the text's in which a fifth of it is written."""
    others: dict[str, int] = {}
    for line in parts.body[:40]:
        found = language_of(line.text) if len(line.text) >= 60 else None
        code = found[0].partition("-")[0] if found else main
        if found and code != main and (_common_words(line.text, code, 2) if code in _COMMON else found[1]):
            others[found[0]] = others.get(found[0], 0) + len(line.text)
    whole = sum(len(line.text) for line in parts.body) or 1
    return next((code for code, size in sorted(others.items()) if size * 5 > whole), None)


def find_language(
    findings: Findings, document: Document, parts: Parts, lines: Sequence[Line], given: str | None
) -> str | None:
    """Find the language; what the file declares counts where the text is too short to tell."""
    text = "\n".join(line.text for line in parts.body) or "\n".join(line.text for line in lines)
    found = language_of(text)
    declared = (document.language or "").replace("_", "-").partition("-")[0].casefold()
    declared = declared if is_known(declared) else ""
    if given:
        findings.language = Fact("language", given, 0, SURE, "as given")
        return given
    if found is None:
        findings.language = Fact("language", declared or "en", 0, UNSURE, "there is no text to tell it by")
        return declared or "en"
    code, sure = found
    short = code.partition("-")[0]
    why = ""
    if document.format in ("docx", "pdf"):
        # Programs write the language of the machine.
        declared = declared if declared == short else ""
    if declared and declared == short:
        sure = True
    elif not sure and declared and len(declared) in (2, 3) and not _common_words(text, short):
        code = declared
    if mixed := _other_language(parts, short):
        sure, why = False, f"parts of the text are in another language ({mixed})"
    if not sure and not why and len(text) > 60 and code == "en" and _common_words(text, "en"):
        sure = True
    sure = sure or (not why and _common_words(text, short))
    findings.language = Fact(
        "language", code, 0, SURE if sure else UNSURE, why or ("" if sure else "the text is too short to tell")
    )
    return code
