"""The site's text face as WOFF2 files: Source Serif 4, cut by script to the letters and weights that pages need.

Called by `assets`. Cutting takes some seconds; it is done once for each version of font, tools and recipe, and kept
beside the environment's other fetched and made files.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

#: Where cut fonts are kept between builds.
CACHE = Path(sys.prefix) / "share" / "undersigned" / "webfonts"
#: The licence keeps the name "Source" for the unchanged font, so the cuts have one of their own.
FAMILY = "Undersigned Serif"
PACKAGE = "fontpkg-source-serif-4"
#: Name of the licence file beside the fonts.
LICENCE = "OFL.txt"

#: One optical size, that of running text; weights from regular to bold. Both axes whole would weigh four times as much.
_AXES = {"opsz": 16, "wght": (400, 400, 700)}
_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "onum", "pnum", "tnum", "smcp")
#: Name of the file that tells a cut font from a damaged one.
_SUMS = "sums.json"
#: Copyright, licence and its address; the names follow from `FAMILY`.
_KEPT_NAMES = (0, 13, 14)

#: What most pages need, beside ASCII and Latin-1.
_LATIN_SIGNS = (
    0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC, *range(0x2010, 0x2028), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A,
    0x2044, *range(0x2070, 0x207A), 0x20AC, 0x2122, *range(0x2190, 0x2194), 0x2212,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """One style of the font: the word in its file's name, and the file it is cut from."""

    style: str
    source: str


CUTS = (Cut("normal", "SourceSerif4[opsz,wght].ttf"), Cut("italic", "SourceSerif4-Italic[opsz,wght].ttf"))


@dataclass(frozen=True, slots=True)
class Font:
    """A cut font as it is published."""

    name: str
    style: str
    subset: str
    #: As in `unicode-range`.
    characters: str
    content: bytes


def subset_of(code: int, /) -> str:
    """Tell which file has a character, so that a page asks only for the scripts that it shows."""
    if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xFF or code in _LATIN_SIGNS:
        return "latin"
    if 0x370 <= code <= 0x3FF or 0x1F00 <= code <= 0x1FFF:
        return "greek"
    if 0x400 <= code <= 0x52F or 0x1C80 <= code <= 0x1C8F or 0x2DE0 <= code <= 0x2DFF or 0xA640 <= code <= 0xA69F:
        return "cyrillic"
    # Marks that stand over and under letters go with Vietnamese, which needs most of them.
    if 0x300 <= code <= 0x36F or 0x1EA0 <= code <= 0x1EF9 or code in (0x102, 0x103, 0x110, 0x111, 0x128, 0x129):
        return "vietnamese"
    if code in (0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x20AB):
        return "vietnamese"
    return "latin-ext"


def unicode_range(codes: Iterable[int], /) -> str:
    """Write characters as CSS names them: `U+20-7E,U+A9`."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def fonts(tell: Callable[[str], None] = print, cache: Path = CACHE) -> tuple[tuple[Font, ...], str]:
    """Give the fonts and the text of their licence; cut where `cache` does not have them."""
    folder = _package_folder()
    licence = (folder / "LICENSE").read_text("utf-8")
    key = _recipe(folder)
    kept = _load(cache / key)
    if kept is None:
        tell("cutting the web fonts (once, half a minute) ...")
        kept = {}
        for cut in CUTS:
            kept |= make(folder / "files" / cut.source, cut.style)
        _keep(cache / key, kept)
    return tuple(_described(name, content) for name, content in sorted(kept.items())), licence


def make(source: Path, style: str) -> dict[str, bytes]:
    """Cut one style into a file a script: file name -> bytes; the same font and tools give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    whole = TTFont(source, recalcTimestamp=False)
    groups: dict[str, list[int]] = {}
    for code in sorted(whole.getBestCmap()):
        groups.setdefault(subset_of(code), []).append(code)
    instancer.instantiateVariableFont(whole, _AXES, inplace=True)
    _rename(whole, style)
    limited = io.BytesIO()
    whole.save(limited)
    options = subset.Options(
        layout_features=list(_FEATURES), hinting=False, notdef_outline=True, name_IDs=["*"], recalc_timestamp=False
    )
    options.drop_tables += ["DSIG", "STAT"]
    made = {}
    for name, codes in sorted(groups.items()):
        font = TTFont(io.BytesIO(limited.getvalue()), recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font.flavor = "woff2"
        out = io.BytesIO()
        font.save(out)
        made[f"undersigned-serif-{name}{'' if style == 'normal' else '-' + style}.woff2"] = out.getvalue()
    return made


def _rename(font: object, style: str) -> None:
    """Give a cut its own names, and keep what the licence asks for."""
    table = font["name"]  # type: ignore[index]
    table.names = [record for record in table.names if record.nameID in _KEPT_NAMES and record.platformID == 3]
    plain = FAMILY.replace(" ", "")
    kind = "Regular" if style == "normal" else "Italic"
    for number, text in (
        (1, FAMILY),
        (2, kind),
        (3, f"{plain}-{kind}"),
        (4, f"{FAMILY} {kind}"),
        (6, f"{plain}-{kind}"),
    ):
        table.setName(text, number, 3, 1, 0x409)


def _described(name: str, content: bytes) -> Font:
    from fontTools.ttLib import TTFont

    codes = TTFont(io.BytesIO(content), lazy=True).getBestCmap()
    stem = name.removeprefix("undersigned-serif-").removesuffix(".woff2")
    style = "italic" if stem.endswith("-italic") else "normal"
    return Font(name, style, stem.removesuffix("-italic"), unicode_range(codes), content)


def _package_folder() -> Path:
    found = metadata.distribution(PACKAGE)
    return Path(str(found.locate_file("fontpkg_source_serif_4")))


def _recipe(folder: Path) -> str:
    """Digest all that the cut fonts depend on."""
    digest = hashlib.blake2b(digest_size=8)
    for path in (Path(__file__), *(folder / "files" / cut.source for cut in CUTS)):
        digest.update(path.read_bytes())
    for tool in ("fonttools", "brotli"):
        digest.update(f"{tool} {metadata.version(tool)}\n".encode())
    return digest.hexdigest()


def _load(folder: Path) -> dict[str, bytes] | None:
    try:
        sums = json.loads((folder / _SUMS).read_bytes())
        kept = {str(name): (folder / name).read_bytes() for name in sums}
    except (OSError, ValueError, TypeError):
        return None
    return kept if kept and sums == _sums(kept) else None


def _sums(made: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(made.items())}


def _keep(folder: Path, made: Mapping[str, bytes]) -> None:
    """Put the fonts into the cache, all at once; other builds may be doing the same. A cache is no necessity."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as name:
            part = Path(name) / "fonts"
            part.mkdir()
            for file, content in made.items():
                (part / file).write_bytes(content)
            (part / _SUMS).write_text(json.dumps(_sums(made)), "utf-8")
            # One that is damaged.
            shutil.rmtree(folder, ignore_errors=True)
            os.rename(part, folder)
    except OSError:
        pass
