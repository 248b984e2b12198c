from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undersigned import dates, frontmatter
from undersigned.frontmatter import Mapping, Node, Scalar, Sequence
from undersigned.records import (
    Ask,
    Correction,
    Date,
    Letter,
    Organization,
    Outcome,
    Page,
    Party,
    Response,
    Source,
    Topic,
)  # fmt: skip
from undersigned.schema import KEYS, kind_of, read_record
from undersigned.writing import page_text

PATHS = {
    "letter": "letters/2020/2020-05-04-x.md",
    "organization": "organizations/x.md",
    "topic": "topics/x.md",
    "page": "about/x.md",
}
scalars = st.builds(
    Scalar,
    st.sampled_from(["", "~", "true", "2020-05-04", "2020", "en", "DE", "3", "ngo", "full", "CC0-1.0", "https://example.org/x", "[x]", "<"])
    | st.text(max_size=12),
    st.integers(1, 9),
    st.booleans(),
)  # fmt: skip
names = sorted(
    {key.name for keys in KEYS.values() for key in keys} | {"status", "publisher", "from", "role", "follows"}
)
keys = st.builds(Scalar, st.sampled_from(names) | st.text(max_size=5), st.integers(1, 9))


def _mapping(entries: list[tuple[Scalar, Node]]) -> Mapping:
    return Mapping(tuple({key.text: (key, value) for key, value in entries}.values()), 2)


nodes: st.SearchStrategy[Node] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: Sequence(tuple(items), 3))
        | st.lists(st.tuples(keys, inner), max_size=4).map(_mapping)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("kind", sorted(PATHS))
@given(st.lists(st.tuples(keys, nodes), max_size=8).map(_mapping))
@settings(max_examples=150)
def test_any_facts_give_a_record_or_messages_and_never_an_error(kind: str, root: Mapping) -> None:
    record, messages = read_record(root, path=PATHS[kind])
    assert record is not None or messages
    assert all(message.line >= 1 for message in messages)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("letters/2020/2020-05-04-x.md", "letter"),
        ("letters/x.md", "letter"),
        ("letters/2020/index.md", "page"),
        ("organizations/index.md", "page"),
        ("organizations/x.md", "organization"),
        ("topics/x.md", "topic"),
        ("index.md", "page"),
        ("letters.md", "page"),
        ("about/letters.md", "page"),
    ],
)
def test_the_path_tells_the_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("name", "date", "good"),
    [
        ("2020-05-04-talks", "2020-05-04", True),
        ("2020-05-12-groups", "2020-05", True),
        ("2020-27-states", "2020", True),
        ("2020-05-04-talks", "2020-05-04~", True),
        ("2020-05-04-talks", "2020-05-05", False),
        ("2020-05-talks", "2020-05-04", False),
    ],
)
def test_a_file_name_begins_with_the_date(name: str, date: str, good: bool) -> None:
    text = f"---\ntitle: T\ndate: {date}\nsource:\n  publisher: A\n  url: https://example.org/\n---\n"
    _, messages = read_record(frontmatter.read(text, path="a.md").root, path=f"letters/2020/{name}.md")
    assert [message.rule.id for message in messages] == ([] if good else ["file-name"])


def test_every_documented_key_can_be_written_and_read() -> None:
    text = """\
---
title: "[T]"
title-supplied: true
date: 2020-05-04?
date-note: Sources differ.
language: zh-Hant
to:
- {name: Jo, title: Minister, organization: Ministry, organization-id: ministry}
cc:
- Copy
signatories:
- {organization: Alpha, role: lead, withdrawn: 2021}
- {name: Kim}
signatories-complete: true
signatories-stated: 2
individuals: 3
topics:
- speech
occasion: A day
asks:
- Talk
- text: Listen
  outcome: {status: met, date: 2020-06, url: https://example.org/o, note: Done}
text: full
license: CC-BY-4.0
source:
  publisher: Alpha
  url: https://example.org/l
  identifier: X 1/2
  copy: The Daily Example, 4 May 2020, page 3
other-urls:
- https://example.org/2
evidence:
- https://example.org/e
rights: All rights reserved
notes: Seen
relations:
  follows:
  - 2019-01-01-x
responses:
- {date: 2020-07-01, from: Ministry, kind: answered, url: https://example.org/r, note: Long}
corrections:
- {date: 2020-08-01, note: A name}
former-ids:
- 2020-05-04-y
---
"""
    block = frontmatter.read(text, path="a.md")
    assert {key.text for key, _ in block.root.entries} == {key.name for key in KEYS["letter"]}
    record, messages = read_record(block.root, path="letters/2020/2020-05-04-x.md")
    assert messages == ()
    assert isinstance(record, Letter)
    assert record.signatories[0] == Party("Alpha", role="lead", withdrawn=dates.parse("2021"))
    assert frontmatter.read(page_text(record, ""), path="a.md").messages == ()
    again, found = read_record(
        frontmatter.read(page_text(record, ""), path="a.md").root, path="letters/2020/2020-05-04-x.md"
    )
    assert found == ()
    assert again == record


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: object) -> None:
    assert str(dates.parse(str(day))) == str(day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2013", "2013"), ("2013-04", "April 2013"), ("2013-04-10", "10 April 2013"), ("2013-04~", "about April 2013"),
        ("2013?", "2013 (doubtful)"), ("2013-04-10%", "about 10 April 2013 (doubtful)"),
    ],
)  # fmt: skip
def test_dates_are_said_as_precisely_as_they_are_known(text: str, said: str) -> None:
    assert dates.display(dates.parse(text)) == said


