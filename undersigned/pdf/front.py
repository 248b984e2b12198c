"""The pages before the letters: cover and contents, as flowables (no markup of contributors is parsed)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, HRFlowable, Paragraph, Spacer

from .flowables import ContentsLine, Heading
from .piece import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus.flowables import Flowable

    from .edition import Entry
    from .render import Client


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover tells; empty texts are left out."""

    title: str
    #: Lines under the title: how many letters, of which time.
    lines: tuple[str, ...]
    #: Small lines at the end: edition, address, licence.
    notes: tuple[str, ...]


def cover(client: Client, content: Cover, /) -> list[Flowable]:
    """Lay out the cover."""
    markup, styles = client.library.markup, client.styles
    colour = styles["separation"].textColor
    return [
        Spacer(0, 62 * mm),
        Paragraph(markup(content.title, bold=True), styles["cover-title"]),
        *(Paragraph(markup(line), styles["cover-line"]) for line in content.lines if line),
        Spacer(0, 72 * mm),
        HRFlowable(width="30%", thickness=0.5, color=colour, hAlign="LEFT", spaceBefore=0, spaceAfter=9),
        *(Paragraph(markup(note), styles["cover-note"]) for note in content.notes if note),
    ]


def contents(client: Client, lines: Sequence[tuple[Entry, int]], /) -> list[Flowable]:
    """Lay out the contents: letters with the pages on which they begin, under their years."""
    markup, styles = client.library.markup, client.styles
    flowables: list[Flowable] = [Heading("Contents", styles["heading1"], level=0, title="Contents")]
    year: int | None = None
    for entry, page in lines:
        if entry.year != year:
            year = entry.year
            flowables += [CondPageBreak(45), Paragraph(str(year), styles["contents-year"])]
        # The date stays together on one line.
        date = markup(entry.date).replace(" ", "\u00a0")
        text = f'{markup(entry.title)} <font color="{client.grey}">\u00b7\u00a0{date}</font>'
        flowables.append(ContentsLine(text, styles["contents-line"], page=str(page), target=DOCUMENT + entry.docname))
    return flowables
