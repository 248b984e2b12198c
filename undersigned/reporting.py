"""Logs messages as Sphinx warnings: one type, the rule as subtype, a location always, the rule's page at the end.

Notices are for reviewers and are no warnings.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.util import logging

from .diagnostics import Message
from .site import rule_url

logger = logging.getLogger(__name__)


def log_message(message: Message, root: Path) -> None:
    """Log a message about a page below the folder `root`."""
    log = logger.info if message.rule.notice else logger.warning
    log(
        "%s (see %s)",
        message.text,
        rule_url(message.rule),
        location=f"{root / message.path}:{message.line}",
        type="undersigned",
        subtype=message.rule.id,
    )
