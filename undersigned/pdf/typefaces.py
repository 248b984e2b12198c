"""The faces of the edition, and which one has a character; `faces` tells how a word looks in one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import uharfbuzz as hb
from babel import Locale

from . import fonts
from .faces import Face, Shaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: The first face of the text family.
BASE = "SourceSerif4-Regular"
#: Bold faces: a fallback takes its bold cut beside them.
BOLD = frozenset({"SourceSerif4-Bold", "SourceSerif4-BoldItalic", "SourceSerif4-Display"})
#: Signs that look the same and of which the text family has one; the soft hyphen shows only at a line's end.
ALIKE = str.maketrans({"\u2011": "\u2010", "\u00ad": None})
#: Says that a line may break, and prints nothing.
BREAK = "\u200b"
#: Codes of what belongs to no script (ISO 15924).
_NO_SCRIPT = ("Zyyy", "Zinh", "Zzzz")
#: Signs that East Asian type sets wide, and that Western faces have too.
_WIDE = frozenset("“”‘’…—·")


class _Words(dict[str, Shaped]):
    """Words of one look, shaped as they are asked for."""

    def __init__(self, shape: Callable[[str], Shaped], /) -> None:
        super().__init__()
        self._shape = shape

    def __missing__(self, text: str) -> Shaped:
        shaped = self[text] = self._shape(text.replace(BREAK, ""))
        return shaped


class Library:
    """All faces, opened as they are asked for."""

    def __init__(self) -> None:
        self._faces: dict[str, Face | None] = {}
        self._base = self.face(BASE)
        #: Characters met since `take_missing` that no font has.
        self._missing: set[str] = set()
        self.shape = lru_cache(100_000)(self._shape)
        self.words = lru_cache(1_000)(self._words)
        self.runs = lru_cache(20_000)(self._runs)
        self._families = lru_cache(256)(_ordered)

    def face(self, name: str, /) -> Face:
        """Give a face. Raises FontError if it is not there."""
        found = self._face(name)
        if found is None:
            raise fonts.FontError(f"the font {name} is not there")
        return found

    def take_missing(self) -> tuple[str, ...]:
        """Give and forget the characters that no font had."""
        found, self._missing = tuple(sorted(self._missing)), set()
        self.runs.cache_clear() if found else None
        return found

    def _shape(self, name: str, text: str, features: tuple[str, ...], direction: str, language: str) -> Shaped:
        return self.face(name).shape(text, features, direction, language) if text else Shaped(0.0, "", True, ())

    def _words(self, face: str, features: tuple[str, ...], language: str) -> _Words:
        return _Words(lambda text: self.shape(face, text, features, "ltr", language))

    def _runs(self, text: str, name: str, language: str) -> tuple[tuple[str, str], ...]:
        """Part a text by the faces that have its characters: (face, text); no face where none has it, script by script."""
        if text.isascii() and text.isprintable() and name in fonts.TEXT:
            return ((name, text),) if text else ()
        bold = name in BOLD
        first = self._face(name) or self._base
        families = self._families(language)
        found: list[tuple[str, list[str]]] = []
        for char in text:
            if found and _follows(char) and self._has(found[-1][0], char):
                found[-1][1].append(char)
                continue
            chosen = ""
            if not _prints(char):
                chosen = found[-1][0] if found else name
            elif ord(char) in first.coverage and not (char in _WIDE and families[0].languages):
                chosen = name
            else:
                chosen = next((cut for cut in self._cuts(families, bold=bold) if self._has(cut, char)), "")
                if not chosen:
                    self._missing.add(char)
            if found and found[-1][0] == chosen and (chosen or script_of(found[-1][1][0]) == script_of(char)):
                found[-1][1].append(char)
            else:
                found.append((chosen, [char]))
        return tuple((chosen, "".join(chars)) for chosen, chars in found)

    @staticmethod
    def _cuts(families: Iterable[fonts.Family], *, bold: bool) -> Iterator[str]:
        for family in families:
            yield (family.bold if bold else family.regular).name

    def _has(self, name: str, char: str) -> bool:
        face = self._face(name) if name else None
        return face is not None and (ord(char) in face.coverage or not _prints(char))

    def _face(self, name: str) -> Face | None:
        if name not in self._faces:
            path = fonts.path_of(fonts.CUTS[name])
            self._faces[name] = Face(fonts.CUTS[name], str(path)) if path else None
        return self._faces[name]


def _ordered(language: str) -> tuple[fonts.Family, ...]:
    """Order the families: those made for the language first."""
    tag = language.lower()

    def rank(family: fonts.Family) -> int:
        return -max(
            (len(asked) for asked in family.languages if tag == asked or tag.startswith(asked + "-")), default=0
        )

    return tuple(sorted(fonts.FALLBACKS, key=rank) if tag else fonts.FALLBACKS)


@lru_cache(maxsize=4096)
def script_of(char: str, /) -> str:
    """Name a character's script for readers, such as `Tibetan`; its code where it belongs to none."""
    buffer = hb.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    found: str | None = Locale("en").scripts.get(buffer.script or "")
    return found if found and buffer.script not in _NO_SCRIPT else f"U+{ord(char):04X}"


def _follows(char: str) -> bool:
    """Tell characters that stay in the face of what they follow: marks, joiners, blanks."""
    return char in " \u00a0" or unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf")


def _prints(char: str) -> bool:
    """Tell characters that have a shape of their own."""
    return unicodedata.category(char) not in ("Cc", "Cf") and not "\ufe00" <= char <= "\ufe0f"
