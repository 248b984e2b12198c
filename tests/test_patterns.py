"""No regular expression of the package takes the square of a text that a stranger can make long.

All of them are found and looked at by themselves (`pattern_growth`); no clock decides.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.building import TOP
from tests.pattern_automaton import Automaton
from tests.pattern_growth import growths
from tests.pattern_uses import Use, held_by_modules, written_in_place

BLANKS = "only in blanks, and the importer makes one blank of many before it looks for a letter"
OURS = "only in markup, and contributed text stands in our pages without it"
CODE = "reads our own code and guide"
DASHES = "only in comments that hold comments: two hyphens end the first, which the automaton does not know"
SURE = "always succeeds: what follows its first sign may be left out, and the next search begins behind what it took"
LINE = "fails at a line's end alone, and is asked of one line"
#: Expressions that can take more than a text's length, with the reason why none is given such a text.
GROWING = {
    "body_reader.COMMENT fullmatch": DASHES,
    "exports.markdown_body._COMMENT search": DASHES,
    "exports.texts.COMMENTS search": DASHES,
    "exports.markdown_body._FENCE fullmatch": LINE,
    "exports.markdown_body._DIRECTIVE fullmatch": LINE,
    "frontmatter._UNSURE search": LINE,
    "html.languages._FOREIGN search": SURE,
    "importing.overlap._TOKEN search": SURE,
    "html.searchable._PERSON search": OURS,
    "html.searchable._MASTHEAD search": OURS,
    "html.searchable._SIGNATORIES search": OURS,
    "html.tables._TABLE search": OURS,
    "reference.rule_pages._REPEAT search": CODE,
    "importing.letter.addressees._CITY_LINE match": BLANKS,
    "importing.letter.parties._CLAUSE match": BLANKS,
    "importing.letter.parties._PART search": BLANKS,
    "importing.letter.parties._MARKS search": "looks at the last hundred signs of a name",
    "importing.letter.titles._SEPARATOR search": BLANKS,
    "importing.reading.pdf_layout._PAGE_NUMBER fullmatch": BLANKS,
    "importing.form_letter.letter_body search": "succeeds wherever two ends of lines have only blanks between them",
    "importing.letter.addressees.read_block search": BLANKS,
    "importing.letter.addressees._joined search": BLANKS,
    "importing.letter.addressees._office search": BLANKS,
    "importing.letter.addressees.from_salutation search": BLANKS,
    "importing.letter.addressees.from_title search": BLANKS,
    "importing.letter.parties.trimmed search": BLANKS,
    "importing.letter.signatories._one search": BLANKS,
}
#: Functions that put an expression together, of which text.
COMPUTED = {
    "editing._mend_part": "names of the archive, escaped",
    "editing._chunk": "a key, escaped",
    "html.searchable._text": "names of persons, escaped",
    "html.searchable._in_html": "names of persons, escaped",
    "identifiers.read": "the form of a register's numbers, which is tested below",
    "importing.form_edit.replace_words": "words of the form, escaped",
    "markup.run_pattern": "a class of signs, and a limit",
    "importing.letter.address.find_addressees": "an expression that has a name",
    "importing.overlap._tokens": "one sign of many",
    "moving.mended": "ids, escaped",
}


def growing(use: Use) -> str | None:
    """Find a text on which an expression takes more than its length, as `before|again`."""
    growth = next(growths(Automaton(use.pattern, use.use)), None)
    return f"{growth.before}|{growth.again}" if growth else None


@pytest.mark.parametrize(
    ("pattern", "use", "grows"),
    [
        (r"\s+", "search", False), (r"\s+$", "search", True), (r"\s+$", "match", False), (r"(?<!\s)\s+$", "search", False),
        (r"\b\w*ø", "search", False), (r"\w*ø", "search", True), (r"a*a*b", "match", True), (r"a*+b", "match", False),
        (r"a*+b", "search", True), (r"(?:a|ab?)*c", "match", False), (r"(?:a|b|ab)*c", "match", True), (r"(?:a*)*b", "match", True),
        (r"(?:ab*)*c", "match", False), (r"(?:[a-z]+/)*[a-z]+\.md", "fullmatch", False), (r"(?:[a-z]+)*\.md", "fullmatch", True),
        (r"^[ \t]*# x", "search", False), (r"(?m)^[ \t]*# x", "search", False), (r"(?m)^\s*# x", "search", True),
        (r"(.+?)\s*<", "fullmatch", True), (r"\d{1,3}x", "search", False), (r"(?i)A*a*B", "match", True), (r"(?:ab)*?(?:ab)*c", "match", True),
    ],
)  # fmt: skip
def test_growth_is_found(pattern: str, use: str, grows: bool) -> None:
    assert (next(growths(Automaton(re.compile(pattern), use)), None) is not None) == grows


def test_expressions_that_grow_are_known_with_the_reason_why_they_may() -> None:
    held = list(held_by_modules())
    written = [
        Use(name, re.compile(text, flags), use) for name, text, use, flags in written_in_place() if text is not None
    ]
    assert len(held) > 180
    assert len(written) > 40
    found = {f"{use.name} {use.use}": text for use in [*held, *written] if (text := growing(use)) is not None}
    assert {name: text for name, text in found.items() if name not in GROWING} == {}
    assert GROWING.keys() - found.keys() == set()


def test_expressions_that_are_put_together_are_known() -> None:
    assert {name for name, text, _, _ in written_in_place() if text is None} == COMPUTED.keys()


def test_numbers_of_registers_are_read_in_one_pass() -> None:
    from undersigned.identifiers import REGISTERS

    assert [r.key for r in REGISTERS if growing(Use(r.key, re.compile(r.pattern), "fullmatch"))] == []


#: Blanks of many kinds between two letters, as sources of each format hold them.
GAP = "a" + " \t\u2003\u00a0" * 50 + "b"
SOURCES = {
    "a.txt": f"Title {GAP}\n\nText {GAP} more\n- x {GAP}\nA\t{GAP}\nB\t{GAP}\n",
    "a.md": f"# T {GAP}\n\n`{GAP}` text {GAP}\n\n```\n{GAP}\n```\n- {GAP}\n\n|{GAP}|{GAP}|\n|-|-|\n|{GAP}|{GAP}|\n",
    "a.html": (
        f"<html><head><title>{GAP}</title></head><body><h1>{GAP}</h1><p>{GAP}<p>x<pre>{GAP}</pre><table><tr><td>{GAP}<td>{GAP}"
        f"</tr></table><ul><li>{GAP}</ul><aside role=doc-footnote>{GAP}</aside></body></html>"
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_importer_makes_one_blank_of_many(name: str) -> None:
    from undersigned.importing.reading import read_bytes

    document = read_bytes(SOURCES[name].encode(), name=name)
    assert len(document.blocks) > 3
    assert [block.text for block in document.blocks if re.search(r"\s\s", block.text)] == []
    assert not re.search(r"\s\s", str(document.title))


# ---- what once took minutes, hours or for ever


def _dates() -> object:
    from undersigned.importing.letter.when import find_dates

    return find_dates("a" * 60_000 + " 5")


def _marks() -> object:
    from undersigned.importing.letter.parties import without_marks

    return without_marks("A " + "²" * 60_000 + "x")


def _contact() -> object:
    from undersigned.importing.letter.addressees import is_address_line

    return is_address_line("a@" * 60_000)


def _copies() -> object:
    from undersigned.importing.letter.head import CC_TITLE

    return CC_TITLE.search("(cc" * 20_000)


def _role() -> object:
    from undersigned.importing.form_letter import party

    return party("x" + " " * 200_000 + "x", 1, roles=True)


def _target() -> object:
    from undersigned.inline_reader import role_target

    return role_target("x" + " " * 200_000 + "x")


def _back() -> object:
    from undersigned.importing.reading import read_bytes

    page = "<html><body><p>Text</p><aside role='doc-footnote'><p>a" + "\u2003" * 200_000 + "b</p></aside></body></html>"
    return read_bytes(page.encode(), name="a.html")


def _breaks() -> object:
    from undersigned.exports.plain import one_line

    return one_line("a" + " " * 200_000 + "b\n")


def _twin() -> object:
    from undersigned.exports.markdown_body import body_text

    return body_text("<!--a" * 40_000, docname="a", site="", pages={}, listing=str)


CALLS: dict[str, Callable[[], object]] = {
    call.__name__: call for call in (_dates, _marks, _contact, _copies, _role, _target, _back, _breaks, _twin)
}


@pytest.mark.parametrize("name", CALLS)
def test_what_once_took_minutes_ends(name: str) -> None:
    # Measured: two seconds at most, nearly all of it for imports.
    subprocess.run(
        [sys.executable, "-c", f"from tests.test_patterns import CALLS; CALLS[{name!r}]()"], cwd=TOP, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)),
    )  # fmt: skip
