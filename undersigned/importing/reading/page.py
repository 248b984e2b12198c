"""Parses a web page and chooses the part that holds the letter; what is left out of it is told."""

from __future__ import annotations

import itertools
import re
from typing import Any

from ...diagnostics import quote
from .cleaning import clean_line
from .content import content_part
from .decoding import decode
from .errors import MAX_DEPTH, MAX_ELEMENTS, SourceError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-zA-Z0-9_:-]{1,40})", re.IGNORECASE)
#: Elements without text for readers.
_SILENT = (
    "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "video", "audio", "input",
    "select", "textarea", "button", "map", "math", "head",
)  # fmt: skip
_AROUND_TAGS = frozenset(("nav", "aside", "figure", "form"))
_AROUND_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "toolbar", "menu")
)
_AROUND_NAMES = re.compile(
    r"(?:cookies?|consent|gdpr|share|shar(?:ing|e)[-_].*|.*[-_]share|addtoany.*|a2a.*|sharedaddy|social[-_]?(?:links?|media"
    r"|share|sharing|icons?|buttons?|bar|nav)|breadcrumbs?|related(?:[-_].*)?|jp-relatedposts|sidebar|widget(?:s|[-_].*)?"
    r"|newsletter(?:[-_].*)?|subscribe(?:[-_].*)?|comments?|respond|comment-.*|skip-?(?:link|to-content|nav).*|.*-?menu"
    r"|nav(?:bar|igation)?|pagination|pager|post-navigation|nav-links|popup|modal|advert(?:isement)?|ads?|donate[-_].*"
    r"|site-(?:header|footer)|masthead-nav|page-footer|global-header|toolbar|tags?-links|entry-footer|author-(?:box|bio)"
    r"|cookie[-_].*|screen-reader-text|visually-hidden|sr-only|print-only|wp-caption-text)",
    re.IGNORECASE,
)
_MAIN = ("//main", "//*[@role='main']", "//*[@itemprop='articleBody']", "//article", "//*[@id='content']")
_TOOL_WORDS = frozenset(
    [
        "share",
        "tweet",
        "print",
        "email",
        "share this",
        "share this page",
        "facebook",
        "twitter",
        "x",
        "linkedin",
        "whatsapp",
        "telegram",
        "copy link",
        "skip to content",
        "skip to main content",
        "skip to navigation",
        "back to top",
        "menu",
        "search",
        "download pdf",
        "previous",
        "next",
        "home",
    ]
)
#: Control characters and the like, which trees must not be given.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: Parts left out that are named one by one.
_NAMED = 6


