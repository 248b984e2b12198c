"""The text face as it is published: the same bytes every time, every letter once, under its licence and a name of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from undersigned.html import assets, webfonts

if TYPE_CHECKING:
    from pathlib import Path

#: What pages print, and in which file it is.
NEEDED = {
    "latin": "abcxyz ABCXYZ 0123456789 .,;:!?()[]“”‘’–—… ÄÖÜäöüß éèêë ñ ç œ ı £ € § © × →",
    "latin-ext": "ą ć ę ł ń ś ź ż č ď ě ň ř š ť ů ž ğ ş ā ē ī ū ș ț",
    "vietnamese": "ấ ầ ẩ ẫ ậ đ ư ơ ỹ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя ґ є і ї ђ ћ џ",
    "greek": "αβγδεζηθικλμνξοπρστυφχψω άέήίόύώ",
}


@pytest.fixture(scope="module")
def fonts() -> dict[tuple[str, str], webfonts.Font]:
    """Give the fonts by script and style."""
    return {(font.subset, font.style): font for font in webfonts.fonts()[0]}


def _characters(font: webfonts.Font) -> set[int]:
    return set(TTFont(io.BytesIO(font.content)).getBestCmap())


def test_every_script_has_a_roman_and_an_italic(fonts: dict[tuple[str, str], webfonts.Font]) -> None:
    assert set(fonts) == {(subset, style) for subset in NEEDED for style in ("normal", "italic")}


@pytest.mark.parametrize("subset", NEEDED)
def test_a_file_has_the_letters_of_its_script(fonts: dict[tuple[str, str], webfonts.Font], subset: str) -> None:
    for style in ("normal", "italic"):
        have = _characters(fonts[subset, style])
        assert [char for char in NEEDED[subset] if char != " " and ord(char) not in have] == []


def test_no_character_is_in_two_files_and_none_is_lost(fonts: dict[tuple[str, str], webfonts.Font]) -> None:
    whole = set(TTFont(webfonts._package_folder() / "files" / webfonts.CUTS[0].source).getBestCmap())
    parts = [_characters(font) for (_, style), font in sorted(fonts.items()) if style == "normal"]
    assert sum(map(len, parts)) == len(set().union(*parts))
    assert set().union(*parts) == whole


def test_a_file_keeps_its_weights_kerning_figures_and_small_capitals(
    fonts: dict[tuple[str, str], webfonts.Font],
) -> None:
    font = TTFont(io.BytesIO(fonts["latin", "normal"].content))
    assert font.flavor == "woff2"
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [("wght", 400, 700)]
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"onum", "lnum", "tnum", "pnum", "smcp", "liga"} <= features
    assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_a_file_keeps_copyright_and_licence_and_not_the_reserved_name(
    fonts: dict[tuple[str, str], webfonts.Font],
) -> None:
    for font in fonts.values():
        names = {record.nameID: record.toUnicode() for record in TTFont(io.BytesIO(font.content))["name"].names}
        assert "Adobe" in names[0]
        assert "SIL Open Font License" in names[13]
        assert {names[number] for number in (1,)} == {webfonts.FAMILY}
        assert "Source" not in names[4] + names[6]
    assert "SIL OPEN FONT LICENSE" in webfonts.fonts()[1]


def test_the_same_font_gives_the_same_bytes(fonts: dict[tuple[str, str], webfonts.Font]) -> None:
    cut = webfonts.CUTS[1]
    again = webfonts.make(webfonts._package_folder() / "files" / cut.source, cut.style)
    assert again == {font.name: font.content for (_, style), font in fonts.items() if style == cut.style}


def test_fonts_are_cut_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def make(source: Path, style: str) -> dict[str, bytes]:
        made.append(style)
        return {font.name: font.content for font in kept if font.style == style}

    kept, _ = webfonts.fonts()
    monkeypatch.setattr(webfonts, "make", make)
    said: list[str] = []
    for _ in range(2):
        assert webfonts.fonts(said.append, tmp_path)[0] == kept
    assert made == ["normal", "italic"]
    assert len(said) == 1


def test_fonts_are_cut_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    kept, _ = webfonts.fonts()
    monkeypatch.setattr(webfonts, "make", lambda _, style: {f.name: f.content for f in kept if f.style == style})
    assert webfonts.fonts(str, tmp_path / "file" / "below")[0] == kept


def test_ranges_are_written_as_css_names_them() -> None:
    assert webfonts.unicode_range([0x20, 0x21, 0x22, 0xA9, 0x2010, 0x2011]) == "U+20-22,U+A9,U+2010-2011"


def test_the_style_sheet_names_every_font_and_what_stands_in_for_it() -> None:
    fonts, _ = webfonts.fonts()
    text = assets.style_sheet(fonts)
    assert all(f"fonts/{font.name}?v=" in text for font in fonts)
    for name, *_ in assets._STAND_INS:
        assert text.count(f'font-family:"{name}"') == 3
        assert f'"{name}"' in text.partition("--text:")[2].partition(";")[0]
    assert "size-adjust" in text
