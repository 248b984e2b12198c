"""Text before it is set: runs, each with one look, and the links they belong to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .structure import Element

#: Roman faces with those that emphasis and strong emphasis turn them into.
_ITALIC = {"SourceSerif4-Regular": "SourceSerif4-Italic", "SourceSerif4-Bold": "SourceSerif4-BoldItalic"}
_BOLD = {"SourceSerif4-Regular": "SourceSerif4-Bold", "SourceSerif4-Italic": "SourceSerif4-BoldItalic"}
_ROMAN = {italic: roman for roman, italic in _ITALIC.items()}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, and what it belongs to."""

    #: Name of a face of the text family.
    face: str
    #: Points.
    size: float
    #: Red, green and blue from 0 to 1, as PDF writes them.
    colour: str
    #: Points above the line.
    rise: float = 0.0
    #: OpenType features.
    features: tuple[str, ...] = ()
    #: BCP 47; nothing for the language of the document.
    language: str = ""
    #: Inline element of the structure; None for the paragraph's own text.
    element: Element | None = None
    #: `x-doc:`, `#id` or an address; nothing where the run leads nowhere.
    target: str = ""
    #: Whether the text stays as it was typed.
    is_literal: bool = False

    def italic(self) -> Look:
        """Set emphasis: italics, and roman within italics."""
        return replace(self, face=_ITALIC.get(self.face) or _ROMAN.get(self.face, self.face))

    def bold(self) -> Look:
        """Set strong emphasis."""
        return replace(self, face=_BOLD.get(self.face, self.face))

    def raised(self, part: float) -> Look:
        """Set above (or, if negative, below) the line and smaller."""
        return replace(self, size=self.size * 0.7, rise=self.rise + self.size * part)


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of text beside that of the style: asides, and links."""

    quiet: str
    link: str


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look; a line feed breaks the line. `places` are ids at its beginning."""

    text: str
    look: Look
    places: tuple[str, ...] = ()
