"""The answers of the form "A letter" as a page.

Comes after `form`. The answers become front matter and are read by `schema` like that of any page: what it refuses is
reported with its question and left out of the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import limits, rules
from ..dates import parse
from ..diagnostics import Message, quote
from ..drafting import letter_id
from ..frontmatter import Mapping, Node, Scalar, Sequence
from ..records import Letter, Record
from ..schema import LETTER_KEYS, read_record
from ..writing import missing_year_page, page_path, page_text, prose
from .form import Answers, Problem

#: Ids of questions that stand for no key of their own: the body, and what the author confirms.
OTHER_IDS = frozenset({"summary", "consent"})
#: Questions about keys below `source`.
SOURCE = "source-"
PARTIES = frozenset({"to", "cc", "signatories"})
_LISTS = frozenset({"topics", "asks", "other-urls", "evidence"})
_YES_OR_NO = frozenset({"title-supplied", "signatories-complete"})
_ROLE = re.compile(r"\((lead|endorser)\)$")


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of a form: pages to write, and what its author should know."""

    #: Path and text of each page to write; empty if no page could be made.
    pages: dict[str, str] = field(default_factory=dict)
    #: The page that the form is about.
    path: str = ""
    problems: tuple[Problem, ...] = ()
    #: Labels of questions and answers that no page holds.
    kept: tuple[tuple[str, str], ...] = ()


def draft_letter(answers: Answers, docs: Path) -> Draft:
    """Make the page of a letter; without title, date or publisher there is none."""
    problems = [*answers.problems]
    nodes, refused = _nodes(answers, problems)
    record, messages = read_record(Mapping(tuple(nodes), 0), path="letters/2000/2000-letter.md")
    for message in messages:
        if message.rule in (rules.FILE_NAME, rules.MISSING_KEY) or not message.line:
            continue
        asked = answers.form.fields[message.line - 1]
        # What the whole page breaks is told by its check.
        if message.rule not in (rules.TITLE_SUPPLIED, rules.LICENSE, rules.SIGNATURE_COUNT, rules.NO_SOURCE):
            refused.setdefault(asked.id)
            problems.append(Problem(asked.label, _plain(message, asked.id)))
    kept = tuple((answers.form.label_of(id_), answers.get(id_)) for id_ in refused)
    assert isinstance(record, Letter)
    if not record.listed or not record.source.publisher:
        return Draft(problems=tuple(problems), kept=kept)
    letter, remark = _name(record, docs, body := letter_body(answers.get("summary")))
    path = page_path(letter)
    pages = {path: page_text(letter, body), **missing_year_page(letter.id, lambda index: (docs / index).exists())}
    return Draft(pages, path, (*problems, *remark), kept)


def _nodes(answers: Answers, problems: list[Problem]) -> tuple[list[tuple[Scalar, Node]], dict[str, None]]:
    """Turn answers into front matter; the line of a value is the number of its question."""
    numbers = {asked.id: number for number, asked in enumerate(answers.form.fields, 1)}
    refused: dict[str, None] = {}
    top: dict[str, Node] = {}
    source: list[tuple[Scalar, Node]] = []
    for id_, number in numbers.items():
        answer = answers.get(id_)
        if not answer or id_ in OTHER_IDS:
            continue
        if id_.startswith(SOURCE):
            source.append((Scalar(id_.removeprefix(SOURCE), number), Scalar(answer, number, plain=False)))
        elif id_ in PARTIES:
            entries = []
            for line in answers.lines(id_):
                node = party(line, number, roles=id_ == "signatories")
                if node is None:
                    refused.setdefault(id_)
                    problems.append(Problem(answers.form.label_of(id_), f"{quote(line)} {TOO_MANY_BARS}"))
                else:
                    entries.append(node)
            if entries:
                top[id_] = Sequence(tuple(entries), number)
        elif id_ in _LISTS:
            top[id_] = Sequence(tuple(Scalar(line, number, plain=False) for line in answers.lines(id_)), number)
        else:
            value = {"yes": "true", "no": "false"}.get(answer, answer) if id_ in _YES_OR_NO else answer
            top[id_] = Scalar(value, number, plain=False)
    if source:
        top["source"] = Mapping(tuple(source), numbers["source-publisher"])
    _bracket(top)
    return [(Scalar(key.name, top[key.name].line), top[key.name]) for key in LETTER_KEYS if key.name in top], refused


#: Says what is wrong with a line of parties.
TOO_MANY_BARS = "has more than two bars; write an organization, or name | title | organization"


def party(line: str, number: int, *, roles: bool) -> Node | None:
    """Read `organization`, `name | organization` or `name | title | organization`; None for more parts."""
    pairs: list[tuple[str, str]] = []
    role = _ROLE.search(line) if roles else None
    parts = [part.strip() for part in (line[: role.start()] if role else line).split("|")]
    keys = {1: ("organization",), 2: ("name", "organization"), 3: ("name", "title", "organization")}.get(len(parts))
    if keys is None:
        return None
    pairs = [(key, part) for key, part in zip(keys, parts, strict=True) if part]
    if role:
        pairs.append(("role", role[1]))
    if len(pairs) == 1 and pairs[0][0] == "organization":
        return Scalar(parts[0], number, plain=False)
    return Mapping(tuple((Scalar(key, number), Scalar(part, number, plain=False)) for key, part in pairs), number)


def _bracket(top: dict[str, Node]) -> None:
    """Make title and `title-supplied` agree: either says that the title is ours."""
    title, supplied = top.get("title"), top.get("title-supplied")
    if not isinstance(title, Scalar):
        return
    bracketed = title.text.startswith("[") and title.text.endswith("]")
    if isinstance(supplied, Scalar) and supplied.text == "true" and not bracketed:
        top["title"] = replace(title, text=f"[{title.text}]")
    elif bracketed:
        top["title-supplied"] = Scalar("true", title.line)


def letter_body(text: str) -> str:
    """Write plain text as the paragraphs of a page; nothing in it is markup."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    joined = ("\n".join(line.strip() for line in paragraph.split("\n") if line.strip()) for paragraph in paragraphs)
    return "\n\n".join(prose(paragraph) for paragraph in joined)


def _plain(message: Message, id_: str) -> str:
    """Say a message without the names of keys, which stand on no form."""
    text = message.text
    for key in (id_, id_.removeprefix(SOURCE)):
        text = text.replace(f"an entry of {quote(key)}", "an entry").replace(quote(key), "the answer")
    return re.sub(r" in line \d+", " twice", text)


def _name(letter: Letter, docs: Path, body: str) -> tuple[Letter, tuple[Problem, ...]]:
    """Give a letter an id that no other page has."""
    stem = letter_id(letter.date, letter.title)
    remark: tuple[Problem, ...] = ()
    for number in range(1, limits.now().headings):
        named = replace(letter, id=stem if number == 1 else f"{stem}-{number}")
        page = docs / page_path(named)
        if not page.exists() or page.read_bytes() == page_text(named, body).encode():
            return named, remark
        remark = (Problem("Title", f"the archive has a letter of this date and title; is it the same? {page.stem}"),)
    raise ValueError(f"too many letters are called {stem}")


def unknown_names(record: Record, known: Callable[[str], object]) -> list[str]:
    """List the organizations of a letter that the archive does not know, each once, in order."""
    if not isinstance(record, Letter):
        return []
    names = [party.organization for party in record.parties if party.organization_id is None]
    return [name for name in dict.fromkeys(names) if name is not None and not known(name)]


def date_of(answer: str) -> str | None:
    """Give a date as the archive writes it; None if it is none."""
    try:
        return str(parse(answer))
    except ValueError:
        return None