@pytest.mark.parametrize(
    "text", ["2013-13", "2013-02-30", "10 April 2013", "2013-4-1", "2013-21", "[2013, 2014]", "2013/2014", "201X", ""]
)
def test_what_is_no_single_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        dates.parse(text)


FULL = """\
---
title: T
date: 2020-05-04
to:
- Ministry
- {name: Jo, title: Minister, organization: Ministry, organization-id: ministry}
- {title: Minister, organization-id: ministry}
- {organization-id: ministry}
cc: Copy
signatories:
- Alpha
- {organization: Beta, role: lead, withdrawn: 2021}
- {name: Kim}
- {title: Chair}
topics:
- speech
- Press freedom
asks:
- Talk
- text: Listen
  outcome: {status: met, date: 2020-06, url: https://example.org/o, note: Done}
source:
  publisher: Alpha
  url: https://example.org/l
  identifier: X 1/2
  copy: Page 3
relations:
  follows: 2019-01-01-x
  replies-to:
  - 2018-01-01-x
  translates:
  - 2017-01-01-x
  encloses:
  - 2016-01-01-x
  supersedes:
  - 2015-01-01-x
  - 2014-01-01-x
responses:
- {date: 2020-07-01, from: Ministry, kind: answered, url: https://example.org/r, note: Long}
corrections:
- {date: 2020-08-01, note: A name}
former-ids: 2020-05-04-y
---
"""


def _read(text: str, path: str) -> tuple[object, list[str]]:
    block = frontmatter.read(text, path=path)
    assert block.messages == ()
    record, messages = read_record(block.root, path=path)
    return record, [str(message).removeprefix(f"{path}:") for message in messages]


def test_a_letter_is_read_whole_with_the_lines_of_its_entries() -> None:
    letter, messages = _read(FULL, PATHS["letter"])
    assert messages == []
    assert isinstance(letter, Letter)
    assert letter.id == "2020-05-04-x"
    assert letter.listed
    assert letter.language == "en"
    assert letter.to == (
        Party("Ministry"),
        Party("Ministry", "Jo", "Minister", "ministry"),
        Party(None, None, "Minister", "ministry"),
        Party(organization_id="ministry"),
    )
    assert letter.cc == (Party("Copy"),)
    assert letter.signatories == (
        Party("Alpha"),
        Party("Beta", role="lead", withdrawn=dates.parse("2021")),
        Party(name="Kim"),
        Party(title="Chair"),
    )
    assert [party.line for party in letter.parties] == [5, 6, 7, 8, 9, 11, 12, 13, 14, 39]
    assert [(topic.kind, topic.target, topic.line) for topic in letter.topics] == [
        ("topic", "speech", 16),
        ("topic", "Press freedom", 17),
    ]
    assert letter.asks == (
        Ask("Talk"),
        Ask("Listen", Outcome("met", dates.parse("2020-06"), "https://example.org/o", "Done")),
    )
    assert letter.source == Source("Alpha", "https://example.org/l", "X 1/2", "Page 3")
    assert [(relation.kind, relation.letter, relation.line) for relation in letter.relations] == [
        ("follows", "2019-01-01-x", 28),
        ("replies-to", "2018-01-01-x", 30),
        ("translates", "2017-01-01-x", 32),
        ("encloses", "2016-01-01-x", 34),
        ("supersedes", "2015-01-01-x", 36),
        ("supersedes", "2014-01-01-x", 37),
    ]
    assert letter.responses == (
        Response(dates.parse("2020-07-01"), Party("Ministry"), "answered", "https://example.org/r", "Long"),
    )
    assert letter.corrections == (Correction(dates.parse("2020-08-01"), "A name"),)
    assert letter.former_ids == ("2020-05-04-y",)
    assert letter.lines == (("2020-05-04-y", 42),)
    assert (letter.line_of("2020-05-04-y"), letter.line_of("2020-05-04-z")) == (42, 1)


