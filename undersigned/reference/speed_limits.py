"""Limits of places where a site is built or kept, and how many letters reach each by the figures of `speed`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10

from .speed import OURS, Results


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a place where a site is built or kept, and the count of which it is a limit."""

    name: str
    url: str
    bound: float
    #: Name of a count, of a figure whose seconds are meant, or `memory of` such a one.
    of: str
    form: str
    #: In units of the count.
    unit: float = 1


LIMITS = (
    Limit(
        "files of a site on Cloudflare Pages, free plan", "https://developers.cloudflare.com/pages/platform/limits/",
        20_000, "files of html", "{:,.0f}",
    ),
    Limit(
        "one file on Cloudflare Pages: the PDF of all letters", "https://developers.cloudflare.com/pages/platform/limits/",
        25 * 2**20, "bytes of the largest PDF", "{:,.0f} MiB", 2**20,
    ),
    Limit(
        "bytes of a site on GitHub Pages", "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
        1e9, "bytes of the site", "{:,.1f} GB", 1e9,
    ),
    Limit(
        "disk of a runner of GitHub Actions for public repositories",
        "https://docs.github.com/en/actions/reference/runners/github-hosted-runners#standard-github-hosted-runners-for-public-repositories",
        14e9, "bytes of the site", "{:,.0f} GB", 1e9,
    ),
    Limit(
        "minutes of a job on GitHub Actions, serial",
        "https://docs.github.com/en/actions/reference/limits", 360 * 60, "site", "{:,.0f} min", 60,
    ),
    Limit(
        "memory of a runner of GitHub Actions for public repositories",
        "https://docs.github.com/en/actions/reference/runners/github-hosted-runners", 16e9 / 2**20, "memory of site",
        "{:,.0f} GB", 1e9 / 2**20,
    ),
)  # fmt: skip


def reached(results: Results, limit: Limit) -> float | None:
    """Reckon on from the least and the greatest size: so many letters reach the limit, in two digits.

    None where less than two sizes were measured, or where more letters do not take more.
    """
    found = dict(_of(results, limit.of))
    if len(found) < 2:
        return None
    least, greatest = min(found), max(found)
    each = (found[greatest] - found[least]) / (greatest - least)
    letters = greatest + (limit.bound - found[greatest]) / each if each > 0 else 0.0
    return round(letters, 1 - floor(log10(letters))) if letters >= 1 else None


def _of(results: Results, name: str) -> Iterator[tuple[int, float]]:
    """Give what a limit is of, by letters: a count, a figure's CPU seconds, or its memory."""
    figure_name = name.removeprefix("memory of ")
    for size in results.sizes(OURS, figure_name):
        if figure := results.figure(OURS, size, figure_name):
            yield size, figure.memory if name != figure_name else figure.cpu
        elif count := results.count(size, name):
            yield size, count
