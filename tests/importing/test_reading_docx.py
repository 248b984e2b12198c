import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from undersigned.importing.reading import SourceError, read_bytes

W = nsdecls("w")


def read(document):
    file = io.BytesIO()
    document.save(file)
    return read_bytes(file.getvalue(), name="letter.docx")


def blocks(document):
    return [(b.kind, b.line, b.level, b.marker, b.text) for b in read(document).blocks]


def changed(data, name, content):
    """Pack the file anew with one part replaced."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return done.getvalue()


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_letterhead_headings_lists_and_tables_are_in_order():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Open Harbour Institute"
    document.sections[0].footer.paragraphs[0].text = "4 Quay Road"
    document.add_heading("Open letter", 1)
    document.add_paragraph("One", style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lantern Watch", "Arland"
    document.add_paragraph("Two", style="List Number")
    document.add_paragraph("Dot", style="List Bullet")
    document.add_paragraph("Quiet Ink\tNorwen")
    assert blocks(document) == [
        ("paragraph", 1, 0, "", "Open Harbour Institute"),
        ("heading", 2, 1, "", "Open letter"),
        ("item", 3, 1, "1.", "One"),
        ("row", 4, 0, "", "Lantern Watch\tArland"),
        ("item", 5, 1, "2.", "Two"),
        ("item", 6, 1, "•", "Dot"),
        ("row", 7, 0, "", "Quiet Ink\tNorwen"),
        ("paragraph", 8, 0, "", "4 Quay Road"),
    ]


def test_soft_breaks_stay_and_bold_paragraphs_are_strong():
    document = docx.Document()
    document.add_paragraph("Minister Renn\nPort Lumen")
    document.add_paragraph().add_run("Dear Minister,").bold = True
    assert [(b.text, b.strong) for b in read(document).blocks] == [
        ("Minister Renn\nPort Lumen", False), ("Dear Minister,", True),
    ]  # fmt: skip


def test_deleted_text_is_left_out_inserted_and_boxed_text_kept():
    document = docx.Document()
    run = document.add_paragraph("Open ")._p
    run.append(parse_xml(f"<w:ins {W} w:id='1'><w:r><w:t>the ferry</w:t></w:r></w:ins>"))
    run.append(parse_xml(f"<w:del {W} w:id='2'><w:r><w:delText>the weir</w:delText></w:r></w:del>"))
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>Lantern Watch</w:t></w:r></w:p></w:txbxContent></w:pict>"
    run.append(parse_xml(f"<w:r {W}>{box}</w:r>"))
    found = read(document)
    assert [block.text for block in found.blocks] == ["Lantern Watch", "Open the ferry"]
    assert found.remarks == ("tracked changes: deleted text was left out, inserted text kept",)


def test_links_and_properties_are_read():
    document = docx.Document()
    document.core_properties.title = "The ferry"
    document.core_properties.language = "fr"
    paragraph = document.add_paragraph("See ")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    target = paragraph.part.relate_to("https://example.org/f", kind, is_external=True)
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {nsdecls('w', 'r')} r:id='{target}'><w:r><w:t>the map</w:t></w:r></w:hyperlink>")
    )
    found = read(document)
    assert (found.title, found.language) == ("The ferry", "fr")
    assert found.blocks[0].links == (("the map", "https://example.org/f"),)


def test_entities_of_a_document_type_are_refused():
    bomb = f"<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(SourceError, match="damaged"):
        read_bytes(changed(saved(docx.Document()), "word/document.xml", bomb), name="a.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(SourceError, match="unpacks to too much"):
        read_bytes(changed(saved(docx.Document()), "word/media/x.bin", b"\0" * 110_000_000), name="a.docx")


def test_elements_too_deep_are_refused():
    deep = f"<w:document {W}><w:body>" + "<w:sdt>" * 230 + "</w:sdt>" * 230 + "</w:body></w:document>"
    with pytest.raises(SourceError, match="damaged"):
        read_bytes(changed(saved(docx.Document()), "word/document.xml", deep), name="a.docx")


def test_a_damaged_file_is_told():
    with pytest.raises(SourceError, match="damaged"):
        read_bytes(changed(saved(docx.Document()), "word/document.xml", "<w:document"), name="a.docx")


def test_lists_of_names_in_the_cells_of_one_row_are_read_column_by_column():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lantern Watch\nQuiet Ink", "Civic Union\nMuseum of Maps"
    assert [b.text for b in read(document).blocks] == ["Lantern Watch\nQuiet Ink", "Civic Union\nMuseum of Maps"]


def test_footnotes_follow_the_text_with_the_number_that_calls_them():
    document = docx.Document()
    run = document.add_paragraph("The ferry")._p
    run.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='7'/></w:r>"))
    data = saved(document)
    notes = f"<w:footnotes {W}><w:footnote w:id='0'><w:p/></w:footnote><w:footnote w:id='7'><w:p><w:r><w:t>See the plan.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        rels = packed.read("word/_rels/document.xml.rels").decode()
        types = packed.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    rels = rels.replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    part = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    for name, content in (
        ("word/footnotes.xml", notes),
        ("word/_rels/document.xml.rels", rels),
        ("[Content_Types].xml", types.replace("</Types>", f"{part}</Types>")),
    ):
        data = changed(data, name, content)
    found = read_bytes(data, name="a.docx").blocks
    assert [(b.kind, b.marker, b.text) for b in found] == [
        ("paragraph", "", "The ferry¹"),
        ("footnote", "1", "See the plan."),
    ]
