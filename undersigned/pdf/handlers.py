"""Which handler turns a docutils node into ReportLab flowables, where rst2pdf's own way loses text, links or the page.

rst2pdf dispatches by node class through a table; `table` gives a copy of it with our handlers in place,
so that nothing of rst2pdf is changed for other users in the process.
The `client` of all handlers is `render.Client`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx.roles  # noqa: F401  rst2pdf.sphinxnodes fails without it
from docutils import nodes
from rst2pdf.sphinxnodes import sphinxhandlers
from sphinx import addnodes

from . import blocks, inline

if TYPE_CHECKING:
    from rst2pdf.basenodehandler import NodeHandler


def table() -> dict[type, NodeHandler]:
    """Give the handler of each node class."""
    own: dict[type, NodeHandler] = {
        nodes.Text: inline.Text(), nodes.raw: inline.Raw(), nodes.reference: inline.Reference(), nodes.target: inline.Target(),
        nodes.image: blocks.BlockImage(), nodes.inline: inline.Styled(), nodes.literal: inline.Plain(), nodes.abbreviation: inline.Plain(),
        nodes.title_reference: inline.Emphasis(), nodes.problematic: inline.Plain(), nodes.footnote_reference: inline.FootnoteReference(),
        nodes.paragraph: blocks.ParagraphOf(), nodes.title: blocks.Title(), nodes.footnote: blocks.Footnote(), nodes.rubric: blocks.Rubric(),
        nodes.bullet_list: blocks.BulletList(), nodes.enumerated_list: blocks.EnumeratedList(),
        nodes.definition_list: inline.Children(), nodes.definition_list_item: blocks.DefinitionItem(),
        nodes.block_quote: blocks.BlockQuote(), nodes.field_list: blocks.FieldList(),
        nodes.tgroup: blocks.TGroup(), nodes.figure: blocks.Figure(), nodes.transition: blocks.Transition(),
        nodes.comment: inline.Nothing(), nodes.system_message: inline.Nothing(), nodes.meta: inline.Nothing(),
        addnodes.index: inline.IndexTarget(), addnodes.toctree: inline.Nothing(),
    }  # fmt: skip
    # The copy of rst2pdf's table is an instance attribute of its dispatcher.
    return {**sphinxhandlers.dispatchdict, **own}
