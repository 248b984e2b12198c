"""Plans to join two organizations or two topics that are the same; comes after `moving`, whose plans it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from . import editing, identifiers, pages
from .diagnostics import quote
from .editing import Mending, Source
from .moving import Archive, Change, MoveError, Plan, any_ids, body_at, mended
from .names import name_key
from .records import Letter, Organization, Topic, kind_name


def merge(archive: Archive, from_: str, into: str) -> Plan:
    """Plan to join two organizations or two topics; raises MoveError or EditError."""
    old_path, old = archive.page(from_)
    path, kept = archive.page(into)
    if old_path == path:
        raise MoveError(f"both names mean {path}; give two pages")
    if type(old) is not type(kept):
        raise MoveError(
            f"{old_path} is a page of kind {kind_name(old)}, {path} of kind {kind_name(kept)}; merge two of a kind"
        )
    if isinstance(old, Letter) or isinstance(kept, Letter):
        raise MoveError("letters are not merged; put what one page lacks there by hand, then delete the other")
    notes: list[str] = []
    source = Source.of(archive.data[path], path=path)
    if isinstance(old, Organization) and isinstance(kept, Organization):
        source = _joined_names(source, old, kept)
        source = _joined_facts(source, old, kept, ("kind", "country", "parent"), notes)
        source = _joined_identifiers(source, old, kept, notes)
    elif isinstance(old, Topic) and isinstance(kept, Topic):
        source = _joined_facts(source, old, kept, ("broader",), notes)
        related = [*kept.related, *old.related]
        source = editing.set_list(
            source, "related", [id_ for id_ in dict.fromkeys(related) if id_ not in (old.id, kept.id)]
        )
    formers = dict.fromkeys((*kept.former_ids, *old.former_ids, old.id))
    source = editing.set_list(source, "former-ids", list(formers))
    source = _joined_prose(archive, source, old_path, path, notes)
    texts = {path: source}
    ids = {(kind_name(old), old.id): kept.id}
    any_words = any_ids(archive, old, kept.id)
    if isinstance(old, Topic):
        # Topics have no aliases: where a page says the name that goes, it says the id from now on.
        for word in _words_for(archive, old):
            ids["topic", word] = kept.id
            if len(archive.catalogue.find("any", word)) == 1:
                any_words[word] = kept.id
        texts |= _without_doubles(archive, old, kept.id, texts)
    mending = Mending(ids, {old_path: path}, any_words)
    changes = [change for change in mended(archive, mending, texts) if change.path != old_path]
    changes.append(Change(old_path, archive.data[old_path], None))
    if isinstance(old, Organization):
        notes += _both_signed(archive, old.id, kept.id)
    return Plan(tuple(sorted(changes, key=lambda change: change.path)), tuple(notes), old_path, path)


def _joined_names(source: Source, old: Organization, kept: Organization) -> Source:
    known = {name_key(name) for name in (kept.name, *kept.aliases, *kept.misprints)}
    for key, own, others in (
        ("aliases", kept.aliases, (old.name, *old.aliases)),
        ("misprints", kept.misprints, old.misprints),
    ):
        added = []
        for name in others:
            if name_key(name) not in known:
                known.add(name_key(name))
                added.append(name)
        source = editing.set_list(source, key, [*own, *added])
    return source


def _joined_facts(
    source: Source, old: Organization | Topic, kept: Organization | Topic, keys: Iterable[str], notes: list[str]
) -> Source:
    for key in keys:
        theirs, ours = getattr(old, key), getattr(kept, key)
        if ours == old.id:
            raise MoveError(
                f"{key} of {quote(kept.id)} is {quote(old.id)}, and nothing stands above itself; "
                f"merge {kept.id} into {old.id} instead, or change {key} first"
            )
        if theirs is None or theirs in (ours, kept.id):
            continue
        if ours is None:
            source = editing.set_value(source, key, theirs)
            notes.append(f"{key} {quote(theirs)} was taken over from {quote(old.id)}")
        else:
            notes.append(f"{key} stays {quote(ours)}; {quote(old.id)} said {quote(theirs)}")
    return source


def _joined_identifiers(source: Source, old: Organization, kept: Organization, notes: list[str]) -> Source:
    theirs, ours = ({reg.key: id_ for reg, id_ in identifiers.known(body)} for body in (old, kept))
    if theirs and not ours:
        notes.append(f"identifiers were taken over from {quote(old.id)}")
        return editing.set_group(source, "identifiers", theirs)
    for key, id_ in theirs.items():
        if key not in ours:
            notes.append(f"{key} {quote(id_)} of {quote(old.id)} was not taken over; add it to identifiers by hand")
        elif ours[key] != id_:
            notes.append(f"{key} stays {quote(ours[key])}; {quote(old.id)} said {quote(id_)}")
    return source


def _joined_prose(archive: Archive, source: Source, old_path: str, path: str, notes: list[str]) -> Source:
    theirs = pages.read_facts(archive.data[old_path], path=old_path).body.strip()
    ours = pages.read_facts(archive.data[path], path=path).body.strip()
    if not theirs or " ".join(theirs.split()) == " ".join(ours.split()):
        return source
    if ours:
        notes.append(f"the text of {old_path} was added below that of {path}; make one text of the two")
    return editing.append_paragraph(source, theirs)


def _words_for(archive: Archive, old: Topic) -> list[str]:
    """List the words other than the id by which pages name a topic."""
    key = name_key(old.name)
    found: set[str] = set()
    for path, record in archive.records.items():
        if isinstance(record, Letter):
            found |= {topic.target for topic in record.topics if name_key(topic.target) == key}
        if old.name.casefold()[:3] in archive.data[path].decode("utf-8", "replace").casefold():
            named = editing.body_references(body_at(archive, path))
            found |= {word for kind, word in named if kind in ("topic", "any") and name_key(word) == key}
    return sorted(found - {old.id})


def _without_doubles(archive: Archive, old: Topic, kept: str, texts: Mapping[str, Source]) -> dict[str, Source]:
    """Take the topic that goes out of lists that hold both."""
    found: dict[str, Source] = {}
    for path, record in archive.records.items():
        key = "topics" if isinstance(record, Letter) else "related" if isinstance(record, Topic) else ""
        if not key or path in texts:
            continue
        words = [getattr(value, "target", value) for value in getattr(record, key)]
        meant = {word: entry.record.id for word in words if (entry := archive.catalogue.topic_of(word)) is not None}
        if {old.id, kept} <= set(meant.values()):
            source = Source.of(archive.data[path], path=path)
            found[path] = editing.set_list(source, key, [word for word in words if meant.get(word) != old.id])
    return found


def _both_signed(archive: Archive, old: str, kept: str) -> list[str]:
    theirs = {entry.record.id for entry in archive.catalogue.signed_by(old)}
    both = [entry for entry in archive.catalogue.signed_by(kept) if entry.record.id in theirs]
    return [
        f"{entry.docname}.md: both names signed; both stay as printed and count as one organization" for entry in both
    ]
