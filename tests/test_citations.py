"""Letters as APA, Chicago and MLA cite them: exact texts of awkward letters, each read against the style's manual."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.letters_typed import TYPED
from tests.building import TOP
from undersigned import dates
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.exports import citations
from undersigned.exports.citations import CitationError, Piece, citable, cite, short
from undersigned.html.citing import Citing
from undersigned.records import Date, Letter, Organization, Party, Source
from undersigned.text import REFUSED_CHARACTERS

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://letters.example/"
PAGE = "https://letters.example/letters/2020/x.html"
CATALOGUE = Catalogue({"organizations/beta": Organization("beta", "Beta and Sons Ltd")})
PLAIN = Letter(
    "2020-05-04-x", "Give back the licences of the closed stations", Date(2020, 5, 4), Source("Gamma Press"),
    signatories=(Party("Alpha Society"), Party("Beta & Sons")), signatories_complete=True,
)  # fmt: skip


def many(number: int) -> tuple[Party, ...]:
    return tuple(Party(f"Body {place}") for place in range(1, number + 1))


def item(letter: Letter) -> dict[str, Any]:
    return citable(letter, "letters/2020/x", CATALOGUE, site=SITE, archive="Archive of Letters")


def cited(letter: Letter) -> dict[str, str]:
    """Cite a letter; italics stand between asterisks, what is in the letter's language between braces."""
    found: dict[str, str] = {}
    for citation in cite([item(letter)])[0]:
        said = ""
        for piece in citation.pieces:
            text = f"{{{piece.text}}}" if piece.foreign else piece.text
            said += f"*{text}*" if piece.italic else text
        found[citation.style] = said.replace(PAGE, "URL")
    return found


