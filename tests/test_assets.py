"""What every page loads, and what it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, write_pages
from undersigned.html import assets, webfonts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_parts_of_the_style_sheet_follow_each_other_and_keep_their_values() -> None:
    text = assets.style_sheet(webfonts.fonts()[0])
    layers = re.findall(r"@layer ([a-z]+)\{", text)
    assert layers == ["variables", "base", "frame", "records", "reference", "print"]
    # What a careless tool would break: functions, strings, and spaces that mean something.
    for part in ("light-dark(", "clamp(100%,87.5% + 0.2vw,118.75%)", 'content:"/" / ""', "@media (width>=60rem)",
                 "html:not([data-mode]) .pst-js-only", "calc(var(--column) + 2 * var(--gap))"):  # fmt: skip
        assert part in text, part
    assert "/*" not in text


def test_a_page_loads_one_style_sheet_and_two_scripts(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    page = html.parse(tmp_path / "html" / LETTER_PATH.replace(".md", ".html"))
    names = [path.partition("?")[0].rpartition("/")[2] for path in page.xpath("//link[@rel='stylesheet']/@href")]
    assert names[0] == "undersigned.css"
    assert not {"pygments.css", "basic.css", "pydata-sphinx-theme.css", "sphinx-book-theme.css"} & set(names)
    scripts = page.xpath("//script[not(@type='application/ld+json')]")
    assert all(script.get("src") and not (script.text or "").strip() for script in scripts)
    loaded = [script.get("src").partition("?")[0].rpartition("/")[2] for script in scripts]
    assert {"scheme.js", "site.js"} <= set(loaded)
    assert not {"doctools.js", "documentation_options.js", "sphinx_highlight.js", "sphinx-book-theme.js"} & set(loaded)
    # Before style sheets, so that the scheme is chosen when they come.
    head = [element.tag for element in page.xpath("//head/*") if element.tag in ("script", "link")]
    assert head[0] == "script"
    assert page.getroot().get("dir") == "ltr"


def test_fonts_stand_beside_their_licence_and_old_ones_go(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    folder = tmp_path / "html" / "_static" / "fonts"
    folder.mkdir(parents=True)
    (folder / "old.woff2").write_bytes(b"")
    build(tmp_path / "docs", tmp_path / "html")
    assert {path.name for path in folder.iterdir()} == {font.name for font in webfonts.fonts()[0]} | {"OFL.txt"}


def test_nothing_of_the_theme_is_published(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    for _ in range(2):
        build(tmp_path / "docs", tmp_path / "html")
        static = tmp_path / "html" / "_static"
        names = {path.name for path in static.rglob("*")}
        assert not {"vendor", "styles", "scripts", "pygments.css", "basic.css", "bootstrap.js"} & names
        assert {"undersigned.css", "site.js", "scheme.js", "fonts"} <= names
        assert sum(path.stat().st_size for path in static.rglob("*.*") if path.is_file()) < 2_000_000


def test_pages_are_written_anew_when_an_asset_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    styles = tmp_path / "styles"
    styles.mkdir()
    for path in assets.STYLES.glob("*.css"):
        (styles / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(assets, "STYLES", styles)
    monkeypatch.setattr(assets, "SOURCES", (styles,))
    out = tmp_path / "html"
    page = out / LETTER_PATH.replace(".md", ".html")
    build(tmp_path / "docs", out)
    first = page.stat().st_mtime_ns
    build(tmp_path / "docs", out)
    assert page.stat().st_mtime_ns == first
    with (styles / "6-print.css").open("a") as file:
        file.write("p { color: red }\n")
    build(tmp_path / "docs", out)
    assert page.stat().st_mtime_ns != first
