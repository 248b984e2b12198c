"""`import-records`: pages from the JSON in which this archive, or another, gives its data away."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs, cmif_file

if TYPE_CHECKING:
    from ..importing.reconciling import Reconciled
    from ..importing.record_reading import Loaded
    from ..importing.records import Existing
    from . import Commands

_OTHER = """\
another archive:
  With --from, the records are those of another archive. Its bodies and topics are those here that bear their names;
  what only resembles a body here gets a page that says so and is pointed out by check until somebody has decided
  (merge joins two pages). Letters that seem to be here already are told and not written. What is written names the
  page it was taken from. Summaries and full texts come with the letters; texts of other pages do not.
"""


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "import-records", help="write pages from letters.json, organizations.json and topics.json, or from a CMIF file",
        description="Write a page for each record that has none yet. Pages that exist are never changed.",
        epilog=_OTHER, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    command.add_argument(
        "source",
        type=Path,
        metavar="SOURCE",
        help="folder that holds the JSON files, or one of them, or a CMIF file (.xml)",
    )
    command.add_argument(
        "--from", dest="other", nargs="?", const="", metavar="URL",
        help="the records are another archive's; URL is the address of its site, if its files do not say it",
    )  # fmt: skip
    command.add_argument(
        "--also", action="append", default=[], metavar="LETTER",
        help="with --from: write the letter of this id there, although it seems to be here already",
    )  # fmt: skip
    command.add_argument(
        "--report", type=Path, metavar="FILE", help="with --from: write what became of each record, as CSV"
    )
    command.add_argument(
        "--persons", action="store_true", help="take letters between persons alone from a CMIF file too"
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would be written, and write no page")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the pages of new records; nothing at all if any record is wrong."""
    if options.source.suffix.lower() == ".xml":
        return cmif_file.run(options.source, options.docs, persons=options.persons, dry_run=options.dry_run)
    from .. import changing, pages, site
    from ..checking import check_archive, read_page
    from ..importing import records
    from ..importing.json_fields import RecordError
    from ..importing.record_reading import load
    from ..moving import MoveError
    from ..tree import shown

    if options.other is None and (options.also or options.report):
        return _fail("--also and --report go with --from", code=USAGE)
    try:
        loaded = load(options.source)
    except RecordError as error:
        return _fail(str(error), "nothing was written")
    if options.other is None and (ours := site.known_url()) and loaded.archive not in (None, ours):
        print(
            f"the records are those of {shown(str(loaded.archive))}: give --from if it is another archive",
            file=sys.stderr,
        )
    existing = {}
    for path in sorted(options.docs.rglob("*.md")):
        name = path.relative_to(options.docs).as_posix()
        page = pages.read_facts(path.read_bytes(), path=name)
        existing[name] = (page.record, page.body)
    items, doubts = loaded.items, {}
    if options.other is not None:
        if not (archive := _address(options.other or loaded.archive or "")):
            return _fail("the files do not say where the other archive is: give --from https://...", code=USAGE)
        reconciled = _reconcile(options, loaded, existing, archive)
        items, doubts = reconciled.items, reconciled.doubts
    outcome = records.plan(items, existing)
    for path, doubt in doubts.items():
        outcome.written[path] = outcome.written[path].replace("---\n", f"---\n# unsure: {doubt}\n", 1)
    messages = [
        message
        for path, text in outcome.written.items()
        for message in read_page(text.encode(), path=path).messages
        if not message.rule.notice
    ]
    if messages:
        return _fail(*map(str, sorted(messages)), "nothing was written")
    if options.dry_run:
        for path in outcome.written:
            print(f"would write {path}")
    else:
        try:
            changing.carry_out(options.docs, changing.of_pages(options.docs, outcome.written, ""))
        except MoveError as error:
            return _fail(str(error), "nothing was written")
    for path in outcome.kept:
        print(f"kept as it is, though it differs from the record: {path}")
    verb = "to write" if options.dry_run else "written"
    print(f"{len(outcome.written):,} pages {verb}, {len(outcome.unchanged):,} unchanged, {len(outcome.kept):,} kept")
    problems = outcome.written and not options.dry_run and check_archive(options.docs).errors
    if problems:
        print("the archive has problems now: run check", file=sys.stderr)
        return PROBLEMS
    return OK


def _address(given: str) -> str:
    """Complete the address of an archive's site; nothing where it is none."""
    from ..links import address_problem

    return "" if address_problem(given) or given.startswith("mailto:") else given.rstrip("/") + "/"


def _reconcile(options: argparse.Namespace, loaded: Loaded, existing: Existing, archive: str) -> Reconciled:
    """Fit the records in, and say what a person should look at."""
    from ..exports.cells import as_csv
    from ..importing.matching import HERE, LEFT, NEAR, NEW, SAME, UNDECIDED
    from ..importing.reconciling import reconcile
    from ..tree import shown
    from ..writing import replace_file

    found = reconcile(loaded, existing, archive=archive, also=options.also)
    for kind in ("topic", "organization"):
        print(
            f"{kind}s: {len(found.of(kind, SAME)):,} that are here, {len(found.of(kind, NEW, NEAR)):,} new, "
            f"{len(found.of(kind, LEFT)):,} left out, as no new letter names them"
        )
        for finding in found.of(kind, NEAR):
            print(f"  new, look at it: {shown(finding.name)} ({finding.ours}) {finding.remark}")
        for finding in found.of(kind, UNDECIDED):
            print(f"  not decided: {shown(finding.name)} ({finding.theirs}) {finding.remark}")
    print(f"letters: {len(found.of('letter', HERE)):,} that seem to be here, {len(found.of('letter', NEW)):,} new")
    for finding in found.of("letter", HERE):
        print(f"  not written: {finding.theirs} seems to be {finding.ours}: {finding.remark}")
    for finding in found.of("letter", UNDECIDED):
        print(f"  not written: {finding.theirs} {finding.remark}")
    if options.report:
        rows = [[one.kind, one.theirs, one.name, one.outcome, one.ours, one.remark] for one in found.findings]
        head = ["kind", "id there", "name or title", "outcome", "id here", "remark"]
        replace_file(options.report, as_csv([head, *rows]))
    return found


def _fail(*problems: str, code: int = PROBLEMS) -> int:
    print(*problems, sep="\n", file=sys.stderr)
    return code
