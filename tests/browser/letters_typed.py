"""Made-up input for the form that adds a letter: plain, wrong and hostile, the same at every run."""

from __future__ import annotations

import random
import re
from typing import Any

Values = dict[str, Any]

#: A letter without fault in the archive that the tests build.
GOOD: Values = {
    "title": "Joint letter on the closing of community radio", "date": "2021-05-04", "language": "en",
    "to": [{"name": "Jo Example", "title": "Minister", "organization": "Ministry of Examples"}],
    "signatories": [{"organization": "Alpha"}, {"organization": "The Beta Fédération"}],
    "signatories-complete": "true", "topics": ["speech"], "asks": [{"text": "Give back the licences"}],
    "text": "summary", "source.publisher": "Alpha", "source.url": "https://example.org/letters/radio",
    "body": "Two groups ask the minister. They say why.\n\nThey ask for an answer.",
}  # fmt: skip

#: What people and attackers type into any field.
TYPED = (
    "Ann's \"open\" letter", "key: value", "# no comment", "a # b", "- a hyphen first", "? asked", ": colon first", "ends with:",
    "NO", "null", "~", "true", "1.10", "0x1F", "2013-04-10", "1e3", "[a, b]", "{a: b}", "*alias", "&anchor", "!tag", "%directive",
    "@at", "`tick`", "| pipe", "> folded", "---", "...", "--- x", "<script>alert(1)</script>", "{{ config }}", "back\\slash", "\\u0041",
    "Ωmega and Ελλάδα", "رسالة مفتوحة", "致部长的公开信", "Письмо", "Pусский mixes", "👩‍👩‍👧 family 🕊️", "a\u00a0b", "\u00a0edge\u00a0",
    "zero\u200bwidth", "soft\u00adhyphen", "bidi \u202eevil", "bell\u0007", "tab\there", "line\nbreak", "cr\r\nlf", "next\u0085line",
    "sep\u2028line", "bom\ufeffinside", "non\ufffechar", "tag\U000e0041s", "logo \uf8ff", "none\U0001ffff", "Zal\u0301\u0302\u0303\u0304\u0305\u0306go", "lone \ud800 half", "é e\u0301", "ﬁ ligature", "İstanbul ıssız",
    "  spaces   inside  ", "''", '"', "'", "it's: 'quoted' # \"twice\"", "x" * 301, "word " * 70, "long " * 1100, "a: b " * 60,
    "trailing space ", "comma, comma", "semi; colon", "50% & more", "a/b\\c", "$money$", "$$", "](x", "={}", "key:", "!!python/object:os.system",
    "<<: merge", "%YAML 1.2", "\x7f", "\x80", "Straße", "ΣΊΣΥΦΟΣ", "The", "the the", "...!", "—dash", "“quotes”", "ＦＵＬＬ", "½ ② Ⅷ",
)  # fmt: skip
DATES = (
    "2013", "2013-04", "2013-04-10", "2013~", "2013-04?", "2013-04-10%", "2013-04-31", "2013-13", "2013-13-01", "2013-00", "2013-04-00",
    "2013-02-29", "2012-02-29", "2013-02-29~", "2013-02-30?", "2013-04-31~", "April 2013", "10.4.2013", "2013-4-1", "2013/2014", "2013-04/2013-05",
    "2013/..", "201X", "2013-XX", "2013-04-XX", "2013-21", "2013-45", "Y20133", "-2013", "~2013", "0000", "0000-01-01", "9999-12-31", "13", "20133",
    "2013?%", "2013-04-10T10:00:00", "yesterday", "2013-1", "2013-04-10?~", "2100-02-29", "2000-02-29", "٢٠١٣",
)  # fmt: skip
ADDRESSES = (
    "https://example.org/a", "http://example.org", "HTTPS://EXAMPLE.ORG/x?y=1#z", "example.org/a", "ftp://example.org", "javascript:alert(1)",
    "https://", "https:example.org", "https://localhost/x", "https://127.0.0.1/", "https://[::1]/", "https://[::1", "https://[v1.x]/", "https://user@example.org/",
    "https://user:pw@example.org", "https://example.org:8080/", "https://example.org:/", "https://example.org:x/", "https://example.org:99999/",
    "https://exämple.org", "https://xn--exmple-cua.org/", "https://example.org/a b", "https://example.org/ä", 'https://example.org/"', "mailto:a@example.org",
    "MAILTO:a@example.org", "//example.org/x", "https://example.org./x", "https://-example.org/", "https://a.b/", "https://example.org/" + "x" * 2000,
    "https://example.org/a,b[c]{d}", "https://example.org/a'b", "https://@example.org", "data:text/html,x", "https://example.org/%7Bx%7D", "https://a@b@example.org",
    "https:///example.org", "https://example.org?x", "https://example.org#x:y", "https://EXAMPLE.org:443", "https://example..org", "1https://example.org",
)  # fmt: skip
COUNTS = ("0", "8", "2", "007", "-1", "1.5", "twelve", "12345678", "1,000", "٣", "1e3", " 3 ")
LANGUAGES = (
    "en",
    "fr",
    "zh-Hant",
    "pt-BR",
    "xx",
    "English",
    "EN",
    "zh-hant",
    "de-DE-x",
    "eng",
    "ar-EG",
    "sr-Latn-RS",
    "e",
    "toString",
    "constructor",
)
IDS = ("eps", "2020-05-04-older", "alpha", "ministry", "nobody", "Alpha", "a--b", "-a", "alpha ", "beta", "x" * 90)
NAMES = (
    "Alpha", "alpha", "ALPHA SOCIETY", "Alpha Society", "Alpa", "The Alpha", "Beta Federation", "beta fédération", "Gamma", "Double", "Ministry of Exampels",
    "Bold & 'quoted' \"x\" onerror=alert(1)", "Bold and quoted x onerror=alert(1)", "U.S. Gamma", "Ελλάδα", "组织", "Alphä", "Straße e.V.", "Αlpha",
)  # fmt: skip
BODIES = (
    "", "One sentence.", "First. Second! Third? fourth.\nA line.\n\n\n\nA paragraph.", "# heading", "- list\n- list", "1. one\n2) two", "> quoted", "a\n===\nb\n---",
    "% a comment", "(label)=", "(label)= more", "+++", "`code` *star* _under_ ~~gone~~", "[link](https://example.org)", "![image](x.png)", "<b>html</b> <!-- c -->",
    "{topic}`speech`", "```{letters}\n```", "~~~\ncode\n~~~", "{{ x }} {% y %}", "$$x$$", "a](b", ":::{note}\nx\n:::", "::: {note}", "| a | b |\n|---|---|",
    "&amp; &lt; &#60; &nbsp;", "    indented\n\ttab", "back\\slash\\", "line\\\nbreak", "[^1] and [^1]: note", "ends  \nbreak", "*" * 100, "*" * 99, "-" * 230,
    "x" * 5001, "x " * 3000, "[" * 2001, "bidi \u202e x", "zero\u200bwidth", "Pусский mixes", "bell \u0007", "é “Quoted.” Next. A) b.", "y" * 200_001, "--\n---\n***\n___",
    "a\r\nb\rc", "sep\u2028line", "# \u00a0", "\u00a0\u00a0# x", "1986. A great year.", "http://example.org/*a*", "<https://example.org>", "a@b.example", "=", "1)", "42", "\\",
    "Term\n: definition", "$(x)$", "[x]: https://example.org", "@import", "'''", '"""', "\x85", "```", "!!!", "^up^", "*** a", "( label )=", "()=", "\t(x)=\t",
)  # fmt: skip


