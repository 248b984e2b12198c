"""Strategies that know the grammar of the importer's sources: text, Markdown, web pages, Word files, PDFs."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from . import seeds
from .strategies import BODY_TOKENS, Pieces, grammar, mutated, one, text_piece

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
    pieces = one(*_LETTER_WORDS) | text_piece
    found = st.lists(pieces, max_size=60).map("".join)
    coded = st.tuples(found, one("utf-8", "utf-16", "utf-32", "cp1252", "shift_jis")).map(
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
    return grammar(one(*tokens) | text_piece, seeds.markdowns, tokens)


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
    | one("<!--", "-->", "<![CDATA[", "<!doctype html>", "<?xml version='1.0' encoding='utf-16'?>", "&amp;", "&#0;", "&nbsp", "<", ">",
           '{"@type":"Article","datePublished":"2020"}', "<!DOCTYPE x [<!ENTITY a SYSTEM 'file://CANARY-FILE'>]>", "&a;")
    | one(*_LETTER_WORDS)
    | text_piece
)  # fmt: skip


def html() -> SearchStrategy[bytes]:
    """Letters as web pages."""
    tokens = (*(f"<{tag}>" for tag in _TAGS), *(f"<p{attribute}>" for attribute in _ATTRIBUTES), *_LETTER_WORDS)
    return grammar(_HTML_PIECES, seeds.htmls, tokens, 80)


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


def _element(inner: Pieces) -> Pieces:
    return st.tuples(st.sampled_from(_WORD_TAGS), st.lists(inner, max_size=4)).map(
        lambda p: f"<w:{p[0]}>{''.join(p[1])}</w:{p[0]}>"
    )


_WORDS_XML = one("Alpha", "1", "Dear Sir,", "4 May 2020", "\t", "a&amp;b", "\u0301").map(
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
    words_ = one("Alpha", "1", "1.", "•", "Dear Sir,", "م", "-", "a-", "Page 1", "word " * 20) | text_piece
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
