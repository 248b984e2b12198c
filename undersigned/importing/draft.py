"""Makes a page of what `letter` found: facts as front matter, every doubt as a comment above its fact, and a body.

Pages for unknown organizations are made on request. Writes nothing itself; the command `import` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from ..catalogue import Catalogue
from ..drafting import free_id, letter_id
from ..links import address_problem
from ..names import name_key
from ..records import Date, Letter, Organization, Party, Reference, Source
from ..text import REFUSED_CHARACTERS
from ..values import MAX_TITLE
from ..wording import enumerate_words
from ..writing import front_matter, missing_year_page, page_path, page_text, prose
from .letter.bodies import country_code
from .letter.findings import UNSURE, BodyPart, Findings, FoundParty
from .letter.parties import trimmed

_MARKUP = re.compile(r"[<>`{}\\]")
_TOP_KEY = re.compile(r"^([a-z-]+):")

#: What a page of an imported letter holds until somebody has written its summary; readers never see it.
SKELETON = """\
<!--
Write here, in your own words, what the letter says: who writes to whom and why, what they describe, what they ask.
Two or three short paragraphs, one sentence a line; copy no sentence of the letter.
Then delete this comment, and each line above that begins with "unsure:" once you have compared its fact with the source.
-->
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """Pages to write, by path below the folder of pages."""

    path: str
    text: str
    #: Index pages of years and pages of unknown organizations.
    more: dict[str, str]
    #: Letters of the archive that may be this one: id, and why.
    alike: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> dict[str, str]:
        """Give all pages to write, the letter's first."""
        return {self.path: self.text, **self.more}


def make_draft(
    findings: Findings, catalogue: Catalogue, *, id_: str | None = None, slug: str | None = None, stubs: bool = False,
    full_text: bool = False, exists: Callable[[str], bool] = lambda path: False,
) -> Draft:  # fmt: skip
    """Make the page of a letter, and the pages that it needs."""
    letter = _letter(findings, full_text=full_text)
    letter = replace(letter, id=id_ or letter_id(letter.date, letter.title, slug))
    body = full_body(findings.body) if full_text else SKELETON
    path = page_path(letter)
    more = missing_year_page(letter.id, exists)
    if stubs:
        more |= stub_pages([*findings.to, *findings.cc, *findings.signatories], exists)
    return Draft(path, _marked(page_text(letter, body), findings, letter), more, alike(letter, catalogue))


def _plain(text: str) -> str:
    """Take from a text what no title or name may hold."""
    shown = _MARKUP.sub("", REFUSED_CHARACTERS.sub(" ", text.replace("\n", " ").replace("\t", " ")))
    return " ".join(shown.split())[:MAX_TITLE].strip()


def _party(found: FoundParty) -> Party | None:
    """Make a party that a page can hold; a name that several bodies bear gets the id of the first."""
    party = found.party
    parts = {key: _plain(value) or None for key in ("name", "title", "organization") if (value := getattr(party, key))}
    if not any(parts.values()):
        return None
    id_ = party.organization_id
    if party.organization and found.body is None and found.near and found.why.startswith("several bodies"):
        id_ = found.near[0]
    return replace(
        party,
        name=parts.get("name"),
        title=parts.get("title"),
        organization=parts.get("organization"),
        organization_id=id_,
    )


def _parties(found: Iterable[FoundParty]) -> tuple[tuple[Party, FoundParty], ...]:
    """Pair each party of a page with what it was found as, each once."""
    pairs: dict[Party, FoundParty] = {}
    for one in found:
        party = _party(one)
        if party is not None:
            pairs.setdefault(party, one)
    return tuple(pairs.items())


def _letter(findings: Findings, *, full_text: bool) -> Letter:
    title = _plain(findings.title.text) if findings.title else ""
    title, supplied = title or "[Open letter]", findings.title_supplied or not title
    bracketed = title.startswith("[") and title.endswith("]")
    if bracketed and not supplied:
        title = title.strip("[] ") or "Open letter"
    url = _address(findings.url.text) if findings.url else None
    copy = None if url else _plain(findings.copy or f"page saved as {findings.source}")
    signatories = tuple(party for party, _ in _parties(findings.signatories))
    complete = bool(findings.complete and findings.complete.text == "true" and signatories)
    return Letter(
        id="", title=title, title_supplied=supplied, date=findings.date or Date(1),
        date_note=findings.date_note, language=findings.language.text if findings.language else "en",
        to=tuple(party for party, _ in _parties(findings.to)), cc=tuple(party for party, _ in _parties(findings.cc)),
        signatories=signatories, signatories_complete=complete, signatories_stated=findings.stated_number,
        individuals=findings.individuals, topics=tuple(Reference("topic", topic) for topic in findings.topics),
        text="full" if full_text else "summary",
        license=findings.license.text if full_text and findings.license else None,
        source=Source(
            (_plain(findings.publisher.text) if findings.publisher else "") or "Unknown", url,
            (_plain(findings.identifier.text) or None) if findings.identifier else None, copy,
        ),
        other_urls=_other_urls(findings, url), evidence=(url,) if url else (),
        rights=(_plain(findings.rights.text) or None) if findings.rights else None,
        notes=_plain_notes(findings.notes),
    )  # fmt: skip


