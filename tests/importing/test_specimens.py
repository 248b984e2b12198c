from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.building import write_pages
from tests.importing.making_specimens import SPECIMENS, source_bytes
from undersigned import dates, pages
from undersigned.__main__ import main
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.importing.reading import read_bytes
from undersigned.names import name_key
from undersigned.records import Letter, Party, Source
from undersigned.writing import page_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undersigned.importing.letter import Findings

#: Another folder of specimens may be tested in the same way.
FOLDER = Path(os.environ.get("UNDERSIGNED_SPECIMENS", SPECIMENS))
_DESCRIPTIONS = (".docx.yaml", ".pdf.yaml")
_MARK = re.compile(r"# unsure:\s*(?P<what>.*)$")
_KEY = re.compile(r"^\s*(?P<key>[a-z-]+):")
_LISTS = ("to", "cc", "signatories")
#: Facts that a draft may mark as unsure.
_MARKABLE = {
    "title", "date", "language", *_LISTS, "signatories-stated", "individuals", "publisher", "identifier", "rights", "license",
}  # fmt: skip
_EXPECTATIONS = _MARKABLE | {
    "address", "covers", "printed", "subject", "salutation", "closing", "paragraphs", "unsure", "unknown", "needs-id", "absent",
    "absent-signatories", "any-order", "attachments", "given-date",
}  # fmt: skip


@dataclass(frozen=True)
class Specimen:
    """A source, and what a careful human would enter after reading it."""

    name: str
    source: Path
    expected: dict[str, Any]


@dataclass(frozen=True)
class Imported:
    """What the importer made of a specimen."""

    text: str
    letter: Letter
    #: Problems left once unknown names have pages.
    stubbed: tuple[str, ...]
    #: Names of which the check says that the archive does not know them.
    unknown: frozenset[str]


def _names(folder: Path) -> list[str]:
    return sorted(
        path.stem for path in folder.glob("*.yaml") if path.stem != "archive" and not path.name.endswith(_DESCRIPTIONS)
    )


@cache
def _specimen(name: str) -> Specimen:
    expected = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    sources = [path for path in FOLDER.glob(f"{name}.*") if path.name != f"{name}.yaml"]
    assert len(sources) == 1, f"{name} has {len(sources)} sources"
    return Specimen(name, sources[0], expected)


def _organizations() -> dict[str, str]:
    found = {}
    known = yaml.safe_load((SPECIMENS / "archive.yaml").read_text("utf-8"))
    for entry in [*known, *_held_back()]:
        facts = {key: value for key, value in entry.items() if key != "id"}
        found[f"organizations/{entry['id']}.md"] = f"---\n{yaml.safe_dump(facts, allow_unicode=True)}---\n"
    return found


def _held_back() -> list[dict[str, Any]]:
    path = FOLDER / "archive.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if FOLDER != SPECIMENS and path.exists() else []


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Import each specimen once, into an archive of its own."""

    @cache
    def run(name: str) -> Imported:
        return _import(_specimen(name), tmp_path_factory.mktemp(name))

    return run


def _import(specimen: Specimen, folder: Path) -> Imported:
    file_name, content = source_bytes(specimen.source)
    source = folder / file_name
    source.write_bytes(content)
    page, docs = _run(specimen, source, folder / "plain")
    text = page.read_text("utf-8")
    unknown = frozenset(m.problem for m in check_archive(docs).messages if m.rule.id == "unknown-name")
    _, stubbed = _run(specimen, source, folder / "stubbed", "--stubs")
    letter = pages.read_facts(text.encode(), path=page.relative_to(docs).as_posix()).record
    assert isinstance(letter, Letter)
    return Imported(text, letter, _problems(stubbed), unknown)


def _findings(specimen: Specimen) -> Findings:
    from undersigned.importing.letter import find_letter

    known = {
        path.removesuffix(".md"): pages.read_facts(text.encode(), path=path).record for path, text in _archive().items()
    }
    catalogue = Catalogue({docname: record for docname, record in known.items() if record is not None})
    file_name, content = source_bytes(specimen.source)
    return find_letter(read_bytes(content, name=specimen.expected.get("address", file_name)), catalogue)


def _run(specimen: Specimen, source: Path, docs: Path, *options: str) -> tuple[Path, Path]:
    """Run the command in a fresh archive; give the draft's page and the folder of pages."""
    write_pages(docs, _archive())
    url = specimen.expected.get("address", f"https://example.org/{specimen.name}")
    given = ["--date", specimen.expected["given-date"]] if "given-date" in specimen.expected else []
    main(["import", str(source), "--docs", str(docs), "--url", url, *given, *options])
    found = sorted(path for path in docs.glob("letters/**/*.md") if path.name != "index.md")
    assert len(found) == 1, f"{specimen.name}: the importer wrote {len(found)} letters"
    return found[0], docs


