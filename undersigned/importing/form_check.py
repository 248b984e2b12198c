"""Checks drafts as the archive would be with them, and writes pages for the organizations they name.

Comes after `form_letter` and `form_change`; nothing is written into the archive.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from .. import rules, rules_markup, site
from ..catalogue import Catalogue
from ..checking import Result, check_archive
from ..diagnostics import Message
from ..drafting import free_id
from ..frontmatter import read
from ..names import name_key
from ..pages import read_facts
from ..records import Organization
from ..schema import kind_of
from ..writing import page_path, page_text, write_atomically
from .form import Form, Problem
from .form_letter import Draft, unknown_names

_UNSURE_KIND = "# unsure: what kind of body this is\nkind: other"


def check_draft(draft: Draft, docs: Path) -> tuple[Message, ...]:
    """Check a copy of the archive with the draft's pages in it; gives the messages about these pages."""
    with tempfile.TemporaryDirectory(prefix="undersigned-") as folder:
        copy = Path(folder) / "docs"
        shutil.copytree(docs, copy, symlinks=True)
        for path, text in draft.pages.items():
            write_atomically(copy / path, text)
        result: Result = check_archive(copy)
    return tuple(message for message in result.messages if message.path in draft.pages)


def stubs(draft: Draft, catalogue: Catalogue, kind: str = "") -> dict[str, str]:
    """Make pages for organizations that the draft's page names and the archive does not know."""
    record = read_facts(draft.pages[draft.path].encode(), path=draft.path).record
    pages: dict[str, str] = {}
    seen: set[str] = set()
    for name in unknown_names(record, catalogue.authority.resolve) if record else ():
        if name_key(name) in seen:
            continue
        seen.add(name_key(name))
        id_ = free_id(
            name,
            lambda id_: id_ in catalogue.organization or f"organizations/{id_}.md" in pages,
            otherwise="name",
        )
        page = Organization(id_, name, kind=kind or "other")
        text = page_text(page, "")
        pages[page_path(page)] = text if kind else text.replace("kind: other", _UNSURE_KIND)
    return pages


def problems_of(draft: Draft, messages: tuple[Message, ...], form: Form) -> list[Problem]:
    """Say what the check found in the words of the form, with the question that a message is about."""
    return [
        Problem(
            _label(message, draft.pages[message.path], form) if message.path == draft.path else message.path,
            _advice(message),
            rule_url(message),
            notice=message.rule.notice,
        )
        for message in messages
    ]


def rule_url(message: Message) -> str:
    """Give the address of a rule's page, where the site has an address."""
    return "" if site.base_url() == site.PLACEHOLDER else site.rule_url(message.rule)


def _label(message: Message, text: str, form: Form) -> str:
    """Find the question whose answer stands at the message's line."""
    block = read(text, path=message.path)
    if message.line > block.height:
        key = "summary"
    else:
        key = next((key.text for key, _ in reversed(block.root.entries) if key.line <= message.line), "title")
    if key == "source":
        key = "source-url" if message.rule in (rules.NO_SOURCE, rules.URL) else "source-publisher"
    labels = {field.id: field.label for field in form.fields}
    return labels.get(key, f"{kind_of(message.path)}: {key if key != 'summary' else 'text'}")


def _advice(message: Message) -> str:
    """Offer a mend that somebody without the files can do."""
    if message.rule is rules.UNKNOWN_NAME and "no organization" in message.problem:
        near = message.mend.partition("?")[0] + "? " if message.mend.startswith("did you mean") else ""
        return f"{message.problem}; {near}If it is written as printed, leave it: a maintainer adds its page"
    if message.rule is rules_markup.SYNTAX:
        return f"{message.problem}; say it in plain words"
    return message.text
