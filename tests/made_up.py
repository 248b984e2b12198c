"""Made-up archives, as awkward as they may be, for tests that hold of every archive.

`archives` draws pages in which the check finds nothing wrong; `records` draws what may ever stand in a record, which is
more than the check lets through, for exports must not rely on it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from undersigned.catalogue import Catalogue
from undersigned.names import name_key
from undersigned.records import (
    KINDS,
    OUTCOMES,
    RELATIONS,
    RESPONSES,
    ROLES,
    Ask,
    Correction,
    Date,
    Identifiers,
    Letter,
    Organization,
    Outcome,
    Page,
    Party,
    Record,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip
from undersigned.viewing import Views
from undersigned.writing import page_path, page_text, prose, year_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn

    from undersigned.listings import Listing

#: Names of every script of the archive.
SCRIPTS = ("Надежда и право", "自由亞洲電台", "ئۇيغۇر ئاكادېمىيىسى", "བོད་ཀྱི་གཞོན་ནུ", "ארגון זכויות אדם")
#: Names that trip programs and pass the check: commas, ampersands, quotation marks, formulas, signs of LaTeX.
ADMITTED = (
    "Smith, Jones & Sons", 'The "Free" Press; Ltd.', "O’Neill's Society", "=SUM(A1:A9)", "-1 Campaign", "+Plus",
    "@home", "'=quoted", "NO", "1.10", "Alliance: the bar | and #", "[Brackets] inside", "Ångström & Œuvre", "* Star",
    "Research and Action", "AND", "50% of #1_x ~y ^2 $3", "TY - BOOK", "Society, The, of Commas", "Long name " * 19 + "end",
    *SCRIPTS,
)  # fmt: skip
#: Names that the check refuses and that must break no file all the same.
REFUSED = (
    "{{Braces}}", "only {one", "} wrong {", "\\slash\\", "\\begin{x}", "@misc{x,", "A\u2028B", "A\nER  - \nB", "]]>", "-->",
    "</script><script>alert(1)</script>", "<b>&amp;</b>", "\u2067قناة\u2069 TV", "\u202eelgoog", "\ufffe\uffff", "O’Neill; Co.",
)  # fmt: skip
AWKWARD = (*ADMITTED, *REFUSED)
words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="<>{}`\\\u3164\uffa0\u115f\u1160"),
    min_size=1, max_size=40,
).map(lambda text: " ".join(text.split())).filter(
    lambda text: text and text.isprintable() and text not in ("~", "null", "Null", "NULL")
    # Words that mix Latin with Greek or Cyrillic are refused, and made-up text is full of them.
    and not any("\u0370" <= char <= "\u052f" for char in text)
)  # fmt: skip
admitted = st.sampled_from(ADMITTED) | words
days = st.builds(Date, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))
vague = days | st.builds(Date, st.integers(1900, 2100), st.just(5), st.just(0), st.booleans(), st.booleans())
plain_urls = st.sampled_from(["https://example.org/a", "https://example.org/b?x=1&y=2", "http://example.net/%C3%A4"])
prose_texts = st.lists(words, min_size=1, max_size=3).map("\n\n".join)

# ---------------------------------------------------------------- pages that pass the check


def _distinct(found: Sequence[str]) -> list[str]:
    """Leave of names those that the authority tells apart."""
    return list({name_key(name): name for name in found}.values())


@st.composite
def _organizations(draw: DrawFn) -> list[Organization]:
    forms = _distinct(draw(st.lists(admitted, min_size=3, max_size=9)))
    bodies = []
    while forms:
        own = [forms.pop() for _ in range(min(len(forms), draw(st.integers(1, 3))))]
        id_ = f"body-{len(bodies)}"
        parent = draw(st.sampled_from([None, *(body.id for body in bodies)]))
        former = draw(st.sampled_from([(), (f"old-{id_}",)]))
        kind = draw(st.sampled_from(["ngo", "government", "other"]))
        country = draw(st.sampled_from([None, "NO", "CH"]))
        ids = Identifiers(wikidata=f"Q{1 + len(bodies)}", isni="0000000107068890") if not bodies else None
        bodies.append(Organization(id_, own[0], tuple(own[1:2]), tuple(own[2:]), kind, country, parent, former, ids))
    return bodies


@st.composite
def _parties(draw: DrawFn, bodies: list[Organization], *, signing: bool) -> tuple[Party, ...]:
    forms = [form for body in bodies for form in (body.name, *body.aliases, *body.misprints)]
    ids = [body.id for body in bodies]
    role = st.sampled_from(ROLES) if signing else st.just("signatory")
    withdrawn = st.none() | vague if signing else st.none()
    body = st.builds(Party, st.sampled_from(forms), role=role, withdrawn=withdrawn)
    person = st.builds(Party, st.sampled_from(forms), admitted, st.none() | admitted, role=role)
    # A name that its page says means another body than the authority would think.
    meant = st.builds(Party, admitted, organization_id=st.sampled_from(ids), withdrawn=withdrawn)
    office = st.builds(Party, title=admitted, organization_id=st.sampled_from(ids), role=role)
    alone = st.builds(Party, name=admitted, title=st.none() | admitted) if signing else st.builds(Party, title=admitted)
    return tuple(draw(st.lists(body | person | meant | office | alone, max_size=6, unique=True)))


@st.composite
def _letter(draw: DrawFn, number: int, bodies: list[Organization], topics: list[Topic]) -> Letter:
    date = draw(vague)
    ours = draw(st.booleans())
    title = draw(admitted.filter(lambda text: not (text.startswith("[") and text.endswith("]"))))
    full = draw(st.booleans())
    signatories = draw(_parties(bodies, signing=True))
    asks = st.builds(
        Ask,
        words,
        st.none()
        | st.builds(Outcome, st.sampled_from(OUTCOMES), st.none() | vague, st.none() | plain_urls, st.none() | words),
    )
    senders = _parties(bodies, signing=False)
    return Letter(
        f"{date.plain}-letter-{number}", f"[{title}]" if ours else title, date,
        Source(draw(admitted), draw(st.none() | plain_urls), draw(st.none() | admitted), draw(words)),
        language=draw(st.sampled_from(["en", "zh-Hant", "ar", "fr"])), title_supplied=ours,
        date_note=draw(st.none() | words), to=draw(senders), cc=draw(senders), signatories=signatories,
        signatories_complete=draw(st.booleans()) and bool(signatories),
        signatories_stated=draw(st.none() | st.integers(0, 99)), individuals=draw(st.none() | st.integers(0, 99)),
        topics=tuple(Reference("topic", draw(st.sampled_from([topic.id, topic.name]))) for topic in topics),
        occasion=draw(st.none() | words), asks=tuple(draw(st.lists(asks, max_size=2, unique=True))),
        text="full" if full else "summary", license="CC-BY-4.0" if full else None,
        other_urls=tuple(draw(st.lists(plain_urls, max_size=2, unique=True))), evidence=tuple(draw(st.lists(plain_urls, max_size=2, unique=True))),
        rights=draw(st.none() | words), notes=draw(words),
        relations=() if not number else tuple(Relation(kind, "2020-05-04-first") for kind in draw(st.lists(st.sampled_from(RELATIONS), unique=True).map(lambda kinds: sorted(kinds, key=RELATIONS.index)))),
        responses=tuple(Response(draw(vague), sender, draw(st.sampled_from(RESPONSES)), draw(st.none() | plain_urls), draw(st.none() | words)) for sender in draw(senders)[:2]),
        corrections=tuple(draw(st.lists(st.builds(Correction, vague, words), max_size=2, unique=True))),
        former_ids=draw(st.sampled_from([(), (f"2000-old-{number}",)])),
    )  # fmt: skip


@st.composite
def archives(draw: DrawFn) -> dict[str, bytes]:
    """Draw the pages of a small archive in which the check finds nothing wrong."""
    bodies = draw(_organizations())
    topics = [Topic(f"topic-{n}", name, "topic-0" if n else None) for n, name in enumerate(_distinct(draw(st.lists(admitted, max_size=3))))]  # fmt: skip
    first = Letter("2020-05-04-first", "First", Date(2020, 5, 4), Source("X", "https://example.org/first"))
    letters = [first, *(draw(_letter(number, bodies, topics)) for number in range(draw(st.integers(1, 2))))]
    pages = {page_path(record): page_text(record, prose(draw(prose_texts))) for record in letters}
    pages |= {
        page_path(record): page_text(record, prose(draw(st.just("") | prose_texts))) for record in (*bodies, *topics)
    }
    pages |= {f"letters/{letter.id[:4]}/index.md": year_page(letter.date.year) for letter in letters}
    return {path: text.encode() for path, text in sorted(pages.items())}


# ---------------------------------------------------------------- records, of anything

#: Stands in the name of every person who signs for no body, so that a test can look for it.
PRIVATE = "Privata Persona"
LETTER_IDS = tuple(f"2020-01-01-l{number}" for number in range(4))

_signs = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
# The check takes a text of blanks for none.
names = st.sampled_from(AWKWARD) | st.text(_signs, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
texts = names | st.text(_signs, min_size=1, max_size=80).filter(lambda text: bool(text.strip()))
dates = st.builds(
    lambda year, month, day, approximate, uncertain: Date(year, month, day if month else 0, approximate, uncertain),
    st.integers(1000, 9999), st.integers(0, 12), st.integers(0, 28), st.booleans(), st.booleans(),
)  # fmt: skip
#: What `links.address_problem` lets through.
_ADDRESS = st.text(st.sampled_from("aZ09-._~:/?#[]@!$&()*+,;=%"), max_size=20)
urls = st.builds(lambda scheme, rest: f"{scheme}://example.org/{rest}", st.sampled_from(["https", "http"]), _ADDRESS)
parties = st.builds(Party, organization=names, name=st.none() | names, title=st.none() | names)
_offices = st.builds(
    Party, title=names, name=st.none() | names, organization_id=st.sampled_from(["o-0", "o-1", "gone"])
)
_addressees = parties | _offices | st.builds(Party, title=names) | st.builds(Party, name=names, title=st.none() | names)
_persons = st.builds(
    lambda name, role: Party(name=f"{PRIVATE} {name}", title="Baker", role=role), names, st.sampled_from(ROLES)
)
_signatories = _persons | st.builds(
    lambda party, role, withdrawn: Party(party.organization, party.name, party.title, party.organization_id, role, withdrawn),
    parties | _offices, st.sampled_from(ROLES), st.none() | dates,
)  # fmt: skip
_identifiers = st.builds(
    Identifiers, ror=st.none() | st.just("02nvt3r44"), wikidata=st.none() | st.just("Q42"),
    isni=st.none() | st.just("0000000107068890"), viaf=st.none() | st.just("123"),
)  # fmt: skip


def _several(one: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most).map(tuple)


def _any_letter(id_: str) -> st.SearchStrategy[Letter]:
    outcomes = st.builds(Outcome, st.sampled_from(OUTCOMES), st.none() | dates, st.none() | urls, st.none() | texts)
    answers = st.builds(Response, dates, _addressees, st.sampled_from(RESPONSES), st.none() | urls, st.none() | texts)
    related = st.builds(Relation, st.sampled_from(RELATIONS), st.sampled_from([*LETTER_IDS, "gone"]))
    return st.builds(
        Letter,
        id=st.just(id_),
        title=texts,
        date=dates,
        source=st.builds(Source, names, st.none() | urls, st.none() | names, st.none() | texts),
        language=st.sampled_from(["en", "fr", "zh-Hant", "ar", "he", "pt-BR"]),
        title_supplied=st.booleans(),
        date_note=st.none() | texts,
        to=_several(_addressees, 3),
        cc=_several(_addressees, 2),
        signatories=_several(_signatories, 5),
        signatories_complete=st.booleans(),
        signatories_stated=st.none() | st.integers(0, 50),
        individuals=st.none() | st.integers(0, 50),
        topics=_several(st.builds(Reference, st.just("topic"), st.sampled_from(["t-0", "t-1", "gone"])), 2),
        occasion=st.none() | texts,
        asks=_several(st.builds(Ask, texts, st.none() | outcomes), 2),
        text=st.sampled_from(["summary", "full"]),
        license=st.none() | st.sampled_from(["CC-BY-4.0", "CC0-1.0", "LicenseRef-Permission", "MIT OR Apache-2.0"]),
        other_urls=_several(urls, 2),
        evidence=_several(urls, 2),
        rights=st.none() | texts,
        notes=st.none() | texts,
        relations=_several(related, 3),
        responses=_several(answers, 1),
        corrections=_several(st.builds(Correction, dates, texts), 2),
        former_ids=st.sampled_from([(), (f"old-{id_}",)]),
    )  # fmt: skip


def _any_organization(number: int) -> st.SearchStrategy[Organization]:
    return st.builds(
        Organization, st.just(f"o-{number}"), names, _several(names, 2), _several(names, 1), kind=st.sampled_from(KINDS),
        country=st.none() | st.sampled_from(["DE", "IN"]), parent=st.none() | st.sampled_from(["o-0", "gone"]),
        former_ids=st.sampled_from([(), (f"old-o-{number}",)]), identifiers=st.none() | _identifiers,
    )  # fmt: skip


@st.composite
def records(draw: DrawFn, letters: int = 0) -> dict[str, Record]:
    """Draw the records of an archive by their pages: up to four letters, but at least `letters`, and what they name."""
    found: dict[str, Record] = {"letters/index": Page("letters/index", "Letters", draw(st.none() | texts))}
    for number in range(draw(st.integers(0, 2))):
        found[f"organizations/o-{number}"] = draw(_any_organization(number))
    for number in range(draw(st.integers(0, 2))):
        found[f"topics/t-{number}"] = Topic(f"t-{number}", draw(names), "t-0" if number else None, ("gone",))
    for id_ in LETTER_IDS[: draw(st.integers(letters, 4))]:
        found[f"letters/2020/{id_}"] = draw(_any_letter(id_))
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
