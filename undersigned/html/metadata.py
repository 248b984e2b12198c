"""Tells machines what a page is: JSON-LD, meta elements and links in its head, its Markdown and link set beside it.

Everything comes from the page's own record and its view, so that it is written anew exactly when the page is. Comes
after `html`, whose description it takes; `page-metadata.html` prints it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import frontmatter, site
from ..exports import jsonld, markdown, markdown_body, metatags, persons, signposting
from ..records import Letter
from ..writing import replace_file
from .card import ADDRESS as CARD

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

    from ..records import Record
    from ..views import PageView

MARKDOWN_TYPE = "text/markdown"


def setup(app: Sphinx) -> None:
    """Register the part."""
    # After the page's own context (400).
    app.connect("html-page-context", on_html_page_context, priority=450)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe the page for machines, in its head and beside it."""
    if doctree is None or pagename not in app.env.all_docs:
        return
    domain: Any = app.env.domains["letters"]
    record: Record | None = domain.records.get(pagename)
    view: PageView = domain.views.page(pagename)
    base, name = site.base_url(), app.config.project
    description = context.get("description") or ""
    pdf = _absolute(base, pagename, context["pdf"]) if context.get("pdf") else ""
    # Made with the letter's PDF, and there when the PDF is.
    picture = base + (pagename + metatags.PICTURE_SUFFIX if isinstance(record, Letter) and pdf else CARD)
    data = jsonld.page_data(
        pagename, record, view, site=base, name=name, root=app.config.root_doc, description=description, pdf=pdf,
        picture=picture,
    )  # fmt: skip
    metas = metatags.page_metas(
        pagename, record, view, site=base, name=name, description=description, pdf=pdf, picture=picture
    )
    parts = [_meta(*meta) for meta in metas]
    text = _markdown(app, pagename, record, view, base) if record is not None else None
    if text is not None:
        parts.append(_link(signposting.Typed("alternate", _beside(pagename, markdown.SUFFIX), MARKDOWN_TYPE)))
    _keep(app, pagename + markdown.SUFFIX, text)
    linkset = None
    if isinstance(record, Letter) and view.correspondence is not None:
        described = _described(base, pagename, context, markdown_too=text is not None)
        links = list(signposting.links(pagename, record, view.correspondence, site=base, pdf=pdf, described=described))
        parts += map(_link, links)
        parts.append(
            _link(signposting.Typed("linkset", _beside(pagename, signposting.LINKSET_SUFFIX), signposting.LINKSET_TYPE))
        )
        linkset = signposting.linkset(pagename, record, view.correspondence, links, site=base, pdf=pdf)
    else:
        # Of bodies and topics, their record alone describes the page: the other files are of letters.
        parts += (
            _link(signposting.Typed("describedby", _absolute(base, pagename, file["link"]), file["type"]))
            for file in context.get("downloads", ())
            if file["record"]
        )
    _keep(app, pagename + signposting.LINKSET_SUFFIX, linkset)
    if data:
        parts.append(f'<script type="application/ld+json">{jsonld.in_script(data)}</script>')
    context["page_metadata"] = "\n  ".join(parts)


def _keep(app: Sphinx, name: str, text: str | None) -> None:
    """Write a file beside the page where it changed, or delete it where the page has none any more."""
    path = os.path.join(app.outdir, name)
    if text is None:
        if os.path.exists(path):
            os.unlink(path)
        return
    content = text.encode()
    try:
        with open(path, "rb") as file:
            if file.read() == content:
                return
    except FileNotFoundError:
        pass
    replace_file(Path(path), content)


def _described(base: str, pagename: str, context: dict[str, Any], *, markdown_too: bool) -> Iterator[tuple[str, str]]:
    """Yield the files that describe the letter: its Markdown, and what other parts of the build put beside the page."""
    if markdown_too:
        yield base + pagename + markdown.SUFFIX, MARKDOWN_TYPE
    for file in context.get("downloads", ()):
        if not file["feed"]:
            yield _absolute(base, pagename, file["link"]), file["type"]


def _absolute(base: str, pagename: str, relative: str) -> str:
    """Give the address of a file, which the page's context knows as seen from the page."""
    return base + posixpath.normpath(posixpath.join(posixpath.dirname(pagename), relative))


def _beside(pagename: str, suffix: str) -> str:
    return pagename.rpartition("/")[2] + suffix


def _meta(is_property: bool, name: str, content: str) -> str:
    return f'<meta {"property" if is_property else "name"}="{name}" content="{escape(content)}" />'


def _link(link: signposting.Typed) -> str:
    type_ = f' type="{link.type}"' if link.type else ""
    language = f' hreflang="{escape(link.language)}"' if link.language else ""
    return f'<link rel="{link.relation}" href="{escape(link.href)}"{type_}{language} />'


# ---------------------------------------------------------------- Markdown


def _markdown(app: Sphinx, pagename: str, record: Record, view: PageView, base: str) -> str | None:
    """Write the page as Markdown; None where its body is refused, or filled in by code that knows no Markdown."""
    domain: Any = app.env.domains["letters"]
    if any(not message.rule.notice for message in domain.messages.get(pagename, ())):
        return None
    content = Path(app.env.doc2path(pagename)).read_bytes()
    named = (
        (reference.target, (link.title, f"{base}{link.docname}.html"))
        for reference, link in zip(domain.references.get(pagename, ()), view.references, strict=True)
        if link is not None
    )
    listings = iter(view.listings)

    def listing() -> str:
        found = next(listings, None)
        return markdown.listing_text(found, site=base) if found is not None else ""

    body = markdown_body.body_text(
        frontmatter.body_of(content.decode().replace("\r\n", "\n")),
        docname=pagename,
        site=base,
        pages=dict(named),
        listing=listing,
    )
    if body is None:
        return None
    withheld = persons.names_of(domain.with_persons(pagename)) if isinstance(record, Letter) else ()
    return markdown.page_text(pagename, record, view, body, site=base, withheld=withheld)
