import pytest

from undersigned.importing.reading import SourceError, read_bytes


def read(body, *, head="", name="page.html"):
    return read_bytes(f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>".encode(), name=name)


def texts(body):
    return [block.text for block in read(body).blocks]


def test_address_lines_signatory_lists_tables_and_footnotes_are_kept():
    document = read(
        "<main><h2>Letter</h2><p>Minister Renn<br/>Port Lumen</p><p>Text<sup><a href='#fn1'>1</a></sup></p>"
        "<ol start=4><li>Lantern Watch<li><p>Quiet Ink</p></ol>"
        "<table><tr><th>Name</th></tr><tr><td>Museum</td><td>Arland</td></tr></table>"
        "<ol class=footnotes><li id=fn1>See the map. ↩</li></ol></main>"
    )
    assert [(b.kind, b.line, b.marker, b.text) for b in document.blocks] == [
        ("heading", 1, "", "Letter"),
        ("paragraph", 2, "", "Minister Renn\nPort Lumen"),
        ("paragraph", 3, "", "Text¹"),
        ("item", 4, "4.", "Lantern Watch"),
        ("item", 5, "5.", "Quiet Ink"),
        ("paragraph", 6, "", "Name"),
        ("row", 7, "", "Museum\tArland"),
        ("footnote", 8, "1", "See the map."),
    ]


def test_two_breaks_part_paragraphs_and_loose_text_is_kept():
    assert texts("<div>One<br><br>Two <b>three</b><p>Four</p>five</div>") == ["One", "Two three", "Four", "five"]


def test_a_paragraph_all_bold_is_strong():
    document = read("<p><strong>Dear</strong> <b>Minister,</b></p><p><b>No</b>t</p>")
    assert [block.strong for block in document.blocks] == [True, False]


def test_columns_of_names_in_cells_are_read_column_by_column():
    table = "<table><tr><td>A<br>B<br>C<br>D</td><td>E<br>F<br>G<br>H</td></tr></table>"
    assert texts(table) == ["A\nB\nC\nD", "E\nF\nG\nH"]


def test_layout_tables_are_read_as_text():
    inner = "".join(f"<p>Paragraph {n}</p>" for n in range(6))
    assert texts(f"<table><tr><td>{inner}</td></tr></table>") == [f"Paragraph {n}" for n in range(6)]


def test_typed_bullets_become_items():
    assert [(b.kind, b.marker, b.text) for b in read("<p>• One<br>• Two</p>").blocks] == [
        ("item", "•", "One"), ("item", "•", "Two"),
    ]  # fmt: skip


def test_navigation_sharing_and_cookies_are_left_out_and_told():
    document = read(
        "<nav>Home</nav><main><div class='share-buttons'>Tweet this</div><p>Dear Minister, "
        + "text " * 30
        + "</p></main>"
        "<div class='cookie-banner'>We use cookies</div><footer>Imprint</footer>"
    )
    assert [block.text[:14] for block in document.blocks] == ["Dear Minister,"]
    assert document.remarks == ("left out as navigation, sharing or forms: ‘Tweet this’",)


def test_a_letter_inside_an_element_with_a_misleading_name_is_kept():
    letter = "".join(f"<p>Paragraph {n} of the letter, which goes on for a while here.</p>" for n in range(9))
    assert len(texts(f"<div class='sidebar'>{letter}</div>")) == 9
    assert len(texts(f"<form>{letter}<input></form>")) == 9


def test_linked_signatories_are_no_menu():
    names = "".join(f"<li><a href='https://{n}.example.org'>{n} Watch</a></li>" for n in ("A", "B", "C", "D"))
    assert texts(f"<p>Signed</p><ul>{names}</ul>") == ["Signed", "A Watch", "B Watch", "C Watch", "D Watch"]


def test_the_heading_above_the_article_is_kept():
    body = "<div><h1>Letter on ferries</h1></div><article><p>Dear Minister, open the ferry.</p></article>"
    assert texts(body) == ["Letter on ferries", "Dear Minister, open the ferry."]


def test_what_the_head_declares_is_read():
    document = read(
        "<p>Text <a href='f/letter.pdf'>Download the letter</a> <a href='x.pdf'>Budget</a></p>"
        "<a rel=license href='https://creativecommons.org/licenses/by/4.0/'>CC</a>",
        head="<title>T | Site</title><meta property='og:title' content='T'><meta property='og:site_name' content='Site'>"
        "<link rel=canonical href='https://example.org/a/b'><meta name=description content='D'>"
        '<script type="application/ld+json">{"@graph":[{"datePublished":"2015-06-22"}]}</script>',
    )
    assert (document.title, document.site, document.address, document.published, document.language) == (
        "T", "Site", "https://example.org/a/b", "2015-06-22", "en",
    )  # fmt: skip
    assert document.description == "D"
    assert document.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert document.attachments == ("https://example.org/a/f/letter.pdf",)


def test_relative_links_are_joined_to_the_address_and_scripts_are_none():
    block = read(
        "<p><a href='/w'>The weir</a> <a href='javascript:alert(1)'>no</a></p>", name="https://example.org/a"
    ).blocks[0]
    assert block.links == (("The weir", "https://example.org/w"),)


def test_scripts_and_hidden_parts_are_no_text():
    assert texts("<p>Yes<script>no()</script></p><p hidden>No</p><p style='display: none'>No</p><!-- no -->") == ["Yes"]


def test_the_declared_encoding_is_followed():
    page = "<html><head><meta charset='windows-1251'></head><body><p>Письмо</p></body></html>".encode("cp1251")
    assert read_bytes(page, name="a.html").blocks[0].text == "Письмо"


def test_elements_too_deep_are_refused():
    with pytest.raises(SourceError, match="too deep"):
        read("<div>" * 5000 + "x")


def test_entities_are_not_expanded():
    bomb = "<!DOCTYPE html [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]><html><body><p>&b;&f;ok</p></body></html>"
    content = " ".join(block.text for block in read_bytes(bomb.encode(), name="a.html").blocks)
    assert "ok" in content
    assert "xxxx" not in content.replace("'xxxxxxxxxx'", "")
    assert "root:" not in content


def test_on_a_page_without_marked_main_part_what_surrounds_the_letter_is_left_out_and_told() -> None:
    sentence = "We write to you about the wells of the northern valley, which have been dry since spring. "
    page = (
        f"<body><div><a href='/'>Start</a></div><div><div>4 May 2021</div><div>{sentence * 3}</div>"
        f"<div>{sentence * 2}</div><div>Alpha<br>Beta</div></div><div>Contact the office. © All rights reserved</div></body>"
    )
    document = read_bytes(page.encode(), name="page.html")
    assert [block.text.split(" ")[0] for block in document.blocks] == ["4", "We", "We", "Alpha\nBeta"]
    assert any("around the main part" in remark for remark in document.remarks)
