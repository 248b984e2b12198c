"""What must hold of every reader: no network, no foreign file, no program; messages that a person can use."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.building import TOP
from undersigned.diagnostics import Message
from undersigned.rules import RULES
from undersigned.text import REFUSED_CHARACTERS

_RULES = frozenset(rule.id for rule in RULES)
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.spawn")
_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
_WORKER = "undersigned.importing.reading.pdf_worker"


class Forbidden(BaseException):
    """Something that reading must never do; no handler of ordinary errors may swallow it."""


class _Watch:
    """Looks at what Python's audit events tell while it is on. Hooks cannot be removed, so there is one for all."""

    def __init__(self) -> None:
        self.on = False
        self.roots = tuple(
            {
                os.path.realpath(root)
                for root in (sys.prefix, sys.base_prefix, TOP, TOP / ".venv", tempfile.gettempdir())
            }
            | {str(TOP), sys.prefix, "/dev/", "/proc/self", "/usr/share", "/usr/lib"}
        )
        sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in _NETWORK:
            raise Forbidden(f"the network is used: {event} {arguments}")
        if event in _PROGRAMS and _WORKER not in str(arguments):
            raise Forbidden(f"a program is started: {event} {arguments}")
        if event == "open" and isinstance(arguments[0], str) and os.path.isabs(arguments[0]):
            path = os.path.realpath(arguments[0])
            if not path.startswith(self.roots) and not arguments[0].startswith(self.roots):
                raise Forbidden(f"a foreign file is opened: {path}")


@cache
def _watch() -> _Watch:
    return _Watch()


@contextmanager
def guarded() -> Iterator[None]:
    """Refuse network, programs and foreign files within; those that libraries in C open are not seen."""
    watch = _watch()
    watch.on = True
    try:
        yield
    finally:
        watch.on = False


def check_messages(messages: Iterable[Message], *, path: str, lines: int) -> None:
    """Hold messages to what a contributor needs: a place in the page, a rule that has a page, a mend, on one line."""
    for message in messages:
        assert message.path == path, message
        assert 1 <= message.line <= lines + 1, f"line {message.line} of {lines}: {message}"
        assert message.rule.id in _RULES, message
        assert message.problem, message
        assert message.mend, message
        assert str(message).isprintable(), ascii(str(message))


def check_printed(text: str) -> None:
    """Hold what a command prints to signs that no terminal obeys."""
    found = REFUSED_CHARACTERS.search(text)
    assert not found, f"a terminal would obey {found!a}"


@cache
def folder() -> Path:
    """Make a folder for this process's files, removed when it ends."""
    made = tempfile.TemporaryDirectory(prefix="undersigned-fuzzing-", ignore_cleanup_errors=True)
    _KEPT.append(made)
    return Path(made.name)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []
