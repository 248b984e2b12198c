"""How many sign, as the source states it, and whether the list is complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .findings import LIKELY, SURE, UNSURE, Fact, Findings
from .lines import Line
from .vocabulary import NUMBER_WORDS, SIGNER_NOUNS, folded

_COUNT = re.compile(
    r"(?P<vague>(?:more than|over|nearly|almost|around|about|some|at least|plus de|pres de|mas de|casi|mehr als|uber|fast|mais de|piu di|more then)\s+)?"
    r"(?<![\w.,/-])(?P<n>\d{1,5}|(?:"
    + "|".join(NUMBER_WORDS)
    + r")(?:-[a-z]+)?)(?P<plus>\+)?\s+(?P<words>(?:[\w'’&.-]+\s+){0,4}?)(?P<noun>[\w-]+)"
)
_CJK_COUNT = re.compile(r"(?P<n>\d{1,4})\s*(?:个|個|家|名)?(?:\S{0,8}?)(?:组织|組織|团体|團體|机构|機構|団体|个人)")
_BOTH = re.compile(r"organi[sz]ations and individuals|groups and individuals|individuals and organi[sz]ations")
_SIGNING = re.compile(
    r"coalition of|sent (?:a|an) |undersigned|\bsign|signator|\bwe,|on behalf of|\bjoin|soussign|firma|unterzeich|assina|подпис|签|簽|署|\bbelow\b"
)
_CALLING = re.compile(
    r"\b(?:call|calls|urge|urges|ask|asks|demand|demands|write|writes|condemn|condemns|letter|tell|tells|to|request|requests|appeal|appels?|appellent|demandent|piden|exigen|fordern|express|raise|send|sends)\b"
)
#: A number behind these counts those the letter is about: the detention of five journalists.
_WHOM = re.compile(
    r"(?<!coalition )(?<!group )(?<!alliance )(?<!network )(?<!behalf )(?<!list )\bof (?:the |these |those |over |about )?$"
)
_PERSONS = (
    "individuals",
    "people",
    "persons",
    "experts",
    "academics",
    "scholars",
    "writers",
    "citizens",
    "researchers",
    "personnes",
    "personas",
    "individus",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of signatories that the source states."""

    number: int
    line: Line
    #: What makes it doubtful; empty if nothing does.
    why: str
    persons: bool
    #: Whether it stands in title or standfirst, or with words of signing.
    strong: bool


def stated_in(lines: Sequence[Line], *, headline: bool) -> list[Stated]:
    """Find numbers of signatories in lines of the head, or in the text where it speaks of signing."""
    found: list[Stated] = []
    for line in lines:
        plain = folded(line.text[:1500])
        for match in _COUNT.finditer(plain):
            number = _number(match["n"])
            noun = match["noun"].strip(".-")
            between = folded(match["words"]).split()
            if noun not in SIGNER_NOUNS:
                # The noun may stand behind words that part it from its number: 14 undersigned organisations.
                following = re.findall(r"[\w-]+|[,.;:]", plain[match.start("noun") : match.start("noun") + 60])[:5]
                stop = next((n for n, word in enumerate(following) if word in ",.;:"), len(following))
                noun = next((word for word in (*between, *following[:stop]) if word in SIGNER_NOUNS), "")
            if _WHOM.search(plain[max(0, match.start() - 30) : match.start()]):
                continue
            if (
                number is None
                or number < 2
                or not noun
                or any(word in ("of", "other", "million") for word in between[:1])
            ):
                continue
            near = plain[max(0, match.start() - 70) : match.end() + 130]
            if not (
                _SIGNING.search(near)
                or _SIGNING.search(plain[:20])
                or (headline and (_CALLING.search(plain[match.end() : match.end() + 40]) or match.start() == 0))
            ):
                continue
            vague = (match["vague"] or "").strip()
            why = (
                f"the source says “{vague} {number}”"
                if vague
                else f"the source says “{number}+”"
                if match["plus"]
                else ""
            )
            if not why and _BOTH.search(plain[match.start() : match.end() + 40]):
                why = "the number counts organizations and individuals together"
            found.append(Stated(number, line, why, noun in _PERSONS, True))
        found += [
            Stated(int(m["n"]), line, "", False, True)
            for m in _CJK_COUNT.finditer(plain)
            if headline or _SIGNING.search(plain)
        ]
    return found


def _number(text: str) -> int | None:
    if text.isdecimal():
        number = int(text)
        return number if number < 1900 or number > 2100 else None
    total = 0
    for word in text.split("-"):
        if word not in NUMBER_WORDS:
            return None
        total += NUMBER_WORDS[word]
    return total


def settle(findings: Findings, stated: Sequence[Stated], *, signers_by: str, broken: bool, withheld: int) -> None:
    """Decide how many are stated, and whether the list is complete."""
    bodies = [count for count in stated if not count.persons]
    listed = len(findings.signatories)
    numbers = list(dict.fromkeys(count.number for count in bodies))
    mismatch = ""
    if bodies:
        chosen = next((count for count in bodies if count.number == listed), bodies[0])
        why = chosen.why
        if len(numbers) > 1:
            why = why or f"the source gives several numbers: {', '.join(map(str, numbers))}"
            findings.notes.append(f"The source gives several numbers of signatories: {', '.join(map(str, numbers))}.")
        known = listed + withheld
        if chosen.number not in (listed, known):
            mismatch = f"the source states {chosen.number}, {listed} are listed"
            why = why or mismatch
            findings.notes.append(f"The source states {chosen.number} signatories; {listed} could be read.")
        findings.stated_number = chosen.number
        findings.stated = Fact(
            "signatories-stated", str(chosen.number), chosen.line.place, UNSURE if why else SURE, why
        )
    persons = next((count for count in stated if count.persons), None)
    if (
        persons is not None
        and findings.individuals is None
        and not any(party.party.is_person_alone for party in findings.signatories)
    ):
        findings.individuals = persons.number
        sure = UNSURE if persons.why else LIKELY
        findings.individuals_fact = Fact(
            "individuals", str(persons.number), persons.line.place, sure, persons.why or "stated in the text"
        )
    if not listed:
        findings.complete = Fact("signatories-complete", "false", 0, UNSURE, "nobody could be read who signs")
        return
    doubtful = [found for found in findings.signatories if found.sureness == UNSURE]
    reasons = [
        reason
        for reason in (
            mismatch,
            "names are missing or could not be read" if broken else "",
            "some names are doubtful" if doubtful else "",
            "the source gives a vague number"
            if findings.stated and findings.stated.sureness == UNSURE and not mismatch
            else "",
            "the list stands in no usual place" if signers_by in ("footnote", "byline") else "",
        )
        if reason
    ]
    findings.complete = Fact(
        "signatories-complete", "false" if reasons else "true", 0, LIKELY if reasons else SURE, "; ".join(reasons)
    )
