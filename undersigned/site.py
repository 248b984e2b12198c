"""Where the site and its repository are published, as the environment tells."""

from __future__ import annotations

import os
from urllib.parse import urlencode

from .diagnostics import Rule

#: Stands until the archive has an address.
PLACEHOLDER = "https://undersigned.example.org/"
#: Folder of the archive's data, below the site.
DATA = "data"


def base_url() -> str:
    """Give the address of the published site, with a slash at its end (UNDERSIGNED_BASEURL)."""
    return (os.environ.get("UNDERSIGNED_BASEURL") or PLACEHOLDER).rstrip("/") + "/"


def known_url() -> str | None:
    """Give the address of the published site; none until the archive has one."""
    return None if (url := base_url()) == PLACEHOLDER else url


def repository_url() -> str | None:
    """Give the address of the repository on its host, without a slash at its end (UNDERSIGNED_REPOSITORY)."""
    return (os.environ.get("UNDERSIGNED_REPOSITORY") or "").rstrip("/") or None


def edit_url(repository: str, docname: str) -> str:
    """Give the address at which a page can be edited in the browser, in the form of GitHub."""
    return f"{repository}/edit/main/docs/{docname}.md"


def history_url(repository: str, docname: str) -> str:
    """Give the address of a page's earlier states, in the form of GitHub."""
    return f"{repository}/commits/main/docs/{docname}.md"


def file_url(repository: str, path: str) -> str:
    """Give the address of a file of the repository, in the form of GitHub."""
    return f"{repository}/blob/main/{path}"


def report_url(repository: str, docname: str) -> str:
    """Give the address of the form for corrections, filled in for a page, in the form of GitHub."""
    asked = {
        "template": "correction.yml",
        "title": f"Correction: {docname.rpartition('/')[2]}",
        "page": f"{docname}.html",
    }
    return f"{repository}/issues/new?{urlencode(asked)}"


def rule_url(rule: Rule) -> str:
    """Give the address of the page that explains a rule."""
    return f"{base_url()}{rule.docname}.html"