MADE = "title: T\ndate: 2020-05-04\nsource:\n  publisher: A\n  url: https://example.org/\n"
PARTY_KEYS = "organization, name, title, organization-id"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("to:\n- [A]", ["8: shape: an entry of ‘to’ is a list; write a name, or keys such as organization:"]),
        ("to:\n- {}", ["8: party: an entry of ‘to’ names nobody; give organization:, name: or title:"]),
        ("signatories:\n- {role: lead}", ["8: party: an entry of ‘signatories’ names nobody; give organization:, name: or title:"]),
        ("to:\n- {role: lead}", [f"8: unknown-key: an entry of ‘to’ has no key ‘role’; known keys: {PARTY_KEYS}"]),
        ("signatories:\n- {name: A, rule: lead}", ["8: unknown-key: an entry of ‘signatories’ has no key ‘rule’; did you mean ‘role’?"]),
        ("to:\n- {name: <b>}", ["8: text: ‘name’ holds ‘<’; write plain text without < > { } ` and backslash"]),
        ("to:\n- <b>", ["8: text: ‘to’ holds ‘<’; write plain text without < > { } ` and backslash"]),
        ("topics:\n- <b>", ["8: text: ‘topics’ holds ‘<’; write plain text without < > { } ` and backslash"]),
        ("asks:\n- {}", ["8: missing-key: an ask has no ‘text’; add a line text: ..."]),
        ("asks:\n- [A]", ["8: shape: ‘asks’ is no group of keys; write text:, outcome: on lines of their own below it"]),
        ("asks:\n- Talk\u202e", ["8: text: ‘asks’ holds the invisible or direction-changing character U+202E; delete it"]),
        ("asks:\n- {text: A, outcome: met}", ["8: shape: ‘outcome’ is no group of keys; write status:, date:, url:, note: on lines of their own below it"]),
        ("asks:\n- {text: A, outcome: {date: 2020}}", ["8: missing-key: an outcome has no ‘status’; add a line status: ..."]),
        ("asks:\n- {text: A, outcome: {status: gone}}", ["8: choice: ‘status’ is ‘gone’; choose one of open, met, partly-met, refused"]),
        ("relations: 2019-01-01-x", ["7: shape: ‘relations’ is no group of keys; write lines such as follows: with the id of a letter"]),
        ("relations:\n  folows: 2019-01-01-x", ["8: unknown-key: ‘relations’ has no key ‘folows’; did you mean ‘follows’?"]),
        ("relations:\n  follows: <b>", ["8: text: ‘follows’ holds ‘<’; write plain text without < > { } ` and backslash"]),
        ("responses:\n- {date: 2020, kind: answered}", ["8: missing-key: a response has no ‘from’; add a line from: ..."]),
        ("responses:\n- {from: A, kind: answered}", ["8: missing-key: a response has no ‘date’; add a line date: ..."]),
        ("responses:\n- {date: 2020, from: A}", ["8: missing-key: a response has no ‘kind’; add a line kind: ..."]),
        ("responses:\n- {date: 2020, from: A, kind: heard}", ["8: choice: ‘kind’ is ‘heard’; choose one of acknowledged, answered, refused, acted"]),
        ("responses: soon", ["7: shape: ‘responses’ is no group of keys; write date:, from:, kind:, url:, note: on lines of their own below it"]),
        ("corrections:\n- {date: 2020}", ["8: missing-key: a correction has no ‘note’; add a line note: ..."]),
        ("corrections:\n- {note: A}", ["8: missing-key: a correction has no ‘date’; add a line date: ..."]),
        ("corrections:\n- soon", ["8: shape: ‘corrections’ is no group of keys; write date:, note: on lines of their own below it"]),
        ("individuals: many", ["7: count: ‘individuals’ is ‘many’; write a whole number, in digits only"]),
        ("former-ids:\n- X", ["8: identifier: ‘former-ids’ is ‘X’; write the id as in the page's address: a-z, 0-9 and single hyphens"]),
    ],
)  # fmt: skip
def test_every_misfit_is_told_exactly_and_costs_only_itself(facts: str, expected: list[str]) -> None:
    letter, messages = _read(f"---\n{MADE}{facts}\n---\n", PATHS["letter"])
    assert messages == expected
    assert isinstance(letter, Letter)
    assert (letter.title, letter.listed) == ("T", True)
    assert all(ask.text for ask in letter.asks)
    assert all(party.organization or party.name or party.title for party in letter.parties)
    assert all(reference.target for reference in letter.topics)
    assert all(relation.letter for relation in letter.relations)


