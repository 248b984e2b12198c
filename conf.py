"""Settings of the archive; what they mean for pages is told in docs/develop/architecture.md."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from undersigned import site  # found by the line above

# -- the archive
project = "Undersigned"
author = "Undersigned"
copyright = "Undersigned"
language = "en"
# Where the site is published: a mirror or fork sets its own.
html_baseurl = site.base_url()
# Where pages can be edited; links to it are left out where there is none.
letters_repository = site.repository_url() or ""

# -- reading
extensions = ["myst_parser", "undersigned"]
source_suffix = {".md": "markdown"}
primary_domain = "letters"
# Quotation marks stand in the pages as the letters print them.
smartquotes = False
# Pages never choose syntax of their own; the parser has fixed settings beside these.
myst_enable_extensions = []
myst_url_schemes = ["https", "http", "mailto"]
# Limits of size other than those of undersigned/limits.py, such as {"signatories": 50_000}; the commands read them here
# without running this file.
letters_limits: dict[str, int] = {}

# -- HTML
html_theme = "sphinx_book_theme"
html_title = "Undersigned"
html_short_title = "The open archive of open letters"
templates_path = ["undersigned/html/templates"]
html_static_path = ["undersigned/html/static"]
# Our own in place of the theme's; `undersigned.html.assets` makes it.
html_style = "undersigned.css"
html_js_files = [("scheme.js", {"priority": 100}), ("site.js", {"defer": "defer"})]
# The theme's own navigation is drawn from all pages on every page: its cost grows with their square.
html_sidebars = {"**": ["site-sidebar.html"]}
html_theme_options = {
    "article_header_start": ["site-menu-button.html", "site-breadcrumbs.html"],
    "article_header_end": ["page-actions.html"],
    "secondary_sidebar_items": [],
    "primary_sidebar_end": [],
    "footer_content_items": ["site-footer.html"],
    "back_to_top_button": False,
    # Our layout names the letters before and after.
    "show_prev_next": False,
    # Sphinx's index is not made; search is our own.
    "disable_search": True,
    "shorten_urls": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
}
html_permalinks = False
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# Under an address that templates and bookmarks know; undersigned.html.search fills it.
html_additional_pages = {"search": "search.html"}
html_use_index = False
html_domain_indices = False

# -- PDF
letterpdf_compilation = "letters"
letterpdf_title = "Undersigned: all letters"
letterpdf_licence = "Records and summaries: CC BY 4.0"
