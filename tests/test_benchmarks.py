from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from benchmarks import checking, growth, synthetic
from undersigned import frontmatter, schema

if TYPE_CHECKING:
    from pathlib import Path


def facts(text: str) -> dict[str, Any]:
    """Read a page's front matter; dates of all precisions stay texts."""
    return dict(yaml.load(text.split("---\n")[1], yaml.BaseLoader))


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Give the pages of an archive as large as the real one."""
    return dict(synthetic.generate(182))


@pytest.fixture(scope="module")
def letters(pages: dict[str, str]) -> list[dict[str, Any]]:
    """Give the front matter of the letters."""
    return [facts(text) for path, text in pages.items() if path.startswith("letters/") and "-sample-" in path]


def test_the_same_seed_gives_the_same_pages() -> None:
    assert list(synthetic.generate(60, seed=3)) == list(synthetic.generate(60, seed=3))


def test_another_seed_gives_other_pages() -> None:
    assert list(synthetic.generate(60, seed=3)) != list(synthetic.generate(60, seed=4))


def test_every_path_is_given_once() -> None:
    paths = [path for path, _ in synthetic.generate(400)]
    assert [path for path, times in Counter(paths).items() if times > 1] == []


def test_every_page_keeps_the_rules_of_front_matter(pages: dict[str, str]) -> None:
    messages: list[str] = []
    for path, text in pages.items():
        block = frontmatter.read(text, path=path)
        _, found = schema.read_record(block.root, path=path)
        messages += map(str, (*block.messages, *found))
    assert messages == []


def test_names_and_topics_of_letters_lead_to_pages(pages: dict[str, str], letters: list[dict[str, Any]]) -> None:
    names = [facts(text)["name"] for path, text in pages.items() if path.startswith("organizations/sample")]
    used = {name for letter in letters for name in letter.get("signatories", ())}
    used |= {party["organization"] for letter in letters for party in letter["to"]}
    assert sorted(used) == sorted(names)
    topics = {topic for letter in letters for topic in letter["topics"]}
    assert [topic for topic in sorted(topics) if f"topics/{topic}.md" not in pages] == []


def test_the_archive_has_the_shape_of_the_real_one(letters: list[dict[str, Any]]) -> None:
    signatures = [len(letter.get("signatories", ())) for letter in letters]
    bodies = Counter(name for letter in letters for name in letter.get("signatories", ()))
    assert max(signatures) <= synthetic.MOST_SIGNATORIES
    # The real figures: 1,115 signatures by 632 bodies, of which 479 sign once.
    assert 800 < sum(signatures) < 1500
    assert 0.45 < len(bodies) / sum(signatures) < 0.7
    assert 0.65 < sum(times == 1 for times in bodies.values()) / len(bodies) < 0.9


def test_what_is_written_is_what_is_counted(tmp_path: Path) -> None:
    counts = synthetic.write(tmp_path, 80)
    letters, organizations, topics = (
        len(list(tmp_path.glob(kind)))
        for kind in ("letters/*/*-sample-letter-*.md", "organizations/sample-*.md", "topics/sample-*.md")
    )
    assert (counts.letters, counts.organizations, counts.topics) == (letters, organizations, topics)
    assert (counts.letters, counts.topics) == (80, 23)
    assert counts.pages == len(list(tmp_path.rglob("*.md")))


@pytest.mark.parametrize("power", [1, 1.5, 2])
def test_the_exponent_is_that_of_the_growth(power: float) -> None:
    sizes = [500, 1000, 2000, 4000]
    assert growth.exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no such theme')"]
    with pytest.raises(growth.MeasureError) as caught:
        growth.measure(command, tmp_path / "log")
    assert str(caught.value) == f"{' '.join(command)} failed with 1; it said at its end:\nno such theme"


def test_cpu_of_a_command_counts_what_it_starts(tmp_path: Path) -> None:
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}], check=True)"
    assert growth.measure([sys.executable, "-c", start], tmp_path / "log").seconds > 0.3


def test_the_table_tells_ratios_and_growth() -> None:
    rows = [
        growth.Row(
            synthetic.Counts(500 * n, 450 * n, 40 * n, 10 * n),
            fresh=growth.Cost(10 * n, 200),
            unchanged=growth.Cost(2, 90),
            check=growth.Cost(n * n, 50),
        )
        for n in (1, 2)
    ]
    assert growth.table(rows).splitlines() == [
        "                ------------- fresh build -------------   ratio of   unchanged   ----- check -----",
        "letters  pages    CPU s  ms a page   memory MB    ratio      pages       CPU s   CPU s   ms a page",
        "    500   1000     10.0       10.0         200     1.00       1.00         2.0    1.00        1.00",
        "   1000   2000     20.0       10.0         200     2.00       2.00         2.0    4.00        2.00",
        "",
        "growth: cost = a * pages ** b, where b = 1 is linear",
        "  fresh build  b = 1.00 (in letters instead of pages: 1.00)",
        "  unchanged    b = 0.00",
        "  check        b = 2.00",
    ]


def test_the_changes_that_are_measured_are_what_they_are_called(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        if path.startswith("letters/") and "-sample-" in path:
            changed = facts(checking.with_unknown_signatory(text))
            assert changed["to"][0]["organization"] == "Plainly Unknown Body"
            assert changed.keys() == facts(text).keys()
        elif path.startswith("organizations/sample"):
            changed, before = facts(checking.with_alias(text)), facts(text)
            assert changed["aliases"] == ["Another Made-up Name", *before.get("aliases", [])]
            assert {**changed, "aliases": 0} == {**before, "aliases": 0}


def test_the_check_of_a_small_archive_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert checking.main(["20"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[2].split()[0] == "20"


def test_the_table_of_checks_tells_ratios_and_growth() -> None:
    rows = [
        checking.Row(synthetic.Counts(500 * n, 450 * n, 40 * n, 10 * n), whole=2.0 * n * n, letter=1.0 * n, alias=0.5)
        for n in (1, 2)
    ]
    assert checking.table(rows).splitlines()[2:] == [
        "    500   1000    2.00       2.00     1.00      0.50     0.50      0.25",
        "   1000   2000    8.00       4.00     2.00      0.25     0.50      0.06",
        "",
        "growth: cost = a * pages ** b, where b = 1 is linear",
        "  whole b = 2.00, one letter b = 1.00, one alias b = 0.00",
    ]
