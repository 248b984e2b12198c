"""Finds every regular expression of the package, and how it is used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import undersigned

#: What an expression can be asked: at any place, at the beginning, or as a whole.
USES = {
    "search": "search", "sub": "search", "subn": "search", "split": "search", "findall": "search",
    "finditer": "search", "match": "match", "fullmatch": "fullmatch",
}  # fmt: skip
TOP = Path(undersigned.__file__).parent


@dataclass(frozen=True)
class Use:
    """An expression in one of its uses."""

    #: Module and name; module, function and the expression's beginning where it has no name.
    name: str
    pattern: re.Pattern[Any]
    use: str


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of the package."""
    names = [found.name for found in pkgutil.walk_packages(undersigned.__path__, "undersigned.")]
    return tuple(importlib.import_module(name) for name in sorted(names) if not name.endswith("__main__"))


@cache
def trees() -> dict[str, ast.Module]:
    """Parse every module of the package."""
    return {str(path.relative_to(TOP)): ast.parse(path.read_text("utf-8")) for path in sorted(TOP.rglob("*.py"))}


@cache
def _asked(path: str) -> dict[str, frozenset[str]]:
    """Map names to the ways in which a module asks what bears them; what is handed on may be searched."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    owners = set()
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if isinstance(owner, (ast.Name, ast.Attribute)) and (use := USES.get(node.attr)):
                found[owner.id if isinstance(owner, ast.Name) else owner.attr].add(use)
            owners.add(id(owner))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in owners:
            found[node.id].add("search")
    return {name: frozenset(uses) for name, uses in found.items()}


def _uses(pattern: object, name: str) -> frozenset[str]:
    """List the ways in which an expression is asked by the modules that know it under its name, or under their own."""
    found: set[str] = set()
    for module in modules():
        path = str(Path(module.__file__ or "").relative_to(TOP))
        if vars(module).get(name) is pattern or any(
            isinstance(value, ModuleType) and vars(value).get(name) is pattern for value in vars(module).values()
        ):
            found |= _asked(path).get(name, frozenset())
    return frozenset(found)


def _held(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif depth > 4:
        return
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _held(key, f"{name}.keys", depth + 1)
            yield from _held(held, f"{name}[{key!r:.30}]", depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for place, held in enumerate(value):
            yield from _held(held, f"{name}[{place}]", depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _held(getattr(value, field.name, None), f"{name}.{field.name}", depth + 1)


def held_by_modules() -> Iterator[Use]:
    """List the compiled expressions that modules hold; where nobody asks one by its name, as one that is searched."""
    seen: set[int] = set()
    for module in modules():
        for attribute, value in vars(module).items():
            for name, pattern in _held(value, attribute):
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                uses = _uses(pattern, attribute) if value is pattern else frozenset()
                for use in sorted(uses or {"search"}):
                    yield Use(f"{module.__name__.removeprefix('undersigned.')}.{name}", pattern, use)


def written_in_place() -> Iterator[tuple[str, str | None, str, int]]:
    """List the expressions within functions: where, the text if it is plain, the use, and the flags."""
    for path, tree in trees().items():
        for function in ast.walk(tree):
            if not isinstance(function, (ast.FunctionDef, ast.Lambda)):
                continue
            for node in ast.walk(function):
                if not (
                    isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    and isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                    and (node.func.attr in USES or node.func.attr == "compile")
                ):  # fmt: skip
                    continue
                text = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
                places = {"sub": 4, "subn": 4, "split": 3, "compile": 1}
                flags = [word.value for word in node.keywords if word.arg == "flags"]
                flags += node.args[places.get(node.func.attr, 2) :]
                value = eval(ast.unparse(flags[0]), {"re": re}) if flags else 0
                name = f"{path.removesuffix('.py').replace('/', '.')}.{getattr(function, 'name', 'lambda')}"
                yield name, text, USES.get(node.func.attr, "search"), int(value)
