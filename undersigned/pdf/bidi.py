"""The order of lines that hold writing from right to left (Unicode Standard Annex 9).

Levels come from python-bidi; the order is found for pieces of a line, each of which lies on one level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bidi import algorithm

#: Hebrew, Arabic, Syriac, Thaana, N'Ko and the presentation forms: what makes a text need levels.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
#: Brackets that belong together (the most used of BidiBrackets.txt).
_PAIRS = (
    "()",
    "[]",
    "{}",
    "⟨⟩",
    "⟦⟧",
    "⟪⟫",
    "〈〉",
    "《》",
    "「」",
    "『』",
    "【】",
    "〔〕",
    "〖〗",
    "（）",
    "［］",
    "｛｝",
    "｢｣",
)
_BRACKETS = {pair[0]: pair[1] for pair in _PAIRS}
#: Marks that only steer the algorithm; contributed text has none of them.
_STEERING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def has_right_to_left(text: str, /) -> bool:
    """Tell text that must not simply be set from left to right."""
    return _RIGHT_TO_LEFT.search(text) is not None


def begins_right_to_left(text: str, /) -> bool:
    """Tell whether the first strong character runs from right to left (rules P2 and P3)."""
    return has_right_to_left(text) and bool(algorithm.get_base_level(_STEERING.sub("", text)))


def levels(text: str, /, *, right_to_left: bool) -> list[int]:
    """Give the embedding level of each character; `text` holds none of the steering marks."""
    first, feed, rest = text.partition("\n")
    if feed:
        # A line that is broken on purpose is a paragraph to the algorithm.
        base = int(right_to_left)
        return [*levels(first, right_to_left=right_to_left), base, *levels(rest, right_to_left=right_to_left)]
    text = "".join(char if algorithm.bidirectional(char) else _stand_in(char) for char in text)
    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(right_to_left)
    storage["base_dir"] = "LR"[right_to_left]
    algorithm.get_embedding_levels(text, storage)
    algorithm.explicit_embed_and_overrides(storage, False)
    algorithm.resolve_weak_types(storage, False)
    _resolve_brackets(storage["chars"], "LR"[right_to_left])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [char["level"] for char in storage["chars"]]
    # Rule X9 takes joiners out; they stay where they are and lie on the level before them.
    if len(found) != len(text):
        kept = iter(found)
        found, last = [], int(right_to_left)
        for char in text:
            if algorithm.bidirectional(char) not in algorithm.X9_REMOVED:
                last = next(kept)
            found.append(last)
    return found


def _stand_in(char: str) -> str:
    """Give a letter in place of a character that Unicode has not assigned, as far as Python knows (table 4)."""
    return "\u05d0" if _RIGHT_TO_LEFT.match(char) else "a"


def _resolve_brackets(chars: list[dict[str, Any]], base: str) -> None:
    """Give both brackets of a pair one direction (rule N0), which python-bidi leaves out."""
    strong = [{"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(char["type"], "") for char in chars]
    waiting: list[tuple[str, int]] = []
    pairs = []
    for place, char in enumerate(chars):
        if char["ch"] in _BRACKETS:
            waiting.append((_BRACKETS[char["ch"]], place))
        elif any(closing == char["ch"] for closing, _ in waiting):
            while waiting[-1][0] != char["ch"]:
                waiting.pop()
            pairs.append((waiting.pop()[1], place))
    for opening, closing in sorted(pairs):
        inside = set(strong[opening + 1 : closing]) - {""}
        direction = base
        if not inside:
            continue
        if base not in inside:
            before = next((kind for kind in reversed(strong[:opening]) if kind), base)
            direction = before if before in inside else base
        for place in (opening, closing):
            chars[place]["type"] = strong[place] = direction


def visual_order(line: Sequence[int], /) -> list[int]:
    """Order the pieces of a line, given by their levels, from left to right (rule L2)."""
    order = list(range(len(line)))
    odd = [level for level in line if level % 2]
    if not odd:
        return order
    for level in range(max(line), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if line[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order