def table() -> list[Values]:
    """List what is typed: each odd value alone in a good letter, then many at once."""
    cases: list[Values] = [GOOD, {}]
    cases += [
        {**GOOD, "title": text, "source.publisher": text, "notes": text, "asks": [{"text": text}]} for text in TYPED
    ]
    cases += [
        {**GOOD, "date": date, "responses": [{"date": date, "from.organization": "Alpha", "kind": "refused"}]}
        for date in DATES
    ]
    cases += [{**GOOD, "source.url": url, "evidence": [{"": url}, {"": "https://example.org/b"}]} for url in ADDRESSES]
    cases += [{**GOOD, "signatories-stated": count, "individuals": count} for count in COUNTS]
    cases += [{**GOOD, "language": language} for language in LANGUAGES]
    cases += [
        {
            **GOOD,
            "to": [{"title": "Minister", "organization-id": id_}],
            "relations": [{"kind": "follows", "letter": id_}],
        }
        for id_ in IDS
    ]
    cases += [{**GOOD, "signatories": [{"organization": name}, {"organization": "Alpha"}]} for name in (*NAMES, *TYPED)]
    cases += [{**GOOD, "body": body} for body in BODIES]
    cases += [{**GOOD, **change} for change in CHANGES]
    cases += [_many(random.Random(seed)) for seed in range(150)]
    return cases


