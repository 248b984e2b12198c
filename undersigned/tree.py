"""The files below the folder of pages: which are pages, and which must never be opened.

Runs before anything is read, and in a build before Sphinx walks the folder: a linked folder or a device must not be
followed at all. Pages go on to `undersigned.text`.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import images, limits
from . import rules_markup as rules
from .diagnostics import Message, Rule, quote
from .images import IMAGE_KINDS
from .links import NAME

#: Names that Windows keeps for devices.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{digit}" for kind in ("com", "lpt") for digit in range(1, 10))}
)
#: Pages and folders at the top that the build makes itself; `l` holds the short addresses of letters.
GENERATED = frozenset({"404.md", "genindex.md", "l", "modindex.md", "py-modindex.md", "search.md"})


@dataclass(frozen=True, slots=True)
class Tree:
    """The folder of pages: paths relative to it, with forward slashes, sorted."""

    messages: tuple[Message, ...]
    #: Pages to read.
    pages: tuple[str, ...]
    #: Files and folders that must not be opened or walked.
    refused: tuple[str, ...]


def check_tree(root: Path, /) -> Tree:
    """Look at every file and folder below `root` without following links; open only images."""
    messages: list[Message] = []
    pages: list[str] = []
    refused: list[str] = []
    seen: dict[str, str] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            path = folder + entry.name
            problems = list(_problems(path, entry))
            folded = unicodedata.normalize("NFC", path).casefold()
            if (twin := seen.setdefault(folded, path)) != path:
                problems.append(
                    (rules.NAME, f"{quote(path)} and {quote(twin)} differ only by letter case", "rename one")
                )
            messages += [Message(shown(path), 1, *problem) for problem in problems]
            if problems:
                refused.append(path)
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path + "/")
            elif path.endswith(".md"):
                pages.append(path)
    return Tree(tuple(sorted(messages)), tuple(sorted(pages)), tuple(sorted(refused)))


def accepts_page(path: str, size: int = 0, /) -> bool:
    """Tell whether a plain file of this path and size, which may be one of the past, is a page to read."""
    *folders, name = path.split("/")
    stem = name.removesuffix(".md")
    return (
        stem != name
        and all(NAME.fullmatch(part) and part not in DEVICES and len(part) <= limits.now().name for part in folders)
        and NAME.fullmatch(stem) is not None
        and stem not in DEVICES
        and len(name) <= limits.now().name
        and GENERATED.isdisjoint((path, path.partition("/")[0]))
        and size <= limits.now().page_bytes
    )


def exclude_pattern(path: str, /) -> str:
    """Write a path as a Sphinx glob pattern that matches it and nothing else."""
    # A backslash in the set keeps Python from taking a leading bracket for a nested set.
    path = unicodedata.normalize("NFC", path)
    return "".join(f"[\\{character}]" if character in "*?[" else character for character in path)


def _problems(path: str, entry: os.DirEntry[str]) -> Iterator[tuple[Rule, str, str]]:
    """Tell what is wrong with one file or folder: rule, problem, mend."""
    name = quote(entry.name)
    facts = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(facts.st_mode):
        yield rules.SYMLINK, f"{name} is a symbolic link", "add the file itself"
        return
    if not (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
        yield rules.SYMLINK, f"{name} is a pipe, socket or device", "remove it"
        return
    is_folder = stat.S_ISDIR(facts.st_mode)
    stem, kind = (entry.name, "") if is_folder else os.path.splitext(entry.name)
    if not NAME.fullmatch(stem):
        yield rules.NAME, f"the name {name} is not accepted", "use a-z, 0-9 and single hyphens, as in my-letter.md"
    elif stem in DEVICES:
        yield rules.NAME, f"the name {name} belongs to a device on Windows", "choose another name"
    elif path in GENERATED:
        what = "to pages that are" if is_folder else "to a page that is"
        yield rules.NAME, f"the name {name} belongs {what} made by the build", "choose another name"
    if len(entry.name) > limits.now().name:
        yield (
            rules.NAME,
            f"the name {name} has {len(entry.name)} characters",
            f"shorten it; a name has at most {limits.now().name}",
        )
    if is_folder:
        return
    if kind != ".md" and kind not in IMAGE_KINDS:
        yield rules.KIND, f"the kind of {name} is not accepted", "only .md, .png and .jpg files are"
        return
    limit = limits.now().page_bytes if kind == ".md" else limits.now().image_bytes
    if facts.st_size > limit:
        yield rules.SIZE, f"the file has {facts.st_size:,} bytes", f"a {kind} file has at most {limit:,}"
    elif kind in IMAGE_KINDS:
        yield from images.problems(Path(entry.path).read_bytes(), kind)


def shown(path: str) -> str:
    """Write a path so that a message stays one line of plain characters."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in path[:200])
