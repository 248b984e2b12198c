"""Filled-in issue forms: text as a host makes it, draft pages as the archive takes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, tree, write_pages
from undersigned.__main__ import main
from undersigned.checking import check_archive
from undersigned.importing import form
from undersigned.importing.form_letter import letter_body
from undersigned.importing.form_report import MAX_KEPT, fenced, harmless
from undersigned.pages import read_facts
from undersigned.records import Date, Letter, Party

if TYPE_CHECKING:
    from pathlib import Path

FORMS = TOP / ".github" / "ISSUE_TEMPLATE"
ANSWERS = {
    "title": "Joint letter on the closing of radio",
    "date": "2021-05-04",
    "to": "Jo Example | Minister | Ministry of Examples",
    "signatories": "- Alpha (lead)\n2. Ada Example | Alpha Society",
    "signatories-complete": "yes",
    "topics": "press-freedom",
    "asks": "Give back the licences\nTalk: now",
    "summary": "One group writes. It asks for the licences.\n\nIt *waits*.",
    "source-publisher": "Alpha",
    "source-url": "https://example.org/radio",
    "consent": "all",
}
SIGNATORY = {"page": "2020-05-04-letter", "evidence": "https://example.org/proof", "consent": "all"}


def body_of(kind: str, answers: dict[str, str]) -> str:
    """Write the text that GitHub makes of a submitted form."""
    parts = []
    for field in form.load_form(FORMS, kind).fields:
        value = answers.get(field.id, "")
        if field.type == "checkboxes":
            mark = "X" if value else " "
            value = "\n".join(f"- [{mark}] {option}" for option in field.options)
        elif value and field.id in ("to", "cc", "signatories", "asks", "other-urls", "evidence", "old", "new"):
            value = f"```text\n{value}\n```" if field.type == "textarea" else value
        parts.append(f"### {field.label}\n\n{value or '_No response_'}")
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Give an archive with one letter."""
    folder = tmp_path / "docs"
    write_pages(
        folder, {**ARCHIVE, LETTER_PATH: LETTER, "topics/press-freedom.md": "---\nname: Press freedom\n---\nNews.\n"}
    )
    return folder


def hand_in(docs: Path, body: str | bytes, *options: str) -> int:
    """Run the command on a text."""
    text = docs.parent / "body.md"
    text.write_bytes(body if isinstance(body, bytes) else body.encode())
    return main(["form", str(text), "--docs", str(docs), "--forms", str(FORMS), *options])


def draft(docs: Path) -> str:
    """Read the page that was written."""
    return (docs / "letters/2021/2021-05-04-closing-radio.md").read_text("utf-8")


# ---------------------------------------------------------------- letters


def test_a_letter_becomes_a_page_without_errors(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, body_of("letter", ANSWERS)) == 0
    assert draft(docs) == (
        "---\n"
        "title: Joint letter on the closing of radio\n"
        "date: 2021-05-04\n"
        "language: en\n"
        "to:\n"
        "- {name: Jo Example, title: Minister, organization: Ministry of Examples}\n"
        "signatories:\n"
        "- {organization: Alpha, role: lead}\n"
        "- {name: Ada Example, organization: Alpha Society}\n"
        "signatories-complete: true\n"
        "topics:\n"
        "- press-freedom\n"
        "asks:\n"
        "- Give back the licences\n"
        "- 'Talk: now'\n"
        "text: summary\n"
        "source: {publisher: Alpha, url: 'https://example.org/radio'}\n"
        "---\n"
        "One group writes.\n"
        "It asks for the licences.\n"
        "\n"
        "It \\*waits\\*.\n"
    )
    assert (docs / "letters/2021/index.md").read_text() == (
        "---\ntitle: Letters of 2021\n---\n```{letters}\n:year: 2021\n:order: oldest\n```\n"
    )
    assert [m for m in check_archive(docs).messages if not m.rule.notice] == []
    assert "The check found nothing wrong." in capsys.readouterr().out


def test_line_ends_of_windows_change_nothing(docs: Path) -> None:
    hand_in(docs, body_of("letter", ANSWERS))
    first = draft(docs)
    (docs / "letters/2021/2021-05-04-closing-radio.md").unlink()
    hand_in(docs, body_of("letter", ANSWERS).replace("\n", "\r\n"))
    assert draft(docs) == first


