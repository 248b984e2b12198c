"""The answers of the forms "A correction" and "A signatory" as a change of a page.

Comes after `form`. A change is made only where the form says exactly what stands where; otherwise the report tells a
maintainer what is asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from .. import schema
from ..catalogue import Catalogue
from ..diagnostics import quote
from ..frontmatter import Mapping, Scalar, Sequence
from ..pages import read_facts
from ..records import Letter, Party
from ..values import Reader, nearest, url
from ..writing import prose
from . import form_edit
from .form import Answers, Problem
from .form_letter import PARTIES, TOO_MANY_BARS, Draft, date_of, letter_body, party

_LISTS = frozenset({"to", "cc", "signatories", "topics", "asks", "other-urls", "evidence", "aliases", "misprints", "related"})  # fmt: skip
#: Characters of words that are looked for in a page's text; looking for long ones can cost much.
MAX_WORDS = 2_000
#: What the form "A signatory" asks in `change`, in this order.
MISSING, WRITTEN_WRONGLY, WITHDRAWN, NOT_SIGNED = (
    "a signatory is missing", "a signatory is written wrongly", "a signatory has withdrawn", "somebody is listed who did not sign",
)  # fmt: skip


class _Unclear(Exception):
    """The form does not say exactly what to change: label of the question, what a person has to do."""

    def __init__(self, id_: str, text: str) -> None:
        super().__init__(text)
        self.id = id_
        self.text = text


def draft_change(answers: Answers, docs: Path, catalogue: Catalogue) -> Draft:
    """Make the changed page of a correction or a signatory."""
    path = ""
    try:
        path = _page(answers, catalogue)
        text = (docs / path).read_bytes().decode("utf-8")
        if "\r" in text:
            raise _Unclear(
                "page", "the page has line ends that this program leaves alone; a maintainer makes the change"
            )
        changed = _correct(answers, text, path) if answers.form.kind == "correction" else _sign(answers, text)
        if changed == text:
            raise _Unclear("page", "the page says so already; nothing is left to change")
        _confirm_small(text, changed, path)
        changed = _add_evidence(answers, changed, path)
    except _Unclear as error:
        problem = Problem(answers.form.label_of(error.id), error.text)
        kept = tuple((field.label, answers.get(field.id)) for field in answers.form.fields if answers.get(field.id) and field.id != "consent")  # fmt: skip
        return Draft(path=path, problems=(*answers.problems, problem), kept=kept)
    said = answers.get("explanation")
    return Draft({path: changed}, path, answers.problems, (("Explanation", said),) if said else ())


def _page(answers: Answers, catalogue: Catalogue) -> str:
    """Find the page by its address or id."""
    asked = answers.get("page").split("#")[0].split("?")[0].rstrip("/")
    stem = re.sub(r"\.(html|md|pdf)$", "", asked.rpartition("/")[2])
    ids = {stem, *(now for (_, former), now in catalogue.former.items() if former == stem)}
    found = [entry.docname for id_ in sorted(ids) for entry in catalogue.find("any", id_) if entry.record.id == id_]
    if len(found) > 1:
        found = [docname for docname in found if f"/{docname}" in f"/{re.sub(r'[.][a-z]+$', '', asked)}"]
    if len(found) == 1:
        return f"{found[0]}.md"
    known = [*catalogue.letter]
    if answers.form.kind == "correction":
        known += [*catalogue.organization, *catalogue.topic]
    near = nearest(stem, known) if stem else []
    raise _Unclear(
        "page", f"the archive has no page {quote(asked)}; "
        + (f"did you mean {quote(near[0])}?" if near else "give its address as your browser shows it"),
    )  # fmt: skip


def _correct(answers: Answers, text: str, path: str) -> str:
    key, old, new = answers.get("key"), answers.get("old"), answers.get("new")
    order = [known.name for known in schema.KEYS[schema.kind_of(path)]]
    if not old and not new:
        raise _Unclear("new", "neither the wrong nor the right words are given; please give them")
    if key == "body":
        return _correct_body(old, new, text)
    if key not in order:
        raise _Unclear("key", "a maintainer finds the place and makes the change" if key in ("", "other") else f"pages of this kind have no {key}; choose another part")  # fmt: skip
    changed = _correct_list(key, old, new, text, order) if key in _LISTS else _correct_value(key, old, new, text, order)
    if changed is None:
        raise _Unclear("key", "the place is written in a way that this program leaves alone; a maintainer makes the change")  # fmt: skip
    return changed


def _correct_body(old: str, new: str, text: str) -> str:
    if not old:
        raise _Unclear("old", "the words after which something is missing are not given; a maintainer makes the change")
    if len(old) > MAX_WORDS:
        raise _Unclear(
            "old", f"the answer has {len(old):,} characters; name the wrong words alone, at most {MAX_WORDS:,}"
        )
    changed = form_edit.replace_words(text, (prose(old), old), letter_body(new))
    if changed is None:
        raise _Unclear("old", "the words do not stand once and exactly so in the text of the page; please copy them from the page")  # fmt: skip
    return changed


def _correct_value(key: str, old: str, new: str, text: str, order: list[str]) -> str | None:
    node = form_edit.value_of(text, key)
    now = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
    if " ".join(old.split()) != now:
        said = f"the page says {quote(now)}" if now else "the page says nothing about it yet"
        raise _Unclear("old", f"{said}; please write here exactly what the page says")
    if not new:
        raise _Unclear("new", "a maintainer decides whether this is taken out")
    return form_edit.set_value(text, key, " ".join(new.split()), order)


def _correct_list(key: str, old: str, new: str, text: str, order: list[str]) -> str | None:
    if "\n" in old or "\n" in new:
        raise _Unclear("new", "one entry can be corrected at a time; a maintainer makes the change")
    entry = None
    if new:
        entry = _party_entry(new, "new", key) if key in PARTIES else form_edit.text_entry(new)
    if not old:
        assert entry is not None
        return form_edit.add_entry(text, key, entry, order)
    return form_edit.replace_entry(text, key, _entry(text, key, old, "old"), entry)


def _entry(text: str, key: str, asked: str, id_: str) -> int:
    found = form_edit.find_entries(text, key, asked)
    if len(found) != 1:
        how = "stands more than once in" if found else "does not stand in"
        raise _Unclear(id_, f"{quote(asked)} {how} the list; please copy it from the page")
    return found[0]


def _party_entry(line: str, id_: str, key: str = "signatories") -> str:
    return form_edit.party_entry(_party(line, id_, key))


def _party(line: str, id_: str, key: str = "signatories") -> Party:
    """Read a line of the form as an entry of a page."""
    node = party(line, 1, roles=key == "signatories")
    if node is None:
        raise _Unclear(id_, f"{quote(line)} {TOO_MANY_BARS}")
    root = Mapping(((Scalar(key, 1), Sequence((node,), 1)),), 1)
    record, messages = schema.read_record(root, path="letters/2000/2000-letter.md")
    assert isinstance(record, Letter)
    parties: tuple[Party, ...] = getattr(record, key)
    if not parties:
        reason = next((message.text for message in messages if quote(key) in message.text), "it cannot be read")
        raise _Unclear(id_, reason.replace(quote(key), "the answer"))
    return parties[0]


def _sign(answers: Answers, text: str) -> str:
    order = [known.name for known in schema.LETTER_KEYS]
    change, old, new = answers.get("change"), answers.get("old"), answers.get("signatories")
    if change == MISSING:
        if not new:
            raise _Unclear("signatories", "the missing signatory is not named; please write it as the letter prints it")
        after = _entry(text, "signatories", answers.get("after"), "after") if answers.get("after") else None
        changed = form_edit.add_entry(text, "signatories", _party_entry(new, "signatories"), order, after)
    elif change == WRITTEN_WRONGLY:
        if not (old and new):
            raise _Unclear("old", "both are needed: as the page lists it, and as the letter prints it")
        number = _entry(text, "signatories", old, "old")
        changed = form_edit.replace_entry(text, "signatories", number, _party_entry(new, "signatories"))
    elif change == WITHDRAWN:
        changed = _withdraw(answers, text, old)
    else:
        raise _Unclear("change", "a maintainer compares the sources and decides what the page says")
    if changed is None:
        raise _Unclear("page", "the list is written in a way that this program leaves alone; a maintainer makes the change")  # fmt: skip
    return changed


def _withdraw(answers: Answers, text: str, old: str) -> str | None:
    day = answers.get("withdrawn")
    if not old or date_of(day) is None:
        raise _Unclear(
            "withdrawn" if old else "old", "the day is needed, written as 2013-04-10, 2013-04 or 2013"
            if old else "the signatory is not named; please write it as the page lists it",
        )  # fmt: skip
    number = _entry(text, "signatories", old, "old")
    record, _ = schema.read_record(
        Mapping(((Scalar("signatories", 1), form_edit.value_of(text, "signatories") or Sequence((), 1)),), 1),
        path="letters/2000/2000-letter.md",
    )
    day_node = Mapping(((Scalar("organization", 1), Scalar("x", 1)), (Scalar("withdrawn", 1), Scalar(day, 1))), 1)
    dated, _ = schema.read_record(
        Mapping(((Scalar("signatories", 1), Sequence((day_node,), 1)),), 1), path="letters/2000/2000-letter.md"
    )
    assert isinstance(record, Letter)
    assert isinstance(dated, Letter)
    if number >= len(record.signatories):
        return None
    entry = replace(record.signatories[number], withdrawn=dated.signatories[0].withdrawn)
    return form_edit.replace_entry(text, "signatories", number, form_edit.party_entry(entry))


def _add_evidence(answers: Answers, text: str, path: str) -> str:
    """Name in a letter's evidence where the change can be seen."""
    address = answers.get("evidence")
    reader = Reader(path)
    if not address or schema.kind_of(path) != "letter":
        return text
    if url(reader, "evidence", Scalar(address, 1)) is None:
        raise _Unclear("evidence", reader.messages[0].text.replace(quote("evidence"), "the answer"))
    record = read_facts(text.encode(), path=path).record
    if isinstance(record, Letter) and address in (record.source.url, *record.evidence, *record.other_urls):
        return text
    order = [known.name for known in schema.LETTER_KEYS]
    return form_edit.add_entry(text, "evidence", form_edit.text_entry(address), order) or text


def _confirm_small(before: str, after: str, path: str) -> None:
    """Make sure that one part of the page has changed and no other."""
    old, new = (read_facts(text.encode(), path=path) for text in (before, after))
    names = [key.attribute for key in schema.KEYS[schema.kind_of(path)]]
    changed = [name for name in names if getattr(old.record, name, None) != getattr(new.record, name, None)]
    if len(changed) + (old.body != new.body) > 1 or new.record is None:
        raise _Unclear("new", "the change would touch other parts of the page; a maintainer makes it")
