"""The page of the form that adds a letter: its fields, and the data its scripts read."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, build, tree, write_pages
from undersigned import frontmatter, links, markup, schema, text, values
from undersigned.catalogue import Catalogue
from undersigned.html import form, form_data, form_fields
from undersigned.html.form_fields import Field, groups
from undersigned.records import Organization, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = {
    **ARCHIVE,
    LETTER_PATH: LETTER,
    **{f"contribute/{name}.md": "---\ntitle: Guide\n---\nText.\n" for name in ("index", "form", "safety")},
    "contribute/add.md": (TOP / "docs/contribute/add.md").read_text("utf-8"),
}
FORM = "contribute/add.html"


def asked() -> Iterator[Field]:
    for group in groups():
        yield from group.fields


def data_of(outdir: Path) -> dict[str, Any]:
    written = (outdir / form.DATA).read_text("utf-8")
    found: dict[str, Any] = json.loads(written.removeprefix("window.letterFormData = ").removesuffix(";\n"))
    return found


def test_every_key_of_a_letter_is_asked_for_once() -> None:
    keys = [field.key for field in asked()]
    parts = [key for key in keys if key.startswith("source.")]
    assert [key.removeprefix("source.") for key in parts] == [field.name for field in fields(Source)]
    expected = [key.name for key in schema.LETTER_KEYS if key.name not in form_fields.LEFT_OUT | {"source"}]
    assert sorted(set(keys) - set(parts)) == sorted(expected)
    assert len(keys) == len(set(keys))


def test_every_licence_that_is_offered_is_accepted() -> None:
    for licence, _ in form_fields.LICENSES:
        reader = values.Reader("page.md")
        assert values.license_id(reader, "license", frontmatter.Scalar(licence, 1)) == licence
        assert reader.messages == []


def test_every_field_has_a_hint_and_an_anchor_of_the_reference() -> None:
    assert [field.key for field in asked() if not field.doc] == []
    assert {field.anchor for field in asked()} <= {f"letter-{key.name}" for key in schema.LETTER_KEYS}


@pytest.mark.parametrize(
    "pattern",
    [text.REFUSED_CHARACTERS, links._UNSAFE, links._HOST, links._SCHEME, values._MARKUP, markup.run_pattern(200)],
)
def test_patterns_are_written_in_plain_ascii(pattern: re.Pattern[str]) -> None:
    written = form_data.javascript_pattern(pattern)
    assert re.fullmatch("[ -~]+", written)
    assert "\\U" not in written


def test_a_name_cannot_leave_its_text_in_the_data() -> None:
    name = '["</script>\u2028\\'
    written = form_data.script(Catalogue({"organizations/x": Organization("x", name)}), "")
    assert json.loads(written.removeprefix("window.letterFormData = ").removesuffix(";\n"))["organizations"] == [
        ["x", [name], []]
    ]
    assert written.isascii()
    assert written.count("\n") == 1


def test_the_data_hold_names_of_organizations_and_topics_but_of_no_person(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    data = data_of(tmp_path / "html")
    assert data["organizations"] == [
        ["alpha", ["Alpha", "Alpha Society"], []],
        ["ministry", ["Ministry of Examples"], []],
    ]
    assert data["topics"] == [["speech", "Speech"]]
    assert data["letters"] == ["2020-05-04-letter"]
    assert "Jo Example" not in (tmp_path / "html" / form.DATA).read_text("utf-8")


def test_an_incremental_build_equals_a_clean_one(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    build(docs, out)
    page = (out / FORM).read_bytes()
    write_pages(
        docs, {"organizations/beta.md": "---\nname: Beta\nkind: ngo\n---\n", "topics/art.md": "---\nname: Art\n---\n"}
    )
    (docs / LETTER_PATH).unlink()
    build(docs, out)
    build(docs, tmp_path / "clean")
    assert data_of(out) == data_of(tmp_path / "clean")
    assert (out / form.DATA).read_bytes() == (tmp_path / "clean" / form.DATA).read_bytes()
    # Names are no part of the page: a new one does not change it.
    assert (out / FORM).read_bytes() == page == (tmp_path / "clean" / FORM).read_bytes()
    (docs / "contribute/add.md").unlink()
    build(docs, out)
    assert not (out / form.DATA).exists()


def test_only_the_form_loads_its_scripts_and_it_holds_none_of_its_own(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    ours = {
        path: [
            script for script in html.parse(tmp_path / "html" / path).xpath("//script/@src") if "letter-form" in script
        ]
        for path in (FORM, "contribute/index.html", "index.html")
    }
    assert ours["index.html"] == ours["contribute/index.html"] == []
    assert ours[FORM] == [
        f"../{form.DATA}", *(f"../_static/letter-form/{name}.js" for name in form.SCRIPTS)
    ]  # fmt: skip
    assert all((tmp_path / "html/contribute" / script).resolve().is_file() for script in ours[FORM])
    page = html.parse(tmp_path / "html" / FORM)
    assert (
        page.xpath(
            "//form[@id='letter-form']//@style | //form[@id='letter-form']//@onclick | //form[@id='letter-form']/@action"
        )
        == []
    )
    assert page.xpath("//article//script | //article//style") == []


def test_every_field_of_the_page_has_a_label(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    page = html.parse(tmp_path / "html" / FORM)
    labels = set(page.xpath("//form[@id='letter-form']//label/@for"))
    ids = page.xpath(
        "//form[@id='letter-form']//*[self::input or self::select or self::textarea][not(ancestor::template)]/@id"
    )
    assert len(ids) > 15
    assert [id_ for id_ in ids if id_ not in labels] == []


@pytest.mark.parametrize("builder", ["text", "dirhtml", "letterpdf"])
def test_other_builders_take_the_page_as_it_is_written(tmp_path: Path, builder: str) -> None:
    write_pages(tmp_path / "docs", PAGES)
    built = build(tmp_path / "docs", tmp_path / "out", builder=builder)
    assert (built.status, built.warnings) == (0, "")
    if builder == "text":
        assert "Nothing you type leaves this browser" in tree(tmp_path / "out")["contribute/add.txt"].decode()
        assert not (tmp_path / "out" / form.DATA).exists()
