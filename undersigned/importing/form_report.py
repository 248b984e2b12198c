"""What the author of a form is told, as a comment for an issue.

Everything that others wrote stands in fenced blocks in which no sign can ring, link, run or end the block.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..text import REFUSED_CHARACTERS
from .form import Problem
from .form_letter import Draft

#: Characters of an answer that is repeated; the issue keeps it whole.
MAX_KEPT = 2_000
#: Problems and answers that are listed; a comment holds 65,536 characters.
MAX_ITEMS = 40
_SIGNS = str.maketrans({"`": "ˋ", "@": "＠"})


def harmless(text: str) -> str:
    """Take from a text what a host could act upon: fences, names to be notified, commands of its log.

    `##[` is a command wherever it stands in a line of the log; `::` only at its start, where `fenced` puts a bar.
    """
    shown = REFUSED_CHARACTERS.sub(lambda match: f"U+{ord(match[0]):04X}", text.replace("\r", "\n"))
    return shown.translate(_SIGNS).replace("##[", "## [")


def fenced(lines: Iterable[str]) -> str:
    """Put lines into a fenced block."""
    shown = "\n".join(f"| {line}".rstrip() for text in lines for line in harmless(text).split("\n"))
    return f"````text\n{shown}\n````\n"


def report(draft: Draft) -> str:
    """Tell what was made of the form, what to mend and how, and what no page holds."""
    wrong = [problem for problem in draft.problems if not problem.notice]
    notices = [problem for problem in draft.problems if problem.notice]
    parts = [_opening(draft, len(wrong))]
    if wrong:
        parts.append("**To mend**\n" + fenced(_listed(wrong)))
    if notices:
        parts.append("**To look at**\n" + fenced(_listed(notices)))
    if draft.kept:
        parts.append("**Not on the page.** These answers could not be taken over as they are:\n" + fenced(_kept(draft)))
    if wrong:
        parts.append(
            "To mend it, edit your first message here (the menu with three dots, then Edit). The draft follows by itself.\n"
        )
    return "\n".join(parts)


def _opening(draft: Draft, wrong: int) -> str:
    if not draft.pages:
        return "No draft could be made of this form yet; below stands why.\n"
    count = f"{wrong} thing{'s' if wrong > 1 else ''} should be mended." if wrong else "The check found nothing wrong."
    return f"A draft was made of this form. {count} A reviewer compares it with the source.\n" + fenced(draft.pages)


def _listed(problems: list[Problem]) -> list[str]:
    lines = []
    for problem in problems[:MAX_ITEMS]:
        lines.append(
            f"{problem.label or 'The form'}:\n  {problem.text}" + (f"\n  {problem.url}" if problem.url else "")
        )
    if len(problems) > MAX_ITEMS:
        lines.append(f"... and {len(problems) - MAX_ITEMS:,} more")
    return lines


def _kept(draft: Draft) -> list[str]:
    return [
        f"{label}:\n{answer[:MAX_KEPT]}{' ... (cut; the issue has the whole)' if len(answer) > MAX_KEPT else ''}"
        for label, answer in draft.kept[:MAX_ITEMS]
    ]