def parse(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """Make a tree of a page; raises SourceError if it is built to break readers."""
    from lxml import etree

    declared = _CHARSET.search(data[:4096])
    content, remarks = decode(data, declared=declared[1].decode("ascii") if declared else None)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = etree.fromstring(content.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the page is no HTML that can be read", "copy the letter into a text file") from error
    if tree is None:
        raise SourceError("the page is empty", "give a page that holds the letter's text")
    depth = count = 0
    deepest = False
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        deepest = deepest or depth > MAX_DEPTH
    if deepest or any("depth" in entry.message for entry in parser.error_log):
        raise SourceError("the page's elements stand too deep in one another", "copy the letter into a text file")
    if count > MAX_ELEMENTS:
        raise SourceError(f"the page has more than {MAX_ELEMENTS:,} elements", "copy the letter into a text file")
    return tree, remarks


def main_part(tree: Any) -> tuple[Any, tuple[str, ...]]:
    """Choose the part of a page that holds its text, and take out of it what is no text; gives remarks on that."""
    from lxml import etree

    body = tree.find("body") if tree.tag == "html" else tree
    body = tree if body is None else body
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    for element in body.xpath(
        ".//*[@hidden or @aria-hidden='true' or contains(translate(@style,' ',''),'display:none')]"
    ):
        _remove(element)
    lengths = _lengths(body)
    outside = 0
    whole = lengths[body]
    main = body
    for path in _MAIN:
        found = [element for element in tree.xpath(path) if lengths.get(element, 0) * 2 >= whole]
        if len(found) == 1:
            main = found[0]
            break
    else:
        main = content_part(tree, body, lengths)
        outside = whole - lengths[main]
    left_out = _strip_around(main, body, lengths)
    shown = [quote(text) for text in left_out if text]
    remarks = []
    if shown:
        more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
        remarks.append(f"left out as navigation, sharing or forms: {', '.join(shown[:_NAMED])}{more}")
    if outside:
        remarks.append(
            f"left out around the main part of the page: {outside:,} characters, by what trafilatura takes for the text"
        )
    return main, tuple(remarks)


def _strip_around(main: Any, body: Any, lengths: dict[Any, int]) -> list[str]:
    """Remove navigation and the like from the main part; gives the beginnings of what was removed."""
    removed: list[str] = []
    size = lengths[main]
    gone: set[Any] = set()
    for element in list(main.iterdescendants()):
        if element.getparent() in gone:
            gone.add(element)
            continue
        outer = main is body and element.tag in ("header", "footer") and not _within(element, "article")
        if not (outer or _is_around(element) or _is_menu(element, lengths) or _is_tool(element)):
            continue
        own = lengths.get(element, 0)
        # A name or tag may mislead: what holds much of the text, a heading of the page or paragraphs is the text.
        if own * 3 > size or (
            own > 400 and len(list(itertools.islice(element.iter("p"), 3))) > 2 and element.tag != "nav"
        ):
            continue
        if element.tag == "header" and element.find(".//h1") is not None:
            continue
        removed.append(clean_line(" ".join(element.itertext())))
        gone.add(element)
        _remove(element)
    return removed


def _is_around(element: Any) -> bool:
    if element.tag in _AROUND_TAGS or element.get("role") in _AROUND_ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_AROUND_NAMES.fullmatch(name) for name in names)


def _is_menu(element: Any, lengths: dict[Any, int]) -> bool:
    """Whether a list is nothing but links into the same site, as menus are."""
    if element.tag not in ("ul", "ol") or element.find(".//p") is not None:
        return False
    links = list(element.iter("a"))
    if len(links) < 3 or any(not _is_internal(a.get("href") or "") for a in links):
        return False
    return sum(lengths.get(a, 0) for a in links) * 10 >= lengths.get(element, 0) * 9


def _is_internal(address: str) -> bool:
    return not address.startswith(("http:", "https:", "//", "mailto:"))


def _is_tool(element: Any) -> bool:
    """Whether a link is a tool of the page."""
    return element.tag == "a" and clean_line("".join(element.itertext())).casefold() in _TOOL_WORDS


def title_above(tree: Any, main: Any) -> Any | None:
    """Find the page's heading where it stands outside the main part."""
    if main.find(".//h1") is not None or main.tag == "body":
        return None
    found = [h1 for h1 in tree.iter("h1") if _length(h1)]
    return found[0] if len(found) == 1 else None


def _length(element: Any) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _lengths(body: Any) -> dict[Any, int]:
    """Count the characters of every element once: counting for each anew is quadratic in nested ones."""
    from lxml import etree

    found: dict[Any, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        inner = sum(found.get(child, 0) + len((child.tail or "").strip()) for child in element)
        found[element] = inner + len((element.text or "").strip())
    return found


def _within(element: Any, tag: str) -> bool:
    return any(parent.tag == tag for parent in element.iterancestors())


def _remove(element: Any) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        # The parser takes what it does not take back.
        if previous is not None:
            previous.tail = _NO_XML.sub("", (previous.tail or "") + element.tail)
        else:
            parent.text = _NO_XML.sub("", (parent.text or "") + element.tail)
        element.tail = None
    parent.remove(element)
