"""Bytes of pages to text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from undersigned import limits
from undersigned.text import REFUSED_CHARACTERS, REFUSED_KINDS, STACKED_ACCENTS, UNUSUAL, read_text, refused_name


def told(data: bytes) -> list[str]:
    return [str(message) for message in read_text(data, path="topics/t.md").messages]


def test_clean_text_is_kept_as_it_is() -> None:
    text = "Médecins Sans Frontières, 公開信, می‌خواهم, ❤️ 👨‍👩‍👧\n"
    assert read_text(text.encode(), path="topics/t.md").content == text
    assert told(text.encode()) == []


def test_windows_line_ends_are_accepted() -> None:
    assert read_text(b"a\r\nb\r\n", path="topics/t.md").content == "a\nb\n"
    assert told(b"a\r\nb\r\n") == []


def test_single_carriage_return_is_a_control_character() -> None:
    assert told(b"a\nb\rc") == ["topics/t.md:2: character: control character U+000D at column 2; delete it"]


def test_other_encodings_are_refused_with_their_line() -> None:
    assert told("a\nb é\n".encode("latin-1")) == [
        "topics/t.md:2: encoding: the page is not UTF-8 (byte 0xE9); save it as UTF-8"
    ]
    assert read_text(b"\xff\xfe", path="topics/t.md").content == ""


def test_byte_order_mark_is_told_and_dropped() -> None:
    assert told(b"\xef\xbb\xbfa\n") == [
        "topics/t.md:1: encoding: the page begins with a byte order mark; save it as UTF-8 without BOM"
    ]
    assert read_text(b"\xef\xbb\xbfa\n", path="topics/t.md").content == "a\n"


def test_large_page_is_not_read() -> None:
    assert told(b"x" * (limits.now().page_bytes + 1)) == [
        "topics/t.md:1: size: the page has 1,000,001 bytes; a page has at most 1,000,000"
    ]


def test_every_line_with_an_odd_character_is_told_once() -> None:
    assert told("a\u202eb\u202e\nc\n\u200bd\n".encode()) == [
        "topics/t.md:1: character: invisible or direction-changing character U+202E at column 2; delete it",
        "topics/t.md:3: character: invisible or direction-changing character U+200B at column 1; delete it",
    ]


def test_the_quick_look_misses_no_character_that_is_refused() -> None:
    everything = [chr(code) for code in range(0x110000)]
    refused = [sign for sign in everything if REFUSED_CHARACTERS.match(sign) or STACKED_ACCENTS.match(sign * 5)]
    assert len(refused) > 100_000
    assert [sign for sign in refused if not UNUSUAL.match(sign)] == []
    # Each kind has characters, and no letter of any script is refused.
    named = {refused_name(sign).rpartition(" U+")[0] for sign in everything if REFUSED_CHARACTERS.match(sign)}
    assert named == {name for name, _ in REFUSED_KINDS}
    fillers = "\u115f\u1160\u3164\uffa0"
    assert [s for s in everything if s.isalpha() and REFUSED_CHARACTERS.match(s) and s not in fillers] == []


def test_words_of_two_scripts_are_told() -> None:
    assert told("Москва and Αθήνα\nP\u0430yPal\n".encode()) == [
        "topics/t.md:2: script: the word ‘P\u0430yPal’ mixes Latin with Greek or Cyrillic letters (U+0430); write it in one script"
    ]


@given(st.binary(max_size=300))
def test_reading_never_raises(data: bytes) -> None:
    assert isinstance(read_text(data, path="topics/t.md").content, str)


def test_a_page_of_nothing_but_refused_characters_is_told_once_a_line() -> None:
    # In proportion to the page: counting lines anew for each of 300,000 characters took twenty seconds.
    found = read_text(("\u200b" * 300_000).encode() + b"\n\x00\n", path="a.md")
    assert [(message.line, message.rule.id) for message in found.messages] == [(1, "character"), (2, "character")]
