"""Writes the lines of a text as PDF operators: bits placed from left to right, marked for the structure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import bidi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lines import Bit, Line
    from .recorder import Recorder
    from .structure import Element

_RISE = re.compile(r"(-?(?<!\d)\d+) RISE")


def placed(line: Line, left: float, /, *, right_to_left: bool) -> list[tuple[Bit, float]]:
    """Place the bits of a line: in reading order, each with its left edge."""
    bits = [bit for bit in line.bits if bit.text or bit.shaped.glyphs]
    if not any(bit.level for bit in bits) and not right_to_left:
        found = []
        for bit in bits:
            found.append((bit, left))
            left += bit.width
        return found
    # Rule L1: blanks at the end of the line lie on the level of the paragraph.
    levels = [bit.level for bit in bits]
    place = len(bits)
    while place and bits[place - 1].text and not bits[place - 1].text.strip():
        place -= 1
    base = int(right_to_left)
    levels[place:] = [base] * (len(bits) - place)
    trailing = sum(bit.width for bit in bits[place:])
    x = left - (trailing if base else 0.0)
    edges = [0.0] * len(bits)
    for number in bidi.visual_order(levels):
        edges[number] = x
        x += bits[number].width
    return list(zip(bits, edges, strict=True))


class Pen:
    """Writes placed bits as text operators, opening and closing marked content as the structure changes."""

    def __init__(self, canvas: Recorder, element: Element | None, /) -> None:
        self.canvas = canvas
        self.element = element
        self._open: Element | None = None
        self._is_open = False
        self._state: tuple[object, ...] = ()
        self._out: list[str] = []

    def line(self, placed: Sequence[tuple[Bit, float]], base: float, top: float, height: float) -> None:
        """Write one line."""
        if placed and not _is_mixed(placed):
            self._plain(placed, base, top, height)
            return
        at: float | None = None
        array: list[str] = []
        link: list[tuple[Bit, float]] = []
        last = len(placed) - 1

        def flush() -> None:
            if array:
                self._out.append(f"[{''.join(array)}]TJ".replace("><", ""))
                array.clear()

        for number, (bit, x) in enumerate(placed):
            look = bit.look
            element = (look.element or self.element) if self.element is not None else None
            state = (bit.face, bit.size, look.colour, look.rise)
            if not self._is_open or element is not self._open:
                flush()
                self._begin(element)
                at = None
            if state != self._state or at is None or abs(at - x) > 0.02 or not bit.shaped.is_plain:
                flush()
                self._set(state)
                if at is None or abs(at - x) > 0.02:
                    self._out.append(f"1 0 0 1 {x:.2f} {base:.2f} Tm")
            if link and link[0][0].look.target != look.target:
                self._note(link, top, height)
                link = []
            if look.target and not (number == last and not bit.text.strip()):
                link.append((bit, x))
            self.canvas.note_glyphs(bit.face, bit.shaped.glyphs)
            if bit.shaped.is_plain:
                array.append(bit.shaped.code)
                at = x + bit.width
            else:
                self._out.append(_raised(bit))
                at = x + bit.width
        flush()
        if link:
            self._note(link, top, height)

    def _plain(self, placed: Sequence[tuple[Bit, float]], base: float, top: float, height: float) -> None:
        """Write a line of one look, whose bits follow each other."""
        bit, x = placed[0]
        look = bit.look
        element = (look.element or self.element) if self.element is not None else None
        if not self._is_open or element is not self._open:
            self._begin(element)
        self._set((bit.face, bit.size, look.colour, look.rise))
        code = "".join([bit.shaped.code for bit, _ in placed])
        self._out.append(f"1 0 0 1 {x:.2f} {base:.2f} Tm [{code}]TJ".replace("><", ""))
        for bit, _ in placed:
            self.canvas.note_glyphs(bit.face, bit.shaped.glyphs)
        link = placed if placed[-1][0].text.strip() else placed[:-1]
        if look.target and link:
            self._note(link, top, height)

    def close(self) -> None:
        """End the marked content that is open."""
        if self._is_open:
            self._out.append("ET EMC")
            self._is_open = False
        if self._out:
            self.canvas.write(" ".join(self._out))
            self._out = []

    def _begin(self, element: Element | None) -> None:
        if self._is_open:
            self._out.append("ET EMC")
        if element is not None and self.element is not None:
            element.place(self.element)
        self._out.append(f"{self.canvas.mark(element)} BT")
        self._open, self._is_open = element, True

    def _set(self, state: tuple[object, ...]) -> None:
        face, size, colour, rise = state
        if self._state[:2] != state[:2]:
            self._out.append(f"/{face} {size:.4g} Tf")
        if self._state[2:3] != state[2:3]:
            self._out.append(f"{colour} rg")
        if (self._state[3] if self._state else 0.0) != rise:
            self._out.append(f"{rise:.2f} Ts")
        self._state = state

    def _note(self, link: Sequence[tuple[Bit, float]], top: float, height: float) -> None:
        left = min(x for _, x in link)
        right = max(x + bit.width for bit, x in link)
        look = link[0][0].look
        self.canvas.note_link(look, (left, top - height, right, top), is_content=self.element is not None)


def _is_mixed(placed: Sequence[tuple[Bit, float]]) -> bool:
    first = placed[0][0]
    look, face, size = first.look, first.face, first.size
    return any(
        bit.look is not look or bit.face != face or bit.size != size or bit.level or not bit.shaped.is_plain
        for bit, _ in placed
    )


def _raised(bit: Bit) -> str:
    """Write the operators of a word whose marks lie above or below the line, for its size."""
    return _RISE.sub(lambda match: f"{bit.look.rise + int(match[1]) * bit.size / 1000:.2f} Ts", bit.shaped.code)
