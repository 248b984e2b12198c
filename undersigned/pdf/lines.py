"""Set runs into lines of a given width.

Before it: `runs`. After it: `text`, the flowable that draws the lines. Where lines may break is asked of ICU, where
words may be divided of `hyphenation`, how wide a word is of `typefaces`, in which order a line runs of `bidi`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

from . import bidi, fonts, hyphenation
from .faces import Shaped, utf16
from .quotes import typographic
from .typefaces import ALIKE, BASE, BREAK, script_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .runs import Look, Run
    from .typefaces import Library

#: Words are divided only where a line would stay shorter than this part of the width, ...
LOOSEST = 0.87
#: ... and not in more than so many lines in a row.
MOST_HYPHENS = 2
#: A last line shorter than this part of the width gets a word of the line before, if that stays so full.
RUNT, LEAST_FULL = 0.14, 0.66
#: Characters of a word that are shaped as one; longer ones are nobody's words.
LONGEST = 120
#: Where an address without a better place may be broken: after these.
_STOPS = re.compile(r"[/.,;:?&=_%+~@!#-]")
#: What is in addresses, in which a hyphen at a line's end would seem to belong to them.
_IN_ADDRESS = ("://", "www.", "@")
_TOKEN = re.compile(r"\S+")
#: Nothing to print: controls, and marks that have done their work once lines and directions are known.
_SILENT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")


class Bit(NamedTuple):
    """Characters of one look, face and direction, shaped."""

    text: str
    look: Look
    face: str
    size: float
    shaped: Shaped
    level: int
    #: Where the bit begins in the text.
    start: int

    @property
    def width(self) -> float:
        """Give the width in points."""
        return self.shaped.advance * self.size / 1000


class Word(NamedTuple):
    """What a line takes as a whole, and the blank after it, which is dropped at the line's end."""

    bits: tuple[Bit, ...]
    width: float
    blank: tuple[Bit, ...] = ()
    blank_width: float = 0.0
    #: Whether the line ends here in any case.
    is_last: bool = False


class Line(NamedTuple):
    """Bits in the order in which they are read."""

    bits: tuple[Bit, ...]
    width: float
    height: float
    #: Offsets into the text: where the line begins, and where the next one does.
    start: int
    end: int
    #: Whether it ends within a word.
    is_divided: bool = False


