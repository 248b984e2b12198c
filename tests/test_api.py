"""The reading API: its guide is run, its sources give the same answers, nobody is named who signs for no body."""

from __future__ import annotations

import doctest
import json
import re
import subprocess
import sys
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas
import pytest

import undersigned
from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, write_pages
from undersigned.api import Archive, ArchiveError, SelectionError, open_archive
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.exports.data import Data
from undersigned.exports.holdings import read_folder
from undersigned.listings import Listing
from undersigned.viewing import Views
from undersigned.viewing_listings import listing_view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GUIDE = TOP / "docs/develop"
_CODE = re.compile(r"^```(pycon|python)\n(.*?)^```$", re.M | re.S)
_LISTING = re.compile(r"^```\{(letters|organizations)\}\n((?::[a-z]+: .*\n)+)```$", re.M)

FIRST = """\
---
title: A first letter
date: 2019-05-04
to:
- {name: Jo Example, title: Minister, organization-id: ministry}
signatories:
- {organization: Alpha, role: lead}
- {organization: 'Beta & Sons, Ltd.', name: Kim Sample}
- {name: Secret Person}
signatories-complete: true
individuals: 1
topics:
- speech
asks:
- Talk to us
source: {publisher: Alpha, url: 'https://alpha.example/letter'}
---
Two groups write.
"""
SECOND = """\
---
title: Deuxième lettre
date: 2021-03
language: fr
cc:
- Ministry of Examples
signatories:
- Alpha Society
topics:
- speech
text: full
license: CC-BY-4.0
source: {publisher: Alpha}
---
*Chers* amis
"""
THIRD = """\
---
title: A third letter
date: 2022
to:
- Ministry of Examples
topics:
- rights
source: {publisher: Alpha, copy: A leaflet}
---
Nobody is known to have signed.
"""
#: The archive of the guide.
PAGES = {
    "index.md": "---\ntitle: Home\n---\n",
    "letters/2019/2019-05-04-first.md": FIRST,
    "letters/2021/2021-03-second.md": SECOND,
    "letters/2022/2022-third.md": THIRD,
    "organizations/alpha.md": "---\nname: Alpha Society\naliases:\n- Alpha\nkind: ngo\ncountry: NO\n---\nKnown *widely*.\n",
    "organizations/beta.md": "---\nname: Beta and Sons Ltd\nkind: company\nparent: holding\n---\n",
    "organizations/holding.md": "---\nname: Holding\nkind: company\n---\n",
    "organizations/ministry.md": "---\nname: Ministry of Examples\nkind: government\n---\n",
    "topics/rights.md": "---\nname: Rights\n---\nAll of them.\n",
    "topics/speech.md": "---\nname: Speech\nbroader: rights\n---\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_pages(tmp_path / "docs", PAGES)
    assert check_archive(tmp_path / "docs").errors == ()
    return tmp_path


def exported(project: Path) -> Path:
    folder = project / "data"
    folder.mkdir()
    for name, content in Data(read_folder(project / "docs"), None).folder().items():
        (folder / name).write_bytes(content)
    return folder


def told(archive: Archive) -> str:
    """Say everything that an archive gives."""
    said = [repr(archive), *archive.catalogue.pages]
    for letter in archive.letters:
        said += [
            repr(letter),
            letter.page,
            repr(letter.record),
            letter.summary,
            letter.full_text,
            repr(letter.individuals),
        ]
        said += [repr(letter.signatories), repr(letter.addressees), repr(letter.topics)]
    said += [
        repr((body, body.note, body.parent, body.signed, body.received, body.co_signatories))
        for body in archive.organizations
    ]
    said += [repr((topic, topic.description, topic.broader, topic.narrower, topic.letters)) for topic in archive.topics]
    for table in ("letters", "signatures", "addressees", "organizations", "topics"):
        said.append(getattr(archive, f"{table}_frame")().to_json())
    return re.sub(r"line=\d+|lines=\(\(.*?\)\)", "", "\n".join(said))


# ---------------------------------------------------------------- the guide


def test_the_guide_says_what_happens(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    text = "\n".join(
        code for language, code in _CODE.findall((GUIDE / "reading.md").read_text("utf-8")) if language == "pycon"
    )
    test = doctest.DocTestParser().get_doctest(text, {}, "reading.md", None, 0)
    assert len(test.examples) > 25
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(test, out=report.append)
    assert result.failed == 0, "".join(report)


@cache
def answers() -> Mapping[str, Any]:
    """Run the code of the questions over the real archive."""
    code = "\n".join(
        code for language, code in _CODE.findall((GUIDE / "questions.md").read_text("utf-8")) if language == "python"
    )
    found: dict[str, Any] = {}
    exec(code.replace('open_archive(".")', f"open_archive({str(TOP)!r})"), found)
    return found


@cache
def shown() -> list[Any]:
    """Give what the listings of the page show, as the build makes them."""
    records = check_archive(TOP / "docs").catalogue._records

    class Domain:
        catalogue = Catalogue(records)

    views = Views(Domain())  # type: ignore[arg-type]
    listings = []
    for name, lines in _LISTING.findall((GUIDE / "questions.md").read_text("utf-8")):
        options = tuple(sorted(tuple(line[1:].split(": ", 1)) for line in lines.splitlines()))
        listings.append(listing_view(views, Listing(name, options)))
    return listings


def test_the_code_and_the_site_count_the_same_signatures() -> None:
    table = answers()["table"].head(10)
    assert [(tally.title, tally.count) for tally in shown()[0].tallies] == list(
        zip(table.name, table.letters, strict=True)
    )
    assert shown()[0].tallies[0].count > 20


def test_the_code_and_the_site_count_the_same_letters_by_year() -> None:
    years = answers()["years"].to_dict()
    assert {int(tally.title): tally.count for tally in shown()[1].tallies} == years
    assert len(years) > 5


def test_the_code_and_the_site_choose_the_same_letters() -> None:
    received = answers()["received"]
    assert [f"{line.docname}.html" for line in shown()[2].letters] == [letter.page for letter in reversed(received)]
    assert len(received) > 5
    assert sum(map(bool, answers()["asks"].values())) > 3
    assert len(answers()["bodies"]) > len(received)


# ---------------------------------------------------------------- sources


@pytest.mark.parametrize("where", ["", "docs", "data", "data/letters.json", "pages.zip", "repository.zip", "data.zip"])
def test_every_source_gives_the_same_answers(project: Path, where: str) -> None:
    exported(project)
    for name, folder, start in (
        ("pages", "docs", ""),
        ("repository", "docs", "name-main/docs/"),
        ("data", "data", "data/"),
    ):
        with zipfile.ZipFile(project / f"{name}.zip", "w") as archive:
            for path in sorted((project / folder).rglob("*.*")):
                archive.write(path, start + path.relative_to(project / folder).as_posix())
    if where.startswith("data"):
        expected = told(open_archive(project)).replace("index\n", "", 1)
        if where.endswith("letters.json"):
            # Letters alone know no names of the bodies that they mean.
            assert [str(letter) for letter in open_archive(project / where).letters] == [
                "<Letter 2019-05-04-first>", "<Letter 2021-03-second>", "<Letter 2022-third>",
            ]  # fmt: skip
            return
    else:
        expected = told(open_archive(project))
    assert told(open_archive(project / where)) == expected


@pytest.mark.parametrize("open_", [lambda project: project, exported])
def test_nobody_is_named_who_signs_for_no_body(project: Path, open_: Any) -> None:
    archive = open_archive(open_(project))
    assert archive.letters[0].individuals == 2
    assert "Secret" not in told(archive)
    assert "Secret" not in repr(vars(archive.catalogue))


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd.json").write_text('{"format": 1, "letters": [{"id": "x"}]}')
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("readme.md", "x")
    for name, said in (
        ("nothing", "there is no "), ("empty", "holds neither letters.json nor pages"),
        ("odd.json", "record 1 (x): the id 'x' does not begin"), ("other.zip", "holds neither letters.json nor pages"),
    ):  # fmt: skip
        with pytest.raises(ArchiveError, match=re.escape(said)):
            open_archive(tmp_path / name)


def test_reading_loads_neither_sphinx_nor_pandas() -> None:
    code = (
        "import sys, undersigned; archive = undersigned.open_archive('.'); archive.select(text='tibet');"
        "print(sorted({'sphinx', 'docutils', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_package_has_nothing_else_to_offer() -> None:
    assert undersigned.open_archive is open_archive
    with pytest.raises(AttributeError, match="no attribute 'close_archive'"):
        _ = undersigned.close_archive  # type: ignore[attr-defined]


# ---------------------------------------------------------------- objects and queries


def test_objects_lead_to_one_another(project: Path) -> None:
    archive = open_archive(project)
    first, second, third = archive.letters
    assert first.signatories[1].organization is archive.organization("Beta & Sons, Ltd")
    assert (first.signatories[1].printed, first.signatories[1].name) == ("Beta & Sons, Ltd.", "Kim Sample")
    assert archive.organization("beta").parent == archive.organization("holding")
    assert archive.organization("alpha").parent is None
    assert (second.summary, second.full_text, second.addressees[0].copy) == ("", "*Chers* amis", True)
    assert third.signatories == ()
    assert archive.organization("alpha").note == "Known widely."
    assert archive.topic("speech").broader == archive.topic("rights")
    assert archive.letter("a third letter") is third
    assert len({*archive.letters, *archive.letters}) == 3
    assert archive.letters[0] != open_archive(project).letters[0]


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({}, [0, 1, 2]),
        ({"signed_by": "alpha"}, [0, 1]),
        ({"signed_by": ["beta", "ministry"]}, [0]),
        ({"received_by": "Ministry of Examples"}, [0, 1, 2]),
        ({"topic": "rights"}, [0, 1, 2]),
        ({"topic": "Speech", "since": "2020"}, [1]),
        ({"since": "2021-03-15", "until": "2022-02"}, [1, 2]),
        ({"language": "fr"}, [1]),
        ({"text": "TALK"}, [0]),
        ({"text": "amis"}, [1]),
        ({"text": "deuxieme"}, [1]),
        ({"text": "letter third"}, [2]),
        ({"text": "nobody there"}, []),
        ({"text": "  "}, [0, 1, 2]),
    ],
)
def test_queries_choose_what_meets_all_conditions(project: Path, given: dict[str, Any], numbers: list[int]) -> None:
    archive = open_archive(project)
    assert archive.select(**given) == tuple(archive.letters[number] for number in numbers)


def test_every_mistake_of_a_query_is_told(project: Path) -> None:
    with pytest.raises(SelectionError) as error:
        open_archive(project).select(signed_by=["Alpa", "beta"], topic="peace", since="May")
    assert len(error.value.problems) == 3


def test_an_unknown_body_has_no_organization(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER.replace("- Alpha\n", "- Nobody\n")})
    (signature,) = open_archive(tmp_path).letters[0].signatories
    assert (signature.printed, signature.organization) == ("Nobody", None)


