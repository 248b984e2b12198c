"""What the parts of a record's page are made of: parties, addresses, fields."""

from __future__ import annotations

from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

from . import elements, wording
from .links import EXTERNAL_REL
from .records import Party


def party_node(party: Party) -> list[nodes.Node]:
    """Say a party as printed, its body (or else its office) as a reference."""
    before, words = wording.party_parts(party)
    found: list[nodes.Node] = [nodes.Text(before)] if before else []
    if not party.names_body:
        return [*found, nodes.Text(words)]
    reference = addnodes.pending_xref(
        "", elements.inline("", words), refdomain="letters", reftype="party", reftarget=party.organization or "",
        organization_id=party.organization_id, refexplicit=True, refwarn=False,
    )  # fmt: skip
    return [*found, reference]


def external(url: str, text: str | None = None) -> nodes.reference:
    """Link to another site, with what such links must say."""
    return elements.reference("", text or url, refuri=url, internal=False, rel=EXTERNAL_REL)


def address(url: str) -> nodes.reference:
    """Link to another site by its whole address, in parts, so that a look can bring out the host."""
    scheme, mark, rest = url.partition("://")
    host = rest.partition("/")[0]
    parts = (("scheme", scheme + mark), ("host", host), ("path", rest[len(host) :]))
    content = [elements.inline("", text, classes=[f"url-{name}"]) for name, text in parts if text]
    return elements.reference("", "", *content, refuri=url, internal=False, rel=EXTERNAL_REL)


def host_of(url: str) -> str:
    """Name the host of an address as readers know it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def field(name: str, *content: nodes.Node) -> nodes.field:
    """Make a field of blocks."""
    return elements.field("", elements.field_name("", name), elements.field_body("", *content))


def text_field(name: str, *content: nodes.Node) -> nodes.field:
    """Make a field of one line."""
    return field(name, elements.paragraph("", "", *content))


def sentence(text: str) -> str:
    """End a remark as a sentence ends."""
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."
