"""Bytes of a page to its text, or the reasons why not.

Comes after `undersigned.tree`, before the front matter is split off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import limits
from . import rules_markup as rules
from .diagnostics import Message, Rule, quote

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
# The last two of each plane, and 32 more.
_NONE = "\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
#: Control, invisible and direction-changing characters, those that mean something in one font alone, and those that
#: Unicode will never give a meaning. U+200C, U+200D (Persian, Indic scripts, emoji) and U+FE0F (emoji) are kept, as
#: they belong to writing.
REFUSED_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    f"\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff{_PRIVATE}{_NONE}]"
)
#: What each kind of them is called; the first kind that has a character names it.
REFUSED_KINDS = (
    ("control character", re.compile("[\x00-\x9f]")),
    ("private-use character", re.compile(f"[{_PRIVATE}]")),
    ("noncharacter", re.compile(f"[{_NONE}]")),
    ("invisible or direction-changing character", re.compile(r"[\s\S]")),
)
#: Accents of any script but those whose vowels are such signs: no language writes five on one letter, and many of
#: them paint over the lines above and below.
STACKED_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")
#: All but what is surely neither refused nor an accent: finds nothing in most text, in a fraction of the time.
UNUSUAL = re.compile("[^\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]")
_OTHER_LINE_ENDS = re.compile("[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_GREEK_OR_CYRILLIC = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """A page's text with LF line ends, and what is wrong with it.

    `content` is empty if the page must not be read any further.
    """

    content: str
    messages: tuple[Message, ...] = ()


def read_text(data: bytes, /, *, path: str) -> Text:
    """Decode a page and check its characters; never raises."""

    def refuse(line: int, rule: Rule, problem: str, mend: str) -> Text:
        return Text("", (Message(path, line, rule, problem, mend),))

    if len(data) > limits.now().page_bytes:
        return refuse(
            1, rules.SIZE, f"the page has {len(data):,} bytes", f"a page has at most {limits.now().page_bytes:,}"
        )
    found: list[Message] = []
    if data.startswith(_BOM):
        data = data.removeprefix(_BOM)
        found.append(
            Message(path, 1, rules.ENCODING, "the page begins with a byte order mark", "save it as UTF-8 without BOM")
        )
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return refuse(
            line, rules.ENCODING, f"the page is not UTF-8 (byte 0x{data[error.start]:02X})", "save it as UTF-8"
        )
    if "\r" in content:
        content = content.replace("\r\n", "\n")
    found += check_text(content, path=path)
    # Later readers do not agree on which of these end a line: their messages would have wrong lines.
    return Text(_OTHER_LINE_ENDS.sub(" ", content), tuple(found))


def check_text(content: str, /, *, path: str) -> tuple[Message, ...]:
    """Check the characters and words of a decoded text; one message a line and rule."""
    found = [*_characters(content, path), *_scripts(content, path)]
    return tuple(sorted(found)[: limits.now().messages])


def _characters(content: str, path: str) -> list[Message]:
    found: list[Message] = []
    if not (UNUSUAL.search(content) and (REFUSED_CHARACTERS.search(content) or STACKED_ACCENTS.search(content))):
        return found
    for number, text in enumerate(content.split("\n"), 1):
        if match := STACKED_ACCENTS.search(text):
            problem = f"{len(match[0])} accents stand on one letter at column {match.start() + 1}"
            found.append(Message(path, number, rules.CHARACTER, problem, "leave those that a language writes"))
        elif match := REFUSED_CHARACTERS.search(text):
            problem = f"{refused_name(match[0])} at column {match.start() + 1}"
            found.append(Message(path, number, rules.CHARACTER, problem, "delete it"))
    return found[: limits.now().messages]


def _scripts(content: str, path: str) -> list[Message]:
    found: dict[int, Message] = {}
    if not _GREEK_OR_CYRILLIC.search(content):
        return []
    for number, text in enumerate(content.split("\n"), 1):
        for word in mixed_words(text):
            found.setdefault(number, Message(path, number, rules.SCRIPT, *script_problem(word)))
    return list(found.values())


def refused_name(character: str, /) -> str:
    """Name a refused character by kind and number."""
    kind = next(name for name, pattern in REFUSED_KINDS if pattern.match(character))
    return f"{kind} U+{ord(character):04X}"


def spelled_problem(text: str, /) -> tuple[Rule, str, str] | None:
    """Say what is wrong with the signs of a text that references such as &#x202e; spell: rule, problem, mend."""
    if match := STACKED_ACCENTS.search(text):
        problem = f"{len(match[0])} accents are spelled for one letter"
        return rules.CHARACTER, problem, "leave those that a language writes"
    if match := REFUSED_CHARACTERS.search(text):
        return rules.CHARACTER, f"{refused_name(match[0])} is spelled by its number or name", "delete it"
    for word in mixed_words(text):
        return rules.SCRIPT, *script_problem(word)
    return None


def mixed_words(text: str, /) -> list[str]:
    """Find the words that mix Latin with Greek or Cyrillic letters."""
    if not _GREEK_OR_CYRILLIC.search(text):
        return []
    return [word for word in _WORD.findall(text) if _GREEK_OR_CYRILLIC.search(word) and _LATIN.search(word)]


def script_problem(word: str, /) -> tuple[str, str]:
    """Say of a word that it mixes scripts: problem, mend."""
    shown = " ".join(f"U+{ord(c):04X}" for c in sorted(set(_GREEK_OR_CYRILLIC.findall(word)))[:3])
    return f"the word {quote(word)} mixes Latin with Greek or Cyrillic letters ({shown})", "write it in one script"
