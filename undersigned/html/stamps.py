"""Digests of what exports are made from, by which a build sees what it need not make again.

Comes after `reading`, which digests the text of each page, and `rebuilding`, which digests what a page takes from others.
What an export says of a letter stands in one or the other: facts and body in its page, and the names, ids and addresses
of bodies and topics in its view.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from .. import rebuilding, site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from ..catalogue import Catalogue, Entry
    from ..records import Letter


def stamps_of(app: Sphinx) -> Stamps:
    """Give the digests of a build, which all its parts share: each is of all pages."""
    kept: Stamps | None = getattr(app, "undersigned_stamps", None)
    if kept is None or not kept.is_of(app):
        kept = app.undersigned_stamps = Stamps(app)  # type: ignore[attr-defined]
    return kept


class Stamps:
    """The digests of one build. Equal digests mean equal exports, in every process and run."""

    def __init__(self, app: Sphinx) -> None:
        domain: Any = app.env.domains["letters"]
        self._catalogue: Catalogue = domain.catalogue
        self._sources: dict[str, str] = domain.sources
        self._letters: dict[str, str] = {}
        self._views = rebuilding.fingerprints(app)
        config = app.config
        self._settings = repr((
            app.extensions["undersigned"].metadata.get("env_version"), site.base_url(), site.known_url(),
            config.project, config.author, config.html_short_title, config.language,
        ))  # fmt: skip

    def is_of(self, app: Sphinx) -> bool:
        """Tell whether the digests are those of the views that this build made."""
        return self._views is rebuilding.fingerprints(app)

    def of(self, *parts: object) -> str:
        """Digest anything whose `repr` tells it whole, together with the code and the settings that exports know."""
        return blake2b(repr((self._settings, parts)).encode(), digest_size=12).hexdigest()

    def source(self, docname: str) -> str:
        """Give the digest of a page's own text; empty for a page without one."""
        return self._sources.get(docname, "")

    def letters(self, entries: Iterable[Entry[Letter]]) -> str:
        """Digest letters in their order, each with what it takes from others.

        Empty where one shares its id with another and its view tells nothing: what is made from it has no stamp.
        """
        parts = []
        for entry in entries:
            if entry.docname not in self._letters:
                self._letters[entry.docname] = self._letter(entry)
            parts.append(self._letters[entry.docname])
        return self.of(parts) if all(parts) else ""

    def on_page(self, docname: str, entries: Iterable[Entry[Letter]]) -> str:
        """Digest letters that stand on a page, with the page itself; empty where `letters` is."""
        letters = self.letters(entries)
        return self.of(docname, self.source(docname), letters) if letters else ""

    def _letter(self, entry: Entry[Letter]) -> str:
        first = self._catalogue.letter[entry.record.id]
        return (
            f"{entry.docname} {self.source(entry.docname)} {self._views[entry.docname]}"
            if first.docname == entry.docname
            else ""
        )

    @cached_property
    def whole(self) -> str:
        """Digest all pages."""
        return self.of(sorted(self._sources.items()))

    @cached_property
    def with_views(self) -> str:
        """Digest all pages with what each takes from others."""
        return self.of(self.whole, sorted(self._views.items()))
