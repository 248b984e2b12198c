"""What a built page may hold, whatever its body was: elements, attributes, addresses, programs."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import html

_SHARED = frozenset({"class", "id", "lang", "dir", "role", "title", "hidden", "tabindex"})
#: Elements that need no attribute beside the shared ones.
_PLAIN = ("abbr", "article", "aside", "b", "bdi", "blockquote", "body", "caption", "cite", "code", "col", "colgroup", "dd", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "i", "kbd", "legend", "main", "nav", "noscript", "output", "p", "pre", "search", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "template", "tfoot", "thead", "time", "title", "tr", "ul")  # fmt: skip
#: Elements of pages and charts, with the attributes they may have beside the shared ones.
_ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN, frozenset()),
    "a": frozenset({"href", "rel", "download", "type", "hreflang", "tabindex"}),
    "br": frozenset(),
    "button": frozenset({"type", "autofocus", "popovertarget", "popovertargetaction", "hidden"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "desc": frozenset(),
    "details": frozenset({"open"}),
    "form": frozenset({"action", "method"}),
    "g": frozenset({"transform"}),
    "header": frozenset({"popover"}),
    "html": frozenset(),
    "img": frozenset({"src", "alt", "width", "height", "loading"}),
    "input": frozenset({"autocomplete", "name", "placeholder", "spellcheck", "type", "value", "min", "max", "list"}),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "line": frozenset({"x1", "x2", "y1", "y2"}),
    "link": frozenset({"href", "rel", "type", "hreflang"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name", "property"}),
    "ol": frozenset({"start"}),
    "option": frozenset({"value", "selected", "disabled"}),
    "path": frozenset({"d", "stroke", "stroke-width"}),
    "rect": frozenset({"x", "y", "width", "height"}),
    "script": frozenset({"defer", "src", "type"}),
    "select": frozenset({"autocomplete", "name"}),
    "svg": frozenset({"focusable", "height", "viewbox", "width"}),
    "td": frozenset({"colspan", "rowspan"}),
    "textarea": frozenset({"name", "rows", "placeholder", "readonly"}),
    "text": frozenset({"x", "y", "dx", "dy", "text-anchor"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}  # fmt: skip
_PROGRAM = re.compile(r"(?:\.\./)*_static/[a-z-]+\.js\?v=[0-9a-f]+")
_EXTERNAL_REL = {"nofollow", "ugc", "noopener", "noreferrer"}


def check_page(data: bytes) -> None:
    """Hold a page to the allow-list; raises AssertionError."""
    root = html.document_fromstring(data)
    ids: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            assert "contributed" not in (element.text or ""), "a contributed comment is published"
            continue
        _check_element(element)
        if id_ := element.get("id"):
            assert id_ not in ids, f"the id {id_!r} stands twice"
            ids.add(id_)


def _check_element(element: Any) -> None:
    tag = element.tag
    assert tag in _ELEMENTS, f"<{tag}>"
    odd = {name for name in element.attrib if name not in _SHARED and not name.startswith(("aria-", "data-"))}
    assert odd <= _ELEMENTS[tag], f"<{tag} {' '.join(sorted(odd - _ELEMENTS[tag]))}>"
    if tag == "script":
        if element.get("type") == "application/ld+json":
            json.loads(element.text)
        else:
            assert _PROGRAM.fullmatch(element.get("src", "")), html.tostring(element)
            assert not element.text
    elif tag == "meta":
        assert element.get("http-equiv") in (None, "Content-Security-Policy"), html.tostring(element)
    elif tag in ("img", "form", "input"):
        address = urlsplit(element.get("src", "") or element.get("action", ""))
        assert not address.scheme, html.tostring(element)
        assert not address.netloc, html.tostring(element)
    elif tag == "a":
        address = urlsplit(element.get("href", ""))
        assert address.scheme in ("", "http", "https", "mailto"), html.tostring(element)
        assert address.scheme or not address.netloc, html.tostring(element)
        if "external" in element.get("class", "").split() and element.xpath("ancestor::article"):
            assert set(element.get("rel", "").split()) >= _EXTERNAL_REL, html.tostring(element)
    elif tag == "link" and element.get("rel") in ("stylesheet", "icon", "preload", "manifest"):
        assert not urlsplit(element.get("href", "")).netloc, html.tostring(element)
