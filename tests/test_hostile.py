"""All hostile pages in one archive: each is refused with its own messages, the others are built, nothing leaks."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

import undersigned.parser
from tests.building import TOP
from tests.hostile.archive import FACTS_LINE, FIRST_LINE, WARNING, Built, build_archive, letter, page
from tests.hostile.cases import BODIES, CANARY, FACTS, FILES
from tests.hostile.values import VALUES
from tests.hostile.vectors import NOT_APPLICABLE, all_vectors
from undersigned import markup
from undersigned.tree import shown


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("hostile").resolve()
    letters = {name: page(case) for name, case in BODIES.items()}
    return build_archive(root, letters | {name: page(case, facts=True) for name, case in FACTS.items()})


def about(messages: tuple[str, ...], path: str) -> list[str]:
    """Pick `line rule` of the messages about a page."""
    return [
        " ".join(message.removeprefix(path + ":").split()[:2]) for message in messages if message.startswith(path + ":")
    ]


def expected(refusals: list[str], first_line: int) -> list[str]:
    """Count lines from the top of the page."""
    return [f"{int(line) + first_line - 1} {rule}" for line, rule in (refusal.split() for refusal in refusals)]


@pytest.mark.parametrize("name", BODIES)
def test_hostile_body_meets_exactly_its_refusals(built: Built, name: str) -> None:
    assert about(built.build, letter(name)) == expected(BODIES[name].refusals, FIRST_LINE)


@pytest.mark.parametrize("name", FACTS)
def test_hostile_facts_meet_exactly_their_refusals(built: Built, name: str) -> None:
    assert about(built.build, letter(name)) == expected(FACTS[name].refusals, FACTS_LINE)


@pytest.mark.parametrize("path", FILES, ids=ascii)
def test_hostile_file_meets_exactly_its_refusals(built: Built, path: str) -> None:
    refusals = [f"{refusal if refusal[0].isdigit() else f'1 {refusal}'}" for refusal in FILES[path].refusals]
    assert about(built.build, shown(path)) == refusals


def test_build_and_check_say_the_same(built: Built) -> None:
    assert sorted(built.build) == sorted(built.check)


def test_build_warns_of_nothing_else(built: Built) -> None:
    assert [line for line in built.warnings if not WARNING.match(line)] == []


def test_every_good_page_is_built_beside_the_hostile_ones(built: Built) -> None:
    names = {path.stem.removeprefix("2020-01-01-") for path in built.output.glob("letters/2020/*.html")}
    assert names == {*BODIES, *FACTS}


def test_refused_files_leave_no_trace(built: Built) -> None:
    written = {str(path.relative_to(built.output)) for path in built.output.rglob("*") if path.is_file()}
    outside = {path for path in written if not path.startswith(("_static/", "data/", "letters/2020/"))}
    assert outside - {
        ".data.json", ".harvesting.json", ".views.json", "index.html", "genindex.html", "objects.inv", ".buildinfo",
        "_images/letters--2020--fine.png", "_headers",
        "index.md", "cmif.xml", "sitemap.xml", "robots.txt", "llms.txt", "opensearch.xml",
        ".downloads.json", "letters.csv", "letters.bib", "letters.ris", "letters.csl.json", "letters.atom.xml",
        "letters.feed.json", "corrections.atom.xml", "corrections.feed.json",
    } == set()  # fmt: skip


def texts(output: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.suffix in (".html", ".js", ".txt", ".inv", ".md", ".xml", ".json", ".csv"):
            yield path, path.read_text("utf-8", errors="replace")


def published_secrets(output: Path) -> list[Path]:
    return [path for path, text in texts(output) if CANARY in text]


def contributed_markup(output: Path) -> dict[str, set[str]]:
    hostile = re.compile(
        r"<(?:svg|iframe|b[ >]|base|form action=\"http)|<[^>]*\son(?:click|load|error)=|window\.pwned|javascript:(?!void)|"
        r"position-fixed|http-equiv=\"refresh|<script>(?:x|window)|target=\"_blank", re.I,
    )  # fmt: skip
    found = defaultdict(set)
    for path, text in texts(output):
        if path.suffix == ".html":
            for match in hostile.finditer(re.sub(r"<pre>.*?</pre>|<code.*?</code>|<p>.*?</p>", "", text, flags=re.S)):
                found[path.name].add(match[0])
    return dict(found)


def test_no_file_outside_the_pages_is_published(built: Built) -> None:
    assert published_secrets(built.output) == []


def test_no_page_holds_contributed_markup(built: Built) -> None:
    assert contributed_markup(built.output) == {}


def test_external_links_are_not_vouched_for(built: Built) -> None:
    page = (built.output / letter("fine").replace(".md", ".html")).read_text()
    assert (
        '<a class="reference external" href="https://e.org/?a=1&amp;copy=2" rel="nofollow ugc noopener noreferrer">link</a>'
        in page
    )


def test_headings_cannot_take_ids_of_the_theme(built: Built) -> None:
    page = (built.output / letter("fine").replace(".md", ".html")).read_text()
    assert 'id="s-hello-world"' in page
    assert 'id="hello-world"' not in page
    assert 'href="#s-hello-world">above</a>' in page


def test_titles_are_shown_as_written(built: Built) -> None:
    page = (built.output / letter("fine").replace(".md", ".html")).read_text()
    assert "<h1>A letter &amp; *more*" in page


def test_good_page_shows_all_its_parts(built: Built) -> None:
    page = (built.output / letter("fine").replace(".md", ".html")).read_text()
    parts = (
        "<sub>2</sub>",
        "Words.",
        "Somebody",
        "A caption.",
        "A legend.",
        "a footnote",
        "5 &gt; 3, R&amp;D.<br />",
        "<hr",
    )
    assert [part for part in parts if part not in page] == []


def test_comments_are_not_published(built: Built) -> None:
    page = (built.output / letter("fine-comment").replace(".md", ".html")).read_text()
    assert "remark" not in page
    assert "another" not in page


def test_nothing_ran(built: Built) -> None:
    assert not Path("pwned").exists()


#: Cases of size, which only the first layer can stop in time.
EXHAUSTING = frozenset(
    {"quotes", "lists", "brackets", "stars", "emphasis", "long-line", "long-body", "wide-table", "headings", "breaks",
     "directives", "cpp", "emphasize-lines", "ten-thousand-headings", "ten-thousand-links", "many-tables", "footnotes",
     "underscores", "colon-fences", "py-function"}
)  # fmt: skip
#: Cases that only the first layer can know: what needs the whole page, or stays text.
HARMLESS = frozenset(
    {"jinja", "javascript", "javascript-image", "definition-twice", "footnote-missing", "footnote-unused",
     "footnote-twice", "level-skipped", "image-missing", "page-missing", "colon-fence", "dollar-math",
     "javascript-case", "javascript-entity", "link-file-scheme", "python-multiplication", "vbscript"}
)  # fmt: skip

BEARABLE = {name: page(case) for name, case in BODIES.items() if name not in EXHAUSTING}


def silence_first_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_and_parse(text: str, *, first_line: int, reader: Any, **_: Any) -> tuple[markup.Body, markup.Parsed]:
        return markup.Body(), markup.parse(text, first_line=first_line, reader=reader)

    monkeypatch.setattr(undersigned.parser, "read_and_parse", read_and_parse)


def test_renderer_alone_refuses_every_hostile_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence_first_layer(monkeypatch)
    alone = build_archive(tmp_path.resolve(), BEARABLE)
    hostile = {name for name, case in BODIES.items() if case.refusals} - EXHAUSTING
    silent = {name for name in hostile if not about(alone.build, letter(name))}
    assert (silent - HARMLESS, HARMLESS - silent) == (set(), set())
    assert published_secrets(alone.output) == []
    assert contributed_markup(alone.output) == {}


def test_doctree_check_alone_lets_nothing_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silence_first_layer(monkeypatch)
    monkeypatch.setattr(undersigned.parser, "StrictRenderer", SphinxRenderer)
    alone = build_archive(tmp_path.resolve(), BEARABLE)
    assert published_secrets(alone.output) == []
    assert contributed_markup(alone.output) == {}


#: What random bodies are made of.
PIECES = (
    "a", " ", "\n", "\n\n", "    ", "*", "**", "`", "```\n", "\n```{note}\n", "\n```{figure} fine.png\n:alt: x\n",
    "\n```{epigraph}\n", "\n-- b\n", "{any}`x <y>`", "{sub}`", "{abbr}`a (b)`", "<b>", "<!--", "-->", "[", "](", "](#x)",
    ")", "![", "[^1]", "\n[^1]: ", "\n[^b]: ", "[^b]", "\n[a]: https://e.org\n", "[a]", "[x](https://e.org)",
    "![d](fine.png)", "\n> ", "\n- ", "\n1. ", "\n## h", "\n### ", "\n---\n", "\n===\n", "\n|a|b|\n|-|-|\n", "|",
    "\n% c\n", "+++", "(x)=", "\\\n", "&lt;", "#id", "é", ":", "{", "}", "\n~~~\n", "\n```{letters}\n:as: count\n```\n",
    "\n```{chart} network\n```\n",
    "\n```{image} fine.png\n:alt: b\n```\n",
)  # fmt: skip


def test_build_and_check_agree_on_random_bodies(tmp_path: Path) -> None:
    dice = random.Random(2)
    bodies = {f"r{number}": "".join(dice.choices(PIECES, k=dice.randint(3, 40))) + "\n" for number in range(300)}
    built = build_archive(tmp_path.resolve(), {name: page(body) for name, body in bodies.items()}, files=False)
    assert [line for line in built.warnings if not WARNING.match(line)] == []
    assert sorted(built.build) == sorted(built.check)
    assert len({message.partition(":")[0] for message in built.build}) > len(bodies) // 2


#: Words of `tests.hostile.stock`.
STOCK = {"ran", "leaked", "script", "spread", "slow", "stopped", "empty", "built"}


def test_every_vector_is_tried_by_a_case_or_named_with_the_reason_why_not() -> None:
    tried = {vector for case in (*BODIES.values(), *FACTS.values(), *FILES.values()) for vector in case.vectors.split()}
    tried |= {vector for value in VALUES.values() for vector in value.vectors.split()}
    assert sorted(tried | NOT_APPLICABLE.keys()) == sorted(all_vectors())
    assert tried.isdisjoint(NOT_APPLICABLE)


def test_every_case_says_what_it_is_after_and_what_stock_did_with_it() -> None:
    cases = {**BODIES, **FACTS, **FILES}
    assert len(cases) == len(BODIES) + len(FACTS) + len(FILES) > 120
    assert [name for name, case in cases.items() if not case.harm or case.stock not in STOCK] == []


def test_stock_does_the_harm_that_is_written() -> None:
    """Try one case of each kind of harm; `python -m tests.hostile.stock` tries all, in a quarter of an hour."""
    harmful = {
        case.stock: name for name, case in {**BODIES, **FACTS}.items() if case.stock in ("ran", "leaked", "script")
    }
    assert len(harmful) == 3
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.stock", *harmful.values()],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
