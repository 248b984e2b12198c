"""Changes of an archive's pages, as contributors make them: what is built after each is measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: What is changed -> how it is called in tables.
CHANGES = {
    "body": "the body of a letter changed",
    "title": "the title of a letter changed",
    "added": "a letter added",
}


def make(change: str, content: Path, number: int) -> None:
    """Make a change below the folder of pages, each time another by its number.

    The letter is the one in the middle of those with a full date, by the names of their files.
    """
    letters = sorted(content.glob("letters/*/????-??-??-sample-letter-*.md"))
    page = letters[len(letters) // 2]
    text = page.read_text("utf-8")
    if change == "added":
        page, text = added(page, text, number)
    else:
        text = with_sentence(text, number) if change == "body" else with_title(text, number)
    page.write_text(text, "utf-8")


def with_sentence(text: str, number: int = 1) -> str:
    """Change a letter's page: its body ends with one more sentence."""
    return f"{text.rstrip()}\nThe made-up coalitions add sentence {number}.\n"


def with_title(text: str, number: int = 1) -> str:
    """Change a letter's page: its title, which stands in the pages and files of all its bodies and topics too."""
    return re.sub(r"(?m)^title: '\w+ letter", f"title: '{'Another' if number % 2 else 'Changed'} letter", text, count=1)


def added(page: Path, text: str, number: int) -> tuple[Path, str]:
    """Make another letter of one: a day of its own, and the same parties and topics, whose lists all grow by it."""
    date = page.name[:10]
    day = f"{date[:8]}{int(date[8:]) % 28 + 1:02d}"
    old, new = page.stem, f"{day}-sample-letter-0{number}"
    text = text.replace(old, new).replace(date, day)
    return page.with_name(f"{new}.md"), re.sub(r"(?m)^title: '\w+ letter \d+", f"title: 'Added letter {number}", text)


def with_unknown_signatory(text: str) -> str:
    """Change a letter's page: its first addressee becomes a body that the archive does not know."""
    return re.sub(r"(?m)^(\W*organization:) .*$", r"\1 Plainly Unknown Body", text, count=1)


def with_alias(text: str) -> str:
    """Change an organization's page: it gains an alias."""
    alias = "- Another Made-up Name"
    if "\naliases:\n" in text:
        return text.replace("\naliases:\n", f"\naliases:\n{alias}\n", 1)
    return text.replace("\nkind:", f"\naliases:\n{alias}\nkind:", 1)
