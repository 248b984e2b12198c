"""`volume`: one PDF of some letters, the packet that is taken to a meeting."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..selection import Selection
    from . import Commands

#: Options that may be given several times, with what they name, and the filter that they fill.
NAMES = {"topic": "topics", "organization": "organizations", "signatory": "signatories", "addressee": "addressees",
         "letter": "letters", "year": "years", "language": "languages"}  # fmt: skip
#: The other options that choose.
BOUNDS = ("since", "until", "text")
#: Below the project's folder: what is built, as the Makefile has it, and PDFs for which no other place is given.
BUILD = "build"
FOLDER = f"{BUILD}/packets"


@dataclass(frozen=True, slots=True)
class Packet:
    """What the builder is told: the setting `letterpdf_packet` is this as JSON."""

    title: str
    #: Lines of the cover that say what is chosen.
    scope: tuple[str, ...]
    #: Docnames, in the order of the volume.
    letters: tuple[str, ...]
    #: Absolute path of the PDF.
    file: str


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "volume", help="print some of the letters as one PDF",
        description="Choose letters, and print them as one PDF with cover, contents and indexes. A letter is chosen if "
        "it meets every kind of condition that is given; of several values of one kind, one is enough. Names are those "
        "of the archive's pages; ids, former ids and aliases will do too.",
        epilog="exit codes: 0 the PDF is written, or the letters are listed, 1 no letter meets the conditions, or the "
        "PDF could not be written, 2 wrong usage, such as an unknown name",
    )  # fmt: skip
    for name, metavar, text in (
        ("topic", "TOPIC", "letters about this topic or a narrower one"),
        ("organization", "ORGANIZATION", "letters that this organization signed or received"),
        ("signatory", "ORGANIZATION", "letters that this organization signed"),
        ("addressee", "ORGANIZATION", "letters that were addressed or copied to this organization"),
        ("letter", "LETTER", "this letter, by id, path or title"),
        ("year", "YYYY", "letters of this year"),
        ("language", "TAG", "letters in this language, such as en or fr"),
    ):
        command.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=text)
    may_be = "a letter dated to a month or year only is in if it may be"
    command.add_argument(
        "--since", metavar="DATE", help=f"letters from this year, month or day on (YYYY, YYYY-MM, YYYY-MM-DD); {may_be}"
    )
    command.add_argument("--until", metavar="DATE", help=f"letters up to the end of this year, month or day; {may_be}")
    command.add_argument(
        "--text", choices=("full", "summary"), help="only letters that the archive gives in full, or only summaries"
    )
    command.add_argument("--title", help="title of the volume (default: from what is chosen)")
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE",
        help=f"the PDF; one that is there is replaced (default: a file in {FOLDER}, named for what is chosen)",
    )  # fmt: skip
    command.add_argument("--list", action="store_true", help="list the chosen letters, and make no PDF")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Choose, say how many, print."""
    from .. import selection
    from ..moving import Archive
    from ..wording import plural

    if not any(getattr(options, name) for name in NAMES) and all(getattr(options, name) is None for name in BOUNDS):
        return _fail("choose letters by --topic, --organization, --year or another option; `make pdf` prints all")
    problems = _misuse(options)
    try:
        catalogue = Archive.read(options.docs).catalogue
        given = {field: getattr(options, name) for name, field in NAMES.items()}
        chosen = selection.resolve(catalogue, **given, since=options.since, until=options.until, text=options.text)
    except selection.SelectionError as error:
        problems += error.problems
    except OSError as error:
        return _fail(f"the pages cannot be read: {error.strerror}: {error.filename}", code=PROBLEMS)
    if problems:
        return _fail(*problems)
    letters = selection.choose(chosen, catalogue)
    if not letters:
        return _fail(_why_none(chosen, catalogue), code=PROBLEMS)
    title = options.title or selection.title(chosen, catalogue)
    _say(f"{plural(len(letters), 'letter')} chosen: {title}")
    if options.list:
        _say(*(f"{entry.record.id}  {entry.record.title}" for entry in letters))
        return OK
    file = options.output or _shown(_top(options.docs) / FOLDER / selection.file_name(chosen))
    docnames = tuple(entry.docname for entry in letters)
    packet = Packet(title, selection.scope(chosen, catalogue), docnames, os.path.abspath(file))
    return _print(options.docs, file, packet)


