"""The HTML builder: Sphinx's own, whose search index depends on the pages alone and not on earlier builds."""

from __future__ import annotations

from sphinx.builders.html import StandaloneHTMLBuilder


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    def dump_search_index(self) -> None:
        """Write the index without the words that only pages of earlier builds held, which Sphinx keeps as empty entries."""
        indexer = self.indexer
        if indexer is not None:
            indexer.prune(self.env.all_docs)
            for words in (indexer._mapping, indexer._title_mapping):
                for word in [word for word, pages in words.items() if not pages]:
                    del words[word]
        super().dump_search_index()