@pytest.mark.parametrize(
    ("facts", "listed", "rules"),
    [
        ("title: T\ndate: 2020-05-04", True, ["missing-key"]),
        ("title: T\ndate: 2020-05-04\nsource: {}", True, ["missing-key", "no-source"]),
        ("date: 2020-05-04\nsource: {publisher: A, url: 'https://example.org/'}", False, ["missing-key"]),
        ("title: T\nsource: {publisher: A, url: 'https://example.org/'}", False, ["missing-key"]),
        ("title: T\ndate: soon\nsource: {publisher: A, url: 'https://example.org/'}", False, ["date"]),
    ],
)
def test_a_letter_without_a_required_fact_is_kept_but_not_listed_without_title_or_date(
    facts: str, listed: bool, rules: list[str]
) -> None:
    letter, messages = _read(f"---\n{facts}\n---\n", PATHS["letter"])
    assert isinstance(letter, Letter)
    assert letter.listed is listed
    assert [message.split(": ")[1] for message in messages if "no-source" not in message] == [
        rule for rule in rules if rule != "no-source"
    ]
    assert letter.id == "2020-05-04-x"
    # What is missing is empty, so that nothing made up is shown.
    assert letter.title in ("T", "")
    assert letter.date in (dates.parse("2020-05-04"), Date(1))
    assert letter.source.publisher in ("A", "")


ORGANIZATION = """\
---
name: Alpha
aliases:
- Alpha Society
misprints: Alfa
kind: ngo
country: DE
parent: union
former-ids:
- alpha-society
---
"""


def test_an_organization_is_read_whole_with_the_lines_of_its_values() -> None:
    record, messages = _read(ORGANIZATION, "organizations/alpha.md")
    assert messages == []
    assert record == Organization(
        "alpha", "Alpha", ("Alpha Society",), ("Alfa",), "ngo", "DE", "union", ("alpha-society",)
    )
    assert isinstance(record, Organization)
    lines = {"Alpha": 2, "Alpha Society": 4, "Alfa": 5, "ngo": 6, "DE": 7, "union": 8, "alpha-society": 10}
    assert record.lines == tuple(lines.items())
    assert record.line_of("Alfa") == 5
    assert record.line_of("Gamma") == 1


def test_a_topic_is_read_whole_with_the_lines_of_its_values() -> None:
    record, messages = _read(
        "---\nname: Speech\nbroader: rights\nrelated:\n- press\nformer-ids: talk\n---\n", "topics/speech.md"
    )
    assert messages == []
    assert record == Topic("speech", "Speech", "rights", ("press",), ("talk",))
    assert isinstance(record, Topic)
    assert record.lines == (("Speech", 2), ("rights", 3), ("press", 5), ("talk", 6))


def test_other_pages_are_known_by_their_path() -> None:
    assert _read("---\ntitle: Y\ndescription: D\n---\n", "letters/2020/index.md") == (
        Page("letters/2020/index", "Y", "D"),
        [],
    )
    assert _read("---\ntitle: Home\n---\n", "index.md") == (Page("index", "Home"), [])


@pytest.mark.parametrize(
    ("path", "facts", "expected"),
    [
        ("organizations/x.md", "kind: ngo", "2: missing-key: the organization has no ‘name’; add a line name: ..."),
        ("organizations/x.md", "name: X", "2: missing-key: the organization has no ‘kind’; add a line kind: ..."),
        ("topics/x.md", "related: y", "2: missing-key: the topic has no ‘name’; add a line name: ..."),
        ("about/x.md", "description: D", "2: missing-key: the page has no ‘title’; add a line title: ..."),
        (
            "organizations/x.md",
            "name: X\nkind: ngo\nalias: Y",
            "4: unknown-key: the organization has no key ‘alias’; did you mean ‘aliases’?",
        ),
        (
            "topics/x.md",
            "name: X\nbrooder: y",
            "3: unknown-key: the topic has no key ‘brooder’; did you mean ‘broader’?",
        ),
        (
            "about/x.md",
            "title: X\ndescripton: y",
            "3: unknown-key: the page has no key ‘descripton’; did you mean ‘description’?",
        ),
        (
            "organizations/a/x.md",
            "name: X\nkind: ngo",
            "1: file-name: the page stands in a folder below organizations/; move it up into that folder",
        ),
        (
            "topics/a/x.md",
            "name: X",
            "1: file-name: the page stands in a folder below topics/; move it up into that folder",
        ),
    ],
)
def test_what_is_wrong_with_other_pages_is_told_exactly(path: str, facts: str, expected: str) -> None:
    record, messages = _read(f"---\n{facts}\n---\n", path)
    assert messages == [expected]
    # A page without its name is none; everything else that could be read is kept.
    if "missing-key" in expected and "‘kind’" not in expected:
        assert record is None
    else:
        assert record is not None
