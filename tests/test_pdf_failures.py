"""What goes wrong is told with name and cause, and costs no good file; what is hostile does nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.pdf_building import Project, links, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def make(tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Project]:
    # docutils takes settings from the working folder, and the archive's own ones would stop some of the input.
    monkeypatch.chdir(tmp_path)
    fonts = pytestconfig.cache.mkdir("undersigned-fonts")

    def project(**letters: str) -> Project:
        pages = {
            f"letters/{name}.rst": f":signed: 2020\n\n{name}\n{'=' * len(name)}\n\n{body}\n"
            for name, body in letters.items()
        }
        return Project.make(tmp_path / "project", fonts, pages)  # type: ignore[arg-type]

    return project


def test_all_failing_letters_are_named_with_their_causes_and_good_files_stay(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.", beta="Text.", gamma="Text.")
    assert project.build() == ("", "")
    before = project.files()
    project.write("broken.png", b"\x89PNG\r\n\x1a\nnot a picture")
    for name, picture in (("alpha", "/broken.png"), ("beta", "/drawing.svg")):
        project.write(f"letters/{name}.rst", f":signed: 2020\n\n{name}\n=====\n\n.. image:: {picture}\n")
    project.write("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    error, _ = project.build()
    assert error == (
        "PDF error: 2 of 6 letters could not be printed; no PDF was replaced:\n"
        "  letters/alpha: the picture 'broken.png' cannot be read (UnidentifiedImageError)\n"
        "  letters/beta: the picture 'drawing.svg' is neither .png nor .jpg"
    )
    assert project.files() == before


def test_failures_are_all_named_by_parallel_builds(make: Callable[..., Project]) -> None:
    project = make(**{f"letter{n}": ".. image:: /none.png" for n in range(12)})
    error, _ = project.build(parallel=2)
    assert re.findall(r"letters/letter(\d+): the picture 'none.png' is no file of the archive", error) == sorted(
        map(str, range(12))
    )


def test_failure_ends_the_command_with_a_status_and_leaves_no_file(make: Callable[..., Project]) -> None:
    project = make(alpha=".. image:: /none.png")
    done = project.command()
    assert done.returncode == 2
    assert "letters/alpha: the picture 'none.png' is no file of the archive" in done.stderr
    assert project.files() == {}


def test_pictures_outside_the_source_folder_and_on_the_network_are_refused(make: Callable[..., Project]) -> None:
    project = make(
        alpha=".. image:: ../../secret.png",
        beta=".. image:: https://127.0.0.1:9/x.png",
        gamma=".. image:: data:image/png;base64,AAAA",
    )
    (project.folder / "secret.png").write_bytes((project.source / "seal.png").read_bytes())
    error, _ = project.build()
    assert error == (
        "PDF error: 3 of 6 letters could not be printed; no PDF was replaced:\n"
        "  letters/alpha: the picture '../secret.png' lies outside the folder of pages\n"
        "  letters/beta: the picture 'https://127.0.0.1:9/x.png' is no file of the archive\n"
        "  letters/gamma: the picture 'data:image/png;base64,AAAA' is no file of the archive"
    )


def test_templates_and_style_sheets_of_the_source_folder_have_no_effect(make: Callable[..., Project]) -> None:
    plain = make(alpha="Text.")
    assert plain.build() == ("", "")
    before = plain.files()
    plain.write("cover.tmpl", "{{ 7 * 7 }} HOSTILE")
    for name in ("sphinx.yaml", "style.yaml", "default.yaml", "styles.yaml"):
        plain.write(name, "styles:\n  bodytext:\n    fontSize: 40\n")
    for path in plain.pieces.iterdir():
        path.unlink()
    (plain.folder / "html" / "letters.pdf").unlink()
    assert plain.command("-c", "docs").returncode == 0
    assert plain.files() == before


def test_quotes_in_addresses_stay_in_the_address(make: Callable[..., Project]) -> None:
    project = make(alpha="""text_\n\n.. _text: https://example.org/"/><img/src="/etc/hostname"/width="9">""")
    assert project.build() == ("", "")
    found = links(project.pdf("letters/alpha"), 0)
    assert found[1] == "https://example.org/%22/%3E%3Cimg/src=%22/etc/hostname%22/width=%229%22%3E"
    assert "text" in text(project.pdf("letters/alpha"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "pdf:/etc/passwd"]
)
def test_links_of_other_schemes_are_plain_text(make: Callable[..., Project], address: str) -> None:
    project = make(alpha=f"`text <{address}>`__")
    project.build()
    assert links(project.pdf("letters/alpha"), 0) == ["https://letters.example.org/letters/alpha.html"]
    assert "text" in text(project.pdf("letters/alpha"))


