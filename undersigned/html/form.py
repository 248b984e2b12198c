"""The page "Add a letter": a form that writes a letter's page in the reader's browser and sends nothing.

Comes after `form_fields` (what is asked) and `form_data` (what the scripts know); the rest happens in
`static/letter-form`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..records import KINDS
from ..writing import write_if_changed

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "contribute/add"
TEMPLATE = "letter-form.html"
#: File of the data, below the output folder.
DATA = "_static/letter-form-data.js"
#: In the order in which each needs those before it.
SCRIPTS = ("names", "values", "page", "body", "check", "combobox", "rows", "output", "form")


def setup(app: Sphinx) -> None:
    """Register the form; builds without the page are left alone."""
    # After our own context (400).
    app.connect("html-page-context", on_html_page_context, priority=450)
    app.connect("build-finished", on_build_finished)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Give the page its fields and its template."""
    if pagename != PAGE or doctree is None:
        return None
    from . import form_fields

    context["form_kinds"] = KINDS
    context["form_groups"] = form_fields.groups()
    context["form_scripts"] = [f"_static/letter-form/{name}.js" for name in SCRIPTS]
    context["form_data"] = DATA
    return TEMPLATE


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the data where they changed; a site without the page has none."""
    if exception is not None or app.builder.format != "html":
        return
    path = Path(app.outdir) / DATA
    if PAGE not in app.env.all_docs:
        path.unlink(missing_ok=True)
        return
    from . import form_data

    domain: Any = app.env.domains["letters"]
    write_if_changed(path, form_data.script(domain.catalogue, app.config.letters_repository))
