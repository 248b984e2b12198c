"""Writes language and direction of foreign passages, sizes without styles, names of links that show a number alone.

`mark` does for texts of templates what the translator does for nodes. What is in a language that the record names has
a class `lang-xx`; names in other scripts have none, and the script tells: the direction always, the language where it
is the only one to use it, or where the page is that of a letter in a language of this script.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.images import get_image_size
from sphinx.writers.html5 import HTML5Translator

from ..wording import is_right_to_left

if TYPE_CHECKING:
    from docutils.nodes import Element

#: Of a class that names the language of a passage.
PREFIX = "lang-"
#: Scripts that one living language uses, or nearly so.
_SCRIPTS = {
    "el": "\u0370-\u03ff\u1f00-\u1fff", "hy": "\u0530-\u058f", "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff",
    "bo": "\u0f00-\u0fff", "my": "\u1000-\u109f", "ka": "\u10a0-\u10ff", "km": "\u1780-\u17ff",
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3", "ja": "\u3040-\u30ff\u31f0-\u31ff",
}  # fmt: skip
#: Hebrew, Arabic and their kin: directions are told, languages not.
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
#: Han characters belong to a Japanese or Korean name that they stand in, and by themselves to no one language.
_HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff"


def _run(signs: str, beside: str = "") -> str:
    """Match a run of words of one script; a name is short, and longer ones would be looked through again and again."""
    before = f"[{beside}]{{0,20}}" if beside else ""
    return f"{before}[{signs}](?:[{signs}{beside}\\s.,·・()-]*[{signs}{beside}])?"


_FOREIGN = re.compile(
    "|".join([
        f"(?P<rtl>[{_RIGHT_TO_LEFT}](?:.*[{_RIGHT_TO_LEFT}])?)",
        *(f"(?P<{tag}>{_run(signs, _HAN if tag in ('ja', 'ko') else '')})" for tag, signs in _SCRIPTS.items()),
        f"(?P<han>{_run(_HAN)})",
    ]),
    re.DOTALL,
)  # fmt: skip
#: A quick look that nearly all texts end with.
_ANY = re.compile(f"[{''.join(_SCRIPTS.values())}{_RIGHT_TO_LEFT}{_HAN}]")
_WIDTH = re.compile(r"width:\s*([0-9.]+)%;?")


def mark(text: str, language: str = "en") -> str:
    """Write a text as HTML, with its language where that is not English, and else with that of its scripts."""
    if language.partition("-")[0] == "en":
        return mark_scripts(text)
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    return f'<span lang="{escape(language.lower())}"{direction}>{escape(text)}</span>'


def mark_scripts(text: str, page: str | None = None, *, direction_only: bool = False) -> str:
    """Write a text as HTML; runs in other scripts say their direction, and their language where that is known.

    `page` is the language of the letter whose page the text stands on.
    """
    if text.isascii() or not _ANY.search(text):
        return escape(text)
    parts, end = [], 0
    for match in _FOREIGN.finditer(text):
        parts.append(escape(text[end : match.start()]))
        tag, run = match.lastgroup, escape(match[0])
        if tag in ("han", "rtl"):
            own = page if page and (is_right_to_left(page) if tag == "rtl" else _writes_han(page)) else None
        else:
            own = tag
        language = f' lang="{own}"' if own and not direction_only else ""
        if tag == "rtl":
            parts.append(f'<bdi dir="rtl"{language}>{run}</bdi>')
        else:
            parts.append(f"<span{language}>{run}</span>" if language else run)
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def has_other_scripts(text: str) -> bool:
    """Tell whether `mark_scripts` has to mark anything."""
    return _ANY.search(text) is not None


def page_language(document: nodes.document) -> str | None:
    """Give the language of a page's title, where that is not English."""
    title = next(iter(document.findall(nodes.title)), None)
    classes: list[str] = title["classes"] if title is not None else []
    return next((name.removeprefix(PREFIX) for name in classes if name.startswith(PREFIX)), None)


def _writes_han(tag: str) -> bool:
    return tag.partition("-")[0] in ("zh", "ja", "ko")


class LanguageTranslator(HTML5Translator):
    """Turns the classes `lang-xx` of nodes into `lang` and `dir`, and writes no `style`, which pages may not have."""

    _pixels: tuple[int, int] | None = None

    def starttag(self, node: Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Open an element."""
        # Writers also pass an empty mapping where there is no node.
        classes: list[str] = node.get("classes", [])
        if label := node.get("aria-label"):
            attributes["aria-label"] = label
        for name in classes:
            if name.startswith(PREFIX):
                tag = name.removeprefix(PREFIX)
                attributes["lang"] = tag
                if is_right_to_left(tag):
                    attributes["dir"] = "rtl"
        if width := _WIDTH.fullmatch(attributes.pop("style", "")):
            # `styles/2-base.css` has a class for each twentieth.
            attributes["classes"] = [*attributes.get("classes", []), f"width-{_twentieth(width[1])}"]
        if tagname == "img" and self._pixels is not None:
            # Browsers keep the place of the picture before it comes.
            attributes["width"], attributes["height"] = map(str, self._pixels)
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def visit_Text(self, node: nodes.Text) -> None:
        """Write text; names in other scripts say so."""
        text = node.astext()
        if self.protect_literal_text or text.isascii() or not _ANY.search(text):
            super().visit_Text(node)
            return
        language, right_to_left = _context(node)
        if right_to_left:
            super().visit_Text(node)
        else:
            self.body.append(mark_scripts(text, self._page_language, direction_only=language))

    @cached_property
    def _page_language(self) -> str | None:
        return page_language(self.document)

    def visit_image(self, node: nodes.image) -> None:
        """Write a picture with its size in pixels."""
        self._pixels = get_image_size(self.builder.srcdir / node["uri"]) if "://" not in node["uri"] else None
        super().visit_image(node)
        self._pixels = None


def _context(node: nodes.Node) -> tuple[bool, bool]:
    """Tell whether a node stands in a passage of a language that is named, and whether that runs from right to left."""
    above = node.parent
    while above is not None:
        for name in above.get("classes", ()):
            if name.startswith(PREFIX):
                return True, is_right_to_left(name.removeprefix(PREFIX))
        above = above.parent
    return False, False


def _twentieth(per_cent: str) -> int:
    return min(100, max(5, round(float(per_cent) / 5) * 5))
