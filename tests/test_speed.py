from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import html

from benchmarks import __main__ as command
from benchmarks import building, changes, measuring, ours, running, synthetic
from benchmarks.peers import PEERS, AbsentError, Peer, copy_pages
from benchmarks.running import Job, Runner
from benchmarks.stock import html as stock_html
from tests.building import build, write_pages
from undersigned.policy import CONTRIBUTED, MAINTAINED
from undersigned.reference import speed, speed_chart, speed_goals, speed_tables
from undersigned.reference.speed import OURS, Figure, Results

if TYPE_CHECKING:
    from collections.abc import Iterable

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Give the pages of a small archive."""
    return dict(synthetic.generate(40))


def figures(**cpu: float) -> dict[str, Figure]:
    """Make figures of CPU seconds by names, with lines below for spaces."""
    return {name.replace("_", " "): Figure(seconds, seconds, 100) for name, seconds in cpu.items()}


def results(ours: dict[int, dict[str, Figure]], **tools: dict[int, dict[str, Figure]]) -> Results:
    """Make results of figures alone."""
    return Results(figures={OURS: ours, **tools})


def verdict(found: Results, text: str, letters: int | None = None) -> speed_goals.Verdict:
    """Find the verdict on the goal whose text begins so."""
    return next(
        one for one in speed_goals.verdicts(found)
        if one.goal.text.startswith(text) and (letters is None or one.goal.letters == (letters,))
    )  # fmt: skip


# ---------------------------------------------------------------- measuring


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "import sys; sys.exit('no such theme')"]
    with pytest.raises(measuring.MeasureError) as caught:
        measuring.measure(failing, tmp_path / "log")
    assert str(caught.value) == f"{' '.join(failing)} failed with 1; it said at its end:\nno such theme"


def test_cpu_of_a_command_counts_what_it_starts(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}], check=True)"
    assert measuring.measure([sys.executable, "-c", start], tmp_path / "log").seconds > 0.3


def test_a_command_runs_in_the_folder_that_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "with a space"
    folder.mkdir()
    measuring.measure([sys.executable, "-c", "open('x', 'w')"], tmp_path / "log", cwd=folder)
    assert (folder / "x").exists()


def test_a_command_is_stopped_at_its_limit_and_costs_at_least_that(tmp_path: Path) -> None:
    cost = measuring.measure([sys.executable, "-c", "while True: pass"], tmp_path / "log", limit=1)
    assert cost.is_least
    assert cost.seconds >= 0.8
    assert not measuring.measure([sys.executable, "-c", ""], tmp_path / "log", limit=60).is_least


def test_a_command_that_is_killed_before_its_limit_has_failed(tmp_path: Path) -> None:
    killed = f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"
    with pytest.raises(measuring.MeasureError):
        measuring.measure([sys.executable, "-c", killed], tmp_path / "log", limit=60)


def test_a_part_that_has_no_handler_any_more_is_not_measured_as_nothing() -> None:
    app = SimpleNamespace(events=SimpleNamespace(listeners={"build-finished": [], "html-page-context": []}))
    with pytest.raises(LookupError, match=r"undersigned\.html\.data handles no build-finished"):
        building.watch(app, {}, leave_out=False)  # type: ignore[arg-type]


@pytest.mark.parametrize("power", [1, 1.5, 2])
def test_the_exponent_is_that_of_the_growth(power: float) -> None:
    sizes = [500, 1000, 2000, 4000]
    assert speed.exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


# ---------------------------------------------------------------- changes


def facts(text: str) -> dict[str, Any]:
    """Read a page's front matter; dates of all precisions stay texts."""
    return dict(yaml.load(text.split("---\n")[1], yaml.BaseLoader))


