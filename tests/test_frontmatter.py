from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned import frontmatter
from undersigned.frontmatter import Mapping, Scalar, Sequence


def _values(text: str) -> dict[str, frontmatter.Node]:
    return {key.text: value for key, value in frontmatter.read(text, path="a.md").root.entries}


def test_values_stay_texts_with_their_lines() -> None:
    values = _values("---\ncountry: NO\nversion: 1.10\nwhen: 12:30:45\ndate: 2020-05-04\n---\nbody\n")
    assert values == {
        "country": Scalar("NO", 2),
        "version": Scalar("1.10", 3),
        "when": Scalar("12:30:45", 4),
        "date": Scalar("2020-05-04", 5),
    }


def test_lists_and_groups_keep_the_lines_of_their_parts() -> None:
    values = _values("---\nto:\n- A\n- {name: B,\n   title: C}\n---\n")
    group = Mapping(((Scalar("name", 4), Scalar("B", 4)), (Scalar("title", 5), Scalar("C", 5))), 4)
    assert values == {"to": Sequence((Scalar("A", 3), group), 3)}


@pytest.mark.parametrize("close", ["---", "...", "--- "])
def test_body_begins_after_the_block(close: str) -> None:
    block = frontmatter.read(f"---\na: b\n{close}\nfirst\n---\nsecond\n", path="a.md")
    assert (block.body, block.height) == ("first\n---\nsecond\n", 3)
    assert block.messages == ()


def test_block_without_body_or_final_line_end() -> None:
    block = frontmatter.read("---\na: b\n---", path="a.md")
    assert (block.body, block.height, block.messages) == ("", 3, ())


def test_a_bomb_of_aliases_is_refused_without_unfolding() -> None:
    bomb = "a: &a [l,l,l,l,l,l,l,l,l]\n" + "".join(
        f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    block = frontmatter.read(f"---\n{bomb}---\n", path="a.md")
    assert {message.rule.id for message in block.messages} == {"front-matter"}


def test_one_slip_does_not_hide_the_other_keys() -> None:
    text = "---\ntitle: Freedom: a letter\ndate: 2020-05-04\nto: [A\nsource:\n  publisher: X\n---\n"
    block = frontmatter.read(text, path="a.md")
    found = {key.text: value for key, value in block.root.entries}
    assert found["date"] == Scalar("2020-05-04", 3)
    assert found["source"] == Mapping(((Scalar("publisher", 6), Scalar("X", 6)),), 6)
    assert [(message.line, message.rule.id) for message in block.messages] == [(2, "front-matter"), (4, "front-matter")]


@given(st.text())
def test_reading_never_raises(text: str) -> None:
    frontmatter.read(text, path="a.md")
    frontmatter.read(f"---\n{text}\n---\n", path="a.md")


@given(st.text(alphabet=st.sampled_from("abc:-[]{}'\"&*!|>#\n \t,?%@`"), max_size=60))
def test_signs_of_yaml_never_raise_and_lines_stay_inside_the_block(text: str) -> None:
    whole = f"---\n{text}\n---\nbody\n"
    block = frontmatter.read(whole, path="a.md")
    assert all(1 <= message.line <= whole.count("\n") for message in block.messages)
    assert whole.endswith(block.body)
