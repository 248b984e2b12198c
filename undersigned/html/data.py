"""The archive's data on the site: the folder `data/`, and a small JSON file beside each letter, organization and topic.

Comes after `exports.data`, which writes the same files for the command `export`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import site
from . import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

#: Name of the file in the output folder that lists what was written.
FILE = ".data.json"


def setup(app: Sphinx) -> None:
    """Register the data."""
    # After `rebuilding` (500), which deletes the pages that are gone.
    app.connect("build-finished", on_build_finished, priority=600)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files that changed, and delete those of pages that are gone."""
    if exception is None and app.builder.format == "html":
        beside.keep(Path(app.outdir), FILE, _files(app))


def _files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield every file: its name and text."""
    from ..exports.data import Data
    from ..exports.holdings import body_in, hold

    domain: Any = app.env.domains["letters"]

    def body(docname: str) -> str:
        return body_in(Path(app.env.doc2path(docname)).read_bytes())

    data = Data(hold(domain.catalogue, body, lambda entry: domain.with_persons(entry.docname)), site.known_url())
    for name, content in data.folder().items():
        yield f"{site.DATA}/{name}", content.decode()
    yield from data.beside()
