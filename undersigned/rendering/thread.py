"""The letters around a letter that hang together, and the answers that they got, as one list in order of time."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from .. import elements, wording
from ..facts import external, host_of, sentence
from ..views import ResponseLine, Thread, ThreadLetter
from .parts import Linker, paragraph, section, titled


def thread_section(thread: Thread, link: Linker) -> list[nodes.Node]:
    """Make the section of a letter's correspondence; none for a letter that has none."""
    if not thread.entries:
        return []
    items = [
        _letter(entry, link) if isinstance(entry, ThreadLetter) else _response(entry, link) for entry in thread.entries
    ]
    content: list[nodes.Node] = [elements.bullet_list("", *items, classes=["letter-list", "thread"], bullet="-")]
    if thread.earlier:
        words = wording.plural(thread.earlier, "earlier letter")
        content.insert(
            0, paragraph(f"{words} of this correspondence can be reached from the first one listed.", "span")
        )
    if thread.later:
        words = wording.plural(thread.later, "later letter")
        content.append(paragraph(f"{words} of this correspondence can be reached from the last one listed.", "span"))
    return [section("correspondence", "Correspondence", *content)]


def _letter(entry: ThreadLetter, link: Linker) -> nodes.list_item:
    line = entry.line
    text = elements.paragraph("", "", elements.inline("", line.date, classes=["letter-date"]), nodes.Text(" "))
    text += link(line.docname, titled(line.title, line.language), classes=["letter-title"])
    about = elements.inline("", "", classes=["letter-about"])
    if entry.is_here:
        about += [elements.strong("", "This letter"), nodes.Text(". ")]
    about += _ties(entry, link)
    if not entry.is_here:
        about += nodes.Text(
            "; ".join(said for said in (f"To {line.to}" if line.to else "", line.signers) if said) + "."
        )
    text += [nodes.Text(" "), about]
    return elements.list_item("", text, classes=["here"] if entry.is_here else [])


def _ties(entry: ThreadLetter, link: Linker) -> list[nodes.Node]:
    """Say in a sentence how a letter is connected with others, such as `Follows this letter`."""
    said: list[nodes.Node] = []
    for words, group in groupby(entry.ties, key=lambda tie: tie.words):
        said.append(nodes.Text(f"; {words} " if said else f"{words[:1].upper()}{words[1:]} "))
        ties = list(group)
        for place, tie in enumerate(ties):
            if place:
                said.append(nodes.Text(" and " if place == len(ties) - 1 else ", "))
            said.append(link(tie.letter.docname, nodes.Text(tie.letter.title)))
    if entry.more:
        said.append(nodes.Text(f"; {wording.plural(entry.more, 'more connection')}"))
    return [*said, nodes.Text(". ")] if said else []


def _response(entry: ResponseLine, link: Linker) -> nodes.list_item:
    text = elements.paragraph("", "", elements.inline("", entry.date, classes=["letter-date"]), nodes.Text(" "))
    before, _, after = entry.said.partition("{letter}")
    said = elements.inline("", entry.before, classes=["response"])
    said += link(entry.body, nodes.Text(entry.sender))
    said += [
        nodes.Text(f" {before}"),
        link(entry.letter.docname, nodes.Text(entry.letter.title)),
        nodes.Text(f"{after}."),
    ]
    text += said
    if entry.note or entry.url:
        about = elements.inline("", sentence(entry.note) if entry.note else "", classes=["letter-about"])
        if entry.url:
            about += [
                nodes.Text(" See " if entry.note else "See "),
                external(entry.url, host_of(entry.url)),
                nodes.Text("."),
            ]
        text += [nodes.Text(" "), about]
    return elements.list_item("", text, classes=["answer"])
