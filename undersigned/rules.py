"""The rules of front matter, names and the catalogue. Rules of files and markup stand in `rules_markup`."""

from __future__ import annotations

from . import rules_markup
from .diagnostics import Rule

FRONT_MATTER = Rule(
    "front-matter",
    "A page begins with a block of facts between two lines of three hyphens, in plain YAML.",
    "Everything but prose is computed from this block; anchors, aliases and tags could be used to attack the build.",
)
DUPLICATE_KEY = Rule("duplicate-key", "A key stands once.", "Of two values, one would be lost without a word.")
UNKNOWN_KEY = Rule("unknown-key", "Only the documented keys are used.", "A misspelt key would be lost without a word.")
MISSING_KEY = Rule(
    "missing-key", "Required keys are there.", "A letter without title, date or source cannot be listed or trusted."
)
EMPTY_VALUE = Rule("empty-value", "A key has a value.", "Leave out what is not known; an empty value says nothing.")
SHAPE = Rule(
    "shape",
    "A value has the shape its key asks: a text, a list, or a group of keys.",
    "A list where one text belongs, or a text where keys belong, leaves open what was meant.",
)
TEXT = Rule(
    "text",
    "Titles and names are plain text.",
    "Markup in a name would show as signs on every page that lists it, and could be used to attack readers.",
)
DATE = Rule(
    "date",
    "A date is YYYY-MM-DD, YYYY-MM or YYYY, with ~ (about) or ? (doubtful) if need be.",
    "Lists are sorted by date, and a date must not claim to be more exact than its source. The form is EDTF, the standard of libraries for such dates.",
)
LANGUAGE = Rule(
    "language",
    "A language is a BCP 47 tag such as en, fr or zh-Hant.",
    "Screen readers choose their voice, browsers the font and the hyphens, by this tag.",
)
COUNTRY = Rule(
    "country",
    "A country is a two-letter ISO 3166 code.",
    "One code for each country keeps lists together that names in many languages would split.",
)
CHOICE = Rule(
    "choice",
    "Some values are chosen from a list.",
    "Lists and counts are made by these values; a word of one's own would stand in none of them.",
)
BOOLEAN = Rule(
    "boolean",
    "Yes-or-no values are true or false.",
    "Programs read yes, on and True in different ways.",
)
COUNT = Rule(
    "count",
    "Counts are whole numbers, zero or more, in digits only.",
    "Counts are added up and compared; remarks such as about or more than belong into notes.",
)
URL = Rule(
    "url",
    "An address is a full https:// or http:// address of a public site.",
    "Readers follow it to the source; other addresses work on one computer only, or run programs.",
)
LICENSE = Rule(
    "license",
    "A full text names the licence under which it is published, as an SPDX id; a summary names none.",
    "The archive publishes a letter's text only where it may.",
)
IDENTIFIER = Rule(
    "identifier",
    "An id is made of a-z, 0-9 and single hyphens.",
    "An id is the name of a page's file and a part of its web address.",
)
EXTERNAL_ID = Rule(
    "external-id",
    "An id in a shared register (ROR, Wikidata, ISNI, VIAF) has that register's form and check digits, and belongs to one organization.",
    "Programs join archives and libraries by these ids; with one wrong digit they would join another body.",
)
PARTY = Rule(
    "party",
    "A signatory or addressee has an organization, a name or a title.",
    "An entry without any of them names nobody.",
)
TITLE_SUPPLIED = Rule(
    "title-supplied",
    "A title of ours stands in [square brackets] and is marked title-supplied: true.",
    "Who quotes a letter must see whether its authors gave it that title.",
)
FILE_NAME = Rule(
    "file-name",
    "A letter's file is YYYY-MM-DD-words.md, in the folder of its year, and begins with the letter's date.",
    "The file name is the letter's id and address; readers can date a letter by its address.",
)
NO_SOURCE = Rule(
    "no-source",
    "A summary gives the address of the letter or of evidence, or the copy that was seen.",
    "Every fact in the archive has a source.",
)
SIGNATURE_COUNT = Rule(
    "signature-count",
    "What the source states and what is listed agree, or notes say why not.",
    "Readers must be able to trust the word complete.",
)
DUPLICATE_ENTRY = Rule(
    "duplicate-entry", "An entry stands once in its list.", "It would be shown twice and counted twice."
)
DUPLICATE_ID = Rule("duplicate-id", "An id belongs to one page.", "Links by id would lead to one of the pages only.")
SHORT_ADDRESS = Rule(
    "short-address",
    "No two letters have the same short address.",
    "A short address is computed from a letter's id. Very rarely two ids give the same one, which can lead to one letter only.",
)
DUPLICATE_NAME = Rule(
    "duplicate-name",
    "A name or alias belongs to one organization.",
    "Where two bodies bear one name, letters say which they mean by organization-id.",
)
UNKNOWN_NAME = Rule(
    "unknown-name",
    "Every signatory and addressee is an organization of the archive, under its name, an alias or a known misprint.",
    "Lists, counts and indexes follow the organization, however its name was printed.",
)
UNKNOWN_ID = Rule(
    "unknown-id",
    "An id names a page of the archive, and by its present id.",
    "A link to a page that is not there leads nowhere; most often the id is misspelt.",
)
UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    "A reference names a page of the archive.",
    "A link to a page that is not there leads nowhere; most often the name is misspelt.",
)
AMBIGUOUS_REFERENCE = Rule(
    "ambiguous-reference",
    "A reference names one page.",
    "Where several pages bear a name, readers would be led to one of them by chance.",
)
CYCLE = Rule(
    "cycle",
    "A topic or organization does not contain itself, and nothing is related to itself.",
    "A tree whose branch leads back to the trunk has no top to begin a list with.",
)
LISTING = Rule(
    "listing",
    "The options of a listing name things of the archive, or one of their values.",
    "A listing of something that is not there is empty, and nobody would see why.",
)

