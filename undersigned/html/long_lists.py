"""Writes the groups of `rendering.long_lists`, which unfold."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..rendering.long_lists import folded
from .languages import mark_scripts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: How a group begins, and how it ends.
FOLDED, END = '<details class="fold"', "</details>\n"


def setup(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(folded, html=(visit_folded, depart_folded))


def beginning(node: folded) -> str:
    """Begin a group; its title stays a heading, by which screen readers jump."""
    level, opened = node["level"], " open" if node["opened"] else ""
    head = f"<h{level}>{mark_scripts(node['title'])}</h{level}>"
    head += f' <span class="tally">{escape(node["count"])}</span>' if node["count"] else ""
    return f"{FOLDED}{opened}><summary>{head}</summary>\n"


def visit_folded(writer: Any, node: folded) -> None:
    """Write the beginning of a group."""
    writer.body.append(beginning(node))


def depart_folded(writer: Any, node: folded) -> None:
    """Write the end of a group."""
    writer.body.append(END)
