"""How texts of other languages and scripts are marked."""

from __future__ import annotations

import pytest

from tests.building import ARCHIVE, build, write_pages
from undersigned.html.languages import mark, mark_scripts


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Plain & simple", "Plain &amp; simple"),
        ("Éducation – “Zürich”", "Éducation – “Zürich”"),
        ("Amnesty منظمة العفو (AI)", 'Amnesty <bdi dir="rtl">منظمة العفو</bdi> (AI)'),
        ("עמותה 2013 בע״מ", '<bdi dir="rtl">עמותה 2013 בע״מ</bdi>'),
        ("東京アムネスティ", '<span lang="ja">東京アムネスティ</span>'),
        ("公民黨", "公民黨"),
        ("มูลนิธิ ไทย and Ελλάδα", '<span lang="th">มูลนิธิ ไทย</span> and <span lang="el">Ελλάδα</span>'),
        ("<b>ไทย</b>", '&lt;b&gt;<span lang="th">ไทย</span>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_runs_of_other_scripts_say_their_direction_and_language(text: str, marked: str) -> None:
    assert mark_scripts(text) == marked


@pytest.mark.parametrize(
    ("text", "page", "marked"),
    [
        ("香港特別行政區行政長官, Hong Kong", "zh", '<span lang="zh">香港特別行政區行政長官</span>, Hong Kong'),
        ("香港", "de", "香港"),
        ("منظمة", "ug", '<bdi dir="rtl" lang="ug">منظمة</bdi>'),
        ("منظمة", "zh", '<bdi dir="rtl">منظمة</bdi>'),
        ("한국", "zh", '<span lang="ko">한국</span>'),
    ],
)
def test_names_on_the_page_of_a_letter_are_in_its_language(text: str, page: str, marked: str) -> None:
    assert mark_scripts(text, page) == marked


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        ("A title", "en-GB", "A title"),
        ("Offener <Brief>", "de", '<span lang="de">Offener &lt;Brief&gt;</span>'),
        ("خەت", "ug", '<span lang="ug" dir="rtl">خەت</span>'),
    ],
)
def test_a_text_of_a_known_language_is_marked_whole(text: str, language: str, marked: str) -> None:
    assert mark(text, language) == marked


def test_a_long_text_of_han_characters_ends() -> None:
    # Looked through from each of its characters, it would take minutes.
    assert mark_scripts("漢" * 200_000 + "あ").endswith('漢<span lang="ja">あ</span>')


def test_pictures_have_their_size_and_pages_no_styles(tmp_path) -> None:
    from PIL import Image

    pages = {
        **ARCHIVE,
        "topics/speech.md": "---\nname: Speech\n---\n```{figure} picture.png\n:alt: A square\n:width: 33%\n```\n",
        "about/index.md": "---\ntitle: About\n---\n```{list-table} Numbers\n:header-rows: 1\n:widths: 20 80\n\n* - One\n  - Two\n* - 1\n  - 2\n```\n",
    }
    write_pages(tmp_path / "docs", pages)
    Image.new("RGB", (60, 20), "grey").save(tmp_path / "docs" / "topics" / "picture.png")
    build(tmp_path / "docs", tmp_path / "html")
    topic = (tmp_path / "html" / "topics" / "speech.html").read_text("utf-8")
    about = (tmp_path / "html" / "about" / "index.html").read_text("utf-8")
    assert 'width="60"' in topic
    assert 'height="20"' in topic
    assert "width-35" in topic
    assert "<table" in about
    assert " style=" not in topic + about
