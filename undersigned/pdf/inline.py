"""Text of a document as runs: each with its look, its link, its language and the places in it.

After it: `lines` sets the runs. Nothing of the text is parsed again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .piece import DOCUMENT, PrintError
from .runs import Run
from .structure import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .runs import Look, Palette

#: Schemes of links that a PDF may carry.
SCHEMES = ("https:", "http:", "mailto:")
#: Looks of classes that our own pages give.
QUIET = frozenset({"role", "withdrawn", "outcome", "note"})
_LANGUAGE = "lang-"
_PLAIN = (
    nodes.literal, nodes.abbreviation, nodes.generated, nodes.inline, nodes.problematic, nodes.acronym, nodes.math,
    addnodes.literal_emphasis, addnodes.download_reference, addnodes.number_reference,
)  # fmt: skip
_ITALIC = (nodes.emphasis, nodes.title_reference, addnodes.literal_emphasis)
_NOTHING = (nodes.comment, nodes.system_message, nodes.image, nodes.meta, nodes.substitution_definition)


def runs(node: nodes.Element, look: Look, palette: Palette, /) -> Iterator[Run]:
    """Turn what a node holds into runs. Raises PrintError for nodes that cannot stand in a text."""
    for child in node.children:
        yield from _runs(child, look, palette)


def language_of(node: nodes.Element, /) -> str:
    """Tell the language that a node's classes name; nothing if they name none."""
    classes: list[str] = node.get("classes", [])
    return next((name.removeprefix(_LANGUAGE) for name in classes if name.startswith(_LANGUAGE)), "")


def _runs(node: nodes.Node, look: Look, palette: Palette) -> Iterator[Run]:
    if isinstance(node, nodes.Text):
        yield Run(node.astext().replace("\n", " "), look)
        return
    if isinstance(node, _NOTHING):
        return
    if isinstance(node, nodes.raw):
        # Markdown's hard line break comes as raw HTML; all other raw text is dropped.
        if node.get("format") == "html" and node.astext().strip() == "<br />":
            yield Run("\n", look)
        return
    if not isinstance(node, nodes.Element):
        return
    if isinstance(node, addnodes.index):
        yield Run("", look, tuple(entry[2] for entry in node["entries"]))
        return
    if node["ids"]:
        yield Run("", look, tuple(node["ids"]))
    if tag := language_of(node):
        look = replace(look, language=tag, element=Element("Span", host=look.element, Lang=tag))
    # Once for all children, so that a link of several parts is one link.
    inner = _look(node, look, palette)
    for child in node.children:
        yield from _runs(child, inner, palette)


def _look(node: nodes.Element, look: Look, palette: Palette) -> Look:
    """Give the look of what is within a node."""
    if isinstance(node, nodes.reference):
        return _linked(node, look, palette)
    if isinstance(node, nodes.footnote_reference | nodes.citation_reference):
        return _linked(node, look, palette).raised(0.35)
    if isinstance(node, nodes.strong):
        return look.bold()
    if isinstance(node, _ITALIC):
        return look.italic()
    if isinstance(node, nodes.superscript):
        return look.raised(0.35)
    if isinstance(node, nodes.subscript):
        return look.raised(-0.15)
    if isinstance(node, nodes.target):
        return look
    if isinstance(node, nodes.literal | nodes.math):
        return replace(look, is_literal=True)
    if isinstance(node, _PLAIN):
        return replace(look, colour=palette.quiet) if QUIET & set(node["classes"]) else look
    raise PrintError(f"cannot print a node of type {type(node).__name__} within a text")


def _linked(node: nodes.Element, look: Look, palette: Palette) -> Look:
    """Lead to a document, into the same document, or to an address of `SCHEMES`; nowhere else."""
    target = "#" + node["refid"] if node.get("refid") else node.get("refuri", "")
    if not target.startswith((DOCUMENT, "#", *SCHEMES)) or target == "#":
        return look
    said = " ".join(node.astext().split())
    element = Element("Link", host=look.element, Contents=said or target)
    return replace(look, target=target, element=element, colour=palette.link)
