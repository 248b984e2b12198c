"""Runs the validators that are no Python: the Nu Html Checker (Java) and Schematron (Node.js), both by npm."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
#: The schema of sitemaps, as sitemaps.org publishes it.
SITEMAP = FOLDER / "node_modules" / "sitemap" / "schema" / "sitemap.xsd"
_NU = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def installed() -> None:
    """Install what `package.json` names; skip the test where there is no npm."""
    if _NU.is_file() and SITEMAP.is_file():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("Node.js and npm are not installed (Debian: apt install nodejs npm)")
    # The script of vnu-jar would fetch a Java of its own.
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        pytest.skip(f"the validators cannot be installed: {done.stderr.strip()[-300:]}")


def nu(files: Sequence[Path], /) -> list[tuple[str, int, str]]:
    """Give what the Nu Html Checker says of pages, style sheets and pictures: file, line, message."""
    installed()
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed (Debian: apt install default-jdk-headless)")
    command = [java, "-Xss4m", "-jar", str(_NU), "--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always"]  # fmt: skip
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", timeout=900, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)["messages"]
    return [(message["url"].removeprefix("file:"), message.get("lastLine", 0), message["message"]) for message in said]


def schematron(schema: Path, files: Sequence[Path], /) -> dict[str, list[str]]:
    """Give the rules of a Schematron schema that each file breaks."""
    installed()
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed (Debian: apt install nodejs)")
    command = [node, "schematron.mjs", str(schema), *map(str, files)]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found
