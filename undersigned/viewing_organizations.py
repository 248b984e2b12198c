"""Makes the views of organizations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from . import dates, identifiers, wording
from .catalogue import Entry
from .charts import counting
from .names import name_key
from .periods import name_of, periods
from .records import Letter, Organization
from .views import AskLine, Link, OrganizationView, Periods, PrintedName, RecordLine

if TYPE_CHECKING:
    from .viewing import Views

#: The page on which organizations are listed by country.
COUNTRIES = "browse/countries"
#: Letters from which on topics are shown over time.
_MANY = 5
#: Topics that are shown over time at most.
_TOPICS = 12


def kind_page(kind: str, /) -> str:
    """Name the page that lists the organizations of a kind."""
    return f"browse/{kind}"


def organization_view(views: Views, record: Organization, /) -> OrganizationView:
    """Make the view of an organization."""
    catalogue = views.catalogue
    parent = catalogue.organization.get(record.parent or "")
    first = catalogue.organization[record.id].record is record
    facts = OrganizationView(
        name=record.name,
        kind=wording.KIND_NAMES[record.kind][0],
        kind_page=views.page_if_there(kind_page(record.kind)),
        country=wording.country_name(record.country) if record.country else "",
        country_page=views.page_if_there(COUNTRIES) if record.country else None,
        country_code=(record.country or "").lower(),
        aliases=record.aliases,
        misprints=record.misprints,
        parent=views.link(parent) if parent else None,
        sections=tuple(views.link(entry) for entry in catalogue.sections.get(record.id, ())) if first else (),
        identifiers=tuple(
            (register.label, register.shown(id_), register.url(id_)) for register, id_ in identifiers.known(record)
        ),
    )
    # A second page of the same id has no letters of its own; it is reported.
    return _with_letters(views, record, facts) if first else facts


def _with_letters(views: Views, record: Organization, facts: OrganizationView) -> OrganizationView:
    catalogue = views.catalogue
    letters, signed = catalogue.concerning(record.id), catalogue.signed_by(record.id)
    partners, addressees = catalogue.co_signatories(record.id), catalogue.addressees_of(signed)
    topics = catalogue.topics_of(letters)
    over_time = periods_of(views, letters)
    return replace(
        facts,
        record=tuple(_line(views, record.id, entry) for entry in reversed(letters)),
        signed_count=len(signed),
        received_count=len(catalogue.received_by(record.id)),
        partners=views.tallies(partners),
        partner_count=len(partners),
        periods=over_time,
        topics=() if over_time else views.tallies(topics),
        topic_count=len(topics),
        addressees=views.tallies(addressees),
        addressee_count=len(addressees),
        printed=_printed(views, record),
        timeline=counting.organization_timeline(record.id, catalogue),
    )


def _line(views: Views, organization: str, entry: Entry[Letter]) -> RecordLine:
    parts = views.participation.of(organization, entry.record.id)
    asked = any(part.place == "to" for part in parts)
    return RecordLine(
        letter=views.line(entry),
        role="; ".join(dict.fromkeys(part.words for part in parts)),
        asks=asks_of(entry.record) if asked else (),
    )


def asks_of(letter: Letter, /) -> tuple[AskLine, ...]:
    """List what a letter asks, with what became of it."""
    return tuple(
        AskLine(number, ask.text, _outcome(ask.outcome.status, ask.outcome.date) if ask.outcome else "")
        for number, ask in enumerate(letter.asks, 1)
    )


def _outcome(status: str, date: object) -> str:
    words = wording.OUTCOME_NAMES[status]
    return f"{words}, {dates.display(date)}" if date else words  # type: ignore[arg-type]


def periods_of(views: Views, letters: tuple[Entry[Letter], ...], /) -> Periods | None:
    """Count the letters on each topic by period; None for few letters, or letters of one period."""
    spans = periods(entry.record.date.year for entry in letters)
    if len(letters) < _MANY or len(spans) < 2:
        return None
    catalogue = views.catalogue
    within = [[entry for entry in letters if entry.record.date.year in span] for span in spans]
    counts = [
        {topic.record.id: count for topic, count in catalogue.topics_of(part)} for part in within
    ]  # fmt: skip
    rows = tuple(
        (Link(topic.docname, topic.record.name), tuple(count.get(topic.record.id, 0) for count in counts))
        for topic, _ in catalogue.topics_of(letters)[:_TOPICS]
    )
    return Periods(tuple(map(name_of, spans)), rows) if rows else None


def _printed(views: Views, record: Organization) -> tuple[PrintedName, ...]:
    forms = views.participation.forms(record.id)
    if [form for form, _ in forms] in ([], [record.name]):
        return ()
    wrong = {name_key(name) for name in record.misprints}
    return tuple(PrintedName(form, count, name_key(form) in wrong) for form, count in forms)
