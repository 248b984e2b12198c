"""Front matter: any bytes become a page and messages, and what is accepted reads back as written."""

from __future__ import annotations

import dataclasses

from undersigned import pages
from undersigned.frontmatter import body_of
from undersigned.records import Letter, Organization, Topic
from undersigned.text import read_text
from undersigned.writing import page_text

from .guarding import check_messages, guarded

PATHS = ("letters/2020/2020-05-04-letter.md", "organizations/alpha.md", "topics/speech.md", "about/index.md")


def check(data: bytes) -> None:
    """Read bytes as a page of each kind."""
    for path in PATHS:
        with guarded():
            page = pages.read_facts(data, path=path)
            assert page == pages.read_facts(data, path=path), "two readings differ"
        lines = data.count(b"\n") + 1
        check_messages(page.messages, path=path, lines=lines)
        assert page.title
        assert page.first_line <= lines + 1
        if page.readable:
            content = read_text(data, path=path).content
            assert content.endswith(page.body)
            assert body_of(content) == page.body
        if isinstance(page.record, (Letter, Organization, Topic)) and not _errors(page):
            _check_written(page, page.record, path)


def _errors(page: pages.PageText) -> list[str]:
    return [str(message) for message in page.messages if not message.rule.notice]


def _check_written(page: pages.PageText, record: Letter | Organization | Topic, path: str) -> None:
    """Write an accepted page anew, and read it back."""
    with guarded():
        again = pages.read_facts(page_text(record, page.body).encode(), path=path)
    assert _errors(again) == []
    assert again.record == record, _difference(again.record, record)
    assert again.body.rstrip() == page.body.rstrip()


def _difference(one: object, other: object) -> str:
    if type(one) is not type(other) or not dataclasses.is_dataclass(one):
        return f"{one!r} is no {other!r}"
    pairs = ((field.name, getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one))
    return "; ".join(f"{name}: {new!r} is not {old!r}" for name, new, old in pairs if new != old)
