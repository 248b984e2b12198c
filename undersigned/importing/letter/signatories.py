"""Reads those who sign from the lines that `parts` found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...names import name_key
from ...records import Party
from ..document import FOOTNOTE, HEADING, ROW
from .bodies import Bodies, country_code, is_office, person_like, without_forms, without_post_nominals
from .findings import LIKELY, SURE, UNSURE, FoundParty, Leftover
from .lines import Line
from .parties import body_party, parts_of, person_party, without_marks
from .parts import _STATEMENT, inline_list, is_signers_heading, list_like
from .vocabulary import CONTACT_LINE, INDIVIDUAL_NOTE, WITHDRAWN, WITHHELD, folded
from .when import find_dates

_NUMBER = re.compile(r"^\s*(?P<n>\d{1,4})\s*[.)\]:、．-]\s*(?=\D)")
_BULLET = re.compile(r"^\s*(?:[•●▪■◦○‣⁃·∙➢➤►✓✔*+]|[-–—](?=\s))\s*")
_FUSED = re.compile(r"(?<=[)）])(?=[A-ZÀ-Þ][\w])")
_HEADER_CELLS = frozenset(
    [
        "organization",
        "organisation",
        "organizations",
        "name",
        "names",
        "country",
        "no",
        "no.",
        "#",
        "title",
        "signature",
        "signatory",
        "signatories",
        "nom",
        "pays",
        "organisme",
        "pais",
        "nombre",
        "land",
        "name/organization",
        "affiliation",
        "position",
        "city",
        "role",
    ]
)
_AND = re.compile(r"(?<!\s)\s+(?:and|et|y|e|und|&|en|og|och|i|и|و)\s+|、|及|和|与|與")
_TITLE_HINT = re.compile(
    r"^(?:on behalf of|for|pour|por|für|im namen von|au nom de|en nombre de)\s+(?:the\s+)?", re.IGNORECASE
)


_AND_PERSONS = re.compile(
    r"(?:and|plus|et|y|und|e)?\s*(?P<n>\d{1,6}) (?:other )?(?:private )?(?:individuals|persons|people|citizens|individual signatories|personnes|personas|einzelpersonen|individuos|pessoas)"
)


@dataclass(slots=True)
class Signers:
    """What a list of signatories gave."""

    found: list[FoundParty] = field(default_factory=list)
    #: Lines of names withheld, and names of individuals that are only counted.
    withheld: int = 0
    #: “and 112 individuals”: how many, and where it stands.
    individuals: int | None = None
    counted: Line | None = None
    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    #: Whether a line of the list could not be read.
    broken: bool = False


def read_signers(lines: Sequence[Line], bodies: Bodies) -> Signers:
    """Read a list of signatories."""
    result = Signers()
    role = "signatory"
    individual = False
    lead_kind: str | None = None
    numbers: list[int] = []
    queue = _entries(lines, bodies, result)
    index = 0
    heading_rows: list[str] | None = None
    while index < len(queue):
        line = queue[index]
        index += 1
        heading = is_signers_heading(line)
        if heading and not bodies.bears(line.text):
            rest = inline_list(line.text)
            role = heading if heading in ("lead", "endorser") else "signatory"
            individual = heading == "individual"
            lead_kind = None
            if not rest:
                result.leftovers.append(Leftover(line.text, line.place, "heading of a list"))
                continue
        if line.kind == FOOTNOTE:
            result.leftovers.append(Leftover(line.text, line.place, "footnote"))
            result.remarks.append(f"a footnote stands with the signatories: {line.marker} {line.text}".strip())
            continue
        if line.kind == ROW:
            if all(folded(cell).strip(" :*") in _HEADER_CELLS for cell in line.cells if cell):
                heading_rows = [folded(cell).strip(" :*") for cell in line.cells]
                if any(line.cells):
                    result.leftovers.append(Leftover(line.text, line.place, "heads of a table"))
                continue
            _row(line, heading_rows, bodies, role, result)
            continue
        text = line.text
        if match := _NUMBER.match(text):
            numbers.append(int(match["n"]))
            text = text[match.end() :]
        elif line.marker.strip("().").isdecimal():
            numbers.append(int(line.marker.strip("().")))
        swallowed = re.match(r"^[–—-]\s*(?P<country>[^–—]{2,40})$", text)
        if swallowed and country_code(swallowed["country"]) is not None and not bodies.bears(swallowed["country"]):
            line = replace(line, marker="–")
        text = _BULLET.sub("", text).strip()
        if not text:
            continue
        if line.marker in ("–", "—", "-") and country_code(text) is not None and not bodies.bears(text):
            text = f"{line.marker} {text}"
            line = replace(line, text=text)
        if _special(text, line, bodies, role, result):
            continue
        # “Lead signatory:” speaks of the entry below it, not of the list that follows.
        lead_kind = lead_kind or line.kind
        if role == "lead" and line.kind != lead_kind:
            role = "signatory"
        used = _group(queue, index, text, line, bodies, role, individual, result)
        if used is not None:
            index += used
            continue
        _one(text, line, bodies, role, individual, result)
    _missing(numbers, result)
    _persons(result, bodies)
    return result


def _entries(lines: Sequence[Line], bodies: Bodies, result: Signers) -> list[Line]:
    """Part lines that hold several names."""
    entries: list[Line] = []
    for line in lines:
        if line.kind in (ROW, FOOTNOTE):
            entries.append(line)
            continue
        found = inline_list(line.text)
        text = line.text
        if found and not bodies.bears(text):
            _role, text = found
            head = line.text[: len(line.text) - len(text)].strip()
            entries.append(replace(line, text=head, kind=HEADING))
            entries += [
                replace(line, text=piece, marker="", kind="paragraph", height=9) for piece in split_list(text, bodies)
            ]
            continue
        if bodies.bears(text) or is_signers_heading(line):
            entries.append(line)
            continue
        pieces = _FUSED.split(text)
        if len(pieces) > 1:
            result.doubts.append(f"“{text}” is read as {len(pieces)} names")
            entries += [replace(line, text=piece) for piece in pieces]
            continue
        if list_like(text, bodies) and not _person_line(text, bodies):
            pieces = split_list(text, bodies)
            entries += [
                replace(line, text=piece, height=9, marker=line.marker if n == 0 else "")
                for n, piece in enumerate(pieces)
            ]
            continue
        entries.append(line)
    return entries


def _person_line(text: str, bodies: Bodies) -> bool:
    if ";" in text or "•" in text:
        return False
    parts = parts_of(text)
    return (
        len(parts) <= 5 and person_party(parts, bodies) is not None and len([p for p in parts if person_like(p)]) <= 2
    )


def split_list(text: str, bodies: Bodies) -> list[str]:
    """Part a run-together list; names that the archive knows stay whole."""
    text = text.strip()
    for sign in (";", "；", "•", "·", "\t", " | "):
        if sign == " | " and text.count(sign) < 2:
            # One bar can belong to a name.
            continue
        pieces = [piece.strip() for piece in text.split(sign) if piece.strip()]
        if len(pieces) > 1:
            return [part for n, piece in enumerate(pieces) for part in _last(piece, bodies, n == len(pieces) - 1)]
    text = text.rstrip(".")
    pieces = [piece.strip() for piece in re.split(r"[,，،、]\s*", text) if piece.strip()]
    joined: list[str] = []
    index = 0
    while index < len(pieces):
        for size in range(min(4, len(pieces) - index), 0, -1):
            whole = ", ".join(pieces[index : index + size])
            if size == 1 or bodies.bears(whole) or _legal_form(pieces[index + size - 1], size):
                if size == 2 and not bodies.bears(whole) and not _legal_form(pieces[index + 1], 2):
                    continue
                joined.append(whole)
                index += size
                break
    if len(joined) > 1 and joined[-1].startswith(("and ", "et ", "y ", "und ", "e ")):
        joined[-1] = joined[-1].split(" ", 1)[1]
        return joined
    return [part for n, piece in enumerate(joined) for part in _last(piece, bodies, n == len(joined) - 1)]


def _legal_form(piece: str, size: int) -> bool:
    return size == 2 and folded(piece) in (
        "inc",
        "inc.",
        "llc",
        "ltd",
        "ltd.",
        "z.s.",
        "e.v.",
        "s.a.",
        "corp.",
        "llc.",
        "a.s.",
        "usa",
    )


def _last(piece: str, bodies: Bodies, last: bool) -> list[str]:
    """Part the last of a list at its “and”, unless the whole is a name."""
    if not last or bodies.bears(piece):
        return [piece]
    for match in _AND.finditer(piece):
        left, right = piece[: match.start()].strip(), piece[match.end() :].strip(" .")
        if left and right and (bodies.bears(left) or bodies.bears(right)):
            return [left, right]
    return [piece]


def _special(text: str, line: Line, bodies: Bodies, role: str, result: Signers) -> bool:
    """Deal with lines that are no name: withheld names, swallowed ones, remarks."""
    plain = folded(text).strip(" .()[]*")
    if plain in WITHHELD or any(
        plain.startswith(word + " ") for word in WITHHELD if " " in word or word in ("withheld",)
    ):
        result.withheld += 1
        result.leftovers.append(Leftover(line.text, line.place, "a name that is withheld; counted"))
        return True
    bare = text.strip("–—-,. ()")
    if country_code(bare) is not None and not bodies.bears(bare) and text != bare:
        result.doubts.append(f"a name is missing before “{text}”")
        result.leftovers.append(Leftover(line.text, line.place, "the name is missing"))
        result.broken = True
        return True
    if match := _AND_PERSONS.fullmatch(plain):
        result.individuals = int(match["n"])
        result.counted = line
        return True
    if _STATEMENT.search(plain) and not bodies.bears(text):
        result.remarks.append(f"a remark stands with the signatories: {text}")
        result.leftovers.append(Leftover(line.text, line.place, "remark"))
        return True
    if text.startswith(("*", "†", "‡", "(*")) or (text.startswith("(") and text.endswith(")")):
        result.remarks.append(f"a remark stands with the signatories: {text}")
        result.leftovers.append(Leftover(line.text, line.place, "remark"))
        return True
    if CONTACT_LINE.search(text) or "@" in text or "[email" in text:
        result.leftovers.append(Leftover(line.text, line.place, "contact"))
        return True
    if text.endswith((":", "：")) or (line.kind == HEADING and not bodies.bears(text)):
        result.leftovers.append(Leftover(line.text, line.place, "heading of a list"))
        return True
    if find_dates(text) and len(text) < 60:
        result.leftovers.append(Leftover(line.text, line.place, "date"))
        return True
    if line.is_prose and not list_like(text, bodies):
        result.leftovers.append(Leftover(line.text, line.place, "text among the signatories"))
        return True
    return False


def _group(
    queue: Sequence[Line],
    index: int,
    text: str,
    line: Line,
    bodies: Bodies,
    role: str,
    individual: bool,
    result: Signers,
) -> int | None:
    """Read a signature of two to four lines: name, title, organization; gives how many more lines were used."""
    clean, marks = without_marks(text)
    name = without_post_nominals(without_forms(clean)[0])
    if (
        bodies.bears(clean)
        or not person_like(name)
        or (len(parts_of(clean)) > 2 and person_party(parts_of(clean), bodies))
    ):
        return None
    following: list[Line] = []
    for other in queue[index : index + 3]:
        if other.kind in (ROW, FOOTNOTE, HEADING) or is_signers_heading(other) or other.marker:
            break
        if following and other.block != following[-1].block and line.height > 1:
            break
        if line.height > 1 and other.block != line.block:
            break
        following.append(other)
    if not following:
        return None
    texts = [without_marks(other.text)[0] for other in following]
    used = 0
    parts = [clean]
    if (is_office(texts[0]) and not bodies.bears(texts[0])) or _personal(texts[0]):
        parts += parts_of(texts[0])
        used = 1
        if (len(texts) > 1 and bodies.is_body(texts[1]) and not _personal(texts[0])) or (
            len(texts) > 1 and len(texts) == 2 and line.height == 3 and not _personal(texts[0])
        ):
            parts.append(texts[1])
            used = 2
        elif len(texts) > 2 and bodies.is_body(texts[2]) and is_office(texts[1]):
            parts += texts[1:3]
            used = 3
    elif line.height == 2 and (
        (bodies.bears(texts[0]) and without_forms(clean)[1]) or (bodies.is_body(texts[0]) and not bodies.is_body(clean))
    ):
        parts.append(texts[0])
        used = 1
    if not used:
        return None
    party = person_party(parts, bodies, certain=True)
    if party is None:
        return None
    _add_person(party, line, " ".join([text, *texts[:used]]), bodies, role, marks, result)
    return used


def _personal(text: str) -> bool:
    plain = folded(text)
    return any(note in plain for note in INDIVIDUAL_NOTE if len(note) > 12)


def _one(text: str, line: Line, bodies: Bodies, role: str, individual: bool, result: Signers) -> None:
    """Read a signature of one line."""
    clean, marks = (text, "") if bodies.bears(text) else without_marks(text)
    if any(f"({word}" in folded(clean) for word in WITHDRAWN):
        result.doubts.append(f"“{clean}” is marked as withdrawn; add withdrawn: with the day")
        clean = re.sub(r"\s*\([^()]*\)$", "", clean)
    if not bodies.bears(clean) and (hint := _TITLE_HINT.match(clean)) and len(clean) > hint.end():
        clean = clean[hint.end() :].strip()
    if not bodies.bears(clean):
        party = person_party(parts_of(clean), bodies, certain=individual)
        if party is None and not bodies.is_body(clean):
            reverse = list(reversed(parts_of(clean)))
            if len(reverse) == 2 and bodies.bears(reverse[1]) and person_like(reverse[0]):
                party = Party(name=reverse[0], organization=reverse[1])
        if party is not None and not _known_base(clean, bodies):
            _add_person(party, line, text, bodies, role, marks, result)
            return
        if individual and person_like(clean):
            result.found.append(FoundParty(Party(name=clean, role=role), line.place, LIKELY, marks=marks, printed=text))
            return
    found = body_party(clean, line.place, bodies, role=role, marks=marks)
    result.found.append(replace(found, printed=text))


def _known_base(text: str, bodies: Bodies) -> bool:
    """Tell whether the line is a known body with something behind it, not a person."""
    return body_party(text, 0, bodies).body is not None and bodies.bears(parts_of(text)[0] if parts_of(text) else text)


def _add_person(party: Party, line: Line, printed: str, bodies: Bodies, role: str, marks: str, result: Signers) -> None:
    body = None
    sure, why = SURE, ""
    near: tuple[str, ...] = ()
    if party.organization:
        inner = body_party(party.organization, line.place, bodies)
        party = replace(party, organization=inner.party.organization)
        body, sure, why, near = inner.body, inner.sureness, inner.why, inner.near
    result.found.append(
        FoundParty(replace(party, role=role), line.place, sure, why, body=body, marks=marks, printed=printed, near=near)
    )


def _row(line: Line, heads: list[str] | None, bodies: Bodies, role: str, result: Signers) -> None:
    """Read a row: a person with title and organization, a body with its country, or columns of names."""
    cells = [cell.strip() for cell in line.cells]
    filled = [cell for cell in cells if cell and not cell.strip(".) ").isdigit()]
    if not filled:
        result.remarks.append(f"row {line.place} of the list is empty")
        result.doubts.append("the list has an empty row") if any(cells) else None
        return
    if heads and len(heads) == len(cells):
        named = dict(zip(heads, cells, strict=True))
        body = next((named[h] for h in heads if h.startswith(("organi", "affiliation")) and named[h]), None)
        name = next((named[h] for h in heads if h in ("name", "nom", "nombre", "names") and named[h]), None)
        if body or name:
            title = next((named[h] for h in heads if h in ("title", "position", "role") and named[h]), None)
            if name and (body or title):
                short = without_post_nominals(without_forms(name)[0])
                _add_person(
                    Party(name=short, title=title, organization=body), line, line.text, bodies, role, "", result
                )
                return
            _one(body or name or "", line, bodies, role, False, result)
            return
    if len(filled) > 1 and not all(bodies.is_body(cell) for cell in filled):
        person = person_party(filled, bodies)
        if person is not None:
            _add_person(person, line, line.text, bodies, role, "", result)
            return
        if country_code(filled[-1]) is not None and len(filled) == 2:
            _one(filled[0], line, bodies, role, False, result)
            return
    for cell in (name for column in filled for name in _cell_names(column, bodies)):
        clean = _BULLET.sub("", _NUMBER.sub("", cell)).strip()
        piece = replace(line, text=clean, kind="paragraph")
        if clean and not is_signers_heading(piece) and not _special(clean, piece, bodies, role, result):
            _one(clean, piece, bodies, role, False, result)


def _cell_names(cell: str, bodies: Bodies) -> list[str]:
    """Part the lines of a cell; a known name that is broken over two or three lines stays whole."""
    rows = [row.strip() for row in cell.split("\n") if row.strip()]
    names: list[str] = []
    while rows:
        size = next((n for n in (3, 2) if n <= len(rows) and bodies.bears(" ".join(rows[:n]))), 1)
        names.append(" ".join(rows[:size]))
        rows = rows[size:]
    return names


def _missing(numbers: Sequence[int], result: Signers) -> None:
    """Tell which numbers a numbered list lacks."""
    if len(numbers) < 3:
        return
    missing = sorted(set(range(numbers[0], max(numbers) + 1)) - set(numbers))
    if missing and len(missing) <= len(numbers):
        result.doubts.append(f"the numbered list has no number {', '.join(map(str, missing[:5]))}")
        result.broken = True


def _namesakes(found: FoundParty) -> list[str]:
    """List known names that are this one with something in parentheses."""
    key = name_key(found.party.organization or "")
    return [near for near in found.near if name_key(near).startswith(f"{key} ") and "(" in near]


def _persons(result: Signers, bodies: Bodies) -> None:
    """Read bare names as persons where most of the list are persons; else mark those that could be."""
    persons = sum(found.party.name is not None for found in result.found)
    candidates = [
        n for n, found in enumerate(result.found)
        if found.unknown and found.party.organization and person_like(without_post_nominals(found.party.organization))
    ]  # fmt: skip
    mostly = persons and persons * 2 >= len(result.found) - len(candidates)
    known = sum(found.body is not None and found.party.name is None for found in result.found)
    for n in candidates:
        found = result.found[n]
        name = without_post_nominals(without_forms(found.party.organization or "")[0])
        if (mostly and not known) or (not known and len(candidates) == len(result.found) and len(candidates) > 3):
            party = replace(found.party, name=name, organization=None)
            result.found[n] = replace(found, party=party, sureness=UNSURE, why="read as a person's name", near=())
        else:
            result.found[n] = replace(found, sureness=UNSURE, why="unknown; may be a body or a person")
    ids: dict[str, str] = {}
    for n, found in enumerate(result.found):
        if found.body and found.party.name is None:
            if found.body in ids and found.sureness != UNSURE:
                result.found[n] = replace(found, sureness=UNSURE, why=f"means the same body as “{ids[found.body]}”")
            ids.setdefault(found.body, found.printed)
    for n, found in enumerate(result.found):
        if found.unknown and found.sureness != UNSURE and (several := _namesakes(found)):
            result.found[n] = replace(found, sureness=UNSURE, why=f"may be {' or '.join(several)}")
