"""Bodies: what they say, and what is told about them."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from undersigned.links import PageLink, address_problem, shown_host
from undersigned.listings import Listing
from undersigned.markup import Body, markdown, read_body
from undersigned.policy import CONTRIBUTED, policy_for
from undersigned.records import Reference
from undersigned.rules_markup import RULES

PATH = "letters/2013/a.md"


def read(text: str, path: str = PATH) -> Body:
    return read_body(text, path=path, first_line=10, policy=policy_for(path))


def told(text: str, path: str = PATH) -> list[str]:
    return [str(message).removeprefix(path + ":") for message in read(text, path).messages]


def test_ten_mistakes_give_ten_located_messages() -> None:
    text = """A <b> and
{download}`x` and [a](ftp://e.org).

#### Deep

````{note}
:class: x

text
````

````{tip}
first <i>

```{include} x
```
````

(x)=

One[^1] ![](p.png) ![a](../p.png)
"""
    assert told(text) == [
        "10: html: HTML is not accepted: ‘<b>’; write Markdown, or &lt; for a less-than sign",
        "11: link: the link ‘ftp://e.org’ is not accepted: the scheme ‘ftp’ is not accepted; begin with https://, http:// or mailto:",
        "11: role: the role ‘{download}’ is not accepted; use one of: abbr, any, letter, organization, sub, sup, topic",
        "13: heading: a heading of level 4 follows level 1; begin it with ##",
        "16: option: ‘{note}’ has no option ‘class’; it takes no options",
        "22: html: HTML is not accepted: ‘<i>’; write Markdown, or &lt; for a less-than sign",
        "24: directive: the directive ‘{include}’ is not accepted; use one of: chart, epigraph, figure, image, important, letters, note, organizations, tip, topics, warning",
        "28: syntax: the label ‘(x)=’ is not accepted; link to headings by [](#their-words)",
        "30: footnote: the footnote ‘1’ is not defined; add a line [^1]: with its text",
        "30: image: the image ‘../p.png’ is not a file beside the page; add a .png or .jpg there and give its name alone",
        "30: image: the image ‘p.png’ has no alternative text; say what it shows, between the square brackets",
    ]


def test_references_are_collected_from_roles_links_and_boxes() -> None:
    text = """{letter}`The letter <kerry>` and {letters:topic}`tibet`, {any}`x`
[](#freedom-house) [above](#some-heading) [ask](#ask-1)

~~~{note} {organization}`PEN`
~~~

## Some heading
"""
    body = read(text)
    assert body.messages == ()
    assert [(r.kind, r.target, r.line) for r in body.references] == [
        ("letter", "kerry", 10), ("topic", "tibet", 10), ("any", "x", 10), ("any", "freedom-house", 11),
        ("organization", "PEN", 13),
    ]  # fmt: skip
    assert body.references[0] == Reference("letter", "kerry")
    assert body.anchors == {"some-heading"}


def test_page_links_are_resolved_against_the_page() -> None:
    assert read("[a](../../topics/tibet.md#more)\n").links == (PageLink("topics/tibet.md", "more", 10, 10),)


def test_listings_are_collected_with_their_options() -> None:
    body = read("```{letters}\n:topic: tibet\n:as: count\n```\n")
    assert body.messages == ()
    assert body.listings == (Listing("letters", (("as", "count"), ("topic", "tibet"))),)


@pytest.mark.parametrize(
    ("options", "line"),
    [(":\n  class: x", 11), (":alt: |\n  x", 11), ("---\nalt: x\n---", 11), (":alt: a\n:alt: b", 12)],
)
def test_options_that_are_not_plain_are_refused(options: str, line: int) -> None:
    messages = read(f"```{{figure}} p.png\n{options}\n```\n").messages
    assert (line, "option") in {(message.line, message.rule.id) for message in messages}


def test_maintainers_may_use_a_longer_list() -> None:
    text = "```{toctree}\n:maxdepth: 1\n\nabout\n```\n\n```python\nx\n```\n\n{doc}`x`\n"
    assert told(text, "index.md") == []
    assert [line.split()[1] for line in told(text)] == ["directive:", "code:", "role:"]


@pytest.mark.parametrize("path", ["letters/2013/a.md", "letters/index.md", "organizations/x.md", "aboutx/a.md", "x.md"])
def test_contributed_pages_have_the_strict_policy(path: str) -> None:
    assert policy_for(path) is CONTRIBUTED


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=1&c=2#d", "http://e.org", "mailto:a.b@e.org", "https://e.org/%D7%90"]
)
def test_public_addresses_are_accepted(address: str) -> None:
    assert address_problem(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "//e.org", "https://", "https://localhost",
        "https://127.0.0.1", "https://[::1]/", "https://e.org:1", "https://a:b@e.org", "https://e.org/\"x", "https://e.org/'",
        "https://xn--pple-43d.com/", "https://2130706433/", "mailto:a@b", "mailto:a@b.org?cc=x@y.org", "https://e.org:x/",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(address: str) -> None:
    assert address_problem(address) is not None


def test_approved_host_with_other_letters_is_accepted() -> None:
    assert address_problem("https://xn--mnchen-3ya.de/", approved_hosts={"xn--mnchen-3ya.de"}) is None


def test_shown_host_may_leave_out_www() -> None:
    assert shown_host("example.org", "https://www.example.org/a") is None
    assert shown_host("see example.org", "https://other.org/") is None
    assert shown_host("example.org/a", "https://other.org/") == "example.org"


def flat(tokens: list[Token]) -> list[tuple[str, str, str, list[int] | None, list[tuple[str, str]]]]:
    return [
        (token.type, token.tag, token.content, token.map, [(part.type, part.content) for part in token.children or []])
        for token in tokens
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n# b\n\n- c\n  1. d\n\n> e\n\n---\n", "(x)=\n% y\n+++ z\n", "{a}`b` <c> `d` ![e](f) [^g]\n\n[^g]: h\n",
        "| a | b |\n|---|--:|\n| c | d |\n", "```{note} x\ny\n```\n\n    code\n", ":::{note}\nx\n:::\n\n$a$ {{ b }} ~~c~~\n",
        "[a]: https://e.org\n[a]: https://f.org\n\n[a] <https://e.org> https://e.org\n",
    ],
)  # fmt: skip
def test_syntax_is_that_of_myst_without_extensions(text: str) -> None:
    myst = create_md_parser(MdParserConfig(), DocutilsRenderer)
    assert flat(markdown().parse(text)) == flat(myst.parse(text))


def test_reader_uses_the_rules_of_myst() -> None:
    myst = create_md_parser(MdParserConfig(), DocutilsRenderer).get_active_rules()
    ours = markdown().get_active_rules()
    assert set(myst["block"]) - set(ours["block"]) == {"front_matter"}
    assert myst["inline"] == ours["inline"]
    assert set(myst["core"]) - set(ours["core"]) == {"wordcount"}


def test_checker_does_not_import_sphinx() -> None:
    script = "import sys, undersigned.markup, undersigned.tree; print({'sphinx', 'docutils', 'PIL'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"


def test_rules_have_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


MARKUP = st.lists(
    st.sampled_from(
        ["a", " ", "\n", "\n\n", "    ", "*", "**", "_", "`", "```", "```{note}\n", "```{figure} p.png\n:alt: x\n", "{any}`",
         "<b>", "<!--", "-->", "[", "](", ")", "![", "[^1]", "[^1]: ", "[a]: https://e.org", "> ", "- ", "1. ", "# ", "## ",
         "---", "===", "|", "|-|", "%", "+++", "(x)=", "\\", "&lt;", "https://e.org", "#id", "é", "\t", ":", "{", "}", "~~~"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=400)
@given(MARKUP | st.text(max_size=200))
def test_reading_never_raises_and_tells_lines_of_the_body(text: str) -> None:
    body = read(text)
    last = 10 + text.count("\n") + len(text.splitlines()) + 1
    assert all(10 <= message.line <= last for message in body.messages)


@pytest.mark.parametrize(
    "unit",
    [
        "a *b* [c](https://e.org) `d`\n",
        "- a\n",
        "[",
        "`a ",
        "*a\n",
        "![a](b.png)\n",
        "<",
        "&amp; ",
        "[^1]",
        "> a\n\n",
        "|a|b\n",
    ],
)
def test_largest_bodies_are_read_in_seconds(unit: str) -> None:
    # Lines of 150 signs, so that no line and no run of signs stops the reader early.
    line = (unit * 150)[:150].rstrip("\n") if "\n" not in unit else unit.rstrip("\n")
    text = (line + "\n") * (190_000 // (len(line) + 1))
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 8


@pytest.mark.parametrize("option", [":alt:\tA cat", ":alt: A\tcat", ":alt: A cat\t"])
def test_options_hold_no_tabs_beyond_which_the_build_would_read_nothing(option: str) -> None:
    assert told(f"```{{image}} p.png\n{option}\n```")[0].startswith("11: option: ‘:alt:")
    assert told(f"```{{image}} p.png\n{option}\n```")[0].endswith("write :name: value, without quotes, tabs or #")
    assert told(f"```{{image}} p.png\n{option.strip().replace(chr(9), ' ')}\n```") == []
