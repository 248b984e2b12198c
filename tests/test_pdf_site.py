"""The PDFs of the built site, read back: files, contents, indexes, links, structure, fonts, text, layout, metadata."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import jsonschema
import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

from tests.building import TOP
from tests.pdf_reading import (
    HANGING,
    HEADINGS,
    LEFT,
    RIGHT,
    SITE,
    Element,
    Mark,
    Pdf,
    beyond,
    drawing,
    level_faults,
    link_faults,
    lone_headings,
    lone_lines,
    needs_poppler,
    nesting_faults,
    overlapping,
    ownership_faults,
    poppler,
    squeezed,
    typed,
    words,
)
from undersigned import dates
from undersigned.charts.printed import LEAST
from undersigned.exports import csl, record
from undersigned.exports.persons import WITHHELD
from undersigned.moving import Archive
from undersigned.names import name_key
from undersigned.site import base_url
from undersigned.wording import ROLE_NAMES, party_parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from undersigned.catalogue import Catalogue, Entry
    from undersigned.records import Letter, Party

SCHEMA = TOP.parent / "shared" / "schemas" / "csl-data.json"
#: Volumes of organizations with so many letters are read whole; of the others, what is the same in all.
BUSY = 20
INDEXES = ("Index of organizations", "Index of addressees", "Index of topics")

pytestmark = [
    pytest.mark.skipif(not (SITE / "letters.pdf").is_file(), reason="the site is not built; run `make site`"),
    needs_poppler,
]


# ---- what is expected, asked of the catalogue, and what is there


@cache
def catalogue() -> Catalogue:
    return Archive.read(TOP / "docs").catalogue


@cache
def letters() -> dict[str, Entry[Letter]]:
    return {entry.docname: entry for entry in catalogue().letters}


@cache
def volumes() -> dict[str, list[str]]:
    """The volumes that must be there: name -> docnames of their letters, oldest first."""
    found: dict[str, list[str]] = {"letters": list(letters())}
    for docname, entry in letters().items():
        letter = entry.record
        pages = {f"letters/{letter.date.year:04d}"}
        pages |= {topic.docname for name in letter.topics if (topic := catalogue().topic_of(name.target))}
        parties = (*letter.to, *letter.cc, *letter.signatories)
        pages |= {body.docname for party in parties if (body := catalogue().body_of(party))}
        for page in pages:
            found.setdefault(page, []).append(docname)
    return found


@cache
def read_whole() -> list[str]:
    """The volumes that are read whole."""
    return [name for name, found in volumes().items() if not name.startswith("organizations/") or len(found) >= BUSY]


@cache
def pdf(name: str) -> Pdf:
    return Pdf(SITE / f"{name}.pdf")


def all_read() -> Iterator[tuple[str, Pdf]]:
    """Give the PDFs that are read whole: all letters, and many volumes."""
    for name in (*letters(), *read_whole()):
        yield name, pdf(name)


def starts(name: str) -> dict[str, int]:
    """Tell on which page of a volume each of its letters must begin, if the front pages are as many as they are."""
    page = front(name)
    found = {}
    for docname in volumes()[name]:
        found[docname] = page
        page += len(pdf(docname).pike.pages)
    return found


def front(name: str) -> int:
    """Count the pages with Roman numerals."""
    return len(list(takewhile(lambda label: not label.isdigit(), pdf(name).labels)))


def parts(name: str) -> list[Element]:
    """List the structure of a PDF's parts: cover, contents, charts, letters, indexes; or the letter."""
    (document,) = pdf(name).tree.kids
    assert isinstance(document, Element)
    return [kid for kid in document.kids if isinstance(kid, Element)]


def has_figures(name: str) -> bool:
    """Tell whether a volume has a page of charts."""
    return any(title == "In figures" for _, title, _ in pdf(name).outline)


def opening(name: str) -> int:
    """Count the parts before the letters: the cover, and the contents of more than one letter, and charts of many."""
    return 1 + (len(volumes()[name]) > 1) + has_figures(name)


def contents_of(name: str) -> list[Element]:
    return parts(name)[1:2] if len(volumes()[name]) > 1 else []


def letter_parts(name: str) -> list[Element]:
    return parts(name) if name in letters() else parts(name)[opening(name) : opening(name) + len(volumes()[name])]


def title_of(name: str, part: Element) -> str:
    (heading,) = part.all("H1")
    return squeezed(pdf(name).text(heading))


def address(docname: str) -> str:
    return f"{base_url()}{docname}.html"


def page_name(uri: str) -> str:
    """Name the page of the archive that an address leads to, or nothing."""
    stem = uri.partition("#")[0].removesuffix(".html")
    return stem.removeprefix(base_url()) if stem.startswith(base_url()) else ""


# ---- files


