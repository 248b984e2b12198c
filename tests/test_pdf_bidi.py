"""Lines with writing from right to left run as the Unicode Standard has it, held to another implementation of it."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from undersigned.pdf import bidi

#: Letters of both directions, marks, European and Arabic figures, signs of each kind, brackets, joiners within words.
SIGNS = "aB אבش\u0634\u0301\u064b1٣%$+-,.:/!?“”—()[]{}\u00a0"


def _shown(text: str, *, right_to_left: bool) -> str:
    return "".join(text[place] for place in bidi.visual_order(bidi.levels(text, right_to_left=right_to_left)))


@pytest.mark.parametrize(
    ("text", "right_to_left", "levels"),
    [
        ("abc", False, "000"),
        ("abc", True, "222"),
        ("אבג", False, "111"),
        ("ab אב cd", False, "00011000"),
        ("אב ab, גד", True, "111221111"),
        # Figures run from left to right, and belong to the text around them.
        ("אב 12", True, "11122"),
        ("ab 12 אב", False, "00000011"),
        ("א 1,234.5%", True, "1122222222"),
        ("ش 1,234.5%", True, "1122222221"),
        ("ab ٣ אב", False, "0002111"),
        # Both brackets of a pair have the direction of what they hold, or else of what is around them.
        ("ab (אב) cd", False, "0000110000"),
        ("אב (ab) גד", True, "1111221111"),
        ("אב (ab)", True, "1111221"),
        ("a (ב) [ג]", False, "000100010"),
        ("אב (אב 1) ab", False, "11111112" + "1000"),
        ("", True, ""),
        # Joiners lie on the level of what they follow.
        ("א\u200dב", False, "111"),
        ("a\u200c ב", True, "2211"),
    ],
)
def test_levels_of_known_texts(text: str, right_to_left: bool, levels: str) -> None:
    assert "".join(map(str, bidi.levels(text, right_to_left=right_to_left))) == levels


@given(st.text(SIGNS, max_size=20).map(str.strip), st.booleans())
@example("א (ב [ג) ד] ה", True)
@example("a(b(ב)ג)ד", False)
def test_order_is_that_of_another_implementation(text: str, right_to_left: bool) -> None:
    assert _shown(text, right_to_left=right_to_left) == get_display(text, base_dir="LR"[right_to_left])


@pytest.mark.parametrize("text", ["א《ב》", "א「ב」", "א［ב］", "א⟨ב⟩"])
def test_brackets_of_other_scripts_are_pairs_too(text: str) -> None:
    assert _shown(text, right_to_left=False) == get_display(text, base_dir="L")


@pytest.mark.parametrize(("first", "second", "right_to_left"), [("א USA!", "NATO", True), ("א!", "א", False)])
def test_lines_that_are_parted_do_not_change_each_other(first: str, second: str, right_to_left: bool) -> None:
    whole = bidi.levels(f"{first}\n{second}", right_to_left=right_to_left)
    assert whole[: len(first)] == bidi.levels(first, right_to_left=right_to_left)


@given(st.text(SIGNS + "\u200d\u200c", max_size=30), st.booleans())
def test_each_character_has_a_level_of_its_direction(text: str, right_to_left: bool) -> None:
    levels = bidi.levels(text, right_to_left=right_to_left)
    assert len(levels) == len(text)
    for char, level in zip(text, levels, strict=True):
        assert right_to_left <= level <= right_to_left + 2
        if char in "aB1٣":
            assert level % 2 == 0
        if char in "אבش":
            assert level % 2 == 1


@given(st.lists(st.integers(0, 5)))
def test_visual_order_is_a_permutation(levels: list[int]) -> None:
    order = bidi.visual_order(levels)
    assert sorted(order) == list(range(len(levels)))
    if not any(level % 2 for level in levels):
        assert order == list(range(len(levels)))
    if len(set(levels)) == 1 and levels[0] % 2:
        assert order == list(range(len(levels)))[::-1]
    # Neighbours on one level stay neighbours.
    for number in range(1, len(levels)):
        if levels[number] == levels[number - 1]:
            assert abs(order.index(number) - order.index(number - 1)) == 1


@pytest.mark.parametrize(
    ("levels", "order"),
    [
        ([], []),
        ([0, 0, 0], [0, 1, 2]),
        ([2, 2], [0, 1]),
        ([1, 1, 1], [2, 1, 0]),
        ([0, 1, 1, 0], [0, 2, 1, 3]),
        ([1, 2, 2, 1], [3, 1, 2, 0]),
        ([0, 1, 2, 2, 1, 0], [0, 4, 2, 3, 1, 5]),
        ([1, 0, 1], [0, 1, 2]),
    ],
)
def test_visual_order_of_known_levels(levels: list[int], order: list[int]) -> None:
    assert bidi.visual_order(levels) == order


def test_texts_from_right_to_left_are_told_by_their_letters() -> None:
    for text in ("שלום", "التبت", "ئۇيغۇر", "x ܫ", "\ufe8d", "\U00010840"):
        assert bidi.has_right_to_left(text)
    for text in ("", "abc", "Ελλάδα", "维吾尔", "བོད", "1,5"):
        assert not bidi.has_right_to_left(text)


def test_texts_begin_as_their_first_letter_does() -> None:
    for text in ("שלום abc", "1. التبت", "(ئۇيغۇر)", "“שלום” abc"):
        assert bidi.begins_right_to_left(text)
    for text in ("", "abc שלום", "1 a ב", "…", "a", "\u200fabc ב", "维吾尔 ئۇيغۇر"):
        assert not bidi.begins_right_to_left(text)
