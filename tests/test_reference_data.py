"""The guide describes the data that the code writes, and links the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from tests.building import TOP, build
from undersigned.exports.data import DESCRIPTIONS
from undersigned.exports.shape import FILES, GROUPS
from undersigned.exports.tables import TABLES
from undersigned.reference.data import entries

PAGES = ("about/data.md", "develop/data.md")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    for name in (*PAGES, "develop/reading.md", "develop/questions.md"):
        (folder / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / "docs" / name, folder / "docs" / name)
    (folder / "docs/index.md").write_text("---\ntitle: Home\n---\n", "utf-8")
    made = build(folder / "docs", folder / "html")
    # The questions name bodies that are not here.
    assert [line for line in made.warnings.splitlines() if "questions.md" not in line] == []
    return folder / "html"


def shown(page: Path) -> str:
    return " ".join(html.fromstring(page.read_bytes()).xpath("string(//article)").split())


def test_every_key_and_column_is_on_the_page(guide: Path) -> None:
    text = shown(guide / "develop/data.html")
    asked = (TOP / "docs/develop/data.md").read_text("utf-8")
    for name in (*GROUPS, *(table.file for table in TABLES)):
        assert f"```{{data}} {name}\n" in asked
        for entry in entries(name):
            assert entry.doc in text
            assert f"({entry.value})" in text


def test_every_kind_of_file_can_be_described() -> None:
    for kind in FILES:
        assert [entry.name for entry in entries(f"{kind}.json")][:3] == ["format", "archive", "license"]


def test_every_file_is_linked_and_there(guide: Path) -> None:
    links = html.fromstring((guide / "about/data.html").read_bytes()).xpath("//article//a/@href")
    files = [link for link in links if link.startswith("../data/")]
    assert [Path(link).name for link in files] == list(DESCRIPTIONS)
    feeds = [link for link in links if link.endswith((".atom.xml", ".feed.json"))]
    assert [Path(link).name for link in feeds] == [
        "letters.atom.xml", "letters.feed.json", "corrections.atom.xml", "corrections.feed.json",
    ]  # fmt: skip
    for link in (*files, *feeds):
        assert (guide / "about" / link).resolve().is_file()


def test_what_the_data_do_not_have_is_reported(tmp_path: Path) -> None:
    (tmp_path / "docs/develop").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("---\ntitle: Home\n---\n", "utf-8")
    (tmp_path / "docs/develop/x.md").write_text("---\ntitle: X\n---\n```{data} lettuce\n```\n", "utf-8")
    assert "the archive's data have no lettuce" in build(tmp_path / "docs", tmp_path / "html").warnings
