"""Faults of the machine and of parts are told, fail the build, and cost nothing that was published; the next build is whole."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import SphinxError

from tests.building import TOP, build, tree
from tests.conftest import FULL
from tests.killing import Place, whole
from undersigned.html.builder import PageError
from undersigned.pdf.builder import PdfError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAIN = os.getpid()
FIRST = "letters/2019/2019-01-02-first"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give an archive that was built, with its PDFs."""
    made = Place(tmp_path / "place")
    made.lay()
    for builder in ("html", "letterpdf"):
        assert made.build(builder) == 0
    time.sleep(0.01)
    return made


def _clean(place: Place) -> dict[str, bytes]:
    clean = Place(place.folder.with_name("clean"))
    for builder in ("html", "letterpdf"):
        build(place.docs, clean.html, builder=builder, doctrees=clean.folder / "doctrees")
    return tree(clean.html)


def _edit(place: Place) -> None:
    """Change the title of a letter, which stands on many pages."""
    page = place.docs / f"{FIRST}.md"
    page.write_text(page.read_text().replace("title: First", "title: The first of all"))


def _recovers(place: Place, *, parallel: int = 1) -> None:
    for builder in ("html", "letterpdf"):
        assert place.build(builder, parallel=parallel) == 0
    assert tree(place.html) == _clean(place)


def _raises(*_: Any, **__: Any) -> None:
    raise ValueError("out of ink")


def _is_killed(*_: Any, **__: Any) -> None:
    if os.getpid() != MAIN:
        os.kill(os.getpid(), signal.SIGKILL)


def _exits(*_: Any, **__: Any) -> None:
    if os.getpid() != MAIN:
        os._exit(0)


def _at(name: str, what: Callable[..., None], real: Callable[..., Any]) -> Callable[..., Any]:
    """Do something else where a page or file of this name is made."""

    def part(*given: Any, **more: Any) -> Any:
        if any(str(one) == name or str(one).endswith(f"/{name}") for one in given):
            what()
        return real(*given, **more)

    return part


# ---- parts that fail


@pytest.mark.parametrize("parallel", [1, 2])
def test_page_that_a_part_cannot_make_is_named_and_the_old_one_stays(
    place: Place, monkeypatch: pytest.MonkeyPatch, parallel: int, capsys: pytest.CaptureFixture[str]
) -> None:
    from undersigned.html import metadata

    _edit(place)
    before = (place.html / f"{FIRST}.html").read_bytes()
    monkeypatch.setattr(metadata, "_markdown", _at(FIRST, _raises, metadata._markdown))
    with pytest.raises(PageError, match=rf"1 of \d+ pages could not be written: {FIRST}\n"):
        place.build(parallel=parallel)
    assert (place.html / f"{FIRST}.html").read_bytes() == before
    # The others are written: all failures are told at once.
    assert "The first of all" in (place.html / "letters/2019/index.html").read_text()
    monkeypatch.undo()
    _recovers(place, parallel=parallel)


@pytest.mark.parametrize("parallel", ["1", "2"])
def test_command_names_the_page_and_the_cause_without_a_traceback(place: Place, parallel: str, tmp_path: Path) -> None:
    shutil.copy(TOP / "conf.py", tmp_path / "conf.py")
    with (tmp_path / "conf.py").open("a") as settings:
        settings.write(
            f"\nfor _name in ('html_static_path', 'templates_path'):\n"
            f"    globals()[_name] = [{str(TOP)!r} + '/' + _path for _path in globals()[_name]]\n"
            f"def _break(app, pagename, *_):\n    if pagename == {FIRST!r}: raise ValueError('out of ink')\n"
            "def setup(app): app.connect('html-page-context', _break)\n"
        )
    done = _sphinx(place, parallel, conf=tmp_path, env={**os.environ, "PYTHONPATH": str(TOP)})
    assert done.returncode == 2
    assert f"docs/{FIRST}.md: ERROR: the page could not be written: " in done.stderr
    assert "out of ink" in done.stderr
    assert re.search(rf"1 of \d+ pages could not be written: {FIRST}\n", done.stderr)
    assert "Traceback" not in done.stderr
    assert "sphinx-doc" not in done.stderr


@pytest.mark.parametrize("ended", [_is_killed, _exits])
def test_pages_of_a_process_that_is_gone_are_named(
    place: Place, monkeypatch: pytest.MonkeyPatch, ended: Callable[..., None]
) -> None:
    from undersigned.html import metadata

    _edit(place)
    monkeypatch.setattr(metadata, "_markdown", _at(FIRST, ended, metadata._markdown))
    with pytest.raises(
        PageError, match=rf"pages could not be written: .*{FIRST}.*\n.*the process that wrote them was ended"
    ):
        place.build(parallel=2)
    assert [
        name for name in whole(place.html) if name.endswith(".html") and b"</html>" not in whole(place.html)[name]
    ] == []
    monkeypatch.undo()
    _recovers(place, parallel=2)


