"""Seeds: pages, letters and records that stand elsewhere among the tests, and what was found once."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.building import ARCHIVE, LETTER, TOP
from tests.hostile.cases import BODIES
from tests.importing.making_specimens import SPECIMENS, source_bytes

from .commanding import FORMS
from .sources import members_of

_DIAGNOSTICS = TOP / "tests/diagnostics"
#: Bytes of the largest seed: what is large costs much and says little more.
_LARGEST = 6_000


def pages() -> Iterator[bytes]:
    """Give pages of every kind, right and wrong."""
    yield LETTER.encode()
    yield FULL.encode()
    yield from (page.encode() for page in ARCHIVE.values())
    for path in sorted(_DIAGNOSTICS.rglob("*.txt")):
        for part in path.read_bytes().split(b"\n=== "):
            yield part.partition(b"\n")[2]


def words() -> Iterator[bytes]:
    """Give values of every kind."""
    yield from (line.encode() for line in WORDS)


def bodies() -> Iterator[bytes]:
    """Give bodies: the hostile ones, and some that use everything."""
    yield from (
        case.content.encode()
        for case in BODIES.values()
        if isinstance(case.content, str) and len(case.content) < _LARGEST
    )
    yield RICH.encode()


def sites() -> Iterator[bytes]:
    """Give sets of bodies."""
    from .bodies import BETWEEN, PRINTED

    yield PRINTED + BETWEEN.join([RICH.encode(), str(BODIES["fine"].content).encode()])


def _specimens(*endings: str) -> Iterator[bytes]:
    for path in sorted(SPECIMENS.iterdir()):
        if path.name.endswith(endings):
            yield source_bytes(path)[1]


def texts() -> Iterator[bytes]:
    """Give the specimens of plain text."""
    yield from _specimens(".txt")


def markdowns() -> Iterator[bytes]:
    """Give the specimens of Markdown."""
    yield from _specimens(".md")


def htmls() -> Iterator[bytes]:
    """Give the specimens of web pages."""
    yield from _specimens(".html")


def docxs() -> Iterator[bytes]:
    """Give the specimens of Word files as their text members, and one as it is."""
    for data in _specimens(".docx.yaml"):
        members = members_of(data)
        chosen = [
            name for name in members if name.startswith("word/") and name.endswith(("document.xml", "footnotes.xml"))
        ]
        yield b"\n".join(b"=== %s\n%s" % (name.encode(), members[name]) for name in chosen)
    yield data


def pdfs() -> Iterator[bytes]:
    """Give the specimens of PDFs."""
    yield from _specimens(".pdf.yaml")


def layouts() -> Iterator[bytes]:
    """Give pages of pieces."""
    row = [
        ["Dear Sir,", 72, 120, 700, 11, False],
        ["Alpha", 72, 100, 680, 11, True],
        ["Beta", 300, 330, 680, 11, False],
    ]
    yield json.dumps([[595, 842, row], [595, 842, [["1", 300, 305, 30, 9, False]]]]).encode()
    yield b'[[595,842,[["a",NaN,1,2,3,true],["b",1e400,-1e400,0,0,false]]]]'


def cmifs() -> Iterator[bytes]:
    """Give CMIF files."""
    yield CMIF.encode()
    yield (
        CMIF.replace("<TEI", '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file://CANARY-FILE">]>\n<TEI', 1)
        .replace("Alpha<", "&a;<")
        .encode()
    )


def jsons() -> Iterator[bytes]:
    """Give files of records."""
    yield from (json.dumps(records).encode() for records in JSONS)


def forms() -> Iterator[bytes]:
    """Give filled-in forms."""
    from undersigned.importing import form

    for kind in form.KINDS:
        asked = form.load_form(FORMS, kind)
        parts = (f"### {field.label}\n\n{_answer(field)}\n" for field in asked.fields)
        yield "\n".join(parts).encode()


def _answer(field: object) -> str:
    answers = {
        "page": "2020-05-04-letter", "date": "2020-06-01", "url": "https://example.org/b", "source-url": "https://example.org/b",
        "signatories": "Alpha\nJo Example | Minister | Beta (lead)", "old": "Alpha", "new": "Alpha Society", "key": "signatories",
        "withdrawn": "2020-06-02", "topics": "speech", "to": "Ministry of Examples", "summary": "One group *writes*.",
    }  # fmt: skip
    options: tuple[str, ...] = field.options  # type: ignore[attr-defined]
    if field.type == "checkboxes":  # type: ignore[attr-defined]
        return "\n".join(f"- [x] {option}" for option in options)
    return options[0] if options else answers.get(field.id, "Alpha")  # type: ignore[attr-defined]


#: A letter with every key.
FULL = """\
---
title: "[A letter: of & all *signs*]"
title-supplied: true
date: 2020-05-04~
date-note: about then
language: zh-Hant
to:
- {name: Jo Example, title: Minister, organization: Ministry of Examples}
cc: [Alpha Society]
signatories:
- Alpha
- {organization: Beta, role: lead, withdrawn: 2020-06}
- {name: J. Doe, organization-id: alpha}
signatories-complete: false
signatories-stated: 12
individuals: 3
topics: [speech]
occasion: |
  A
  day
