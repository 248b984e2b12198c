"""Text for files of XML: what the standard does not admit is left out, blanks are one space."""

from __future__ import annotations

import re

#: Characters that XML 1.0 does not admit, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str, /) -> str:
    """Write a text as one line that any XML file can hold."""
    return " ".join(_NO_XML.sub("", text).split())
