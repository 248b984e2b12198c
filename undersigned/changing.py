"""Shows a plan of `moving`, checks the archive as it would be, and carries the plan out whole or not at all.

What is to be written is first kept beside the folder of pages. If the run is killed while it writes, the next command or
build finishes the change from there.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from .checking import check_archive
from .diagnostics import Message
from .locking import held
from .moving import Change, MoveError, Plan
from .wording import plural
from .writing import PART, clear, replace_file, stage

#: Name of the list of changes in the folder that keeps them; the new content of each file is numbered as there.
LIST = "changes.json"


def diff(plan: Plan) -> Iterator[str]:
    """Write a plan as a unified diff, line by line; a page that moves is compared with itself."""
    by_path = {change.path: change for change in plan.changes}
    moved = plan.new in by_path and by_path[plan.new].before is None
    for change in plan.changes:
        if moved and change.path == plan.old:
            continue
        before, old = change.before, change.path if change.before is not None else "/dev/null"
        if moved and change.path == plan.new:
            before, old = by_path[plan.old].before, plan.old
        yield from _diff(old, before, change.path if change.after is not None else "/dev/null", change.after)


def _diff(old: str, before: bytes | None, new: str, after: bytes | None) -> Iterator[str]:
    if b"\0" in (before or b"") + (after or b""):
        yield f"Binary files {old} and {new} differ"
        return
    ours, theirs = ((content or b"").decode("utf-8", "replace").splitlines() for content in (before, after))
    yield from unified_diff(ours, theirs, old, new, lineterm="")


def new_errors(root: Path, plan: Plan) -> tuple[Message, ...]:
    """Check the archive as it would be; the errors that it does not have today."""
    with tempfile.TemporaryDirectory(prefix="undersigned-") as folder:
        copy = Path(folder) / "docs"
        shutil.copytree(root, copy, symlinks=True, copy_function=_link)
        for change in plan.changes:
            path = copy / change.path
            # The copy shares its files with the archive: they are replaced, never written into.
            path.unlink(missing_ok=True)
            if change.after is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(change.after)
        after = check_archive(copy).errors
    if not after:
        return ()
    known = Counter(_sign(message, plan) for message in check_archive(root).errors)
    found = []
    for message in after:
        sign = _sign(message, plan)
        known[sign] -= 1
        if known[sign] < 0:
            found.append(message)
    return tuple(found)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)


def _sign(message: Message, plan: Plan) -> tuple[str, str, str]:
    """Know a message again although its page moved and its line shifted."""
    old, new = (path.removesuffix(".md") for path in (plan.old, plan.new))
    names = (old, new), (old.rpartition("/")[2], new.rpartition("/")[2])
    path, problem = message.path.removesuffix(".md"), message.problem
    for before, after in names:
        problem = problem.replace(before, after)
    return (new if path == old else path), message.rule.id, problem


def of_pages(root: Path, pages: Mapping[str, str], path: str) -> Plan:
    """Plan to write pages, new ones or others in place of those that are there; `path` is the page it is about."""
    return Plan(
        tuple(
            Change(name, (root / name).read_bytes() if (root / name).is_file() else None, text.encode())
            for name, text in sorted(pages.items())
        ),
        (), path, path,
    )  # fmt: skip


def carry_out(root: Path, plan: Plan, /) -> None:
    """Write a plan: all new content beside the folder of pages first, then each file replaced, then what goes is removed.

    After any failure every file is as it was; raises OSError, or MoveError if a file changed since the plan was made.
    If the process is killed, `finish` does the rest.
    """
    with held(root, _tell):
        _finish(root, _tell)
        _confirm(root, plan)
        kept = _keep(root, plan)
        done: list[Change] = []
        folders: list[Path] = []
        try:
            for number, change in sorted(enumerate(plan.changes), key=lambda one: one[1].after is None):
                done.append(change)
                if change.after is not None:
                    folders += _make_folders(root / change.path, root)
                    _put(kept / str(number), root / change.path)
                else:
                    (root / change.path).unlink()
        except BaseException:
            for change in done:
                _restore(root / change.path, change.before)
            for folder in reversed(folders):
                folder.rmdir()
            _forget(kept)
            raise
        _forget(kept)


def finish(root: Path, tell: Callable[[str], None], /) -> None:
    """Finish a change that was broken off. Raises MoveError, which says how to mend, if a page was edited since."""
    if _place(root).is_dir():
        with held(root, tell):
            clear(root)
            _finish(root, tell)


def _finish(root: Path, tell: Callable[[str], None]) -> None:
    kept = _place(root)
    if not kept.is_dir():
        return
    try:
        changes = json.loads((kept / LIST).read_bytes())
        waiting = []
        for number, change in enumerate(changes):
            path = root / change["path"]
            now = _digest(path.read_bytes()) if path.is_file() else None
            if now == change["after"]:
                continue
            if now != change["before"] or (change["after"] is not None and not (kept / str(number)).is_file()):
                raise MoveError(
                    f"a change of {plural(len(changes), 'file')} was broken off, and {change['path']} was edited since: "
                    f"what the change was to write is in {kept}, numbered as in its {LIST}; "
                    "take over what you want, delete that folder, and run check"
                )
            waiting.append((number, change))
        # New content first, as while it was written.
        for number, change in sorted(waiting, key=lambda one: one[1]["after"] is None):
            path = root / change["path"]
            if change["after"] is not None:
                _make_folders(path, root)
                _put(kept / str(number), path)
            else:
                path.unlink()
    except (ValueError, KeyError, TypeError) as error:
        raise MoveError(f"{kept} cannot be read; look at the pages with git, then delete that folder") from error
    _forget(kept)
    tell(f"finished a change that was broken off: {', '.join(change['path'] for change in changes)}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _place(root: Path) -> Path:
    """Name the folder beside the folder of pages that keeps a change while it is carried out."""
    root = root.resolve()
    return root.parent / f".{root.name}.change"


def _confirm(root: Path, plan: Plan) -> None:
    """See whether every file still is what the plan was made for. Raises MoveError."""
    for change in plan.changes:
        path = root / change.path
        if any(folder.is_symlink() for folder in (path, *(root / above for above in Path(change.path).parents[:-1]))):
            raise MoveError(f"{change.path} stands behind a symbolic link; replace the link by what it leads to")
        if (path.read_bytes() if path.is_file() else None) != change.before:
            raise MoveError(f"{change.path} was changed meanwhile; run the command again")


def _keep(root: Path, plan: Plan) -> Path:
    """Keep a change, whole or not at all; gives its folder."""
    place = _place(root)
    part = Path(tempfile.mkdtemp(dir=place.parent, prefix=f"{place.name}.", suffix=PART))
    try:
        listed = []
        for number, change in enumerate(plan.changes):
            if change.after is not None:
                (part / str(number)).write_bytes(change.after)
            states = {
                name: None if content is None else _digest(content)
                for name, content in (("before", change.before), ("after", change.after))
            }
            listed.append({"path": change.path, **states})
        (part / LIST).write_text(json.dumps(listed, indent=0) + "\n", "utf-8")
        os.rename(part, place)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return place


def _put(kept: Path, path: Path) -> None:
    """Make a file hold what is kept, whole or not at all; what is kept stays until all is done."""
    content = kept.read_bytes()
    name = stage(kept, content)
    try:
        os.replace(name, path)
    except OSError as error:
        os.unlink(name)
        if error.errno != errno.EXDEV:
            raise
        # The folder of pages is a disk of its own.
        replace_file(path, content)


def _forget(place: Path) -> None:
    """Delete a change that is over; first its name, by which it counts."""
    for left in place.parent.glob(f"{place.name}.*{PART}"):
        shutil.rmtree(left, ignore_errors=True)
    gone = place.with_name(f"{place.name}.{os.getpid()}{PART}")
    os.rename(place, gone)
    shutil.rmtree(gone, ignore_errors=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _make_folders(path: Path, root: Path) -> list[Path]:
    made = []
    for folder in reversed(path.relative_to(root).parents[:-1]):
        if not (root / folder).is_dir():
            (root / folder).mkdir()
            made.append(root / folder)
    return made


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != before:
        os.replace(stage(path, before), path)
