"""Letters as BibTeX: exact output of small ones, and awkward names read back by two libraries."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from tests.made_up import AWKWARD, names, parties
from tests.test_exports import CATALOGUE, PLAIN, RICH, SITE, archive, entries
from undersigned.exports import bibtex, csl, files, formats
from undersigned.exports.plain import one_line
from undersigned.records import Organization, Party, Source, Topic

with warnings.catch_warnings():
    # It names a part of pyparsing by its old name.
    warnings.simplefilter("ignore")
    import pybtex.database

if TYPE_CHECKING:
    from undersigned.records import Letter

_MACROS = get_default_latex_context_db()
# Commands of LaTeX's own that the library does not know, or takes for the accent alone.
_SIGNS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
_MACROS.add_context_category(
    "signs", prepend=True, macros=[MacroTextSpec(name, simplify_repl=sign) for name, sign in _SIGNS.items()]
)
_LATEX = LatexNodes2Text(latex_context=_MACROS, math_mode="text", strict_latex_spaces=True)


def written(letter: Letter, docname: str = "letters/2020/x") -> str:
    return bibtex.entry(letter, csl.letter_item(letter, docname, CATALOGUE, SITE))


def plain(latex: str) -> str:
    """Read LaTeX as text."""
    return str(_LATEX.latex_to_text(latex))


def fields(text: str) -> dict[str, str | list[str]]:
    """Read the fields of the one entry of a file, authors apart, as LaTeX."""
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"key": entry.key, **{field.key: field.value for field in entry.fields}}


def whole(name: str) -> str:
    """Take the braces off a name that stands whole."""
    assert name[0] == "{"
    assert name[-1] == "}"
    return plain(name[1:-1])


def told(names: list[str], letter: Letter) -> list[str]:
    """Take off a list of authors the word for others, which stands at its end where more have signed than are named."""
    assert names[-1:] != ["others"] or csl.has_others(letter)
    return names[:-1] if names and csl.has_others(letter) else names


def test_a_letter_is_one_entry_under_its_id() -> None:
    assert written(PLAIN, "letters/2020/2020-05-04-plain") == (
        "@misc{2020-05-04-plain,\n"
        "  author = {{Alpha Society} and {Beta \\& Sons, Ltd.}},\n"
        "  title = {{A letter}},\n"
        "  howpublished = {Open letter to Jo Example (Minister); Ministry of Examples},\n"
        "  date = {2020-05-04},\n"
        "  year = {2020},\n"
        "  month = may,\n"
        "  publisher = {{Alpha}},\n"
        "  language = {en},\n"
        "  keywords = {Speech},\n"
        "  url = {https://letters.example/letters/2020/2020-05-04-plain.html},\n"
        "  note = {Signed by: 2 organizations. Original: https://alpha.example/letter}\n"
        "}\n"
    )


def test_doubt_endorsers_and_what_has_no_field_are_said() -> None:
    found = fields(written(RICH))
    assert found["date"] == "2021-03~"
    assert found["month"] == "mar"
    assert found["number"] == "ALP 1/2021"
    assert found["keywords"] == "Speech, unknown"
    assert str(found["note"]).startswith("Endorsed by: Delta. Signed by: 5 organizations")
    assert "Signature of Gamma withdrawn April 2021." in found["note"]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(PLAIN, to=(), signatories=(), topics=(), date=replace(PLAIN.date, month=0, day=0))
    text = written(bare)
    assert fields(text)["howpublished"] == "Open letter"
    assert fields(text)["date"] == fields(text)["year"] == "2020"
    assert not {"author", "month", "number", "keywords"} & fields(text).keys()


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({}, False),
        ({"signatories_complete": False}, True),
        ({"individuals": 3}, True),
        ({"signatories": (*PLAIN.signatories, Party(name="Secret Person"))}, True),
        ({"signatories": (Party(name="Secret Person"),)}, None),
        ({"signatories": (), "signatories_complete": False}, None),
    ],
    ids=["all", "partial list", "individuals", "persons alone", "persons only", "nobody known"],
)
def test_a_list_of_authors_that_is_not_whole_ends_with_others(change: dict[str, object], more: bool | None) -> None:
    text = written(replace(PLAIN, **change))
    bodies = ["{Alpha Society}", "{Beta \\& Sons, Ltd.}"]
    assert fields(text).get("author", []) == ([] if more is None else [*bodies, "others"] if more else bodies)
    (other,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    last = [person.last_names[0] for person in other.persons.get("author", [])]
    assert last == fields(text).get("author", [])


def test_no_entry_names_who_signs_for_no_body() -> None:
    assert "Secret" not in written(RICH)
    found = 0
    for entry in entries():
        alone = {party.name for party in entry.record.signatories if party.name and party.is_person_alone}
        item = csl.letter_item(entry.record, entry.docname, archive(), SITE)
        shown = fields(bibtex.entry(entry.record, item)).get("author", [])
        assert not alone & {whole(name) for name in told(list(shown), entry.record)}
        found += len(alone)
    assert found > 40


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("A & B", r"A \& B"),
        ("50% of #1 for $5_000", r"50\% of \#1 for \$5\_000"),
        ("~user ^2", r"{\textasciitilde}user {\textasciicircum}2"),
        ("back\\slash", r"back{\textbackslash}slash"),
        ("{pair} of {{braces}}", r"\{pair\} of \{\{braces\}\}"),
        ("only {one", r"only {\textbraceleft}one"),
        ("} the wrong way {", r"{\textbraceright} the wrong way {\textbraceleft}"),
        ("a -- b ``c'' ,,d", "a -{}- b `{}`c'{}' ,{},d"),
        ("é 自由 قناة <b> | \"q\"", "é 自由 قناة <b> | \"q\""),
        ("two\nlines\r\n\u2028here", "two lines here"),
    ],
)  # fmt: skip
def test_signs_of_latex_are_escaped_and_read_back(text: str, latex: str) -> None:
    assert bibtex.escape(text) == latex
    assert plain(latex) == one_line(text)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x_y?z=1&b=%20#c", "https://a.example/x_y?z=1&b=%20#c"),
        ("https://a.example/{x}\\ y", "https://a.example/%7Bx%7D%5C%20y"),
    ],
)
def test_an_address_stands_as_programs_take_it(url: str, kept: str) -> None:
    item = csl.letter_item(replace(PLAIN, source=Source("Alpha", url)), "letters/x", CATALOGUE, "")
    assert fields(bibtex.entry(PLAIN, item))["url"] == kept


def test_a_tilde_in_the_address_of_a_note_is_a_code() -> None:
    letter = replace(PLAIN, source=Source("Alpha", "https://a.example/~b/~c"))
    assert r"Original: https://a.example/\%7Eb/\%7Ec" in written(letter)


def test_a_publisher_with_and_in_its_name_stays_one() -> None:
    letter = replace(PLAIN, source=Source("Ministry of Health and Welfare", "https://a.example/"))
    assert fields(written(letter))["publisher"] == "{Ministry of Health and Welfare}"


def test_the_whole_archive_is_read_by_both_libraries() -> None:
    text = files.Texts(formats.BIBTEX, archive(), SITE).file(entries())
    library = bibtexparser.parse_string(text)
    ids = [entry.record.id for entry in entries()]
    assert [entry.key for entry in library.entries] == ids
    assert library.failed_blocks == []
    other = pybtex.database.parse_string(text, "bibtex")
    assert list(other.entries) == ids
    for entry in entries():
        item = csl.letter_item(entry.record, entry.docname, archive(), SITE)
        people = other.entries[entry.record.id].persons.get("author", [])
        # One last name and nothing else: the name is whole.
        assert [person.first_names + person.middle_names + person.prelast_names for person in people] == [[]] * len(
            people
        )
        last = [person.last_names[0] for person in people]
        assert [whole(name) for name in told(last, entry.record)] == csl.names(item, "author")
        title = library.entries_dict[entry.record.id].fields_dict["title"].value
        assert whole(title) == entry.record.title


@given(names, st.lists(parties, min_size=1, max_size=5))
def test_awkward_names_stay_whole_and_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(
        PLAIN, title=name, to=(Party(name),), signatories=tuple(signed), source=Source(name, "https://a.example/")
    )
    known = {"organizations/x": Organization("x", name), "topics/speech": Topic("speech", "Speech")}
    item = csl.letter_item(letter, "letters/x", type(CATALOGUE)(known), SITE)
    text = bibtex.entry(letter, item)
    # Braces are counted whether they are escaped or not.
    assert text.count("{") == text.count("}")
    found = fields(text)
    shown = [one_line(party) for party in csl.names(item, "author") if one_line(party)]
    assert [whole(author) for author in found.get("author", [])] == shown
    assert plain(str(found.get("title", "")).removeprefix("{").removesuffix("}")) == one_line(name)
    (other,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    # This one makes one space of all white space.
    read = [" ".join(whole(person.last_names[0]).split()) for person in other.persons.get("author", [])]
    assert read == [" ".join(party.split()) for party in shown]


@pytest.mark.parametrize("name", AWKWARD)
def test_names_of_every_script_read_back(name: str) -> None:
    text = written(replace(PLAIN, signatories=(Party(name), Party("others"))))
    assert [whole(author) for author in fields(text)["author"]] == [one_line(name), "others"]
