"""What stands in .github and beside it: forms held to the schema, workflows to the rules of safety, scripts run on small repositories."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, write_pages
from undersigned.importing.form import KINDS, load_form
from undersigned.importing.form_letter import OTHER_IDS, SOURCE
from undersigned.records import KINDS as ORGANIZATION_KINDS
from undersigned.records import TEXTS, Letter, Organization, Party, Source
from undersigned.schema import KEYS, LETTER_KEYS

GITHUB = TOP / ".github"
FORMS = GITHUB / "ISSUE_TEMPLATE"
SCRIPTS = GITHUB / "scripts"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
YES_OR_NO = ("no", "yes")


def docs_of(record: type) -> dict[str, str]:
    """Give the documentation of a record's fields, by key."""
    return {field.name.replace("_", "-"): field.metadata.get("doc", "") for field in fields(record)}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def questions(kind: str) -> dict[str, Any]:
    """Give the questions of a form by id."""
    return {item["id"]: item for item in read(FORMS / f"{kind}.yml")["body"] if item["type"] != "markdown"}


# ---------------------------------------------------------------- forms and schema


def test_every_question_of_a_letter_is_a_key_of_the_schema_in_its_order() -> None:
    known = [key.name for key in LETTER_KEYS]
    below = [field.name for field in fields(Source)]
    asked = [id_ for id_ in questions("letter") if id_ not in OTHER_IDS]
    assert {id_.removeprefix(SOURCE) for id_ in asked if id_.startswith(SOURCE)} == set(below)
    plain = ["source" if id_.startswith(SOURCE) else id_ for id_ in asked]
    assert list(dict.fromkeys(plain)) == [name for name in known if name in plain]
    # What only reviewers and maintainers write.
    assert set(known) - set(plain) == {"relations", "responses", "corrections", "former-ids"}


def test_help_of_a_letter_begins_with_the_schema() -> None:
    letter, source = docs_of(Letter), docs_of(Source)
    for id_, item in questions("letter").items():
        if id_ in OTHER_IDS:
            continue
        doc = source[id_.removeprefix(SOURCE)] if id_.startswith(SOURCE) else letter[id_]
        assert item["attributes"]["description"].startswith(doc), id_


def test_what_the_schema_requires_the_form_requires() -> None:
    required = {id_ for id_, item in questions("letter").items() if item.get("validations", {}).get("required")}
    assert required == {"title", "date", "source-publisher", "summary"}
    assert {key.name for key in LETTER_KEYS if key.required} == {"title", "date", "source"}


def test_choices_are_those_of_the_schema() -> None:
    letter, signatory = questions("letter"), questions("signatory")
    topics = sorted(page.stem for page in (TOP / "docs/topics").glob("*.md") if page.stem != "index")
    assert letter["topics"]["attributes"]["options"] == topics, "put the archive's topics into letter.yml, sorted"
    assert tuple(letter["text"]["attributes"]["options"]) == TEXTS
    assert tuple(letter["title-supplied"]["attributes"]["options"]) == YES_OR_NO
    assert tuple(letter["signatories-complete"]["attributes"]["options"]) == YES_OR_NO
    assert tuple(signatory["kind"]["attributes"]["options"]) == ORGANIZATION_KINDS
    assert signatory["kind"]["attributes"]["description"].startswith(docs_of(Organization)["kind"])
    assert signatory["signatories"]["attributes"]["description"].startswith(docs_of(Letter)["signatories"])
    assert signatory["withdrawn"]["attributes"]["description"].startswith(docs_of(Party)["withdrawn"])


def test_a_correction_can_be_asked_for_every_key_of_one_text_or_list() -> None:
    offered = set(questions("correction")["key"]["attributes"]["options"]) - {"other", "body"}
    keys = {key.name for kind in ("letter", "organization", "topic") for key in KEYS[kind]}
    # Groups of keys, and what would turn a page into another.
    assert keys - offered == {
        "source",
        "identifiers",
        "relations",
        "responses",
        "corrections",
        "former-ids",
        "text",
        "title-supplied",
    }
    assert offered <= keys


