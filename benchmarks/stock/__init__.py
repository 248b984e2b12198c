"""The letters as plain Markdown for rst2pdf's own builder: the same words, without our front matter and directives.

`conf.py` beside this file has the settings. What our compilation has and rst2pdf offers too is asked of it:
each letter begins a page, contents list the letters, an index lists the organizations and topics that letters name.
"""

from __future__ import annotations

import pickle
import re
from textwrap import indent
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ALL = "# All letters\n\n```{{toctree}}\n{}\n```\n"


def write(folder: Path, doctrees: Path, docnames: Sequence[str]) -> None:
    """Write the letters, as our build read them into `doctrees`, below `folder`, and the page that holds them all."""
    for docname in docnames:
        file = folder / f"{docname}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(markdown(pickle.loads((doctrees / f"{docname}.doctree").read_bytes())), encoding="utf-8")
    (folder / "index.md").write_text(_ALL.format("\n".join(docnames)), encoding="utf-8")


def markdown(document: nodes.document) -> str:
    """Write a letter's page as Markdown with field lists; names of pages are plain text, and entries of the index."""
    title, *blocks = _blocks(document)
    names = dict.fromkeys(str(name["reftarget"]) for name in document.findall(addnodes.pending_xref))
    return "\n\n".join((title, *(f"```{{index}} single: {name}\n```" for name in names), *blocks)) + "\n"


def _blocks(parent: nodes.Element, level: int = 0) -> Iterator[str]:
    for node in parent:
        match node:
            case nodes.section():
                yield from _blocks(node, level + 1)
            case nodes.title():
                yield f"{'#' * level} {_inline(node)}"
            case nodes.paragraph():
                yield _inline(node)
            case nodes.bullet_list():
                yield "\n".join(_hung("- ", item) for item in _elements(node))
            case nodes.enumerated_list():
                yield "\n".join(_hung(f"{number}. ", item) for number, item in enumerate(_elements(node), 1))
            case nodes.field_list():
                yield "\n".join(
                    f":{name.astext()}:\n{_indented(body, 4)}" for name, body in map(_elements, _elements(node))
                )


def _elements(parent: nodes.Element) -> list[nodes.Element]:
    return [child for child in parent if isinstance(child, nodes.Element)]


def _indented(parent: nodes.Element, columns: int) -> str:
    return indent("\n\n".join(_blocks(parent)), " " * columns)


def _hung(marker: str, item: nodes.Element) -> str:
    return marker + _indented(item, len(marker)).lstrip()


def _inline(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", re.sub(r"\s+", " ", node))
    text = "".join(map(_inline, node.children))
    if isinstance(node, nodes.reference) and "refuri" in node:
        return f"[{text}]({node['refuri']})"
    return text
