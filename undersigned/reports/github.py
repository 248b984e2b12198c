"""The report for GitHub's workflows: the messages as plain log lines, then as marks on the lines of the change.

GitHub takes lines of a log for commands. Contributed text stands only where commands are stopped, or escaped.
"""

from __future__ import annotations

import hashlib

from ..diagnostics import Message
from ..site import rule_url
from . import Report, one_line, severity, text


def write(report: Report) -> str:
    """Write the report for people, then one workflow command a message."""
    log = text.write(report)
    # No text can hold its own digest: nobody can write the word that starts commands again. The same report is the
    # same output.
    token = hashlib.sha256(log.encode("utf-8", "backslashreplace")).hexdigest()
    commands = [_command(report, message) for message in report.result.messages]
    return "\n".join((f"::stop-commands::{token}", log.rstrip("\n"), f"::{token}::", *commands)) + "\n"


def _command(report: Report, message: Message) -> str:
    values = {"file": report.path(message), "line": str(message.line), "title": message.rule.id}
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{severity(message)} {properties}::{_data(f'{message.text} (see {rule_url(message.rule)})')}"


def _data(value: str) -> str:
    return one_line(value).replace("%", "%25")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
