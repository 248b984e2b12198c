"""Merging pages: names, text and references go over, and disagreements are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import LETTER, LETTER_PATH
from tests.moving import FOLLOWING, archive, refuses, run
from undersigned.checking import check_archive

if TYPE_CHECKING:
    from pathlib import Path

GAMMA = "---\nname: Gamma\nmisprints:\n- Gama\nkind: company\ncountry: DE\nformer-ids: [old-gamma]\n---\nGamma makes things.\n"


def errors(docs: Path) -> list[str]:
    return [str(message) for message in check_archive(docs).messages if not message.rule.notice]


def test_names_ids_text_and_references_go_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path, **{"organizations/gamma.md": GAMMA})
    assert run(docs, "merge", "alpha", "gamma") == 0
    assert not (docs / "organizations/alpha.md").exists()
    assert (docs / "organizations/gamma.md").read_text() == GAMMA.replace(
        "name: Gamma\n", "name: Gamma\naliases:\n- Alpha\n- Alpha Society\n"
    ).replace("former-ids: [old-gamma]", "former-ids:\n- old-gamma\n- alpha")
    assert 'organization-id: "gamma"' in (docs / FOLLOWING).read_text()
    assert "parent: gamma" in (docs / "organizations/beta.md").read_text()
    assert "kind stays ‘company’; ‘alpha’ said ‘ngo’" in capsys.readouterr().err
    assert errors(docs) == []


def test_misprints_stay_misprints_facts_are_taken_over_and_text_is_added(tmp_path: Path) -> None:
    docs = archive(tmp_path, **{"organizations/gamma.md": GAMMA})
    assert run(docs, "merge", "gamma", "alpha") == 0
    assert (docs / "organizations/alpha.md").read_text() == (
        "---\nname: Alpha\naliases:\n- Alpha Society\n- Gamma\nmisprints:\n- Gama\nkind: ngo\ncountry: DE\n"
        "former-ids:\n- old-gamma\n- gamma\n---\nGamma makes things.\n"
    )
    assert errors(docs) == []


def test_letter_signed_under_both_names_keeps_both_and_counts_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = archive(
        tmp_path, **{"organizations/gamma.md": GAMMA, LETTER_PATH: LETTER.replace("- Alpha\n", "- Alpha\n- Gamma\n")}
    )
    assert run(docs, "merge", "gamma", "alpha") == 0
    assert "letters/2020/2020-05-04-letter.md: both names signed" in capsys.readouterr().err
    catalogue = check_archive(docs).catalogue
    letter = catalogue.letter["2020-05-04-letter"].record
    assert [party.organization for party in letter.signatories] == ["Alpha", "Gamma"]
    assert [entry.record.id for entry in catalogue.signatories(letter)] == ["alpha"]
    assert [entry.record.id for entry in catalogue.signed_by("alpha")] == ["2020-05-04-letter", "2021-01-02-second"]
    assert errors(docs) == []


def test_topics_merge_by_id_and_name_without_doubles(tmp_path: Path) -> None:
    docs = archive(
        tmp_path, **{"topics/talk.md": "---\nname: Talk\nrelated: [speech]\n---\n",
                     LETTER_PATH: LETTER.replace("- speech\n", "- Talk\n- speech\n") + "{topic}`Talk` and {topic}`talk`.\n"},
    )  # fmt: skip
    assert run(docs, "merge", "talk", "speech") == 0
    text = (docs / LETTER_PATH).read_text()
    assert "topics:\n- speech\nsource" in text
    assert "{topic}`speech` and {topic}`speech`." in text
    assert errors(docs) == []


@pytest.mark.parametrize(("old", "new", "said"), [
    ("alpha", "alpha", "both names mean organizations/alpha.md; give two pages"),
    ("alpha", "speech", "organizations/alpha.md is a page of kind organization, topics/speech.md of kind topic"),
    ("2020-05-04-letter", "2021-01-02-second", "letters are not merged"),
    ("alpha", "beta", "parent of ‘beta’ is ‘alpha’, and nothing stands above itself"),
    ("omega", "alpha", "no letter, organization or topic is called ‘omega’"),
])  # fmt: skip
def test_mistakes_are_told_and_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert refuses(archive(tmp_path), "merge", old, new)
    assert said in capsys.readouterr().err
