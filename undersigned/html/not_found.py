"""The page that a server shows where there is none: 404.html, whose links work from an address of any depth.

Its addresses begin at the root of the host, at the path under which the site is published (`html_baseurl`), as nobody
knows below which folder the address lay that was asked for. `static/not-found.js` guesses from that address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..downloads import year_page
from .templates_of import has_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

PAGE = "404"
TEMPLATE = "404.html"

_OWN_FILE = re.compile(r'(?<=(?:href| src)=")(?=_static/)')


def setup(app: Sphinx) -> None:
    """Register the page."""
    app.connect("html-collect-pages", on_html_collect_pages)
    # Before our own context (400), which makes links with what is put in here.
    app.connect("html-page-context", on_html_page_context, priority=300)


def on_html_collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Add the page."""
    if not has_template(app, TEMPLATE):
        return
    domain: Any = app.env.domains["letters"]
    years = [(year, year_page(year)) for year in sorted(domain.catalogue.by_year, reverse=True)]
    yield (
        PAGE,
        {
            "title": "Page not found",
            "kind": PAGE,
            # There is no address that this page could be said to stand at.
            "pageurl": None,
            "years": [(year, docname) for year, docname in years if docname in app.env.all_docs],
        },
        TEMPLATE,
    )


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Make all links of the page begin at the root of the host."""
    if pagename != PAGE:
        return
    base = base_path(app.config.html_baseurl)
    relative = context["pathto"]
    context["pathto"] = lambda target, resource=False: base + str(relative(target, resource)).removeprefix("#")
    context["content_root"] = base
    # Sphinx binds these to its own `pathto`.
    for tag in ("css_tag", "js_tag"):
        context[tag] = _rooted(context[tag], base)
    app.add_js_file("not-found.js", loading_method="defer")


def base_path(baseurl: str, /) -> str:
    """Give the path under which the site is published, with a slash at both ends."""
    path = urlsplit(baseurl).path.strip("/")
    return f"/{path}/" if path else "/"


def _rooted(tag: Callable[[Any], str], base: str) -> Callable[[Any], str]:
    return lambda file: _OWN_FILE.sub(base, tag(file))
