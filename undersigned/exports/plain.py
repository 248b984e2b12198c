"""Text of records as one line of characters that every format can carry."""

from __future__ import annotations

import re

#: Controls, and line breaks of every kind, as programs that read line by line know them. Other spaces belong to scripts.
#: It begins where no blank stands before it, or each of many blanks would be tried.
_BREAKS = re.compile(r"(?<! ) *[\x00-\x1f\x7f-\x9f\u2028\u2029][ \x00-\x1f\x7f-\x9f\u2028\u2029]*")
#: Halves of characters, and what is no character at all: neither UTF-8 nor XML has them.
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def one_line(text: str, /) -> str:
    """Make one line of a text: no value can begin a line of its own."""
    if text.isprintable():
        # Nothing of all that: characters that cannot be printed are a wider class.
        return text.strip()
    return _IMPOSSIBLE.sub("\ufffd", _BREAKS.sub(" ", text).strip())
