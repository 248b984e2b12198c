"""`import`: the page of a letter from the page or file where it was found."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..importing.document import Document
    from ..importing.draft import Draft
    from ..importing.letter import Findings
    from . import Commands

FORMATS = ("text", "markdown", "html", "docx", "pdf")


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "import", help="draft a letter's page from a text, web page, Word file or PDF",
        description="Find the letter in each source, tell what was found and how sure it is, and write a draft of its page. Pages that exist are never changed.",
    )  # fmt: skip
    command.add_argument("sources", nargs="*", metavar="SOURCE", help="file to read; - reads standard input")
    command.add_argument(
        "--fetch",
        metavar="URL",
        action="append",
        default=[],
        help="fetch this page; without it, nothing is taken from the network",
    )
    command.add_argument("--format", choices=FORMATS, help="format of the sources (default: told by their content)")
    command.add_argument("--url", help="address of the letter")
    command.add_argument("--publisher", help="who published the letter")
    command.add_argument("--date", help="date of the letter: YYYY-MM-DD, YYYY-MM or YYYY")
    command.add_argument("--language", help="language of the letter, such as en or fr")
    command.add_argument("--title", help="title of the letter, as published")
    command.add_argument("--topic", action="append", default=[], help="id or name of a topic; may be repeated")
    name = command.add_mutually_exclusive_group()
    name.add_argument("--id", help="id of the page (default: date and words of the title)")
    name.add_argument("--slug", help="words of the page's id behind the date")
    command.add_argument("--stubs", action="store_true", help="write pages for unknown organizations too")
    command.add_argument(
        "--full-text", action="store_true", help="let the page carry the letter; needs a printed licence, or --license"
    )
    command.add_argument(
        "--license", metavar="SPDX", help="licence that permits to publish the text, such as CC-BY-4.0"
    )
    command.add_argument(
        "--output", metavar="FILE", help="write the letter's page to this file alone; - writes it to standard output"
    )
    command.add_argument("--dry-run", action="store_true", help="tell what would be written, and write nothing")
    command.add_argument("--json", action="store_true", help="report as JSON")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import each source; one that fails does not stop the others."""
    if wrong := _misuse(options):
        print(f"undersigned import: {wrong}", file=sys.stderr)
        return USAGE
    from ..moving import Archive

    catalogue = Archive.read(options.docs).catalogue
    unknown = [topic for topic in options.topic if catalogue.topic_of(topic) is None]
    if unknown:
        near = ", ".join(catalogue.topic_names.suggest(unknown[0]))
        print(
            f"undersigned import: the archive has no topic {unknown[0]!r}"
            + (f"; did you mean {near}?" if near else ""),
            file=sys.stderr,
        )
        return USAGE
    reports: list[dict[str, Any]] = []
    code = OK
    for kind, source in [*(("file", source) for source in options.sources), *(("fetch", url) for url in options.fetch)]:
        code = max(code, _import(kind, source, options, catalogue, reports))
    if options.json:
        import json

        print(json.dumps(reports, ensure_ascii=False, indent=2), file=_reports_to(options))
    return code


def _misuse(options: argparse.Namespace) -> str | None:
    """Say what is wrong with the options; None if nothing."""
    from ..dates import parse
    from ..links import NAME, address_problem

    count = len(options.sources) + len(options.fetch)
    if not count:
        return "give a file, - for standard input, or --fetch URL"
    single = [name for name in ("url", "title", "date", "id", "slug", "output") if getattr(options, name)]
    if count > 1 and single:
        return f"--{single[0]} belongs to one letter; import the sources one by one"
    for name in ("id", "slug"):
        value = getattr(options, name)
        if value and (not NAME.fullmatch(value) or (name == "id" and not value[:4].isdigit())):
            return f"--{name} {value!r} is not made of a-z, 0-9 and single hyphens" + (
                ", beginning with the year" if name == "id" else ""
            )
    if options.date:
        try:
            parse(options.date)
        except ValueError as error:
            return f"--date {options.date!r} {error}; write it as 2013-04-10, 2013-04 or 2013"
    if options.url and (
        problem := address_problem(options.url)
        or (None if options.url.startswith("http") else ("is no web address", ""))
    ):
        return f"--url {options.url!r} {problem[0]}"
    from ..frontmatter import Scalar
    from ..values import Reader, language, license_id

    reader = Reader("")
    for name, read in (("language", language), ("license", license_id)):
        if getattr(options, name) and read(reader, name, Scalar(getattr(options, name), 1)) is None:
            return f"--{name} {reader.messages[-1].text}"
    return None


def _reports_to(options: argparse.Namespace) -> Any:
    return sys.stderr if options.output == "-" else sys.stdout


