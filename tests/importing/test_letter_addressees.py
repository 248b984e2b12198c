from __future__ import annotations

import pytest

from tests.importing.letters import BODY, addressed, found, parties


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("The Hon. Jo Pell\nMinister\nMinistry of Examples\n4 Quay Street\nFax: +1 202 555 0100", ("Jo Pell", "Minister", "Ministry of Examples")),
        ("Minister Jo Pell Ministry of Examples 4 Quay Street NW Lampton, DC 20520", ("Jo Pell", "Minister", "Ministry of Examples")),
        ("Ministry of Examples\nAttn: Jo Pell, Minister", ("Jo Pell", "Minister", "Ministry of Examples")),
        ("To: Ministry of Examples", (None, None, "Ministry of Examples")),
    ],
)  # fmt: skip
def test_an_address_block_gives_person_office_and_body(block: str, expected: tuple[str | None, ...]) -> None:
    assert parties(addressed(block, "Dear Minister Pell,").to) == [expected]


def test_several_addressees_stand_one_after_the_other() -> None:
    letter = addressed("President Ana Roe, Lamp Watch\nMr Bo Sand, Chair, Alpha Society", "Dear friends,")
    assert parties(letter.to) == [("Ana Roe", "President", "Lamp Watch"), ("Bo Sand", "Chair", "Alpha Society")]


def test_an_office_with_a_page_is_found_by_its_country() -> None:
    letter = addressed("Ms Jo Pell\nPrime Minister\nExamplia")
    assert [(one.party.name, one.party.title) for one in letter.to] == [("Jo Pell", "Prime Minister, Examplia")]
    assert [one.body for one in letter.to] == ["premier"]


@pytest.mark.parametrize(
    ("salutation", "expected"),
    [
        ("Dear Minister Pell,", [("Pell", "Minister", None)]),
        ("Dear Lamp Watch,", [(None, None, "Lamp Watch")]),
        ("Dear friends,", []),
        ("Madame la Ministre,", [(None, "Ministre", None)]),
    ],
)
def test_the_salutation_gives_the_addressee_where_no_block_does(salutation: str, expected: list[object]) -> None:
    letter = found(
        f"On the lamps of the old harbour\n\n4 May 2020\n\n{salutation}\n\n{BODY}\nSincerely,\n\nLamp Watch\n"
    )
    assert parties(letter.to) == expected
    assert all(one.sureness == "unsure" for one in letter.to if one.body is None)


@pytest.mark.parametrize("label", ["cc:", "Copy to:", "Copie :", "CC"])
def test_copies_are_read_with_their_label(label: str) -> None:
    letter = addressed(f"Ministry of Examples\n\n{label} Lamp Watch; Alpha Society")
    assert parties(letter.cc) == [(None, None, "Lamp Watch"), (None, None, "Alpha Society")]
    assert parties(letter.to) == [(None, None, "Ministry of Examples")]


@pytest.mark.parametrize("label", ["Re:", "Subject:", "Objet :", "Betreff:", "Asunto:"])
def test_the_subject_line_is_no_addressee(label: str) -> None:
    letter = addressed(f"Ministry of Examples\n\n{label} Lamps in the old harbour")
    assert letter.subject is not None
    assert letter.subject.text == "Lamps in the old harbour"
    assert len(letter.to) == 1


def test_a_palace_and_a_city_are_no_addressees() -> None:
    letter = addressed(
        "H.E. Ms Talia Renn\nPresident of Examplia\nPresidential Palace\nExample City", "Your Excellency,"
    )
    assert parties(letter.to) == [("Talia Renn", "President of Examplia", None)]


def test_a_copy_goes_to_each_line_below_its_label() -> None:
    letter = addressed(
        "Ministry of Examples\n\nCc: Mr Odo Kest, Minister of Justice\n    Ms Ira Bell, Chair, Alpha Society"
    )
    assert parties(letter.cc) == [("Odo Kest", "Minister of Justice", None), ("Ira Bell", "Chair", "Alpha Society")]
    assert parties(letter.to) == [(None, None, "Ministry of Examples")]
