"""The report for programs: one JSON object, whose shape changes only with `VERSION`."""

from __future__ import annotations

import json

from ..site import rule_url
from . import Report, severity

#: Grows when a key is renamed, removed or means another thing; keys may be added.
VERSION = 1


def write(report: Report) -> str:
    """Write counts and all messages, in the order of pages and lines."""
    catalogue = report.result.catalogue
    found = {
        "version": VERSION,
        "changed_since": report.since,
        "pages": report.result.pages,
        "letters": len(catalogue.letters),
        "organizations": len(catalogue.organization),
        "topics": len(catalogue.topic),
        "errors": report.errors,
        "notices": report.notices,
        "messages": [
            {
                "path": report.path(message),
                "line": message.line,
                "rule": message.rule.id,
                "severity": severity(message),
                "problem": message.problem,
                "mend": message.mend,
                "url": rule_url(message.rule),
            }
            for message in report.result.messages
        ],
    }
    return json.dumps(found, indent=2) + "\n"
