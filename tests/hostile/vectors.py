"""The table of vectors: ways in which a page can harm the machine that builds, the site, or its readers.

Each was tried on a stock Sphinx before the archive was hardened. Cases name those they try; what no case can try is
named here with the reason.
"""

from __future__ import annotations

#: Letter of a group, how many vectors it has, and what they are after.
GROUPS = {
    "A": (12, "code that runs on the machine that builds"),
    "B": (17, "files that are disclosed, and requests that are made, while the site is built"),
    "C": (19, "script and markup in the published site"),
    "D": (10, "front matter and YAML"),
    "E": (8, "other people's pages, identity and navigation"),
    "F": (14, "exhaustion"),
    "G": (0, "file names and characters"),
    "H": (13, "the PDF"),
    "I": (0, "the log of the build"),
}
NOT_APPLICABLE = {
    "C18": "text in lists of results: no page is at fault, and `test_search` looks at what the site's own search shows",
    "D10": "sources beside the pages: `html_copy_source` is off for all, and a test looks for the folder",
    "H10": "addresses of files of the machine in the PDF: `pdf_baseurl` belongs to rst2pdf's builder, which is not used",
}


def all_vectors() -> list[str]:
    """List the ids of all vectors; a group without numbers is one."""
    return [
        f"{group}{number or ''}"
        for group, (count, _) in GROUPS.items()
        for number in (range(1, count + 1) if count else [0])
    ]
