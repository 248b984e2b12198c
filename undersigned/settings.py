"""What conf.py says of the limits, read as text: nothing of it is run.

The build takes the limits from here, too, so that it and the commands cannot differ.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from .diagnostics import quote
from .limits import Limits
from .values import nearest

#: Name of the setting: a dict of limits by name.
SETTING = "letters_limits"
#: Name of the file, beside the folder of pages.
FILE = "conf.py"


class SettingsError(Exception):
    """Settings that cannot be used; says where and why, one line for each mistake."""


def limits_of(docs: Path, /) -> Limits:
    """Read the limits of the archive whose pages stand in the folder `docs`. Raises SettingsError, or OSError."""
    return read_limits(docs.resolve().parent / FILE)


def read_limits(conf: Path, /) -> Limits:
    """Read the limits from a project's settings; a file that is not there sets none. Raises SettingsError, or OSError."""
    if not conf.is_file():
        return Limits()
    try:
        tree = ast.parse(conf.read_bytes())
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise SettingsError(f"{conf.name}:{line}: the settings are no Python ({error.args[0]})") from None
    found: dict[str, int] = {}
    problems = [f"{conf.name}:{line}: {SETTING}: {problem}" for line, problem in _problems(tree, found)]
    if problems:
        raise SettingsError("\n".join(problems))
    return Limits(**found)


def _problems(tree: ast.Module, found: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Collect the limits that a module sets, and tell what is wrong with them: line, problem and mend."""
    statements = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    given = [node for node in statements if _targets(node) == [SETTING] and isinstance(node.value, ast.Dict)]
    mentions = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == SETTING]
    if len(mentions) > len(given[:1]):
        wrong = next((line for line in mentions if not given or line != given[0].lineno), mentions[-1])
        yield wrong, 'the setting cannot be read without running it; write it once, as {"name": number, ...}'
        return
    for node in given:
        assert isinstance(node.value, ast.Dict)
        yield from _entries(node.value, found)


def _targets(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id if isinstance(target, ast.Name) else "" for target in targets]


def _entries(given: ast.Dict, found: dict[str, int]) -> Iterator[tuple[int, str]]:
    known = {limit.name: limit.metadata for limit in fields(Limits)}
    for key, node in zip(given.keys, given.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        value = node.value if isinstance(node, ast.Constant) else None
        line = (key or node).lineno
        if not isinstance(name, str):
            yield line, "a name is no plain text; write it in quotation marks"
        elif name not in known:
            near = nearest(name, known, limit=1)
            mend = f"did you mean {quote(near[0])}?" if near else "the guide's page “Limits” names them all"
            yield line, f"{quote(name)} is no limit; {mend}"
        elif name in found:
            yield line, f"{quote(name)} stands twice; delete one of the two"
        elif not isinstance(value, int) or isinstance(value, bool) or value < 1:
            yield line, f"{quote(name)} is {quote(ast.unparse(node))}; write a whole number above 0"
        elif (most := known[name]["most"]) is not None and value > most:
            yield line, f"{quote(name)} is {value:,}; programs fail beyond {most:,}"
        else:
            found[name] = value
