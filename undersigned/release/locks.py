"""Reads the locks that `make lock` writes: which release of each package, in which environment, with which hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock."""

    requirement: Requirement
    #: SHA-256 of each of its files, sorted.
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as indexes have it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one release that is locked; raises ValueError if the lock leaves a choice."""
        (specifier,) = self.requirement.specifier
        if specifier.operator != "==":
            raise ValueError(f"{self.requirement} is not locked to one release")
        return specifier.version

    @property
    def applies(self) -> bool:
        """Whether it is installed for this Python on this system."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def read_lock(path: Path, /) -> tuple[Locked, ...]:
    """Read a lock, in its order; raises OSError, or InvalidRequirement where it is no lock."""
    joined = path.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return tuple(
        Locked(Requirement(line.partition(" --hash")[0].strip()), tuple(sorted(_HASH.findall(line)))) for line in lines
    )
