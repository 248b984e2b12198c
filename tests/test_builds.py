"""The same pages give the same bytes, however the build got there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from sphinx.errors import ExtensionError

from tests.building import ARCHIVE, LETTER, TOP, build, tree, write_pages
from undersigned.html import beside, data, downloads, harvesting, table_data
from undersigned.html.builder import SiteBuilder
from undersigned.rebuilding import NAVIGATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _letter(date: str, title: str, signatories: str, *, extra: str = "") -> str:
    listed = "".join(f"- {name}\n" for name in signatories.split(", "))
    text = LETTER.replace("2020-05-04", date).replace("A letter", title).replace("- Alpha\n", listed)
    return text.replace("source:", f"{extra}source:")


#: Letters of three years whose signatories overlap, an index of each year, a thread, references in bodies.
PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\n```{letters}\n:limit: 3\n```\n\n```{organizations}\n:as: active\n```\n",
    "organizations/index.md": "---\ntitle: Organizations\n---\n```{organizations}\n```\n",
    "browse/addressees.md": "---\ntitle: Addressees\n---\n```{organizations}\n:as: addressees\n```\n",
    "browse/countries.md": "---\ntitle: Countries\n---\n```{organizations}\n:as: countries\n```\n",
    "organizations/beta.md": "---\nname: Beta\nkind: company\n---\nKnown from [](#2020-05-04-letter).\n",
    "organizations/gamma.md": "---\nname: Gamma\nkind: ngo\nparent: alpha\n---\n",
    "topics/index.md": "---\ntitle: Topics\n---\n```{topics}\n```\n",
    "topics/press.md": "---\nname: Press\nbroader: speech\n---\nSee {organization}`Beta`.\n",
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: years\n```\n",
    "browse/pictures.md": "---\ntitle: Pictures\n---\n```{chart} network\n```\n\n```{chart} topics-over-time\n```\n",
    "letters/2019/index.md": "---\ntitle: Letters of 2019\n---\n```{letters}\n:year: 2019\n```\n",
    "letters/2019/2019-01-02-first.md": _letter("2019-01-02", "First", "Alpha, Beta"),
    "letters/2020/2020-05-04-letter.md": _letter("2020-05-04", "Second", "Alpha, Gamma"),
    "letters/2021/2021-03-04-third.md": _letter(
        "2021-03-04", "Third", "Beta, Gamma", extra="relations:\n  follows: 2020-05-04-letter\n"
    ),
}


def _edit_body(docs: Path) -> None:
    path = docs / "letters/2019/2019-01-02-first.md"
    path.write_text(path.read_text().replace("One group writes.", "Two groups write."))


def _edit_title(docs: Path) -> None:
    path = docs / "letters/2020/2020-05-04-letter.md"
    path.write_text(path.read_text().replace("title: Second", "title: The second letter"))


def _add_letter(docs: Path) -> None:
    write_pages(docs, {"letters/2020/2020-12-01-added.md": _letter("2020-12-01", "Added", "Beta")})


def _delete_letter(docs: Path) -> None:
    (docs / "letters/2019/2019-01-02-first.md").unlink()


def _rename_letter(docs: Path) -> None:
    # With another year: neighbours, year lists and counts change.
    text = (docs / "letters/2019/2019-01-02-first.md").read_text().replace("2019-01-02", "2022-01-02")
    (docs / "letters/2019/2019-01-02-first.md").unlink()
    write_pages(docs, {"letters/2022/2022-01-02-first.md": text})


def _change_alias(docs: Path) -> None:
    # The name that letters print now means another body.
    (docs / "organizations/alpha.md").write_text("---\nname: Alpha International\nkind: ngo\n---\n")
    (docs / "organizations/beta.md").write_text("---\nname: Beta\nkind: company\naliases:\n- Alpha\n---\n")


def _rename_organization(docs: Path) -> None:
    (docs / "organizations/gamma.md").rename(docs / "organizations/gamma-group.md")


def _delete_organization(docs: Path) -> None:
    (docs / "organizations/gamma.md").unlink()


def _edit_ask_and_addressee(docs: Path) -> None:
    # Both stand on the page of the addressee, the ask on that of the topic too.
    path = docs / "letters/2020/2020-05-04-letter.md"
    text = path.read_text().replace("source:", "asks:\n- Listen\nsource:")
    path.write_text(text.replace("to:\n", "to:\n- {title: All companies}\n"))


def _edit_role(docs: Path) -> None:
    path = docs / "letters/2020/2020-05-04-letter.md"
    path.write_text(path.read_text().replace("- Gamma", "- {organization: Gamma, role: endorser}"))


def _edit_kind_and_country(docs: Path) -> None:
    (docs / "organizations/beta.md").write_text("---\nname: Beta\nkind: media\ncountry: FR\n---\nA paper.\n")


def _edit_identifiers(docs: Path) -> None:
    (docs / "organizations/alpha.md").write_text(
        "---\nname: Alpha\naliases:\n- Alpha Society\nkind: ngo\nidentifiers: {wikidata: Q42}\n---\n"
    )


def _name_a_person(docs: Path) -> None:
    # Who signs for no body is named in the text too, which data then withhold.
    path = docs / "letters/2020/2020-05-04-letter.md"
    text = path.read_text().replace("- Gamma\n", "- Gamma\n- {name: Jo Secret}\n")
    path.write_text(text.replace("One group", "Jo Secret and one group"))


def _rename_topic(docs: Path) -> None:
    path = docs / "topics/speech.md"
    path.write_text(path.read_text().replace("name: Speech", "name: Free speech"))


def _delete_topic(docs: Path) -> None:
    (docs / "topics/press.md").unlink()


def _delete_section(docs: Path) -> None:
    # Every page led to it.
    (docs / "organizations/index.md").unlink()


def _add_section(docs: Path) -> None:
    write_pages(docs, {"about/index.md": "---\ntitle: About\n---\nText.\n"})


def _break_and_mend(docs: Path) -> None:
    path = docs / "letters/2019/2019-01-02-first.md"
    text = path.read_text()
    path.write_bytes(b"\xff\xfe not text")
    build(docs, docs.with_name("incremental"))
    path.write_text(text)


def _double_and_change_alias(docs: Path) -> None:
    # The view of a page with the id of another tells nothing of whom the letter names.
    first = docs / "letters/2019/2019-01-02-first.md"
    write_pages(docs, {"letters/2021/2019-01-02-first.md": first.read_bytes()})
    build(docs, docs.with_name("incremental"))
    _change_alias(docs)


EDITS: list[Callable[[Path], None]] = [
    _edit_body, _edit_title, _add_letter, _delete_letter, _rename_letter, _change_alias, _rename_organization,
    _delete_organization, _edit_identifiers, _name_a_person, _edit_ask_and_addressee, _edit_role, _edit_kind_and_country, _rename_topic, _delete_topic,
    _delete_section, _add_section, _break_and_mend, _double_and_change_alias,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_incremental_build_equals_clean_build(edit: Callable[[Path], None], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "incremental")
    edit(docs)
    second = build(docs, tmp_path / "incremental")
    clean = build(docs, tmp_path / "clean", fresh=True)
    assert tree(tmp_path / "incremental") == tree(tmp_path / "clean")
    assert second.messages(docs) == clean.messages(docs)


def _lay_pictures(docs: Path, *paths: str) -> None:
    write_pages(docs, PAGES)
    for number, path in enumerate(paths):
        page = docs / path
        page.write_text(page.read_text() + "\n![A seal](seal.png)\n")
        Image.new("RGB", (9, 9), (number, 0, 0)).save(page.with_name("seal.png"))


def test_pictures_of_one_name_keep_their_own_whatever_else_is_there(tmp_path: Path) -> None:
    docs, html = tmp_path / "docs", tmp_path / "html"
    first, second = "letters/2019/2019-01-02-first.md", "letters/2020/2020-05-04-letter.md"
    _lay_pictures(docs, first, second)
    build(docs, html)
    assert {path.name for path in (html / "_images").iterdir()} == {
        "letters--2019--seal.png", "letters--2020--seal.png"
    }  # fmt: skip
    # Sphinx numbers them as they come: the second was `seal1.png` and stayed it.
    (docs / first).write_text((docs / first).read_text().replace("![A seal](seal.png)", ""))
    build(docs, html)
    build(docs, tmp_path / "clean", fresh=True)
    assert tree(html) == tree(tmp_path / "clean")
    assert {path.name for path in (html / "_images").iterdir()} == {"letters--2020--seal.png"}
    (docs / second).write_text((docs / second).read_text().replace("![A seal](seal.png)", ""))
    build(docs, html)
    assert not (html / "_images").exists()


def test_page_that_a_killed_build_wrote_for_an_edit_that_was_taken_back_is_written_anew(tmp_path: Path) -> None:
    docs, html = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    build(docs, html)
    before = tree(html)
    organization = docs / "organizations/gamma.md"
    old = organization.read_text()
    organization.write_text(old.replace("Gamma", "Gamma Group"))
    # As if it was killed behind the last page: what is noted when a build comes to its end is not.
    kept = {name: (html / name).read_bytes() for name in (".views.json",)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SiteBuilder, "finish", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            build(docs, html)
    assert {name: (html / name).read_bytes() for name in kept} != kept
    organization.write_text(old)
    build(docs, html)
    assert tree(html) == before


def test_pages_to_which_every_page_leads_are_those_of_the_templates() -> None:
    templates = TOP / "undersigned/html/templates"
    named = re.findall(r'"([a-z]+/[a-z]+)"', (templates / "site-links.html").read_text())
    assert set(NAVIGATION) == set(named) - {"application/pdf"}
    # The other pages that ask for one are written at every build.
    asked = {name for path in templates.glob("*.html") if path.name not in ("search.html", "404.html")
             for name in re.findall(r'hasdoc\("([^"]+)"\)', path.read_text())}  # fmt: skip
    assert asked - {"search"} <= set(NAVIGATION)


def test_parallel_build_equals_serial_build(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    # More than five pages, below which Sphinx does not start processes.
    write_pages(docs, PAGES)
    serial = build(docs, tmp_path / "serial")
    parallel = build(docs, tmp_path / "parallel", parallel=2)
    assert tree(tmp_path / "serial") == tree(tmp_path / "parallel")
    assert serial.warnings == parallel.warnings == ""


def test_two_clean_builds_in_different_places_are_equal(tmp_path: Path) -> None:
    for place in ("here", "over/there"):
        write_pages(tmp_path / place / "docs", PAGES)
        build(tmp_path / place / "docs", tmp_path / place / "html")
    assert tree(tmp_path / "here/html") == tree(tmp_path / "over/there/html")


def test_unchanged_archive_writes_no_page(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    # Sphinx writes pages without a source at every build.
    before = {
        path: path.stat().st_mtime_ns
        for path in (tmp_path / "html").rglob("*.html")
        if path.name not in ("search.html", "404.html")
    }
    build(docs, tmp_path / "html")
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_unchanged_archive_makes_no_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    before = tree(tmp_path / "html")

    def refuse(*_: object) -> Iterator[beside.File]:
        raise AssertionError
        yield

    for module in (data, downloads, harvesting):
        monkeypatch.setattr(module, "_files", refuse)
    monkeypatch.setattr(table_data, "scripts", refuse)
    build(docs, tmp_path / "html")
    assert tree(tmp_path / "html") == before
    with pytest.raises(ExtensionError):
        build(docs, tmp_path / "clean")


def test_one_edited_body_makes_only_what_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs, made = tmp_path / "docs", set()
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    _edit_body(docs)
    write = beside._write

    def note(path: Path, content: str | bytes, *, is_new: bool) -> None:
        made.add(path.relative_to(tmp_path / "html").as_posix())
        write(path, content, is_new=is_new)

    monkeypatch.setattr(beside, "_write", note)
    build(docs, tmp_path / "html")
    of_letters = {"letters.json", "letters.csv", "signatures.csv", "addressees.csv", "datapackage.json", "SHA256SUMS"}
    assert {name for name in made if name.startswith("data/")} == {f"data/{name}" for name in of_letters}
    # The letter is on the pages of both its signatories, of its addressee, of its topic and of its year.
    beside_pages = {
        name.partition(".")[0] for name in made if name.startswith(("letters/", "organizations/", "topics/"))
    }
    assert beside_pages == {
        "letters/2019/2019-01-02-first", "letters/2019", "organizations/alpha", "organizations/beta",
        "organizations/ministry", "topics/speech",
    }  # fmt: skip
    # The data of others tell its id alone.
    data_beside = {name for name in made if re.fullmatch(r"(letters|organizations|topics)/[^.]+\.json", name)}
    assert data_beside == {"letters/2019/2019-01-02-first.json"}


def test_one_edited_body_rewrites_only_its_page(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "html/letters").rglob("*.html")}
    _edit_body(docs)
    build(docs, tmp_path / "html")
    changed = [path.name for path, time in before.items() if path.stat().st_mtime_ns != time]
    assert changed == ["2019-01-02-first.html"]
