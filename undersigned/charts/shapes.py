"""What drawings are made of: ReportLab's shapes in a few colours, and links.

Lengths are points of a page or pixels of a screen. A drawing is as wide as its least width; outputs stretch it to the
width they have, but neither its height nor its type.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

#: Colours of the printed page; pages on screens have their own, by these names.
INK = HexColor("#1a1a1a")
QUIET = HexColor("#5a5a5a")
MARK = HexColor("#7a1f1f")
BAR = HexColor("#6b665e")
PALE = HexColor("#a2603f")
LINE = HexColor("#8a857b")
RULE = HexColor("#d9d5cc")
NAMES: dict[Color, str] = {
    INK: "ink", QUIET: "quiet", MARK: "mark", BAR: "bar", PALE: "pale", LINE: "line", RULE: "rule",
}  # fmt: skip

#: Sizes of type.
LABEL, NUMBER = 13.0, 12.0
#: Least height and width of what can be followed (WCAG 2.2, 2.5.8).
TARGET = 24.0
#: Screens have wider faces than the one that is measured with.
_LOOSE = 1.05


class _Unchecked:
    """Sets attributes as they are: ReportLab checks each, which takes more time than all the rest of a drawing."""

    __setattr__ = object.__setattr__


class Bar(_Unchecked, Rect):  # type: ignore[misc]
    """A filled rectangle."""

    def __init__(self, x: float, y: float, width: float, height: float, colour: Color = BAR) -> None:
        super().__init__(x, y, width, height, fillColor=colour, strokeColor=None)


class Dot(_Unchecked, Circle):  # type: ignore[misc]
    """A filled circle."""

    def __init__(self, x: float, y: float, radius: float, colour: Color = BAR) -> None:
        super().__init__(x, y, radius, fillColor=colour, strokeColor=None)


class Stroke(_Unchecked, Line):  # type: ignore[misc]
    """A line."""

    def __init__(self, x1: float, y1: float, x2: float, y2: float, colour: Color, width: float = 1) -> None:
        super().__init__(x1, y1, x2, y2, strokeColor=colour, strokeWidth=width)


class Words(_Unchecked, String):  # type: ignore[misc]
    """A text on a base line; `anchor` is start, middle or end."""

    def __init__(
        self, x: float, y: float, text: str, *, size: float = LABEL, colour: Color = INK, anchor: str = "start"
    ) -> None:
        super().__init__(x, y, text, fontSize=size, fillColor=colour, textAnchor=anchor)


class Turned(_Unchecked, Group):  # type: ignore[misc]
    """A text that runs upwards from a point."""

    def __init__(self, x: float, y: float, words: Words) -> None:
        super().__init__(words, transform=(0, 1, -1, 0, x, y))


class Said(_Unchecked, Group):  # type: ignore[misc]
    """Shapes with the words that say what they show."""

    def __init__(self, words: str, *content: object) -> None:
        super().__init__(*content)
        self.words = words


class Link(Said):
    """Shapes that lead to a page, a docname, wherever their area is hit: left, bottom, width, height.

    They only say what they show where there is no page.
    """

    def __init__(
        self, target: str | None, words: str, area: tuple[float, float, float, float], *content: object
    ) -> None:
        super().__init__(words, *content)
        self.target = target
        self.area = area


class Frame(_Unchecked, Drawing):  # type: ignore[misc]
    """A drawing."""

    def below(self, distance: float) -> float:
        """Turn a distance from the top into the height above the bottom, from which ReportLab measures."""
        return float(self.height - distance)


def width_of(words: str, size: float = LABEL) -> float:
    """Measure a text, about: screens have faces of their own."""
    narrow = "".join(sign for sign in words if sign < "\u0250")
    others = sum(
        (1.0 if east_asian_width(sign) in "WF" else 0.0 if combining(sign) else 0.65) for sign in words if sign >= "\u0250"
    )  # fmt: skip
    return (float(stringWidth(narrow, "Helvetica", size)) + others * size) * _LOOSE


def shortened(words: str, room: float, size: float = LABEL) -> str:
    """Cut a text that is too long, at a blank if there is one in its last third."""
    if width_of(words, size) <= room:
        return words
    end = len(words)
    while end > 1 and width_of(words[:end], size) + size > room:
        end -= 1
    cut = words[:end]
    blank = cut.rfind(" ")
    return f"{(cut[:blank] if blank > end * 2 / 3 else cut).rstrip(' ,;&')}\u2026"
