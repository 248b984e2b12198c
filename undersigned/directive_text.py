"""The text of one directive: options, argument and body, checked against its `Box`.

Reads as MyST does (`:name: value` lines directly below the opening line), but refuses whatever is not plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import rules_markup as rules
from .diagnostics import Rule, quote
from .links import image_path
from .policy import Policy

#: Line, rule, problem, mend.
Finding = tuple[int, Rule, str, str]

# MyST reads no option beyond a tab.
_OPTION = re.compile(r":([a-z-]+):(?: +([^\s\"'|>&*!#%@`{\[][^#\t]*|))?")
_PATTERNS = {
    "width": (re.compile(r"(?:[1-9]\d?|100)%"), "a percentage from 1% to 100%"),
    "align": (re.compile(r"left|center|right"), "left, center or right"),
    "header-rows": (re.compile(r"\d"), "a number below 10"),
    "maxdepth": (re.compile(r"[1-9]"), "a number from 1 to 9"),
}
_ATTRIBUTION = re.compile("((?:---?(?!-)|\u2014) *)(.+)")
_FLAGS = ("hidden", "titlesonly")


@dataclass(frozen=True, slots=True)
class DirectiveText:
    """A directive's parts; `body_line` is the line of the body's first line."""

    body: str
    body_line: int
    image: str
    findings: tuple[Finding, ...]
    #: Option names and values, sorted.
    options: tuple[tuple[str, str], ...] = ()


def split_info(info: str, /) -> tuple[str | None, str]:
    """Split what follows an opening fence into directive name (none for code) and argument or language."""
    name, _, rest = info.strip().partition(" ")
    if name.startswith("{") and name.endswith("}"):
        return name[1:-1], rest.strip()
    return None, info.strip()


def read_directive(name: str, argument: str, content: str, /, *, line: int, policy: Policy, path: str) -> DirectiveText:
    """Read a directive that opens at `line` of the page `path`; a refused directive has an empty body."""
    box = policy.box(name)
    if box is None:
        accepted = ", ".join(sorted(known for known, _ in policy.directives))
        found = (
            line,
            rules.DIRECTIVE,
            f"the directive {quote('{' + name + '}')} is not accepted",
            f"use one of: {accepted}",
        )
        return DirectiveText("", line, "", (found,))

    lines = content.splitlines()
    count = _count_options(lines)
    findings = list(_check_options(name, lines, count, box.options, line))
    body, body_line = lines[count:], line + 1 + count
    image = ""
    argument = argument.strip()
    if box.argument == "body" and argument:
        if count:
            findings.append(
                (line, rules.DIRECTIVE, "text stands beside the directive's name", "move it below the options")
            )
        body, body_line = [argument, *body], body_line - 1
    elif box.argument == "image":
        image = argument
        if image_path(argument, path=path) is None:
            findings.append((line, rules.IMAGE, *image_problem(argument)))
        if not any(re.match(r":alt:\s+\S", option) for option in map(str.strip, lines[:count])):
            findings.append(
                (line, rules.IMAGE, "the image has no alternative text", "say what it shows, in a line :alt:")
            )
    elif not box.argument and argument:
        problem = f"{quote('{' + name + '}')} takes no argument"
        findings.append((line, rules.DIRECTIVE, problem, "remove the text after its name"))
    if not box.body and any(text.strip() for text in body):
        findings.append(
            (body_line, rules.DIRECTIVE, f"{quote('{' + name + '}')} takes no text", "remove the lines inside")
        )
    if box.body == "markdown" and not image and not any(text.strip() for text in body):
        findings.append(
            (line, rules.DIRECTIVE, f"{quote('{' + name + '}')} is empty", "write its text inside or remove it")
        )
    text = "\n".join(body) if box.body == "markdown" and not findings else ""
    matches = [_OPTION.fullmatch(option.strip()) for option in lines[:count]]
    options = tuple(sorted((match[1], match[2] or "") for match in matches if match))
    return DirectiveText(text, body_line, image, tuple(findings), options)


def split_attribution(body: str, /) -> tuple[str, str, int, bool]:
    """Split an epigraph as MyST does: quote, attribution, its place in lines, and whether text after it would be lost."""
    lines = body.splitlines()
    for place, text in enumerate(lines[1:], 1):
        match = _ATTRIBUTION.match(text)
        if match is None or lines[place - 1].strip():
            continue
        attribution, end = [match[2]], place + 1
        for more in lines[place + 1 :]:
            if len(more[len(match[1]) :]) != len(more.lstrip()):
                break
            attribution.append(more[len(match[1]) :])
            end += 1
        return "\n".join(lines[:place]), "\n".join(attribution), place, any(more.strip() for more in lines[end:])
    return body, "", 0, False


def image_problem(source: str, /) -> tuple[str, str]:
    """Say that a source is not a plain file name."""
    return (
        f"the image {quote(source)} is not a file beside the page",
        "add a .png or .jpg there and give its name alone",
    )


def _count_options(lines: list[str]) -> int:
    """Count the lines that MyST takes for options."""
    if lines and lines[0].startswith("---"):
        closing = next((number for number, text in enumerate(lines[1:], 1) if text.startswith("---")), len(lines) - 1)
        return closing + 1
    count = 0
    for text in lines:
        stripped = text.lstrip()
        if not stripped.startswith(":") or stripped.startswith(":::"):
            break
        count += 1
    return count


def _check_options(name: str, lines: list[str], count: int, accepted: frozenset[str], line: int) -> Iterator[Finding]:
    mend = f"use only: {', '.join(sorted(accepted))}" if accepted else "it takes no options"
    seen = set()
    if count and lines[0].startswith("---"):
        yield line + 1, rules.OPTION, "options between --- lines are not accepted", "write one :name: value a line"
        return
    for number, text in enumerate(lines[:count], line + 1):
        match = _OPTION.fullmatch(text.lstrip().rstrip(" "))
        if match is None:
            yield (
                number,
                rules.OPTION,
                f"{quote(text.strip())} is not a plain option",
                "write :name: value, without quotes, tabs or #",
            )
            continue
        option, value = match[1], match[2] or ""
        if option not in accepted:
            yield number, rules.OPTION, f"{quote('{' + name + '}')} has no option {quote(option)}", mend
        elif option in seen:
            yield number, rules.OPTION, f"the option {quote(option)} occurs twice", "remove one"
        elif not value and option not in _FLAGS:
            yield number, rules.OPTION, f"the option {quote(option)} is empty", "give a value or remove it"
        elif option in _PATTERNS and not _PATTERNS[option][0].fullmatch(value):
            yield number, rules.OPTION, f"the {option} {quote(value)} is not accepted", f"give {_PATTERNS[option][1]}"
        seen.add(option)
