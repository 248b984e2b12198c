"""Settings of a plain Sphinx project of the same pages; the command line names the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "A made-up archive"
extensions = ["myst_parser"]
# The title of a page stands in its front matter.
myst_title_to_header = True
# Pages name topics and bodies as facts, which mean nothing here.
suppress_warnings = ["myst.header", "myst.topmatter"]


def setup(app: Sphinx) -> None:
    """Take the name of an organization or topic for its page's title."""
    app.connect("source-read", _on_source_read)


def _on_source_read(app: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = source[0].replace("---\nname:", "---\ntitle:", 1)
