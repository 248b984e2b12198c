"""Strategies that know the grammar of CMIF files, records in JSON, and issue forms."""

from __future__ import annotations

import json

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from . import seeds
from .strategies import VALUES, mutated, text_piece


def cmif() -> SearchStrategy[bytes]:
    """Changed CMIF files."""
    tokens = ('when="2020-02-30"', 'when="-0044"', 'from="1999" to="1998"', 'notBefore="x"', 'when=""', "<persName/>", "<orgName>Alpha</orgName>", '<date when="2020"/>', 'ref="http://["', 'key="&#1;"',
        "<placeName>", "</correspAction>", '<correspAction type="sent">', "<!DOCTYPE a>", "<!-- c -->", "<?p i?>", "<![CDATA[a]]>", "&#x202e;", "&#xD;", 'xml:id="e1"', "<rs type='org'>", 'target="en"', 'target="²"', "xmlns:x='y'", "[…]", "Unknown", "9" * 40)  # fmt: skip
    return mutated(seeds.cmifs, tokens)


_JSON_KEYS = ("format", "archive", "letters", "organizations", "topics", "id", "title", "date", "language", "to", "cc", "signatories", "organization", "name", "role", "withdrawn", "individuals_count", "signatories_complete", "signatories_stated", "topics", "asks", "text", "outcome", "status", "source", "publisher", "url", "relations", "follows", "responses", "from", "kind", "corrections", "note", "former_ids", "body", "summary", "identifiers", "wikidata", "aliases", "country", "parent", "broader", "related", "organization_id", "license", "notes",)  # fmt: skip
_JSON_LEAVES = st.none() | st.booleans() | st.integers(-5, 10**9) | st.sampled_from((1, 10**400, 1e308, "", "2020-05-04", "2020~", "alpha", "2019-01-02-words", "Alpha", "https://example.org/a", "\ud800", "a\x1bb", "\u202e", "x" * 400, "lead", "ngo", "speech", "../a", "# a\n\n{x}`y`", "CC-BY-4.0", "full")) | text_piece  # fmt: skip
_json = st.recursive(
    _JSON_LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_JSON_KEYS), inner, max_size=6),
    max_leaves=15,
)


@st.composite
def _changed_json(draw: DrawFn) -> bytes:
    """Take a good file of records, and put anything at one or two of its places."""
    found = json.loads(json.dumps(draw(st.sampled_from(seeds.JSONS))))
    for _ in range(draw(st.integers(1, 3))):
        at = found
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            key = (
                draw(st.sampled_from([*keys, *(_JSON_KEYS if isinstance(at, dict) else ())]))
                if keys or isinstance(at, dict)
                else None
            )
            if key is None:
                break
            inner = at[key] if key in keys else None
            if not isinstance(inner, (dict, list)) or draw(st.integers(0, 5)) == 0:
                at[key] = draw(_json)
                break
            at = inner
    return json.dumps(found).encode()


def json_records() -> SearchStrategy[bytes]:
    """Files of records."""
    return (
        _changed_json()
        | _json.map(lambda found: json.dumps(found).encode())
        | mutated(seeds.jsons, ('"', "{", "}", "[", "]", "null", "1e999", "NaN", '"\\ud800"', "[" * 2000))
    )


def form() -> SearchStrategy[bytes]:
    """Answers of forms."""
    tokens = ("### Title\n\n", "_No response_", "\n### ", "```\n", "- [x] ", "Alpha | Beta | Gamma | Delta", "(lead)", "[Title]", "2020-13-01", "https://", "speech", "\r\n", "\r", "\u2028", "Alpha", "One group", "body", "signatories", "to", "topics", "../x", "2020-05-04-letter.html", "organizations/alpha", *VALUES)  # fmt: skip
    return mutated(seeds.forms, tokens)
