"""What the form's scripts must know of the archive and its rules: names, ids, patterns, limits, languages.

Written as one script file beside the page by `form`, because a page opened from a folder may not fetch data.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .. import inline_reader, limits, links, markup, text, values
from ..records import ROLES
from ..rules import RULES
from ..schema import LETTER_KEYS
from ..writing import year_page

if TYPE_CHECKING:
    from ..catalogue import Catalogue

#: Branch that receives new pages, and the folder of pages in the repository.
BRANCH, FOLDER = "main", "docs"
#: Characters of an address that hosts and browsers take; a longer page is pasted by hand.
MAX_ADDRESS = 7_000

#: The digits that `values.count` reads.
_COUNT = re.compile("[0-9]{1,7}")
_YEAR = re.compile(r"letters/[0-9]{4}/index")
#: Stands in the model of a year's page until the scripts know the year.
_ANY_YEAR = 9999
_ESCAPES = {"\\U0010ffff": "\\u{10ffff}", '\\"': '"', "\\'": "'"}


def script(catalogue: Catalogue, repository: str) -> str:
    """Write the data as a script; the same archive gives the same bytes. No person's name is in it."""
    data = json.dumps(form_data(catalogue, repository), sort_keys=True, separators=(",", ":"))
    return f"window.letterFormData = {data};\n"


def form_data(catalogue: Catalogue, repository: str) -> dict[str, Any]:
    """Gather what the scripts read."""
    return {
        "keys": [key.name for key in LETTER_KEYS],
        "required": [key.name for key in LETTER_KEYS if key.required],
        "roles": list(ROLES),
        "notices": [rule.id for rule in RULES if rule.notice],
        "limits": {
            **asdict(limits.now()), "title": values.MAX_TITLE, "text": values.MAX_TEXT, "url": values.MAX_URL,
            "address": MAX_ADDRESS,
        },
        "patterns": {name: javascript_pattern(pattern) for name, pattern in _patterns().items()},
        "refusedKinds": [[name, javascript_pattern(pattern)] for name, pattern in text.REFUSED_KINDS],
        "languages": _languages(),
        "schemes": list(links.SCHEMES),
        "organizations": [
            [id_, [entry.record.name, *entry.record.aliases], list(entry.record.misprints)]
            for id_, entry in sorted(catalogue.organization.items())
        ],
        "topics": [[id_, entry.record.name] for id_, entry in sorted(catalogue.topic.items())],
        "letters": sorted(catalogue.letter),
        "former": _former(catalogue),
        "years": sorted(name.split("/")[1] for name in catalogue.pages if _YEAR.fullmatch(name)),
        "yearPage": year_page(_ANY_YEAR).replace(str(_ANY_YEAR), "YEAR"),
        "repository": repository or None,
        "branch": BRANCH,
        "folder": FOLDER,
    }  # fmt: skip


def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "refused": text.REFUSED_CHARACTERS,
        "stacked": text.STACKED_ACCENTS,
        "greekOrCyrillic": text._GREEK_OR_CYRILLIC,
        "latin": text._LATIN,
        "markup": values._MARKUP,
        "language": values._LANGUAGE,
        "count": _COUNT,
        "identifier": links.NAME,
        "scheme": links._SCHEME,
        "unsafe": links._UNSAFE,
        "host": links._HOST,
        "run": markup.run_pattern(limits.now().markup_run),
        "leftover": inline_reader._LEFTOVERS,
    }


def javascript_pattern(pattern: re.Pattern[str], /) -> str:
    """Write a pattern so that JavaScript, with its flag u, reads the same."""
    source = pattern.pattern
    for mine, theirs in _ESCAPES.items():
        source = source.replace(mine, theirs)
    return "".join(c if " " <= c <= "~" else f"\\u{{{ord(c):x}}}" for c in source)


def _former(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Map the ids that pages had before to their ids, by kind."""
    found: dict[str, dict[str, str]] = {"letter": {}, "organization": {}, "topic": {}}
    for (kind, former), id_ in catalogue.former.items():
        found[kind][former] = id_
    return found


def _languages() -> dict[str, str]:
    """Name the languages that the check knows, by the first part of their tag."""
    from babel.core import Locale

    english = Locale("en").languages
    return {code: english[code] for code in sorted(english) if code.isalpha() and len(code) <= 3}
