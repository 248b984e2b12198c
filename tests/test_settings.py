"""Limits that an archive sets in conf.py: how they are read, and that check, build and reference go by them."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, write_pages
from undersigned import __main__ as program
from undersigned import limits, open_archive, settings
from undersigned.exports.opening import ArchiveError
from undersigned.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = LETTER.replace("- Alpha\nsign", "- Alpha\n- Alpha Society\nsign")
TOO_MANY = f"{LETTER_PATH}:8: size: ‘signatories’ lists 2 entries; list at most 1"


def conf(folder: Path, text: str) -> Path:
    """Write the project's settings, with limits, into a folder of its own."""
    ours = (TOP / "conf.py").read_text("utf-8").replace("letters_limits: dict[str, int] = {}\n", "")
    ours = ours.replace("Path(__file__).parent", f"Path({str(TOP)!r})")
    ours = ours.replace('["undersigned/html/', f'["{TOP}/undersigned/html/')
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(f"{ours}\n{text}\n", "utf-8")
    return folder


def project(folder: Path, text: str) -> Path:
    """Make a project: settings, and beside them pages, one of which has two signatories."""
    more = {f"topics/t{number}.md": f"---\nname: Topic {number}\n---\n" for number in range(12)}
    write_pages(conf(folder, text) / "docs", {**ARCHIVE, **more, LETTER_PATH: SIGNED})
    return folder


def build(folder: Path, *, parallel: int = 1, overrides: dict[str, str] | None = None) -> tuple[Sphinx, str]:
    warning = StringIO()
    with docutils_namespace():
        app = Sphinx(
            folder / "docs", folder, folder / "html", folder / "doctrees", "html", status=None, warning=warning,
            parallel=parallel, confoverrides=overrides or {},
        )  # fmt: skip
        app.build()
    return app, warning.getvalue()


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = program.main(["check", "--docs", str(folder / "docs")])
    told = capsys.readouterr()
    return code, told.out + told.err


def read(folder: Path, text: str) -> Limits:
    (folder / "conf.py").write_text(text)
    return settings.read_limits(folder / "conf.py")


def test_limits_are_read_and_the_rest_are_ours(tmp_path: Path) -> None:
    assert read(tmp_path, 'letters_limits = {"rows": 9_000, "side": 5}') == Limits(rows=9000, side=5)
    assert read(tmp_path, 'letters_limits: dict[str, int] = {"rows": 1}') == Limits(rows=1)
    assert read(tmp_path, "import os\nletters_limits = {}\n") == Limits()
    assert read(tmp_path, "project = 'x'\n") == Limits()
    assert settings.read_limits(tmp_path / "none.py") == Limits()


def test_our_own_settings_hold_our_own_limits() -> None:
    assert settings.limits_of(TOP / "docs") == Limits()


def test_the_settings_are_not_run(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError):
        read(tmp_path, f"open({str(tmp_path / 'run')!r}, 'w')\nletters_limits = dict(rows=5)")
    assert read(tmp_path, "raise SystemExit\nletters_limits = {'rows': 5}") == Limits(rows=5)
    assert not (tmp_path / "run").exists()


