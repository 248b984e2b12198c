"""What the PDFs hold: text, links, bookmarks, page numbers, structure, information on themselves."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, write_pages
from tests.pdf_building import Project, links, outline, printed, text
from tests.verapdf import needs_verapdf, validate
from undersigned.exports.persons import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    #: What is said by the mark of a number on a page.
    Texts = dict[tuple[tuple[int, int], int], str]

SITE = "https://letters.example.org/"
LONG = (
    ":signed: 2015\n:language: fr\n:text: full\n:license: CC0-1.0\n:by: 國際特赦組織台灣分會\n\n"
    "A long letter\n=============\n\n" + "Words fill pages. " * 900 + "\n"
)
SECOND = "Second letter, to the Société ấễ 國際特赦 Łódź Şişli"
LETTERS = ["letters/first", "letters/long", "letters/second", "letters/third"]
#: Each volume with its letters.
VOLUMES = {
    "letters": ["first", "second", "third", "long"],
    "letters/2013": ["first"],
    "letters/2014": ["second", "third"],
    "letters/2015": ["long"],
    "organizations/house": ["first", "second"],
    "organizations/state": ["first"],
    "organizations/taiwan": ["second", "long"],
    "topics/tibet": ["first"],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.make(tmp_path_factory.mktemp("pdf") / "project", {"letters/long.rst": LONG})
    assert project.build() == ("", "")
    return project


def test_letters_and_all_volumes_are_written_beside_their_pages_and_nothing_else(built: Project) -> None:
    pictures = [f"{name}.png" for name in LETTERS]
    assert sorted(built.files()) == sorted([*(f"{name}.pdf" for name in (*LETTERS, *VOLUMES)), *pictures])


# ---- letters


def test_text_of_many_scripts_reads_back(built: Project) -> None:
    found = text(built.pdf("letters/second"))
    assert SECOND in found
    assert "“Curly” text, as Letter on A & B has it." in found
    assert "國際特赦組織台灣分會" in found


def test_masthead_asks_and_signatories_read_back_in_order(built: Project) -> None:
    found = text(built.pdf("letters/first"))
    expected = ("Letter on A & B Date 10 April 2013 To John Kerry, Secretary of State Topics Tibet .*"
                "Signatories Freedom House Human Rights Watch Asks 1. Release the prisoners Without delay. 2. Say so")  # fmt: skip
    assert re.search(expected, found)


def test_words_that_are_divided_are_copied_whole(built: Project) -> None:
    reader = built.pdf("letters/first")
    assert "its signator- ies and" in printed(reader)
    assert "its signatories and" in text(reader)


def test_signatories_in_columns_read_down_the_left_first(built: Project) -> None:
    found = text(built.pdf("letters/second"))
    assert "One & Co. 國際特赦組織台灣分會 Three Four Five Six Seven Eight Nine The Cabin" in found


def test_letter_bears_its_address_and_page_count_at_the_foot(built: Project) -> None:
    reader = built.pdf("letters/long")
    count = len(reader.pages)
    assert count > 2
    for number in range(count):
        assert text(reader, number).endswith(f"{SITE}letters/long.html page {number + 1} of {count}")
    assert reader.page_labels == [str(number + 1) for number in range(count)]


def test_title_and_date_run_over_all_pages_but_the_first(built: Project) -> None:
    reader = built.pdf("letters/long")
    pages = [text(reader, number) for number in range(len(reader.pages))]
    assert [page.count("A long letter") for page in pages] == [1] * len(pages)
    assert [page.startswith("A long letter 2015 ") for page in pages] == [False] + [True] * (len(pages) - 1)


def test_letter_links_lead_to_the_site_and_keep_their_ampersands(built: Project) -> None:
    found = links(built.pdf("letters/first"), 0)
    page, height = found.pop(5)
    assert found == [
        SITE + "organizations/state.html", SITE + "topics/tibet.html#tibet", "https://example.org/?a=1&copy=2&lt=3",
        SITE + "letters/second.html", SITE + "letters/second.html#second-signatories",
        SITE + "organizations/house.html", SITE + "letters/first.html",
    ]  # fmt: skip
    assert page == 0
    assert 0 < float(height) < 842


def test_address_at_the_foot_is_a_link_in_the_structure_on_the_first_page_of_a_letter_only(built: Project) -> None:
    reader = built.pdf("letters/long")
    assert [links(reader, n) for n in range(len(reader.pages))] == [[SITE + "letters/long.html"]] + [[]] * (
        len(reader.pages) - 1
    )
    for name, letters in {"letters/long": ["long"], **VOLUMES}.items():
        with pikepdf.open(built.output / f"{name}.pdf") as pdf:
            texts = _texts(pdf)
            said = [_said(texts, element) for element in _elements(pdf) if element.S == "/Link"]
        assert [words for words in said if words.startswith(SITE)] == [f"{SITE}letters/{one}.html" for one in letters]


def test_letter_carries_its_record_and_its_citation(built: Project) -> None:
    attachments = built.pdf("letters/first").attachments
    assert list(attachments) == ["first.csl.json", "first.json"]
    record, (item,) = (json.loads(attachments[name][0]) for name in ("first.json", "first.csl.json"))
    assert {key: record[key] for key in ("id", "title", "date", "topics")} == {
        "id": "first", "title": "Letter on A & B", "date": "2013-04-10", "topics": ["tibet"],
    }  # fmt: skip
    assert record["signatories"] == [
        {"organization": "Freedom House", "organization_id": "house"},
        {"organization": "Human Rights Watch", "organization_id": None},
    ]
    assert {key: item[key] for key in ("id", "title", "issued", "keyword", "URL")} == {
        "id": "first", "title": "Letter on A & B", "issued": {"date-parts": [[2013, 4, 10]]}, "keyword": "Tibet",
        "URL": SITE + "letters/first.html",
    }  # fmt: skip
    assert not any(built.pdf(name).attachments for name in VOLUMES)


def test_summary_goes_into_the_record_without_our_remarks_and_a_full_text_does_not(tmp_path: Path) -> None:
    page = (
        ":signed: 2020\n\nA letter\n========\n\n:Date: 2020\n\n.. rst-class:: text-note\n\nSummary in our own words.\n\n"
        "It *asks*\nfor much.\n\nAnd more.\n\nSignatories\n-----------\n\nNobody.\n"
    )
    full = page.replace(".. rst-class:: text-note\n\nSummary in our own words.\n\n", "")
    project = Project.make(tmp_path / "p", {"letters/summary.rst": page, "letters/full.rst": full})
    assert project.build() == ("", "")
    found = {
        name: json.loads(project.pdf(f"letters/{name}").attachments[f"{name}.json"][0]) for name in ("summary", "full")
    }
    assert found["summary"]["summary"] == "It asks for much.\n\nAnd more."
    assert found["full"]["summary"] is None


def test_the_record_does_not_name_persons_who_sign_for_no_body(tmp_path: Path) -> None:
    page = LETTER.replace("- Alpha\n", "- Alpha\n- name: Jo Privata\n", 1).replace(
        "One group", "Jo Privata and one group"
    )
    write_pages(
        tmp_path / "docs", {**ARCHIVE, LETTER_PATH: page.replace("\nsource:", "\nasks:\n- Answer Jo Privata\nsource:")}
    )
    built = build(tmp_path / "docs", tmp_path / "html", builder="letterpdf")
    attached = PdfReader(built.outdir / LETTER_PATH.replace(".md", ".pdf")).attachments
    record = json.loads(attached["2020-05-04-letter.json"][0])
    assert (record["summary"], record["asks"], record["individuals_count"]) == (WITHHELD, [WITHHELD], 1)
    assert not any(b"Privata" in data for contents in attached.values() for data in contents)


# ---- volumes


def test_compilation_opens_with_cover_and_contents(built: Project) -> None:
    reader = built.pdf("letters")
    after = 4 + len(built.pdf("letters/long").pages)
    assert text(reader, 0) == f"Letters of the World 4 open letters 10 April 2013 – 2015 {SITE} Summaries: CC BY 4.0"
    assert text(reader, 1) == (
        "Contents 2013 10 April Letter on A & B 1 "
        f"2014 February {SECOND} 2 1 March Third letter 3 "
        "2015 A long letter 4 "
        f"Indexes Index of organizations {after} Index of addressees {after + 1} Index of topics {after + 2} ii"
    )


def test_volumes_of_years_topics_and_organizations_say_what_they_hold(built: Project) -> None:
    series, licence = "Letters of the World", "Summaries: CC BY 4.0"
    for name, title, scope, count, span, page in (
        ("letters/2014", "Open letters of 2014", "", "2 open letters", "February 2014 – 1 March 2014", ""),
        ("letters/2015", "Open letters of 2015", "", "1 open letter", "2015", ""),
        ("topics/tibet", "Tibet", "Letters on this topic", "1 open letter", "10 April 2013", "topics/tibet"),
        ("organizations/house", "Freedom House", "Letters signed or received", "2 open letters",
         "10 April 2013 – February 2014", "organizations/house"),
    ):  # fmt: skip
        # The project has no pages of years.
        words = (series, title, scope, count, span, f"{SITE}{page}.html" if page else SITE, licence)
        assert text(built.pdf(name), 0) == " ".join(filter(None, words))


def test_volumes_hold_their_letters_in_order_each_on_pages_of_its_own(built: Project) -> None:
    for name, letters in VOLUMES.items():
        reader, pages = built.pdf(name), [built.pdf(f"letters/{letter}").pages for letter in letters]
        feet = [found[1] for page in range(len(reader.pages)) if (found := re.search(r"/letters/(\w+)\.html page", text(reader, page)))]  # fmt: skip
        assert feet == [letter for letter, own in zip(letters, pages, strict=True) for _ in own]


def test_pages_of_volumes_are_counted_from_the_first_letter_on(built: Project) -> None:
    for name, letters in VOLUMES.items():
        reader = built.pdf(name)
        # A single letter needs no contents.
        front = 2 if len(letters) > 1 else 1
        count = len(reader.pages) - front
        assert reader.page_labels == ["i", "ii"][:front] + [str(number + 1) for number in range(count)]
        if front > 1:
            assert text(reader, 1).endswith(" ii")
        for number in range(count):
            assert text(reader, number + front).endswith(f"page {number + 1} of {count}")


def test_contents_lead_to_the_pages_they_print(built: Project) -> None:
    reader = built.pdf("letters")
    targets = [page for page, _ in links(reader, 1)]  # type: ignore[misc]
    labels = [reader.page_labels[page] for page in targets]
    assert labels == ["1", "2", "3", "4", *(str(len(reader.pages) - 2 - after) for after in (2, 1, 0))]
    titles = ["Letter on A & B", "Second letter", "Third letter", "A long letter",
              "Index of organizations", "Index of addressees", "Index of topics"]  # fmt: skip
    assert all(text(reader, page).startswith(title) for page, title in zip(targets, titles, strict=True))
    assert [re.search(r"page (\d+) of", text(reader, page))[1] for page in targets] == labels  # type: ignore[index]


def test_indexes_list_bodies_and_topics_by_the_pages_that_print_them(built: Project) -> None:
    reader = built.pdf("letters")
    notes = {
        "organizations": "Organizations that signed, with the pages on which their names stand in a list of signatories.",
        "addressees": "Bodies that letters were sent or copied to, with the pages on which they are named.",
        "topics": "Topics, with the pages on which letters name them.",
    }
    lines = {
        "organizations": "C The Cabin, see Freedom House F Freedom House, 1, 2 Other scripts 國際特赦組織台灣分會, 2",
        "addressees": "D Department of State, 1 S Secretary of State, see Department of State",
        "topics": "T Tibet, 1",
    }
    count = len(reader.pages) - 2
    for number, name in enumerate(notes, count - 2):
        foot = f"page {number} of {count}"
        assert text(reader, number + 1) == f"Index of {name} {notes[name]} {lines[name]} {foot}"


def test_indexes_lead_to_the_very_lines(built: Project) -> None:
    reader = built.pdf("letters")
    index = len(reader.pages) - 3
    # Freedom House in the first and second letter, the Taiwanese section in the second.
    for target, words in zip(links(reader, index), ("Freedom House", "The Cabin", "國際特赦組織台灣分會"), strict=True):
        page, height = target
        assert height - 20 < _height_of(reader, int(page), words) < height  # type: ignore[operator]


def test_indexes_without_lines_are_left_out(built: Project) -> None:
    reader = built.pdf("letters/2014")
    assert text(reader, 1).endswith("1 March Third letter 2 Indexes Index of organizations 3 ii")
    assert len(reader.pages) == 5
    assert "Index of addressees" not in text(reader)


def test_volume_of_a_single_letter_is_a_cover_and_the_letter(built: Project) -> None:
    for name, letter in (("letters/2013", "first"), ("topics/tibet", "first"), ("letters/2015", "long")):
        reader, own = built.pdf(name), built.pdf(f"letters/{letter}")
        assert len(reader.pages) == 1 + len(own.pages)
        assert [text(reader, number + 1) for number in range(len(own.pages))] == [
            text(own, number) for number in range(len(own.pages))
        ]
        assert (0, "Contents", 1) not in outline(reader)


def test_bookmarks_follow_the_contents(built: Project) -> None:
    found = outline(built.pdf("letters"))
    after = 5 + len(built.pdf("letters/long").pages)
    assert [entry for entry in found if entry[0] < 2] == [
        (0, "Contents", 1), (0, "2013", 2), (1, "Letter on A & B", 2),
        (0, "2014", 3), (1, SECOND, 3), (1, "Third letter", 4),
        (0, "2015", 5), (1, "A long letter", 5),
        (0, "Index of organizations", after), (0, "Index of addressees", after + 1), (0, "Index of topics", after + 2),
    ]  # fmt: skip
    assert [entry for entry in found if entry[0] == 2] == [
        (2, "Signatories", 2), (2, "Asks", 2), (2, "Signatories", 3), (2, "Signatories", 4),
    ]  # fmt: skip


def test_links_between_letters_stay_in_the_compilation_and_others_lead_to_the_site(built: Project) -> None:
    reader = built.pdf("letters")
    body, topic, source, second, section, own, signatory, foot = links(reader, 2)
    assert (body, topic) == (SITE + "organizations/state.html", SITE + "topics/tibet.html#tibet")
    assert (source, signatory) == ("https://example.org/?a=1&copy=2&lt=3", SITE + "organizations/house.html")
    assert foot == SITE + "letters/first.html"
    assert (second[0], section[0], own[0]) == (3, 3, 2)
    # A volume that does not hold the other letter leads to the site.
    assert links(built.pdf("letters/2013"), 1)[3] == SITE + "letters/second.html"


def test_equal_ids_of_letters_stay_apart(built: Project) -> None:
    with pikepdf.open(built.output / "letters.pdf") as pdf:
        names = [str(name) for name in pdf.Root.Names.Dests.Names[::2]]
    assert names == ["_addressees", "_contents", "_cover", "_organizations", "_topics", *LETTERS]
    reader = built.pdf("letters")
    # The lists of signatories of first, second and third all bear the id `signatories`.
    own, section = links(reader, 2)[5], links(reader, 2)[4]
    assert (own[0], section[0]) == (2, 3)
    for page, height in (own, section):
        assert height - 20 < _height_of(reader, int(page), "Signatories") < height  # type: ignore[operator]


# ---- what the files say of themselves


def test_documents_tell_title_author_subject_keywords_and_language(built: Project) -> None:
    letter, volume = built.pdf("letters/first"), built.pdf("letters")
    assert dict(letter.metadata or {}) == {
        "/Title": "Letter on A & B",
        "/Author": "The Archive",
        "/Subject": "Open letter, 10 April 2013",
        "/Keywords": "Tibet, Department of State, Freedom House",
        "/Producer": "Undersigned",
    }
    assert dict(volume.metadata or {}) == {
        "/Title": "Letters of the World",
        "/Author": "The Archive",
        "/Subject": "Open letters",
        "/Producer": "Undersigned",
    }
    assert dict(built.pdf("topics/tibet").metadata or {}) == {
        "/Title": "Tibet",
        "/Author": "The Archive",
        "/Subject": "Open letters; Letters on this topic",
        "/Producer": "Undersigned",
    }
    for name in built.pdfs():
        assert built.pdf(name.removesuffix(".pdf")).root_object["/Lang"] == "en"


def test_full_text_has_its_signatories_for_authors_its_licence_and_its_language(built: Project, tmp_path: Path) -> None:
    with pikepdf.open(built.output / "letters/long.pdf") as pdf, pdf.open_metadata() as metadata:
        assert (metadata["dc:creator"], metadata["dc:rights"]) == (["國際特赦組織台灣分會"], "CC0-1.0")
        assert (metadata["dc:language"], metadata["dc:identifier"]) == ({"fr"}, SITE + "letters/long.html")
    with pikepdf.open(built.output / "letters/first.pdf") as pdf, pdf.open_metadata() as metadata:
        assert (metadata["dc:creator"], metadata["dc:rights"]) == (["The Archive"], "Summaries: CC BY 4.0")
        assert metadata["dc:language"] == {"en"}
    bodies = {f"organizations/b{n}.rst": f":record: organization\n\nBody {n}\n======\n" for n in range(5)}
    page = ":signed: 2020\n:text: full\n:by: Body 3; Body 1; Body 4; Body 2\n\nMany\n====\n\nText.\n"
    project = Project.make(tmp_path / "p", {**bodies, "letters/many.rst": page})
    assert project.build() == ("", "")
    assert (project.pdf("letters/many").metadata or {})["/Author"] == "Body 3; Body 1; Body 4; others"


def test_titles_of_other_languages_are_marked_in_the_contents(built: Project) -> None:
    with pikepdf.open(built.output / "letters.pdf") as pdf:
        texts = _texts(pdf)
        spans = [(_said(texts, e), str(e.Lang)) for e in _elements(pdf) if e.S == "/Span" and "/Lang" in e]
    assert ("A long letter", "fr") in spans


def test_nothing_active_but_the_records_and_no_path_of_this_machine_is_in_the_files(built: Project) -> None:
    for name in built.pdfs():
        letter = name.removesuffix(".pdf") in LETTERS
        id_ = name.rpartition("/")[2].removesuffix(".pdf")
        with pikepdf.open(built.output / name) as pdf:
            embedded = 0
            for item in pdf.objects:
                data = item.read_bytes() if isinstance(item, pikepdf.Stream) else b""
                entries = pikepdf.Dictionary(dict(item.items())) if isinstance(item, pikepdf.Stream) else item
                shown = entries.unparse() if isinstance(entries, pikepdf.Object) else b""
                assert str(built.folder).encode() not in data + shown
                assert not re.search(
                    rb"/(JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|OpenAction|AA|RichMedia)\b", shown
                )
                embedded += b"/EmbeddedFile " in shown + b" "
            assert embedded == (2 if letter else 0)
            assert list(pdf.attachments) == ([f"{id_}.csl.json", f"{id_}.json"] if letter else [])


def test_fonts_are_composite_embedded_and_one_a_face(built: Project) -> None:
    for name in built.pdfs():
        with pikepdf.open(built.output / name) as pdf:
            fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
            whole = [font for font in fonts if font.Subtype == "/Type0"]
            parts = [font for font in fonts if font.Subtype == "/CIDFontType2"]
            assert len(whole) + len(parts) == len(fonts)
            assert len(whole) == len(parts) > 1
            assert all(font.Encoding == "/Identity-H" and "/ToUnicode" in font for font in whole)
            assert all("/FontFile2" in font.FontDescriptor and "/CIDToGIDMap" in font for font in parts)
            faces = [str(font.BaseFont) for font in whole]
        assert all(re.fullmatch(r"/[A-Z]{6}\+[A-Za-z0-9-]+", face) for face in faces)
        assert len({face.partition("+")[2] for face in faces}) == len(faces)


def test_all_that_is_drawn_is_content_of_an_element_or_an_artifact(built: Project) -> None:
    for name in built.pdfs():
        with pikepdf.open(built.output / name) as pdf:
            owners = dict(zip(*[iter(_numbers(pdf.Root.StructTreeRoot.ParentTree))] * 2, strict=True))
            for page in pdf.pages:
                marks = list(_marks(page))
                assert marks == sorted(set(marks))
                elements = owners[int(page.obj.StructParents)]
                assert len(elements) == len(marks)
                for mark, element in zip(marks, elements, strict=True):
                    assert mark in [number for there, number in _held(element) if there == page.objgen]
                for annotation in page.obj.get("/Annots", []):
                    element = owners[int(annotation.StructParent)]
                    assert element.S == "/Link"
                    assert annotation.objgen in [kid.Obj.objgen for kid in _kids(element) if _is_annotation(kid)]
                    assert str(annotation.Contents)


def test_letters_are_structured_as_they_are_read(built: Project) -> None:
    with pikepdf.open(built.output / "letters/first.pdf") as pdf:
        (document,) = _kids(pdf.Root.StructTreeRoot)
        texts = _texts(pdf)
        said = [(str(e.S)[1:], " ".join(_said(texts, e).split())) for e in _elements(pdf)]
        whole = " ".join(_said(texts, document).split())
    assert document.S == "/Document"
    assert whole == (
        f"Letter on A & B Date 10 April 2013 To John Kerry, Secretary of State Topics Tibet See the source, {SECOND}, "
        "its signatories and own-signatories. Signatories Freedom House Human Rights Watch "
        f"Asks 1. Release the prisoners Without delay. 2. Say so {SITE}letters/first.html"
    )
    assert [entry for entry in said if entry[0] in ("H1", "H2", "Lbl", "Link")] == [
        ("H1", "Letter on A & B"),
        ("Lbl", "Date"), ("Lbl", "To"), ("Link", "Secretary of State"), ("Lbl", "Topics"), ("Link", "Tibet"),
        ("Link", "the source"), ("Link", SECOND), ("Link", "its signatories"), ("Link", "own-signatories"),
        ("H2", "Signatories"), ("Link", "Freedom House"),
        ("H2", "Asks"), ("Lbl", "1."), ("Lbl", "2."),
        ("Link", SITE + "letters/first.html"),
    ]  # fmt: skip
    assert [words for tag, words in said if tag == "LI"] == [
        "Date 10 April 2013", "To John Kerry, Secretary of State", "Topics Tibet", "Freedom House", "Human Rights Watch",
        "1. Release the prisoners Without delay.", "2. Say so",
    ]  # fmt: skip


def test_volumes_are_structured_as_they_are_read(built: Project) -> None:
    with pikepdf.open(built.output / "letters/2014.pdf") as pdf:
        (document,) = _kids(pdf.Root.StructTreeRoot)
        texts = _texts(pdf)
        parts = [" ".join(_said(texts, part).split()) for part in _kids(document)]
        rows = [" ".join(_said(texts, e).split()) for e in _elements(pdf) if e.S == "/TOCI"]
    assert parts[0] == (
        "Letters of the World Open letters of 2014 2 open letters February 2014 – 1 March 2014 "
        f"{SITE} Summaries: CC BY 4.0"
    )
    assert rows == [f"February {SECOND} 1", "1 March Third letter 2", "Index of organizations 3"]
    assert parts[2].startswith(f"{SECOND} “Curly” text, as Letter on A & B has it. 1 Signatories One & Co. 國際特赦")
    assert parts[2].endswith(f"The Cabin 1 A note. {SITE}letters/second.html")
    assert parts[3] == f"Third letter Signatories See Letter on A & B. {SITE}letters/third.html"
    assert parts[4].endswith("C The Cabin, see Freedom House F Freedom House, 1 Other scripts 國際特赦組織台灣分會, 1")


@needs_verapdf
def test_letters_are_pdf_ua_and_pdf_a_3a_and_volumes_pdf_ua_and_pdf_a_2a(built: Project) -> None:
    for flavour, names in (("3a", LETTERS), ("2a", list(VOLUMES))):
        files = [built.output / f"{name}.pdf" for name in names]
        assert [str(verdict) for verdict in validate(files, "ua1", flavour) if not verdict.compliant] == []


# ---- beside other builders


def test_html_build_shares_doctrees_with_the_pdf_build(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "p")
    project.build("html")
    html = project.files()
    read = {path: path.stat().st_mtime_ns for path in (project.folder / "doctrees").rglob("*.doctree")}
    assert project.build() == ("", "")
    assert {path: path.stat().st_mtime_ns for path in read} == read
    written = {*project.pdfs(), *(f"{name}.png" for name in LETTERS)}
    assert {name: data for name, data in project.files().items() if name not in written} == html
    project.build("html")
    assert {path: path.stat().st_mtime_ns for path in read} == read


def test_date_of_the_edition_comes_from_the_environment_alone_and_is_in_volumes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    project = Project.make(tmp_path / "p")
    assert project.build() == ("", "")
    for name in project.pdfs():
        reader = project.pdf(name.removesuffix(".pdf"))
        dates = {key: value for key, value in (reader.metadata or {}).items() if "Date" in key}
        if name in ("letters/first.pdf", "letters/second.pdf", "letters/third.pdf"):
            assert dates == {}
            assert b"Date>" not in reader.root_object["/Metadata"].get_object().get_data()
        else:
            assert dates == {"/CreationDate": "D:20260101000000Z", "/ModDate": "D:20260101000000Z"}
            assert "Edition of 1 January 2026" in text(reader, 0)


# ---- reading structure


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_annotation(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def _elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = _kids(pdf.Root.StructTreeRoot)
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            waiting = _kids(element) + waiting


def _held(element: Any) -> list[tuple[tuple[int, int], int]]:
    """List the marks that an element holds itself: page and number."""
    found = []
    for kid in _kids(element):
        if isinstance(kid, int):
            found.append((element.Pg.objgen, kid))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            found.append((kid.Pg.objgen, int(kid.MCID)))
    return found


def _numbers(tree: Any) -> list[Any]:
    """List keys and values of a number tree in turn."""
    found: list[Any] = []
    for leaf in tree.Kids:
        pairs = list(leaf.Nums)
        assert [int(leaf.Limits[0]), int(leaf.Limits[1])] == [int(pairs[0]), int(pairs[-2])]
        found += [int(item) if place % 2 == 0 else item for place, item in enumerate(pairs)]
    return found


def _marks(page: pikepdf.Page) -> Iterator[int]:
    """List the marks of a page in the order in which it is drawn; all that draws is within one, or in an artifact."""
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            if depth == 0:
                properties = operands[1] if name == "BDC" else {}
                assert operands[0] == "/Artifact" or "/MCID" in properties
                if "/MCID" in properties:
                    yield int(properties["/MCID"])
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "b", "B*", "b*", "sh"):
            assert depth > 0, operator
    assert depth == 0


def _said(texts: Texts, element: Any) -> str:
    """Read an element in the order of the structure, each block apart."""
    parts = []
    held = iter(_held(element))
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            blank = "" if kid.S in ("/Link", "/Span", "/Reference") else " "
            parts.append(f"{blank}{_said(texts, kid)}{blank}")
        elif not _is_annotation(kid):
            parts.append(texts[next(held)])
    return re.sub(r"[ \u00a0]+", " ", "".join(parts))


def _texts(pdf: pikepdf.Pdf) -> Texts:
    """Read each mark of each page, by the glyphs and what they stand for."""
    found: Texts = {}
    for page in pdf.pages:
        inside: list[Any] = []
        font: dict[str, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                inside.append(operands[1] if name == "BDC" else {})
            elif name == "EMC":
                inside.pop()
            elif name == "Tf":
                told = page.obj.Resources.Font[str(operands[0])].ToUnicode.read_bytes().decode("ascii")
                font = {code: bytes.fromhex(words).decode("utf-16-be") for code, words in re.findall(r"<(\w{4})><(\w+)>", told)}  # fmt: skip
            number = next((int(entry["/MCID"]) for entry in inside if "/MCID" in entry), None)
            if number is None:
                continue
            place = (page.objgen, number)
            found.setdefault(place, "")
            if name == "BDC" and "/ActualText" in inside[-1]:
                found[place] += str(inside[-1].ActualText).replace("\xad", "")
            elif name == "TJ" and not any("/ActualText" in entry for entry in inside):
                codes = b"".join(bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)).hex().upper()
                found[place] += "".join(font[codes[start : start + 4]] for start in range(0, len(codes), 4))
    return found


def _height_of(reader: Any, page: int, words: str) -> float:
    """Find the top of the last place on a page where words stand."""
    reader.stream.seek(0)
    shown = pypdfium2.PdfDocument(reader.stream.read())[page].get_textpage()
    place = shown.get_text_range().rindex(words)
    return float(shown.get_charbox(place)[3])
