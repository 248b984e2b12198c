"""Tells names of bodies, persons, offices and countries apart, with the archive's authority and the vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ...names import Authority, name_key
from .vocabulary import (
    ADDRESS_FORMS,
    BODY_ENDINGS,
    BODY_WORDS,
    OFFICES,
    PARTICLES,
    POST_NOMINALS,
    RANKS,
    SUFFIX_FORMS,
    begins,
    folded,
)  # fmt: skip

#: Unknown names of one source for which near ones are sought; each search looks at the whole authority.
_SUGGESTIONS = 500
_TOKEN = re.compile(r"[\w’'.\-]+", re.UNICODE)
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MORE_COUNTRIES = (
    "USA", "US", "U.S.", "U.S.A.", "UK", "U.K.", "England", "Scotland", "Wales", "Northern Ireland", "Tibet", "Kurdistan", "Europe", "EU",
    "Africa", "Asia", "International", "Global", "Latin America", "América Latina", "Republic of Korea", "Korea", "Burma", "Ivory Coast",
    "Czech Republic", "Palestine", "DRC", "The Netherlands", "Holland", "UAE", "Brasil", "México", "Perú", "Deutschland", "España", "Italia",
    "Hong Kong", "Taiwan", "Macau", "Kosovo", "Washington", "Brussels", "Geneva", "Russia", "Turkey", "Türkiye", "Syria", "Iran", "Laos", "Vietnam", "Viet Nam",
    "Tanzania", "Moldova", "Bolivia", "Venezuela", "Swaziland", "Macedonia", "Cape Verde", "MENA", "MENA region", "Middle East", "Worldwide",
)  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Know the countries by folded name in the larger languages; with their codes where they have one."""
    from babel.core import Locale

    names = {folded(name): "" for name in _MORE_COUNTRIES}
    for code in ("en", "fr", "es", "de", "pt", "it", "nl", "ru", "ar", "zh", "zh_Hant"):
        for territory, name in Locale.parse(code).territories.items():
            names[folded(name)] = territory if territory.isalpha() else ""
    names.update({"usa": "US", "us": "US", "u.s.": "US", "u.s.a.": "US", "uk": "GB", "u.k.": "GB"})
    names.update({"republic of korea": "KR", "korea": "KR", "czech republic": "CZ", "hong kong": "HK", "turkey": "TR"})
    return names


def country_code(text: str) -> str | None:
    """Give the code of a country or region; empty for one without code, None for what is none."""
    return _countries().get(folded(text).removeprefix("the ").strip(" .,"))


@dataclass(frozen=True)
class Bodies:
    """Answers what a printed name can be."""

    authority: Authority
    _known: dict[str, str | None] = field(default_factory=dict)
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """Give the id of the one body that bears a name."""
        if name not in self._known:
            ids = self.authority.resolve(name) if len(name) < 300 else ()
            self._known[name] = ids[0] if len(ids) == 1 else None
        return self._known[name]

    def ambiguous(self, name: str) -> tuple[str, ...]:
        """List the ids of bodies that bear a name, where they are several."""
        ids = self.authority.resolve(name)
        return ids if len(ids) > 1 else ()

    def bears(self, name: str) -> bool:
        """Tell whether one or several bodies bear a name."""
        return bool(self.find(name)) or bool(self.ambiguous(name))

    def near(self, name: str) -> tuple[str, ...]:
        """List known names that are like an unknown one."""
        if not self.authority.ids or len(name) >= 300:
            return ()
        if name not in self._near:
            self._near[name] = tuple(self.authority.suggest(name)) if len(self._near) < _SUGGESTIONS else ()
        return self._near[name]

    def is_body(self, text: str) -> bool:
        """Tell whether a text is or reads like the name of a body."""
        return self.bears(text) or body_like(text)

    def longest(self, tokens: list[str]) -> tuple[int, int] | None:
        """Find the longest run of words that is a known name; of equally long ones the last."""
        best: tuple[int, int] | None = None
        for start in range(len(tokens)):
            for end in range(min(len(tokens), start + 12), start + 1, -1):
                if best and end - start < best[1] - best[0]:
                    break
                if name_key(" ".join(tokens[start:end])) in self.authority.ids:
                    best = (start, end)
                    break
        return best


