"""Bodies that are after other people's pages, and characters that lie."""

from __future__ import annotations

from tests.hostile.case import Case, directive

# fmt: off
BODIES: dict[str, Case] = {
    # --- other people's pages
    "glossary": Case(
        directive("glossary", "", "AI\n  fake"),
        ["1 directive"], "E2", "empty",
        "takes a term over from its owner",
    ),
    "py-module": Case(
        directive("py:module", "os"),
        ["1 directive"], "E2", "built",
        "adds module indexes, and takes anchors over",
    ),
    "index": Case(
        "{index}`x`\n",
        ["1 role"], "E2 H5", "built",
        "writes into the index of all pages, which the PDF reads as markup",
    ),
    "toctree": Case(
        directive("toctree", "", "Buy <https://spam.example/>"),
        ["1 directive"], "E3", "spread",
        "puts a stranger's link into the navigation of every page",
    ),
    "second-title": Case(
        "# Official\n\ntext\n",
        ["1 heading"], "E5", "built",
        "stands in the navigation as if it were another letter",
    ),
    "second-title-setext": Case(
        "Official\n===\n",
        ["1 heading"], "E5", "built",
        "the same in the other spelling",
    ),
    "level-skipped": Case(
        "### Deep\n",
        ["1 heading"], "E5", "built",
        "breaks the outline that screen readers read",
    ),
    "heading-in-quote": Case(
        "> ## Quoted\n",
        ["1 heading"], "E5", "built",
        "a heading that stands in no outline",
    ),
    "block-break": Case(
        "a\n\n+++\n\nb\n",
        ["3 syntax"], "C19", "built",
        "a sign of MyST that vanishes without a word",
    ),
    "definition-twice": Case(
        "[a]: https://e.org\n[a]: https://f.org\n\n[a]\n",
        ["2 definition"], "E8", "built",
        "the second address is lost without a word",
    ),
    "footnote-missing": Case(
        "one[^1]\n",
        ["1 footnote"], "F12", "built",
        "careless: a footnote without text",
    ),
    "footnote-unused": Case(
        "one\n\n[^1]: two\n",
        ["3 footnote"], "F12", "built",
        "careless: text that nobody is led to",
    ),
    "footnote-twice": Case(
        "one[^1]\n\n[^1]: two\n\n[^1]: three\n",
        ["5 footnote"], "F12", "built",
        "careless: two texts under one number",
    ),
    # --- characters
    "isolate": Case(
        "pay \u2066evil\u2069 now\n",
        ["1 character"], "G", "built",
        "turns the order of what is shown around",
    ),
    "zero-width": Case(
        "zero\u200bwidth\n",
        ["1 character"], "G", "built",
        "hides a word from search, and two spellings under one look",
    ),
    "tag-character": Case(
        "a\U000e0041b\n",
        ["1 character"], "G", "built",
        "carries text that nobody sees",
    ),
    "null": Case(
        "a\x00b\n",
        ["1 character"], "G", "built",
        "ends the text for programs written in C",
    ),
    "escape": Case(
        "one\na\x1b[31mb\n",
        ["2 character"], "G", "built",
        "steers the terminal of who reads the log",
    ),
    "mixed-script": Case(
        "P\u0430yPal\n",
        ["1 script"], "E7 G", "built",
        "looks like another name",
    ),
    # --- and more of these
    "label-of-another": Case(
        "(signatories)=\n\ntext\n",
        ["1 syntax"], "E1", "built",
        "takes over every reference to another page's label",
    ),
    "toctree-to-itself": Case(
        directive("toctree", "", "/index"),
        ["1 directive"], "E4", "stopped",
        "a circle in the navigation",
    ),
    "option": Case(
        directive("option", "--help"),
        ["1 directive"], "E2", "built",
        "takes over names of programs",
    ),
    "role-of-others": Case(
        "{py:mod}`os`\n",
        ["1 role"], "E2", "built",
        "names of other domains",
    ),
    "right-to-left-mark": Case(
        "a\u200fb\n",
        ["1 character"], "G", "built",
        "moves what stands beside it",
    ),
    "override": Case(
        "evil\u202egnp.exe\n",
        ["1 character"], "G", "built",
        "shows a name from its end",
    ),
    "soft-hyphen": Case(
        "pass\u00adword\n",
        ["1 character"], "G", "built",
        "parts a word for search, and not for the eye",
    ),
    "hangul-filler": Case(
        "a\u3164b\n",
        ["1 character"], "G", "built",
        "an empty letter that is none for a filter of blanks",
    ),
    "variation": Case(
        "a\ufe01b\n",
        ["1 character"], "G", "built",
        "a sign that nobody sees, to carry text in",
    ),
    "line-separator": Case(
        "a\u2028b\n",
        ["1 character"], "G", "built",
        "a line end for some programs and none for others",
    ),
    "annotation": Case(
        "a\ufff9b\ufffac\ufffb\n",
        ["1 character"], "G", "built",
        "text within text that is not shown",
    ),
    "stacked-accents": Case(
        "a" + "\u0301" * 60 + "\n",
        ["1 character"], "G", "built",
        "paints over the lines above and below",
    ),
    "greek-look-alike": Case(
        "\u0391mnesty\n",
        ["1 script"], "E7 G", "built",
        "looks like another name",
    ),
    "fine-russian": Case(
        "\u041c\u043e\u0441\u043a\u0432\u0430 and \u0391\u03b8\u03ae\u03bd\u03b1, Vi\u1ec7t Nam, n\u0329\u0301\n",
        [], "G", "built",
        "good: words of several scripts, each in its own, and letters with several accents",
    ),
}
