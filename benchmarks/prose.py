"""Made-up prose with the words of real one: a few that stand everywhere, and many that hardly ever come again.

What search, hyphenation and fonts cost depends on it.
"""

from __future__ import annotations

from functools import cache
from random import Random

#: Different words of all texts together. The most frequent are English ones, the others are made up.
VOCABULARY = 30000

_COMMON = (
    "the", "of", "to", "and", "in", "that", "a", "we", "for", "is", "on", "with", "as", "by", "their", "our", "your",
    "this", "are", "be", "it", "not", "have", "from", "all", "who", "has", "at", "which", "was", "an", "or", "will",
    "they", "been", "were", "its", "more", "those", "under", "any", "can", "must", "no", "when", "if", "where",
    "than", "may", "only", "how", "one", "them", "such", "between",
)  # fmt: skip
_ONSETS = (
    "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "qu", "r",
    "s", "sc", "sl", "sp", "st", "t", "th", "tr", "v", "w", "y", "z",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io", "ou")
_CODAS = ("", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t")
_ENDINGS = ("", "", "", "al", "ed", "ing", "ity", "ment", "s", "tion")


@cache
def _words() -> tuple[str, ...]:
    """List the vocabulary, the most frequent words first; it is the same for all seeds."""
    random, words = Random(0), dict.fromkeys(_COMMON)
    while len(words) < VOCABULARY:
        syllables = random.choices((1, 2, 3), (3, 5, 1))[0]
        parts = (random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in range(syllables))
        words["".join(parts) + random.choice(_ENDINGS)] = None
    return tuple(words)


def _word(random: Random) -> str:
    """Draw a word as often as texts have it: the second half as often as the first, the third a third (Zipf)."""
    return _words()[int(VOCABULARY ** random.random()) - 1]


def phrase(random: Random, least: int, most: int) -> str:
    """Write between `least` and `most` words, the first with a capital."""
    text = " ".join(_word(random) for _ in range(random.randint(least, most)))
    return text[0].upper() + text[1:]


def _paragraph(random: Random, sentences: int) -> str:
    """Write sentences, each on a line of its own as our pages have them."""
    return "\n".join(f"{phrase(random, 5, 16)}, {phrase(random, 4, 15).lower()}." for _ in range(sentences))


def summary(random: Random) -> str:
    """Write some 37 words in one to three sentences."""
    return "\n".join(f"{phrase(random, 9, 27)}." for _ in range(random.choices((1, 2, 3), (2, 5, 1))[0]))


def full_text(random: Random) -> str:
    """Write a letter of about 900 words in eight paragraphs, some with a list of what is asked."""
    paragraphs = [_paragraph(random, random.randint(3, 8)) for _ in range(random.randint(5, 11))]
    if random.random() < 0.3:
        paragraphs.insert(-1, "\n".join(f"- {phrase(random, 8, 20)}." for _ in range(random.randint(3, 7))))
    return "\n\n".join(("Dear keepers of the paper boats,", *paragraphs, "Yours sincerely,"))
