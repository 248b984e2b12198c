"""A small page at each former address of a letter, organization or topic, and at each short address of a letter.

It leads to where the page is now, without script; a script takes the fragment along, such as that of a paragraph.
Comes after `rebuilding` has deleted the pages that are gone. Search, inventory and lists know nothing of these pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import former_ids, rebuilding, short_addresses, site
from ..records import Letter, Record, kind_name, title_of
from ..wording import is_right_to_left
from ..writing import write_atomically, write_if_changed
from . import safety
from .templates_of import has_template

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TEMPLATE = "redirect.html"
#: Name of the file in the output folder that lists the pages written here, by which they are found when they go.
FILE = ".redirects.json"


def setup(app: Sphinx) -> None:
    """Register the redirects."""
    # After `rebuilding` (500), which deletes the file of a page that got another id.
    app.connect("build-finished", on_build_finished, priority=600)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the pages of former ids where they changed, and delete those whose former id is gone."""
    if exception is not None or app.builder.format != "html" or not has_template(app, TEMPLATE):
        return
    outdir, builder = Path(app.outdir), app.builder
    domain: Any = app.env.domains["letters"]
    records: dict[str, Record] = domain.records
    # A page without a record, as its facts are broken, keeps its address all the same.
    moved = {old: now for old, now in former_ids.addresses(records).items() if old not in app.env.all_docs}
    wanted = moved | short_addresses.addresses(records)
    before = set(_load(outdir))
    if rebuilding.is_unchanged(app) and wanted.keys() == before and all(_is_there(builder, old) for old in wanted):
        return
    if wanted.keys() - before:
        # Before they are there, so that what a killed build wrote is known to the next.
        write_atomically(outdir / FILE, json.dumps(sorted(before | wanted.keys()), indent=0) + "\n")
    for old, now in sorted(wanted.items()):
        page = _page(app, old, now, records[now], moved=old in moved)
        write_if_changed(Path(builder.get_outfilename(old)), page)  # type: ignore[attr-defined]
    rebuilding.delete_pages(app, before - wanted.keys() - app.env.all_docs.keys())
    stored = json.dumps(sorted(wanted), indent=0) + "\n"
    if wanted:
        write_atomically(outdir / FILE, stored)
    else:
        (outdir / FILE).unlink(missing_ok=True)


def _is_there(builder: Any, docname: str) -> bool:
    return Path(builder.get_outfilename(docname)).is_file()


def _page(app: Sphinx, old: str, now: str, record: Record, *, moved: bool) -> str:
    builder: Any = app.builder
    template = builder.templates.environment.get_template(TEMPLATE)
    language = record.language if isinstance(record, Letter) else app.config.language
    text = template.render(
        kind=kind_name(record),
        moved=moved,
        title=title_of(record),
        language=language,
        rtl=is_right_to_left(language),
        site_language=app.config.language,
        project=app.config.project,
        link=builder.get_relative_uri(old, now),
        # The PDF stands beside the page; its own former address cannot lead anywhere.
        pdf=builder.get_relative_uri(old, now).removesuffix(builder.link_suffix) + ".pdf"
        if moved and isinstance(record, Letter) else None,
        canonical=site.base_url() + builder.get_target_uri(now),
        top="../" * old.count("/"),
        policy=safety.POLICY,
    )  # fmt: skip
    return str(text)


def _load(outdir: Path) -> list[str]:
    try:
        stored = json.loads((outdir / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in stored if isinstance(name, str)] if isinstance(stored, list) else []
