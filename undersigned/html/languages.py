"""Writes the language and direction of foreign passages into HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.writers.html5 import HTML5Translator

from ..wording import is_right_to_left

if TYPE_CHECKING:
    from docutils.nodes import Element

_PREFIX = "lang-"


class LanguageTranslator(HTML5Translator):
    """Turns the classes `lang-xx` of nodes into `lang` and `dir`, which screen readers and browsers obey."""

    def starttag(self, node: Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Open an element."""
        # Writers also pass an empty mapping where there is no node.
        classes: list[str] = node.get("classes", [])
        for name in classes:
            if name.startswith(_PREFIX):
                tag = name.removeprefix(_PREFIX)
                attributes["lang"] = tag
                if is_right_to_left(tag):
                    attributes["dir"] = "rtl"
        return str(super().starttag(node, tagname, suffix, empty, **attributes))
