"""Letters in every script, from the project `test-pdf-scripts`: what is printed, where lines break, what reads back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from icu4py.breakers import CharacterBreaker, LineBreaker

from tests.pdf_reading import (
    BOTTOM_OF_TEXT,
    HANGING,
    HEADINGS,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP_OF_TEXT,
    Element,
    Link,
    Pdf,
    Scrap,
    beyond,
    level_faults,
    lines,
    link_faults,
    lone_headings,
    lone_lines,
    needs_poppler,
    nesting_faults,
    overlapping,
    ownership_faults,
    parted_paragraphs,
    poppler,
    script_names,
    scripts,
    squeezed,
    written,
)
from undersigned.pdf import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = tuple(written())
RIGHT_TO_LEFT = tuple(language for language in LANGUAGES if language in ("ar", "ug", "fa", "he"))
LEFT_TO_RIGHT = tuple(language for language in LANGUAGES if language not in RIGHT_TO_LEFT)
#: Languages that part words with blanks, and never break them but at a hyphen.
BLANKS = ("hi", "ru", "vi", "de")
MIXED, BLOCKS = "letters/2020/2020-02-01-mixed", "letters/2020/2020-02-02-blocks"
HAS_TIBETAN = fonts.path_of(fonts.CUTS["NotoSerifTibetan-Regular"]) is not None

pytestmark = needs_poppler


@cache
def pdf(name: str) -> Pdf:
    return Pdf(scripts().outdir / f"{name}.pdf")


def letter(language: str) -> Pdf:
    return pdf(written()[language].docname)


def every() -> Iterator[Pdf]:
    for path in sorted(scripts().outdir.rglob("*.pdf")):
        yield pdf(path.relative_to(scripts().outdir).as_posix().removesuffix(".pdf"))


def only_letters(text: str) -> str:
    """Leave the letters and figures of a text, in their order."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def printed(language: str) -> str:
    """Say what the title and the body of a letter say."""
    text = written()[language]
    return "\n".join((text.title, *text.blocks))


def read(language: str, *, mode: str) -> str:
    """Read a letter with poppler, without what stands in the margins."""
    top, bottom = round(HEIGHT - TOP_OF_TEXT) - 6, round(BOTTOM_OF_TEXT) - 8
    area = ["-x", round(LEFT) - 2, "-y", top, "-W", round(RIGHT - LEFT) + 5, "-H", round(HEIGHT) - top - bottom]
    text = poppler("pdftotext", mode, *area, letter(language).path, "-")
    # The mark before the items of a list.
    return text.replace("\u2022", "")


def elements(language: str) -> list[Element]:
    """List the blocks of a letter's body as the structure has them, in reading order."""
    one = letter(language)
    body = [part for part in one.tree.all("P") if not is_ours(part)]
    assert len(body) == len(written()[language].blocks), [one.text(part) for part in body]
    return body


def is_ours(paragraph: Element) -> bool:
    """Tell the paragraphs of the masthead and of what follows the text."""
    place: Element | None = paragraph
    while place is not None and not place.lang:
        place = place.parent
    return place is None


# ---- what is printed


def test_every_character_has_a_font_or_a_warning_that_tells_where() -> None:
    told = [line for line in scripts().warnings.splitlines() if line]
    if HAS_TIBETAN:
        assert told == []
        return
    found = [
        re.fullmatch(r"(?:(.+?)(?::(\d+))?: )?WARNING: no font has U\+0F.+ \(Tibetan\); .+", line) for line in told
    ]
    places = [(match[1], match[2]) for match in found if match]
    assert len(places) == len(told)
    # Names in volumes stand on no line.
    assert [path for path, _ in places if path and not Path(path).is_file()] == []
    assert {Path(path).stem for path, line in places if line} == {"2020-01-01-bo", "2020-02-01-mixed"}
    assert "[Tibetan]" in "".join(scrap.text for page in letter("bo").scraps for scrap in page)


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_the_text_reads_back_whole_and_in_order(language: str) -> None:
    text = squeezed(read(language, mode="-raw"))
    expected = squeezed(written()[language].title)
    assert text.startswith(expected)
    assert squeezed("".join(written()[language].blocks)) in text


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_text_from_right_to_left_reads_back_in_logical_order(language: str) -> None:
    # Poppler puts punctuation beside Latin words where it guesses; letters and figures keep their order.
    text = only_letters(read(language, mode="-layout"))
    assert text.startswith(only_letters(written()[language].title))
    assert only_letters("".join(written()[language].blocks)) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_and_no_sign_is_lost_or_said_twice(language: str) -> None:
    def signs(text: str) -> Counter[str]:
        return Counter(char for char in text if unicodedata.category(char)[0] in "MP" and ord(char) > 0x7F)

    found = read(language, mode="-layout").replace("\u00ad", "")
    # Our own parts of the page have no such signs.
    assert signs(found) == signs(printed(language))


