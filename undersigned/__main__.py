"""The command line: `python -m undersigned COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import __version__
from .commands import (
    USAGE,
    check,
    export,
    form,
    import_letter,
    import_records,
    merge,
    new,
    rename,
    schema,
    volume,
)  # fmt: skip

#: The commands in the order of the help.
COMMANDS = (
    new,
    check,
    form,
    import_letter,
    import_records,
    export,
    merge,
    rename,
    schema,
    volume,
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(prog="python -m undersigned", description="Work on an archive of open letters.")
    top.add_argument("--version", action="version", version=f"undersigned {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
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


if __name__ == "__main__":
    sys.exit(main())
