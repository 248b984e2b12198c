"""Writes the picture that previews of pages show which are no letters: the site's name on paper.

Comes after `previews`, which draws it. Those of letters are made with their PDFs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import replace_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Below the output folder.
ADDRESS = "_static/card.png"


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("build-finished", on_build_finished)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the picture where it changed."""
    if exception is not None or app.builder.format != "html":
        return
    # Loads libraries of fonts and pictures, which a build that fails can do without.
    from .. import previews

    path = Path(app.outdir, ADDRESS)
    content = previews.of_site(app.config.project, app.config.html_short_title)
    if not path.is_file() or path.read_bytes() != content:
        replace_file(path, content)