asks: [Do it, {text: Say it, outcome: {status: done, date: 2021, url: "https://example.org/c", note: x}}]
text: full
license: CC-BY-4.0
source: {publisher: Alpha, url: "https://example.org/a", identifier: A 1, copy: seen}
other-urls: [https://example.org/d]
evidence: ["https://example.org/e"]
rights: '© Alpha'
notes: >-
  folded
  text
relations: {follows: [2020-01-01-other], replies-to: 2020-01-02-other}
responses: [{date: 2020-07-01, from: Ministry of Examples, kind: answered, note: "yes: no"}]
corrections: [{date: 2020-08-01, note: mended}]
former-ids: [2020-05-03-letter]
---
Words.
"""
WORDS = (
    "2013-04-10", "2013-04", "2013~", "2013-02-30", "2013-04-1X", "y20130000", "2013/2014", "2013-21", "-0044",
    "[2013,2014]", "2013-04-10T10:00:00Z", "the The U.S. & Co.", "Açaí – São", "...", "’", "自由亞洲電台", "ﷺ", "ǅ",
    "https://ror.org/05dxps055", "0000 0001 0706 8890", "Q161562", "123456789", "https://www.wikidata.org/wiki/Q1",
    "https://isni.org/isni/0000000107068890", "http://viaf.org/viaf/1/", "https://example.org/a?b=c#d", "http://[::1]/",
    "https://xn--e1awd7f.org/", "mailto:a@b.org", "//a.org", "javascript:x", "../topics/a.md#b", "en", "zh-Hant-TW", "DE",
    "CC-BY-4.0 OR MIT", "LicenseRef-Permission", "²", "٣",
)  # fmt: skip
#: A body that uses everything that pages may use.
RICH = """\
Some *text* with `code`, {sub}`2`, {sup}`3`, {abbr}`NGO (a body)`, {any}`alpha`, {topic}`talk <speech>`.

## A heading

[above](#a-heading) [](#alpha) [](2020-05-04-letter.md) [mail](mailto:a@example.org) <https://example.org/>[^1]\\
next

1. one
   - two

     > three
3. four

| a | b |
|:-:|--:|
| c | *d* |

```{note}
A *note*.
```
````{warning}
```{figure} fine.png
:alt: a dot
:width: 50%
:align: left

A caption.

A legend.
```
````
```{epigraph}
Words.

-- Somebody
```
```{letters}
:as: table
:limit: 3
```
```{organizations}
:as: active
```
```{topics}
:as: tree
```
```{chart} years
```
```{image} fine.png
:alt: a dot
```
<!-- contributed -->
% contributed

    code

---

[^1]: A note with [ref].

[ref]: https://example.org/ref "title"
"""
CMIF = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt>
<publicationStmt><publisher><ref target="https://example.org">Press</ref></publisher><idno type="url">https://example.org/cmif.xml</idno>
<date when="2020-05-04"/><availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC</licence></availability></publicationStmt>
<sourceDesc><bibl type="online" xml:id="e1">Letters of Alpha</bibl></sourceDesc></fileDesc>
<profileDesc><correspDesc key="1" ref="https://example.org/l1" source="#e1">
<correspAction type="sent"><orgName ref="https://ror.org/05dxps055">Alpha</orgName><persName>Jo Example</persName>
<placeName>Town</placeName><date when="1999-05-04" cert="medium">May</date></correspAction>
<correspAction type="received"><rs type="org">Gamma</rs><date notBefore="1999" notAfter="2000-02"/></correspAction>
<correspContext><ref type="prev" target="https://example.org/l0"/></correspContext>
<note><ref type="cmif:hasLanguage" target="en"/><ref type="cmif:mentionsOrg" target="https://www.wikidata.org/wiki/Q1">Delta</ref></note>
</correspDesc></profileDesc></teiHeader><text><body><p/></body></text></TEI>
"""
JSONS: tuple[object, ...] = (
    {"format": 1, "archive": "https://other.example.org/", "letters": [{
        "id": "2019-01-02-words", "title": "Words", "date": "2019-01-02", "language": "en", "to": [{"organization": "Alpha"}],
        "signatories": [{"organization": "Gamma", "name": "Jo", "title": "Head", "role": "lead", "withdrawn": "2020"}],
        "individuals_count": 2, "signatories_complete": True, "topics": ["speech"], "asks": ["Do", {"text": "Say", "outcome":
        {"status": "done", "note": "n"}}], "source": {"publisher": "Alpha", "url": "https://example.org/z"}, "relations":
        {"follows": ["2020-05-04-letter"]}, "responses": [{"date": "2020", "from": {"organization": "Alpha"}, "kind": "answered"}],
        "corrections": [{"date": "2021", "note": "m"}], "former_ids": [], "summary": "A\\n\\nb", "text": "summary",
    }]},
    {"format": 1, "organizations": [{"id": "gamma", "name": "Gamma", "aliases": ["G"], "kind": "ngo", "country": "DE",
        "identifiers": {"wikidata": "Q1"}, "note": "x"}]},
    {"format": 1, "topics": [{"id": "talk", "name": "Talk", "broader": "speech", "related": []}]},
    [{"id": "2019-01-02-words", "title": "Words", "date": "2019", "source": {"publisher": "Alpha"}}],
)  # fmt: skip
