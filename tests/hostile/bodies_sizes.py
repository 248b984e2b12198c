"""Bodies that exhaust the build, steer its log, or only look careless."""

from __future__ import annotations

from tests.hostile.case import FENCE, Case, directive

# fmt: off
BODIES: dict[str, Case] = {
    # --- exhaustion
    "quotes": Case(
        ">" * 1000 + " x\n",
        ["1 nesting"], "F12", "built",
        "deep quotes: dropped without a word from the twentieth on",
    ),
    "lists": Case(
        "".join("  " * i + "- x\n" for i in range(20)),
        ["13 nesting"], "F12 F3", "built",
        "deep lists: text is dropped without a word, and the PDF breaks",
    ),
    "brackets": Case(
        "[" * 4000 + "\n",
        ["1 nesting", "1 size"], "F12", "built",
        "costs the square of their number",
    ),
    "stars": Case(
        "*" * 4000 + "\n",
        ["1 nesting"], "F2", "built",
        "stops the build by recursion",
    ),
    "emphasis": Case(
        "*a " * 200 + "\n" + "a* " * 200 + "\n",
        ["1 nesting"], "F12", "stopped",
        "deep emphasis: recursion in every writer",
    ),
    "long-line": Case(
        "x" * 6000 + "\n",
        ["1 size"], "F8", "built",
        "freezes editors and diffs",
    ),
    "long-body": Case(
        "x\n\n" * 70_000,
        ["1 size"], "F8", "slow",
        "costs every build a minute",
    ),
    "wide-table": Case(
        "|a" * 60 + "|\n" + "|-" * 60 + "|\n" + "|b|\n" * 300,
        ["1 size"], "F4", "built",
        "blows up to megabytes",
    ),
    "headings": Case(
        "".join(f"## h{i}\n\n" for i in range(70)),
        ["121 size"], "F5", "built",
        "blows up every list of contents",
    ),
    "breaks": Case(
        "Jane Doe\\\n" * 60 + "end\n",
        ["1 size"], "F11", "built",
        "typesetting grows faster than their number",
    ),
    "directives": Case(
        (FENCE + "{note}\nx\n" + FENCE + "\n") * 41,
        ["121 size"], "F3", "built",
        "each is a box of its own",
    ),
    "nested-directives": Case(
        "``````{note}\n`````{note}\n````{note}\n```{note}\nx\n```\n````\n`````\n``````\n",
        ["4 nesting"], "F3", "built",
        "recursion stops the build",
    ),
    "cpp": Case(
        directive("cpp:function", "void f(" + "a<" * 60 + ")"),
        ["1 directive"], "F1", "slow",
        "156 bytes keep the build busy without end",
    ),
    "emphasize-lines": Case(
        directive("code-block", "python", ":emphasize-lines: 1-99999999\nx"),
        ["1 directive"], "F6", "slow",
        "63 bytes keep the build busy for seconds",
    ),
    # --- the build's log
    "log-command": Case(
        directive("list-table", "", "::error title=x::approved"),
        ["1 directive"], "I", "built",
        "writes a command of the workflow into its log",
    ),
    "log-line": Case(
        "[x](<https://e.org/\\\n::error::x>)\n[x](https://e.org:1/::error::)\n",
        ["2 link"], "I", "built",
        "writes a command of the workflow into its log, by an address",
    ),
    # --- careless-looking, but good
    "fine": Case(
        "Some **text**, `code`, a [link](https://e.org/?a=1&copy=2), <https://e.org/x>, a < b, 5 > 3, R&D.\\\nbreak\n\n"
            "## Hello *world*\n\n[above](#hello-world) and [an ask](#ask-1)[^1]\n\n1. one\n2. two\n\n---\n\n"
            "| a | b |\n|---|:-:|\n| c | d |\n\n[^1]: a footnote\n\n"
            + directive("note", "", "A *note* with H{sub}`2`O.")
            + directive("epigraph", "", "Words.\n\n-- Somebody")
            + directive("figure", "fine.png", ":alt: a dot\n:width: 50%\n\nA caption.\n\nA legend.")
            + "\n![a dot](fine.png)\n",
        [], "H2 H11 H12", "empty",
        "good: all that a page may use",
    ),
    "fine-rules": Case(
        "---\n\na\n\n---\n\n---\n\n> ---\n\nb\n\n---\n",
        [], "D9", "built",
        "good: rules are no facts",
    ),
    "fine-persian": Case(
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0633\u0644\u0627\u0645\n",
        [], "G", "built",
        "good: a joiner that Persian needs",
    ),
    "fine-emoji": Case(
        "\u2764\ufe0f \U0001f468\u200d\U0001f469\u200d\U0001f467\n",
        [], "G", "built",
        "good: joiners that emoji need",
    ),
    "fine-comment": Case(
        "<!-- a remark for the reviewer -->\n\n% another\n\nx\n",
        [], "C1", "built",
        "good: remarks for reviewers are not published",
    ),
    "fine-names": Case(
        "".join(f"- Jane Doe {i}, University of Somewhere\n" for i in range(1000)),
        [], "F10", "built",
        "good: a thousand names",
    ),
    "fine-mail": Case(
        "[m](mailto:a@b.org)\n",
        [], "H3", "built",
        "good: a plain mail address",
    ),
    "fine-page": Case(
        "[other](2020-01-01-fine.md#hello-world) and [](2020-01-01-fine.md)\n",
        [], "E6", "empty",
        "good: links to pages and their headings",
    ),
    # --- and more of these
    "python-multiplication": Case(
        "{{ \"A\" * 10**9 }}\n",
        ["1 syntax"], "F7", "built",
        "fills the memory where substitutions are on",
    ),
    "include-device": Case(
        directive("include", "/dev/zero"),
        ["1 directive"], "F9", "built",
        "reads without end",
    ),
    "include-itself": Case(
        directive("include", "2020-01-01-include-itself.md"),
        ["1 directive"], "F3", "stopped",
        "recursion stops the build",
    ),
    "colon-fences": Case(
        "".join(f"{':' * (400 - n)}{{note}}\n" for n in range(390)),
        [f"{n} nesting" for n in range(1, 101)], "F3", "slow",
        "recursion stops the build where pages switch the spelling on",
    ),
    "line-number": Case(
        directive("code-block", "python", ":lineno-start: 999999999999999999999\nx"),
        ["1 directive"], "F3", "built",
        "stops the build",
    ),
    "py-function": Case(
        directive("py:function", "f(" + "[" * 300),
        ["1 nesting"], "F3", "built",
        "recursion stops the build",
    ),
    "footnotes": Case(
        "".join(f"a[^{n}]\n\n[^{n}]: x\n\n" for n in range(1500)),
        ["1 size"], "F12", "built",
        "thousands of notes, linked both ways",
    ),
    "ten-thousand-headings": Case(
        "## h\n\n" * 10_000,
        ["121 size"], "F5", "slow",
        "equal headings: numbering them costs their square",
    ),
    "ten-thousand-links": Case(
        "[x](https://e.org/)\n\n" * 8_000,
        ["1 size"], "F12", "built",
        "thousands of links",
    ),
    "many-tables": Case(
        "|a|\n|-|\n|b|\n\n" * 300,
        ["1001 size"], "F4", "built",
        "each row is set by itself in the PDF",
    ),
    "underscores": Case(
        "_" * 4000 + "\n",
        ["1 nesting"], "F2", "built",
        "costs the reader its square, or stops it by recursion",
    ),
    "entities": Case(
        "&amp;" * 900 + "\n",
        [], "F12", "built",
        "good: thousands of signs written as entities",
    ),
    "smart-quotes": Case(
        "\"'" * 2000 + "\n",
        [], "F13", "built",
        "quadratic where pages switch typographic quotation marks on; here they stay",
    ),
    "long-word": Case(
        "x" * 4900 + "\n",
        [], "F8 H8", "built",
        "good: a word longer than any line; the PDF must not lose it",
    ),
    "header-tokens": Case(
        "## S ###Title### ###Page###\n",
        [], "H6", "built",
        "words that the PDF's page heads take for orders",
    ),
    "reportlab-markup": Case(
        "a \\<font size=40>b\\</font> \\<img src=\"/etc/hostname\"/>\n",
        [], "H12", "built",
        "text that is markup in the PDF",
    ),
    "log-stop": Case(
        "[x](<https://e.org/%0A::error::x>)\n[::error::y](https://e.org:1/)\n",
        ["2 link"], "I", "built",
        "writes a command of the workflow into its log, encoded",
    ),
}
