"""Make the pieces of letters that changed, in several processes, and tell which piece each letter has.

Before it: `builder`. A letter whose page and names are as they were is not even opened: its piece is known by what
the last build noted. After it: `printing`.
"""

from __future__ import annotations

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxParallelError
from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks, SerialTasks

from ..memory import forget_doctrees
from ..records import title_of
from ..views import fingerprint
from ..wording import plural
from . import fonts
from .piece import PrintError
from .store import digest
from .typefaces import script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .builder import LetterPdfBuilder
    from .edition import Entry

logger = logging.getLogger(__name__)
#: Letters that one process renders at a time.
CHUNK = 40
#: Why something is missing that a process was to make.
GONE = "the process that made it was ended, by a person or for want of memory; build again"

Missing = dict[str, list[tuple[str, str]]]


class Rendering:
    """One pass over the letters; `is_partial` where not all letters of the archive are asked for."""

    def __init__(self, builder: LetterPdfBuilder, /, *, is_partial: bool = False) -> None:
        self._builder = builder
        self._known = builder.store.notes()
        self._noted = dict(self._known) if is_partial else {}
        self._language: str = builder.config.language or "en"

    def keys(self, entries: Sequence[Entry], /) -> dict[str, str]:
        """Give the key of each letter's piece; make those that are not kept. Raises PdfError naming all failures."""
        from .builder import PdfError

        builder = self._builder
        keys: dict[str, str] = {}
        failures: dict[str, str] = {}
        missing: Missing = {}
        asked: set[str] = set()
        waiting: list[tuple[Entry, nodes.document, str]] = []
        tasks: Any = ParallelTasks(builder._app.parallel) if builder.parallel_ok else SerialTasks()

        def on_done(*results: Any) -> None:
            # Parallel tasks give their argument and the result, serial ones the result alone.
            failed, found = results[-1]
            failures.update(failed)
            missing.update(found)

        def start() -> None:
            if waiting:
                builder.renderer  # noqa: B018  made before the processes part, so that they share it
                tasks.add_task(self._render_chunk, waiting[:], on_done)
                waiting.clear()
                forget_doctrees(builder.env)
                # Doctrees hold themselves in cycles.
                gc.collect(1)

        quick = {entry.docname: self._quick_key(entry) for entry in entries}
        for entry in entries:
            note = self._known.get(entry.docname)
            if note is not None and note.quick == quick[entry.docname] and builder.store.is_untouched(note):
                keys[entry.docname] = note.key
                if note.missing:
                    missing[entry.docname] = _places(builder.env.get_doctree(entry.docname), note.missing)
                continue
            try:
                doctree = builder.env.get_and_resolve_doctree(entry.docname, builder, tags=builder.tags)
                key = keys[entry.docname] = self._key(entry, doctree)
            except Exception as error:  # an extension's, of any kind; the other letters are to be told of too
                failures[entry.docname] = f"{type(error).__name__}: {error}"
                continue
            known = builder.store.missing(key)
            if known is not None:
                missing[entry.docname] = _places(doctree, known)
                continue
            waiting.append((entry, doctree, key))
            asked.add(entry.docname)
            if len(waiting) >= CHUNK:
                start()
        start()
        try:
            tasks.join()
        except (EOFError, SphinxParallelError) as error:
            logger.debug("a process is gone: %s", error)
        # Sphinx goes on if a process is gone.
        failures |= dict.fromkeys(asked - failures.keys() - missing.keys(), GONE)
        if failures:
            listed = "".join(f"\n  {docname}: {failures[docname]}" for docname in sorted(failures))
            raise PdfError(
                f"{len(failures)} of {len(entries)} letters could not be printed; no PDF was replaced:{listed}"
            )
        for docname in sorted(missing):
            warn_of_missing(missing[docname])
        for docname, key in keys.items():
            note = self._known.get(docname)
            if note is None or note.key != key or note.quick != quick[docname] or not builder.store.is_untouched(note):
                note = builder.store.noted(key, quick[docname])
            self._noted[docname] = note
        builder.store.note_letters(self._noted)
        return keys

    def _render_chunk(self, chunk: Sequence[tuple[Entry, nodes.document, str]]) -> tuple[dict[str, str], Missing]:
        """Render and keep some letters; give the reason of each that failed, and what no font has in the others."""
        from .render import Head

        builder = self._builder
        failures: dict[str, str] = {}
        missing: Missing = {}
        for entry, doctree, key in chunk:
            try:
                piece = builder.renderer.document(
                    doctree, entry.docname, head=Head(entry.title, entry.date, entry.title_language or self._language), pictures=builder.pictures.read,
                    language=self._language,
                )  # fmt: skip
            except (PrintError, fonts.FontError) as error:
                failures[entry.docname] = str(error)
            else:
                builder.store.save(key, piece)
                missing[entry.docname] = _places(doctree, piece.missing)
        return failures, missing

    # ---- keys

    def _key(self, entry: Entry, doctree: nodes.document) -> str:
        """Name a piece by all that shows in it."""
        # The document node carries the path of its source, which does not show.
        text = [_seen(node) for child in doctree.children for node in child.findall()]
        seen = [self._builder.pictures.digest(image) for image in doctree.findall(nodes.image)]
        shown = (
            self._builder.stamp,
            self._language,
            entry.docname,
            entry.title,
            entry.title_language,
            entry.date,
            text,
            seen,
        )
        return digest(repr(shown).encode())

    def _quick_key(self, entry: Entry) -> str:
        """Name all that can change a piece without reading the page: its file, its pictures, and what it takes from other pages."""
        builder = self._builder
        domain: Any = builder.env.domains["letters"]
        state = (Path(builder.doctreedir) / f"{entry.docname}.doctree").stat()
        record = domain.records[entry.docname]
        bodies = [body and body.docname for body in map(builder.catalogue.body_of, record.parties)]
        if entry.docname in domain.listings:
            named: object = fingerprint(domain.views.page(entry.docname))
        else:
            found = (builder.catalogue.find(ref.kind, ref.target) for ref in domain.references.get(entry.docname, ()))
            named = [[(one.docname, title_of(one.record)) for one in few] for few in found]
        seen = [(name, _state(Path(builder.srcdir) / name)) for name in self._pictures.get(entry.docname, ())]
        read = (state.st_mtime_ns, state.st_size)
        return digest(repr((builder.stamp, self._language, entry, read, bodies, named, seen)).encode())

    @cached_property
    def _pictures(self) -> dict[str, list[str]]:
        """The pictures of each page."""
        found: dict[str, list[str]] = {}
        for name, (docnames, _) in sorted(self._builder.env.images.items()):
            for docname in docnames:
                found.setdefault(docname, []).append(name)
        return found


