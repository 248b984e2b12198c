"""`form`: the draft of a page from an issue form that somebody has filled in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import OK, PROBLEMS, USAGE, add_docs

if TYPE_CHECKING:
    from ..importing.form import Answers
    from ..importing.form_letter import Draft
    from . import Commands


def add(commands: Commands) -> None:
    """Describe the command."""
    command = commands.add_parser(
        "form", help="write the draft page of a filled-in issue form",
        description="Read the text of an issue as the host makes it of a submitted form, write or change the page, "
        "check it, and print a report for the form's author (Markdown).",
    )  # fmt: skip
    command.add_argument("file", metavar="FILE", help="file with the text of the issue; - reads standard input")
    command.add_argument(
        "--kind", choices=("letter", "correction", "signatory"), help="the form (default: found by its questions)"
    )
    command.add_argument(
        "--forms", type=Path, default=Path(".github/ISSUE_TEMPLATE"), metavar="FOLDER",
        help="folder of the forms (default: .github/ISSUE_TEMPLATE)",
    )  # fmt: skip
    command.add_argument(
        "--stubs", action="store_true", help="write pages for organizations that the archive does not know"
    )
    command.add_argument("--dry-run", action="store_true", help="check and report, and write nothing")
    command.add_argument("--json", action="store_true", help="print paths, problems and report as JSON")
    add_docs(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the draft, and print the report: exit code 0 if nothing has to be mended."""
    from .. import changing
    from ..importing import form
    from ..importing.form_letter import Draft
    from ..importing.form_report import report

    try:
        kinds = (options.kind,) if options.kind else form.KINDS
        forms = [form.load_form(options.forms, kind) for kind in kinds]
        data = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except (form.FormError, OSError) as error:
        print(f"undersigned: {error}", file=sys.stderr)
        return USAGE
    try:
        body = data.decode("utf-8-sig")
        draft = _draft(form.read_answers(body, forms[0] if options.kind else form.choose(body, forms)), options)
    except UnicodeDecodeError:
        draft = Draft(problems=(form.Problem("", "the text is not UTF-8; save it as UTF-8"),))
    except form.FormError as error:
        draft = Draft(problems=(form.Problem("", str(error)),))
    if draft.pages and not options.dry_run:
        changing.carry_out(options.docs, changing.of_pages(options.docs, draft.pages, draft.path))
    if options.json:
        print(_as_json(draft, report(draft)))
    else:
        print(report(draft), end="")
    return PROBLEMS if any(not problem.notice for problem in draft.problems) else OK


def _draft(answers: Answers, options: argparse.Namespace) -> Draft:
    """Make the draft of the form's kind and check it."""
    from dataclasses import replace

    from ..importing.form_change import draft_change
    from ..importing.form_check import check_draft, problems_of, stubs
    from ..importing.form_letter import draft_letter
    from ..moving import Archive

    catalogue = Archive.read(options.docs).catalogue
    if answers.form.kind == "letter":
        draft = draft_letter(answers, options.docs)
    else:
        draft = draft_change(answers, options.docs, catalogue)
    if not draft.pages:
        return draft
    if options.stubs:
        draft = replace(draft, pages={**draft.pages, **stubs(draft, catalogue, answers.get("kind"))})
    found = problems_of(draft, check_draft(draft, options.docs), answers.form)
    return replace(draft, problems=(*draft.problems, *found))


def _as_json(draft: Draft, text: str) -> str:
    """Give the draft to other programs."""
    import json
    from dataclasses import asdict

    from ..importing.form_report import harmless

    shown = {
        "path": draft.path,
        "pages": list(draft.pages),
        "problems": [
            {key: harmless(value) if isinstance(value, str) else value for key, value in asdict(problem).items()}
            for problem in draft.problems
        ],
        "report": text,
    }
    return json.dumps(shown, ensure_ascii=False)
