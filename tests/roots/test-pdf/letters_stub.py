"""The least domain that the PDF builder can print: pages with a `signed` field are letters."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sphinx.domains import Domain

from undersigned import dates
from undersigned.records import Letter, Source


class LettersDomain(Domain):
    name = "letters"
    label = "Letters"

    @property
    def catalogue(self) -> Any:
        found = []
        for docname, fields in self.env.metadata.items():
            if "signed" in fields:
                record = Letter(
                    id=docname, title=self.env.titles[docname].astext(), date=dates.parse(fields["signed"]),
                    source=Source("Freedom House"),
                )  # fmt: skip
                found.append(SimpleNamespace(docname=docname, record=record))
        return SimpleNamespace(letters=tuple(sorted(found, key=lambda e: (e.record.date.key, e.docname))))

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        pass


def setup(app: Any) -> dict[str, Any]:
    app.add_domain(LettersDomain)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
