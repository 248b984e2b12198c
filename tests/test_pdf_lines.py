"""Lines: no wider than asked, no character lost or moved, words divided seldom and where they may be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from undersigned.pdf.hyphenation import points
from undersigned.pdf.lines import LOOSEST, Setter, one_line, script_of
from undersigned.pdf.pen import placed
from undersigned.pdf.runs import Look, Run
from undersigned.pdf.typefaces import Library

if TYPE_CHECKING:
    from undersigned.pdf.lines import Line

LIBRARY = Library()
LOOK = Look("SourceSerif4-Regular", 10, "0 0 0")
LOOKS = (LOOK, LOOK.italic(), LOOK.bold(), LOOK.raised(0.35))
LATIN = ["international", "organizations", "Menschenrechtsverletzungen", "a", "of", "(brackets)", "don’t", "U.S.", "1,234.50",
         "Übergrößenträger", "well-known", "Société", "ấễ", "fjord", "WWW", "—", "“Quoted,”", "soft\u00adly", "no\u00a0break"]  # fmt: skip
ARABIC = ["حقوق", "الإنسان", "ئۇيغۇر", "التبت", "١٢٣", "(مرحبا)", "لا", "שלום"]
HAN = ["國際特赦組織台灣分會", "人权观察。", "「引」", "日本語のテキスト", "Uighur维吾尔"]
THAI = ["องค์กรสิทธิมนุษยชนระหว่างประเทศ", "ที่นี่"]
URLS = ["https://www.example.org/a/very/long/path/that/goes/on?query=value&other=%20x#fragment-of-the-page",
        "http://" + "x" * 120 + ".example.org/", "someone.with.a.long.name@example-organization.example.org"]  # fmt: skip
MISSING = ["ᏣᎳᎩ", "ⵜⵣ"]
#: No narrower than any single character.
WIDTHS = st.sampled_from([40.0, 61.5, 150.0, 402.52])

words = st.sampled_from(
    [LATIN, LATIN + ARABIC, LATIN + HAN + THAI, LATIN + URLS, LATIN + ARABIC + HAN + THAI + URLS + MISSING]
)
text = words.flatmap(lambda pool: st.lists(st.sampled_from(pool), max_size=25)).flatmap(
    lambda parts: st.sampled_from([" ", " ", " ", "  ", ""]).map(lambda blank: blank.join(parts))
)
runs = st.lists(st.builds(Run, st.builds(lambda t, end: t + end, text, st.sampled_from(["", " "])), st.sampled_from(LOOKS)), min_size=1, max_size=4)  # fmt: skip
languages = st.sampled_from(["en", "de", "fr", "th", "zh-hant", "ug", ""])


def _set(
    content: list[Run] | str, first: float, rest: float = 0.0, *, language: str = "en", hyphens: bool = True, right_to_left: bool = False,
) -> list[Line]:  # fmt: skip
    content = [Run(content, LOOK)] if isinstance(content, str) else content
    setter = Setter(content, LIBRARY, language=language, leading=14, right_to_left=right_to_left)
    return setter.lines(first, rest or first, hyphens=hyphens)


def _said(lines: list[Line]) -> list[str]:
    return ["".join(bit.text for bit in line.bits) for line in lines]


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\u00ad", "", words).replace("\n", " ").split(" ")).strip()


@given(runs, WIDTHS, WIDTHS, languages, st.booleans(), st.booleans())
def test_lines_are_never_wider_than_asked(
    content: list[Run], first: float, rest: float, language: str, hyphens: bool, right_to_left: bool
) -> None:
    lines = _set(content, first, rest, language=language, hyphens=hyphens, right_to_left=right_to_left)
    for number, line in enumerate(lines):
        assert line.width <= (rest if number else first) + 0.011
        blank = 0.0 if not line.bits or line.bits[-1].text.strip() or not line.bits[-1].text else line.bits[-1].width
        assert line.width == pytest.approx(sum(bit.width for bit in line.bits) - blank)


@given(runs, WIDTHS, WIDTHS, languages, st.booleans(), st.booleans())
def test_all_characters_are_kept_in_order_and_of_several_blanks_one(
    content: list[Run], first: float, rest: float, language: str, hyphens: bool, right_to_left: bool
) -> None:
    lines = _set(content, first, rest, language=language, hyphens=hyphens, right_to_left=right_to_left)
    expected = re.sub(" +", " ", "".join(run.text for run in content).replace("\u00ad", ""))
    assert "".join(_said(lines)).strip(" ") == expected.strip(" ")
    for line, following in pairwise(lines):
        assert line.start <= following.start or not following.bits
    for line in lines:
        assert all(line.start <= bit.start <= line.end for bit in line.bits)


def test_divided_line_ends_where_the_next_one_begins() -> None:
    first, second = _set("international", 40.0)[:2]
    assert first.is_divided
    assert first.end == second.start


@given(runs, WIDTHS, languages)
def test_looks_stay_with_their_characters(content: list[Run], width: float, language: str) -> None:
    lines = _set(content, width, language=language)
    expected = [(char, run.look) for run in content for char in run.text if char not in " \u00ad"]
    assert [(char, bit.look) for line in lines for bit in line.bits for char in bit.text if char != " "] == expected


@given(runs, WIDTHS, languages, st.booleans())
def test_bits_of_a_line_stand_side_by_side(
    content: list[Run], width: float, language: str, right_to_left: bool
) -> None:
    for line in _set(content, width, language=language, right_to_left=right_to_left, hyphens=not right_to_left):
        bits = sorted(placed(line, 100.0, right_to_left=right_to_left), key=lambda pair: (pair[1], pair[0].width))
        for (bit, x), (_, following) in pairwise(bits):
            assert following == pytest.approx(x + bit.width)
        inked = [(bit, x) for bit, x in bits if bit.text.strip() or not bit.text]
        if inked:
            # Blanks at the end stand beyond the text.
            assert min(x for _, x in inked) >= 100.0 - 1e-6
            assert max(x + bit.width for bit, x in inked) <= 100.0 + line.width + 1e-6


def test_hyphen_stands_after_its_word_also_where_lines_run_from_right_to_left() -> None:
    line = _set("international", 40.0, right_to_left=True)[0]
    assert line.is_divided
    (word, x), (hyphen, end) = placed(line, 100.0, right_to_left=True)
    assert (word.text, hyphen.text) == ("interna", "")
    assert (x, end) == (pytest.approx(100.0), pytest.approx(100.0 + word.width))


@given(st.lists(st.sampled_from([*LATIN, *URLS]), max_size=60).map(" ".join), WIDTHS, st.sampled_from(["en", "de"]))
@example(" ".join(["Menschenrechtsverletzungen"] * 60), 61.5, "de")
def test_words_are_divided_in_loose_lines_only_and_never_in_more_than_two_in_a_row(
    content: str, width: float, language: str
) -> None:
    lines = _set(content, width, language=language)
    said = _said(lines)
    for number, line in enumerate(lines):
        if not line.is_divided:
            continue
        *before, part, hyphen = line.bits
        assert hyphen.text == ""
        assert sum(bit.width for bit in before) < width * LOOSEST
        rest = said[number + 1].split(" ")[0]
        word = part.text + rest
        assert len(part.text) in points(word, language)
        assert len(re.findall(r"\w", part.text)) >= 2
        assert len(re.findall(r"\w", rest)) >= 3
        assert not re.search("[0-9/@:]", part.text)
    row = "".join("x" if line.is_divided else " " for line in lines)
    assert "xxx" not in row


@given(st.lists(st.sampled_from(LATIN), max_size=40).map(" ".join), WIDTHS)
def test_words_stay_whole_where_they_are_not_to_be_divided(content: str, width: float) -> None:
    lines = _set(content, width, language="de", hyphens=False)
    assert not any(line.is_divided for line in lines)
    assert _set(content, width, language="bo") == _set(content, width, language="bo", hyphens=False)


def test_words_are_divided_as_their_language_has_it() -> None:
    lines = [_said(_set("internationally organized", 95.0, language=language)) for language in ("en", "de", "xx", "")]
    assert lines == [
        ["internationally or", "ganized"],
        ["internationally or", "ganized"],
        ["internationally ", "organized"],
        ["internationally ", "organized"],
    ]
    assert points("Menschenrechte", "de") == points("Menschenrechte", "de-ch") == (3, 8)
    assert points("(internationally)", "en") == tuple(1 + place for place in points("internationally", "en"))
    for word in ("short", "CamelCase", "NATO", "1234567", "don’t"):
        assert points(word, "en") == ()


def test_hyphen_is_drawn_and_read_as_a_soft_one() -> None:
    line = _set("international organizations", 110.0)[0]
    assert line.is_divided
    assert line.bits[-1].shaped.code.startswith("/Span<</ActualText<FEFF00AD>>>BDC [<")
    assert line.bits[-1].width > 2


def test_addresses_are_broken_after_their_stops_without_a_hyphen() -> None:
    address = "https://www.example.org/organizations/international/letters?to=everyone&from=somebody"
    lines = _set(address, 120.0)
    assert not any(line.is_divided for line in lines)
    assert "".join(_said(lines)) == address
    assert all(re.search(r"[/.?&=]$", words) for words in _said(lines)[:-1])
    assert len(_set("x" * 100, 61.5)) > 5


def test_lines_end_where_they_are_told_to() -> None:
    assert _said(_set("one\ntwo \nthree", 400.0)) == ["one", "two ", "three"]
    assert _said(_set("one\n\ntwo\n", 400.0)) == ["one", "", "two"]
    assert [line.height for line in _set("", 400.0)] == [14]


def test_lines_are_as_high_as_their_scripts_need() -> None:
    assert [line.height for line in _set("Latin\nالتبت", 400.0)] == [14, 14 * 1.3]


def test_marks_of_direction_and_controls_are_dropped() -> None:
    assert _said(_set("a\u202eb\u200f\ufeff\x07c\u2028d", 400.0)) == ["abcd"]
    assert _said(_set("non\u2011breaking", 400.0)) == ["non\u2010breaking"]


def test_zero_width_blanks_break_lines_and_print_nothing() -> None:
    lines = _set("long\u200bword", 26.0, hyphens=False)
    assert _said(lines) == ["long\u200b", "word"]
    assert lines[0].width == pytest.approx(_set("long", 400.0)[0].width)


def test_places_stand_at_the_beginning_of_their_runs() -> None:
    content = [Run("first ", LOOK, ("a",)), Run("", LOOK, ("b", "c")), Run("second", LOOK)]
    setter = Setter(content, LIBRARY, language="en", leading=14, right_to_left=False)
    assert setter.places == [(0, "a"), (6, "b"), (6, "c")]
    assert [(line.start, line.end) for line in setter.lines(35.0, 35.0, hyphens=False)] == [(0, 6), (6, 12)]


def test_script_without_a_font_is_named_in_place_of_its_characters() -> None:
    (line,) = _set("See ᏣᎳᎩ here", 400.0)
    named = next(bit for bit in line.bits if "Ꮳ" in bit.text)
    assert named.text == "ᏣᎳᎩ"
    assert f"ActualText<FEFF{'ᏣᎳᎩ'.encode('utf-16-be').hex().upper()}>" in named.shaped.code
    assert named.width == pytest.approx(_set("[Cherokee]", 400.0)[0].width)
    assert [script_of(char) for char in "བⵜꞏ"] == ["Tibetan", "Tifinagh", "Latin"]
    assert script_of("\ue000") == "U+E000"


def test_measures_are_those_of_words_and_of_the_whole() -> None:
    setter = Setter([Run("a wide-ranging one ", LOOK)], LIBRARY, language="en", leading=14, right_to_left=False)
    assert setter.whole == pytest.approx(one_line([Run("a wide-ranging one", LOOK)], LIBRARY, 14).width)
    assert setter.widest == pytest.approx(max(_set(word, 400.0)[0].width for word in ("wide-", "ranging")))
    assert len(setter.lines(setter.whole, setter.whole, hyphens=False)) == 1
    assert Setter([], LIBRARY, language="en", leading=14, right_to_left=False).whole == 0
