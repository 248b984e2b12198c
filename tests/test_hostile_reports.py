"""Names of files and values that are orders, links or markup to a reader of reports stay what they are: words.

The files are real ones in a folder of pages, and the reports those that the command `check` writes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.building import ARCHIVE, write_pages
from undersigned import __main__ as program

ORDER = "::error file=README.md::approved"
#: Names below `letters/`, and each as reports show it, as GitHub reads it from a property, and as an address.
NAMES = {
    "%0A::error::a.md": ("%0A::error::a.md", "%250A%3A%3Aerror%3A%3Aa.md", "%250A%3A%3Aerror%3A%3Aa.md"),
    "a\n::set-env name=PATH::x.md": ("a\\n::set-env name=PATH::x.md", "a\\n%3A%3Aset-env name=PATH%3A%3Ax.md", "a%5Cn%3A%3Aset-env%20name%3DPATH%3A%3Ax.md"),
    "##[add-mask]a.md": ("##[add-mask]a.md", "##[add-mask]a.md", "%23%23%5Badd-mask%5Da.md"),
    "a,line=1,title=Approved.md": ("a,line=1,title=Approved.md", "a%2Cline=1%2Ctitle=Approved.md", "a%2Cline%3D1%2Ctitle%3DApproved.md"),
    "[Approved](https:evil.example).md": ("[Approved](https:evil.example).md", "[Approved](https%3Aevil.example).md", "%5BApproved%5D%28https%3Aevil.example%29.md"),
    "<img src=x onerror=alert(1)>.md": ("<img src=x onerror=alert(1)>.md", "<img src=x onerror=alert(1)>.md", "%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E.md"),
    "javascript:alert(1).md": ("javascript:alert(1).md", "javascript%3Aalert(1).md", "javascript%3Aalert%281%29.md"),
    "a?x#y.md": ("a?x#y.md", "a?x#y.md", "a%3Fx%23y.md"),
    "a\x1b[2J\u202e.md": ("a\\x1b[2J\\u202e.md", "a\\x1b[2J\\u202e.md", "a%5Cx1b%5B2J%5Cu202e.md"),
    "`${{ github.token }}`.md": ("`${{ github.token }}`.md", "`${{ github.token }}`.md", "%60%24%7B%7B%20github.token%20%7D%7D%60.md"),
}  # fmt: skip
#: Values of a key that no page has, each of which a message quotes.
VALUES = [
    ORDER, "a\\n::error::approved", "%0A::stop-commands::x", "##vso[task.complete]", "[Approved](https://evil.example)",
    "![a](https://evil.example/x.png)", "<img src=x onerror=alert(1)>", "{0} {1} {{0}}", "\\x1b[31mred", "@everyone #1",
]  # fmt: skip


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Give an archive with files of hostile names, and a page of hostile values."""
    folder = tmp_path / "docs"
    quoted = "".join(f"- {json.dumps(value)}\n" for value in VALUES)
    page = (
        f"---\ntitle: A letter\ndate: 2020-05-05\nsource:\n  publisher: Alpha\n  url: https://example.org/a\ntopics:\n{quoted}"
        f"{json.dumps(ORDER)}: x\n---\nText.\n"
    )
    write_pages(folder, {**ARCHIVE, "letters/2020/2020-05-05-values.md": page})
    for name in NAMES:
        (folder / "letters" / name).write_text("---\ntitle: A\n---\n")
    return folder


def written(docs: Path, form: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert program.main(["check", "--docs", str(docs), "--format", form]) == 1
    return capsys.readouterr().out


def test_github_reads_each_name_as_the_name_of_a_file(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = written(docs, "github", capsys).split("\n")
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{64}", token)
    within, after = lines[1 : lines.index(f"::{token}::")], lines[lines.index(f"::{token}::") + 1 :]
    assert not [line for line in within if line.startswith(f"::{token}")]
    files = []
    for line in filter(None, after):
        # As the runner reads it: properties up to the next double colon.
        order, properties, data = re.fullmatch(r"::(error|notice) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
        keys = [part.partition("=")[0] for part in properties.split(",")]
        assert keys == ["file", "line", "title"], (order, line)
        assert not re.search(r"%0[AD]", data), line
        files.append(properties.split(",")[0].partition("=")[2])
    assert {name.rpartition("letters/")[2] for name in files} >= {shown for _, shown, _ in NAMES.values()}


def test_no_line_of_a_report_begins_with_an_order_or_holds_a_control(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = written(docs, "text", capsys)
    assert [line for line in text.split("\n") if re.match(r"\s*(::|##|\x1b)", line)] == []
    assert [sign for sign in text if sign != "\n" and not sign.isprintable()] == []
    assert [shown for shown, _, _ in NAMES.values() if f"letters/{shown}:1: " not in text] == []


def results(docs: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(docs, "sarif", capsys))["runs"][0]["results"]
    return found


def test_sarif_gives_each_name_as_an_address_below_the_folder(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].rpartition("/")[2]
        for result in results(docs, capsys)
    }
    assert {address for _, _, address in NAMES.values()} <= uris
    assert [uri for uri in uris if re.search(r"[:<>\"'`#?\s\[\]()]", uri)] == []
    assert {shown for shown, _, _ in NAMES.values()} <= {unquote(uri) for uri in uris}


def test_sarif_messages_hold_no_link_and_one_line(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [result["message"]["text"] for result in results(docs, capsys)]
    # A viewer makes a link of `[words](address)` in a plain message, and fills `{0}` only where there are arguments.
    assert [text for text in texts if "](" in text or not text.isprintable()] == []
    assert [text for text in texts if "[Approved] (https://evil.example)" in text]
    assert all(set(result["message"]) == {"text"} for result in results(docs, capsys))


def test_json_names_files_as_they_are_shown(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(written(docs, "json", capsys))
    paths = {message["path"].rpartition("letters/")[2] for message in report["messages"]}
    assert {shown for shown, _, _ in NAMES.values()} <= paths
