"""The archive at one time, as far as a change makes it matter: all pages skimmed, those that can tell read whole.

`changes` sets two of them side by side, then and now; `kinship` compares their letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .catalogue import Catalogue
from .checking import ReadPage, check_between, read_page
from .diagnostics import Message
from .records import Record


@dataclass
class State:
    """The archive at one time: all pages skimmed, some of them read."""

    #: Page -> its bytes.
    data: Mapping[str, bytes]
    #: Docname -> what is known of the record.
    records: dict[str, Record]
    #: Tells whether there is a file, such as a picture.
    is_file: Callable[[str], bool]
    read: dict[str, ReadPage] = field(default_factory=dict)
    _catalogue: Catalogue | None = None
    #: Page -> its anchors, of pages that were read for these alone.
    _looked_at: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """Join what is known; made anew when more was read."""
        if self._catalogue is None:
            self._catalogue = Catalogue(self.records)
        return self._catalogue

    def note(self, path: str, page: ReadPage) -> None:
        """Take over a page that was read."""
        self.read[path] = page
        docname = path.removesuffix(".md")
        self._catalogue = None
        if page.record is None:
            self.records.pop(docname, None)
        else:
            self.records[docname] = page.record

    def anchors(self, path: str) -> frozenset[str] | None:
        """Give the anchors of a page, which is read for this if need be."""
        if path not in self.data:
            return None
        if path not in self.read and path not in self._looked_at:
            self._looked_at[path] = read_page(self.data[path], path=path).body.anchors
        return self.read[path].body.anchors if path in self.read else self._looked_at[path]

    def messages(self) -> Iterator[Message]:
        """Yield what is wrong with the pages that were read, and between all."""
        for page in self.read.values():
            yield from page.messages
        yield from check_between(self.catalogue, self.records, self.read, anchors_of=self.anchors, is_file=self.is_file)


def read_both(path: str, now: State, then: State) -> None:
    """Read a page that did not change, for both times."""
    if path not in now.read:
        page = read_page(now.data[path], path=path)
        now.note(path, page)
        then.note(path, page)
