"""The formats in which a check tells what it found; contributed text is never taken for more than text."""

from __future__ import annotations

import json
import re

from undersigned import rules
from undersigned.catalogue import Catalogue
from undersigned.checking import Result
from undersigned.diagnostics import Message
from undersigned.reports import Report, github, sarif, text
from undersigned.reports import json as as_json
from undersigned.site import base_url, rule_url

ERROR = Message("letters/2020/a.md", 3, rules.UNKNOWN_NAME, "no organization bears the name ‘Né’", "add it: 100%, now")
NOTICE = Message("letters/2020/b.md", 1, rules.NO_SUMMARY, "no summary is written yet", "write it")
HOSTILE = Message("x\n::error::a,b.md", 1, rules.TEXT, "a\r\n::error file=/etc/passwd::b\u2028\x1b[2J", "##[error]%0A")


def report(*messages: Message, folder: str = "docs", since: str | None = None) -> Report:
    return Report(Result(messages, 1200, Catalogue({})), folder, since)


def test_text_says_place_rule_problem_mend_and_the_page_of_the_rule() -> None:
    assert text.write(report(ERROR, NOTICE)).splitlines() == [
        "docs/letters/2020/a.md:3: unknown-name: no organization bears the name ‘Né’; add it: 100%, now",
        f"    see {base_url()}contribute/rules/unknown-name.html",
        "docs/letters/2020/b.md:1: no-summary: no summary is written yet; write it",
        f"    a notice only; see {base_url()}contribute/rules/no-summary.html",
        "1,200 pages: 0 letters, 0 organizations, 0 topics; 1 problem, 1 notice",
    ]


def test_text_of_a_change_counts_its_pages() -> None:
    assert text.write(report(since="origin/main")) == "1,200 pages changed since origin/main; no problems\n"


def test_each_message_is_two_lines_whatever_it_quotes() -> None:
    lines = text.write(report(HOSTILE, folder=".")).split("\n")
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)
    assert lines[0].startswith(r"x\n::error::a,b.md:1: text: ")


def test_json_holds_counts_and_all_parts_of_each_message() -> None:
    written = as_json.write(report(ERROR, NOTICE, since="main"))
    assert written.isascii()
    assert json.loads(written) == {
        "version": 1, "changed_since": "main", "pages": 1200, "letters": 0, "organizations": 0, "topics": 0,
        "errors": 1, "notices": 1,
        "messages": [
            {
                "path": "docs/letters/2020/a.md", "line": 3, "rule": "unknown-name", "severity": "error",
                "problem": "no organization bears the name ‘Né’", "mend": "add it: 100%, now",
                "url": f"{base_url()}contribute/rules/unknown-name.html",
            },
            {
                "path": "docs/letters/2020/b.md", "line": 1, "rule": "no-summary", "severity": "notice",
                "problem": "no summary is written yet", "mend": "write it",
                "url": f"{base_url()}contribute/rules/no-summary.html",
            },
        ],
    }  # fmt: skip


def test_github_marks_each_message_on_its_line() -> None:
    assert github.write(report(ERROR, NOTICE)).splitlines()[-2:] == [
        (
            "::error file=docs/letters/2020/a.md,line=3,title=unknown-name::no organization bears the name ‘Né’;"
            f" add it: 100%25, now (see {rule_url(rules.UNKNOWN_NAME)})"
        ),
        (
            "::notice file=docs/letters/2020/b.md,line=1,title=no-summary::no summary is written yet;"
            f" write it (see {rule_url(rules.NO_SUMMARY)})"
        ),
    ]


def test_github_log_stands_where_commands_are_stopped() -> None:
    lines = github.write(report(ERROR, HOSTILE)).splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{64}", token)
    end = lines.index(f"::{token}::")
    assert "\n".join(lines[1:end]) + "\n" == text.write(report(ERROR, HOSTILE))
    assert len(lines[end + 1 :]) == 2


def test_contributed_text_starts_no_workflow_command() -> None:
    for folder in ("docs", "."):
        written = github.write(report(HOSTILE, folder=folder))
        commands = [line for line in re.split(r"[\r\n\u2028\x85]", written) if line.lstrip().startswith("::")]
        assert [command.split("::")[1].split(" ")[0] for command in commands][0::2] == ["stop-commands", "error"]
        assert len(commands) == 3
        assert re.fullmatch(
            r"::error file=(?:docs/)?x\\n%3A%3Aerror%3A%3Aa%2Cb\.md,line=1,title=text::[^\r\n]*##\[error\]%250A[^\r\n]*",
            commands[2],
        )


def test_github_output_is_the_same_at_every_run_and_differs_with_its_text() -> None:
    assert github.write(report(ERROR)) == github.write(report(ERROR))
    assert github.write(report(ERROR)).split("\n")[0] != github.write(report(NOTICE)).split("\n")[0]


def test_sarif_describes_every_rule_once_with_its_page() -> None:
    driver = json.loads(sarif.write(report()))["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in rules.RULES]
    assert [rule["helpUri"] for rule in driver["rules"]] == [rule_url(rule) for rule in rules.RULES]
    levels = {rule["id"]: rule["defaultConfiguration"]["level"] for rule in driver["rules"]}
    assert levels["unknown-name"] == "error"
    assert levels["possible-duplicate"] == "note"


def test_sarif_results_name_rule_place_and_text() -> None:
    log = json.loads(sarif.write(report(ERROR, NOTICE)))
    run = log["runs"][0]
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    for result, message, level in zip(run["results"], (ERROR, NOTICE), ("error", "note"), strict=True):
        assert (result["ruleId"], result["level"], result["message"]["text"]) == (message.rule.id, level, message.text)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == message.rule.id
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": f"docs/{message.path}", "uriBaseId": "SRCROOT"}
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert place["region"] == {"startLine": message.line}


def test_sarif_addresses_are_addresses_whatever_the_file_is_called() -> None:
    result = json.loads(sarif.write(report(HOSTILE)))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "docs/x%0A%3A%3Aerror%3A%3Aa%2Cb.md"


def test_sarif_fingerprints_outlast_shifted_lines_and_tell_like_messages_apart() -> None:
    def marks(*messages: Message) -> list[str]:
        results = json.loads(sarif.write(report(*messages)))["runs"][0]["results"]
        return [result["partialFingerprints"]["message/v1"] for result in results]

    moved = Message(ERROR.path, 30, ERROR.rule, ERROR.problem, ERROR.mend)
    assert marks(ERROR) == marks(moved)
    assert len(set(marks(ERROR, moved, NOTICE))) == 3
