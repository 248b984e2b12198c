"""The font files of the edition: where they come from, and which face and cut serves which script.

Nothing is prepared: `typefaces` opens the variable fonts as they are, and cuts what a PDF needs out of them.
All but the optional faces are in packages that `pip` installs; the optional ones are looked for where `fetching`
put them and where systems keep fonts.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path

#: Folder of the fonts that no package of `pip` holds; below the Python environment, as the packages are.
FETCHED = Path(sys.prefix) / "share" / "undersigned" / "fonts"
#: Folders in which systems keep fonts, with what lies below them.
SYSTEM = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"), Path.home() / "Library" / "Fonts",
    Path.home() / ".local" / "share" / "fonts", Path("C:/Windows/Fonts"),
)  # fmt: skip


class FontError(Exception):
    """A font package is missing or not what was expected."""


@dataclass(frozen=True, slots=True)
class File:
    """A font file: of an installed package, or (no distribution) a file of this name in `FETCHED` or `SYSTEM`."""

    distribution: str
    package: str
    name: str

    @property
    def is_optional(self) -> bool:
        """Tell a file that no package of the requirements holds."""
        return not self.distribution


@dataclass(frozen=True, slots=True)
class Cut:
    """A place on the axes of a variable font; a static font has no axes."""

    name: str
    file: File
    axes: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A regular and a bold cut for characters that the text family lacks."""

    #: Names of scripts as messages say them.
    scripts: tuple[str, ...]
    regular: Cut
    bold: Cut
    #: Languages (BCP 47) whose text asks this family before the others.
    languages: tuple[str, ...] = ()
    #: Times the size of the text beside it, so that both look alike in size.
    size: float = 1.0
    #: Times the distance of lines of the text family, so that marks above and below have room.
    leading: float = 1.0


_SERIF = File("fontpkg-source-serif-4", "fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf")
_SERIF_ITALIC = File("fontpkg-source-serif-4", "fontpkg_source_serif_4", "files/SourceSerif4-Italic[opsz,wght].ttf")

#: The text family, by the names that style sheets use. The display cut has finer strokes for large sizes.
TEXT = {
    cut.name: cut
    for cut in (
        Cut("SourceSerif4-Regular", _SERIF, (("opsz", 11), ("wght", 400))),
        Cut("SourceSerif4-Italic", _SERIF_ITALIC, (("opsz", 11), ("wght", 400))),
        Cut("SourceSerif4-Bold", _SERIF, (("opsz", 11), ("wght", 650))),
        Cut("SourceSerif4-BoldItalic", _SERIF_ITALIC, (("opsz", 11), ("wght", 650))),
        Cut("SourceSerif4-Display", _SERIF, (("opsz", 32), ("wght", 600))),
        Cut("SourceSerif4-Caption", _SERIF, (("opsz", 8), ("wght", 430))),
    )
}


def _family(
    scripts: str, name: str, file: File, *languages: str, weights: tuple[int, int] = (400, 650),
    size: float = 1.0, leading: float = 1.0,
) -> Family:  # fmt: skip
    cuts = [
        Cut(f"{name}-{cut}", file, (("wght", weight),))
        for cut, weight in zip(("Regular", "Bold"), weights, strict=True)
    ]
    return Family(tuple(scripts.split(", ")), cuts[0], cuts[1], languages, size, leading)


def _serif(code: str, name: str) -> File:
    return File(f"pylopdf-fonts-{code}", f"pylopdf_fonts_{code}", f"{name}-Variable.ttf")


def _noto(name: str) -> File:
    return File("manimgx-fonts", "manimgx_fonts", f"{name}[wght].ttf")


def _han(scripts: str, name: str, *languages: str) -> Family:
    file = File("justmytype-intl-cjk", "justmytype_intl_cjk", f"fonts/ofl/{name.lower()}/{name}[wght].ttf")
    return _family(scripts, name, file, *languages, weights=(350, 600), size=0.95, leading=1.12)


