"""The archive's own domain over pages of reStructuredText: the fields at the head of a page are its facts.

Parties and topics are parted by semicolons; what a page shows of its facts it writes itself.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from undersigned import dates
from undersigned.domain import LettersDomain
from undersigned.records import Letter, Organization, Party, Record, Reference, Relation, Source, Topic


def _record(id_: str, title: str, fields: dict[str, str]) -> Record | None:
    def many(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in fields.get(name, "").split(";") if part.strip())

    if "signed" in fields:
        return Letter(
            id=id_, title=title, date=dates.parse(fields["signed"]), source=Source("Freedom House"),
            language=fields.get("language", "en"), text=fields.get("text", "summary"), license=fields.get("license"),
            to=tuple(map(Party, many("to"))), signatories=tuple(map(Party, many("by"))),
            topics=tuple(Reference("topic", name) for name in many("about")),
            relations=tuple(Relation("follows", other) for other in many("follows")),
        )  # fmt: skip
    if fields.get("record") == "organization":
        return Organization(id=id_, name=title, aliases=many("aliases"))
    return Topic(id=id_, name=title) if fields.get("record") == "topic" else None


def on_doctree_read(app: Any, doctree: nodes.document) -> None:
    env = app.env
    docname = env.current_document.docname
    domain: LettersDomain = env.domains["letters"]
    record = _record(docname.rpartition("/")[2], env.titles[docname].astext(), env.metadata[docname])
    if record is not None:
        domain.note_record(docname, record)
    named = (node["reftarget"] for node in doctree.findall(addnodes.pending_xref) if node["reftype"] == "doc")
    domain.note_body(docname, [Reference("any", docname_join(docname, name).rpartition("/")[2]) for name in named], ())


def setup(app: Any) -> dict[str, Any]:
    app.add_domain(LettersDomain)
    app.connect("doctree-read", on_doctree_read, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
