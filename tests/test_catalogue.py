from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from undersigned.catalogue import Catalogue
from undersigned.records import Date, Letter, Organization, Party, Record, Reference, Relation, Source, Topic

NAMES = ["Alpha", "Beta", "Gamma", "Delta"]
BODIES: dict[str, Record] = {f"organizations/{n.lower()}": Organization(n.lower(), n, kind="ngo") for n in NAMES}
TOPICS: dict[str, Record] = {
    "topics/speech": Topic("speech", "Speech"),
    "topics/press": Topic("press", "Press", broader="speech"),
}


def letter(id_: str, signatories: str = "", to: str = "", topics: str = "", **facts: object) -> Letter:
    return Letter(
        id_, f"Letter {id_}", Date(*map(int, id_[:10].split("-"))), Source("Alpha"),
        signatories=tuple(Party(name) for name in signatories.split()), to=tuple(Party(name) for name in to.split()),
        topics=tuple(Reference("topic", topic) for topic in topics.split()), **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def catalogue(*letters: Letter) -> Catalogue:
    return Catalogue({**BODIES, **TOPICS, **{f"letters/{item.id[:4]}/{item.id}": item for item in letters}})


FIRST = letter("2019-01-01-first", "Alpha Beta", "Gamma", "speech")
SECOND = letter("2020-01-01-second", "Alpha Gamma", "Delta", "press")
THIRD = letter("2020-06-01-third", "Beta Alpha Alpha", "Gamma", "press speech")


def _ids(entries: object) -> list[str]:
    return [entry.record.id for entry in entries]  # type: ignore[attr-defined]


def test_letters_signed_received_and_on_a_topic_are_listed_by_date() -> None:
    found = catalogue(THIRD, FIRST, SECOND)
    assert _ids(found.signed_by("alpha")) == [FIRST.id, SECOND.id, THIRD.id]
    assert _ids(found.received_by("gamma")) == [FIRST.id, THIRD.id]
    assert _ids(found.by_topic("press")) == [SECOND.id, THIRD.id]
    assert {year: _ids(entries) for year, entries in found.by_year.items()} == {
        2019: [FIRST.id], 2020: [SECOND.id, THIRD.id],
    }  # fmt: skip


def test_a_body_that_signs_twice_counts_once() -> None:
    found = catalogue(THIRD)
    assert _ids(found.signed_by("alpha")) == [THIRD.id]
    assert [(entry.record.id, count) for entry, count in found.co_signatories("beta")] == [("alpha", 1)]


def test_co_signatories_are_ranked_by_common_letters_then_name() -> None:
    found = catalogue(FIRST, SECOND, THIRD)
    assert [(entry.record.name, count) for entry, count in found.co_signatories("alpha")] == [("Beta", 2), ("Gamma", 1)]


def test_neighbours_in_time() -> None:
    found = catalogue(FIRST, SECOND, THIRD)
    assert found.previous(FIRST) is None
    assert found.next(FIRST) == found.letter[SECOND.id]
    assert found.previous(THIRD) == found.letter[SECOND.id]
    assert found.next(THIRD) is None


def test_a_month_stands_before_its_days_and_a_year_before_its_months() -> None:
    year = Letter("2020-x", "Y", Date(2020), Source("A"))
    month = Letter("2020-01-x", "M", Date(2020, 1), Source("A"))
    assert _ids(catalogue(SECOND, month, year).letters) == ["2020-x", "2020-01-x", SECOND.id]


def test_related_letters_share_most_and_rarest() -> None:
    rare = letter("2018-01-01-rare", "Delta", "", "")
    other = letter("2018-02-01-other", "Delta Alpha", "", "")
    found = catalogue(FIRST, SECOND, THIRD, rare, other)
    # Alpha signs four letters, Delta two.
    assert _ids(found.related(other))[0] == rare.id
    assert other.id not in _ids(found.related(other))


def test_unrelated_letters_are_not_offered() -> None:
    lone = letter("2018-01-01-lone", "Delta")
    assert catalogue(FIRST, lone).related(lone) == []


def test_a_thread_runs_in_both_directions_and_by_date() -> None:
    reply = letter("2021-01-01-reply", relations=(Relation("replies-to", SECOND.id),))
    follow = letter("2022-01-01-follow", relations=(Relation("follows", reply.id), Relation("follows", "nowhere")))
    found = catalogue(SECOND, reply, follow, FIRST)
    for member in (SECOND, reply, follow):
        assert _ids(step.entry for step in found.thread(member)) == [SECOND.id, reply.id, follow.id]
    assert found.thread(FIRST) == ()
    assert found.thread(follow)[2].relations == (Relation("follows", reply.id),)


def test_an_id_decides_where_a_name_is_ambiguous() -> None:
    twin = Organization("alpha-two", "ALPHA", kind="ngo")
    found = Catalogue({**BODIES, "organizations/alpha-two": twin})
    assert found.body_of(Party("Alpha")) is None
    chosen = found.body_of(Party("Alpha", organization_id="alpha-two"))
    assert chosen is not None
    assert chosen.record == twin


def test_pages_are_found_by_id_before_name_and_by_kind() -> None:
    found = catalogue(FIRST)
    assert _ids(found.find("any", "speech")) == ["speech"]
    assert _ids(found.find("organization", "the alpha")) == ["alpha"]
    assert _ids(found.find("letter", FIRST.title)) == [FIRST.id]
    assert found.find("topic", "alpha") == []


def test_private_names_leave_the_record() -> None:
    signed = letter("2020-02-02-persons")
    persons = (Party("Alpha", name="Jo", title="Director"), Party(name="Kim Private", title="Baker"))
    private = Letter(signed.id, signed.title, signed.date, signed.source, signatories=persons).private
    assert private.signatories[0].name == "Jo"
    assert "Kim" not in repr(private)
    assert "Baker" not in repr(private)
    assert private.signatories[1].is_person_alone


letters = st.lists(
    st.builds(
        lambda day, who, whom, what: letter(f"2020-01-{day:02d}-x{day}", " ".join(who), " ".join(whom), " ".join(what)),
        st.integers(1, 28),
        st.lists(st.sampled_from(NAMES), max_size=4),
        st.lists(st.sampled_from(NAMES), max_size=2),
        st.lists(st.sampled_from(["speech", "press"]), max_size=2),
    ),
    unique_by=lambda item: item.id,
    max_size=12,
)


@given(letters)
def test_queries_agree_with_a_plain_count(found: list[Letter]) -> None:
    archive = catalogue(*found)
    for name in NAMES:
        mine = [item for item in found if name in [party.organization for party in item.signatories]]
        assert sorted(_ids(archive.signed_by(name.lower()))) == sorted(item.id for item in mine)
        together = Counter(
            other for item in mine for other in {party.organization for party in item.signatories} if other != name
        )
        assert {entry.record.name: count for entry, count in archive.co_signatories(name.lower())} == together


@given(letters)
def test_related_letters_share_something_and_do_not_depend_on_order(found: list[Letter]) -> None:
    archive, reverse = catalogue(*found), catalogue(*reversed(found))
    for item in found:
        related = archive.related(item)
        assert related == reverse.related(item)
        for entry in related:
            shared = (
                {p.organization for p in item.signatories} & {p.organization for p in entry.record.signatories}
                or {p.organization for p in item.to} & {p.organization for p in entry.record.to}
                or {t.target for t in item.topics} & {t.target for t in entry.record.topics}
            )
            assert shared