def body_like(text: str) -> bool:
    """Tell whether a text has words that names of bodies have."""
    if _HAN.search(text):
        return text.rstrip("）)").endswith(BODY_ENDINGS)
    plain = folded(text)
    tokens = [token.strip(".-'") for token in _TOKEN.findall(plain)]
    if any(token in BODY_WORDS or (len(token) > 4 and token + "." in BODY_WORDS) for token in tokens):
        return True
    compact = plain.replace(". ", ".")
    return any(compact.endswith(end) for end in (" e.v.", " a.s.", " z.s.", " s.a.", " b.v.", " inc.", " s.r.l."))


def without_forms(text: str) -> tuple[str, bool]:
    """Drop forms of address before and after a name; tell whether there were any."""
    rest, dropped = text.strip(), False
    while True:
        plain = folded(rest)
        form = begins(plain, ADDRESS_FORMS, 5)
        if form is None or len(form) >= len(plain.rstrip(" .,")):
            break
        cut = _cut(rest, form)
        if cut is None:
            break
        rest, dropped = cut, True
    for suffix in SUFFIX_FORMS:
        if rest.endswith(suffix) and len(rest) > len(suffix) + 1:
            rest, dropped = rest[: -len(suffix)].strip(), True
    return rest, dropped


def _cut(text: str, form: str) -> str | None:
    """Cut a folded beginning off a text."""
    if _HAN.match(text):
        return text[len(form) :].strip() or None
    count = len(form.split())
    parts = text.split(maxsplit=count)
    if len(parts) <= count:
        glued = text[len(form) :].strip() if "." in form else ""
        return glued or None
    return parts[count].strip()


def without_post_nominals(text: str) -> str:
    """Drop degrees, orders and memberships behind a name."""
    rest = text.strip().rstrip(",")
    while True:
        for separator in (",", " "):
            head, found, tail = rest.rpartition(separator)
            if (
                found
                and folded(tail) in POST_NOMINALS
                and len(head.split()) >= 2
                and tail.strip().isupper() | ("." in tail) | (tail.strip() in ("PhD", "Jr", "MPhil", "DPhil", "LLM"))
            ):
                rest = head.strip().rstrip(",")
                break
        else:
            return rest


def is_office(text: str) -> bool:
    """Tell whether a text begins like an office."""
    plain = folded(text)
    plain = plain.removeprefix("the ").removeprefix("her ").removeprefix("le ").removeprefix("la ").removeprefix("el ")
    if _HAN.search(text):
        return any(text.rstrip("：:,，").endswith(office) for office in OFFICES if office > "\u2e80")
    tokens = plain.split()
    while len(tokens) > 1 and tokens[0].rstrip(",") in RANKS and " ".join(tokens[:2]) not in OFFICES:
        tokens = tokens[1:]
    return begins(" ".join(tokens), OFFICES, 5) is not None


def han_person(text: str) -> tuple[str, str] | None:
    """Part a Chinese or Japanese name and the office behind it."""
    bare = text.strip("：:，, ")
    if not _HAN.search(bare):
        return None
    offices = [
        office for office in OFFICES if office > "\u2e80" and bare.endswith(office) and len(bare) - len(office) >= 2
    ]
    if not offices:
        return None
    office = max(offices, key=len)
    name = bare[: -len(office)].strip()
    return (name, office) if len(name) <= 12 and not name.endswith(BODY_ENDINGS) and not name.endswith("国") else None


def person_like(text: str) -> bool:
    """Tell whether a text looks like a person's name: two to five capitalized words, none of a body's."""
    plain = text.strip()
    if not plain or any(c.isdigit() for c in plain) or any(c in plain for c in '@:;/|()[]&#!?"“”'):
        return False
    if _HAN.search(plain):
        return 2 <= len(plain) <= 4 and not plain.endswith(BODY_ENDINGS) and not is_office(plain)
    tokens = plain.replace(",", " ").split()
    if not 2 <= len(tokens) <= 6 or body_like(plain):
        return False
    if all(t.isupper() and len(t) > 1 for t in tokens) and len(tokens) > 4:
        return False
    capital = 0
    for token in tokens:
        if folded(token) in PARTICLES or folded(token).startswith(("al-", "el-", "d'", "o'")):
            continue
        if not (token[0].isupper() or (token[0].isalpha() and token.upper() == token.lower())):
            return False
        capital += 1
    if country_code(plain) is not None:
        return False
    return capital >= 1 and len(tokens) - capital <= 3
