"""Makes the views of topics, and the tree of topics."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from .catalogue import Entry
from .charts import counting
from .records import Topic
from .viewing_organizations import asks_of
from .views import AskedLine, Tally, TopicView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import Letter
    from .viewing import Views

#: Asks that a topic's page shows at most.
_ASKS = 12


def topic_view(views: Views, record: Topic, /) -> TopicView:
    """Make the view of a topic."""
    catalogue = views.catalogue
    broader = catalogue.topic.get(record.broader or "")
    link = views.link(broader) if broader else None
    if catalogue.topic[record.id].record is not record:
        return TopicView(record.name, link, (), ())
    letters = catalogue.by_topic(record.id)
    organizations, addressees = catalogue.signatories_of(letters), catalogue.addressees_of(letters)
    return TopicView(
        name=record.name,
        broader=link,
        narrower=tuple(topic_tally(views, entry, deep=False) for entry in catalogue.narrower.get(record.id, ())),
        related=tuple(views.link(catalogue.topic[id_]) for id_ in record.related if id_ in catalogue.topic),
        letters=tuple(views.line(entry) for entry in reversed(letters)),
        whole=len(catalogue.by_topic_or_narrower(record.id)),
        asks=tuple(islice(_asks(views, letters), _ASKS)),
        organizations=views.tallies(organizations),
        organization_count=len(organizations),
        addressees=views.tallies(addressees),
        addressee_count=len(addressees),
        timeline=counting.topic_timeline(record.id, catalogue),
    )


def _asks(views: Views, letters: tuple[Entry[Letter], ...]) -> Iterator[AskedLine]:
    for entry in reversed(letters):
        for ask in asks_of(entry.record):
            yield AskedLine(views.line(entry), ask)


def topic_tally(views: Views, entry: Entry[Topic], /, *, deep: bool = True) -> Tally:
    """Count a topic's letters; with `deep` the topics below it too."""
    catalogue = views.catalogue
    below = catalogue.narrower.get(entry.record.id, ())
    return Tally(
        entry.docname,
        entry.record.name,
        len(catalogue.by_topic(entry.record.id)),
        tuple(topic_tally(views, child) for child in below) if deep else (),
        len(catalogue.by_topic_or_narrower(entry.record.id)) if below else 0,
    )