def _archive() -> dict[str, str]:
    return {"index.md": "---\ntitle: Home\n---\n```{letters}\n```\n", **_organizations()}


def _problems(docs: Path) -> tuple[str, ...]:
    return tuple(str(message) for message in check_archive(docs).messages if not message.rule.notice)


def _parties(entries: list[Any]) -> list[dict[str, str]]:
    """Write parties as their keys; a bare name is an organization's."""
    return [{"organization": entry} if isinstance(entry, str) else dict(entry) for entry in entries]


def _found_parties(parties: tuple[Party, ...]) -> list[dict[str, str]]:
    keys = ("name", "title", "organization")
    found = []
    for party in parties:
        entry = {key: getattr(party, key) for key in keys if getattr(party, key) is not None}
        found.append(entry | ({"role": party.role} if party.role != "signatory" else {}))
    return found


def _found(letter: Letter) -> dict[str, Any]:
    """Name the draft's facts as the expectations do."""
    return {
        "title": letter.title,
        "date": str(letter.date),
        "language": letter.language,
        "to": _found_parties(letter.to),
        "cc": _found_parties(letter.cc),
        "signatories": _found_parties(letter.signatories),
        "signatories-stated": _number(letter.signatories_stated),
        "individuals": _number(letter.individuals),
        "publisher": letter.source.publisher,
        "identifier": letter.source.identifier,
        "rights": letter.rights or letter.license,
    }


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _expected(expected: dict[str, Any]) -> dict[str, Any]:
    """Fill in what an expectation leaves out: a human enters no such fact."""
    filled = {"cc": [], "to": [], "signatories": [], "signatories-stated": None, **expected}
    return {key: _parties(value) if key in _LISTS else value for key, value in filled.items()}


def unsure_keys(text: str) -> set[str]:
    """Name the keys that a draft marks as unsure.

    A mark stands for the key that it names, the key or entry below it, or the key on whose line it stands.
    """
    facts = text.split("\n---\n", 1)[0].splitlines()
    found: set[str] = set()
    current = ""
    for number, line in enumerate(facts):
        key = _KEY.match(line)
        if key and not line.startswith(" "):
            current = key["key"]
        mark = _MARK.search(line)
        if not mark:
            continue
        found |= {word for word in re.findall(r"[a-z][a-z-]*", mark["what"].split(":")[0]) if word in _MARKABLE}
        if not line.lstrip().startswith("#"):
            found |= {current} | ({key["key"]} if key else set())
            continue
        below = next((later for later in facts[number:] if not later.lstrip().startswith("#")), "")
        key = _KEY.match(below)
        found |= {current} if below[:1] in (" ", "-") else set()
        found |= {key["key"]} if key else set()
    return found


def _side_by_side(differences: list[tuple[str, Any, Any]]) -> str:
    lines = []
    for key, expected, found in differences:
        if not (isinstance(expected, list) and isinstance(found, list)):
            expected, found = [expected], [found]
        for number in range(max(len(expected), len(found))):
            left, right = (str(side[number]) if number < len(side) else "(nothing)" for side in (expected, found))
            lines.append(f"  {key:<20} {'  ' if left == right else '! '}expected {left}\n{'':<25}found    {right}")
    return "\n" + "\n".join(lines)


def differences(specimen: Specimen, made: Imported) -> list[tuple[str, Any, Any]]:
    """Compare every fact: its key, what a human enters and what the draft says."""
    expected, found = _expected(specimen.expected), _found(made.letter)
    marked = unsure_keys(made.text)
    unsure = set(specimen.expected.get("unsure", ()))
    wrong: list[tuple[str, Any, Any]] = []
    for key, value in found.items():
        if key in unsure:
            if key not in marked:
                wrong.append((key, "a mark `# unsure:`", f"{value!r} without a mark"))
        elif key in expected:
            left, right = expected[key], value
            if key == "signatories" and "any-order" in specimen.expected:
                left, right = (sorted(side, key=str) for side in (left, right))
            if left != right:
                wrong.append((key, left, right))
    return wrong


