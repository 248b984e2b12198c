"""docutils' elements, put together quickly: for what the archive itself adds to pages.

docutils looks up the document of an element for each child that it gets, through all elements above it, although what
is just being made is in no document yet. Half of the time that a list of links takes goes there.
Writers and transforms take these for docutils' own, whose subclasses of the same names they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Quick(nodes.Element):
    """An element that adopts its children and asks nothing; the document is that of the element it is put into."""

    def __init__(self, rawsource: str = "", *children: nodes.Node, **attributes: object) -> None:
        self.rawsource = rawsource
        self.children = list(children)
        for child in children:
            child.parent = self
        self.attributes = {"ids": [], "classes": [], "names": [], "dupnames": []}
        for name, value in attributes.items():
            # Lists are a node's own.
            self.attributes[name] = value[:] if isinstance(value, list) else value
        self.tagname = type(self).__name__

    def setup_child(self, child: nodes.Node) -> None:
        child.parent = self

    def append(self, item: nodes.Node) -> None:
        item.parent = self
        self.children.append(item)

    def extend(self, item: Iterable[nodes.Node]) -> None:
        for child in item:
            child.parent = self
            self.children.append(child)


class _QuickText(_Quick):
    """An element that holds text, and may be given it as such."""

    def __init__(self, rawsource: str = "", text: str = "", *children: nodes.Node, **attributes: object) -> None:
        super().__init__(rawsource, *((nodes.Text(text), *children) if text else children), **attributes)


class bullet_list(_Quick, nodes.bullet_list):
    """As docutils'."""


class colspec(_Quick, nodes.colspec):
    """As docutils'."""


class compound(_Quick, nodes.compound):
    """As docutils'."""


class emphasis(_QuickText, nodes.emphasis):
    """As docutils'."""


class entry(_Quick, nodes.entry):
    """As docutils'."""


class enumerated_list(_Quick, nodes.enumerated_list):
    """As docutils'."""


class field(_Quick, nodes.field):
    """As docutils'."""


class field_body(_Quick, nodes.field_body):
    """As docutils'."""


class field_list(_Quick, nodes.field_list):
    """As docutils'."""


class field_name(_QuickText, nodes.field_name):
    """As docutils'."""


class inline(_QuickText, nodes.inline):
    """As docutils'."""


class list_item(_Quick, nodes.list_item):
    """As docutils'."""


class literal(_QuickText, nodes.literal):
    """As docutils'."""


class paragraph(_QuickText, nodes.paragraph):
    """As docutils'."""


class raw(_QuickText, nodes.raw):
    """As docutils'."""


class reference(_QuickText, nodes.reference):
    """As docutils'."""


class row(_Quick, nodes.row):
    """As docutils'."""


class section(_Quick, nodes.section):
    """As docutils'."""


class strong(_QuickText, nodes.strong):
    """As docutils'."""


class table(_Quick, nodes.table):
    """As docutils'."""


class tbody(_Quick, nodes.tbody):
    """As docutils'."""


class tgroup(_Quick, nodes.tgroup):
    """As docutils'."""


class thead(_Quick, nodes.thead):
    """As docutils'."""


class title(_QuickText, nodes.title):
    """As docutils'."""
