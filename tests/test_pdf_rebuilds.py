"""Builds are byte-identical, do what is needed only, and clear away what is no longer made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pdf_building import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def make(tmp_path: Path, pytestconfig: pytest.Config) -> Callable[[str], Project]:
    fonts = pytestconfig.cache.mkdir("undersigned-fonts")
    return lambda name: Project.make(tmp_path / name, fonts)


@pytest.fixture
def built(make: Callable[[str], Project]) -> Project:
    project = make("project")
    assert project.build() == ("", "")
    return project


def _times(project: Project) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in project.folder.rglob("*.pdf")}


def test_bytes_are_equal_in_other_folders_processes_and_hash_seeds(
    built: Project, make: Callable[[str], Project]
) -> None:
    other = make("a much longer name of a folder")
    done = other.command("-j2", PYTHONHASHSEED="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert other.files() == built.files()
    again = make("third")
    assert again.command(PYTHONHASHSEED="2").returncode == 0
    assert again.files() == built.files()


def test_nothing_changed_rewrites_nothing_and_renders_nothing(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.pdf.builder import LetterPdfBuilder

    before = _times(built)
    kept = {path: path.stat().st_mtime_ns for path in built.pieces.iterdir()}
    monkeypatch.setattr(LetterPdfBuilder, "_render_chunk", None)
    assert built.build() == ("", "")
    assert _times(built) == before
    assert {path: path.stat().st_mtime_ns for path in built.pieces.iterdir()} == kept


def test_changed_letter_rewrites_itself_and_the_compilation_and_equals_a_clean_build(
    built: Project, make: Callable[[str], Project]
) -> None:
    before = _times(built)
    clean = make("clean")
    for project in (built, clean):
        page = project.source / "letters" / "third.rst"
        page.write_text(page.read_text() + "\nOne more line.\n")
        assert project.build() == ("", "")
    after = _times(built)
    assert {name for name in after if after[name] != before[name]} == {"third.pdf", "letters.pdf"}
    assert built.files() == clean.files()
    assert len(list(built.pieces.iterdir())) == 3


def test_changed_picture_rewrites_its_letter(built: Project) -> None:
    before = built.files()
    data = (built.source / "letters" / "second.rst").read_text()
    built.write("letters/second.rst", data.replace("/seal.png", "/other.png"))
    built.write("other.png", (built.source / "seal.png").read_bytes())
    assert built.build() == ("", "")
    from io import BytesIO

    from PIL import Image

    picture = BytesIO()
    Image.new("RGB", (40, 30), (0, 90, 0)).save(picture, "PNG")
    same_look = built.files()
    built.write("other.png", picture.getvalue())
    assert built.build() == ("", "")
    assert built.files()["letters/second.pdf"] != same_look["letters/second.pdf"]
    assert built.files()["letters/first.pdf"] == before["letters/first.pdf"]


def test_removed_and_renamed_letters_lose_their_pdfs_and_other_files_stay(built: Project) -> None:
    foreign = built.output / "letters" / "report.pdf"
    foreign.write_bytes(b"%PDF- of somebody else")
    (built.source / "letters" / "third.rst").unlink()
    (built.source / "letters" / "second.rst").rename(built.source / "letters" / "fourth.rst")
    first = built.source / "letters" / "first.rst"
    first.write_text(first.read_text().replace(":doc:`second`", ":doc:`fourth`"))
    assert built.build() == ("", "")
    assert sorted(built.files()) == ["letters.pdf", "letters/first.pdf", "letters/fourth.pdf", "letters/report.pdf"]


def test_file_that_somebody_else_put_in_place_of_a_removed_letters_pdf_stays(built: Project) -> None:
    (built.output / "letters" / "third.pdf").write_bytes(b"%PDF- of somebody else")
    (built.source / "letters" / "third.rst").unlink()
    assert built.build() == ("", "")
    assert built.files()["letters/third.pdf"] == b"%PDF- of somebody else"


def test_missing_and_altered_pdfs_are_written_again(built: Project) -> None:
    before = built.files()
    (built.output / "letters" / "third.pdf").unlink()
    (built.output / "letters.pdf").write_bytes(b"")
    assert built.build() == ("", "")
    assert built.files() == before


def test_damaged_pieces_and_records_are_made_again(built: Project) -> None:
    before = built.files()
    for path in built.pieces.iterdir():
        path.write_bytes(path.read_bytes()[:-7])
    for path in (built.folder / "pieces" / "outputs").iterdir():
        path.write_text("[1]")
    (built.output / "letters" / "third.pdf").unlink()
    assert built.build() == ("", "")
    assert built.files() == before


def test_second_output_folder_has_a_record_of_its_own(built: Project) -> None:
    other = built.folder / "elsewhere"
    first = built.files()
    (built.folder / "html").rename(other)
    assert built.build() == ("", "")
    assert built.files() == first


def test_nothing_is_kept_in_the_published_folder(tmp_path: Path, make: Callable[[str], Project]) -> None:
    from types import SimpleNamespace

    from undersigned.pdf.builder import LetterPdfBuilder

    def folder(output: str, doctrees: str, setting: str = "") -> Path:
        fake = SimpleNamespace(
            config=SimpleNamespace(letterpdf_cache=setting),
            outdir=tmp_path / output,
            doctreedir=tmp_path / doctrees,
            confdir=tmp_path,
        )
        return LetterPdfBuilder._folder.func(fake)  # type: ignore[attr-defined, no-any-return]

    assert folder("build/html", "build/doctrees") == tmp_path / "build" / "pieces"
    assert folder("build/html", "build/html/.doctrees") == tmp_path / "build" / "html" / ".doctrees" / "pieces"
    assert folder("build/html", "build/doctrees", "kept") == tmp_path / "kept"
