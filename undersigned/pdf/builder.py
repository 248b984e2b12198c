"""The Sphinx builder `letterpdf`: one PDF beside each letter's page, and the compilation of all.

Sphinx resolves each letter's doctree; `render` makes pieces of those that changed; `assembly` joins them.
rst2pdf is imported when writing begins, because it replaces docutils directives while it is imported.
"""

from __future__ import annotations

import os
import time
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks, SerialTasks

from . import edition, fonts, pictures
from .piece import DOCUMENT, PrintError
from .store import Store, digest, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Set

    from .assembly import Info
    from .edition import Entry
    from .render import Renderer
    from .typefaces import Library

logger = logging.getLogger(__name__)
#: Letters that one process renders at a time.
CHUNK = 20
_LIBRARIES = ("rst2pdf", "reportlab", "pikepdf", "pillow", "docutils")


class PdfError(SphinxError):
    """Letters could not be printed."""

    category = "PDF error"


class LetterPdfBuilder(Builder):
    """Writes `<docname>.pdf` for each letter and one PDF of all letters; leaves all other files alone."""

    name = "letterpdf"
    format = "pdf"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = True
    supported_image_types: ClassVar[list[str]] = ["image/png", "image/jpeg"]
    # Otherwise Sphinx fetches remote pictures and unpacks embedded ones; the resolver of pictures refuses both.
    supported_remote_images = True
    supported_data_uri_images = True

    def get_outdated_docs(self) -> str:
        """Look at all letters in each build; what is unchanged is found by its fingerprint."""
        return "letters"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Address a document in the scheme that `assembly` resolves."""
        return DOCUMENT + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Address a document in the scheme that `assembly` resolves, from wherever."""
        return DOCUMENT + to

    def write_documents(self, docnames: Set[str]) -> None:
        """Render what changed, write what changed, delete what is no longer made. Raises PdfError."""
        entries = tuple(entry for entry in edition.entries(self.env) if entry.docname in self.env.found_docs)
        if not self._site:
            logger.warning(
                "html_baseurl is not set: links to pages outside a PDF are left out",
                type="letterpdf",
                subtype="baseurl",
            )
        try:
            self._stamp  # noqa: B018  asks for the font packages, once for all letters
            keys = self._render(entries)
            self._write(entries, keys)
        except fonts.FontError as error:
            raise PdfError(str(error)) from error
        self._store.prune(set(keys.values()))

    # ---- pieces

    def _render(self, entries: Sequence[Entry]) -> dict[str, str]:
        """Make the pieces that are not kept yet; give the key of each letter's. Raises PdfError naming all failures."""
        keys: dict[str, str] = {}
        failures: dict[str, str] = {}
        missing: dict[str, list[tuple[str, str]]] = {}
        waiting: list[tuple[Entry, nodes.document, str]] = []
        tasks: Any = ParallelTasks(self._app.parallel) if self.parallel_ok else SerialTasks()

        def on_done(*results: Any) -> None:
            # Parallel tasks give their argument and the result, serial ones the result alone.
            failed, found = results[-1]
            failures.update(failed)
            missing.update(found)

        def start() -> None:
            if waiting:
                self._renderer  # noqa: B018  made before the processes part, so that they share it
                for entry, doctree, _ in waiting:
                    # So that fonts of other scripts, too, are opened once: making one takes seconds.
                    self._library.markup(doctree.astext())
                    self._library.markup(entry.title, bold=True)
                tasks.add_task(self._render_chunk, waiting[:], on_done)
                waiting.clear()

        for entry in entries:
            try:
                doctree = self.env.get_and_resolve_doctree(entry.docname, self, tags=self.tags)
                key = keys[entry.docname] = self._key(entry, doctree)
            except Exception as error:  # an extension's, of any kind; the other letters are to be told of too
                failures[entry.docname] = f"{type(error).__name__}: {error}"
                continue
            known = self._store.missing(key)
            if known is not None:
                missing[entry.docname] = _places(doctree, known)
                continue
            waiting.append((entry, doctree, key))
            if len(waiting) >= CHUNK:
                start()
        start()
        tasks.join()
        if failures:
            listed = "".join(f"\n  {docname}: {failures[docname]}" for docname in sorted(failures))
            raise PdfError(
                f"{len(failures)} of {len(entries)} letters could not be printed; no PDF was replaced:{listed}"
            )
        for docname in sorted(missing):
            for char, place in missing[docname]:
                logger.warning(
                    "no font has U+%04X; a replacement sign is printed in the PDF",
                    ord(char),
                    location=place,
                    type="letterpdf",
                    subtype="glyph",
                )
        return keys

    def _render_chunk(
        self, chunk: Sequence[tuple[Entry, nodes.document, str]]
    ) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
        """Render and keep some letters; give the reason of each that failed, and what no font has in the others."""
        failures: dict[str, str] = {}
        missing: dict[str, list[tuple[str, str]]] = {}
        for entry, doctree, key in chunk:
            try:
                piece = self._renderer.document(doctree, entry.docname, head=entry.title, pictures=self._pictures.read)
            except (PrintError, fonts.FontError) as error:
                failures[entry.docname] = str(error)
            else:
                self._store.save(key, piece)
                missing[entry.docname] = _places(doctree, piece.missing)
        return failures, missing

    def _key(self, entry: Entry, doctree: nodes.document) -> str:
        """Name a piece by all that shows in it."""
        # The document node carries the path of its source, which does not show.
        text = "".join(child.pformat() for child in doctree.children)
        seen = [self._pictures.digest(image) for image in doctree.findall(nodes.image)]
        return digest(repr((self._stamp, entry.docname, entry.title, text, seen)).encode())

    # ---- PDFs

    def _write(self, entries: Sequence[Entry], keys: dict[str, str]) -> None:
        """Write the PDFs whose content changed; delete those that this builder wrote once and makes no more."""
        output = Path(self.outdir)
        before = self._store.record(output)
        after: dict[str, tuple[str, str]] = {}

        def update(name: str, source: object, make: Callable[[], bytes]) -> None:
            made = digest(repr((self._stamp, source)).encode())
            path = output / name
            known = before.get(name)
            if known is not None and known[0] == made and path.is_file() and digest(path.read_bytes()) == known[1]:
                after[name] = known
                return
            data = make()
            write(path, data)
            after[name] = (made, digest(data))

        for entry in entries:
            info = self._info(entry.title, f"Open letter, {entry.date}", entry.language)
            key = keys[entry.docname]
            update(entry.docname + ".pdf", (entry, key, info), partial(self._letter, entry, key, info))
        if entries:
            info = self._info(self.config.letterpdf_title or self.config.project, "Open letters", "")
            licence = self.config.letterpdf_licence
            source = (entries, [keys[entry.docname] for entry in entries], info, licence)
            make = partial(self._compilation, entries, keys, info, licence)
            update(self.config.letterpdf_compilation + ".pdf", source, make)
        for name in sorted(before.keys() - after.keys()):
            path = output / name
            if path.is_file() and digest(path.read_bytes()) == before[name][1]:
                path.unlink()
        self._store.note(output, after)

    def _letter(self, entry: Entry, key: str, info: Info) -> bytes:
        from .volumes import letter

        return letter(entry, self._store.load(key), info, self._library)

    def _compilation(self, entries: Sequence[Entry], keys: dict[str, str], info: Info, licence: str) -> bytes:
        from .volumes import compilation

        letters = [(entry, self._store.load(keys[entry.docname])) for entry in entries]
        return compilation(letters, info, licence, self._renderer, self._library)

    def _info(self, title: str, subject: str, language: str) -> Info:
        from .assembly import Info

        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        date = time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime(int(epoch))) if epoch else ""
        author = self.config.author if self.config.author != "Author name not set" else self.config.project
        return Info(title, author, subject, language or self.config.language or "en", self._site, date)

    # ---- what is made once

    @cached_property
    def _site(self) -> str:
        site = str(self.config.html_baseurl)
        return site if not site or site.endswith("/") else site + "/"

    @cached_property
    def _folder(self) -> Path:
        """The folder of what is kept: never in the published one."""
        if self.config.letterpdf_cache:
            return Path(self.confdir, self.config.letterpdf_cache)
        doctrees, output = Path(self.doctreedir).resolve(), Path(self.outdir).resolve()
        return (doctrees if doctrees.parent.is_relative_to(output) else doctrees.parent) / "pieces"

    @cached_property
    def _store(self) -> Store:
        return Store(self._folder)

    @cached_property
    def _pictures(self) -> pictures.Pictures:
        return pictures.Pictures(Path(self.srcdir), frozenset(self.env.images))

    @cached_property
    def _stamp(self) -> str:
        """Name the code, the styles and the libraries that print."""
        own = [
            digest(path.read_bytes())
            for path in sorted(Path(__file__).parent.iterdir())
            if path.suffix in (".py", ".yaml")
        ]
        return digest(repr((own, [metadata.version(name) for name in _LIBRARIES], fonts.versions())).encode())

    @cached_property
    def _library(self) -> Library:
        from .typefaces import Library

        return Library(self._folder / "fonts")

    @cached_property
    def _renderer(self) -> Renderer:
        from .render import Renderer

        return Renderer(self._library, Path(__file__).parent / "style.yaml")


def _places(doctree: nodes.document, missing: Sequence[str]) -> list[tuple[str, str]]:
    """Find where the characters stand that no font has: (character, location for a message)."""
    found = []
    for char in missing:
        text = next((text for text in doctree.findall(nodes.Text) if char in text), None)
        place = logging.get_node_location(text.parent) if text is not None and text.parent is not None else None
        found.append((char, place or str(doctree.get("source", ""))))
    return found
