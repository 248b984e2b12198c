"""Single values: dates, names, identifiers, addresses and ids, one a line."""

from __future__ import annotations

import datetime
from contextlib import suppress

from undersigned import dates, drafting, identifiers, links
from undersigned.frontmatter import Scalar
from undersigned.names import Authority, name_key
from undersigned.values import Reader, country, language, license_id, url
from undersigned.writing import prose, yaml_list

from .guarding import check_messages, guarded


def check(data: bytes) -> None:
    """Read each line as a value of every kind, and all lines as the names of an authority."""
    text = data.decode("utf-8", "replace")
    lines = [line for line in text.split("\n") if line.strip()][:20]
    with guarded():
        for line in lines:
            _check_date(line)
            _check_name(line)
            _check_identifiers(line)
            _check_values(line)
        _check_authority(lines)


def _check_date(line: str) -> None:
    try:
        date = dates.parse(line)
    except ValueError:
        return
    assert dates.parse(str(date)) == date, (line, date)
    # Raises where it is no day of the calendar.
    datetime.date(date.year, date.month or 1, date.day or 1)
    assert str(date.year) in dates.display(date)


def _check_name(line: str) -> None:
    key = name_key(line)
    assert key
    while key.startswith("the ") and key != name_key(key):
        # One article is dropped at a time: nobody's name begins with several.
        key = name_key(key)
    assert name_key(name_key(key)) == name_key(key)
    with suppress(drafting.DraftError):
        for made in (drafting.page_id(line), drafting.letter_id(dates.parse("2020-05-04"), line)):
            assert links.NAME.fullmatch(made), (line, made)
    assert prose(line) == prose(line)
    assert yaml_list([line])


def _check_identifiers(line: str) -> None:
    known = {register.key: register for register in identifiers.REGISTERS}
    if found := identifiers.read_url(line):
        key, id_ = found
        assert known[key].read(id_) == id_
    for register in identifiers.REGISTERS:
        try:
            id_ = register.read(line)
        except ValueError:
            continue
        assert register.read(register.shown(id_)) == id_
        assert identifiers.read_url(register.url(id_)) == (register.key, id_)


def _check_values(line: str) -> None:
    reader = Reader("letters/2020/2020-05-04-letter.md")
    for read in (language, country, license_id, url):
        value = read(reader, "key", Scalar(line, 1))
        assert value is None or read(Reader(""), "key", Scalar(value, 1)) == value, (line, value)
    check_messages(reader.messages, path=reader.path, lines=1)
    links.shown_host(line, "https://example.org/")
    links.page_link(line, path=reader.path)
    assert links.address_problem(line) or links.has_scheme(line)


def _check_authority(lines: list[str]) -> None:
    authority = Authority.of([(f"body-{number}", (line,)) for number, line in enumerate(lines)])
    for number, line in enumerate(lines):
        assert f"body-{number}" in authority.resolve(line)
        assert set(authority.suggest(line)) <= set(lines)
