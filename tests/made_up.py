"""Made-up records, as awkward as the check lets them be, for tests that hold of every archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from undersigned.names import name_key
from undersigned.records import (
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
    Party,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip
from undersigned.writing import page_path, page_text, prose, year_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

#: Names that trip programs: commas, ampersands, quotation marks, formulas, five scripts, right to left.
AWKWARD = (
    "Smith, Jones & Sons", 'The "Free" Press; Ltd.', "O’Neill's Society", "=SUM(A1:A9)", "-1 Campaign", "+Plus",
    "@home", "'=quoted", "NO", "1.10", "Alliance: the bar | and #", "Надежда и право", "自由亞洲電台",
    "ئۇيغۇر ئاكادېمىيىسى", "བོད་ཀྱི་གཞོན་ནུ", "ארגון זכויות אדם", "[Brackets] inside", "Ångström & Œuvre", "* Star",
)  # fmt: skip
words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="<>{}`\\\u3164\uffa0\u115f\u1160"),
    min_size=1, max_size=40,
).map(lambda text: " ".join(text.split())).filter(
    lambda text: text and text.isprintable() and text not in ("~", "null", "Null", "NULL")
    # Words that mix Latin with Greek or Cyrillic are refused, and made-up text is full of them.
    and not any("\u0370" <= char <= "\u052f" for char in text)
)  # fmt: skip
names = st.sampled_from(AWKWARD) | words
days = st.builds(Date, st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28))
vague = days | st.builds(Date, st.integers(1900, 2100), st.just(5), st.just(0), st.booleans(), st.booleans())
urls = st.sampled_from(["https://example.org/a", "https://example.org/b?x=1&y=2", "http://example.net/%C3%A4"])
texts = st.lists(words, min_size=1, max_size=3).map("\n\n".join)


def _distinct(found: Sequence[str]) -> list[str]:
    """Leave of names those that the authority tells apart."""
    return list({name_key(name): name for name in found}.values())


@st.composite
def _organizations(draw: DrawFn) -> list[Organization]:
    forms = _distinct(draw(st.lists(names, min_size=3, max_size=9)))
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
    person = st.builds(Party, st.sampled_from(forms), names, st.none() | names, role=role)
    # A name that its page says means another body than the authority would think.
    meant = st.builds(Party, names, organization_id=st.sampled_from(ids), withdrawn=withdrawn)
    office = st.builds(Party, title=names, organization_id=st.sampled_from(ids), role=role)
    alone = st.builds(Party, name=names, title=st.none() | names) if signing else st.builds(Party, title=names)
    return tuple(draw(st.lists(body | person | meant | office | alone, max_size=6, unique=True)))


@st.composite
def _letter(draw: DrawFn, number: int, bodies: list[Organization], topics: list[Topic]) -> Letter:
    date = draw(vague)
    ours = draw(st.booleans())
    title = draw(names.filter(lambda text: not (text.startswith("[") and text.endswith("]"))))
    full = draw(st.booleans())
    signatories = draw(_parties(bodies, signing=True))
    asks = st.builds(
        Ask,
        words,
        st.none()
        | st.builds(Outcome, st.sampled_from(OUTCOMES), st.none() | vague, st.none() | urls, st.none() | words),
    )
    senders = _parties(bodies, signing=False)
    return Letter(
        f"{date.plain}-letter-{number}", f"[{title}]" if ours else title, date,
        Source(draw(names), draw(st.none() | urls), draw(st.none() | names), draw(words)),
        language=draw(st.sampled_from(["en", "zh-Hant", "ar", "fr"])), title_supplied=ours,
        date_note=draw(st.none() | words), to=draw(senders), cc=draw(senders), signatories=signatories,
        signatories_complete=draw(st.booleans()) and bool(signatories),
        signatories_stated=draw(st.none() | st.integers(0, 99)), individuals=draw(st.none() | st.integers(0, 99)),
        topics=tuple(Reference("topic", draw(st.sampled_from([topic.id, topic.name]))) for topic in topics),
        occasion=draw(st.none() | words), asks=tuple(draw(st.lists(asks, max_size=2, unique=True))),
        text="full" if full else "summary", license="CC-BY-4.0" if full else None,
        other_urls=tuple(draw(st.lists(urls, max_size=2, unique=True))), evidence=tuple(draw(st.lists(urls, max_size=2, unique=True))),
        rights=draw(st.none() | words), notes=draw(words),
        relations=() if not number else tuple(Relation(kind, "2020-05-04-first") for kind in draw(st.lists(st.sampled_from(RELATIONS), unique=True).map(lambda kinds: sorted(kinds, key=RELATIONS.index)))),
        responses=tuple(Response(draw(vague), sender, draw(st.sampled_from(RESPONSES)), draw(st.none() | urls), draw(st.none() | words)) for sender in draw(senders)[:2]),
        corrections=tuple(draw(st.lists(st.builds(Correction, vague, words), max_size=2, unique=True))),
        former_ids=draw(st.sampled_from([(), (f"2000-old-{number}",)])),
    )  # fmt: skip


@st.composite
def archives(draw: DrawFn) -> dict[str, bytes]:
    """Draw the pages of a small archive in which the check finds nothing wrong."""
    bodies = draw(_organizations())
    topics = [Topic(f"topic-{n}", name, "topic-0" if n else None) for n, name in enumerate(_distinct(draw(st.lists(names, max_size=3))))]  # fmt: skip
    first = Letter("2020-05-04-first", "First", Date(2020, 5, 4), Source("X", "https://example.org/first"))
    letters = [first, *(draw(_letter(number, bodies, topics)) for number in range(draw(st.integers(1, 2))))]
    pages = {page_path(record): page_text(record, prose(draw(texts))) for record in letters}
    pages |= {page_path(record): page_text(record, prose(draw(st.just("") | texts))) for record in (*bodies, *topics)}
    pages |= {f"letters/{letter.id[:4]}/index.md": year_page(letter.date.year) for letter in letters}
    return {path: text.encode() for path, text in sorted(pages.items())}
