"""The walk over one paragraph's parts: roles, links, images, HTML, and their lines.

Part of `undersigned.body_reader`, which it tells what it finds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it.token import Token

from . import limits
from . import rules_markup as rules
from .diagnostics import quote
from .directive_text import image_problem
from .links import NUMBERED_ANCHOR, ImageLink, address_problem, has_scheme, image_path, page_link, shown_host
from .policy import Policy
from .records import Reference
from .text import spelled_problem

if TYPE_CHECKING:
    from .body_reader import BodyReader

#: What was meant as markup and would be printed as it stands.
_LEFTOVERS = re.compile(r"\]\([^\s)]|\{\{|\{%|\$\$|^:::+ *\{", re.MULTILINE)
_PLAIN = frozenset(
    {"text", "softbreak", "em_open", "em_close", "strong_open", "strong_close", "link_close", "code_inline"}
)


def role_target(content: str, /) -> tuple[str, str]:
    """Split a role's content `title <target>` into title (empty if there is none) and target."""
    title, _, target = content.rpartition("<")
    if not title or title.endswith("\\") or not target.endswith(">") or ">" in target[:-1]:
        return "", content.strip()
    return title[0] + title[1:].rstrip(), target[:-1].strip()


def role_problem(name: str, content: str, policy: Policy, /) -> tuple[str, str] | None:
    """Say what is wrong with a role: problem, mend."""
    if name not in policy.roles:
        accepted = ", ".join(sorted(role for role in policy.roles if ":" not in role))
        return f"the role {quote('{' + name + '}')} is not accepted", f"use one of: {accepted}"
    if name in policy.reference_roles and (not role_target(content)[1] or content.startswith("!")):
        return f"the role {quote('{' + name + '}')} names nothing", f"write {{{name}}}`id` or {{{name}}}`words <id>`"
    return None


def link_problem(href: str, text: str, *, path: str, policy: Policy) -> tuple[str, str] | None:
    """Say what is wrong with a link of the page `path` whose text is `text`: problem, mend."""
    if href.startswith("#"):
        return None if len(href) > 1 else ("a link leads nowhere", "write an id after #")
    if has_scheme(href):
        if problem := address_problem(href, approved_hosts=policy.approved_hosts):
            return f"the link {quote(href)} is not accepted: {problem[0]}", problem[1]
        if not text.strip():
            return f"the link {quote(href)} has no text", "write words between the square brackets"
        if host := shown_host(text, href):
            return f"the text shows {quote(host)} but the link leads to {quote(href)}", "make them agree"
        return None
    if page_link(unquote(href), path=path) is None:
        mend = "write https://…, mailto:…, #id or a path to a page such as ../topics/tibet.md"
        return f"the link {quote(href)} is not accepted", mend
    return None


class InlineReader:
    """Reads the inline tokens of one body after the other."""

    def __init__(self, body: BodyReader, /) -> None:
        self._body = body

    def read(self, inline: Token, block: int, /) -> None:
        """Check the parts of a paragraph, heading or cell whose block begins at line `block`."""
        body, policy = self._body, self._body.policy
        # The reader gives inline parts no lines: follow them through the text of the block.
        source = inline.content
        flat = source.replace("\n", " ")
        position = breaks = depth = 0
        line = block
        has_references = "&" in source
        link: tuple[Token, int, list[str]] | None = None
        for token in inline.children or []:
            name = token.type
            if name in ("softbreak", "hardbreak"):
                position = source.find("\n", position) + 1 or position
                line += 1
                breaks += name == "hardbreak"
                continue
            if token.content and name != "html_inline":
                start = flat.find(token.content.replace("\n", " "), position)
                if start >= 0:
                    line += source.count("\n", position, start)
                    inside = source.count("\n", start, start + len(token.content))
                    position = start + len(token.content)
                else:
                    inside = 0
            else:
                inside = token.content.count("\n")
            depth += token.nesting
            if depth > limits.now().inline_nesting and not body.stopped:
                mend = f"use at most {limits.now().inline_nesting} levels"
                body.refuse(line, rules.NESTING, "emphasis is nested too deeply", mend, block=block)
                body.stopped = True
            if link is not None:
                link[2].append(token.content)
            if name == "text":
                if has_references:
                    self._spelled(token.content, line, block)
                if left := _LEFTOVERS.search(token.content):
                    shown = token.content[max(0, left.start() - 20) : left.end() + 20]
                    mend = "mend the markup, or set it between backticks as `code`"
                    body.refuse(line, rules.SYNTAX, f"{quote(shown)} would be printed as it stands", mend, block=block)
            elif name == "link_open":
                self._spelled(str(token.attrs.get("title", "")), line, block)
                link = (token, line, [])
            elif name == "link_close" and link is not None:
                self._link(str(link[0].attrs.get("href", "")), "".join(link[2]), link[1], block)
                link = None
            elif name == "image":
                self._spelled(str(token.attrs.get("title", "")), line, block)
                self._spelled("".join(part.content for part in token.children or ()), line, block)
                self._image(token, line, block)
            elif name == "html_inline":
                body.html(token.content, line, block=block)
            elif name == "myst_role":
                if problem := role_problem(token.meta["name"], token.content, policy):
                    body.refuse(line, rules.ROLE, *problem, block=block)
                elif token.meta["name"] in policy.reference_roles | policy.page_roles and link is not None:
                    body.refuse(line, rules.LINK, "a link holds another link", "separate them", block=block)
                elif token.meta["name"] in policy.reference_roles:
                    kind = token.meta["name"].removeprefix("letters:")
                    body.references.append(Reference(kind, role_target(token.content)[1], line))
            elif name == "footnote_ref":
                body.used_footnotes.setdefault(token.meta["label"], (line, block))
            elif name not in _PLAIN:
                body.refuse(line, rules.SYNTAX, f"{quote(name)} is not accepted", "use plain Markdown", block=block)
            line += inside
        if breaks > limits.now().breaks:
            mend = f"write a list; a paragraph has at most {limits.now().breaks}"
            body.refuse(block, rules.SIZE, f"a paragraph has {breaks} line breaks", mend)
            body.stopped = True

    def _spelled(self, text: str, line: int, block: int) -> None:
        """Look at what references such as &#x202e; spell; `undersigned.text` has looked at the page itself."""
        if said := spelled_problem(text):
            self._body.refuse(line, *said, block=block)

    def _link(self, href: str, text: str, line: int, block: int) -> None:
        body = self._body
        if problem := link_problem(href, text, path=body.path, policy=body.policy):
            body.refuse(line, rules.LINK, *problem, block=block)
        elif href.startswith("#"):
            target = unquote(href[1:])
            if not NUMBERED_ANCHOR.fullmatch(target):
                body.id_links.append(Reference("any", target, line))
        elif not has_scheme(href) and (found := page_link(unquote(href), path=body.path, line=line, block=block)):
            body.links.append(found)

    def _image(self, token: Token, line: int, block: int) -> None:
        body = self._body
        source = str(token.attrs.get("src", ""))
        target = image_path(source, path=body.path)
        if target is None:
            body.refuse(line, rules.IMAGE, *image_problem(source), block=block)
        elif not token.content.strip():
            mend = "say what it shows, between the square brackets"
            body.refuse(line, rules.IMAGE, f"the image {quote(source)} has no alternative text", mend, block=block)
        else:
            body.images.append(ImageLink(target, line, block))
