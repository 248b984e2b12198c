"""Which templates a build has: one that is set up without ours goes without the pages that are made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def has_template(app: Sphinx, name: str, /) -> bool:
    """Tell whether a template is found."""
    builder: Any = app.builder
    try:
        builder.templates.environment.get_template(name)
    except TemplateNotFound:
        return False
    return True
