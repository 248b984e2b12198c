"""Pages as meta elements: for citing (`citation_*`, read by Zotero and others), Dublin Core, and previews (OpenGraph).

What Zotero makes of them was read in its translators: without `DC.type` a letter would be a journal article, and with
`og:type` website a web page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..records import Letter, title_of
from .addresses import page_url
from .agents import PERSON
from .licences import licence_urls

if TYPE_CHECKING:
    from ..records import Record
    from ..views import PageView
    from .agents import Agent

#: Width and height of the pictures that previews show, in pixels; what large previews of networks ask.
PICTURE_SIZE = (1200, 630)
#: The ending of a letter's picture, beside its page.
PICTURE_SUFFIX = ".png"
#: An element: whether its name is a property (OpenGraph), the name, the content.
Meta = tuple[bool, str, str]


def page_metas(
    docname: str, record: Record | None, view: PageView, /, *, site: str, name: str, description: str, pdf: str, picture: str
) -> Iterator[Meta]:  # fmt: skip
    """Yield the elements of a page; `pdf` and `picture` are addresses, `pdf` may be empty.

    The picture of a letter is the top of its PDF.
    """
    if isinstance(record, Letter) and view.correspondence is not None:
        senders, topics = view.correspondence.senders, [topic for topic, _ in view.correspondence.topics]
        yield from _citation(docname, record, senders, topics, site, pdf)
        yield from _dublin_core(docname, record, senders, topics, site)
    yield True, "og:type", "article" if isinstance(record, Letter) else "website"
    yield True, "og:title", title_of(record) if record else name
    yield True, "og:url", page_url(site, docname)
    yield True, "og:site_name", name
    if description:
        yield True, "og:description", description
    yield True, "og:image", picture
    yield True, "og:image:type", "image/png"
    for side, pixels in zip(("width", "height"), PICTURE_SIZE, strict=True):
        yield True, f"og:image:{side}", str(pixels)
    yield True, "og:image:alt", f"The head of the letter: {record.title}" if isinstance(record, Letter) else name
    yield False, "twitter:card", "summary_large_image" if isinstance(record, Letter) else "summary"


def _citation(
    docname: str, letter: Letter, senders: tuple[Agent, ...], topics: list[str], site: str, pdf: str
) -> Iterator[Meta]:
    yield False, "citation_title", letter.title
    for agent in senders:
        yield False, "citation_author", _whole(agent)
    # The form of Highwire: without signs of doubt, as precise as known.
    yield False, "citation_publication_date", letter.date.plain.replace("-", "/")
    if letter.source.publisher:
        yield False, "citation_publisher", letter.source.publisher
    yield False, "citation_language", letter.language
    yield False, "citation_public_url", page_url(site, docname)
    if pdf:
        yield False, "citation_pdf_url", pdf
    if topics:
        yield False, "citation_keywords", "; ".join(topics)


def _whole(agent: Agent) -> str:
    """Write a body's name so that no program takes its last word for a family name: one comma, at its end."""
    if agent.kind == PERSON:
        return agent.name
    return " ".join(agent.name.replace(",", " ").split()) + ","


def _dublin_core(
    docname: str, letter: Letter, senders: tuple[Agent, ...], topics: list[str], site: str
) -> Iterator[Meta]:
    yield False, "DC.type", "letter"
    yield False, "DC.title", letter.title
    for agent in senders:
        yield False, "DC.creator", agent.name
    yield False, "DC.date", str(letter.date)
    if letter.source.publisher:
        yield False, "DC.publisher", letter.source.publisher
    yield False, "DC.language", letter.language
    for topic in topics:
        yield False, "DC.subject", topic
    yield False, "DC.identifier", page_url(site, docname)
    if letter.source.url:
        yield False, "DC.source", letter.source.url
    if letter.text == "full" and letter.license:
        for licence in licence_urls(letter.license):
            yield False, "DC.rights", licence
    elif letter.rights:
        yield False, "DC.rights", letter.rights
