"""The HTML builder: Sphinx's own, without its search; ours comes after all pages are written (see `search`)."""

from __future__ import annotations

from sphinx.builders.html import StandaloneHTMLBuilder

#: Scripts that Sphinx loads on every page for its search, and for pages that we have none of.
UNUSED = ("doctools.js", "sphinx_highlight.js")
#: What earlier builds or the theme leave in the output folder for them.
LEFT_OVER = (
    "searchindex.js",
    *(f"_static/{name}" for name in (*UNUSED, "searchtools.js", "language_data.js", "base-stemmer.js", "english-stemmer.js")),
)  # fmt: skip
#: Labels that Sphinx puts into every inventory, of pages that the site does not have.
_NO_PAGES = ("genindex", "modindex", "py-modindex")


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    # Sphinx's index stems each word anew for every page, a fifth of the whole build, and is loaded whole by each search.
    search = False

    def init_js_files(self) -> None:
        """Load what our pages use."""
        super().init_js_files()
        self._js_files = [script for script in self._js_files if not str(script.filename).endswith(UNUSED)]

    def copy_static_files(self) -> None:
        """Leave out what no page loads."""
        super().copy_static_files()
        for name in LEFT_OVER:
            (self.outdir / name).unlink(missing_ok=True)

    def dump_inventory(self) -> None:
        """Name in the inventory what is there."""
        standard = self.env.domains.standard_domain
        for name in _NO_PAGES:
            standard.labels.pop(name, None)
            standard.anonlabels.pop(name, None)
        super().dump_inventory()
