"""Runs commands as a contributor does, in this process, over a small archive."""

from __future__ import annotations

import contextlib
import io
from functools import cache
from pathlib import Path

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, write_pages
from undersigned.__main__ import main

from .guarding import check_printed, folder, guarded

#: Stands in a file beside the input; must never come out of a command.
CANARY = "canary-51c0"
FORMS = TOP / ".github/ISSUE_TEMPLATE"


@cache
def archive() -> Path:
    """Write the archive that is imported into; nothing is ever written there again."""
    docs = folder() / "docs"
    write_pages(docs, {**ARCHIVE, LETTER_PATH: LETTER, "letters/2020/index.md": "---\ntitle: Letters of 2020\n---\n"})
    (folder() / "canary.txt").write_text(CANARY)
    return docs


def run(name: str, data: bytes, *arguments: str) -> str:
    """Run a command over a file of this name with these bytes; `FILE` among the arguments stands for it.

    Gives what it printed; an exit code that no command has, a sign that terminals obey, or anything raised is a finding.
    """
    docs = archive()
    file = folder() / name
    file.write_bytes(data.replace(b"CANARY-FILE", str(folder() / "canary.txt").encode()))
    printed = io.StringIO()
    with guarded(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = main([str(file) if argument == "FILE" else argument for argument in (*arguments, "--docs", str(docs))])
    text = printed.getvalue()
    assert code in (0, 1), f"exit code {code}: {text}"
    assert text.strip(), "nothing was said"
    assert CANARY not in text
    check_printed(text)
    return text
