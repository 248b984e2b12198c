"""Fetch the fonts that no package of `pip` holds, once, while the project is set up: `python -m undersigned.pdf.fetching`.

They are taken by name and version from the npm registry, by npm's own client where there is one, and held to a digest.
Nothing is installed or run of what is fetched. A build never fetches: what is not there is named by a warning.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..writing import replace_file
from . import fonts

#: Seconds that npm may take.
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the npm registry that holds fonts under an open licence."""

    scripts: str
    name: str
    version: str
    #: Digest of the package (SHA-512 in base 64), as the registry and lock files write it.
    integrity: str
    #: Name that a file gets -> its name in the package.
    files: Mapping[str, str]


PACKAGES = (
    Package(
        "Tibetan", "@expo-google-fonts/noto-serif-tibetan", "0.4.2",
        "e3PdLzPldwsirxE0xUN3IQ69XG6QOTQT1jxm2AnB3RrYPHLC+043AM4VZCkYXfepr1oPqK4caEKkuXyehF6y5Q==",
        {
            "NotoSerifTibetan-Regular.ttf": "package/400Regular/NotoSerifTibetan_400Regular.ttf",
            "NotoSerifTibetan-Bold.ttf": "package/700Bold/NotoSerifTibetan_700Bold.ttf",
            "NotoSerifTibetan-OFL.txt": "package/LICENSE_FONT",
        },
    ),
)  # fmt: skip


class FetchError(Exception):
    """A package cannot be had; the text says why."""


def fetch(package: Package, folder: Path, /) -> None:
    """Put the fonts of a package into `folder`, all or none. Raises FetchError."""
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("npm is not installed")
    with tempfile.TemporaryDirectory() as name:
        command = [npm, "pack", f"{package.name}@{package.version}", "--ignore-scripts", "--pack-destination", name]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=name, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise FetchError(f"npm gave no answer ({type(error).__name__})") from error
        archives = sorted(Path(name).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            last = (done.stderr.strip().splitlines() or ["npm said nothing"])[-1]
            raise FetchError(f"npm could not fetch it: {last[:200]}")
        unpack(archives[0], package, folder)


def unpack(archive: Path, package: Package, folder: Path, /) -> None:
    """Take the fonts out of a package that has the digest it must have. Raises FetchError."""
    data = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(data).digest()).decode() != package.integrity:
        raise FetchError("what came is not what was asked for: the digest differs")
    with tarfile.open(archive, "r:gz") as tar:
        found = {}
        for name, member in package.files.items():
            file = tar.extractfile(member) if member in tar.getnames() else None
            if file is None:
                raise FetchError(f"the package has no file {member}")
            found[name] = file.read()
    for name, content in found.items():
        replace_file(folder / name, content)


def main() -> int:
    """Fetch what is not there; what cannot be had is told, and is no failure: exit code 0."""
    for package in PACKAGES:
        wanted = [name for name in package.files if name.endswith(".ttf")]
        cuts = [cut for cut in fonts.CUTS.values() if cut.file.is_optional and cut.file.name in wanted]
        if all(fonts.path_of(cut) is not None for cut in cuts):
            continue
        try:
            fetch(package, fonts.FETCHED)
        except FetchError as error:
            print(
                f"No font for {package.scripts}: {error}.\n"
                f"PDFs print [{package.scripts}] in place of such text, with a warning, until there is one: install npm and run "
                f"`make fonts`, or a package with {wanted[0]}, such as Debian's fonts-noto-core.",
                file=sys.stderr,
            )
        else:
            print(f"The font for {package.scripts} is in {fonts.FETCHED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
