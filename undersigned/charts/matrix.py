"""Draws how many letters organizations signed on topics: a dot for each pair, its area for the number."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from ..wording import plural
from .shapes import RULE, Dot, Frame, Link, Said, Stroke, Turned, Words, shortened, width_of

if TYPE_CHECKING:
    from .data import Matrix, Named

#: Room for the names of organizations, and at most for those of topics.
_NAMES, _HEAD = 240.0, 170.0
_COLUMN, _ROW = 32.0, 26.0
_LARGEST, _SMALLEST = 11.5, 1.5


def matrix(data: Matrix) -> Frame:
    """Draw organizations as rows, topics as columns."""
    head = min(max(width_of(topic.title) for topic in data.topics), _HEAD) + 10
    width = _NAMES + len(data.topics) * _COLUMN
    frame = Frame(width, head + len(data.organizations) * _ROW)
    most = max(max(row) for row in data.counts) or 1
    for column, topic in enumerate(data.topics):
        left = _NAMES + column * _COLUMN
        # The middle of its small letters stands over the middle of the dots.
        name = Turned(left + _COLUMN / 2 + 4, frame.below(head - 6), Words(0, 0, shortened(topic.title, _HEAD)))
        frame.add(Link(topic.docname, _said(topic), (left, frame.below(head), _COLUMN, head), name))
    for row, organization in enumerate(data.organizations):
        top = head + row * _ROW
        middle = frame.below(top + _ROW / 2)
        frame.add(Stroke(0, frame.below(top), width, frame.below(top), RULE))
        dots = [
            Said(
                f"{organization.title}, {data.topics[column].title}: {plural(count, 'letter')}",
                Dot(_NAMES + (column + 0.5) * _COLUMN, middle, max(_LARGEST * sqrt(count / most), _SMALLEST)),
            )
            for column, count in enumerate(data.counts[row])
            if count
        ]
        name = Words(0, middle - 4, shortened(organization.title, _NAMES - 12))
        area = (0, frame.below(top + _ROW), width, _ROW)
        frame.add(Link(organization.docname, _said(organization), area, name, *dots))
    return frame


def _said(named: Named) -> str:
    return f"{named.title}: {plural(named.letters, 'letter')}"
