"""The HTML builder: Sphinx's own, without its search, and such that no published file is ever half-written.

Sphinx writes in place, and goes on if a process that writes pages is gone. Here each file is written beside its place and
put there whole, and what was not written fails the build. Our search comes after all pages are written (see `search`).
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util import logging
from sphinx.util.inventory import InventoryFile
from sphinx.util.matching import Matcher
from sphinx.writers.html5 import HTML5Translator

from .. import processes, rebuilding
from ..faults import fault, told
from ..memory import forget_doctrees, take_apart
from ..wording import plural
from ..writing import PART, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

logger = logging.getLogger(__name__)
#: Scripts that Sphinx loads on every page for its search, and for pages that we have none of.
UNUSED = ("doctools.js", "sphinx_highlight.js")
#: What earlier builds left in the output folder.
LEFT_OVER = (
    "searchindex.js",
    *(f"_static/{name}" for name in (*UNUSED, "searchtools.js", "language_data.js", "base-stemmer.js",
      "english-stemmer.js", "documentation_options.js", "file.png", "minus.png", "plus.png")),
)  # fmt: skip
#: Labels that Sphinx puts into every inventory, of pages that the site does not have.
_NO_PAGES = ("genindex", "modindex", "py-modindex")
#: Names of pages that a message lists.
SHOWN = 20


class PageError(SphinxError):
    """Pages were not written."""

    category = "Pages missing"


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    # Sphinx's index stems each word anew for every page, a fifth of the whole build, and is loaded whole by each search.
    search = False

    def init_js_files(self) -> None:
        """Load what our pages use."""
        super().init_js_files()
        self._js_files = [script for script in self._js_files if not str(script.filename).endswith(UNUSED)]

    # ---- which pages

    def get_outdated_docs(self) -> Iterator[str]:
        """Name the pages to write: all of them if the settings are others than those of the last whole build."""
        kept, now = self.outdir / ".buildinfo", self.outdir / f".buildinfo{PART}"
        self.build_info.dump(now)
        is_same = kept.is_file() and kept.read_bytes() == now.read_bytes()
        now.unlink()
        if not is_same:
            # Sphinx notes the new settings before it writes the pages, and forgets them if that breaks off.
            kept.unlink(missing_ok=True)
            yield from self.env.found_docs
        else:
            yield from super().get_outdated_docs()

    # ---- pages

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Name the copies of pictures by their whole path: Sphinx numbers those of one name in the order of reading."""
        super().prepare_writing(docnames)
        images = self.env.images
        for source, (found, _) in list(images.items()):
            # No name of a file or folder holds two hyphens in a row.
            images[source] = found, source.replace("/", "--")

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Draw a title or a table of contents, without a translator where there is but plain text to draw, or nothing.

        Sphinx asks for both on every page.
        """
        if isinstance(node, nodes.bullet_list) and not node.children:
            return {"fragment": "", "title": ""}
        if isinstance(node, nodes.title):
            text = node.astext()
            if text.isascii() and all(isinstance(child, nodes.Text) for child in node.children):
                return {"fragment": "", "title": text.translate(HTML5Translator.special_characters)}
        return super().render_partial(node)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages; see that each of them was. Raises PageError."""
        before = {docname: _state(self.get_output_path(docname)) for docname in docnames}
        try:
            if self.parallel_ok:
                processes.write_pages(self, sorted(docnames), self._app.parallel)
            else:
                super().write_documents(docnames)
        except (EOFError, SphinxParallelError):
            # From a process that is gone; what it did not write is named below.
            self._confirm_doctrees(docnames)
        except Exception:
            self._confirm_doctrees(docnames)
            raise
        lost = [name for name in docnames if _state(self.get_output_path(name)) in (None, before[name])]
        if lost:
            raise PageError(
                f"{len(lost):,} of {plural(len(docnames), 'page')} could not be written: {_listed(lost)}\n"
                "What is wrong with each stands above; if nothing does, the process that wrote them was ended, "
                "by a person or for want of memory. What was published before stays. Build again."
            )

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page; if it fails, say so, and go on with the next: all are to be told of."""
        try:
            super().write_doc(docname, doctree)
        except Exception as error:  # of any part of the build
            found = fault(error)
            reason = told(found) if found else f"{type(error).__name__}: {error}"
            logger.error("the page could not be written: %s", reason, location=docname)
            # As text: a process cannot hand a traceback to another.
            logger.debug("%s", traceback.format_exc())
        take_apart([doctree])
        forget_doctrees(self.env)

    def handle_page(
        self, pagename: str, addctx: dict[str, Any], templatename: str = "page.html", *,
        outfilename: Path | None = None, event_arg: Any = None,
    ) -> None:  # fmt: skip
        """Write a page, whole or not at all."""
        path = Path(outfilename or self.get_output_path(pagename))
        part = path.with_name(f".{path.name}{PART}")
        super().handle_page(pagename, addctx, templatename, outfilename=part, event_arg=event_arg)
        # Sphinx warns of what it cannot write, and goes on; so it does with half a file.
        if not part.is_file() or not part.read_bytes().rstrip().endswith(b"</html>"):
            part.unlink(missing_ok=True)
            raise PageError(f"{pagename}: {path} could not be written")
        os.replace(part, path)

    def _confirm_doctrees(self, docnames: Iterable[str]) -> None:
        """See whether what is kept of pages can be read. Raises PageError."""
        broken = []
        for docname in docnames:
            try:
                self.env.get_doctree(docname)
            except Exception:  # what a broken pickle may raise
                broken.append(docname)
        if broken:
            raise PageError(
                f"what the last build kept of {plural(len(broken), 'page')} is damaged: {_listed(broken)}\n"
                "It is read anew by the next build. Build again."
            )

    # ---- other files

    def copy_static_files(self) -> None:
        """Copy our own files; nothing of the theme's or of Sphinx's, which no page loads."""
        refused = Matcher([*self.config.exclude_patterns, "**/.*"])
        for folder in (Path(self.confdir, entry) for entry in self.config.html_static_path):
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and not refused(name):
                    _copy(path, self.outdir / "_static" / name)
        for name in LEFT_OVER:
            (self.outdir / name).unlink(missing_ok=True)

    def create_pygments_style_file(self) -> None:
        """Write no colors of code: Sphinx's would be written in place, and no page loads them."""

    def copy_image_files(self) -> None:
        """Copy the pictures of the pages just written, and those that are missing; delete those that no page shows."""
        folder = self.outdir / self.imagedir
        wanted = {name: source for source, (_, name) in self.env.images.items()}
        for name, source in sorted(wanted.items()):
            if source in self.images or not (folder / name).is_file():
                _copy(Path(self.srcdir, source), folder / name)
        if folder.is_dir():
            for path in folder.iterdir():
                if path.name not in wanted:
                    path.unlink()
            if not wanted:
                folder.rmdir()

    def write_buildinfo(self) -> None:
        """Note the settings for which all pages are written now."""
        part = self.outdir / f".buildinfo{PART}"
        self.build_info.dump(part)
        os.replace(part, self.outdir / ".buildinfo")

    def dump_inventory(self) -> None:
        """Write the inventory of objects, of pages that are there, if anything changed."""
        if rebuilding.is_unchanged(self._app) and (self.outdir / INVENTORY_FILENAME).is_file():
            return
        standard = self.env.domains.standard_domain
        for name in _NO_PAGES:
            standard.labels.pop(name, None)
            standard.anonlabels.pop(name, None)
        part = self.outdir / f".{INVENTORY_FILENAME}{PART}"
        InventoryFile.dump(part, self.env, self)
        os.replace(part, self.outdir / INVENTORY_FILENAME)


def _copy(source: Path, target: Path) -> None:
    content = source.read_bytes()
    if not target.is_file() or target.read_bytes() != content:
        replace_file(target, content)


def _state(path: Path) -> tuple[int, int] | None:
    """Know a file again: another one has its place after it was written."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _listed(docnames: Iterable[str]) -> str:
    names = sorted(docnames)
    return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN:,} more" if len(names) > SHOWN else "")