def test_the_same_form_twice_writes_one_page(docs: Path) -> None:
    hand_in(docs, body_of("letter", ANSWERS))
    before = tree(docs)
    assert hand_in(docs, body_of("letter", ANSWERS)) == 0
    assert tree(docs) == before


def test_another_letter_of_that_date_and_title_is_written_beside_it(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in(docs, body_of("letter", ANSWERS))
    assert hand_in(docs, body_of("letter", {**ANSWERS, "summary": "Another one."})) == 1
    assert (docs / "letters/2021/2021-05-04-closing-radio-2.md").exists()
    assert "is it the same? 2021-05-04-closing-radio" in capsys.readouterr().out


def test_dry_run_writes_nothing(docs: Path) -> None:
    before = tree(docs)
    assert hand_in(docs, body_of("letter", ANSWERS), "--dry-run") == 0
    assert tree(docs) == before


def test_title_of_ours_is_put_into_brackets(docs: Path) -> None:
    assert hand_in(docs, body_of("letter", {**ANSWERS, "title-supplied": "yes"})) == 0
    assert "title: '[Joint letter on the closing of radio]'\ntitle-supplied: true\n" in draft(docs)


@pytest.mark.parametrize(
    ("id_", "answer", "said"),
    [
        ("date", "tomorrow", "Date of the letter:\n|   the answer: ‘tomorrow’ is not a date; write it as 2013-04-10, 2013-04 or 2013"),
        ("title", "", "Title:\n|   there is no answer; please give one"),
        ("source-publisher", "", "Publisher:\n|   there is no answer; please give one"),
        ("title", "<script>alert(1)</script>", "Title:\n|   the answer holds ‘<’; write plain text"),
    ],
)  # fmt: skip
def test_without_title_date_or_publisher_there_is_no_page(
    docs: Path, capsys: pytest.CaptureFixture[str], id_: str, answer: str, said: str
) -> None:
    before = tree(docs)
    assert hand_in(docs, body_of("letter", {**ANSWERS, id_: answer})) == 1
    assert tree(docs) == before
    out = capsys.readouterr().out
    assert "No draft could be made" in out
    assert said in out
    assert answer in out


def test_an_answer_that_no_page_takes_is_told_and_kept(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {**ANSWERS, "source-url": "www.example.org/letter", "signatories": "Alpha\na | b | c | d"}
    assert hand_in(docs, body_of("letter", answers)) == 1
    out = capsys.readouterr().out
    assert "Address of the letter:\n|   the answer: ‘www.example.org/letter’: the scheme is missing" in out
    assert "Signatories:\n|   ‘a | b | c | d’ has more than two bars" in out
    assert "| Address of the letter:\n| www.example.org/letter\n" in out
    assert "url" not in draft(docs)


def test_check_names_the_question_that_a_message_is_about(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = {**ANSWERS, "signatories": "Alfa", "license": "CC-BY-4.0", "source-url": ""}
    assert hand_in(docs, body_of("letter", answers)) == 1
    out = capsys.readouterr().out
    assert (
        "| Signatories:\n|   no organization bears the name ‘Alfa’; did you mean ‘Alpha’? "
        "If it is written as printed, leave it: a maintainer adds its page" in out
    )
    assert "| Licence of the full text:\n|   a summary names a licence" in out
    assert "| Address of the letter:\n|   the letter tells nowhere where it was seen" in out


def test_stubs_are_written_only_when_asked(docs: Path) -> None:
    answers = {**ANSWERS, "signatories": "New Body\nnew body"}
    assert hand_in(docs, body_of("letter", answers)) == 1
    assert not (docs / "organizations/new-body.md").exists()
    assert hand_in(docs, body_of("letter", answers), "--stubs") == 0
    page = "---\nname: New Body\n# unsure: what kind of body this is\nkind: other\n---\n"
    assert (docs / "organizations/new-body.md").read_text() == page


def test_report_leads_to_the_rules_where_the_site_has_an_address(
    docs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSIGNED_BASEURL", "https://archive.example.org/")
    hand_in(docs, body_of("letter", {**ANSWERS, "signatories": "Nobody Known"}))
    assert "|   https://archive.example.org/contribute/rules/unknown-name.html\n" in capsys.readouterr().out


def test_json_gives_paths_and_report(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, body_of("letter", {**ANSWERS, "signatories": "@alfa"}), "--json") == 1
    found = json.loads(capsys.readouterr().out)
    path = "letters/2021/2021-05-04-closing-radio.md"
    assert (found["path"], found["pages"]) == (path, [path, "letters/2021/index.md"])
    assert [problem["label"] for problem in found["problems"]] == ["Signatories"]
    assert found["report"].startswith("A draft was made of this form. 1 thing should be mended.")
    assert "@" not in found["report"]


# ---------------------------------------------------------------- hostile texts


def test_questions_inside_answers_are_told_and_change_no_other_answer(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = "One.\n\n### Title\n\nForged\n\n### Publisher\n\nForged"
    assert hand_in(docs, body_of("letter", {**ANSWERS, "summary": summary})) == 1
    page = draft(docs)
    assert "title: Joint letter on the closing of radio\n" in page
    out = capsys.readouterr().out
    assert "| Title:\n|   a line of an answer looks like this question" in out
    assert "| Publisher:\n|   a line of an answer looks like this question" in out


HOSTILE = [
    "<script>alert(1)</script><!-- x",
    "```{raw} html\n<b>\n```",
    "````\n### Title\n````",
    ":::{include} /etc/passwd\n:::",
    "{include}`/etc/passwd` {{ config }} $(id) `id`",
    "---\ntitle: Forged\n---",
    "...\n--- !!python/object:os.system",
    "&anchor *alias <<: !tag",
    "::set-output name=x::y\n##[add-mask]x\n::error::x",
    "@everyone #1 https://evil.example [x](javascript:alert(1))",
    "a\u202eb\u200bc\x00\x1b[31m",
    "\t\tcode\n    code",
    "=====\n-----\n# head\n1. one\n* two\n| a | b |\n| - | - |",
    "'\"\\ % ~ null NO 1.10 {a: b} [c]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_are_text_and_nothing_else(docs: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    answers = {
        **ANSWERS,
        "signatories-complete": "no",
        "summary": text,
        "notes": text,
        "occasion": text,
        "asks": text,
        "signatories": text,
        "rights": text,
    }
    assert hand_in(docs, body_of("letter", answers)) in (0, 1)
    page = read_facts(draft(docs).encode(), path="letters/2021/2021-05-04-closing-radio.md")
    assert isinstance(page.record, Letter)
    assert (page.record.title, str(page.record.date)) == (ANSWERS["title"], ANSWERS["date"])
    assert page.messages == ()
    # `syntax` points at text that looks like markup and shows as it stands; nothing active was made.
    rules = {message.rule.id for message in check_archive(docs).messages if message.path.startswith("letters/2021/")}
    assert rules <= {"unknown-name", "no-summary", "syntax"}
    out = capsys.readouterr().out
    assert "@" not in out
    assert "##[" not in out
    assert "\u202e" not in out
    assert not any(line.lstrip().startswith("::") for line in out.split("\n"))
    assert out.count("`") == 8 * out.count("````text")


def test_huge_text_is_refused_unread(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, "### Title\n\n" + "x" * form.MAX_BODY) == 1
    assert "a form has at most 200,000" in capsys.readouterr().out


def test_text_that_answers_no_form_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, "Hello @team, please add ```this```") == 1
    assert "the text is no answered form" in capsys.readouterr().out


def test_bytes_that_are_no_text_are_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, b"### Title\n\n\xff") == 1
    assert "the text is not UTF-8" in capsys.readouterr().out


def test_missing_consent_is_told_word_for_word(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, body_of("letter", {**ANSWERS, "consent": ""})) == 1
    assert "please confirm: I name no private person" in capsys.readouterr().out


def test_choices_that_the_form_does_not_offer_are_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, body_of("letter", {**ANSWERS, "topics": "press-freedom, ../../etc"})) == 1
    assert "‘../../etc’ is none of the choices" in capsys.readouterr().out
    assert "topics:\n- press-freedom\nasks:" in draft(docs)


def test_missing_forms_and_files_are_wrong_usage(docs: Path, tmp_path: Path) -> None:
    body = tmp_path / "body.md"
    body.write_text("x")
    assert main(["form", str(body), "--docs", str(docs), "--forms", str(tmp_path)]) == 2
    assert main(["form", str(tmp_path / "none"), "--docs", str(docs), "--forms", str(FORMS)]) == 2


def test_harmless_text_holds_no_sign_that_acts() -> None:
    assert harmless("`@`##[x]\u202e") == "ˋ＠ˋ## [x]U+202E"
    assert fenced(["::a\n::b"]) == "````text\n| ::a\n| ::b\n````\n"


def test_body_keeps_paragraphs_and_no_indent() -> None:
    assert letter_body("  One. Two.\n    Three.\n\n\n  Four.") == "One.\nTwo.\nThree.\n\nFour."


def test_long_answers_are_cut_in_the_report(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hand_in(docs, body_of("letter", {**ANSWERS, "occasion": "x" * 6000})) == 1
    out = capsys.readouterr().out
    assert "x" * MAX_KEPT + " ... (cut; the issue has the whole)" in out
    assert "x" * (MAX_KEPT + 1) not in out


# ---------------------------------------------------------------- corrections


def correct(docs: Path, **answers: str) -> int:
    return hand_in(docs, body_of("correction", {**SIGNATORY, **answers}))


def page(docs: Path) -> str:
    return (docs / LETTER_PATH).read_text("utf-8")


EVIDENCE = "evidence:\n- https://example.org/proof\n"
WITH_EVIDENCE = LETTER.replace("---\nOne group", f"{EVIDENCE}---\nOne group")


@pytest.mark.parametrize(
    ("answers", "before", "after"),
    [
        ({"key": "title", "old": "A letter", "new": "A letter: again"}, "title: A letter\n", "title: 'A letter: again'\n"),
        ({"key": "topics", "new": "press-freedom"}, "- speech\n", "- speech\n- press-freedom\n"),
        ({"key": "topics", "old": "speech", "new": "press-freedom"}, "- speech\n", "- press-freedom\n"),
        ({"key": "occasion", "new": "A day"}, "source:\n", "occasion: A day\nsource:\n"),
        ({"key": "asks", "new": "Talk"}, "source:\n", "asks:\n- Talk\nsource:\n"),
        ({"key": "to", "old": "Jo Example", "new": "Jo Example | Prime Minister | Ministry of Examples"}, "title: Minister,", "title: Prime Minister,"),
        ({"key": "body", "old": "One group writes.", "new": "One group asks."}, "One group writes.", "One group asks."),
    ],
)  # fmt: skip
def test_a_precise_correction_changes_the_page_in_one_place(
    docs: Path, answers: dict[str, str], before: str, after: str
) -> None:
    assert correct(docs, **answers) == 0
    assert page(docs) == WITH_EVIDENCE.replace(before, after)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"page": "2020-05-04-leter", "key": "title"}, "the archive has no page ‘2020-05-04-leter’; did you mean ‘2020-05-04-letter’?"),
        ({"key": "title", "old": "Another", "new": "x"}, "the page says ‘A letter’; please write here exactly"),
        ({"key": "other", "old": "a", "new": "b"}, "a maintainer finds the place"),
        ({"key": "name", "old": "a", "new": "b"}, "pages of this kind have no name"),
        ({"key": "body", "old": "not there", "new": "b"}, "the words do not stand once"),
        ({"key": "body", "old": "a " * 1001, "new": "b"}, "name the wrong words alone, at most 2,000"),
        ({"key": "topics", "old": "speech"}, "a maintainer makes the change"),
        ({"key": "title", "old": "A letter", "new": "A letter"}, "the page says so already"),
        ({"key": "to", "new": "a | b | c | d"}, "more than two bars"),
        ({"key": "cc", "new": "<b>"}, "holds ‘<’"),
        ({"key": "title", "old": "A letter", "new": "B", "evidence": "ftp://example.org"}, "the scheme ‘ftp’ is not accepted"),
    ],
)  # fmt: skip
def test_an_unclear_correction_changes_nothing_and_tells_what_to_do(
    docs: Path, capsys: pytest.CaptureFixture[str], answers: dict[str, str], said: str
) -> None:
    before = tree(docs)
    assert correct(docs, **answers) == 1
    assert tree(docs) == before
    out = capsys.readouterr().out
    assert said in out
    assert "Not on the page" in out


