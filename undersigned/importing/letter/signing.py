"""Finds who signs: in the list that `parts` found, else in a byline or a footnote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import FOOTNOTE
from .bodies import Bodies, body_like
from .findings import SURE, UNSURE, Fact, Findings, FoundParty
from .head import BYLINE
from .lines import Line
from .parts import Parts, inline_list
from .signatories import read_signers, split_list


def find_signatories(findings: Findings, parts: Parts, bodies: Bodies, used: set[Line]) -> str:
    """Find who signs; gives how the list was found."""
    lines, by = parts.signers, parts.signers_by
    if not lines:
        lines, by = _elsewhere(parts, used, bodies)
    result = read_signers([line for line in lines if line not in used or by in ("byline", "footnote")], bodies)
    findings.signatories = _once(result.found, findings)
    findings.remarks += result.remarks
    if result.individuals is not None and result.counted is not None:
        findings.individuals = result.individuals
        findings.individuals_fact = Fact("individuals", str(result.individuals), result.counted.place, SURE)
    findings.leftovers += result.leftovers
    if result.withheld:
        findings.individuals = result.withheld
        findings.individuals_fact = Fact("individuals", str(result.withheld), lines[0].place, UNSURE, "names withheld")
        findings.notes.append(f"{result.withheld} name{'s' if result.withheld > 1 else ''} withheld in the source.")
        result.doubts.append("a name is withheld")
    for found in findings.signatories:
        if found.marks:
            findings.remarks.append(f"the mark {found.marks} stands at {found.printed}")
    if result.doubts and findings.signatories:
        why = "; ".join(dict.fromkeys(result.doubts))
        findings.signatories[0] = replace(
            findings.signatories[0], sureness=UNSURE, why="; ".join(filter(None, [findings.signatories[0].why, why]))
        )
        findings.notes += [
            doubt[:1].upper() + doubt[1:] + "."
            for doubt in dict.fromkeys(result.doubts)
            if "number" in doubt or "missing" in doubt
        ]
    used.update(lines)
    return by + (" broken" if result.broken else "")


def _elsewhere(parts: Parts, used: set[Line], bodies: Bodies) -> tuple[list[Line], str]:
    """Find signatories in a byline or a footnote."""
    for line in (*parts.tail, *parts.body):
        if line.kind == FOOTNOTE and (found := inline_list(line.text)):
            used.add(line)
            pieces = [p for p in split_list(found[1], bodies) if not re.match(r"^(?:and )?\d+ ", p)]
            return [replace(line, text=piece, kind="paragraph", height=9) for piece in pieces], "footnote"
    for line in parts.head:
        match = BYLINE.match(line.text)
        if match and (bodies.bears(match["who"]) or body_like(match["who"]) or "," in match["who"]):
            used.add(line)
            return [
                replace(line, text=piece, kind="paragraph", height=9) for piece in split_list(match["who"], bodies)
            ], "byline"
    return [], "none"


def _once(found: Sequence[FoundParty], findings: Findings) -> list[FoundParty]:
    """Drop entries that stand twice, as they would in a list that is printed again."""
    seen: dict[object, None] = {}
    kept = []
    for party in found:
        key = (party.party.name, party.party.organization, party.party.title)
        if key in seen:
            findings.remarks.append(f"stands twice among the signatories: {party.printed}")
            continue
        seen[key] = None
        kept.append(party)
    return kept
