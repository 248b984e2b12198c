"""Makes the files of a release: `python -m undersigned.release`, which `make release` runs after the site is built.

The source of the commit, the mirror kit of the built site, the list of what builds it, and the checksums of them all.
The same commit gives the same bytes, in whatever folder, time zone and mode of new files.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from .. import __version__, checksums
from .kit import FILE, KitError
from .locks import read_lock
from .making import git, make_kit
from .sbom import SbomError, sbom

NAME = "undersigned"
LICENCE = "MIT AND CC-BY-4.0"


def main(arguments: list[str] | None = None) -> int:
    """Write the release; returns 0, or 1 with a message where it cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m undersigned.release", description="Make the files of a release.")
    parser.add_argument("--top", type=Path, default=Path(), help="folder of the project (default: this one)")
    parser.add_argument("--site", type=Path, default=Path("build/html"), help="folder of the built site")
    parser.add_argument("--output", type=Path, default=Path("build/release"), help="folder for the files")
    options = parser.parse_args(arguments)
    try:
        files = release(options.top, options.site, options.output)
    except (KitError, SbomError) as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"release: git: {error.stderr.decode('utf-8', 'replace').strip()}", file=sys.stderr)
        return 1
    print(*(str(file) for file in files), sep="\n")
    return 0


def release(top: Path, site: Path, output: Path, /) -> list[Path]:
    """Write the files into a folder of their own, which is replaced, whole or not at all; gives their paths.

    Raises KitError, SbomError, CalledProcessError of git, or OSError.
    """
    if changed := git(top, "status", "--porcelain").decode("utf-8", "replace").splitlines():
        raise KitError(f"files differ from the commit: {changed[0][3:]}; commit them, or put them away, and run again")
    output.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(dir=output.parent, prefix=".release-"))
    try:
        title = f"{NAME}-{__version__}"
        (staged / f"{title}.tar.gz").write_bytes(source(top, title))
        make_kit(top / "docs", site, staged / FILE)
        time = datetime.fromtimestamp(int(git(top, "log", "-1", "--format=%ct")), UTC)
        packages = read_lock(top / "requirements.lock")
        asked = [package.name for package in read_lock(top / "requirements.txt")]
        listed = sbom(packages, asked, name=NAME, version=__version__, licence=LICENCE, time=time)
        (staged / f"{title}.cdx.json").write_text(listed, "utf-8", newline="\n")
        sums = {path.name: checksums.of_file(path) for path in staged.iterdir()}
        (staged / checksums.NAME).write_text(checksums.text(sums), "utf-8", newline="\n")
        for path in staged.iterdir():
            path.chmod(0o644)
        staged.chmod(0o755)
        shutil.rmtree(output, ignore_errors=True)
        os.replace(staged, output)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return sorted(output.iterdir())


def source(top: Path, title: str, /) -> bytes:
    """Pack the files of the commit; settings of this machine's git change nothing."""
    settings = ("-c", "tar.umask=0022", "-c", "core.autocrlf=false", "-c", "core.attributesFile=/dev/null")
    packed = git(top, *settings, "archive", "--format=tar", f"--prefix={title}/", "HEAD")
    return gzip.compress(packed, 9, mtime=0)


if __name__ == "__main__":
    sys.exit(main())
