"""Addresses, page links and image names that a body may use.

Pure functions for `undersigned.markup`, `undersigned.parser` and `undersigned.sanitizing`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import rules_markup as rules
from .diagnostics import Message, quote

#: File stems, folder names and record ids.
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SCHEMES = ("https", "http", "mailto")
#: Says to search engines and browsers that the archive does not vouch for the address.
EXTERNAL_REL = "nofollow ugc noopener noreferrer"
#: Anchors that letter pages get beside their headings.
NUMBERED_ANCHOR = re.compile(r"(?:ask|paragraph)-[1-9][0-9]{0,3}")

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE = re.compile(r"[\s\"'<>\\^`{|}\x00-\x20\x7f-\U0010ffff]")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._+-]{1,64}@([a-z0-9.-]+)")
_PAGE = re.compile(r"((?:\.\./)*(?:[a-z0-9-]+/)*[a-z0-9-]+\.md)(?:#(.+))?", re.DOTALL)
_IMAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpg)")
_SHOWN_HOST = re.compile(r"\s*(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#\s]|$)", re.IGNORECASE)

AnchorsOf = Callable[[str], Collection[str] | None]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the archive: path below the folder of pages, anchor without #."""

    path: str
    anchor: str
    line: int
    #: First line of the block that holds the link.
    block: int


@dataclass(frozen=True, slots=True)
class ImageLink:
    """An image that the page shows: path below the folder of pages."""

    path: str
    line: int
    #: First line of the block that holds the image.
    block: int


def has_scheme(href: str, /) -> bool:
    """Tell an address from a path."""
    return bool(_SCHEME.match(href)) or href.startswith("//")


def address_problem(href: str, /, *, approved_hosts: Collection[str] = ()) -> tuple[str, str] | None:
    """Say what is wrong with an external address (in its encoded form), and the mend."""
    scheme = match[1].lower() if (match := _SCHEME.match(href)) else ""
    if scheme not in SCHEMES:
        what = f"the scheme {quote(scheme)} is not accepted" if scheme else "the scheme is missing"
        return what, "begin with https://, http:// or mailto:"
    if unsafe := _UNSAFE.search(href):
        return f"{quote(unsafe[0])} is not accepted in an address", "write it percent-encoded"
    if scheme == "mailto":
        mail = _MAIL.fullmatch(href)
        good = mail is not None and _HOST.fullmatch(mail[1])
        return None if good else ("the mail address is not plain", "write mailto:name@example.org and nothing more")
    try:
        parts = urlsplit(href)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "the address is not valid", "copy it from the browser"
    if parts.username is not None or parts.password is not None or port is not None:
        return "a user name, password or port is not accepted", "give the public address"
    if not _HOST.fullmatch(host):
        return f"the host {quote(host)} is not a public name", "give the public address, not a number or a single word"
    if "xn--" in host and host not in approved_hosts:
        return f"the host {quote(host)} has letters beyond a-z", "ask a maintainer to approve it"
    return None


def shown_host(text: str, href: str, /) -> str | None:
    """Return the host that a link's text shows, if the link goes to another."""
    match = _SHOWN_HOST.match(text)
    real = (urlsplit(href).hostname or "").lower().rstrip(".")
    if match is None or href.startswith("mailto:"):
        return None
    shown = match[1].lower()
    return None if shown.removeprefix("www.") == real.removeprefix("www.") else shown


def page_link(href: str, /, *, path: str, line: int = 0, block: int = 0) -> PageLink | None:
    """Resolve a link such as ../topics/tibet.md#asks on the page `path`; none if it is no such link."""
    match = _PAGE.fullmatch(href)
    if match is None:
        return None
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
    return None if target.startswith("../") else PageLink(target, match[2] or "", line, block)


def image_path(source: str, /, *, path: str) -> str | None:
    """Resolve an image's name beside the page `path`; none if it is not a plain name."""
    if not _IMAGE.fullmatch(source):
        return None
    return posixpath.join(posixpath.dirname(path), source)


def check_links(
    links: Collection[PageLink],
    images: Collection[ImageLink],
    /,
    *,
    path: str,
    anchors_of: AnchorsOf,
    is_file: Callable[[str], bool],
) -> tuple[Message, ...]:
    """Report page links and images of the page `path` that lead nowhere.

    `anchors_of` gives the anchors of a page, or none if there is no such page; `is_file` tells whether an image exists.
    """
    found = []
    for link in links:
        anchors = anchors_of(link.path)
        if anchors is None:
            found.append(
                Message(path, link.line, rules.LINK, f"there is no page {quote(link.path)}", "correct the path")
            )
        elif link.anchor and link.anchor not in anchors and not NUMBERED_ANCHOR.fullmatch(link.anchor):
            problem = f"the page {quote(link.path)} has no heading {quote('#' + link.anchor)}"
            found.append(Message(path, link.line, rules.LINK, problem, "correct the part after #"))
    for image in images:
        if not is_file(image.path):
            problem = f"there is no image {quote(image.path)}"
            found.append(Message(path, image.line, rules.IMAGE, problem, "add it beside the page or correct the name"))
    return tuple(found)
