"""The command `volume`: what it chooses, what it hands to Sphinx, what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import SphinxError

from tests.building import TOP
from tests.moving import FOLLOWING, archive
from undersigned.__main__ import main
from undersigned.commands import volume

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


class Sphinx:
    """Stands in for Sphinx: notes what it is asked, and writes the PDF unless a test wants it to fail."""

    def __init__(self) -> None:
        self.asked: list[volume.Packet] = []
        self.failure: Exception | None = None
        self.writes = True

    def __call__(self, docs: Path, packet: volume.Packet) -> None:
        self.asked.append(packet)
        if self.failure:
            raise self.failure
        if self.writes:
            with open(packet.file, "w") as file:
                file.write("new")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    archive(tmp_path)
    (tmp_path / "conf.py").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sphinx(project: Path, monkeypatch: pytest.MonkeyPatch) -> Sphinx:
    fake = Sphinx()
    monkeypatch.setattr(volume, "run_sphinx", fake)
    return fake


@pytest.fixture
def run(sphinx: Sphinx, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["volume", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_chosen_letters_are_printed_into_the_folder_of_packets(project: Path, sphinx: Sphinx, run: Run) -> None:
    assert run("--topic", "Speech", "--signatory", "Alpha Society", "--since", "2020") == (
        0,
        (
            "2 letters chosen: Open letters: Speech, Alpha, from 2020 on\n"
            "build/packets/speech-signed-by-alpha-from-2020.pdf\n"
        ),
        "",
    )
    (packet,) = sphinx.asked
    assert packet == volume.Packet(
        "Open letters: Speech, Alpha, from 2020 on",
        ("Letters about Speech (with narrower topics)", "signed by Alpha", "from 2020 on"),
        ("letters/2020/2020-05-04-letter", "letters/2021/2021-01-02-second"),
        str(project / "build/packets/speech-signed-by-alpha-from-2020.pdf"),
    )


def test_every_option_chooses(sphinx: Sphinx, run: Run) -> None:
    for arguments, expected in (
        (("--topic", "press"), [1]), (("--organization", "alpha"), [0, 1]), (("--addressee", "ministry"), [0]),
        (("--letter", "2020-05-04-letter"), [0]), (("--year", "2021", "--year", "2020"), [0, 1]),
        (("--until", "2020"), [0]), (("--language", "en"), [0, 1]), (("--text", "summary"), [0, 1]),
    ):  # fmt: skip
        assert run(*arguments)[0] == 0
        letters = ("letters/2020/2020-05-04-letter", FOLLOWING.removesuffix(".md"))
        assert sphinx.asked[-1].letters == tuple(letters[place] for place in expected)


def test_title_and_place_can_be_given(project: Path, sphinx: Sphinx, run: Run) -> None:
    (project / "a folder").mkdir()
    assert run("--year", "2021", "--title", "For the meeting: “now”", "-o", "a folder/Packet.PDF") == (
        0, "1 letter chosen: For the meeting: “now”\na folder/Packet.PDF\n", "",
    )  # fmt: skip
    assert (sphinx.asked[0].title, sphinx.asked[0].file) == (
        "For the meeting: “now”", str(project / "a folder/Packet.PDF"),
    )  # fmt: skip


def test_list_shows_the_letters_and_prints_nothing(project: Path, sphinx: Sphinx, run: Run) -> None:
    (project / "conf.py").unlink()
    assert run("--year", "2020", "--year", "2021", "--list") == (
        0, "2 letters chosen: Open letters, 2020, 2021\n2020-05-04-letter  A letter\n2021-01-02-second  About alpha\n", "",
    )  # fmt: skip
    assert sphinx.asked == []
    assert not (project / "build").exists()


def test_without_a_condition_nothing_is_printed(sphinx: Sphinx, run: Run) -> None:
    for arguments in ((), ("--list",), ("-o", "all.pdf"), ("--title", "All")):
        assert run(*arguments) == (
            2,
            "",
            (
                "undersigned volume: choose letters by --topic, --organization, --year or another option;"
                " `make pdf` prints all\n"
            ),
        )
    assert sphinx.asked == []


def test_all_mistakes_are_told_at_once(project: Path, sphinx: Sphinx, run: Run) -> None:
    (project / "conf.py").unlink()
    assert run("--topic", "spech", "--since", "soon", "--title", "<b>", "-o", "nowhere/a.pdf") == (
        2,
        "",
        (
            "undersigned volume: ‘title’ holds ‘<’; write plain text without < > { } ` and backslash\n"
            "undersigned volume: there is no folder nowhere; make it, or name another\n"
            "undersigned volume: there is no conf.py; the project's settings stand beside the folder of pages\n"
            "undersigned volume: no topic is called ‘spech’; did you mean ‘Speech’?\n"
            "undersigned volume: since ‘soon’ is not a date; write it as 2013-04-10, 2013-04 or 2013\n"
        ),
    )
    assert sphinx.asked == []


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ("docs", "docs is a folder; name the PDF's file"),
        ("docs/index.md", "docs/index.md does not end in .pdf; name the PDF's file"),
        ("", ". is a folder; name the PDF's file"),
        ("n" * 5000 + "/a.pdf", f"there is no folder {'n' * 5000}; make it, or name another"),
        ("conf.py/a.pdf", "there is no folder conf.py; make it, or name another"),
    ],
)
def test_places_that_hold_no_pdf_are_refused(sphinx: Sphinx, run: Run, place: str, problem: str) -> None:
    assert run("--year", "2020", "-o", place) == (2, "", f"undersigned volume: {problem}\n")
    assert sphinx.asked == []


def test_no_letter_is_a_problem_and_each_condition_is_counted(sphinx: Sphinx, run: Run) -> None:
    assert run("--year", "1999") == (1, "", "undersigned volume: there are no letters of 1999\n")
    assert run("--topic", "press", "--until", "2020", "--organization", "beta") == (
        1,
        "",
        (
            "undersigned volume: no letter meets all conditions:\n"
            "  Letters about Press: 1\n  Letters signed or received by Beta: 0\n  Letters until 2020: 1\n"
        ),
    )
    assert sphinx.asked == []


@pytest.mark.parametrize(
    ("failure", "problem"),
    [
        (
            SphinxError("2 of 5 letters could not be printed:\n  a\n  b"),
            "2 of 5 letters could not be printed:\n  a\n  b",
        ),
        (OSError(28, "No space left on device", "build/doctrees"), "No space left on device: build/doctrees"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
        (None, "the builder wrote no file"),
    ],
)
def test_a_failed_build_is_a_problem(sphinx: Sphinx, run: Run, failure: Exception | None, problem: str) -> None:
    sphinx.failure, sphinx.writes = failure, False
    assert run("--year", "2020", "-o", "a.pdf") == (
        1, "1 letter chosen: Open letters, 2020\n", f"undersigned volume: the PDF could not be made: {problem}\n",
    )  # fmt: skip


def test_a_failed_build_tells_that_the_old_file_stays(project: Path, sphinx: Sphinx, run: Run) -> None:
    (project / "a.pdf").write_text("old")
    sphinx.failure = SphinxError("no font")
    assert run("--year", "2020", "-o", "a.pdf")[2] == (
        "undersigned volume: the PDF could not be made: no font\na.pdf is as it was\n"
    )


def test_a_file_in_the_place_of_a_folder_is_told(project: Path, run: Run) -> None:
    (project / "build").touch()
    code, _, said = run("--year", "2020")
    assert (code, said.startswith("undersigned volume: the PDF could not be made: ")) == (1, True)


def test_titles_are_listed_whatever_the_terminal_lacks(project: Path) -> None:
    page = project / "docs" / FOLLOWING
    page.write_text(page.read_text("utf-8").replace("About alpha", "Über Łódź"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "undersigned", "volume", "--year", "2021", "--list"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(TOP)}, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[1], done.stderr) == (
        0, rb"2021-01-02-second  \xdcber \u0141\xf3d\u017a", b"",
    )  # fmt: skip


def test_a_reader_that_has_seen_enough_is_no_error(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "undersigned", "volume", "--year", "2021", "--list"],
        env={**os.environ, "PYTHONPATH": str(TOP)}, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


#: A project whose builder writes down what it is asked, warns, and fails where the title says so.
CONF = """
import sys
sys.path[:0] = [{top!r}, {here!r}]
extensions = ["myst_parser", "undersigned", "stand_in"]
source_suffix = {{".md": "markdown"}}
primary_domain = "letters"
"""
STAND_IN = """
import json
from pathlib import Path

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging


