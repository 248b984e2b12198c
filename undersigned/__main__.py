"""The command line: `python -m undersigned COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from . import __version__, faults
from .commands import (
    PROBLEMS,
    STOPPED,
    USAGE,
    check,
    export,
    form,
    import_letter,
    import_records,
    merge,
    mirror,
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
    mirror,
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
    """Run a command; returns its exit code: 0 all is well, 1 problems found, 2 wrong usage, 130 stopped by Ctrl-C."""
    options = parser().parse_args(arguments)
    if not options.docs.is_dir():
        print(
            f"undersigned: there is no folder {options.docs}; run the command in the project's folder, or give --docs",
            file=sys.stderr,
        )
        return USAGE
    from . import limits, settings
    from .changing import finish
    from .moving import MoveError

    try:
        with limits.held(settings.limits_of(options.docs)):
            # Whatever is asked: a rename that was killed half-way leaves references that lead nowhere.
            finish(options.docs, lambda text: print(f"undersigned: {text}", file=sys.stderr))
            return int(options.run(options))
    except settings.SettingsError as error:
        print("\n".join(f"undersigned: {line}" for line in str(error).splitlines()), file=sys.stderr)
        return USAGE
    except MoveError as error:
        print(f"undersigned: {error}", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        if (found := faults.fault(error)) is None:
            raise
        print(f"undersigned: {faults.told(found)}; no page was changed", file=sys.stderr)
        return PROBLEMS
    except KeyboardInterrupt:
        print(
            "undersigned: stopped; pages are as they were before or after the command, none half-written",
            file=sys.stderr,
        )
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
