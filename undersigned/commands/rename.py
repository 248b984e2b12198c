"""`rename`: another id for a page, with every reference to it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, add_docs

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..moving import Archive, Plan
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "rename", help="give a page another id, and mend every reference to it",
        description="Give a letter, organization or topic another id. Its page moves (a letter whose id begins with "
        "another year to that year's folder), the old id is kept as a former id, so that old addresses lead to the "
        "page, and every reference in other pages is mended. Nothing else of any page is touched.",
    )  # fmt: skip
    command.add_argument("old", metavar="OLD", help="id or path of the page")
    command.add_argument("new", metavar="NEW", help="the new id")
    add_dry_run(command)
    add_docs(command)
    command.set_defaults(run=run)


def add_dry_run(command: argparse.ArgumentParser) -> None:
    """Give a command the option to show its plan."""
    command.add_argument("--dry-run", action="store_true", help="show all changes as a diff, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Plan, check, write."""
    from .. import moving

    return change(options, lambda archive: moving.rename(archive, options.old, options.new))


def change(options: argparse.Namespace, make: Callable[[Archive], Plan]) -> int:
    """Make a plan and show it, or carry it out if the archive has no new error by it."""
    from .. import changing
    from ..editing import EditError
    from ..moving import Archive, MoveError

    try:
        plan = make(Archive.read(options.docs))
        errors = changing.new_errors(options.docs, plan)
        if options.dry_run:
            print(*changing.diff(plan), sep="\n")
        elif not errors:
            changing.carry_out(options.docs, plan)
    except (EditError, MoveError, OSError) as error:
        print(f"{error}\nnothing was changed", file=sys.stderr)
        return PROBLEMS
    for note in plan.notes:
        print(f"note: {note}", file=sys.stderr)
    if errors:
        print("the archive would have new problems:", *errors, "nothing was changed", sep="\n", file=sys.stderr)
        return PROBLEMS
    others = sum(change.path not in (plan.old, plan.new) for change in plan.changes)
    if options.dry_run:
        print(f"{plan.old} would become {plan.new}; {others:,} other files would change", file=sys.stderr)
    else:
        print(f"{plan.old} is now {plan.new}; {others:,} other files changed; look at them, then run check")
    return OK