@pytest.mark.parametrize("ended", [_is_killed, _exits])
def test_letters_whose_process_is_gone_are_named_and_no_pdf_is_lost(
    place: Place, monkeypatch: pytest.MonkeyPatch, ended: Callable[..., None]
) -> None:
    from undersigned.pdf.store import Store

    _edit(place)
    before = tree(place.html)
    monkeypatch.setattr(Store, "save", ended)
    with pytest.raises(PdfError, match=f"{FIRST}: the process that made it was ended"):
        place.build("letterpdf", parallel=2)
    assert tree(place.html) == before
    monkeypatch.undo()
    _recovers(place, parallel=2)


@pytest.mark.parametrize("ended", [_is_killed, _exits])
def test_pdfs_whose_process_is_gone_are_named_and_the_old_ones_stay(
    place: Place, monkeypatch: pytest.MonkeyPatch, ended: Callable[..., None]
) -> None:
    from undersigned.pdf import printing

    _edit(place)
    before = tree(place.html)
    monkeypatch.setattr(printing, "replace_file", _at("letters.pdf", ended, printing.replace_file))
    with pytest.raises(PdfError, match=r"letters\.pdf: the process that made it was ended"):
        place.build("letterpdf", parallel=2)
    assert tree(place.html).keys() == before.keys()
    assert tree(place.html)["letters.pdf"] == before["letters.pdf"]
    monkeypatch.undo()
    _recovers(place, parallel=2)


