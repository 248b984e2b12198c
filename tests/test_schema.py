from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undersigned import dates, frontmatter
from undersigned.frontmatter import Mapping, Node, Scalar, Sequence
from undersigned.records import Letter, Party
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
