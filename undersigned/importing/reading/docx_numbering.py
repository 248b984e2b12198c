"""Counts the numbered paragraphs of a Word file, so that their numbers read as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACE = re.compile(r"%([1-9])")


class Numbering:
    """Knows the kinds of lists, and counts their items in the order in which they are asked for."""

    def __init__(self, root: Any) -> None:
        self._kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in root.iter(f"{_W}abstractNum")}
        self._lists = {
            item.get(f"{_W}numId"): reference.get(f"{_W}val")
            for item in root.iter(f"{_W}num")
            if (reference := item.find(f"{_W}abstractNumId")) is not None
        }
        self._counts: dict[str, dict[int, int]] = {}
        self._at: dict[Any, int] = {}

    def level(self, paragraph: Any) -> int:
        """Give the depth of a paragraph that `marker` has found to be an item."""
        return min(6, self._at.get(paragraph, 0) + 1)

    def marker(self, paragraph: Any, styles: Sequence[Any]) -> str:
        """Count a paragraph and give its number or bullet; nothing if it is no item."""
        number, level = None, 0
        for place in (paragraph, *styles):
            found = place.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                depth, reference = found.find(f"{_W}ilvl"), found.find(f"{_W}numId")
                level = _whole(depth, 0)
                number = None if reference is None else reference.get(f"{_W}val")
                break
        if not number or number == "0" or number not in self._lists:
            return ""
        level = min(level, 8)
        self._at[paragraph] = level
        kind = self._lists[number]
        shapes = self._shapes(kind)
        # Lists of one kind count on, whatever their number; lower levels begin anew.
        counts = self._counts.setdefault(number, {})
        counts[level] = counts.get(level, _start(shapes.get(level)) - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._shown(shapes, counts, level)

    def _shapes(self, kind: str) -> dict[int, Any]:
        element = self._kinds.get(kind)
        if element is None:
            return {}
        return {
            int(shape.get(f"{_W}ilvl")): shape
            for shape in element.iter(f"{_W}lvl")
            if (shape.get(f"{_W}ilvl") or "").isdecimal()
        }

    def _shown(self, shapes: dict[int, Any], counts: dict[int, int], level: int) -> str:
        shape = shapes.get(level)
        if shape is None or _value(shape, "numFmt") in ("bullet", "none", None):
            return "•"
        pattern = _value(shape, "lvlText") or f"%{level + 1}."

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _digits(counts.get(at, _start(shapes.get(at))), _value(shapes.get(at), "numFmt"))

        return _PLACE.sub(number, pattern).strip() or "•"


def _value(shape: Any, name: str) -> str | None:
    found = None if shape is None else shape.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _start(shape: Any) -> int:
    return _whole(None if shape is None else shape.find(f"{_W}start"), 1)


def _whole(element: Any, default: int) -> int:
    value = "" if element is None else element.get(f"{_W}val") or ""
    return int(value) if value.isdecimal() and len(value) < 7 else default


def _digits(number: int, form: str | None) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 400:
        shown, rest = "", number
        for value, letters in _ROMAN:
            shown += letters * (rest // value)
            rest %= value
        return shown if form == "lowerRoman" else shown.upper()
    return str(number)
