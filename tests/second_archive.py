"""A second archive, made of a part of our own records: other ids, some names misprinted or in another of their forms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://letters.other.example/"


@dataclass(frozen=True)
class Second:
    """The two archives, and what is the same in both."""

    #: Our own pages, without the letters that only the other archive has.
    ours: dict[str, bytes]
    #: Files of the other archive.
    files: dict[str, bytes]
    #: Id there -> id here, of bodies, topics and letters that both have, and of bodies whose names it misprints.
    bodies: dict[str, str]
    misprinted: dict[str, str]
    topics: dict[str, str]
    shared: dict[str, str]
    #: Letters that only it has.
    only: list[str]


def split(pages: dict[str, bytes], files: dict[str, bytes]) -> Second:
    """Give every second letter away, and let every sixth stand in both archives under two ids and titles."""
    letters: list[dict[str, Any]] = json.loads(files["letters.json"])["letters"]
    organizations = json.loads(files["organizations.json"])["organizations"]
    topics = json.loads(files["topics.json"])["topics"]
    own_ids = [item["id"] for item in organizations]
    bodies, misprinted = {}, {}
    for number, item in enumerate(organizations):
        own = item["id"]
        item["id"] = f"x-{own}"[:70].rstrip("-")
        if number % 10 == 0 and len(item["name"]) > 14:
            item["name"] = item["name"][:6] + item["name"][7:]
            item["aliases"] = []
            misprinted[item["id"]] = own
        elif number % 10 == 1 and item["aliases"]:
            item["name"], item["aliases"] = item["aliases"][0], [item["name"]]
        elif number % 10 == 2:
            # An id that means another body here.
            item["id"] = own_ids[number - 1]
        bodies[item["id"]] = own
    theirs = {own: id_ for id_, own in bodies.items()}
    for item in organizations:
        item["parent"] = theirs.get(item["parent"])
    for item in topics:
        item["id"] = f"t-{item['id']}"
        item["broader"] = item["broader"] and f"t-{item['broader']}"
        item["related"] = [f"t-{id_}" for id_ in item["related"]]
    misprints = {id_: item["name"] for item in organizations if (id_ := item["id"]) in misprinted}
    given, shared, only, kept = [], {}, [], dict(pages)
    for number, letter in enumerate(letters):
        own, path = letter["id"], f"letters/{letter['id'][:4]}/{letter['id']}.md"
        named = any(own.encode() in text for other, text in pages.items() if other != path)
        if number % 2 or named:
            continue
        letter["topics"] = [f"t-{id_}" for id_ in letter["topics"]]
        senders = [response["from"] for response in letter.get("responses", ())]
        for party in (*letter["to"], *letter["cc"], *letter["signatories"], *senders):
            party["organization_id"] = theirs.get(party["organization_id"])
            if party["organization_id"] in misprints and party["organization"]:
                party["organization"] = misprints[party["organization_id"]]
        letter.pop("relations", None)
        if number % 6 == 0:
            letter["id"] = f"{own}-there"
            letter["title"] = letter["title"].removesuffix("]") + (
                " again]" if "]" in letter["title"][-1:] else " again"
            )
            shared[letter["id"]] = own
        else:
            only.append(own)
            del kept[path]
        given.append(letter)
    head = {"format": 1, "archive": ADDRESS, "license": "CC-BY-4.0"}
    written = {
        f"{kind}.json": json.dumps({**head, kind: items}, ensure_ascii=False).encode()
        for kind, items in (("letters", given), ("organizations", organizations), ("topics", topics))
    }
    same = {id_: own for id_, own in bodies.items() if id_ not in misprinted}
    return Second(kept, written, same, misprinted, {item["id"]: item["id"][2:] for item in topics}, shared, only)


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
