"""What the search knows of a page: by what it filters, what it shows with a result, which words it looks through.

Made from the record, the catalogue and the written page, when all pages are written; `search` hands it to
`search_index`. Bodies and topics go by the names that the archive uses, whatever a letter prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

import lxml.html

from .. import dates, wording
from ..names import STROKES, name_key
from ..records import Letter, Organization, Page, Party, Topic, title_of
from .fragments import BEGINNING, END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..catalogue import Catalogue, Entry
    from ..records import Record

#: Folders of guides, and what in them is none.
GUIDES = ("about/", "contribute/")
NO_GUIDES = ("contribute/add", "about/search")

#: By what a search can be narrowed; the other filters are only shown with a result.
FACETS = ("kind", "year", "signatory", "addressee", "topic", "language", "publisher", "text")

#: What of a page is not looked through: persons who sign for themselves and what comes from other pages (it is found
#: on those), both marked `no-search`; then our own words, which stand on every page of a kind; addresses of sources.
IGNORED = (
    ".no-search",
    "dl.field-list > dt",
    "dl.masthead a[href='#signatories']",
    "dl.masthead a[href='#asks']",
    ".text-note",
    ".completeness",
    ".note-label",
    ".paragraph-number",
    ".ask-link",
    "#asks > h2",
    "#signatories > h2",
    ".fold > summary",
    "#responses > h2",
    "#sources",
    "#other-addresses",
    "#cite",
)

#: Han, kana, Thai, Lao, Burmese and Khmer, which part no words by blanks; static/search/words.js has the same.
UNSPACED = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    r"\u0e01-\u0e3a\u0e40-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17dd"
)
#: Signs of these scripts that sit on the letter before them.
_SIGNS = (
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064"
    r"\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
_JOINTS = re.compile(
    rf"(?:(?<=[{UNSPACED}])(?=[\w{UNSPACED}])|(?<=\w)(?=[{UNSPACED}])|(?<=\u0f0b)(?=\w))(?![{_SIGNS}])"
)
#: A quick look that nearly all pages end with.
_HAS_JOINTS = re.compile(f"[{UNSPACED}\\u0f0b]")
#: Parts what is written without blanks. A hair space, so that results can be shown as they were written.
PART = "\u200a"

#: Anchor set where a page's own text begins; results show passages of it before its head.
TEXT = "text"

_STROKE = re.compile("[øłđħŧıØŁĐĦŦİ]")
_STROKED = re.compile(r"\b\w*[øłđħŧıØŁĐĦŦİ]\w*")
_TAG = re.compile(r"<[^<>]*>")
_PERSON = re.compile(r'<li\b[^>]*\bclass="[^"]*\bno-search\b[^"]*"[^>]*>(.*?)</li>', re.S)
_MASTHEAD = re.compile(r'(<dl\b[^>]*\bclass="[^"]*\bmasthead\b.*?</dl>)', re.S)
_SIGNATORIES = re.compile(r'(<section\b[^>]*\bid="signatories".*?</section>)', re.S)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page beside its text."""

    #: Name and value; a name may have several values. Beside `FACETS`, `about` and `tag`: unlike what is in `shown`,
    #: they are not looked through.
    filters: tuple[tuple[str, str], ...]
    #: What is shown with a result, and looked through like the text.
    shown: tuple[tuple[str, str], ...]
    #: By what results are put in order: letters by their date, other pages by their name.
    order: tuple[str, str]


def kind_of(docname: str, record: Record | None) -> str | None:
    """Name the kind under which the search lists a page; None for pages that it leaves out."""
    if isinstance(record, Letter):
        return "letter" if record.listed else None
    if isinstance(record, Organization):
        return "organization"
    if isinstance(record, Topic):
        return "topic"
    return "guide" if docname.startswith(GUIDES) and docname not in NO_GUIDES else None


def facts_of(kind: str, record: Letter | Organization | Topic | Page, catalogue: Catalogue) -> Facts:
    """Gather what is known of a page."""
    filters = [("kind", kind)]
    shown = [("title", title_of(record))]
    if not isinstance(record, Letter):
        if about := _letters_of(record, catalogue):
            filters.append(("about", about))
        return Facts(tuple(filters), tuple(shown), ("name", name_key(title_of(record))))
    signed, addressed = catalogue.signatories(record), catalogue.addressees(record)
    filters += [("year", f"{record.date.year}")]
    filters += [("signatory", entry.record.name) for entry in signed]
    filters += [("addressee", entry.record.name) for entry in addressed]
    filters += dict.fromkeys(
        ("topic", entry.record.name) for topic in record.topics if (entry := catalogue.topic_of(topic.target))
    )
    filters += [("language", wording.language_name(record.language))]
    if record.source.publisher:
        filters += [("publisher", _publisher(record.source.publisher, catalogue))]
    filters += [("text", "full text" if record.text == "full" else "summary")]
    filters += [("about", wording.signature_count(record))]
    if record.language.partition("-")[0] != "en":
        filters += [("tag", record.language)]
    shown += [("date", dates.display(record.date))]
    if record.to:
        shown += [("to", wording.short_parties(record.to))]
    if others := _other_names((*signed, *addressed), record):
        shown += [("names", "; ".join(others))]
    return Facts(tuple(filters), tuple(shown), ("date", record.date.plain))


