"""The parser and the doctree check, each by itself."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes

from undersigned.diagnostics import Message
from undersigned.policy import CONTRIBUTED, MAINTAINED
from undersigned.sanitizing import check_page, on_html_page_context, sanitize

PATH = "letters/2013/a.md"


def document(*content: nodes.Node) -> nodes.document:
    found = new_document("a.md")
    found += nodes.paragraph("", "", *content)
    return found


def cleaned(*content: nodes.Node) -> tuple[str, list[str]]:
    """Sanitize a paragraph; return what is left of it and what was told."""
    told: list[Message] = []
    found = document(*content)
    sanitize(found, path=PATH, policy=CONTRIBUTED, report=told.append)
    return found[0].pformat().strip() if len(found) else "", [
        f"{message.rule.id}: {message.problem}" for message in told
    ]


@pytest.mark.parametrize(
    ("node", "message"),
    [
        (nodes.raw("", "<script>", format="html"), "html: raw output is not accepted"),
        (nodes.raw("", "<br />\n", format="latex"), "html: raw output is not accepted"),
        (addnodes.download_reference("", reftarget="/etc/passwd"), "syntax: ‘download_reference’ is not accepted"),
        (nodes.math("", "x"), "syntax: ‘math’ is not accepted"),
        (nodes.image(uri="../../x.png"), "image: the image ‘../../x.png’ is not accepted"),
        (nodes.image(uri="x.svg"), "image: the image ‘x.svg’ is not accepted"),
        (
            nodes.reference("", "x", refuri="javascript:x"),
            "link: the link ‘javascript:x’ is not accepted: the scheme ‘javascript’ is not accepted",
        ),
        (addnodes.toctree(), "syntax: ‘toctree’ is not accepted"),
    ],
)
def test_doctree_check_drops_and_tells(node: nodes.Element, message: str) -> None:
    assert cleaned(node) == ("<paragraph>", [message])


def test_doctree_check_keeps_what_bodies_become() -> None:
    left, told = cleaned(nodes.strong("", "a"), nodes.raw("", "<br />\n", format="html"), nodes.image(uri="a-b.png"))
    assert told == []
    assert left.count("\n") >= 4


def test_doctree_check_takes_away_classes_and_attributes() -> None:
    left, told = cleaned(nodes.inline("", "a", classes=["position-fixed", "xref"], style="x", target="_blank"))
    assert told == []
    assert left == '<paragraph>\n    <inline classes="xref">\n        a'


def test_finished_page_may_not_offer_files() -> None:
    told: list[Message] = []
    page = document(addnodes.download_reference("", reftarget="x"), addnodes.toctree())
    check_page(page, path=PATH, policy=CONTRIBUTED, report=told.append)
    assert [message.rule.id for message in told] == ["syntax", "directive"]
    assert not list(page[0].findall(addnodes.toctree))


def test_maintainers_pages_may_have_a_table_of_contents() -> None:
    told: list[Message] = []
    check_page(document(addnodes.toctree()), path="index.md", policy=MAINTAINED, report=told.append)
    assert told == []


def test_page_title_is_escaped_for_the_theme() -> None:
    context = {"pagetitle": "<img onerror='x'> & more"}
    on_html_page_context(None, "letters/a", "page.html", context, None)  # type: ignore[arg-type]
    assert context == {"pagetitle": "&lt;img onerror=&#x27;x&#x27;&gt; &amp; more"}


def test_unsafe_page_name_stops_the_build() -> None:
    with pytest.raises(ValueError, match="is not safe in a script"):
        on_html_page_context(None, "x'-(y)-'", "page.html", {}, None)  # type: ignore[arg-type]
