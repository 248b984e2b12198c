"""Nothing a page holds explodes: work grows with its size, and what is too much is refused with the limit."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

from tests.building import TOP
from undersigned import limits
from undersigned.checking import read_page

PATH = "letters/2020/2020-05-04-letter.md"
HEAD = "---\ntitle: A letter\ndate: 2020-05-04\nsource:\n  publisher: Alpha\n  url: https://example.org/letter\n"


def facts(text: str) -> str:
    return f"{HEAD}{text}---\nText.\n"


def body(text: str) -> str:
    return f"{HEAD}---\n{text}\n"


#: What is repeated in the facts, with what stands before and after it.
FACTS = {
    "names": ("signatories:\n", "- Alpha {n}\n", ""), "same names": ("signatories:\n", "- Alpha\n", ""),
    "keys": ("", "k{n}: x\n", ""), "same keys": ("", "title: x\n", ""), "brackets": ("to: ", "[", "\n"),
    "braces": ("to: ", "{{", "\n"), "backslashes": ('notes: "', "\\", '"\n'), "anchors": ("", "a{n}: &a{n} x\n", ""),
    "doubts": ("", "# unsure: \n", ""), "open brackets": ("", "a: [\n", ""), "open quotes": ("", 'a: "x\n', ""),
    "addresses": ("evidence:\n", "- http://x{n}\n", ""), "long address": ("evidence:\n- https://", "a.", "\n"),
    "dates": ("corrections:\n", '- {{date: "1{n}", note: x}}\n', ""), "long date": ('date-note: x\ncorrections:\n- {date: "', "1", '", note: x}\n'),
    "long key": ("", "a", ": x\n"), "blank lines": ("notes: |\n", " \n", ""), "words": ('notes: "', "A ", '"\n'),
    "escapes": ('notes: "', "P\\u0430y ", '"\n'), "dashes": ("", "- ", "\n"), "question marks": ("", "? ", "\n"),
}  # fmt: skip
BODIES = {
    "links": ("", "[x](https://example.org/{n})\n\n", ""), "definitions": ("", "[x{n}]: https://e.org/{n}\n", ""),
    "references": ("[a]: https://e.org\n\n", "[a]\n", ""), "footnotes": ("", "[^{n}]: x\n\n", ""), "notes": ("", "x[^1] ", "\n\n[^1]: a\n"),
    "headings": ("", "## a\n\n", ""), "rows": ("|a|b|\n|-|-|\n", "|x|y|\n", ""), "tables": ("", "|a|\n|-|\n|x|\n\n", ""),
    "backticks": ("", "`a``b ", ""), "underscores": ("", "_a ", ""), "stars": ("", "**a", ""), "less": ("", "<a ", ""),
    "comments": ("", "<!--a", ""), "closed comments": ("", "<!-- a -->", "x"), "instructions": ("", "<?", ""), "cdata": ("", "<![CDATA[", ""),
    "entities": ("", "&amp;", ""), "ampersands": ("", "&#", ""), "lines": ("", "\n", ""), "roles": ("", "{{any}}`a`", ""),
    "open roles": ("", "{{any}}`", ""), "fences": ("", "```{{note}}\n", ""), "tildes": ("", "~~~\n", ""), "quotes": ("", "> a\n", ""),
    "lists": ("", "- a\n", ""), "numbers": ("", "1. a\n", ""), "addresses": ("", "<https:", ""), "backslashes": ("", "\\", ""),
    "options": ("```{{note}}\n", ":a: b\n", "```\n"), "labels": ("", "(a)=\n", ""), "remarks": ("", "% a\n", ""), "breaks": ("", "+++\n", ""),
    "pictures": ("", "![a](b.png)\n", ""), "setext": ("", "a\n", "---\n"), "attributions": ("```{{epigraph}}\na\n\n", "-- b\n", "```\n"),
    "scripts": ("", "P\u0430y ", ""), "accents": ("a", "\u0301", ""), "shown hosts": ("[", "a.", "](https://e.org)\n"),
    "steps up": ("[x](", "../", ")\n"), "folders": ("[x](", "a/", ".md!)\n"), "mail": ("[x](mailto:", "a.", "@)\n"),
}  # fmt: skip
PAGES = {f"facts: {name}": (facts, *parts) for name, parts in FACTS.items()} | {
    f"body: {name}": (body, *parts) for name, parts in BODIES.items()
}


def page(name: str, size: int) -> bytes:
    """Make a page of about `size` characters of the same thing."""
    write, before, again, after = PAGES[name]
    count = size // len(again.format(n=0))
    return write(
        before.replace("{{", "{").replace("}}", "}") + "".join(again.format(n=n) for n in range(count)) + after
    ).encode()


def work(data: bytes) -> int:
    """Count the lines of Python that reading a page runs."""
    lines = 0

    def trace(frame: Any, event: str, argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_page(data, path=PATH)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("name", PAGES)
def test_work_grows_with_the_page(name: str) -> None:
    read_page(page(name, 300), path=PATH)  # imports and tables are not the page's work
    small, large = work(page(name, 2_000)), work(page(name, 8_000))
    # Four times the page; a square would be sixteen times.
    assert large < 8 * small + 2_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_told_of_at_most_so_many_mistakes_at_a_time(name: str) -> None:
    read = read_page(page(name, 60_000), path=PATH)
    # Text, facts, their values and the body have so many each.
    assert len(read.messages) <= 4 * limits.now().messages + 1


def main() -> None:
    """Read every page at the largest size that is read at all."""
    for name in PAGES:
        read_page(page(name, limits.now().body if name.startswith("body") else limits.now().page_bytes // 2), path=PATH)
    print(json.dumps(len(PAGES)))


def test_all_of_them_at_full_size_end(tmp_path: object) -> None:
    # Patterns run in C, where no line is counted: what takes their square would take hours. Measured: 20 s in all.
    done = subprocess.run(
        [sys.executable, "-m", "tests.test_explosions"], cwd=TOP, capture_output=True, text=True, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (400, 400)),
    )  # fmt: skip
    assert done.stdout == f"{len(PAGES)}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (facts("signatories:\n" + "- A\n" * 20_001), "size: ‘signatories’ lists 20,001 entries; list at most 20,000"),
        (facts("evidence:\n" + "- https://e.org/\n" * 1_001), "size: ‘evidence’ lists 1,001 entries; list at most 1,000"),
        (facts("to: [" + "a, " * 130_000 + "]\n"), "front-matter: the facts hold more than 120,000 values; write plain key: value lines"),
        (body("x\n\n" * 70_000), "size: the body has 210,001 characters; a body has at most 200,000"),
        (body("x" * 5_001), "size: the line has 5,001 characters; break it; a line has at most 5,000"),
        (body("## a\n\n" * 10_000), "size: there are more than 60 headings; shorten or split the page"),
        (body("|a|\n|-|\n|b|\n\n" * 300), "size: there are more than 500 table rows; shorten or split the page"),
        (body("[x](https://e.org/)\n\n" * 8_000), "size: the body has 8,000 opening brackets; a body has at most 2,000"),
        ("x" * 10_000_000, "size: the page has 10,000,000 bytes; a page has at most 1,000,000"),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_too_much_is_refused_with_the_limit(text: str, said: str) -> None:
    assert said in [f"{m.rule.id}: {m.text}" for m in read_page(text.encode(), path=PATH).messages]


def test_twenty_thousand_signatories_are_read() -> None:
    text = facts("signatories:\n" + "".join(f"- {{name: P{n}, title: Professor}}\n" for n in range(20_000)))
    read = read_page(text.encode(), path=PATH)
    assert [message.rule.id for message in read.messages] == []
    assert len(read.record.signatories) == 20_000  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
