"""What all tests share: made-up input that is the same at every run, and no skips where nothing may be missing."""

from __future__ import annotations

from os import environ
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

#: Set where every tool is expected to be installed.
FULL = environ.get("UNDERSIGNED_FULL") == "1"

# Shared machines stop a test for seconds; a failure that comes and goes with the seed stops everybody else.
settings.register_profile("undersigned", deadline=None, derandomize=True)
# Chosen by hand: `--hypothesis-profile=long`.
settings.register_profile("long", deadline=None, print_blob=True)
settings.load_profile("undersigned")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a skip a failure, unless its reason starts with `optional:`; expected failures stay what they are."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if not reason.removeprefix("Skipped: ").startswith("optional:"):
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped while UNDERSIGNED_FULL=1: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if FULL:
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if FULL:
        _refuse_skip(report)
    return report
