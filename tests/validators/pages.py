"""Pages themselves: HTML, CSS and SVG by the Nu Html Checker, JSON-LD by schema.org, links by Signposting."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import html
from rdflib import Graph
from signposting.htmllinks import find_signposting_html
from signposting.linkset import find_signposting_linkset
from signposting.signpost import Signpost

from tests.browser.browsing import served
from tests.schema_org import graph_of, misplaced, mistyped
from tests.validators import programs
from tests.validators.markup import local
from undersigned.site import base_url

#: What the checker says and is right as it is.
_GRANTED = re.compile(
    # It reads a file, and so knows no site that could be the page's own; browsers do (tests/browser/test_policy.py).
    # It takes JSON-LD for a script, too.
    "(Resource|Inline script) violates Content Security Policy"
    # Docutils and Sphinx write void elements so.
    "|Trailing slash on void elements"
    # Sphinx nests sections; a page has one main heading, as another test sees to.
    "|Consider using the “h1” element as a top-level heading only"
    # The main heading stands in the article's first section.
    "|Article lacks heading"
    # Of SVG 2, and in every browser; the checker knows the properties of SVG 1.1.
    "|CSS: “paint-order”"
)


def nu(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold pages, style sheets and pictures to their standards."""
    for path, line, message in programs.nu(files):
        if not _GRANTED.match(message):
            yield f"{path}:{line}: {message}"


def json_ld(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read the JSON-LD of pages and hold it to the vocabulary of schema.org."""
    together = Graph()
    for path in files:
        for script in html.parse(path).xpath("//script[@type='application/ld+json']/text()"):
            graph = graph_of(json.loads(script))
            yield from (f"{path}: {problem}" for problem in misplaced(graph))
            together += graph
    # One graph for all: the shapes alone take longer to read than the pages.
    if report := mistyped(together):
        yield report


def signposting(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read link sets, and the pages beside them, as a harvester does."""
    with served(site) as origin:
        for path in files:
            stem = path.relative_to(site).as_posix().removesuffix(".linkset.json")
            yield from link_errors(origin, stem)
            for link in json.loads(path.read_text("utf-8"))["linkset"][0].get("describedby", ()):
                if "href" in link and local(site, link["href"]) is None:
                    yield f"{path}: leads nowhere: {link['href']}"


def link_errors(origin: str, stem: str, /) -> Iterator[str]:
    """Say what a harvester finds against a page and its link set: both must say the same, and speak for the PDF."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            together = find_signposting_linkset(f"{origin}/{stem}.linkset.json")
            page = {_link(link) for link in find_signposting_html(f"{origin}/{stem}.html").signposts}
        except (UserWarning, ValueError) as error:
            yield f"{stem}: {error}"
            return
    own, pdf = f"{base_url()}{stem}.html", f"{base_url()}{stem}.pdf"
    told = {_link(link) for link in together.signposts if str(link.context) == own}
    # The set has room for addresses of authors, of which a letter may have hundreds.
    if {link for link in told if link[0] != "author"} != {link for link in page if link[0] != "linkset"}:
        yield f"{stem}: the page has other links than its set"
    if [address for relation, address, _ in told if relation == "cite-as"] != [own]:
        yield f"{stem}: not cited as its page"
    # A PDF cannot tell of itself on a host without headers.
    if any(address == pdf for _, address, _ in told) and pdf not in map(str, together.other_contexts):
        yield f"{stem}: silent on the PDF"


def _link(link: Signpost) -> tuple[str, str, str]:
    return str(link.rel), str(link.target), str(link.type or "")
