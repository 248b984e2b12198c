"""Parts a source into head, salutation, text, closing, and the lists of those who sign.

Comes after `lines`; `titles`, `addressees` and `signatories` read the parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import FOOTNOTE, HEADING, ITEM, ROW
from .bodies import Bodies, body_like, is_office, without_forms
from .lines import Line
from .vocabulary import (
    AFTERMATH,
    CLOSINGS,
    COPIES,
    ENDORSERS,
    INDIVIDUALS,
    LEADS,
    LONG_CLOSINGS,
    NOISE_LINES,
    RECIPIENTS,
    SALUTATIONS,
    SIGNERS,
    STAMPS,
    SUBJECTS,
    WEAK_SALUTATIONS,
    begins,
    folded,
)  # fmt: skip
from .when import find_dates

#: Characters of a salutation or closing at most.
_SHORT = 170
#: Words of headlines, which greet nobody.
_HEADLINES = ("open letter", "joint letter", "lettre ouverte", "公开信", "公開信", "公開書簡")
_ENDS = (",", ":", ";", "：", "，", "،", "!", "！", "、")


#: Verbs that no name of a body has.
_STATEMENT = re.compile(
    r"\b(?:is|are|was|were|has|have) (?:a|an|the|been|registered|available|now|also|not)\b|\bsigned by \d|\bhave signed\b|\bregistered (?:charity|in)\b"
)


@dataclass(slots=True)
class Parts:
    """Ranges of lines; each line is in one part at most."""

    head: list[Line] = field(default_factory=list)
    salutation: Line | None = None
    body: list[Line] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    #: Lines of signatories, headings included.
    signers: list[Line] = field(default_factory=list)
    #: How the list was found: closing, heading, end, front, footnote, none.
    signers_by: str = "none"
    tail: list[Line] = field(default_factory=list)


def label(line: Line, vocabulary: frozenset[str]) -> str | None:
    """Give what follows a label such as “cc:”; empty if nothing does, None if the label is not there."""
    text = line.text
    for mark in (":", "：", "．"):
        head, found, rest = text.partition(mark)
        if found and len(head) < 60 and folded(head).strip(" .") in vocabulary | {w.rstrip(".") for w in vocabulary}:
            return rest.strip()
    if folded(text).strip(" .:：") in vocabulary:
        return ""
    return None


def is_noise(line: Line) -> bool:
    """Tell lines that belong to the page, not to the letter."""
    plain = line.key.strip(" .:»›>→|-")
    if plain in NOISE_LINES or not any(c.isalnum() for c in plain) or plain.startswith(("{{", "{%", "[[")):
        return True
    if len(plain) > 200:
        return False
    return plain.startswith((
        "read the letter", "read the full letter", "download ", "click here", "share on ", "share this", "skip to ", "we use cookies",
        "this site uses cookies", "this website uses cookies", "view the letter", "telecharger ", "descargar ", "herunterladen",
        "the full letter", "the letter can be", "the letter is available", "a pdf ", "pdf:", "photo:", "photo by", "image:", "©", "(c) ",
        "copyright ", "the full text of the letter", "full text of the letter", "letter available", "also available in",
        "available in", "this letter is available", "read the statement", "lire la lettre", "lea la carta", "leer la carta", "we and our partners",
        "by using this site", "accept cookies", "find out more", "the letter below", "text of the letter", "below is the",
    ))  # fmt: skip


def is_signers_heading(line: Line) -> str | None:
    """Tell a heading above signatories: signatory, lead, endorser or individual; None for another line."""
    plain = line.key.strip(" *_#-–—")
    text = plain.rstrip(" :：.,")
    if len(text) > 140 or not text:
        return None
    marked = plain.endswith((":", "：")) or line.kind == HEADING or line.strong
    pieces = [piece.strip() for piece in text.replace("(", "/").replace(")", "/").split("/")]
    for piece in [text, *pieces]:
        for vocabulary, role in (
            (LEADS, "lead"),
            (ENDORSERS, "endorser"),
            (INDIVIDUALS, "individual"),
            (SIGNERS, "signatory"),
        ):
            if piece in vocabulary:
                return role
    if line.kind in (ITEM, ROW):
        return None
    count = len(text.split())
    if marked and count <= 16:
        for vocabulary, role in (
            (LEADS, "lead"),
            (ENDORSERS, "endorser"),
            (INDIVIDUALS, "individual"),
            (SIGNERS, "signatory"),
        ):
            if begins(text, vocabulary):
                return role if count <= 4 or not body_like(line.text) or _plain_heading(text) else None
        if _plain_heading(text):
            return "signatory"
    return None


def _plain_heading(text: str) -> bool:
    return any(
        word in text
        for word in (
            "signator", "signed by", "signed,", "undersigned", "signataire", "firmante", "unterzeichn", "signatari", "firmatari", "ondertekena",
            "подписа", "签署", "签名", "联署", "聯署", "連署", "簽署", "賛同", "الموقع", "endorsed by", "sygnatari", "abajo firman", "soussign",
        )
    )  # fmt: skip


def is_closing(line: Line) -> bool:
    """Tell a closing formula."""
    if line.kind in (HEADING, ROW):
        return False
    plain = line.key
    if begins(plain, LONG_CLOSINGS):
        return len(plain) < 400
    if len(plain) > 90:
        return False
    entry = begins(plain, CLOSINGS, 5)
    if entry is None:
        return False
    rest = plain[len(entry) :].strip(" ,.!;，。،:")
    return not rest or plain.endswith((",", ".", "!", "،", ":")) or len(rest.split()) <= 4 or plain[0] > "\u0590"


def salutation_at(lines: Sequence[Line], bodies: Bodies) -> tuple[int, str, str] | None:
    """Find the salutation: its line, its text, and what of the line is text of the letter already."""
    weak: tuple[int, str, str] | None = None
    limit = _first_prose_run(lines)
    for number, line in enumerate(lines):
        if line.kind in (ROW, FOOTNOTE) or is_noise(line) or label(line, COPIES | SUBJECTS) is not None:
            continue
        plain = line.key
        ends = line.text.rstrip().endswith(_ENDS)
        follows = number + 1 < len(lines) and any(other.is_prose for other in lines[number + 1 : number + 6])
        strong = begins(plain, SALUTATIONS, 6)
        if any(word in plain for word in _HEADLINES):
            continue
        cut = _greeting_end(line.text) if strong and line.kind != HEADING and not ends else 0
        if cut and len(line.text) - cut > 30:
            return number, line.text[:cut].strip(), line.text[cut:].strip()
        if strong and len(line.text) <= _SHORT and (ends or follows) and not (line.kind == HEADING and not ends):
            if not ends and (body_like(line.text) and line.is_prose):
                continue
            if follows or ends:
                return number, line.text, ""
        elif weak is None and ends and len(line.text) <= 120 and follows and number <= limit:
            bare = line.text.rstrip("".join(_ENDS)).strip()
            next_prose = lines[number + 1].is_prose
            if not next_prose or not bare or find_dates(bare):
                continue
            if begins(plain, WEAK_SALUTATIONS, 4) or (
                label(line, RECIPIENTS) is None and _names_somebody(bare, bodies)
            ):
                weak = number, line.text, ""
    return weak


def _first_prose_run(lines: Sequence[Line]) -> int:
    """Find how far the head can reach: to the third line of running text."""
    count = 0
    for number, line in enumerate(lines):
        count += line.is_prose
        if count == 4:
            return number
    return len(lines)


def _greeting_end(text: str) -> int:
    """Find the end of a salutation that runs into its paragraph."""
    for position, sign in enumerate(text[:_SHORT]):
        if sign in ":：,，،" and position > 5:
            rest = text[position + 1 :].strip()
            if sign == "," and (rest[:1].islower() or len(rest) < 40):
                continue
            return position + 1
    return 0


def _names_somebody(text: str, bodies: Bodies) -> bool:
    plain = folded(text)
    rest = text
    if begins(plain, RECIPIENTS, 3) and len(text.split()) > 1:
        rest = text.split(maxsplit=1)[1]
    return bodies.is_body(rest) or is_office(rest) or without_forms(rest)[1] or is_office(text)


def part(lines: Sequence[Line], bodies: Bodies) -> Parts:
    """Part the lines of a source."""
    parts = Parts()
    found = salutation_at(lines, bodies)
    if found:
        number, text, rest = found
        parts.head = list(lines[:number])
        parts.salutation = replace(lines[number], text=text)
        after = list(lines[number + 1 :])
        if rest:
            after.insert(0, replace(lines[number], text=rest))
    else:
        start = _text_start(lines)
        parts.head, after = list(lines[:start]), list(lines[start:])
    _divide(parts, after, bodies)
    if not parts.signers:
        _front_list(parts, bodies)
    return parts


def _text_start(lines: Sequence[Line]) -> int:
    """Find where a letter without salutation begins: at running text, behind the date if running text follows it."""
    last_dated = -1
    prose = [n for n, line in enumerate(lines) if line.is_prose and not is_noise(line) and line.kind != FOOTNOTE]
    if not prose:
        return len(lines)
    for number, line in enumerate(lines[: prose[0] + 12]):
        if not line.is_prose and len(line.text) < 90 and find_dates(line.text) and label(line, STAMPS) is None:
            last_dated = number
            break
    later = [n for n in prose if n > last_dated]
    first = later[0] if later and len([n for n in prose if n < last_dated]) <= 1 else prose[0]
    if len(prose) == 1 or not later:
        first = prose[0]
    return first


def _divide(parts: Parts, after: list[Line], bodies: Bodies) -> None:
    """Part what follows the salutation into text, closing, signatories and tail."""
    start = _closing_at(after)
    heading = next(
        (n for n, line in enumerate(after) if is_signers_heading(line) and _list_follows(after, n, bodies)), None
    )
    inline = next((n for n, line in enumerate(after) if line.kind != FOOTNOTE and inline_list(line.text)), None)
    if start is not None and (heading is None or heading >= start or not any(x.is_prose for x in after[:heading])):
        end = start + 1
        while end < len(after) and is_closing(after[end]) and end < start + 4:
            end += 1
        parts.body, parts.closing = after[:start], after[start:end]
        begin = end
        parts.signers_by = "closing"
        zone = _zone(after, begin, bodies)
        if zone == begin and heading is not None:
            parts.body += []
            begin, parts.signers_by = heading, "heading"
            zone = _zone(after, begin, bodies)
            parts.tail = after[end:begin]
        _take(parts, after, begin, zone)
    elif heading is not None and any(line.is_prose for line in after[:heading]):
        parts.body = after[:heading]
        parts.signers_by = "heading"
        _take(parts, after, heading, _zone(after, heading, bodies))
    elif inline is not None and (inline > 0 or len(after) == 1):
        parts.body = after[:inline]
        parts.signers_by = "heading"
        _take(parts, after, inline, max(inline + 1, _zone(after, inline + 1, bodies)))
    else:
        _by_end(parts, after, bodies)
    _trim_closing(parts)


def _take(parts: Parts, after: list[Line], begin: int, end: int) -> None:
    parts.signers = after[begin:end]
    parts.tail += after[end:]
    # Lists that go on behind a contact line or a note under a heading of their own.
    for number, line in enumerate(parts.tail):
        if begins(line.key, SALUTATIONS, 3):
            # What follows is another letter: a reply, an enclosure.
            break
        role = is_signers_heading(line)
        if role in ("endorser", "individual", "lead") or (role and not parts.signers):
            stop = _zone(parts.tail, number, None)
            if stop > number + 1:
                parts.signers += parts.tail[number:stop]
                parts.tail = parts.tail[:number] + parts.tail[stop:]
            break


def _closing_at(after: Sequence[Line]) -> int | None:
    """Find the closing formula: the first behind running text that names follow."""
    seen = False
    for number, line in enumerate(after):
        if seen and is_closing(line):
            return number
        seen = seen or line.is_prose or len(line.text) > 60
    return None


def _list_follows(lines: Sequence[Line], number: int, bodies: Bodies) -> bool:
    following = lines[number + 1 : number + 4]
    return bool(following) and (
        sum(name_like(line, bodies) or bool(is_signers_heading(line)) for line in following) >= min(1, len(following))
        or (following[0].is_prose and list_like(following[0].text, bodies))
    )


def name_like(line: Line, bodies: Bodies | None) -> bool:
    """Tell whether a line can be a name in a list."""
    if line.kind == ROW:
        return any(line.cells)
    text = line.text
    if bodies is not None and bodies.bears(text):
        return True
    if len(text) > 160 or line.is_prose or is_noise(line) or line.kind == HEADING:
        return False
    if _STATEMENT.search(line.key) or "@" in text or line.key.strip(" .:*_") in AFTERMATH:
        return False
    if (
        text.endswith((":", "：", "?", "!", "！", "。", ";"))
        and "e.V." not in text
        and not (line.kind == ITEM and text.endswith(";"))
    ):
        return False
    if text.endswith(".") and not text.endswith(
        (
            " Inc.",
            "Ltd.",
            "e.V.",
            "e. V.",
            "z.s.",
            "A.S.",
            "S.A.",
            "Co.",
            "Corp.",
            "D.C.",
            "a.s.",
            "U.S.",
            "Jr.",
            "Esq.",
            "Ph.D.",
            "B.V.",
        )
    ):
        return len(text.split()) <= 6 and line.kind == ITEM
    first = text.lstrip("“\"'(#@*–- ")[:1]
    return (bool(first) and not first.islower()) or (
        text.split()[0].islower() and len(text.split()) <= 5 and not text.endswith(".")
    )


def list_like(text: str, bodies: Bodies | None) -> bool:
    """Tell a run-together list of names from a sentence."""
    for sign in (";", "•", "·", "|", "\t", "；", "、"):
        pieces = [piece.strip() for piece in text.split(sign) if piece.strip()]
        if len(pieces) >= 3 and sum(len(piece) < 110 for piece in pieces) == len(pieces):
            return True
    pieces = [piece.strip() for piece in text.replace("，", ",").replace("،", ",").split(",") if piece.strip()]
    if len(pieces) < 3:
        return False
    capital = sum(not piece[0].islower() or piece.startswith("and ") for piece in pieces)
    short = sum(len(piece) < 80 for piece in pieces)
    known = sum(bool(bodies and bodies.bears(piece.strip(" ."))) for piece in pieces)
    lower_share = sum(word[:1].islower() for word in text.split()) / max(1, len(text.split()))
    return (capital == len(pieces) and short == len(pieces) and lower_share < 0.4) or known * 2 > len(pieces)


def inline_list(text: str) -> tuple[str, str] | None:
    """Part “Signed by: A, B and C” into role and list."""
    plain = text.strip()
    for vocabulary, role in ((ENDORSERS, "endorser"), (LEADS, "lead"), (SIGNERS, "signatory")):
        for mark in (":", "：", " by ", " par ", " por ", " von "):
            head, found, rest = plain.partition(mark)
            if not found or len(head) > 80 or not rest.strip():
                continue
            name = folded(head + (mark if mark.strip() not in (":", "：") else "")).strip()
            if name in vocabulary and (
                rest.strip()[:1].isupper() or rest.strip()[:1] > "\u0590" or rest.strip()[:4] == "the "
            ):
                return role, rest.strip()
    return None


def _zone(lines: Sequence[Line], begin: int, bodies: Bodies | None) -> int:
    """Find the end of a list of signatories."""
    number = begin
    last = begin
    odd = 0
    while number < len(lines):
        line = lines[number]
        role = is_signers_heading(line)
        if role is None:
            if _ends_list(line, bodies):
                break
            if begins(line.key, SALUTATIONS, 3) and line.text.endswith(_ENDS):
                break
            if line.is_prose and not list_like(line.text, bodies) and not inline_list(line.text):
                bare = line.text.strip("()[]* ")
                if odd or len(bare) > 260:
                    break
                odd += 1
                number += 1
                continue
            if line.kind == HEADING and number > begin and not _more_names(lines, number, bodies):
                break
        number += 1
        last = number
    return last


def _more_names(lines: Sequence[Line], number: int, bodies: Bodies | None) -> bool:
    """Tell whether a heading within a list parts it in groups: names, not text, follow."""
    following = lines[number + 1 : number + 3]
    text = lines[number].text
    if find_dates(text) or len(text) > 70:
        return False
    return bool(following) and all(name_like(line, bodies) for line in following)


def _ends_list(line: Line, bodies: Bodies | None) -> bool:
    if line.kind == FOOTNOTE:
        return False
    if bodies is not None and bodies.bears(line.text):
        return False
    plain = line.key.strip(" .:*_-–—#")
    if plain in AFTERMATH or plain in NOISE_LINES or line.text.strip() in ("###", "***", "—", "# # #", "-30-"):
        return True
    entry = begins(line.key, AFTERMATH, 4)
    if entry and (
        line.text.rstrip().endswith(":")
        or ":" in line.text[: len(entry) + 3]
        or len(entry.split()) > 1
        or (line.kind == HEADING)
    ):
        return True
    return is_noise(line) or label(line, COPIES) is not None


def _by_end(parts: Parts, after: list[Line], bodies: Bodies) -> None:
    """Find the list of a letter without closing formula and heading: names behind the last running text."""
    last_run = max((begin for begin, _ in _run(after, bodies)), default=-1)
    stop, prose = len(after), False
    for number, line in enumerate(after):
        plain = line.key.strip(" .:")
        # A heading “Background” can stand in the text; what looks like a list behind it decides.
        if prose and number > last_run and (plain in AFTERMATH or plain in NOISE_LINES):
            stop = number
            break
        prose = prose or line.is_prose
    main, tail = after[:stop], after[stop:]
    runs = _run(main, bodies)
    if not runs:
        parts.body, parts.tail = main, tail
        return
    begin, end = max(runs, key=lambda run: (_score(main[run[0] : run[1]], bodies), run[0]))
    parts.body = main[:begin]
    parts.signers = main[begin:end]
    parts.tail = main[end:] + tail
    parts.signers_by = "end"


def _run(lines: Sequence[Line], bodies: Bodies) -> list[tuple[int, int]]:
    """List the runs of names: two or more lines, or one that the archive knows."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    for number in range(len(lines) + 1):
        fits = number < len(lines) and name_like(lines[number], bodies) and not _asks(lines[number])
        if fits and begin is None:
            begin = number
        elif not fits and begin is not None:
            run = lines[begin:number]
            if begin and (len(run) >= 2 or bodies.bears(run[0].text)) and _score(run, bodies):
                runs.append((begin, number))
            begin = None
    return runs


def _asks(line: Line) -> bool:
    return line.kind == ITEM and (line.text.endswith((";", ".")) or len(line.text.split()) > 14)


def _score(run: Sequence[Line], bodies: Bodies) -> int:
    known = sum(bodies.bears(line.text) for line in run)
    return 3 * known + sum(body_like(line.text) for line in run) + (len(run) > 3 and 1)


def _front_list(parts: Parts, bodies: Bodies) -> None:
    """Find a list before the text, if nothing follows it."""
    for number, line in enumerate(parts.head):
        if (
            is_signers_heading(line) in ("signatory", "lead", "endorser")
            and (line.kind != ROW)
            and _list_follows(parts.head, number, bodies)
        ):
            stop = number + 1
            while stop < len(parts.head) and (name_like(parts.head[stop], bodies) or (parts.head[stop].kind == ROW)):
                stop += 1
            parts.signers = parts.head[number:stop]
            parts.head = parts.head[:number] + parts.head[stop:]
            parts.signers_by = "front"
            return


def _trim_closing(parts: Parts) -> None:
    """Drop what stands between the text and a list and belongs to neither."""
    while parts.body and is_noise(parts.body[-1]) and not parts.body[-1].is_prose:
        parts.tail.insert(0, parts.body.pop())
