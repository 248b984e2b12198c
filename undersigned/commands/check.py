"""`check`: all pages, or those of a change, without building the site."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from . import Commands

#: The formats by name; their modules, in `reports`, are loaded when asked for.
FORMATS = ("text", "json", "github", "sarif")


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "check", help="check all pages, or those of a change, without building the site",
        description="Check all pages without building the site, and say of every mistake where it stands and how to mend it.",
        epilog="exit codes: 0 no problems (there may be notices), 1 problems, 2 wrong usage, such as an unknown revision",
    )  # fmt: skip
    command.add_argument(
        "--changed-since", metavar="REV",
        help="report only what changed since the work parted from this branch, tag or commit (as a pull request does),"
        " and what that breaks on other pages; mistakes that stood before are left out",
    )  # fmt: skip
    command.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0],
        help="text for people (default), json for programs, github for the log and marks of a workflow,"
        " sarif for code scanning",
    )  # fmt: skip
    command.add_argument("--output", type=Path, metavar="FILE", help="write the report into a file")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, and write the report; notices do not fail the check."""
    from ..changes import check_changes
    from ..checking import check_archive
    from ..reports import Report
    from ..revisions import RevisionError

    since: str | None = options.changed_since
    try:
        result = check_archive(options.docs) if since is None else check_changes(options.docs, since)
    except RevisionError as error:
        print(f"undersigned: {error}", file=sys.stderr)
        return USAGE
    report = Report(result, _folder(options.docs), since)
    text: str = import_module(f"undersigned.reports.{options.format}").write(report)
    if options.output is None:
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    else:
        try:
            options.output.write_bytes(text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            print(f"undersigned: the report cannot be written to {options.output}: {error.strerror}", file=sys.stderr)
            return USAGE
        print(report.summary)
    return PROBLEMS if report.errors else OK


def _folder(docs: Path) -> str:
    """Name the folder of pages as seen from here, if it lies below."""
    here = Path(os.path.relpath(docs)) if docs.is_absolute() else docs
    return (docs if ".." in here.parts else here).as_posix()
