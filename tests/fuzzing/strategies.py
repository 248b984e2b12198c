"""Strategies that know the grammar of each target, and mutate its seeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from undersigned.schema import KEYS

from . import seeds
from .bodies import BETWEEN, PRINTED

#: Characters that break programs: joined, turned, invisible, beyond the basic plane, of no width, digits that are none.
ODD = "\x00\x07\x0b\x0c\x1b\x1c\x85\xa0\xad\u0130\u0149\u0301\u05d0\u0661\u1e9e\u200b\u200d\u200f\u2028\u202e\u3000\ud7ff\ufb01\ufdfa\ufe0f\ufeff\uffff\U0001f468\U000e0041²½ⅷǅßı"
#: Characters of the longest seed that is mutated.
_LONGEST = 8_000
_Pieces = SearchStrategy[str]


def _one(*texts: str) -> _Pieces:
    return st.sampled_from(texts)


text_piece = (
    st.text(max_size=12) | st.text(alphabet=ODD, max_size=3) | _one("a", "word ", "Alpha", "\n", "\n\n", "é", "  ")
)


@cache
def _seeds(given: Callable[[], Iterator[bytes]]) -> list[bytes]:
    return [seed[:_LONGEST] for seed in islice(given(), 200)]


@st.composite
def mutated(draw: DrawFn, given: Callable[[], Iterator[bytes]], tokens: Sequence[str]) -> bytes:
    """Take a seed and change it in a few places: cut, double, swap, insert a word of the grammar or odd signs."""
    data = bytearray(draw(st.sampled_from(_seeds(given))))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from((0, 1, 1, 2, 5, 20, 200))))
        match draw(st.integers(0, 4)):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end] * draw(st.sampled_from((1, 2, 50)))
            case 2:
                data[at:end] = draw(st.sampled_from(tokens)).encode("utf-8", "surrogatepass")
            case 3:
                data[at:at] = draw(st.text(alphabet=ODD, min_size=1, max_size=2)).encode("utf-8", "surrogatepass")
            case _:
                data[at:end] = draw(st.binary(max_size=4))
    return bytes(data)


def _grammar(
    pieces: _Pieces, given: Callable[[], Iterator[bytes]], tokens: Sequence[str], most: int = 40
) -> SearchStrategy[bytes]:
    # By hand: pieces may hold what UTF-8 cannot.
    written = st.lists(pieces, max_size=most).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
    return written | mutated(given, tokens)


# --- front matter
_VALUES = (
    "x", "''", '""', "~", "null", "NO", "1.10", "2020-05-04", "2020~", "2020-13", "true", "false", "12", "٣", "²", "-1", "Alpha",
    "[a, b]", "[]", "{}", "{name: a}", "{organization: Alpha, role: lead}", "|\n  a\n  b", ">-\n  a\n\n  b", "'it''s'", '"a\\u0301"',
    '"\\x07"', '"\\U0010FFFF"', '"\\ud800"', "&a b", "*a", "!!int 3", "? a", "<<: *a", "a: b", "a # b", "@a", "`a`", "%a", "- a",
    "https://example.org/a", "[brackets]", "'[in brackets]'", "alpha-beta", "CC-BY-4.0", "{status: done}", "\ta", "a\tb", "=", "---",
    "{publisher: Alpha, url: 'https://example.org/'}", "[{date: 2020, note: x}]", "Q1", "05dxps055", "en", "DE", "ngo", "full",
)  # fmt: skip
_FACT_TOKENS = (
    *_VALUES,
    "---\n",
    "...\n",
    ": ",
    "\n- ",
    "\n  ",
    "{",
    "}",
    "[",
    "]",
    "'",
    '"',
    "# unsure: x\n",
    "\r\n",
    "%YAML 1.1\n",
)


@st.composite
def _page(draw: DrawFn) -> bytes:
    keys = [key.name for kind in ("letter", "organization", "topic") for key in KEYS[kind]]
    value = st.sampled_from(_VALUES) | text_piece
    lines = ["---"]
    for _ in range(draw(st.integers(0, 12))):
        key = draw(st.sampled_from(keys) | text_piece)
        nested = draw(st.lists(value, max_size=3))
        if nested and draw(st.booleans()):
            lines += [f"{key}:", *(f"- {item}" for item in nested)]
        elif nested and draw(st.booleans()):
            lines += [f"{key}:", *(f"  {draw(st.sampled_from(keys))}: {item}" for item in nested)]
        else:
            lines.append(f"{key}: {draw(value)}")
    lines += ["---", draw(text_piece)]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def pages() -> SearchStrategy[bytes]:
    """Pages with front matter."""
    return _page() | mutated(seeds.pages, _FACT_TOKENS) | st.binary(max_size=200)


def words() -> SearchStrategy[bytes]:
    """Values, one a line."""
    tokens = (
        *seeds.WORDS,
        "the ",
        "&",
        "'",
        ".",
        "-",
        "~",
        "?",
        "%",
        "0",
        "9999",
        "/",
        "u/",
        "X",
        "..",
        "{",
        "}",
        "https://",
        "www.",
    )
    return _grammar(_one(*tokens) | text_piece, seeds.words, tokens, 6)


# --- bodies
_CLOSE = "\n```\n"
BODY_TOKENS = (
    "a", " ", "\n", "\n\n", "    ", "*", "**", "***", "_", "`", "``", "\n```\n", "\n````\n", "\n~~~\n", "\n```text\n", "\n```{note}\n",
    "\n````{warning}\n", "\n```{note} words\n", "\n```{figure} fine.png\n:alt: x\n", "\n```{figure} fine.png\n:alt: x\n:width: 50%\n\n",
    "\n```{epigraph}\n", "\n\n-- b\n", "\n\u2014 b\n", "\n```{image} fine.png\n:alt: b\n```\n", "\n```{letters}\n:as: count\n```\n",
    "\n```{letters}\n:limit: ²\n```\n", "\n```{letters}\n:year: 2020\n:order: oldest\n```\n", "\n```{chart} network\n```\n",
    "\n```{chart} years\n:topic: speech\n```\n", "\n```{organizations}\n:kind: ngo\n```\n", "\n```{topics}\n```\n", "\n:::{note}\n",
    "{any}`x <y>`", "{any}`alpha`", "{any}`!`", "{topic}`speech`", "{letter}`a\nb`", "{organization}` `", "{sub}`", "{sup}`2`",
    "{abbr}`a (b)`", "{abbr}`(`", "{abbr}`a ()`", "{doc}`/index`", "{ref}`x`", "<b>", "<!--", "-->", "<!-- contributed -->",
    "<!-->", "<!--->", "<?x?>", "<![CDATA[", "[", "](", "](#x)", ")", "]", "![", "![d](fine.png)", "![](fine.png)", "[^1]", "[^1]: ",
    "\n[^1]: ", "\n[^b]: ", "[^b]", "^[x]", "\n[a]: https://e.org\n", "\n[a]: <> 'x'\n", "[a]", "[a][]", "[x](https://e.org)",
    '[x](https://e.org "t")', "[x](<https://e.org/a b>)", "[x](#ask-1)", "[x](2020-05-04-letter.md#s)", "[](2020-05-04-letter.md)",
    "[x](../../topics/speech.md)", "<https://e.org/é>", "<a@b.org>", "\n> ", "\n>", "\n- ", "\n* ", "\n1. ", "\n9) ", "\n  - ",
    "\n   1. ", "\n## h", "\n### h", "\n###### ", "\n# ", "\n##\n", "\n---\n", "\n***\n", "\n===\n", "\n--\n", "\n|a|b|\n|-|-|\n",
    "\n|:-:|\n", "|", "\n|a\\|b|c|\n", "\n% c\n", "\n+++\n", "\n+++ {}\n", "\n(x)=\n", "\\\n", "  \n", "\\", "&lt;", "&#0;", "&#x110000;",
    "&nbsp;", "#id", "é", ":", "{", "}", "{%", "{{", "$$", "$x$", "](javascript:x)", "\t", "\n\t", ":alt: x", "{.c}", "{#i}", "[x]{.c}",
    "~~x~~", "- [ ] t", "@x", "www.e.org", "\nterm\n: def\n", "\n:field: x\n", "\n.. note:: x\n", "|sub|", "`x`_", "x_", "\n__ x\n",
)  # fmt: skip


def _blocks(inner: _Pieces) -> _Pieces:
    quoted = inner.map(lambda text: "> " + text.replace("\n", "\n> ") + "\n\n")
    listed = st.tuples(_one("- ", "1. ", "* ", "2) "), inner).map(
        lambda pair: pair[0] + pair[1].replace("\n", "\n" + " " * len(pair[0])) + "\n"
    )
    name = _one("note", "warning", "tip", "important", "epigraph", "figure", "image", "letters", "chart", "topics", "x")
    option = _one("", ":alt: x\n", ":width: 50%\n", ":as: table\n", ":limit: 2\n", ":class: x\n", "---\na: b\n---\n")
    argument = _one("", " fine.png", " words", " years", " network", " nope.png")
    boxed = st.tuples(_one("```", "````", "``````", "~~~", ":::"), name, argument, option, inner).map(
        lambda p: f"{p[0]}{{{p[1]}}}{p[2]}\n{p[3]}{p[4]}\n{p[0]}\n"
    )
    noted = inner.map(lambda text: "[^n]: " + text.replace("\n", "\n    ") + "\n")
    row = st.lists(inner.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=4).map(
        lambda cells: "|" + "|".join(cells) + "|\n"
    )
    table = st.lists(row, min_size=1, max_size=3).map(lambda rows: rows[0] + "|-|:-:|\n" + "".join(rows[1:]))
    joined = st.lists(inner, min_size=1, max_size=4).map("\n\n".join)
    return quoted | listed | boxed | noted | table | joined


_INLINE = st.lists(st.sampled_from(BODY_TOKENS) | text_piece, min_size=1, max_size=10).map("".join)
_LONG = st.tuples(st.sampled_from(BODY_TOKENS), st.sampled_from((3, 13, 60, 250, 1_200))).map(
    lambda pair: pair[0] * pair[1]
)
_body = (
    st.recursive(_INLINE, _blocks, max_leaves=6)
    | st.lists(_INLINE | _LONG, max_size=5).map("".join)
    | st.lists(st.sampled_from(BODY_TOKENS), min_size=3, max_size=40).map("".join)
)


def body() -> SearchStrategy[bytes]:
    """Bodies of pages."""
    return _body.map(lambda text: text.encode("utf-8", "surrogatepass")) | mutated(seeds.bodies, BODY_TOKENS)


def site() -> SearchStrategy[bytes]:
    """Bodies of the pages of one archive."""
    printed = st.sampled_from((b"", b"", b"", b"", PRINTED))
    return st.tuples(printed, st.lists(body(), min_size=1, max_size=20).map(BETWEEN.join)).map(b"".join)


# --- sources of letters
_LETTER_WORDS = (
    "Dear Minister,", "Dear Sir or Madam:", "To:", "Cc: ", "4 May 2020", "May 4th, 2020", "2020年5月4日", "٤ مايو ٢٠٢٠", "05/04/2020",
    "Open letter to the Ministry of Examples", "We, the undersigned, ", "Signed,", "Signatories:", "Sincerely,", "Yours", "cc", "Re: ",
    "Jo Example, Director, Alpha", "Alpha (AB)", "Alpha, Beta and Gamma", "and 12 others", "more than 1,000 organizations",
    "9" * 30, "1. ", "a) ", "(iv) ", "• ", "- ", "* ", "1) Alpha\n2) Beta\n", "[1] ", "¹ ", "*", "† ", "Licence: CC BY 4.0", "©",
    "\tAlpha\tBeta", "Alpha        Beta        Gamma\n", "_____", "=====", "\n\n", "\n", "  ", "\f", "Chers ", "Sehr geehrte ", "尊敬的",
    "السيد", "Mr", "Dr.", "H.E. ", "P.O. Box 1", "+1 555", "a@b.org", "https://example.org/a", "#Tag", "/", "|", "(", ")", ",", ";", ":",
    "individuals", "endorsed by", "in personal capacity", "[name withheld]", "INDEX: ASA 1", "Sent ", "Published ", "Page 1 of 2",
)  # fmt: skip


def text() -> SearchStrategy[bytes]:
    """Letters as plain text, in several encodings."""
    pieces = _one(*_LETTER_WORDS) | text_piece
    found = st.lists(pieces, max_size=60).map("".join)
    coded = st.tuples(found, _one("utf-8", "utf-16", "utf-32", "cp1252", "shift_jis")).map(
        lambda pair: pair[0].encode(pair[1], "replace")
    )
    return coded | mutated(seeds.texts, _LETTER_WORDS) | st.binary(max_size=300)


def markdown() -> SearchStrategy[bytes]:
    """Letters as Markdown."""
    front = (
        "---\n",
        "title: a\n",
        'title: "\\UFFFFFFFF"\n',
        "date: 2020\n",
        "&a [*a]\n",
        "? [a]\n: b\n",
        "%YAML 9.9\n",
        "url: https://x.org\n",
        "!!x a\n",
    )
    tokens = (*BODY_TOKENS, *_LETTER_WORDS, *front)
    return _grammar(_one(*tokens) | text_piece, seeds.markdowns, tokens)


_TAGS = (
    "p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "h1", "h2", "a", "b", "span", "sup", "pre", "br", "hr", "nav", "main",
    "article", "section", "header", "footer", "form", "script", "style", "template", "svg", "math", "iframe", "body", "html", "head",
    "title", "meta", "base", "blockquote", "figure", "details", "dl", "dt", "dd", "noscript", "textarea", "frameset", "x-y", "ruby", "rt",
)  # fmt: skip
_ATTRIBUTES = (
    "", ' href="https://example.org/letter.pdf"', " href='#x'", ' href="//["', ' href="http://[::1"', ' start="5"', f' start="{"9" * 5000}"',
    ' start="٣"', ' start="²"', ' value="7"', ' value="9999999999"', ' type="a"', ' type="i"', ' style="font-weight:bold"', " hidden",
    ' style="display: none"', ' class="footnotes"', ' id="fn1"', ' role="navigation"', ' lang="fr"', ' charset="utf-16"', ' charset="x"',
    ' name="date" content="2020"', ' property="og:url" content="http://["', ' rel="canonical" href="//["', ' colspan="99999999"',
    ' rel="license" href="https://creativecommons.org/licenses/by/4.0/"', ' http-equiv="refresh" content="0;url=x"', " a=b c", ' type="application/ld+json"',
)  # fmt: skip
_HTML_PIECES = (
    st.tuples(st.sampled_from(_TAGS), st.sampled_from(_ATTRIBUTES)).map(lambda pair: f"<{pair[0]}{pair[1]}>")
    | st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>")
    | _one("<!--", "-->", "<![CDATA[", "<!doctype html>", "<?xml version='1.0' encoding='utf-16'?>", "&amp;", "&#0;", "&nbsp", "<", ">",
           '{"@type":"Article","datePublished":"2020"}', "<!DOCTYPE x [<!ENTITY a SYSTEM 'file://CANARY-FILE'>]>", "&a;")
    | _one(*_LETTER_WORDS)
    | text_piece
)  # fmt: skip


def html() -> SearchStrategy[bytes]:
    """Letters as web pages."""
    tokens = (*(f"<{tag}>" for tag in _TAGS), *(f"<p{attribute}>" for attribute in _ATTRIBUTES), *_LETTER_WORDS)
    return _grammar(_HTML_PIECES, seeds.htmls, tokens, 80)


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_WORD_TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "hyperlink",
    "ins",
    "del",
    "sdt",
    "sdtContent",
    "txbxContent",
    "br",
    "tab",
    "pPr",
    "numPr",
    "rPr",
    "sectPr",
    "drawing",
)
_WORD_EMPTY = (
    '<w:ilvl w:val="0"/>', '<w:ilvl w:val="²"/>', '<w:numId w:val="1"/>', '<w:outlineLvl w:val="²"/>', '<w:outlineLvl w:val="٣"/>', "<w:b/>",
    '<w:outlineLvl w:val="' + "9" * 5000 + '"/>', "<w:vanish/>", '<w:vertAlign w:val="superscript"/>', '<w:pStyle w:val="Heading1"/>',
    '<w:footnoteReference w:id="1"/>', "<w:footnoteReference/>", '<w:headerReference r:id="rId1"/>', '<w:headerReference r:id="rId9"/>',
    '<w:footerReference r:id="rId3"/>', "<w:cr/>", '<w:hyperlink r:id="rId2"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "<!-- c -->", "<?p i?>",
)  # fmt: skip


def _element(inner: _Pieces) -> _Pieces:
    return st.tuples(st.sampled_from(_WORD_TAGS), st.lists(inner, max_size=4)).map(
        lambda p: f"<w:{p[0]}>{''.join(p[1])}</w:{p[0]}>"
    )


_WORDS_XML = _one("Alpha", "1", "Dear Sir,", "4 May 2020", "\t", "a&amp;b", "\u0301").map(
    lambda text: f"<w:t>{text}</w:t>"
)


@st.composite
def _document(draw: DrawFn) -> bytes:
    parts = draw(st.lists(st.recursive(_WORDS_XML | st.sampled_from(_WORD_EMPTY), _element, max_leaves=12), max_size=8))
    xml = f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>"
    members = draw(
        st.dictionaries(
            st.sampled_from(("word/numbering.xml", "word/styles.xml", "docProps/core.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/footnotes.xml", "_rels/.rels")),
            st.sampled_from(("", "<a/>", f"<w:numbering {_W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='{'9' * 5000}'/></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>",
                f"<w:styles {_W}><w:style w:styleId='Heading1'><w:basedOn w:val='Heading1'/></w:style></w:styles>", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'/>",
                "<!DOCTYPE a [<!ENTITY a SYSTEM 'file://CANARY-FILE'>]><a>&a;</a>", "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><a>&b;</a>")),
            max_size=1,
        )
    )  # fmt: skip
    return "\n".join(
        [f"=== word/document.xml\n{xml}", *(f"=== {name}\n{content}" for name, content in members.items())]
    ).encode("utf-8", "surrogatepass")


def docx() -> SearchStrategy[bytes]:
    """Word files: documents of made-up elements, and changed ones."""
    tokens = (
        *_WORD_EMPTY,
        *(f"<w:{tag}>" for tag in _WORD_TAGS),
        *(f"</w:{tag}>" for tag in _WORD_TAGS),
        "\n=== word/styles.xml\n",
        "PK\x03\x04",
    )
    return _document() | mutated(seeds.docxs, tokens)


def pdf() -> SearchStrategy[bytes]:
    """Changed PDFs."""
    tokens = ("/Type /Page", "/Kids [1 0 R]", "/Parent 1 0 R", "/Length 0", "/Length 999999999", "stream\n", "endstream", "endobj", "xref", "/Encrypt 3 0 R", "/Count 99999999",
        "BT /F1 12 Tf (a) Tj ET", "1e30 0 0 1e30 0 0 Tm", "0 0 0 0 0 0 Tm", "nan", "/Filter [/FlateDecode /FlateDecode]", "/ASCIIHexDecode", "%PDF-1.7", "%%EOF", "trailer", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 1e30 -5]", "-1", "9999999999")  # fmt: skip
    return mutated(seeds.pdfs, tokens)


_number = st.sampled_from(
    (0, -1, 1e308, -1e308, float("inf"), float("nan"), 11, 12, 300, 72, 595, 842, 1e-9)
) | st.integers(-50, 900)


def layout() -> SearchStrategy[bytes]:
    """Pages of pieces of text."""
    words_ = _one("Alpha", "1", "1.", "•", "Dear Sir,", "م", "-", "a-", "Page 1", "word " * 20) | text_piece
    usual = st.tuples(
        words_,
        st.sampled_from((72, 200, 300, 420)),
        st.sampled_from((100, 250, 350, 500)),
        st.integers(20, 820),
        st.sampled_from((9, 11, 16)),
        st.booleans(),
    )
    odd = st.tuples(words_, _number, _number, _number, _number, st.booleans())
    page = st.tuples(_number, _number, st.lists(usual, max_size=15) | st.lists(odd | usual, max_size=8))
    return st.lists(page, min_size=1, max_size=3).map(lambda pages_: json.dumps(pages_).encode()) | mutated(
        seeds.layouts, ("NaN", "Infinity", "1e999", '"a"')
    )


# --- records
def cmif() -> SearchStrategy[bytes]:
    """Changed CMIF files."""
    tokens = ('when="2020-02-30"', 'when="-0044"', 'from="1999" to="1998"', 'notBefore="x"', 'when=""', "<persName/>", "<orgName>Alpha</orgName>", '<date when="2020"/>', 'ref="http://["', 'key="&#1;"',
        "<placeName>", "</correspAction>", '<correspAction type="sent">', "<!DOCTYPE a>", "<!-- c -->", "<?p i?>", "<![CDATA[a]]>", "&#x202e;", "&#xD;", 'xml:id="e1"', "<rs type='org'>", 'target="en"', 'target="²"', "xmlns:x='y'", "[…]", "Unknown", "9" * 40)  # fmt: skip
    return mutated(seeds.cmifs, tokens)


_JSON_KEYS = ("format", "archive", "letters", "organizations", "topics", "id", "title", "date", "language", "to", "cc", "signatories", "organization", "name", "role", "withdrawn", "individuals_count", "signatories_complete", "signatories_stated", "topics", "asks", "text", "outcome", "status", "source", "publisher", "url", "relations", "follows", "responses", "from", "kind", "corrections", "note", "former_ids", "body", "summary", "identifiers", "wikidata", "aliases", "country", "parent", "broader", "related", "organization_id", "license", "notes")  # fmt: skip
_JSON_LEAVES = st.none() | st.booleans() | st.integers(-5, 10**9) | st.sampled_from((1, 10**400, 1e308, "", "2020-05-04", "2020~", "alpha", "2019-01-02-words", "Alpha", "https://example.org/a", "\ud800", "a\x1bb", "\u202e", "x" * 400, "lead", "ngo", "speech", "../a", "# a\n\n{x}`y`", "CC-BY-4.0", "full")) | text_piece  # fmt: skip
_json = st.recursive(
    _JSON_LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_JSON_KEYS), inner, max_size=6),
    max_leaves=15,
)


@st.composite
def _changed_json(draw: DrawFn) -> bytes:
    """Take a good file of records, and put anything at one or two of its places."""
    found = json.loads(json.dumps(draw(st.sampled_from(seeds.JSONS))))
    for _ in range(draw(st.integers(1, 3))):
        at = found
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = (
                draw(st.sampled_from([*keys, *(_JSON_KEYS if isinstance(at, dict) else ())]))
                if keys or isinstance(at, dict)
                else None
            )
            if key is None:
                break
            inner = at[key] if key in keys else None
            if not isinstance(inner, (dict, list)) or draw(st.integers(0, 5)) == 0:
                at[key] = draw(_json)
                break
            at = inner
    return json.dumps(found).encode()


def json_records() -> SearchStrategy[bytes]:
    """Files of records."""
    return (
        _changed_json()
        | _json.map(lambda found: json.dumps(found).encode())
        | mutated(seeds.jsons, ('"', "{", "}", "[", "]", "null", "1e999", "NaN", '"\\ud800"', "[" * 2000))
    )


def form() -> SearchStrategy[bytes]:
    """Answers of forms."""
    tokens = ("### Title\n\n", "_No response_", "\n### ", "```\n", "- [x] ", "Alpha | Beta | Gamma | Delta", "(lead)", "[Title]", "2020-13-01", "https://", "speech", "\r\n", "\r", "\u2028", "Alpha", "One group", "body", "signatories", "to", "topics", "../x", "2020-05-04-letter.html", "organizations/alpha", *_VALUES)  # fmt: skip
    return mutated(seeds.forms, tokens)