def _plain_notes(notes: Iterable[str]) -> str | None:
    text = " ".join(" ".join(REFUSED_CHARACTERS.sub(" ", note).split()) for note in dict.fromkeys(notes))
    return text[:4000] or None


def _address(url: str) -> str | None:
    return url if address_problem(url) is None and url.startswith(("https://", "http://")) and len(url) < 2000 else None


def _other_urls(findings: Findings, base: str | None) -> tuple[str, ...]:
    joined = (urljoin(base or "", fact.text) for fact in findings.other_urls)
    return tuple(dict.fromkeys(url for address in joined if (url := _address(address)) and url != base))


def _marked(text: str, findings: Findings, letter: Letter) -> str:
    """Put a comment above each fact that is unsure."""
    facts = (
        findings.title, findings.date_fact, findings.language, findings.stated, findings.individuals_fact, findings.publisher,
        findings.identifier, findings.rights, findings.complete,
    )  # fmt: skip
    marks = {fact.key: fact.why for fact in facts if fact and fact.sureness == UNSURE}
    if not letter.signatories:
        marks["signatories-complete"] = "nobody could be read who signs"
    if letter.other_urls:
        marks["other-urls"] = "attached files; they may be the letter itself, or something else"
    doubts = {
        key: [found.why if found.sureness == UNSURE else "" for _, found in _parties(getattr(findings, key))]
        for key in ("to", "cc", "signatories")
    }
    head, fence, rest = text[4:].partition("\n---\n")
    lines: list[str] = []
    current, entry = "", 0
    for line in head.split("\n"):
        if match := _TOP_KEY.match(line):
            current, entry = match[1], 0
            if not letter.to and current == (
                "cc" if letter.cc else "signatories" if letter.signatories else "signatories-complete"
            ):
                lines.append(_mark("to", "no addressee was found"))
            if current in marks:
                lines.append(_mark(current, marks[current]))
            if current == "source":
                lines += [_mark(key, marks[key]) for key in ("publisher", "identifier") if key in marks]
        elif line.startswith("- ") and current in doubts:
            why = doubts[current][entry] if entry < len(doubts[current]) else ""
            if why:
                lines.append(_mark(current, why))
            entry += 1
        lines.append(line)
    return f"---\n{_withheld(lines, findings)}{fence}{rest}"


def _withheld(lines: list[str], findings: Findings) -> str:
    """Add entries of the list that no fact was made of, so that the page's reviewer sees them."""
    lost = [
        left
        for left in findings.leftovers
        if left.reason in ("a name that is withheld; counted", "the name is missing")
    ]
    marks = [_mark("signatories", f"{left.reason}: {left.text}") for left in lost]
    index = next((n for n, line in enumerate(lines) if line.startswith("signatories:")), None)
    at = index if index is not None else next((n for n, line in enumerate(lines) if line.startswith("signatories-")), 0)
    return "\n".join([*lines[:at], *marks, *lines[at:]])


def _mark(what: str, why: str) -> str:
    plain = " ".join(REFUSED_CHARACTERS.sub(" ", why or "compare with the source").split())
    return f"# unsure: {what}: {plain[:300]}"


def full_body(parts: Iterable[BodyPart]) -> str:
    """Write the letter's text as Markdown; nothing of it is taken for markup."""
    blocks: list[str] = []
    previous = ""
    for part in parts:
        text = prose(REFUSED_CHARACTERS.sub("", part.text))
        kind = part.kind
        if kind == "heading":
            blocks.append(f"## {' '.join(text.split())}")
        elif kind == "item":
            numbered = re.fullmatch(r"\(?(\d{1,3})[.)]", part.marker)
            mark = f"{numbered[1]}. " if numbered else "- "
            kind = "numbered item" if numbered else "item"
            block = mark + text.replace("\n", "\n" + " " * len(mark))
            if previous == kind:
                blocks[-1] += f"\n{block}"
            else:
                blocks.append(block)
        else:
            blocks.append(text)
        previous = kind
    return "\n\n".join(blocks)


def stub_pages(found: Iterable[FoundParty], exists: Callable[[str], bool]) -> dict[str, str]:
    """Make a page for each unknown organization: its name, and nothing that the source does not tell."""
    pages: dict[str, str] = {}
    known: dict[str, None] = {}
    for one in found:
        party = _party(one)
        if party is None or not one.unknown or party.organization is None or party.organization_id is not None:
            continue
        if name_key(party.organization) in known:
            continue
        known[name_key(party.organization)] = None
        id_ = free_id(
            party.organization,
            lambda id_: (path := f"organizations/{id_}.md") in pages or exists(path),
            otherwise="organization",
        )
        code = next((code for _, tail in trimmed(party.organization) if (code := country_code(tail))), None)
        record = Organization(id_, party.organization, kind="other", country=code)
        facts = front_matter(record).replace(
            "kind: other", "# unsure: kind: the source does not tell what it is\nkind: other"
        )
        pages[page_path(record)] = f"---\n{facts}---\n"
    return pages


def alike(letter: Letter, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Find letters of the archive that may be this one, with the reason."""
    from ..similarity import likely_same

    return tuple((entry.record.id, enumerate_words(reasons)) for entry, reasons in likely_same(catalogue, letter))
