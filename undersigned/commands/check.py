"""`check`: all pages, without building the site."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, add_docs

if TYPE_CHECKING:
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser("check", help="check all pages without building the site")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every problem as `file:line: rule: what; mend`."""
    from ..checking import check_archive

    result = check_archive(options.docs)
    for message in result.messages:
        print(f"{options.docs.as_posix()}/{message}")
    catalogue = result.catalogue
    counts = f"{result.pages:,} pages: {len(catalogue.letters):,} letters, {len(catalogue.organization):,} organizations, {len(catalogue.topic):,} topics"
    if any(not message.rule.notice for message in result.messages):
        number = len(result.messages)
        print(f"{counts}; {number:,} problem{'s' if number > 1 else ''}", file=sys.stderr)
        return PROBLEMS
    print(f"{counts}; no problems")
    return OK
