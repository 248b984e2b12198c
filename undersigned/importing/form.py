"""Issue forms, and the answers in the text that GitHub and Forgejo make of a submitted form.

The text of an issue is hostile: it is split at the labels of the form and at nothing else, and no part of it is
interpreted. `form_letter` and `form_change` make pages of the answers, `form_report` tells the author about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..text import REFUSED_CHARACTERS

#: The forms that a page can be made of; each is a file of that name.
KINDS = ("letter", "correction", "signatory")
#: Characters of a text; GitHub stores 65,536 of an issue.
MAX_BODY = 200_000
#: What the hosts write for a question without answer.
_NO_ANSWER = frozenset({"", "_No response_", "None"})
_HEADING = "### "
# Of so many at most: each place of a longer one would be compared with all of it.
_FENCE = re.compile(r"(?P<fence>`{3,99})[a-z]*\n(?P<text>.*?)\n?(?P=fence)", re.S)
_CHECKED = re.compile(r"- \[[xX]\] ")


class FormError(Exception):
    """A text that is no answered form, or a form that cannot be read; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form."""

    id: str
    label: str
    #: input, textarea, dropdown or checkboxes.
    type: str
    required: bool = False
    multiple: bool = False
    #: The choices of a dropdown; the labels of checkboxes that must be ticked.
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its kind, and its questions in order."""

    kind: str
    fields: tuple[Field, ...]

    def label_of(self, id_: str) -> str:
        """Give the label of a question."""
        return next(field.label for field in self.fields if field.id == id_)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that the author of a form should mend: the question, what is wrong and how to mend it, where to read on."""

    label: str
    text: str
    url: str = ""
    #: A remark that asks for no action.
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of a form by the ids of its questions; questions without answer are left out."""

    form: Form
    values: dict[str, str]
    problems: tuple[Problem, ...]

    def get(self, id_: str) -> str:
        """Give an answer, or nothing."""
        return self.values.get(id_, "")

    def lines(self, id_: str) -> list[str]:
        """Give the lines of an answer, without bullets, numbers and empty lines."""
        found = (re.sub(r"^(?:[-*•–]|\d{1,4}[.)])\s+", "", line.strip()) for line in self.get(id_).split("\n"))
        return [line for line in found if line]


def load_form(folder: Path, kind: str) -> Form:
    """Read a form's file; raises FormError if it is missing or no form."""
    path = folder / f"{kind}.yml"
    try:
        items = yaml.safe_load(path.read_text("utf-8"))["body"]
        return Form(kind, tuple(_field(item) for item in items if item["type"] != "markdown"))
    except FileNotFoundError:
        raise FormError(f"there is no form {path}; run the command in the project's folder, or give --forms") from None
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise FormError(f"{path} is no issue form: {error}") from None


def _field(item: dict[str, object]) -> Field:
    attributes: dict[str, object] = item["attributes"]  # type: ignore[assignment]
    options: list[object] = attributes.get("options", [])  # type: ignore[assignment]
    checked = [option for option in options if isinstance(option, dict) and option.get("required")]
    validations: dict[str, object] = item.get("validations", {})  # type: ignore[assignment]
    return Field(
        str(item["id"]), str(attributes["label"]), str(item["type"]),
        required=bool(validations.get("required") or checked), multiple=bool(attributes.get("multiple")),
        options=tuple(str(option["label"]) for option in checked) if item["type"] == "checkboxes" else tuple(map(str, options)),
    )  # fmt: skip


def clean(body: str) -> tuple[str, int]:
    """Give a text LF line ends and plain blanks, without invisible characters; count those."""
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", body).replace("\u00a0", " ").replace("\t", " ")
    return REFUSED_CHARACTERS.subn("", text)


def _refuse_huge(body: str) -> None:
    if len(body) > MAX_BODY:
        raise FormError(f"the text has {len(body):,} characters; a form has at most {MAX_BODY:,}")


def choose(body: str, forms: Sequence[Form]) -> Form:
    """Find the form that a text answers: the one with most labels in it; raises FormError if there is none."""
    _refuse_huge(body)
    lines = {line.rstrip(" ") for line in clean(body)[0].split("\n")}
    hits = [sum(_HEADING + field.label in lines for field in form.fields) for form in forms]
    if not forms or max(hits) < 2:
        raise FormError("the text is no answered form: none of the forms' questions stand in it")
    return forms[hits.index(max(hits))]


def read_answers(body: str, form: Form) -> Answers:
    """Split a text at the form's labels, each once and in the form's order.

    A label that stands in it twice makes the first count and is reported, so that an answer which imitates a question
    cannot pass unseen.
    """
    _refuse_huge(body)
    text, invisible = clean(body)
    problems: list[Problem] = []
    if invisible:
        problems.append(
            Problem("", f"{invisible:,} invisible or control characters were taken out of your answers", notice=True)
        )
    values: dict[str, str] = {}
    for field, raw in _split(text, form, problems):
        value, found = _value(raw, field)
        problems += found
        if value:
            values[field.id] = value
        elif field.required and not found:
            problems.append(Problem(field.label, "there is no answer; please give one"))
    return Answers(form, values, tuple(problems))


def _split(text: str, form: Form, problems: list[Problem]) -> Iterator[tuple[Field, str]]:
    """Find each question's answer; questions that do not stand in the text have none."""
    lines = text.split("\n")
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if line.startswith(_HEADING) and not (number and lines[number - 1].strip()):
            places.setdefault(line.removeprefix(_HEADING).strip(), []).append(number)
    starts: list[tuple[int, Field]] = []
    for field in form.fields:
        last = starts[-1][0] if starts else -1
        found = [place for place in places.get(field.label, ()) if place > last]
        if found:
            starts.append((found[0], field))
        if len(places.get(field.label, ())) > 1:
            problems.append(
                Problem(field.label, "a line of an answer looks like this question; please take the line out, the first one counts")
            )  # fmt: skip
    if not starts:
        raise FormError("the text is no answered form: none of the form's questions stand in it")
    ahead = "\n".join(lines[: starts[0][0]]).strip()
    if ahead:
        problems.append(Problem("", "the text above the first question was left out", notice=True))
    stops = [place for place, _ in starts[1:]] + [len(lines)]
    answered = {
        field.id: "\n".join(lines[place + 1 : stop]) for (place, field), stop in zip(starts, stops, strict=True)
    }
    for field in form.fields:
        yield field, answered.get(field.id, "")


def _value(raw: str, field: Field) -> tuple[str, list[Problem]]:
    """Read one answer; choices that are none of the form's are reported and left out."""
    value = raw.strip()
    if field.type == "textarea" and (fenced := _FENCE.fullmatch(value)):
        value = fenced["text"].strip("\n")
    if value.strip() in _NO_ANSWER:
        return "", []
    if field.type == "checkboxes":
        ticked = {_CHECKED.sub("", line.strip()) for line in value.split("\n") if _CHECKED.match(line.strip())}
        missing = [option for option in field.options if option not in ticked]
        return "yes" if not missing else "", [Problem(field.label, f"please confirm: {option}") for option in missing]
    if field.type == "dropdown":
        chosen = [part.strip() for part in (value.split(",") if field.multiple else [value])]
        wrong = [part for part in chosen if part not in field.options]
        return "\n".join(part for part in chosen if part in field.options), [
            Problem(field.label, f"‘{part[:60]}’ is none of the choices; choose one of {', '.join(field.options)}")
            for part in wrong[:3]
        ]
    if field.type == "input":
        value = " ".join(value.split())
    return value.strip(), []