@pytest.mark.parametrize("kind", [*KINDS, "takedown"])
def test_every_question_has_a_label_help_and_example(kind: str) -> None:
    asked = questions(kind)
    labels = [item["attributes"]["label"] for item in asked.values()]
    assert len(set(labels)) == len(labels)
    for id_, item in asked.items():
        assert item["attributes"]["description"].endswith((".", "?")), id_
        assert item["type"] in ("dropdown", "checkboxes") or item["attributes"]["placeholder"].strip(), id_
    assert load_form(FORMS, kind).label_of("consent") == "Before you send"
    assert all(option["required"] for option in asked["consent"]["attributes"]["options"])


def test_takedown_tells_first_that_issues_are_public_and_where_to_write_in_private() -> None:
    first = read(FORMS / "takedown.yml")["body"][0]["attributes"]["value"]
    assert first.startswith("## Stop: what you write here is public")
    assert "](../security/advisories/new)" in first
    assert "Report a vulnerability" in (GITHUB / "SECURITY.md").read_text()


def test_blank_issues_are_off_and_no_placeholder_is_an_address() -> None:
    config = read(FORMS / "config.yml")
    assert config["blank_issues_enabled"] is False
    assert all("ADDRESS" not in link["url"] for link in config.get("contact_links", ()))


def test_forms_set_no_label_that_starts_a_workflow() -> None:
    labels = {label for path in FORMS.glob("*.yml") for label in read(path).get("labels", ())}
    assert labels == {"letter", "correction", "signatory", "takedown"}
    assert "label.name == 'draft'" in read(GITHUB / "workflows/form.yml")["jobs"]["draft"]["if"]


# ---------------------------------------------------------------- schemas and linters

SCHEMAS = [
    ("vendor.github-issue-forms", [f".github/ISSUE_TEMPLATE/{kind}.yml" for kind in (*KINDS, "takedown")]),
    ("vendor.github-issue-config", [".github/ISSUE_TEMPLATE/config.yml"]),
    ("vendor.github-workflows", [str(path.relative_to(TOP)) for path in WORKFLOWS]),
    ("custom.github-workflows-require-timeout", [str(path.relative_to(TOP)) for path in WORKFLOWS]),
    ("vendor.dependabot", [".github/dependabot.yml"]),
    ("vendor.readthedocs", [".readthedocs.yaml"]),
]


@pytest.mark.parametrize(("schema", "files"), SCHEMAS, ids=[schema for schema, _ in SCHEMAS])
def test_files_keep_the_schema_of_the_host(schema: str, files: list[str]) -> None:
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *files, cwd=TOP)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("start", "schema"), [("check:", "vendor.gitlab-ci"), ("when:", "vendor.woodpecker-ci")])
def test_settings_for_other_hosts_in_the_guide_keep_their_schema(start: str, schema: str, tmp_path: Path) -> None:
    guide = (TOP / "docs/contribute/hosts.md").read_text("utf-8")
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if block.startswith(start)]
    assert len(blocks) == 1
    (tmp_path / "settings.yml").write_text(blocks[0])
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, "settings.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_guide_sets_up_every_label_and_required_check() -> None:
    guide = (TOP / "docs/contribute/hosts.md").read_text("utf-8")
    labels = set(re.findall(r"gh label create ([a-z]+)", guide))
    assert labels == {"letter", "correction", "signatory", "takedown", "draft", "stubs"}
    names = {job["name"] for path in WORKFLOWS for job in read(path)["jobs"].values()}
    rules = json.loads(re.findall(r"```json\n(.*?)```", guide, re.DOTALL)[0])["rules"]
    required = {check["context"] for check in rules[-1]["parameters"]["required_status_checks"]}
    assert required == {"Check pages", "All tests"}
    assert required <= names


