"""The Sphinx domain `letters`: the records of all pages, and cross-references to them.

`reading` fills it while pages are read; `views`, `transforms` and the builders ask its catalogue.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from . import consistency, pages, similarity
from .catalogue import Catalogue, Entry
from .diagnostics import Message
from .listings import Listing
from .records import Letter, Organization, Page, Party, Record, Reference, kind_name, title_of
from .rendering.parts import titled
from .roles import RecordRole
from .viewing import Views

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Messages that are kept with the digest of the pages they are of: of a few, not those of a wreck.
KEPT_MESSAGES = 1000


class LettersDomain(Domain):
    """Letters, organizations and topics as objects that pages define and name."""

    name = "letters"
    label = "Open letters"
    object_types = {  # noqa: RUF012
        "letter": ObjType("letter", "letter", "any"),
        "organization": ObjType("organization", "organization", "any"),
        "topic": ObjType("topic", "topic", "any"),
    }
    roles = {kind: RecordRole() for kind in ("letter", "organization", "topic", "any")}  # noqa: RUF012
    initial_data = {  # noqa: RUF012
        "records": {}, "references": {}, "listings": {}, "messages": {}, "sources": {}, "checked": ("", ()),
    }  # fmt: skip
    data_version = 4

    _catalogue: Catalogue | None = None
    _views: Views | None = None
    _before: dict[str, tuple[str, Record | None]] | None = None

    # ---------------------------------------------------------------- data

    @property
    def records(self) -> dict[str, Record]:
        """The record of each page: docname -> record."""
        return self.data["records"]  # type: ignore[no-any-return]

    @property
    def references(self) -> dict[str, tuple[Reference, ...]]:
        """What the body of each page names: docname -> references."""
        return self.data["references"]  # type: ignore[no-any-return]

    @property
    def listings(self) -> dict[str, tuple[Listing, ...]]:
        """The listing directives of each page: docname -> listings."""
        return self.data["listings"]  # type: ignore[no-any-return]

    @property
    def messages(self) -> dict[str, tuple[Message, ...]]:
        """What was wrong with each page when it was read: docname -> messages."""
        return self.data["messages"]  # type: ignore[no-any-return]

    @property
    def sources(self) -> dict[str, str]:
        """A digest of the bytes of each page: docname -> digest."""
        return self.data["sources"]  # type: ignore[no-any-return]

    def note_source(self, docname: str, data: bytes) -> None:
        """Remember from which bytes a page was read."""
        self.sources[docname] = b64encode(hashlib.blake2b(data, digest_size=12).digest()).decode()

    def note_record(self, docname: str, record: Record) -> None:
        """Store the record of a page, without the names of private persons."""
        self._catalogue = self._views = None
        self.records[docname] = getattr(record, "private", record)

    def note_body(self, docname: str, references: Iterable[Reference], found: Iterable[Listing]) -> None:
        """Store what the body of a page names and lists."""
        if named := tuple(references):
            self.references[docname] = named
        if listed := tuple(found):
            self.listings[docname] = listed

    def note_messages(self, docname: str, messages: Iterable[Message]) -> None:
        """Keep what is wrong with a page, so that every build reports it until it is mended."""
        kept = (*self.messages.get(docname, ()), *messages)
        if kept:
            self.messages[docname] = kept

    @property
    def before(self) -> dict[str, tuple[str, Record | None]]:
        """What this build forgot in order to read it anew, or for good: docname -> digest of the bytes, and record."""
        if self._before is None:
            self._before = {}
        return self._before

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self._catalogue = self._views = None
        self.data["checked"] = "", ()
        if docname in self.sources:
            self.before.setdefault(docname, (self.sources[docname], self.records.get(docname)))
        for store in self.data.values():
            if isinstance(store, dict):
                store.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self._catalogue = self._views = None
        for name, store in otherdata.items():
            if isinstance(store, dict):
                self.data[name].update((docname, store[docname]) for docname in docnames if docname in store)

    # ---------------------------------------------------------------- use

    @property
    def catalogue(self) -> Catalogue:
        """Join all records; made once after the last page is read."""
        if self._catalogue is None:
            self._catalogue = Catalogue(self.records)
        return self._catalogue

    @property
    def views(self) -> Views:
        """Make what pages show beyond their own text; kept as long as the catalogue."""
        if self._views is None:
            self._views = Views(self)
        return self._views

    def with_persons(self, docname: str) -> Record:
        """Read the record of a page again, with the names of persons who sign for no body, which are not kept here.

        Whoever writes a text that must not name them needs their names. Only such letters are read again.
        """
        record = self.records[docname]
        if isinstance(record, Letter) and any(party.is_person_alone for party in record.signatories):
            path = Path(self.env.doc2path(docname))
            return pages.read_facts(path.read_bytes(), path=f"{docname}.md").record or record
        return record

    def all_messages(self) -> Iterator[Message]:
        """Yield everything that is wrong: what was noted while reading, and what is between pages."""
        pages = hashlib.blake2b(repr(sorted(self.sources.items())).encode(), digest_size=12).hexdigest()
        checked, found = self.data["checked"]
        if checked != pages:
            # Looking at all pages takes its time.
            found = tuple(self._found())
            self.data["checked"] = (pages, found) if len(found) <= KEPT_MESSAGES else ("", ())
        yield from found

    def _found(self) -> Iterator[Message]:
        between = consistency.check(self.catalogue, self.records, self.references, self.listings)
        doubles = similarity.possible_duplicates(self.catalogue)
        return chain(chain.from_iterable(self.messages.values()), between, doubles)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all records by id for the inventory, and organizations by their other names too."""
        live = {(kind_name(record), record.id) for record in self.records.values()}
        for docname, record in sorted(self.records.items()):
            if isinstance(record, Page) or not getattr(record, "listed", True):
                continue
            kind = kind_name(record)
            yield record.id, title_of(record), kind, docname, "", -1
            for former in record.former_ids:
                if (kind, former) not in live and self.catalogue.former.get((kind, former)) == record.id:
                    # Other archives that name a page by its former id still find it.
                    yield former, title_of(record), kind, docname, "", -1
            if isinstance(record, Organization):
                for name in dict.fromkeys((*record.aliases, *record.misprints)):
                    yield name, name, kind, docname, "", 1

    def find(self, node: Element) -> Entry[Any] | None:
        """Find the page that a reference node means: a party by its printed name, others by id, name, alias or title."""
        if node["reftype"] == "party":
            return self.catalogue.body_of(Party(node["reftarget"] or None, organization_id=node.get("organization_id")))
        found = self.catalogue.find(node["reftype"], node["reftarget"])
        return found[0] if len(found) == 1 else None

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: Element,
    ) -> nodes.reference | None:  # fmt: skip
        """Make the link of a reference; None where nothing, or more than one page, is meant."""
        if typ == "file":
            # Data and feeds are no pages: a build writes them when all pages are there.
            up = "../" * fromdocname.count("/")
            return nodes.reference("", "", contnode, refuri=f"{up}{target}", internal=True)
        entry = self.find(node)
        if entry is None:
            return None
        return self.link(builder, fromdocname, entry, contnode if node["refexplicit"] else None)

    def link(
        self, builder: Builder, fromdocname: str, entry: Entry[Any], content: Element | None = None
    ) -> nodes.reference:
        """Make a link to a page, with its title or name as text unless other content is given."""
        text = content or titled(title_of(entry.record), getattr(entry.record, "language", "en"))
        return make_refnode(builder, fromdocname, entry.docname, "", text)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        """Offer the pages that a target of unknown kind may mean."""
        content = contnode if node.get("refexplicit") else None
        return [
            (f"letters:{kind_name(entry.record)}", self.link(builder, fromdocname, entry, content))
            for entry in self.catalogue.find("any", target)
        ]
