"""What git knows about the folder of pages at an earlier revision; read only, without a shell.

`changes` compares it with the files of today.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Nothing that a repository's own settings could run or change has a say.
_GIT = ("git", "--no-pager", "--no-replace-objects", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off")


class RevisionError(Exception):
    """The revision cannot be compared with; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: mode (such as 100644) and id of its content."""

    mode: str
    id: str


@dataclass(frozen=True, slots=True)
class Revision:
    """The folder of pages where a change began."""

    root: Path
    commit: str
    #: Path below the folder -> its file then.
    files: dict[str, Blob]

    def holds(self, path: str, data: bytes) -> bool:
        """Tell whether a file had this very content; line ends that git changes on some systems do not count."""
        blob = self.files.get(path)
        if blob is None:
            return False
        return blob.id == _blob_id(data, blob.id) or (
            b"\r\n" in data and blob.id == _blob_id(data.replace(b"\r\n", b"\n"), blob.id)
        )

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Read files of the revision, all by one command."""
        asked = sorted(paths)
        if not asked:
            return {}
        lines = "".join(f"{self.files[path].id}\n" for path in asked).encode()
        output = _run(self.root, "cat-file", "--batch", given=lines)
        found, place = {}, 0
        for path in asked:
            end = output.index(b"\n", place)
            head = output[place:end].split()
            if len(head) != 3:
                raise RevisionError(
                    f"git has not the content of {path!r} at {self.commit[:12]}; run: git fetch --refetch"
                )
            size = int(head[2])
            found[path] = output[end + 1 : end + 1 + size]
            place = end + 1 + size + 1
        return found


def where_change_began(root: Path, revision: str) -> Revision:
    """Find where the work of today parted from a revision, as a pull request does; raise `RevisionError` if nowhere."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise RevisionError(f"{revision!r} is no revision; give a branch, tag or commit, such as origin/main")
    try:
        _run(root, "rev-parse", "--git-dir")
    except RevisionError as error:
        raise RevisionError(f"the folder {root} is in no git repository that git can read ({error})") from None
    try:
        given = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError:
        raise RevisionError(f"git knows no revision {revision!r}; {_more_history(root)}") from None
    try:
        base = _run(root, "merge-base", given.decode().strip(), "HEAD").decode().strip()
    except RevisionError:
        raise RevisionError(
            f"{revision!r} and the work of today have no common history here; {_more_history(root)}"
        ) from None
    files = {}
    for line in _run(root, "ls-tree", "-r", "-z", base).split(b"\0"):
        if line:
            facts, _, name = line.partition(b"\t")
            mode, _kind, blob = facts.decode().split()
            files[os.fsdecode(name)] = Blob(mode, blob)
    return Revision(root, base, files)


def _more_history(root: Path) -> str:
    try:
        shallow = _run(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except RevisionError:
        shallow = False
    if shallow:
        return "this copy lacks older history: run git fetch --unshallow (in a workflow: fetch-depth: 0)"
    return "give a branch, tag or commit that this copy has, or run git fetch first"


def _run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [*_GIT, *arguments], cwd=root, input=given, capture_output=True, check=False, env=environment
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(said[0] if said else f"git {arguments[0]} failed")
    return done.stdout


def _blob_id(data: bytes, like: str) -> str:
    head = b"blob %d\0" % len(data)
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return algorithm(head + data, usedforsecurity=False).hexdigest()
