"""Made-up archives of any size, shaped as the real one: who signs, how often, with whom, about what.

`python -m benchmarks.synthetic LETTERS FOLDER` writes one. The shape is that of the archive's first 183 letters:
a fifth lists no signatories, half of the others up to 4, one in twenty of all 34 or more, and none more than 68;
1,186 signatures, most of bodies that sign once, while a few sign every fifth letter; one addressee in four letters of
five, and 20 in one; 35 topics, three or four a letter; summaries of 37 words. Of full texts the real archive has one
as yet; here a letter in four is printed whole, about 900 words of it. All letters are in English, where five in a
hundred of the real ones are not. Every name and sentence is plainly made up.
The same number and seed give the same files, byte for byte.
"""

from __future__ import annotations

from argparse import ArgumentParser
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import sqrt
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml

from undersigned.charts.kinds import KINDS as CHARTS

from .prose import full_text, phrase, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Years of the letters; busier ones are as frequent as others here, as growth is not about years.
YEARS = (2005, 2026)
#: Most signatories that a letter lists.
MOST_SIGNATORIES = 70
#: Topics of 183 letters; their number grows with the root of the number of letters.
TOPICS = 35
#: How readily a new signatory turns up, of 1: 0.78 turns 1,100 signatures into about 640 bodies; and a new addressee.
NOVELTY, NEW_ADDRESSEES = 0.78, 0.82
#: The part of the letters that is printed whole.
FULL = 0.25

KINDS = ("ngo", "ngo", "ngo", "ngo", "company", "company", "government", "other", "coalition", "academic")
COUNTRIES = ("US", "GB", "CH", "CA", "DE", "FR", "IN", "KE")

_FIRST = ("Amber", "Brisk", "Cobalt", "Dapple", "Ember", "Fabled", "Gentle", "Hollow", "Indigo", "Jolly", "Kindly")
_SECOND = ("Acorn", "Beacon", "Candle", "Drum", "Engine", "Feather", "Garden", "Harbour", "Island", "Jacket", "Kettle")
_FORMS = ("Committee", "Coalition", "Society", "Watch", "Network", "Foundation", "Campaign", "Institute", "Forum")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pages of each kind an archive has; `indexes` are the pages that are no record."""

    letters: int
    organizations: int
    topics: int
    indexes: int

    @property
    def pages(self) -> int:
        """Sum the pages of all kinds."""
        return self.letters + self.organizations + self.topics + self.indexes


class _Cast:
    """Draw bodies as letters do: the more often one was drawn, the likelier it is drawn again (Pitman and Yor)."""

    def __init__(self, random: Random, novelty: float) -> None:
        self._random, self._novelty = random, novelty
        self._drawn: list[int] = []
        self._times: Counter[int] = Counter()

    @property
    def bodies(self) -> int:
        """Count the bodies drawn so far."""
        return len(self._times)

    def draw(self) -> int:
        """Give the number of a body, counted from 0 in the order in which they first turn up."""
        known = self.bodies
        if self._random.random() * (len(self._drawn) + 1) < 1 + self._novelty * known:
            return known
        number = self._random.choice(self._drawn)
        while self._random.random() * self._times[number] < self._novelty:  # it is taken from each body's weight
            number = self._random.choice(self._drawn)
        return number

    def draw_several(self, count: int) -> list[int]:
        """Give `count` different bodies, and note that they were drawn."""
        several: dict[int, None] = {}
        # One that comes again is not noted twice, or what is frequent would become ever more so.
        while len(several) < count:
            number = self.draw()
            if number not in several:
                several[number] = None
                self._drawn.append(number)
                self._times[number] += 1
        return list(several)


def organization_name(number: int) -> str:
    """Give the name of a body; no two share one."""
    first, second = _FIRST[number % len(_FIRST)], _SECOND[number // len(_FIRST) % len(_SECOND)]
    return f"Sample {first} {second} {_FORMS[number % len(_FORMS)]} {number + 1}"


def organization_id(number: int) -> str:
    """Give the id of a body."""
    return organization_name(number).lower().replace(" ", "-")


def topic_id(number: int) -> str:
    """Give the id of a topic."""
    return f"sample-topic-{number + 1}"


def topic_count(letters: int) -> int:
    """Give how many topics an archive of so many letters has."""
    return max(5, round(TOPICS * sqrt(letters / 183)))


@cache
def _topic_weights(count: int) -> list[float]:
    """Weigh topics as the real ones: the first is on two letters of five, the twentieth on one of twelve; summed up."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def _date(random: Random) -> str:
    year, month = random.randint(*YEARS), random.randint(1, 12)
    if random.random() < 0.09:
        return f"{year}-{month:02d}"
    return f"{year}-{month:02d}-{random.randint(1, monthrange(year, month)[1]):02d}"


