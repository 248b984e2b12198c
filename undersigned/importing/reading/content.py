"""Finds where a web page without marked main part holds its text, by what trafilatura takes for the text.

Used by `page`. The text itself is read from the page's own elements: trafilatura drops line breaks of addresses,
numbers of lists and empty cells, which letters need.
"""

from __future__ import annotations

import re
from typing import Any

from .cleaning import clean_line

#: Characters of the longest paragraph that is looked up.
_LONGEST = 4_000
_FOOT = re.compile(r"©|\bcopyright\b|all rights reserved|privacy policy|cookie", re.IGNORECASE)


def content_part(tree: Any, body: Any, lengths: dict[Any, int]) -> Any:
    """Choose the smallest element that holds all that trafilatura extracts; the body where it extracts nothing."""
    from lxml import etree
    from trafilatura import bare_extraction

    found = bare_extraction(
        etree.tostring(tree, encoding="unicode", method="html"),
        favor_recall=True, include_tables=True, include_comments=False, with_metadata=False,
    )  # fmt: skip
    extracted = getattr(found, "text", None) or ""
    wanted = {line for part in extracted.splitlines() if (line := clean_line(part)) and not _FOOT.search(line)}
    hits = [
        element
        for element in body.iter()
        if 0 < lengths.get(element, 0) <= _LONGEST and clean_line(" ".join(element.itertext())) in wanted
    ]
    if not hits:
        return body
    common = _ancestors(hits[0])
    for element in hits[1:]:
        own = set(_ancestors(element))
        common = [above for above in common if above in own]
    inside = set(body.iter())
    # What holds less than half of the page may have lost a part of the letter.
    return next(
        (element for element in reversed(common) if element in inside and lengths[element] * 2 >= lengths[body]), body
    )


def _ancestors(element: Any) -> list[Any]:
    """List an element and what it stands in, outermost first."""
    return [*reversed(list(element.iterancestors())), element]
