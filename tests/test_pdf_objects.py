"""What is written as PDF syntax, read back by pikepdf (qpdf)."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from undersigned.pdf import metadata
from undersigned.pdf.metadata import Attachment, Info
from undersigned.pdf.objects import Objects, array, name_tree, number_tree, reference, string
from undersigned.pdf.outline import outline

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def _file(entries: str, objects: Objects | None = None) -> bytes:
    """Write a file of one empty page whose catalogue has these entries."""
    objects = objects or Objects()
    pages = objects.reserve()
    page = objects.add(f"<</Type/Page/Parent {reference(pages)}/MediaBox[0 0 9 9]/Resources<<>>>>")
    objects.put(pages, f"<</Type/Pages/Count 1/Kids[{reference(page)}]>>")
    root = objects.add(f"<</Type/Catalog/Pages {reference(pages)}{entries}>>")
    return objects.file(root, objects.add("<<>>"))


def _read(entries: str, objects: Objects | None = None) -> pikepdf.Pdf:
    pdf = pikepdf.open(BytesIO(_file(entries, objects)))
    assert pdf.check_pdf_syntax() == []
    return pdf


@given(TEXT)
@example(r"(\()\\)")
@example("a\r\nb\tc\x00\x7f")
@example("þÿ")
@example("\ufeffx")
@example("😀 ئۇيغۇر")
def test_strings_read_back(text: str) -> None:
    with _read(f"/X{string(text)}/Y[{string(text)}{string(text)}]") as pdf:
        assert str(pdf.Root.X) == text
        assert [str(item) for item in pdf.Root.Y] == [text, text]


@given(st.binary(max_size=300))
@example(b"\nendstream endobj\n")
def test_streams_read_back(data: bytes) -> None:
    objects = Objects()
    number = objects.stream("/Type/Test", data)
    with _read(f"/X {reference(number)}", objects) as pdf:
        assert pdf.Root.X.read_bytes() == data
        assert pdf.Root.X.Type == "/Test"


def test_objects_are_numbered_in_order_and_may_be_written_later() -> None:
    objects = Objects()
    later = objects.reserve()
    first = objects.add(f"[{reference(later)}]")
    objects.put(later, "(said)")
    assert (later, first) == (1, 2)
    assert array(map(reference, (later, first))) == "[1 0 R 2 0 R]"
    with _read(f"/X {reference(first)}", objects) as pdf:
        assert str(pdf.Root.X[0]) == "said"


def test_object_that_was_never_written_is_no_file() -> None:
    objects = Objects()
    objects.reserve()
    with pytest.raises(AssertionError):
        _file("", objects)


def test_same_objects_are_the_same_bytes() -> None:
    assert _file("/X(a)") == _file("/X(a)") != _file("/X(b)")


@given(st.sets(st.integers(0, 2000), max_size=1000).map(sorted))
@example(list(range(1000)))
@example([])
def test_number_trees_read_back(keys: list[int]) -> None:
    objects = Objects()
    root = number_tree(objects, [(key, f"({key * 2})") for key in keys])
    with _read(f"/X {reference(root)}", objects) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.X)
        assert {key: str(value) for key, value in tree.items()} == {key: str(key * 2) for key in keys}
        assert all(str(tree[key]) == str(key * 2) for key in keys)
        assert all(len(leaf.Nums) <= 400 for leaf in pdf.Root.X.Kids)


@given(st.sets(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=12), max_size=60))
@example({"letters/first", "letters/a#b", "Letters", "zzz", "(", "\\"})
@example({"été", "国", "žluť"})
def test_name_trees_read_back_in_the_order_of_their_bytes(names: set[str]) -> None:
    with _read(f"/X{name_tree((name, string(name)) for name in names)}") as pdf:
        written = [bytes(item) for item in pdf.Root.X.Names[::2]]
        assert written == sorted(written)
        tree = pikepdf.NameTree(pdf.Root.X)
        assert {key: str(value) for key, value in tree.items()} == {name: name for name in names}
        assert all(str(tree[name]) == name for name in names)


def test_name_trees_of_mixed_names_read_back() -> None:
    names = {"a/b", "a/ß", "a0"}
    with _read(f"/X{name_tree((name, string(name)) for name in names)}") as pdf:
        written = [bytes(item) for item in pdf.Root.X.Names[::2]]
    assert written == sorted(written)


# ---- bookmarks


def _outline(*marks: tuple[int, str]) -> list[Any]:
    objects = Objects()
    root = outline(objects, [(level, title, "[null/Fit]") for level, title in marks])
    assert root is not None

    def items(parent: Any) -> list[Any]:
        found: list[Any] = []
        item = parent.get("/First")
        before = None
        while item is not None:
            assert item.Parent.objgen == parent.objgen
            assert ("/Prev" in item) is (before is not None)
            assert before is None or item.Prev.objgen == before.objgen
            assert list(item.Dest) == [None, "/Fit"]
            below = items(item)
            assert int(item.get("/Count", 0)) == -len([entry for entry in below if isinstance(entry, str)])
            found += [str(item.Title), *([below] if below else [])]
            before, item = item, item.get("/Next")
        if before is not None:
            assert parent.Last.objgen == before.objgen
        return found

    with _read(f"/X {reference(root)}", objects) as pdf:
        found = items(pdf.Root.X)
        assert int(pdf.Root.X.Count) == len([entry for entry in found if isinstance(entry, str)])
        return found


def test_bookmarks_nest_by_their_levels_and_are_closed_below_the_first() -> None:
    assert _outline((0, "Contents"), (0, "2013"), (1, "A"), (2, "Asks"), (2, "(Signatories)"), (1, "Š"), (0, "2014")) == [
        "Contents", "2013", ["A", ["Asks", "(Signatories)"], "Š"], "2014",
    ]  # fmt: skip


def test_bookmarks_that_leave_a_level_out_hang_on_the_one_above() -> None:
    assert _outline((1, "a"), (3, "b"), (2, "c"), (0, "d")) == ["a", ["b", "c"], "d"]


def test_without_headings_there_are_no_bookmarks() -> None:
    assert outline(Objects(), []) is None


# ---- metadata

INFO = Info(
    "A <b> & (c)", "Some Body; “Other”", "Open letter, 10 April 2013", "en", "https://x.example/", "D:20260102030405Z",
    keywords=("Tibet", "國際", "a & b"), identifier="https://x.example/a.html", licence="CC BY 4.0", languages=("ug", "en"),
)  # fmt: skip


def test_information_and_packet_say_the_same() -> None:
    objects = Objects()
    information = metadata.information(objects, INFO)
    packet = metadata.xmp(objects, INFO, 2)
    with _read(f"/X {reference(information)}/Metadata {reference(packet)}", objects) as pdf:
        assert {key: str(value) for key, value in pdf.Root.X.items()} == {
            "/Title": INFO.title, "/Author": INFO.author, "/Subject": INFO.subject, "/Keywords": "Tibet, 國際, a & b",
            "/CreationDate": INFO.date, "/ModDate": INFO.date, "/Producer": "Undersigned",
        }  # fmt: skip
        with pdf.open_metadata() as found:
            assert (found["dc:title"], found["dc:creator"]) == (INFO.title, [INFO.author])
            assert (found["dc:description"], found["dc:rights"]) == (INFO.subject, "CC BY 4.0")
            assert (found["dc:subject"], found["dc:language"]) == ({"Tibet", "國際", "a & b"}, {"ug", "en"})
            assert found["dc:identifier"] == "https://x.example/a.html"
            assert found["pdf:Producer"] == "Undersigned"
            assert found["pdf:Keywords"] == "Tibet, 國際, a & b"
            assert found["xmp:CreateDate"] == found["xmp:ModifyDate"] == "2026-01-02T03:04:05Z"
            assert (found["pdfaid:part"], found["pdfaid:conformance"], found["pdfuaid:part"]) == ("2", "A", "1")
            assert datetime.datetime.fromisoformat(INFO.iso_date).year == 2026


def test_what_is_not_known_is_left_out() -> None:
    objects = Objects()
    bare = Info("T", "", "", "en", "")
    information, packet = metadata.information(objects, bare), metadata.xmp(objects, bare, 3)
    with _read(f"/X {reference(information)}/Metadata {reference(packet)}", objects) as pdf:
        assert set(pdf.Root.X.keys()) == {"/Title", "/Producer"}
        with pdf.open_metadata() as found:
            assert not {"dc:creator", "dc:description", "dc:rights", "dc:identifier", "xmp:CreateDate", "pdf:Keywords"} & set(found)  # fmt: skip
            assert found["dc:language"] == {"en"}
            assert found.pdfa_status == "3A"


def test_attached_files_read_back_with_what_they_are() -> None:
    files = (
        Attachment("b.json", "application/json", "The record", b"{}\n"),
        Attachment("a.csl.json", "application/vnd.citationstyles.csl+json", "Citation (CSL)", b"[1]\n"),
    )
    objects = Objects()
    names, associated = metadata.attached(objects, files, "D:20260102030405Z")
    with _read(f"/Names<<{names}>>{associated}", objects) as pdf:
        assert sorted(pdf.attachments) == ["a.csl.json", "b.json"]
        for file in files:
            spec = pdf.attachments[file.name]
            assert spec.description == file.description
            assert spec.get_file().read_bytes() == file.data
            assert spec.get_file().mime_type == file.kind
            assert spec.get_file().size == len(file.data)
            assert spec.obj.AFRelationship == "/Data"
        assert [str(spec.UF) for spec in pdf.Root.AF] == ["b.json", "a.csl.json"]
    assert metadata.attached(Objects(), (), "") == ("", "")


def test_colour_profile_is_the_same_at_all_times() -> None:
    objects = Objects()
    with _read(f"/OutputIntents{metadata.output_intent(objects)}", objects) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
        data = intent.DestOutputProfile.read_bytes()
    assert data[12:20] == b"mntrRGB "
    assert data[24:36] == bytes(12)
    assert data[84:100] == bytes(16)
