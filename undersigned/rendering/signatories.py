"""Which kinds and countries the signatories of a letter are of: said in words, and noted for the script that groups them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes

from .. import elements, wording
from ..facts import text_field
from .long_lists import chunks, fold, is_long

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .parts import Linker

#: Names of groups of those that are no bodies, and of what is not known.
_PERSONS, _UNKNOWN = "Persons who sign for themselves", "Not known"


def group_signatories(place: nodes.Element, found: Sequence[tuple[str, str]], link: Linker) -> list[nodes.Node]:
    """Count kinds and countries, and mark each item of the list with its own; nothing where there are few.

    The marks are classes: `kind-ngo`, `country-us`; the counts bear the same, so that a script finds the names there.
    A very long list is folded, in the printed order.
    """
    if not found:
        return []
    for item, (kind, country) in zip(place.findall(nodes.list_item), found, strict=True):
        item["classes"] += [_class("kind", kind), _class("country", country)]
    fields = [
        _counts("By kind", "kind", [kind for kind, _ in found], _kind),
        _counts("By country", "country", [country for _, country in found], _country),
    ]
    if is_long(len(found), link):
        _fold(place)
    # The script puts its controls into the empty block; its place is kept where scripts run.
    return [elements.field_list("", *fields, classes=["breakdown"]), elements.compound("", classes=["signatory-tools"])]


def _fold(place: nodes.Element) -> None:
    listed = next(node for node in place.children if isinstance(node, nodes.bullet_list))
    parts: list[nodes.Node] = []
    items = list(listed.children)
    for first, part in chunks(items):
        bullets = elements.bullet_list("", *part, classes=list(listed["classes"]), bullet="-")
        parts.append(fold(f"{first:,} to {first + len(part) - 1:,}", "", bullets, opened=first == 1))
    place.replace(listed, parts)


def _counts(title: str, feature: str, values: Sequence[str], name: Callable[[str], str]) -> nodes.field:
    """Write counts, the most first; what is not known last."""
    ranked = sorted(Counter(values).items(), key=lambda pair: (not pair[0], -pair[1], name(pair[0])))
    said: list[nodes.Node] = []
    for value, count in ranked:
        said += [nodes.Text(", ")] if said else []
        words = (elements.inline("", name(value), classes=["group-name"]), nodes.Text(f" {count:,}"))
        said.append(elements.inline("", "", *words, classes=["group", _class(feature, value)]))
    return text_field(title, *said)


def _kind(kind: str) -> str:
    return _PERSONS if kind == "person" else wording.KIND_NAMES[kind][1] if kind else _UNKNOWN


def _country(code: str) -> str:
    return wording.country_name(code) if code else _UNKNOWN


def _class(feature: str, value: str) -> str:
    return f"{feature}-{value.lower() or 'unknown'}"
