"""Records of others: CMIF files, records in JSON, and filled-in issue forms."""

from __future__ import annotations

import zlib

from .commanding import FORMS, run


def cmif(data: bytes) -> None:
    """Import a CMIF file."""
    run("letters.xml", data, "import-records", "FILE", "--dry-run", *(["--persons"] if zlib.crc32(data) % 2 else []))


def json_records(data: bytes) -> None:
    """Import records in JSON: ours, and those of another archive."""
    run("letters.json", data, "import-records", "FILE", "--dry-run")
    run("letters.json", data, "import-records", "FILE", "--dry-run", "--from", "https://other.example.org/")


def form(data: bytes) -> None:
    """Draft the page of an issue form."""
    kinds = ("letter", "correction", "signatory", None)
    kind = kinds[zlib.crc32(data) % 4]
    arguments = ["--kind", kind] if kind else []
    run("issue.md", data, "form", "FILE", "--dry-run", "--stubs", "--forms", str(FORMS), *arguments)
