"""`import-records`: pages from the JSON in which the archive gives its data away."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, add_docs, cmif_file

if TYPE_CHECKING:
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "import-records", help="write pages from letters.json, organizations.json and topics.json, or from a CMIF file",
        description="Write a page for each record that has none yet. Pages that exist are never changed.",
    )  # fmt: skip
    command.add_argument("folder", type=Path, help="folder that holds the JSON files, or a CMIF file (.xml)")
    command.add_argument(
        "--persons", action="store_true", help="take letters between persons alone from a CMIF file too"
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would be written, and write nothing")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pages of new records; nothing at all if any record is wrong."""
    if options.folder.suffix.lower() == ".xml":
        return cmif_file.run(options.folder, options.docs, persons=options.persons, dry_run=options.dry_run)
    from .. import pages
    from ..checking import check_archive
    from ..importing import records
    from ..writing import write_atomically

    try:
        imported = records.load(options.folder)
    except records.RecordError as error:
        print(f"{error}\nnothing was written", file=sys.stderr)
        return PROBLEMS
    existing = {}
    for path in sorted(options.docs.rglob("*.md")):
        name = path.relative_to(options.docs).as_posix()
        page = pages.read_facts(path.read_bytes(), path=name)
        existing[name] = (page.record, page.body)
    outcome = records.plan(imported, existing)
    messages = [
        message
        for path, text in outcome.written.items()
        for message in pages.read_facts(text.encode(), path=path).messages
        if not message.rule.notice
    ]
    if messages:
        print(*sorted(messages), "nothing was written", sep="\n", file=sys.stderr)
        return PROBLEMS
    for path, text in outcome.written.items():
        if options.dry_run:
            print(f"would write {path}")
        else:
            write_atomically(options.docs / path, text)
    for path in outcome.kept:
        print(f"kept as it is, though it differs from the record: {path}")
    verb = "to write" if options.dry_run else "written"
    print(f"{len(outcome.written):,} pages {verb}, {len(outcome.unchanged):,} unchanged, {len(outcome.kept):,} kept")
    problems = outcome.written and not options.dry_run and check_archive(options.docs).errors
    if problems:
        print("the archive has problems now: run check", file=sys.stderr)
        return PROBLEMS
    return OK
