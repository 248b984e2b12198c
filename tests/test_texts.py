"""The text of pages as data: plain text from Markdown, the quick way and the slow way alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.building import TOP
from tests.made_up import prose_texts
from undersigned.exports import texts as reading
from undersigned.exports.holdings import body_in
from undersigned.exports.texts import Text, text_of
from undersigned.markup import parse
from undersigned.writing import prose

#: Pieces of which Markdown is made, harmless and not.
PIECES = (
    "word", "A sentence.", " ", "  ", "\n", "\n\n", "\n    ", "- ", "1. ", "2013. ", "# ", "> ", "*", "_", "`", "[", "](x)",
    "\\", "\\*", "\\.", "&", "&amp;", "& co", "<b>", "|", "---", "===", "~", "^", "$", "(a)=", "+++", "%", "é", "自由", ": x", "{note}", "```", "\t",
)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ("", ""),
        ("\n  \n", ""),
        ("<!-- a note\nto us -->", ""),
        ("One line.\nThe next.\n\nAnother paragraph.", "One line. The next.\n\nAnother paragraph."),
        ("Signs \\*kept\\* & so on.", "Signs *kept* & so on."),
        ("# No heading of ours", "No heading of ours"),
        ("*Slanted* and **bold** and `code`.", "Slanted and bold and code."),
        ("See {organization}`Beta` and {topic}`talk <speech>`.", "See Beta and talk."),
        ("A [link](https://example.org/) and\\\na break.", "A link and a break."),
        ("- one\n- two\n  more", "one\n\ntwo more"),
        ("```{note}\nIn a *box*.\n```", "In a box."),
        ("```{letters}\n:limit: 3\n```", ""),
        ("```\ncode stays\n```", "code stays"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "a\n\nb\n\n1\n\n2"),
    ],
)
def test_markup_is_left_out(body: str, plain: str) -> None:
    assert text_of(body).plain == plain


@pytest.mark.parametrize("body", ["Plain.\nText.", "An escaped \\[bracket\\].", ""])
def test_plain_pages_need_no_markdown(body: str) -> None:
    assert text_of(body).markdown == ""


@pytest.mark.parametrize("body", ["*Slanted*.", "- one\n- two", "Hard\\\nbreak."])
def test_markdown_is_given_where_plain_text_says_less(body: str) -> None:
    assert text_of(f"\n{body}\n").markdown == body


def test_markdown_is_given_where_it_is_asked_for() -> None:
    assert text_of("Plain.", whole=True) == Text("Plain.", "Plain.")


@given(prose_texts)
def test_written_prose_reads_back_without_markdown(text: str) -> None:
    assert text_of(prose(text)) == Text(text)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("a\n===")
@example("a\n    b")
@example("a  \nb")
def test_the_quick_way_says_what_the_reader_of_markdown_says(body: str) -> None:
    content = body.strip()
    quick = reading._plainly(content) if content else None
    if quick is not None:
        assert quick == "\n\n".join(reading._paragraphs(content))
        kinds = {token.type for token in parse(content, first_line=1).tokens}
        assert kinds <= {"paragraph_open", "inline", "paragraph_close"}


def test_nearly_all_pages_go_the_quick_way() -> None:
    bodies = [body_in(path.read_bytes()).strip() for path in (TOP / "docs/letters").rglob("2*.md")]
    quick = sum(1 for body in bodies if reading._plainly(body) is not None)
    assert quick > 0.9 * len(bodies)
