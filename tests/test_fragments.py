"""What the archive adds to pages is written as the translator writes it, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from benchmarks import synthetic
from tests.building import Built, build, tree
from undersigned import elements
from undersigned.html import fragments
from undersigned.rendering import long_lists

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Titles and names in languages and scripts that need marks, with signs that HTML and docutils write otherwise.
FOREIGN = (
    ("ar", "رسالة مفتوحة & more", "منظمة نموذجية (Sample)"),
    ("zh", "致 Sample 的公开信 \"'", "范例 @ 机构"),
    ("en", "O'Hare & Sons @ home", 'The "Sample" ελληνικά and 日本語の会'),
)
LETTER = """\
---
title: {title}
date: 2031-05-0{day}
language: {language}
to: [{{organization: {body}}}]
signatories: [{body}, {others}]
individuals: 0
topics: [sample-topic-1]
asks: [Publish & explain it]
text: summary
source: {{publisher: Sample Publisher, url: "https://example.org/{day}"}}
evidence: ["https://example.org/{day}"]
---

A letter that is made up.
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fragments") / "docs"
    synthetic.write(folder, 40)
    others = ", ".join(synthetic.organization_name(2 * number) for number in range(3))
    for day, (language, title, body) in enumerate(FOREIGN, 1):
        values = {"day": day, "language": language, "title": repr(title).replace("\\'", "''"), "others": others}
        text = LETTER.format(body=repr(body).replace("\\'", "''"), **values)
        (folder / f"letters/2031/2031-05-0{day}-sample.md").parent.mkdir(exist_ok=True)
        (folder / f"letters/2031/2031-05-0{day}-sample.md").write_text(text, encoding="utf-8")
        page = f"---\nname: {body!r}\nkind: ngo\naliases: [Sample Other {day}]\n---\n\nMade up.\n"
        (folder / f"organizations/sample-foreign-{day}.md").write_text(page, encoding="utf-8")
    for option in ("addressees", "countries", "active", "kinds"):
        listing = f"---\ntitle: By {option}\n---\n\n```{{organizations}}\n:as: {option}\n```\n"
        (folder / f"browse/{option}.md").write_text(listing, encoding="utf-8")
    return folder


def pages(built: Built) -> dict[str, bytes]:
    assert built.warnings == ""
    return {name: content for name, content in tree(built.outdir).items() if name.endswith(".html")}


def test_pages_are_the_same_as_those_of_the_translator(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_lists, "LONG", 5)
    written = 0
    real = fragments.write

    def counted(found: Sequence[nodes.Node], place: nodes.Element) -> nodes.raw | None:
        nonlocal written
        made = real(found, place)
        assert made is not None, "left to the translator, which is slow"
        written += 1
        return made

    monkeypatch.setattr(fragments, "write", counted)
    quick = pages(build(docs, tmp_path / "quick"))
    monkeypatch.setattr(fragments, "write", lambda found, place: None)
    slow = pages(build(docs, tmp_path / "slow"))
    assert quick.keys() == slow.keys()
    for name, page in slow.items():
        assert quick[name].decode() == page.decode(), name
    assert written > len(quick)
    text = b"".join(quick.values()).decode()
    assert '<details class="fold"' in text
    for mark in ('<bdi dir="rtl">', 'lang="zh"', 'lang="ar" dir', "&#64;", "&quot;", 'class="pst-scrollable-table'):
        assert mark in text or mark.replace("lang", "class", 1) in text, mark


def place() -> nodes.Element:
    document = new_document("page", get_default_settings())
    document.settings.env = type("Env", (), {"config": type("Config", (), {"html_permalinks": False})})
    node = nodes.paragraph()
    document += nodes.section("", node)
    return node


@pytest.mark.parametrize(
    "node",
    [
        elements.paragraph("", "text", classes=["kbd"]),
        elements.paragraph("", "", elements.literal("", "text")),
        elements.paragraph("", "", nodes.image(uri="a.png")),
        elements.paragraph("", "text", ids=["one", "two"]),
        elements.paragraph("", "text", width="3em"),
        elements.table("", classes=["colwidths-given"]),
        elements.paragraph("", "", elements.reference("", "to us", refuri="mailto:a@example.org")),
        nodes.note("", elements.paragraph("", "text")),
    ],
    ids=lambda node: f"{node}"[:50],
)
def test_what_is_not_known_is_left_to_the_translator(node: nodes.Element) -> None:
    assert fragments.write([node], place()) is None
    assert fragments.write([elements.paragraph("", "plain")], place()) is not None


def test_places_within_other_elements_are_left_to_the_translator() -> None:
    within = nodes.paragraph()
    place().parent.append(nodes.note("", within))
    assert fragments.write([elements.paragraph("", "plain")], within) is None


def test_quick_elements_are_docutils_own() -> None:
    made = elements.section("", elements.title("", "Head"), elements.paragraph("", "Text ", elements.strong("", "b")))
    own = nodes.section("", nodes.title("", "Head"), nodes.paragraph("", "Text ", nodes.strong("", "b")))
    assert made.pformat() == own.pformat()
    assert made.deepcopy().pformat() == own.pformat()
    assert [type(node.parent) for node in made.findall(nodes.Text)] == [
        elements.title, elements.paragraph, elements.strong
    ]  # fmt: skip
    names = ["letters"]
    node = elements.paragraph("", "", classes=names)
    node["classes"].append("more")
    assert names == ["letters"]
