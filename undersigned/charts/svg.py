"""Writes a drawing as SVG for a page: colours as classes, which follow the reader's scheme; no style, no script.

ReportLab's own SVG has fixed colours and sizes, in `style` attributes, and takes five times as long.
Places across are parts of the width, so that a picture fills what there is and its type stays as large as that of the
page; heights are pixels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from lxml import etree

from .shapes import NAMES, NUMBER, Bar, Dot, Link, Said, Stroke, Turned, Words

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

    from .shapes import Frame

#: Gives the address of a target, a docname with or without an anchor; none for the page itself.
Address = Callable[[str], str | None]
#: What XML cannot hold.
_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(frame: Frame, address: Address, *, named_by: str) -> Any:
    """Write a drawing as an element that is named by the element with the id `named_by`.

    A drawing with links is a group, in which screen readers find them; one without is a single picture.
    """
    writer = _Writer(frame, address)
    writer.draw(writer.root, frame.contents)
    writer.root.set("role", "group" if writer.has_links else "img")
    writer.root.set("aria-labelledby", named_by)
    return writer.root


def clean(words: str) -> str:
    """Leave out what XML cannot hold."""
    return _REFUSED.sub("", words)


class _Writer:
    def __init__(self, frame: Frame, address: Address) -> None:
        self._width, self._height = frame.width, frame.height
        self._address = address
        self.has_links = False
        # Style sheets stretch it to the width that there is.
        self.root = etree.Element("svg", {"width": _number(frame.width), "height": _number(frame.height)})

    def draw(self, at: Any, content: Iterable[Any]) -> None:
        """Draw shapes into an element."""
        for shape in content:
            match shape:
                case Said():
                    self._said(at, shape)
                case Bar():
                    self._add(
                        at, "rect", fill=shape.fillColor, **self._box(shape.x, shape.y, shape.width, shape.height)
                    )
                case Words():
                    self._words(at, shape, x=self._x(shape.x), y=self._y(shape.y))
                case Dot():
                    self._add(
                        at, "circle", fill=shape.fillColor, cx=self._x(shape.cx), cy=self._y(shape.cy), r=_number(shape.r)
                    )  # fmt: skip
                case Stroke():
                    self._stroke(at, shape)
                case Turned():
                    x, y = shape.transform[4:]
                    turned = self._add(at, "svg", x=self._x(x), y=self._y(y), width="1", height="1")
                    self._words(turned, shape.contents[0], transform="rotate(-90)")
                case _:
                    raise TypeError(f"a drawing holds a {type(shape).__name__}")

    def _said(self, at: Any, shape: Said) -> None:
        words = clean(shape.words)
        address = self._address(shape.target) if isinstance(shape, Link) and shape.target else None
        if address is not None:
            self.has_links = True
            at = etree.SubElement(at, "a", {"href": address, "aria-label": words})
        # Readers who hear the name of a link or picture need not hear the words in it too.
        at = etree.SubElement(at, "g", {"aria-hidden": "true"})
        etree.SubElement(at, "title").text = words
        if isinstance(shape, Link):
            self._add(at, "rect", **{"class": "area"}, **self._box(*shape.area))
        self.draw(at, shape.contents)

    def _stroke(self, at: Any, line: Stroke) -> None:
        drawn = self._add(
            at, "line", stroke=line.strokeColor, x1=self._x(line.x1), y1=self._y(line.y1), x2=self._x(line.x2), y2=self._y(line.y2)
        )  # fmt: skip
        if line.strokeWidth != 1:
            drawn.set("stroke-width", _number(line.strokeWidth))

    def _words(self, at: Any, words: Words, **attributes: str) -> None:
        if words.textAnchor != "start":
            attributes["text-anchor"] = words.textAnchor
        more = "number" if words.fontSize == NUMBER else ""
        self._add(at, "text", fill=words.fillColor, more=more, **attributes).text = clean(words.text)

    @staticmethod
    def _add(
        at: Any, name: str, *, fill: Color | None = None, stroke: Color | None = None, more: str = "", **attributes: str
    ) -> Any:
        classes = [f"fill-{NAMES[fill]}"] if fill else [f"stroke-{NAMES[stroke]}"] if stroke else []
        if classes:
            attributes["class"] = " ".join([*classes, more]).rstrip()
        return etree.SubElement(at, name, attributes)

    def _box(self, x: float, y: float, width: float, height: float) -> dict[str, str]:
        return {"x": self._x(x), "y": self._y(y + height), "width": self._x(width), "height": _number(height)}

    def _x(self, value: float) -> str:
        return f"{_number(100 * value / self._width, 3)}%"

    def _y(self, value: float) -> str:
        return _number(self._height - value)


def _number(value: float, digits: int = 2) -> str:
    # Adding nothing makes -0 a plain one.
    return f"{round(value, digits) + 0.0:.{digits}f}".rstrip("0").rstrip(".")
