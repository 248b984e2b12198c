"""The archive's data on the site: the folder `data/`, and a small JSON file beside each letter, organization and topic.

Comes after `exports.data`, which writes the same files for the command `export`.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import site
from . import beside
from .stamps import Stamps, stamps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from ..catalogue import Entry
    from ..exports.data import Data
    from ..exports.package import Sum
    from ..records import Organization, Topic

#: Name of the file in the output folder that lists what was written.
FILE = ".data.json"


def setup(app: Sphinx) -> None:
    """Register the data."""
    # After `rebuilding` (500), which deletes the pages that are gone.
    app.connect("build-finished", on_build_finished, priority=600)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files that changed, and delete those of pages that are gone."""
    if exception is None and app.builder.format == "html":
        stamps = stamps_of(app)
        beside.keep(Path(app.outdir), FILE, _files(app, stamps), stamp=stamps.whole)


def _files(app: Sphinx, stamps: Stamps) -> Iterator[beside.File]:
    """Yield every file."""
    from ..exports.data import Data
    from ..exports.holdings import body_in, hold

    domain: Any = app.env.domains["letters"]

    def body_of(docname: str) -> str:
        return body_in(Path(app.env.doc2path(docname)).read_bytes())

    held = hold(domain.catalogue, body_of, lambda entry: domain.with_persons(entry.docname))
    data = Data(held, site.known_url())
    letters = [(entry, stamps.letters([entry])) for entry in held.letters]
    bodies = [(entry, _stamp(entry, data, stamps)) for entry in held.organizations]
    topics = [(entry, _stamp(entry, data, stamps)) for entry in held.topics]
    made_from = {
        "letters": stamps.letters(held.letters),
        "organizations": stamps.of([stamp for _, stamp in bodies]),
        "topics": stamps.of([stamp for _, stamp in topics]),
        "schemas": stamps.of(),
    }
    yield from _folder(Path(app.outdir, site.DATA), data, made_from, stamps.whole)
    for letter, stamp in letters:
        yield beside.File(f"{letter.docname}.json", partial(data.letter, letter), stamp)
    for body, stamp in bodies:
        yield beside.File(f"{body.docname}.json", partial(data.organization, body), stamp)
    for topic, stamp in topics:
        yield beside.File(f"{topic.docname}.json", partial(data.topic, topic), stamp)


def _stamp(entry: Entry[Organization] | Entry[Topic], data: Data, stamps: Stamps) -> str:
    # Of other pages, data take the ids of letters alone: their views change with far more.
    return stamps.of(entry.docname, stamps.source(entry.docname), data.lists(entry))


def _folder(folder: Path, data: Data, made_from: dict[str, str], whole: str) -> Iterator[beside.File]:
    """Yield the files of the whole archive, with the stamps of what they are made from."""
    from ..exports.data import PACKAGE, SUMS
    from ..exports.package import Sum

    def sums(*more: str) -> dict[str, Sum]:
        # Those that did not change were not made; the others are written by now.
        for name in (*makers, *more):
            if name not in known:
                known[name] = Sum.in_file(folder / name)
        return known

    known: dict[str, Sum] = {}
    makers = data.makers()
    for name, make in makers.items():
        what = "schemas" if name.endswith(".schema.json") else name.partition(".")[0]
        # Tables of signatures and addressees are made from letters.
        yield beside.File(f"{site.DATA}/{name}", make, made_from.get(what, made_from["letters"]))
    yield beside.File(f"{site.DATA}/{PACKAGE}", lambda: data.package(sums()), whole)
    yield beside.File(f"{site.DATA}/{SUMS}", lambda: data.sums(sums(PACKAGE)), whole)
