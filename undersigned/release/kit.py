"""The mirror kit: the built site as one zip that can be passed on and verified where the site cannot be reached.

Comes after both builders. The same site gives the same bytes on every machine whose zlib is the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from .. import checksums

#: The zip's name where none is given, and that of the folder it holds.
FILE = "undersigned-mirror.zip"
ROOT = "undersigned"
#: The site within that folder.
SITE = "site"
#: Where the kit itself is published, below the site.
PUBLISHED = "mirror"
#: Zips know no earlier time; a time of ours would tell nothing, and differ from machine to machine.
_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR = (stat.S_IFREG | 0o644) << 16
_UNIX = 3
_BLOCK = 1 << 20


class KitError(ValueError):
    """What keeps a kit from being made; the message says why, and what mends it."""


@dataclass(frozen=True, slots=True)
class State:
    """Which state of the archive a kit holds."""

    letters: int
    #: Date of the newest letter, as written on its page.
    newest: str
    #: Address of the published site.
    site: str | None
    #: Commit of the pages and programs, if known.
    commit: str | None

    def text(self) -> str:
        """Write the state for people and programs."""
        lines = {
            "letters": str(self.letters), "newest letter": self.newest,
            "published at": self.site or "not told", "commit": self.commit or "not known",
        }  # fmt: skip
        return "".join(f"{name}: {value}\n" for name, value in lines.items())


def read_state(site: Path, /, *, url: str | None, commit: str | None) -> State:
    """Read off the data of a built site what it holds; raises KitError where it is not built."""
    try:
        letters: list[dict[str, Any]] = json.loads((site / "data/letters.json").read_bytes())["letters"]
    except (OSError, ValueError, KeyError, TypeError):
        raise KitError(f"{site} holds no built site; run `make' first") from None
    return State(len(letters), max((str(letter["date"]) for letter in letters), default="none"), url, commit)


def published(site: Path, /) -> list[str]:
    """List the files of a built site that are published, by path below it, sorted; raises KitError.

    What begins with a dot is the builders' own, and servers leave it out; a kit holds no kit.
    """
    found = []
    for folder, folders, names in os.walk(site, onerror=_refuse):
        below = Path(folder).relative_to(site)
        folders[:] = [name for name in folders if name[0] != "." and (below / name).as_posix() != PUBLISHED]
        for name in (*folders, *names):
            if (Path(folder) / name).is_symlink():
                raise KitError(f"{Path(folder) / name} is a link; a site holds files only")
        found += [(below / name).as_posix() for name in names if name[0] != "."]
    return sorted(found)


def _refuse(error: OSError) -> None:
    raise KitError(f"{error.filename}: {error.strerror}")


def write_kit(site: Path, target: Path, state: State, /, *, project: str) -> dict[str, str]:
    """Write the kit of a built site, whole or not at all.

    Gives the two checksums by which a kit is known: of the zip, and of its SHA256SUMS. Raises KitError or OSError.
    """
    how_to = Template(files(__package__).joinpath("how-to-verify.txt").read_text("utf-8"))
    title = f"THE MIRROR KIT OF {project}"
    texts = {
        "HOW-TO-VERIFY.txt": how_to.substitute(project=project, underline="=" * len(title), file=FILE).encode(),
        "STATE.txt": state.text().encode(),
    }
    paths = {f"{SITE}/{name}": site / name for name in published(site)}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in texts.items()}
    sums |= {name: checksums.of_file(path) for name, path in paths.items()}
    texts[checksums.NAME] = checksums.text(sums).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    os.close(handle)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kit:
            for name in sorted((*texts, *paths)):
                written = _add(kit, name, texts.get(name) or paths[name])
                if written != sums.get(name, written):
                    raise KitError(f"{paths[name]} was changed while it was packed; build anew, then pack")
        os.chmod(part, 0o644)
        known = {FILE: checksums.of_file(Path(part)), checksums.NAME: hashlib.sha256(texts[checksums.NAME]).hexdigest()}
        os.replace(part, target)
    except BaseException:
        os.unlink(part)
        raise
    return known


def _add(kit: zipfile.ZipFile, name: str, content: bytes | Path) -> str:
    """Add one file; gives the checksum of what was written."""
    info = zipfile.ZipInfo(f"{ROOT}/{name}", _TIME)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _REGULAR
    digest = hashlib.sha256()
    with kit.open(info, "w") as file:
        for block in _blocks(content):
            digest.update(block)
            file.write(block)
    return digest.hexdigest()


def _blocks(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
