"""Faces: which one prints a character, how words look, what readers get of them, what a PDF embeds."""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

import pikepdf
import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from tests.pdf_building import look_for_fonts_in
from undersigned.pdf import embedding, fonts
from undersigned.pdf.faces import SMALL_CAPITALS
from undersigned.pdf.typefaces import BASE, BOLD, Library

if TYPE_CHECKING:
    from pathlib import Path

    from undersigned.pdf.faces import Face, Shaped

LIBRARY = Library()
#: A face, a direction, a language and words in its script.
WORDS = [
    (BASE, "ltr", "en", ["office", "affliction", "Thames", "fjord", "shaft", "a", "“AV”", "ấễ", "Łódź", "café\u0301s", "ex-‐-"]),
    ("SourceSerif4-Italic", "ltr", "fr", ["difficile", "éœuvre", "Ναί", "Жук"]),
    ("Amiri-Regular", "rtl", "ar", ["لا", "الله", "حقوق", "الإنسان", "في", "الصين", "مُحَمَّد", "١٢٣"]),
    ("Amiri-Bold", "rtl", "ug", ["ئۇيغۇر", "ھوقۇق", "قۇرۇلۇشى", "كىشىلىك"]),
    ("NotoSerifHebrew-Regular", "rtl", "he", ["שלום", "שָׁלוֹם", "ﬁ"[:0] + "א"]),
    ("NotoSerifThai-Regular", "ltr", "th", ["สิทธิ", "ที่นี่", "น้ำ"]),
    ("NotoSerifDevanagari-Regular", "ltr", "hi", ["अधिकार", "क्षत्रिय"]),
    ("NotoSansMyanmar-Bold", "ltr", "my", ["လူ့အခွင့်အရေး"]),
    ("NotoSansTC-Regular", "ltr", "zh-hant", ["國際特赦組織", "“引”"]),
    ("NotoSansKR-Bold", "ltr", "ko", ["인권"]),
]  # fmt: skip


# ---- which face


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("A & B < C", [(BASE, "A & B < C")]),
        ("Nguyễn Ωμέγα Жук", [(BASE, "Nguyễn Ωμέγα Жук")]),
        ("(國際)", [(BASE, "("), ("NotoSansSC-Regular", "國際"), (BASE, ")")]),
        ("x\u200dy", [(BASE, "x\u200dy")]),
        ("التبت and שלום", [("Amiri-Regular", "التبت "), (BASE, "and "), ("NotoSerifHebrew-Regular", "שלום")]),
        # Marks, joiners and blanks stay with what they follow.
        ("م\u200c\u064b x", [("Amiri-Regular", "م\u200c\u064b "), (BASE, "x")]),
        ("ไทย ที่", [("NotoSerifThai-Regular", "ไทย ที่")]),
        ("", []),
    ],
)
def test_fonts_are_chosen_by_character(text: str, runs: list[tuple[str, str]]) -> None:
    assert LIBRARY.runs(text, BASE, "en") == tuple(runs)
    assert LIBRARY.take_missing() == ()


@pytest.mark.parametrize(
    ("language", "face"),
    [("", "SC"), ("en", "SC"), ("zh", "SC"), ("zh-hans", "SC"), ("zh-Hant", "TC"), ("zh-TW", "TC"), ("zh-hk", "TC"),
     ("yue", "TC"), ("ja", "JP"), ("ko", "KR"), ("ko-KR", "KR"), ("kok", "SC")],
)  # fmt: skip
def test_han_is_printed_as_its_language_has_it(language: str, face: str) -> None:
    assert LIBRARY.runs("國際", BASE, language) == ((f"NotoSans{face}-Regular", "國際"),)
    # Quotation marks are as wide as the characters around them.
    quoted = [(f"NotoSans{face}-Regular", "“國”…")] if language[:2] in ("zh", "yu", "ja", "ko") and language != "kok" else [
        (BASE, "“"), (f"NotoSans{face}-Regular", "國"), (BASE, "”…")]  # fmt: skip
    assert LIBRARY.runs("“國”…", BASE, language) == tuple(quoted)


