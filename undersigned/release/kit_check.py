"""Verifies a mirror kit, packed or unpacked: which files differ, are missing or are no part of it.

The kit is a stranger's: names in it are compared, never opened as paths, and nothing is unpacked.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from .. import checksums
from .kit import ROOT, KitError

#: Bytes of SHA256SUMS at most: a hundred thousand letters have some hundred million.
MOST = 200_000_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a kit."""

    #: How many files its SHA256SUMS lists.
    files: int
    #: One line for each file with which something is wrong, by name.
    problems: tuple[str, ...]
    #: By which checksum the kit is compared with what is published: of what, and the checksum.
    known_as: tuple[str, str]


def check_kit(path: Path, /) -> Checked:
    """Compare a kit with its SHA256SUMS; raises KitError where no kit is, and OSError."""
    if path.is_dir():
        # Programs that unpack make a folder around the kit's own, or do not.
        top = path if (path / checksums.NAME).is_file() or not (path / ROOT).is_dir() else path / ROOT
        listing, problems = _in_folder(top)
        known = (checksums.NAME, "")
        return _check(path, listing, problems, known)
    if not path.exists():
        raise KitError(f"there is no {path}")
    try:
        with zipfile.ZipFile(path) as kit:
            listing, problems = _in_zip(kit)
            return _check(path, listing, problems, ("the zip", checksums.of_file(path)))
    except zipfile.BadZipFile as error:
        raise KitError(f"{path} is no zip, or was cut short: {error}") from None


def _check(
    path: Path, listing: dict[str, Callable[[], IO[bytes]]], problems: list[tuple[str, str]], known: tuple[str, str], /
) -> Checked:
    if checksums.NAME not in listing:
        raise KitError(f"{path} is no mirror kit: it holds no {checksums.NAME}")
    with _damage() as found, listing[checksums.NAME]() as file:
        content = file.read(MOST + 1)
    if found or len(content) > MOST:
        raise KitError(f"{checksums.NAME} in {path} {found[0] if found else 'is too large'}")
    listed: dict[str, str] = {}
    for number, digest, name in checksums.lines(content.decode("utf-8", "replace")):
        if not digest:
            problems.append((checksums.NAME, f"line {number} is no checksum with a name"))
        elif name in listed:
            problems.append((name, f"is listed twice in {checksums.NAME}"))
        else:
            listed[name] = digest
    for name in listed.keys() - listing.keys():
        problems.append((name, "is missing"))
    for name in listing.keys() - listed.keys() - {checksums.NAME}:
        problems.append((name, "is extra: it is no part of the kit"))
    for name in listed.keys() & listing.keys():
        with _damage() as found, listing[name]() as file:
            if checksums.of_stream(file) != listed[name]:
                problems.append((name, "differs"))
        problems += [(name, problem) for problem in found]
    what, digest = known
    return Checked(
        len(listed),
        tuple(f"{_shown(name)}: {problem}" for name, problem in sorted(set(problems))),
        (what, digest or checksums.of_stream(BytesIO(content))),
    )


def _in_folder(top: Path) -> tuple[dict[str, Callable[[], IO[bytes]]], list[tuple[str, str]]]:
    listing: dict[str, Callable[[], IO[bytes]]] = {}
    problems = []
    for folder, folders, names in os.walk(top):
        for name in (*folders, *names):
            path = Path(folder) / name
            below = path.relative_to(top).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                problems.append((below, "is extra: a link or device, which no kit holds"))
            elif name in names:
                listing[below] = _opener(path)
    return listing, problems


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _in_zip(kit: zipfile.ZipFile) -> tuple[dict[str, Callable[[], IO[bytes]]], list[tuple[str, str]]]:
    listing: dict[str, Callable[[], IO[bytes]]] = {}
    problems = []
    for info in kit.infolist():
        name = info.filename.removeprefix(f"{ROOT}/")
        if info.is_dir():
            continue
        if name == info.filename:
            problems.append((name, f"is extra: it lies outside of {ROOT}/"))
        elif name in listing:
            problems.append((name, "is in the zip twice"))
        else:
            listing[name] = _zip_opener(kit, info)
    return listing, problems


def _zip_opener(kit: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: kit.open(info)


@contextmanager
def _damage() -> Iterator[list[str]]:
    """Note instead of raising that a file cannot be read: the others are looked at too."""
    found: list[str] = []
    try:
        yield found
    except (zipfile.BadZipFile, zlib.error, EOFError):
        found.append("differs: it is damaged")
    except (RuntimeError, NotImplementedError):
        # What zipfile raises for encryption, and for ways to compress that it does not know.
        found.append("differs: it is encrypted, or packed in another way")
    except OSError as error:
        found.append(f"cannot be read: {error.strerror}")


def _shown(name: str) -> str:
    """Write a name that may hold anything on one line, without what terminals obey."""
    return name if name.isprintable() else ascii(name)[1:-1]