#: What is awkward, the letter, and its citations.
LETTERS: dict[str, tuple[Letter, str, str, str]] = {
    # Two bodies have no comma between them, as none is turned round.
    "two bodies": (
        PLAIN,
        "Alpha Society & Beta & Sons. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # APA: up to twenty; Chicago: three, from seven on; MLA: one, from three on.
    "six bodies": (
        replace(PLAIN, signatories=many(6)),
        "Body 1, Body 2, Body 3, Body 4, Body 5, & Body 6. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Body 1, Body 2, Body 3, Body 4, Body 5, and Body 6. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Body 1 et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "ninety bodies": (
        replace(PLAIN, signatories=many(90)),
        "Body 1, Body 2, Body 3, Body 4, Body 5, Body 6, Body 7, Body 8, Body 9, Body 10, Body 11, Body 12, Body 13, Body 14, Body 15, Body 16, Body 17, Body 18, Body 19, … Body 90. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Body 1, Body 2, Body 3, et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Body 1 et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # A list that is not whole never reads as if it were.
    "one of more": (
        replace(PLAIN, signatories=many(1), signatories_complete=False),
        "Body 1 et al. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Body 1 et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Body 1 et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "twenty-five of more": (
        replace(PLAIN, signatories=many(25), signatories_complete=False),
        "Body 1, Body 2, Body 3, Body 4, Body 5, Body 6, Body 7, Body 8, Body 9, Body 10, Body 11, Body 12, Body 13, Body 14, Body 15, Body 16, Body 17, Body 18, Body 19, et al. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Body 1, Body 2, Body 3, et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Body 1 et al. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # Nobody is made an author who is not known to have signed; the style of APA leaves the description after the date.
    "nobody known": (
        replace(PLAIN, signatories=(), signatories_complete=False),
        "*Give back the licences of the closed stations*. (2020, May 4). [Open letter]. Gamma Press. Archive of Letters. URL",
        "“Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "“Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "month only": (
        replace(PLAIN, date=Date(2020, 12)),
        "Alpha Society & Beta & Sons. (2020, December). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, December 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, Dec. 2020. *Archive of Letters*, URL.",
    ),
    "about a year": (
        replace(PLAIN, date=Date(2020, approximate=True)),
        "Alpha Society & Beta & Sons. (ca. 2020). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, [2020?]. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, circa 2020. *Archive of Letters*, URL.",
    ),
    # A description is no title: neither quotation marks nor italics, nor capitals; in brackets for APA.
    "supplied title": (
        replace(PLAIN, title="[Letter to the Minister on radio]", title_supplied=True),
        "Alpha Society & Beta & Sons. (2020, May 4). [Letter to the Minister on radio]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. Letter to the Minister on radio. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. Letter to the Minister on radio. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "supplied title that names no letter": (
        replace(PLAIN, title="[Call to halt a plan]", title_supplied=True, signatories=(), signatories_complete=False),
        "[Call to halt a plan (open letter)]. (2020, May 4). Gamma Press. Archive of Letters. URL",
        "Call to halt a plan (open letter). Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Call to halt a plan (open letter). Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # Only English titles are given capitals.
    "German": (
        replace(PLAIN, title="Offener Brief an die Ministerin", language="de"),
        "Alpha Society & Beta & Sons. (2020, May 4). *{Offener Brief an die Ministerin}* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “{Offener Brief an die Ministerin}.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “{Offener Brief an die Ministerin}.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "Arabic, and more have signed": (
        replace(PLAIN, title="رسالة مفتوحة", language="ar", signatories_complete=False),
        "Alpha Society, Beta & Sons, et al. (2020, May 4). *{رسالة مفتوحة}* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society, Beta & Sons, et al. “{رسالة مفتوحة}.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society et al. “{رسالة مفتوحة}.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # A body is named for its representative, and by its own name where only an office is printed.
    "a person for a body": (
        replace(PLAIN, signatories=(Party("Alpha Society", name="Kim Sample", title="Director"), Party(title="Chair", organization_id="beta"))),
        "Alpha Society & Beta and Sons Ltd. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta and Sons Ltd. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta and Sons Ltd. “Give Back the Licences of the Closed Stations.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # APA leaves out a publisher who is the author, MLA an author who is the publisher.
    "author and publisher are one": (
        replace(PLAIN, signatories=many(1), source=Source("Body 1")),
        "Body 1. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. Archive of Letters. URL",
        "Body 1. “Give Back the Licences of the Closed Stations.” Open letter. Body 1, May 4, 2020. Archive of Letters. URL.",
        "“Give Back the Licences of the Closed Stations.” Open letter. Body 1, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "the archive is author and publisher": (
        replace(PLAIN, signatories=(Party("Archive of Letters"),), source=Source("Archive of Letters")),
        "Archive of Letters. (2020, May 4). *Give back the licences of the closed stations* [Open letter]. URL",
        "Archive of Letters. “Give Back the Licences of the Closed Stations.” Open letter. Archive of Letters, May 4, 2020. URL.",
        "“Give Back the Licences of the Closed Stations.” Open letter. Archive of Letters, 4 May 2020, URL.",
    ),
    # Quotations within quotation marks have single ones; a question mark takes the place of a full stop.
    "quotation and question": (
        replace(PLAIN, title='Who are the "Five Eyes"?'),
        "Alpha Society & Beta & Sons. (2020, May 4). *Who are the “Five Eyes”?* [Open letter]. Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “Who Are the ‘Five Eyes’?” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “Who Are the ‘Five Eyes’?” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    "number of the publisher's": (
        replace(PLAIN, source=Source("Gamma Press", identifier="ASA 17/1/2020")),
        "Alpha Society & Beta & Sons. (2020, May 4). *Give back the licences of the closed stations* (Open Letter ASA 17/1/2020). Gamma Press. Archive of Letters. URL",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open Letter ASA 17/1/2020. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "Alpha Society and Beta & Sons. “Give Back the Licences of the Closed Stations.” Open letter ASA 17/1/2020, Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
    # What looks like markup is text.
    "markup": (
        replace(PLAIN, title="<i>One</i> & <script>two</script> *three* $x$", signatories=(Party("A <b>bold</b> body"),)),
        "A <b>bold</b> body. (2020, May 4). *<i>One</i> & <script>two</script> *three* $x$* [Open letter]. Gamma Press. Archive of Letters. URL",
        "A <b>bold</b> body. “<I>One</i> & <Script>two</Script> *Three* $x$.” Open letter. Gamma Press, May 4, 2020. Archive of Letters. URL.",
        "A <b>bold</b> body. “<I>One</i> & <Script>two</Script> *Three* $x$.” Open letter. Gamma Press, 4 May 2020. *Archive of Letters*, URL.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("letter", "apa", "chicago", "mla"), LETTERS.values(), ids=LETTERS)
def test_awkward_letters_are_cited_as_the_manuals_say(letter: Letter, apa: str, chicago: str, mla: str) -> None:
    assert cited(letter) == {"APA": apa, "Chicago": chicago, "MLA": mla}


def test_who_withdrew_is_no_author_any_more() -> None:
    left = replace(PLAIN, signatories=(Party("Alpha Society"), Party("Beta & Sons", withdrawn=Date(2021))))
    assert item(left)["author"] == [{"literal": "Alpha Society"}]


@pytest.mark.parametrize(
    "letter",
    [
        replace(PLAIN, individuals=3),
        replace(PLAIN, signatories=(*PLAIN.signatories, Party(name="Secret Person"))),
        replace(PLAIN, signatories=(*PLAIN.signatories, Party(name="Secret Person"))).private,
    ],
    ids=["counted", "named", "as the domain keeps it"],
)
def test_persons_who_sign_for_themselves_are_said_to_be_more_and_never_named(letter: Letter) -> None:
    assert item(letter)["author"] == [{"literal": "Alpha Society"}, {"literal": "Beta & Sons"}, citations.OTHERS]
    assert "Secret" not in json.dumps(item(letter))


def test_without_a_site_the_source_is_cited_and_no_archive() -> None:
    letter = replace(PLAIN, source=Source("Gamma Press", "https://gamma.example/x"))
    found = citable(letter, "letters/2020/x", CATALOGUE, site="", archive="Archive of Letters")
    assert found["URL"] == "https://gamma.example/x"
    assert "archive" not in found


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        (PLAIN, "Alpha Society and Beta & Sons, “Give back the licences of the closed stations”, 4 May 2020"),
        (replace(PLAIN, signatories=many(3)), "Body 1 et al., “Give back the licences of the closed stations”, 4 May 2020"),
        (replace(PLAIN, signatories=many(1), individuals=9), "Body 1 et al., “Give back the licences of the closed stations”, 4 May 2020"),
        (replace(PLAIN, signatories=()), "“Give back the licences of the closed stations”, 4 May 2020"),
        (replace(PLAIN, title="[Letter on radio]", title_supplied=True), "Alpha Society and Beta & Sons, letter on radio, 4 May 2020"),
        (replace(PLAIN, title="[Letter on radio]", title_supplied=True, signatories=()), "Letter on radio, 4 May 2020"),
    ],
)  # fmt: skip
def test_the_short_form_says_who_what_and_when(letter: Letter, said: str) -> None:
    assert short(item(letter), dates.display(letter.date)) == (Piece(said),)


def test_the_short_form_marks_a_foreign_title() -> None:
    found = short(item(replace(PLAIN, title="Offener Brief", language="de")), "4 May 2020")
    assert found == (
        Piece("Alpha Society and Beta & Sons, “"),
        Piece("Offener Brief", foreign=True),
        Piece("”, 4 May 2020"),
    )


# ---------------------------------------------------------------- many at once


@cache
def archive() -> list[dict[str, Any]]:
    catalogue = check_archive(TOP / "docs").catalogue
    return [
        citable(entry.record, entry.docname, catalogue, site=SITE, archive="Undersigned")
        for entry in catalogue.letters[:60]
    ]


def test_a_citation_is_the_same_whatever_else_is_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    together = cite(archive())
    assert len(together) == 60
    assert cite(archive()[::-1]) == together[::-1]
    # Letters of the same year by the same bodies are not told apart by letters or more names.
    alike = [item(PLAIN), item(replace(PLAIN, title="Another")), item(PLAIN)]
    monkeypatch.setattr(citations, "BATCH", 2)
    assert cite(alike) == [cite([one])[0] for one in alike]


def test_whatever_people_type_is_cited() -> None:
    typed = [" ".join(text.split()) for text in TYPED if not REFUSED_CHARACTERS.search(text) and text.strip()]
    letters = [
        replace(PLAIN, title=text, signatories=(Party(text),), source=Source(text), language=language)
        for text in typed
        for language in ("en", "ar")
    ]
    for letter, found in zip(letters, cite([item(letter) for letter in letters]), strict=True):
        wanted = _letters_of(letter.title)
        for citation in found:
            assert wanted in _letters_of(citation.text), (letter.title, citation)


def _letters_of(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def test_no_letters_have_no_citations() -> None:
    assert cite([]) == []


# ---------------------------------------------------------------- what is kept


def test_what_was_cited_is_kept_and_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = json.dumps(item(PLAIN)), json.dumps(item(replace(PLAIN, title="Another")))
    first = Citing(tmp_path / "kept.json")
    made = first.of(one)
    first.show([("a", "1", one), ("b", "1", two), ("c", "1", "")])
    assert first.unknown({"a": "1", "b": "2", "c": "1", "d": "1"}) == [("b", "2"), ("d", "1")]
    first.keep({"a": "1", "c": "1"})
    monkeypatch.setattr("undersigned.html.citing.cite", lambda items: pytest.fail("cited again") if items else [])
    again = Citing(tmp_path / "kept.json")
    assert again.of(one) == made
    assert again.unknown({"a": "1", "b": "1", "c": "1"}) == [("b", "1")]
    with pytest.raises(pytest.fail.Exception):
        again.of(two)


def test_what_another_processor_cited_is_cited_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = json.dumps(item(PLAIN))
    first = Citing(tmp_path / "kept.json")
    first.show([("a", "1", one)])
    first.keep({"a": "1"})
    monkeypatch.setattr("undersigned.html.citing.stamp", lambda: "another")
    monkeypatch.setattr("undersigned.html.citing.cite", lambda items: [()] * len(items))
    again = Citing(tmp_path / "kept.json")
    assert again.unknown({"a": "1"}) == [("a", "1")]
    assert again.of(one) == ()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"stamp": 1}', "\x00"])
def test_a_broken_file_of_what_was_kept_is_made_again(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(content)
    assert [one.style for one in Citing(path).of(json.dumps(item(PLAIN)))] == ["APA", "Chicago", "MLA"]


def test_a_missing_processor_is_named_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise CitationError("pandoc is not installed; run `pip install -r requirements.txt`")

    monkeypatch.setattr(citations, "processor", missing)
    with pytest.raises(CitationError, match="pip install"):
        cite([item(PLAIN)])


def test_a_processor_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(citations, "processor", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(CitationError, match="pandoc does not start"):
        cite([item(PLAIN)])


def test_a_processor_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citations, "style_file", lambda style: b"<style/>")
    with pytest.raises(CitationError, match="pandoc stopped"):
        cite([item(PLAIN)])
