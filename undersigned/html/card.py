"""Draws the picture that previews of all pages show: the site's name on paper.

One picture for the site: one for each letter would cost a third of the build and 35 KB a letter, and a title in any
script needs far more than Pillow.
"""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import replace_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Below the output folder.
ADDRESS = "_static/card.png"
#: What the large previews of networks ask.
SIZE = (1200, 630)
#: The light scheme of `undersigned.css`.
_PAPER, _INK, _QUIET, _MARK = "#fefdfb", "#1e1d1b", "#5e5a53", "#7a2320"
_MARGIN = 96


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("build-finished", on_build_finished)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the picture where it changed."""
    if exception is not None or app.builder.format != "html":
        return
    path = Path(app.outdir, ADDRESS)
    content = draw(app.config.project, app.config.html_short_title)
    if not path.is_file() or path.read_bytes() != content:
        replace_file(path, content)


def draw(name: str, tagline: str, /) -> bytes:
    """Draw the picture as PNG, the same bytes for the same words."""
    from PIL import Image, ImageDraw, ImageFont

    file = files("fontpkg_source_serif_4") / "files" / "SourceSerif4[opsz,wght].ttf"
    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    with file.open("rb") as font:
        pen.text((_MARGIN, 300), name, font=ImageFont.truetype(BytesIO(font.read()), 112), fill=_INK, anchor="ls")
    with file.open("rb") as font:
        pen.text((_MARGIN, 400), tagline, font=ImageFont.truetype(BytesIO(font.read()), 44), fill=_QUIET, anchor="ls")
    pen.rectangle((_MARGIN, 480, _MARGIN + 160, 485), fill=_MARK)
    written = BytesIO()
    # Few colours make a small file; adaptive palettes are computed the same way each time.
    picture.quantize(32).save(written, "PNG", optimize=True)
    return written.getvalue()
