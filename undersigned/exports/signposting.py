"""Where machines find what belongs to a letter's page, without guessing: Signposting, in the page and as a link set.

Source: https://signposting.org/FAIR/, RFC 9264 (link sets). The page has the links of level 1; the link set adds the
senders, and what is said of the PDF, for which a static site cannot say anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import page_url
from .agents import Version
from .licences import RECORDS, licence_urls
from .record import as_line

if TYPE_CHECKING:
    from ..records import Letter
    from .agents import Correspondence

LINKSET_SUFFIX = ".linkset.json"
LINKSET_TYPE = "application/linkset+json"
#: A landing page of a letter.
TYPES = ("https://schema.org/AboutPage", "https://schema.org/Message")


@dataclass(frozen=True, slots=True)
class Typed:
    """A link with its relation and, where it has one, the media type of its target."""

    relation: str
    href: str
    type: str | None = None
    language: str | None = None


def links(
    docname: str, letter: Letter, told: Correspondence, /, *, site: str, pdf: str, described: Iterable[tuple[str, str]]
) -> Iterator[Typed]:  # fmt: skip
    """Yield the links of a letter's page, its link set aside.

    `described` gives address and media type of the files that describe the letter.
    """
    url = page_url(site, docname)
    yield Typed("cite-as", url)
    for type_ in TYPES:
        yield Typed("type", type_)
    for address, media_type in described:
        yield Typed("describedby", address, media_type)
    if pdf:
        yield Typed("item", pdf, "application/pdf")
    for licence in _licences(letter):
        yield Typed("license", licence)
    versions = _versions(docname, letter, told)
    for version in versions if len(versions) > 1 else ():
        yield Typed("alternate", page_url(site, version.docname), "text/html", version.language)


def linkset(docname: str, letter: Letter, told: Correspondence, typed: list[Typed], /, *, site: str, pdf: str) -> str:
    """Write the link set of a letter's page and its PDF."""
    page: dict[str, object] = {"anchor": page_url(site, docname)}
    for link in typed:
        page.setdefault(link.relation, []).append(_target(link))  # type: ignore[attr-defined]
    authors = [{"href": address} for agent in told.senders for address in agent.urls]
    if authors:
        page["author"] = authors
    contexts = [page]
    if pdf:
        collection = [{"href": page_url(site, docname), "type": "text/html"}]
        context = {"anchor": pdf, "collection": collection, "license": page.get("license")}
        contexts.append({key: value for key, value in context.items() if value})
    return as_line({"linkset": contexts}) + "\n"


def _target(link: Typed) -> dict[str, object]:
    found: dict[str, object] = {"href": link.href}
    if link.type:
        found["type"] = link.type
    if link.language:
        found["hreflang"] = [link.language]
    return found


def _licences(letter: Letter) -> list[str]:
    """Give the licence of what the page shows: of a full text its own, of a summary ours.

    The profile has room for one: where several apply together or by choice, the link would say something else.
    """
    if letter.text == "full":
        found = list(licence_urls(letter.license or ""))
        return found if len(found) == 1 else []
    return [RECORDS]


def _versions(docname: str, letter: Letter, told: Correspondence) -> tuple[Version, ...]:
    """List the pages that carry this letter's text in one language each; summaries are all in ours."""
    if letter.text != "full":
        return ()
    own = Version(docname, letter.title, letter.language, full=True)
    others = (*told.originals, *told.translations, *told.siblings)
    return (own, *dict.fromkeys(version for version in others if version.full))
