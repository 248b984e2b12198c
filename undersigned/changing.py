"""Shows a plan of `moving`, checks the archive as it would be, and carries the plan out whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from .checking import check_archive
from .diagnostics import Message
from .moving import Change, MoveError, Plan
from .writing import stage


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


def carry_out(root: Path, plan: Plan) -> None:
    """Write a plan: new files beside the old ones first, then all replaced, then what goes is removed.

    After any failure every file is as it was; raises OSError, or MoveError if a file changed since the plan was made.
    """
    for change in plan.changes:
        path = root / change.path
        if any(folder.is_symlink() for folder in (path, *(root / above for above in Path(change.path).parents[:-1]))):
            raise MoveError(f"{change.path} stands behind a symbolic link; replace the link by what it leads to")
        if (path.read_bytes() if path.is_file() else None) != change.before:
            raise MoveError(f"{change.path} was changed meanwhile; run the command again")
    staged: list[tuple[Change, str]] = []
    done: list[Change] = []
    folders: list[Path] = []
    try:
        for change in plan.changes:
            if change.after is not None:
                folders += _make_folders(root / change.path, root)
                staged.append((change, stage(root / change.path, change.after)))
        for change, name in staged:
            done.append(change)
            os.replace(name, root / change.path)
        for change in plan.changes:
            if change.after is None:
                done.append(change)
                (root / change.path).unlink()
    except BaseException:
        for change in done:
            _restore(root / change.path, change.before)
        for _, name in staged:
            Path(name).unlink(missing_ok=True)
        for folder in reversed(folders):
            folder.rmdir()
        raise


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
