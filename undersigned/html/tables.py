"""Tables that readers sort, filter and export: their controls, scripts and data.

Comes after `rendering.tables`. Without scripts the controls are not shown, and the tables stand complete or say on
which pages all of it is; the scripts are `static/table.js` for every table of the class and `static/letter-table.js` for
tables of letters. A page that stays small needs the data of its table at once; a large one when a reader asks for more.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import rebuilding
from ..rendering.tables import BROWSE, LETTERS, UNITS
from . import beside, table_rows
from .stamps import stamps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

TEMPLATE = "table-tools.html"
#: Name of the file in the output folder that lists the data written here.
FILE = ".tables.json"
#: The theme wraps tables, so that wide ones scroll.
_TABLE = re.compile(rf'(?:<div class="pst-scrollable-table-container">\s*)?<table class="([^"]*\b{BROWSE}\b[^"]*)"')
#: Name of the file in the output folder that lists the rows written here.
ROWS_FILE = ".table-rows.json"


def setup(app: Sphinx) -> None:
    """Register the tables."""
    app.connect("html-page-context", on_html_page_context, priority=420)
    app.connect("build-finished", on_build_finished)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the controls before the first table of a page; they serve all its tables."""
    body = context.get("body", "")
    if doctree is None or BROWSE not in body or (match := _TABLE.search(body)) is None:
        return
    letters = LETTERS in match[1].split()
    folder = "letters" if letters else pagename.partition("/")[0]
    builder: Any = app.builder
    domain: Any = app.env.domains["letters"]
    total = table_rows.total(domain.views.page(pagename))
    about = {"letters": letters, "units": UNITS.get(folder, ("entry", "entries")), "total": total}
    about["rows"] = context["pathto"](f"{table_rows.FOLDER}/{pagename}.js", 1) if total else ""
    tools = builder.templates.render(TEMPLATE, about)
    context["body"] = body[: match.start()] + tools + body[match.start() :]
    app.add_css_file("table.css")
    app.add_js_file("table.js", loading_method="defer")
    if letters:
        app.add_js_file("letter-table.js", loading_method="defer")


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write what the scripts know of letters; a site without such a table has none of it."""
    if exception is not None or app.builder.format != "html":
        return
    from . import table_data

    domain: Any = app.env.domains["letters"]
    shown = any(
        listing.name == "letters" and listing.get("as") == "table"
        for found in domain.listings.values()
        for listing in found
    )
    stamps = stamps_of(app)
    scripts = table_data.scripts(domain.catalogue, stamps) if shown else ()
    beside.keep(Path(app.outdir), FILE, scripts, stamp=stamps.whole)
    beside.keep(Path(app.outdir), ROWS_FILE, _rows(app, domain), stamp=stamps.with_views)


def _rows(app: Sphinx, domain: Any) -> Iterator[beside.File]:
    views = rebuilding.fingerprints(app)
    address: Any = app.builder.get_target_uri
    for docname in sorted(domain.listings):
        if docname in views and table_rows.total(view := domain.views.page(docname)):
            yield beside.File(
                f"{table_rows.FOLDER}/{docname}.js", partial(table_rows.script, view, address), views[docname]
            )
