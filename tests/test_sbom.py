"""The list of what builds the site: of the lock, with licences, by the schema, and the same at every run."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

from undersigned.release.locks import Locked, read_lock
from undersigned.release.sbom import SbomError, sbom

TOP = Path(__file__).resolve().parents[1]
TIME = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
#: A few packages that are installed in every environment, one with an expression as its licence, others with classifiers.
SOME = ("packaging", "sphinx", "docutils", "myst-parser", "markdown-it-py", "mdurl")


def locked(*names: str) -> list[Locked]:
    return [Locked(Requirement(f"{name}=={version(name)}"), (f"{len(name):064x}", "f" * 64)) for name in names]


def made(packages: list[Locked], asked: tuple[str, ...] = ("sphinx",), time: datetime = TIME) -> Any:
    return json.loads(sbom(packages, asked, name="undersigned", version="1.0", licence="MIT AND CC-BY-4.0", time=time))


def test_the_list_names_packages_with_release_hashes_licence_and_needs() -> None:
    whole = made(locked(*SOME), ("sphinx", "myst-parser"))
    parts = {part["name"]: part for part in whole["components"]}
    assert set(parts) == set(SOME)
    assert parts["packaging"]["licenses"] == [{"expression": "Apache-2.0 OR BSD-2-Clause"}]
    assert parts["mdurl"]["licenses"] == [{"license": {"name": "MIT License"}}]
    assert {licence["license"]["name"] for licence in parts["docutils"]["licenses"]} >= {"BSD License"}
    assert parts["mdurl"]["purl"] == f"pkg:pypi/mdurl@{version('mdurl')}"
    assert [entry["value"] for entry in parts["mdurl"]["properties"]] == [f"{5:064x}", "f" * 64]
    needs = {entry["ref"].partition("==")[0]: entry.get("dependsOn", []) for entry in whole["dependencies"]}
    assert [ref.partition("==")[0] for ref in needs["undersigned"]] == ["myst-parser", "sphinx"]
    assert [ref.partition("==")[0] for ref in needs["myst-parser"]] == ["docutils", "markdown-it-py", "sphinx"]
    assert whole["metadata"]["component"]["licenses"] == [{"expression": "MIT AND CC-BY-4.0"}]
    assert whole["metadata"]["timestamp"] == "2026-01-02T03:04:05+00:00"


def test_the_serial_number_follows_the_content() -> None:
    first, again = made(locked(*SOME)), made(locked(*reversed(SOME)))
    assert first == again
    others = [made(locked(*SOME[1:])), made(locked(*SOME), time=TIME.replace(year=2027))]
    assert len({whole["serialNumber"] for whole in (first, *others)}) == 3


def test_packages_for_other_systems_are_left_out() -> None:
    other = Locked(Requirement("not-for-us==1 ; sys_platform == 'nowhere'"), ("a" * 64,))
    assert [part["name"] for part in made([*locked("mdurl"), other], ("mdurl",))["components"]] == ["mdurl"]


def test_an_environment_that_is_not_that_of_the_lock_is_refused() -> None:
    wrong = [Locked(Requirement("mdurl==0.0.1"), ()), Locked(Requirement("no-such-package==1"), ())]
    with pytest.raises(SbomError) as error:
        made([*locked("sphinx"), *wrong])
    assert str(error.value) == (
        "not installed as locked: mdurl 0.0.1, no-such-package 1; run `make distclean', then `make LOCKED=1 release'"
    )


def test_a_list_that_breaks_the_schema_is_refused() -> None:
    wrong = Locked(Requirement(f"mdurl=={version('mdurl')}"), ("no hash",))
    with pytest.raises(SbomError, match="breaks its schema"):
        made([wrong], ("mdurl",))


def test_the_lock_of_the_site_gives_a_whole_list_with_a_licence_for_each() -> None:
    packages = [package for package in read_lock(TOP / "requirements.lock") if package.applies]
    asked = [package.name for package in read_lock(TOP / "requirements.txt")]
    try:
        text = sbom(packages, asked, name="undersigned", version="1.0", licence="MIT", time=TIME)
    except SbomError as error:
        if "not installed as locked" not in str(error):
            raise
        pytest.skip(f"the environment is not that of the lock (make LOCKED=1): {error}")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    whole = json.loads(text)
    assert [part["name"] for part in whole["components"]] == sorted(package.name for package in packages)
    assert [part["name"] for part in whole["components"] if not part.get("licenses")] == []
    reached, todo = set(), ["undersigned"]
    needs = {entry["ref"]: entry.get("dependsOn", []) for entry in whole["dependencies"]}
    while todo:
        reached.add(ref := todo.pop())
        todo += set(needs[ref]) - reached
    # What builds the package itself is asked for by nothing else.
    assert {part["bom-ref"].partition("==")[0] for part in whole["components"] if part["bom-ref"] not in reached} <= {"setuptools"}  # fmt: skip
