"""What a change does to names and ids of pages that were there is pointed out, whoever's they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import LETTER, write_pages
from tests.test_changes import commit, repository
from undersigned.changes import check_changes
from undersigned.reports import Report, github

__all__ = ["repository"]

ALPHA = "---\nname: Alpha\naliases:\n- Alpha Society\nkind: ngo\n---\n"


def claims(docs: Path) -> list[str]:
    found = check_changes(docs, "HEAD").messages
    return [f"{m.path}:{m.line} {m.problem}" for m in found if m.rule.id == "identity"]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (
            {"organizations/alpha.md": ALPHA.replace("kind", "- Beta\nkind")},
            ["organizations/alpha.md:5 ‘Beta’ is a new name of ‘Alpha’"],
        ),
        (
            {"organizations/alpha.md": ALPHA.replace("aliases:\n- Alpha Society\n", "")},
            ["organizations/alpha.md:1 ‘Alpha Society’ is no name of ‘Alpha’ any more"],
        ),
        (
            {"organizations/alpha.md": ALPHA.replace("name: Alpha", "name: Beta")},
            ["organizations/alpha.md:2 the name ‘Alpha’ became ‘Beta’"],
        ),
        (
            {"organizations/alpha.md": ALPHA.replace("kind", "former-ids: [old-alpha]\nkind")},
            ["organizations/alpha.md:5 ‘old-alpha’ is a new former id of ‘Alpha’"],
        ),
        (
            {"organizations/alpha.md": ALPHA.replace("kind", "identifiers: {wikidata: Q7}\nkind")},
            ["organizations/alpha.md:5 the Wikidata id of ‘Alpha’ was none and is ‘Q7’"],
        ),
        # An alias taken from one body and given to a new one breaks no rule by itself.
        (
            {
                "organizations/alpha.md": ALPHA.replace("aliases:\n- Alpha Society\n", ""),
                "organizations/thief.md": "---\nname: Thief\naliases:\n- Alpha Society\nkind: ngo\n---\n",
            },
            [
                "organizations/alpha.md:1 ‘Alpha Society’ is no name of ‘Alpha’ any more",
                "organizations/thief.md:4 ‘Alpha Society’ was a name of organizations/alpha.md before",
            ],
        ),
        (
            {"topics/speech.md": "---\nname: Talk\n---\nTalking.\n"},
            ["topics/speech.md:2 the name ‘Speech’ became ‘Talk’"],
        ),
        (
            {"letters/2020/2020-05-04-letter.md": LETTER.replace("---\nOne", "former-ids: [2020-05-04-old]\n---\nOne")},
            ["letters/2020/2020-05-04-letter.md:14 ‘2020-05-04-old’ is a new former id of ‘2020-05-04-letter’"],
        ),
        # What is no matter of identity is none.
        ({"organizations/alpha.md": ALPHA.replace("kind: ngo", "kind: ngo\ncountry: DE")}, []),
        ({"organizations/new.md": "---\nname: New\nkind: ngo\n---\n"}, []),
    ],
)
def test_a_change_of_identity_is_told(repository: Path, pages: dict[str, str], expected: list[str]) -> None:
    write_pages(repository / "docs", pages)
    assert claims(repository / "docs") == expected


def test_an_id_taken_over_by_a_former_id_is_told(repository: Path) -> None:
    docs = repository / "docs"
    (docs / "organizations/alpha.md").unlink()
    write_pages(
        docs,
        {"organizations/ministry.md": "---\nname: Ministry of Examples\nkind: government\nformer-ids: [alpha]\n---\n"},
    )
    # The page that went looks renamed; that the other had a name of its own before shows what happened.
    assert claims(docs) == ["organizations/ministry.md:4 ‘alpha’ is a new former id of ‘Ministry of Examples’"]


def test_a_page_that_is_renamed_claims_nothing_of_others(repository: Path) -> None:
    docs = repository / "docs"
    (docs / "organizations/alpha.md").unlink()
    write_pages(docs, {"organizations/beta.md": ALPHA.replace("kind", "former-ids: [alpha]\nkind")})
    assert claims(docs) == []


def test_a_former_id_given_from_one_page_to_another_is_told(repository: Path) -> None:
    docs = repository / "docs"
    write_pages(docs, {"organizations/alpha.md": ALPHA.replace("kind", "former-ids: [old-alpha]\nkind")})
    commit(repository)
    write_pages(docs, {
        "organizations/alpha.md": ALPHA,
        "organizations/thief.md": "---\nname: Thief\nkind: ngo\nformer-ids: [old-alpha]\n---\n",
    })  # fmt: skip
    assert claims(docs) == [
        "organizations/alpha.md:1 ‘old-alpha’ is no former id of ‘Alpha’ any more",
        "organizations/thief.md:4 ‘old-alpha’ led to organizations/alpha.md before",
    ]


def test_the_check_of_a_pull_request_marks_the_line(repository: Path) -> None:
    docs = repository / "docs"
    write_pages(docs, {"organizations/alpha.md": ALPHA.replace("kind", "- Beta\nkind")})
    report = Report(check_changes(docs, "HEAD"), "docs", "HEAD")
    assert (
        "::notice file=docs/organizations/alpha.md,line=5,title=identity::‘Beta’ is a new name of ‘Alpha’"
        in github.write(report)
    )
    assert report.errors == 0
