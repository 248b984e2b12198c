"""Bodies of pages: the check alone, and whole builds of many, whose pages are held to an allow-list."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdf

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, write_pages
from tests.hostile.pictures import png
from undersigned import checking, pages
from undersigned.rules import RULES

from .built_pages import check_page
from .guarding import check_messages, folder, guarded

#: Parts the bodies of one build.
BETWEEN = b"\n\x1e\n"
#: Begins sets of bodies that are made into PDFs, too; a comment to the pages.
PRINTED = b"% printed\n"
#: Most bodies of one build.
MOST = 40
_NOTICES = frozenset(rule.id for rule in RULES if rule.notice)
_FACTS = LETTER.partition("One group writes.")[0]


def check_body(data: bytes) -> None:
    """Check a page with these bytes as body, as a letter's and as a guide's."""
    page = _FACTS.encode() + data
    for path in (LETTER_PATH, "about/index.md"):
        with guarded():
            read = checking.read_page(page, path=path)
            assert read == checking.read_page(page, path=path), "two readings differ"
        lines = page.count(b"\n") + 1
        check_messages(read.messages, path=path, lines=lines)
        body = read.body
        named = [reference.line for reference in body.references] + [link.line for link in body.links]
        named += [image.line for image in body.images] + [listing.line for listing in body.listings]
        assert all(1 <= line <= lines + 1 for line in named), named


def check_site(data: bytes) -> None:
    """Build an archive of these bodies: its messages are the check's, and its pages hold what pages may."""
    found = [body.decode("utf-8", "replace") for body in data.split(BETWEEN)[:MOST]]
    root = Path(tempfile.mkdtemp(dir=folder())).resolve()
    try:
        docs = root / "docs"
        bodies = {f"letters/2020/2020-05-04-body-{number}.md": body for number, body in enumerate(found)}
        write_pages(docs, {**ARCHIVE, LETTER_PATH: LETTER})
        write_pages(
            docs, {path: _FACTS.replace("A letter", f"Letter {path[-5]}") + body for path, body in bodies.items()}
        )
        (docs / "letters/2020/fine.png").write_bytes(png())
        _check_built(root, docs, list(bodies), printed=data.startswith(PRINTED))
    finally:
        shutil.rmtree(root)


def _check_built(root: Path, docs: Path, paths: list[str], *, printed: bool) -> None:
    expected = [str(message) for message in checking.check_archive(docs).messages if message.rule.id not in _NOTICES]
    built = build(docs, root / "html")
    assert not _difference(built.messages(docs), expected), _difference(built.messages(docs), expected)
    for path in paths:
        page = root / "html" / path.replace(".md", ".html")
        assert page.is_file() == pages.read_facts((docs / path).read_bytes(), path=path).readable, path
        if page.is_file():
            check_page(page.read_bytes())
    if printed:
        printed_too = build(docs, root / "html", builder="letterpdf")
        # Of characters that no font has, the PDF tells alone.
        said = [line for line in printed_too.warnings.splitlines() if not line.endswith("[letterpdf.glyph]")]
        printed_too = replace(printed_too, warnings="\n".join(said))
        assert not _difference(printed_too.messages(docs), expected), _difference(printed_too.messages(docs), expected)
        for path in paths:
            file = root / "html" / path.replace(".md", ".pdf")
            assert len(pypdf.PdfReader(file).pages) >= 1, path


def _difference(build_says: list[str], check_says: list[str]) -> str:
    """Say what only one of the two says, the rule first, so that like findings are one."""
    only = [(said, "build") for said in set(build_says) - set(check_says)]
    only += [(said, "check") for said in set(check_says) - set(build_says)]
    return "; ".join(f"only the {who} says {said.split(': ')[1]}: {said}" for said, who in sorted(only)[:3])
