"""What the reference says of each command, read off the parser of the command line.

`directives` prints it; `docs/contribute/commands.md` is the page. Nothing depends on the width of a terminal.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: What holds for every command that says nothing of its own.
EXIT_CODES = "exit codes: 0 all is well, 1 problems found, 2 wrong usage"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument or option: how it is written, and what it means."""

    written: str
    help: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or a kind of it, such as `new letter`."""

    #: Words after `python -m undersigned`.
    name: str
    usage: str
    description: str
    arguments: tuple[Argument, ...]
    #: What stands below the options in the help: paragraphs, line breaks kept.
    remarks: str
    exit_codes: str

    @property
    def anchor(self) -> str:
        """Name the anchor of the command on the page."""
        return "command-" + re.sub(r"[^a-z0-9]+", "-", self.name)


def commands() -> tuple[Command, ...]:
    """Describe all commands, in the order of the help."""
    from ..__main__ import parser

    return tuple(_commands(parser(), "", ""))


def anchors() -> tuple[str, ...]:
    """Name the anchors of all commands."""
    return tuple(command.anchor for command in commands())


def _commands(parser: argparse.ArgumentParser, name: str, summary: str) -> Iterator[Command]:
    within = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if name:
        yield _command(parser, name, summary)
    for action in within:
        helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for word, child in action.choices.items():
            yield from _commands(child, f"{name} {word}".strip(), helps.get(word, ""))


def _command(parser: argparse.ArgumentParser, name: str, summary: str) -> Command:
    actions = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    options = [action for action in actions if action.option_strings and not isinstance(action, argparse._HelpAction)]
    positional = [action for action in actions if not action.option_strings]
    usage = ["python -m undersigned", name, *(["[OPTION ...]"] if options else []), *map(_placed, positional)]
    epilog = parser.epilog or ""
    codes = epilog.lower().startswith("exit code")
    return Command(
        name,
        " ".join(usage),
        parser.description or summary[:1].upper() + summary[1:] + ".",
        tuple(_argument(action, parser) for action in (*positional, *options)),
        "" if codes else epilog.strip(),
        " ".join(epilog.split()) if codes else EXIT_CODES,
    )


def _argument(action: argparse.Action, parser: argparse.ArgumentParser) -> Argument:
    listed = isinstance(action, argparse._SubParsersAction)
    choices = tuple(str(choice) for choice in action.choices or ())
    text = (action.help or "") % {**vars(action), "prog": parser.prog}
    if listed and not text:
        text = "what to do"
    if isinstance(action, argparse._AppendAction):
        text += "; may be given several times"
    if action.required and action.option_strings and "required" not in text:
        text += " (required)"
    if not action.option_strings:
        return Argument(_value(action), text, choices)
    value = "" if action.nargs == 0 else f" {_value(action)}"
    return Argument(", ".join(option + value for option in action.option_strings), text, choices)


def _value(action: argparse.Action) -> str:
    """Name the place of a value: as the command says, or after the option."""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    return action.metavar or action.dest.upper().replace("_", "-")


def _placed(action: argparse.Action) -> str:
    """Write a positional argument as it stands in the usage."""
    value = _value(action)
    forms = {"?": f"[{value}]", "*": f"[{value} ...]", "+": f"{value} [{value} ...]", argparse.PARSER: f"{value} ..."}
    return forms.get(str(action.nargs), value)
