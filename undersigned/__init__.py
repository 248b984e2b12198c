"""Undersigned: an archive of open letters on Sphinx."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from .api import open_archive

__all__ = ["open_archive", "setup"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load what programs use when they use it; a build needs none of it."""
    if name == "open_archive":
        from .api import open_archive

        return open_archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of the build, in the order in which a page meets them."""
    from . import (
        charts,
        contents,
        directives,
        domain,
        guarding,
        html,
        memory,
        parser,
        processes,
        reading,
        rebuilding,
        sanitizing,
        transforms,
    )
    from .reference import directives as reference
    from .reference import speed_directive

    app.add_config_value("letterpdf_compilation", "letters", "html", str, "Name of the PDF that holds all letters.")
    # Pages are read anew when a limit changes.
    app.add_config_value("letters_limits", {}, "env", dict, "Limits of size by name; undersigned.limits has them all.")
    guarding.setup(app)
    memory.setup(app)
    contents.setup(app)
    processes.setup(app)
    app.connect("config-inited", reading.on_limits_config_inited)
    app.connect("config-inited", reading.on_config_inited)
    app.connect("builder-inited", reading.on_builder_inited)
    app.connect("env-get-outdated", reading.on_env_get_outdated)
    app.add_domain(domain.LettersDomain)
    app.connect("source-read", reading.on_source_read)
    app.add_source_parser(parser.PageParser, override=True)
    for name in ("letters", "organizations", "topics", "chart"):
        app.add_directive(name, directives.ListingDirective)
    app.add_directive("search-field", directives.SearchFieldDirective)
    app.add_directive("rule", reference.RuleDirective)
    app.add_directive("rules", reference.RulesDirective)
    app.add_directive("fields", reference.FieldsDirective)
    app.add_directive("commands", reference.CommandsDirective)
    app.add_directive("data", reference.DataDirective)
    app.add_directive("limits", reference.LimitsDirective)
    app.add_directive("promises", reference.PromisesDirective)
    app.add_directive("speed", speed_directive.SpeedDirective)
    app.add_node(transforms.computed)
    app.add_transform(transforms.PutFacts)
    # Before Sphinx's collectors (500), which copy the images and files that a page names.
    app.connect("doctree-read", sanitizing.on_doctree_read, priority=100)
    app.connect("env-updated", reading.on_env_updated)
    app.connect("env-get-updated", rebuilding.on_env_get_updated)
    app.connect("warn-missing-reference", reading.on_warn_missing_reference)
    app.add_post_transform(transforms.FillComputed)
    app.add_node(speed_directive.speed_picture)
    app.add_post_transform(speed_directive.PutPicture)
    app.connect("build-finished", rebuilding.on_build_finished)
    # After all that reads pages or tells limits.
    app.connect("build-finished", reading.on_build_finished, priority=1900)
    html.setup(app)
    app.connect("html-page-context", charts.on_html_page_context)
    # After all that adds texts, which the layout prints as they are.
    app.connect("html-page-context", sanitizing.on_html_page_context, priority=900)
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def code_version() -> int:
    """Number the state of the code, so that pages read by other code are read again.

    The PDF builder keeps count of its own code.
    """
    digest = hashlib.blake2b(digest_size=6)
    top = Path(__file__).parent
    for path in sorted(top.rglob("*.py")):
        if path.parent.name != "pdf":
            digest.update(path.relative_to(top).as_posix().encode() + b"\0" + path.read_bytes())
    return int.from_bytes(digest.digest(), "big")
