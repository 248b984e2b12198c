"""The files of a release: whole, and the same bytes wherever they are made."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, write_pages
from undersigned import __version__
from undersigned.release.__main__ import main

TOP = Path(__file__).resolve().parents[1]
TITLE = f"undersigned-{__version__}"
FILES = [
    "SHA256SUMS",
    f"{TITLE}.cdx.json",
    f"{TITLE}.tar.gz",
    "undersigned-mirror.zip",
    "undersigned-mirror.zip.sha256",
]


def git(folder: Path, *words: str) -> str:
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    }
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    done = subprocess.run(
        ["git", *names, *words], cwd=folder, env=os.environ | settings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a repository with a small archive and the project's settings."""
    folder = tmp_path_factory.mktemp("origin")
    year = "---\ntitle: Letters of 2020\n---\n```{letters}\n:year: 2020\n```\n"
    write_pages(folder / "docs", {**ARCHIVE, LETTER_PATH: LETTER, "letters/2020/index.md": year})
    shutil.copy(TOP / "conf.py", folder)
    # The whole lock is the business of `test_sbom`; this one holds in every environment.
    write_pages(
        folder,
        {
            "requirements.txt": "mdurl\n", "requirements.lock": f"mdurl=={version('mdurl')} --hash=sha256:{'a' * 64}\n",
            ".gitignore": "/build/\n/undersigned\n", "run.sh": "#!/bin/sh\n",
        },
    )  # fmt: skip
    (folder / "run.sh").chmod(0o755)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "First", "--date=2026-01-02T03:04:05Z")
    return folder


def released(origin: Path, folder: Path, *, zone: str, umask: int) -> Path:
    """Clone, build site and PDFs, and make the release, each in a process of its own, as `make release` does."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    before = os.umask(umask)
    try:
        git(folder.parent, "clone", "--quiet", str(origin), folder.name)
        (folder / "undersigned").symlink_to(TOP / "undersigned")
        settings = {"TZ": zone, "SOURCE_DATE_EPOCH": git(folder, "log", "-1", "--format=%ct"), "PYTHONHASHSEED": str(umask)}  # fmt: skip
        sphinx = ("sphinx", "-q", "-c", ".", "-d", "build/doctrees")
        for words in ((*sphinx, "-b", "html", "docs", "build/html"), (*sphinx, "-b", "letterpdf", "docs", "build/html"), ("undersigned.release",)):  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-m", *words], cwd=folder, env=os.environ | settings, capture_output=True, text=True,
                check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
    finally:
        os.umask(before)
    return folder / "build/release"


@pytest.fixture(scope="module")
def release(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a release."""
    return released(origin, tmp_path_factory.mktemp("one") / "checkout", zone="UTC", umask=0o022)


def test_the_same_commit_gives_the_same_bytes_in_another_folder_time_zone_and_umask(
    origin: Path, release: Path, tmp_path: Path
) -> None:
    other = released(origin, tmp_path / "a longer place" / "with spaces", zone="Asia/Kathmandu", umask=0o077)
    assert sorted(path.name for path in other.iterdir()) == FILES
    different = [name for name in FILES if (other / name).read_bytes() != (release / name).read_bytes()]
    assert different == []


def test_checksums_hold_all_other_files(release: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release, capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == FILES[1:]


def test_the_source_is_that_of_the_commit_and_tells_nothing_of_the_machine(origin: Path, release: Path) -> None:
    packed = (release / f"{TITLE}.tar.gz").read_bytes()
    # Flags: no name; time: none (RFC 1952).
    assert packed[3] == 0
    assert packed[4:8] == bytes(4)
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed))) as archive:
        members = archive.getmembers()
        assert sorted(member.name for member in members if member.isfile()) == sorted(
            f"{TITLE}/{name}" for name in git(origin, "ls-files").split("\n")
        )
        assert {member.mtime for member in members} == {1767323045}
        assert {(member.uid, member.uname, oct(member.mode)) for member in members if member.isfile()} == {
            (0, "root", "0o644"), (0, "root", "0o755"),
        }  # fmt: skip


def test_a_changed_work_tree_is_refused_and_leaves_the_last_release(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(release.parents[1], tmp_path / "copy", symlinks=True)
    page = tmp_path / "copy/docs/index.md"
    page.write_text(page.read_text() + "\nMore.\n")
    output = tmp_path / "copy/build/release"
    assert main(["--top", str(tmp_path / "copy"), "--site", str(tmp_path / "copy/build/html"), "--output", str(output)]) == 1  # fmt: skip
    assert capsys.readouterr().err == (
        "release: files differ from the commit: docs/index.md; commit them, or put them away, and run again\n"
    )
    assert sorted(path.name for path in output.iterdir()) == FILES


def test_a_site_that_is_not_built_gives_no_release(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    top = release.parents[1]
    assert main(["--top", str(top), "--site", str(tmp_path / "none"), "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == f"release: {tmp_path / 'none'} holds no built site; run `make' first\n"
    assert list(tmp_path.iterdir()) == []


def test_without_a_repository_git_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--top", str(tmp_path), "--output", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("release: git: fatal: not a git repository")
