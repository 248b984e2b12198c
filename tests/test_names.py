from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.names import Authority, name_key


@pytest.fixture(autouse=True)
def _forget_keys() -> None:
    """Let every test compute its keys itself."""
    name_key.cache_clear()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Reporters without Borders", "REPORTERS WITHOUT BORDERS"),
        ("The 88 Project", "88 Project"),
        ("Peace & Justice", "Peace and Justice"),
        ("Médecins Sans Frontières", "Medecins sans Frontieres"),
        ("Farmers' Union", "Farmers’ Union"),
        ("U.S. Department of State", "US Department of State"),
        ("Save-Darfur Coalition", "Save Darfur Coalition"),
        ("Fight for Freedom, Stand With Hong Kong", "Fight for Freedom. Stand with Hong Kong"),
        ("ACT | The App Association", "ACT – The App Association"),
        ("Łódź Wałęsa", "Lodz Walesa"),
        ("Nguyễn Tấn Dũng", "Nguyen Tan Dung"),
        ("國際特赦組織　香港", "國際特赦組織 香港"),
        ("ＡＢＣ", "ABC"),
        ("می‌خواهم", "میخواهم"),
        ("  Two   blanks ", "Two blanks"),
    ],
)
def test_printed_forms_of_one_name_are_equal(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Access", "Access Now"),
        ("Human Rights in China", "Human Rights China"),
        ("#", "*"),
        ("เด็ก", "เดก็"),
        ("कल", "काल"),
        ("China Aid", "ChinaAid"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(min_size=1).filter(str.strip))
def test_a_key_is_never_empty_and_settles_at_once(name: str) -> None:
    key = name_key(name)
    assert key
    assert name_key(key) == name_key(name_key(key))


@given(st.text(alphabet=string.ascii_letters + " ", min_size=1).filter(str.strip))
def test_case_and_blanks_never_matter(name: str) -> None:
    assert name_key(name.upper()) == name_key(name.lower()) == name_key(f" {name} ")


def test_authority_knows_names_aliases_and_misprints() -> None:
    authority = Authority.of([("alpha", ("Alpha", "Alpha Society")), ("beta", ("Beta", "alfa"))])
    assert authority.resolve("the ALPHA society") == ("alpha",)
    assert authority.resolve("Alfa") == ("beta",)
    assert authority.resolve("Gamma") == ()


def test_a_name_of_two_bodies_is_ambiguous() -> None:
    authority = Authority.of([("alpha", ("Union",)), ("beta", ("The Union",))])
    assert authority.resolve("union") == ("alpha", "beta")


def test_suggestions_are_names_as_the_archive_writes_them_best_first() -> None:
    authority = Authority.of(
        [
            ("hrw", ("Human Rights Watch",)),
            ("hric", ("Human Rights in China",)),
            ("rsf", ("Reporters Without Borders",)),
        ]
    )
    assert authority.suggest("Human Right Watch")[0] == "Human Rights Watch"
    assert authority.suggest("Borders without Reporters") == ["Reporters Without Borders"]
    assert authority.suggest("Zebra") == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Farmers’ Union of São Tomé & Príncipe", "farmers union of sao tome and principe"),
        ("U.S. Department_of State", "us department of state"),
        ("ACT | The App Association", "act the app association"),
        # Signs that make up letters stay in their words; points and accents go.
        ("काठमांडू-सङ्घ", "काठमांडू सङ्घ"),
        ("ชมรมเด็ก", "ชมรมเด็ก"),
        ("שָׁלוֹם", "שלום"),
        ("مُنَظَّمة", "منظمة"),
        ("Ελλάς́", "ελλασ"),
        ("The", "the"),
        ("The The", "the"),
        (" # ", "#"),
        ("ĦØŁĐŦ İstanbul", "holdt istanbul"),
        ("Straße", "strasse"),
        ("国\u200d际", "国际"),
        ("a`b´c'd’e‘fʼg", "abcdefg"),
        ("a - b", "a b"),
    ],
)
def test_a_key_is_exactly_what_is_compared(name: str, key: str) -> None:
    assert name_key(name) == key


def test_three_suggestions_are_given_unless_more_are_asked_for() -> None:
    authority = Authority.of([(f"union-{n}", (f"Example Union {n}",)) for n in range(9)])
    assert authority.suggest("Example Union") == [f"Example Union {n}" for n in range(3)]
    assert authority.suggest("Example Union", 5) == [f"Example Union {n}" for n in range(5)]
    assert len(authority.suggest("Union of Example", 4)) == 4


def test_names_that_share_no_word_are_suggested_by_their_letters() -> None:
    authority = Authority.of([(end, (f"Alph{end}",)) for end in "eiou"])
    assert authority.suggest("Alpha") == ["Alphe", "Alphi", "Alpho"]
    assert authority.suggest("Alpha", 4) == ["Alphe", "Alphi", "Alpho", "Alphu"]


def test_the_first_written_form_is_suggested() -> None:
    assert Authority.of([("a", ("Alpha-Union", "alpha union"))]).suggest("alpha unio") == ["Alpha-Union"]


def test_short_names_are_suggested_for_what_looks_like_them_only() -> None:
    authority = Authority.of([("act", ("ACTS",)), ("acted", ("Acted",))])
    assert authority.suggest("acts of the apostles in exile") == []
    assert authority.suggest("acted of the apostles in exile and of their friends") == ["Acted"]
    assert authority.suggest("actz")[0] == "ACTS"
