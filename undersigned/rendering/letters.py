"""What follows a letter's own text."""

from __future__ import annotations

from docutils import nodes

from ..views import LetterView
from .parts import Linker, letter_list, section


def letter_sections(view: LetterView, link: Linker) -> list[nodes.Node]:
    """Make what follows a letter's own text: its thread and related letters."""
    found: list[nodes.Node] = []
    if view.thread:
        found.append(section("correspondence", "Correspondence", letter_list(view.thread, link, classes=("thread",))))
    if view.related:
        found.append(section("related-letters", "Related letters", letter_list(view.related, link)))
    return found
