"""Files of letters beside their pages, in formats of spreadsheets, citation programs and feed readers.

Comes after `downloads`, which says what stands where, and `exports`, which knows the formats. The PDFs are another
builder's.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import downloads, site
from ..exports import files, formats
from ..records import Letter, Topic, title_of
from . import beside
from .stamps import Stamps, stamps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from ..records import Record

#: Name of the file in the output folder that lists the files written here.
FILE = ".downloads.json"
#: The menu of a page: its groups, and what each format in them is good for, in few words.
GROUPS = (
    ("Citations", {formats.BIBTEX: "LaTeX", formats.RIS: "Zotero, EndNote", formats.CSL: "Pandoc, Zotero"}),
    ("Data", {formats.CSV: "spreadsheets", formats.RECORD: "record of this page"}),
    ("Feeds", {formats.ATOM: "new letters and corrections", formats.JSON_FEED: "the same, in JSON"}),
)
_CORRECTIONS_ONLY = "corrections only"


def setup(app: Sphinx) -> None:
    """Register the files."""
    # After our own context (400).
    app.connect("html-page-context", on_html_page_context, priority=410)
    # After `rebuilding` (500), which deletes the pages that are gone.
    app.connect("build-finished", on_build_finished, priority=550)


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the templates the files that belong to the page."""
    pathto = context["pathto"]
    context["site_feeds"] = [
        {"link": pathto(downloads.WHOLE + format_.suffix, True), "type": format_.media_type, "title": _title(app, None)}
        for format_ in downloads.FEEDS
    ]
    if doctree is None:
        return
    domain: Any = app.env.domains["letters"]
    record = domain.records.get(pagename)
    context["downloads"] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for file in domain.views.page(pagename).files:
        if file.format is formats.PDF:
            # The PDF of the whole archive may have a name of its own.
            name = context["compilation"] if pagename in downloads.WHOLE_PAGES else file.name
            context["pdf"], context["pdf_letters"] = pathto(name, True), file.letters
            continue
        feed = file.format in downloads.FEEDS
        corrections = _is_of_corrections(file)
        group, use = next((group, uses[file.format]) for group, uses in GROUPS if file.format in uses)
        found = {
            "link": pathto(file.name, True), "type": file.format.media_type, "label": file.format.label,
            "title": _title(app, record, corrections=corrections) if feed else file.format.label,
            "use": _CORRECTIONS_ONLY if corrections else use, "feed": feed,
            "record": file.format is formats.RECORD,
        }  # fmt: skip
        context["downloads"].append(found)
        groups.setdefault(group, []).append(found)
    context["download_groups"] = [(group, groups[group]) for group, _ in GROUPS if group in groups]
    if context["downloads"]:
        app.add_css_file("downloads.css")


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the files where they changed, and delete those of pages that are gone."""
    if exception is None and app.builder.format == "html":
        stamps = stamps_of(app)
        samples = (downloads.WHOLE + format_.suffix for format_ in files.ENTRIES)
        beside.keep(Path(app.outdir), FILE, _files(app, stamps), stamp=stamps.whole, samples=samples)


def _files(app: Sphinx, stamps: Stamps) -> Iterator[beside.File]:
    """Yield every file. One format after the other, so that only one's letters are kept at a time."""
    domain: Any = app.env.domains["letters"]
    catalogue, address = domain.catalogue, site.base_url()
    wanted: dict[formats.Format, dict[str, str]] = {}
    whole = [docname for docname in downloads.WHOLE_PAGES if docname in app.env.all_docs]
    for docname in (*whole, *sorted(set(app.env.all_docs).difference(whole))):
        for file in downloads.files_of(docname, domain.records.get(docname), catalogue):
            # The files of the whole archive belong to several pages.
            wanted.setdefault(file.format, {}).setdefault(file.name, docname)
    letters = {
        docname: downloads.letters_of(docname, domain.records.get(docname), catalogue)[1]
        for pages in wanted.values()
        for docname in pages.values()
    }
    # Its page gives a file its title.
    made_from = {docname: stamps.on_page(docname, found) for docname, found in letters.items()}
    for format_ in files.ENTRIES:
        texts = files.Texts(format_, catalogue, address)
        for name, docname in wanted.get(format_, {}).items():
            yield beside.File(name, partial(texts.file, letters[docname]), made_from[docname])
    feeds = files.Feeds(
        catalogue, lambda entry: domain.with_persons(entry.docname), site=address, author=app.config.project
    )
    for name, docname in wanted.get(formats.ATOM, {}).items():
        stem, page = name.removesuffix(formats.ATOM.suffix), app.builder.get_target_uri(docname)
        if stem == downloads.CORRECTIONS:
            feed = feeds.corrections(stem, page, _title(app, None, corrections=True))
        else:
            feed = feeds.letters(stem, page, _title(app, domain.records.get(docname)), letters[docname])
        # Both formats are made when the first is asked for.
        made: Callable[[], Mapping[str, str]] = cache(partial(dict, feed))
        for format_ in downloads.FEEDS:
            yield beside.File(stem + format_.suffix, partial(_text, made, stem + format_.suffix), made_from[docname])


def _text(made: Callable[[], Mapping[str, str]], name: str) -> str:
    return made()[name]


def _is_of_corrections(file: downloads.Download) -> bool:
    return file.name == downloads.CORRECTIONS + file.format.suffix


def _title(app: Sphinx, record: Record | None, *, corrections: bool = False) -> str:
    """Name the feed of a page."""
    if corrections:
        what = "corrections"
    elif isinstance(record, Topic):
        what = f"letters on {record.name}"
    elif record is None or isinstance(record, Letter) or not hasattr(record, "name"):
        what = "letters"
    else:
        what = f"letters signed or received by {title_of(record)}"
    return f"{app.config.project}: {what}"
