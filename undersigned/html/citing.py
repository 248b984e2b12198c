"""Cites the letters whose pages are to be written, all at once, and keeps what was made between builds.

Comes after `rebuilding`, which made the views that say what is cited. Pages are filled in Sphinx's main process, so
that nobody else reads or writes what is kept.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

from ..exports.citations import Citation, CitationError, Piece, cite, stamp
from ..views import LetterView
from ..writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Name of the file in the folder of doctrees.
FILE = "citations.json"

#: Name of the style, and pieces with their two marks.
Kept = list[tuple[str, list[tuple[str, bool, bool]]]]


def setup(app: Sphinx) -> None:
    """Register the citing of letters."""
    app.connect("builder-inited", on_builder_inited)
    # After `rebuilding` (500).
    app.connect("env-get-updated", on_env_get_updated, priority=600)
    app.connect("build-finished", on_build_finished)


class Citing:
    """Citations by what they cite; made when they are first asked for, and kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Kept] | None = None
        self._is_changed = False

    def of(self, item: str) -> tuple[Citation, ...]:
        """Give the citations of an item. Raises SphinxError."""
        self.prepare([item])
        found = self._load()[_key(item)]
        return tuple(Citation(style, tuple(Piece(*piece) for piece in pieces)) for style, pieces in found)

    def prepare(self, items: Iterable[str]) -> None:
        """Cite what is not kept, all at once: starting the processor costs as much as a hundred letters. Raises SphinxError."""
        kept = self._load()
        missing = [item for item in dict.fromkeys(items) if _key(item) not in kept]
        try:
            made = cite([json.loads(item) for item in missing])
        except CitationError as error:
            raise SphinxError(str(error)) from error
        for item, citations in zip(missing, made, strict=True):
            kept[_key(item)] = [
                (one.style, [(piece.text, piece.italic, piece.foreign) for piece in one.pieces]) for one in citations
            ]
        self._is_changed |= bool(missing)

    def keep(self, items: Iterable[str]) -> None:
        """Write what is kept, and forget what no page shows."""
        wanted = {_key(item) for item in items}
        if self._kept is None or not (self._is_changed or self._kept.keys() - wanted):
            return
        kept = {key: found for key, found in sorted(self._kept.items()) if key in wanted}
        write_atomically(self._path, json.dumps({"stamp": stamp(), "citations": kept}, ensure_ascii=False))

    def _load(self) -> dict[str, Kept]:
        if self._kept is None:
            try:
                stored = json.loads(self._path.read_text("utf-8"))
                self._kept = stored["citations"] if stored["stamp"] == stamp() else {}
            except (OSError, ValueError, KeyError, TypeError):
                self._kept = {}
            except CitationError as error:
                raise SphinxError(str(error)) from error
        return self._kept


def on_builder_inited(app: Sphinx) -> None:
    """Know where citations are kept."""
    app.undersigned_citing = Citing(Path(app.doctreedir) / FILE)  # type: ignore[attr-defined]


def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Cite what pages will show."""
    if _is_site(app):
        app.undersigned_citing.prepare(_shown(app))  # type: ignore[attr-defined]
    return []


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Keep what was made."""
    if exception is None and _is_site(app):
        app.undersigned_citing.keep(_shown(app))  # type: ignore[attr-defined]


def _is_site(app: Sphinx) -> bool:
    return app.builder.format == "html"


def _shown(app: Sphinx) -> Iterable[str]:
    """Yield what the pages of all letters cite."""
    domain: Any = app.env.domains["letters"]
    for docname in sorted(app.env.all_docs):
        own = domain.views.page(docname).own
        if isinstance(own, LetterView) and own.cited is not None:
            yield own.cited.item


def _key(item: str) -> str:
    return blake2b(item.encode(), digest_size=12).hexdigest()
