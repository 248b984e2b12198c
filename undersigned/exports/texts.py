"""The text of a page for those who read data: plain, and in Markdown where plain text does not say it all.

Pure functions; `writing.prose` is the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from .. import markup
from ..directive_text import read_directive, split_info
from ..inline_reader import role_target
from ..pages import COMMENTS
from ..policy import CONTRIBUTED
from ..writing import prose

_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
#: Lines of nothing but words and escaped signs, of which no reader of Markdown makes anything else: parsing costs a
#: hundred times as much, and nearly all pages are so.
_PLAIN_LINE = re.compile(
    r" {0,3}(?![-+=#>%:\s]|\d+[.)])(?:[^\\`*_\[\]<>{}|~^$&#\t]|&(?!#?\w+;)|\\[!-/:-@\[-`{-~])*(?<![ \t])"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Begins what MyST takes for a label.
_LABEL = re.compile(r" {0,3}\([^()\n]*\)=")


@dataclass(frozen=True, slots=True)
class Text:
    """What a page says below its facts."""

    #: Paragraphs parted by empty lines, without markup; empty if the page says nothing.
    plain: str = ""
    #: The page's Markdown; empty where `writing.prose` makes as much of the plain text.
    markdown: str = ""


def text_of(body: str, /, *, whole: bool = False) -> Text:
    """Read the body of a page; `whole` asks for the Markdown in any case, as of a letter's full text."""
    content = COMMENTS.sub("", body).strip("\n").rstrip() if "<!--" in body or "%" in body else body.strip()
    if not content.strip():
        return Text()
    plain = _plainly(content)
    if plain is not None:
        return Text(plain, content if whole else "")
    plain = "\n\n".join(_paragraphs(content))
    return Text(plain, content if whole or not _says_it_all(plain, content) else "")


def _plainly(content: str) -> str | None:
    """Read a body of plain paragraphs; none if it may be anything else."""
    paragraphs = []
    for paragraph in _PARAGRAPHS.split(content):
        lines = paragraph.split("\n")
        if not all(_PLAIN_LINE.fullmatch(line) and not _LABEL.match(line) for line in lines):
            return None
        paragraphs.append(" ".join(_ESCAPED.sub(r"\1", " ".join(lines)).split()))
    return "\n\n".join(paragraphs)


def _says_it_all(plain: str, content: str) -> bool:
    return prose(plain) == content


def _paragraphs(markdown: str) -> Iterator[str]:
    """Yield the text of each block; what a directive computes is left out, what stands in a box is not."""
    for token in markup.parse(markdown, first_line=1).tokens:
        if token.type == "inline":
            text = "".join(_words(token))
        elif token.type in ("fence", "code_block"):
            name, argument = split_info(token.info)
            if name is not None:
                box = read_directive(name, argument, token.content, line=1, policy=CONTRIBUTED, path="")
                yield from _paragraphs(box.body) if box.body else ()
                continue
            text = token.content
        else:
            continue
        if words := " ".join(text.split()):
            yield words


def _words(inline: Token) -> Iterator[str]:
    for token in inline.children or []:
        if token.type in ("text", "code_inline", "image"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "myst_role":
            title, target = role_target(token.content)
            yield title or target
