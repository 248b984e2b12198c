"""Finds the address block in a letter's head, or who is addressed by salutation or title alone."""

from __future__ import annotations

import re
from dataclasses import replace

from ...names import name_key
from ..document import FOOTNOTE, HEADING
from . import addressees, dating
from .bodies import Bodies, body_like, is_office, without_forms
from .findings import LIKELY, SURE, UNSURE, Fact, Findings, FoundParty
from .head import BYLINE, CC_TITLE
from .lines import Line
from .parts import Parts, is_noise, label
from .vocabulary import RECIPIENTS, begins, folded
from .when import find_dates

_PLACEHOLDER = re.compile(r"\bX{2,}\b")


def find_addressees(
    findings: Findings, parts: Parts, copies: list[Line], bodies: Bodies, used: set[Line]
) -> Line | None:
    """Read addressees; gives the line of a letterhead."""
    salutation = parts.salutation.text if parts.salutation else None
    title_line = next((line for line in parts.head if line in used and _holds(line, findings.title)), None)
    title_at = parts.head.index(title_line) if title_line is not None else 0
    order = {id(line): number for number, line in enumerate(parts.head)}
    rest = [line for line in parts.head if line not in used and not is_noise(line)]
    letterhead: Line | None = None
    block: list[Line] = []
    for line in rest:
        if line.is_prose or line.kind in (FOOTNOTE,) or BYLINE.match(line.text):
            continue
        if line.kind == HEADING and not bodies.bears(line.text):
            continue
        if dating.is_stamp(line) or len(line.text) > 260:
            continue
        if (
            order[id(line)] < min(title_at, 3)
            and not block
            and letterhead is None
            and not _starts_address_of(line, bodies)
        ):
            if body_like(line.text) or bodies.bears(line.text):
                letterhead = line
                used.add(line)
            continue
        block.append(line)
    if title_line is not None and parts.salutation is None:
        dated = [line for line in parts.head if line in used and find_dates(line.text)]
        block = [line for line in block if line.block > title_line.block or dated]
        block = [line for line in block if _starts_address_of(line, bodies) or line.block != title_line.block]
    if parts.salutation is not None or any(_starts_address_of(line, bodies) for line in block):
        read = _address_lines(block, bodies, parts)
        found, _ = addressees.read_block(read, bodies, salutation)
        doubtful = {id(party) for party in found if not _plausible(party)}
        unread = {(party.place, party.printed) for party in found if id(party) in doubtful}
        found = [party for party in found if id(party) not in doubtful]
        findings.to = found
        used.update(line for line in read if (line.place, line.text) not in unread)
    findings.cc += addressees.read_copies(copies, bodies)
    if parts.salutation is not None:
        doubt = _PLACEHOLDER.search(parts.salutation.text)
        findings.salutation = Fact(
            "salutation", parts.salutation.text, parts.salutation.place, UNSURE if doubt else SURE
        )
    if not findings.to and parts.salutation is not None:
        findings.to = addressees.from_salutation(parts.salutation, bodies)
    if findings.title is not None and len(findings.to) == 1 and findings.to[0].sureness == UNSURE:
        findings.to = [_fuller(findings.to[0], findings.title.text, bodies)]
    if (not findings.to or (all(p.sureness == UNSURE for p in findings.to))) and findings.title is not None:
        titled = addressees.from_title(re.sub(CC_TITLE, "", findings.title.text), bodies)
        better = titled and (
            not findings.to or titled[0].body or (titled[0].party.name and not findings.to[0].party.name)
        )
        if better and not (findings.to and findings.to[0].body):
            findings.to = titled
    return letterhead


def _holds(line: Line, title: Fact | None) -> bool:
    """Tell whether a line is the one that gives the title."""
    return title is not None and name_key(title.text) in name_key(line.text)


def _plausible(found: FoundParty) -> bool:
    """Drop single words that were read as addressees for want of anything better."""
    party = found.party
    told = party.name or party.title or found.body or body_like(found.printed) or len(found.printed.split()) > 1
    return found.sureness != UNSURE or bool(told)


def _fuller(found: FoundParty, title: str, bodies: Bodies) -> FoundParty:
    """Take the whole name from a title, where the salutation greets by a part of it."""
    name = found.party.name
    titled = addressees.from_title(CC_TITLE.sub("", title), bodies)
    other = titled[0].party.name if titled else None
    if name and other and other != name and set(folded(name).split()) < set(folded(other).split()):
        return replace(
            found, party=replace(found.party, name=other), sureness=LIKELY, why="the title gives the whole name"
        )
    return found


def _starts_address_of(line: Line, bodies: Bodies) -> bool:
    text = line.text
    return bool(
        label(line, RECIPIENTS) is not None or bodies.bears(text) or bodies.bears(without_forms(text)[0]) or addressees.is_address_form(text) or is_office(text)
        or (begins(folded(text), RECIPIENTS, 2) and len(text.split()) > 1) or (body_like(text) and len(text.split()) < 9)
    )  # fmt: skip


def _address_lines(block: list[Line], bodies: Bodies, parts: Parts) -> list[Line]:
    """Drop lines between title and address that are no address: deck lines, bylines."""
    start = next(
        (
            n
            for n, line in enumerate(block)
            if _starts_address_of(line, bodies) or addressees.is_address_line(line.text)
        ),
        None,
    )
    if start is None:
        return (
            block if parts.salutation is not None and len(block) >= 2 else [line for line in block if line.height > 1]
        )
    if start and block[start - 1].block == block[start].block:
        while start and block[start - 1].block == block[start].block:
            start -= 1
    return block[start:]
