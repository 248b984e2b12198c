"""The body of a page as Markdown that stands by itself: links lead to the site, computed lists are written out.

Comes before `markdown`, which puts the facts around it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

from ..inline_reader import role_target
from ..pages import has_prose

#: Directives whose places are filled from the catalogue, and those that only set their content apart.
LISTINGS = frozenset({"letters", "organizations", "topics", "chart"})
_COMMENT = re.compile(r"<!--(?:(?!--).)*-->|^%[^\n]*$|^\([^()\n]*\)=[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>[^\n]*)")
_DIRECTIVE = re.compile(r"\{(?P<name>[a-z:-]+)\}[ \t]*(?P<argument>.*)")
_ROLE = re.compile(r"\{[a-z:]+\}`([^`\n]+)`")
_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>#[^()\s]+|(?:\.\./)*[a-z0-9/-]+\.md(?:#[^()\s]*)?)\)")

#: Target of a reference -> title and address of the page that is meant.
Pages = Mapping[str, tuple[str, str]]


def body_text(
    body: str, /, *, docname: str, site: str, pages: Pages, listing: Callable[[], str], computed: frozenset[str] = LISTINGS
) -> str | None:  # fmt: skip
    """Rewrite a body; `listing` gives the text of the next listing. None for a page that other code fills in."""
    if not has_prose(body):
        return ""
    parts: list[str] = []
    for name, text in _blocks(_COMMENT.sub("", body)):
        if name == "":
            parts.append(_prose(text, docname, site, pages))
        elif name == "code":
            parts.append(text)
        elif name in computed:
            parts.append(listing())
        elif name in ("toctree", "image", "figure", "search-field"):
            continue
        elif name in _SET_APART:
            inner = body_text(text, docname=docname, site=site, pages=pages, listing=listing, computed=computed)
            parts.append("\n".join(f"> {line}".rstrip() for line in (inner or "").splitlines()))
        else:
            return None
    return "\n\n".join(filter(None, (part.strip("\n") for part in parts)))


_SET_APART = frozenset({"note", "warning", "tip", "important", "caution", "hint", "epigraph", "admonition"})


def _blocks(body: str) -> Iterator[tuple[str, str]]:
    """Part a body: prose (without a name), `code`, and directives by name with their content."""
    prose: list[str] = []
    lines = iter(body.splitlines())
    for line in lines:
        match = _FENCE.fullmatch(line)
        if match is None:
            prose.append(line)
            continue
        yield "", "\n".join(prose)
        prose = []
        content = []
        for inner in lines:
            if (
                inner.strip()
                and not inner.strip().strip(match["fence"][0])
                and len(inner.strip()) >= len(match["fence"])
            ):
                break
            content.append(inner)
        directive = _DIRECTIVE.fullmatch(match["info"])
        if directive is None:
            yield "code", "\n".join([line, *content, match["fence"]])
            continue
        while content and re.fullmatch(r":[a-z-]+:.*", content[0]):
            content.pop(0)
        yield directive["name"], "\n".join(filter(None, [directive["argument"], *content]))
    yield "", "\n".join(prose)


def _prose(text: str, docname: str, site: str, pages: Pages) -> str:
    def role(match: re.Match[str]) -> str:
        title, target = role_target(match[1])
        found = pages.get(target)
        return f"[{title or found[0]}]({found[1]})" if found else title or target

    def link(match: re.Match[str]) -> str:
        target = match["target"]
        if target.startswith("#"):
            found = pages.get(target[1:])
            return f"[{match['text'] or found[0]}]({found[1]})" if found else match["text"]
        path, _, anchor = target.partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)).removesuffix(".md")
        return f"[{match['text'] or page}]({site}{page}.html{'#' + anchor if anchor else ''})"

    return _LINK.sub(link, _ROLE.sub(role, text))