UNREAD = '1: letters_limits: the setting cannot be read without running it; write it once, as {"name": number, ...}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'letters_limits = {"signatorys": 5}',
            "1: letters_limits: ‘signatorys’ is no limit; did you mean ‘signatories’?",
        ),
        (
            'letters_limits = {"zzzz": 5}',
            "1: letters_limits: ‘zzzz’ is no limit; the guide's page “Limits” names them all",
        ),
        ('letters_limits = {\n    "rows": 0}', "2: letters_limits: ‘rows’ is ‘0’; write a whole number above 0"),
        ('letters_limits = {"rows": -5}', "1: letters_limits: ‘rows’ is ‘-5’; write a whole number above 0"),
        ('letters_limits = {"rows": 1.5}', "1: letters_limits: ‘rows’ is ‘1.5’; write a whole number above 0"),
        ('letters_limits = {"rows": True}', "1: letters_limits: ‘rows’ is ‘True’; write a whole number above 0"),
        ('letters_limits = {"rows": "5"}', "1: letters_limits: ‘rows’ is ‘'5'’; write a whole number above 0"),
        ('letters_limits = {"rows": 5 * 5}', "1: letters_limits: ‘rows’ is ‘5 * 5’; write a whole number above 0"),
        ('letters_limits = {"nesting": 31}', "1: letters_limits: ‘nesting’ is 31; programs fail beyond 30"),
        ('letters_limits = {"rows": 5, "rows": 6}', "1: letters_limits: ‘rows’ stands twice; delete one of the two"),
        ("letters_limits = {rows: 5}", "1: letters_limits: a name is no plain text; write it in quotation marks"),
        ("letters_limits = {**more}", "1: letters_limits: a name is no plain text; write it in quotation marks"),
        ("letters_limits = dict(rows=5)", UNREAD),
        ("letters_limits = None", UNREAD),
        ("if 1: letters_limits = {}", UNREAD),
        ("letters_limits = {}\nletters_limits['rows'] = 5", UNREAD.replace("1:", "2:", 1)),
        ("letters_limits = {}\nletters_limits = {}", UNREAD.replace("1:", "2:", 1)),
        ("letters_limits = {}; letters_limits['rows'] = 5", UNREAD),
        ("a = (", "1: the settings are no Python ('(' was never closed)"),
    ],
)
def test_what_cannot_be_a_limit_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(settings.SettingsError) as error:
        read(tmp_path, text)
    assert str(error.value) == f"conf.py:{said}"


def test_every_mistake_is_told(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match=r"‘x’ is no limit.*\n.*‘rows’ is ‘0’"):
        read(tmp_path, 'letters_limits = {"x": 5, "rows": 0}')


def test_check_and_build_go_by_the_limits_of_the_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path / "a", 'letters_limits = {"signatories": 1}')
    code, told = check(folder, capsys)
    assert (code, told.splitlines()[0].removeprefix(f"{folder}/docs/")) == (1, TOO_MANY)
    # Pages are read by several processes.
    app, warnings = build(folder, parallel=2)
    assert "‘signatories’ lists 2 entries; list at most 1" in warnings
    record = app.env.domains["letters"].catalogue.letter["2020-05-04-letter"].record  # type: ignore[attr-defined]
    assert len(record.signatories) == 1
    assert len(open_archive(folder).letter("2020-05-04-letter").signatories) == 1
    # Nothing of it stays behind.
    assert limits.now() == Limits()


def test_pages_are_read_anew_when_a_limit_changes(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", 'letters_limits = {"signatories": 1}')
    assert "list at most 1" in build(folder)[1]
    conf(folder, "")
    assert "list at most" not in build(folder)[1]
    conf(folder, 'letters_limits = {"signatories": 1}')
    assert "list at most 1" in build(folder)[1]


def test_the_guide_and_the_form_tell_the_limits_in_force(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", 'letters_limits = {"signatories": 54_321, "markup_run": 77}')
    pages = {f"contribute/{name}.md": (TOP / f"docs/contribute/{name}.md").read_bytes() for name in ("add", "limits")}
    write_pages(folder / "docs", pages)
    build(folder)
    assert "54,321 signatories of a letter" in (folder / "html/contribute/limits.html").read_text("utf-8")
    data = (folder / "html/_static/letter-form-data.js").read_text("utf-8")
    assert '"signatories":54321' in data
    assert "{77}" in data


def test_mistakes_stop_commands_builds_and_programs_with_the_same_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path / "a", "")
    lines = (folder / "conf.py").read_text("utf-8").count("\n")
    conf(folder, 'letters_limits = {"signatorys": 5}')
    said = f"conf.py:{lines}: letters_limits: ‘signatorys’ is no limit; did you mean ‘signatories’?"
    assert check(folder, capsys) == (2, f"undersigned: {said}\n")
    with pytest.raises(SphinxError) as error:
        build(folder)
    assert str(error.value) == said
    with pytest.raises(ArchiveError) as wrong:
        open_archive(folder)
    assert str(wrong.value) == said


def test_a_build_takes_no_limits_from_elsewhere(tmp_path: Path) -> None:
    folder = project(tmp_path / "a", "")
    with pytest.raises(SphinxError, match=r"letters_limits says something else than conf\.py; write it there"):
        build(folder, overrides={"letters_limits.rows": "5"})