def body_differences(specimen: Specimen, findings: Findings) -> list[tuple[str, Any, Any]]:
    """Compare the parts of the letter that are no facts of the page, and what must not be taken for them."""
    expected = specimen.expected
    wrong: list[tuple[str, Any, Any]] = []
    for key, fact in (
        ("subject", findings.subject),
        ("salutation", findings.salutation),
        ("closing", findings.closing),
    ):
        text = fact.text if fact else None
        if key in expected and (text is None or _words(text) != _words(expected[key])):
            wrong.append((key, expected[key], text))
    paragraphs = [part.text for part in findings.paragraphs if part.kind == "paragraph"]
    if "paragraphs" in expected:
        wanted = expected["paragraphs"]
        if len(paragraphs) != int(wanted["number"]):
            wrong.append(("paragraphs", wanted["number"], f"{len(paragraphs)}: {paragraphs}"))
        for key, place in (("first", 0), ("last", -1)):
            text = paragraphs[place] if paragraphs else ""
            if not _words(text).startswith(_words(wanted[key]).rstrip()):
                wrong.append((f"{key} paragraph", wanted[key], text))
    parties = tuple(found.party for found in (*findings.to, *findings.cc, *findings.signatories))
    whole = _words(" ".join([part.text for part in findings.body] + [str(party) for party in parties]))
    wrong += [("clutter", "nothing of it", text) for text in expected.get("absent", ()) if _words(text) in whole]
    signers = _words(str(_found_parties(tuple(found.party for found in findings.signatories))))
    strangers = expected.get("absent-signatories", ())
    wrong += [("signatories", "no such signer", text) for text in strangers if _words(text) in signers]
    return wrong


def _words(text: str) -> str:
    return f" {name_key(text)} "


def printed_lines(expected: dict[str, Any]) -> Iterator[str]:
    """Give what the source's list of signatories prints: its lines, or the parts of its entries."""
    if "printed" in expected:
        yield from expected["printed"]
        return
    for party in _parties(expected.get("signatories", [])):
        yield from (value for key, value in party.items() if key != "role")


def lost_lines(expected: dict[str, Any], text: str) -> list[str]:
    """Find signatories of which the draft says nothing, not even in a comment."""
    whole = _words(text)
    return [
        line for line in printed_lines(expected) if line not in text and (len(line) < 6 or _words(line) not in whole)
    ]


@pytest.mark.parametrize("name", _names(FOLDER))
def test_the_draft_says_what_a_careful_human_would_enter(imported: Any, name: str) -> None:
    wrong = differences(_specimen(name), imported(name))
    assert not wrong, _side_by_side(wrong)


@pytest.mark.parametrize("name", _names(FOLDER))
def test_the_letters_text_is_found_without_clutter(name: str) -> None:
    specimen = _specimen(name)
    wrong = body_differences(specimen, _findings(specimen))
    assert not wrong, _side_by_side(wrong)


@pytest.mark.parametrize("name", _names(FOLDER))
def test_the_draft_passes_the_check_once_unknown_names_have_pages(imported: Any, name: str) -> None:
    assert not imported(name).stubbed


@pytest.mark.parametrize("name", _names(FOLDER))
def test_no_signatory_of_the_source_is_lost(imported: Any, name: str) -> None:
    assert not lost_lines(_specimen(name).expected, imported(name).text)


@pytest.mark.parametrize("name", _names(FOLDER))
def test_names_that_the_archive_does_not_know_are_told(imported: Any, name: str) -> None:
    told = " ".join(imported(name).unknown)
    missing = [unknown for unknown in _specimen(name).expected.get("unknown", ()) if unknown not in told]
    assert not missing, f"expected {missing} among the unknown names, found {told}"


