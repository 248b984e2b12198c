"""Keeps records out of Sphinx's tables of contents: what it gathers for those is half of what it keeps of a large archive.

The site has no such tables: pages name their parts themselves. Sphinx would look at every node of a page for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector

from . import schema

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The headings of a record's page: the same for all, and so kept once.
NO_CONTENTS = nodes.bullet_list("")
#: What Sphinx knows of most pages: that no table of contents lists them.
ORPHAN: dict[str, object] = {"orphan": True}


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("config-inited", on_config_inited)
    app.connect("doctree-read", on_doctree_read)
    # After Sphinx's collectors (500).
    app.connect("doctree-read", on_doctree_read_last, priority=800)


class PageCollector(TocTreeCollector):
    """Gathers the headings of pages that are no records."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the headings of a page that was just read."""
        docname = app.env.current_document.docname
        if is_record(docname):
            app.env.tocs[docname] = NO_CONTENTS
            app.env.toc_num_entries[docname] = 0
        else:
            super().process_doc(app, doctree)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Put our collector in the place of Sphinx's."""
    for listener in list(app.events.listeners["doctree-read"]):
        collector = getattr(listener.handler, "__self__", None)
        if type(collector) is TocTreeCollector:
            collector.disable(app)
            app.add_env_collector(PageCollector)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Keep letters, organizations and topics out of the navigation tree, whose cost grows with their square."""
    docname = app.env.current_document.docname
    if is_record(docname) or docname.count("/") > 0:
        app.env.metadata[docname]["orphan"] = True


def on_doctree_read_last(app: Sphinx, doctree: nodes.document) -> None:
    """Keep once what Sphinx keeps of most pages."""
    metadata = app.env.metadata
    docname = app.env.current_document.docname
    if metadata[docname] == ORPHAN:
        metadata[docname] = ORPHAN


def is_record(docname: str, /) -> bool:
    """Tell whether a page is that of a letter, an organization or a topic."""
    return schema.kind_of(f"{docname}.md") != "page"