def test_bold_text_has_bold_fallbacks() -> None:
    for face in fonts.TEXT:
        expected = "Bold" if face in BOLD else "Regular"
        assert LIBRARY.runs("國 x", face, "zh-Hant") == ((f"NotoSansTC-{expected}", "國 "), (face, "x"))


def test_characters_without_a_font_are_told() -> None:
    for _ in range(2):
        assert LIBRARY.runs("a\u13a0 b\u13a1\u0301", BASE, "en") == (
            (BASE, "a"), ("", "\u13a0"), (BASE, " b"), ("", "\u13a1"), (BASE, "\u0301"),
        )  # fmt: skip
        assert LIBRARY.take_missing() == ("\u13a0", "\u13a1")
        assert LIBRARY.take_missing() == ()


def test_every_family_has_its_fonts_and_the_letters_of_its_scripts() -> None:
    letters = {"Arabic": "ئ", "Hebrew": "א", "Devanagari": "अ", "Thai": "ก", "Han": "国", "Hiragana": "の", "Katakana": "ノ", "Hangul": "권",
               "Myanmar": "လ", "Khmer": "ស", "Lao": "ສ", "Bengali": "ম", "Tamil": "ம", "Telugu": "మ", "Kannada": "ಮ", "Malayalam": "മ",
               "Gujarati": "મ", "Gurmukhi": "ਮ", "Oriya": "ମ", "Sinhala": "ම", "Ethiopic": "መ", "Armenian": "մ", "Georgian": "ა",
               "Symbols": "☸", "Latin": "ỷ", "Greek": "ἀ", "Cyrillic": "ғ", "Emoji": "😀"}  # fmt: skip
    for family in fonts.FALLBACKS:
        for cut in (family.regular, family.bold):
            if not cut.file.is_optional:
                coverage = LIBRARY.face(cut.name).coverage
                assert {script for script in family.scripts if ord(letters[script]) not in coverage} == set()


def test_optional_fonts_are_found_where_they_were_fetched_or_where_systems_keep_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "NotoSerifTibetan-Regular"
    stand_in = fonts.path_of(fonts.CUTS["NotoSerifThai-Regular"])
    assert stand_in is not None
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "a", tmp_path / "b")
    assert fonts.path_of(fonts.CUTS[name]) is None
    assert Library().runs("བོད", BASE, "bo") == (("", "བོད"),)
    with pytest.raises(fonts.FontError, match=f"^the font {name} is not there$"):
        Library().face(name)
    without = fonts.versions()
    assert f"{name} absent" in without
    for folder in ("b/truetype/noto", "a/x", "fetched"):
        path = tmp_path / folder / f"{name}.ttf"
        path.parent.mkdir(parents=True)
        path.write_bytes(stand_in.read_bytes())
        look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "a", tmp_path / "b")
        assert fonts.path_of(fonts.CUTS[name]) == path
    assert len(set(fonts.versions()) - set(without)) == 1
    assert Library().face(name).name == name


def test_advice_is_given_for_scripts_whose_fonts_can_be_had() -> None:
    assert fonts.advice("Tibetan").startswith(
        "; run `make fonts`, or install a package with NotoSerifTibetan-Regular.ttf"
    )
    assert fonts.advice("Thai") == fonts.advice("Cherokee") == ""


# ---- how words look, and what they say


def _tokens(shaped: Shaped) -> list[str]:
    code = f"[{shaped.code}]TJ" if shaped.is_plain else shaped.code
    return re.findall(r"/Span<</ActualText<\w*>>>BDC|/ReversedChars BMC|EMC|\[[^]]*\]TJ|-?\d+ RISE", code)


def _numbers(token: str) -> list[int]:
    return [int(codes[at : at + 4], 16) for codes in re.findall("<(\\w+)>", token) for at in range(0, len(codes), 4)]


def _said(shaped: Shaped) -> str:
    """Read a word as programs do that know `ActualText` and `ReversedChars`."""
    parts: list[str] = []
    silent = False
    for token in _tokens(shaped):
        if token.startswith("/Span"):
            hexed = re.findall("<(\\w*)>", token)[0]
            parts.append(bytes.fromhex(hexed.removeprefix("FEFF")).decode("utf-16-be"))
            silent = True
        elif token == "EMC":
            silent = False
        elif token.endswith("TJ") and not silent:
            parts += [dict(shaped.glyphs)[number] for number in _numbers(token)]
    return "".join(reversed(parts) if "/ReversedChars BMC" in shaped.code else parts)


