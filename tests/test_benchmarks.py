from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from docutils import nodes
from sphinx import addnodes

from benchmarks import measuring, pdf, stock, synthetic
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
    # The real figures: 1,115 signatures by 632 bodies, of which 479 sign once, and 39 letters of one body.
    assert 800 < sum(signatures) < 1500
    assert 0.45 < len(bodies) / sum(signatures) < 0.7
    assert 0.65 < sum(times == 1 for times in bodies.values()) / len(bodies) < 0.9
    assert 20 < max(bodies.values()) < 60


def test_what_is_written_is_what_is_counted(tmp_path: Path) -> None:
    counts = synthetic.write(tmp_path, 80)
    letters, organizations, topics = (
        len(list(tmp_path.glob(kind)))
        for kind in ("letters/*/*-sample-letter-*.md", "organizations/sample-*.md", "topics/sample-*.md")
    )
    assert (counts.letters, counts.organizations, counts.topics) == (letters, organizations, topics)
    assert (counts.letters, counts.topics) == (80, 23)
    assert counts.pages == len(list(tmp_path.rglob("*.md")))


def test_a_letter_in_four_is_printed_whole_at_the_length_of_real_ones(pages: dict[str, str]) -> None:
    whole = [text.rpartition("---\n")[2] for text in pages.values() if "\ntext: full\n" in text]
    assert len(whole) == 45
    words = [len(text.split()) for text in whole]
    assert 700 < sum(words) / len(words) < 1100
    # What search and hyphenation do depends on how many different words there are; 200 real letters have some 10,000.
    assert len({word.strip(".,").lower() for text in whole for word in text.split()}) > 8000


def test_the_part_of_letters_that_is_printed_whole_can_be_chosen() -> None:
    for full, count in ((0, 0), (0.1, 2), (1, 20)):
        assert sum("\ntext: full\n" in text for _, text in synthetic.generate(20, full=full)) == count


def test_an_archive_is_written_by_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert synthetic.main(["12", str(tmp_path), "--full", "0.5"]) == 0
    assert capsys.readouterr().out.startswith("Counts(letters=12, ")
    pages = [path.read_text("utf-8") for path in tmp_path.glob("letters/*/*-sample-letter-*.md")]
    assert len(pages) == 12
    assert sum("\ntext: full\n" in page for page in pages) == 6


def test_what_is_asked_of_pdfs_stands_beside_what_was_found() -> None:
    rows = [
        pdf.Compilation(
            200 * n,
            300 * n,
            whole=measuring.Cost(4 * n + 1, 200),
            start=measuring.Cost(1, 80),
            single=measuring.Cost(2 * n + 1, 90),
            stock=measuring.Cost(12 * n * n + 2, 300),
            stock_start=measuring.Cost(2, 70),
            stock_pages=240,
        )
        for n in (1, 4)
    ]
    changes = pdf.Rebuilds(
        50, full=measuring.Cost(61, 300), start=measuring.Cost(1, 80), unchanged=measuring.Cost(2.5, 90),
        changed=measuring.Cost(4, 200), read_too=measuring.Cost(5, 200), pieces=1, written=frozenset({"a.pdf", "b.pdf"}),
        recorded=frozenset({"a.pdf", "b.pdf"}), holding=frozenset({"a.pdf", "c.pdf"}),
    )  # fmt: skip
    long = pdf.Compilation(1000, 3400, whole=measuring.Cost(50, 600), start=measuring.Cost(1, 80))
    assert pdf.table(rows, changes, long).splitlines() == [
        "                 start -------- compilation ---------   - single letters -   ------------- rst2pdf -------------",
        "letters  pages   CPU s   CPU s  ms a page  memory MB   CPU s    ms each     pages   start   CPU s  ms a page",
        "    200    300    1.00    5.00       16.7        200    3.00       15.0       240    2.00   14.00       58.3",
        "    800   1200    1.00   17.00       14.2        200    9.00       11.2       240    2.00  194.00      808.3",
        "   1000   3400    1.00   50.00       14.7        600",
        "",
        "50 PDFs                        CPU s   of full",
        "Sphinx's start alone                1.0      1.6%",
        "full build                         61.0    100.0%",
        "nothing changed                     2.5      4.1%",
        "one letter changed                  4.0      6.6%",
        "one letter changed, with reading    5.0      8.2%",
        "written for the change: 2 PDFs, of 1 new piece(s)",
        "",
        "goal                                                                      asked     found   met",
        "CPU of rst2pdf's own compilation of 200 letters, to ours               >= 5.00x     3.00x   NO",
        "CPU of rst2pdf's own compilation of 800 letters, to ours               >= 5.00x    12.00x   yes",
        "CPU of 200 single letters, to the compilation                          <= 1.50x     0.50x   yes",
        "CPU of 800 single letters, to the compilation                          <= 1.50x     0.50x   yes",
        "CPU after one letter changed, of the full build                        <= 10.0%      5.0%   yes",
        "CPU where nothing changed, of the full build                            <= 2.0%      2.5%   NO",
        "pieces rendered after one letter changed                                   <= 1         1   yes",
        "PDFs written that do not hold it, or that hold it and were not             <= 0         2   NO",
        "pages of the long compilation                                          >= 3,300     3,400   yes",
        "its memory at the peak                                               <= 1.00 GB   0.63 GB   yes",
        "growth from 200 to 800 letters, as a power                              <= 1.10      1.00   yes",
    ]


