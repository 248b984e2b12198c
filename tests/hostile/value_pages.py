"""An archive that is right, and holds every hostile value wherever a fact may hold it."""

from __future__ import annotations

import json

from tests.building import ARCHIVE
from tests.hostile.values import VALUES


def path_of(name: str) -> str:
    return f"letters/2020/2020-05-04-{name}.md"


def shown(text: str) -> str:
    """Write a value as readers meet it: one line."""
    return " ".join(text.split())


def letter(name: str, text: str) -> str:
    value = json.dumps(text)
    names = VALUES[name].in_names
    title = value if names else f'"Letter {name}"'
    body = f"signatories:\n- {value}\n- {{name: {value}, title: {value}}}\n" if names else ""
    return (
        f"---\ntitle: {title}\ndate: 2020-05-04\n{body}to:\n- {{title: {value if names else 'Minister'}, organization: Alpha}}\n"
        f"occasion: {value}\nasks:\n- {value}\nsource:\n  publisher: {value if names else 'Alpha'}\n"
        f"  url: https://example.org/{name}\n  copy: {value}\nnotes: {value}\ncorrections:\n- {{date: 2021-01-01, note: {value}}}\n---\nText.\n"
    )


def archive() -> dict[str, str]:
    found = dict(ARCHIVE)
    for name, value in VALUES.items():
        found[path_of(name)] = letter(name, value.text)
        if value.in_names:
            found[f"organizations/{name}.md"] = f"---\nname: {json.dumps(value.text)}\nkind: ngo\n---\n"
            found[f"topics/{name}.md"] = f"---\nname: {json.dumps(value.text)}\n---\nText.\n"
    return found
