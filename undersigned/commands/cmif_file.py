"""`import-records FILE.xml`: pages of the letters that a CMIF file describes."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..importing.cmif import Outcome
    from ..importing.cmif_reading import Index

#: Lines of one kind that the report prints.
_SHOWN = 40


def run(file: Path, docs: Path, *, persons: bool, dry_run: bool) -> int:
    """Write the pages of new letters and of the bodies they need; tell what became of the rest."""
    from .. import changing, pages
    from ..checking import check_archive
    from ..importing import cmif
    from ..importing.cmif_reading import MAX_BYTES, CmifError, read
    from ..moving import MoveError

    try:
        with file.open("rb") as opened:
            index = read(opened.read(MAX_BYTES + 1), name=str(file))
    except (OSError, CmifError) as error:
        print(f"{_harmless(str(error))}\nnothing was written", file=sys.stderr)
        return PROBLEMS
    existing = {}
    for place in sorted(docs.rglob("*.md")):
        name = place.relative_to(docs).as_posix()
        page = pages.read_facts(place.read_bytes(), path=name)
        existing[name] = (page.record, page.body)
    outcome = cmif.plan(index, existing, persons=persons, file=file.name)
    if dry_run:
        for path in outcome.written:
            print(f"would write {path}")
    else:
        try:
            changing.carry_out(docs, changing.of_pages(docs, outcome.written, ""))
        except MoveError as error:
            print(f"{error}\nnothing was written", file=sys.stderr)
            return PROBLEMS
    _report(index, outcome, file)
    if outcome.written and not dry_run and check_archive(docs).errors:
        print("the archive has problems now: run check", file=sys.stderr)
        return PROBLEMS
    return OK


def _report(index: Index, outcome: Outcome, file: Path) -> None:
    """Tell what matched, what resembles, what is new, and what was not taken, with its place in the file."""
    names = outcome.names
    new = list(names.told())
    near = [(body, ids) for body, ids in new if ids]
    numbered = [known for known in names.known.values() if known.number]
    print(f"{file.name}: “{_harmless(index.title) or 'without title'}”, {len(index.letters):,} letters described")
    print(
        f"bodies: {len(names.known):,} that are here, {len(numbered):,} of them by number, {len(new):,} new, "
        f"{len(near):,} of them like one here; {len(names.persons):,} persons"
    )
    _lines("  here", (f"{known.name} = {known.id}" for known in names.known.values()))
    _lines("  new, look at it", (f"{body.name} ({body.id}) may be {' or '.join(ids)}" for body, ids in near))
    _lines("  new", (f"{body.name} ({body.id})" for body, ids in new if not ids))
    print(
        f"letters: {outcome.letters:,} new, {len(outcome.unchanged):,} unchanged, {len(outcome.kept):,} kept, "
        f"{len(outcome.here):,} that seem to be here, {outcome.repeated:,} repeated, "
        f"{outcome.personal:,} between persons alone, {len(outcome.refused):,} refused"
    )
    _lines("  kept as it is, though it differs from the file", outcome.kept)
    _lines("  not written", (f"{file}:{line}: {label} {why}" for line, label, why in outcome.here))
    _lines("  refused", (f"{file}:{line}: {label}: {why}" for line, label, why in outcome.refused))
    if len(outcome.refused) > _SHOWN:
        reasons = Counter(why for _, _, why in outcome.refused)
        _lines("  refused in all", (f"{number:,} × {why}" for why, number in reasons.most_common(10)))


def _lines(what: str, lines: Iterable[str]) -> None:
    found = list(lines)
    for line in found[:_SHOWN]:
        print(f"{what}: {_harmless(line)}")
    if len(found) > _SHOWN:
        print(f"{what}: and {len(found) - _SHOWN:,} more")


def _harmless(text: str) -> str:
    """Leave out of a file's words the signs that a terminal obeys."""
    from ..text import REFUSED_CHARACTERS

    return REFUSED_CHARACTERS.sub(" ", text)
