"""Licences as addresses: SPDX expressions, as full texts name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Records and summaries.
RECORDS = "https://creativecommons.org/licenses/by/4.0/"
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|ND|SA|NC-ND|NC-SA))?)-([0-9]\.[0-9])(?:-([A-Z]{2,3}))?")
_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
_WORDS = {"AND", "OR", "WITH"}


def licence_urls(expression: str, /) -> Iterator[str]:
    """Give the address of each licence in an expression; what is no public licence has none."""
    words = re.findall(r"[A-Za-z0-9.:+-]+", expression)
    for word, before in zip(words, ["", *words], strict=False):
        if word in _WORDS or before == "WITH" or word.startswith(("LicenseRef-", "DocumentRef-")):
            continue
        if word == "CC0-1.0":
            yield _ZERO
        elif match := _CREATIVE_COMMONS.fullmatch(word):
            country = f"{match[3].lower()}/" if match[3] else ""
            yield f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/{country}"
        else:
            yield f"https://spdx.org/licenses/{word.removesuffix('+')}.html"
