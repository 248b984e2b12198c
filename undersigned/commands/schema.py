"""`schema`: the front matter of a kind of page as JSON Schema, for editors."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from . import OK, add_docs

if TYPE_CHECKING:
    from . import Commands

KINDS = ("letter", "organization", "topic", "page")


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "schema", help="print the JSON Schema of front matter, for editors",
        description="Print the JSON Schema (2020-12) of the front matter of a kind of page, by which editors complete and check YAML.",
    )  # fmt: skip
    command.add_argument(
        "kind", nargs="?", choices=KINDS, default=KINDS[0], metavar="KIND", help="kind of page, letter unless told:"
    )
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    from ..json_schema import schema_of

    # Escapes keep the output the same on consoles that lack characters.
    print(json.dumps(schema_of(options.kind), indent=2))
    return OK
