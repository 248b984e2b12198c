"""Letters as BibTeX, for LaTeX and reference managers.

Source: http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf, and biblatex's data model, whose `date` keeps the day.
Written here and not by a library: of those at hand one leaves backslashes and braces as they are (pybtex), the other
writes every character beyond ASCII as a command (bibtexparser). In the tests both read back what stands here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import csl
from .plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..records import Letter

#: Characters that mean something to LaTeX. Engines that read UTF-8 print `<`, `>` and `|` as they are.
_SIGNS = str.maketrans({
    "\\": r"{\textbackslash}", "^": r"{\textasciicircum}", "~": r"{\textasciitilde}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
})  # fmt: skip
#: BibTeX counts braces whether they are escaped or not: those without a partner must not stand as braces.
_PAIRED = str.maketrans({"{": r"\{", "}": r"\}"})
_UNPAIRED = str.maketrans({"{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
#: Pairs that LaTeX would join to another sign: dashes and quotation marks.
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=,)(?=,)|(?<=[?!])(?=`)")
#: What would end or break an address, whose text programs take as it stands.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_URL = re.compile(r"https?://\S+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entry(letter: Letter, item: csl.Json, /) -> str:
    """Write a letter as one entry, from its citation (`csl.letter_item`); its key is the letter's id."""
    lines = "".join(f",\n  {key} = {value}" for key, value in _fields(letter, item) if value)
    return f"@misc{{{letter.id}{lines}\n}}\n"


def escape(text: str, /) -> str:
    """Write plain text so that LaTeX prints exactly its characters, with its braces in pairs."""
    line = one_line(text)
    braces = _PAIRED if _is_paired(line) else _UNPAIRED
    return _LIGATURES.sub("{}", line.translate(_SIGNS | braces))


def _fields(letter: Letter, item: csl.Json) -> Iterator[tuple[str, str]]:
    date = letter.date
    yield "author", _names(csl.names(item, "author"), more=csl.has_others(letter))
    yield "title", _kept(letter.title)
    to = "; ".join(csl.names(item, "recipient"))
    yield "howpublished", _braced(f"Open letter to {to}" if to else "Open letter")
    yield "date", f"{{{date}}}"
    # The styles of BibTeX itself know no date.
    yield "year", f"{{{date.plain[:4]}}}"
    yield "month", _MONTHS[date.month - 1] if date.month else ""
    yield "publisher", _kept(item.get("publisher", ""))
    yield "number", _braced(item.get("number", ""))
    yield "language", _braced(letter.language)
    yield "keywords", _braced(", ".join(csl.keywords(item)))
    yield "url", f"{{{url}}}" if (url := one_line(item.get("URL", "")).translate(_ADDRESS)) else ""
    # Reference managers know the tilde's command less well than its code.
    yield "note", _braced(_URL.sub(lambda match: match[0].replace("~", "%7E"), csl.remarks(item)))


def _names(names: Iterable[str], *, more: bool) -> str:
    """Join names, each whole: without braces of its own the last word would be taken for a family name.

    Where more have signed than are named, the list ends with the format's word for that, which styles print as "et al.".
    """
    joined = " and ".join(f"{{{name}}}" for name in map(escape, names) if name)
    return f"{{{joined}{' and others' if more else ''}}}" if joined else ""


def _kept(text: str) -> str:
    """Write a value that keeps its capitals and is one name, although it may hold an `and`."""
    return f"{{{{{written}}}}}" if (written := escape(text)) else ""


def _braced(text: str) -> str:
    return f"{{{written}}}" if (written := escape(text)) else ""


def _is_paired(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
