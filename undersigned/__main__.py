"""The command line: `python -m undersigned COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__

#: Exit codes: all is well; something is wrong with the content; the command was used wrongly.
OK, PROBLEMS, USAGE = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m undersigned", description="Work on an archive of open letters.")
    top.add_argument("--version", action="version", version=f"undersigned {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check all pages without building the site")
    check.set_defaults(run=run_check)

    records = commands.add_parser(
        "import-records", help="write pages from letters.json, organizations.json and topics.json",
        description="Write a page for each record that has none yet. Pages that exist are never changed.",
    )  # fmt: skip
    records.add_argument("folder", type=Path, help="folder that holds the JSON files")
    records.add_argument("--dry-run", action="store_true", help="tell what would be written, and write nothing")
    records.set_defaults(run=run_import_records)

    for command in (check, records):
        command.add_argument("--docs", type=Path, default=Path("docs"), help="folder of pages (default: docs)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code: 0 all is well, 1 problems found, 2 wrong usage."""
    options = parser().parse_args(arguments)
    if not options.docs.is_dir():
        print(
            f"undersigned: there is no folder {options.docs}; run the command in the project's folder, or give --docs",
            file=sys.stderr,
        )
        return USAGE
    return int(options.run(options))


def run_check(options: argparse.Namespace) -> int:
    """Print every problem as `file:line: rule: what; mend`."""
    from .checking import check_archive

    result = check_archive(options.docs)
    for message in result.messages:
        print(f"{options.docs.as_posix()}/{message}")
    catalogue = result.catalogue
    counts = f"{result.pages:,} pages: {len(catalogue.letters):,} letters, {len(catalogue.organization):,} organizations, {len(catalogue.topic):,} topics"
    if result.messages:
        number = len(result.messages)
        print(f"{counts}; {number:,} problem{'s' if number > 1 else ''}", file=sys.stderr)
        return PROBLEMS
    print(f"{counts}; no problems")
    return OK


def run_import_records(options: argparse.Namespace) -> int:
    """Write the pages of new records; nothing at all if any record is wrong."""
    from . import pages
    from .checking import check_archive
    from .importing import records
    from .writing import write_atomically

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
    problems = len(check_archive(options.docs).messages) if outcome.written and not options.dry_run else 0
    if problems:
        print("the archive has problems now: run check", file=sys.stderr)
        return PROBLEMS
    return OK


if __name__ == "__main__":
    sys.exit(main())
