"""Short addresses: one for each letter, which stays when the letter is renamed, and leads on without script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.rule_cases import example_of, lay
from undersigned import short_addresses
from undersigned.checking import check_archive
from undersigned.pages import read_facts
from undersigned.records import Letter
from undersigned.short_addresses import SIGNS, code_of

CODE = code_of("2020-05-04-letter")
#: Two ids with the same code, as in the rule's example.
TWINS = ("2020-05-03-voice-south-peace", "2020-05-08-two-stone-north")


def letter(text: str = LETTER, path: str = LETTER_PATH) -> Letter:
    record = read_facts(text.encode(), path=path).record
    assert isinstance(record, Letter)
    return record


def with_former(*ids: str) -> str:
    return LETTER.replace("\n---\nOne", "\nformer-ids:\n" + "".join(f"- {id_}\n" for id_ in ids) + "---\nOne")


def test_a_code_is_made_of_signs_that_are_not_mistaken_and_stays_the_same_in_all_versions() -> None:
    assert code_of("2013-04-10-kerry-china-visit") == "xfdmxbk"
    assert set(CODE) <= set(SIGNS)
    assert not {"i", "l", "o", "u"} & set(SIGNS)


def test_a_renamed_letter_shows_the_short_address_that_it_always_had() -> None:
    renamed = letter(with_former("2020-05-04-letter", "2020-05-04-second"), "letters/2020/2020-05-04-third.md")
    assert short_addresses.docname_of(renamed) == short_addresses.docname_of(letter()) == f"l/{CODE}"


def test_every_id_of_a_letter_has_its_page() -> None:
    renamed = letter(with_former("2020-05-04-one", "2020-05-04-two"))
    found = short_addresses.addresses({LETTER_PATH.removesuffix(".md"): renamed})
    ids = ("2020-05-04-one", "2020-05-04-two", "2020-05-04-letter")
    assert found == {f"l/{code_of(id_)}": "letters/2020/2020-05-04-letter" for id_ in ids}


def test_former_ids_that_can_be_no_address_have_no_page() -> None:
    odd = replace(letter(), former_ids=("no-date", "../escape"))
    assert short_addresses.addresses({"letters/2020/2020-05-04-letter": odd}).keys() == {f"l/{CODE}"}


def test_of_two_letters_with_one_code_the_first_has_the_address_and_the_other_is_told(tmp_path: Path) -> None:
    lay(tmp_path / "docs", example_of("short-address").wrong)
    built = build(tmp_path / "docs", tmp_path / "html")
    page = (tmp_path / f"html/l/{code_of(TWINS[0])}.html").read_text()
    assert f"url=../letters/2020/{TWINS[0]}.html" in page
    assert built.messages(tmp_path / "docs") == list(example_of("short-address").messages)


def test_the_clash_of_a_former_id_is_told_at_its_line(tmp_path: Path) -> None:
    first, second = (LETTER.replace("2020-05-04", id_[:10]) for id_ in TWINS)
    pages = {
        f"letters/2020/{TWINS[0]}.md": first,
        "letters/2020/2020-05-08-new.md": second.replace("\n---\nOne", f"\nformer-ids:\n- {TWINS[1]}\n---\nOne"),
    }
    write_pages(tmp_path, {**ARCHIVE, **pages})
    told = [f"{message.path}:{message.line}: {message.rule.id}" for message in check_archive(tmp_path).errors]
    assert told == ["letters/2020/2020-05-08-new.md:15: short-address"]


def test_one_id_on_two_pages_is_no_clash_of_codes(tmp_path: Path) -> None:
    write_pages(tmp_path, {**ARCHIVE, LETTER_PATH: LETTER, "letters/other/2020-05-04-letter.md": LETTER})
    assert "short-address" not in {message.rule.id for message in check_archive(tmp_path).messages}


@pytest.mark.parametrize("path", ["l/page.md", f"l/{CODE}.md", "404.md"])
def test_no_page_of_the_archive_stands_where_the_build_writes_its_own(tmp_path: Path, path: str) -> None:
    write_pages(tmp_path, {**ARCHIVE, path: "---\ntitle: Squatter\n---\nHere.\n"})
    assert [message.rule.id for message in check_archive(tmp_path).messages] == ["name"]


def test_the_page_leads_on_without_script_and_is_in_no_index(tmp_path: Path) -> None:
    foreign = LETTER.replace("title: A letter", "title: رسالة مفتوحة\nlanguage: ar")
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: foreign})
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    page = (tmp_path / f"html/l/{CODE}.html").read_text("utf-8")
    target = "../letters/2020/2020-05-04-letter.html"
    assert f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>' in page
    assert f'<a href="{target}" lang="ar" dir="rtl">رسالة مفتوحة</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://undersigned.example.org/letters/2020/2020-05-04-letter.html">' in page
    assert ".pdf" not in page
    assert CODE.encode() not in (tmp_path / "html/objects.inv").read_bytes()


@pytest.mark.parametrize("edit", ["rename", "delete", "retitle"])
def test_incremental_build_equals_clean_build(tmp_path: Path, edit: str) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, {**ARCHIVE, LETTER_PATH: LETTER})
    build(docs, tmp_path / "html")
    if edit == "retitle":
        write_pages(docs, {LETTER_PATH: LETTER.replace("A letter", "Another title")})
    else:
        (docs / LETTER_PATH).unlink()
    if edit == "rename":
        write_pages(docs, {"letters/2020/2020-05-04-new.md": with_former("2020-05-04-letter")})
    build(docs, tmp_path / "html")
    build(docs, tmp_path / "clean")
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")
    assert (tmp_path / f"html/l/{CODE}.html").is_file() == (edit != "delete")