def _import(
    kind: str, source: str, options: argparse.Namespace, catalogue: Catalogue, reports: list[dict[str, Any]]
) -> int:
    """Import one source."""
    from ..importing.letter import Given, find_letter
    from ..importing.reading import SourceError
    from ..importing.report import data_report, text_report

    out = _reports_to(options)
    try:
        document = _read(kind, source, options)
    except SourceError as error:
        return _failed(source, str(error), options, reports)
    url = options.url or (source if kind == "fetch" else None)
    given = Given(
        url=url, publisher=options.publisher, date=options.date, language=options.language, title=options.title,
        topics=tuple(dict.fromkeys(options.topic)), license=options.license,
    )  # fmt: skip
    findings = find_letter(document, catalogue, given)
    report = data_report(findings)
    if not options.json:
        print(text_report(findings), file=out)
    if options.full_text and findings.license is None:
        return _failed(
            source,
            "no licence is printed that permits to publish the text; give it with --license, or leave --full-text out",
            options,
            reports,
        )
    if findings.date is None:
        return _failed(
            source,
            "the source has no date, and none is guessed; give what is known of it with --date, the year at least",
            options,
            reports,
        )
    from ..importing.draft import make_draft

    draft = make_draft(
        findings, catalogue, id_=options.id, slug=options.slug, stubs=options.stubs, full_text=options.full_text,
        exists=lambda path: (options.docs / path).exists(),
    )  # fmt: skip
    for other, why in draft.alike:
        _say(f"  the archive may have this letter already: {other}; {why}", options)
    report |= {"path": draft.path, "alike": [{"id": other, "why": why} for other, why in draft.alike]}
    code, written, said = _write(draft, findings, document, options, catalogue)
    for line in said:
        _say(f"  {line}", options, error=code != OK)
    reports.append(report | {"written": written, "messages": said})
    return code


def _say(text: str, options: argparse.Namespace, *, error: bool = False) -> None:
    if error:
        print(text, file=sys.stderr)
    elif not options.json:
        print(text, file=_reports_to(options))


def _failed(source: str, text: str, options: argparse.Namespace, reports: list[dict[str, Any]]) -> int:
    print(f"{source}: {text}", file=sys.stderr)
    reports.append({"source": source, "error": text})
    return PROBLEMS


def _read(kind: str, source: str, options: argparse.Namespace) -> Document:
    from ..importing.reading import read_bytes, read_source

    if kind == "fetch":
        from ..importing.reading.fetching import fetch

        answer = fetch(source)
        return read_bytes(answer.data, name=answer.address, format=options.format)
    if source == "-":
        from ..importing.reading.errors import MAX_BYTES

        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name="standard input", format=options.format)
    return read_source(Path(source), format=options.format)


def _write(
    draft: Draft, findings: Findings, document: Document, options: argparse.Namespace, catalogue: Catalogue
) -> tuple[int, list[str], list[str]]:
    """Write the pages, all or none; gives the exit code, the paths written, and what to say."""
    from ..pages import read_facts

    problems = [
        message
        for path, text in draft.pages.items()
        for message in read_facts(text.encode(), path=path).messages
        if not message.rule.notice
    ]
    if problems:
        return PROBLEMS, [], [*(str(message) for message in problems), "nothing was written"]
    if options.output:
        if options.output == "-":
            sys.stdout.write(draft.text)
            return OK, ["-"], []
        return _to_file(Path(options.output), draft.text, options.dry_run)
    target = options.docs / draft.path
    if target.exists():
        said = [f"{draft.path} exists and stays as it is; give --slug for another name, or --output"]
        return PROBLEMS, [], [*said, *_copied(target, findings, document, options, catalogue)]
    if options.dry_run:
        return OK, [], [f"would write {path}" for path in draft.pages]
    from .. import changing
    from ..moving import MoveError

    try:
        changing.carry_out(options.docs, changing.of_pages(options.docs, draft.pages, draft.path))
    except OSError as error:
        return PROBLEMS, [], [f"nothing was written: {error.strerror}: {error.filename}"]
    except MoveError as error:
        return PROBLEMS, [], [f"nothing was written: {error}"]
    return OK, list(draft.pages), [*(f"written: {path}" for path in draft.pages), *_advice(findings, options)]


def _to_file(path: Path, text: str, dry_run: bool) -> tuple[int, list[str], list[str]]:
    from ..writing import write_atomically

    if path.exists():
        return PROBLEMS, [], [f"{path} exists and stays as it is"]
    if dry_run:
        return OK, [], [f"would write {path}"]
    try:
        write_atomically(path, text)
    except OSError as error:
        return PROBLEMS, [], [f"nothing was written: {error.strerror}: {error.filename}"]
    return OK, [str(path)], [f"written: {path}"]


def _advice(findings: Findings, options: argparse.Namespace) -> list[str]:
    """Tell what remains to be done."""
    from ..importing.report import unknown_names

    said = []
    if unknown_names(findings) and not options.stubs:
        said.append("some names are unknown: write pages for them with --stubs or new, or correct the names")
    said.append("next: compare the facts with the source, write the summary, run check")
    return said


def _copied(
    target: Path, findings: Findings, document: Document, options: argparse.Namespace, catalogue: Catalogue
) -> list[str]:
    """Warn where the existing page's body repeats the source; of a full text it may."""
    from ..importing.overlap import repeated
    from ..pages import read_facts
    from ..records import Letter

    page = read_facts(target.read_bytes(), path=target.relative_to(options.docs).as_posix())
    if isinstance(page.record, Letter) and page.record.text == "full":
        return []
    names = [entry.record.name for entry in catalogue.organization.values()]
    names += [
        part
        for party in (*findings.to, *findings.signatories)
        for part in (party.party.organization, party.party.name, party.party.title)
        if part
    ]
    source = "\n".join(block.text for block in document.blocks)
    return [
        f"line {run.line + page.first_line - 1} repeats {run.words} words of the source: “{run.text[:100]}”"
        for run in repeated(page.body, source, ignore=names)
    ]
