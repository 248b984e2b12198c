"""The rules that contributed files, text and Markdown keep.

`undersigned.tree`, `undersigned.text` and `undersigned.markup` report them; the documentation prints them.
"""

from __future__ import annotations

from .diagnostics import Rule

NAME = Rule(
    "name",
    "File and folder names are lower-case a-z, 0-9 and single hyphens.",
    "Names become web addresses, and must work on every computer and in every shell.",
)
KIND = Rule(
    "kind",
    "The folder of pages holds only .md, .png and .jpg files.",
    "Other kinds can carry programs or are not shown by every reader's software.",
)
SYMLINK = Rule(
    "symlink",
    "Files and folders are plain: no links, pipes or devices.",
    "A link can publish a file of the machine that builds the site.",
)
SIZE = Rule(
    "size",
    "Pages, images, lines, tables and paragraphs stay within limits, which the message names.",
    "One page must not slow down or break the build of all others.",
)
ENCODING = Rule(
    "encoding",
    "Pages are UTF-8 without a byte order mark.",
    "Other encodings turn letters with accents into wrong ones.",
)
CHARACTER = Rule(
    "character",
    "Pages hold no invisible or direction-changing characters, and none that only one font knows.",
    "They make a text look different from what it says, or cannot be printed.",
)
SCRIPT = Rule(
    "script",
    "A word keeps to one script.",
    "A Cyrillic or Greek letter in a Latin word looks the same and is not found by search.",
)
NESTING = Rule(
    "nesting",
    "Quotes, lists, boxes and emphasis are nested only a few levels deep.",
    "Deeper text is dropped by the Markdown reader or breaks the PDF.",
)
SYNTAX = Rule(
    "syntax",
    "Bodies use plain Markdown: no labels, block breaks, templates or formulas.",
    "What the archive does not read would be printed as it stands, or vanish.",
)
HTML = Rule(
    "html",
    "Bodies hold no HTML; comments are dropped.",
    "HTML can run programs in the reader's browser, and is lost in the PDF.",
)
HEADING = Rule(
    "heading",
    "Headings begin at level 2, skip no level, and are one line of plain or emphasized text.",
    "The title stands in the front matter; headings become contents, bookmarks and addresses.",
)
DIRECTIVE = Rule(
    "directive",
    "Only the directives that the archive accepts are used, with the argument and body they take.",
    "Other directives can read files, run programs or change other pages.",
)
OPTION = Rule(
    "option",
    "A directive has only the options that the archive accepts, one :name: value a line.",
    "Other options can change the look of the page or hide text from it.",
)
ROLE = Rule(
    "role",
    "Only the roles that the archive accepts are used.",
    "Other roles can copy files into the site or take over names of other pages.",
)
CODE = Rule(
    "code",
    "The word after the opening fence is a language that the archive accepts.",
    "Unknown languages make the highlighter fail.",
)
LINK = Rule(
    "link",
    "Links lead to a public https, http or mailto address, a page of the archive, or an id.",
    "Other links disclose files, reach private machines or mislead the reader.",
)
IMAGE = Rule(
    "image",
    "An image is a sound .png or .jpg file in the page's folder with nothing but the picture in it, and has an alternative text.",
    "Files elsewhere may be private, and so is what cameras write into theirs; readers who cannot see the image need its text.",
)
FOOTNOTE = Rule(
    "footnote",
    "Every footnote is defined once, at the top level, and referred to.",
    "A footnote without a counterpart is lost to the reader.",
)
DEFINITION = Rule(
    "definition",
    "A link label is defined once.",
    "The second definition would be ignored without a word.",
)

RULES: tuple[Rule, ...] = (
    NAME,
    KIND,
    SYMLINK,
    SIZE,
    ENCODING,
    CHARACTER,
    SCRIPT,
    NESTING,
    SYNTAX,
    HTML,
    HEADING,
    DIRECTIVE,
    OPTION,
    ROLE,
    CODE,
    LINK,
    IMAGE,
    FOOTNOTE,
    DEFINITION,
)
