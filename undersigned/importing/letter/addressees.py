"""Reads addressees and recipients of copies from address blocks, labels, the salutation or the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...records import Party
from .bodies import (
    Bodies,
    body_like,
    country_code,
    han_person,
    is_office,
    person_like,
    without_forms,
    without_post_nominals,
)
from .findings import LIKELY, SURE, UNSURE, FoundParty
from .lines import Line
from .parties import body_party, leading_office, parts_of, person_party, split_rest
from .parts import label
from .vocabulary import (
    ADDRESS_FORMS,
    CONTACT_LINE,
    OFFICES,
    PLACES,
    RECIPIENTS,
    SALUTATIONS,
    STREETS,
    begins,
    folded,
)  # fmt: skip

_STREET_START = re.compile(
    r"\s(?=\d{1,5}[A-Za-z]?,?\s+(?:[A-Z]|rue|quai|avenue|av\.|bd|boulevard))|\s(?=P\.?\s?O\.?\s?Box\b)|\s(?=B\.?P\.?\s\d)|\s(?=(?:[Ff]ax|[Tt]el|FAX|TEL|[Ee]-?mail)\b\.?:?)"
)
_ARTICLE = re.compile(
    r"^(?:the|le|la|les|el|los|las|der|die|das|den|dem|au|aux|à la|à l['’]|al|o|a|os|as|il|lo)\s+", re.IGNORECASE
)
_RECIPIENT_START = re.compile(
    r"^(?:à l['’]attention d(?:es|u|e)|kepada yth\b\.?|to|an|au|aux|à|a|al|ao|für|kepada|кому|إلى|attn\.?|attention|c/o)\b[:：]?\s*",
    re.IGNORECASE,
)
_GREETED_NOBODY = frozenset(
    [
        "sir",
        "madam",
        "sirs",
        "friends",
        "friend",
        "all",
        "colleague",
        "colleagues",
        "sir/madam",
        "herren",
        "damen",
        "und",
        "madame",
        "monsieur",
        "messieurs",
        "mesdames",
        "et",
        "or",
        "senores",
        "senoras",
        "excellency",
        "excellencies",
        "excellence",
        "members",
        "leaders",
        "governor",
        "xxx",
    ]
)
_CITY_LINE = re.compile(
    r"^[^\d]{2,40},?\s+(?:[A-Z]{2}\s+)?\d{4,6}(?:-\d{4})?$|^\d{4,6}\s+[^\d,]{2,40}(?:,\s*[^\d,]+)?$|^[A-Z]{1,2}\d[\dA-Z]?\s*\d[A-Z]{2}$|.*\b[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}$|^[A-Z][a-z]+(?: [A-Z][a-z]+)?,\s*(?:[A-Z]{2}|D\.C\.)$"
)


@dataclass(slots=True)
class _Entry:
    """An addressee while its lines are read."""

    place: int
    name: str | None = None
    title: str | None = None
    organization: str | None = None
    country: str | None = None
    sureness: str = SURE
    why: str = ""
    printed: str = ""


def is_address_line(text: str) -> bool:
    """Tell street, city, fax and mail lines."""
    if CONTACT_LINE.search(text.strip()):
        return True
    plain = folded(text)
    tokens = [token.strip(".,;:") for token in plain.replace(",", " ").split()]
    if 1 < len(tokens) <= 3 and tokens[-1] in PLACES:
        return True
    has_digit = any(c.isdigit() for c in plain)
    if has_digit and (
        any(
            token in STREETS
            or token + "." in STREETS
            or token.endswith(("strasse", "str", "straat", "platz", "gatan", "vej"))
            for token in tokens
        )
    ):
        return True
    town, comma, country = text.strip().partition(", ")
    if comma and country_code(country) is not None and person_or_town(town):
        return True
    return bool(_CITY_LINE.match(text.strip())) or (has_digit and bool(re.match(r"^\d{1,5}[A-Za-z]?,?\s", text)))


def person_or_town(text: str) -> bool:
    """Tell one or two capitalized words that are neither office nor body."""
    return len(text.split()) <= 2 and text[:1].isupper() and not is_office(text) and not body_like(text)


def surnames_of(salutation: str | None) -> frozenset[str]:
    """Give the names that a salutation greets, without greeting and office."""
    if not salutation:
        return frozenset()
    tokens = (token.strip(".,:;!，：、") for token in salutation.split())
    names = (folded(token) for token in tokens if token[:1].isupper() or token[:1] > "\u0590")
    return frozenset(name for name in names if name not in OFFICES and name not in SALUTATIONS)


def read_block(lines: Sequence[Line], bodies: Bodies, salutation: str | None) -> tuple[list[FoundParty], list[Line]]:
    """Read an address block; gives the addressees and the lines that are address only."""
    surnames = surnames_of(salutation)
    entries: list[_Entry] = []
    dropped: list[Line] = []
    heading: str | None = None
    previous: Line | None = None
    for line in lines:
        text = line.text
        cut = False
        while (rest := label(replace(line, text=text), RECIPIENTS)) is not None:
            cut = True
            text = rest
            if not rest:
                break
        text = text.strip().rstrip(",;").strip()
        if not text:
            continue
        if bodies.bears(text):
            pass
        elif (match := _STREET_START.search(text)) and _speaks_of_somebody(text[: match.start()], bodies):
            text = text[: match.start()].strip(" ,")
            _run_together(text, line, bodies, surnames, entries)
            previous = line
            continue
        elif is_address_line(text):
            dropped.append(line)
            continue
        new_block = previous is not None and line.block != previous.block
        if country_code(text) is not None and entries and not bodies.bears(text):
            entries[-1].country = text
            dropped.append(line)
            previous = line
            continue
        pieces = re.split(r"\s*;\s*", text) if ";" in text else _joined(text, bodies)
        if len(pieces) > 1 or cut or line.marker or label(line, RECIPIENTS) is not None:
            for piece in pieces:
                heading = _line(
                    piece, line, bodies, surnames, entries, heading, new=not _continues(line, text, entries)
                )
        else:
            heading = _line(text, line, bodies, surnames, entries, heading, new=new_block and _complete(entries, line))
        previous = line
    return [_party(entry, bodies) for entry in _with_heading(entries)], dropped


def _joined(text: str, bodies: Bodies) -> list[str]:
    """Part “A and B” where one of them is known and both are bodies."""
    if bodies.bears(text):
        return [text]
    for match in re.finditer(r"\s+(?:and|et|y|und|e)\s+(?:to\s+)?(?:the\s+)?", text):
        left, right = text[: match.start()], text[match.end() :]
        bare = _ARTICLE.sub("", _RECIPIENT_START.sub("", left)) or left
        offices = is_office(bare) and is_office(right) and not body_like(bare) and "," in bare and "," in right
        if offices or (bodies.bears(right) and bodies.is_body(bare)) or (bodies.bears(bare) and bodies.is_body(right)):
            return [left, right]
    return [text]


def _speaks_of_somebody(text: str, bodies: Bodies) -> bool:
    """Tell whether a person, office or body stands before the street of a line run together."""
    plain = text.strip(" ,")
    return len(plain) > 5 and (
        bodies.is_body(plain) or is_office(plain) or without_forms(plain)[1] or person_like(plain)
    )


def _continues(line: Line, text: str, entries: Sequence[_Entry]) -> bool:
    """Tell an “Attn:” line below a body."""
    return (
        bool(entries)
        and folded(line.text).startswith(("attn", "attention", "att", "c/o", "zu handen", "z. hd", "z.hd"))
        and not entries[-1].name
    )


def _complete(entries: Sequence[_Entry], line: Line) -> bool:
    """Tell whether a new block begins a new addressee; where each line is a block, only a body ends one."""
    if not entries:
        return False
    return bool(entries[-1].organization or (line.height > 1 and entries[-1].name and entries[-1].title))


def _with_heading(entries: list[_Entry]) -> list[_Entry]:
    """Give persons below the heading of a body that body."""
    return [entry for entry in entries if entry.name or entry.title or entry.organization]


def _line(
    text: str,
    line: Line,
    bodies: Bodies,
    surnames: frozenset[str],
    entries: list[_Entry],
    heading: str | None,
    *,
    new: bool,
) -> str | None:
    """Read one line of an address; gives the body whose members follow."""
    match = None if bodies.bears(text) or is_office(text) else _RECIPIENT_START.match(text)
    if match and match.end() < len(text) and (line.row == 0 or match[0][:1].isupper()):
        text = text[match.end() :].lstrip(" .:")
    stripped, formed = without_forms(text)
    if formed and bodies.bears(stripped):
        text = stripped
    if (
        not bodies.bears(text)
        and (bare := _ARTICLE.sub("", text))
        and (bodies.bears(bare) or is_office(bare) or body_like(bare))
    ):
        text = bare
    current = entries[-1] if entries and not new else None
    known = bodies.bears(text)
    pieces = [text] if known else parts_of(text) or [text]
    titled_below = (
        current is not None and current.name and not current.title and is_office(text) and not without_forms(text)[1]
    )
    person = None if known or titled_below else _person(pieces, bodies, surnames)
    if person is not None:
        open_body = current is not None and not current.name and not current.title and current.organization
        if open_body and person.organization is None:
            below = heading is None and line.text.isupper() is False
            if below and current is not None:
                heading = current.organization
                entries.pop()
        if current is not None and not current.name and current.title and not current.organization and not person.title:
            current.name, current.organization = person.name, person.organization
            current.printed += f" {line.text}"
            return heading
        titled = _titled(person, pieces)
        entry = _Entry(line.place, titled.name, titled.title, titled.organization or heading, printed=line.text)
        if heading and not titled.organization:
            entry.sureness, entry.why = UNSURE, "the line above the names is read as their body"
        entries.append(entry)
        return heading
    if known or (bodies.is_body(text) and not is_office(text)) or (line.text.isupper() and len(line.text) > 6):
        if current is not None and not current.organization and (current.name or current.title):
            current.organization = text
            current.printed += f" {line.text}"
            return heading
        if (
            current is not None
            and current.name
            and current.organization
            and (not new or line.height == 1)
            and not known
            and not text.isupper()
            and heading is None
            and (line.row > 0 or line.height == 1)
        ):
            # A department above its house: the nearer body is the one written to.
            current.printed += f" {line.text}"
            return heading
        entries.append(
            _Entry(
                line.place,
                organization=text.title() if text.isupper() and len(text.split()) > 2 else text,
                printed=line.text,
                why="" if known else "not known to the archive",
                sureness=SURE if known else LIKELY,
            )
        )
        if text.isupper():
            entries[-1].organization = _small_words(text)
            return entries.pop().organization
        return None
    if is_office(text):
        title, organization = text, None
        if len(pieces) > 1:
            found, titles = split_rest(pieces, bodies)
            if found and titles:
                title, organization = ", ".join(titles), found
        if current is not None and current.name and not current.title:
            current.title, current.organization = title, current.organization or organization
        elif current is not None and current.name and current.title and not current.organization and not new:
            current.title = f"{current.title}; {title}"
        elif current is not None and current.organization and not current.name and not current.title and not heading:
            current.title = title
        else:
            entries.append(_Entry(line.place, title=title, organization=organization or heading, printed=line.text))
            return heading
        current.printed += f" {line.text}"
        return heading
    bare, formed = without_forms(text)
    if formed or person_like(bare):
        if not formed and current is not None and current.organization and folded(bare.split()[-1]) not in surnames:
            # A town below its addressee.
            current.printed += f" {line.text}"
            return heading
        entries.append(
            _Entry(
                line.place,
                name=without_post_nominals(bare),
                printed=line.text,
                sureness=SURE if formed or folded(bare.split()[-1]) in surnames else UNSURE,
                why="" if formed or folded(bare.split()[-1]) in surnames else "read as a person's name",
            )
        )
        return heading
    if current is not None and (current.name or current.title) and not current.organization:
        current.organization, current.sureness, current.why = text, UNSURE, f"“{text}” is read as the body"
        current.printed += f" {line.text}"
        return heading
    entries.append(
        _Entry(line.place, organization=text, sureness=UNSURE, why="read as an addressee", printed=line.text)
    )
    return heading


def _small_words(text: str) -> str:
    words = text.title().split()
    return " ".join(
        word.lower()
        if n and word.lower() in ("on", "of", "the", "and", "for", "to", "in", "de", "du", "des", "und")
        else word
        for n, word in enumerate(words)
    )


def _titled(person: Party, pieces: Sequence[str]) -> Party:
    return person


def _person(pieces: Sequence[str], bodies: Bodies, surnames: frozenset[str]) -> Party | None:
    if (
        len(pieces) > 1
        and is_office(pieces[0])
        and (without_forms(pieces[1])[1] or person_like(pieces[1]))
        and not is_office(pieces[1])
    ):
        pieces = [pieces[1], pieces[0], *pieces[2:]]
    first, formed = without_forms(pieces[0])
    if han := han_person(first):
        return Party(name=han[0], title=han[1])
    if not first or (bodies.is_body(pieces[0]) and not leading_office(pieces[0], surnames)):
        return None
    last = folded(first.split()[-1]).strip(".,") if first.split() else ""
    certain = formed or last in surnames or (len(pieces) > 1 and is_office(pieces[1]))
    return person_party(pieces, bodies, surnames, certain=certain)


def _run_together(text: str, line: Line, bodies: Bodies, surnames: frozenset[str], entries: list[_Entry]) -> None:
    """Read person, title and body from one line."""
    tokens = text.replace(",", " ,").split()
    words_ = [token for token in tokens if token != ","]
    span = bodies.longest(words_)
    if span:
        organization = " ".join(words_[span[0] : span[1]])
        rest = " ".join(words_[: span[0]])
        # Behind the body stands the city.
    else:
        start = _body_start(words_, surnames)
        organization = " ".join(words_[start:]) if start is not None else ""
        rest = " ".join(words_[:start]) if start is not None else " ".join(words_)
    rest = _RECIPIENT_START.sub("", rest).strip(" ,")
    bare, _ = without_forms(rest)
    entry = _Entry(
        line.place,
        organization=organization or None,
        printed=line.text,
        sureness=SURE if span else UNSURE,
        why="" if span else "parted from a line run together",
    )
    if split := leading_office(bare, surnames):
        entry.title, entry.name = split
    elif back := _trailing_office(bare):
        entry.name, entry.title = back
    elif person_like(bare):
        entry.name = bare
    elif bare:
        entry.title = _ARTICLE.sub("", bare)
    if entry.name and folded(entry.name.split()[-1]) not in surnames and entry.sureness == SURE and entry.title:
        entry.sureness, entry.why = LIKELY, "parted from a line run together"
    current = entries[-1] if entries else None
    if current is not None and not entry.name and not entry.title and not current.organization:
        current.organization = entry.organization
        return
    if entry.name or entry.title or entry.organization:
        entries.append(entry)


def _trailing_office(text: str) -> tuple[str, str] | None:
    tokens = text.split()
    for cut in range(2, min(6, len(tokens))):
        if begins(folded(" ".join(tokens[cut:])), OFFICES, 5) and person_like(" ".join(tokens[:cut])):
            return " ".join(tokens[:cut]), " ".join(tokens[cut:])
    return None


def _body_start(tokens: Sequence[str], surnames: frozenset[str]) -> int | None:
    """Find where the name of an unknown body begins in a line run together."""
    for number, token in enumerate(tokens):
        if folded(token) in surnames and number + 1 < len(tokens) and body_like(" ".join(tokens[number + 1 :])):
            return number + 1
    for number, token in enumerate(tokens):
        if number and folded(token).strip(".") in (
            "ministry",
            "department",
            "office",
            "embassy",
            "government",
            "parliament",
            "house",
            "senate",
            "commission",
            "council",
            "ministere",
            "ministerio",
            "ministerium",
            "bundeskanzleramt",
            "company",
            "committee",
        ):
            back = number
            while back > 1 and (
                folded(tokens[back - 1]).strip(".")
                in ("us", "u.s", "uk", "u.k", "states", "united", "federal", "european", "foreign", "white", "10")
                or tokens[back - 1].isupper()
            ):
                back -= 1
            return back
    return None


def _party(entry: _Entry, bodies: Bodies) -> FoundParty:
    """Resolve the body of an addressee."""
    sureness, why = entry.sureness, entry.why
    name, title = entry.name, entry.title
    if entry.organization:
        found = body_party(entry.organization, entry.place, bodies)
        if found.body is None and title is not None:
            office = _office(f"{title}, {entry.organization}", None, bodies) or _office(
                title, entry.organization, bodies
            )
            if office:
                whole = f"{title}, {entry.organization}"
                return FoundParty(
                    Party(name=name, title=whole, organization_id=office),
                    entry.place,
                    LIKELY,
                    body=office,
                    printed=entry.printed,
                )
        worst = found.sureness if found.sureness == UNSURE else sureness
        return FoundParty(
            Party(name=name, title=title, organization=found.party.organization), entry.place, worst, why or found.why,
            body=found.body, near=found.near, printed=entry.printed,
        )  # fmt: skip
    if title is not None:
        office = _office(title, entry.country, bodies)
        return FoundParty(
            Party(name=name, title=title, organization_id=office),
            entry.place,
            sureness,
            why,
            body=office,
            printed=entry.printed,
        )
    return FoundParty(Party(name=name), entry.place, sureness, why, printed=entry.printed)


def _office(title: str, country: str | None, bodies: Bodies) -> str | None:
    """Find the page of an office: “Prime Minister of Canada”, or “Prime Minister” with the country below it."""
    forms = [title, *re.split(r"\s*[;]\s*", title)]
    if country:
        forms += [f"{title} of {country}", f"{title} of the {country}", f"{title} for {country}"]
    return next((found for form in forms if (found := bodies.find(form))), None)


def from_salutation(line: Line, bodies: Bodies) -> list[FoundParty]:
    """Read whom a salutation greets, where no address does; nobody for “Dear friends”."""
    text = line.text.strip().rstrip(",:;，：،!！、. ")
    plain = folded(text)
    rest = text
    if form := begins(plain, SALUTATIONS, 4):
        rest = text[len(form) :].strip() if text[:1] > "\u2e80" else " ".join(text.split()[len(form.split()) :])
    rest = _ARTICLE.sub("", _RECIPIENT_START.sub("", rest)).strip()
    rest = re.sub(r"\s*[:：,，]?\s*(?:您好|你好)$", "", rest)
    rest = re.sub(r"\s*(?:先生|女士|閣下|阁下)$", "", rest)
    if not rest or all(folded(token).strip(".,") in _GREETED_NOBODY for token in rest.split()):
        return []
    if bodies.bears(rest):
        return [replace(body_party(rest, line.place, bodies), printed=line.text)]
    greeted = [piece.strip() for piece in re.split(r",\s+|\s+(?:and|et|y|und|e)\s+", rest) if piece.strip()]
    if len(greeted) > 1 and all(bodies.bears(piece) for piece in greeted):
        return [replace(body_party(piece, line.place, bodies), printed=line.text) for piece in greeted]
    if len(greeted) > 1 and not any(without_forms(piece)[1] or is_office(piece) for piece in greeted):
        greeted = [rest]
    found = []
    for piece in greeted:
        if han := han_person(piece):
            found.append(
                FoundParty(
                    Party(name=han[0], title=han[1]),
                    line.place,
                    UNSURE,
                    "only the salutation names the addressee",
                    printed=line.text,
                )
            )
            continue
        bare, formed = without_forms(piece)
        bare = _ARTICLE.sub("", bare)
        surname = frozenset({folded(bare.split()[-1])}) if bare.split() else frozenset()
        if bodies.bears(bare):
            found.append(replace(body_party(bare, line.place, bodies), printed=line.text))
        elif (split := leading_office(bare, surname)) or is_office(bare):
            title, name = split or (bare, None)
            office = _office(title, None, bodies)
            found.append(
                FoundParty(
                    Party(title=title, name=name, organization_id=office),
                    line.place,
                    UNSURE,
                    "only the salutation names the addressee",
                    body=office,
                    printed=line.text,
                )
            )
        elif body_like(bare):
            found.append(
                replace(
                    body_party(bare, line.place, bodies),
                    sureness=UNSURE,
                    why="only the salutation names the addressee",
                    printed=line.text,
                )
            )
        elif bare and (formed or person_like(bare)):
            found.append(
                FoundParty(
                    Party(name=bare), line.place, UNSURE, "only the salutation names the addressee", printed=line.text
                )
            )
        elif bare and len(bare) < 80:
            found.append(
                FoundParty(
                    Party(title=bare), line.place, UNSURE, "only the salutation names the addressee", printed=line.text
                )
            )
    return found


_TITLE_TO = re.compile(
    r"(?:letter|lettre ouverte|carta abierta|offener brief|carta aberta|lettera aperta|brief|appeal|open letter)\s+(?:to|à|au|aux|a|an|al|ao)\s+(?:the\s+|la\s+|le\s+|los\s+)?(?P<who>[^:;|()–—]{3,120})",
    re.IGNORECASE,
)


def from_title(title: str, bodies: Bodies) -> list[FoundParty]:
    """Read the addressee that a title names: “Open letter to ...”."""
    match = _TITLE_TO.search(title)
    if not match:
        return []
    who = re.split(
        r"\s+(?:on|about|regarding|calling|urging|to|asking|before|ahead|over|for|sur|sobre|zu|zur|zum)\s", match["who"]
    )[0].strip(" ,.-")
    why = "only the title names the addressee"
    if bodies.bears(who):
        return [replace(body_party(who, 0, bodies), sureness=LIKELY, why=why)]
    pieces = parts_of(who)
    party = (
        person_party(pieces, bodies, certain=True)
        if pieces and not bodies.is_body(pieces[0]) and not is_office(pieces[0])
        else None
    )
    if party is None and (split := leading_office(who)):
        party = Party(title=split[0], name=split[1])
    if party is not None:
        office = _office(party.title or "", None, bodies) if party.title and not party.organization else None
        body = bodies.find(party.organization) if party.organization else office
        return [FoundParty(replace(party, organization_id=office), 0, UNSURE, why, body=body)]
    if is_office(who):
        office = _office(who, None, bodies)
        return [FoundParty(Party(title=who, organization_id=office), 0, UNSURE, why, body=office)]
    if body_like(who):
        return [replace(body_party(who, 0, bodies), sureness=UNSURE, why=why)]
    return [FoundParty(Party(title=who[:1].upper() + who[1:]), 0, UNSURE, why)]


def read_copies(lines: Iterable[Line], bodies: Bodies) -> list[FoundParty]:
    """Read the recipients of copies, several a line or one a line."""
    found: list[FoundParty] = []
    for line in lines:
        text = line.text.strip()
        if not text or is_address_line(text):
            continue
        pieces = [text] if bodies.bears(text) else [piece.strip() for piece in re.split(r";\s*", text) if piece.strip()]
        if len(pieces) == 1 and not bodies.bears(text):
            split = [piece.strip() for piece in text.split(",")]
            if len(split) > 1 and all(bodies.bears(piece) for piece in split):
                pieces = split
        for piece in pieces:
            entries, _ = read_block([replace(line, text=piece, row=0)], bodies, None)
            found += [replace(entry, printed=piece) for entry in entries]
    return found


def is_address_form(text: str) -> bool:
    """Tell whether a line begins with a form of address."""
    return begins(folded(text), ADDRESS_FORMS, 5) is not None
