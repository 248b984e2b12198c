"""Checks what a change touches: the pages that are new or other than where the change began, and what this breaks.

The answer is that of two full checks, then and now: every message on a changed page, and those on other pages that
did not stand before, whatever their lines; and what it does to the identity of pages (`claims`). Only pages that can tell are read; the others are skimmed (`skimming`).
Comes after `revisions`; the command `check --changed-since` prints the result.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import claims, skimming, tree
from .catalogue import Entry
from .checking import Result, read_page
from .diagnostics import Message
from .kinship import Kinship
from .names import name_key
from .records import Letter
from .revisions import Revision, where_change_began
from .states import State, read_both

#: How two messages are the same although lines have shifted: path, rule, problem.
Key = tuple[str, str, str]
#: Bytes of a refused file that are still compared with those of the past; a larger one counts as changed.
MOST_BYTES = 50_000_000


def check_changes(root: Path, revision: str) -> Result:
    """Check what changed since the work parted from a revision; raise `RevisionError` where that cannot be told."""
    before = where_change_began(root, revision)
    found = tree.check_tree(root)
    data = {path: (root / path).read_bytes() for path in found.pages}
    changed = {path for path, content in data.items() if not before.holds(path, content)}
    now, then = _states(root, before, data, changed)
    needles = _needles(now, then) | _picture_needles(root, before)
    for path, content in data.items():
        if path not in changed and _may_write(content, needles):
            read_both(path, now, then)
    kin = Kinship(now, then, changed)
    while True:
        kin.settle()
        messages = [*now.messages(), *kin.messages(now)]
        stood = Counter(map(_key, (*then.messages(), *kin.messages(then))))
        new = list(_not_in(messages, stood))
        # A message on a page that was only skimmed has no line yet.
        unread = {message.path for message in new} & now.data.keys() - now.read.keys()
        if not unread:
            break
        for path in sorted(unread):
            read_both(path, now, then)
    told = dict.fromkeys((*(message for message in messages if message.path in changed), *new))
    touched = {path.removesuffix(".md") for path in changed}
    told.update(dict.fromkeys(claims.check(then.records, now.records, touched)))
    told.update(dict.fromkeys(_tree_messages(root, found.messages, found.refused, before)))
    return Result(tuple(sorted(told)), len(changed), now.catalogue)


def _states(root: Path, before: Revision, data: Mapping[str, bytes], changed: set[str]) -> tuple[State, State]:
    """Describe the archive now and then; changed pages are read, the others skimmed once."""
    past = [
        path for path, blob in before.files.items()
        if (path in changed or path not in data) and blob.mode.startswith("100") and tree.accepts_page(path)
    ]  # fmt: skip
    old = {path: content for path, content in before.read(past).items() if tree.accepts_page(path, len(content))}
    skimmed = {
        path.removesuffix(".md"): record
        for path, content in data.items()
        if path not in changed and (record := skimming.skim(content, path=path)) is not None
    }
    kept = {path: content for path, content in data.items() if path not in changed}
    now = State(data, dict(skimmed), lambda path: (root / path).is_file())
    then = State({**kept, **old}, dict(skimmed), before.files.__contains__)
    for state in (now, then):
        for path, content in state.data.items():
            if path not in kept:
                state.note(path, read_page(content, path=path))
    return now, then


def _key(message: Message) -> Key:
    return message.path, message.rule.id, message.problem


def _not_in(messages: Iterable[Message], stood: Counter[Key]) -> Iterator[Message]:
    """Yield the messages that did not stand before; of several alike, the last."""
    left = Counter(stood)
    for message in sorted(messages):
        key = _key(message)
        if left[key]:
            left[key] -= 1
        else:
            yield message


# ---------------------------------------------------------------- what other pages may have to do with the change


def _needles(now: State, then: State) -> set[str]:
    """Gather every name, id and page that means another thing now than then, or has other headings, as words."""
    keys: set[str] = set()
    a, b = now.catalogue, then.catalogue
    for ours, theirs in (
        (a.authority, b.authority),
        (a.topic_names, b.topic_names),
        (a.letter_titles, b.letter_titles),
    ):
        keys |= {key for key in {*ours.ids, *theirs.ids} if ours.ids.get(key) != theirs.ids.get(key)}
    ids: set[str] = set()
    for here, there in ((a.organization, b.organization), (a.topic, b.topic), (a.letter, b.letter)):
        shelf: Mapping[str, Entry[Any]] = here
        past: Mapping[str, Entry[Any]] = there
        moved = {id_ for id_ in shelf.keys() | past.keys() if _place(shelf, id_) != _place(past, id_)}
        ids |= moved
        # A message may name the page to which a name leads.
        keys |= {name_key(name) for id_ in moved for s in (shelf, past) if id_ in s for name in _names(s[id_].record)}
    ids |= {key[1] for key in a.former.keys() | b.former.keys() if a.former.get(key) != b.former.get(key)}
    files = {path.rpartition("/")[2] for path in now.data.keys() ^ then.data.keys()}
    files |= {
        path.rpartition("/")[2]
        for path in now.read.keys() & then.read.keys()
        if now.read[path].body.anchors != then.read[path].body.anchors
    }
    return keys | {skimming.words(word.encode()).strip() for word in ids | files}


def _place(shelf: Mapping[str, Entry[Any]], id_: str) -> str | None:
    return shelf[id_].docname if id_ in shelf else None


def _names(record: Any) -> tuple[str, ...]:
    if isinstance(record, Letter):
        return (record.title,)
    return (record.name, *getattr(record, "aliases", ()), *getattr(record, "misprints", ()))


def _picture_needles(root: Path, before: Revision) -> set[str]:
    """Gather the names of pictures that came or went."""
    here = {
        (Path(folder) / name).relative_to(root).as_posix()
        for folder, _, names in os.walk(root)
        for name in names
        if not name.endswith(".md")
    }
    there = {path for path in before.files if not path.endswith(".md")}
    return {skimming.words(os.fsencode(path.rpartition("/")[2])).strip() for path in here ^ there}


def _may_write(content: bytes, needles: set[str]) -> bool:
    """Tell whether a page may hold one of the names; where in doubt, it may."""
    if not needles:
        return False
    if skimming.is_odd(content) or any(not any(map(str.isalnum, needle)) for needle in needles):
        return True
    text = skimming.words(content)
    return any(f" {needle} " in text for needle in needles)


def _tree_messages(
    root: Path, messages: Iterable[Message], refused: Iterable[str], before: Revision
) -> Iterator[Message]:
    """Yield what is wrong with files and folders that are new or other than then."""
    stood = {tree.shown(path) for path in refused if _stood(root, path, before)}
    return (message for message in messages if message.path not in stood)


def _stood(root: Path, path: str, before: Revision) -> bool:
    """Tell whether a file that is not to be read was the same then, or a folder was there."""
    file = root / path
    facts = file.lstat()
    if stat.S_ISDIR(facts.st_mode):
        return any(name.startswith(f"{path}/") for name in before.files)
    if path not in before.files:
        return False
    if stat.S_ISLNK(facts.st_mode):
        return before.files[path].mode == "120000" and before.holds(path, os.fsencode(os.readlink(file)))
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > MOST_BYTES:
        return False
    return before.files[path].mode.startswith("100") and before.holds(path, file.read_bytes())
