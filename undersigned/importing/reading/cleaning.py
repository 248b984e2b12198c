"""Cleans text of any source: blanks, invisible characters, ligatures; joins lines that only the page's width broke."""

from __future__ import annotations

import itertools
import re
import unicodedata

from ...text import REFUSED_CHARACTERS

_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
#: How word processors write bullets and blanks by their symbol fonts, in numbers that mean nothing elsewhere.
_SYMBOLS = str.maketrans("\uf0a7\uf0b7\uf020", "•• ")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPT_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?")
_HYPHEN_END = re.compile(r"[^\W\d_]-")
#: Characters of a line at least for its end to be the page's doing: address lines are shorter.
MIN_WIDTH = 50


def visible(text: str) -> str:
    """Drop invisible characters, put line ends and ligatures in their plain form; blanks stay as they are."""
    text = _LINE_ENDS.sub("\n", text).replace("\x0c", "\n\n").replace("\u2029", "\n\n")
    text = REFUSED_CHARACTERS.sub("", text.translate(_SYMBOLS))
    text = _LIGATURES.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Make every run of blanks one space, except line ends; nothing invisible is left."""
    text = _BLANKS.sub(" ", visible(text))
    return re.sub(r"\n{2,}", "\n", _AROUND_BREAK.sub("\n", text)).strip()


def clean_line(text: str) -> str:
    """Make a text one line."""
    return " ".join(visible(text).split())


def superscript(text: str) -> str:
    """Write a raised number, such as a footnote's, in superscript digits; other raised text stays."""
    shown = text.strip()
    if not _SUPERSCRIPT_NUMBER.fullmatch(shown):
        return text
    return text.replace(shown, shown.strip("[]()").translate(_SUPERSCRIPTS))


def unwrapped(text: str, /, *, width: int = 0) -> str:
    """Join the lines that end where the next word would not have fitted; other line ends stay.

    `width` is the longest line of the document, see `wrap_width`; without it, the longest line of this text.
    """
    lines = text.split("\n")
    width = width or max(map(len, lines))
    if len(lines) == 1 or width < MIN_WIDTH:
        return text
    # Pieces are gathered, not added to one another: a long paragraph would be copied for each of its lines.
    done = [lines[0]]
    for previous, line in itertools.pairwise(lines):
        if len(previous) + 1 + len(line.split(" ", 1)[0]) > width:
            end, between = _seam(done[-1], line)
            done[-1] = end
            done += [between, line]
        else:
            done += ["\n", line]
    return "".join(done)


def wrap_width(texts: list[str]) -> int:
    """Find the width at which a document's lines are broken; 0 if they are not.

    Text that is wrapped has many lines of nearly the same length, and hardly any longer.
    """
    lengths = sorted(len(line) for text in texts if text.count("\n") for line in text.split("\n")[:-1])
    if len(lengths) < 3:
        return 0
    width = lengths[-1 - len(lengths) // 50]
    near = sum(width - 14 <= length <= width + 2 for length in lengths)
    return width if MIN_WIDTH <= width <= 110 and near * 3 >= len(lengths) else 0


def joined(before: str, after: str, /, *, keep_hyphen: bool = False) -> str:
    """Join two lines of a paragraph; a word parted by a hyphen becomes whole again."""
    end, between = _seam(before, after, keep_hyphen=keep_hyphen)
    return f"{end}{between}{after}"


def _seam(before: str, after: str, /, *, keep_hyphen: bool = False) -> tuple[str, str]:
    """Give a line without its hyphen if it only parts a word, and what stands between it and the next line."""
    if _HYPHEN_END.fullmatch(before[-2:]) and after[:1].islower():
        return (before, "") if keep_hyphen else (before[:-1], "")
    if before and after and _spaceless(before[-1]) and _spaceless(after[0]):
        return before, ""
    return before, " "


def _spaceless(character: str) -> bool:
    """Whether the character belongs to a script that puts no spaces between words: Han, kana, Thai, Khmer, ..."""
    return "\u2e80" <= character <= "\ua4cf" or "\u0e00" <= character <= "\u0eff" or "\uf900" <= character <= "\uffef"
