from __future__ import annotations

import pytest

from tests.importing.letters import BODY, found, signed
from undersigned.importing.letter import Given


@pytest.mark.parametrize(
    ("salutation", "closing"),
    [
        ("Dear Minister,", "Sincerely,"),
        ("Madame la Ministre,", "Veuillez agréer, Madame la Ministre, l’expression de notre considération distinguée."),
        ("Estimado Ministro:", "Atentamente,"),
        ("Sehr geehrte Damen und Herren,", "Mit freundlichen Grüßen"),
        ("Уважаемый министр!", "С уважением,"),
        ("السيد الوزير،", "مع فائق الاحترام،"),
        ("尊敬的部长：", "此致"),
    ],
)
def test_salutation_text_and_closing_are_parted_in_many_languages(salutation: str, closing: str) -> None:
    letter = found(
        f"On the lamps of the old harbour\n\n4 May 2020\n\n{salutation}\n\n{BODY}\n{closing}\n\nLamp Watch\nAlpha Society\n"
    )
    assert letter.salutation is not None
    assert letter.closing is not None
    assert (letter.salutation.text, letter.closing.text) == (salutation, closing)
    assert len(letter.paragraphs) == 2
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


def test_a_salutation_that_runs_into_its_paragraph_is_cut_off() -> None:
    letter = found(f"Open letter\n\nDear Minister: {BODY}\nSincerely,\n\nLamp Watch\n")
    assert letter.salutation is not None
    assert letter.salutation.text == "Dear Minister:"
    assert letter.paragraphs[0].text.startswith("We write")


def test_a_letter_without_closing_ends_where_the_names_begin() -> None:
    letter = found(f"Open letter\n\n4 May 2020\n\nDear Minister,\n\n{BODY}\nLamp Watch\nAlpha Society\n")
    assert len(letter.paragraphs) == 2
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


def test_a_list_of_asks_is_text_not_signatories() -> None:
    asks = "- Light the lamps at dusk;\n- Publish the costs;\n- Answer this letter.\n"
    letter = found(
        f"Open letter\n\nDear Minister,\n\n{BODY}\nWe ask you to do three things before the summer:\n\n{asks}\nLamp Watch\nAlpha Society\n"
    )
    assert [part.text for part in letter.paragraphs if part.kind == "item"] == [
        "Light the lamps at dusk;",
        "Publish the costs;",
        "Answer this letter.",
    ]
    assert [one.body for one in letter.signatories] == ["lamp", "alpha"]


def test_a_standfirst_is_no_part_of_the_text() -> None:
    letter = found(
        f"Light the lamps\n\nToday two groups wrote to the minister and asked her to light the lamps again.\n\n4 May 2020\n\nDear Minister,\n\n{BODY}"
    )
    assert [fact.text[:9] for fact in letter.standfirst] == ["Today two"]
    assert len(letter.paragraphs) == 2


def test_no_line_is_lost() -> None:
    letter = signed("Lamp Watch\nAlpha Society\n\nShare this\n\nAn odd line that means nothing")
    assert [left.text for left in letter.leftovers] == ["Share this", "An odd line that means nothing"]


@pytest.mark.parametrize(
    "headline",
    ["Light the lamps | Lamp Watch\n\nLight the lamps", "Light the lamps | Some Site", "Light the lamps now and forever – Lamp Watch"],
)  # fmt: skip
def test_the_sites_name_is_no_part_of_the_title(headline: str) -> None:
    letter = found(f"{headline}\n\n4 May 2020\n\nDear Minister,\n\n{BODY}")
    assert letter.title is not None
    assert letter.title.text in ("Light the lamps", "Light the lamps now and forever")
    assert letter.publisher is not None
    assert letter.publisher.text in ("Lamp Watch", "Some Site")


def test_a_letter_without_headline_takes_its_subject_as_title() -> None:
    letter = found(f"4 May 2020\n\nMinistry of Examples\n\nRe: Lamps in the harbour\n\nDear Minister,\n\n{BODY}")
    assert letter.title is not None
    assert (letter.title.text, letter.title_supplied) == ("Lamps in the harbour", False)


def test_a_letter_without_any_title_gets_one_in_brackets() -> None:
    letter = found(f"4 May 2020\n\nMinistry of Examples\n\nDear Minister,\n\n{BODY}")
    assert letter.title is not None
    assert (letter.title.text, letter.title_supplied, letter.title.sureness) == (
        "[Letter to Ministry of Examples]",
        True,
        "unsure",
    )


@pytest.mark.parametrize(
    ("line", "rights", "license"),
    [
        ("This text is licensed under CC BY-SA 4.0.", "CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("Licence: https://creativecommons.org/publicdomain/zero/1.0/", "creativecommons.org/publicdomain/zero/1.0", "CC0-1.0"),
        ("All rights reserved", "All rights reserved", None),
    ],
)  # fmt: skip
def test_a_printed_licence_is_found(line: str, rights: str, license: str | None) -> None:  # noqa: A002
    letter = signed(f"Lamp Watch\nAlpha Society\n\n{line}")
    assert letter.rights is not None
    assert (letter.rights.text, letter.license.text if letter.license else None) == (rights, license)


def test_what_is_given_goes_before_what_is_found() -> None:
    given = Given(url="https://example.org/1", publisher="P", date="2019-01", language="fr", title="T")
    letter = found(f"Open letter\n\n4 May 2020\n\nDear Minister,\n\n{BODY}", given)
    facts = (letter.url, letter.publisher, letter.date_fact, letter.language, letter.title)
    assert [fact.text for fact in facts if fact] == ["https://example.org/1", "P", "2019-01", "fr", "T"]