@pytest.mark.parametrize("language", BLANKS)
def test_words_are_parted_where_the_letter_parts_them(language: str) -> None:
    body = " ".join(written()[language].blocks)
    read_lines = [line.strip(" \f") for line in read(language, mode="-raw").splitlines()]
    begin = read_lines.index(written()[language].salutation)
    end = len(read_lines) - read_lines[::-1].index(written()[language].closing)
    assert end - begin > 10
    assert [line for line in read_lines[begin:end] if line.removesuffix("\u00ad") not in body] == []


def words_alone(text: str) -> set[str]:
    """Give the words between others of the same direction, without marks: beside others, poppler guesses at blanks."""
    plain = "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Cf"))
    found = re.findall(r"\w+|[^\w\s]", plain)
    kinds = [only_letters(word) != "" and unicodedata.bidirectional(word[0]) in ("R", "AL") for word in found]
    return {word for number, word in enumerate(found) if all(kinds[max(number - 1, 0) : number + 2])}


def test_words_from_right_to_left_are_whole() -> None:
    parted = {}
    for language in RIGHT_TO_LEFT:
        expected = {
            word for text in (written()[language].title, *written()[language].blocks) for word in words_alone(text)
        }
        assert len(expected) > 10
        text = "".join(
            char for char in read(language, mode="-layout") if unicodedata.category(char) not in ("Mn", "Cf")
        )
        parted[language] = expected - set(re.findall(r"\w+", text))
    assert {language: sorted(words) for language, words in parted.items() if words} == {}


def test_chrome_reads_each_mark_once() -> None:
    for language in LANGUAGES:
        with pypdfium2.PdfDocument(letter(language).path) as document:
            text = "".join(page.get_textpage().get_text_range() for page in document)
        expected = Counter(char for char in printed(language) if unicodedata.category(char)[0] == "M")
        # Running heads say the title again.
        title = Counter(char for char in written()[language].title if unicodedata.category(char)[0] == "M")
        found = Counter(char for char in text if unicodedata.category(char)[0] == "M")
        heads = len(letter(language).scraps) - 1
        assert found == Counter({char: expected[char] + heads * title[char] for char in expected}), language


