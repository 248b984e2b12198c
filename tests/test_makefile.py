"""The Makefile, run in a folder of its own whose name holds a space; nothing is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
MAKE = shutil.which("make") or ""

pytestmark = pytest.mark.skipif(not MAKE, reason="make is missing (Debian: apt install make)")

#: Stands in for the environment's Python: notes what it is asked, fails where a test wants it to.
PYTHON = """#!/bin/sh
echo "$*" >> asked
case "$*" in *"$FAIL"*) exit 3;; esac
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of what the Makefile reads."""
    copy = tmp_path / "an archive"
    for name in (
        "Makefile",
        "requirements.txt",
        "requirements-dev.txt",
        "requirements.lock",
        "requirements-dev.lock",
        "pyproject.toml",
        "undersigned/locking.py",
        "undersigned/pdf/fetching.py",
    ):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, copy / name)
    return copy


@pytest.fixture
def ready(folder: Path) -> Path:
    """Put a stand-in where the environment's Python would be."""
    program(folder / ".venv" / "bin" / "python", PYTHON)
    (folder / ".venv" / ".made").touch()
    return folder


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def make(folder: Path, *arguments: str, fail: str = "nothing fails") -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST", "LOCKED"))
    }
    return subprocess.run(
        [MAKE, "--no-print-directory", *arguments],
        cwd=folder,
        env=inherited | {"FAIL": fail, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


def asked(folder: Path) -> list[str]:
    """Give what the environment's Python was asked since the last look, without the common beginnings."""
    file = folder / "asked"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return [line.removeprefix("-m ").removeprefix("pip install --disable-pip-version-check ") for line in lines]


def test_help_lists_every_target(folder: Path) -> None:
    listed = re.findall(r"^   (\S+)", make(folder, "help").stdout, re.MULTILINE)
    declared = re.findall(r"^\.PHONY: (\S+)", (folder / "Makefile").read_text(), re.MULTILINE)
    assert listed == declared


def test_plain_make_installs_builds_pages_then_pdfs_and_says_where_they_are(ready: Path) -> None:
    done = make(ready, "SPHINXOPTS=-n")
    assert (done.returncode, done.stderr) == (0, "")
    assert asked(ready) == [
        "--editable .",
        "sphinx -n -c . -d build/doctrees -b html docs build/html",
        "undersigned.pdf.fetching",
        "sphinx -n -c . -d build/doctrees -b letterpdf docs build/html",
    ]
    assert done.stdout.splitlines()[-2:] == [
        f"The site is ready. Open {ready}/build/html/index.html",
        "or run `make serve' and open http://localhost:8000/",
    ]


@pytest.mark.parametrize(
    ("choice", "option"),
    [("TOPIC", "topic"), ("ORGANIZATION", "organization"), ("SIGNATORY", "signatory"), ("ADDRESSEE", "addressee"),
     ("LETTER", "letter"), ("YEAR", "year"), ("SINCE", "since"), ("UNTIL", "until"), ("OUT", "output")],
)  # fmt: skip
def test_pdf_of_some_letters_is_a_volume(ready: Path, choice: str, option: str) -> None:
    assert make(ready, "pdf", f"{choice}=x y").returncode == 0
    assert asked(ready)[2:] == [f"undersigned volume --{option}=x y"]


def test_values_of_a_choice_are_text_to_make_and_to_the_shell(ready: Path) -> None:
    program(ready / ".venv" / "bin" / "python", '#!/bin/sh\nfor word; do echo "[$word]"; done > asked\n')
    topic = 'it\'s "a"; touch pwned; $(touch pwned) `touch pwned` $(shell touch pwned) $TOPIC $$ # *'
    assert make(ready, "pdf", f"TOPIC={topic}", "OUT=-- a.pdf").returncode == 0
    assert asked(ready) == ["[-m]", "[undersigned]", "[volume]", f"[--topic={topic}]", "[--output=-- a.pdf]"]
    assert not (ready / "pwned").exists()


def test_choices_of_the_environment_do_not_count(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for choice in ("YEAR", "TOPIC", "OUT"):
        monkeypatch.setenv(choice, "2013")
    make(ready, "pdf", "SPHINXOPTS=")
    assert asked(ready)[2:] == ["sphinx -c . -d build/doctrees -b letterpdf docs build/html"]
    make(ready, "pdf", "TOPIC=tibet")
    assert asked(ready) == ["undersigned volume --topic=tibet"]


def test_an_empty_choice_is_left_to_the_command_to_refuse(ready: Path) -> None:
    make(ready, "pdf", "TOPIC=")
    assert asked(ready)[2:] == ["undersigned volume"]


@pytest.mark.parametrize("targets", [(), ("site",), ("html", "pdf"), ("test",)])
def test_choices_belong_to_pdf_alone(ready: Path, targets: tuple[str, ...]) -> None:
    refused = make(ready, *targets, "YEAR=2013", "TOPIC=tibet")
    assert refused.returncode == 2
    assert refused.stderr.endswith(": *** TOPIC chooses letters for `make pdf' alone.  Stop.\n")
    assert asked(ready) == []


def test_test_installs_the_rest_and_builds_the_site_first(ready: Path) -> None:
    assert make(ready, "test", "SPHINXOPTS=").returncode == 0
    assert [line.split(" docs ")[0] for line in asked(ready)] == [
        "--editable .",
        "--requirement requirements-dev.txt",
        "sphinx -c . -d build/doctrees -b html",
        "undersigned.pdf.fetching",
        "sphinx -c . -d build/doctrees -b letterpdf",
        "pytest -n auto --dist loadfile",
    ]


def test_locked_packages_are_held_to_their_hashes_and_none_is_built(ready: Path) -> None:
    hashed = "--require-hashes --only-binary :all: --requirement"
    project = "--no-index --no-deps --no-build-isolation --editable ."
    assert make(ready, "lint", "LOCKED=1").returncode == 0
    assert asked(ready)[:3] == [f"{hashed} requirements.lock", project, f"{hashed} requirements-dev.lock"]
    make(ready, "lint")
    asked(ready)
    # What the lock names now is installed where the lock counts, and only there.
    stamp = (ready / ".venv" / ".dev").stat().st_mtime
    os.utime(ready / "requirements.lock", (stamp + 1, stamp + 1))
    make(ready, "check")
    assert asked(ready) == ["undersigned check"]
    make(ready, "check", "LOCKED=1")
    assert asked(ready) == [f"{hashed} requirements.lock", project, "undersigned check"]


@pytest.mark.parametrize("step", ["requirements.lock", "--editable", "requirements-dev.lock"])
def test_a_package_that_is_not_as_locked_fails_the_installation(ready: Path, step: str) -> None:
    failed = make(ready, "lint", "LOCKED=1", fail=step)
    assert failed.returncode == 2
    assert step in asked(ready)[-1]
    assert "the packages could not be installed" in failed.stderr


def test_locks_are_made_of_the_ranges_the_second_within_the_first(ready: Path) -> None:
    assert make(ready, "lock", "LOCKOPTS=--upgrade").returncode == 0
    first, second = (line for line in asked(ready) if line.startswith("uv pip compile"))
    for line in (first, second):
        assert {"--universal", "--generate-hashes", "--no-config", "--upgrade"} <= set(line.split())
    assert first.endswith(" requirements.txt .venv/build.txt --output-file requirements.lock")
    assert second.endswith(
        " requirements.txt .venv/build.txt requirements-dev.txt --constraint requirements.lock"
        " --output-file requirements-dev.lock"
    )


def test_audit_looks_at_both_locks_and_takes_no_answer_for_a_failure(ready: Path) -> None:
    assert make(ready, "audit").returncode == 0
    lines = [line for line in asked(ready) if line.startswith("pip_audit")]
    assert [line.rpartition(" ")[2] for line in lines] == ["requirements.lock", "requirements-dev.lock"]
    assert all("--strict" in line for line in lines)
    assert make(ready, "audit", fail="requirements.lock").returncode == 2


def test_a_release_is_built_from_nothing(ready: Path) -> None:
    (ready / "build/html").mkdir(parents=True)
    (ready / "build/html/stale.html").touch()
    assert make(ready, "release", "SPHINXOPTS=").returncode == 0
    assert not (ready / "build/html/stale.html").exists()
    assert [line.split(" docs ")[0] for line in asked(ready)[-4:]] == [
        "sphinx -c . -d build/doctrees -b html",
        "undersigned.pdf.fetching",
        "sphinx -c . -d build/doctrees -b letterpdf",
        "undersigned.release",
    ]


def test_the_mirror_kit_is_made_of_a_built_site(ready: Path) -> None:
    assert make(ready, "mirror", "SPHINXOPTS=").returncode == 0
    assert asked(ready)[-2:] == ["sphinx -c . -d build/doctrees -b letterpdf docs build/html", "undersigned mirror"]


def test_what_is_set_up_is_not_set_up_again(ready: Path) -> None:
    make(ready, "lint")
    asked(ready)
    make(ready, "lint")
    assert asked(ready) == ["ruff check .", "ruff format --check .", "mypy"]


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_changed_requirements_are_installed(ready: Path, changed: str) -> None:
    make(ready, "check")
    asked(ready)
    stamp = (ready / ".venv" / ".site").stat().st_mtime
    os.utime(ready / changed, (stamp + 1, stamp + 1))
    make(ready, "check")
    assert asked(ready) == ["--editable .", "undersigned check"]


def test_a_failed_installation_is_told_and_tried_again(ready: Path) -> None:
    failed = make(ready, "check", fail="--editable")
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[0] == (
        "make: the packages could not be installed; what pip says stands above. "
        "If it is the network, mend that and run `make' again: what is installed already stays."
    )
    asked(ready)
    make(ready, "check")
    assert asked(ready) == ["--editable .", "undersigned check"]


@pytest.mark.parametrize("step", ["-b html", "-b letterpdf"])
def test_a_failed_step_fails_the_build(ready: Path, step: str) -> None:
    failed = make(ready, "site", fail=step)
    assert failed.returncode == 2
    assert "The site is ready" not in failed.stdout
    assert step in asked(ready)[-1]


def test_a_missing_python_is_named_with_the_package_that_brings_it(folder: Path) -> None:
    done = make(folder, "PYTHON=no-such-python")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "make: no-such-python is missing. Debian, Ubuntu: sudo apt install python3 python3-venv"
    )


def test_an_old_python_is_refused_with_its_version(folder: Path) -> None:
    program(folder / "old", '#!/bin/sh\ncase "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac\n')
    done = make(folder, "PYTHON=./old")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "make: Python 3.11 or newer is needed; ./old is Python 3.9.2. Name another: make PYTHON=python3.12"
    )


def test_a_missing_venv_module_is_named_with_the_package_that_brings_it(folder: Path) -> None:
    program(folder / "bare", '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; esac\n')
    done = make(folder, "PYTHON=./bare")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "make: Python's venv module is missing. Debian, Ubuntu: sudo apt install python3.11-venv"
    )


def test_clean_removes_what_was_built_and_keeps_the_environment(ready: Path) -> None:
    (ready / "build" / "html").mkdir(parents=True)
    make(ready, "clean")
    assert not (ready / "build").exists()
    assert (ready / ".venv" / "bin" / "python").exists()


def test_two_runs_at_once_set_up_once(folder: Path) -> None:
    # Stands in for the system's Python too: making an environment takes its time, and must not happen twice.
    program(
        folder / "python",
        """#!/bin/sh
case "$*" in
  *locking.py*) exec python3 "$@";;
  "-m venv"*) mkdir .venv .venv/bin || exit 9; sleep 0.5; echo venv >> asked
    printf '#!/bin/sh\\necho "$*" >> asked\\nsleep 0.2\\n' > .venv/bin/python; chmod +x .venv/bin/python;;
esac
""",
    )
    runs = [
        subprocess.Popen(
            [MAKE, "check", "PYTHON=./python"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert asked(folder) == ["venv", "--editable .", "undersigned check", "undersigned check"]
    assert any("waiting" in text for text in said)