CHANGES: tuple[Values, ...] = (
    {"title": ""}, {"date": ""}, {"source.publisher": ""}, {"source.url": ""}, {"source.publisher": "", "source.url": ""},
    {"source.url": "", "source.copy": "The Example, 3 May 1999, page 4"}, {"source.url": "", "evidence": [{"": "https://example.org"}]},
    {"title": "[Letter]"}, {"title": "[Letter]", "title-supplied": "true"}, {"title": "Letter", "title-supplied": "true"}, {"title": "", "title-supplied": "true"},
    {"text": "full"}, {"text": "full", "license": "CC-BY-4.0"}, {"license": "CC-BY-4.0"}, {"text": "full", "license": "LicenseRef-Permission", "source.url": ""},
    {"signatories": []}, {"signatories": [], "signatories-complete": ""}, {"signatories-complete": "false"}, {"signatories-stated": "1"}, {"signatories-stated": "9"},
    {"signatories-stated": "9", "notes": "Seven are not named"}, {"signatories-stated": "9", "individuals": "7"}, {"signatories-stated": "1", "signatories-complete": "false"},
    {"signatories": [{"role": "lead"}]}, {"signatories": [{"organization": "Alpha", "role": "lead"}, {"organization": "Alpha", "role": "signatory"}]},
    {"signatories": [{"organization": "Alpha"}, {"organization": " Alpha "}]}, {"signatories": [{"name": "Jo"}, {"name": "Jo", "title": "Dr"}, {"name": "Jo"}]},
    {"signatories": [{"name": "<b>"}]}, {"signatories": [{"organization": "Alpha", "withdrawn": "2020-13"}]}, {"signatories": [{"organization": "Alpha", "withdrawn": "2020"}, {"organization": "Alpha", "withdrawn": "2020?"}]},
    {"to": [], "cc": [{"organization": "Alpha"}, {"organization": "Unknown"}]}, {"to": [{"organization": "Double"}]}, {"to": [{"organization": "Double", "organization-id": "alpha"}]},
    {"topics": ["speech", "speech"]}, {"topics": ["Speech"]}, {"topics": ["speach"]}, {"topics": []}, {"asks": [{"text": "Same"}, {"text": "Same"}]},
    {"responses": [{"kind": "acted"}]}, {"responses": [{"date": "2021", "kind": "", "from.organization": "Alpha"}]}, {"responses": [{"date": "2021", "kind": "acted", "from.name": "Jo", "url": "x", "note": "y: z"}]},
    {"responses": [{"date": "2021", "kind": "acted", "from.organization": "Nobody"}]}, {"responses": [{"date": "2021", "kind": "acted", "from.organization": "<"}]},
    {"corrections": [{"date": "2021"}]}, {"corrections": [{"date": "2021-05", "note": "# a\nb"}, {"date": "2021-05", "note": "# a b"}]},
    {"relations": [{"kind": "follows", "letter": "2020-05-04-letter"}, {"kind": "follows", "letter": "2020-05-04-letter"}, {"kind": "encloses", "letter": "2020-05-04-leter"}]},
    {"relations": [{"kind": "follows", "letter": "2021-05-04-self"}], "slug": "self"}, {"slug": "Some Words!"}, {"slug": "致"}, {"slug": "x" * 200}, {"slug": "con"},
    {"other-urls": [{"": "https://example.org/1"}, {"": "https://example.org/1"}, {"": "x"}]}, {"evidence": [{"": ""}, {"": " "}]},
    {"date-note": "x: y", "rights": "© 2021 {all}", "occasion": "- a"}, {"notes": "n" * 5001}, {"occasion": "word " * 900}, {"body": "a\n" * 250_001, "notes": "x"},
    {"signatories": [{"organization": f"Alpha {number}"} for number in range(60)]}, {"date": "", "slug": "x"}, {"date": "2013-99-99", "responses": [{"date": "2013-99-99"}]},
)  # fmt: skip


