"""Opens an archive wherever it is: pages of a project, exported files, or a zip of either. For `api`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import limits, settings
from ..catalogue import Catalogue
from ..schema import FOLDERS
from ..writing import page_path
from .holdings import Holdings, hold, read_folder, read_pages

#: Bytes of an exported file within a zip: a hundred thousand letters have some 250 million.
MOST_BYTES = 1_000_000_000


class ArchiveError(ValueError):
    """A path at which no archive is."""


def holdings_at(path: Path, /) -> Holdings:
    """Read the archive at a path; raises ArchiveError."""
    if not path.exists():
        raise ArchiveError(f"there is no {path}")
    if path.is_file():
        return _in_zip(path) if zipfile.is_zipfile(path) else _in_files(path)
    if (path / "letters.json").is_file():
        return _in_files(path)
    for root in (path, path / "docs"):
        if any((root / folder).is_dir() for folder in FOLDERS):
            try:
                with limits.held(settings.limits_of(root)):
                    return _nameless(read_folder(root))
            except settings.SettingsError as error:
                raise ArchiveError(str(error)) from None
    raise ArchiveError(f"{path} holds neither letters.json nor pages")


def _nameless(holdings: Holdings) -> Holdings:
    """Make the catalogue anew of what is given away: that of the pages names persons who sign for no body."""
    return replace(holdings, catalogue=Catalogue({**holdings.catalogue.pages, **holdings.records}))


def _in_files(path: Path) -> Holdings:
    # The importer knows exports, not the other way round; this is the one place where data come back.
    from ..importing.json_fields import RecordError
    from ..importing.record_reading import load
    from ..importing.records import settled

    try:
        items = load(path).items
    except RecordError as error:
        raise ArchiveError(str(error)) from None
    pages = {page_path(item.record).removesuffix(".md"): item for item in items}
    read = Catalogue({docname: item.record for docname, item in pages.items()})
    # As pages have them, so that both sources give the same records.
    catalogue = Catalogue({docname: settled(item.record, read.authority) for docname, item in pages.items()})
    return hold(catalogue, lambda docname: pages[docname].body, lambda entry: entry.record)


def _in_zip(path: Path) -> Holdings:
    with zipfile.ZipFile(path) as archive:
        names = sorted(info.filename for info in archive.infolist() if not info.is_dir())
        found = min((name for name in names if name.rpartition("/")[2] == "letters.json"), key=len, default=None)
        if found is not None:
            return _files_in_zip(archive, found.removesuffix("letters.json"))
        starts = [
            name[: name.index(f"{folder}/")]
            for name in names if name.endswith(".md")
            for folder in FOLDERS if name.startswith(f"{folder}/") or f"/{folder}/" in name
        ]  # fmt: skip
        if not starts:
            raise ArchiveError(f"{path} holds neither letters.json nor pages")
        return _nameless(read_pages(_pages(archive, min(starts, key=len))))


def _files_in_zip(archive: zipfile.ZipFile, start: str) -> Holdings:
    with TemporaryDirectory() as folder:
        for kind in ("letters", "organizations", "topics"):
            if (name := f"{start}{kind}.json") in archive.namelist():
                if archive.getinfo(name).file_size > MOST_BYTES:
                    raise ArchiveError(f"{name} is larger than {MOST_BYTES:,} bytes")
                Path(folder, f"{kind}.json").write_bytes(archive.read(name))
        return _in_files(Path(folder))


def _pages(archive: zipfile.ZipFile, start: str) -> Iterator[tuple[str, bytes]]:
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        path = info.filename.removeprefix(start)
        if info.filename.startswith(start) and path.endswith(".md") and info.file_size <= limits.now().page_bytes:
            yield path, archive.read(info)
