"""The commands of the command line, one module each, in the order of the help.

A module has `add(commands)`, which describes the command and sets the function that runs it as `run`. The function
takes the options and returns an exit code. What a command needs is imported when it runs: the help stays quick.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

#: Exit codes: all is well; something is wrong with the content; the command was used wrongly.
OK, PROBLEMS, USAGE = 0, 1, 2
#: As shells have it for a command that Ctrl-C ended.
STOPPED = 130


def add_docs(command: argparse.ArgumentParser) -> None:
    """Give a command the option that names the folder of pages."""
    command.add_argument("--docs", type=Path, default=Path("docs"), help="folder of pages (default: docs)")