def _many(chance: random.Random) -> Values:
    """Type something odd into every third field."""
    odd = {
        "date": DATES, "language": LANGUAGES, "signatories-stated": COUNTS, "individuals": COUNTS, "source.url": ADDRESSES,
        "body": BODIES[:40], "signatories-complete": ("true", "false", ""), "title-supplied": ("true", ""), "text": ("summary", "full"),
        "license": ("CC-BY-4.0", ""),
    }  # fmt: skip
    values = dict(GOOD)
    for key in ("title", "date", "date-note", "language", "signatories-stated", "individuals", "occasion", "source.publisher", "source.url",
                "source.identifier", "source.copy", "rights", "notes", "body", "signatories-complete", "title-supplied", "text", "license"):  # fmt: skip
        if chance.random() < 0.35:
            values[key] = chance.choice(odd.get(key, TYPED))
    for key in ("to", "cc", "signatories"):
        if chance.random() < 0.5:
            values[key] = [_party(chance, signs=key == "signatories") for _ in range(chance.randrange(5))]
    if chance.random() < 0.3:
        values["asks"] = [{"text": chance.choice(TYPED)} for _ in range(3)]
    if chance.random() < 0.3:
        values["evidence"] = [{"": chance.choice(ADDRESSES)} for _ in range(3)]
    if chance.random() < 0.3:
        values["responses"] = [
            {"date": chance.choice(DATES), "kind": "acted", "note": chance.choice(TYPED), **{f"from.{key}": text for key, text in _party(chance, signs=False).items()}}
            for _ in range(2)
        ]  # fmt: skip
    return values


def _party(chance: random.Random, *, signs: bool) -> Values:
    party = {"organization": chance.choice((*NAMES, ""))}
    for key, known in (
        ("name", TYPED),
        ("title", TYPED),
        ("organization-id", IDS),
        ("role", ("lead", "endorser", "signatory")),
    ):
        if chance.random() < 0.2 and (signs or key != "role"):
            party[key] = chance.choice(known)
    return party


# ---------------------------------------------------------------- what the page must then say

_BLANKS = re.compile(r"[ \t\r\n]+")


def clean(text: str) -> str:
    """Make a text one line, as the archive reads it; half a character becomes the sign for what cannot be shown."""
    return _BLANKS.sub(" ", re.sub("[\ud800-\udfff]", "\ufffd", text)).strip()


def intended(values: Values) -> Values:
    """Say which facts the page must hold, every value a text."""
    facts: Values = {}
    for key in (
        "title",
        "date",
        "date-note",
        "language",
        "signatories-stated",
        "individuals",
        "occasion",
        "text",
        "license",
        "rights",
        "notes",
    ):
        facts[key] = clean(values.get(key, ""))
    for key in ("title-supplied", "signatories-complete"):
        facts[key] = values.get(key, "")
    if (
        facts["title"]
        and facts["title-supplied"]
        and not (facts["title"].startswith("[") and facts["title"].endswith("]"))
    ):
        facts["title"] = f"[{facts['title']}]"
    facts["topics"] = list(values.get("topics", ()))
    for key in ("evidence", "other-urls"):
        facts[key] = [clean(row[""]) for row in values.get(key, ())]
    facts["asks"] = [clean(row["text"]) for row in values.get("asks", ())]
    for key in ("to", "cc", "signatories"):
        facts[key] = [_entry(row, bare=key == "signatories") for row in values.get(key, ())]
    facts["source"] = {
        part: clean(values.get(f"source.{part}", "")) for part in ("publisher", "url", "identifier", "copy")
    }
    facts["corrections"] = list(values.get("corrections", ()))
    facts["responses"] = [
        {
            **{key: text for key, text in row.items() if not key.startswith("from.")},
            "from": {key.removeprefix("from."): text for key, text in row.items() if key.startswith("from.")},
        }
        for row in values.get("responses", ())
    ]
    facts["relations"] = {}
    for row in values.get("relations", ()):
        facts["relations"].setdefault(row["kind"], []).append(row["letter"])
    kept = _known(facts)
    assert isinstance(kept, dict)
    return kept


def _entry(row: Values, *, bare: bool) -> Any:
    known = {key: clean(text) for key, text in row.items() if clean(text) and (key, text) != ("role", "signatory")}
    return known["organization"] if bare and set(known) == {"organization"} else known


def _known(value: Any) -> Any:
    """Leave out what is empty."""
    if isinstance(value, dict):
        return {key: part for key, inner in value.items() if (part := _known(inner))}
    if isinstance(value, list):
        return [part for inner in value if (part := _known(inner))]
    return clean(value)