def test_zizmor_finds_nothing() -> None:
    done = run(BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github", cwd=TOP)
    assert done.returncode == 0, done.stdout


# ---------------------------------------------------------------- workflows


def steps_of(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in read(workflow)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_keeps_the_rules_of_safety(workflow: Path) -> None:
    text, parsed = workflow.read_text("utf-8"), read(workflow)
    assert parsed["permissions"] == {}
    assert parsed["concurrency"]["group"]
    assert "pull_request_target" not in text
    assert "${{ secrets" not in text
    assert "cache" not in text
    for job in parsed["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"]
    uses = re.findall(r"uses: (.*)", text)
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use) for use in uses), uses
    for step in steps_of(workflow):
        # Whatever comes from outside reaches the shell as a variable.
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_only_the_form_the_links_the_deployment_and_the_release_may_write() -> None:
    writing = {
        f"{path.stem}: {right}"
        for path in WORKFLOWS
        for job in read(path)["jobs"].values()
        for right, level in job["permissions"].items()
        if level == "write"
    }
    assert writing == {
        "deploy: id-token", "deploy: pages", "form: contents", "form: issues", "form: pull-requests", "links: issues",
        "release: attestations", "release: contents", "release: id-token",
    }  # fmt: skip


def test_what_may_write_a_release_runs_nothing_of_the_project() -> None:
    build, publish = read(GITHUB / "workflows/release.yml")["jobs"].values()
    assert "write" not in build["permissions"].values()
    assert not any("checkout" in step.get("uses", "") for step in publish["steps"])
    assert not any("make" in step.get("run", "") for step in publish["steps"])


def test_every_machine_installs_what_the_locks_name() -> None:
    """Whatever makes an environment is told to take the locks; nothing installs packages by other means."""
    files = [*WORKFLOWS, TOP / ".readthedocs.yaml", TOP / ".ci/run"]
    sets_up = re.compile(r"\bmake (?:\S+=\S+ )*[.]?(?:venv/|site|mirror|release|linkcheck|audit)")
    for path in files:
        text = path.read_text("utf-8")
        assert "pip install" not in text, path
        first = sets_up.search(text)
        assert first is None or "LOCKED=1" in first[0], path
    assert sum(bool(sets_up.search(path.read_text("utf-8"))) for path in files) == 9


def test_one_action_has_one_version() -> None:
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    assert len({use.partition("@")[0] for use in uses}) == len(uses)


def test_owners_are_asked_for_everything_but_content() -> None:
    lines = [line.split() for line in (GITHUB / "CODEOWNERS").read_text().splitlines() if line and line[0] != "#"]
    assert [words[0] for words in lines if len(words) == 1] == ["/docs/letters/", "/docs/organizations/", "/docs/topics/"]  # fmt: skip
    assert lines[0] == ["*", "@OWNER/maintainers"]
    assert len(lines) == 4


# ---------------------------------------------------------------- scripts


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8", **more}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=inherited | settings, capture_output=True, text=True, check=False
    )


def git(cwd: Path, *words: str) -> str:
    done = run("git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a repository of a small archive, with a branch `head` that has yet to differ."""
    folder = tmp_path / "repository"
    write_pages(folder, {f"docs/{path}": text for path, text in {**ARCHIVE, LETTER_PATH: LETTER}.items()})
    write_pages(folder, {"conf.py": "base = True\n"})
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Base")
    git(folder, "switch", "--quiet", "-c", "head")
    return folder


def lay(repository: Path) -> subprocess.CompletedProcess[str]:
    """Commit what was changed as the head, and lay it over the base."""
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Head")
    git(repository, "switch", "--quiet", "--force", "main")
    return run(sys.executable, SCRIPTS / "lay_content.py", "main", "head", cwd=repository)


def test_proposed_pages_are_laid_over_the_base_and_code_is_not(repository: Path) -> None:
    write_pages(
        repository, {"docs/letters/2021/index.md": "new\n", f"docs/{LETTER_PATH}": "changed\n", "conf.py": "evil"}
    )
    (repository / "docs/topics/speech.md").unlink()
    done = lay(repository)
    assert (done.returncode, done.stdout) == (
        0, "3 pages and pictures laid over the base\n1 files outside the pages are not used here; the tests run with them\n",
    )  # fmt: skip
    assert (repository / "docs/letters/2021/index.md").read_text() == "new\n"
    assert (repository / "docs" / LETTER_PATH).read_text() == "changed\n"
    assert not (repository / "docs/topics/speech.md").exists()
    assert (repository / "conf.py").read_text() == "base = True\n"


@pytest.mark.parametrize(
    "name", ["docs/conf.py", "docs/a b.md", "docs/.hidden.md", "docs/A.md", "docs/x.html", "docs/a%0A::error::.md"]
)
def test_files_of_other_kinds_and_names_are_refused(repository: Path, name: str) -> None:
    write_pages(repository, {name: "x"})
    done = lay(repository)
    assert done.returncode == 1
    assert not (repository / name).exists()
    assert done.stdout.startswith(f"::error file={re.sub('[^a-zA-Z0-9_./-]', '?', name)}::this file was not taken")


def test_links_programs_and_repositories_are_refused(repository: Path) -> None:
    (repository / "docs/link.md").symlink_to("/etc/passwd")
    (repository / "docs/program.md").write_text("x")
    (repository / "docs/program.md").chmod(0o755)
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},docs/module.md")
    (repository / "docs/module.md").mkdir()
    done = lay(repository)
    assert done.returncode == 1
    assert re.findall("file=(.*?)::", done.stdout) == ["docs/link.md", "docs/module.md", "docs/program.md"]
    assert not (repository / "docs/link.md").exists()
    assert not (repository / "docs/program.md").exists()


