"""Letters for reference managers and spreadsheets: CSL-JSON, BibTeX, RIS, CSV, which must all name the same letters."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator, Sequence, Set
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import bibtexparser
import pypandoc
import rispy
from jsonschema import Draft7Validator
from lxml import html
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from tests.validators import SCHEMAS
from undersigned.exports.plain import one_line
from undersigned.exports.spreadsheet import COLUMNS, harmless

with warnings.catch_warnings():
    # It names a part of pyparsing by its old name.
    warnings.simplefilter("ignore")
    import pybtex.database

CSL = SCHEMAS / "csl-data.json"
_LETTER = re.compile(r"letters/\d{4}/(?!index)([^/]+)\.html")


@cache
def _csl_schema() -> Draft7Validator:
    return Draft7Validator(json.loads(CSL.read_text("utf-8")))


@cache
def latex() -> LatexNodes2Text:
    """Make a reader of LaTeX that knows the commands of ours that the library does not."""
    known = get_default_latex_context_db()
    # Commands of LaTeX's own that the library does not know, or takes for the accent alone.
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~"}
    macros = [MacroTextSpec(name, simplify_repl=sign) for name, sign in signs.items()]
    known.add_context_category("signs", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, math_mode="text", strict_latex_spaces=True)


def whole(name: str, /) -> str:
    """Read a name that stands whole, in braces of its own, as text."""
    assert name[:1] + name[-1:] == "{}", name
    return str(latex().latex_to_text(name[1:-1]))


@cache
def _items(site: Path) -> dict[str, dict[str, Any]]:
    """Read what CSL-JSON beside the letters says of each."""
    found = (item for path in site.rglob("letters/*/*.csl.json") for item in json.loads(path.read_text("utf-8")))
    return {item["id"]: item for item in found}


def _authors(item: dict[str, Any]) -> list[str]:
    return [one_line(name["literal"]) for name in item.get("author", ())]


def csl_errors(items: list[dict[str, Any]], /) -> list[str]:
    """Hold items to the published schema where it is at hand."""
    return [error.message for error in _csl_schema().iter_errors(items)] if CSL.is_file() else []


def csl(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold CSL-JSON to the published schema, and have all of it cited by pandoc's processor."""
    items: list[dict[str, Any]] = []
    for path in files:
        found = json.loads(path.read_text("utf-8"))
        yield from (f"{path}: {error}" for error in csl_errors(found))
        items += found
    text = json.dumps({"references": items, "nocite": "@*"})
    cited = pypandoc.convert_text(f"---\n{text}\n---\n", "html", format="markdown", extra_args=["--citeproc"])
    entries = {element.get("id"): element.text_content() for element in html.fromstring(cited).find_class("csl-entry")}
    for item in items:
        entry = entries.get(f"ref-{item['id']}", "")
        if str(item["issued"]["date-parts"][0][0]) not in entry or item["URL"] not in entry:
            yield f"{item['id']}: cited as {entry!r}"


def bibtex(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read BibTeX by two libraries: all entries of the page, and every author whole."""
    for path in files:
        text = path.read_text("utf-8")
        library = bibtexparser.parse_string(text)
        yield from (f"{path}: {block.error}" for block in library.failed_blocks)
        entries = pybtex.database.parse_string(text, "bibtex").entries
        yield from _same(site, path, [entry.key for entry in library.entries], list(entries))
        for entry in library.entries:
            people = entries[entry.key].persons.get("author", ())
            item = _items(site).get(entry.key, {})
            names = [" ".join(person.last_names) for person in people]
            # Of a list that is not whole, BibTeX says so by this word without braces.
            if list(map(whole, names[:-1] if names[-1:] == ["others"] else names)) != _authors(item):
                yield f"{path}: authors of {entry.key}"
            if whole(entry.fields_dict["title"].value) != one_line(item.get("title", "")):
                yield f"{path}: title of {entry.key}"


def ris(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read RIS by another library: all references of the page, every tag known, every author whole."""
    for path in files:
        found: list[dict[str, Any]] = rispy.loads(path.read_bytes().decode())
        yield from _same(site, path, [reference["id"] for reference in found])
        for reference in found:
            item = _items(site).get(reference["id"], {})
            if "unknown_tag" in reference or reference.get("authors", []) != _authors(item):
                yield f"{path}: authors of {reference['id']}"
            if reference["title"] != one_line(item.get("title", "")):
                yield f"{path}: title of {reference['id']}"


def csv_rows(content: bytes, /) -> list[dict[str, str]]:
    """Read a table as programs open one: by its sign of encoding, with the dialect of RFC 4180."""
    file = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    return list(csv.DictReader(file, strict=True))


def spreadsheet(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read tables: all letters of the page, each row as wide as the head, no cell a formula."""
    for path in files:
        rows = csv_rows(path.read_bytes())
        yield from _same(site, path, [row["id"] for row in rows])
        for row in rows:
            if list(row) != [column.name for column in COLUMNS] or None in row.values():
                yield f"{path}: columns of {row['id']}"
            if row["title"] != harmless(one_line(_items(site).get(row["id"], {}).get("title", ""))):
                yield f"{path}: title of {row['id']}"


def _same(site: Path, path: Path, *found: list[str]) -> Iterator[str]:
    """Compare the letters of a file, as several programs read it, with those that its page links."""
    listed = _listed(site, path)
    for ids in found:
        if len(set(ids)) != len(ids) or not ids:
            yield f"{path}: a letter twice, or none"
        if set(ids) != listed:
            yield f"{path}: its page lists other letters: {sorted(listed ^ set(ids))[:3]}"


def _listed(site: Path, path: Path) -> Set[str]:
    """Tell which letters a file is to hold: a letter's its own, a page's those that it links, the site's all."""
    stem = path.with_suffix("")
    if re.fullmatch(r"\d{4}", path.parent.name):
        return {stem.name}
    if path.parent == site:
        return _items(site).keys()
    # A year's file stands beside the folder of its letters.
    return _linked(next(page for page in (stem / "index.html", path.with_suffix(".html")) if page.is_file()))


@cache
def _linked(page: Path) -> frozenset[str]:
    links = (urljoin(page.as_uri(), link) for link in html.parse(page).xpath("//article//a/@href"))
    return frozenset(match[1] for match in map(_LETTER.search, links) if match)
