"""Facts of one letter held against each other; every message in full."""

from __future__ import annotations

import pytest

from undersigned import frontmatter
from undersigned.schema import read_record

PATH = "letters/2020/2020-05-04-x.md"
SOURCE = "source:\n  publisher: A\n  url: https://example.org/"


def said(facts: str, path: str = PATH) -> list[str]:
    """Give the messages about a letter with a title, a date and the given facts, as `line: rule: text`."""
    has = {line.split(":")[0] for line in facts.splitlines()}
    base = [line for line in ("title: T", "date: 2020-05-04") if line.split(":")[0] not in has]
    text = "\n".join(["---", *base, facts, "---", ""])
    block = frontmatter.read(text, path=path)
    assert block.messages == ()
    _, messages = read_record(block.root, path=path)
    return [f"{message.line}: {message.rule.id}: {message.text}" for message in messages]


NOWHERE = "no-source: the letter tells nowhere where it was seen; add url: to the source, or evidence:, or copy: to the source where the letter has no address"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("source:\n  publisher: A", [f"4: {NOWHERE}"]),
        ("text: summary\nsource:\n  publisher: A", [f"5: {NOWHERE}"]),
        ("source:\n  publisher: A\n  identifier: X 1", [f"4: {NOWHERE}"]),
        ("source:\n  publisher: A\n  url: https://example.org/", []),
        ("source:\n  publisher: A\n  copy: The Daily Example, page 3", []),
        ("source:\n  publisher: A\nevidence:\n- https://example.org/", []),
        # A full text that appears here first is its own evidence.
        ("text: full\nlicense: CC0-1.0\nsource:\n  publisher: A", []),
        ("source: Alpha\nasks:\n- text: Talk\n  outcome: {status: met, url: https://example.org/}", ["4: shape: ‘source’ is no group of keys; write publisher:, url:, identifier:, copy: on lines of their own below it"]),
        # Other groups that have a url: do not stand in for the source's.
        ("source:\n  publisher: A\nasks:\n- text: Talk\n  outcome: {status: met, url: https://example.org/}", [f"4: {NOWHERE}"]),
        ("source:\n  publisher: A\nto: {name: B}\nresponses: {date: 2020, from: B, kind: acted, url: https://example.org/}", [f"4: {NOWHERE}"]),
    ],
)  # fmt: skip
def test_a_summary_tells_where_the_letter_was_seen(facts: str, expected: list[str]) -> None:
    assert said(facts) == expected


def test_an_address_that_cannot_be_read_is_told_once() -> None:
    assert [line.split(": ")[1] for line in said("source:\n  publisher: A\n  url: example.org")] == ["url"]


BRACKETS = "title-supplied: the title stands in [brackets] without title-supplied: true; do both if the title is ours, neither if it is the letter's own"
NO_BRACKETS = "title-supplied: title-supplied is true, but the title stands in no [brackets]; do both if the title is ours, neither if it is the letter's own"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("title: '[T]'", [f"2: {BRACKETS}"]),
        ("title: '[T]'\ntitle-supplied: false", [f"3: {BRACKETS}"]),
        ("title: '[T]'\ntitle-supplied: true", []),
        ("title: T\ntitle-supplied: true", [f"3: {NO_BRACKETS}"]),
        ("title: '[T] and more'\ntitle-supplied: true", [f"3: {NO_BRACKETS}"]),
        ("title: 'More of [T]'", []),
        ("title: '[T] and more'", []),
    ],
)
def test_a_title_of_ours_is_marked_twice(facts: str, expected: list[str]) -> None:
    assert said(f"{facts}\ndate: 2020-05-04\n{SOURCE}") == expected


def test_a_title_that_cannot_be_read_is_not_compared() -> None:
    assert [line.split(": ")[1] for line in said(f"title: '<b>'\ntitle-supplied: true\n{SOURCE}")] == ["text"]