class StandIn(Builder):
    name = "letterpdf"
    format = "pdf"

    def get_outdated_docs(self):
        return "letters"

    def get_target_uri(self, docname, typ=None):
        return docname

    def write_documents(self, docnames):
        packet = json.loads(self.config.letterpdf_packet)
        logging.getLogger(__name__).warning("no font has a sign")
        if packet["title"] == "Fail":
            raise SphinxError("a letter could not be printed")
        facts = {"packet": packet, "cwd": str(Path.cwd()), "out": str(self.outdir), "doctrees": str(self.doctreedir),
                 "conf": str(self.confdir), "nitpicky": self.config.nitpicky}
        Path(packet["file"]).write_text(json.dumps(facts))


def setup(app):
    app.add_builder(StandIn)
    app.add_config_value("letterpdf_packet", "", "")
    return {"parallel_read_safe": True}
"""


def volume_of(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (project / "conf.py").write_text(CONF.format(top=str(TOP), here=str(project)))
    (project / "stand_in.py").write_text(STAND_IN)
    return subprocess.run(
        [sys.executable, "-m", "undersigned", "volume", *arguments],
        env={**os.environ, "PYTHONPATH": str(TOP)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_sphinx_is_run_with_the_folders_of_the_makefile_and_only_its_warnings_are_seen(project: Path) -> None:
    done = volume_of(project, "--year", "2020", "--title", "A = “b”", "-o", "packet.pdf")
    assert (done.returncode, done.stdout) == (0, "1 letter chosen: A = “b”\npacket.pdf\n")
    assert done.stderr == "WARNING: no font has a sign\n"
    assert json.loads((project / "packet.pdf").read_text()) == {
        "packet": {
            "title": "A = “b”", "scope": ["Letters of 2020"], "letters": ["letters/2020/2020-05-04-letter"],
            "file": str(project / "packet.pdf"),
        },
        "cwd": str(project), "out": str(project / "build/packets"), "doctrees": str(project / "build/doctrees"),
        "conf": str(project), "nitpicky": True,
    }  # fmt: skip
    assert list((project / "build/packets").iterdir()) == []


def test_an_error_of_the_builder_is_told_without_a_traceback(project: Path) -> None:
    done = volume_of(project, "--year", "2020", "--title", "Fail")
    assert (done.returncode, done.stdout) == (1, "1 letter chosen: Fail\n")
    assert done.stderr == (
        "WARNING: no font has a sign\nundersigned volume: the PDF could not be made: a letter could not be printed\n"
    )
