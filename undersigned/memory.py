"""Keeps the memory and the time of garbage collection of a build of a large archive small.

Nodes hold those below them and those above, so nothing frees a page but the search for garbage. A page that is done is
taken apart instead: its memory is free at once, and still in the processor's cache when the next page asks for some.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from .guarding import is_command

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: Doctrees that are kept in memory.
DOCTREES = 100
#: When garbage is searched for, in Python's terms: a page makes tens of thousands of nodes, and leaves next to none.
THRESHOLDS = (50_000, 20, 50)


def setup(app: Sphinx) -> None:
    """Register the part."""
    # Last before Sphinx loads the environment, and first after.
    app.connect("config-inited", on_config_inited, priority=2000)
    app.connect("builder-inited", on_builder_inited, priority=1)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Collect no garbage while the environment is loaded: all of it stays, and the search takes two thirds of the time."""
    app.undersigned_collects = gc.isenabled()  # type: ignore[attr-defined]
    gc.disable()


def on_builder_inited(app: Sphinx) -> None:
    """Collect garbage again."""
    if is_command():
        gc.set_threshold(*THRESHOLDS)
    if app.undersigned_collects:  # type: ignore[attr-defined]
        gc.enable()


def forget_doctrees(env: BuildEnvironment) -> None:
    """Leave the doctrees of a large archive to the disk: Sphinx keeps those that it read, and those that it loads again.

    It has no setting for that. Read, a doctree takes 50 kB; it is loaded again in half a millisecond.
    """
    read: dict[str, nodes.document] = getattr(env, "_write_doc_doctree_cache", {})
    if len(read) >= DOCTREES:
        take_apart(read.values())
        read.clear()
    loaded: dict[str, bytes] = getattr(env, "_pickled_doctree_cache", {})
    if len(loaded) >= DOCTREES:
        loaded.clear()


def take_apart(done: Iterable[nodes.Node]) -> None:
    """Take nodes that nobody needs any more from each other, with all below them."""
    left = list(done)
    while left:
        node = left.pop()
        if node.children:
            left += node.children
            node.children = []
