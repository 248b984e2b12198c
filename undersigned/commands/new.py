"""`new`: a page for a letter, an organization or a topic."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Letter, Organization, Record, Topic
    from . import Commands

_PARTIES = """\
parties:
  --to, --cc and --signatory are given once for each party. What follows is the body's name as printed, or parts with
  the keys of the page, each in quotation marks of its own:
    --signatory "ACT | The App Association"
    --to "name=Jo Example" "title=Minister" "organization=Ministry of Examples"
  A part without a key is the organization. Commas, slashes and bars belong to the name. Keys: organization, name,
  title, organization-id; of signatories also role and withdrawn.
"""


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "new", help="write the page of a new letter, organization or topic",
        description="Write a new page. What is required and not given is asked for if the command runs in a terminal. "
        "No page is overwritten.",
    )  # fmt: skip
    kinds = command.add_subparsers(dest="kind", required=True, metavar="KIND")
    _add_letter(kinds)
    _add_organization(kinds)
    _add_topic(kinds)
    for kind in kinds.choices.values():
        kind.add_argument("--dry-run", action="store_true", help="show the page, and write nothing")
        add_docs(kind)
        kind.set_defaults(run=run)


def _add_letter(kinds: Any) -> None:
    letter = kinds.add_parser(
        "letter", help="a letter's page", epilog=_PARTIES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    letter.add_argument("--title", help="the title as published (required)")
    letter.add_argument("--title-supplied", action="store_true", help="the title is ours; it stands in [brackets] then")
    letter.add_argument("--date", help="2013-04-10, 2013-04 or 2013; ~ about, ? doubtful (required)")
    letter.add_argument("--publisher", help="who published the letter (required)")
    letter.add_argument("--url", help="address of the letter (required, or --copy or --evidence)")
    letter.add_argument("--copy", help="for a letter without address: the copy that was seen")
    letter.add_argument("--evidence", action="append", default=[], metavar="URL", help="address where facts were seen")
    for name, what in (("to", "an addressee"), ("cc", "who received a copy"), ("signatory", "who signed")):
        letter.add_argument(
            f"--{name}", action="append", nargs="+", default=[], metavar="PART", help=f"{what}; see below"
        )
    letter.add_argument("--complete", action="store_true", help="every body that signed is listed")
    letter.add_argument("--stated", metavar="N", help="signatories that the source states")
    letter.add_argument("--individuals", metavar="N", help="private persons who sign and are not named")
    letter.add_argument("--topic", action="append", default=[], help="id or name of a topic")
    letter.add_argument("--ask", action="append", default=[], help="one thing that the letter asks, in your own words")
    letter.add_argument("--occasion", help="what gave rise to the letter")
    letter.add_argument("--language", help="language of the letter (default: en)")
    letter.add_argument("--slug", help="words of the address after the date (default: from the title)")


def _add_organization(kinds: Any) -> None:
    from ..records import KINDS

    organization = kinds.add_parser("organization", help="an organization's page")
    organization.add_argument("--name", help="the name the archive uses (required)")
    organization.add_argument("--kind", dest="kind_", metavar="KIND", help=f"one of {', '.join(KINDS)} (required)")
    organization.add_argument("--alias", action="append", default=[], help="another printed form of the name")
    organization.add_argument("--misprint", action="append", default=[], help="a wrong form seen in print")
    organization.add_argument("--country", help="two-letter code, only where printed or unmistakable")
    organization.add_argument("--parent", help="id of the mother body")
    organization.add_argument("--id", help="id of the page (default: from the name)")


def _add_topic(kinds: Any) -> None:
    topic = kinds.add_parser("topic", help="a topic's page")
    topic.add_argument("--name", help="the topic's name (required)")
    topic.add_argument("--broader", help="id of the topic that contains this one")
    topic.add_argument("--related", action="append", default=[], metavar="ID", help="id of a neighbouring topic")
    topic.add_argument("--id", help="id of the page (default: from the name)")


def run(options: argparse.Namespace) -> int:
    """Complete the values, make the pages, check them, write them."""
    from ..drafting import DraftError
    from ..moving import MoveError
    from . import prompting

    try:
        if (missing := prompting.missing(options)) and not sys.stdin.isatty():
            print(f"undersigned: new {options.kind}: give {', '.join(missing)}", file=sys.stderr)
            return USAGE
        stubs: list[Record] = []
        if sys.stdin.isatty():
            prompting.complete(options)
        problems, record = _record(options)
        if problems:
            print(*(f"undersigned: new {options.kind}: {problem}" for problem in problems), sep="\n", file=sys.stderr)
            return USAGE
        if sys.stdin.isatty():
            record, stubs = prompting.settle_names(record, options.docs)
        return _write(options, record, stubs)
    except (EOFError, KeyboardInterrupt):
        print("\nnothing was written", file=sys.stderr)
        return USAGE
    except (DraftError, MoveError, OSError) as error:
        print(f"undersigned: {error}\nnothing was written", file=sys.stderr)
        return PROBLEMS


class _Values:
    """Reads the options one by one and gathers what is wrong with them, so that all is told at once."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.problems: list[str] = []

    def get(self, option: str, key: str = "") -> Any:
        """Read one value; None if it is not given, or wrong."""
        from .. import drafting

        given = getattr(self.options, option)
        return None if given is None else self._read(option, drafting.read, self.options.kind, key or option, given)

    def many(self, option: str, key: str) -> Any:
        """Read the values of an option that may be repeated."""
        from .. import drafting

        given = getattr(self.options, option)
        return self._read(option, drafting.read_list, self.options.kind, key, given) or ()

    def parties(self, option: str, key: str) -> Any:
        """Read the parties of an option."""
        from .. import drafting

        given = getattr(self.options, option)
        found = [self._read(option, drafting.read_party, key, parts) for parts in given]
        return tuple(party for party in found if party is not None)

    def _read(self, option: str, read: Any, *given: Any) -> Any:
        from ..drafting import DraftError

        try:
            return read(*given)
        except DraftError as error:
            self.problems.append(f"--{option.rstrip('_').replace('_', '-')}: {error}")
            return None


