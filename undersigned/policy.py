"""What a page may use: allow-lists by place.

`undersigned.markup` checks bodies against them before rendering; `undersigned.parser` and
`undersigned.sanitizing` hold the build to them again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .listings import OPTIONS


@dataclass(frozen=True, slots=True)
class Box:
    """How a directive may be used.

    `argument`: "" none; "body" the first line of the body; "image" a file; "text" anything.
    `body`: "" none; "markdown" checked as the page is; "raw" left alone.
    """

    options: frozenset[str] = frozenset()
    argument: str = ""
    body: str = ""


_MARKDOWN = Box(argument="body", body="markdown")
_IMAGE_OPTIONS = frozenset({"alt", "width", "align"})


@dataclass(frozen=True, slots=True)
class Policy:
    """The syntax that the pages of a part of the archive may use."""

    #: Directive name to its use.
    directives: tuple[tuple[str, Box], ...]
    #: Roles that only shape text.
    text_roles: frozenset[str]
    #: Roles that name a record; the part after an optional `letters:` is the kind of reference.
    reference_roles: frozenset[str]
    #: Roles that lead to pages and labels of the documentation.
    page_roles: frozenset[str]
    #: Words after an opening fence.
    languages: frozenset[str]
    #: Hosts with letters beyond a-z (in their xn-- form) that a maintainer has seen.
    approved_hosts: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Name all roles that may be used."""
        return self.text_roles | self.reference_roles | self.page_roles

    def box(self, name: str, /) -> Box | None:
        """Find how the directive may be used; none if it may not."""
        return dict(self.directives).get(name)


CONTRIBUTED = Policy(
    directives=(
        ("epigraph", _MARKDOWN),
        ("figure", Box(options=_IMAGE_OPTIONS, argument="image", body="markdown")),
        ("image", Box(options=_IMAGE_OPTIONS, argument="image")),
        ("important", _MARKDOWN),
        ("note", _MARKDOWN),
        ("tip", _MARKDOWN),
        ("warning", _MARKDOWN),
        *(
            (name, Box(options=frozenset(options), argument="text" if name == "chart" else ""))
            for name, options in OPTIONS.items()
        ),
    ),
    text_roles=frozenset({"abbr", "sub", "sup"}),
    reference_roles=frozenset(
        prefix + kind for prefix in ("", "letters:") for kind in ("letter", "organization", "topic", "any")
    ),
    page_roles=frozenset(),
    languages=frozenset({"", "none", "text"}),
)
MAINTAINED = replace(
    CONTRIBUTED,
    directives=(
        *CONTRIBUTED.directives,
        ("code-block", Box(options=frozenset({"caption"}), argument="text", body="raw")),
        ("commands", Box()),
        ("data", Box(argument="text")),
        ("fields", Box(argument="text")),
        ("limits", Box()),
        ("list-table", Box(options=frozenset({"header-rows", "widths"}), argument="text", body="markdown")),
        ("promises", Box(argument="text")),
        ("rule", Box(argument="text")),
        ("rules", Box()),
        ("search-field", Box()),
        ("speed", Box(argument="text")),
        ("toctree", Box(options=frozenset({"caption", "hidden", "maxdepth", "titlesonly"}), body="raw")),
    ),
    page_roles=frozenset({"doc", "ref"}),
    languages=CONTRIBUTED.languages
    | {
        "bash",
        "console",
        "css",
        "html",
        "ini",
        "javascript",
        "json",
        "make",
        "markdown",
        "pycon",
        "python",
        "toml",
        "xml",
        "yaml",
    },
)
#: Folders whose pages only maintainers write (the repository's owners file holds contributors to it).
MAINTAINED_FOLDERS = ("about/", "browse/", "contribute/", "develop/")


def policy_for(path: str, /) -> Policy:
    """Choose the policy by the page's path below the folder of pages."""
    return MAINTAINED if path == "index.md" or path.startswith(MAINTAINED_FOLDERS) else CONTRIBUTED
