"""What is done to the body of a letter that is printed whole: numbers and anchors of its paragraphs, its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .rendering.parts import mark_language

if TYPE_CHECKING:
    from .records import Letter


def number_paragraphs(body: nodes.Element) -> None:
    """Give each paragraph of a full text its number and anchor (`paragraph-1`, ...); salutation and closing have none."""
    paragraphs = [node for node in body.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)]
    paragraphs = [node for node in paragraphs if not set(node["classes"]) & {"text-note"}]
    if paragraphs and _is_address(paragraphs[0]):
        paragraphs.pop(0)["classes"].append("salutation")
    if paragraphs and _is_address(paragraphs[-1]):
        paragraphs.pop()["classes"].append("closing")
    for number, node in enumerate(paragraphs, 1):
        anchor = f"paragraph-{number}"
        node["ids"].append(anchor)
        node["classes"].append("numbered")
        link = nodes.reference("", f"{number}", internal=True, refid=anchor, classes=["paragraph-number"])
        link["aria-label"] = f"Link to paragraph {number}"
        node.insert(0, [link, nodes.Text(" ")])


def _is_address(node: nodes.paragraph) -> bool:
    """Tell a salutation or closing formula from a paragraph: short, and ending as an address does."""
    text = node.astext().strip()
    return len(text) <= 120 and text.endswith((",", "，", ":", "：", "،"))


def mark_foreign_title(title: nodes.title, letter: Letter) -> None:
    """Mark the language of a title that is not English."""
    if letter.language.partition("-")[0] != "en":
        mark_language(title, letter.language)


def mark_foreign_body(page: nodes.section, letter: Letter) -> None:
    """Mark the language of a full text that is not English, block by block; what we add to it is English."""
    if letter.language.partition("-")[0] != "en":
        for node in page.children[1:]:
            if isinstance(node, nodes.Element):
                mark_language(node, letter.language)
