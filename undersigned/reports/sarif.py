"""The report as SARIF 2.1.0, which code scanning services read (docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..diagnostics import Message, Rule
from ..rules import RULES
from ..site import base_url, rule_url
from . import Report, one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: Stands for the folder in which the command runs.
BASE = "SRCROOT"


def write(report: Report) -> str:
    """Write one run with all rules and one result a message."""
    places = {rule.id: place for place, rule in enumerate(RULES)}
    seen: Counter[str] = Counter()
    results = [_result(report, message, places[message.rule.id], seen) for message in report.result.messages]
    driver = {
        "name": "undersigned check",
        "informationUri": base_url(),
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which the check ran."}}},
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _level(rule: Rule) -> str:
    return "note" if rule.notice else "error"


def _rule(rule: Rule) -> dict[str, Any]:
    explained = f"{rule.summary} {rule.reason}".rstrip()
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": explained},
        "help": {
            "text": f"{explained} See {rule_url(rule)}",
            "markdown": f"{explained} [Example and mend]({rule_url(rule)})",
        },
        "helpUri": rule_url(rule),
        "defaultConfiguration": {"level": _level(rule)},
    }


def _plain(text: str) -> str:
    """Write a text such that no viewer finds a link in it (section 3.11.6), nor a second line."""
    return one_line(text).replace("](", "] (")


def _result(report: Report, message: Message, place: int, seen: Counter[str]) -> dict[str, Any]:
    path = report.path(message)
    # Lines shift with every edit above them: a message is known by its place among those alike.
    digest = hashlib.sha256("\0".join((path, message.rule.id, message.problem)).encode("utf-8", "backslashreplace"))
    mark = digest.hexdigest()[:32]
    seen[mark] += 1
    location = {
        "artifactLocation": {"uri": quote(path), "uriBaseId": BASE},
        "region": {"startLine": message.line},
    }
    return {
        "ruleId": message.rule.id,
        "ruleIndex": place,
        "level": _level(message.rule),
        "message": {"text": _plain(message.text)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"message/v1": f"{mark}:{seen[mark]}"},
    }
