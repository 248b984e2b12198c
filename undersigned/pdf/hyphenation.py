"""Where words may be divided at the end of a line, by language, with the dictionaries of pyphen."""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

#: Shorter words stay whole, and so do words with capitals inside them or figures.
LEAST = 6
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'])*")


@lru_cache(maxsize=50_000)
def points(word: str, language: str, /) -> tuple[int, ...]:
    """Give the places at which a word may be divided, from the left; none for languages without a dictionary."""
    code = pyphen.language_fallback(language.replace("-", "_")) if language else None
    if code is None:
        return ()
    found: list[int] = []
    for match in _WORD.finditer(word):
        part = match[0]
        if len(part) < LEAST or not (part.islower() or part.istitle()):
            continue
        found += [
            match.start() + place for place in _dictionary(code).positions(part.lower()) if 2 <= place <= len(part) - 3
        ]
    return tuple(found)


@lru_cache(maxsize=64)
def _dictionary(code: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=code, left=2, right=3)
