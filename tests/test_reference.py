"""The contributor's reference says what the code does: rules, keys, commands, and the examples of the guide."""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from lxml import html

from tests.building import TOP, Built, build, write_pages
from tests.rule_cases import example_of
from undersigned import frontmatter, limits, schema
from undersigned.__main__ import parser
from undersigned.checking import check_archive
from undersigned.frontmatter import Scalar
from undersigned.links import check_links
from undersigned.markup import read_body
from undersigned.policy import CONTRIBUTED, policy_for
from undersigned.reference import commands, computed_anchors, rule_pages
from undersigned.reference.bounds import bounds
from undersigned.reference.examples import File
from undersigned.reference.field_examples import EXAMPLES
from undersigned.reference.fields import GROUPS, fields_of
from undersigned.reference.promises import PROMISES
from undersigned.rules import RULES
from undersigned.schema import KEYS
from undersigned.values import Reader, read_keys

CONTRIBUTE = TOP / "docs/contribute"
NAMES = (*KEYS, *GROUPS)
#: Pages of the guide that hold whole pages as examples: code in yaml or markdown that begins with ---.
_PAGE = re.compile(r"^(`{3,})(?:yaml|markdown)\n(---\n.*?)^\1$", re.M | re.S)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the pages of the reference alone."""
    folder = tmp_path_factory.mktemp("reference")
    docs = folder / "docs"
    shutil.copytree(CONTRIBUTE / "rules", docs / "contribute/rules")
    for name in ("fields", "commands"):
        shutil.copy(CONTRIBUTE / f"{name}.md", docs / f"contribute/{name}.md")
    (docs / "index.md").write_text(
        "---\ntitle: Home\n---\n[Titles](contribute/fields.md#letter-title), [new](contribute/commands.md#command-new)\n",
        "utf-8",
    )
    return build(docs, folder / "html")


def page(built: Built, name: str) -> html.HtmlElement:
    return html.fromstring((built.outdir / f"contribute/{name}.html").read_bytes())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(found: html.HtmlElement, anchor: str) -> str:
    return text_of(found.get_element_by_id(anchor))


def test_reference_builds_without_warnings_and_can_be_linked_into(built: Built) -> None:
    assert built.warnings == ""
    home = html.fromstring((built.outdir / "index.html").read_bytes())
    hrefs = home.xpath("//article//a/@href")
    assert {"contribute/fields.html#letter-title", "contribute/commands.html#command-new"} <= set(hrefs)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_page_of_a_rule_tells_all_there_is_to_say(built: Built, rule: object) -> None:
    assert isinstance(rule, type(RULES[0]))
    found = page(built, f"rules/{rule.id}")
    example = example_of(rule.id)
    said = text_of(found.xpath("//article")[0])
    for text in (rule.summary, rule.reason, rule_pages.severity(rule), *example.messages):
        assert " ".join(text.split()) in said
    for anchor, files, others in (("wrong", example.wrong, example.right), ("right", example.right, example.wrong)):
        shown = section(found, anchor)
        for file in rule_pages.changed(files, others):
            assert rule_pages.caption(file) in shown
            assert " ".join(rule_pages.shown(file).split()) in shown


def test_list_of_rules_links_every_rule(built: Built) -> None:
    links = {link.get("href") for link in page(built, "rules/index").xpath("//article//a")}
    assert {f"{rule.id}.html" for rule in RULES} <= links


def test_examples_that_are_no_text_are_told_in_words() -> None:
    assert rule_pages.shown(File("a/b.png", "(png 20x10)\n")) == "(a picture of 20 by 10 pixels)"
    assert (
        rule_pages.shown(File("a/b.md", "(repeat 1251 times: word )\n")) == "word word word … (1,251 times on one line)"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_with_its_value_choices_rules_and_example(built: Built, name: str) -> None:
    found = page(built, "fields")
    for field in fields_of(name):
        shown = section(found, field.anchor)
        for text in (field.name, field.doc, field.shape.says, field.default, *field.shape.choices):
            assert text in shown
        assert " ".join(field.example.split()) in shown
        assert ("Required" in shown) == field.required
        links = found.get_element_by_id(field.anchor).xpath(".//a/@href")
        assert {f"rules/{rule.id}.html" for rule in field.rules} <= set(links)


@pytest.mark.parametrize("kind", KEYS)
def test_reference_knows_every_key_of_the_schema(kind: str) -> None:
    assert [field.name for field in fields_of(kind)] == [key.name for key in KEYS[kind]]


def test_every_group_of_keys_within_a_letter_is_described() -> None:
    for name in NAMES:
        for field in fields_of(name):
            assert bool(field.group) == (field.shape.group is not None)


def test_examples_belong_to_keys_and_keys_have_examples() -> None:
    assert set(EXAMPLES) == {field.anchor for name in NAMES for field in fields_of(name)}


@pytest.mark.parametrize("anchor", EXAMPLES)
def test_example_of_a_key_is_read_without_a_message(anchor: str) -> None:
    within = "organization" if anchor.startswith("identifiers-") else "letter"
    kind = next((kind for kind in KEYS if anchor.startswith(f"{kind}-")), within)
    key = next(field.name for name in NAMES for field in fields_of(name) if field.anchor == anchor)
    block = frontmatter.read(f"---\n{EXAMPLES[anchor]}\n---\n", path="x.md")
    reader = Reader("x.md")
    read_keys(reader, f"the {kind}", block.root, KEYS[kind])
    told = [message.text for message in (*block.messages, *reader.messages) if message.rule.id != "missing-key"]
    assert told == []
    assert re.search(rf"(?:^|[\s{{,]){key}: ?", EXAMPLES[anchor]) or f"{key}:" in EXAMPLES[anchor]


def test_ids_of_examples_are_found_in_the_archive_or_are_models() -> None:
    known = {
        path.stem for folder in ("letters", "organizations", "topics") for path in (TOP / "docs" / folder).rglob("*.md")
    }
    for anchor, lines in EXAMPLES.items():
        for word in re.findall(
            r"(?:organization-id: |parent: |broader: |^- |^  - |follows: )([a-z0-9]+(?:-[a-z0-9]+)+)\b(?=[,}\n]|$)",
            lines,
            re.M,
        ):
            assert word in known or "example" in word, anchor


def test_rules_named_by_a_type_are_those_that_it_reports() -> None:
    """A value that no type accepts breaks one of the rules that the reference names with the key."""
    for kind in KEYS:
        for field, key in zip(fields_of(kind), KEYS[kind], strict=True):
            reader = Reader("x.md")
            key.read(reader, key.name, Scalar("<\u200b{no value}", 1, plain=False))
            assert {message.rule for message in reader.messages} <= set(field.rules), field.anchor


def parsers(found: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, child in action.choices.items():
                yield f"{name} {word}".strip(), child
                yield from parsers(child, f"{name} {word}".strip())


def test_every_command_and_option_is_described(built: Built) -> None:
    found = page(built, "commands")
    every = dict(parsers(parser()))
    assert [command.name for command in commands.commands()] == list(every)
    for command in commands.commands():
        shown = section(found, command.anchor)
        assert " ".join(command.usage.split()) in shown
        assert " ".join(command.description.split()) in shown
        for action in every[command.name]._actions:
            for option in action.option_strings:
                assert option in shown or option in ("-h", "--help")
        for argument in command.arguments:
            assert argument.help, f"{command.name} does not say what {argument.written} means"
            assert argument.written in shown
            assert " ".join(argument.help.split()) in shown
        assert "xit codes: 0" in shown


def test_commands_do_not_depend_on_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = commands.commands()
    monkeypatch.setenv("COLUMNS", "20")
    assert commands.commands() == wide


def test_anchors_of_the_reference_are_checked_and_others_refused() -> None:
    text = "```{fields} letter\n```\n"
    body = read_body(text, path="contribute/fields.md", first_line=1, policy=policy_for("contribute/fields.md"))
    links = read_body(
        "[a](fields.md#letter-title) [b](fields.md#letter-titel)\n", path="contribute/a.md", first_line=1,
        policy=policy_for("contribute/a.md"),
    ).links  # fmt: skip
    found = check_links(links, (), path="contribute/a.md", anchors_of=lambda _: body.anchors, is_file=lambda _: True)
    assert [message.problem for message in found] == ["the page ‘contribute/fields.md’ has no heading ‘#letter-titel’"]
    assert computed_anchors("note", "letter") == computed_anchors("fields", "nothing") == ()


def test_contributed_pages_may_not_use_the_reference() -> None:
    assert not {"rule", "rules", "fields", "commands"} & {name for name, _ in CONTRIBUTED.directives}


@pytest.mark.parametrize("wrong", ["```{rule} no-rule\n```\n", "```{fields} nothing\n```\n"])
def test_reference_to_nothing_is_reported(wrong: str, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "contribute").mkdir(parents=True)
    (docs / "index.md").write_text("---\ntitle: Home\n---\n", "utf-8")
    (docs / "contribute/a.md").write_text(f"---\ntitle: A\n---\n{wrong}", "utf-8")
    assert "there is no " in build(docs, tmp_path / "html").warnings


def guide_examples() -> list[tuple[str, str]]:
    """Find the whole pages that the guide shows: the page of the guide, and the example."""
    return [
        (path.name, match[2])
        for path in sorted(CONTRIBUTE.glob("*.md"))
        for match in _PAGE.finditer(path.read_text("utf-8"))
    ]


def example_path(text: str, number: int) -> str:
    """Choose where a page belongs, by its keys."""
    block = frontmatter.read(text, path="x.md")
    values = {key.text: value for key, value in block.root.entries}
    if "date" in values:
        date = values["date"]
        assert isinstance(date, Scalar)
        return f"letters/{date.text[:4]}/{date.text.rstrip('~?%')}-guide-{number}.md"
    return f"{'organizations' if 'kind' in values else 'topics'}/guide-{number}.md"


def test_whole_pages_of_the_guide_pass_the_check(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(TOP / "docs", docs)
    examples = {example_path(text, number): text for number, (_, text) in enumerate(guide_examples())}
    assert examples
    for path, text in examples.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, "utf-8")
    assert [str(message) for message in check_archive(docs).errors] == []
    assert {schema.kind_of(path) for path in examples} >= {"letter"}


def test_page_of_a_rule_is_built_anew_when_its_example_changes(built: Built) -> None:
    needed = built.app.env.dependencies["contribute/rules/date"]
    assert "date.txt" in {Path(path).name for path in needed}


# ---------------------------------------------------------------- limits and promises


def test_every_promise_names_tests_that_are_there() -> None:
    named = [test for group in PROMISES.values() for promise in group for test in promise.tests]
    assert len(named) > 25
    for test in named:
        path, _, function = test.partition("::")
        text = (TOP / path).read_text("utf-8")
        assert not function or f"\ndef {function}(" in text, test


def test_every_limit_is_told_with_its_value_and_reason() -> None:
    found = {bound.name: bound for bound in bounds()}
    assert {name: bound.value for name, bound in found.items()} == asdict(limits.Limits())
    assert all(bound.counts and bound.reason.endswith(".") for bound in found.values())
    with limits.held(limits.Limits(rows=7)):
        assert {bound.name: bound.value for bound in bounds()}["rows"] == 7


def test_promises_lead_to_their_tests_where_the_repository_has_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path / "docs", {
        "index.md": "---\ntitle: Home\n---\n[x](develop/promises.md)\n",
        "develop/promises.md": (TOP / "docs/develop/promises.md").read_bytes(),
    })  # fmt: skip
    monkeypatch.setenv("UNDERSIGNED_REPOSITORY", "https://host.example/archive")
    built = build(tmp_path / "docs", tmp_path / "html")
    root = html.fromstring((built.outdir / "develop/promises.html").read_bytes())
    links = {
        str(href): text for href, text in ((a.get("href"), text_of(a)) for a in root.iterfind(".//article//li//a"))
    }
    assert links["https://host.example/archive/blob/main/tests/test_locking.py"] == "tests/test_locking.py"