def _misuse(options: argparse.Namespace) -> list[str]:
    """Say what is wrong with title, output and project."""
    from ..drafting import DraftError, read

    problems = []
    if options.title is not None:
        try:
            options.title = read("letter", "title", options.title)
        except DraftError as error:
            problems.append(str(error))
    if options.list:
        return problems
    if (path := options.output) is not None:
        # These ask without an error where a name is too long, or a folder closed.
        if os.path.isdir(path):
            problems.append(f"{path} is a folder; name the PDF's file")
        elif path.suffix.lower() != ".pdf":
            problems.append(f"{path} does not end in .pdf; name the PDF's file")
        elif not os.path.isdir(path.parent):
            problems.append(f"there is no folder {path.parent}; make it, or name another")
    if not os.path.isfile(settings := _top(options.docs) / "conf.py"):
        problems.append(f"there is no {_shown(settings)}; the project's settings stand beside the folder of pages")
    return problems


def _why_none(chosen: Selection, catalogue: Catalogue) -> str:
    """Say how many letters meet each condition by itself."""
    from .. import selection

    counts = {selection.scope(kind, catalogue)[0]: len(selection.choose(kind, catalogue)) for kind in chosen.kinds}
    if len(counts) == 1:
        return f"there are no {next(iter(counts)).replace('Letters', 'letters', 1)}"
    return "\n  ".join(["no letter meets all conditions:", *(f"{words}: {count:,}" for words, count in counts.items())])


def _print(docs: Path, file: Path, packet: Packet) -> int:
    """Have the PDF made, and say where it is."""
    from sphinx.errors import SphinxError

    try:
        (_top(docs) / FOLDER).mkdir(parents=True, exist_ok=True)
        run_sphinx(docs, packet)
        problem = "" if os.path.isfile(packet.file) else "the builder wrote no file"
    except SphinxError as error:
        problem = str(error) or error.category
    except OSError as error:
        problem = f"{error.strerror}: {error.filename}" if error.filename else str(error)
    if problem:
        kept = f"\n{file} is as it was" if os.path.isfile(packet.file) else ""
        return _fail(f"the PDF could not be made: {problem}{kept}", code=PROBLEMS)
    _say(str(file))
    return OK


def run_sphinx(docs: Path, packet: Packet) -> None:
    """Run the builder with the folders of the Makefile, so that nothing is read or rendered twice.

    Warnings are told on standard error. Raises SphinxError or OSError.
    """
    from sphinx.application import Sphinx
    from sphinx.util.console import color_terminal, nocolor
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    if not color_terminal():
        nocolor()
    top = _top(docs)
    with patch_docutils(top), docutils_namespace():
        Sphinx(
            os.path.abspath(docs), top, top / FOLDER, top / BUILD / "doctrees", "letterpdf",
            confoverrides={"letterpdf_packet": json.dumps(asdict(packet)), "nitpicky": True},
            status=None, warning=sys.stderr, parallel=os.cpu_count() or 1,
        ).build()  # fmt: skip


def _top(docs: Path) -> Path:
    """Give the project's folder, which holds the settings and what is built."""
    return Path(os.path.abspath(docs)).parent


def _shown(path: Path) -> Path:
    """Give a path as seen from here, if it lies below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(*lines: str) -> None:
    """Print lines, whatever characters the terminal lacks."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(*(line.encode(encoding, "backslashreplace").decode(encoding) for line in lines), sep="\n", flush=True)
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; what Python still holds goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(*problems: str, code: int = USAGE) -> int:
    print(*(f"undersigned volume: {problem}" for problem in problems), sep="\n", file=sys.stderr)
    return code