def test_each_letter_year_topic_and_organization_with_letters_has_its_pdf_and_nothing_else_has() -> None:
    found = {path.relative_to(SITE).as_posix().removesuffix(".pdf") for path in SITE.rglob("*.pdf")}
    assert len(letters()) > 150
    assert found == {*letters(), *volumes()}


def test_pages_have_the_size_of_a4_and_no_rotation() -> None:
    for name, one in all_read():
        sizes = {(*map(float, page.mediabox), page.obj.get("/Rotate", 0)) for page in one.pike.pages}
        assert sizes == {(0.0, 0.0, 595.28, 841.89, 0)}, name


# ---- contents and bookmarks


def contents_lines(name: str) -> list[tuple[str, str, int]]:
    """Read the contents: all that a line says, the number at its end, and the page it leads to."""
    one, found = pdf(name), []
    for item in (item for part in contents_of(name) for item in part.all("TOCI")):
        (area,) = item.areas()
        said = [scrap.text for scrap in one.within(item)]
        found.append((squeezed("".join(said[:-1])), said[-1].strip(), one.link[area.number].to))
    return found


def test_contents_name_each_letter_with_its_date_and_first_page_and_lead_there() -> None:
    for name in read_whole():
        one, first = pdf(name), starts(name)
        expected = []
        for docname in volumes()[name]:
            letter = letters()[docname].record
            day = dates.display(letter.date).removesuffix(str(letter.date.year)).strip()
            expected.append((squeezed(day + letter.title), one.labels[first[docname]], first[docname]))
        indexes = [(squeezed(title), one.labels[page], page) for title, page in index_pages(name).items()]
        # A single letter needs no contents.
        assert contents_lines(name) == (expected + indexes if len(expected) > 1 else []), name
        groups = [one.text(heading) for part in contents_of(name) for heading in part.all("H2")]
        years = sorted({str(letters()[docname].record.date.year) for docname in volumes()[name]})
        assert groups == ([*years, "Indexes"] if len(expected) > 1 else []), name


def test_contents_are_printed_as_they_are_told_to_programs() -> None:
    for name in read_whole():
        printed = squeezed(poppler("pdftotext", "-raw", "-l", front(name), pdf(name).path, "-"))
        place = printed.find("Contents")
        assert (place > 0) is (len(volumes()[name]) > 1), name
        for line, number, _ in contents_lines(name):
            place = printed.find(line + number, place)
            assert place > 0, (name, line, number)


def test_letters_begin_on_the_pages_that_the_contents_tell() -> None:
    for name in read_whole():
        for docname, page in starts(name).items():
            assert pdf(name).squeezed_pages[page].startswith(squeezed(letters()[docname].record.title)), (name, page)


def test_bookmarks_are_those_of_the_contents_under_their_years() -> None:
    for name in read_whole():
        one, year = pdf(name), 0
        expected = [(0, "Contents", 1)] if len(volumes()[name]) > 1 else []
        if has_figures(name):
            assert len(volumes()[name]) >= LEAST
            expected.append((0, "In figures", next(parts(name)[2].marks()).page))
        for docname, page in starts(name).items():
            letter = letters()[docname].record
            if letter.date.year != year:
                year = letter.date.year
                expected.append((0, str(year), page))
            expected.append((1, typed(" ".join(letter.title.split())), page))
        expected += [(0, title, page) for title, page in index_pages(name).items()]
        assert [(level, typed(title), page) for level, title, page in one.outline if level < 2] == expected, name


def test_another_reader_finds_the_same_bookmarks_and_labels() -> None:
    one, reader = pdf("letters"), PdfReader(SITE / "letters.pdf")

    def listed(items: list[Any], level: int) -> Iterator[tuple[int, str, int | None]]:
        for item in items:
            if isinstance(item, list):
                yield from listed(item, level + 1)
            else:
                yield level, str(item.title), reader.get_destination_page_number(item)

    assert [*listed(reader.outline, 0)] == one.outline
    assert reader.page_labels == one.labels


def test_bookmarks_below_a_letter_are_its_headings() -> None:
    for name, one in all_read():
        if name in letters():
            expected = [squeezed(one.text(heading)) for heading in parts(name)[0].all(*HEADINGS)]
            assert [squeezed(title) for _, title, _ in one.outline] == expected, name
            continue
        below = [squeezed(title) for level, title, _ in one.outline if level > 1]
        headings = [part.all(*HEADINGS)[1:] for part in letter_parts(name)]
        assert below == [squeezed(one.text(heading)) for found in headings for heading in found], name


def test_front_pages_have_roman_numerals_and_the_first_letter_begins_on_page_1() -> None:
    for name in read_whole():
        one = pdf(name)
        expected = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][: front(name)]
        expected += [str(number + 1) for number in range(len(one.labels) - front(name))]
        assert one.labels == expected, name
        assert one.squeezed_pages[front(name)].startswith(squeezed(letters()[volumes()[name][0]].record.title)), name


