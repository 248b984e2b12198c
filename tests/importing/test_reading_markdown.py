from undersigned.importing.reading import read_bytes


def read(text):
    return read_bytes(text.encode(), name="letter.md")


def test_headings_lists_tables_and_footnotes_are_blocks():
    document = read(
        "# Title\n\nText[^a] *set* **so**.\n\n3. three\n   - deep\n\n| a | b |\n|---|---|\n| x | |\n\n[^a]: Note.\n"
    )
    assert [(b.kind, b.line, b.level, b.marker, b.text, b.cells) for b in document.blocks] == [
        ("heading", 1, 1, "", "Title", ()),
        ("paragraph", 3, 0, "", "Text[a] set so.", ()),
        ("item", 5, 1, "3.", "three", ()),
        ("item", 6, 2, "-", "deep", ()),
        ("row", 8, 0, "", "a\tb", ("a", "b")),
        ("row", 10, 0, "", "x", ("x", "")),
        ("footnote", 12, 0, "a", "Note.", ()),
    ]


def test_front_matter_is_declared_and_not_text():
    document = read("---\ntitle: 'The weir'\ndate: 2015-06-22\nlang: en\nurl: /x\ntags: [a]\n---\n\nDear Minister,\n")
    assert (document.title, document.published, document.language, document.address) == (
        "The weir", "2015-06-22", "en", None,
    )  # fmt: skip
    assert [(b.line, b.text) for b in document.blocks] == [(9, "Dear Minister,")]


def test_front_matter_that_builds_objects_or_expands_is_not_followed():
    bomb = "---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: !!python/object/apply:os.system ['true']\n---\nText\n"
    document = read(bomb)
    assert document.title is None
    assert [b.text for b in document.blocks] == ["Text"]


def test_broken_front_matter_is_remarked():
    assert read("---\na: [\n---\nText\n").remarks == ("the front matter is not YAML; it was left out",)


def test_links_and_strong_paragraphs_are_kept():
    block = read('**See [the weir](https://example.org/w "t") and [this](javascript:x)**\n').blocks[0]
    assert block.strong
    assert block.links == (("the weir", "https://example.org/w"),)


def test_html_in_markdown_is_read_as_html():
    document = read("<p>Minister Renn<br>Port Lumen</p>\n<script>alert(1)</script>\n")
    assert [b.text for b in document.blocks] == ["Minister Renn\nPort Lumen"]
