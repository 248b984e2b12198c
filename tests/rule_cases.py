"""The examples of tests/diagnostics/rules as archives on disk.

`python -m tests.rule_cases` writes the checker's messages into the files, to be reviewed by eye.
"""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.building import ARCHIVE, TOP, write_pages
from undersigned import claims
from undersigned.checking import check_archive, read_page
from undersigned.reference.examples import FOLDER, Example, example_file, read_example, write_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from undersigned.records import Record
    from undersigned.reference.examples import File

CASES = sorted(TOP.joinpath(FOLDER).glob("*.txt"))
_SYMLINK = re.compile(r"\(symlink to (\S+)\)\n")
_PNG = re.compile(r"\(png (\d+)x(\d+)\)\n")
_SAVED = re.compile(r"\(saved as (\S+)\)\n")
_REPEAT = re.compile(r"\(repeat (\d+) times: (.*)\)")
_CHARACTER = re.compile(r"\(U\+([0-9A-F]{4,5})\)")


def example_of(rule: str) -> Example:
    """Read the example of a rule."""
    return read_example(example_file(TOP, rule).read_text("utf-8"))


def lay(docs: Path, files: Iterable[File]) -> None:
    """Lay the files of an example into the smallest archive, their notations carried out."""
    write_pages(docs, ARCHIVE)
    for file in files:
        if link := _SYMLINK.fullmatch(file.text):
            path = docs / file.path
            path.unlink(missing_ok=True)
            path.symlink_to(link[1])
        else:
            write_pages(docs, {file.path: content(file.text)})


def content(text: str) -> bytes:
    """Carry out the notations of a plain file."""
    if size := _PNG.fullmatch(text):
        from PIL import Image

        data = BytesIO()
        Image.new("RGB", (int(size[1]), int(size[2])), "gray").save(data, "PNG")
        return data.getvalue()
    saved = _SAVED.match(text)
    text = _REPEAT.sub(lambda found: found[2] * int(found[1]), text[saved.end() :] if saved else text)
    text = _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    return text.encode(saved[1] if saved else "utf-8")


def told(docs: Path, before: Iterable[File] = ()) -> tuple[str, ...]:
    """Say what the checker says of an archive, and of a change where something stood before."""
    messages = [*check_archive(docs).messages]
    if then := {file.path: read_page(content(file.text), path=file.path).record for file in before}:
        now = {path: read_page((docs / path).read_bytes(), path=path).record for path in then}
        messages += claims.check(_records(then), _records(now), _records(now))
    return tuple(str(message) for message in sorted(messages))


def _records(read: Mapping[str, Record | None]) -> dict[str, Record]:
    return {path.removesuffix(".md"): record for path, record in read.items() if record is not None}


def main() -> None:
    """Write what the checker says into every file."""
    for case in CASES:
        example = read_example(case.read_text("utf-8"))
        with TemporaryDirectory() as folder:
            docs = Path(folder, "docs")
            lay(docs, example.wrong)
            case.write_text(write_example(replace(example, messages=told(docs, example.before))), "utf-8")


if __name__ == "__main__":
    main()