# ---------------------------------------------------------------- tables


def test_tables_have_types_that_know_of_missing_values(project: Path) -> None:
    letters = open_archive(project).letters_frame().set_index("id")
    assert letters.topics.to_list() == [["speech"], ["speech"], ["rights"]]
    assert letters.signatories_complete.to_list() == [True, False, False]
    assert letters.individuals.isna().to_list() == [False, True, True]
    assert int(letters.year.sum()) == 2019 + 2021 + 2022
    assert letters.license.dropna().to_list() == ["CC-BY-4.0"]


def test_tables_of_an_empty_archive_have_their_columns(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    archive = open_archive(tmp_path)
    assert archive.letters == ()
    assert list(archive.signatures_frame().columns)[:2] == ["letter", "date"]
    assert archive.letters_frame().empty


def test_without_pandas_tables_say_what_is_missing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = open_archive(project)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        archive.letters_frame()


def test_tables_equal_the_csv_files(project: Path) -> None:
    folder = exported(project)
    for name in ("letters", "signatures", "addressees", "organizations", "topics"):
        frame = getattr(open_archive(project), f"{name}_frame")()
        read = pandas.read_csv(folder / f"{name}.csv", dtype="string")
        written = frame.map(lambda cell: json.dumps(cell, ensure_ascii=False) if isinstance(cell, list) else cell)
        same = written.astype("string").replace({"True": "true", "False": "false"})
        pandas.testing.assert_frame_equal(same, read, check_dtype=False)
