"""Keeps files that stand beside pages in step with the archive: writes what changed, deletes what is no longer wanted.

A list in the output folder remembers each file with a stamp of what it was made from (see `stamps`). What has the same
stamp is neither made nor read again.
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ..writing import replace_file, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: What is added to the name of a list, for the names that are new in it.
PART = ".adding"


@dataclass(frozen=True, slots=True)
class File:
    """A file: its name below the output folder, and how its text is made."""

    name: str
    make: Callable[[], str | bytes]
    #: Digest of everything that the text is made from; a file without one is made at every build, and compared.
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the last build left: the stamp of all files, and that of each by name."""

    stamp: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def keep(
    outdir: Path, listed_in: str, files: Iterable[File], /, *, stamp: str = "", samples: Iterable[str] = ()
) -> None:  # fmt: skip
    """Write files, and delete those of the last build that are not among them.

    `listed_in` is the file of the output folder that remembers them. `stamp` is a digest of everything that they are
    made from: if it is that of the last build, `files` is not even asked. A file that is gone is made again.
    `samples` are names of the kinds that an earlier build may have written where this one writes none.
    """
    path, present = outdir / listed_in, _Present(outdir)
    adding = path.with_name(path.name + PART)
    kept = _load(path)
    noted = _noted(adding) - kept.files.keys()
    if noted:
        kept = _Kept(files={**kept.files, **dict.fromkeys(noted, "")})
    if stamp and stamp == kept.stamp and all(name in present for name in kept.files):
        # What a build that was killed at its very end left.
        adding.unlink(missing_ok=True)
        return
    stamps: dict[str, str] = {}
    with ExitStack() as stack:
        notes: TextIO | None = None
        for file in files:
            stamps[file.name] = file.stamp
            if file.stamp and file.stamp == kept.files.get(file.name) and file.name in present:
                continue
            if notes is None:
                # If this build is killed, the next one must not take the new files for those of the old stamps.
                if kept.stamp or any(kept.files.values()):
                    _save(path, _Kept(files=dict.fromkeys(kept.files, "")))
                notes = stack.enter_context(adding.open("a", encoding="utf-8"))
            if file.name not in kept.files:
                # Before the file is there: what a killed build wrote is known to the next.
                print(json.dumps(file.name), file=notes, flush=True)
            _write(outdir / file.name, file.make(), is_new=file.name not in present)
    kinds = {Path(name).suffix for name in (*stamps, *samples)}
    for name in sorted(kept.files.keys() - stamps.keys()):
        # Nothing that others write, whatever stands in the list.
        if not stamps or Path(name).suffix in kinds:
            _delete(outdir, outdir / name)
    if stamps:
        _save(path, _Kept(stamp, stamps))
    else:
        path.unlink(missing_ok=True)
    adding.unlink(missing_ok=True)


def _noted(path: Path) -> set[str]:
    """Read the names that a killed build noted; it may have been killed in the last."""
    found = set()
    for line in path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else ():
        with suppress(ValueError):
            found.add(str(json.loads(line)))
    return found


class _Present:
    """The files of a folder; each folder below it is looked at once."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._folders: dict[str, frozenset[str]] = {}

    def __contains__(self, name: str) -> bool:
        folder, _, leaf = name.rpartition("/")
        if folder not in self._folders:
            try:
                found = os.listdir(self._top / folder)
            except (FileNotFoundError, NotADirectoryError):
                found = []
            self._folders[folder] = frozenset(found)
        return leaf in self._folders[folder]


def _write(path: Path, content: str | bytes, *, is_new: bool) -> None:
    if is_new:
        replace_file(path, content.encode() if isinstance(content, str) else content)
    else:
        write_if_changed(path, content)


def _delete(outdir: Path, path: Path) -> None:
    """Delete a file and the folders that this leaves empty."""
    # The names come from a file in the output folder: only what lies in that folder is deleted.
    if path.resolve().is_relative_to(outdir.resolve()):
        path.unlink(missing_ok=True)
        folder = path.parent
        while folder != outdir and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _save(path: Path, kept: _Kept) -> None:
    # A line each; an indent would have the slow encoder write it.
    text = json.dumps({"stamp": kept.stamp, "files": dict(sorted(kept.files.items()))}, separators=(",\n", ": "))
    write_if_changed(path, text + "\n")


def _load(path: Path) -> _Kept:
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return _Kept()
    if isinstance(stored, list):
        # As earlier versions wrote it: names alone.
        return _Kept(files={name: "" for name in stored if isinstance(name, str)})
    files, stamp = (stored.get("files"), stored.get("stamp")) if isinstance(stored, dict) else (None, None)
    if not isinstance(files, dict):
        return _Kept()
    return _Kept(
        stamp if isinstance(stamp, str) else "",
        {name: found if isinstance(found, str) else "" for name, found in files.items()},
    )
