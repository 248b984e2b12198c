"""Pages as JSON-LD in the vocabulary of schema.org, for search engines and reference managers.

Source: https://schema.org, release 30.0. The vocabulary has no letters: a letter is a Message, the only type with a
sender and a recipient, and an Article, the type that search engines read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .. import dates
from ..records import Letter, Organization, Topic, title_of
from ..views import Link, ListingView, OrganizationView
from .addresses import authority_urls, page_url, valid
from .agents import PERSON, Agent, Correspondence, Version
from .licences import RECORDS, licence_urls

if TYPE_CHECKING:
    from ..records import Date, Record
    from ..views import PageView

Json = dict[str, Any]
#: Types of bodies, as far as the vocabulary has one that says no more than we know.
_TYPES = {
    "ngo": "NGO", "company": "Corporation", "government": "GovernmentOrganization", "media": "NewsMediaOrganization",
    "academic": "EducationalOrganization",
}  # fmt: skip
#: The page of all topics.
_TOPICS = "topics/index"
#: Signs that could end the script or a line of it.
_UNSAFE = re.compile("[<>&\u2028\u2029\x7f-\x9f\ud800-\udfff]")


def in_script(data: Json, /) -> str:
    """Write data so that nothing in them can end the script that holds them."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def page_data(
    docname: str, record: Record | None, view: PageView, /, *, site: str, name: str, root: str, description: str, pdf: str,
    picture: str = "",
) -> Json:  # fmt: skip
    """Describe a page: what it is about, and its place in the site.

    `pdf` is the address of its PDF and `picture` that of a letter's picture; either may be empty.
    """
    told: list[Json] = []
    if isinstance(record, Letter) and view.correspondence is not None:
        told.append(_letter(docname, record, view.correspondence, site, name, description, pdf, picture))
    elif isinstance(record, Organization):
        told.append(_organization(docname, record, view, site))
    elif isinstance(record, Topic):
        told.append(_topic(docname, record, view, site, description))
    elif docname == root:
        told.append(
            {"@type": "WebSite", "@id": site, "url": site, "name": name, "description": description, "license": RECORDS}
        )
    elif record is not None and view.listings:
        told.append(_collection(docname, title_of(record), view.listings, site, name, description))
    if record is not None and docname != root:
        told.append(_breadcrumbs(title_of(record), view.parents, site, name))
    return {"@context": "https://schema.org", "@graph": [_known(node) for node in told]} if told else {}


def _known(node: Json) -> Json:
    return {key: value for key, value in node.items() if value not in (None, "", [], ())}


def _letter(
    docname: str, letter: Letter, told: Correspondence, site: str, name: str, description: str, pdf: str, picture: str
) -> Json:
    url = page_url(site, docname)
    full = letter.text == "full"
    sent = [_agent(agent, site) for agent in told.senders]
    elsewhere = dict.fromkeys(filter(None, (letter.source.url, *letter.other_urls)))
    return {
        "@type": ["Article", "Message"],
        "@id": url,
        "url": url,
        "headline": letter.title,
        "genre": "Open letter",
        "inLanguage": letter.language,
        **_when(letter.date),
        "dateModified": max((change.date.plain for change in letter.corrections), default=None),
        "author": [_pointer(node) for node in sent],
        "sender": sent,
        "contributor": [_agent(agent, site) for agent in told.endorsers],
        "recipient": [_agent(agent, site) for agent in told.addressees],
        "ccRecipient": [_agent(agent, site) for agent in told.copied],
        "description": description,
        "image": {"@type": "ImageObject", "contentUrl": picture} if picture else None,
        "about": [
            _known({"@type": "DefinedTerm", "@id": page_url(site, page) if page else None, "name": topic})
            for topic, page in told.topics
        ],
        "identifier": letter.source.identifier,
        "publisher": {"@type": "Organization", "name": letter.source.publisher} if letter.source.publisher else None,
        "sameAs": [valid(address) for address in elsewhere],
        "license": list(licence_urls(letter.license)) if full and letter.license else None,
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf} if full and pdf else None,
        "correction": [f"{dates.display(change.date)}: {change.note}" for change in letter.corrections],
        "translationOfWork": [_version(version, site) for version in told.originals],
        "workTranslation": [_version(version, site) for version in told.translations],
        "isPartOf": {"@type": "Collection", "@id": site, "name": name},
        "sdLicense": RECORDS,
        "sdPublisher": {"@type": "Organization", "name": name, "url": site},
    }  # fmt: skip


def _when(date: Date) -> Json:
    """Say when a letter was sent; the vocabulary has no sign of doubt, so that a doubtful date stands in words."""
    if date.approximate or date.uncertain:
        return {"temporal": dates.display(date)}
    return {"dateSent": date.plain}


def _agent(agent: Agent, site: str) -> Json:
    if agent.kind == PERSON:
        return _known({"@type": "Person", "name": agent.name, "jobTitle": agent.title})
    return _known(
        {
            "@type": _TYPES.get(agent.kind, "Organization"),
            "@id": page_url(site, agent.docname) if agent.docname else None,
            "name": agent.name,
            "sameAs": list(agent.urls),
        }
    )


def _pointer(node: Json) -> Json:
    return {"@id": node["@id"]} if "@id" in node else node


def _version(version: Version, site: str) -> Json:
    url = page_url(site, version.docname)
    return {"@type": ["Article", "Message"], "@id": url, "url": url, "headline": version.title, "inLanguage": version.language}  # fmt: skip


def _organization(docname: str, record: Organization, view: PageView, site: str) -> Json:
    url = page_url(site, docname)
    own = view.own if isinstance(view.own, OrganizationView) else None
    return {
        "@type": _TYPES.get(record.kind, "Organization"),
        "@id": url,
        "name": record.name,
        "alternateName": list(record.aliases),
        "sameAs": list(authority_urls(record)),
        "address": {"@type": "PostalAddress", "addressCountry": record.country} if record.country else None,
        "parentOrganization": _body(own.parent, site) if own and own.parent else None,
        "subOrganization": [_body(section, site) for section in own.sections] if own else None,
        "mainEntityOfPage": url,
    }  # fmt: skip


def _body(link: Link, site: str) -> Json:
    return {"@type": "Organization", "@id": page_url(site, link.docname), "name": link.title}


def _topic(docname: str, record: Topic, view: PageView, site: str, description: str) -> Json:
    url = page_url(site, docname)
    return {
        "@type": "DefinedTerm",
        "@id": url,
        "url": url,
        "name": record.name,
        "description": description,
        "termCode": record.id,
        "inDefinedTermSet": [
            {"@type": "DefinedTermSet", "@id": page_url(site, parent.docname), "name": parent.title}
            for parent in view.parents
            if parent.docname == _TOPICS
        ],
    }


def _collection(
    docname: str, title: str, listings: Iterable[ListingView], site: str, name: str, description: str
) -> Json:
    url = page_url(site, docname)
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "isPartOf": {"@type": "WebSite", "@id": site, "name": name},
        "license": RECORDS,
        # The longest list is what the page is for; others count it in another way.
        "mainEntity": {"@type": "ItemList", "numberOfItems": max(listing.total for listing in listings)},
    }


def _breadcrumbs(title: str, parents: Iterable[Link], site: str, name: str) -> Json:
    def steps() -> Iterator[Json]:
        yield {"name": name, "item": site}
        for parent in parents:
            yield {"name": parent.title, "item": page_url(site, parent.docname)}
        yield {"name": title}

    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, **step} for place, step in enumerate(steps(), 1)
        ],
    }  # fmt: skip
