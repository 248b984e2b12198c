"""What a change touches is told as two full checks would tell it, then and now, in a real repository."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, write_pages
from undersigned import rules, skimming
from undersigned.changes import check_changes
from undersigned.checking import check_archive
from undersigned.diagnostics import Message
from undersigned.names import name_key
from undersigned.pages import read_facts
from undersigned.records import Letter
from undersigned.revisions import RevisionError

_IDENTITY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A Tester"), ("EMAIL", "tester@example.org"), ("DATE", "2020-01-01T00:00:00Z"))
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **_IDENTITY}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A step")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a repository whose folder docs holds the smallest archive."""
    top = tmp_path / "repository"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    write_pages(top / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    commit(top)
    return top


def messages_of(docs: Path, revision: str = "HEAD") -> list[Message]:
    """Give what a check of one archive could tell; what only a change can, `test_claims` holds."""
    return [message for message in check_changes(docs, revision).messages if message.rule is not rules.IDENTITY]


def told(docs: Path, revision: str = "HEAD") -> list[str]:
    return [f"{m.path}:{m.line}: {m.rule.id}" for m in messages_of(docs, revision)]


def key(message: Message) -> tuple[str, str, str]:
    return message.path, message.rule.id, message.problem


def by_definition(docs: Path, before: Path) -> list[str]:
    """Check both archives whole: all messages of changed pages, and those that did not stand before."""
    then, now = check_archive(before).messages, check_archive(docs).messages

    def content(root: Path, path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    stood = Counter(map(key, then))
    found = []
    for message in now:
        if stood[key(message)]:
            stood[key(message)] -= 1
            if content(docs, message.path) != content(before, message.path):
                found.append(message)
        else:
            found.append(message)
    return sorted({str(message) for message in found})


# ---------------------------------------------------------------- what is told


def test_a_change_without_mistakes_says_nothing(repository: Path) -> None:
    (repository / "docs" / LETTER_PATH).write_text(LETTER + "More words.\n")
    assert told(repository / "docs") == []


def test_mistakes_that_stood_before_on_other_pages_are_left_out(repository: Path) -> None:
    write_pages(repository / "docs", {"topics/old.md": "---\nname: Old\nbroader: nowhere\n---\n"})
    commit(repository)
    write_pages(repository / "docs", {"topics/new.md": "---\nname: New\nbroader: nowhere\n---\n"})
    assert told(repository / "docs") == ["topics/new.md:3: unknown-id"]


def test_a_standing_mistake_is_told_when_its_page_is_changed(repository: Path) -> None:
    write_pages(repository / "docs", {"topics/old.md": "---\nname: Old\nbroader: nowhere\n---\n"})
    commit(repository)
    write_pages(repository / "docs", {"topics/old.md": "---\nname: Older\nbroader: nowhere\n---\n"})
    assert told(repository / "docs") == ["topics/old.md:3: unknown-id"]


def test_a_name_that_goes_is_told_on_the_letters_that_use_it(repository: Path) -> None:
    path = repository / "docs/organizations/alpha.md"
    path.write_text("---\nname: Alpha Union\nkind: ngo\n---\n")
    assert told(repository / "docs") == [f"{LETTER_PATH}:7: unknown-name"]


def test_a_page_that_goes_is_told_where_it_is_needed(repository: Path) -> None:
    (repository / "docs/topics/speech.md").unlink()
    assert told(repository / "docs") == [f"{LETTER_PATH}:10: unknown-id"]


def test_a_name_given_twice_is_told_on_the_page_that_comes_later(repository: Path) -> None:
    write_pages(repository / "docs", {"organizations/aaa.md": "---\nname: ALPHA\nkind: ngo\n---\n"})
    assert told(repository / "docs") == [f"{LETTER_PATH}:7: unknown-name", "organizations/alpha.md:2: duplicate-name"]


def test_a_circle_closed_by_another_page_is_told_on_all_its_pages_with_lines(repository: Path) -> None:
    pages = {
        "topics/a.md": "---\nname: A\nbroader: b\n---\n",
        "topics/b.md": "---\nname: B\nbroader: c\n---\n",
        "topics/c.md": "---\nname: C\n---\n",
    }
    write_pages(repository / "docs", pages)
    commit(repository)
    write_pages(repository / "docs", {"topics/c.md": "---\nname: C\nbroader: a\n---\n"})
    assert told(repository / "docs") == ["topics/a.md:3: cycle", "topics/b.md:3: cycle", "topics/c.md:3: cycle"]


def test_a_heading_that_goes_is_told_where_a_link_leads_to_it(repository: Path) -> None:
    pages = {
        "about/guide.md": "---\ntitle: Guide\n---\n## Words\n\nText.\n",
        "about/use.md": "---\ntitle: Use\n---\nSee [there](guide.md#words).\n",
    }
    write_pages(repository / "docs", pages)
    commit(repository)
    write_pages(repository / "docs", {"about/guide.md": "---\ntitle: Guide\n---\n## Others\n\nText.\n"})
    assert told(repository / "docs") == ["about/use.md:4: link"]


def test_uncommitted_untracked_and_ignored_pages_count_as_changed(repository: Path) -> None:
    (repository / ".gitignore").write_text("ignored.md\n")
    commit(repository)
    for name in ("untracked", "ignored", "staged"):
        write_pages(repository / "docs", {f"topics/{name}.md": "---\nname: ''\n---\n"})
    git(repository, "add", "docs/topics/staged.md")
    assert [line.split(":")[0] for line in told(repository / "docs")] == [
        f"topics/{name}.md" for name in ("ignored", "staged", "untracked")
    ]


def test_what_came_to_the_other_branch_meanwhile_is_no_part_of_the_change(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "work")
    write_pages(repository / "docs", {"topics/mine.md": "---\nname: ''\n---\n"})
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    write_pages(repository / "docs", {"topics/theirs.md": "---\nname: ''\n---\n", "topics/speech.md": "---\n---\n"})
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    assert [line.split(":")[0] for line in told(repository / "docs", "main")] == ["topics/mine.md"]


def test_files_that_are_not_accepted_are_told_when_they_are_new(repository: Path) -> None:
    write_pages(repository / "docs", {"topics/Old.md": "---\nname: Old\n---\n", "Bad/x.md": ""})
    commit(repository)
    write_pages(repository / "docs", {"topics/New\n::error::x.md": "---\nname: New\n---\n", "Worse/x.md": ""})
    (repository / "docs/topics/link.md").symlink_to("speech.md")
    assert told(repository / "docs") == [
        f"{path}:1: {rule}"
        for path, rule in (("Worse", "name"), ("topics/New\\n::error::x.md", "name"), ("topics/link.md", "symlink"))
    ]


def test_a_picture_that_goes_is_told_on_the_page_that_shows_it(repository: Path) -> None:
    from PIL import Image

    picture = repository / "docs/about/kite.png"
    picture.parent.mkdir()
    Image.new("RGB", (2, 2)).save(picture)
    write_pages(repository / "docs", {"about/use.md": "---\ntitle: Use\n---\n![A kite](kite.png)\n"})
    commit(repository)
    picture.unlink()
    assert told(repository / "docs") == ["about/use.md:4: image"]


def test_a_letter_that_repeats_one_is_told_on_the_later_page(repository: Path) -> None:
    other = LETTER_PATH.replace("-letter", "-again")
    write_pages(repository / "docs", {other: LETTER.replace("A letter", "Another title")})
    assert told(repository / "docs") == [f"{LETTER_PATH}:1: possible-duplicate"]


# ---------------------------------------------------------------- git


@pytest.mark.parametrize(
    "revision", ["--output=x", "-h", "", "no-such-branch", "HEAD\nHEAD", "HEAD:docs", "main..HEAD"]
)
def test_what_is_no_revision_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(RevisionError, match="revision"):
        check_changes(repository / "docs", revision)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "docs"]


def test_a_folder_outside_any_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    write_pages(tmp_path / "docs", ARCHIVE)
    with pytest.raises(RevisionError, match="is in no git repository"):
        check_changes(tmp_path / "docs", "HEAD")


def test_a_shallow_copy_is_told_how_to_get_more_history(repository: Path, tmp_path: Path) -> None:
    first = git(repository, "rev-parse", "HEAD")
    (repository / "docs/topics/speech.md").write_text("---\nname: Speech and more\n---\n")
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
    with pytest.raises(RevisionError, match=r"git fetch --unshallow .*fetch-depth: 0"):
        check_changes(tmp_path / "shallow/docs", first)


def test_the_folder_of_pages_may_lie_deep_in_the_repository(tmp_path: Path) -> None:
    docs = tmp_path / "site/my docs"
    git(tmp_path, "init", "--quiet")
    write_pages(docs, ARCHIVE)
    commit(tmp_path)
    write_pages(docs, {"topics/new.md": "---\nname: New\nbroader: nowhere\n---\n"})
    assert told(docs) == ["topics/new.md:3: unknown-id"]


def test_windows_line_ends_in_the_working_tree_are_no_change(repository: Path) -> None:
    write_pages(repository / "docs", {"topics/old.md": "---\nname: Old\nbroader: nowhere\n---\n"})
    commit(repository)
    write_pages(repository / "docs", {"topics/old.md": b"---\r\nname: Old\r\nbroader: nowhere\r\n---\r\n"})
    assert told(repository / "docs") == []


# ---------------------------------------------------------------- the definition

_BODIES = ["alpha", "beta", "gamma", "delta", "eta-union"]
_NAMES = [
    "Alpha",
    "The Alpha",
    "Beta",
    "Béta",
    "Gamma & Co",
    "Gamma and Co.",
    "U.S. Eta",
    "US Eta",
    "Delta’s",
    "Deltas",
]
_TOPICS = ["speech", "rivers", "kites"]
_FORMER = {
    "organizations": ["alpha", "beta", "gone"], "topics": ["fish", "rivers", "speech"], "letters": ["2020-05-04-a", "2020-05-05-c"],
}  # fmt: skip
_TITLES = [
    "Kites above the old harbour bridge", "Kites above the old harbour bridges", "Kites above the harbour", "A letter",
    "'Quoted: kites above the old harbour bridge'", '"Kites above the old h\\u0061rbour bridge"', "Speech", "Alpha",
]  # fmt: skip


def _page(random: Random, path: str) -> str:
    """Make up a page, right or wrong."""
    some = lambda options, most: random.sample(options, random.randint(0, min(most, len(options))))  # noqa: E731
    if path.startswith("organizations/"):
        lines = [f"name: {random.choice(_NAMES)}"]
        lines += ["aliases:", *(f"- {name}" for name in aliases)] if (aliases := some(_NAMES, 2)) else []
        lines.append(f"kind: {random.choice(['ngo', 'ngo', 'other', 'wrong'])}")
        lines += [f"parent: {random.choice(_BODIES)}"] if random.random() < 0.4 else []
        body = ""
    elif path.startswith("topics/"):
        lines = [f"name: {random.choice(['Speech', 'Rivers', 'Kites', 'Alpha', 'null'])}"]
        lines += [f"broader: {random.choice(_TOPICS)}"] if random.random() < 0.5 else []
        body = random.choice(["", "## Words\n\nText.\n", "{organization}`Alpha` and [](#beta).\n"])
    elif path.startswith("letters/"):
        day = path.split("/")[2][:10]
        lines = [f"title: {random.choice(_TITLES)}", f"date: {random.choice([day, day, day[:7], 'soon'])}"]
        names = some([*_NAMES, "Nobody", '"Alph\\u0061"'], 3)
        lines += ["signatories:", *(f"- {name}" for name in names)] if names else []
        lines += ["topics:", *(f"- {topic}" for topic in some([*_TOPICS, "Speech", "fish"], 2))]
        lines += ["source:", f"  publisher: {random.choice(_NAMES)}"]
        lines.append(
            f"  url: https://{random.choice(['example.org', 'EXAMPLE.org'])}/{random.choice(['a', 'b', 'c/'])}"
        )
        if random.random() < 0.3:
            lines += ["relations:", f"  follows: {random.choice(_LETTERS).split('/')[2][:-3]}"]
        body = random.choice(["Words.\n", "", "{letter}`Kites above the old harbour bridge`\n", "See [](#alpha).\n"])
    else:
        lines = ["title: Index"]
        body = random.choice(
            [
                "[Words](topics/speech.md#words)\n", "{any}`Alpha` {topic}`rivers`\n", "[](#al%70ha)\n",
                "```{letters}\n:topic: speech\n```\n", "```{letters}\n:signatory: US Eta\n```\n", "{any}`A letter`\n",
            ]
        )  # fmt: skip
    kind = path.split("/")[0]
    if kind in _FORMER and random.random() < 0.3:
        lines += [random.choice(["former-ids:", '"former\\x2dids":']), f"- {random.choice(_FORMER[kind])}"]
    return "---\n" + "\n".join(lines) + "\n---\n" + body


_LETTERS = [f"letters/2020/2020-05-{day:02d}-{word}.md" for day in (4, 4, 5) for word in ("a", "b", "c")]
_LETTERS += ["letters/2021/2020-05-04-a.md", "letters/2021/2021-02-01-d.md", "letters/2021/2021-03-01-e.md"]
_PATHS = [
    *sorted(set(_LETTERS)), *(f"organizations/{body}.md" for body in _BODIES), *(f"topics/{topic}.md" for topic in _TOPICS),
    "index.md", "about/index.md", "topics/index.md",
]  # fmt: skip


def test_the_quick_answer_is_that_of_two_full_checks(tmp_path: Path) -> None:
    changes_that_told = 0
    for seed in range(60):
        random = Random(seed)
        top = tmp_path / str(seed)
        docs = top / "docs"
        pages = {path: _page(random, path) for path in _PATHS if random.random() < 0.8}
        write_pages(docs, pages)
        git(top, "init", "--quiet")
        commit(top)
        write_pages(top / "before", pages)
        for _ in range(random.randint(1, 3)):
            path = random.choice(_PATHS)
            if random.random() < 0.3:
                (docs / path).unlink(missing_ok=True)
            else:
                write_pages(docs, {path: _page(random, path)})
        quick = sorted(str(message) for message in messages_of(docs))
        assert quick == by_definition(docs, top / "before"), f"seed {seed}"
        changes_that_told += bool(quick)
    assert changes_that_told > 40


# ---------------------------------------------------------------- skimming


def test_what_is_skimmed_is_what_is_read() -> None:
    random = Random(1)
    paths = [_LETTERS[0], "organizations/alpha.md", "topics/speech.md"]
    for path in paths * 150:
        data = _page(random, path).encode()
        skimmed, read = skimming.skim(data, path=path), read_facts(data, path=path).record
        if isinstance(read, Letter):
            assert isinstance(skimmed, Letter)
            for name in ("id", "title", "date", "listed", "former_ids"):
                assert getattr(skimmed, name) == getattr(read, name), data
        else:
            for name in ("id", "name", "aliases", "misprints", "parent", "broader", "related", "former_ids"):
                assert getattr(skimmed, name, None) == getattr(read, name, None), data


@pytest.mark.parametrize(
    "name", ["Alpha", "The R&D Group (Kenya)", "U.S. Department", "People's Court", "snake_case", "Été"]
)
def test_the_words_of_a_page_hold_the_key_of_each_name_it_writes(name: str) -> None:
    for text in (f"- {name}\n", f"x: '{name}'\n", f"[{name}, y]", f"{{organization}}`{name}`s", f"say {name.upper()},"):
        assert f" {name_key(name)} " in skimming.words(text.encode()), text


def test_an_id_in_a_shared_register_that_an_unchanged_page_has_is_told_there(repository: Path) -> None:
    page = "---\nname: {}\nkind: ngo\nidentifiers:\n  viaf: {}\n---\n"
    write_pages(repository / "docs", {"organizations/zeta.md": page.format("Zeta", 12)})
    commit(repository)
    write_pages(repository / "docs", {"organizations/beta.md": page.format("Beta", 12)})
    assert told(repository / "docs") == ["organizations/zeta.md:5: external-id"]
    write_pages(repository / "docs", {"organizations/beta.md": page.format("Beta", 13)})
    assert told(repository / "docs") == []
