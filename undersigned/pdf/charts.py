"""Charts on printed pages: drawings with the edition's own faces, and lists whose bars are drawn below their names.

The drawings are those of the site (`charts.columns` and others); a drawing is a figure with all that it says as its
text, a list is a list, whose bars say nothing more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from ..charts.columns import columns
from ..charts.data import Matrix, Years
from ..charts.matrix import matrix
from ..charts.shapes import BAR, LABEL, NUMBER, QUIET, Bar, Dot, Stroke, Turned, Words
from .flowables import LeadIn
from .lines import one_line
from .pen import Pen, placed
from .piece import DOCUMENT
from .runs import Run
from .structure import Element
from .text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportlab.lib.colors import Color

    from ..charts.data import Named
    from ..charts.printed import Printed
    from ..charts.shapes import Frame
    from .client import Client
    from .recorder import Recorder

#: Points for a pixel of a screen.
SCALE = 0.7
#: Height of the tallest column: leaves room for a matrix on the same page.
_TALL = 110.0
#: Thickness of the bars of a list, and their distance from the name above.
_BAR, _GAP = 2.6, 3.4
_STYLE = "chart-name"


def charts(client: Client, printed: Sequence[Printed], /) -> list[Flowable]:
    """Lay out a page of charts, each under what it shows."""
    made: list[Flowable] = [
        client.text(client.plain("In figures", "heading1"), "heading1", tag="H1", heading=(0, "In figures")),
        client.text(
            client.plain("Counted are the letters of this volume; who signed them may be known in part only.", "text-note"),
            "text-note",
        ),
    ]  # fmt: skip
    for chart in printed:
        made += [LeadIn(), client.text(client.plain(chart.caption, "chart-title"), "chart-title", tag="H2")]
        data = chart.data
        if isinstance(data, Years):
            made.append(Drawn(client, columns(data, height=_TALL), chart.said))
        elif isinstance(data, Matrix):
            made.append(Drawn(client, matrix(data), chart.said))
        else:
            made += _listed(client, data)
    return made


def _listed(client: Client, entries: Sequence[Named]) -> list[Flowable]:
    most = max(entry.letters for entry in entries)
    made: list[Flowable] = []
    with client.inside("L", ListNumbering="None"):
        for entry in entries:
            with client.inside("LI"), client.inside("LBody"):
                made.append(NameWithBar(client, entry, entry.letters / most))
    return made


class NameWithBar(Text):
    """A name that leads to its page, its number at the far margin, and a bar below."""

    def __init__(self, client: Client, entry: Named, share: float, /) -> None:
        look = client.look(_STYLE)
        link = Element("Link", Contents=entry.title)
        named = replace(look, colour=client.palette.link, element=link, target=DOCUMENT + entry.docname)
        self._share = share
        self._number = Run(f" {entry.letters:,}", look)
        setting = client.setting(_STYLE, "en", entry.title, False)
        super().__init__([Run(entry.title, named)], setting, client.library, element=client.element("P"))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Keep name, number and bar together."""
        return []

    def draw(self) -> None:
        """Draw the name, the number on its last line, and the bar."""
        super().draw()
        line = one_line([self._number], self._library, self.setting.leading)
        pen = Pen(self.canv, self._element)
        left = self.width - line.width
        pen.line(placed(line, left, right_to_left=False), self.base_of_last_line, 0, self.setting.leading)
        pen.close()
        self.canv.setFillColor(BAR)
        self.canv.rect(0, -_GAP, self.width * self._share, _BAR, stroke=0, fill=1)


class Drawn(Flowable):  # type: ignore[misc]
    """A drawing over the width of the page; `said` tells all that it shows."""

    #: Nothing belongs below it.
    is_heading = False

    def __init__(self, client: Client, frame: Frame, said: str, /) -> None:
        super().__init__()
        self._drawing = frame
        self._library = client.library
        self._look = client.look(_STYLE)
        self._element = client.element("Figure", Alt=said)
        self.spaceAfter = 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the width that there is; the height is that of the drawing."""
        self.width, self.height = width, self._drawing.height * SCALE
        return self.width, self.height

    def least(self, width: float) -> float:
        """Give the height that must be free."""
        return float(self._drawing.height * SCALE)

    def draw(self) -> None:
        """Draw shapes, then words."""
        canvas: Recorder = self.canv
        shapes = list(_flat(self._drawing.contents))
        (left, bottom), (right, top) = canvas.absolutePosition(0, 0), canvas.absolutePosition(self.width, self.height)
        self._element.attributes["Box"] = f"{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}"
        drawn = " ".join(code for shape in shapes if (code := self._code(shape)))
        canvas.write(f"{canvas.mark(self._element)} q {drawn} Q EMC")
        pen = Pen(canvas, self._element)
        for shape in shapes:
            if isinstance(shape, Words):
                self._write(pen, shape, self._x(shape.x), shape.y * SCALE)
        pen.close()
        for shape in shapes:
            if isinstance(shape, Turned):
                x, y = shape.transform[4:]
                canvas.write(f"q 0 1 -1 0 {self._x(x):.2f} {y * SCALE:.2f} cm")
                pen = Pen(canvas, self._element)
                self._write(pen, shape.contents[0], 0, 0)
                pen.close()
                canvas.write("Q")

    def _x(self, value: float) -> float:
        return value * self.width / float(self._drawing.width)

    def _write(self, pen: Pen, words: Words, x: float, y: float) -> None:
        size = self._look.size * (words.fontSize / LABEL)
        look = replace(self._look, size=size, colour=_operands(QUIET)) if words.fontSize == NUMBER else self._look
        line = one_line([Run(words.text, look)], self._library, size)
        left = x - line.width * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.textAnchor]
        pen.line(placed(line, left, right_to_left=False), y, y + size, size)

    def _code(self, shape: Any) -> str:
        """Write the operators of a shape; nothing for words."""
        path = self.canv.beginPath()
        if isinstance(shape, Bar):
            path.rect(self._x(shape.x), shape.y * SCALE, self._x(shape.width), shape.height * SCALE)
        elif isinstance(shape, Dot):
            path.circle(self._x(shape.cx), shape.cy * SCALE, shape.r * SCALE)
        elif isinstance(shape, Stroke):
            path.moveTo(self._x(shape.x1), shape.y1 * SCALE)
            path.lineTo(self._x(shape.x2), shape.y2 * SCALE)
            return f"{_operands(shape.strokeColor)} RG {shape.strokeWidth * SCALE:.2f} w {path.getCode()} S"
        else:
            return ""
        return f"{_operands(shape.fillColor)} rg {path.getCode()} f"


def _flat(content: Iterable[Any]) -> Iterator[Any]:
    """List shapes in the order in which they are drawn."""
    for shape in content:
        if isinstance(shape, Turned) or not hasattr(shape, "contents"):
            yield shape
        else:
            yield from _flat(shape.contents)


def _operands(colour: Color) -> str:
    return " ".join(f"{part:.3g}" for part in (colour.red, colour.green, colour.blue))
