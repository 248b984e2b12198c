import pytest

from undersigned.importing.overlap import Overlap, repeated

SOURCE = "We ask your government to open the ferry to all the islands before the winter, and to pay its crew."


def test_a_run_of_the_sources_words_is_found_with_its_line():
    body = "The groups write.\n\nThey ASK your góvernment\nto open the ferry, to all the islands soon."
    assert repeated(body, SOURCE) == [Overlap(3, "ASK your góvernment to open the ferry, to all the islands", 11)]


def test_seven_words_are_no_run_and_eight_are():
    assert repeated("your government to open the ferry to", SOURCE) == []
    assert [run.words for run in repeated("your government to open the ferry to all", SOURCE)] == [8]


def test_two_runs_are_two():
    body = "government to open the ferry to all the roads; islands before the winter and to pay its fee."
    assert [run.text for run in repeated(body, SOURCE)] == [
        "government to open the ferry to all the", "islands before the winter and to pay its",
    ]  # fmt: skip


def test_the_same_words_in_another_order_are_no_run():
    assert repeated("the ferry to open your government ask we to islands the all", SOURCE) == []


@pytest.mark.parametrize(
    "body",
    [
        f"They say: “{SOURCE}”",
        f"They say: «{SOURCE}»",
        f'They say: "{SOURCE}"',
        f"They say:\n\n> {SOURCE}\n",
        f"Ils disent : „{SOURCE}“",
    ],
)
def test_quotations_are_not_counted(body):
    assert repeated(body, SOURCE) == []


def test_a_quotation_too_long_is_counted():
    assert [run.words for run in repeated(f"“{SOURCE} {SOURCE}”", f"{SOURCE} {SOURCE}")] == [40]


def test_words_around_a_quotation_do_not_join():
    assert repeated("We ask your government “to open” the ferry to all the", SOURCE) == []


def test_an_apostrophe_opens_no_quotation():
    assert len(repeated("The crew’s wish: your government to open the ferry to all, the islands’ wish", SOURCE)) == 1


def test_titles_and_names_to_ignore_are_not_counted():
    source = "The International Federation of Ferry Workers and the Union of Lighthouse Keepers of the North ask this."
    names = ["International Federation of Ferry Workers", "Union of Lighthouse Keepers of the North"]
    assert len(repeated(source, source)) == 1
    assert repeated("the " + " and the ".join(names), source, ignore=names) == []


def test_scripts_without_spaces_are_compared_by_characters():
    source = "我們呼籲政府立即重開渡船並支付所有船員的工資，以免島上居民受苦。"
    assert [run.words for run in repeated("他們說：我們呼籲政府立即重開渡船並支付所有船員。", source)] == [9]
    assert repeated("他們說政府立即重開渡船。", source) == []


def test_addresses_of_links_are_no_words():
    link = "https://example.org/we/ask/your/government/to/open/the/ferry/to/all"
    assert repeated(f"[Letter]({link}) <{link}> {link}", link.replace("/", " ")) == []


def test_empty_texts_share_nothing():
    assert repeated("", SOURCE) == repeated(SOURCE, "") == []
