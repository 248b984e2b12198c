"""The authority of names: which organization a printed name means.

Names compare without case, accents, punctuation and a leading "The", and with & = and.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .values import nearest

# Letters with a stroke, which Unicode does not decompose into a letter and an accent; and the acute accent in an
# apostrophe's place, which it would decompose into a blank and an accent.
STROKES = str.maketrans("øłđħŧıØŁĐĦŦİ´", "oldhtiOLDHTI'")
# Accents of Latin, Greek and Cyrillic, and the optional vowel points of Hebrew and Arabic.
# Signs that make up the letters of other scripts (vowels of Indic scripts, tones of Thai) are no accents.
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff]")
_SILENT = re.compile(r"[.'’‘ʼ`]")
_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Reduce a name to what is compared.

    Full stops and apostrophes vanish (U.S. = US), other punctuation parts words. A name of nothing but punctuation
    is its own key, so that it equals no other.
    """
    return _reduced(name)


def _reduced(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.translate(STROKES))
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text)).casefold().replace("&", " and ")
    # Joiners carry no sound, and writers leave them out.
    text = text.replace("\u200c", "").replace("\u200d", "")
    words = _keep_marks(_SILENT.sub("", text)).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words) or name.strip()


def _keep_marks(text: str) -> str:
    """Part words at punctuation; combining signs, which are no word characters to `re`, stay in their words."""
    return _PUNCTUATION.sub(lambda m: "".join(c if unicodedata.category(c)[0] == "M" else " " for c in m[0]), text)


@dataclass(frozen=True, slots=True)
class Authority:
    """Knows every name, alias and misprint, and whose it is."""

    #: Key of a name -> the ids that bear it, sorted; more than one is ambiguous.
    ids: Mapping[str, tuple[str, ...]]
    #: Key of a name -> the name as the archive writes it.
    written: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[tuple[str, Iterable[str]]]) -> Authority:
        """Gather the names of each id."""
        ids: dict[str, set[str]] = {}
        written: dict[str, str] = {}
        for owner, forms in names:
            for form in forms:
                key = name_key(form)
                ids.setdefault(key, set()).add(owner)
                written.setdefault(key, form)
        return cls({key: tuple(sorted(owners)) for key, owners in ids.items()}, written)

    def resolve(self, name: str) -> tuple[str, ...]:
        """Find whose name this is: no id, one, or several."""
        return self.ids.get(name_key(name), ())

    def suggest(self, name: str, limit: int = 3) -> list[str]:
        """Find the known names most like an unknown one, best first."""
        from rapidfuzz import fuzz, process

        # Names that hold each other, or the same words in another order, are near too; a few letters are near to much.
        asked = name_key(name)
        whole = nearest(asked, self.ids, limit=limit)
        parts = process.extract(
            asked,
            sorted(key for key in self.ids if len(key) > 4),
            scorer=fuzz.token_set_ratio,
            limit=limit,
            score_cutoff=85,
        )
        found = dict.fromkeys([*whole, *(match[0] for match in parts)])
        return [self.written[key] for key in list(found)[:limit]]
