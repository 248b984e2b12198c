"""The Sphinx builder `letterpdf`: one PDF beside each letter's page, and the volumes of years, topics and organizations.

`rendering` makes pieces of the letters that changed; `printing` makes PDFs of the pieces that changed, or one packet.
rst2pdf is imported when writing begins, because it replaces docutils directives while it is imported.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from .. import code_version
from . import edition, fonts, pictures
from .piece import DOCUMENT
from .store import Store, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from ..catalogue import Catalogue
    from .render import Renderer
    from .typefaces import Library

logger = logging.getLogger(__name__)
_LIBRARIES = ("rst2pdf", "reportlab", "pillow", "docutils", "uharfbuzz", "icu4py", "python-bidi", "pyphen", "pypdfium2")


@contextmanager
def _calm_collector() -> Iterator[None]:
    """Have the collector of garbage look at what is new only, and seldom; `rendering` and `printing` call it.

    It otherwise goes through all of Sphinx's objects again and again.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(200_000, 100, 10_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


class PdfError(SphinxError):
    """Letters could not be printed."""

    category = "PDF error"


class LetterPdfBuilder(Builder):
    """Writes the PDFs of letters and volumes; leaves all other files alone."""

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
        with _calm_collector():
            self._write_documents()

    def _write_documents(self) -> None:
        from .printing import Printing
        from .rendering import Rendering

        entries = edition.entries(self.catalogue, self.env.found_docs)
        if not self.site:
            logger.warning(
                "html_baseurl is not set: links to pages outside a PDF are left out",
                type="letterpdf",
                subtype="baseurl",
            )
        try:
            self.stamp  # noqa: B018  asks for the font packages, once for all letters
            if self.config.letterpdf_packet:
                self._write_packet(entries)
                return
            keys = Rendering(self).keys(entries)
            Printing(self, entries, keys).write_all()
        except fonts.FontError as error:
            raise PdfError(str(error)) from error
        self.store.prune(set(keys.values()))

    def _write_packet(self, entries: tuple[edition.Entry, ...]) -> None:
        """Write one volume of chosen letters and nothing else."""
        from .printing import Printing
        from .rendering import Rendering

        asked = json.loads(self.config.letterpdf_packet)
        wanted = set(asked["letters"])
        chosen = tuple(entry for entry in entries if entry.docname in wanted)
        missing = wanted - {entry.docname for entry in chosen}
        if missing or not chosen:
            raise PdfError(f"the packet has no letters, or these are none: {', '.join(sorted(missing))}")
        keys = Rendering(self, is_partial=True).keys(chosen)
        volume = edition.Volume("", asked["title"], tuple(asked["scope"]), tuple(entry.docname for entry in chosen))
        Printing(self, chosen, keys).write_one(volume, Path(asked["file"]))

    # ---- what is made once, for rendering and printing

    @property
    def catalogue(self) -> Catalogue:
        """The records of all pages."""
        domain: Any = self.env.domains["letters"]
        return domain.catalogue  # type: ignore[no-any-return]

    @cached_property
    def site(self) -> str:
        """The address of the hosted site with a slash at its end, or nothing."""
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
    def store(self) -> Store:
        """What is kept between builds."""
        return Store(self._folder)

    @cached_property
    def pictures(self) -> pictures.Pictures:
        """The pictures that may be printed."""
        return pictures.Pictures(Path(self.srcdir), frozenset(self.env.images))

    @cached_property
    def stamp(self) -> str:
        """Name the code, the styles, the fonts and the libraries that print."""
        own = [
            digest(path.read_bytes())
            for path in sorted(Path(__file__).parent.iterdir())
            if path.suffix in (".py", ".yaml")
        ]
        libraries = [metadata.version(name) for name in _LIBRARIES]
        return digest(repr((own, code_version(), libraries, fonts.versions())).encode())

    @cached_property
    def library(self) -> Library:
        """The faces."""
        from .typefaces import Library

        return Library()

    @cached_property
    def renderer(self) -> Renderer:
        """What renders pieces."""
        from .render import Renderer

        return Renderer(self.library, Path(__file__).parent / "style.yaml")
