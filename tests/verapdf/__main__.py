"""Print veraPDF's verdicts on PDFs: `python -m tests.verapdf FILE ...` from the top folder.

Ends with 1 if any file is not compliant, with 2 if any could not be validated.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from tests.verapdf import FLAVOURS, NoVerdict, validate, version

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Validate the files named; give the exit status."""
    parser = ArgumentParser(prog="verapdf", description="Hold PDFs to PDF/UA and PDF/A.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--flavour", action="append", choices=FLAVOURS, dest="flavours", help="may be repeated; ua1 and 2a unless told"
    )
    options = parser.parse_args(arguments)
    try:
        verdicts = validate(options.files, *options.flavours or ("ua1", "2a"))
    except NoVerdict as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"veraPDF {version()}", *verdicts, sep="\n")
    return 0 if all(verdict.compliant for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