def _record(options: argparse.Namespace) -> tuple[list[str], Any]:
    """Make the record; its problems, one a line, where there are any."""
    values = _Values(options)
    make: Any = {"letter": _letter, "organization": _organization, "topic": _topic}[options.kind]
    record = make(values)
    return values.problems, record


def _letter(values: _Values) -> Letter | None:
    from ..drafting import letter_id
    from ..records import Letter, Source

    options = values.options
    facts = {key: values.get(key) for key in ("title", "date", "occasion", "language", "individuals")}
    stated, slug = values.get("stated", "signatories-stated"), values.get("slug", "id")
    publisher, url, copy = values.get("publisher"), values.get("url"), values.get("copy")
    lists = {
        "to": values.parties("to", "to"), "cc": values.parties("cc", "cc"),
        "signatories": values.parties("signatory", "signatories"), "topics": values.many("topic", "topics"),
        "asks": values.many("ask", "asks"), "evidence": values.many("evidence", "evidence"),
    }  # fmt: skip
    if values.problems:
        return None
    given = {key: value for key, value in facts.items() if value is not None}
    return Letter(
        letter_id(facts["date"], facts["title"], slug), **given, **lists, signatories_stated=stated,
        title_supplied=options.title_supplied, signatories_complete=options.complete, source=Source(publisher, url, None, copy),
    )  # fmt: skip


def _organization(values: _Values) -> Organization | None:
    from ..drafting import page_id
    from ..records import Organization

    name, kind, id_ = values.get("name"), values.get("kind_", "kind"), values.get("id")
    aliases, misprints = values.many("alias", "aliases"), values.many("misprint", "misprints")
    country, parent = values.get("country"), values.get("parent")
    if values.problems:
        return None
    return Organization(id_ or page_id(name), name, aliases, misprints, kind, country, parent)


def _topic(values: _Values) -> Topic | None:
    from ..drafting import page_id
    from ..records import Topic

    name, id_ = values.get("name"), values.get("id")
    broader, related = values.get("broader"), values.many("related", "related")
    return None if values.problems else Topic(id_ or page_id(name), name, broader, related)


def _write(options: argparse.Namespace, record: Record, stubs: list[Record]) -> int:
    from .. import changing
    from ..drafting import DraftError, body_of
    from ..moving import Archive
    from ..records import Letter
    from ..writing import missing_year_page, page_path, page_text

    path = page_path(record)
    if (options.docs / path).exists():
        other = "give other words by --slug" if isinstance(record, Letter) else "give another --id"
        raise DraftError(f"{path} is there already; {other}")
    texts = {page_path(stub): page_text(stub, "") for stub in stubs}
    texts[path] = page_text(record, body_of(record) if isinstance(record, Letter) else "")
    if isinstance(record, Letter):
        texts |= missing_year_page(record.id, lambda index: (options.docs / index).exists())
    plan = changing.of_pages(options.docs, texts, path)
    if errors := changing.new_errors(options.docs, plan):
        print("the page would have problems:", *errors, "nothing was written", sep="\n", file=sys.stderr)
        return PROBLEMS
    if isinstance(record, Letter):
        _mention_duplicates(Archive.read(options.docs).catalogue, record)
    if options.dry_run:
        for name, text in sorted(texts.items()):
            print(f"would write {(options.docs / name).as_posix()}:\n{text}")
        return OK
    changing.carry_out(options.docs, plan)
    for name in sorted(texts):
        print((options.docs / name).as_posix())
    if isinstance(record, Letter):
        print(f"next: open {(options.docs / path).as_posix()} and tell in your own words what the letter says,")
        print("then run: python -m undersigned check")
    else:
        print("next: run python -m undersigned check")
    return OK


def _mention_duplicates(catalogue: Catalogue, letter: Letter) -> None:
    from ..similarity import likely_same

    for entry, reasons in likely_same(catalogue, letter):
        print(f"note: the letter may be the one in {entry.docname}.md: {' and '.join(reasons)}", file=sys.stderr)
