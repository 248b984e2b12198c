"""Draws who signs with whom: NetworkX lays out the bodies, so that those with common letters are near each other."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from ..wording import plural
from .shapes import LINE, MARK, NUMBER, Dot, Frame, Link, Said, Stroke, Words, shortened, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .data import Network

WIDTH, HEIGHT = 780.0, 620.0
#: Room for the longest name.
_NAME = 190.0
#: What the widest faces of screens take for a name, which must stay clear of others.
_WIDEST = 1.14
#: Steps of the layout, rounds of each, and digits that are kept between them.
_STEPS, _ITERATIONS, _DIGITS = 60, 5, 4
#: Passes in which names are moved apart; a few dozen do.
_PASSES = 400
_GAP = 5.0
_MARGIN = 4.0


def network(data: Network) -> Frame:
    """Draw bodies as dots, whose area is the number of their letters, and pairs as lines."""
    frame = Frame(WIDTH, HEIGHT * min(1.0, 0.35 + len(data.bodies) / 50))
    names = [shortened(body.title, _NAME, NUMBER) for body in data.bodies]
    most = max(body.letters for body in data.bodies)
    radii = [3 + 7 * sqrt(body.letters / most) for body in data.bodies]
    boxes = [
        (max(width_of(name, NUMBER) * _WIDEST / 2, radius, 12.0), max(radius + 8, 12.0))
        for name, radius in zip(names, radii, strict=True)
    ]
    places = _apart(_scaled(_positions(data), boxes, frame), boxes, frame)
    dots = [(x, y + half - radius) for (x, y), (_, half), radius in zip(places, boxes, radii, strict=True)]
    strongest = data.pairs[0].letters
    for pair in reversed(data.pairs):
        (x, y), (to_x, to_y) = dots[pair.first], dots[pair.second]
        said = f"{data.bodies[pair.first].title} and {data.bodies[pair.second].title}: {plural(pair.letters, 'letter')}"
        width = round(1 + 4 * pair.letters / strongest, 1)
        frame.add(Said(said, Stroke(x, y, to_x, to_y, LINE, width)))
    for body, name, radius, (x, y), (half, height), (_, dot) in zip(
        data.bodies, names, radii, places, boxes, dots, strict=True
    ):
        frame.add(
            Link(
                body.docname, f"{body.title}: {plural(body.letters, 'letter')}",
                (x - half, y - height, 2 * half, 2 * height),
                Dot(x, dot, radius, MARK),
                Words(x, y - height + 3, name, size=NUMBER, anchor="middle"),
            )
        )  # fmt: skip
    return frame


def _positions(data: Network) -> list[tuple[float, float]]:
    """Lay out by forces, beginning with a circle of the bodies in their order, in smaller and smaller steps.

    Positions are rounded between steps: processors differ in the last digit, which the forces would soon make large.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(range(len(data.bodies)))
    graph.add_edges_from((pair.first, pair.second) for pair in data.pairs)
    places = {body: _rounded(place) for body, place in networkx.circular_layout(graph).items()}
    for step in range(_STEPS):
        found = networkx.forceatlas2_layout(
            graph, pos=places, max_iter=_ITERATIONS, scaling_ratio=5.0, gravity=1.0, strong_gravity=True, seed=1
        )
        part = max(1 - step / _STEPS, 0.05)
        places = {
            body: _rounded(old + (float(new) - old) * part for old, new in zip(place, found[body], strict=True))
            for body, place in places.items()
        }
    return [(places[body][0], places[body][1]) for body in range(len(data.bodies))]


def _rounded(place: Iterable[float]) -> list[float]:
    return [round(float(value), _DIGITS) for value in place]


def _scaled(
    positions: list[tuple[float, float]], boxes: list[tuple[float, float]], frame: Frame
) -> list[tuple[float, float]]:
    """Fit positions into the frame."""
    found = []
    for axis, size in enumerate((frame.width, frame.height)):
        values = [position[axis] for position in positions]
        low, high = min(values), max(values)
        margin = max(box[axis] for box in boxes) / 2 + _MARGIN
        scale = (size - 2 * margin) / (high - low) if high > low else 0.0
        found.append([margin + (value - low) * scale if scale else size / 2 for value in values])
    return list(zip(*found, strict=True))


def _apart(
    places: list[tuple[float, float]], boxes: list[tuple[float, float]], frame: Frame
) -> list[tuple[float, float]]:
    """Move boxes (half width, half height) apart where they overlap, by the shorter way, and into the frame."""
    found = [list(place) for place in places]
    for _ in range(_PASSES):
        moved = False
        for one in range(len(found)):
            for other in range(one + 1, len(found)):
                across, along = found[other][0] - found[one][0], found[other][1] - found[one][1]
                over_x = boxes[one][0] + boxes[other][0] + _GAP - abs(across)
                over_y = boxes[one][1] + boxes[other][1] + _GAP / 2 - abs(along)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                axis, way, distance = (1, over_y, along) if over_y * 2 < over_x else (0, over_x, across)
                step = (way / 2 + 0.1) * (1 if distance >= 0 else -1)
                found[one][axis] -= step
                found[other][axis] += step
        for place, box in zip(found, boxes, strict=True):
            for axis, size in enumerate((frame.width, frame.height)):
                edge = box[axis] + _MARGIN
                place[axis] = min(max(place[axis], edge), size - edge)
        if not moved:
            break
    return [(round(x, 1), round(y, 1)) for x, y in found]