#: Families for what the text family lacks, in the order in which they are asked.
FALLBACKS = (
    # One glyph a letter, where other faces draw dots apart: so readers get the letters in every program.
    Family(
        ("Arabic",),
        Cut("Amiri-Regular", File("fontpkg-amiri", "fontpkg_amiri", "files/Amiri-Regular.ttf")),
        Cut("Amiri-Bold", File("fontpkg-amiri", "fontpkg_amiri", "files/Amiri-Bold.ttf")),
        size=1.15, leading=1.3,
    ),
    _family("Hebrew", "NotoSerifHebrew", _serif("he", "NotoSerifHebrew")),
    _family("Devanagari", "NotoSerifDevanagari", _serif("hi", "NotoSerifDevanagari"), leading=1.2),
    _family("Thai", "NotoSerifThai", _serif("th", "NotoSerifThai"), size=1.05, leading=1.25),
    Family(
        ("Tibetan",),
        Cut("NotoSerifTibetan-Regular", File("", "", "NotoSerifTibetan-Regular.ttf")),
        Cut("NotoSerifTibetan-Bold", File("", "", "NotoSerifTibetan-Bold.ttf")),
        size=1.1, leading=1.45,
    ),
    _han("Han, Hiragana, Katakana", "NotoSansSC", "zh"),
    _han("Han", "NotoSansTC", "zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"),
    _han("Han, Hiragana, Katakana", "NotoSansJP", "ja"),
    _han("Hangul", "NotoSansKR", "ko"),
    *(
        _family(script, f"NotoSans{script}", _noto(f"NotoSans{script}"), size=0.95, leading=leading)
        for script, leading in (
            ("Myanmar", 1.5), ("Khmer", 1.4), ("Lao", 1.3), ("Bengali", 1.2), ("Tamil", 1.2), ("Telugu", 1.3),
            ("Kannada", 1.3), ("Malayalam", 1.2), ("Gujarati", 1.2), ("Gurmukhi", 1.2), ("Oriya", 1.2), ("Sinhala", 1.2),
            ("Ethiopic", 1.1), ("Armenian", 1.0), ("Georgian", 1.0), ("Symbols", 1.0),
        )
    ),
    _family("Latin, Greek, Cyrillic", "NotoSans", _noto("NotoSans"), size=0.93),
    _family("Emoji", "NotoEmoji", _noto("NotoEmoji"), size=0.9),
)  # fmt: skip
#: The family of each cut beyond the text family.
FAMILIES = {cut.name: family for family in FALLBACKS for cut in (family.regular, family.bold)}
#: Every cut by its name.
CUTS = TEXT | {cut.name: cut for family in FALLBACKS for cut in (family.regular, family.bold)}


def path_of(cut: Cut, /) -> Path | None:
    """Find the file of a cut; None if it is optional and not there. Raises FontError if a package lacks it."""
    file = cut.file
    if file.is_optional:
        return _anywhere(file.name)
    try:
        path = Path(str(resources.files(file.package))) / file.name
    except ModuleNotFoundError:
        raise FontError(
            f"the font package {file.distribution} is not installed; run `pip install {file.distribution}`"
        ) from None
    if not path.is_file():
        raise FontError(f"the font package {file.distribution} {_version(file.distribution)} has no file {file.name!r}")
    return path


def advice(script: str, /) -> str:
    """Say how the font of an optional script is had; nothing for other scripts."""
    for family in FALLBACKS:
        if script in family.scripts and family.regular.file.is_optional:
            return f"; run `make fonts`, or install a package with {family.regular.file.name}, such as Debian's fonts-noto-core"
    return ""


def versions() -> tuple[str, ...]:
    """Name all fonts with their versions, for the keys of what is kept on disk. Raises FontError."""
    packages = sorted({cut.file.distribution for cut in CUTS.values() if not cut.file.is_optional})
    found = [f"{name} {_version(name)}" for name in packages]
    for cut in CUTS.values():
        if cut.file.is_optional:
            path = path_of(cut)
            found.append(f"{cut.name} {sha256(path.read_bytes()).hexdigest() if path else 'absent'}")
    return tuple(found)


@cache
def _anywhere(name: str) -> Path | None:
    for folder in (FETCHED, *SYSTEM):
        found = sorted(path for path in folder.rglob(name) if path.is_file()) if folder.is_dir() else []
        if found:
            return found[0]
    return None


@cache
def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        raise FontError(f"the font package {distribution} is not installed; run `pip install {distribution}`") from None