def test_page_is_found_by_its_address_on_the_site(docs: Path) -> None:
    address = "https://archive.example.org/organizations/alpha.html?x=1#letters"
    assert correct(docs, page=address, key="aliases", new="ALF") == 0
    assert (docs / "organizations/alpha.md").read_text() == (
        "---\nname: Alpha\naliases:\n- Alpha Society\n- ALF\nkind: ngo\n---\n"
    )


def test_page_is_found_by_an_id_that_it_had_before(docs: Path) -> None:
    write_pages(docs, {"topics/speech.md": "---\nname: Speech\nformer-ids:\n- talk\n---\nTalking.\n"})
    assert correct(docs, page="talk", key="related", new="press-freedom") == 0
    assert "related:\n- press-freedom\nformer-ids:" in (docs / "topics/speech.md").read_text()


def test_a_correction_that_breaks_a_rule_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correct(docs, key="date", old="2020-05-04", new="2020-05-05") == 1
    assert "Date" not in page(docs)
    assert "the file name begins with ‘2020-05-04’, the date is 2020-05-05" in capsys.readouterr().out


def test_a_correction_cannot_add_keys(docs: Path) -> None:
    correct(docs, key="title", old="A letter", new="B\ntext: full\nlicense: CC0-1.0")
    facts = read_facts(page(docs).encode(), path=LETTER_PATH).record
    assert isinstance(facts, Letter)
    assert (facts.title, facts.text, facts.license) == ("B text: full license: CC0-1.0", "summary", None)


