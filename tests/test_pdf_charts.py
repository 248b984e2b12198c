"""The page of figures of printed volumes: what it shows, to whom it is readable, and when it is printed anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.pdf_building import Project, text
from tests.pdf_reading import Pdf, link_faults, nesting_faults, overlapping, ownership_faults
from tests.verapdf import needs_verapdf, validate

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://letters.example.org/"
ARABIC, TIBETAN = "جمعية حقوق الإنسان", "བོད་ཀྱི་དོན་ཚོགས།"
NAMES = {"house": "Freedom House", "arabic": ARABIC, "tibetan": TIBETAN, "watch": "Watch & <Report> “Everywhere”"}


def _letter(number: int, year: int, by: str, about: str = "Tibet") -> tuple[str, str]:
    title = f"Letter number {number}"
    fields = f":signed: {year}-01-0{number % 9 + 1}\n:to: Secretary of State\n:by: {by}\n:about: {about}\n"
    return f"letters/n{number}.rst", f"{fields}\n{title}\n{'=' * len(title)}\n\nWords of the letter.\n"


def _organization(id_: str, name: str) -> tuple[str, str]:
    return f"organizations/{id_}.rst", f":record: organization\n:aliases: {id_}\n\n{name}\n{'=' * 80}\n"


#: With the letter of the project that Freedom House signed in 2013, it signs ten, eight of them with another.
PAGES = dict([
    *(_organization(id_, name) for id_, name in NAMES.items()),
    *(_letter(n, 2010 + n // 3, "house; arabic; watch" if n % 2 else "house; arabic; tibetan") for n in range(8)),
    _letter(8, 2016, "watch", "Speech"), _letter(9, 2017, "tibetan", "Speech"),
    ("topics/speech.rst", ":record: topic\n\nSpeech\n======\n"),
])  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.make(tmp_path_factory.mktemp("charts") / "project", PAGES)
    assert project.build() == ("", "")
    return project


def page_of_figures(project: Project, name: str) -> int | None:
    """Find the page, counted from 0."""
    marks = Pdf(project.output / f"{name}.pdf").outline
    return next((page for _, title, page in marks if title == "In figures"), None)


def words(project: Project, name: str) -> str:
    """Read the page of figures."""
    page = page_of_figures(project, name)
    assert page is not None
    return text(project.pdf(name), page)


def test_volumes_have_figures_between_contents_and_letters_and_small_ones_have_none(built: Project) -> None:
    found = {
        name: page_of_figures(built, name)
        for name in ("letters", "organizations/house", "organizations/arabic", "organizations/state", "topics/tibet",
                     "organizations/watch", "topics/speech", "letters/2011")
    }  # fmt: skip
    assert found == {
        "letters": 2, "organizations/house": 2, "organizations/arabic": 2, "organizations/state": 2, "topics/tibet": 2,
        "organizations/watch": None, "topics/speech": None, "letters/2011": None,
    }  # fmt: skip
    one = Pdf(built.output / "organizations/house.pdf")
    assert one.labels[:4] == ["i", "ii", "iii", "1"]
    assert [title for _, title, page in one.outline if page in (1, 2, 3)][:3] == ["Contents", "In figures", "2010"]


def test_pages_after_the_figures_stay_where_contents_and_indexes_say(built: Project) -> None:
    one = Pdf(built.output / "organizations/house.pdf")
    letters = [(title, page) for level, title, page in one.outline if level == 1]
    assert len(letters) == 9
    printed = text(built.pdf("organizations/house"), 1)
    for title, page in letters:
        assert re.search(rf"{re.escape(title)} {page - 2}\b", printed), title
        assert title in text(built.pdf("organizations/house"), page)
    assert list(link_faults(one)) == []


def test_figures_of_an_organization_count_its_letters_and_partners(built: Project) -> None:
    said = words(built, "organizations/house")
    assert "9 letters signed, 2010 to 2013" in said
    assert re.search(r"Signed most often with .*8 .*4 .*4", said)
    assert re.search(r"\b3 3 3\b|\b3 3 2 1\b|3 3 2", said)
    assert ARABIC.split()[0] in said or ARABIC.split()[-1] in said


def test_figures_of_everything_count_years_and_topics(built: Project) -> None:
    said = words(built, "letters")
    assert "13 letters, 2010 to 2017" in said
    assert "How many letters the 5 most active organizations signed" in said


def test_figures_are_read_aloud_with_all_that_they_show(built: Project) -> None:
    assert alternatives(built, "organizations/house") == [
        "9 letters signed, 2010 to 2013: 2010: 3 letters signed; 2011: 3 letters signed; 2012: 2 letters signed; 2013: 1 letter signed."
    ]
    _, matrix = alternatives(built, "letters")
    assert f"{ARABIC}: Tibet 8" in matrix
    assert "Watch & <Report> “Everywhere”: Tibet 4, Speech 1" in matrix


def alternatives(project: Project, name: str) -> list[str]:
    """Give what is said instead of each figure."""
    return [str(figure.attributes["/Alt"]) for figure in Pdf(project.output / f"{name}.pdf").tree.all("Figure")]


def test_partners_are_a_list_of_links_to_their_pages(built: Project) -> None:
    one = Pdf(built.output / "organizations/house.pdf")
    page = page_of_figures(built, "organizations/house")
    leading = {link.uri: link.said for link in one.links if link.page == page}
    assert leading == {f"{SITE}organizations/{id_}.html": NAMES[id_] for id_ in ("arabic", "tibetan", "watch")}


@pytest.mark.parametrize("name", ["letters", "organizations/house", "topics/tibet"])
def test_structure_of_figures_is_sound_and_no_words_overlap(built: Project, name: str) -> None:
    one = Pdf(built.output / f"{name}.pdf")
    assert list(nesting_faults(one.tree)) == []
    assert list(ownership_faults(one)) == []
    page = page_of_figures(built, name)
    assert page is not None
    assert list(overlapping(one.scraps[page])) == []


@needs_verapdf
def test_volumes_with_figures_keep_to_pdf_ua_1_and_pdf_a_2a(built: Project) -> None:
    names = ("letters", "organizations/house", "organizations/state", "topics/tibet")
    verdicts = validate([built.output / f"{name}.pdf" for name in names], "ua1", "2a")
    assert [str(verdict) for verdict in verdicts if not verdict.compliant] == []


def test_bytes_are_equal_for_every_hash_seed(tmp_path: Path, built: Project) -> None:
    other = Project.make(tmp_path / "other", PAGES)
    done = other.command("-j2", PYTHONHASHSEED="3")
    assert (done.returncode, done.stderr) == (0, "")
    assert other.files() == built.files()


# ---- printed anew


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.make(tmp_path / "project", PAGES)
    assert made.build() == ("", "")
    return made


def changed(project: Project, pages: dict[str, str]) -> set[str]:
    """Change pages and build; give the volumes of organizations and topics that were written."""
    before = {path: path.stat().st_mtime_ns for path in project.output.rglob("*.pdf")}
    for name, page in pages.items():
        project.write(name, page)
    assert project.build() == ("", "")
    written = {path for path in project.output.rglob("*.pdf") if before.get(path) != path.stat().st_mtime_ns}
    return {path.relative_to(project.output).as_posix() for path in written if path.parent.name in ("organizations", "topics")}  # fmt: skip


def test_a_letter_rewrites_the_figures_of_those_in_it_alone(project: Project) -> None:
    assert changed(project, dict([_letter(8, 2016, "watch; arabic", "Speech")])) == {
        "organizations/watch.pdf", "organizations/state.pdf", "organizations/arabic.pdf", "topics/speech.pdf",
    }  # fmt: skip


def test_a_new_name_rewrites_the_figures_that_show_it(project: Project) -> None:
    # The volumes of letters that print the name are written anew with them.
    written = changed(project, dict([_organization("tibetan", "Tibetan Council")]))
    assert written == {
        "organizations/house.pdf", "organizations/arabic.pdf", "organizations/tibetan.pdf", "organizations/state.pdf",
        "topics/tibet.pdf", "topics/speech.pdf",
    }  # fmt: skip
    assert "Tibetan Council" in words(project, "organizations/house")