def test_page_that_is_gone_when_all_is_written_fails_the_build(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.html import builder

    real = builder.SiteBuilder.dump_inventory

    def dump(self: builder.SiteBuilder) -> None:
        real(self)
        (place.html / f"{FIRST}.html").unlink()

    monkeypatch.setattr(builder.SiteBuilder, "dump_inventory", dump)
    with pytest.raises(SphinxError, match=f"pages were not written: {FIRST}; build again"):
        place.build()
    monkeypatch.undo()
    _recovers(place)


# ---- the machine


def _sphinx(
    place: Place, parallel: str = "1", *, builder: str = "html", conf: Path = TOP, **more: Any
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-j", parallel, "-c", str(conf), "-d", "doctrees"]
    return subprocess.run(
        [*command, "-b", builder, "docs", "html"], cwd=place.folder, capture_output=True, text=True, check=False, **more
    )


def _is_told(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert [word for word in words if word not in done.stderr] == [], done.stderr
    assert "Traceback" not in done.stderr
    assert "sphinx-doc" not in done.stderr


@pytest.mark.parametrize("builder", ["html", "letterpdf"])
def test_files_that_may_not_grow_are_told_and_nothing_is_half_written(place: Place, builder: str) -> None:
    before, sources = tree(place.html), tree(place.docs)
    _edit(place)
    shutil.rmtree(place.folder / "pieces")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, 12_000))

    done = _sphinx(place, builder=builder, preexec_fn=limit)
    assert done.returncode == 2, done.stderr
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    changed = [name for name, data in whole(place.html).items() if name.endswith(".pdf") and data != before.get(name)]
    assert changed == []
    assert all(data.rstrip().endswith(b"</html>") for name, data in whole(place.html).items() if name.endswith(".html"))
    assert tree(place.docs).keys() == sources.keys()
    _recovers(place)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a small disk of memory."""
    folder = tmp_path / "place"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.getuid() or not mount or subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=24m", "none", str(folder)], capture_output=True, check=False
    ).returncode:  # fmt: skip
        pytest.skip("optional: needs the right to mount a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize(("builder", "room"), [("html", 0), ("html", 8_000), ("letterpdf", 0)])
def test_full_disk_is_told_and_the_next_build_is_whole(disk: Path, builder: str, room: int) -> None:
    place = Place(disk)
    place.lay()
    for one in ("html", "letterpdf"):
        assert place.build(one) == 0
    before = tree(place.html)
    _edit(place)
    filler = disk / "filler"
    filler.write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - room))
    _is_told(_sphinx(place, builder=builder), "No space left on device; make room")
    filler.unlink()
    assert [
        name for name, data in whole(place.html).items()
        if data != before.get(name) and not (data.rstrip().endswith((b"</html>", b"%%EOF")) or name.endswith((".md", ".json")))
    ] == []  # fmt: skip
    _recovers(place)


def test_full_disk_leaves_pages_as_they_are(disk: Path) -> None:
    place = Place(disk)
    place.lay()
    before = tree(place.docs)
    (disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize))
    command = [sys.executable, "-m", "undersigned", "rename", "alpha", "omega", "--docs", str(place.docs)]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(place.docs) == before
    (disk / "filler").unlink()
    assert subprocess.run(command, cwd=TOP, capture_output=True, check=False).returncode == 0


def test_read_only_output_is_told(disk: Path) -> None:
    place = Place(disk)
    place.lay()
    place.html.mkdir()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for builder in ("html", "letterpdf"):
        _is_told(
            _sphinx(place, builder=builder),
            "html may not be written to; change its rights, or build into another folder",
        )


def test_missing_font_of_the_site_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.html import webfonts

    monkeypatch.setattr(webfonts, "PACKAGE", "fontpkg-that-is-not-there")
    with pytest.raises(
        SphinxError, match=r"the site's font is missing: .*install the package fontpkg-that-is-not-there"
    ):
        place.build()
    monkeypatch.undo()
    _recovers(place)


def test_missing_chromium_is_told_by_the_command_that_takes_pictures(place: Place, tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.pictures", "--site", str(place.html), "--out", str(tmp_path / "out"), "index.html"],
        cwd=TOP, env={"PATH": "", "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1, "no Chromium found: install it (Debian: apt install chromium) or name it in CHROMIUM\n"
    )  # fmt: skip


def test_damaged_font_in_the_cache_is_cut_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from undersigned.html import webfonts

    monkeypatch.setattr(webfonts, "make", lambda source, style: {f"{style}.woff2": style.encode() * 9})
    monkeypatch.setattr(webfonts, "_described", lambda name, content: (name, content))
    found = webfonts.fonts(lambda _: None, tmp_path / "cache")
    for damage in (b"", b"not a font"):
        for path in (tmp_path / "cache").glob("*/*.woff2"):
            path.write_bytes(damage)
        assert webfonts.fonts(lambda _: None, tmp_path / "cache") == found
    assert webfonts.fonts(pytest.fail, tmp_path / "cache") == found


# ---- what is kept between builds

KEPT = [
    "doctrees/environment.pickle", "doctrees/citations.json", "html/.buildinfo", "html/.views.json", "html/.data.json",
    "html/.downloads.json", "html/.redirects.json", "html/.search.json", "html/.harvesting.json", "pieces/notes.json",
    "pieces/outputs/*.json", "pieces/letters/*",
]  # fmt: skip
DAMAGES = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "garbage": lambda data: b"\x80\xffno\n" * 40,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_file_that_is_kept_between_builds_is_made_anew(place: Place, damage: str) -> None:
    place.save(kept := place.folder.with_name("kept"))
    # Where there is time, each by itself.
    for names in [[name] for name in KEPT] if FULL else [KEPT[:1], KEPT[1:]]:
        place.restore(kept)
        found = [path for name in names for path in place.folder.glob(name)]
        assert len(found) >= len(names)
        for path in found:
            path.write_bytes(DAMAGES[damage](path.read_bytes()))
        _edit(place)
        for builder in ("html", "letterpdf"):
            assert place.build(builder) == 0, names
        assert tree(place.html) == _clean(place), names


#: Lists of what a folder holds, by which files are found whose pages are gone.
LISTS = [
    "html/.views.json", "html/.data.json", "html/.downloads.json", "html/.redirects.json", "html/.search.json",
    "html/.harvesting.json", "pieces/outputs/*.json",
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_files_of_a_deleted_page_go_although_the_lists_of_files_are_damaged(place: Place, damage: str) -> None:
    place.save(kept := place.folder.with_name("kept"))
    for names in [[name] for name in LISTS] if FULL else [LISTS[:1], LISTS[1:6], LISTS]:
        place.restore(kept)
        for path in [path for name in names for path in place.folder.glob(name)]:
            path.write_bytes(DAMAGES[damage](path.read_bytes()))
        (place.docs / f"{FIRST}.md").unlink()
        for builder in ("html", "letterpdf"):
            assert place.build(builder) == 0, names
        assert tree(place.html) == _clean(place), names


def test_pdfs_stay_while_the_site_is_built_anew(place: Place) -> None:
    before = tree(place.html)
    (place.html / ".data.json").write_bytes(b"")
    (place.html / "stray.html").write_text("of nobody")
    assert place.build() == 0
    assert tree(place.html) == before


def test_site_whose_lists_are_damaged_stays_if_the_next_build_fails(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from undersigned.html import anew

    before = tree(place.html)
    (place.html / ".views.json").write_bytes(b"[")
    monkeypatch.setattr(anew, "on_write_started", _raises)
    with pytest.raises(Exception, match="out of ink"):
        place.build()
    kept = {".views.json", ".buildinfo", anew.MARK}
    assert {name: data for name, data in tree(place.html).items() if name not in kept} == {
        name: data for name, data in before.items() if name not in kept
    }
    monkeypatch.undo()
    (place.docs / f"{FIRST}.md").unlink()
    _recovers(place)


@pytest.mark.parametrize("builder", ["html", "letterpdf"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_doctree_is_read_anew_by_the_same_build(place: Place, damage: str, builder: str) -> None:
    _edit(place)
    for path in (place.folder / "doctrees/letters").rglob("*.doctree"):
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    done = _sphinx(place, "2", builder=builder)
    assert (done.returncode, done.stderr) == (0, "")
    _recovers(place)


@pytest.mark.parametrize("builder", ["html", "letterpdf"])
def test_doctree_that_is_damaged_within_is_named_and_read_anew_by_the_next_build(place: Place, builder: str) -> None:
    path = place.folder / "doctrees/letters/2020/2020-05-04-letter.doctree"
    _edit(place)
    data = path.read_bytes()
    path.write_bytes(data[:40] + b"\xff" * 40 + data[80:])
    done = _sphinx(place, "2", builder=builder)
    _is_told(done, "2020-05-04-letter")
    _recovers(place)
