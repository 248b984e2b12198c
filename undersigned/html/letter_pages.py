"""What only pages of letters load: their style sheet, and the script that copies quotations and groups signatories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..records import Letter
from .long_lists import FOLDED

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the files of letters' pages."""
    app.connect("html-page-context", on_html_page_context)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the files; what is added here is for this page alone."""
    domain: Any = app.env.domains["letters"]
    if doctree is not None and isinstance(domain.records.get(pagename), Letter):
        # After the style sheet of all pages (800).
        app.add_css_file("letter.css", priority=900)
        app.add_js_file("letter.js", loading_method="defer")
        if FOLDED in context.get("body", ""):
            app.add_js_file("long-signatories.js", loading_method="defer")
