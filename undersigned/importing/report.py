"""Tells what was found in a source: each fact with its place and how sure it is, and every line that was not used.

Comes after `letter`; the command `import` prints it, as text or as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .letter.findings import SURE, UNSURE, Fact, Findings, FoundParty

#: Characters of a text that a line of the report shows.
_SHOWN = 96
#: Unused lines that the text report names one by one; `--json` has all.
_LEFT = 60


def rows(findings: Findings) -> Iterator[Fact]:
    """List every fact in the order of the page."""
    single = (
        findings.title, findings.date_fact, findings.language, findings.subject, *findings.standfirst, findings.salutation,
    )  # fmt: skip
    yield from (fact for fact in single if fact)
    if not findings.to:
        yield Fact("to", "", 0, UNSURE, "no addressee was found")
    if findings.date_note:
        yield Fact("date-note", findings.date_note, 0)
    for key, parties in (("to", findings.to), ("cc", findings.cc)):
        yield from (_party(key, found) for found in parties)
    for number, part in enumerate(findings.paragraphs, 1):
        yield Fact(f"{part.kind} {number}", part.text, part.place)
    later = (findings.closing, *(_party("signatories", found) for found in findings.signatories))
    yield from (fact for fact in later if fact)
    last = (
        findings.complete, findings.stated, findings.individuals_fact, findings.publisher, findings.url, findings.identifier,
        findings.license, findings.rights, *findings.other_urls,
    )  # fmt: skip
    yield from (fact for fact in last if fact)
    if findings.copy:
        yield Fact("source.copy", findings.copy, 0, SURE, "no address is known; give it with --url")


def _party(key: str, found: FoundParty) -> Fact:
    party = found.party
    text = " | ".join(part for part in (party.name, party.title, party.organization) if part)
    if party.role != "signatory":
        text += f" ({party.role})"
    why = found.why
    if found.body:
        why = "; ".join(filter(None, [f"= {found.body}", why]))
    elif found.unknown:
        near = f"; near: {', '.join(found.near)}" if found.near else ""
        why = "; ".join(filter(None, [why, f"unknown to the archive{near}"]))
    return Fact(key, text, found.place, found.sureness, why)


def text_report(findings: Findings) -> str:
    """Write the report for people."""
    lines = [f"{findings.source}:"]
    facts = list(rows(findings))
    for fact in facts:
        place = f"{findings.unit} {fact.place}" if fact.place else ""
        text = _line(fact.text)
        lines.append(
            f"  {fact.key:<20} {fact.sureness:<7} {place:<10} {text}" + (f"  [{_line(fact.why)}]" if fact.why else "")
        )
    unknown = unknown_names(findings)
    if unknown:
        lines.append(f"  unknown names ({len(unknown)}):")
        lines += [
            f"    {_line(name)}" + (f"  (did you mean {', '.join(near)}?)" if near else "") for name, near in unknown
        ]
    for remark in findings.remarks:
        lines.append(f"  remark: {_line(remark)}")
    if findings.leftovers:
        lines.append(f"  not used ({len(findings.leftovers)}):")
        for left in findings.leftovers[:_LEFT]:
            reason = f"  [{left.reason}]" if left.reason else ""
            lines.append(f"    {findings.unit} {left.place}: {_line(left.text)}{reason}")
        if len(findings.leftovers) > _LEFT:
            lines.append(f"    and {len(findings.leftovers) - _LEFT:,} more; --json lists them all")
    lines.append(f"  {len(facts)} facts, {sum(fact.sureness == UNSURE for fact in facts)} unsure")
    return "\n".join(lines)


def unknown_names(findings: Findings) -> list[tuple[str, tuple[str, ...]]]:
    """List the names that the archive does not know, each once, with those nearest to it."""
    found = [*findings.to, *findings.cc, *findings.signatories]
    return list(
        {
            party.party.organization or "": (party.party.organization or "", party.near)
            for party in found
            if party.unknown
        }.values()
    )


def data_report(findings: Findings) -> dict[str, Any]:
    """Give the report as data."""
    return {
        "source": findings.source,
        "unit": findings.unit,
        "facts": [asdict(fact) for fact in rows(findings)],
        "unknown": [{"name": name, "near": list(near)} for name, near in unknown_names(findings)],
        "remarks": list(findings.remarks),
        "notUsed": [asdict(left) for left in findings.leftovers],
    }


def _line(text: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in text)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
