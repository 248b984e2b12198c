"""The pages before and after the letters: cover, contents, indexes, as flowables of our own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import FrameBreak, HRFlowable, Spacer

from .flowables import LeadIn
from .lines import one_line
from .pen import Pen, placed
from .piece import DOCUMENT
from .runs import Run
from .structure import Element
from .text import Label, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.platypus.flowables import Flowable

    from .client import Client
    from .edition import Entry
    from .index import IndexLine

#: Points between the dots that lead from a title to its page.
LEADER = 5.2


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover tells; empty texts are left out."""

    #: Small line over the title.
    series: str
    title: str
    #: Lines under the title: scope, how many letters, of which time.
    lines: tuple[str, ...]
    #: Small lines at the end: edition, address, licence.
    notes: tuple[str, ...]


def cover(client: Client, content: Cover, /) -> list[Flowable]:
    """Lay out the cover."""
    colour, accent = client.styles["separation"].textColor, client.styles["cover-rule"].textColor

    def line(text: str, style: str, tag: str = "P") -> Text:
        return client.text(client.plain(text, style), style, tag=tag)

    return [
        Spacer(0, 40 * mm),
        *([line(content.series, "cover-series")] if content.series else []),
        line(content.title, "cover-title", "H1"),
        HRFlowable(width="18%", thickness=1.2, color=accent, hAlign="LEFT", spaceBefore=4, spaceAfter=14),
        *(line(text[:1].upper() + text[1:], "cover-line") for text in content.lines if text),
        Spacer(0, 66 * mm),
        HRFlowable(width="100%", thickness=0.5, color=colour, hAlign="LEFT", spaceBefore=0, spaceAfter=9),
        *(line(note, "cover-note") for note in content.notes if note),
    ]


class ContentsLine(Text):
    """A line of the contents: the title, and at the far margin the number of the page, both leading there."""

    def __init__(
        self, client: Client, title: str, /, *, page: str, target: str, language: str = "", date: str = ""
    ) -> None:
        style = "contents-line"
        plain = client.look(style)
        link = Element("Link", Contents=f"{title}, {date}" if date else title)
        self._look = replace(plain, element=link, target=target)
        self._page = page
        # The area of the link is the whole line, not its words.
        own = replace(plain, element=Element("Span", host=link, Lang=language) if language else link, language=language)
        dated = replace(plain, colour=client.palette.quiet, element=link)
        super().__init__(
            [Run(title, own)], replace(client.setting(style, language or "en", "", True), right_to_left=False), client.library,
            element=client.element("Reference"), label=Label((Run(f"{date} ", dated),), 0.0) if date else None,
        )  # fmt: skip

    def split(self, width: float, height: float) -> list[Flowable]:
        """Keep title and number together."""
        return []

    def draw(self) -> None:
        """Draw the title, then dots, then the number on its last line."""
        super().draw()
        setting = self.setting
        line = one_line([Run(f" {self._page}", replace(self._look, target=""))], self._library, setting.leading)
        base = self.base_of_last_line
        pen = Pen(self.canv, self._element)
        pen.line(placed(line, self.width - line.width, right_to_left=False), base, 0, setting.leading)
        pen.close()
        begin, end = self.end_of_last_line + 6, self.width - line.width - 6
        # Dots stand on one grid, so that they are under each other.
        dots = [x * LEADER for x in range(int(begin / LEADER) + 1, int(end / LEADER) + 1)]
        if dots:
            self.canv.dots(dots, base)
        self.canv.note_link(self._look, (0, 0, self.width, self.height), is_content=True)


def contents(
    client: Client, lines: Sequence[tuple[Entry, int]], more: Sequence[tuple[str, str, str]] = (), /
) -> list[Flowable]:
    """Lay out the contents: letters with their first pages, under their years; then `more`, such as the indexes.

    `more` gives title, page and docname.
    """
    heading = client.text(client.plain("Contents", "heading1"), "heading1", tag="H1", heading=(0, "Contents"))
    flowables: list[Flowable] = [heading]

    def group(title: str, made: Iterable[tuple[str, str, str, str, str]]) -> None:
        flowables.extend([LeadIn(), client.text(client.plain(title, "contents-year"), "contents-year", tag="H2")])
        with client.inside("TOC"):
            for name, page, docname, language, date in made:
                with client.inside("TOCI"):
                    flowables.append(
                        ContentsLine(client, name, page=page, target=DOCUMENT + docname, language=language, date=date)
                    )

    for year, found in groupby(lines, key=lambda line: line[0].year):
        # The year stands over its letters.
        group(
            str(year),
            (
                (e.title, str(page), e.docname, e.title_language, e.date.removesuffix(str(year)).strip())
                for e, page in found
            ),
        )
    if more:
        group("Indexes", ((title, page, docname, "", "") for title, page, docname in more))
    return flowables


def index(client: Client, /, *, title: str, note: str, lines: Sequence[IndexLine]) -> list[Flowable]:
    """Lay out an index: under their initials, names with the pages on which they stand, each leading to the very line."""
    flowables: list[Flowable] = [
        client.text(client.plain(title, "heading1"), "heading1", tag="H1", heading=(0, title)),
        client.text(client.plain(note, "text-note"), "text-note"),
        FrameBreak(),
    ]
    look = client.look("index-entry")
    with client.inside("Index"):
        for initial, group in groupby(lines, key=lambda line: line.initial):
            flowables += [LeadIn(), client.text(client.plain(initial, "index-initial"), "index-initial", tag="H2")]
            with client.inside("L", ListNumbering="None"):
                for line in group:
                    runs = [Run(line.name, look)]
                    for number, (label, target) in enumerate(line.pages):
                        # A number stays with the comma before it.
                        link = Element("Link", Contents=f"{line.name}, page {label}")
                        runs.append(Run(",\u00a0" if not number else ", ", look))
                        runs.append(Run(label, replace(look, colour=client.palette.link, element=link, target=target)))
                    if line.see:
                        runs += [
                            Run(", see ", replace(look, colour=client.palette.quiet).italic()),
                            Run(line.see, look),
                        ]
                    with client.inside("LI"), client.inside("LBody"):
                        flowables.append(client.text(runs, "index-entry"))
    return flowables