# ---------------------------------------------------------------- signatories


def sign(docs: Path, change: str, **answers: str) -> int:
    return hand_in(docs, body_of("signatory", {**SIGNATORY, "change": change, **answers}))


def signatories(docs: Path) -> tuple[Party, ...]:
    record = read_facts(page(docs).encode(), path=LETTER_PATH).record
    assert isinstance(record, Letter)
    return record.signatories


def test_a_missing_signatory_is_added_at_the_end(docs: Path) -> None:
    assert sign(docs, "a signatory is missing", signatories="Ada Example | Chair | Alpha Society") == 0
    entry = "- {name: Ada Example, title: Chair, organization: Alpha Society}\n"
    assert page(docs) == WITH_EVIDENCE.replace("- Alpha\n", f"- Alpha\n{entry}")


def test_a_missing_signatory_is_added_where_the_letter_prints_it(docs: Path) -> None:
    sign(docs, "a signatory is missing", signatories="Ministry of Examples")
    sign(docs, "a signatory is missing", signatories="Alpha Society (endorser)", after="Alpha")
    assert [party.organization for party in signatories(docs)] == ["Alpha", "Alpha Society", "Ministry of Examples"]


def test_a_signatory_written_wrongly_is_replaced(docs: Path) -> None:
    assert sign(docs, "a signatory is written wrongly", old="Alpha", signatories="Alpha Society") == 0
    assert page(docs) == WITH_EVIDENCE.replace("- Alpha\n", "- Alpha Society\n")


