"""The contributor's reference, made from the code: rules, fields and commands.

`examples`, `rule_pages`, `fields` and `commands` say what stands there as plain data; `directives` turns it into pages.
"""

from __future__ import annotations

from collections.abc import Collection


def computed_anchors(directive: str, argument: str, /) -> Collection[str]:
    """Name the anchors that a directive of the reference gives its page, for the check of links to them."""
    if directive == "fields":
        from . import fields

        return fields.anchors(argument)
    if directive == "commands":
        from . import commands

        return commands.anchors()
    return ()
