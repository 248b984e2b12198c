"""Makes the kit of a project's built site, once it is sure that the site is whole and of these pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .. import checksums
from .. import site as published_site
from ..catalogue import Catalogue
from ..downloads import WHOLE, volumes
from ..exports.holdings import read_folder
from ..wording import plural
from ..writing import replace_file
from .kit import KitError, State, read_state, write_kit

#: Missing files that are named.
_NAMED = 3


def make_kit(docs: Path, site: Path, output: Path, /) -> tuple[State, dict[str, str]]:
    """Write the kit of a built site and, beside it, the checksums by which it is known.

    Gives the archive's state and the checksums. Raises KitError where site or PDFs are missing or of other pages.
    """
    state = read_state(site, url=published_site.known_url(), commit=commit_of(docs))
    expected = _expected(read_folder(docs).catalogue)
    missing = [name for name in expected if not (site / name).is_file()]
    if missing:
        shown = ", ".join(missing[:_NAMED]) + (f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else "")
        raise KitError(f"{site} is not whole: {shown} {'is' if len(missing) == 1 else 'are'} missing; run `make' first")
    letters = sum(name.startswith("letters/") and name.endswith(".json") for name in expected)
    if letters != state.letters:
        raise KitError(
            f"{site} was built from other pages: it has {plural(state.letters, 'letter')}, they have {letters:,}; "
            "run `make' first"
        )
    known = write_kit(site, output, state, project="UNDERSIGNED")
    sums = "".join(f"{digest}  {output.name if name != checksums.NAME else name}\n" for name, digest in known.items())
    replace_file(output.with_name(f"{output.name}.sha256"), sums.encode())
    return state, known


def _expected(catalogue: Catalogue) -> list[str]:
    """List the page, record and PDF of every letter, and all volumes: what a whole site has at least."""
    letters = [entry.docname for entry in catalogue.letters]
    names = [f"{docname}{suffix}" for docname in letters for suffix in (".html", ".json", ".pdf")]
    names += [f"{docname}.html" for docname in catalogue.pages]
    names += [f"{name}.pdf" for _, name, _, _ in volumes(catalogue)]
    return sorted({*names, "index.html", *([f"{WHOLE}.pdf"] if letters else [])})


def commit_of(folder: Path, /) -> str | None:
    """Give the commit of a folder's repository; None without one, or where files were changed since."""
    try:
        changed = git(folder, "status", "--porcelain")
        return None if changed else git(folder, "rev-parse", "HEAD").decode("ascii").strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def git(folder: Path, *arguments: str) -> bytes:
    """Run git in a folder; gives its output. Raises CalledProcessError, or OSError where there is no git."""
    return subprocess.run(("git", "-C", str(folder), *arguments), check=True, capture_output=True).stdout
