"""Search: the index beside the pages, the page that asks it, and the key that opens it from every page.

A site has it if its settings name the page among `html_additional_pages`.
Comes after all pages are written; another process makes the index while this one writes the files beside pages, if the
build may have several. `searchable` says what is found, `search_index` writes the index; everything else
happens in the reader's browser, in `static/search`.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.errors import ExtensionError

from .. import processes
from ..records import Record
from ..writing import write_atomically
from . import search_index, searchable
from .search_index import Document, IndexFailure
from .stamps import stamps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "search"
#: Folder of the index in the output folder; other names of bodies lie there too.
FOLDER = "pagefind"
NAMES = "names.json"
#: Name of the file in the output folder that says of which pages the index was made, and which files it has.
FILE = ".search.json"
#: In the order in which each needs those before it.
SCRIPTS = (
    "letter-form/names",
    *(f"search/{name}" for name in ("words", "index", "results", "facets", "suggestions", "page")),
)


def setup(app: Sphinx) -> None:
    """Register the search."""
    # After our own context (400).
    app.connect("html-page-context", on_html_page_context, priority=450)
    # After `rebuilding` (500), which deletes the pages that are gone, and before all that is no page.
    app.connect("build-finished", on_build_finished, priority=510)
    app.connect("build-finished", on_build_finished_last, priority=700)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the scripts: the key on every page, the rest on the page of the search."""
    if PAGE not in app.config.html_additional_pages:
        return
    if pagename == PAGE:
        app.add_css_file("search.css")
        for name in SCRIPTS:
            app.add_js_file(f"{name}.js", loading_method="defer")
        context["kind"] = "search"
    else:
        app.add_js_file("search-key.js", loading_method="defer")


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Begin to write the index, if what it is made of changed."""
    app.undersigned_search = None  # type: ignore[attr-defined]
    if exception is not None or app.builder.name != "html" or PAGE not in app.config.html_additional_pages:
        return
    # Pages are made of their own text, their view and the templates; facets of the records of all pages.
    made_with = (search_index.state(), searchable.IGNORED, sphinx.__version__, app.config.letters_assets)
    stamps = stamps_of(app)
    stamp = stamps.of(stamps.with_views, made_with)
    if not _is_there(Path(app.outdir), stamp):
        app.undersigned_search = processes.Beside(app, partial(_write, app, stamp))  # type: ignore[attr-defined]


def on_build_finished_last(app: Sphinx, exception: Exception | None) -> None:
    """See that the index is written. Raises ExtensionError."""
    writing: processes.Beside | None = app.undersigned_search  # type: ignore[attr-defined]
    if writing is not None:
        try:
            writing.join()
        except EOFError:
            raise ExtensionError("the search index was not written: the process that made it is gone") from None
        except (IndexFailure, OSError) as error:
            raise ExtensionError(f"the search index was not written: {error}") from error


def _write(app: Sphinx, stamp: str) -> None:
    """Write the index and what lies beside it."""
    outdir = Path(app.outdir)
    domain: Any = app.env.domains["letters"]
    names = json.dumps(searchable.other_names(domain.catalogue), ensure_ascii=False, separators=(",", ":")) + "\n"
    files = search_index.make_index(_documents(app, domain), ignored=searchable.IGNORED, facets=searchable.FACETS)
    files[NAMES] = names.encode()
    # Not before all is made; not after, as the folder is neither of the old pages nor of the new ones in between.
    (outdir / FILE).unlink(missing_ok=True)
    search_index.put(files, outdir / FOLDER)
    write_atomically(outdir / FILE, json.dumps({"stamp": stamp, "files": sorted(files)}, indent=0) + "\n")


def _documents(app: Sphinx, domain: Any) -> Iterator[Document]:
    """Make what the index is made of, in the order of the pages' names, one by one: together they take much memory."""
    builder: Any = app.builder
    records: dict[str, Record] = domain.records
    for docname in sorted(app.env.all_docs):
        record = records.get(docname)
        kind = searchable.kind_of(docname, record)
        if kind is None or record is None:
            continue
        facts = searchable.facts_of(kind, record, domain.catalogue)
        page = Path(builder.get_outfilename(docname)).read_text("utf-8")
        try:
            yield Document(builder.get_target_uri(docname), searchable.document(facts, page))
        except ValueError:
            raise ExtensionError(f"the search index was not written: the page {docname} has no article") from None


def _is_there(outdir: Path, stamp: str) -> bool:
    """Tell whether the folder holds the index of these pages, whole."""
    try:
        stored = json.loads((outdir / FILE).read_text("utf-8"))
        return stored["stamp"] == stamp and all((outdir / FOLDER / name).is_file() for name in stored["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
