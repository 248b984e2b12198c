"""Roles that name a letter, an organization or a topic in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.roles import XRefRole

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment


class RecordRole(XRefRole):
    """``{organization}`Freedom House```: a link by id, name, alias or title; the text is the page's own name.

    ``{organization}`the House <freedom-house>``` gives another text. The domain's `resolve_xref` makes the link;
    what names nothing is reported by `consistency`, not again by Sphinx.
    """

    def process_link(
        self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Keep Sphinx from warning about the same mistake in other words."""
        refnode["refwarn"] = False
        return title, " ".join(target.split())
