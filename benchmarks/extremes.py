"""Made-up archives with the longest lists that pages may have: of signatories, and of letters of one body or topic.

The rest of the archive is that of `synthetic`. All letters are on one topic, many of them are signed by one body, and
one letter has a list of signatories of which most are persons who sign for themselves.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import synthetic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The extremes themselves: body, topic and letter.
BODY, TOPIC = "Sample Society of All Letters", "sample-topic-of-all-letters"
BODY_PATH = f"organizations/{BODY.lower().replace(' ', '-')}.md"
TOPIC_PATH = f"topics/{TOPIC}.md"
LETTER_PATH = "letters/2026/2026-12-31-sample-petition.md"
#: One of so many signatories of the petition is a body, and has a page; the others are persons.
BODIES = 5

_STATED = re.compile(r"(?<=^signatories-stated: )\d+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long the longest lists are."""

    #: Letters of the archive, all of them on one topic.
    letters: int
    #: Letters of one organization, of those.
    signed: int
    #: Signatories of one letter.
    signatories: int


#: As long as lists are to be borne.
LONGEST = Sizes(letters=10_000, signed=5_000, signatories=20_000)


def generate(sizes: Sizes, /) -> Iterator[tuple[str, str]]:
    """Give path and text of every page, those of the extremes last."""
    letters, bodies = 0, []
    for path, text in synthetic.generate(sizes.letters):
        folder, _, name = path.partition("/")
        if folder == "letters" and not name.endswith("index.md"):
            letters += 1
            text = text.replace("\ntopics:\n", f"\ntopics:\n- {TOPIC}\n", 1)
            text = _signed(text) if letters <= sizes.signed else text
        elif folder == "organizations" and name != "index.md":
            bodies.append(text.split("name: ", 1)[1].partition("\n")[0])
        yield path, text
    yield BODY_PATH, f"---\nname: {BODY}\nkind: ngo\ncountry: KE\n---\n\n{BODY} is made up.\n"
    yield TOPIC_PATH, f"---\nname: {TOPIC.replace('-', ' ').capitalize()}\n---\n\nLetters about everything.\n"
    yield LETTER_PATH, _petition(bodies, sizes.signatories)


def _signed(text: str) -> str:
    """Add the one body to the signatories of a letter."""
    line = f"signatories:\n- {BODY}\n"
    if "\nsignatories:\n" not in text:
        return text.replace("\nindividuals:", f"\n{line}individuals:", 1)
    text = text.replace("\nsignatories:\n", f"\n{line}", 1)
    return _STATED.sub(lambda stated: f"{int(stated[0]) + 1}", text, count=1)


def _petition(bodies: Sequence[str], signatories: int) -> str:
    lines = [
        f"- {bodies[number // BODIES]}"
        if number % BODIES == 0 and number // BODIES < len(bodies)
        else f"- name: Sample Signatory {number + 1}\n  title: Reader"
        for number in range(signatories)
    ]
    address = "https://example.org/letters/sample-petition"
    facts = [
        "title: A sample petition with everybody's name", "date: 2026-12-31", "language: en", "to:",
        f"- organization: {bodies[-1]}", "signatories:", *lines, "signatories-complete: true", "individuals: 0",
        "topics:", f"- {TOPIC}", "occasion: Everybody was asked to sign", "asks:", "- Read every name", "text: summary",
        "source:", "  publisher: Sample Publisher 1", f"  url: {address}", "evidence:", f"- {address}",
    ]  # fmt: skip
    return "\n".join(["---", *facts, "---", "", "Everybody signs.\nNobody was left out.", ""])


def write(folder: Path, sizes: Sizes, /) -> None:
    """Write the archive below `folder`."""
    for path, text in generate(sizes):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write such an archive, to be built and looked at."""
    parser = ArgumentParser(prog="extremes", description="Write a made-up archive with the longest lists of all kinds.")
    parser.add_argument("folder", type=Path, help="where the pages go")
    parser.add_argument("--letters", type=int, default=LONGEST.letters, help="letters, all of one topic")
    parser.add_argument("--signed", type=int, default=LONGEST.signed, help="letters of one organization")
    parser.add_argument("--signatories", type=int, default=LONGEST.signatories, help="signatories of one letter")
    asked = parser.parse_args(arguments)
    write(asked.folder, Sizes(asked.letters, asked.signed, asked.signatories))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
