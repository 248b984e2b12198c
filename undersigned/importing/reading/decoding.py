"""Bytes of a text, Markdown or HTML source to characters."""

from __future__ import annotations

import codecs

from .errors import MAX_CHARACTERS, SourceError, too_long

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, /, *, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Decode a source; gives the text, and a remark if the encoding is a guess.

    A byte order mark comes first, then UTF-8, then what the source declares, then what its letters look like.
    """
    text, remarks = _decode(data, declared)
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    return text, remarks


def _decode(data: bytes, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(codecs.BOM_UTF8).decode(encoding), ()
            except UnicodeDecodeError as error:
                raise _undecodable() from error
    if b"\0" in data[:10_000]:
        raise _undecodable()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(_browser_name(declared)), ()
        except (LookupError, UnicodeError):
            pass
    return _guess(data)


def _browser_name(declared: str) -> str:
    """Read Latin-1 as browsers do: they show the quotes and dashes of Windows-1252."""
    name = codecs.lookup(declared.strip()).name
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    # The detector's time grows with the sample; a page or two decide it.
    sample = data[:100_000]
    best = from_bytes(sample).best()
    # Western letters are read in Windows-1252, whose neighbours the detector prefers at random.
    names = ["cp1252", "latin_1"] if best is None or _is_western(sample) else [best.encoding]
    for name in names:
        try:
            text = data.decode(name)
        except (LookupError, UnicodeError):
            continue
        if sum(c < " " and c not in "\n\r\t\f" for c in text[:10_000]) > 10:
            break
        return text, (f"the file is not UTF-8; it was read as {name}, check accents and quotes",)
    raise _undecodable()


def _is_western(sample: bytes) -> bool:
    """Whether bytes beyond ASCII are few and stand amid ASCII letters, as in most Latin scripts."""
    high = sum(byte >= 0x80 for byte in sample)
    return high * 12 < len(sample) and not any(byte in sample for byte in b"\x81\x8d\x8f\x90\x9d")


def _undecodable() -> SourceError:
    return SourceError("the file's bytes are no text in any known encoding", "save it as UTF-8 text, .docx or .pdf")
