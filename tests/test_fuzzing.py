"""Every fuzzing target: seeds, what was found once, and a short run by grammar. `python -m tests.fuzzing` runs them long."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzzing.bodies import BETWEEN, PRINTED
from tests.fuzzing.built_pages import check_page
from tests.fuzzing.guarding import Forbidden, check_printed, guarded
from tests.fuzzing.targets import FOUND, TARGETS, Target

if TYPE_CHECKING:
    from pathlib import Path

#: Made-up inputs of a target; those that start a build or a process are few.
EXAMPLES = {"site": 2, "pdf": 3, "text": 15, "markdown": 15, "html": 15, "docx": 15, "form": 15}
#: Seeds that are read in the ordinary tests; the specimens among them have tests of their own.
SEEDS = {"facts": 60, "pdf": 1, "text": 3, "markdown": 3, "html": 3, "docx": 2}
CASES = [(target, path) for target in TARGETS.values() for path in target.found() if target.name != "site"]


@pytest.mark.parametrize(("target", "path"), CASES, ids=lambda value: value.name)
def test_what_was_found_once_is_mended(target: Target, path: Path) -> None:
    target.check(path.read_bytes())


def test_bodies_that_were_found_once_are_mended() -> None:
    # One build for all.
    TARGETS["site"].check(PRINTED + BETWEEN.join(path.read_bytes() for path in TARGETS["site"].found()))


def test_every_found_case_belongs_to_a_target() -> None:
    assert {path.name for path in FOUND.iterdir()} <= TARGETS.keys()


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_seeds_hold(target: Target) -> None:
    found = list(islice(target.seeds(), SEEDS.get(target.name, 200)))
    assert found
    for data in found:
        target.check(data)


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
def test_made_up_input_holds(target: Target) -> None:
    # What fails is made smaller by `python -m tests.fuzzing`, which has the time.
    @settings(
        max_examples=EXAMPLES.get(target.name, 40),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(target.strategy())
    def check(data: bytes) -> None:
        target.check(data)

    check()


def test_the_network_and_programs_are_refused() -> None:
    import socket
    import subprocess
    import sys

    with pytest.raises(Forbidden), guarded():
        socket.getaddrinfo("example.org", 443)
    with pytest.raises(Forbidden), guarded():
        subprocess.run([sys.executable, "-c", ""], check=True)
    with pytest.raises(Forbidden), guarded(), open("/etc/hostname"):
        pass


def test_signs_that_terminals_obey_are_findings() -> None:
    check_printed("one\ntwo\t€ ‘x’")
    with pytest.raises(AssertionError):
        check_printed("a\x1b[31mb")


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>", "<script src='https://e.org/x.js'></script>", "<p onclick='x'>a</p>", "<p style='position:fixed'>a</p>",
        "<iframe src='x'></iframe>", "<img src='https://e.org/x.png' alt='x'>", "<a href='javascript:x'>a</a>", "<a href='//e.org'>a</a>",
        "<p id='a'>a</p><p id='a'>b</p>", "<meta http-equiv='refresh' content='0;url=x'>", "<form action='https://e.org/'></form>",
        "<!-- contributed -->", "<article><a class='external' href='https://e.org/'>a</a></article>", "<svg><foreignObject/></svg>",
    ],
)  # fmt: skip
def test_pages_that_hold_more_than_they_may_are_findings(markup: str) -> None:
    check_page(b"<html><body><p>a</p></body></html>")
    with pytest.raises(AssertionError):
        check_page(f"<html><head></head><body><p>a</p>{markup}</body></html>".encode())
