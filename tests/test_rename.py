"""Renaming pages: every reference is mended, nothing else is touched, and failures change nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.building import LETTER, LETTER_PATH, tree, write_pages
from tests.moving import FOLLOWING, PAGES, archive, refuses, run
from undersigned.checking import check_archive

if TYPE_CHECKING:
    from pathlib import Path


def errors(docs: Path) -> list[str]:
    return [str(message) for message in check_archive(docs).messages if not message.rule.notice]


def test_organization_is_renamed_wherever_it_is_meant(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    assert run(docs, "rename", "alpha", "omega") == 0
    assert not (docs / "organizations/alpha.md").exists()
    assert (docs / "organizations/omega.md").read_text().endswith("kind: ngo\nformer-ids:\n- alpha\n---\n")
    assert (docs / FOLLOWING).read_text() == PAGES[FOLLOWING].replace('organization-id: "alpha"', 'organization-id: "omega"').replace(
        "[id](#alpha)", "[id](#omega)").replace("{any}`alpha`", "{any}`omega`").replace(":organization: alpha", ":organization: omega")  # fmt: skip
    assert (docs / "organizations/beta.md").read_text() == PAGES["organizations/beta.md"].replace(
        "parent: alpha", "parent: omega"
    ).replace("<alpha>", "<omega>")
    assert errors(docs) == []


def test_topic_is_renamed_in_lists_roles_links_and_listings(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    assert run(docs, "rename", "topics/speech.md", "free-speech") == 0
    text = (docs / FOLLOWING).read_text()
    assert "topics: [free-speech, press]" in text
    assert "](../../topics/free-speech.md)" in text
    assert "{topic}`free-speech`" in text
    assert ":topic: free-speech" in text
    assert "https://example.org/alpha/speech" in text
    assert errors(docs) == []


def test_letter_moves_to_the_folder_of_its_year_with_images_and_links(tmp_path: Path) -> None:
    from PIL import Image

    note = "date: 2020-05-04\ndate-note: Sources differ."
    body = "![A seal](seal.png) and [other](2020-06-07-other.md) and [topic](../../topics/speech.md).\n"
    other = LETTER.replace("2020-05-04", "2020-06-07").replace("A letter", "Other").replace("/letter", "/other")
    docs = archive(tmp_path, **{
        LETTER_PATH: LETTER.replace("date: 2020-05-04", note) + body,
        "letters/2020/2020-06-07-other.md": other + "[first](2020-05-04-letter.md#s)\n",
    })  # fmt: skip
    Image.new("RGB", (2, 2)).save(docs / "letters/2020/seal.png")
    write_pages(docs, {"letters/2020/2020-06-07-other.md": other + "[first](2020-05-04-letter.md)\n"})
    assert errors(docs) == []
    assert run(docs, "rename", "2020-05-04-letter", "2019-05-04-letter") == 0
    text = (docs / "letters/2019/2019-05-04-letter.md").read_text()
    assert "[other](../2020/2020-06-07-other.md) and [topic](../../topics/speech.md)" in text
    assert (docs / "letters/2019/seal.png").is_file()
    assert not (docs / "letters/2020/seal.png").exists()
    assert "(../2019/2019-05-04-letter.md)" in (docs / "letters/2020/2020-06-07-other.md").read_text()
    assert "title: Letters of 2019" in (docs / "letters/2019/index.md").read_text()
    assert "follows: 2019-05-04-letter" in (docs / FOLLOWING).read_text()
    assert errors(docs) == []


def test_renaming_there_and_back_keeps_both_former_ids_right(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    assert run(docs, "rename", "alpha", "omega") == 0
    assert run(docs, "rename", "omega", "alpha") == 0
    assert "former-ids:\n- omega\n---" in (docs / "organizations/alpha.md").read_text()
    assert errors(docs) == []


def test_line_ends_of_the_page_stay(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    (docs / FOLLOWING).write_bytes(PAGES[FOLLOWING].replace("\n", "\r\n").encode())
    assert run(docs, "rename", "alpha", "omega") == 0
    data = (docs / FOLLOWING).read_bytes()
    assert b"[id](#omega)\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_dry_run_shows_a_diff_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    before = tree(docs)
    assert run(docs, "rename", "alpha", "omega", "--dry-run") == 0
    assert tree(docs) == before
    shown = capsys.readouterr().out
    assert "--- organizations/alpha.md\n+++ organizations/omega.md\n" in shown
    assert "-parent: alpha  # the mother\n+parent: omega  # the mother\n" in shown


@pytest.mark.parametrize(("old", "new", "said"), [
    ("alhpa", "omega", "no letter, organization or topic is called ‘alhpa’; did you mean ‘alpha’?"),
    ("alpha", "alpha", "the page is called ‘alpha’ already; give another id"),
    ("alpha", "beta", "organizations/beta.md is there already; choose another id, or merge the two pages"),
    ("alpha", "Om ega", "‘Om ega’ is no id; write a-z, 0-9 and single hyphens"),
    ("alpha", "topics/omega.md", "the page of ‘omega’ stands at organizations/omega.md, not at ‘topics/omega.md’; give the id alone"),
    ("alpha", "con", "‘con’ cannot be a file's name; choose another id"),
    ("2020-05-04-letter", "letter", "‘letter’ is no letter's id; begin it with the letter's date, as in 2013-04-10-words"),
    ("index.md", "home", "index.md is no letter, organization or topic; move such a page by hand"),
    ("2020-05-04-letter", "2020-05-05-letter", "file-name: the file name begins with ‘2020-05-05’, the date is 2020-05-04"),
])  # fmt: skip
def test_mistakes_are_told_and_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert refuses(archive(tmp_path), "rename", old, new)
    error = capsys.readouterr().err
    assert said in error
    assert error.endswith("nothing was changed\n")


def test_id_of_two_kinds_asks_for_the_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path, **{"topics/alpha.md": "---\nname: Alphas\n---\n"})
    assert refuses(docs, "rename", "alpha", "omega")
    assert "‘alpha’ names organizations/alpha.md and topics/alpha.md; give the path" in capsys.readouterr().err


def test_former_id_of_another_page_is_refused(tmp_path: Path) -> None:
    docs = archive(tmp_path, **{"organizations/gamma.md": "---\nname: Gamma\nkind: ngo\nformer-ids:\n- omega\n---\n"})
    assert refuses(docs, "rename", "alpha", "omega")


def test_page_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path, **{"organizations/gamma.md": "nothing\n"})
    assert refuses(docs, "rename", "gamma", "omega")
    assert "organizations/gamma.md: the page cannot be read" in capsys.readouterr().err


def test_errors_that_were_there_before_do_not_stop_a_rename(tmp_path: Path) -> None:
    docs = archive(tmp_path, **{"organizations/gamma.md": "---\nname: Gamma\nkind: club\n---\n"})
    assert run(docs, "rename", "alpha", "omega") == 0


def test_failure_half_way_restores_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = archive(tmp_path)
    replaced: list[str] = []
    replace = os.replace

    def fail(source: str, target: Path) -> None:
        replaced.append(str(target))
        if len(replaced) == 2:
            raise OSError("the disk is full")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    assert refuses(docs, "rename", "alpha", "omega")
    assert len(replaced) > 2
