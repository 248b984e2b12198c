"""Archives of any records that the schema accepts, with awkward names; for tests that hold every export to a rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from undersigned.catalogue import Catalogue
from undersigned.listings import Listing
from undersigned.records import (
    KINDS,
    RELATIONS,
    ROLES,
    Ask,
    Correction,
    Date,
    Letter,
    Organization,
    Outcome,
    Party,
    Record,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip
from undersigned.viewing import Views

#: Stands in the name of every person who signs for no body, so that a test can look for it.
PRIVATE = "Privata Persona"
AWKWARD = (
    "Smith, Jones & Sons",
    'The "Free" Press',
    "O’Neill; Co.",
    "{{Braces}}",
    "\\slash\\",
    "A\u2028B",
    "</script><script>alert(1)</script>",
    "]]>",
    "-->",
    "AND",
    "=1+1",
    "Надежда",
    "自由亞洲電台",
    "ئۇيغۇر ئاكادېمىيىسى",
    "བོད་ཀྱི་གཞོན་ནུ",
    "ארגון זכויות",
    "\u2067قناة\u2069 TV",
    "\u202eelgoog",
    "\ufffe\uffff",
)

names = st.sampled_from(AWKWARD) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30
).filter(lambda text: bool(text.strip()))
texts = names | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)
dates = st.builds(
    lambda year, month, day, approximate, uncertain: Date(year, month, day if month else 0, approximate, uncertain),
    st.integers(1000, 9999), st.integers(0, 12), st.integers(0, 28), st.booleans(), st.booleans(),
)  # fmt: skip
#: What `links.address_problem` lets through.
_ADDRESS = st.text(st.sampled_from("aZ09-._~:/?#[]@!$&()*+,;=%"), max_size=20)
urls = st.builds(lambda scheme, rest: f"{scheme}://example.org/{rest}", st.sampled_from(["https", "http"]), _ADDRESS)
bodies = st.builds(Party, organization=names, name=st.none() | names, title=st.none() | names)
offices = st.builds(Party, title=names, name=st.none() | names, organization_id=st.sampled_from(["o-0", "o-1", "gone"]))
titles = st.builds(Party, title=names)
addressees = bodies | offices | titles | st.builds(Party, name=names, title=st.none() | names)
persons = st.builds(
    lambda name, role: Party(name=f"{PRIVATE} {name}", title="Baker", role=role), names, st.sampled_from(ROLES)
)
signatories = persons | st.builds(
    lambda party, role, withdrawn: Party(party.organization, party.name, party.title, party.organization_id, role, withdrawn),
    bodies | offices, st.sampled_from(ROLES), st.none() | dates,
)  # fmt: skip
LETTER_IDS = tuple(f"2020-01-01-l{number}" for number in range(4))


def _letter(id_: str) -> st.SearchStrategy[Letter]:
    return st.builds(
        Letter,
        id=st.just(id_),
        title=texts,
        date=dates,
        source=st.builds(Source, names, st.none() | urls, st.none() | names, st.none() | texts),
        language=st.sampled_from(["en", "fr", "zh-Hant", "ar", "he", "pt-BR"]),
        title_supplied=st.booleans(),
        date_note=st.none() | texts,
        to=st.lists(addressees, max_size=3).map(tuple),
        cc=st.lists(addressees, max_size=2).map(tuple),
        signatories=st.lists(signatories, max_size=5).map(tuple),
        signatories_complete=st.booleans(),
        signatories_stated=st.none() | st.integers(0, 50),
        individuals=st.none() | st.integers(0, 50),
        topics=st.lists(st.builds(Reference, st.just("topic"), st.sampled_from(["t-0", "gone"])), max_size=2).map(tuple),
        occasion=st.none() | texts,
        asks=st.lists(st.builds(Ask, texts, st.none() | st.builds(Outcome, st.just("met"), dates)), max_size=2).map(tuple),
        text=st.sampled_from(["summary", "full"]),
        license=st.none() | st.sampled_from(["CC-BY-4.0", "CC0-1.0", "LicenseRef-Permission", "MIT OR Apache-2.0"]),
        other_urls=st.lists(urls, max_size=2).map(tuple),
        evidence=st.lists(urls, max_size=2).map(tuple),
        relations=st.lists(
            st.builds(Relation, st.sampled_from(RELATIONS), st.sampled_from([*LETTER_IDS, "gone"])), max_size=3
        ).map(tuple),
        responses=st.lists(st.builds(Response, dates, bodies, st.just("answered"), st.none() | urls), max_size=1).map(tuple),
        corrections=st.lists(st.builds(Correction, dates, texts), max_size=2).map(tuple),
    )  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> dict[str, Record]:
    """Draw the records of an archive by their pages: up to four letters, two organizations, a topic."""
    found: dict[str, Record] = {}
    for number in range(draw(st.integers(0, 2))):
        found[f"organizations/o-{number}"] = draw(
            st.builds(
                Organization, st.just(f"o-{number}"), names, st.lists(names, max_size=2).map(tuple),
                kind=st.sampled_from(KINDS), country=st.none() | st.sampled_from(["DE", "IN"]),
                parent=st.none() | st.sampled_from(["o-0", "gone"]),
            )
        )  # fmt: skip
    if draw(st.booleans()):
        found["topics/t-0"] = Topic("t-0", draw(names))
    for id_ in LETTER_IDS[: draw(st.integers(0, 4))]:
        found[f"letters/2020/{id_}"] = draw(_letter(id_))
    return found


catalogues = records().map(Catalogue)


def views_of(found: Mapping[str, Record], listings: Mapping[str, tuple[Listing, ...]] | None = None) -> Views:
    """Make the views of an archive as the build does, with the records as the domain holds them."""
    private = {docname: getattr(record, "private", record) for docname, record in found.items()}
    config = SimpleNamespace(html_baseurl="https://letters.example/", project="Open Letters")
    domain: Any = SimpleNamespace(
        catalogue=Catalogue(private), records=private, references={}, listings=listings or {},
        env=SimpleNamespace(config=config),
    )  # fmt: skip
    return Views(domain)
