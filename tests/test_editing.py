"""Mending pages textually: only what must change does."""

from __future__ import annotations

import pytest

from undersigned.editing import EditError, Mending, Source, append_paragraph, mend, set_list, set_value

PATH = "organizations/alpha.md"


def source(text: str) -> Source:
    return Source.of(text.encode(), path=PATH)


@pytest.mark.parametrize(("before", "after"), [
    ("name: Alpha\nkind: ngo\n", "name: Alpha\naliases:\n- A\n- 'B: C'\nkind: ngo\n"),
    ("name: Alpha\naliases:\n  # older\n  - A  # short\nkind: ngo\n", "name: Alpha\naliases:\n  # older\n  - A  # short\n  - 'B: C'\nkind: ngo\n"),
    ("name: Alpha\naliases: [A]\nkind: ngo\n", "name: Alpha\naliases:\n- A\n- 'B: C'\nkind: ngo\n"),
    ("name: Alpha\naliases:\n- Z\n- A\n\n# kind\nkind: ngo\n", "name: Alpha\naliases:\n- A\n- 'B: C'\n\n# kind\nkind: ngo\n"),
])  # fmt: skip
def test_list_is_changed_in_its_own_manner(before: str, after: str) -> None:
    found = set_list(source(f"---\n{before}---\nText.\n"), "aliases", ["A", "B: C"])
    assert found.text == f"---\n{after}---\nText.\n"


def test_list_that_becomes_empty_loses_its_key() -> None:
    text = "---\nname: Alpha\nkind: ngo\nformer-ids:\n- omega\n---\n"
    assert set_list(source(text), "former-ids", []).text == "---\nname: Alpha\nkind: ngo\n---\n"


def test_value_goes_to_its_documented_place() -> None:
    text = "---\nname: Alpha\nkind: ngo\nparent: beta\n---\n"
    assert (
        set_value(source(text), "country", "NO").text
        == "---\nname: Alpha\nkind: ngo\ncountry: 'NO'\nparent: beta\n---\n"
    )


def test_paragraph_is_added_below_the_text() -> None:
    text = "---\nname: Alpha\nkind: ngo\n---\n"
    assert append_paragraph(source(text), "One.").text == f"{text}One.\n"
    assert append_paragraph(source(f"{text}One.\n"), "Two.").text == f"{text}One.\n\nTwo.\n"


def test_heading_of_the_page_comes_before_a_page_of_that_id() -> None:
    text = "---\nname: Alpha\nkind: ngo\n---\n## Beta\n[here](#beta) and {organization}`beta` and https://example.org/beta\n"
    mending = Mending({("organization", "beta"): "gamma"}, {}, {"beta": "gamma"})
    assert mend(source(text), mending) == text.replace("`beta`", "`gamma`")


def test_links_in_definitions_and_boxes_are_mended() -> None:
    body = "[one] and\n\n```{note}\n[two](../topics/old.md#part)\n```\n\n[one]: ../topics/old.md\n"
    text = f"---\nname: Alpha\nkind: ngo\n---\n{body}"
    mending = Mending({("topic", "old"): "new"}, {"topics/old.md": "topics/new.md"}, {})
    assert mend(source(text), mending) == text.replace("topics/old.md", "topics/new.md")


@pytest.mark.parametrize(("data", "said"), [
    (b"\xff", "the page is not UTF-8"),
    (b"---\r\nname: x\n---\n", "the page mixes two kinds of line ends"),
])  # fmt: skip
def test_pages_that_cannot_be_mended_are_named(data: bytes, said: str) -> None:
    with pytest.raises(EditError, match=f"{PATH}: {said}"):
        Source.of(data, path=PATH)


def test_page_without_facts_is_named() -> None:
    with pytest.raises(EditError, match="does not begin with its facts"):
        mend(source("Text.\n"), Mending({("topic", "old"): "new"}, {}, {}))