def _signatures(random: Random) -> int:
    """Draw a number of signatories: none in a fifth of the letters, else 4 in the middle, with a long tail."""
    if random.random() < 0.22:
        return 0
    return max(1, min(MOST_SIGNATORIES, round(random.lognormvariate(1.25, 1.3))))


def _page(facts: Mapping[str, Any], body: str) -> str:
    block = yaml.dump(
        dict(facts), Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        sort_keys=False, allow_unicode=True, width=1000,
    )  # fmt: skip
    return f"---\n{block}---\n\n{body}\n"


def _letter(
    random: Random, number: int, topics: int, signing: _Cast, receiving: _Cast, *, is_full: bool
) -> tuple[str, str]:
    """Give path and text of a letter's page."""
    date = _date(random)
    count = _signatures(random)
    year, slug = date[:4], f"{date}-sample-letter-{number + 1}"
    address = f"https://example.org/letters/{slug}"
    parties = receiving.draw_several(random.choices((1, 2, 3, 6, 20), (160, 17, 6, 8, 1))[0])
    to = [_addressee(random, number) for number in parties]
    facts: dict[str, Any] = {"title": f"Sample letter {number + 1}: {phrase(random, 4, 11)}", "date": date}
    facts |= {"language": "en", "to": to}
    if count:
        # Signatories have even numbers, addressees odd ones.
        facts["signatories"] = [organization_name(2 * number) for number in signing.draw_several(count)]
    if count and random.random() < 0.3:
        facts["signatories-complete"] = True
    elif count:
        facts["signatories-stated"] = count + random.randint(0, 40)
    facts |= {
        "individuals": 0,
        "topics": [topic_id(topic) for topic in _drawn_topics(random, topics)],
        "occasion": phrase(random, 3, 8),
        "asks": _asks(random),
        "text": "full" if is_full else "summary",
        **({"license": "CC-BY-4.0"} if is_full else {}),
        "source": {"publisher": f"Sample Publisher {random.randint(1, 30)}", "url": address},
        **({"other-urls": [f"https://example.com/copies/{slug}"]} if random.random() < 0.6 else {}),
        "evidence": [address],
        "notes": f"{phrase(random, 4, 20)}.",
    }
    return f"letters/{year}/{slug}.md", _page(facts, full_text(random) if is_full else summary(random))


def _asks(random: Random) -> list[str]:
    """Write what a letter asks; an ask stands once."""
    count = random.choices((1, 2, 3, 4), (7, 5, 4, 1))[0]
    return list(dict.fromkeys(phrase(random, 4, 8) for _ in range(count)))


def _drawn_topics(random: Random, topics: int) -> list[int]:
    count = random.choices((2, 3, 4, 5, 6, 7), (21, 82, 38, 28, 9, 3))[0]
    drawn: set[int] = set()
    while len(drawn) < min(count, topics):
        drawn.update(random.choices(range(topics), cum_weights=_topic_weights(topics)))
    return sorted(drawn)


def _addressee(random: Random, number: int) -> dict[str, str]:
    name = {"name": f"Sample Person {number + 1}"} if random.random() < 0.6 else {}
    title = {"title": random.choice(("President", "Director", "Secretary-General"))} if name else {}
    return name | title | {"organization": organization_name(2 * number + 1)}


def _organization(random: Random, number: int) -> tuple[str, str]:
    name = organization_name(number)
    facts: dict[str, Any] = {"name": name}
    if random.random() < 0.3:
        facts["aliases"] = [f"SBO {number + 1}"]
    facts["kind"] = random.choice(KINDS)
    if random.random() < 0.43:
        facts["country"] = random.choice(COUNTRIES)
    return f"organizations/{organization_id(number)}.md", _page(facts, f"{name} is made up.")


