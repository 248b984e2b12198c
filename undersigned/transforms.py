"""Transforms of pages: facts are put in while a page is read, computed lists when it is written."""

from __future__ import annotations

from functools import partial
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import evidence, fulltext, masthead, rendering
from .html import fragments
from .memory import take_apart
from .pages import PageText, has_prose
from .records import Letter, Organization, Topic
from .views import LetterView, OrganizationView, PageView, TopicView


class computed(nodes.General, nodes.Element):
    """The place of something computed: `part` own, masthead, listing or search-field; `number` of the listing.

    Replaced before any writer sees it: in print, letters keep what stands in it.
    """


class PutFacts(SphinxTransform):
    """Put masthead, asks, signatories and sources into letters, the masthead into organizations."""

    # After the reader's own transforms of front matter (340), before references are collected (over 800).
    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """Change the page that is being read."""
        facts: PageText | None = self.env.current_document.get("undersigned_page")
        record = facts.record if facts else None
        page = next((node for node in self.document.children if isinstance(node, nodes.section)), None)
        if page is None or facts is None or record is None or not getattr(record, "listed", True):
            return
        if isinstance(record, Letter):
            title = page[0]
            assert isinstance(title, nodes.title)
            fulltext.mark_foreign_title(title, record)
            if record.text == "full":
                fulltext.number_paragraphs(page)
                fulltext.mark_foreign_body(page, record)
            page[1:1] = [masthead.letter_masthead(record), *masthead.text_note(record, written=has_prose(facts.body))]
            page += [
                *masthead.asks(record, computed("", part="asks")),
                masthead.signatories(record, computed("", part="signatories")),
                computed("", *evidence.responses(record), part="correspondence"),
                computed("", part="cite"),
                *evidence.evidence_sections(record),
            ]
        elif isinstance(record, Organization):
            _mark_as_note(page)
            # Names its mother body and counts its letters, which stand on other pages.
            page.insert(1, computed("", part="masthead"))
        if isinstance(record, (Letter, Organization, Topic)):
            page += computed("", part="own")


def _mark_as_note(page: nodes.section) -> None:
    """Set the prose on an organization apart: it tells who the body is, and what is doubtful about that."""
    prose = [node for node in page.children[1:] if not isinstance(node, (nodes.section, nodes.Invisible))]
    if prose:
        place = page.index(prose[0])
        for node in prose:
            page.remove(node)
        label = nodes.paragraph("", "Note on its identity", classes=["note-label"])
        page.insert(place, nodes.compound("", label, *prose, classes=["identity"]))


class FillComputed(SphinxPostTransform):
    """Replace the places of computed things by lists of links."""

    # Before references are resolved (10).
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Fill the page that is being written."""
        places = list(self.document.findall(computed))
        if not places:
            return
        docname = self.env.current_document.docname
        app = self.env._app
        domain: Any = self.env.domains["letters"]
        link = rendering.Linker(app.builder, docname)
        if link.builder.format == "pdf" and isinstance(domain.records.get(docname), Letter):
            # A letter in print stands for itself; what surrounds it changes with every new letter.
            for place in places:
                place.replace_self(place.children)
            return
        view: PageView = domain.views.page(docname)
        for place in places:
            if place["part"] == "listing":
                # A listing that the check refused has no view.
                made = (
                    rendering.listing(view.listings[place["number"]], link)
                    if place["number"] < len(view.listings)
                    else []
                )
            elif place["part"] == "search-field":
                made = self._search_field(link)
            elif place["part"] == "masthead":
                made = (
                    [rendering.organization_masthead(view.own, link)] if isinstance(view.own, OrganizationView) else []
                )
            elif isinstance(view.own, LetterView):
                made = rendering.letter_part(place, view.own, link, app.undersigned_citing.of)  # type: ignore[attr-defined]
            else:
                made = self._own(view, link)
            is_html = link.builder.format == "html"
            of_others = is_html and place["part"] != "masthead"
            if of_others:
                _leave_to_other_pages(made)
            written = fragments.write(made, place) if made and is_html else None
            put = [written] if written else made
            place.replace_self(fragments.marked(put) if made and of_others else put)
            if written:
                take_apart(made)

    def _search_field(self, link: rendering.Linker) -> list[nodes.Node]:
        if link.builder.format != "html":
            return []
        pathto = partial(link.builder.get_relative_uri, link.fromdocname)
        made = link.builder.templates.render("search-field.html", {"pathto": pathto})
        return [nodes.raw("", made, format="html")]

    def _own(self, view: PageView, link: rendering.Linker) -> list[nodes.Node]:
        if isinstance(view.own, OrganizationView):
            return rendering.organization_sections(view.own, link)
        if isinstance(view.own, TopicView):
            return rendering.topic_sections(view.own, link)
        return []


def _leave_to_other_pages(made: list[nodes.Node]) -> None:
    """Mark what comes from other pages: the search finds it on those."""
    for node in made:
        if isinstance(node, nodes.Element):
            node["classes"].append("no-search")