POSSIBLE_DUPLICATE = Rule(
    "possible-duplicate",
    "A letter stands once in the archive.",
    "One letter is often published by each of its signatories, under different titles and addresses.",
    notice=True,
)
UNSURE = Rule(
    "unsure",
    "Facts that the importer is unsure of are checked by a person.",
    "A guess must not become a fact without anybody looking.",
    notice=True,
)
NO_SUMMARY = Rule(
    "no-summary",
    "A letter's page tells in our own words what the letter says, or carries its text.",
    "Lists and search show the first words of the page; facts alone do not tell what a letter is about.",
    notice=True,
)
LOOK_ALIKE = Rule(
    "look-alike",
    "A name cannot be taken for another body's or topic's.",
    "Signs of other scripts, a capital I for an l or rn for m let a stranger's page pass for a known one.",
    notice=True,
)
IDENTITY = Rule(
    "identity",
    "A change of a page's names, former ids or register ids is looked at by itself.",
    "Letters, old addresses and other archives follow names and ids; who changes them changes who signed what.",
    notice=True,
)

RULES: tuple[Rule, ...] = (
    FRONT_MATTER, DUPLICATE_KEY, UNKNOWN_KEY, MISSING_KEY, EMPTY_VALUE, SHAPE, TEXT, DATE, LANGUAGE, COUNTRY, CHOICE,
    BOOLEAN, COUNT, URL, LICENSE, IDENTIFIER, EXTERNAL_ID, PARTY, TITLE_SUPPLIED, FILE_NAME, NO_SOURCE, SIGNATURE_COUNT,
    DUPLICATE_ENTRY, DUPLICATE_ID, SHORT_ADDRESS, DUPLICATE_NAME, UNKNOWN_NAME, UNKNOWN_ID, UNKNOWN_REFERENCE, AMBIGUOUS_REFERENCE,
    CYCLE, LISTING, POSSIBLE_DUPLICATE, UNSURE, NO_SUMMARY, LOOK_ALIKE, IDENTITY, *rules_markup.RULES,
)  # fmt: skip
