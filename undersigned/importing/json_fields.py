"""Takes the keys of a JSON object one by one, each of the type it must have. Part of `record_reading`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import dates, limits
from ..links import NAME
from ..records import Date
from ..writing import prose


class RecordError(Exception):
    """A record that cannot be read; the text names it and says what is wrong."""


class Fields:
    """The keys of one JSON object, each taken once; what is left over is an error, so that nothing is lost."""

    def __init__(self, item: object) -> None:
        if not isinstance(item, Mapping):
            raise RecordError("is no object")
        self._item = dict(item)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        value = self._item.pop(key, None)
        if value is None:
            if default is ...:
                raise RecordError(f"has no {key!r}")
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise RecordError(f"{key!r} is {value!r}")
        return value

    def text(self, key: str) -> str | None:
        """Take a text that may be missing."""
        value: str | None = self.take(key, str)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise RecordError(f"{key!r} holds something that is no text")
        return tuple(values)

    def each(self, key: str, read: Callable[[object], Any]) -> tuple[Any, ...]:
        """Take a list and read its items."""
        return tuple(map(read, self.take(key, list, [])))

    def group(self, key: str, read: Callable[[object], Any]) -> Any:
        """Take an object that may be missing."""
        value = self.take(key, Mapping)
        return None if value is None else read(value)

    def date(self, key: str) -> Date | None:
        """Take a date that may be missing."""
        value = self.text(key)
        return None if value is None else dates.parse(value)

    def needed_date(self, key: str) -> Date:
        """Take a date."""
        return dates.parse(self.take(key, str, ...))

    def identifier(self) -> str:
        """Take the id, which becomes a file's name."""
        return _identifier(self.take("id", str, ...))

    def body_id(self) -> str | None:
        """Take the id of a body, which may be missing."""
        value = self.text("organization_id")
        return None if value is None else _identifier(value)

    def body(self, plain: str) -> str:
        """Take the text of the page: its Markdown, or else plain text under the name `plain`."""
        markdown, text = self.text("body"), self.text(plain)
        return markdown or prose(text or "")

    def done(self) -> None:
        """Refuse what was not taken."""
        if self._item:
            raise RecordError(f"has unknown keys: {', '.join(sorted(map(str, self._item)))}")


def _identifier(value: str) -> str:
    if not NAME.fullmatch(value) or len(value) + len(".html") > limits.now().name:
        raise RecordError(f"the id {value!r} is not made of a-z, 0-9 and single hyphens, or is too long")
    return value