def test_a_goal_may_be_the_least_or_the_most() -> None:
    assert [pdf.Goal("", figure, 5, is_least=True).is_met for figure in (4.9, 5, 5.1)] == [False, True, True]
    assert [pdf.Goal("", figure, 5).is_met for figure in (4.9, 5, 5.1)] == [True, True, False]


def test_the_pages_that_pdfs_are_measured_with_differ_in_their_bodies_alone(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        if path.startswith("letters/") and "-sample-" in path:
            body = text.split("---\n\n")[1]
            assert pdf.with_sentence(text) == text + "The made-up coalitions add sentence 1.\n"
            assert pdf.lengthened(text, 3) == f"{text}\n{body}\n{body}"


def test_rst2pdf_is_given_the_words_of_the_page() -> None:
    def paragraph(*content: nodes.Node) -> nodes.paragraph:
        return nodes.paragraph("", "", *content)

    def name(target: str) -> nodes.Element:
        return addnodes.pending_xref("", nodes.inline("", target), reftarget=target)

    items = [nodes.list_item("", paragraph(name(f"Body {number}"))) for number in (1, 2)]
    page = nodes.document(None, None)
    page += nodes.section(
        "",
        nodes.title("", "Two [bodies]"),
        nodes.field_list(
            "",
            nodes.field("", nodes.field_name("", "To"), nodes.field_body("", nodes.bullet_list("", *items))),
            nodes.field("", nodes.field_name("", "Date"), nodes.field_body("", paragraph(nodes.Text("2 May 2020")))),
        ),
        paragraph(nodes.Text("Over\ntwo lines: "), nodes.reference("", "here", refuri="https://example.org/a")),
        nodes.section("", nodes.title("", "Asks"), nodes.enumerated_list("", *(item.deepcopy() for item in items))),
    )
    assert stock.markdown(page).split("\n") == [
        "# Two \\[bodies\\]", "",
        "```{index} single: Body 1", "```", "",
        "```{index} single: Body 2", "```", "",
        ":To:", "    - Body 1", "    - Body 2", ":Date:", "    2 May 2020", "",
        "Over two lines: [here](https://example.org/a)", "",
        "## Asks", "", "1. Body 1", "2. Body 2", "",
    ]  # fmt: skip


def test_a_log_that_tells_of_reading_is_refused(tmp_path: Path) -> None:
    say = "print('updating environment: [new config] {} added, {} changed, 0 removed')"
    for added, changed in ((1, 0), (0, 1)):
        with pytest.raises(measuring.MeasureError, match="read pages, and was to print them only"):
            pdf.measured([sys.executable, "-c", say.format(added, changed)], tmp_path / "log")
    assert pdf.measured([sys.executable, "-c", say.format(0, 0)], tmp_path / "log").seconds > 0


def test_an_empty_file_is_no_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(measuring.MeasureError, match="is no PDF"):
        pdf.page_count(tmp_path / "a.pdf")


def test_the_pdfs_of_a_small_archive_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pdf.main(["6", "--archive", "6", "--folder", str(tmp_path)]) == 0
    found = dict(re.findall(r"(?m)^(.{64}) .* (\S+)   (?:yes|NO)$", capsys.readouterr().out))
    assert {name.strip(): figure for name, figure in found.items() if "pieces" in name or "PDFs" in name} == {
        "pieces rendered after one letter changed": "1",
        "PDFs written that do not hold it, or that hold it and were not": "0",
    }


def test_a_folder_with_something_in_it_is_no_place_for_cold_builds(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(SystemExit):
        pdf.main(["6", "--folder", str(tmp_path)])
