"""Cites the letters whose pages are to be written, all at once, and keeps what was made between builds.

Comes after `rebuilding`, which made the views that say what is cited. All is made before pages are filled, so that the
processes that fill them have it.
"""

from __future__ import annotations

import json
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError, SphinxParallelError

from .. import processes, rebuilding
from ..exports.citations import Citation, CitationError, Piece, cite, stamp
from ..records import Letter
from ..views import LetterView
from ..writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """Citations by what they cite, and what each page cites, by its view; made when first asked for, and kept."""

    def __init__(self, path: Path, processes: int = 1) -> None:
        self._path, self._processes = path, processes
        self._kept: dict[str, Kept] | None = None
        #: Page -> fingerprint of its view, and key of what it cites; the latter is empty if it cites nothing.
        self._pages: dict[str, list[str]] = {}
        self._is_changed = False

    def of(self, item: str) -> tuple[Citation, ...]:
        """Give the citations of an item. Raises SphinxError."""
        self._prepare([item])
        found = self._load()[_key(item)]
        return tuple(Citation(style, tuple(Piece(*piece) for piece in pieces)) for style, pieces in found)

    def unknown(self, views: Mapping[str, str]) -> list[tuple[str, str]]:
        """Give the pages, with the fingerprints of their views, of which it is not kept what they cite."""
        self._load()
        return [(page, view) for page, view in views.items() if self._pages.get(page, [""])[0] != view]

    def show(self, found: Iterable[tuple[str, str, str]]) -> None:
        """Cite what pages show, given as page, fingerprint and item, all at once.

        Starting the processor costs as much as a hundred letters. Raises SphinxError.
        """
        items = {}
        for page, view, item in found:
            key = _key(item) if item else ""
            items[key] = item
            self._pages[page] = [view, key]
            self._is_changed = True
        self._prepare(item for item in items.values() if item)

    def keep(self, views: Mapping[str, str]) -> None:
        """Write what is kept, and forget what no page shows."""
        if self._kept is None or not (self._is_changed or self._pages.keys() - views.keys()):
            return
        pages = {page: found for page, found in sorted(self._pages.items()) if page in views}
        wanted = {key for _, key in pages.values()}
        kept = {key: found for key, found in sorted(self._kept.items()) if key in wanted}
        stored = {"stamp": stamp(), "pages": pages, "citations": kept}
        write_atomically(self._path, json.dumps(stored, ensure_ascii=False))

    def _prepare(self, items: Iterable[str]) -> None:
        kept = self._load()
        missing = [item for item in dict.fromkeys(items) if _key(item) not in kept]
        try:
            made = processes.spread(self._processes, _cited, missing)
        except (CitationError, SphinxParallelError) as error:
            raise SphinxError(str(error)) from error
        for item, citations in zip(missing, made, strict=True):
            kept[_key(item)] = citations
        self._is_changed |= bool(missing)

    def _load(self) -> dict[str, Kept]:
        if self._kept is None:
            self._kept = {}
            try:
                stored = json.loads(self._path.read_text("utf-8"))
                if stored["stamp"] == stamp():
                    kept: dict[str, Kept] = stored["citations"]
                    self._pages = {
                        page: [view, key] for page, (view, key) in stored["pages"].items() if not key or key in kept
                    }
                    self._kept = kept
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                self._pages = {}
            except CitationError as error:
                raise SphinxError(str(error)) from error
        return self._kept


def _cited(items: list[str]) -> list[Kept]:
    return [
        [(one.style, [(piece.text, piece.italic, piece.foreign) for piece in one.pieces]) for one in citations]
        for citations in cite([json.loads(item) for item in items])
    ]


def on_builder_inited(app: Sphinx) -> None:
    """Know where citations are kept."""
    app.undersigned_citing = Citing(Path(app.doctreedir) / FILE, app.parallel)  # type: ignore[attr-defined]


def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Cite what pages will show that may be written."""
    if _is_site(app) and not rebuilding.is_unchanged(app):
        citing: Citing = app.undersigned_citing  # type: ignore[attr-defined]
        citing.show(processes.spread(app.parallel, partial(_shown, app), citing.unknown(_letters(app))))
    return []


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Keep what was made."""
    if exception is None and _is_site(app):
        app.undersigned_citing.keep(_letters(app))  # type: ignore[attr-defined]


def _is_site(app: Sphinx) -> bool:
    return app.builder.format == "html"


def _letters(app: Sphinx) -> dict[str, str]:
    """Give the fingerprints of the views of letters."""
    domain: Any = app.env.domains["letters"]
    views = rebuilding.fingerprints(app)
    return {docname: view for docname, view in views.items() if isinstance(domain.records.get(docname), Letter)}


def _shown(app: Sphinx, letters: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Tell what the pages of letters cite, each with the fingerprint of its view; nothing of one without surroundings."""
    domain: Any = app.env.domains["letters"]
    found = []
    for docname, view in letters:
        own = domain.views.page(docname).own
        found.append((docname, view, own.cited.item if isinstance(own, LetterView) and own.cited is not None else ""))
    return found


def _key(item: str) -> str:
    return blake2b(item.encode(), digest_size=12).hexdigest()
