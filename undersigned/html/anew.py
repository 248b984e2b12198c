"""Empties the site's folder where a list of its files is damaged: nobody knows any more which of them belong to it.

Comes after `guarding` has the folder for itself. All sources are read before anything is deleted, and PDFs stay: they are
in a list of their own (see `pdf.printing`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from .. import rebuilding
from ..exports.metatags import PICTURE_SUFFIX
from ..writing import write_atomically
from . import data, downloads, harvesting, redirects, search, tables

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)
#: The lists in which the parts of the build name their files.
LISTS = (
    rebuilding.FILE, data.FILE, downloads.FILE, harvesting.FILE, redirects.FILE, search.FILE, tables.FILE,
)  # fmt: skip
#: Stands in the folder from when damage was seen until the folder is empty, for the case that a build is killed.
MARK = ".anew"


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("builder-inited", on_builder_inited)
    # Before the first file is written there (500).
    app.connect("write-started", on_write_started, priority=100)


def on_builder_inited(app: Sphinx) -> None:
    """Have every page written if a list is damaged."""
    if app.builder.format != "html":
        return
    outdir = Path(app.outdir)
    damaged = [name for name in LISTS if not _is_whole(outdir / name)]
    if damaged:
        write_atomically(outdir / MARK, "")
    if (outdir / MARK).exists():
        logger.info("lists of the site's files are damaged (%s); all is built anew", ", ".join(damaged) or "before")
        for name in (rebuilding.FILE, ".buildinfo"):
            (outdir / name).unlink(missing_ok=True)


def on_write_started(app: Sphinx, builder: Builder) -> None:
    """Empty the folder if damage was seen."""
    outdir = Path(app.outdir)
    if builder.format != "html" or not (outdir / MARK).exists():
        return
    # With each PDF of a letter comes a picture of its top.
    printed = {path.with_suffix("") for path in outdir.rglob("*.pdf")}
    for path in sorted(outdir.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        # The list of pages was written for this build.
        elif (
            path.name not in (MARK, rebuilding.FILE)
            and path.suffix != ".pdf"
            and not (path.suffix == PICTURE_SUFFIX and path.with_suffix("") in printed)
        ):
            path.unlink()
    (outdir / MARK).unlink()


def _is_whole(path: Path) -> bool:
    """Tell whether a list is not there, or can be read."""
    try:
        return isinstance(json.loads(path.read_bytes()), (dict, list))
    except FileNotFoundError:
        return True
    except ValueError:
        return False
