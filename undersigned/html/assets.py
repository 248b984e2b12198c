"""The files that every page loads: one style sheet, two small scripts, the text face; and nothing of the theme's.

The style sheet is put together from `styles/`, in the order of its files' names. Pages that need more add it by Sphinx's
own functions (see `form`); what the theme and Sphinx would load beside it is left out here.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import partial
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError
from sphinx.util import logging

from ..writing import replace_file, write_if_changed
from . import webfonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config

STYLES = Path(__file__).parent / "styles"
#: Files that pages load; a change of one changes the addresses on every page.
SOURCES = ("static", "styles", "templates")
#: Below the output folder.
STYLE_SHEET = "_static/undersigned.css"
FONTS = "_static/fonts"
#: What Sphinx and the theme load on every page, and our pages do not need.
LEFT_OUT = frozenset({
    "_static/basic.css", "_static/pygments.css", "_static/styles/pydata-sphinx-theme.css",
    "_static/styles/sphinx-book-theme.css", "_static/documentation_options.js", "_static/doctools.js",
    "_static/sphinx_highlight.js", "_static/scripts/sphinx-book-theme.js",
})  # fmt: skip

#: Packages of the theme, and of that which it is made from.
THEMES = ("sphinx_book_theme", "pydata_sphinx_theme")

#: Faces that systems have, each at the size and with the line of the text face, so that nothing moves when that comes:
#: name, local names, and how wide an average letter of ours is, in per cent of theirs: regular, bold, italic.
_STAND_INS = (
    ("Text Georgia", ("Georgia", "Gelasio"), (105.5, 91.99, 95.09)),
    ("Text Noto", ("Noto Serif",), (97.63, 93.18, 92.13)),
    ("Text Times", ("Times New Roman", "Liberation Serif", "Tinos"), (115.89, 110.43, 106.04)),
    ("Text DejaVu", ("DejaVu Serif",), (90.56, 83.23, 83.33)),
)
#: What is added to a local name, the weights and the style of each.
_STYLES = (("", "400", "normal"), (" Bold", "600 700", "normal"), (" Italic", "400", "italic"))
#: The text face's own line, in per cent of its size.
_ASCENT, _DESCENT = 103.6, 33.5


def setup(app: Sphinx) -> None:
    """Register the assets."""
    # Kept in `.buildinfo`: pages name their assets with a digest, so all are written anew when one changes.
    app.add_config_value("letters_assets", "", "html", str)
    app.connect("config-inited", on_config_inited)
    # Themes are loaded with the builder.
    app.connect("builder-inited", on_builder_inited)
    app.connect("write-started", on_write_started)
    app.connect("html-page-context", on_html_page_context, priority=400)
    # After all (the texts at 900) have added what a page needs.
    app.connect("html-page-context", leave_out, priority=950)
    # After all that may write there.
    app.connect("build-finished", on_build_finished, priority=700)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Note the state of all assets."""
    digest = hashlib.blake2b(digest_size=8)
    for name in SOURCES:
        for path in sorted((Path(__file__).parent / name).rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(STYLES.parent).as_posix().encode() + b"\0" + path.read_bytes())
    config.letters_assets = digest.hexdigest()


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Write style sheet and fonts, before pages name them. Raises SphinxError if the font's package is missing."""
    if builder.format != "html":
        return
    try:
        found, licence = webfonts.fonts(logging.getLogger(__name__).info)
    except (PackageNotFoundError, FileNotFoundError) as error:
        raise SphinxError(
            f"the site's font is missing: {error}; install the package {webfonts.PACKAGE} (`make distclean`, then `make`)"
        ) from error
    folder = Path(app.outdir) / FONTS
    for font in found:
        path = folder / font.name
        if not path.is_file() or path.read_bytes() != font.content:
            replace_file(path, font.content)
    write_if_changed(folder / webfonts.LICENCE, licence)
    for path in folder.iterdir():
        if path.name != webfonts.LICENCE and path.name not in {font.name for font in found}:
            path.unlink()
    write_if_changed(Path(app.outdir) / STYLE_SHEET, style_sheet(found))
    app.undersigned_text_font = f"{FONTS}/{_address(_main(found))}"  # type: ignore[attr-defined]


