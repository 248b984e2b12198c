"""Reads contributed pages into the build: facts to the domain, title and body to the parser.

Sphinx sees neither the bytes nor the front matter of a page that is wrong. Comes before `parser` and `transforms`.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from . import limits, pages, settings, tree
from .guarding import fail
from .memory import forget_doctrees
from .reporting import log_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from .domain import LettersDomain


def on_limits_config_inited(app: Sphinx, config: Config) -> None:
    """Put the limits of conf.py in force."""
    conf = Path(app.confdir, settings.FILE)
    try:
        found = settings.read_limits(conf)
        if {**asdict(found), **config.letters_limits} != asdict(found):
            # Set by -D, or by a program: the check would go by others.
            raise settings.SettingsError(f"{settings.SETTING} says something else than {settings.FILE}; write it there")
    except settings.SettingsError as error:
        fail(app, str(error))
    limits.put(found)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Leave the limits of one archive behind: a process may build another, or check pages."""
    limits.put(limits.Limits())


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Keep Sphinx from walking or opening what is no plain file of an accepted name, kind and size."""
    # Sphinx walks the tree next, and follows links: later is too late.
    found = tree.check_tree(Path(app.srcdir))
    # The check tells of links that lead nowhere; MyST does not know the anchors of asks and paragraphs.
    config.suppress_warnings = [*config.suppress_warnings, "myst.xref_missing"]
    # A new list: Sphinx's own is the default of every later build in this process.
    config.exclude_patterns = [
        *config.exclude_patterns,
        *(tree.exclude_pattern(path) for path in sorted(found.refused)),
    ]
    app.undersigned_tree_messages = found.messages  # type: ignore[attr-defined]


def on_builder_inited(app: Sphinx) -> None:
    """Read no settings of docutils from a home or working folder, and log nothing that nobody reads.

    docutils would look for its files for every page; Sphinx logs each transform of each page.
    """
    app.env.settings |= {"_disable_config": True, "file_insertion_enabled": False, "raw_enabled": False}
    if app.verbosity == 0:
        logging.getLogger("sphinx").setLevel(logging.INFO)


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Take pages that are no text out of the build, so that Sphinx does not stop at the first of them."""
    for docname in sorted(added | changed):
        data = Path(env.doc2path(docname)).read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            app.undersigned_tree_messages += pages.read_facts(data, path=f"{docname}.md").messages  # type: ignore[attr-defined]
            added.discard(docname)
            changed.discard(docname)
            env.project.docnames.discard(docname)
            if docname in env.all_docs:
                removed.add(docname)
    return ()


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Hand the facts to the domain, and title and body to the parser."""
    forget_doctrees(app.env)
    domain: LettersDomain = app.env.domains["letters"]  # type: ignore[assignment]
    path = f"{docname}.md"
    data = Path(app.env.doc2path(docname)).read_bytes()
    page = pages.read_facts(data, path=path)
    domain.note_source(docname, data)
    domain.note_messages(docname, page.messages)
    if page.record is not None:
        domain.note_record(docname, page.record)
    app.env.current_document["undersigned_page"] = page
    # The parser takes title and body from there; no other reader of the source gets to see what may be hostile.
    content[0] = ""


def on_warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Keep Sphinx from repeating what `consistency` reports."""
    return True if domain is not None and domain.name == "letters" else None


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report everything that is wrong, in the same order for any number of processes, on every build."""
    domain: LettersDomain = env.domains["letters"]  # type: ignore[assignment]
    messages = sorted((*app.undersigned_tree_messages, *domain.all_messages()))  # type: ignore[attr-defined]
    for message in messages:
        log_message(message, Path(app.srcdir))