def test_feet_bear_the_numbers_that_readers_show_and_the_letters_address() -> None:
    for name in read_whole():
        one, first = pdf(name), starts(name)
        feet = ["".join(scrap.text for scrap in page if scrap.base < 60) for page in one.scraps]
        count = len(one.labels) - front(name)
        right = ["", *one.labels[1 : front(name)], *(f"page {label} of {count}" for label in one.labels[front(name) :])]
        left = [""] * len(feet)
        for docname, page in first.items():
            for number in range(len(pdf(docname).pike.pages)):
                left[page + number] = address(docname)
        assert [squeezed(foot) for foot in feet] == [squeezed(a + b) for a, b in zip(left, right, strict=True)], name


# ---- indexes


def index_parts(name: str) -> dict[str, Element]:
    found = {title_of(name, part): part for part in parts(name)[opening(name) + len(volumes()[name]) :]}
    return {title: found[squeezed(title)] for title in INDEXES if squeezed(title) in found}


def index_pages(name: str) -> dict[str, int]:
    return {title: next(part.marks()).page for title, part in index_parts(name).items()}


def index_lines(name: str, title: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Read an index: each name, with what is said of it, and the printed numbers with the links they are."""
    one, found = pdf(name), []
    for item in index_parts(name)[title].all("LI"):
        (line,) = item.all("P")
        links = line.all("Link")
        before = [scrap.text for kid in line.kids if isinstance(kid, Mark) for scrap in one.drawn[kid]]
        said = squeezed("".join(before)).rstrip(",") if links else squeezed(one.text(line))
        found.append((said, [(one.text(link).strip(), area.number) for link in links for area in link.areas()]))
    return found


def expected_index(name: str, title: str) -> dict[str, list[int]]:
    """Find, in the letters' own PDFs, on which pages of the volume a name must be found."""
    found: dict[str, list[int]] = {}
    for docname, start in starts(name).items():
        for page_of_name, body in first_places(docname, title).items():
            pages = found.setdefault(squeezed(named(page_of_name)), [])
            if start + body not in pages:
                pages.append(start + body)
    return found


def named(docname: str) -> str:
    stem = docname.rpartition("/")[2]
    shelf = catalogue().topic if docname.startswith("topics/") else catalogue().organization
    return shelf[stem].record.name


@cache
def first_places(docname: str, title: str) -> dict[str, int]:
    """Tell on which page of a letter's own PDF each body or topic that an index lists is named first."""
    one, letter = pdf(docname), letters()[docname].record
    if title == "Index of organizations":
        items = signatory_items(docname)
        parties = letter.signatories
    else:
        rows = masthead(docname)
        items = (
            [*rows.get("To", ()), *rows.get("Copyto", ())] if title == "Index of addressees" else rows.get("Topics", [])
        )
        parties = (*letter.to, *letter.cc)
    if title == "Index of topics":
        wanted = {topic.docname for name in letter.topics if (topic := catalogue().topic_of(name.target))}
    else:
        wanted = {body.docname for party in parties if (body := catalogue().body_of(party))}
    found: dict[str, int] = {}
    for item in items:
        for area in item.areas():
            link = one.link[area.number]
            if page_name(link.uri) in wanted:
                found.setdefault(page_name(link.uri), link.page)
    # What the letter names must be linked there.
    assert found.keys() == wanted, (docname, title)
    return found


def masthead(docname: str) -> dict[str, list[Element]]:
    """Give the rows of the table under a letter's title: what they are called, and what they hold."""
    one = pdf(docname)
    found = {}
    for row in parts(docname)[0].all("L")[0].kids:
        assert isinstance(row, Element)
        name, body = row.kids
        assert isinstance(name, Element)
        assert isinstance(body, Element)
        found[squeezed(one.text(name))] = [body]
    return found


def signatory_items(docname: str) -> list[Element]:
    """Give the items of a letter's list of signatories."""
    one = pdf(docname)
    (section,) = [part for part in parts(docname)[0].all("Sect") if isinstance(part.kids[0], Element)
                  and part.kids[0].tag == "H2" and one.text(part.kids[0]) == "Signatories"]  # fmt: skip
    return [item for found in section.all("L") for item in found.all("LI")]


def test_indexes_list_each_signatory_addressee_and_topic_with_the_pages_that_name_it() -> None:
    for name in read_whole():
        one = pdf(name)
        for title in INDEXES:
            expected = expected_index(name, title) if len(volumes()[name]) > 1 else {}
            assert (title in index_parts(name)) is bool(expected), (name, title)
            if not expected:
                continue
            found = [(said, numbers) for said, numbers in index_lines(name, title) if numbers]
            assert len(found) == len(dict(found)), (name, title)
            pages = {said: [one.link[area].to for _, area in numbers] for said, numbers in found}
            assert pages == expected, (name, title)


def test_numbers_in_indexes_are_the_labels_of_the_pages_they_lead_to() -> None:
    read = 0
    for name in read_whole():
        one = pdf(name)
        for title in index_parts(name):
            for said, numbers in index_lines(name, title):
                for printed, area in numbers:
                    link = one.link[area]
                    assert one.labels[link.to] == printed == one.under(link).strip(" ,\xa0"), (name, said)
                    assert squeezed(link.said) == f"{said},page{printed}", (name, said)
                    read += 1
    assert read > 8000


def forms(name: str) -> set[str]:
    """Give all forms of a name that letters may print."""
    for entry in (*catalogue().organization.values(), *catalogue().topic.values()):
        if squeezed(entry.record.name) == name:
            return {entry.record.name, *getattr(entry.record, "aliases", ()), *getattr(entry.record, "misprints", ())}
    raise AssertionError(name)


forms = cache(forms)


def test_every_page_in_an_index_has_the_name_just_below_the_place_that_the_link_leads_to() -> None:
    for name in read_whole():
        one = pdf(name)
        for title in index_parts(name):
            for said, numbers in index_lines(name, title):
                for _, area in numbers:
                    link = one.link[area]
                    printed = {squeezed(form) for form in forms(said)} | offices(said)
                    assert any(form in one.squeezed_pages[link.to] for form in printed), (name, said, link.to)
                    assert link.height is not None
                    here = [
                        scrap for scrap in one.scraps[link.to] if scrap.is_text and 0 < link.height - scrap.top < 14
                    ]
                    begins = squeezed("".join(scrap.text for scrap in here))
                    near = "".join(
                        squeezed(scrap.text) for scrap in one.scraps[link.to]
                        if scrap.is_text and -2 < link.height - scrap.top < 70
                    )  # fmt: skip
                    assert begins, (name, said, link)
                    assert any(form in near for form in printed), (name, said, link, near)


@cache
def offices(name: str) -> set[str]:
    """Give the offices and persons by which letters name a body whose own name they do not print."""
    found = set()
    for entry in letters().values():
        letter = entry.record
        for party in (*letter.to, *letter.cc, *letter.signatories):
            if party.organization_id is None and party.organization is not None:
                continue
            body = catalogue().body_of(party)
            if body is not None and squeezed(body.record.name) == name:
                found.add(squeezed(party_parts(party)[1]))
    return found


def test_other_printed_forms_lead_to_the_name_that_the_index_uses() -> None:
    for name in read_whole():
        for title in index_parts(name):
            found = index_lines(name, title)
            taken = {said for said, numbers in found if numbers}
            others = {said for said, numbers in found if not numbers}
            expected = set()
            for docname in volumes()[name]:
                letter = letters()[docname].record
                parties = letter.signatories if title == INDEXES[0] else (*letter.to, *letter.cc)
                for party in parties if title != INDEXES[2] else ():
                    body = catalogue().body_of(party)
                    if body is None or party.organization is None:
                        continue
                    key, own = name_key(party.organization), name_key(body.record.name)
                    names = {name_key(named(page)) for page in first_places_of(name, title)}
                    if key not in names and not key.startswith(own + " "):
                        expected.add(squeezed(f"{party.organization}, see {body.record.name}"))
            assert others == expected, (name, title)
            assert all(line.rpartition(",see")[2] in taken for line in others), (name, title)


@cache
def first_places_of(name: str, title: str) -> frozenset[str]:
    return frozenset(page for docname in volumes()[name] for page in first_places(docname, title))


def test_indexes_are_in_the_order_of_the_alphabet_under_their_initials() -> None:
    for name in read_whole():
        for title, part in index_parts(name).items():
            one = pdf(name)
            (index,) = part.all("Index")
            initials = [one.text(heading) for heading in index.all("H2")]
            assert initials == [*sorted(i for i in initials if len(i) == 1), *(i for i in initials if len(i) > 1)], name
            for heading, found in zip(index.all("H2"), index.all("L"), strict=True):
                keys = [name_key(one.text(item)) for item in found.all("LI")]
                initial = one.text(heading)
                if len(initial) == 1:
                    assert {key[0].upper() for key in keys} == {initial}, (name, title)
                else:
                    assert initial in ("0–9", "Other scripts"), (name, title)
                    assert all(key[0].isdigit() == (initial == "0–9") for key in keys), (name, title)


# ---- links


def test_links_lie_over_their_words_and_lead_to_a_place_with_text_below_it() -> None:
    for name, one in all_read():
        assert [*link_faults(one)] == [], name
    assert sum(link.height is not None for _, one in all_read() for link in one.links) > 5000


def test_the_count_of_signatories_leads_to_their_heading() -> None:
    for name, one in all_read():
        for part in letter_parts(name):
            (heading,) = [h for h in part.all("H2") if one.text(h) == "Signatories"]
            top = max(scrap.top for scrap in one.within(heading))
            rows = part.all("L")[0]
            row = next(row for row in rows.all("LI") if squeezed(one.text(row)).startswith("Signedby"))
            areas = row.areas()
            assert heading.parent is not None
            assert bool(areas) is bool(heading.parent.all("LI")), name
            for area in areas:
                link = one.link[area.number]
                assert link.to == next(heading.marks()).page, (name, link)
                assert link.height is not None
                assert 0 <= link.height - top < 10, (name, link, top)


def test_links_between_letters_of_a_volume_stay_in_it_and_all_others_lead_to_the_site() -> None:
    for name in read_whole():
        one, first = pdf(name), starts(name)
        at: dict[int, list[tuple[tuple[float, ...], str, int, float | None]]] = defaultdict(list)
        for link in one.links:
            at[link.page].append((link.area, link.uri, link.to, link.height))
        for docname, start in first.items():
            own: dict[int, list[tuple[tuple[float, ...], str, int, float | None]]] = defaultdict(list)
            for link in pdf(docname).links:
                leads_to = page_name(link.uri)
                # The address at the foot leads to the site; its place depends on the number beside it.
                is_foot = link.area[1] < 60
                if leads_to in first and not is_foot:
                    expected = (link.area, "", first[leads_to], None)
                elif link.uri:
                    expected = (link.area, link.uri, -1, None)
                else:
                    expected = (link.area, "", start + link.to, link.height)
                own[link.page].append(expected)
            for page in range(len(pdf(docname).pike.pages)):
                found = at[start + page]
                assert [link[1:] for link in found] == [link[1:] for link in own[page]], (name, docname)
                assert [link[0] for link in found if link[0][1] > 60] == [
                    link[0] for link in own[page] if link[0][1] > 60
                ], (name, docname)


def test_addresses_of_the_site_are_those_of_its_pages() -> None:
    pages = set()
    for _, one in all_read():
        pages |= {page_name(link.uri) for link in one.links if link.uri.startswith(base_url())}
    missing = {name for name in pages if not (TOP / "docs" / f"{name}.md").is_file()} - {""}
    assert len(pages) > 900
    assert missing == set()


# ---- structure


def test_structure_nests_as_the_standard_has_it() -> None:
    for name, one in all_read():
        assert [*nesting_faults(one.tree)] == [], name
        if name not in letters():
            assert len(parts(name)) == opening(name) + len(volumes()[name]) + len(index_parts(name)), name
        else:
            assert len(parts(name)) == 1, name


def test_each_part_has_one_title_and_no_level_of_heading_is_left_out() -> None:
    for name, _ in all_read():
        assert [fault for part in parts(name) for fault in level_faults(part)] == [], name
        assert [title_of(name, part) for part in letter_parts(name)] == [
            squeezed(letters()[docname].record.title) for docname in ([name] if name in letters() else volumes()[name])
        ], name


def test_all_content_and_links_belong_to_one_element_and_lead_back_to_it() -> None:
    for name, one in all_read():
        assert [*ownership_faults(one)] == [], name


def test_parents_are_those_that_hold_their_children() -> None:
    for name, one in all_read():
        for element in one.tree.walk():
            if element.parent is not None:
                parent = element.attributes["/P"].objgen[0]
                assert parent in (element.parent.number, one.pike.Root.StructTreeRoot.objgen[0]), name
                assert (parent == one.pike.Root.StructTreeRoot.objgen[0]) is (element.tag == "Document"), name


def test_titles_that_are_not_english_tell_their_language() -> None:
    foreign = {
        docname: entry.record for docname, entry in letters().items() if entry.record.language.partition("-")[0] != "en"
    }
    assert len(foreign) > 5
    for docname, entry in letters().items():
        (heading,) = parts(docname)[0].all("H1")
        letter = entry.record
        assert heading.lang == (letter.language.lower() if docname in foreign else ""), docname
        if docname in foreign and letter.text == "full":
            outer = [element for element in parts(docname)[0].walk() if element.lang == letter.language.lower()]
            body = squeezed("".join(pdf(docname).text(element) for element in outer))
            assert len(body) > len(squeezed(letter.title)) + 200, docname
    for name in read_whole():
        items = [item for part in contents_of(name) for item in part.all("TOCI")]
        for number, docname in enumerate(volumes()[name]):
            expected = foreign[docname].language.lower() if docname in foreign else ""
            assert letter_parts(name)[number].all("H1")[0].lang == expected, (name, docname)
            if items:
                assert {span.lang for span in items[number].all("Span")} == ({expected} if expected else set()), (
                    name,
                    docname,
                )


# ---- fonts


def test_fonts_are_embedded_once_each_as_subsets_with_their_text() -> None:
    for name in (*letters(), *volumes()):
        with pikepdf.open(SITE / f"{name}.pdf") as one:
            shared = {page.obj["/Resources"]["/Font"].objgen: page.obj["/Resources"]["/Font"] for page in one.pages}
            assert len(shared) == 1, name
            (listed,) = shared.values()
            fonts = [font for _, font in listed.items()]
            names = [name[1:] for name, _ in listed.items()]
            assert names == [str(font["/BaseFont"]).partition("+")[2] for font in fonts], name
            assert fonts, name
            for font in fonts:
                tag, _, face = str(font["/BaseFont"])[1:].partition("+")
                assert re.fullmatch("[A-Z]{6}", tag), name
                assert "Helvetica" not in face, name
                (descendant,) = font["/DescendantFonts"]
                descriptor = descendant["/FontDescriptor"]
                assert descendant["/BaseFont"] == descriptor["/FontName"] == font["/BaseFont"], name
                assert len(descriptor["/FontFile2"].read_bytes()) == descriptor["/FontFile2"]["/Length1"], name
                assert b"beginbfchar" in font["/ToUnicode"].read_bytes(), name


def test_no_other_fonts_are_in_the_files() -> None:
    for name, one in all_read():
        fonts = one.pike.pages[0].obj["/Resources"]["/Font"].values()
        known = {font.objgen for font in fonts} | {font["/DescendantFonts"][0].objgen for font in fonts}
        found = {o.objgen for o in one.pike.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"}
        assert found == known, name


def test_poppler_finds_all_fonts_embedded_with_their_text() -> None:
    for name in read_whole():
        rows = poppler("pdffonts", pdf(name).path).splitlines()[2:]
        kinds = {tuple(row.split()[-5:-2]) for row in rows}
        assert kinds == {("yes", "yes", "yes")}, name
        assert all("CID TrueType" in row and "Identity-H" in row for row in rows), name


# ---- text


def party_words(party: Party) -> str:
    said = "".join(party_parts(party))
    if role := ROLE_NAMES[party.role]:
        said += f" ({role})"
    if party.withdrawn:
        said += f" (withdrawn {dates.display(party.withdrawn)})"
    return squeezed(said)


def test_title_signatories_and_asks_of_each_letter_read_back_in_order() -> None:
    for docname, entry in letters().items():
        letter, text = entry.record, "".join(pdf(docname).squeezed_pages)
        assert text.startswith(squeezed(letter.title)), docname
        place = text.find("Whattheletterasks")
        assert (place >= 0) is bool(letter.asks), docname
        for number, ask in enumerate(letter.asks, 1):
            place = text.find(f"{number}.{squeezed(ask.text)}", place)
            assert place >= 0, (docname, ask)
        place = text.find("Signatories", max(place, 0))
        for party in letter.signatories:
            place = text.find(party_words(party), place)
            assert place >= 0, (docname, party)
            place += len(party_words(party))
        assert text.find("Sourcesandevidence", place) >= 0, docname


def test_signatories_are_items_of_a_list_that_lead_to_their_pages() -> None:
    for docname, entry in letters().items():
        one, letter = pdf(docname), entry.record
        found, expected = [], []
        for item in signatory_items(docname):
            leads_to = {page_name(one.link[area.number].uri) for area in item.areas()}
            found.append((squeezed(one.text(item)), leads_to))
        for party in letter.signatories:
            body = catalogue().body_of(party)
            expected.append((party_words(party), {body.docname} if body else set()))
        assert found == expected, docname


def test_words_of_titles_are_parted_by_blanks() -> None:
    for docname, entry in letters().items():
        found = [word for page, *_, word in words(pdf(docname).path) if page == 0]
        title = typed(entry.record.title).split()
        if any(char > "\u2e80" for char in entry.record.title):
            continue
        # A hyphen at the end of a line stands before a blank.
        expected = [part for word in title for part in re.split(r"(?<=[-\u2013/])", word) if part]
        read = [part for word in found for part in re.split(r"(?<=[-\u2013/])", word) if part]
        assert [typed(part) for part in read[: len(expected)]] == expected, docname


def test_no_text_has_characters_without_meaning() -> None:
    for name, one in all_read():
        odd = {
            char for page in one.page_texts for char in page
            if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cs", "Cn") or (char < " " and char not in "\n\t")
        }  # fmt: skip
        assert odd == set(), name


def test_words_divided_at_the_end_of_a_line_are_whole_in_the_text() -> None:
    divided = 0
    for docname in letters():
        text = "".join(pdf(docname).page_texts)
        divided += text.count("\u00ad")
        assert not re.search(r"\u00ad(?!\n)", text), docname
    assert divided


# ---- layout


def read_in_order(name: str) -> Iterator[tuple[str, Element, bool]]:
    """Give what must be laid out well and stands in no other PDF: a letter, or the own pages of a volume."""
    if name in letters():
        yield name, parts(name)[0], False
        return
    yield from ((name, part, False) for part in contents_of(name))
    for part in index_parts(name).values():
        yield name, part, True


def all_laid_out() -> Iterator[tuple[str, Element, bool]]:
    """Give the letters, and the own pages of volumes; and whether they have columns."""
    for name in (*letters(), *read_whole()):
        yield from read_in_order(name)


def own_pages(name: str) -> list[int]:
    """List the pages of a PDF that stand in no other."""
    if name in letters():
        return list(range(len(pdf(name).pike.pages)))
    first = starts(name)
    last = volumes()[name][-1]
    return [*range(front(name)), *range(first[last] + len(pdf(last).pike.pages), len(pdf(name).pike.pages))]


def test_letters_in_volumes_are_drawn_as_in_their_own_pdfs() -> None:
    @cache
    def drawn(docname: str) -> list[list[bytes]]:
        with pikepdf.open(SITE / f"{docname}.pdf") as one:
            return [content(page) for page in one.pages]

    def content(page: pikepdf.Page) -> list[bytes]:
        # The foot tells the number of the page.
        return [line for line in drawing(page).split(b"\n") if line and b" 48.00 Tm " not in line]

    for name, found in volumes().items():
        with pikepdf.open(SITE / f"{name}.pdf") as one:
            pages = [content(page) for page in one.pages]
        expected = [page for docname in found for page in drawn(docname)]
        begin = next(n for n, page in enumerate(pages) if page == expected[0])
        assert pages[begin : begin + len(expected)] == expected, name
        assert begin >= min(len(found), 2), name


def test_nothing_is_printed_beyond_the_text_area() -> None:
    for name in (*letters(), *read_whole()):
        assert [*beyond(pdf(name), own_pages(name))] == [], name


def test_poppler_finds_no_word_beyond_the_text_area() -> None:
    for name in ("letters", *letters()):
        for page, left, _, right, _, word in words(pdf(name).path):
            assert left > LEFT - HANGING - 0.5, (name, page, word)
            assert right < RIGHT + 0.5, (name, page, word)


def test_no_heading_is_parted_or_the_last_text_of_its_page_or_column() -> None:
    for name, part, has_columns in all_laid_out():
        assert [*lone_headings(pdf(name), part, columns=has_columns)] == [], name


def test_no_line_of_a_paragraph_stands_alone_on_a_page_or_in_a_column() -> None:
    for name, part, has_columns in all_laid_out():
        assert [*lone_lines(pdf(name), part, columns=has_columns)] == [], name


def test_no_text_lies_over_another() -> None:
    for name in (*letters(), *read_whole()):
        for page in own_pages(name):
            assert [*overlapping(pdf(name).scraps[page])] == [], (name, page)


def test_text_of_letters_is_drawn_in_the_order_in_which_it_is_read() -> None:
    for docname in letters():
        # The address at the foot of the first page is read last.
        *order, _ = parts(docname)[0].marks()
        assert order == sorted(order), docname


# ---- metadata

RDF = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "pdf": "http://ns.adobe.com/pdf/1.3/",
}  # fmt: skip


def title_and_keywords(name: str) -> tuple[str, str]:
    """Tell what a PDF must be called, and for a letter what it is about and whom it concerns."""
    if name in letters():
        letter = letters()[name].record
        topics = [topic for found in letter.topics if (topic := catalogue().topic_of(found.target))]
        bodies = [*catalogue().addressees(letter), *catalogue().signatories(letter)]
        names = dict.fromkeys(entry.record.name for entry in (*topics, *bodies))
        return letter.title, ", ".join([*names][:40])
    if name == "letters":
        return "Undersigned: all letters", ""
    if name.startswith("letters/"):
        return f"Open letters of {name.removeprefix('letters/').lstrip('0')}", ""
    return named(name), ""


def test_metadata_tell_title_keywords_language_and_conformance_and_agree() -> None:
    for name in (*letters(), *volumes()):
        with pikepdf.open(SITE / f"{name}.pdf") as one:
            title, keywords = title_and_keywords(name)
            assert str(one.docinfo["/Title"]) == title, name
            assert str(one.docinfo.get("/Keywords", "")) == keywords, name
            assert str(one.Root.Lang) == "en", name
            assert one.Root.MarkInfo.Marked is True, name
            assert one.Root.ViewerPreferences.DisplayDocTitle is True, name
            assert one.pdf_version == "1.7", name
            assert not one.is_encrypted, name
            told = etree.fromstring(one.Root.Metadata.read_bytes())
        texts = {
            path: told.xpath(f"string(//{path})", namespaces=RDF)
            for path in ("dc:title/rdf:Alt/rdf:li", "pdf:Keywords", "pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:identifier")
        }  # fmt: skip
        address_of = (
            base_url()
            if name == "letters"
            else address(f"{name}/index" if re.fullmatch(r"letters/\d{4}", name) else name)
        )
        assert list(texts.values()) == [title, keywords, "3" if name in letters() else "2", "A", "1", address_of], name
        languages = told.xpath("//dc:language/rdf:Bag/rdf:li/text()", namespaces=RDF)
        letter = letters()[name].record if name in letters() else None
        assert languages == [letter.language if letter and letter.text == "full" else "en"], name
        subjects = told.xpath("//dc:subject/rdf:Bag/rdf:li/text()", namespaces=RDF)
        assert ", ".join(subjects) == keywords, name
        assert told.xpath("string(//dc:rights/rdf:Alt/rdf:li)", namespaces=RDF), name


def test_poppler_finds_the_pdfs_tagged_titled_and_without_scripts() -> None:
    for name in read_whole():
        told = dict(line.split(":", 1) for line in poppler("pdfinfo", pdf(name).path).splitlines())
        assert told["Title"].strip() == title_and_keywords(name)[0]
        assert [told[key].strip() for key in ("Tagged", "JavaScript", "Encrypted", "Form")] == [
            "yes",
            "no",
            "no",
            "none",
        ], name
        assert int(told["Pages"]) == len(pdf(name).labels), name


def test_letters_carry_their_record_and_citation_and_volumes_carry_nothing() -> None:
    for docname, entry in letters().items():
        one, letter = pdf(docname).pike, entry.record
        assert sorted(one.attachments) == [f"{letter.id}.csl.json", f"{letter.id}.json"], docname
        specs = {str(spec["/UF"]): spec for spec in one.Root.AF}
        assert specs.keys() == set(one.attachments), docname
        assert {
            (spec["/AFRelationship"], spec["/F"] == spec["/UF"], bool(spec["/Desc"])) for spec in specs.values()
        } == {(pikepdf.Name.Data, True, True)}, docname
        files = {name: one.attachments[name].get_file() for name in one.attachments}
        assert {file.mime_type for file in files.values()} == {
            "application/json",
            "application/vnd.citationstyles.csl+json",
        }
        data = json.loads(files[f"{letter.id}.json"].read_bytes())
        expected = record.letter_record(letter, catalogue(), summary=data["summary"])
        assert data == json.loads(json.dumps(expected)), docname
        assert bool(data["summary"]) or letter.text == "full" or "No summary" in "".join(pdf(docname).page_texts), (
            docname
        )
        if data["summary"] and data["summary"] != WITHHELD:
            assert squeezed(data["summary"]) in "".join(pdf(docname).squeezed_pages), docname
        (item,) = json.loads(files[f"{letter.id}.csl.json"].read_bytes())
        assert item == json.loads(json.dumps(csl.letter_item(letter, docname, catalogue(), base_url()))), docname
        assert item["title"] == letter.title, docname
    for name in volumes():
        with pikepdf.open(SITE / f"{name}.pdf") as one:
            assert not one.attachments, name
            assert "/AF" not in one.Root, name


@pytest.mark.skipif(not SCHEMA.is_file(), reason="optional: the schema is not part of the repository")
def test_attached_citations_keep_to_the_schema() -> None:
    validator = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))
    for docname, entry in letters().items():
        data = pdf(docname).pike.attachments[f"{entry.record.id}.csl.json"].get_file().read_bytes()
        assert [*validator.iter_errors(json.loads(data))] == [], docname


def test_no_pdf_tells_of_this_machine_or_runs_anything() -> None:
    folders = {str(TOP), str(TOP.home()), "/tmp/", "/home/", "/usr/", "site-packages", str(TOP.parent)}
    for name, one in all_read():
        text = plain(one.path)
        assert [folder for folder in folders if folder.encode() in text] == [], name
        assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|AA|RichMedia|XFA|SubmitForm|GoToR|GoToE)\b", text), (
            name
        )


def plain(path: Path) -> bytes:
    """Give all that a PDF holds, unpacked: objects one after the other, then pages, metadata and attached files."""
    with pikepdf.open(path) as one:
        found = [thing.unparse(resolved=True) for thing in one.objects if not isinstance(thing, pikepdf.Stream)]
        found += [drawing(page) for page in one.pages]
        found.append(one.Root.Metadata.read_bytes())
        found += [one.attachments[name].get_file().read_bytes() for name in one.attachments]
    return b"\n".join(found)