def _letters_of(record: Organization | Topic | Page, catalogue: Catalogue) -> str:
    """Count the letters of an organization or topic."""
    if isinstance(record, Topic):
        return wording.plural(len(catalogue.by_topic(record.id)), "letter")
    if isinstance(record, Page):
        return ""
    signed, received = len(catalogue.signed_by(record.id)), len(catalogue.received_by(record.id))
    parts = [f"signed {wording.plural(signed, 'letter')}"] if signed else []
    parts += (
        [f"received {received:,}" if signed else f"received {wording.plural(received, 'letter')}"] if received else []
    )
    return ", ".join(parts)


def _publisher(printed: str, catalogue: Catalogue) -> str:
    body = catalogue.body_of(Party(organization=printed))
    return body.record.name if body else printed


def _other_names(bodies: tuple[Entry[Organization], ...], letter: Letter) -> list[str]:
    """List the names of bodies that the letter prints otherwise, so that it is found by them too."""
    printed = {name_key(party.organization) for party in letter.parties if party.organization}
    return list(dict.fromkeys(body.record.name for body in bodies if name_key(body.record.name) not in printed))


def document(facts: Facts, page: str) -> str:
    """Make what Pagefind is given, of a page as it was written."""
    head = [
        *(_meta("filter", name, value) for name, value in facts.filters),
        *(_meta("meta", name, part(value)) for name, value in facts.shown),
        _meta("sort", *facts.order),
    ]
    article = _text(page)
    if folded := _folded(article):
        head.append(_meta("meta", "folded", " ".join(folded)))
    body = part(_MASTHEAD.sub(rf'\1<i id="{TEXT}"></i>', article, count=1))
    return f"<html><head>{''.join(head)}</head><body data-pagefind-body>{body}</body></html>"


def _meta(what: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{what}="{name}[content]" content="{escape(value)}">'


def part(text: str) -> str:
    """Part what is written without blanks, sign by sign: Pagefind knows words by blanks alone."""
    return _JOINTS.sub(PART, text) if _HAS_JOINTS.search(text) else text


def _text(page: str) -> str:
    """Take the article out of a page; without the names of persons who sign for themselves, wherever it has them."""
    # What comes from other pages `IGNORED` has too; it is most of what many hold, and costs least if taken out first.
    first, *others = page[page.index("<article") : page.rindex("</article>")].split(BEGINNING)
    article = first + "".join(other.partition(END)[2] for other in others)
    parts = _SIGNATORIES.split(article)
    # A pattern of twenty thousand names takes long to make, and longer to look for.
    elsewhere = "".join(parts[::2])
    words = sorted(
        {word for item in _PERSON.findall(article) for word in _name_words(item) if _may_have(elsewhere, word)},
        key=lambda w: (-len(w), w),
    )
    if not words:
        return article
    pattern = re.compile("|".join(_in_html(word) for word in words))
    # In the list of signatories the others are bodies, and the persons are left out whole.
    return "".join(text if place % 2 else pattern.sub("…", text) for place, text in enumerate(parts))


def _folded(article: str) -> list[str]:
    """List the words that have a letter with a stroke, without it: Pagefind takes accents for optional, strokes not."""
    if not _STROKE.search(article):
        return []
    root = lxml.html.fromstring(article)
    for node in root.find_class("no-search"):
        node.drop_tree()
    return sorted({word.translate(STROKES) for word in _STROKED.findall(root.text_content())})


def _name_words(item: str) -> Iterator[str]:
    """Yield the name of a person in a list of signatories, and its words: a text may give the last name alone."""
    name = " ".join(unescape(_TAG.sub("", item)).split()).partition(" (")[0].partition(",")[0]
    if name:
        yield name
    for word in re.split(r"[\s-]+", name):
        if len(word) > 2 and not word[0].islower():
            yield word


def _may_have(page: str, name: str) -> bool:
    """Tell whether a page holds all words of a name, which the pattern of the name needs."""
    return all(_escaped(word) in page for word in name.split())


def _escaped(word: str) -> str:
    return escape(word, quote=False).replace('"', "&quot;")


def _in_html(name: str) -> str:
    """Make the pattern of a name in a page; where words have bounds, it is no part of another word."""
    escaped = r"\s+".join(re.escape(_escaped(word)) for word in name.split())
    return escaped if re.search(f"[{UNSPACED}]", name) else rf"(?<!\w){escaped}(?!\w)"


def other_names(catalogue: Catalogue) -> list[tuple[str, str]]:
    """List the other names of bodies that signed or received letters, each with the name that the archive uses."""
    return sorted(
        (other, entry.record.name)
        for id_, entry in catalogue.organization.items()
        if catalogue.concerning(id_)
        for other in {*entry.record.aliases, *entry.record.misprints}
    )