def test_the_changes_that_are_measured_are_what_they_are_called(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        before = facts(text)
        if path.startswith("letters/") and "-sample-" in path:
            assert facts(changes.with_unknown_signatory(text))["to"][0]["organization"] == "Plainly Unknown Body"
            titles = [facts(changes.with_title(text, number))["title"] for number in (1, 2)]
            assert titles == [
                before["title"].replace("Sample letter", f"{word} letter") for word in ("Another", "Changed")
            ]
            assert facts(changes.with_sentence(text)) == before
            assert changes.with_sentence(text, 2).endswith("\nThe made-up coalitions add sentence 2.\n")
        elif path.startswith("organizations/sample"):
            changed = facts(changes.with_alias(text))
            assert changed["aliases"] == ["Another Made-up Name", *before.get("aliases", [])]
            assert {**changed, "aliases": 0} == {**before, "aliases": 0}


def test_a_letter_is_added_with_the_parties_of_another_and_the_check_finds_nothing(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    synthetic.write(docs, 30)
    before = {path: path.read_text("utf-8") for path in docs.rglob("*.md")}
    for number in (1, 2):
        changes.make("added", docs, number)
    new = {path for path in docs.rglob("*.md") if path not in before}
    assert len(new) == 2
    assert all(path.read_text("utf-8") == text for path, text in before.items())
    measuring.measure([sys.executable, "-m", "undersigned", "check", "--docs", str(docs)], tmp_path / "log")


def test_a_page_is_counted_without_its_own_content() -> None:
    page = b"<html><main><nav>x</nav><article class='a'><p>own</p><article>inner</article></article></main></html>"
    assert ours.frame(page) == len(page) - len(b"<p>own</p><article>inner</article>")
    assert ours.frame(b"<html><main>own</main></html>") == len(b"<html><main></main></html>")
    assert ours.frame(b"<html></html>") == len(b"<html></html>")


def test_facts_for_machines_are_counted_apart() -> None:
    facts = [b'<script type="application/ld+json">{"a": 1}</script>', b'<meta name="citation_author" content="A">']
    page = b"<head>%s<meta name='viewport'>%s<script>1</script></head>" % tuple(facts)
    assert ours.told(page) == sum(map(len, facts))


def test_a_letter_is_printed_as_its_senders_would_for_the_import(pages: dict[str, str]) -> None:
    page = next(text for text in pages.values() if "\ntext: full\n" in text and "\nsignatories:\n" in text)
    told, text = facts(page), ours.as_text(page)
    assert text.startswith(told["title"] + "\n\n")
    assert text.endswith("\n".join(told["signatories"]) + "\n")
    root = html.fromstring(ours.as_html(text))
    assert root.findtext(".//h1") == told["title"]
    assert len(root.findall(".//article/p")) == len(text.strip().split("\n\n")) - 1


# ---------------------------------------------------------------- running


def test_every_part_of_ours_is_measured_at_a_tiny_size(tmp_path: Path) -> None:
    found = list(ours.run(tmp_path, 20, ours.PARTS, times=1))
    names = {name for name, _ in found}
    assert names >= {
        "pages", "html", "pdf", "site", "html parallel", "html serial", "import txt", "import html", "check",
        "check letter", "check alias", "bytes of html", "bytes of the site", "bytes of the largest frame", "files of html", "bytes of the largest PDF",
        "bytes of environment per letter", "bytes of the largest frame without facts", *(f"seconds of {name}" for name in (*building.PARTS, "start", "writing")),
        *(f"{kind} {change}" for kind in ("html", "site") for change in ("unchanged", *changes.CHANGES)),
    }  # fmt: skip
    told = {f"seconds of {name}" for name in (*speed_tables.STRETCHES, *speed_tables.PARTS)}
    assert told | {f"changed: {name}" for name in told} <= names
    for name, value in found:
        if name != "seconds of harvesting":
            assert (value.seconds if isinstance(value, measuring.Cost) else value) > 0, name
    # Pages alone have none of what no page shows.
    figures = {name: value.seconds for name, value in found if isinstance(value, measuring.Cost)}
    assert set(figures) >= {"pages", "html"}
    assert facts((tmp_path / "draft.md").read_text("utf-8"))["text"] == "full"


def test_pages_alone_show_what_all_pages_show_and_have_no_exports(tmp_path: Path) -> None:
    synthetic.write(tmp_path / "docs", 12)
    for what in ("whole", "pages"):
        arguments = [sys.executable, "-m", "benchmarks.building", what, str(tmp_path), what]
        measuring.measure(arguments, tmp_path / f"{what}.log", cwd=TOP)
    whole, alone = (
        {path.relative_to(tmp_path / what).as_posix() for path in (tmp_path / what).rglob("*") if path.is_file()}
        for what in ("whole", "pages")
    )
    assert {name for name in whole if name.endswith(".html")} == {name for name in alone if name.endswith(".html")}
    kinds = {name.rpartition(".")[2] for name in whole - alone}
    assert kinds >= {"bib", "ris", "csv", "xml", "pf_meta"}
    assert not any(name.endswith((".bib", ".csv", ".pf_meta")) for name in alone)
    page = next(name for name in sorted(alone) if "-sample-letter-" in name and name.endswith(".html"))
    shown = [
        "".join(html.fromstring((tmp_path / what / page).read_bytes()).find(".//article").itertext())
        for what in ("whole", "pages")
    ]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("tool", ["basic", "book"])
def test_stock_sphinx_builds_the_same_files_and_warns_of_nothing(tmp_path: Path, tool: str) -> None:
    synthetic.write(tmp_path / "docs", 8)
    copy_pages(tmp_path / "docs", tmp_path / "content")
    found = list(stock_html.run(tmp_path, tool, limit=None if tool == "basic" else 600))
    assert found[0][0] == "html"
    assert [name for name, _ in found] == ["html"] if tool == "book" else len(found) == 10
    for page in (tmp_path / "content").glob("letters/*/*-sample-letter-*.md"):
        shown = html.fromstring(
            (tmp_path / "html" / page.relative_to(tmp_path / "content").with_suffix(".html")).read_bytes()
        )
        assert facts(page.read_text("utf-8"))["title"] in "".join(shown.find(".//h1").itertext())


def had(tool: str) -> tuple[Peer, Path]:
    """Give another program and where it is installed; skip where it is not: tests install nothing."""
    peer, cache = PEERS[tool], TOP / "build/benchmarks/peers"
    place = peer.place(cache)
    if not (shutil.which(peer.command[0]) if place is None else place.exists()):
        pytest.skip(f"optional: {peer.name} is not installed: make benchmark does it")
    return peer, cache


@pytest.mark.parametrize("tool", list(PEERS))
def test_another_program_shows_every_letter_with_its_facts(tmp_path: Path, tool: str) -> None:
    peer, cache = had(tool)
    synthetic.write(tmp_path / "docs", 8)
    peer.write(tmp_path, tmp_path / "docs")
    assert [name for name, _ in peer.run(tmp_path, cache)][:2] == ["html", "bytes of html"]
    shown = [" ".join(path.read_text("utf-8").split()) for path in (tmp_path / "html").rglob("*.html")]
    for page in (tmp_path / "content").glob("letters/*/*-sample-letter-*.md"):
        told = facts(page.read_text("utf-8"))
        asked = [told["title"], told["date"], told["asks"][0], *told.get("signatories", ()), told["topics"][-1]]
        last_words = page.read_text("utf-8").split()[-1]
        assert any(all(words in text for words in (*asked, last_words)) for text in shown), page.name
    assert re.fullmatch(r"\d+(\.\d+)+", peer.told_version(cache))


def test_a_program_that_cannot_be_installed_is_told_with_its_reason(tmp_path: Path) -> None:
    peer = Peer("None Such", "hugo", ("no-such-program-anywhere",))
    with pytest.raises(AbsentError, match="no-such-program-anywhere is not installed here"):
        peer.installed(tmp_path)


class _Runner(Runner):
    """Finds what it is told instead of measuring."""

    def __init__(self, found: Iterable[Any], folder: Path, results: Results | None = None) -> None:
        super().__init__(results or Results(), folder / "results.json", folder)
        self._told = iter(found)
        self.asked: list[str] = []

    def _version(self, tool: str) -> str:
        return tool.title()

    def _found(self, job: Job, place: Path) -> Any:
        self.asked.append(job.name)
        for one in next(self._told):
            if isinstance(one, BaseException):
                raise one
            yield one


def test_the_least_of_all_runs_is_kept_and_a_new_run_replaces_it(tmp_path: Path) -> None:
    jobs = [Job("hugo", 400, rounds=2)]
    runs = [[("html", measuring.Cost(seconds, 50, seconds)) for seconds in pair] for pair in ((3, 4), (2, 5))]
    runner = _Runner(runs, tmp_path)
    runner.run(jobs)
    assert runner.results.figure("hugo", 400, "html") == Figure(2, 2, 50, runs=4)
    again = _Runner([[("html", measuring.Cost(9, 50, 9))]] * 2, tmp_path, replace(runner.results, done={}))
    again.run(jobs)
    assert speed.read(tmp_path / "results.json").figure("hugo", 400, "html") == Figure(9, 9, 50, runs=2)


def test_a_run_that_broke_off_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    jobs = [Job("hugo", 400), Job("pelican", 400), Job("basic", 800)]
    one = [("html", measuring.Cost(1, 50, 1))]
    broken = _Runner([one, [*one, KeyboardInterrupt()]], tmp_path)
    with pytest.raises(KeyboardInterrupt):
        broken.run(jobs)
    kept = speed.read(tmp_path / "results.json")
    assert kept.done == {"hugo/400": 1}
    # What had come of the second is there, but is measured again.
    assert kept.figure("pelican", 400, "html")
    runner = _Runner([one, one], tmp_path, kept)
    runner.run(jobs)
    assert runner.asked == ["pelican/400", "basic/800"]


def test_what_fails_or_is_absent_stops_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = [("html", measuring.Cost(1, 50, 1))]
    runner = _Runner([[AbsentError("no network")], [measuring.MeasureError("no such theme")], one], tmp_path)
    runner.run([Job("hugo", 400, rounds=2), Job("basic", 400), Job("pelican", 400)])
    assert runner.asked == ["hugo/400", "basic/400", "pelican/400"]
    assert runner.failures == ["basic/400: no such theme"]
    assert runner.results.absent == {"hugo": "Hugo: no network"}
    assert "left out: no network" in capsys.readouterr().err
    assert "Hugo: no network" in {row[0] for row in speed_tables.tables(runner.results)["tools"].rows}


def test_jobs_of_a_size_are_measured_in_turn_and_then_backwards() -> None:
    jobs = [Job("book", 400), Job(OURS, 400, rounds=2), Job("hugo", 400, rounds=2), Job("basic", 200)]
    assert [(job.name, round_) for job, round_ in running.ordered(jobs)] == [
        ("basic/200", 0), ("undersigned/400", 0), ("hugo/400", 0), ("hugo/400", 1), ("undersigned/400", 1), ("book/400", 0),
    ]  # fmt: skip


def test_the_plan_for_the_goals_decides_all_of_them() -> None:
    found = Results()
    for job in running.for_goals():
        kinds = {"html", *(f"html {change}" for change in ("unchanged", *changes.CHANGES))}
        if job.tool == OURS:
            kinds = {"pages"} & job.wants
            if "html" in job.wants:
                kinds |= {"html"} | ({"site"} & job.wants)
                kinds |= {f"{kind} {change}" for kind in ("html", *({"site"} & job.wants)) if "changes" in job.wants
                          for change in ("unchanged", *changes.CHANGES)}  # fmt: skip
            kinds |= {"html parallel", "html serial"} if "parallel" in job.wants else set()
            names = ("pages of the archive", "bytes of environment per letter", "bytes of the largest frame",
                     "bytes of the largest frame without facts")  # fmt: skip
            counts = dict.fromkeys(names, 10.0 * job.letters)
            counts |= {"bytes of the site": 10.0 * job.letters} if "site" in job.wants else {}
            found.counts.setdefault(OURS, {})[job.letters] = counts
        found.figures.setdefault(job.tool, {})[job.letters] = {name: Figure(job.letters, 1, 1) for name in kinds}
    assert [one.goal.text for one in speed_goals.verdicts(found) if one.is_met is None] == []


def test_plans_name_a_job_once_and_only_names_choose_among_them() -> None:
    for jobs in (running.quick(), running.for_goals(), running.full()):
        assert len({job.name for job in jobs}) == len(jobs)
    chosen = [job.name for job in running.quick() if job.is_meant(["hugo/400", "basic", "/800"])]
    assert {"hugo/400", "basic/200", "basic/400", "basic/800", "zensical/800"} < set(chosen)
    assert "hugo/200" not in chosen


# ---------------------------------------------------------------- goals


def test_a_goal_is_decided_at_its_own_number_of_letters_alone() -> None:
    basic = {1600: figures(html=100), 400: figures(html=20)}
    decided = verdict(results({1600: figures(pages=70)}, basic=basic), "pages: CPU")
    assert (decided.is_met, decided.told, decided.answer) == (True, "0.70", "met")
    missed = verdict(results({1600: figures(pages=90)}, basic=basic), "pages: CPU")
    assert (missed.is_met, missed.answer) == (False, "not met")
    other = verdict(results({400: figures(pages=10)}, basic=basic), "pages: CPU")
    assert (other.is_met, other.told, other.answer) == (None, "0.50", "– (at 400)")
    assert verdict(results({}), "pages: CPU").told == "not measured"


def test_the_slowest_change_of_a_letter_counts() -> None:
    hugo = {1600: figures(html_body=4, html_title=4, html_added=4)}
    for added, is_met in ((3.9, True), (4.1, False)):
        mine = {1600: figures(html_body=1, html_title=2, html_added=added)}
        found = verdict(results(mine, hugo=hugo), "one letter changed or added", 1600)
        assert (found.goal.text[-6:], found.is_met) == ("Hugo's", is_met)


def test_a_build_that_was_stopped_meets_the_goal_or_leaves_it_open() -> None:
    for seconds, is_met in ((310, True), (200, None)):
        book = {800: {"html": Figure(seconds, 1, 1, is_least=True)}}
        found = verdict(results({800: figures(pages=10)}, book=book), "CPU of sphinx-book-theme")
        assert (found.is_met, found.told) == (is_met, f"> {seconds / 10:.0f}")
    assert verdict(results({800: figures(pages=10)}, book={800: figures(html=200)}), "CPU of sphinx").is_met is False


def test_growth_is_decided_between_the_sizes_that_are_asked_for() -> None:
    grown = {size: figures(html=size**1.2) for size in (200, 500, 2000, 10_000)}
    found = verdict(results(grown), "full HTML: growth of CPU with letters")
    assert (found.told, found.is_met) == ("1.20", False)
    small = verdict(results({size: figures(html=size) for size in (200, 400)}), "full HTML: growth of CPU with letters")
    assert (small.told, small.answer) == ("1.00", "– (at 200 to 400)")


def test_memory_and_sizes_are_held_to_their_goals() -> None:
    found = results({10_000: {"site": Figure(1, 1, 1600)}})
    found.counts = {OURS: {10_000: {"bytes of environment per letter": 2900, "bytes of the largest frame": 26_000}}}
    assert (verdict(found, "peak memory").told, verdict(found, "peak memory").is_met) == ("1.68", False)
    assert verdict(found, "environment").is_met is True
    assert verdict(found, "largest page besides its own content alone").is_met is False
    assert verdict(found, "largest page besides its own content and").is_met is None


# ---------------------------------------------------------------- file, tables, page


@pytest.fixture
def measured() -> Results:
    """Give results of two small archives."""
    found = results(
        {size: figures(pages=size / 40, html=size / 20, site=size / 10, html_unchanged=1, site_unchanged=2, check=0.5,
                       html_body=1.5, site_body=3, html_title=1.6, site_title=3.5, html_added=1.7, site_added=4)
         for size in (200, 800)},
        hugo={size: figures(html=size / 400, html_body=size / 400) for size in (200, 800)},
        book={800: {"html": Figure(620, 640, 300, is_least=True)}},
    )  # fmt: skip
    names = ("pages of the archive", "bytes of html", "bytes of the site", "files of html", "bytes of frames",
             "bytes of environment per letter", "bytes of the largest frame")  # fmt: skip
    seconds = {f"seconds of {name}": 1.0 for name in (*speed_tables.STRETCHES, *speed_tables.PARTS)}
    # One that an earlier run did not measure.
    seconds |= {f"changed: {name}": 2.0 for name in seconds if not name.endswith(list(speed_tables.PARTS)[-1])}
    found.counts = {OURS: {size: {**dict.fromkeys(names, 1000.0 * size), **seconds} for size in (200, 800)}}
    found.machine = {"date": "2026-01-02", "cores": "2"}
    found.tools = {OURS: "Undersigned", "hugo": "Hugo 1.2", "book": "Book theme"}
    found.absent = {"zensical": "Zensical: pip failed: no network"}
    found.done = {"hugo/200": 2}
    return found


def test_results_come_back_from_their_file_as_they_were(tmp_path: Path, measured: Results) -> None:
    file = tmp_path / "results.json"
    file.write_text(speed.written(measured), "utf-8")
    assert speed.read(file) == measured
    assert speed.written(speed.read(file)) == speed.written(measured)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{\n", "{file}:2: Expecting property name enclosed in double quotes; write it anew: make benchmark"),
        ("[]", "{file}: the file is no object; write it anew: make benchmark"),
        ('{"figures": {"hugo": {"many": {}}}}', "{file}: figures.hugo.many: 'many' is no number of letters; write it anew: make benchmark"),
        (
            '{"figures": {"hugo": {"400": {"html": {"cpu": "1 s", "wall": 1, "memory": 1, "runs": 1}}}}}',
            "{file}: figures.hugo.400.html.cpu is no number; write it anew: make benchmark",
        ),
        (
            '{"figures": {"hugo": {"400": {"html": {"cpu": 0, "wall": 1, "memory": 1, "runs": 1}}}}}',
            "{file}: figures.hugo.400.html.cpu: 0 is no time that a command can take; write it anew: make benchmark",
        ),
        ('{"counts": {"hugo": []}}', "{file}: counts.hugo is no object; write it anew: make benchmark"),
    ],
)  # fmt: skip
def test_a_file_of_results_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "results.json"
    file.write_text(text, "utf-8")
    with pytest.raises(speed.ResultsError) as caught:
        speed.read(file)
    assert str(caught.value) == message.format(file=file)


def test_a_missing_file_of_results_is_told_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--table", "--results", str(tmp_path / "none.json")]) == 1
    assert capsys.readouterr().err == f"benchmarks: {tmp_path / 'none.json'}: {os.strerror(2)}\n"


def test_the_tables_tell_figures_ratios_and_growth(measured: Results) -> None:
    tables = speed_tables.tables(measured)
    assert tables["growth"].rows[0][:6] == ("200", "200,000", "5.00", "10.0", "20.0", "0.1")
    assert tables["growth"].rows[-1][:5] == ("power", "1.00", "1.00", "1.00", "1.00")
    assert tables["changes"].rows[2] == ("800", "HTML", "1.00 (2.5%)", "1.50 (3.8%)", "1.60 (4.0%)", "1.70 (4.2%)")
    tools = {row[0]: row[1:] for row in tables["tools"].rows}
    assert tools["Hugo 1.2"] == ("0.50", "2.00", "1.00")
    assert tools["Book theme"] == ("–", "> 620", "–")
    assert tools["Zensical: pip failed: no network"] == ("–", "–", "–")
    # 1 KB of site a letter: a gigabyte of them at a million.
    limits = {row[0]: row[2] for row in tables["limits"].rows}
    assert limits["bytes of a site on GitHub Pages"] == "1,000,000"
    assert tables["phases"].rows[0] == ("start of Python and Sphinx", "1.0", "20%", "2.0", "20%")
    assert tables["phases"].rows[-1][1:] == ("1.0", "20%", "–", "–")


def test_the_command_prints_goals_beside_figures(
    tmp_path: Path, measured: Results, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "results.json"
    file.write_text(speed.written(measured), "utf-8")
    assert command.main(["--table", "--results", str(file)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"(?m)^CPU of sphinx-book-theme as it comes, to our pages +800 +≥\s30 +> 31 +met$", told)
    assert command.main(["--table", "--results", str(file), "--strict"]) == 1
    # Where one is not met, the reader is led to the reasons.
    assert command.PAGE not in told
    measured.figures["book"][800]["html"] = Figure(100, 100, 300)
    file.write_text(speed.written(measured), "utf-8")
    capsys.readouterr()
    assert command.main(["--table", "--results", str(file)]) == 0
    assert capsys.readouterr().out.rstrip().endswith(f"tried: {command.PAGE}")
    assert "## What stands in the way of goals" in (command.TOP / command.PAGE).read_text("utf-8")


def test_every_line_of_the_chart_says_its_figures_and_labels_do_not_meet(measured: Results) -> None:
    frame = speed_chart.chart(measured)
    assert frame is not None
    said = [shape.words for shape in frame.contents if hasattr(shape, "words")]
    assert said == [
        "Undersigned: site: 20 s for 200, 80 s for 800 letters", "Undersigned: HTML: 10 s for 200, 40 s for 800 letters",
        "Hugo: 0.5 s for 200, 2 s for 800 letters",
    ]  # fmt: skip
    heights = sorted(shape.contents[-1].y for shape in frame.contents if hasattr(shape, "words"))
    assert all(b - a >= 15.9 for a, b in pairwise(heights))
    assert speed_chart.chart(Results()) is None


def test_the_page_shows_the_file_of_results(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {
        "index.md": "---\ntitle: Home\n---\n[x](develop/speed.md)\n",
        "develop/speed.md": "---\ntitle: Speed\n---\n```{speed} chart\n```\n```{speed} goals\n```\n```{speed} tools\n```\n",
    })  # fmt: skip
    built = build(tmp_path / "docs", tmp_path / "html")
    root = html.fromstring((built.outdir / "develop/speed.html").read_bytes())
    kept = speed_tables.tables(speed.read(TOP / speed.FILE))
    for table, name in zip(root.findall(".//article//table"), ("goals", "tools"), strict=True):
        rows = [tuple("".join(cell.itertext()).strip() for cell in row) for row in table.findall(".//tbody/tr")]
        assert rows == list(kept[name].rows)
    assert root.find(".//figure//svg") is not None
    assert any("charts.css" in str(link.get("href")) for link in root.iterfind(".//link"))


def test_only_maintained_pages_may_show_it() -> None:
    assert "speed" in dict(MAINTAINED.directives)
    assert "speed" not in dict(CONTRIBUTED.directives)


def test_the_file_of_results_in_the_repository_is_whole() -> None:
    found = speed.read(TOP / speed.FILE)
    assert found.sizes(OURS, "html")
    assert json.loads((TOP / speed.FILE).read_text("utf-8"))["machine"].keys() >= {"date", "cores", "python"}
