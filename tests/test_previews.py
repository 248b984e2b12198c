"""The pictures that previews show: read back as pictures, and looked into row by row."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy
import pytest
from PIL import Image

from tests.pdf_building import Project
from undersigned import previews

if TYPE_CHECKING:
    from pathlib import Path

HIGH = ":signed: 2015\n:by: Freedom House\n\nA letter\n========\n\n" + "Words of a summary that goes on. " * 300
RIGHT = ":signed: 2016\n:language: ug\n:text: full\n:license: CC-BY-4.0\n\nئوچۇق خەت\n=========\n\nسۆز\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.make(
        tmp_path_factory.mktemp("previews") / "p", {"letters/high.rst": HIGH, "letters/right.rst": RIGHT}
    )
    assert project.build(project="The Archive", html_short_title="of letters")[0] == ""
    return project


def rows(content: bytes) -> tuple[Image.Image, numpy.ndarray]:
    """Open a picture, and tell of each row how many pixels are darker than half."""
    picture = Image.open(BytesIO(content))
    return picture, (numpy.asarray(picture.convert("L")) < 128).sum(axis=1)


def test_a_letter_has_a_picture_of_the_size_that_networks_ask(built: Project) -> None:
    for name in ("first", "high", "right"):
        content = built.files()[f"letters/{name}.png"]
        picture, dark = rows(content)
        assert (picture.format, picture.size, picture.mode) == ("PNG", previews.SIZE, "P")
        assert len(content) < 60_000
        # The title, and the name of the site below a rule.
        assert dark[20:200].max() > 20
        assert dark[560:].max() > 20
        # Nothing that a metadata reader could find: the same words give the same bytes.
        assert not picture.info


def test_no_line_is_cut_through(built: Project) -> None:
    _, dark = rows(built.files()["letters/high.png"])
    rule = 558
    assert dark[rule] > 900, "the rule above the name of the site"
    assert not dark[rule - previews._GAP : rule].any()
    inked = numpy.flatnonzero(dark[:rule])
    # The page is full of text: what is left out is one line at most.
    assert rule - inked[-1] < 60


def test_words_written_from_right_to_left_stand_at_the_right(built: Project) -> None:
    def middle(name: str) -> float:
        title = numpy.asarray(Image.open(BytesIO(built.files()[f"letters/{name}.png"])).convert("L"))[30:110]
        return float(numpy.flatnonzero((title < 128).any(axis=0)).mean())

    assert middle("right") > 800 > 500 > middle("high")


def test_the_picture_follows_the_letter_and_the_name_of_the_site(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "p")
    names = {"project": "One", "html_short_title": "two"}
    assert project.build(**names)[0] == ""
    before = project.files()
    assert project.build(**names)[0] == ""
    assert project.files() == before
    (project.output / "letters/first.png").unlink()
    assert project.build(**names)[0] == ""
    assert project.files() == before
    assert project.build(**{**names, "project": "Three"})[0] == ""
    after = project.files()
    assert all(before[name] != after[name] for name in before if name.endswith(".png"))
    (project.source / "letters/second.rst").unlink()
    project.build(**names)
    assert "letters/second.png" not in project.files()


def test_what_is_no_pdf_is_no_picture() -> None:
    import pypdfium2

    with pytest.raises(pypdfium2.PdfiumError):
        previews.of_letter(b"no PDF", "One", "two")


def test_the_site_has_a_picture_for_its_other_pages() -> None:
    content = previews.of_site("One", "two")
    picture, dark = rows(content)
    assert (picture.size, picture.mode) == (previews.SIZE, "P")
    assert dark.max() > 20
    assert content == previews.of_site("One", "two") != previews.of_site("One", "three")