@pytest.mark.parametrize(
    ("face", "direction", "language", "word"), [(f, d, lang, w) for f, d, lang, words in WORDS for w in words]
)
def test_words_say_what_they_are(face: str, direction: str, language: str, word: str) -> None:
    shaped = LIBRARY.shape(face, word, (), direction, language)
    assert _said(shaped) == word
    # The next word begins where this one ends.
    moved = sum(float(n) for token in _tokens(shaped) for n in re.findall(r"(?<![\w<])-?\d+(?![\w>]*>)(?! RISE)", re.sub("<\\w+>", " ", token)) if token.endswith("TJ"))  # fmt: skip
    drawn = sum(LIBRARY.face(face).width(number) for token in _tokens(shaped) if token.endswith("TJ") for number in _numbers(token))  # fmt: skip
    assert drawn - moved == pytest.approx(shaped.advance, abs=0.51)
    rises = [int(token.split()[0]) for token in _tokens(shaped) if token.endswith("RISE")]
    assert not rises or rises[-1] == 0


@given(st.text("abdefhilopqtvxyzABTVW éäß.,;:-–—“”()&0123", min_size=1))
def test_latin_words_are_plain_and_told_by_their_glyphs_alone(text: str) -> None:
    shaped = LIBRARY.shape(BASE, text, (), "ltr", "en")
    assert shaped.is_plain
    assert "".join(dict(shaped.glyphs)[number] for number in _numbers(f"[{shaped.code}]")) == text


@pytest.mark.parametrize(
    ("face", "chars"),
    [
        (BASE, "‘don’t’ μ"),
        ("NotoSansSC-Regular", "人大女一口子力"),
        ("NotoSansTC-Regular", "人大"),
        ("NotoSansJP-Bold", "人大"),
    ],
)
def test_glyphs_of_several_characters_stand_for_the_common_one(face: str, chars: str) -> None:
    shaped = LIBRARY.shape(face, chars, (), "ltr", "")
    assert shaped.is_plain
    assert [dict(shaped.glyphs)[number] for number in _numbers(f"[{shaped.code}]")] == list(chars)


@pytest.mark.parametrize("ligature", ["ff", "fi", "fl", "ffi", "ffl", "ft", "fft", "fj", "tt"])
def test_ligatures_stand_for_their_letters(ligature: str) -> None:
    for name in fonts.TEXT:
        face = LIBRARY.face(name)
        shaped = face.shape(ligature, (), "ltr", "en")
        assert "".join(text for _, text in shaped.glyphs for _ in [0]) in (ligature, "".join(dict.fromkeys(ligature)))
        assert all(face.texts[number] == text for number, text in shaped.glyphs)
        assert shaped.is_plain
    ((number, text),) = LIBRARY.face(BASE).shape("ffi", (), "ltr", "en").glyphs
    assert text == "ffi"
    assert f"<{number:04X}><006600660069>" in _map_of(LIBRARY.face(BASE))


def test_small_capitals_say_the_letters_as_they_are_written() -> None:
    shaped = LIBRARY.shape(BASE, "Signed BY", SMALL_CAPITALS, "ltr", "en")
    assert _said(shaped) == "Signed BY"
    plain = LIBRARY.shape(BASE, "Signed BY", (), "ltr", "en")
    assert not {number for number, _ in shaped.glyphs} & {number for number, text in plain.glyphs if text != " "}


def test_arabic_letters_have_numbers_of_their_own_beyond_those_of_the_font() -> None:
    face = LIBRARY.face("Amiri-Regular")
    for (glyph, text), number in face.forms.items():
        assert number > glyph
        assert face.width(number) == face.width(glyph)
        assert text
    assert len(set(face.forms.values())) == len(face.forms)
    assert Library().face("Amiri-Regular").forms == face.forms
    assert LIBRARY.face(BASE).is_arabic is False


# ---- what is embedded


def _map_of(face: Face, texts: dict[int, str] | None = None) -> str:
    return embedding._unicode_map({glyph: (texts or {}).get(glyph) or face.texts.get(glyph, "") for glyph in face.seed}).decode("ascii")  # fmt: skip