def style_sheet(fonts: Iterable[webfonts.Font]) -> str:
    """Put the style sheet together, without comments and spaces."""
    import rcssmin

    parts = [font_faces(fonts), *(path.read_text("utf-8") for path in sorted(STYLES.glob("*.css")))]
    return str(rcssmin.cssmin("\n".join(parts))) + "\n"


def font_faces(fonts: Iterable[webfonts.Font]) -> str:
    """Name the fonts to browsers, and what stands in for them until they come."""
    faces = [
        # A page that is seen before the face comes keeps what stands in for it: no line moves.
        f'@font-face {{ font-family: "{webfonts.FAMILY}"; src: url("fonts/{_address(font)}") format("woff2"); '
        f"font-weight: 400 700; font-style: {font.style}; font-display: optional; unicode-range: {font.characters}; }}"
        for font in fonts
    ]
    for name, locals_, sizes in _STAND_INS:
        for (added, weight, style), size in zip(_STYLES, sizes, strict=True):
            sources = ", ".join(f'local("{local}{added}")' for local in locals_)
            faces.append(
                f'@font-face {{ font-family: "{name}"; src: {sources}; font-weight: {weight}; font-style: {style}; '
                f"size-adjust: {size}%; ascent-override: {100 * _ASCENT / size:.2f}%; "
                f"descent-override: {100 * _DESCENT / size:.2f}%; line-gap-override: 0%; }}"
            )
    return "\n".join(faces)


def _main(fonts: Iterable[webfonts.Font]) -> webfonts.Font:
    """Find the font that every page needs."""
    return next(font for font in fonts if (font.style, font.subset) == ("normal", "latin"))


def _address(font: webfonts.Font) -> str:
    return f"{font.name}?v={zlib.crc32(font.content):08x}"


def on_builder_inited(app: Sphinx) -> None:
    """Keep the theme's code off pages: our layout takes none of what it prepares for each, a tenth of all writing.

    At the end of each build it would write colors of code, in place, which no page loads.
    """
    for event in ("html-page-context", "build-finished"):
        for listener in list(app.events.listeners.get(event, ())):
            # Those of conf.py are in no module.
            if (listener.handler.__module__ or "").partition(".")[0] in THEMES:
                app.disconnect(listener.id)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the template where the text face lies."""
    context["text_font"] = getattr(app, "undersigned_text_font", None)
    # Sphinx's window settings, which the layout has already.
    context["metatags"] = ""


def leave_out(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Drop the theme's and Sphinx's own style sheets and scripts, and scripts that stand in the page."""
    for kind in ("css_files", "script_files"):
        files = context[kind]
        # In place: Sphinx holds the same list.
        files[:] = [file for file in files if (name := getattr(file, "filename", None)) and name not in LEFT_OUT]
    # The same on every page at the same depth; Sphinx looks for the file each time.
    written: dict[tuple[object, str], str] = app.__dict__.setdefault("undersigned_tags", {})
    for name in ("css_tag", "js_tag"):
        context[name] = partial(_written_once, written, context["content_root"], context[name])


def _written_once(
    written: dict[tuple[object, str], str], root: str, write: Callable[[object], str], file: object
) -> str:
    if (file, root) not in written:
        written[file, root] = write(file)
    return written[file, root]


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Take away the files of the theme, seven megabytes of fonts and scripts that no page names."""
    theme = getattr(app.builder, "theme", None)
    if exception is not None or app.builder.format != "html" or theme is None:
        return
    static = Path(app.outdir) / "_static"
    ours = [Path(app.confdir) / folder for folder in app.config.html_static_path]
    copied = {
        path.relative_to(folder / "static")
        for folder in map(Path, theme.get_theme_dirs())
        # The lowest theme's scripts are those of Sphinx's search.
        if folder.name != "basic"
        for path in (folder / "static").rglob("*")
        if path.is_file()
    } | {Path("basic.css"), Path("pygments.css")}
    for name in sorted(copied):
        if not any((folder / name).exists() for folder in ours):
            (static / name).unlink(missing_ok=True)
    for below in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()
