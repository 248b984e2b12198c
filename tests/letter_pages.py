"""Made-up letters with everything that a letter's page can show, for tests of pages and of their look."""

from __future__ import annotations

from tests.building import ARCHIVE

#: Bodies that sign: name, kind, country.
BODIES = (
    *((f"Alliance {name}", "ngo", country) for name, country in zip(
        ("Amber", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Grove", "Harbour", "Iris", "Juniper", "Kelp", "Larch"),
        ("US", "US", "US", "US", "CA", "CA", "DE", "DE", "TW", "TW", "", ""), strict=True)),
    *((f"Coalition {name}", "coalition", "") for name in ("North", "South", "East", "West")),
    *((f"Firm {name}", "company", "FR") for name in ("Quartz", "Rye", "Sable")),
    ("Ünion of Zealous Printers", "other", "TR"),
)  # fmt: skip


def _id(name: str) -> str:
    return name.lower().replace("ü", "u").replace(" ", "-")


def _organization(name: str, kind: str, country: str) -> str:
    return f"---\nname: {name}\nkind: {kind}\n" + (f"country: {country}\n" if country else "") + "---\n"


_MANY = "".join(f"- {name}\n" for name, *_ in BODIES[3:])

#: Full text with asks and outcomes, roles, a withdrawn signature, persons, responses, relations and corrections.
EVERYTHING = f"""\
---
title: Joint letter on the closing of community radio
date: 2021-05-04
date-note: The web page gives 5 May.
to:
- {{name: Jo Example, title: Minister, organization: Ministry of Examples}}
- {{title: Regional governors}}
cc:
- Alpha
signatories:
- {{organization: Alliance Amber, role: lead}}
- {{organization: Alliance Birch, withdrawn: 2021-06-01}}
- {{name: Kim Sample, title: Director, organization: Alliance Cedar, role: endorser}}
{_MANY}- {{name: Pat Person}}
signatories-complete: false
signatories-stated: 40
individuals: 12
topics:
- speech
occasion: Closing of four stations
asks:
- text: Give back the licences of the closed stations
  outcome: {{status: met, date: 2021-09-01, url: https://news.example/licences, note: Two of four were given back at once}}
- text: Consult listeners before any further closing
  outcome: {{status: partly-met, date: 2021-10}}
- text: Name who ordered the closing
  outcome: {{status: refused}}
- text: Publish the rules
  outcome: {{status: open, date: 2022}}
- Answer in public
text: full
license: CC-BY-4.0
source:
  publisher: Alpha
  url: https://alpha.example/letters/community-radio
  identifier: ALP 7/2021
other-urls:
- https://beta.example/2021/05/joint-letter-on-the-closing-of-community-radio-stations-in-four-regions
- https://archive.example/web/20210504/alpha
evidence:
- https://alpha.example/letters/community-radio
- https://gamma.example/evidence
rights: CC BY 4.0
relations:
  follows: 2020-05-04-letter
  encloses: 2021-05-03-annex
responses:
- {{date: 2021-05-10, from: {{name: Jo Example, title: Minister, organization: Ministry of Examples}}, kind: acknowledged, url: "https://ministry.example/answer", note: By telephone}}
- {{date: 2021-07, from: {{title: Regional governors}}, kind: refused}}
corrections:
- {{date: 2021-05-06, note: The name of Alliance Elm was misspelt}}
- {{date: 2021-06-02, note: Alliance Birch withdrew its signature.}}
notes: Seen in print as well.
---
Dear Minister,

The stations were **closed** at night, and "nobody" said why.
Their listeners heard only silence[^1].

We ask three things of you.

- An answer.
- A reason.

They are few &lt;and> they are small: `a` & b.

With respect,

[^1]: For a week.
"""
#: A full text that runs from right to left.
RIGHT_TO_LEFT = """\
---
title: رسالة مفتوحة إلى الوزير
date: 2021-05-20
language: ar
to:
- {title: Minister}
signatories:
- Alliance Amber
- Alliance Birch
signatories-complete: true
asks:
- Answer
text: full
license: CC-BY-4.0
source:
  publisher: Alliance Amber
relations:
  translates: 2021-05-04-radio
---
السيد الوزير،

أغلقت المحطات ليلاً ولم يقل أحد لماذا.

نطلب منكم ثلاثة أشياء.

مع الاحترام،
"""


def _letter(title: str, date: str, signatories: str, more: str = "") -> str:
    listed = "".join(f"- {name}\n" for name in signatories.split(", "))
    return (
        f"---\ntitle: {title}\ndate: {date}\nto:\n- Ministry of Examples\nsignatories:\n{listed}"
        f"signatories-complete: true\ntopics:\n- speech\n{more}source:\n  publisher: Alpha\n"
        "  url: https://alpha.example/x\n---\nGroups write in their own words.\n"
    )


PAGES: dict[str, str] = {
    **ARCHIVE,
    **{f"organizations/{_id(name)}.md": _organization(name, kind, country) for name, kind, country in BODIES},
    "letters/2020/2020-05-04-letter.md": _letter("A letter", "2020-05-04", "Alpha"),
    "letters/2021/2021-05-03-annex.md": _letter("Annex", "2021-05-03", "Alpha"),
    "letters/2021/2021-05-04-radio.md": EVERYTHING,
    "letters/2021/2021-05-20-arabic.md": RIGHT_TO_LEFT,
    "letters/2021/2021-06-20-answer.md": _letter(
        "Answer", "2021-06-20", "Ministry of Examples", "relations:\n  replies-to: 2021-05-04-radio\n"
    ),
    "letters/2021/2021-08-01-again.md": _letter(
        '"[Letter that asks again]"', "2021-08-01", "Alpha, Alliance Amber",
        "title-supplied: true\nrelations:\n  follows: [2021-05-04-radio, 2020-05-04-letter]\n",
    ),
}  # fmt: skip
