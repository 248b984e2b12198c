"""Pictures of the archive: drawn once, shown in pages as SVG and printed in PDFs.

`data` says what a chart shows and stands in views; `counting` asks the catalogue for it. `columns`, `bars`, `matrix`
and `network` draw it, with `shapes`; `svg` writes a drawing for a page. `words` says it all in words, and `figures`
puts caption, picture and table together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the style sheet of pictures on pages that have one."""
    from .figures import shows_figures

    domain: Any = app.env.domains["letters"]
    if doctree is None:
        return
    # Pages of the guide have pictures that are not of the archive; their directive says so.
    if app.env.metadata[pagename].get("figures") or shows_figures(domain.views.page(pagename)):
        app.add_css_file("charts.css")