def _topic(number: int, count: int) -> tuple[str, str]:
    facts: dict[str, Any] = {"name": f"Sample topic {number + 1}"}
    if number % 5:
        facts["broader"] = topic_id(number - number % 5)
    related = [other for other in (number - 7, number + 7) if 0 <= other < count]
    if related:
        facts["related"] = [topic_id(other) for other in related]
    return f"topics/{topic_id(number)}.md", _page(facts, f"Letters about sample topic {number + 1}.")


def _listing(name: str, **options: str | int) -> str:
    lines = [f":{option.rstrip('_')}: {value}" for option, value in options.items()]
    return "\n".join((f"```{{{name}}}", *lines, "```"))


def _indexes(years: list[str]) -> Iterator[tuple[str, str]]:
    """Give the pages that list others: as many and as long as the real archive's."""
    for year in years:
        listing = _listing("letters", year=year, order="oldest")
        yield f"letters/{year}/index.md", _page({"title": f"Letters of {year}"}, listing)
    listings = {
        "letters": (_listing("letters", as_="years"), _listing("letters", as_="table")),
        "organizations": (_listing("organizations", as_="kinds"), _listing("organizations")),
        "topics": (_listing("topics"),),
    }
    for folder, parts in listings.items():
        yield f"{folder}/index.md", _page({"title": folder.title()}, "\n\n".join(parts))
    for kind in sorted(set(KINDS)):
        yield f"browse/{kind}.md", _page({"title": f"Kind: {kind}"}, _listing("organizations", kind=kind))
    for style in ("names", "countries", "addressees"):
        yield f"browse/{style}.md", _page({"title": style.title()}, _listing("organizations", as_=style))
    charts = "\n\n".join(f"```{{chart}} {kind}\n```" for kind in CHARTS)
    yield "browse/pictures.md", _page({"title": "Pictures"}, charts)
    newest, active = _listing("letters", limit=8), _listing("organizations", as_="active", limit=12)
    tree = "```{toctree}\n:hidden:\n\nletters/index\norganizations/index\ntopics/index\n```"
    yield "index.md", _page({"title": "A made-up archive"}, f"{newest}\n\n{active}\n\n{tree}")


def generate(letters: int, /, *, seed: int = 1, full: float = FULL) -> Iterator[tuple[str, str]]:
    """Give path (below the folder of pages) and text of every page of an archive of so many letters.

    The part `full` of the letters is printed whole, spread evenly.
    """
    random = Random(seed)
    signing, receiving = _Cast(random, NOVELTY), _Cast(random, NEW_ADDRESSEES)
    topics = topic_count(letters)
    pages = [
        _letter(random, n, topics, signing, receiving, is_full=int((n + 1) * full) > int(n * full))
        for n in range(letters)
    ]
    yield from pages
    bodies = sorted([2 * n for n in range(signing.bodies)] + [2 * n + 1 for n in range(receiving.bodies)])
    yield from (_organization(random, number) for number in bodies)
    yield from (_topic(number, topics) for number in range(topics))
    yield from _indexes(sorted({path.split("/")[1] for path, _ in pages}))


def write(folder: Path, letters: int, /, *, seed: int = 1, full: float = FULL) -> Counts:
    """Write an archive of so many letters below `folder`; tell what it holds."""
    kinds: Counter[str] = Counter()
    for path, text in generate(letters, seed=seed, full=full):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        folder_name = path.partition("/")[0]
        kinds["index" if file.name == "index.md" or folder_name == "browse" else folder_name] += 1
    return Counts(kinds["letters"], kinds["organizations"], kinds["topics"], kinds["index"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Write an archive, and tell what it holds."""
    parser = ArgumentParser(prog="synthetic", description="Write a made-up archive.")
    parser.add_argument("letters", type=int, help="how many letters")
    parser.add_argument("folder", type=Path, help="where the pages go")
    parser.add_argument("--seed", type=int, default=1, help="another gives other pages; %(default)s unless told")
    parser.add_argument("--full", type=float, default=FULL, metavar="PART", help="of 1; %(default)s unless told")
    options = parser.parse_args(arguments)
    print(write(options.folder, options.letters, seed=options.seed, full=options.full))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
