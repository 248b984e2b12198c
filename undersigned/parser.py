"""The parser of all pages: checks a body, reports, renders what is accepted.

Gets the page as `undersigned.reading` has split it into facts and body; notes messages, references and listings in
the domain. What it makes goes on to `undersigned.sanitizing`, the third layer.
"""

from __future__ import annotations

import warnings
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils.frontend import OptionParser
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.sphinx_ import MystParser

from . import rules_markup as rules
from .diagnostics import Message
from .links import check_links
from .markup import Body, markdown, read_and_parse
from .pages import read_body, read_facts
from .policy import policy_for
from .renderer import Context, StrictRenderer
from .sanitizing import sanitize

if TYPE_CHECKING:
    from docutils import SettingsSpec, nodes
    from markdown_it import MarkdownIt
    from sphinx.environment import BuildEnvironment

    from .domain import LettersDomain
    from .pages import PageText

#: Goes before the ids of headings and footnotes, which could otherwise take those of the theme.
ID_PREFIX = "s-"


def _defaults(component: type[SettingsSpec]) -> dict[str, Any]:
    """Give the settings of a part of docutils where nobody gives any."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        ours, all_ = OptionParser((component,)).defaults, OptionParser().defaults
    return {name: value for name, value in ours.items() if name not in all_}


class PageParser(MystParser):
    """Parses Markdown with the archive's own settings: neither page nor conf.py can widen them."""

    # docutils makes a parser of options for every page, of which nobody gives one: what they would be is enough.
    settings_spec = (None, None, ())
    settings_defaults = _defaults(MystParser)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document from the page that `reading` split into title and body; the source itself is not used."""
        env: BuildEnvironment = document.settings.env
        page: PageText = env.current_document["undersigned_page"]
        domain = cast("LettersDomain", env.domains["letters"])
        document.settings.file_insertion_enabled = False
        document.settings.raw_enabled = False
        document.settings.id_prefix = ID_PREFIX

        def report(message: Message) -> None:
            domain.note_messages(env.docname, (message,))

        policy = policy_for(page.path)
        reader = _reader()
        text = page.body if page.readable else ""
        body, parsed = read_and_parse(text, path=page.path, first_line=page.first_line, policy=policy, reader=reader)
        for path in _named_files(body):
            # Its page is read again when the file comes, changes or goes.
            env.note_dependency(str(Path(env.srcdir, path)))
        dangling = check_links(
            body.links,
            body.images,
            path=page.path,
            anchors_of=partial(_anchors_of, env),
            is_file=partial(_is_plain_file, env),
        )
        domain.note_messages(env.docname, (*body.messages, *dangling))
        domain.note_body(env.docname, body.references, body.listings)

        context = Context(
            path=page.path,
            policy=policy,
            body=body,
            missing=frozenset(path for path in _named_files(body) if not _is_plain_file(env, path)),
            report=report,
        )
        reader.options.update({"document": document, "myst_config": _settings(), "undersigned_context": context})
        try:
            reader.renderer.render(
                [*_title_tokens(page), *([] if body.stopped else parsed.tokens)], reader.options, parsed.env
            )
        except Exception as error:  # a body that the libraries cannot bear must not stop the other pages
            document.children.clear()
            problem = f"the body cannot be rendered ({type(error).__name__})"
            report(Message(page.path, page.first_line, rules.SYNTAX, problem, "make it simpler"))
            reader.renderer.render(_title_tokens(page), reader.options, {})
        sanitize(document, path=page.path, policy=policy, report=report)


def _named_files(body: Body) -> list[str]:
    return [link.path for link in body.links] + [image.path for image in body.images]


def _title_tokens(page: PageText) -> list[Token]:
    """Make a heading that holds the title as plain text, whatever signs it contains."""
    line = max(page.first_line - 2, 0)
    text = Token("text", "", 0, content=page.title)
    return [
        Token("heading_open", "h1", 1, map=[line, line + 1], markup="#", block=True),
        Token("inline", "", 0, content=page.title, map=[line, line + 1], level=1, block=True, children=[text]),
        Token("heading_close", "h1", -1, markup="#", block=True),
    ]


@cache
def _reader() -> MarkdownIt:
    """Make the reader of all pages; it begins anew with each rendering."""
    return markdown(StrictRenderer)


@cache
def _settings() -> MdParserConfig:
    # A secondary id without prefix could take an id of the theme; footnotes stay in the part they belong to.
    return MdParserConfig(
        heading_anchors=6, heading_anchors_html_ids=False, footnote_sort=False, footnote_transition=False
    )


def _anchors_of(env: BuildEnvironment, path: str) -> frozenset[str] | None:
    """Read the heading anchors of another page; none if there is no such page."""
    if not _is_plain_file(env, path):
        return None
    return read_body(read_facts(Path(env.srcdir, path).read_bytes(), path=path)).anchors


def _is_plain_file(env: BuildEnvironment, path: str) -> bool:
    file = Path(env.srcdir, path)
    return file.is_file() and not file.is_symlink()