@pytest.mark.parametrize(("face", "direction", "language", "words"), WORDS)
def test_programs_hold_the_glyphs_of_words_as_the_font_draws_them(
    face: str, direction: str, language: str, words: list[str]
) -> None:
    one = LIBRARY.face(face)
    numbers = frozenset(
        {0} | {number for word in words for number, _ in one.shape(word, (), direction, language).glyphs}
    )
    program, length, places = one.program(numbers)
    data = zlib.decompress(program)
    assert len(data) == length
    cut = hb.Font(hb.Face(data))
    whole = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.path_of(fonts.CUTS[face])))))
    whole.set_variations(dict(fonts.CUTS[face].axes))
    packed = zlib.decompress(places)
    found = dict(enumerate(struct.unpack(f">{len(packed) // 2}H", packed)))
    assert max(found) == max(numbers)
    unit = 1000 / cut.face.upem
    for number in numbers:
        assert cut.get_glyph_h_advance(found[number]) * unit == pytest.approx(one.width(number), abs=0.6)
        real = one.glyph(number)
        drawn, meant = cut.get_glyph_extents(found[number]), whole.get_glyph_extents(real)
        assert drawn is not None
        assert meant is not None
        assert drawn.width == pytest.approx(meant.width, abs=2)
        assert drawn.height == pytest.approx(meant.height, abs=2)
    assert all(found[number] == 0 for number in found if number not in numbers)
    assert cut.face.glyph_count <= len(numbers) + 40
    assert Library().face(face).program(numbers) == (program, length, places)


def test_text_faces_share_a_seed_so_that_most_pdfs_embed_the_same() -> None:
    for name in fonts.TEXT:
        face = LIBRARY.face(name)
        shaped = face.shape("The quick “brown” fox – office, № 1"[:-3], (), "ltr", "en")
        assert {number for number, _ in shaped.glyphs} <= face.seed | {face._font.get_nominal_glyph(ord("№"))}
        assert 100 < len(face.seed) < 200
    assert LIBRARY.face("Amiri-Regular").seed == {0}


def test_map_to_unicode_can_be_read_in_blocks_of_a_hundred() -> None:
    texts = {number: chr(0x4E00 + number) for number in range(1, 251)} | {300: "ffi", 301: "😀", 302: ""}
    told = embedding._unicode_map(texts).decode("ascii")
    blocks = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", told, re.DOTALL)
    assert [int(count) for count, _ in blocks] == [100, 100, 52]
    assert all(len(lines.splitlines()) == int(count) for count, lines in blocks)
    pairs = dict(line.strip("<>").split("><") for _, lines in blocks for line in lines.splitlines())
    assert {int(number, 16): bytes.fromhex(text).decode("utf-16-be") for number, text in pairs.items()} == {
        number: text for number, text in texts.items() if text
    }
    assert pikepdf.parse_content_stream(pikepdf.Stream(pikepdf.new(), told.encode()))


def test_glyphs_of_pieces_are_joined_in_whatever_order() -> None:
    from types import SimpleNamespace
    from typing import Any

    one: Any = SimpleNamespace(glyphs={"A": {1: "b", 2: "x"}, "B": {7: "q"}})
    two: Any = SimpleNamespace(glyphs={"A": {1: "a", 3: "y"}})
    expected = {"A": {1: "a", 2: "x", 3: "y"}, "B": {7: "q"}}
    assert embedding.collect([one, two]) == embedding.collect([two, one]) == expected
    assert one.glyphs["A"] == {1: "b", 2: "x"}


def test_descriptor_tells_the_measures_of_the_face() -> None:
    upright, slanted = LIBRARY.face(BASE).descriptor, LIBRARY.face("SourceSerif4-Italic").descriptor
    match = re.fullmatch(
        r"/Flags 4/FontBBox\[(-?\d+ ){3}\d+\]/ItalicAngle 0/Ascent (\d+)/Descent -(\d+)/CapHeight (\d+)/StemV 80",
        upright,
    )
    assert match
    ascent, descent, capital = map(int, match.groups()[1:])
    assert 900 < ascent < 1200
    assert 200 < descent < 500
    assert capital == 670
    assert re.search(r"/ItalicAngle -\d", slanted)
