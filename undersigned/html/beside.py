"""Keeps files that stand beside pages in step with the archive: writes what changed, deletes what is no longer wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from ..writing import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable


def keep(
    outdir: Path, listed_in: str, files: Iterable[tuple[str, str]], /, *, samples: Iterable[str] = ()
) -> None:  # fmt: skip
    """Write files (name below `outdir`, text), and delete those of the last build that are not among them.

    `listed_in` is the file of the output folder that remembers the names; `samples` are names of the kinds that
    an earlier build may have written where this one writes none.
    """
    names = set()
    for name, text in files:
        write_if_changed(outdir / name, text)
        names.add(name)
    kinds = {Path(name).suffix for name in (*names, *samples)}
    for name in sorted(_load(outdir / listed_in) - names):
        # Nothing that others write, whatever stands in the list.
        if not names or Path(name).suffix in kinds:
            _delete(outdir, outdir / name)
    if names:
        write_if_changed(outdir / listed_in, json.dumps(sorted(names), indent=0) + "\n")
    else:
        (outdir / listed_in).unlink(missing_ok=True)


def _delete(outdir: Path, path: Path) -> None:
    """Delete a file and the folders that this leaves empty."""
    # The names come from a file in the output folder: only what lies in that folder is deleted.
    if path.resolve().is_relative_to(outdir.resolve()):
        path.unlink(missing_ok=True)
        folder = path.parent
        while folder != outdir and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _load(path: Path) -> set[str]:
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in stored if isinstance(name, str)} if isinstance(stored, list) else set()
