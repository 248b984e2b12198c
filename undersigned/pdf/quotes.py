"""Typographic quotation marks and apostrophes in place of typed ones, by language, with docutils' tables.

Pages keep what was typed; this is a matter of type, as ligatures are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils.utils import smartquotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .runs import Run

#: Languages in whose writing typed marks are something else, or stay.
_OTHER = frozenset({"he", "ja", "ko", "zh-cn", "zh-tw"})


def typographic(runs: Sequence[Run], language: str, /) -> Sequence[Run]:
    """Set the quotation marks of a paragraph, whose runs have the language of the paragraph or one of their own."""
    if not any("'" in run.text or '"' in run.text for run in runs):
        return runs
    found: list[Run] = []
    start = 0
    while start < len(runs):
        own = runs[start].look.language or language
        end = start + 1
        while end < len(runs) and (runs[end].look.language or language) == own:
            end += 1
        found += _set(runs[start:end], _table(own))
        start = end
    return found


def of_text(text: str, language: str, /) -> str:
    """Set the quotation marks of a text, such as a title."""
    table = _table(language)
    if not table or ("'" not in text and '"' not in text):
        return text
    return "".join(smartquotes.educate_tokens([("plain", text)], attr="q", language=table))


def _set(runs: Sequence[Run], table: str) -> Sequence[Run]:
    if not table:
        return runs
    # Code stays as it is typed.
    tokens = [("literal" if run.look.is_literal else "plain", run.text) for run in runs]
    texts = smartquotes.educate_tokens(tokens, attr="q", language=table)
    return [run if run.text == text else replace(run, text=text) for run, text in zip(runs, texts, strict=True)]


@lru_cache(maxsize=256)
def _table(language: str) -> str:
    """Find docutils' table for a language; nothing if it has none."""
    tag = language.lower()
    for name in (tag, tag.partition("-")[0]):
        if name in smartquotes.smartchars.quotes and name not in _OTHER:
            return name
    return ""
