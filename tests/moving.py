"""A small archive whose pages refer to each other in every way, and a way to run commands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.building import ARCHIVE, LETTER, LETTER_PATH, tree, write_pages
from undersigned.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWING = "letters/2021/2021-01-02-second.md"
PAGES = {
    **ARCHIVE,
    LETTER_PATH: LETTER,
    "organizations/beta.md": "---\nname: Beta\nkind: ngo\nparent: alpha  # the mother\n---\nSee {organization}`words <alpha>`.\n",
    "topics/press.md": "---\nname: Press\nbroader: speech\n---\n",
    FOLLOWING: """\
---
title: About alpha
date: 2021-01-02
signatories:
- {name: Kim, organization-id: "alpha"}  # alpha as printed
topics: [speech, press]
relations:
  follows: 2020-05-04-letter
source:
  publisher: Alpha
  url: https://example.org/alpha/speech
---
The group alpha writes in `alpha`, see {letter}`2020-05-04-letter`, [topic](../../topics/speech.md), [id](#alpha)
and {any}`alpha`, {topic}`speech`.

```{letters}
:organization: alpha
:topic: speech
```

```text
{organization}`alpha`
```
""",
}


def archive(folder: Path, **more: str) -> Path:
    """Lay the archive into a folder."""
    docs = folder / "docs"
    write_pages(docs, {**PAGES, **more})
    return docs


def run(docs: Path, *arguments: str) -> int:
    """Run a command on the archive."""
    return main([*arguments, "--docs", str(docs)])


def refuses(docs: Path, *arguments: str) -> bool:
    """Tell whether a command finds problems and leaves every file as it was."""
    before = tree(docs)
    return run(docs, *arguments) == 1 and tree(docs) == before
