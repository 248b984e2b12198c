"""`mirror`: the built site as one file for readers who cannot reach it, and the check of such a file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from . import Commands

#: Problems that are printed one by one.
SHOWN = 200


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "mirror", help="pack the built site for readers who cannot reach it, or verify such a kit",
        description="Pack the built site, with its PDFs, as one zip that opens from a folder and can be verified: with "
        "the checksums of all files, and how to compare them. Its own checksum is written beside it. With --check, "
        "verify a kit, zip or folder, and name every file that differs, is missing or is extra.",
        epilog="exit codes: 0 the kit is written, or as it should be, 1 it could not be made, or something is wrong "
        "with it, 2 wrong usage",
    )  # fmt: skip
    command.add_argument(
        "--site", type=Path, default=Path("build/html"), metavar="DIR",
        help="folder of the built site (default: build/html)",
    )  # fmt: skip
    command.add_argument(
        "-o", "--output", type=Path, default=Path("build/undersigned-mirror.zip"), metavar="FILE",
        help="the kit; one that is there is replaced (default: build/undersigned-mirror.zip)",
    )  # fmt: skip
    command.add_argument("--check", type=Path, metavar="KIT", help="verify this kit, a zip or a folder, and make none")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make a kit, or verify one."""
    from ..release.kit import KitError

    try:
        return _verify(options.check) if options.check else _make(options.docs, options.site, options.output)
    except KitError as error:
        print(f"undersigned mirror: {error}", file=sys.stderr)
    except OSError as error:
        print(f"undersigned mirror: {error.filename or options.output}: {error.strerror}", file=sys.stderr)
    return PROBLEMS


def _make(docs: Path, site: Path, output: Path) -> int:
    from ..release.making import make_kit
    from ..wording import plural

    if output.is_dir() or output.suffix.lower() != ".zip":
        print(
            f"undersigned mirror: {output} does not end in .zip, or is a folder; name the kit's file", file=sys.stderr
        )
        return USAGE
    state, known = make_kit(docs, site, output)
    print(f"{output}: {plural(state.letters, 'letter')}, the newest of {state.newest}")
    print(*(f"SHA-256 of {name}: {digest}" for name, digest in known.items()), sep="\n")
    return OK


def _verify(kit: Path) -> int:
    from ..release.kit_check import check_kit
    from ..wording import plural

    checked = check_kit(kit)
    if checked.problems:
        print(*checked.problems[:SHOWN], sep="\n")
        if len(checked.problems) > SHOWN:
            print(f"... and {len(checked.problems) - SHOWN:,} more")
        print(f"undersigned mirror: something is wrong with {plural(len(checked.problems), 'file')}", file=sys.stderr)
        return PROBLEMS
    what, digest = checked.known_as
    print(f"{kit}: {plural(checked.files, 'file')}, all as its SHA256SUMS says")
    print(f"SHA-256 of {what}, to be compared with what is published: {digest}")
    return OK
