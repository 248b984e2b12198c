"""Builds small archives in the test's own folders, with the project's own settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from undersigned.site import base_url

if TYPE_CHECKING:
    from collections.abc import Mapping

TOP = Path(__file__).resolve().parents[1]
_COLOR = re.compile("\x1b\\[[0-9;]*m")
_WARNING = re.compile(
    r"^(?P<path>.+?):(?P<line>\d+): WARNING: (?P<text>.*) "
    r"\(see (?P<page>\S+)\) \[undersigned\.(?P<rule>[a-z-]+)\]$"
)

#: The smallest archive: one letter between two organizations on one topic.
ARCHIVE = {
    "index.md": "---\ntitle: Home\n---\n```{letters}\n```\n",
    "organizations/alpha.md": "---\nname: Alpha\naliases:\n- Alpha Society\nkind: ngo\n---\n",
    "organizations/ministry.md": "---\nname: Ministry of Examples\nkind: government\n---\n",
    "topics/speech.md": "---\nname: Speech\n---\nTalking.\n",
}
LETTER = """\
---
title: A letter
date: 2020-05-04
to:
- {name: Jo Example, title: Minister, organization: Ministry of Examples}
signatories:
- Alpha
signatories-complete: true
topics:
- speech
source:
  publisher: Alpha
  url: https://example.org/letter
---
One group writes.
"""
LETTER_PATH = "letters/2020/2020-05-04-letter.md"


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    outdir: Path
    status: int
    warnings: str
    app: Sphinx

    def messages(self, docs: Path) -> list[str]:
        """Give the project's own warnings in the form in which the checker prints them."""
        found = []
        for line in self.warnings.splitlines():
            match = _WARNING.match(line)
            assert match, f"a warning that is none of ours: {line}"
            assert match["page"] == f"{base_url()}contribute/rules/{match['rule']}.html"
            path = Path(match["path"]).relative_to(docs).as_posix()
            found.append(f"{path}:{match['line']}: {match['rule']}: {match['text']}")
        return found


def write_pages(docs: Path, pages: Mapping[str, str | bytes]) -> None:
    """Lay pages into a folder."""
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def build(
    docs: Path,
    out: Path,
    *,
    builder: str = "html",
    parallel: int = 1,
    doctrees: Path | None = None,
    fresh: bool = False,
) -> Built:
    """Build with the project's conf.py."""
    warning = StringIO()
    with patch_docutils(TOP), docutils_namespace():
        app = Sphinx(
            docs, TOP, out, doctrees or out.with_name(out.name + "-doctrees"), builder,
            confoverrides={"nitpicky": True}, status=None, warning=warning, freshenv=fresh, parallel=parallel,
        )  # fmt: skip
        app.build()
    return Built(out, app.statuscode, _COLOR.sub("", warning.getvalue()), app)


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
