from __future__ import annotations

import pytest

from tests.importing.letters import BODY, archive, found, signed
from undersigned import pages
from undersigned.importing.draft import full_body, make_draft, stub_pages
from undersigned.importing.letter import Given
from undersigned.importing.letter.findings import BodyPart
from undersigned.records import Letter


def _record(text: str, path: str) -> Letter:
    page = pages.read_facts(text.encode(), path=path)
    found_wrong = [str(m) for m in (*page.messages, *pages.read_body(page).messages) if not m.rule.notice]
    assert found_wrong == []
    assert isinstance(page.record, Letter)
    return page.record


def test_a_draft_reads_back_as_the_facts_that_were_found() -> None:
    draft = make_draft(signed("Lamp Watch\nAlpha Society"), archive())
    letter = _record(draft.text, draft.path)
    assert draft.path == "letters/2020/2020-05-04-lamps.md"
    assert [party.organization for party in letter.signatories] == ["Lamp Watch", "Alpha Society"]
    assert letter.source.copy == "page saved as letter.txt"
    assert list(draft.more) == ["letters/2020/index.md"]


def test_doubts_stand_above_their_facts() -> None:
    letter = found(f"Open letter\n\n06/07/2020\n\nDear Minister,\n\n{BODY}\nSincerely,\n\nLamp Watch\nKite Club\n")
    lines = make_draft(letter, archive()).text.split("\n")
    marks = {lines[n + 1].split(":")[0]: line for n, line in enumerate(lines) if line.startswith("# unsure: ")}
    assert marks["date"] == "# unsure: date: 06/07/2020 is read as day/month; it may be month/day"
    assert marks["- {title"] == "# unsure: to: only the salutation names the addressee"
    assert "source" in marks


def test_a_certain_draft_has_no_doubts() -> None:
    text = f"Light the lamps | Lamp Watch\n\nLight the lamps\n\n4 May 2020\n\nMinistry of Examples\n\nDear Minister,\n\n{BODY}\nLamp Watch\nAlpha Society\n"
    assert "# unsure" not in make_draft(found(text, Given(url="https://example.org/1")), archive()).text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a `code` {role}`x`", "# unsure: x", "[x](javascript:y)", "--- \\ {{ x }}"]
)
def test_a_hostile_name_or_title_cannot_break_the_page(text: str) -> None:
    draft = make_draft(signed(f"Lamp Watch\nAlpha Society\n{text}", title=f"Letter {text}"), archive(), stubs=True)
    _record(draft.text, draft.path)
    for path, page in draft.more.items():
        assert [m for m in pages.read_facts(page.encode(), path=path).messages if not m.rule.notice] == []


def test_the_full_text_shows_every_character_and_keeps_lists() -> None:
    parts = [
        BodyPart("salutation", "Dear Minister,", 1),
        BodyPart("paragraph", "We ask <b>two</b> things *now*:", 2),
        BodyPart("item", "light", 3, 1, "1."),
        BodyPart("item", "heat", 4, 1, "2."),
        BodyPart("closing", "Sincerely,", 5),
    ]
    assert (
        full_body(parts)
        == "Dear Minister,\n\nWe ask \\<b\\>two\\</b\\> things \\*now\\*:\n\n1. light\n2. heat\n\nSincerely,"
    )


def test_the_full_text_names_its_licence() -> None:
    letter = found(
        f"Light the lamps\n\n4 May 2020\n\nDear Minister,\n\n{BODY}\nLamp Watch\nAlpha Society\n",
        Given(license="CC-BY-4.0"),
    )
    draft = make_draft(letter, archive(), full_text=True)
    record = _record(draft.text, draft.path)
    assert (record.text, record.license) == ("full", "CC-BY-4.0")
    assert "Please light them again" in draft.text


def test_stubs_are_written_for_unknown_names_alone() -> None:
    letter = signed("Lamp Watch\nKite Club Society\nKite club society")
    stubs = stub_pages(letter.signatories, lambda path: False)
    assert list(stubs) == ["organizations/kite-club-society.md"]
    assert "# unsure: kind:" in stubs["organizations/kite-club-society.md"]


def test_a_stub_never_takes_the_file_of_another_page() -> None:
    letter = signed("Lamp Watch\nKite Club Society")
    assert list(stub_pages(letter.signatories, lambda path: path == "organizations/kite-club-society.md")) == [
        "organizations/kite-club-society-2.md"
    ]
