"""What the PDF builder has to make, one PDF a job, and how jobs are shared out among processes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..exports.metatags import PICTURE_SUFFIX
from .edition import Volume

if TYPE_CHECKING:
    from .edition import Entry

#: Letters, counted once for each PDF that holds them, that one task assembles; a larger volume is a task of its own.
LOAD = 150


@dataclass(frozen=True, slots=True)
class Job:
    """A PDF that is to be made: its file below the output folder, the fingerprint of what it is made from, and that."""

    name: str
    made_from: str
    work: Entry | Volume

    @property
    def load(self) -> int:
        """Tell how many letters are to be assembled."""
        return 1 + len(self.work.letters) if isinstance(self.work, Volume) else 1

    @property
    def picture(self) -> str:
        """Name the picture of a letter's PDF; empty for a volume, which has none."""
        return "" if isinstance(self.work, Volume) else self.name.removesuffix(".pdf") + PICTURE_SUFFIX

    @property
    def names(self) -> tuple[str, ...]:
        """Name the files that are made."""
        return (self.name, self.picture) if self.picture else (self.name,)


def chunks(jobs: Iterable[Job]) -> Iterable[list[Job]]:
    """Part jobs into tasks of like weight."""
    chunk: list[Job] = []
    load = 0
    for job in jobs:
        if chunk and load + job.load > LOAD:
            yield chunk
            chunk, load = [], 0
        chunk.append(job)
        load += job.load
    if chunk:
        yield chunk
