"""Lays the pages that a pull request proposes over the checked-out base branch, as data.

Usage: python3 lay_content.py BASE HEAD, in the checkout of the base. Only the standard library: it runs before anything
is installed. Pages and pictures are written from their blobs; links, submodules and files of other kinds are refused,
and nothing outside the folder of pages is touched, so that all code that runs is the base's.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: As `undersigned.tree` takes them: names of a-z, 0-9 and single hyphens, pages and pictures.
ACCEPTED = re.compile(r"docs(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+\.(?:md|png|jpg)")
#: Larger than any file that the check accepts.
MAX_BYTES = 2_000_000
REGULAR = "100644"


def git(*arguments: str) -> bytes:
    """Run git; its output."""
    return subprocess.run(("git", *arguments), check=True, capture_output=True).stdout


def changes(base: str, head: str) -> Iterator[tuple[str, str, str]]:
    """List what head changes since it left base: path, mode and blob; mode 000000 is a deletion."""
    fields = git("diff", "--raw", "-z", "--no-renames", "--no-abbrev", f"{base}...{head}").decode("utf-8", "replace")
    parts = fields.split("\0")
    for facts, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, _, blob, _ = facts.split(" ")
        yield path, mode, blob


def shown(path: str) -> str:
    """Write a path as one harmless word of the log."""
    return re.sub(r"[^\w./-]", "?", path[:200], flags=re.A)


def lay(base: str, head: str) -> int:
    """Write the pages; the number of files that were refused."""
    written = other = refused = 0
    for path, mode, blob in changes(base, head):
        if not path.startswith("docs/"):
            other += 1
        elif mode == "000000" and ACCEPTED.fullmatch(path):
            Path(path).unlink(missing_ok=True)
            written += 1
        elif mode == "000000":
            other += 1
        elif mode != REGULAR or not ACCEPTED.fullmatch(path) or int(git("cat-file", "-s", blob)) > MAX_BYTES:
            why = "only regular .md, .png and .jpg files with plain names, up to 2 MB, are taken"
            print(f"::error file={shown(path)}::this file was not taken: {why}")
            refused += 1
        else:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_bytes(git("cat-file", "blob", blob))
            written += 1
    print(f"{written} pages and pictures laid over the base")
    if other:
        print(f"{other} files outside the pages are not used here; the tests run with them")
    return refused


if __name__ == "__main__":
    sys.exit(1 if lay(*sys.argv[1:3]) else 0)