def test_raw_text_is_dropped_and_markup_in_text_is_printed(make: Callable[..., Project]) -> None:
    raw = ".. raw:: pdf\n\n   PageBreak x background=/seal.png\n\n.. raw:: html\n\n   <b>raw</b>\n\n"
    project = make(alpha=raw + "Text <font size=40> <img src=/etc/hostname/> &lt; {{ 1 }} ###Page###")
    assert project.build() == ("", "")
    found = text(project.pdf("letters/alpha"))
    assert "alpha Text <font size=40> <img src=/etc/hostname/> &lt; {{ 1 }} ###Page### https" in found
    assert len(project.pdf("letters/alpha").pages) == 1


def test_markup_in_titles_is_text_in_heads_contents_and_bookmarks(make: Callable[..., Project]) -> None:
    title = "A <b> & |x| ``y`` <font size=40>"
    page = f":signed: 2020\n\n{title}\n{'=' * 40}\n\n" + "Words. " * 1500
    project = make()
    project.write("letters/odd.rst", page.replace("|x|", r"\|x\|").replace("``y``", r"\`y\`"))
    assert project.build() == ("", "")
    shown = "A <b> & |x| `y` <font size=40>"
    assert text(project.pdf("letters/odd"), 1).startswith(shown)
    assert shown + " · 2020" in text(project.pdf("letters"), 1)
    assert project.pdf("letters/odd").outline[0].title == shown


def test_cells_notes_and_quotations_longer_than_a_page_are_printed_whole(make: Callable[..., Project]) -> None:
    words = " ".join(f"w{n}" for n in range(1500))
    body = f".. list-table::\n\n   * - {words} cell\n     - short\n\nText [#a]_\n\n    {words} quoted\n\n.. note:: {words} boxed\n\n.. [#a] {words} noted\n"
    project = make(alpha=body)
    assert project.build() == ("", "")
    found = text(project.pdf("letters/alpha"))
    for last in ("cell", "quoted", "boxed", "noted"):
        assert f"w1499 {last}" in found


def test_characters_that_no_font_has_are_warned_of_at_their_place_in_each_build(make: Callable[..., Project]) -> None:
    project = make(alpha="First.\n\nTibetan བ here.")
    path = project.source / "letters" / "alpha.rst"
    expected = f"{path}:8: WARNING: no font has U+0F56; a replacement sign is printed in the PDF [letterpdf.glyph]\n"
    for _ in range(2):
        error, warnings = project.build()
        assert (error, re.sub("\x1b\\[[0-9;]*m", "", warnings)) == ("", expected)
    assert "Tibetan \ufffd here." in text(project.pdf("letters/alpha"))


def test_marks_of_direction_print_nothing_and_are_no_missing_characters(make: Callable[..., Project]) -> None:
    project = make(alpha="Be\u200bfore\u202e after\ufeff and non\u2011breaking.")
    assert project.build() == ("", "")
    assert "Before after and non‐breaking." in text(project.pdf("letters/alpha"))


def test_missing_font_package_is_named_with_the_mend(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    from undersigned.pdf import fonts

    project = make(alpha="Text.")
    absent = ("fontpkg-absent", "fontpkg_absent", "files/x.ttf")
    monkeypatch.setitem(fonts.TEXT, "regular", fonts.Face("SourceSerif4-Regular", absent, ()))
    error, _ = project.build()
    assert error == "PDF error: the font package fontpkg-absent is not installed; run `pip install fontpkg-absent`"
