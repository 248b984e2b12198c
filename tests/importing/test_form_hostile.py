"""Answers of the forms for corrections and signatories that are paths, orders or markup: no page but the one asked for changes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.building import LETTER_PATH, tree
from tests.importing.test_form import HOSTILE, SIGNATORY, body_of, docs, hand_in  # noqa: F401  `docs` is a fixture
from undersigned.checking import check_archive
from undersigned.pages import read_facts
from undersigned.records import Letter

if TYPE_CHECKING:
    from pathlib import Path

#: What the question "which page" is answered with.
PAGES = [
    "../../etc/passwd", "/etc/passwd", "..\\..\\x", "file:///etc/passwd", "javascript:alert(1)", "//evil.example/letters/2020/x",
    "https://evil.example/../../letters/index", "letters/2020/2020-05-04-letter/../../../x", "%2e%2e/%2e%2e/x", "con", ".", "..", "*", "",
    "2020-05-04-letter\n::error::x", "<script>", "`id`", "$(id)", "{{ 7*7 }}", "@everyone", "a" * 5_000, "\u202eretteel-40-50-0202",
]  # fmt: skip
KEYS = ["title", "date", "to", "signatories", "topics", "asks", "occasion", "source-url", "notes", "body", "relations"]


def kept_apart(docs: Path, before: dict[str, bytes], out: str) -> None:  # noqa: F811
    """See that no other page changed, nothing was written elsewhere, and the report gives no orders."""
    after = tree(docs)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} <= {LETTER_PATH}
    assert {path.name for path in docs.parent.iterdir()} <= {"docs", "body.md", ".docs.lock"}
    assert "@" not in out
    assert "##[" not in out
    assert [line for line in out.split("\n") if re.match(r"\s*::", line)] == []
    assert [sign for sign in out if sign != "\n" and not sign.isprintable()] == []
    # Whatever was answered stands in blocks of code, which no answer can end.
    assert out.count("`") == 8 * out.count("````text")


@pytest.mark.parametrize("asked", PAGES, ids=range(len(PAGES)))
@pytest.mark.parametrize("kind", ["correction", "signatory"])
def test_a_page_that_is_none_is_asked_for_again(
    docs: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    kind: str,
    asked: str,
) -> None:
    before = tree(docs)
    more = (
        {"key": "title", "old": "A letter", "new": "B"}
        if kind == "correction"
        else {"change": "a signatory is missing", "signatories": "Beta"}
    )
    assert hand_in(docs, body_of(kind, {**SIGNATORY, "page": asked, **more})) == 1
    out = capsys.readouterr().out
    kept_apart(docs, before, out)
    assert tree(docs) == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("key", KEYS)
def test_a_hostile_correction_is_one_value_or_nothing(
    docs: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    key: str,
    text: str,
) -> None:
    before = tree(docs)
    old = {"title": "A letter", "body": "One group writes."}.get(key, "")
    was = read_facts(before[LETTER_PATH], path=LETTER_PATH).record
    code = hand_in(docs, body_of("correction", {**SIGNATORY, "key": key, "old": old, "new": text}))
    kept_apart(docs, before, capsys.readouterr().out)
    now = read_facts((docs / LETTER_PATH).read_bytes(), path=LETTER_PATH).record
    assert isinstance(was, Letter)
    assert isinstance(now, Letter)
    # Only what was asked for differs, and the evidence that the form asks for.
    attribute = {"source-url": "source"}.get(key, key.replace("-", "_"))
    differ = {name for name in Letter.__slots__ if getattr(was, name) != getattr(now, name)}
    # A letter whose title is refused is not listed.
    assert differ <= {attribute, "evidence"} | ({"listed"} if key == "title" else set())
    # What no page may hold is told: `text` holds signs of markup.
    said = {message.rule.id for message in check_archive(docs).errors if message.path == LETTER_PATH}
    assert said <= {"unknown-name", "unknown-id", "syntax", "text"}
    assert code == 1 if said else code in (0, 1)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize(
    "change",
    [
        "a signatory is missing",
        "a signatory is written wrongly",
        "a signatory has withdrawn",
        "somebody is listed who did not sign",
    ],
)
def test_a_hostile_signatory_is_one_name_or_nothing(
    docs: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
    change: str,
    text: str,
) -> None:
    before = tree(docs)
    answers = {**SIGNATORY, "change": change, "signatories": text, "old": text, "after": text, "withdrawn": text}
    assert hand_in(docs, body_of("signatory", answers)) in (0, 1)
    kept_apart(docs, before, capsys.readouterr().out)
    now = read_facts((docs / LETTER_PATH).read_bytes(), path=LETTER_PATH)
    assert now.messages == ()


def test_the_answer_as_json_is_one_object_whatever_is_asked(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    for asked in PAGES:
        hand_in(
            docs,
            body_of("correction", {**SIGNATORY, "page": asked, "key": "title", "old": "A letter", "new": "B"}),
            "--json",
        )
        assert isinstance(json.loads(capsys.readouterr().out), dict)
