"""Plans renames of pages as data: every file with what it holds before and after.

`merging` plans merges. Nothing is written here; `changing` shows a plan, checks it and carries it out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from . import editing, former_ids, pages, tree
from .catalogue import Catalogue
from .diagnostics import quote
from .editing import EditError, Mending, Source
from .links import NAME
from .markup import Body
from .records import Letter, Organization, Page, Record, Topic, kind_name
from .wording import enumerate_words
from .writing import missing_year_page, page_path


class MoveError(Exception):
    """A rename or merge that cannot be done; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file: no `before` where it is new, no `after` where it goes."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Plan:
    """All changes of a rename or merge, and what a person must know of it."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    #: The page that goes and the page that takes its place.
    old: str
    new: str


@dataclass(frozen=True)
class Archive:
    """All pages as they are: their bytes and records by path."""

    root: Path
    data: Mapping[str, bytes]
    records: Mapping[str, Record]

    @classmethod
    def read(cls, root: Path) -> Archive:
        """Read the folder of pages."""
        data = {path: (root / path).read_bytes() for path in tree.check_tree(root).pages}
        found = {path: pages.read_facts(content, path=path).record for path, content in data.items()}
        return cls(root, data, {path: record for path, record in found.items() if record is not None})

    @cached_property
    def catalogue(self) -> Catalogue:
        """Join the records."""
        return Catalogue({path.removesuffix(".md"): record for path, record in self.records.items()})

    def page(self, given: str) -> tuple[str, Letter | Organization | Topic]:
        """Find the page that an id or path means."""
        wanted = self._below(given)
        if wanted.endswith(".md"):
            found = [wanted] if wanted in self.data else []
        else:
            found = [
                path
                for path in self.data
                if path.removesuffix(".md").rpartition("/")[2] == wanted
                and not isinstance(self.records.get(path), Page)
            ]
        if not found:
            known = [record.id for record in self.records.values() if not isinstance(record, Page)]
            from .values import nearest

            former = former_ids.renamed("any", wanted, self.catalogue.former)
            near = nearest(wanted, known)
            mend = former or (f"did you mean {quote(near[0])}?" if near else "give the id or path of a page")
            raise MoveError(f"no letter, organization or topic is called {quote(given)}; {mend}")
        if len(found) > 1:
            raise MoveError(f"{quote(given)} names {enumerate_words(found)}; give the path")
        record = self.records.get(found[0])
        if record is None:
            raise MoveError(f"{found[0]}: the page cannot be read; run check and mend it first")
        if isinstance(record, Page):
            raise MoveError(f"{found[0]} is no letter, organization or topic; move such a page by hand")
        return found[0], record

    def _below(self, given: str) -> str:
        """Give a path as seen from the folder of pages."""
        path = Path(given)
        if given.endswith(".md") and path.resolve().is_relative_to(self.root.resolve()):
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        return posixpath.normpath(given)


def rename(archive: Archive, old: str, new: str) -> Plan:
    """Plan to give a page another id; raises MoveError or EditError."""
    path, record = archive.page(old)
    id_ = _new_id(new, record)
    if id_ == record.id:
        raise MoveError(f"the page is called {quote(id_)} already; give another id")
    moved = replace(record, id=id_)
    new_path = page_path(moved)
    if new_path in archive.data or (archive.root / new_path).exists():
        raise MoveError(f"{new_path} is there already; choose another id, or merge the two pages")
    owner = archive.catalogue.former.get((kind_name(record), id_))
    if owner not in (None, record.id):
        raise MoveError(f"{quote(id_)} is a former id of {quote(str(owner))}; choose another id, or delete it there")
    formers = [former for former in record.former_ids if former != id_]
    formers.append(record.id)
    notes: list[str] = []
    mending = Mending({(kind_name(record), record.id): id_}, {path: new_path}, any_ids(archive, record, id_))
    texts = {path: editing.set_list(Source.of(archive.data[path], path=path), "former-ids", formers)}
    changes = mended(archive, mending, texts)
    if isinstance(record, Letter) and posixpath.dirname(path) != posixpath.dirname(new_path):
        changes += _moved_images(archive, path, new_path, notes)
        index = missing_year_page(id_, archive.data.__contains__)
        changes += [Change(page, None, text.encode()) for page, text in index.items()]
    return Plan(tuple(sorted(changes, key=lambda change: change.path)), tuple(notes), path, new_path)


def _new_id(given: str, record: Letter | Organization | Topic) -> str:
    id_ = given.removesuffix(".md").rpartition("/")[2]
    if not NAME.fullmatch(id_):
        raise MoveError(f"{quote(given)} is no id; write a-z, 0-9 and single hyphens")
    found = former_ids.problem_of(record, id_)
    if found is not None:
        if isinstance(record, Letter):
            raise MoveError(f"{quote(id_)} is no letter's id; begin it with the letter's date, as in 2013-04-10-words")
        raise MoveError(f"{quote(id_)} cannot be a file's name; choose another id")
    expected = page_path(replace(record, id=id_))
    if "/" in given and not Path(given).as_posix().endswith(expected):
        raise MoveError(f"the page of {quote(id_)} stands at {expected}, not at {quote(given)}; give the id alone")
    return id_


def any_ids(archive: Archive, record: Record, new: str) -> dict[str, str]:
    """Give what `{any}` and [](#id) become; nothing where pages of two kinds bear the id."""
    return {record.id: new} if len(archive.catalogue.find("any", record.id)) == 1 else {}


def mended(archive: Archive, mending: Mending, texts: Mapping[str, Source]) -> list[Change]:
    """Mend every page that may refer to what changes; `texts` holds pages that are changed otherwise too."""
    words = sorted({word for _, word in mending.ids})
    stems = [path.rpartition("/")[2] for path in mending.paths]
    likely = re.compile("|".join(re.escape(word) for word in [*words, *stems]))
    changes: list[Change] = []
    problems: list[str] = []
    for path, data in archive.data.items():
        given = texts.get(path)
        if given is None and not likely.search(data.decode("utf-8", "replace")):
            continue
        try:
            source = given or Source.of(data, path=path)
            after = source.encode(editing.mend(source, mending))
        except EditError as error:
            # A page without facts may hold the word by chance; the check of the whole tells whether it matters.
            if given is None and path not in archive.records:
                continue
            problems.append(str(error))
            continue
        new_path = mending.paths.get(path, path)
        if new_path != path:
            changes += [Change(path, data, None)] if path != new_path else []
            if new_path not in texts:
                changes.append(Change(new_path, archive.data.get(new_path), after))
        elif after != data:
            changes.append(Change(path, data, after))
    if problems:
        raise MoveError("\n".join(problems))
    return changes


def _moved_images(archive: Archive, path: str, new_path: str, notes: list[str]) -> list[Change]:
    """Take a letter's images along; those that other pages show too are copied."""
    folder, new_folder = posixpath.dirname(path), posixpath.dirname(new_path)
    images = {image.path for image in body_at(archive, path).images}
    if not images:
        return []
    kept: set[str] = set()
    for other in archive.data:
        if other != path and posixpath.dirname(other) == folder:
            kept |= images & {image.path for image in body_at(archive, other).images}
    changes = []
    for image in sorted(images):
        file, target = archive.root / image, posixpath.join(new_folder, posixpath.basename(image))
        if not file.is_file() or file.is_symlink():
            continue
        content = file.read_bytes()
        if (archive.root / target).exists():
            if (archive.root / target).read_bytes() != content:
                raise MoveError(f"{target} is there already and shows something else; rename the image first")
        else:
            changes.append(Change(target, None, content))
        if image in kept:
            notes.append(f"{image} is shown by other letters too and was copied")
        else:
            changes.append(Change(image, content, None))
    return changes


def body_at(archive: Archive, path: str) -> Body:
    """Read the body of a page."""
    return pages.read_body(pages.read_facts(archive.data[path], path=path))