@pytest.mark.parametrize("language", [language for language in RIGHT_TO_LEFT if language != "he"])
def test_chrome_reads_words_from_right_to_left_that_have_neither_marks_nor_ligatures(language: str) -> None:
    with pypdfium2.PdfDocument(letter(language).path) as document:
        found = set(re.findall(r"\w+", " ".join(page.get_textpage().get_text_range() for page in document)))
    blocks = (written()[language].title, *written()[language].blocks)
    expected = {word for block in blocks for word in words_alone(block) if re.search(rf"(?<!\w){word}(?!\S)", block)}
    assert len(expected) > 10
    assert {word for word in expected - found if not re.search("\u0644[\u0622\u0623\u0625\u0627]", word)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_structure_tells_the_blocks_in_their_order(language: str) -> None:
    one, text = letter(language), written()[language]
    assert [only_sorted(one.text(part)) for part in elements(language)] == [only_sorted(block) for block in text.blocks]
    order = [next(part.marks()) for part in elements(language)]
    assert order == sorted(order)
    *all_marks, foot = one.tree.marks()
    assert all_marks == sorted(all_marks)
    assert one.drawn[foot][0].text.startswith("https://")


def only_sorted(text: str) -> list[str]:
    """Give the letters and figures of a text in no order: PDFium orders what runs from right to left by itself."""
    return sorted(only_letters(re.sub(r"^\d+ ", "", text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_tell_their_language_and_ours_do_not(language: str) -> None:
    one = letter(language)
    (title,) = one.tree.all("H1")
    # Tags have no case.
    assert title.lang == language.lower()
    for part in elements(language):
        place, said = part, []
        while place.parent is not None:
            said += [place.lang] if place.lang else []
            place = place.parent
        assert set(said) == {language.lower()}
    others = [heading.lang for heading in one.tree.all(*HEADINGS[1:])]
    assert others == ["", ""]
    assert str(one.pike.Root.Lang) == "en"


HAN = {"zh-Hans": "NotoSansSC", "zh-Hant": "NotoSansTC", "ja": "NotoSansJP", "ko": "NotoSansKR"}


@pytest.mark.parametrize(("language", "family"), HAN.items())
def test_han_is_set_in_the_forms_of_its_language(language: str, family: str) -> None:
    one = letter(language)
    used = {
        scrap.font.partition("-")[0]
        for part in (*one.tree.all("H1"), *elements(language))
        for scrap in one.within(part)
    }
    assert used & set(HAN.values()) == {family}


def test_running_heads_are_set_in_the_forms_of_the_letters_language() -> None:
    one = letter("ja")
    used = {
        scrap.font.partition("-")[0]
        for page in one.scraps
        for scrap in page
        if "Artifact" in scrap.kinds and scrap.base > 770
    }
    assert used & set(HAN.values()) == {"NotoSansJP"}


def test_languages_without_hyphenation_have_no_hyphens_and_those_with_it_have() -> None:
    hyphens = {language: read(language, mode="-raw").count("\u00ad\n") for language in LANGUAGES}
    assert hyphens["de"] > 1
    assert hyphens["ru"] > 1
    without = [language for language in LANGUAGES if language not in ("de", "ru", "hi")]
    assert {language: hyphens[language] for language in without} == dict.fromkeys(without, 0)


# ---- where lines begin and break


def line_texts(language: str, part: Element) -> list[str]:
    """Read the lines of a block, each without the blanks at its ends."""
    one = letter(language)
    return ["".join(scrap.text for scrap in line).strip() for line in lines(text_of(one, part))]


def text_of(one: Pdf, part: Element) -> list[Scrap]:
    """Give what is drawn of a block, without its number."""
    return [scrap for scrap in one.within(part) if scrap.kinds[:1] != ("Lbl",)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_paragraphs_begin_at_the_margin_of_their_direction(language: str) -> None:
    one = letter(language)
    read_lines = 0
    for part in (*one.tree.all("H1"), *elements(language)):
        quoted = part.parent is not None and part.parent.tag == "BlockQuote"
        listed = part.parent is not None and part.parent.tag == "LBody"
        indent = 18 if quoted else 14 if listed else 0
        for line in lines(text_of(one, part)):
            shown = [scrap for scrap in line if scrap.text.strip()]
            read_lines += 1
            if language in RIGHT_TO_LEFT:
                edge = max(scrap.right for scrap in shown)
                assert RIGHT - indent - 3 < edge < RIGHT - indent + 2, (line, edge)
            else:
                edge = min(scrap.left for scrap in shown)
                # Opening marks of Han have blank before them.
                assert LEFT + indent - 1 < edge < LEFT + indent + (7 if language in HAN else 4), (line, edge)
    assert read_lines > 12


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_numbers_and_marks_of_lists_stand_at_the_right_of_text_from_right_to_left(language: str) -> None:
    one = letter(language)
    numbers = [label for part in elements(language) for label in part.all("Lbl")]
    assert len(numbers) == len(written()[language].paragraphs) + 1
    for label in numbers:
        (scrap,) = one.within(label)
        assert RIGHT < scrap.left < scrap.right < RIGHT + HANGING, scrap
    labels = [
        item.kids[0]
        for item in one.tree.all("LI")
        if len(item.kids) == 2 and one.text(item.kids[0]).strip() == "\u2022"
    ]  # type: ignore[arg-type]
    assert len(labels) == 2
    for label in labels:
        assert isinstance(label, Element)
        (scrap,) = one.within(label)
        assert RIGHT - 14 < scrap.left < scrap.right < RIGHT, scrap


def test_words_in_lines_from_right_to_left_follow_each_other_to_the_left() -> None:
    for language, wanted in (
        ("he", ("אנו", "הארגונים", "מטה", "AI", "קוראים", "העיתונאים")),
        ("ar", ("نكتب", "أدناه", "12", "منظمة", "لنعرب", "اعتقال", "3", "مايو")),
        ("fa", ("ما", "خواستار", "آزادی", "فوری", "در")),
    ):
        line = lines(text_of(letter(language), elements(language)[1]))[0]
        places = [next(scrap.left for scrap in line if word in scrap.text) for word in wanted]
        assert places == sorted(places, reverse=True), language
        assert len(set(places)) == len(places)


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja"])
def test_lines_of_han_and_kana_are_filled_and_keep_punctuation_where_it_belongs(language: str) -> None:
    one, broken = letter(language), 0
    for part in elements(language):
        found = lines(text_of(one, part))
        texts = line_texts(language, part)
        for line, text in zip(found[:-1], texts[:-1], strict=True):
            broken += 1
            edge = max(scrap.right for scrap in line if scrap.text.strip())
            quoted = part.parent is not None and part.parent.tag == "BlockQuote"
            # One character, and a mark that must not begin the next line, may be missing.
            assert edge > RIGHT - (18 if quoted else 0) - 3 * 10.5, text
            assert text[-1] not in "（《「“‘〈", text
        assert [text for text in texts[1:] if text[0] in "，。、；：！？」』）》〉”’…—"] == []
    assert broken > 3


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_lines_break_where_the_language_lets_them(language: str) -> None:
    broken = 0
    for part, block in zip(elements(language), written()[language].blocks, strict=True):
        ends = {only_base(block[:end]) for _, end in LineBreaker(block, language).segments()}
        clusters = {only_base(block[:end]) for _, end in CharacterBreaker(block, language).segments()}
        so_far = ""
        for line in line_texts(language, part):
            so_far += only_base(line)
            broken += 1
            assert so_far in clusters, line
            assert so_far in ends or line.endswith("\u00ad"), line
        assert so_far == only_base(block)
    assert broken > 8


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_lines_from_right_to_left_break_where_the_language_lets_them(language: str) -> None:
    text = written()[language]
    whole = only_letters("".join(text.blocks))
    ends, before = set(), 0
    for block in text.blocks:
        ends |= {before + len(only_letters(block[:end])) for _, end in LineBreaker(block, language).segments()}
        before += len(only_letters(block))
    found = [only_letters(line) for line in read(language, mode="-layout").splitlines()]
    place = broken = 0
    for line in found[found.index(only_letters(text.salutation)) :]:
        if line and place < len(whole):
            assert whole.startswith(line, place), line
            place += len(line)
            broken += 1
            assert place in ends, line
    assert place == len(whole)
    assert broken > 10


def only_base(text: str) -> str:
    """Leave what PDFium reads once: it says marks twice, since they are drawn apart from their letters."""
    return "".join(char for char in squeezed(text) if unicodedata.category(char) not in ("Mn", "Mc", "Me"))


# ---- one page with all scripts


def test_names_in_all_scripts_are_listed_in_their_order_and_lead_to_their_pages() -> None:
    one = pdf(MIXED)
    expected = [*script_names(), "Société d’exemples (ئۇيغۇر)"]
    (heading,) = [heading for heading in one.tree.all("H2") if one.text(heading) == "Signatories"]
    assert heading.parent is not None
    items = heading.parent.all("LI")
    assert [only_sorted(one.text(item)) for item in items] == [only_sorted(name) for name in expected]
    addresses = [{one.link[area.number].uri.rpartition("/")[2] for area in item.areas()} for item in items]
    ids = [*(f"body-{number}" for number in range(len(script_names()))), "societe"]
    assert addresses == [{f"{id_}.html"} for id_ in ids]
    assert [link.said for item in items for area in item.areas() for link in (one.link[area.number],)] == expected
    # They stand in two columns, down the left first.
    places = [one.within(item)[0] for item in items]
    left = [place for place in places if place.left < (LEFT + RIGHT) / 2]
    assert 4 <= len(left) <= 8
    assert places[: len(left)] == left
    assert all(place.base < before.base for before, place in pairwise(left))


def test_a_paragraph_of_all_scripts_reads_back() -> None:
    source = (scripts().outdir.parent / "docs" / f"{MIXED}.md").read_text("utf-8")
    (expected,) = re.findall(r"(?m)^We, (?:.+\n)+", source)
    found = squeezed("".join(pdf(MIXED).page_texts))
    for words in re.findall("[^\u0590-\u08ff]+", expected):
        assert squeezed(words.strip(" ,")) in found, words
    layout = only_letters(poppler("pdftotext", "-layout", pdf(MIXED).path, "-"))
    for words in re.findall("[\u0590-\u08ff][\u0590-\u08ff ]*", expected):
        assert only_letters(words) in layout, words


def test_an_address_longer_than_a_line_breaks_within_the_margins_and_stays_one_link() -> None:
    one = pdf(MIXED)
    (element,) = [e for e in one.tree.all("Link") if "reports-without-end" in one.text(e)]
    links: list[Link] = [one.link[area.number] for area in element.areas()]
    (address,) = {link.uri for link in links}
    assert len(address) > 220
    found = ["".join(scrap.text for scrap in line).strip() for line in lines(one.within(element))]
    assert "".join(found) == address
    assert len(links) == len(found) > 3
    assert all(LEFT - 1 <= link.area[0] < link.area[2] <= RIGHT + 1 for link in links)
    # What has places to break at is broken there; what has none is broken all the same.
    assert all(line.endswith(("-", "/")) for line in found if "end" in line)
    assert squeezed(address) in squeezed("".join(one.page_texts))


# ---- every kind of block


def test_tables_lists_quotations_pictures_and_notes_are_told_as_what_they_are() -> None:
    one = pdf(BLOCKS)
    (table,) = one.tree.all("Table")
    rows = [[squeezed(one.text(cell)) for cell in row.all("TH", "TD")] for row in table.all("TR")]
    assert [row[:2] for row in rows] == [["Year", "Letters"], ["2019", "12"], ["2020", "108"]]
    assert [cell.attributes["/Scope"] for cell in table.all("TH")] == ["/Column"] * 3
    (quote,) = one.tree.all("BlockQuote")
    assert [one.text(part) for part in quote.all("P")] == [
        "Quoted words stand in from both margins.",
        "Two paragraphs of them.",
    ]
    pictures = one.tree.all("Figure")
    assert [str(picture.attributes["/Alt"]) for picture in pictures] == ["A green square", "A green square again"]
    for picture in pictures:
        left, bottom, right, top = map(float, picture.attributes["/BBox"])
        assert LEFT - 1 < left < right < RIGHT + 1
        assert BOTTOM_OF_TEXT < bottom < top < TOP_OF_TEXT + 0.01  # as it is written, in hundredths
        (mark,) = picture.marks()
        (drawn,) = [scrap for scrap in one.scraps[mark.page] if scrap.mark == mark.number]
        assert [round(value) for value in (left, bottom, right, top)] == [
            round(value) for value in (drawn.left, drawn.bottom, drawn.right, drawn.top)
        ]
    assert [one.text(caption) for caption in one.tree.all("Caption")] == ["The seal below the letter."]
    lists = {str(found.attributes["/ListNumbering"]) for found in one.tree.all("L")}
    assert lists == {"/None", "/Disc", "/Decimal"}
    deep = next(e for e in one.tree.all("L") if "Deep" in one.text(e) and e.attributes["/ListNumbering"] == "/Disc")
    assert [found.attributes["/ListNumbering"] for found in deep.all("L")] == ["/Disc", "/Decimal", "/Disc"]
    assert [one.text(label).strip() for label in deep.all("Lbl")] == [
        "\u2022",
        "\u2022",
        "1.",
        "2.",
        "\u2022",
        "\u2022",
    ]


def test_captions_stand_on_the_page_of_their_picture() -> None:
    one = pdf(BLOCKS)
    (caption,) = one.tree.all("Caption")
    assert next(caption.marks()).page == next(one.tree.all("Figure")[0].marks()).page


def test_notes_lead_to_their_text_and_back() -> None:
    one = pdf(BLOCKS)
    (note,) = one.tree.all("Note")
    (back,) = [one.link[area.number] for area in note.areas()]
    there = [link for link in one.links if link.to == next(note.marks()).page and not link.uri and link.said == "1"]
    (to,) = [link for link in there if link.number != back.number]
    assert to.page == back.to == 0
    top = max(scrap.top for scrap in one.within(note))
    assert to.height is not None
    assert back.height is not None
    assert 0 <= to.height - top < 8
    # The place that the note leads back to is the line of its mark.
    assert 0 <= back.height - to.area[3] < 8
    assert back.height - to.area[1] < 20


def test_links_to_letters_of_the_volume_lead_to_their_first_pages_and_else_to_the_site() -> None:
    wanted = ("2020-02-01-mixed", "2020-01-01-ar")
    alone = [pdf(BLOCKS).link[e.areas()[0].number].uri for e in pdf(BLOCKS).tree.all("Link")]
    alone = [uri for uri in alone if uri.endswith(tuple(f"{name}.html" for name in wanted))]
    assert [uri.rpartition("/")[2] for uri in alone] == [f"{name}.html" for name in wanted]
    for name in ("letters", "letters/2020", "topics/speech", "organizations/ministry", "organizations/alpha"):
        one = pdf(name)
        titles = {title: page for level, title, page in one.outline if level == 1}
        page = titles["A letter with every kind of block"]
        # The table of contents leads to whole pages too.
        found = [link.to for link in one.links if link.page == page and link.height is None and not link.uri]
        found = [to for number, to in enumerate(found) if to not in found[:number]]
        expected = [titles.get("Open letter (公開信, رسالة مفتوحة) in every script"), titles.get(written()["ar"].title)]
        assert found == [to for to in expected if to is not None], name
        assert len(found) == (1 if name == "organizations/alpha" else 2), name
        for to in found:
            (title,) = [e for e in one.tree.all("H1") if next(e.marks()).page == to]
            assert one.text(title)


def test_names_in_other_scripts_stand_at_the_end_of_the_index_with_their_pages() -> None:
    one = pdf("letters")
    (index,) = [e for e in one.tree.all("Index") if "Alpha Society" in one.text(e)]
    initials = [one.text(heading) for heading in index.all("H2")]
    assert initials == ["A", "S", "T", "Other scripts"]
    page = next(page for _, title, page in one.outline if title.startswith("Open letter ("))
    last = index.all("L")[-1]
    assert len(last.all("LI")) == len(script_names()) - 1
    for link in (one.link[area.number] for area in last.areas()):
        assert link.to == page
        assert one.under(link).strip(" ,\xa0") == one.labels[page]


# ---- all of them


def test_structure_of_every_pdf_is_whole() -> None:
    for one in every():
        assert [*nesting_faults(one.tree)] == [], one
        assert [*ownership_faults(one)] == [], one
        (document,) = one.tree.kids
        assert isinstance(document, Element)
        parts = [part for part in document.kids if isinstance(part, Element)]
        assert [fault for part in parts for fault in level_faults(part)] == [], one


def test_links_of_every_pdf_lie_over_their_words_and_lead_to_text() -> None:
    for one in every():
        assert [*link_faults(one)] == [], one


def test_nothing_is_printed_beyond_the_text_area_or_over_another_text() -> None:
    for one in every():
        assert [*beyond(one, range(len(one.scraps)))] == [], one
        for number, page in enumerate(one.scraps):
            assert [*overlapping(page)] == [], (one, number)


def test_no_heading_and_no_line_of_a_paragraph_stands_alone() -> None:
    parted = 0
    for name in (MIXED, BLOCKS, *(text.docname for text in written().values())):
        one = pdf(name)
        assert [*lone_headings(one, one.tree)] == [], one
        assert [*lone_lines(one, one.tree)] == [], one
        parted += parted_paragraphs(one)
    assert parted > 2
