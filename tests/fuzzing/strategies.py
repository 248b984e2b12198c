"""Strategies that mutate seeds, and that know the grammar of front matter, values and bodies.

Those of the importer's sources stand in `source_strategies` and `record_strategies`.
"""

from __future__ import annotations

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
Pieces = SearchStrategy[str]


def one(*texts: str) -> Pieces:
    return st.sampled_from(texts)


text_piece = (
    st.text(max_size=12) | st.text(alphabet=ODD, max_size=3) | one("a", "word ", "Alpha", "\n", "\n\n", "é", "  ")
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


def grammar(
    pieces: Pieces, given: Callable[[], Iterator[bytes]], tokens: Sequence[str], most: int = 40
) -> SearchStrategy[bytes]:
    # By hand: pieces may hold what UTF-8 cannot.
    written = st.lists(pieces, max_size=most).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
    return written | mutated(given, tokens)


# --- front matter
VALUES = (
    "x", "''", '""', "~", "null", "NO", "1.10", "2020-05-04", "2020~", "2020-13", "true", "false", "12", "٣", "²", "-1", "Alpha",
    "[a, b]", "[]", "{}", "{name: a}", "{organization: Alpha, role: lead}", "|\n  a\n  b", ">-\n  a\n\n  b", "'it''s'", '"a\\u0301"',
    '"\\x07"', '"\\U0010FFFF"', '"\\ud800"', "&a b", "*a", "!!int 3", "? a", "<<: *a", "a: b", "a # b", "@a", "`a`", "%a", "- a",
    "https://example.org/a", "[brackets]", "'[in brackets]'", "alpha-beta", "CC-BY-4.0", "{status: done}", "\ta", "a\tb", "=", "---",
    "{publisher: Alpha, url: 'https://example.org/'}", "[{date: 2020, note: x}]", "Q1", "05dxps055", "en", "DE", "ngo", "full",
)  # fmt: skip
_FACT_TOKENS = (
    *VALUES,
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
    value = st.sampled_from(VALUES) | text_piece
    lines = ["---"]
    for _ in range(draw(st.integers(0, 12))):
        key = draw(st.sampled_from(keys) | text_piece)
        nested = draw(st.lists(value, max_size=3))
        shape = draw(st.sampled_from(("list", "group", "value")))
        if nested and shape == "list":
            lines += [f"{key}:", *(f"- {item}" for item in nested)]
        elif nested and shape == "group":
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
    return grammar(one(*tokens) | text_piece, seeds.words, tokens, 6)


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


def _blocks(inner: Pieces) -> Pieces:
    quoted = inner.map(lambda text: "> " + text.replace("\n", "\n> ") + "\n\n")
    listed = st.tuples(one("- ", "1. ", "* ", "2) "), inner).map(
        lambda pair: pair[0] + pair[1].replace("\n", "\n" + " " * len(pair[0])) + "\n"
    )
    name = one("note", "warning", "tip", "important", "epigraph", "figure", "image", "letters", "chart", "topics", "x")
    option = one("", ":alt: x\n", ":width: 50%\n", ":as: table\n", ":limit: 2\n", ":class: x\n", "---\na: b\n---\n")
    argument = one("", " fine.png", " words", " years", " network", " nope.png")
    boxed = st.tuples(one("```", "````", "``````", "~~~", ":::"), name, argument, option, inner).map(
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
