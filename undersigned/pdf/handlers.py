"""Which handler turns a docutils node into flowables: rst2pdf's dispatch by node class, with handlers of our own.

rst2pdf's own handlers lose text, links, tags or the page on some of what letters hold. A node without a handler of
ours is refused by name: nothing is printed half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from . import blocks, figures, tables

if TYPE_CHECKING:
    from rst2pdf.basenodehandler import NodeHandler


def table() -> dict[type, NodeHandler]:
    """Give the handler of each node class."""
    nothing, boxed, literal, bare = blocks.Nothing(), blocks.Admonition(), blocks.Literal(), blocks.Block()
    return {
        nodes.document: bare, nodes.section: blocks.Section(), nodes.title: blocks.Title(), nodes.subtitle: blocks.Rubric(),
        nodes.rubric: blocks.Rubric(), nodes.paragraph: blocks.ParagraphOf(), nodes.attribution: blocks.Attribution(),
        nodes.bullet_list: blocks.BulletList(), nodes.enumerated_list: blocks.EnumeratedList(),
        nodes.definition_list: blocks.DefinitionList(), nodes.field_list: tables.FieldList(),
        nodes.block_quote: blocks.BlockQuote(), nodes.line_block: blocks.LineBlock(), nodes.line: blocks.Line(),
        nodes.literal_block: literal, nodes.doctest_block: literal, nodes.math_block: literal,
        nodes.Admonition: boxed, nodes.admonition: boxed, nodes.topic: boxed, nodes.sidebar: boxed,
        nodes.table: tables.Table(), nodes.image: figures.BlockImage(), nodes.figure: figures.Figure(),
        nodes.caption: figures.Caption(), nodes.legend: bare, nodes.transition: blocks.Transition(),
        nodes.footnote: blocks.Footnote(), nodes.citation: blocks.Footnote(), nodes.container: bare, nodes.compound: bare,
        nodes.target: bare, nodes.reference: bare, nodes.comment: nothing, nodes.system_message: nothing, nodes.meta: nothing, nodes.raw: nothing,
        nodes.substitution_definition: nothing, nodes.pending: nothing, nodes.label: nothing,
        addnodes.index: blocks.IndexTarget(), addnodes.toctree: nothing, addnodes.seealso: boxed, addnodes.versionmodified: bare,
        addnodes.centered: blocks.Rubric(), addnodes.compact_paragraph: blocks.ParagraphOf(), addnodes.highlightlang: nothing,
    }  # fmt: skip
