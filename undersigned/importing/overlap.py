"""Finds runs of words that a summary shares with the letter it sums up: a summary is in one's own words.

Words compare without case, accents and punctuation; scripts without spaces compare by characters. Time is linear in
both texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Words of a run from which on it is no accident.
WORDS = 8
#: Words of one quotation up to which quoting is fair.
QUOTED = 30

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}](?:[^\W_{_SPACELESS}]|[\u0300-\u036f]|['’ʼ](?=[^\W\d_]))*")
_QUOTES = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "‘": "’", '"': '"', "»": "«"}
_QUOTED_LINES = re.compile(r"(?:^[ ]{0,3}>[^\n]*(?:\n|$))+", re.MULTILINE)
_ADDRESS = re.compile(r"\]\([^)\s]{0,2000}\)|<https?://[^>\s]{0,2000}>|https?://\S+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """A run of words that stands in both texts."""

    #: Line of the body in which the run begins, from 1.
    line: int
    #: The run as the body writes it, on one line.
    text: str
    #: How many words it has; of characters of scripts without spaces two count as one.
    words: int


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int
    #: Halves of a word: 2 for a word, 1 for a character.
    weight: int


def repeated(
    body: str, source: str, /, *, words: int = WORDS, ignore: Iterable[str] = (), quoted: int = QUOTED
) -> list[Overlap]:
    """List the runs of at least `words` words that the body shares with the source.

    Quotations of up to `quoted` words and the names in `ignore` count as no words of the source's.
    """
    tokens = _cut(_tokens(body), _quotations(body, quoted))
    apart = _names([_keys(name) for name in ignore], tokens)
    found: list[Overlap] = []
    lines = [0, *(match.end() for match in re.finditer("\n", body))]
    for run in _runs(tokens, _keys(source), words, apart):
        first, last = run[0], run[-1]
        weight = sum(token.weight for token in run if token.start not in apart)
        text = " ".join(body[first.start : last.end].split())
        found.append(Overlap(bisect_right(lines, first.start), text, weight // 2))
    return found


def _tokens(text: str) -> list[_Token]:
    """Part a text into words, and characters of scripts without spaces; addresses are no words."""
    blank = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    return [
        _Token(_key(match[0]), match.start(), match.end(), 1 if re.match(f"[{_SPACELESS}]", match[0]) else 2)
        for match in _TOKEN.finditer(blank)
    ]


def _keys(text: str) -> list[str]:
    return [token.key for token in _tokens(text)]


def _key(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c.isalnum()) or word


def _runs(tokens: list[_Token], source: list[str], words: int, apart: set[int]) -> Iterator[list[_Token]]:
    """Give the longest runs of tokens each window of which stands in the source.

    Windows are as long as the shortest run of words; a run of characters is made of several of them.
    """
    windows = {tuple(source[at : at + words]) for at in range(len(source) - words + 1)}
    run: list[_Token] = []
    covered = -1
    for at in range(len(tokens) - words + 1):
        window = tokens[at : at + words]
        # A quotation between two words parts them.
        if tuple(token.key for token in window) in windows:
            if at > covered:
                yield from _enough(run, words, apart)
                run = []
            run += window[max(0, covered - at + 1) :] if run else window
            covered = at + words - 1
    yield from _enough(run, words, apart)


def _enough(run: list[_Token], words: int, apart: set[int]) -> Iterator[list[_Token]]:
    if sum(token.weight for token in run if token.start not in apart) >= 2 * words:
        yield run


def _names(names: list[list[str]], tokens: list[_Token]) -> set[int]:
    """Find where names stand; gives the beginnings of their tokens."""
    by_first: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        if name:
            by_first.setdefault(name[0], set()).add(tuple(name))
    found: set[int] = set()
    for at, token in enumerate(tokens):
        # Names that begin alike are few lengths: each is one look into a set.
        candidates = by_first.get(token.key, set())
        for length in sorted({len(name) for name in candidates}):
            part = tokens[at : at + length]
            if tuple(item.key for item in part) in candidates:
                found.update(item.start for item in part)
    return found


def _quotations(body: str, quoted: int) -> list[tuple[int, int]]:
    """Find the quotations short enough to be fair, as stretches of the body."""
    found = [match.span() for match in _QUOTED_LINES.finditer(body)]
    opened: tuple[int, str] | None = None
    for at, character in enumerate(body):
        if opened is None:
            # An apostrophe opens nothing: an opening mark stands at a word's beginning.
            if character in _QUOTES and (at == 0 or not body[at - 1].isalnum() or character in "「『"):
                opened = (at, _QUOTES[character])
        elif character in opened[1] and not (character == "’" and body[at + 1 : at + 2].isalnum()):
            found.append((opened[0], at + 1))
            opened = None
        elif body.startswith("\n\n", at):
            opened = None
    return sorted(span for span in found if _weight(body[slice(*span)]) <= 2 * quoted)


def _weight(text: str) -> int:
    return sum(token.weight for token in _tokens(text))


def _cut(tokens: list[_Token], spans: list[tuple[int, int]]) -> list[_Token]:
    """Take quotations out; what stands before and behind one does not join to a run."""
    done: list[_Token] = []
    at = 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        if at < len(spans) and spans[at][0] <= token.start:
            if not done or done[-1].key:
                # A key that no source holds.
                done.append(_Token("", token.start, token.start, 0))
        else:
            done.append(token)
    return done
