"""The mirror kit: what is in it, that it is the same at every run, and that a check names every file that is not as it was."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from undersigned.__main__ import main
from undersigned.release import kit
from undersigned.release.kit_check import check_kit


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small project with its site and PDFs."""
    folder = tmp_path_factory.mktemp("project")
    pages = {**ARCHIVE, "letters/2020/index.md": "---\ntitle: Letters of 2020\n---\n```{letters}\n:year: 2020\n```\n"}
    write_pages(folder / "docs", {**pages, LETTER_PATH: LETTER})
    for builder in ("html", "letterpdf"):
        build(folder / "docs", folder / "site", builder=builder, doctrees=folder / "doctrees")
    return folder


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """Give a project whose files may be changed."""
    shutil.copytree(project / "docs", tmp_path / "docs")
    shutil.copytree(project / "site", tmp_path / "site")
    return tmp_path


@pytest.fixture
def packed(project: Path, tmp_path: Path) -> Path:
    """Give a kit."""
    assert make(project, tmp_path / "undersigned-mirror.zip") == 0
    return tmp_path / "undersigned-mirror.zip"


@pytest.fixture
def unpacked(packed: Path, tmp_path: Path) -> Path:
    """Give a kit as a program that unpacks leaves it."""
    shutil.unpack_archive(packed, tmp_path / "elsewhere")
    return tmp_path / "elsewhere" / "undersigned"


def make(project: Path, output: Path) -> int:
    return main(["mirror", "--docs", str(project / "docs"), "--site", str(project / "site"), "--output", str(output)])


def problems(path: Path) -> list[str]:
    return list(check_kit(path).problems)


def test_a_kit_holds_what_is_published_and_nothing_else(copy: Path) -> None:
    write_pages(
        copy / "site",
        {
            ".buildinfo": "x",
            ".doctrees/index.doctree": "x",
            "letters/.hidden": "x",
            "mirror/undersigned-mirror.zip": "x",
        },
    )
    published = {name for name in tree(copy / "site") if not name.startswith((".", "mirror/", "letters/."))}
    assert {"index.html", "letters.pdf", f"{LETTER_PATH[:-3]}.html", f"{LETTER_PATH[:-3]}.pdf"} <= published
    assert make(copy, copy / "kit.zip") == 0
    with zipfile.ZipFile(copy / "kit.zip") as archive:
        names = archive.namelist()
        assert names == sorted(names)
        assert set(names) == {f"undersigned/site/{name}" for name in published} | {
            "undersigned/HOW-TO-VERIFY.txt", "undersigned/SHA256SUMS", "undersigned/STATE.txt",
        }  # fmt: skip
        assert archive.read("undersigned/site/letters.pdf") == (copy / "site/letters.pdf").read_bytes()