@pytest.mark.parametrize(
    ("path", "date", "expected"),
    [
        ("letters/x.md", "2020-05-04", ["1: file-name: the page's file is ‘letters/x.md’; move it to letters/2020/2020-05-04-words.md"]),
        ("letters/x.md", "2020-05", ["1: file-name: the page's file is ‘letters/x.md’; move it to letters/2020/2020-05-words.md"]),
        ("letters/0987/0987-x.md", "0987", []),
        ("letters/x.md", "0987", ["1: file-name: the page's file is ‘letters/x.md’; move it to letters/0987/0987-words.md"]),
        ("letters/2019/2020-05-04-x.md", "2020-05-04", ["1: file-name: the page's file is ‘letters/2019/2020-05-04-x.md’; move it to letters/2020/2020-05-04-words.md"]),
        (PATH, "2020-05-05", ["3: file-name: the file name begins with ‘2020-05-04’, the date is 2020-05-05; correct one of them, or explain the date in date-note"]),
        (PATH, "2020-06", ["3: file-name: the file name begins with ‘2020-05’, the date is 2020-06; correct one of them, or explain the date in date-note"]),
        (PATH, "2020-05-05\ndate-note: Sources differ", []),
        (PATH, "2020-05", []),
    ],
)  # fmt: skip
def test_the_file_is_named_for_the_date(path: str, date: str, expected: list[str]) -> None:
    assert said(f"date: {date}\n{SOURCE}", path) == expected


def test_a_wrong_place_is_told_without_a_date_too() -> None:
    found = said(f"date: soon\n{SOURCE}", "letters/x.md")
    assert "1: file-name: the page's file is ‘letters/x.md’; move it to letters/2013/2013-04-10-words.md" in found


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("text: full", ["4: license: the page carries the full text without a licence; add license:, or publish a summary"]),
        ("text: full\nlicense: CC-BY-4.0", []),
        ("license: CC-BY-4.0", ["4: license: a summary names a licence; write text: full, or put the letter's printed notice into rights:"]),
        ("text: summary\nlicense: CC-BY-4.0", ["5: license: a summary names a licence; write text: full, or put the letter's printed notice into rights:"]),
        ("text: summary", []),
    ],
)  # fmt: skip
def test_a_licence_stands_with_a_full_text_only(facts: str, expected: list[str]) -> None:
    assert said(f"{facts}\n{SOURCE}") == expected


def _complete(line: int, stated: int, listed: int) -> list[str]:
    return [
        (
            f"{line}: signature-count: the source states {stated} signatories, the list has {listed} and is called complete; "
            "correct the list or the number, or say in notes why they differ"
        )
    ]


def _more(line: int, stated: int, listed: int) -> list[str]:
    return [
        (
            f"{line}: signature-count: the source states {stated} signatories, the list has {listed}; "
            "correct the list or the number, or say in notes why they differ"
        )
    ]


TWO = "signatories:\n- A\n- B\n"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (f"{TWO}signatories-complete: true\nsignatories-stated: 2", []),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 3", _complete(8, 3, 2)),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 1", _complete(8, 1, 2)),
        # The number may count the private persons or not.
        (f"{TWO}signatories-complete: true\nsignatories-stated: 3\nindividuals: 1", []),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 2\nindividuals: 1", []),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 1\nindividuals: 1", _complete(8, 1, 2)),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 3\nindividuals: 0", _complete(8, 3, 2)),
        # A partial list may be shorter than the number, never longer.
        (f"{TWO}signatories-complete: false\nsignatories-stated: 3", []),
        (f"{TWO}signatories-complete: false\nsignatories-stated: 2", []),
        (f"{TWO}signatories-stated: 12", []),
        (f"{TWO}signatories-stated: 1", _more(7, 1, 2)),
        ("signatories-stated: 12", []),
        ("signatories-stated: 0", []),
        (f"{TWO}signatories-stated: 1\nnotes: The page counts one", []),
        (f"{TWO}signatories-complete: true\nsignatories-stated: 3\nnotes: One is illegible", []),
        (f"{TWO}signatories-complete: true", []),
        ("signatories-complete: true", ["4: signature-count: the list of signatories is called complete, but nobody is listed; list them, or write false"]),
        ("signatories-complete: true\nsignatories-stated: 3", ["4: signature-count: the list of signatories is called complete, but nobody is listed; list them, or write false"]),
        ("signatories-complete: false", []),
    ],
)  # fmt: skip
def test_listed_and_stated_signatories_agree(facts: str, expected: list[str]) -> None:
    assert said(f"{facts}\n{SOURCE}") == expected


def test_a_list_that_cannot_be_read_is_not_counted() -> None:
    assert [line.split(": ")[1] for line in said(f"signatories:\nsignatories-complete: true\n{SOURCE}")] == [
        "empty-value"
    ]