def test_a_withdrawal_is_noted_with_its_day(docs: Path) -> None:
    assert sign(docs, "a signatory has withdrawn", old="Alpha", withdrawn="2020-06") == 0
    assert signatories(docs) == (Party(organization="Alpha", withdrawn=Date(2020, 6)),)
    assert "- {organization: Alpha, withdrawn: 2020-06}\n" in page(docs)


@pytest.mark.parametrize(
    ("change", "answers", "said"),
    [
        ("a signatory has withdrawn", {"old": "Alpha"}, "the day is needed"),
        ("a signatory has withdrawn", {"withdrawn": "2020"}, "the signatory is not named"),
        ("a signatory is missing", {}, "the missing signatory is not named"),
        ("a signatory is missing", {"signatories": "Alpha Society", "after": "Beta"}, "‘Beta’ does not stand in the list"),
        ("a signatory is written wrongly", {"old": "Alpha"}, "both are needed"),
        ("somebody is listed who did not sign", {"old": "Alpha"}, "a maintainer compares the sources"),
        ("", {}, "a maintainer compares the sources"),
    ],
)  # fmt: skip
def test_an_unclear_signatory_changes_nothing(
    docs: Path, capsys: pytest.CaptureFixture[str], change: str, answers: dict[str, str], said: str
) -> None:
    before = tree(docs)
    assert sign(docs, change, **answers) == 1
    assert tree(docs) == before
    assert said in capsys.readouterr().out


def test_unknown_organization_gets_the_kind_that_the_form_gives(docs: Path) -> None:
    body = body_of(
        "signatory", {**SIGNATORY, "change": "a signatory is missing", "signatories": "Beta", "kind": "media"}
    )
    assert hand_in(docs, body, "--stubs") == 0
    assert (docs / "organizations/beta.md").read_text() == "---\nname: Beta\nkind: media\n---\n"