def test_files_of_a_kit_have_one_time_and_mode(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        facts = {(info.date_time, info.external_attr >> 16, info.create_system) for info in archive.infolist()}
    assert facts == {((1980, 1, 1, 0, 0, 0), stat.S_IFREG | 0o644, 3)}


def test_the_same_site_gives_the_same_kit_whatever_the_times_and_modes_of_its_files(
    copy: Path, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (copy / "site").rglob("*"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
        path.chmod(0o700)
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    before = os.umask(0o077)
    try:
        assert make(copy, copy / "kit.zip") == 0
    finally:
        os.umask(before)
    assert (copy / "kit.zip").read_bytes() == packed.read_bytes()
    assert stat.S_IMODE((copy / "kit.zip").stat().st_mode) == 0o644


def test_state_tells_letters_newest_date_address_and_commit(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def state() -> str:
        assert make(copy, copy / "out" / "kit.zip") == 0
        return zipfile.ZipFile(copy / "out" / "kit.zip").read("undersigned/STATE.txt").decode()

    assert state() == "letters: 1\nnewest letter: 2020-05-04\npublished at: not told\ncommit: not known\n"
    monkeypatch.setenv("UNDERSIGNED_BASEURL", "https://letters.example.org")
    for words in (["init", "-q"], ["add", "docs"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):  # fmt: skip
        subprocess.run(["git", "-C", copy, *words], check=True)
    (copy / ".git/info/exclude").write_text("site\nout\n")
    commit = subprocess.run(["git", "-C", copy, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout
    assert state() == (
        f"letters: 1\nnewest letter: 2020-05-04\npublished at: https://letters.example.org/\ncommit: {commit}"
    )
    (copy / "docs/index.md").write_text("changed")
    assert state().endswith("commit: not known\n")


def test_a_kit_is_as_its_checksums_say(
    project: Path, packed: Path, unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    zip_sum, list_sum = (
        line.split("  ") for line in packed.with_name(f"{packed.name}.sha256").read_text().split("\n")[:2]
    )
    assert [zip_sum[1], list_sum[1]] == ["undersigned-mirror.zip", "SHA256SUMS"]
    files = len(tree(unpacked)) - 1
    for path, what, digest in ((packed, "the zip", zip_sum[0]), (unpacked, "SHA256SUMS", list_sum[0]), (unpacked.parent, "SHA256SUMS", list_sum[0])):  # fmt: skip
        assert main(["mirror", "--docs", str(project / "docs"), "--check", str(path)]) == 0
        assert capsys.readouterr().out == (
            f"{path}: {files} files, all as its SHA256SUMS says\n"
            f"SHA-256 of {what}, to be compared with what is published: {digest}\n"
        )


@pytest.mark.parametrize("program", ["sha256sum", "shasum -a 256"])
def test_the_lines_of_the_guide_verify_a_kit(unpacked: Path, program: str) -> None:
    if not shutil.which(program.split()[0]):
        pytest.skip(f"{program} is missing (Debian: apt install coreutils perl)")
    guide = (unpacked / "HOW-TO-VERIFY.txt").read_text("utf-8")
    (line,) = [line.partition(":")[2].strip() for line in guide.splitlines() if f": {program} --check" in " ".join(line.split())]  # fmt: skip
    run = lambda: subprocess.run(line, shell=True, cwd=unpacked, capture_output=True, text=True, check=False)  # noqa: E731
    assert (run().returncode, run().stdout) == (0, "")
    (unpacked / "site/index.html").write_text("changed")
    assert run().stdout == "site/index.html: FAILED\n"


def test_the_guide_names_every_system_and_fits_a_terminal(unpacked: Path) -> None:
    guide = (unpacked / "HOW-TO-VERIFY.txt").read_text("utf-8")
    assert "Get-FileHash" in guide
    assert "$sum, $name = $_ -split '  ', 2" in guide
    assert "${" not in guide
    assert max(len(line) for line in guide.splitlines() if "Get-Content" not in line) <= 80


def test_every_file_that_differs_is_missing_or_extra_is_named(
    project: Path, unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (unpacked / "site/index.html").write_text("changed")
    (unpacked / "site/letters.pdf").unlink()
    (unpacked / "site/new\n\x1b[2J.html").write_text("x")
    (unpacked / "site/outside").symlink_to("/etc/passwd")
    (unpacked / "STATE.txt").write_text("letters: 999\n")
    capsys.readouterr()
    assert main(["mirror", "--docs", str(project / "docs"), "--check", str(unpacked)]) == 1
    told = capsys.readouterr()
    assert told.out == (
        "STATE.txt: differs\n"
        "site/index.html: differs\n"
        "site/letters.pdf: is missing\n"
        "site/new\\n\\x1b[2J.html: is extra: it is no part of the kit\n"
        "site/outside: is extra: a link or device, which no kit holds\n"
    )
    assert told.err == "undersigned mirror: something is wrong with 5 files\n"


def rewrite(packed: Path, change: dict[str, bytes | None], *more: tuple[str, bytes]) -> None:
    """Write a kit anew with other files in it."""
    with zipfile.ZipFile(packed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in [*({**files, **change}).items(), *more]:
            if content is not None:
                archive.writestr(name, content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_a_zip_are_named_too(packed: Path) -> None:
    twice = ("undersigned/site/index.html", b"evil")
    rewrite(
        packed, {"undersigned/site/letters.pdf": b"x", "undersigned/STATE.txt": None},
        twice, ("../evil.html", b"x"), ("undersigned/../../evil.html", b"x"),
    )  # fmt: skip
    assert problems(packed) == [
        "../../evil.html: is extra: it is no part of the kit",
        "../evil.html: is extra: it lies outside of undersigned/",
        "STATE.txt: is missing",
        "site/index.html: is in the zip twice",
        "site/letters.pdf: differs",
    ]


def test_checksums_that_are_none_and_names_outside_are_told_and_opened_nowhere(unpacked: Path) -> None:
    sums = unpacked / "SHA256SUMS"
    first = sums.read_text().splitlines()[0]
    sums.write_text(f"{sums.read_text()}nonsense\n{first}\n{'0' * 64}  ../../../etc/passwd\n{'0' * 64}  /etc/passwd\n")
    count = len(sums.read_text().splitlines())
    assert problems(unpacked) == [
        "../../../etc/passwd: is missing",
        "/etc/passwd: is missing",
        "HOW-TO-VERIFY.txt: is listed twice in SHA256SUMS",
        f"SHA256SUMS: line {count - 3} is no checksum with a name",
    ]  # fmt: skip


def test_a_damaged_zip_is_told(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        start = archive.getinfo("undersigned/site/letters.pdf").header_offset
    content = bytearray(packed.read_bytes())
    content[start + 200] ^= 0xFF
    packed.write_bytes(content)
    assert problems(packed) == ["site/letters.pdf: differs: it is damaged"]
    packed.write_bytes(content[:5000])
    with pytest.raises(kit.KitError, match="is no zip, or was cut short"):
        check_kit(packed)


@pytest.mark.parametrize(("make_it", "message"), [
    (lambda path: None, "there is no {}"),
    (lambda path: path.mkdir(), "{} is no mirror kit: it holds no SHA256SUMS"),
    (lambda path: zipfile.ZipFile(path, "w").close(), "{} is no mirror kit: it holds no SHA256SUMS"),
])  # fmt: skip
def test_what_is_no_kit_is_refused(tmp_path: Path, make_it, message: str) -> None:
    make_it(tmp_path / "x")
    with pytest.raises(kit.KitError) as error:
        check_kit(tmp_path / "x")
    assert str(error.value) == message.format(tmp_path / "x")


@pytest.mark.parametrize(("missing", "message"), [
    (["data/letters.json"], "{} holds no built site; run `make' first"),
    ([f"{LETTER_PATH[:-3]}.pdf"], f"{{}} is not whole: {LETTER_PATH[:-3]}.pdf is missing; run `make' first"),
    (["letters.pdf", "letters/2020.pdf", "topics/speech.pdf", "organizations/alpha.pdf", "index.html"],
     "{} is not whole: index.html, letters.pdf, letters/2020.pdf and 2 more are missing; run `make' first"),
])  # fmt: skip
def test_a_site_that_is_not_whole_gives_no_kit(
    copy: Path, missing: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in missing:
        (copy / "site" / name).unlink()
    (copy / "kit.zip").write_bytes(b"an earlier kit")
    assert make(copy, copy / "kit.zip") == 1
    assert capsys.readouterr().err == f"undersigned mirror: {message.format(copy / 'site')}\n"
    assert (copy / "kit.zip").read_bytes() == b"an earlier kit"


def test_a_site_of_other_pages_gives_no_kit(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "docs" / LETTER_PATH).unlink()
    assert make(copy, copy / "kit.zip") == 1
    assert capsys.readouterr().err == (
        f"undersigned mirror: {copy / 'site'} was built from other pages: it has 1 letter, they have 0; run `make' first\n"
    )


def test_a_link_in_a_site_is_not_followed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "site/passwd.html").symlink_to("/etc/passwd")
    assert make(copy, copy / "kit.zip") == 1
    assert "passwd.html is a link; a site holds files only" in capsys.readouterr().err
    assert not (copy / "kit.zip").exists()


def test_a_kit_is_written_whole_or_not_at_all(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "out").mkdir()
    (copy / "out/kit.zip").write_bytes(b"an earlier kit")
    real = kit.checksums.of_file

    def changing(path: Path) -> str:
        digest = real(path)
        if path.name == "index.html" and path.parent == copy / "site":
            path.write_text("changed meanwhile")
        return digest

    monkeypatch.setattr(kit.checksums, "of_file", changing)
    assert make(copy, copy / "out/kit.zip") == 1
    assert tree(copy / "out") == {"kit.zip": b"an earlier kit"}


@pytest.mark.parametrize("name", ["site", "kit.tar"])
def test_a_kit_is_a_zip(copy: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(copy, copy / name) == 2
    assert capsys.readouterr().err == (
        f"undersigned mirror: {copy / name} does not end in .zip, or is a folder; name the kit's file\n"
    )
