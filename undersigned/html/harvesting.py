"""Writes the files at the root of the site by which other machines take over the archive.

Comes after all pages are written; files are made from the catalogue alone, and written where they changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import site
from ..exports import opensearch, sitemap
from ..exports.cmif import cmif
from ..exports.llms import llms
from . import beside
from .stamps import stamps_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..catalogue import Catalogue

#: Name of the file in the output folder that lists what was written.
FILE = ".harvesting.json"


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("build-finished", on_build_finished)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the whole archive where they changed, and delete parts of the sitemap that are gone."""
    if exception is not None or app.builder.format != "html":
        return
    stamps = stamps_of(app)
    files = (beside.File(name, partial(str, text)) for name, text in _files(app))
    beside.keep(Path(app.outdir), FILE, files, stamp=stamps.of(stamps.whole, _epoch()))


def _files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield each file by its name below the output folder."""
    domain: Any = app.env.domains["letters"]
    catalogue: Catalogue = domain.catalogue
    base, name, tagline = site.base_url(), app.config.project, app.config.html_short_title
    yield "cmif.xml", cmif(catalogue, site=base, name=name, editor=app.config.author, epoch=_epoch()).decode()
    yield from sitemap.sitemaps(app.env.all_docs, domain.records, site=base)
    yield "robots.txt", sitemap.robots(base)
    yield "llms.txt", llms(catalogue, site=base, name=name, tagline=tagline)
    yield (
        "opensearch.xml",
        opensearch.description(base, name=name, tagline=tagline, language=app.config.language or "en"),
    )


def _epoch() -> int | None:
    """Give the seconds of SOURCE_DATE_EPOCH, where a build is told when it happens."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(told) if told.isdecimal() else None
