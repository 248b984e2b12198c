"""Decides which pages must be written anew because of what other pages say.

Each output folder keeps a fingerprint of every view that it was last given (as Sphinx's `.buildinfo` does for
settings), because builders with outputs of their own share one environment. Views are made anew only of pages that a
changed page can change (see `affected`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import SphinxError

from . import affected, code_version, processes, site
from .exports import citations, markdown, signposting
from .views import fingerprint
from .writing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .domain import LettersDomain

#: Name of the file with the fingerprints in the output folder.
FILE = ".views.json"
#: Pages to which every page leads, if they are there: `site-links.html`, `page-foot.html`.
NAVIGATION = (
    "letters/index", "organizations/index", "browse/addressees", "topics/index", "browse/pictures", "about/index",
    "contribute/index", "develop/index",
)  # fmt: skip
#: What stands beside a page and goes with it.
BESIDE = (markdown.SUFFIX, signposting.LINKSET_SUFFIX)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an output folder was last given."""

    #: Digest of what views were made with, beside the pages; empty if a build broke off.
    settings: str = ""
    #: Digests of the bytes of each page, by docname.
    sources: dict[str, str] = field(default_factory=dict)
    #: Fingerprints of the view of each page, by docname; empty for one that may or may not be written.
    views: dict[str, str] = field(default_factory=dict)


def on_env_get_updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Name the pages whose view changed since this output folder was last written."""
    if not _keeps_pages(app):
        return []
    domain: Any = env.domains["letters"]
    # Pages that another builder read anew for other code, such as that of PDFs, are to be written anew too.
    code = f"{code_version():x}" + "".join(f" {docname}" for docname in NAVIGATION if docname in env.all_docs)
    settings = _settings(app, code)
    before = _load(Path(app.outdir))
    kept = _kept(domain, before, settings)
    docnames = sorted(env.all_docs)
    reached = [docname for docname in docnames if not kept.get(docname)]
    prints = processes.spread(app.parallel, partial(_fingerprints, domain), reached)
    made = {docname: f"{print_} {code}" for docname, print_ in zip(reached, prints, strict=True)}
    views = {docname: kept.get(docname) or made[docname] for docname in docnames}
    now = _Kept(settings, dict(domain.sources), views)
    app.undersigned_views = now  # type: ignore[attr-defined]
    app.undersigned_unchanged = now == before  # type: ignore[attr-defined]
    changed = [docname for docname, print_ in now.views.items() if before.views.get(docname) != print_]
    if changed:
        # Before they are written: what a killed build wrote is known to the next, and for which views is not.
        _save(app, _Kept("", {}, {**before.views, **dict.fromkeys(changed, "")}))
    return changed


def _fingerprints(domain: LettersDomain, docnames: Iterable[str]) -> list[str]:
    return [fingerprint(domain.views.page(docname)) for docname in docnames]


def _kept(domain: LettersDomain, before: _Kept, settings: str) -> Mapping[str, str]:
    """Give the views that are as the last build of this folder had them; without making any."""
    if before.settings != settings or before.sources.keys() != before.views.keys():
        return {}
    sources = domain.sources
    differing = {docname for docname, _ in before.sources.items() ^ sources.items()}
    changes: dict[str, affected.Change] = {}
    for docname in differing:
        source, record = domain.before.get(docname, ("", None))
        if before.sources.get(docname, "") != source:
            # Another build has read it, and nobody knows what stood there when this folder was written.
            return {}
        changes[docname] = record, domain.records.get(docname)
    reached = affected.pages(domain, changes)
    return {} if reached is None else {name: view for name, view in before.views.items() if name not in reached}


def fingerprints(app: Sphinx) -> Mapping[str, str]:
    """Give the fingerprint of the view of each page, with that of the code, as this build took them."""
    return app.undersigned_views.views  # type: ignore[attr-defined,no-any-return]


def is_unchanged(app: Sphinx) -> bool:
    """Tell whether this output folder was last given the same pages, views and settings, whole."""
    return bool(getattr(app, "undersigned_unchanged", False))


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Keep the fingerprints of what was written, and delete the files of pages that are gone.

    After a failure the old fingerprints stay, so that the next build tries again.
    """
    if exception is not None or not _keeps_pages(app) or not hasattr(app, "undersigned_views"):
        return
    outdir = Path(app.outdir)
    builder: Any = app.builder
    missing = [name for name in sorted(app.env.all_docs) if not Path(builder.get_outfilename(name)).is_file()]
    if missing:
        raise SphinxError(f"pages were not written: {', '.join(missing[:20])}; build again")
    # Sphinx leaves it behind when settings change; a clean build has none.
    (outdir / ".buildinfo.bak").unlink(missing_ok=True)
    if is_unchanged(app):
        return
    delete_pages(app, _load(outdir).views.keys() - app.undersigned_views.views.keys())
    _save(app, app.undersigned_views)


def delete_pages(app: Sphinx, docnames: Iterable[str]) -> None:
    """Delete the files of pages, and the folders that this leaves empty."""
    outdir, builder = Path(app.outdir), app.builder
    for docname in sorted(docnames):
        # The names come from a file in the output folder: only what lies in that folder is deleted.
        gone = Path(builder.get_outfilename(docname))  # type: ignore[attr-defined]
        if gone.resolve().is_relative_to(outdir.resolve()):
            gone.unlink(missing_ok=True)
            for suffix in BESIDE:
                gone.with_suffix(suffix).unlink(missing_ok=True)
            folder = gone.parent
            while folder != outdir and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent


def _keeps_pages(app: Sphinx) -> bool:
    return app.builder.format == "html"


def _settings(app: Sphinx, code: str) -> str:
    """Digest what views are made with, beside the pages: the code, the settings, and the words of languages and places."""
    try:
        citing = citations.stamp()
    except citations.CitationError:
        # Told by whoever cites.
        citing = ""
    builder: Any = app.builder
    known = (code, version("babel"), citing, site.base_url(), site.known_url(), builder.build_info.config_hash)
    return hashlib.blake2b(repr(known).encode(), digest_size=12).hexdigest()


def _save(app: Sphinx, kept: _Kept) -> None:
    stored = {"settings": kept.settings, "sources": kept.sources, "views": kept.views}
    write_atomically(Path(app.outdir) / FILE, json.dumps(stored, indent=0, sort_keys=True) + "\n")


def _load(outdir: Path) -> _Kept:
    try:
        kept = _Kept(**json.loads((outdir / FILE).read_text("utf-8")))
        return kept if isinstance(kept.views, dict) and isinstance(kept.sources, dict) else _Kept()  # type: ignore[redundant-expr]
    except (OSError, ValueError, TypeError):
        return _Kept()
