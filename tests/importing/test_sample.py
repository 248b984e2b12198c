from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.building import TOP, build
from undersigned import pages
from undersigned.__main__ import main
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.importing.letter import find_letter
from undersigned.importing.reading import read_source
from undersigned.records import Letter, Party

SAMPLE = TOP.parent / "shared" / "samples" / "freedom-house-2013-04-10.txt"
pytestmark = pytest.mark.skipif(not SAMPLE.is_file(), reason="optional: the folder of sample pages is absent")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    for name in ("organizations", "topics", "browse"):
        shutil.copytree(TOP / "docs" / name, folder / name)
    (folder / "index.md").write_text("---\ntitle: Home\n---\n```{letters}\n```\n", "utf-8")
    return folder


def imported(docs: Path, *options: str) -> tuple[Letter, str]:
    assert main(["import", str(SAMPLE), "--docs", str(docs), *options]) == 0
    (path,) = docs.glob("letters/2013/2013-*.md")
    text = path.read_text("utf-8")
    record = pages.read_facts(text.encode(), path=path.relative_to(docs).as_posix()).record
    assert isinstance(record, Letter)
    return record, text


def test_a_page_saved_as_text_is_imported_without_doubt(docs: Path) -> None:
    letter, text = imported(docs)
    assert letter.title == SAMPLE.read_text("utf-8").split("\n")[2]
    assert (str(letter.date), letter.language, letter.source.publisher) == ("2013-04-10", "en", "Freedom House")
    assert letter.to == (Party(name="John Kerry", title="Secretary of State", organization="US Department of State"),)
    assert [party.organization for party in letter.signatories] == SAMPLE.read_text("utf-8").strip().split("\n")[-8:]
    assert letter.signatories_complete
    assert "# unsure" not in text


def test_the_imported_page_passes_check_and_build(docs: Path, tmp_path: Path) -> None:
    imported(docs)
    assert [str(m) for m in check_archive(docs).messages if not m.rule.notice] == []
    built = build(docs, tmp_path / "html")
    assert (built.status, built.warnings) == (0, "")


def test_the_whole_text_is_the_body_where_the_licence_permits(docs: Path) -> None:
    _, text = imported(docs, "--full-text", "--license", "CC-BY-4.0")
    findings = find_letter(read_source(SAMPLE), Catalogue({}))
    assert len(findings.paragraphs) == 8
    assert len(findings.standfirst) == 1
    body = text.split("\n---\n", 1)[1]
    assert len([block for block in body.split("\n\n") if block.strip()]) == 9
    assert findings.standfirst[0].text not in body


def test_without_any_organization_every_name_is_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    letter, _ = imported(docs)
    assert letter.to == (Party(name="John Kerry", title="Secretary of State", organization="US Department of State"),)
    assert len(letter.signatories) == 8
    assert "unknown names (9)" in capsys.readouterr().out
