"""The formats in which letters are given away: names, endings of files, media types.

How a letter is written in them stands in a module of each; `files` puts letters together to files.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    id: str
    #: What readers call it.
    label: str
    #: The ending of its files. Servers tell the media type by its last part.
    suffix: str
    media_type: str


PDF = Format("pdf", "PDF", ".pdf", "application/pdf")
CSV = Format("csv", "CSV", ".csv", "text/csv")
BIBTEX = Format("bibtex", "BibTeX", ".bib", "application/x-bibtex")
RIS = Format("ris", "RIS", ".ris", "application/x-research-info-systems")
CSL = Format("csl", "CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json")
#: Few servers know `.atom`, and would hand the feed to readers as a file of unknown kind; all know XML.
ATOM = Format("atom", "Atom feed", ".atom.xml", "application/atom+xml")
#: Servers know its last part only, which feed readers take as well.
JSON_FEED = Format("jsonfeed", "JSON Feed", ".feed.json", "application/feed+json")
#: The record of a page, which `data` writes.
RECORD = Format("json", "JSON", ".json", "application/json")
