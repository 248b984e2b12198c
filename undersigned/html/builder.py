"""The HTML builder: Sphinx's own, whose search index depends on the pages alone and not on earlier builds."""

from __future__ import annotations

from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Set


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Keep stems: Sphinx stems each word anew for every page, a fifth of the whole build."""
        super().prepare_writing(docnames)
        if self.indexer is not None:
            self.indexer.lang.stem = cache(self.indexer.lang.stem)  # type: ignore[method-assign]

    def dump_search_index(self) -> None:
        """Write the index without the words that only pages of earlier builds held, which Sphinx keeps as empty entries."""
        indexer = self.indexer
        if indexer is not None:
            indexer.prune(self.env.all_docs)
            for words in (indexer._mapping, indexer._title_mapping):
                for word in [word for word, pages in words.items() if not pages]:
                    del words[word]
            # Sphinx escapes names here and shows them as text: & would be shown as &amp;. No name holds < or >.
            escaped = indexer.get_objects
            indexer.get_objects = lambda docs: _unescaped(escaped(docs))  # type: ignore[assignment, method-assign]
        super().dump_search_index()


Found = list[tuple[int, int, int, str, str]]


def _unescaped(objects: dict[str, Found]) -> dict[str, Found]:
    return {unescape(prefix): [(*rest, unescape(name)) for *rest, name in found] for prefix, found in objects.items()}  # type: ignore[misc]
