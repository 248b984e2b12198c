"""An example of each key of the front matter, as lines of YAML; the tests read every one with the real reader.

Values of letters, organizations and topics are taken from the archive; keys that no page of the archive needs yet have
a model value with the words "example" or "Example".
"""

from __future__ import annotations

#: Anchor of the key in the reference, and the lines.
EXAMPLES: dict[str, str] = {
    "letter-title": "title: Secretary Kerry Must Make Human Rights a Priority in Upcoming China Visit",
    "letter-title-supplied": "title-supplied: true",
    "letter-date": "date: 2013-04-10",
    "letter-date-note": "date-note: Letter of 31 July, made public on 8 August 2023.",
    "letter-language": "language: en",
    "letter-to": "to:\n- {name: John Kerry, title: Secretary of State, organization: US Department of State}",
    "letter-cc": "cc:\n- {title: Chair, organization: Legislative Affairs Commission of the NPC Standing Committee}\n"
    "- HKSAR Basic Law Committee",
    "letter-signatories": "signatories:\n- Amnesty International\n- Freedom House\n- World Uyghur Congress",
    "letter-signatories-complete": "signatories-complete: true",
    "letter-signatories-stated": "signatories-stated: 8",
    "letter-individuals": "individuals: 0",
    "letter-topics": "topics:\n- diplomacy\n- tibet\n- religious-freedom",
    "letter-occasion": "occasion: G20 summit in Toronto with Hu Jintao",
    "letter-asks": "asks:\n- Give human rights priority in the talks with Xi Jinping",
    "letter-text": "text: summary",
    "letter-license": "license: CC-BY-4.0",
    "letter-source": "source:\n  publisher: Freedom House\n"
    "  url: https://freedomhouse.org/article/secretary-kerry-must-make-human-rights-priority-upcoming-china-visit",
    "letter-other-urls": "other-urls:\n"
    "- https://uhrp.org/statement/human-rights-groups-urge-kerry-take-forceful-human-rights-stance-china/",
    "letter-evidence": "evidence:\n- https://cpj.org/?p=243114",
    "letter-rights": "rights: CC BY-SA 4.0 (text, site notice of freeolabini.org)",
    "letter-notes": "notes: A PDF version is linked on the page.",
    "letter-relations": "relations:\n  follows:\n  - 2019-02-18-novalpina-nso-first-letter",
    "letter-responses": "responses:\n- {date: 2019-05-15, from: Novalpina Capital, kind: answered}",
    "letter-corrections": "corrections:\n- {date: 2021-06-01, note: Example of a change.}",
    "letter-former-ids": "former-ids:\n- 2021-05-04-example",
    "organization-name": "name: Amnesty International",
    "organization-aliases": "aliases:\n- Heinlein Group (Germany)",
    "organization-misprints": "misprints:\n- NSW Council of Civil Liberties",
    "organization-kind": "kind: ngo",
    "organization-country": "country: FR",
    "organization-parent": "parent: internet-society",
    "organization-former-ids": "former-ids:\n- example-society",
    "topic-name": "name: Women's rights",
    "topic-broader": "broader: internet-freedom",
    "topic-related": "related:\n- biometrics-and-digital-identity",
    "topic-former-ids": "former-ids:\n- example-topic",
    "page-title": "title: Contribute",
    "page-description": "description: How to add a letter, correct a page or ask for a removal, with or without git.",
    "party-organization": "to:\n- {organization: US Department of State}",
    "party-name": "to:\n- {name: John Kerry, organization: US Department of State}",
    "party-title": "to:\n- {title: Secretary of State, organization: US Department of State}",
    "party-organization-id": "to:\n- {name: John Kerry, title: Secretary of State, organization-id: us-department-of-state}",
    "party-role": "signatories:\n- {organization: Example Society, role: lead}",
    "party-withdrawn": "signatories:\n- {organization: Example Society, withdrawn: 2021-06-01}",
    "source-publisher": "source:\n  publisher: Human Rights Watch",
    "source-url": "source:\n  publisher: Freedom House\n  url: https://freedomhouse.org/article/secretary-kerry-must-make-human-rights-priority-upcoming-china-visit",
    "source-identifier": "source:\n  publisher: Example Society\n  identifier: EXAMPLE 12/2021",
    "source-copy": "source:\n  publisher: Example Society\n  copy: Example Gazette, 4 May 2021, page 3",
    "ask-text": "asks:\n- text: Give human rights priority in the talks with Xi Jinping",
    "ask-outcome": "asks:\n- text: An example of an ask\n  outcome: {status: met, date: 2021-06-01}",
    "outcome-status": "asks:\n- text: An example of an ask\n  outcome:\n    status: partly-met",
    "outcome-date": "asks:\n- text: An example of an ask\n  outcome:\n    status: met\n    date: 2021-06",
    "outcome-url": "asks:\n- text: An example of an ask\n  outcome:\n    status: met\n    url: https://example.org/decision",
    "outcome-note": "asks:\n- text: An example of an ask\n  outcome:\n    status: refused\n    note: Example of a remark.",
    "relations-follows": "relations:\n  follows: 2019-02-18-novalpina-nso-first-letter",
    "relations-replies-to": "relations:\n  replies-to: 2021-05-04-example",
    "relations-translates": "relations:\n  translates: 2021-05-04-example",
    "relations-encloses": "relations:\n  encloses: 2021-05-04-example",
    "relations-supersedes": "relations:\n  supersedes: 2021-05-04-example",
    "response-date": "responses:\n- date: 2019-03-01\n  from: Novalpina Capital\n  kind: answered",
    "response-from": "responses:\n- date: 2018-10-26\n  from: Google\n  kind: answered",
    "response-kind": "responses:\n- date: 2018-10-26\n  from: Google\n  kind: answered",
    "response-url": "responses:\n- date: 2019-03-01\n  from: Novalpina Capital\n  kind: answered\n"
    "  url: https://www.novalpina.pe/response-to-open-letter-1/",
    "response-note": "responses:\n- date: 2021-06-01\n  from: Example Ministry\n  kind: acknowledged\n"
    "  note: Example of a remark.",
    "correction-date": "corrections:\n- date: 2021-06-01\n  note: Example of a change.",
    "correction-note": "corrections:\n- date: 2021-06-01\n  note: Example of a change.",
}
