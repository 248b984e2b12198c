"""Builds are byte-identical, do what is needed only, and clear away what is no longer made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.pdf_building import Project, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LONG = ":signed: 2015\n:language: de\n\nLang\n====\n\n" + "Menschenrechtsverletzungen sind zu ahnden. " * 200
#: Each PDF of the project with the page `LONG`.
ALL = {
    "letters/first.pdf", "letters/second.pdf", "letters/third.pdf", "letters/long.pdf",
    "letters.pdf", "letters/2013.pdf", "letters/2014.pdf", "letters/2015.pdf",
    "organizations/house.pdf", "organizations/state.pdf", "organizations/taiwan.pdf", "topics/tibet.pdf",
}  # fmt: skip
#: The PDFs that hold a letter, itself among them.
FIRST = {"letters/first.pdf", "letters.pdf", "letters/2013.pdf", "organizations/house.pdf", "organizations/state.pdf",
         "topics/tibet.pdf"}  # fmt: skip
SECOND = {
    "letters/second.pdf",
    "letters.pdf",
    "letters/2014.pdf",
    "organizations/house.pdf",
    "organizations/taiwan.pdf",
}
THIRD = {"letters/third.pdf", "letters.pdf", "letters/2014.pdf"}


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: Project.make(tmp_path / name, {"letters/long.rst": LONG})


@pytest.fixture
def built(make: Callable[[str], Project]) -> Project:
    project = make("project")
    assert project.build() == ("", "")
    assert set(project.pdfs()) == ALL
    return project


def _times(folder: Path) -> dict[str, int]:
    found = (path for path in folder.rglob("*") if path.is_file())
    # Pictures of letters are written with their PDFs (`test_previews`).
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime_ns for p in found if p.suffix != ".png"}


def _change(project: Project, name: str, old: str, new: str) -> None:
    page = (project.source / name).read_text()
    assert old in page
    project.write(name, page.replace(old, new))


# ---- the same bytes


def test_bytes_are_equal_in_other_folders_processes_time_zones_and_hash_seeds(
    built: Project, make: Callable[[str], Project]
) -> None:
    other = make("a much longer name of a folder")
    done = other.command("-j2", PYTHONHASHSEED="1", TZ="Asia/Urumqi")
    assert (done.returncode, done.stderr) == (0, "")
    assert other.files() == built.files()
    again = make("third")
    assert again.command(PYTHONHASHSEED="2").returncode == 0
    assert again.files() == built.files()


def test_parallel_build_of_many_chunks_equals_a_serial_one(tmp_path: Path) -> None:
    from undersigned.pdf.rendering import CHUNK

    pages = {f"letters/l{n}.rst": f":signed: {2000 + n % 20}\n:by: Freedom House\n\nLetter {n}\n=========\n\n"
             f"See :doc:`first` and :doc:`l{n // 2}`. ئۇيغۇر 人权 ᏣᎳᎩ\n" for n in range(2 * CHUNK + 5)}  # fmt: skip
    serial, parallel = Project.make(tmp_path / "serial", pages), Project.make(tmp_path / "parallel", pages)
    warnings = [project.build(parallel=count)[1] for project, count in ((serial, 1), (parallel, 3))]
    assert serial.files() == parallel.files()
    assert warnings[0].replace("/serial/", "/parallel/") == warnings[1]
    assert warnings[1].count("Cherokee") == len(pages)


def test_second_output_folder_has_a_record_of_its_own(built: Project) -> None:
    other = built.folder / "elsewhere"
    first = built.files()
    (built.folder / "html").rename(other)
    assert built.build() == ("", "")
    assert built.files() == first


# ---- no more than is needed


@pytest.mark.parametrize("parallel", [1, 2])
def test_nothing_changed_rewrites_nothing_renders_nothing_and_opens_no_page(
    built: Project, monkeypatch: pytest.MonkeyPatch, parallel: int
) -> None:
    from sphinx.environment import BuildEnvironment

    from undersigned.pdf.builder import LetterPdfBuilder
    from undersigned.pdf.store import Store

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("did what is not needed")

    before = _times(built.output), _times(built.folder / "pieces")
    for owner, name in (
        (BuildEnvironment, "get_doctree"), (BuildEnvironment, "get_and_resolve_doctree"), (Store, "load"), (Store, "save"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, refuse)
    for name in ("library", "renderer"):
        monkeypatch.setattr(LetterPdfBuilder, name, property(refuse))
    assert built.build(parallel=parallel) == ("", "")
    assert (_times(built.output), _times(built.folder / "pieces")) == before


def test_page_that_is_only_touched_is_rendered_no_more(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.pdf.render import Renderer

    monkeypatch.setattr(Renderer, "document", None)
    before = _times(built.output)
    for page in built.source.rglob("*.rst"):
        page.write_text(page.read_text() + "\n\n")
    assert built.build() == ("", "")
    assert _times(built.output) == before


#: What is changed on the pages (page, old words, new words), and the PDFs that are rewritten, or gone.
CHANGES: dict[str, tuple[list[tuple[str, str, str]], set[str]]] = {
    "text of a letter": ([("letters/third.rst", "See", "One more line. See")], THIRD),
    "text of a letter in more volumes": ([("letters/first.rst", "Say so", "Say so loudly")], FIRST),
    "text in front of which an index finds its page": (
        [("letters/second.rst", "“Curly” text", "Words fill pages. " * 700)],
        SECOND,
    ),
    # Others name it.
    "title of a letter": (
        [("letters/first.rst", "Letter on A & B\n===============", "Another title\n=============")],
        FIRST | SECOND | THIRD,
    ),
    "title of a letter that one other names": (
        [("letters/second.rst", "Second letter, to the", "No second letter")],
        FIRST | SECOND,
    ),
    # The volumes of both years.
    "date of a letter": ([("letters/third.rst", "2014-03-01", "2013-03-01")], THIRD | {"letters/2013.pdf"}),
    "the only letter of its year": (
        [("letters/long.rst", ":signed: 2015", ":signed: 2016")],
        {"letters/long.pdf", "letters.pdf", "letters/2015.pdf", "letters/2016.pdf"},
    ),
    "name of an organization": (
        [("organizations/taiwan.rst", "\n國際特赦組織台灣分會\n==", ":aliases: 國際特赦組織台灣分會\n\nAmnesty Taiwan\n==")],
        SECOND,
    ),
    "name of an organization in two letters": (
        [("organizations/house.rst", "Freedom House\n==", "Freedom Hall\n==")],
        FIRST | SECOND,
    ),
    "name of an addressee": (
        [("organizations/state.rst", "Department of State\n==", "Ministry of State\n==")],
        FIRST,
    ),
    "other name of an organization, which one letter prints": (
        [("organizations/house.rst", "; The Cabin", ""), ("letters/second.rst", "2014-02\n:by:", "2014-02\n:by: Freedom House;")],
        SECOND,
    ),
    "name of a topic": (
        [("topics/tibet.rst", "Tibet\n=====", "Tibet and beyond\n================"), ("letters/first.rst", ":about: Tibet", ":about: tibet")],
        FIRST,
    ),
    "topic of a letter": ([("letters/third.rst", "2014-03-01\n", "2014-03-01\n:about: Tibet\n")], THIRD | {"topics/tibet.pdf"}),
}  # fmt: skip


#: Of the PDFs that are rewritten, those that do not show the change: volumes of a letter that have no index of it.
UNSHOWN = {
    "name of an organization in two letters": {
        "letters/2013.pdf", "topics/tibet.pdf", "organizations/state.pdf", "organizations/taiwan.pdf",
    },
    "name of an addressee": {"letters/2013.pdf", "topics/tibet.pdf"},
    "other name of an organization, which one letter prints": {"organizations/taiwan.pdf"},
    # The page of the letter does not lead to the topic.
    "topic of a letter": {"letters.pdf", "letters/2014.pdf"},
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_change_rewrites_exactly_what_shows_it_and_equals_a_clean_build(
    built: Project, make: Callable[[str], Project], change: str
) -> None:
    edits, expected = CHANGES[change]
    before, files = _times(built.output), built.files()
    clean = make("clean")
    for project in (built, clean):
        for name, old, new in edits:
            _change(project, name, old, new)
        assert project.build() == ("", "")
    after = _times(built.output)
    assert {name for name in before | after if before.get(name) != after.get(name)} == expected
    assert built.files() == clean.files()
    changed = {name for name in before | after if files.get(name) != built.files().get(name)}
    assert changed == expected - UNSHOWN.get(change, set())
    assert len(list(built.pieces.iterdir())) == 4


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("letters/third", "2014-03-01\n", "2014-03-01\n:follows: first\n"),
        ("letters/second", "One & Co.;", "Two & Co.;"),
    ],
)
def test_changed_record_of_a_letter_rewrites_its_pdf_even_if_its_page_shows_nothing_of_it(
    built: Project, make: Callable[[str], Project], name: str, old: str, new: str
) -> None:
    before = _times(built.output)
    clean = make("clean")
    for project in (built, clean):
        _change(project, f"{name}.rst", old, new)
        assert project.build() == ("", "")
    assert built.files() == clean.files()
    after = _times(built.output)
    assert {path for path in after if after[path] != before[path]} == {f"{name}.pdf"}


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ({"letterpdf_licence": "None"}, ALL),
        ({"html_baseurl": "https://mirror.example.org"}, ALL),
        ({"letterpdf_title": "All"}, {"letters.pdf"}),
        # Pictures of letters, which are made with their PDFs, name the archive.
        ({"project": "Letters"}, ALL),
        ({"author": "Somebody"}, ALL),
        pytest.param({"language": "de"}, ALL),
    ],
)  # fmt: skip
def test_changed_setting_rewrites_what_shows_it_and_equals_a_clean_build(
    built: Project, make: Callable[[str], Project], setting: dict[str, Any], expected: set[str]
) -> None:
    before = _times(built.output)
    clean = make("clean")
    for project in (built, clean):
        assert project.build(**setting) == ("", "")
    after = _times(built.output)
    assert {name for name in after if before[name] != after[name]} == expected
    assert built.files() == clean.files()


def test_compilation_of_another_name_takes_the_place_of_the_old_one(built: Project) -> None:
    before = built.files()
    assert built.build(letterpdf_compilation="all") == ("", "")
    assert built.files() == {name.replace("letters.pdf", "all.pdf"): data for name, data in before.items()}


def test_new_date_of_the_edition_rewrites_volumes_alone(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _times(built.output)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert built.build() == ("", "")
    after = _times(built.output)
    letters = {"letters/first.pdf", "letters/second.pdf", "letters/third.pdf", "letters/long.pdf"}
    assert {name for name in after if before[name] != after[name]} == ALL - letters


def test_changed_picture_rewrites_its_letter(built: Project) -> None:
    from io import BytesIO

    from PIL import Image

    before = built.files()
    data = (built.source / "letters" / "second.rst").read_text()
    built.write("letters/second.rst", data.replace("/seal.png", "/other.png"))
    built.write("other.png", (built.source / "seal.png").read_bytes())
    assert built.build() == ("", "")
    # The same picture under another name looks the same.
    same_look = built.files()
    assert same_look == before
    picture = BytesIO()
    Image.new("RGB", (40, 30), (0, 90, 0)).save(picture, "PNG")
    built.write("other.png", picture.getvalue())
    times = _times(built.output)
    assert built.build() == ("", "")
    assert {name for name, time in _times(built.output).items() if times[name] != time} == SECOND
    assert built.files()["letters/second.pdf"] != same_look["letters/second.pdf"]
    assert built.files()["letters/first.pdf"] == before["letters/first.pdf"]


# ---- what is no longer made


def test_removed_and_renamed_letters_lose_their_pdfs_and_other_files_stay(built: Project) -> None:
    foreign = built.output / "letters" / "report.pdf"
    foreign.write_bytes(b"%PDF- of somebody else")
    (built.source / "letters" / "long.rst").unlink()
    (built.source / "letters" / "third.rst").unlink()
    (built.source / "letters" / "second.rst").rename(built.source / "letters" / "fourth.rst")
    _change(built, "letters/first.rst", ":doc:`second`", ":doc:`fourth`")
    assert built.build() == ("", "")
    assert set(built.pdfs()) == {
        "letters.pdf", "letters/2013.pdf", "letters/2014.pdf", "letters/first.pdf", "letters/fourth.pdf",
        "letters/report.pdf", "organizations/house.pdf", "organizations/state.pdf", "organizations/taiwan.pdf",
        "topics/tibet.pdf",
    }  # fmt: skip
    assert len(list(built.pieces.iterdir())) == 2


def test_removed_pages_of_topics_and_organizations_lose_their_pdfs(built: Project) -> None:
    (built.source / "organizations" / "taiwan.rst").unlink()
    (built.source / "topics" / "tibet.rst").unlink()
    _change(built, "letters/second.rst", ":doc:`國際特赦組織台灣分會 </organizations/taiwan>`", "國際特赦組織台灣分會")
    _change(built, "letters/first.rst", ":ref:`tibet`", "Tibet")
    _change(built, "index.rst", "   topics/*\n", "")
    assert built.build() == ("", "")
    assert set(built.pdfs()) == ALL - {"organizations/taiwan.pdf", "topics/tibet.pdf"}
    assert "Other scripts" not in text(built.pdf("letters"))
    assert "Index of topics" not in text(built.pdf("letters"))


def test_without_letters_there_are_no_pdfs(built: Project) -> None:
    for page in (built.source / "letters").iterdir():
        page.unlink()
    assert built.build()[0] == ""
    assert built.files() == {}
    assert list(built.pieces.iterdir()) == []


def test_file_that_somebody_else_put_in_place_of_a_removed_letters_pdf_stays(built: Project) -> None:
    (built.output / "letters" / "third.pdf").write_bytes(b"%PDF- of somebody else")
    (built.source / "letters" / "third.rst").unlink()
    assert built.build() == ("", "")
    assert built.files()["letters/third.pdf"] == b"%PDF- of somebody else"


# ---- what is damaged


def test_missing_and_altered_pdfs_are_written_again(built: Project) -> None:
    before = built.files()
    (built.output / "letters" / "third.pdf").unlink()
    (built.output / "letters.pdf").write_bytes(b"")
    altered = built.output / "letters" / "first.pdf"
    altered.write_bytes(altered.read_bytes()[:-1] + b"x")
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


def test_lost_pieces_are_made_again_only_for_what_is_written(built: Project) -> None:
    before, times = built.files(), _times(built.output)
    for path in built.pieces.iterdir():
        path.unlink()
    assert built.build() == ("", "")
    assert _times(built.output) == times
    (built.output / "letters.pdf").unlink()
    assert built.build() == ("", "")
    assert built.files() == before


def test_lost_folder_of_what_is_kept_makes_the_same_again(built: Project) -> None:
    import shutil

    before = built.files()
    shutil.rmtree(built.folder / "pieces")
    assert built.build() == ("", "")
    assert built.files() == before


def test_files_of_broken_builds_are_cleared_away(built: Project) -> None:
    (built.pieces / ".abc.part").write_bytes(b"half")
    assert built.build() == ("", "")
    assert len(list(built.pieces.iterdir())) == 4


def test_nothing_is_kept_in_the_published_folder(tmp_path: Path) -> None:
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
