"""Fonts are fetched with npm, held to their digest, and put in place as a whole; what fails is told and fails nothing."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.pdf_building import look_for_fonts_in
from undersigned.pdf import fetching, fonts
from undersigned.pdf.fetching import FetchError, Package, fetch, main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

FILES = {"package/a/One.ttf": b"one", "package/b/Two.ttf": b"two", "package/LICENSE": b"free", "package/run.sh": b"no"}
WANTED = {"NotoSerifTibetan-Regular.ttf": "package/a/One.ttf", "NotoSerifTibetan-Bold.ttf": "package/b/Two.ttf",
          "NotoSerifTibetan-OFL.txt": "package/LICENSE"}  # fmt: skip
NPM = 'printf "%s\\n" "$@" > "{log}"; for last; do :; done; cp "{archive}" "$last/"; echo done.tgz'


def _archive(path: Path, files: Mapping[str, bytes] = FILES) -> str:
    """Write a package; give its digest."""
    with tarfile.open(path, "w:gz") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Package:
    found = Package("Tibetan", "@fonts/tibetan", "1.2.3", _archive(tmp_path / "fonts-1.2.3.tgz"), WANTED)
    monkeypatch.setattr(fetching, "PACKAGES", (found,))
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "system")
    return found


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Stand in for npm: a script that runs what it is told."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")

    def stand_in(script: str = NPM) -> None:
        text = script.format(log=tmp_path / "asked", archive=tmp_path / "fonts-1.2.3.tgz")
        (folder / "npm").write_text(f"#!/bin/sh\n{text}\n")
        (folder / "npm").chmod(0o755)

    return stand_in


def _there(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*")} if folder.exists() else {}


def test_fonts_of_a_package_are_put_in_place_and_nothing_else_of_it(
    package: Package, npm: Callable[..., None], tmp_path: Path
) -> None:
    npm()
    fetch(package, tmp_path / "fetched" / "deep")
    assert _there(tmp_path / "fetched" / "deep") == {
        "NotoSerifTibetan-Regular.ttf": b"one", "NotoSerifTibetan-Bold.ttf": b"two", "NotoSerifTibetan-OFL.txt": b"free",
    }  # fmt: skip
    asked = (tmp_path / "asked").read_text().split()
    assert asked[:-1] == ["pack", "@fonts/tibetan@1.2.3", "--ignore-scripts", "--pack-destination"]
    assert not os.path.exists(asked[-1])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (
            "echo one >&2; echo 'npm error 404  Not Found' >&2; exit 1",
            "npm could not fetch it: npm error 404  Not Found",
        ),
        ("exit 1", "npm could not fetch it: npm said nothing"),
        ("echo fine", "npm could not fetch it: npm said nothing"),
        (NPM + '; cp "{archive}" "$last/other.tgz"', "npm could not fetch it: npm said nothing"),
        (NPM + "; echo late >&2; exit 3", "npm could not fetch it: late"),
        (f"echo {'x' * 500} >&2; exit 1", f"npm could not fetch it: {'x' * 200}"),
        ('for last; do :; done; echo other > "$last/x.tgz"', "what came is not what was asked for: the digest differs"),
    ],
)
def test_package_that_cannot_be_had_is_told_with_the_reason_and_leaves_nothing(
    package: Package, npm: Callable[..., None], tmp_path: Path, script: str, reason: str
) -> None:
    npm(script)
    with pytest.raises(FetchError) as caught:
        fetch(package, tmp_path / "fetched")
    assert str(caught.value) == reason
    assert _there(tmp_path / "fetched") == {}


def test_missing_npm_is_told(package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    with pytest.raises(FetchError, match=r"^npm is not installed$"):
        fetch(package, tmp_path / "fetched")


def test_npm_that_gives_no_answer_is_waited_for_no_longer(
    package: Package, npm: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.2)
    npm("exec sleep 5")
    with pytest.raises(FetchError, match=r"^npm gave no answer \(TimeoutExpired\)$"):
        fetch(package, tmp_path / "fetched")


def test_npm_that_cannot_be_run_is_told(package: Package, npm: Callable[..., None], tmp_path: Path) -> None:
    npm()
    (tmp_path / "bin" / "npm").write_bytes(b"\x7fELF not a program")
    with pytest.raises(FetchError, match=r"^npm gave no answer \(OSError\)$"):
        fetch(package, tmp_path / "fetched")


def test_package_that_lacks_a_file_is_told_and_leaves_nothing(
    package: Package, npm: Callable[..., None], tmp_path: Path
) -> None:
    npm()
    with pytest.raises(FetchError, match=r"^the package has no file package/c/Three\.ttf$"):
        fetch(replace(package, files={**WANTED, "x.ttf": "package/c/Three.ttf"}), tmp_path / "fetched")
    assert _there(tmp_path / "fetched") == {}


def test_folder_in_the_place_of_a_file_is_no_file(npm: Callable[..., None], tmp_path: Path) -> None:
    npm()
    with tarfile.open(tmp_path / "fonts-1.2.3.tgz", "w:gz") as tar:
        folder = tarfile.TarInfo("package/a/One.ttf")
        folder.type = tarfile.DIRTYPE
        tar.addfile(folder)
    integrity = base64.b64encode(hashlib.sha512((tmp_path / "fonts-1.2.3.tgz").read_bytes()).digest()).decode()
    package = Package("Tibetan", "x", "1", integrity, {"a.ttf": "package/a/One.ttf"})
    with pytest.raises(FetchError, match=r"^the package has no file package/a/One\.ttf$"):
        fetch(package, tmp_path / "fetched")


# ---- the command


def test_command_fetches_what_is_not_there_and_says_where_it_is(
    package: Package, npm: Callable[..., None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npm()
    assert main() == 0
    assert capsys.readouterr() == (f"The font for Tibetan is in {tmp_path / 'fetched'}\n", "")
    assert len(_there(tmp_path / "fetched")) == 3


def test_command_fetches_nothing_that_is_there(
    package: Package, npm: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    npm("touch {log}; exit 1")
    folder = tmp_path / "system" / "noto"
    folder.mkdir(parents=True)
    for name in list(WANTED)[:2]:
        assert not (tmp_path / "asked").exists()
        (folder / name).write_bytes(b"font")
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "system")
    assert main() == 0
    assert not (tmp_path / "asked").exists()
    assert capsys.readouterr() == ("", "")
    # One of two is not enough.
    (folder / "NotoSerifTibetan-Bold.ttf").unlink()
    look_for_fonts_in(monkeypatch, tmp_path / "fetched", tmp_path / "system")
    assert main() == 0
    assert (tmp_path / "asked").exists()


def test_command_tells_what_cannot_be_had_with_the_mend_and_does_not_fail(
    package: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    assert main() == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "No font for Tibetan: npm is not installed.\n"
        "PDFs print [Tibetan] in place of such text, with a warning, until there is one: install npm and run "
        "`make fonts`, or a package with NotoSerifTibetan-Regular.ttf, such as Debian's fonts-noto-core.\n"
    )


def test_packages_hold_the_optional_fonts_and_their_licence() -> None:
    optional = {cut.file.name for cut in fonts.CUTS.values() if cut.file.is_optional}
    held = [name for package in fetching.PACKAGES for name in package.files]
    assert optional == {name for name in held if name.endswith(".ttf")}
    for package in fetching.PACKAGES:
        assert len(base64.b64decode(package.integrity)) == 64
        assert any(name.endswith("OFL.txt") for name in package.files)
        assert [family for family in fonts.FALLBACKS if package.scripts in family.scripts]
