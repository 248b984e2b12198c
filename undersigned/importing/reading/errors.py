"""Why a source cannot be read, and how large a source may be."""

from __future__ import annotations

#: Bytes of a file: scanned letters apart, real ones stay below 5 MB.
MAX_BYTES = 20_000_000
#: Characters of text: a letter with ten thousand signatories has about 1 million.
MAX_CHARACTERS = 5_000_000
#: Pages of a PDF: more is a report, not a letter.
MAX_PAGES = 200
#: Characters of a PDF's page: a dense page of names has about 8,000.
MAX_PAGE_CHARACTERS = 60_000
#: Lines of a PDF: a hundred a page.
MAX_ROWS = 20_000
#: Bytes of a Word file's parts when unpacked: a 100 kB file can unpack to gigabytes.
MAX_UNPACKED = 100_000_000
#: Files packed in a Word file.
MAX_PARTS = 2_000
#: Elements of a page or Word file within one another: deeper ones are made to break readers.
MAX_DEPTH = 100
#: Elements of an HTML page.
MAX_ELEMENTS = 400_000
#: Blocks of a document.
MAX_BLOCKS = 50_000
#: Seconds and bytes of memory that reading a PDF may take, in a process of its own.
PDF_SECONDS = 60
PDF_MEMORY = 2_000_000_000


class SourceError(ValueError):
    """A source that cannot be read: what is wrong, and what to do about it."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"{problem}; {mend}")
        self.problem = problem
        self.mend = mend


def too_long() -> SourceError:
    """Say that the text has too many characters."""
    return SourceError(
        f"the text has more than {MAX_CHARACTERS:,} characters", "give a file that holds the letter alone"
    )