def test_a_folder_that_becomes_a_link_leads_nowhere(repository: Path, tmp_path: Path) -> None:
    shutil.rmtree(repository / "docs/topics")
    (repository / "docs/topics").symlink_to(tmp_path)
    done = lay(repository)
    assert done.returncode == 1
    assert not (repository / "docs/topics").is_symlink()


def test_large_files_are_refused(repository: Path) -> None:
    write_pages(repository, {"docs/large.md": "x" * 2_000_001})
    assert lay(repository).returncode == 1


#: Stands in for the host: notes what it is asked and each body; answers lists with what a test wants.
GH = """#!/bin/sh
echo "$*" | sed -E 's|/[^ ]*/tmp[.][^ ]*|FILE|g' >> "$ASKED"
while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cat "$2" > "$ASKED.body"; last=$1; shift; done
case "$last" in .*) echo "$NUMBER";; esac
"""


@pytest.fixture
def host(repository: Path, tmp_path: Path) -> Path:
    """Give a checkout of main whose origin is a repository of its own, and a `gh` that notes what it is asked."""
    assert shutil.which("jq"), "jq is missing (Debian: apt install jq)"
    git(tmp_path, "clone", "--quiet", "--bare", "--branch=main", str(repository), "origin.git")
    git(tmp_path, "clone", "--quiet", "--branch=main", "origin.git", "checkout")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text(GH)
    (tmp_path / "bin/gh").chmod(0o755)
    return tmp_path