class Setter:
    """Sets one paragraph."""

    def __init__(
        self, runs: Sequence[Run], library: Library, /, *, language: str, leading: float, right_to_left: bool
    ) -> None:
        self._library = library
        self._language = language
        # Japanese lines begin neither with a long vowel's mark nor with a small kana, if so told.
        self._locale = f"{language}-u-lb-strict" if language.startswith("ja") else language or "en"
        self._leading = leading
        self._looks: list[tuple[int, int, Look]] = []
        #: Ids with the offsets at which they stand.
        self.places: list[tuple[int, str]] = []
        parts: list[str] = []
        length = 0
        for run in typographic(runs, language):
            self.places += [(length, name) for name in run.places]
            text = _SILENT.sub("", run.text).translate(ALIKE)
            if text:
                self._looks.append((length, length + len(text), run.look))
                parts.append(text)
                length += len(text)
        self._text = "".join(parts)
        self._addresses: list[tuple[int, int]] = []
        if any(sign in self._text for sign in _IN_ADDRESS):
            tokens = _TOKEN.finditer(self._text)
            self._addresses = [token.span() for token in tokens if any(sign in token[0] for sign in _IN_ADDRESS)]
        levels = None
        if right_to_left or bidi.has_right_to_left(self._text):
            levels = bidi.levels(self._text, right_to_left=right_to_left)
        self._words = tuple(self._part(levels))

    @property
    def widest(self) -> float:
        """Give the width of the widest word."""
        return max((word.width for word in self._words), default=0.0)

    @property
    def whole(self) -> float:
        """Give the width of the text in one line."""
        return sum(word.width + word.blank_width for word in self._words) - (
            self._words[-1].blank_width if self._words else 0
        )

    def lines(self, first: float, rest: float, /, *, hyphens: bool) -> list[Line]:
        """Fill lines: `first` is the width of the first line, `rest` that of the others."""
        found: list[Line] = []
        waiting = list(reversed(self._words))
        before: list[Word] = []
        current: list[Word] = []
        used = 0.0
        while waiting:
            word = waiting.pop()
            room = rest if found else first
            fits = used + word.width <= room + 0.01
            divided = False
            if fits:
                current.append(word)
                used += word.width + word.blank_width
            else:
                in_row = len(found) >= MOST_HYPHENS and all(line.is_divided for line in found[-MOST_HYPHENS:])
                may = hyphens and used < room * LOOSEST and not in_row
                halves = self._divide(word, room - used) if may else None
                divided = halves is not None
                if halves is None and not current:
                    halves = self._force(word, room)
                if halves is not None:
                    current.append(halves[0])
                    waiting.append(halves[1])
                elif current:
                    waiting.append(word)
                else:
                    current.append(word)
            if not fits or word.is_last:
                found.append(self._line(current, divided=divided))
                before, current, used = [] if divided or word.is_last else current, [], 0.0
        if len(current) == 1 and len(before) >= 3 and self._is_runt(before, current, rest):
            current.insert(0, before.pop())
            found[-1] = self._line(before, divided=False)
        if current or not found:
            found.append(self._line(current, divided=False))
        return found

    @staticmethod
    def _is_runt(before: list[Word], last: list[Word], room: float) -> bool:
        """Tell a last line of one short word that the line before can spare a companion for."""
        spared = sum(word.width + word.blank_width for word in before[:-1])
        return last[0].width < room * RUNT and spared >= room * LEAST_FULL and bool(before[-1].blank)

    # ---- words

    def _part(self, levels: list[int] | None) -> Iterator[Word]:
        text = self._text
        items = list(self._items(levels))
        if levels is None and len(items) == 1 and items[0][3] and max(map(len, text.split()), default=0) <= LONGEST:
            return self._part_plain(items[0][2], items[0][3])
        return self._part_any(items)

    def _part_any(self, items: list[tuple[int, int, Look, str, int]]) -> Iterator[Word]:
        text = self._text
        position = 0
        for start, end in LineBreaker(text, self._locale).segments() if text else ():
            stop = start + len(text[start:end].rstrip(" \n"))
            while stop - start > LONGEST:
                bits = tuple(self._bits(items, position, start, start + LONGEST))
                yield Word(bits, sum(bit.width for bit in bits))
                start += LONGEST
            while position < len(items) and items[position][1] <= start:
                position += 1
            bits = tuple(self._bits(items, position, start, stop))
            blank = text[stop:end].replace("\n", "")
            blanks = tuple(self._bits(items, position, stop, stop + 1)) if blank else ()
            yield Word(
                bits, sum(bit.width for bit in bits), blanks, sum(bit.width for bit in blanks), "\n" in text[stop:end]
            )

    def _part_plain(self, look: Look, face: str) -> Iterator[Word]:
        """Do as `_part_any` for the text that most paragraphs are: of one look, in one face, from left to right."""
        text, language = self._text, look.language or self._language
        family = fonts.FAMILIES.get(face)
        size = look.size * family.size if family else look.size
        words = self._library.words(face, look.features, language)
        scale = size / 1000
        for start, end in LineBreaker(text, self._locale).segments():
            segment = text[start:end]
            core = segment.rstrip(" \n")
            shaped = words[core]
            bits = (Bit(core, look, face, size, shaped, 0, start),) if core else ()
            width = shaped.advance * scale
            rest = segment[len(core) :]
            if not rest.replace("\n", ""):
                yield Word(bits, width, is_last="\n" in rest)
                continue
            stop = start + len(core)
            space = words[text[stop]]
            blank = (Bit(text[stop], look, face, size, space, 0, stop),)
            yield Word(bits, width, blank, space.advance * scale, "\n" in rest)

    def _items(self, levels: list[int] | None) -> Iterator[tuple[int, int, Look, str, int]]:
        """Part the text where look, face or direction change: (start, end, look, face, level)."""
        for start, end, look in self._looks:
            place = start
            for face, part in self._library.runs(self._text[start:end], look.face, look.language or self._language):
                stop = place + len(part)
                if levels is None:
                    yield place, stop, look, face, 0
                else:
                    begin = place
                    for at in range(place + 1, stop + 1):
                        if at == stop or levels[at] != levels[begin]:
                            yield begin, at, look, face, levels[begin]
                            begin = at
                place = stop

    def _bits(self, items: list[tuple[int, int, Look, str, int]], position: int, start: int, end: int) -> Iterator[Bit]:
        while position < len(items) and items[position][0] < end:
            first, last, look, face, level = items[position]
            first, last = max(first, start), min(last, end)
            if first < last:
                yield self._bit(self._text[first:last], look, face, level, first)
            position += 1

    def _bit(self, text: str, look: Look, face: str, level: int, start: int) -> Bit:
        language = look.language or self._language
        printed = text.replace(BREAK, "")
        if not face:
            # Of a character that no font has, a place to break may stand alone.
            shaped = self._named(printed) if printed else self._library.shape(BASE, "", (), "ltr", "en")
            return Bit(text, look, BASE, look.size, shaped, level, start)
        direction = "rtl" if level % 2 else "ltr"
        shaped = self._library.shape(face, printed, look.features, direction, language)
        family = fonts.FAMILIES.get(face)
        return Bit(text, look, face, look.size * family.size if family else look.size, shaped, level, start)

    def _named(self, text: str) -> Shaped:
        """Say the script of characters that no font has, where they would stand; copied, they are what they are."""
        shaped = self._library.shape(BASE, f"[{script_of(text[:1])}]", (), "ltr", "en")
        code = f"/Span<</ActualText<{utf16(text)}>>>BDC [{shaped.code}]TJ EMC"
        return Shaped(shaped.advance, code, False, shaped.glyphs)

    # ---- lines

    def _line(self, words: list[Word], *, divided: bool) -> Line:
        bits: list[Bit] = []
        for word in words:
            bits += word.bits
            bits += word.blank
        end = bits[-1].start + len(bits[-1].text) if bits else 0
        blank = words[-1].blank if words else ()
        width = sum(bit.width for bit in bits) - sum(bit.width for bit in blank)
        grow = max((fonts.FAMILIES[bit.face].leading for bit in bits if bit.face in fonts.FAMILIES), default=1.0)
        return Line(tuple(bits), width, self._leading * grow, bits[0].start if bits else 0, end, divided)

    def _divide(self, word: Word, room: float) -> tuple[Word, Word] | None:
        """Divide a word at the last place that leaves room for a hyphen."""
        if len(word.bits) != 1 or room <= 0:
            return None
        bit = word.bits[0]
        before = bisect_right(self._addresses, (bit.start, len(self._text)))
        if before and bit.start < self._addresses[before - 1][1]:
            return None
        language = bit.look.language or self._language
        for place in reversed(hyphenation.points(bit.text, language)):
            left = self._bit(bit.text[:place], bit.look, bit.face, bit.level, bit.start)
            hyphen = self._hyphen(bit, place)
            if left.width + hyphen.width <= room:
                return Word((left, hyphen), left.width + hyphen.width), self._rest(word, bit, place)
        return None

    def _hyphen(self, bit: Bit, place: int) -> Bit:
        shaped = self._library.shape(bit.face, "-", bit.look.features, "ltr", "")
        # A soft hyphen: text that is copied or read aloud has the word whole.
        code = f"/Span<</ActualText<FEFF00AD>>>BDC [{shaped.code}]TJ EMC"
        return Bit(
            "",
            bit.look,
            bit.face,
            bit.size,
            Shaped(shaped.advance, code, False, shaped.glyphs),
            bit.level,
            bit.start + place,
        )

    def _force(self, word: Word, room: float) -> tuple[Word, Word] | None:
        """Break a word that is wider than a line, such as an address: after a stop, or else between characters."""
        taken: list[Bit] = []
        used = 0.0
        for number, bit in enumerate(word.bits):
            if used + bit.width <= room:
                taken.append(bit)
                used += bit.width
                continue
            ends = [end for _, end in CharacterBreaker(bit.text, "en").segments()][:-1]
            low, high = 0, len(ends)
            while low < high:
                middle = (low + high + 1) // 2
                piece = self._bit(bit.text[: ends[middle - 1]], bit.look, bit.face, bit.level, bit.start)
                low, high = (middle, high) if used + piece.width <= room else (low, middle - 1)
            fitting = ends[:low]
            good = [end for end in fitting if _STOPS.match(bit.text[end - 1]) and end > fitting[-1] / 2]
            place = good[-1] if good else fitting[-1] if fitting else 0
            if not place and not taken:
                place = ends[0] if ends else len(bit.text)
            if place:
                taken.append(self._bit(bit.text[:place], bit.look, bit.face, bit.level, bit.start))
            if place == len(bit.text) and number == len(word.bits) - 1:
                return None
            left = Word(tuple(taken), sum(part.width for part in taken))
            return left, self._rest(word, bit, place)
        return None

    def _rest(self, word: Word, bit: Bit, place: int) -> Word:
        later = word.bits[word.bits.index(bit) + 1 :]
        tail = (
            (self._bit(bit.text[place:], bit.look, bit.face, bit.level, bit.start + place),) if bit.text[place:] else ()
        )
        bits = (*tail, *later)
        return Word(bits, sum(part.width for part in bits), word.blank, word.blank_width, word.is_last)


def one_line(runs: Sequence[Run], library: Library, leading: float, /) -> Line:
    """Set runs of our own, such as a number, into a line of whatever width they need."""
    setter = Setter(runs, library, language="en", leading=leading, right_to_left=False)
    return setter.lines(1e6, 1e6, hyphens=False)[0]
