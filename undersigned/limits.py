"""The limits of size, each with its reason.

Held to by `undersigned.tree`, `undersigned.text` and `undersigned.markup`.
"""

from __future__ import annotations

# --- sizes of files (bytes) and pictures
#: Front matter with 20,000 signatories and their titles has about 900 kB.
MAX_PAGE_BYTES = 1_000_000
#: Larger pictures slow down readers on phones, and every PDF.
MAX_IMAGE_BYTES = 2_000_000
#: A 110 kB file can unpack to gigabytes; 20 megapixels print A3 at 300 dpi.
MAX_PIXELS = 20_000_000
#: Pixels of a side: a strip of one pixel's height is no picture, and browsers draw none longer than 16,384.
MAX_SIDE = 10_000
#: Characters of a file or folder name with its ending: room for a date, a party and a matter.
MAX_NAME = 80

# --- facts
#: Levels of lists and groups inside each other; the deepest documented key needs four.
MAX_DEPTH = 6
#: Values in one block of facts; 20,000 signatories with name and title have five each.
MAX_VALUES = 120_000
#: Signatories of a letter: page and PDF take fifteen seconds, two megabytes and one.
MAX_SIGNATORIES = 20_000
#: Entries of any other list: the longest real one has some dozens.
MAX_ENTRIES = 1_000

# --- text
#: Characters of a line: a long paragraph on one line still passes; longer lines freeze editors and readers' diffs.
MAX_LINE = 5_000
#: Characters of a body: about 30,000 words, parsed in about a second.
MAX_BODY = 200_000
#: Markup characters in a row: real text has rules of 80; thousands cost the reader quadratic time.
MAX_MARKUP_RUN = 200
#: Opening brackets in a body: the reader's time grows with their square where none is closed.
MAX_BRACKETS = 2_000
#: Quotes and lists within one another: PDF tables break at 34, readers are lost long before 12.
MAX_NESTING = 12
#: Blanks and quote marks before a line's text: twelve lists of three blanks each.
MAX_INDENT = 40
#: Emphasis and links within one another.
MAX_INLINE_NESTING = 12
#: Directives within directives.
MAX_DIRECTIVE_NESTING = 3
MAX_DIRECTIVES = 40
#: Charts on a page: each asks the whole archive.
MAX_CHARTS = 8
MAX_HEADINGS = 60
#: Characters: a heading is one line of the contents.
MAX_HEADING = 200
#: Columns that fit a printed page.
MAX_COLUMNS = 10
#: Rows of all tables of a page: a longer list belongs in the front matter, and the PDF draws each cell by itself.
MAX_ROWS = 500
#: Line breaks in one paragraph: typesetting the PDF is slower than linear in them.
MAX_BREAKS = 50
#: Messages for one page: enough to mend it, few enough to read.
MAX_MESSAGES = 100
