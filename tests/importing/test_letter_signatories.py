from __future__ import annotations

import pytest

from tests.importing.letters import BODY, found, parties, signed


@pytest.mark.parametrize(
    "names",
    [
        "Lamp Watch\nAlpha Society",
        "1. Lamp Watch\n2. Alpha Society",
        "- Lamp Watch\n- Alpha Society",
        "Lamp Watch; Alpha Society; Lawyers and Librarians",
        "Signed by: Lamp Watch, Alpha Society and Lawyers and Librarians",
        "Lamp Watch (Examplia)\nAlpha Society (Examplia)",
        "Lamp Watch, Norwen\nAlpha Society, Norwen",
        "Lamp Watch (Examplia)Alpha Society (Examplia)",
        "Lamp Watch*\nAlpha Society¹",
        "The undersigned:\n\nLamp Watch\nAlpha Society",
    ],
)
def test_bodies_are_read_from_every_kind_of_list(names: str) -> None:
    assert [one.body for one in signed(names).signatories][:2] == ["lamp", "alpha"]


@pytest.mark.parametrize(
    "name", ["Free the Ferry, Stand with the Delta", "REED | The River Association", "Lawyers and Librarians"]
)
def test_a_known_name_is_never_parted(name: str) -> None:
    assert parties(signed(f"Signed by: Lamp Watch, {name}, Alpha Society").signatories) == [
        (None, None, "Lamp Watch"),
        (None, None, name),
        (None, None, "Alpha Society"),
    ]


@pytest.mark.parametrize(
    "signature",
    ["Dr Jo Pell, Executive Director, Lamp Watch", "Jo Pell\nExecutive Director\nLamp Watch", "Jo Pell\nExecutive Director, Lamp Watch"],
)  # fmt: skip
def test_a_representative_keeps_name_title_and_body_apart(signature: str) -> None:
    assert parties(signed(f"{signature}\n\nAlpha Society").signatories) == [
        ("Jo Pell", "Executive Director", "Lamp Watch"),
        (None, None, "Alpha Society"),
    ]


def test_a_person_in_an_individual_capacity_signs_for_no_body() -> None:
    letter = signed("Jo Pell, Librarian (in an individual capacity)\nLamp Watch\nAlpha Society")
    assert parties(letter.signatories)[0] == ("Jo Pell", "Librarian", None)


def test_endorsers_and_leads_have_their_roles() -> None:
    letter = signed(
        "Lead signatory:\nLamp Watch\n\n- Alpha Society\n- Lawyers and Librarians\n\nEndorsed by:\n\n- REED | The River Association"
    )
    assert [one.party.role for one in letter.signatories] == ["lead", "signatory", "signatory", "endorser"]


def test_a_missing_number_makes_the_list_incomplete() -> None:
    letter = signed("1. Lamp Watch\n2. Alpha Society\n4. Lawyers and Librarians")
    assert letter.notes == ["The numbered list has no number 3."]
    assert letter.complete is not None
    assert letter.complete.text == "false"


def test_a_withheld_name_is_counted_and_not_invented() -> None:
    letter = signed("Lamp Watch\nAlpha Society\nName withheld")
    assert (len(letter.signatories), letter.individuals) == (2, 1)


def test_an_acronym_belongs_to_the_printed_name() -> None:
    (one, _) = signed("Lamp Watch (LW)\nAlpha Society").signatories
    assert (one.party.organization, one.party.organization_id) == ("Lamp Watch (LW)", "lamp")


def test_an_unknown_name_is_told_with_known_ones_that_are_like_it() -> None:
    (one, _) = signed("Lamp Wach Society\nAlpha Society").signatories
    assert one.body is None
    assert "Lamp Watch" in one.near


def test_a_list_before_the_text_is_found() -> None:
    letter = found(
        f"Open letter\n\n4 May 2020\n\nSigned by:\n\n- Lamp Watch\n- Alpha Society\n\nDear Minister,\n\n{BODY}"
    )
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


def test_signers_named_in_the_byline_alone_are_found() -> None:
    letter = found(f"Open letter on lamps\nBy Lamp Watch, Alpha Society and Lawyers and Librarians\n\n{BODY}")
    assert [one.body for one in letter.signatories] == ["lamp", "alpha", "both"]


def test_what_follows_the_list_is_signed_by_nobody() -> None:
    letter = signed(
        "Lamp Watch\nAlpha Society\n\nFor more information:\n\nJo Pell, jo@example.org\nMinistry of Examples"
    )
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


def test_a_reply_on_the_same_page_is_no_list() -> None:
    letter = signed(
        "Lamp Watch\nAlpha Society\n\nDear Lamp Watch,\n\nThank you for the letter, which we read.\n\nSincerely,\n\nMinistry of Examples"
    )
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


@pytest.mark.parametrize(
    ("title", "stated", "sureness", "complete"),
    [
        ("2 organizations call for light", 2, "sure", "true"),
        ("Two organizations call for light", 2, "sure", "true"),
        ("5 organizations call for light", 5, "unsure", "false"),
        ("More than 2 organizations call for light", 2, "unsure", "false"),
    ],
)
def test_the_stated_number_is_compared_with_the_list(title: str, stated: int, sureness: str, complete: str) -> None:
    letter = signed("Lamp Watch\nAlpha Society", title=title)
    assert letter.stated is not None
    assert letter.complete is not None
    assert (letter.stated_number, letter.stated.sureness, letter.complete.text) == (stated, sureness, complete)


def test_individuals_are_counted_where_only_a_number_is_printed() -> None:
    letter = signed("Lamp Watch\nAlpha Society\nand 112 individuals")
    assert (letter.individuals, len(letter.signatories)) == (112, 2)


def test_a_clause_on_the_signature_is_kept_and_the_body_known_all_the_same() -> None:
    printed = "Lamp Watch, within the framework of the Harbour Observatory"
    letter = found(f"On lamps\n\n4 May 2020\n\nDear friends,\n\n{BODY}\nSincerely,\n\nAlpha Society\n{printed}\n")
    known = [(one.party.organization, one.body) for one in letter.signatories]
    assert known == [("Alpha Society", "alpha"), (printed, "lamp")]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("We, the 14 undersigned organisations, write after the detention of five journalists.", 14),
        ("We, a coalition of 12 groups, write after the arrest of three writers.", 12),
        ("The undersigned write after the detention of five organisations' leaders.", None),
    ],
)
def test_a_number_of_those_the_letter_is_about_is_no_number_of_signatories(words: str, number: int | None) -> None:
    letter = found(
        f"On lamps\n\n4 May 2020\n\nDear friends,\n\n{words} {BODY}\nSincerely,\n\nAlpha Society\nLamp Watch\n"
    )
    assert letter.stated_number == number
