"""Builds the HTML of an archive in this process and tells where the seconds went; for `benchmarks.ours`.

`python -m benchmarks.building whole|pages FOLDER OUTPUT`: whole is what `make html` builds. `pages` leaves out what no
page shows: files beside pages and at the top of the site, what machines are told in the head of a page, and the index
of the search.
"""

from __future__ import annotations

import gc
import json
import sys
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from undersigned.memory import THRESHOLDS

from .measuring import TOP, cpu

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

#: Name of a part -> the module whose handler makes it, and the event it handles.
PARTS = {
    "data": ("undersigned.html.data", "build-finished"),
    "downloads": ("undersigned.html.downloads", "build-finished"),
    "tables": ("undersigned.html.tables", "build-finished"),
    "harvesting": ("undersigned.html.harvesting", "build-finished"),
    "metadata": ("undersigned.html.metadata", "html-page-context"),
    "search": ("undersigned.html.search", "build-finished"),
}
#: What machines are told of a letter is part of its view, and is made with it.
_TOLD = ("undersigned.exports.agents", "correspondence")
#: Events at which a stretch of the build begins -> its name; the first handler of each ends the one before.
STRETCHES = {
    "env-before-read-docs": "reading",
    "env-updated": "joining",
    "write-started": "writing",
    "build-finished": "finishing",
}


def build(what: str, folder: Path, output: str) -> int:
    """Build `docs` in a folder into another in it; write `OUTPUT.json` beside it: seconds by part and stretch."""
    from sphinx.application import Sphinx

    spent, begun = dict.fromkeys(PARTS, 0.0), {"start": 0.0}
    module, name = import_module(_TOLD[0]), _TOLD[1]
    told = _watched(getattr(module, name), spent, "metadata") if what == "whole" else lambda *_: None
    # As Sphinx's own command has it, which this is not.
    gc.set_threshold(*THRESHOLDS)
    with mock.patch.object(module, name, told):
        app = Sphinx(
            folder / "docs", TOP, folder / output, folder / f"{output}-doctrees", "html", status=None,
            warning=sys.stderr, warningiserror=True, confoverrides={"nitpicky": True},
        )  # fmt: skip
        watch(app, spent, leave_out=what == "pages")
        for event, stretch in STRETCHES.items():
            app.connect(event, lambda *_, stretch=stretch: begun.setdefault(stretch, cpu()) and None, priority=-1)
        app.build()
    ends = [*list(begun.values())[1:], cpu()]
    stretches = {stretch: end - begin for (stretch, begin), end in zip(begun.items(), ends, strict=True)}
    (folder / f"{output}.json").write_text(json.dumps({"parts": spent, "stretches": stretches}), "utf-8")
    return app.statuscode


def watch(app: Sphinx, spent: dict[str, float], *, leave_out: bool) -> None:
    """Measure or take away the handlers of the parts. Raises LookupError where a part has none."""
    for part, (module, event) in PARTS.items():
        listeners = app.events.listeners[event]
        found = [listener for listener in listeners if listener.handler.__module__ == module]
        if not found:
            raise LookupError(f"{module} handles no {event}")
        for listener in found:
            place = listeners.index(listener)
            if leave_out:
                del listeners[place]
            else:
                listeners[place] = listener._replace(handler=_watched(listener.handler, spent, part))


def _watched(function: Callable[..., Any], spent: dict[str, float], part: str) -> Callable[..., Any]:
    @wraps(function)
    def watched(*arguments: Any) -> Any:
        start = cpu()
        try:
            return function(*arguments)
        finally:
            spent[part] += cpu() - start

    return watched


if __name__ == "__main__":
    sys.exit(build(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
