"""The report for people: each message with the address of its rule's page, then what was checked."""

from __future__ import annotations

from ..diagnostics import Message
from ..site import rule_url
from . import Report, one_line, severity


def write(report: Report) -> str:
    """Write each message as `file:line: rule: problem; mend`, and below it where the rule is explained."""
    lines = [line for message in report.result.messages for line in message_lines(report, message)]
    return "\n".join((*lines, report.summary)) + "\n"


def message_lines(report: Report, message: Message) -> tuple[str, str]:
    """Write one message as two lines."""
    place = f"{report.path(message)}:{message.line}"
    kind = "a notice only; see" if severity(message) == "notice" else "see"
    return one_line(f"{place}: {message.rule.id}: {message.text}"), f"    {kind} {rule_url(message.rule)}"