def script(host: Path, name: str, data: str, *, number: str = "") -> list[str]:
    """Run a script of .github in the checkout; what the host was asked."""
    (host / "data.json").write_text(data)
    done = run(
        "bash", SCRIPTS / name, host / "data.json", cwd=host / "checkout", NUMBER=number, ISSUE="12", BASE="main",
        ASKED=str(host / "asked"), PATH=f"{host / 'bin'}:{os.environ['PATH']}", TMPDIR=str(host),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    asked = (host / "asked").read_text().splitlines()
    (host / "asked").unlink()
    return asked


def propose(host: Path, text: str, *, number: str = "") -> list[str]:
    """Write a draft into a fresh checkout of main and propose it."""
    checkout = host / "checkout"
    git(checkout, "switch", "--quiet", "--force", "--detach", "origin/main")
    for branch in git(checkout, "for-each-ref", "--format=%(refname:short)", "refs/heads/letter").split():
        git(checkout, "branch", "-D", branch)
    path = "letters/2021/2021-05-04-radio.md"
    write_pages(checkout / "docs", {path: text, "stray.md": "not of this draft"})
    return script(
        host, "propose.sh", json.dumps({"path": path, "pages": [path], "report": "The report"}), number=number
    )


COMMENT = "issue comment 12 --edit-last --create-if-none --body-file FILE"
BRANCH = "letter/12-2021-05-04-radio"


def test_a_draft_is_proposed_on_a_branch_of_its_own(host: Path) -> None:
    assert propose(host, "first\n") == [
        f"pr list --head {BRANCH} --state open --json number --jq .[0].number // empty",
        f"pr create --draft --base main --head {BRANCH} --title Draft from issue #12: 2021-05-04-radio --body-file FILE",
        COMMENT,
    ]
    assert git(host / "origin.git", "show", "--format=%an: %s", "--name-only", BRANCH).split("\n") == [
        "github-actions[bot]: Draft 2021-05-04-radio from issue #12", "", "docs/letters/2021/2021-05-04-radio.md",
    ]  # fmt: skip
    assert (host / "asked.body").read_text() == "The report\n"


def test_an_edited_issue_changes_the_draft_it_has(host: Path) -> None:
    propose(host, "first\n")
    assert propose(host, "second\n", number="7")[1:] == ["pr edit 7 --body-file FILE", COMMENT]
    assert git(host / "origin.git", "show", f"{BRANCH}:docs/letters/2021/2021-05-04-radio.md") == "second"
    assert git(host / "origin.git", "rev-list", "--count", f"main..{BRANCH}") == "1"


def test_a_draft_that_somebody_has_worked_on_is_left_alone(host: Path) -> None:
    propose(host, "first\n")
    checkout = host / "checkout"
    write_pages(checkout, {"docs/letters/2021/2021-05-04-radio.md": "mended by hand\n"})
    git(checkout, "commit", "--quiet", "-am", "Mend")
    git(checkout, "push", "--quiet", "origin", BRANCH)
    assert propose(host, "second\n") == [COMMENT]
    assert "Somebody has worked on the draft since" in (host / "asked.body").read_text()
    assert git(host / "origin.git", "show", f"{BRANCH}:docs/letters/2021/2021-05-04-radio.md") == "mended by hand"


def test_a_form_without_page_is_only_answered(host: Path) -> None:
    assert script(host, "propose.sh", json.dumps({"path": "", "pages": [], "report": "Why not"})) == [COMMENT]
    assert (host / "asked.body").read_text() == "Why not\n"


BROKEN = {
    "filename": "letters/x.md",
    "lineno": 3,
    "status": "broken",
    "uri": "https://example.org/a",
    "info": "404 `@x`\r",
}


def test_broken_links_open_an_issue_in_which_nothing_acts(host: Path) -> None:
    working = {**BROKEN, "status": "working", "uri": "https://example.org/b"}
    asked = script(host, "report_links.sh", f"{json.dumps(BROKEN)}\n{json.dumps(working)}\n")
    assert [line.split(" --")[0] for line in asked] == ["issue list", "label create links", "issue create"]
    body = (host / "asked.body").read_text()
    assert body.endswith("````text\nletters/x.md:3: https://example.org/a\n    404 x\n\n````\n")
    assert "example.org/b" not in body


def test_broken_links_are_kept_in_one_issue_which_closes_by_itself(host: Path) -> None:
    assert script(host, "report_links.sh", json.dumps(BROKEN), number="9")[1:] == ["issue edit 9 --body-file FILE"]
    assert script(host, "report_links.sh", "", number="9")[1:] == [
        "issue close 9 --comment All addresses answer again."
    ]


# ---------------------------------------------------------------- hooks

HOOKS = [hook for repo in read(TOP / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hook_runs_a_program_of_the_environment(hook: dict[str, Any]) -> None:
    program, *words = hook["entry"].split()
    assert program.startswith(".venv/bin/")
    done = run(BIN / Path(program).name, *(words[:3] if words[0] == "-m" else []), "--help", cwd=TOP)
    assert done.returncode == 0, done.stderr
    assert hook["language"] == "system"


def test_hook_of_the_pages_finds_what_a_commit_would_break(repository: Path) -> None:
    entry = next(hook["entry"] for hook in HOOKS if hook["id"] == "pages").split()
    command = [str(BIN / Path(entry[0]).name), *entry[1:]]
    assert run(*command, cwd=repository, PYTHONPATH=str(TOP)).returncode == 0
    write_pages(repository, {f"docs/{LETTER_PATH}": LETTER.replace("2020-05-04", "yesterday")})
    assert run(*command, cwd=repository, PYTHONPATH=str(TOP)).returncode == 1