@pytest.mark.parametrize("name", _names(FOLDER))
def test_every_expected_fact_stands_in_the_source(name: str) -> None:
    specimen = _specimen(name)
    file_name, content = source_bytes(specimen.source)
    document = read_bytes(content, name=specimen.expected.get("address", file_name))
    blocks = [cell for block in document.blocks for cell in (block.text, *block.cells)]
    declared = (document.title, document.site, document.licence)
    whole = _words(" ".join([*blocks, *(text for text in declared if text), *re.findall(r"\w+", file_name)]))
    expected = _expected(specimen.expected)
    facts = [*printed_lines(specimen.expected), *specimen.expected.get("unknown", ())]
    facts += [part for key in ("to", "cc") for party in expected[key] for part in party.values()]
    facts += [
        expected[key] for key in ("title", "subject", "salutation", "closing", "publisher", "rights") if key in expected
    ]
    facts += [value for key, value in expected.get("paragraphs", {}).items() if key != "number"]
    compact = whole.replace(" ", "")
    missing = [fact for fact in facts if _words(fact).replace(" ", "") not in compact]
    assert not missing, f"not in the source as it was read: {missing}"
    assert len(document.attachments) == int(specimen.expected.get("attachments", len(document.attachments)))


@pytest.mark.parametrize("name", _names(FOLDER))
def test_every_specimen_names_facts_that_exist(name: str) -> None:
    expected = _specimen(name).expected
    assert set(expected) <= _EXPECTATIONS
    assert set(expected.get("unsure", ())) <= _MARKABLE
    assert expected["covers"]


@pytest.mark.parametrize("name", _names(FOLDER))
def test_what_a_human_would_enter_is_a_page_without_problems(tmp_path: Path, name: str) -> None:
    expected = _specimen(name).expected
    filled = _expected(expected)
    date = dates.parse(filled.get("date", "2000?"))
    letter = Letter(
        f"{date.plain}-specimen", title=filled.get("title", "Unsure"), date=date,
        language=filled.get("language", "en"), source=Source(filled.get("publisher", "Unsure"), "https://example.org/1"),
        **{key: tuple(Party(**party) for party in filled[key]) for key in _LISTS},
    )  # fmt: skip
    write_pages(tmp_path, {**_archive(), f"letters/{date.year}/{letter.id}.md": page_text(letter, "A letter.")})
    names = (*expected.get("unknown", ()), *expected.get("needs-id", ()))
    problems = [m for m in check_archive(tmp_path).messages if not m.rule.notice]
    told = [m for m in problems if m.rule.id != "unknown-name" or not any(unknown in m.problem for unknown in names)]
    doubtful = {"to", "signatories"} & set(expected.get("unsure", ()))
    assert [str(m) for m in told if not (doubtful and m.rule.id == "unknown-name")] == []


def test_the_specimens_archive_has_no_problems(tmp_path: Path) -> None:
    write_pages(tmp_path, _archive())
    assert _problems(tmp_path) == ()


def test_the_table_lists_every_specimen_and_every_irregularity_has_one() -> None:
    readme = (SPECIMENS / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", readme, re.MULTILINE))
    covers = {
        name: yaml.safe_load((SPECIMENS / f"{name}.yaml").read_text("utf-8"))["covers"] for name in _names(SPECIMENS)
    }
    assert {name: rows.pop(name, "not listed").split(", ") for name in covers} == covers
    assert set(rows) == {irregularity for named in covers.values() for irregularity in named}


@pytest.mark.parametrize(
    ("facts", "marked"),
    [
        ("title: A\n# unsure: two dates\ndate: 2020\n", {"date"}),
        ("title: A\ndate: 2020  # unsure: slipped\n", {"date"}),
        ("to:\n# unsure: a person or a body\n- Alpha\n", {"to"}),
        ("source:\n  # unsure: the host\n  publisher: Alpha\n", {"source", "publisher"}),
        ("title: A\n# unsure: date: none was found\nlanguage: en\n", {"date", "language"}),
        ("title: A\n", set()),
    ],
)
def test_a_mark_stands_for_the_fact_beside_it(facts: str, marked: set[str]) -> None:
    assert unsure_keys(f"---\n{facts}---\n") == marked


def test_a_lost_signatory_is_noticed() -> None:
    assert lost_lines({"signatories": ["Alpha", {"name": "Jo Example"}]}, "- Alpha\n# left over: – US") == [
        "Jo Example"
    ]
