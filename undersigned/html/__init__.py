"""What the HTML site adds to a page: breadcrumbs, neighbours, a short fixed navigation, language marks.

Every page costs the same: nothing here looks at more than the page's own view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from .. import site
from ..records import Letter, Page, kind_name
from ..rendering import organization_summary
from ..viewing import ADDRESSEES, BROWSE, PICTURES
from ..views import LetterView, Link, OrganizationView
from . import (
    anew,
    assets,
    card,
    citing,
    data,
    downloads,
    form,
    harvesting,
    languages,
    letter_pages,
    long_lists,
    metadata,
    not_found,
    redirects,
    safety,
    schemas,
    search,
    tables,
)
from .builder import SiteBuilder

if TYPE_CHECKING:
    from jinja2.environment import Environment
    from sphinx.application import Sphinx


#: Classes of what is no text of the page's own, or not its beginning.
_NOT_OWN = frozenset({"text-note", "salutation", "no-search"})


def setup(app: Sphinx) -> None:
    """Register the HTML parts."""
    app.add_config_value("letters_repository", "", "env", str)
    app.add_builder(SiteBuilder, override=True)
    app.set_translator("html", languages.LanguageTranslator)
    # After the style sheet of all pages (800).
    app.add_css_file("page-foot.css", priority=900)
    app.connect("builder-inited", on_builder_inited)
    # Before those (500) that read what is set here.
    app.connect("html-page-context", on_html_page_context, priority=400)
    anew.setup(app)
    assets.setup(app)
    card.setup(app)
    citing.setup(app)
    data.setup(app)
    downloads.setup(app)
    form.setup(app)
    harvesting.setup(app)
    letter_pages.setup(app)
    long_lists.setup(app)
    metadata.setup(app)
    not_found.setup(app)
    redirects.setup(app)
    safety.setup(app)
    schemas.setup(app)
    search.setup(app)
    tables.setup(app)


def on_builder_inited(app: Sphinx) -> None:
    """Keep templates compiled: looking at their files for every page costs more than filling them."""
    bridge = getattr(app.builder, "templates", None)
    environment: Environment | None = getattr(bridge, "environment", None)
    if environment is not None:
        environment.auto_reload = False


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates what surrounds the page."""
    domain: Any = app.env.domains["letters"]
    record = domain.records.get(pagename)
    context["section"] = section_of(pagename)
    context["compilation"] = app.config.letterpdf_compilation + ".pdf"
    if not isinstance(record, Letter):
        # After the style sheet of all pages, which Sphinx loads at 800.
        app.add_css_file("pages.css", priority=850)
    if doctree is None:
        return
    view = domain.views.page(pagename)
    builder = app.builder

    def link(target: Link) -> dict[str, str]:
        return {
            "link": builder.get_relative_uri(pagename, target.docname),
            "title": languages.mark(target.title, target.language),
        }

    context["parents"] = [link(parent) for parent in view.parents]
    context["prev"] = context["next"] = None
    beside = view.own if isinstance(view.own, LetterView) else view
    context["neighbour"] = "letter" if isinstance(view.own, LetterView) else "year"
    for key, neighbour in (("prev", beside.previous), ("next", beside.next)):
        if neighbour is not None:
            context[key] = link(neighbour)
    if repository := app.config.letters_repository:
        context["edit_url"] = site.edit_url(repository, pagename)
        context["history_url"] = site.history_url(repository, pagename)
        context["report_url"] = site.report_url(repository, pagename)
    context["kind"] = kind_name(record) if record is not None else "page"
    if pagename == app.config.root_doc:
        context["kind"] = "home"
    description = record.description if isinstance(record, Page) else None
    if isinstance(view.own, OrganizationView):
        description = organization_summary(view.own)
    context["description"] = description or _first_words(doctree)


def section_of(pagename: str, /) -> str:
    """Name the part of the site that a page belongs to, for the navigation."""
    folder, _, name = pagename.rpartition("/")
    if folder == BROWSE:
        return name if pagename in (ADDRESSEES, PICTURES) else "organizations"
    return pagename.partition("/")[0] if folder else ""


def _first_words(doctree: nodes.document, limit: int = 200) -> str:
    """Take the beginning of the page's own text as its description."""
    for node in doctree.findall(nodes.paragraph):
        if isinstance(node.parent, nodes.section) and not _NOT_OWN.intersection(
            [*node["classes"], *node.parent["classes"]]
        ):
            parts = (
                part
                for part in node.children
                if "paragraph-number" not in getattr(part, "attributes", {}).get("classes", ())
            )
            text = " ".join("".join(part.astext() for part in parts).split())
            return text if len(text) <= limit else text[:limit].rpartition(" ")[0] + "…"
    return ""
