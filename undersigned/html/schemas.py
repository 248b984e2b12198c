"""Publishes the JSON Schemas of front matter with the site, below `_static/schema`.

Comes after `json_schema`; written where they changed, so that a repeated build equals a clean one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema import KEYS
from ..writing import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Below the output folder.
FOLDER = "_static/schema"


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("build-finished", on_build_finished)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the schema of each kind of page."""
    if exception is not None or app.builder.format != "html":
        return
    from ..json_schema import schema_of

    for kind in KEYS:
        write_if_changed(Path(app.outdir, FOLDER, f"{kind}.json"), json.dumps(schema_of(kind), indent=2) + "\n")
