"""Every rule has a wrong page, on which the checker says exactly so, and a right one; the build says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import TOP, build
from tests.rule_cases import CASES, content, example_of, lay, told
from undersigned.reference.examples import read_example, write_example
from undersigned.reference.rule_pages import groups
from undersigned.rules import RULES

IDS = [case.stem for case in CASES]


def problems(messages: tuple[str, ...]) -> list[str]:
    """Leave out notices, which a build does not warn of."""
    notices = {rule.id for rule in RULES if rule.notice}
    return [message for message in messages if message.split(": ")[1] not in notices]


def test_every_rule_has_its_example_and_every_example_its_rule() -> None:
    assert sorted(rule.id for rule in RULES) == IDS


@pytest.mark.parametrize("rule", IDS)
def test_checker_says_exactly_of_the_wrong_page(rule: str, tmp_path: Path) -> None:
    example = example_of(rule)
    lay(tmp_path / "docs", example.wrong)
    assert told(tmp_path / "docs", example.before) == example.messages
    assert {message.split(": ")[1] for message in example.messages} == {rule}


@pytest.mark.parametrize("rule", IDS)
def test_checker_says_nothing_of_the_right_page(rule: str, tmp_path: Path) -> None:
    example = example_of(rule)
    lay(tmp_path / "docs", example.right)
    assert told(tmp_path / "docs", example.before) == ()


@pytest.mark.parametrize("rule", IDS)
def test_build_says_the_same_as_the_checker(rule: str, tmp_path: Path) -> None:
    example = example_of(rule)
    for name, files, expected in (("wrong", example.wrong, problems(example.messages)), ("right", example.right, [])):
        docs = tmp_path / name
        lay(docs, files)
        # No pages are written: what they look like is not the question here.
        assert build(docs, tmp_path / f"{name}-out", builder="dummy").messages(docs) == expected


@pytest.mark.parametrize("rule", IDS)
def test_example_is_written_as_it_was_read(rule: str) -> None:
    text = next(case for case in CASES if case.stem == rule).read_text("utf-8")
    assert write_example(read_example(text)) == text


def test_notations_stand_for_what_text_cannot_hold() -> None:
    assert content("(saved as latin-1)\nÖ\n") == b"\xd6\n"
    assert content("a(U+200B)b (repeat 3 times: xy)\n") == "a\u200bb xyxyxy\n".encode()
    assert content("(png 2x2)\n").startswith(b"\x89PNG")


def test_every_rule_says_what_it_asks_and_why() -> None:
    for rule in RULES:
        for text in (rule.summary, rule.reason):
            assert text.endswith("."), f"{rule.id}: {text!r} is no sentence"


def test_every_rule_stands_in_one_group_of_the_list() -> None:
    listed = [rule.id for group in groups() for rule in group.rules]
    assert sorted(listed) == sorted(rule.id for rule in RULES)


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    folder = TOP / "docs/contribute/rules"
    assert sorted(path.stem for path in folder.glob("*.md") if path.stem != "index") == IDS
    for rule in IDS:
        text = (folder / f"{rule}.md").read_text("utf-8")
        assert text.startswith(f'---\ntitle: "{rule}: ')
        assert text.endswith(f'"\n---\n```{{rule}} {rule}\n```\n')
        assert f"\n{rule}\n" in (folder / "index.md").read_text("utf-8")
