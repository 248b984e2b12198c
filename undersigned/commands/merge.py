"""`merge`: one page of two organizations or topics that are the same."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from . import add_docs
from .rename import add_dry_run, change

if TYPE_CHECKING:
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "merge", help="join two organizations or two topics that are the same",
        description="Join FROM into INTO. Names, aliases and misprints of FROM become those of INTO, its text is added "
        "below INTO's, every reference is mended, its id becomes a former id of INTO, and its page goes. Where the "
        "two disagree (kind, country, parent), INTO is kept and the difference told.",
    )  # fmt: skip
    command.add_argument("from_", metavar="FROM", help="id or path of the page that goes")
    command.add_argument("into", metavar="INTO", help="id or path of the page that stays")
    add_dry_run(command)
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Plan, check, write."""
    from .. import merging

    return change(options, lambda archive: merging.merge(archive, options.from_, options.into))
