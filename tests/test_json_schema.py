"""The JSON Schema of front matter: valid, and never stricter than the check."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.building import TOP, build, write_pages
from tests.rule_cases import CASES, content, example_of
from undersigned.__main__ import main
from undersigned.commands.schema import KINDS
from undersigned.json_schema import schema_of
from undersigned.schema import KEYS, kind_of

#: Rules whose examples a schema can refuse; the others need the calendar, the archive, files or the body.
REFUSED = (
    "boolean", "choice", "count", "country", "date", "duplicate-entry", "empty-value", "external-id", "identifier", "language",
    "license", "missing-key", "no-source", "party", "shape", "text", "title-supplied", "unknown-key", "url",
)  # fmt: skip


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind))


def facts(text: str, loader: Any = yaml.BaseLoader) -> Any:
    """Read front matter as YAML does whose values are all text."""
    return yaml.load(text.split("---\n")[1], loader)


def refusals(path: str, found: Any) -> list[str]:
    return [error.message for error in validator(kind_of(path)).iter_errors(found)]


@pytest.mark.parametrize("kind", KEYS)
def test_schema_is_a_json_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


def test_all_pages_of_the_archive_are_accepted() -> None:
    docs = TOP / "docs"
    pages = sorted(docs.rglob("*.md"))
    assert pages
    for page in pages:
        path = page.relative_to(docs).as_posix()
        assert refusals(path, facts(page.read_text("utf-8"))) == [], path


@pytest.mark.parametrize("rule", REFUSED)
def test_wrong_page_is_refused_and_right_page_accepted(rule: str) -> None:
    example = example_of(rule)
    assert any(refusals(file.path, facts(content(file.text).decode())) for file in example.wrong)
    assert not any(refusals(file.path, facts(content(file.text).decode())) for file in example.right)


@pytest.mark.parametrize("rule", sorted(case.stem for case in CASES))
def test_right_page_is_accepted(rule: str) -> None:
    for file in example_of(rule).right:
        if file.path.endswith(".md"):
            assert refusals(file.path, facts(content(file.text).decode())) == []


@pytest.mark.parametrize(
    "line",
    ["date: 2013", "individuals: 3", "individuals: '3'", "signatories-complete: true", "topics: speech", "rights: 12",
     "signatories: [350, {name: Jo Example}]", "asks: {text: One thing}"],
)  # fmt: skip
def test_what_yaml_takes_for_numbers_and_lone_entries_is_accepted(line: str) -> None:
    letter = f"---\ntitle: A letter\ndate: '2013-01'\nsource: {{publisher: Alpha, copy: A paper}}\n{line}\n---\n"
    assert refusals("letters/2013/2013-01-letter.md", facts(letter, yaml.SafeLoader)) == []


@pytest.mark.parametrize("line", ["individuals: -1", "text: full", "title-supplied: true", "relations: {after: x}"])
def test_what_no_page_may_say_is_refused(line: str) -> None:
    letter = f"---\ntitle: A letter\ndate: '2013-01'\nsource: {{publisher: Alpha, copy: A paper}}\n{line}\n---\n"
    assert refusals("letters/2013/2013-01-letter.md", facts(letter, yaml.SafeLoader)) != []


def test_every_key_is_described() -> None:
    for kind in KEYS:
        described = {name for name, value in schema_of(kind)["properties"].items() if value["description"]}
        assert described == {key.name for key in KEYS[kind]}


@pytest.mark.parametrize("kind", KEYS)
def test_command_prints_the_schema(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of(kind)


def test_command_knows_every_kind_of_page() -> None:
    assert tuple(KEYS) == KINDS


def test_site_publishes_the_schemas(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {"index.md": "---\ntitle: Home\n---\n"})
    build(tmp_path / "docs", tmp_path / "html")
    (tmp_path / "html/_static/schema/topic.json").write_text("{}", "utf-8")
    build(tmp_path / "docs", tmp_path / "html")
    for kind in KEYS:
        assert json.loads((tmp_path / f"html/_static/schema/{kind}.json").read_text("utf-8")) == schema_of(kind)
