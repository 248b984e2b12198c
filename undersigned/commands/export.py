"""`export`: the archive as data, in files for programs and spreadsheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "export", help="write the archive's data as JSON and CSV",
        description="Write letters, signatures, addressees, organizations and topics as JSON and CSV, with schemas, a "
        "Data Package and checksums: the files that the site has below data/. Files of these names are replaced, others "
        "are left alone. import-records reads the JSON back.",
        epilog="exit codes: 0 the files are written, 1 the archive has problems and nothing was written, 2 wrong usage",
    )  # fmt: skip
    command.add_argument(
        "-o", "--output", type=Path, default=Path("build/data"), metavar="DIR",
        help="folder for the files, which is made if need be (default: build/data)",
    )  # fmt: skip
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the archive, then write all files."""
    from .. import site
    from ..checking import check_archive
    from ..exports.data import Data
    from ..exports.holdings import read_folder
    from ..wording import plural
    from ..writing import replace_file

    folder: Path = options.output
    if folder.exists() and not folder.is_dir():
        print(f"undersigned export: {folder} is no folder; name another", file=sys.stderr)
        return USAGE
    if errors := check_archive(options.docs).errors:
        # What cannot be read would be missing without a word.
        print(f"undersigned export: the archive has {plural(len(errors), 'problem')}: run check", file=sys.stderr)
        return PROBLEMS
    files = Data(read_folder(options.docs), site.known_url()).folder()
    try:
        for name, content in files.items():
            replace_file(folder / name, content)
    except OSError as error:
        print(f"undersigned export: {error.filename or folder}: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    print(f"{plural(len(files), 'file')} written into {folder}")
    return OK