def warn_of_missing(found: Iterable[tuple[str, str | None]], /) -> None:
    """Warn of characters that no font has, given with their places: once for each script, at the first place."""
    scripts: dict[str, list[tuple[str, str | None]]] = {}
    for char, place in found:
        scripts.setdefault(script_of(char), []).append((char, place))
    for script, chars in scripts.items():
        others = f" and {plural(len(chars) - 1, 'other character')}" if len(chars) > 1 else ""
        logger.warning(
            "no font has U+%04X%s (%s); the name of the script is printed in the PDF%s",
            ord(chars[0][0]), others, script, fonts.advice(script),
            location=chars[0][1], type="letterpdf", subtype="glyph",
        )  # fmt: skip


def _seen(node: nodes.Node) -> tuple[object, ...]:
    """Give all of a node but its children, and how many those are."""
    if isinstance(node, nodes.Element):
        said = [item for item in node.attributes.items() if item[1]]
        return type(node).__name__, len(node.children), said
    return type(node).__name__, str(node)


def _state(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return (0, 0)
    return (state.st_mtime_ns, state.st_size)


def _places(doctree: nodes.document, missing: Sequence[str]) -> list[tuple[str, str]]:
    """Find where the characters first stand that no font has, in the order of the page: (character, location)."""
    found: dict[str, str] = {}
    wanted = set(missing)
    for text in doctree.findall(nodes.Text) if wanted else ():
        for char in sorted(wanted.intersection(text), key=text.index):
            place = logging.get_node_location(text.parent) if text.parent is not None else None
            found[char] = place or str(doctree.get("source", ""))
        wanted -= found.keys()
    # Some stand in what is computed, such as the running head.
    found.update((char, str(doctree.get("source", ""))) for char in sorted(wanted))
    return list(found.items())
