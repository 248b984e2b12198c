"""A regular expression as an automaton, as `pattern_growth` examines it.

What it takes for more than it is: counted repetitions stop at a few, references to groups and long looks ahead are taken
for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parsing  # type: ignore[attr-defined]
from typing import Any

#: Repetitions of a counted part that are told apart.
COUNTED = 3
#: Signs of many scripts and kinds, beside those that an expression names.
SAMPLE = {*map(chr, range(128)), *"éßЖя中あ한اש٣०\u0301\xa0\u2028\u3000·–’“…£²ªº€，。"}
_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_NOT_DIGIT: r"\D", sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S", sre.CATEGORY_WORD: r"\w", sre.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


@dataclass
class _Place:
    """A place of the automaton: signs that lead on, and places that are reached at once if the signs around allow it."""

    signs: list[tuple[frozenset[str], int]] = field(default_factory=list)
    #: What the sign before must be, what the next must be, and the place; None allows all.
    at_once: list[tuple[frozenset[str] | None, frozenset[str] | None, int]] = field(default_factory=list)


class Automaton:
    """The automaton of an expression as it is used: `search` (and `sub`, `split`, `finditer`), `match` or `fullmatch`."""

    def __init__(self, pattern: re.Pattern[Any], use: str) -> None:
        text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        self.places: list[_Place] = []
        self.flags = pattern.flags
        tree = parsing.parse(text, self.flags & ~re.DEBUG)
        self.all = frozenset(SAMPLE | set(_named(tree)))
        self.word = self._having(r"\w")
        self.start, begin, self.end = self._place(), self._place(), self._place()
        self.searches = use == "search"
        self._at_once(self.start, begin)
        if self.searches:
            self._sign(self.start, self.all, self.start)
        last = self._sequence(tree, begin)
        if use != "fullmatch":
            self._at_once(last, self.end)
        self._classes()

    # ---- making

    def _place(self) -> int:
        self.places.append(_Place())
        return len(self.places) - 1

    def _at_once(
        self, here: int, there: int, before: frozenset[str] | None = None, after: frozenset[str] | None = None
    ) -> None:
        self.places[here].at_once.append((before, after, there))

    def _sign(self, here: int, signs: frozenset[str], there: int) -> None:
        self.places[here].signs.append((signs, there))

    def _having(self, category: str) -> frozenset[str]:
        one = re.compile(category, self.flags & re.ASCII)
        return frozenset(sign for sign in self.all if one.match(sign))

    def _signs(self, op: Any, what: Any) -> frozenset[str] | None:
        """Give the signs that a part of one sign accepts; None if it is no such part."""
        if op is sre.ANY:
            return self.all if self.flags & re.DOTALL else self.all - {"\n"}
        if op is sre.LITERAL or op is sre.NOT_LITERAL:
            found = frozenset(sign for sign in self.all if self._same(sign, what))
            return found if op is sre.LITERAL else self.all - found
        if op is not sre.IN:
            return None
        found, negated = frozenset[str](), False
        for kind, value in what:
            if kind is sre.NEGATE:
                negated = True
            elif kind is sre.LITERAL:
                found |= {sign for sign in self.all if self._same(sign, value)}
            elif kind is sre.RANGE:
                low, high = value
                found |= {sign for sign in self.all if any(low <= ord(s) <= high for s in self._cases(sign))}
            else:
                found |= self._having(_CATEGORIES[value])
        return self.all - found if negated else found

    def _cases(self, sign: str) -> set[str]:
        forms = {sign, sign.lower(), sign.upper()} if self.flags & re.IGNORECASE else {sign}
        return {form for form in forms if len(form) == 1}

    def _same(self, sign: str, code: int) -> bool:
        return chr(code) in self._cases(sign)

    def _sequence(self, parts: Any, here: int) -> int:
        for op, what in parts:
            here = self._part(op, what, here)
        return here

    def _part(self, op: Any, what: Any, here: int) -> int:
        there = self._place()
        if (signs := self._signs(op, what)) is not None:
            self._sign(here, signs, there)
        elif op is sre.BRANCH:
            for branch in what[1]:
                self._at_once(self._sequence(branch, here_of := self._place()), there)
                self._at_once(here, here_of)
        elif op is sre.SUBPATTERN:
            flags, self.flags = self.flags, (self.flags | what[1]) & ~what[2]
            self._at_once(self._sequence(what[3], here), there)
            self.flags = flags
        elif op is sre.ATOMIC_GROUP:
            self._at_once(self._sequence(what, here), there)
        elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            self._repeat(op, *what, here, there)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            self._look(op, *what, here, there)
        elif op is sre.AT:
            self._boundary(what, here, there)
        elif op is sre.GROUPREF:
            self._at_once(here, there)
        else:
            raise NotImplementedError(op)
        return there

    def _repeat(self, op: Any, least: int, most: int, part: Any, here: int, there: int) -> None:
        for _ in range(min(least, COUNTED)):
            here = self._sequence(part, here)
        one = self._signs(*part[0]) if len(part) == 1 else None
        # What repeats without giving back leaves nothing that it could have taken.
        after = self.all - one if op is sre.POSSESSIVE_REPEAT and one is not None and most is sre.MAXREPEAT else None
        if most is sre.MAXREPEAT:
            loop = self._place()
            self._at_once(here, loop)
            if one is None:  # the first time apart, so that `(?:a*)*` has two ways of reading two signs
                here = loop
                self._at_once(here, there)
                loop = self._place()
                self._at_once(self._sequence(part, here), loop)
            self._at_once(self._sequence(part, loop), loop)
            self._at_once(loop, there, None, after)
            return
        self._at_once(here, there)
        for _ in range(min(most - least, COUNTED)):
            here = self._sequence(part, here)
            self._at_once(here, there)

    def _look(self, op: Any, direction: int, part: Any, here: int, there: int) -> None:
        one = [self._signs(*item[0]) if len(item) == 1 else None for item in _alternatives(part)]
        if None not in one:
            signs = frozenset().union(*(found for found in one if found is not None))
            allowed = signs if op is sre.ASSERT else self.all - signs
            self._at_once(here, there, *((allowed, None) if direction < 0 else (None, allowed)))
            return
        self._at_once(here, there)
        if direction > 0:  # its own work; it ends nowhere
            self._sequence(part, aside := self._place())
            self._at_once(here, aside)

    def _boundary(self, what: Any, here: int, there: int) -> None:
        if what in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            lines = what is sre.AT_BEGINNING and self.flags & re.MULTILINE
            before = frozenset("\n") if lines else frozenset[str]()
            self._at_once(here, there, before if self.searches else None)
        elif what in (sre.AT_END, sre.AT_END_STRING):
            lines = what is sre.AT_END and self.flags & re.MULTILINE
            self._at_once(here, there, None, frozenset("\n") if lines else frozenset())
        else:
            other = self.all - self.word
            sides = [(self.word, other), (other, self.word)]
            if what is sre.AT_NON_BOUNDARY:
                sides = [(self.word, self.word), (other, other)]
            for before, after in sides:
                self._at_once(here, there, before, after)

    def _classes(self) -> None:
        """Keep one sign of those that no part tells apart."""
        sets = {signs for place in self.places for signs, _ in place.signs}
        sets |= {s for place in self.places for edge in place.at_once for s in edge[:2] if s is not None}
        kinds: dict[frozenset[int], str] = {}
        ordered = sorted(sets, key=sorted)
        for sign in sorted(self.all, key=lambda s: (not s.isalnum(), s)):
            kinds.setdefault(frozenset(n for n, s in enumerate(ordered) if sign in s), sign)
        self.signs = sorted(kinds.values())
        self._steps: dict[tuple[int, str], list[tuple[str, int]]] = {}
        self._sure: dict[tuple[int, str], bool] = {}

    # ---- asking

    def steps(self, place: int, before: str) -> list[tuple[str, int]]:
        """List the signs that lead on from a place, and where to."""
        if (place, before) not in self._steps:
            found: dict[tuple[str, int], None] = {}
            sure = False
            todo: list[tuple[int, frozenset[str] | None]] = [(place, None)]
            seen = set(todo)
            while todo:
                here, allowed = todo.pop()
                sure |= here == self.end and allowed is None
                for signs, there in self.places[here].signs:
                    for sign in self.signs:
                        if sign in signs and (allowed is None or sign in allowed):
                            found[sign, there] = None
                for last, following, there in self.places[here].at_once:
                    if last is not None and before not in last:
                        continue
                    both = following if allowed is None else allowed if following is None else allowed & following
                    if (there, both) not in seen:
                        seen.add((there, both))
                        todo.append((there, both))
            self._steps[place, before], self._sure[place, before] = list(found), sure
        return self._steps[place, before]

    def is_sure(self, place: int, before: str) -> bool:
        """Tell whether a match ends here whatever follows."""
        self.steps(place, before)
        return self._sure[place, before]


def _alternatives(part: Any) -> list[Any]:
    if len(part) == 1 and part[0][0] is sre.BRANCH:
        return list(part[0][1][1])
    if len(part) == 1 and part[0][0] is sre.SUBPATTERN:
        return _alternatives(part[0][1][3])
    return [part]


def _named(tree: Any) -> Iterator[str]:
    """List the signs that an expression names, with those beside the ends of ranges."""
    for item in tree:
        if isinstance(item, tuple) and len(item) == 2 and item[0] in (sre.LITERAL, sre.NOT_LITERAL):
            yield from {chr(item[1]), chr(item[1]).lower(), chr(item[1]).upper()[:1]}
        elif isinstance(item, tuple) and len(item) == 2 and item[0] is sre.RANGE:
            yield from map(chr, {max(0, item[1][0] - 1), *item[1], min(0x10FFFF, item[1][1] + 1)})
        elif isinstance(item, (tuple, list, parsing.SubPattern)):
            yield from _named(item)
