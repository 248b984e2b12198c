"""What goes wrong is told with name and cause, and costs no good file; what is hostile does nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.pdf_building import Project, links, look_for_fonts_in, printed, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Project]:
    # docutils takes settings from the working folder, and the archive's own ones would stop some of the input.
    monkeypatch.chdir(tmp_path)

    def project(**letters: str) -> Project:
        pages = {
            f"letters/{name}.rst": f":signed: 2020\n\n{name}\n{'=' * len(name)}\n\n{body}\n"
            for name, body in letters.items()
        }
        return Project.make(tmp_path / "project", pages)  # type: ignore[arg-type]

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
    from undersigned.pdf.rendering import CHUNK

    count = 2 * CHUNK + 3
    project = make(**{f"letter{n}": ".. image:: /none.png" for n in range(count)})
    error, _ = project.build(parallel=2)
    assert re.findall(r"letters/letter(\d+): the picture 'none.png' is no file of the archive", error) == sorted(
        map(str, range(count))
    )


def test_failure_ends_the_command_with_a_status_and_leaves_no_file(make: Callable[..., Project]) -> None:
    project = make(alpha=".. image:: /none.png")
    done = project.command()
    assert done.returncode == 2
    assert "letters/alpha: the picture 'none.png' is no file of the archive" in done.stderr
    assert project.files() == {}


def test_pdf_that_cannot_be_put_together_is_named_and_the_others_are_written(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    from undersigned.pdf import printing

    project = make(alpha="Text.")
    assert project.build() == ("", "")
    before = project.files()
    project.write("letters/alpha.rst", ":signed: 2021\n\nalpha\n=====\n\nOther text.\n")
    whole = printing.volume

    def volume(asked: Any, *args: Any, **options: Any) -> bytes:
        if asked.name == "letters":
            raise RuntimeError("out of\n  paper")
        return whole(asked, *args, **options)

    monkeypatch.setattr(printing, "volume", volume)
    error, _ = project.build()
    assert (
        error == "PDF error: 1 PDFs could not be made; what was there stays:\n  letters.pdf: RuntimeError: out of paper"
    )
    after = project.files()
    assert after["letters.pdf"] == before["letters.pdf"]
    assert after["letters/alpha.pdf"] != before["letters/alpha.pdf"]
    monkeypatch.undo()
    assert project.build() == ("", "")
    assert "letters/2020.pdf" not in project.files()
    assert "Other text." in text(project.pdf("letters"))


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
    assert found[0] == "https://example.org/%22/%3E%3Cimg/src=%22/etc/hostname%22/width=%229%22%3E"
    assert "text" in text(project.pdf("letters/alpha"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "pdf:/etc/passwd", "x-place:0:0:0"]
)
def test_links_of_other_schemes_are_plain_text(make: Callable[..., Project], address: str) -> None:
    project = make(alpha=f"`text <{address}>`__")
    project.build()
    assert links(project.pdf("letters/alpha"), 0) == ["https://letters.example.org/letters/alpha.html"]
    assert "text" in text(project.pdf("letters/alpha"))


def test_raw_text_is_dropped_and_markup_in_text_is_printed(make: Callable[..., Project]) -> None:
    raw = ".. raw:: pdf\n\n   PageBreak x background=/seal.png\n\n.. raw:: html\n\n   <b>raw</b>\n\n"
    project = make(alpha=raw + "Text <font size=40> <img src=/etc/hostname/> &lt; {{ 1 }} ###Page### (T) Tj ET")
    assert project.build() == ("", "")
    found = text(project.pdf("letters/alpha"))
    assert (
        "alpha Text <font size=40> <img src=/etc/hostname/> &lt; {{ 1 }} ###Page### (T) Tj ET https://letters" in found
    )
    assert len(project.pdf("letters/alpha").pages) == 1


def test_markup_in_titles_is_text_in_heads_contents_and_bookmarks(make: Callable[..., Project]) -> None:
    title = "A <b> & |x| ``y`` <font size=40>"
    page = f":signed: 2020\n\n{title}\n{'=' * 40}\n\n" + "Words. " * 1500
    project = make()
    project.write("letters/odd.rst", page.replace("|x|", r"\|x\|").replace("``y``", r"\`y\`"))
    assert project.build() == ("", "")
    shown = "A <b> & |x| `y` <font size=40>"
    assert text(project.pdf("letters/odd"), 1).startswith(f"{shown} 2020 Words.")
    assert f"2020 {shown} 4" in text(project.pdf("letters"), 1)
    assert project.pdf("letters/odd").outline[0].title == shown  # type: ignore[union-attr]


def test_cells_notes_and_quotations_longer_than_a_page_are_printed_whole(make: Callable[..., Project]) -> None:
    words = " ".join(f"w{n}" for n in range(1500))
    body = f".. list-table::\n\n   * - {words} cell\n     - short\n\nText [#a]_\n\n    {words} quoted\n\n.. note:: {words} boxed\n\n.. [#a] {words} noted\n"
    project = make(alpha=body)
    assert project.build() == ("", "")
    found = text(project.pdf("letters/alpha"))
    for last in ("cell", "quoted", "boxed", "noted"):
        assert f"w1499 {last}" in found
    assert all(found.count(f" w{n} ") == 4 for n in range(1500))


# ---- characters and fonts


def test_characters_that_no_font_has_are_warned_of_at_their_place_in_each_build(make: Callable[..., Project]) -> None:
    project = make(
        alpha="First.\n\nCherokee ᎠᏣᎳ, Ꮳ here.\n\nAnd ⵜ, ᎩᎠ.", beta="Ꭰ alone.", gamma="``Code ⵜ``, *ⵣ*, **ⵜ**"
    )
    said = "the name of the script is printed in the PDF [letterpdf.glyph]"
    places = [
        ("alpha", 8, "U+13A0 and 3 other characters (Cherokee)"), ("alpha", 10, "U+2D5C (Tifinagh)"),
        ("beta", 6, "U+13A0 (Cherokee)"), ("gamma", 6, "U+2D5C and 1 other character (Tifinagh)"),
    ]  # fmt: skip
    expected = "".join(
        f"{project.source}/letters/{page}.rst:{line}: WARNING: no font has {what}; {said}\n"
        for page, line, what in places
    )
    for _ in range(2):
        error, warnings = project.build()
        assert (error, _COLOUR.sub("", warnings)) == ("", expected)
    reader = project.pdf("letters/alpha")
    assert "First. Cherokee [Cherokee], [Cherokee] here. And [Tifinagh], [Cherokee]." in printed(reader)
    assert "First. Cherokee ᎠᏣᎳ, Ꮳ here. And ⵜ, ᎩᎠ." in text(reader)


def test_script_whose_font_can_be_fetched_is_named_with_the_mend(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    look_for_fonts_in(monkeypatch, tmp_path / "fetched")
    project = make(alpha="First.\n\nTibetan བོད་ here.")
    for _ in range(2):
        error, warnings = project.build()
        assert (error, _COLOUR.sub("", warnings)) == ("", (
            f"{project.source}/letters/alpha.rst:8: WARNING: no font has U+0F56 and 3 other characters (Tibetan); "
            "the name of the script is printed in the PDF; run `make fonts`, or install a package with "
            "NotoSerifTibetan-Regular.ttf, such as Debian's fonts-noto-core [letterpdf.glyph]\n"
        ))  # fmt: skip
    assert "Tibetan [Tibetan] here." in printed(project.pdf("letters/alpha"))
    assert "Tibetan བོད་ here." in text(project.pdf("letters/alpha"))


def test_font_that_has_come_is_used_and_one_that_is_gone_is_missed(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from undersigned.pdf import fonts

    stand_in = fonts.path_of(fonts.CUTS["NotoSerifThai-Regular"])
    assert stand_in is not None
    project = make(alpha="ไทย")
    # A font of the wrong script, that comes first and has no character more: what is printed stays readable.
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "system")
    assert project.build() == ("", "")
    before = project.files()
    folder = tmp_path / "system" / "truetype" / "noto"
    folder.mkdir(parents=True)
    for name in ("NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan-Bold.ttf"):
        (folder / name).write_bytes(stand_in.read_bytes())
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "system")
    assert fonts.path_of(fonts.CUTS["NotoSerifTibetan-Bold"]) == folder / "NotoSerifTibetan-Bold.ttf"
    kept = {path.name for path in project.pieces.iterdir()}
    assert project.build() == ("", "")
    # Pieces are named for the fonts, so that none is kept that was made without.
    assert not kept & {path.name for path in project.pieces.iterdir()}
    assert project.files() == before


def test_marks_of_direction_print_nothing_and_are_no_missing_characters(make: Callable[..., Project]) -> None:
    project = make(alpha="Be\u200bfore\u202e after\ufeff and non\u2011breaking.")
    assert project.build() == ("", "")
    assert "Before after and non‐breaking." in text(project.pdf("letters/alpha"))
    assert "Before after and non-breaking." in printed(project.pdf("letters/alpha"))


def test_missing_font_package_is_named_with_the_mend(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    from undersigned.pdf import fonts

    project = make(alpha="Text.")
    absent = fonts.Cut("SourceSerif4-Regular", fonts.File("fontpkg-absent", "fontpkg_absent", "files/x.ttf"))
    monkeypatch.setitem(fonts.CUTS, "SourceSerif4-Regular", absent)
    error, _ = project.build()
    assert error == "PDF error: the font package fontpkg-absent is not installed; run `pip install fontpkg-absent`"
    assert project.files() == {}


def test_font_package_without_the_font_is_named_with_its_version(
    make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import version

    from undersigned.pdf import fonts

    project = make(alpha="Text.")
    other = fonts.Cut("SourceSerif4-Regular", fonts.File("fontpkg-amiri", "fontpkg_amiri", "files/x.ttf"))
    monkeypatch.setitem(fonts.CUTS, "SourceSerif4-Regular", other)
    error, _ = project.build()
    assert error == f"PDF error: the font package fontpkg-amiri {version('fontpkg-amiri')} has no file 'files/x.ttf'"
    assert project.files() == {}


def test_site_without_an_address_is_warned_of_and_prints_none(make: Callable[..., Project]) -> None:
    project = make(alpha="See :doc:`first` and `there <https://example.org/>`__.")
    error, warnings = project.build(html_baseurl="")
    assert (error, _COLOUR.sub("", warnings)) == (
        "", "WARNING: html_baseurl is not set: links to pages outside a PDF are left out [letterpdf.baseurl]\n",
    )  # fmt: skip
    reader = project.pdf("letters/alpha")
    assert text(reader) == "alpha See Letter on A & B and there. page 1 of 1"
    assert links(reader, 0) == ["https://example.org/"]
    assert (
        text(project.pdf("letters"), 0)
        == "Letters of the World 4 open letters 10 April 2013 – 2020 Summaries: CC BY 4.0"
    )


# ---- what is kept


def test_damaged_piece_that_looks_untouched_is_told_with_the_folder_to_delete(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.")
    assert project.build() == ("", "")
    before = project.files()
    damaged = []
    for path in project.pieces.iterdir():
        state = path.stat()
        data = path.read_bytes()
        path.write_bytes(data[:-7] + bytes(7))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
        damaged.append(path.name)
    assert project.build() == ("", "")
    for name in ("letters/alpha.pdf", "letters/2020.pdf"):
        (project.output / name).unlink()
    error, _ = project.build()
    assert re.fullmatch(
        "PDF error: 2 PDFs could not be made; what was there stays:\n"
        rf"  letters/2020.pdf: what is kept of a letter is damaged \('\w{{64}}'\); delete {project.folder / 'pieces'}\n"
        rf"  letters/alpha.pdf: what is kept of a letter is damaged \('\w{{64}}'\); delete {project.folder / 'pieces'}",
        error,
    )
    assert project.files().items() < before.items()
    for path in project.pieces.iterdir():
        path.unlink()
    assert project.build() == ("", "")
    assert project.files() == before


@pytest.mark.parametrize("name", ["notes.json", "outputs"])
@pytest.mark.parametrize("content", ["", "[1]", "{", '{"letters/alpha": [1]}', '{"letters/alpha": "abcde", "x": null}'])
def test_damaged_notes_and_records_count_as_absent(make: Callable[..., Project], name: str, content: str) -> None:
    project = make(alpha="Text.")
    assert project.build() == ("", "")
    before = project.files()
    path = project.folder / "pieces" / name
    for file in path.iterdir() if path.is_dir() else [path]:
        file.write_text(content)
    assert project.build() == ("", "")
    assert project.files() == before


# ---- one packet


def _packet(project: Project, *letters: str, **more: Any) -> str:
    asked = {"title": "For the meeting", "scope": ["Letters on Tibet", "from 2013 on"], "letters": letters,
             "file": str(project.folder / "packet.pdf")}  # fmt: skip
    return json.dumps(asked | more)


def test_packet_is_the_only_file_that_is_written(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.", beta="Text.")
    # The order is that of the dates, whatever the order in which letters are named.
    asked = _packet(project, "letters/beta", "letters/first")
    assert project.build(letterpdf_packet=asked) == ("", "")
    assert project.files() == {}
    assert [path.name for path in project.folder.rglob("*.pdf")] == ["packet.pdf"]
    reader = project.pdf(f"{project.folder}/packet")
    assert text(reader, 0) == (
        "Letters of the World For the meeting Letters on Tibet From 2013 on 2 open letters 10 April 2013 – 2020 "
        "https://letters.example.org/ Summaries: CC BY 4.0"
    )
    assert "Contents 2013 10 April Letter on A & B 1 2020 beta 2 Indexes" in text(reader, 1)
    assert dict(reader.metadata or {}) == {
        "/Title": "For the meeting", "/Author": "The Archive", "/Producer": "Undersigned",
        "/Subject": "Open letters; Letters on Tibet; from 2013 on",
    }  # fmt: skip


def test_packet_leaves_pdfs_pieces_and_notes_of_the_site_for_the_next_build(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.", beta="Text.")
    assert project.build() == ("", "")
    folders = (project.output, project.folder / "pieces")
    before = [{path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()} for folder in folders]  # fmt: skip
    assert project.build(letterpdf_packet=_packet(project, "letters/alpha")) == ("", "")
    after = [{path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()} for folder in folders]  # fmt: skip
    assert after == before


def test_packet_of_changed_letters_leaves_the_rest_of_the_change_to_the_next_build(
    make: Callable[..., Project], tmp_path: Path
) -> None:
    project = make(alpha="Text.", beta="See :doc:`alpha`.")
    assert project.build() == ("", "")
    project.write("letters/alpha.rst", ":signed: 2020\n\nAnother\n=======\n\nOther text.\n")
    assert project.build(letterpdf_packet=_packet(project, "letters/alpha")) == ("", "")
    assert "Other text." in text(project.pdf(f"{project.folder}/packet"))
    assert "Other text." not in text(project.pdf("letters"))
    assert project.build() == ("", "")
    clean = Project(tmp_path / "clean")
    shutil.copytree(project.source, clean.source, ignore=shutil.ignore_patterns("__pycache__"))
    assert clean.build() == ("", "")
    assert project.files() == clean.files()


def test_packet_of_unknown_letters_or_none_is_refused_and_an_old_file_stays(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.")
    (project.folder / "packet.pdf").write_bytes(b"old")
    for letters, named in (
        (("letters/alpha", "letters/none", "letters/absent"), "letters/absent, letters/none"),
        (("organizations/house",), "organizations/house"),
        ((), ""),
    ):
        error, _ = project.build(letterpdf_packet=_packet(project, *letters))
        assert error == f"PDF error: the packet has no letters, or these are none: {named}"
    assert (project.folder / "packet.pdf").read_bytes() == b"old"
    assert project.files() == {}


def test_old_packet_stays_when_one_of_its_letters_fails(make: Callable[..., Project]) -> None:
    project = make(alpha="Text.", beta=".. image:: /none.png")
    (project.folder / "packet.pdf").write_bytes(b"old")
    error, _ = project.build(letterpdf_packet=_packet(project, "letters/alpha", "letters/beta"))
    assert error == (
        "PDF error: 1 of 2 letters could not be printed; no PDF was replaced:\n"
        "  letters/beta: the picture 'none.png' is no file of the archive"
    )
    assert (project.folder / "packet.pdf").read_bytes() == b"old"
    # What fails elsewhere is of no concern to a packet without it.
    asked = _packet(project, "letters/alpha", file=str(project.folder / "b.pdf"))
    assert project.build(letterpdf_packet=asked)[0] == ""
    assert sorted(path.name for path in project.folder.glob("*.pdf")) == ["b.pdf", "packet.pdf"]


def test_old_packet_stays_when_the_volume_fails(make: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.pdf import printing

    def volume(*_: Any, **__: Any) -> bytes:
        raise RuntimeError("out of paper")

    project = make(alpha="Text.")
    (project.folder / "packet.pdf").write_bytes(b"old")
    monkeypatch.setattr(printing, "volume", volume)
    error, _ = project.build(letterpdf_packet=_packet(project, "letters/alpha"))
    assert "RuntimeError: out of paper" in error
    assert (project.folder / "packet.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in project.folder.glob("*.pdf")) == ["packet.pdf"]
