"""The archive's data on the site: the folder `data/`, and a small JSON file beside each letter, organization and topic.

Comes after `exports.data`, which writes the same files for the command `export`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import pages, site
from ..records import Letter
from . import beside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..catalogue import Entry

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
    held = hold(domain.catalogue, lambda docname: body_in(_source(app, docname)), partial(as_written, app))
    data = Data(held, site.known_url())
    for name, content in data.folder().items():
        yield f"{site.DATA}/{name}", content.decode()
    yield from data.beside()


def as_written(app: Sphinx, entry: Entry[Letter]) -> Letter:
    """Give a letter as its page has it.

    The domain keeps no names of persons who sign for no body, which are needed to see where they are named.
    """
    record = pages.read_facts(_source(app, entry.docname), path=f"{entry.docname}.md").record
    return record if isinstance(record, Letter) else entry.record


def _source(app: Sphinx, docname: str) -> bytes:
    return Path(app.env.doc2path(docname)).read_bytes()
