"""After any sequence of edits the next build gives the bytes of a clean one.

`pytest tests/test_edit_sequences.py --hypothesis-profile=long` goes through many more.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from PIL import Image

from tests.building import build, tree, write_pages
from undersigned.__main__ import main

if TYPE_CHECKING:
    pass

LONG = settings.get_current_profile_name() == "long"

LETTERS = (
    "2019-01-02-first",
    "2019-01-02-second",
    "2019-06-first",
    "2020-05-04-letter",
    "2021-03-04-third",
    "2021-fourth",
)
ORGANIZATIONS = ("alpha", "beta", "gamma", "ministry")
TOPICS = ("speech", "press", "prisons")
#: Names that bodies have or letters print; some are nobody's.
NAMES = ("Alpha", "Beta", "Gamma", "Ministry", "Alpha Society", "Nobody’s Friends")
PAGES = {
    "index.md": ("---\ntitle: Home\n---\n```{letters}\n:limit: 3\n```\n\n```{organizations}\n:as: active\n```\n",
                 "---\ntitle: Home\n---\n```{letters}\n:as: table\n```\n"),
    "browse/pictures.md": ("---\ntitle: Pictures\n---\n```{chart} network\n```\n\n```{chart} topics-over-time\n```\n",
                           "---\ntitle: Pictures\n---\n```{chart} letters-over-time\n```\n"),
    "organizations/index.md": ("---\ntitle: Organizations\n---\n```{organizations}\n```\n",),
    "topics/index.md": ("---\ntitle: Topics\n---\n```{topics}\n```\n",),
    "letters/index.md": ("---\ntitle: Letters\n---\n```{letters}\n:as: years\n```\n",),
    "letters/2019/index.md": ("---\ntitle: Letters of 2019\n---\n```{letters}\n:year: 2019\n```\n",),
    "browse/about.md": ("---\ntitle: About\n---\nSee {letter}`2020-05-04-letter` and {organization}`alpha`.\n",
                 "---\ntitle: About\n---\n{topic}`speech`, [](#beta).\n"),
}  # fmt: skip

names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)


def _list(key: str, values: Any) -> str:
    return f"{key}:\n" + "".join(f"- {value}\n" for value in values) if values else ""


@st.composite
def letter_texts(draw: Any, id_: str) -> str:
    date = id_.rpartition("-")[0]
    full, other = draw(st.booleans()), draw(st.sampled_from(LETTERS))
    parts = [
        f"title: {draw(st.sampled_from(('A letter', 'Another letter', 'Été: a letter')))}\ndate: {date}\n",
        draw(st.sampled_from(("", "language: fr\n"))),
        _list("to", draw(names)[:1]),
        _list("signatories", draw(names)),
        draw(st.sampled_from(("signatories-complete: true\n", "individuals: 3\n"))),
        _list("topics", draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        draw(
            st.sampled_from(("", "asks:\n- Listen\n", "asks:\n- {text: Listen, outcome: {status: met, date: 2022}}\n"))
        ),
        "text: full\nlicense: CC-BY-4.0\n" if full else "",
        "source:\n  publisher: Alpha\n  url: https://example.org/letter\n",
        f"relations:\n  follows: {other}\n" if other != id_ and draw(st.booleans()) else "",
        draw(st.sampled_from(("", "corrections:\n- {date: 2023-01-02, note: A name was misspelt}\n"))),
    ]
    body = draw(st.sampled_from((
        "One group writes.\n", "Two groups write.\n\n![A seal](seal.png)\n", "See {letter}`2019-01-02-first`, {any}`beta`.\n",
        "As [](#2021-03-04-third) says, 人权 and ئۇيغۇر.\n",
    )))  # fmt: skip
    return "---\n" + "".join(parts) + "---\n" + body


@st.composite
def organization_texts(draw: Any) -> str:
    aliases = [name for name in draw(names) if draw(st.booleans())]
    return (
        f"---\nname: {draw(st.sampled_from(NAMES))}\n" + _list("aliases", aliases)
        + f"kind: {draw(st.sampled_from(('ngo', 'government', 'company')))}\n"
        + draw(st.sampled_from(("", "country: FR\n"))) + draw(st.sampled_from(("", *(f"parent: {id_}\n" for id_ in ORGANIZATIONS))))
        + "---\n" + draw(st.sampled_from(("", "Known from [](#2020-05-04-letter).\n")))
    )  # fmt: skip


@st.composite
def topic_texts(draw: Any) -> str:
    name = draw(st.sampled_from(("Speech", "Press", "Prisons", "Free speech")))
    more = draw(st.sampled_from(("", "broader: speech\n", "related: [press]\n")))
    return f"---\nname: {name}\n{more}---\nTalk.\n"


class Edits(RuleBasedStateMachine):
    """Edits an archive; builds now and then, and compares with a clean build."""

    builders: tuple[str, ...] = ("html",)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="undersigned-edits-"))
        self.docs = self.folder / "docs"
        self.is_built = False

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def path(self, id_: str) -> Path:
        kind = "organizations" if id_ in ORGANIZATIONS else "topics" if id_ in TOPICS else f"letters/{id_[:4]}"
        return self.docs / kind / f"{id_}.md"

    def write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self.is_built = False

    def run(self, *arguments: str) -> None:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            main([*arguments, "--docs", str(self.docs)])
        self.is_built = False

    @initialize(data=st.data())
    def lay(self, data: st.DataObject) -> None:
        write_pages(self.docs, {name: texts[0] for name, texts in PAGES.items()})
        for id_ in LETTERS[:4]:
            self.put_letter(id_, data)
        for id_ in ORGANIZATIONS[:3]:
            self.write(self.path(id_), f"---\nname: {id_.title()}\nkind: ngo\n---\n")
        self.write(self.path("speech"), "---\nname: Speech\n---\nTalk.\n")
        for year in ("2019", "2020", "2021"):
            (self.docs / "letters" / year).mkdir(exist_ok=True)
            Image.new("RGB", (9, 9), "#804020").save(self.docs / "letters" / year / "seal.png")

    @rule(id_=st.sampled_from(LETTERS), data=st.data())
    def put_letter(self, id_: str, data: st.DataObject) -> None:
        self.write(self.path(id_), data.draw(letter_texts(id_)))

    @rule(id_=st.sampled_from(ORGANIZATIONS), text=organization_texts())
    def put_organization(self, id_: str, text: str) -> None:
        self.write(self.path(id_), text)

    @rule(id_=st.sampled_from(TOPICS), text=topic_texts())
    def put_topic(self, id_: str, text: str) -> None:
        self.write(self.path(id_), text)

    @rule(name=st.sampled_from(sorted(PAGES)), number=st.integers(0, 1))
    def put_page(self, name: str, number: int) -> None:
        self.write(self.docs / name, PAGES[name][number % len(PAGES[name])])

    @rule(id_=st.sampled_from((*LETTERS, *ORGANIZATIONS, *TOPICS)))
    def delete(self, id_: str) -> None:
        self.path(id_).unlink(missing_ok=True)
        self.is_built = False

    @rule(name=st.sampled_from(sorted(set(PAGES) - {"index.md"})))
    def delete_page(self, name: str) -> None:
        (self.docs / name).unlink(missing_ok=True)
        self.is_built = False

    @rule(pair=st.permutations(LETTERS).map(lambda ids: ids[:2]) | st.permutations(ORGANIZATIONS).map(lambda ids: ids[:2])
          | st.permutations(TOPICS).map(lambda ids: ids[:2]))  # fmt: skip
    def rename(self, pair: list[str]) -> None:
        self.run("rename", *pair)

    @rule(pair=st.permutations(ORGANIZATIONS).map(lambda ids: ids[:2]))
    def merge(self, pair: list[str]) -> None:
        self.run("merge", *pair)

    @rule(color=st.sampled_from(("#804020", "#204080")))
    def paint(self, color: str) -> None:
        Image.new("RGB", (9, 9), color).save(self.docs / "letters/2019/seal.png")
        self.is_built = False

    @precondition(lambda self: not self.is_built)
    @rule()
    def build(self) -> None:
        # Times of files are known to some milliseconds only.
        time.sleep(0.01)
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        said = []
        for place in (self.folder / "kept", clean):
            for builder in self.builders:
                built = build(self.docs, place / "html", builder=builder, doctrees=place / "doctrees")
                said.append(built.warnings)
        count = len(self.builders)
        assert said[:count] == said[count:], "warnings differ"
        kept, new = tree(self.folder / "kept/html"), tree(clean / "html")
        assert sorted(kept) == sorted(new), f"other files: {sorted(kept.keys() ^ new.keys())}"
        differ = [name for name in new if kept[name] != new[name]]
        assert differ == [], f"other bytes: {differ}"
        self.is_built = True


class PdfEdits(Edits):
    """As above, with PDFs."""

    builders = ("html", "letterpdf")


def _test_of(machine: type[Edits], examples: int, steps: int, long: tuple[int, int]) -> type[Any]:
    case: type[Any] = machine.TestCase
    if LONG:
        examples, steps = long
    case.settings = settings(
        max_examples=examples, stateful_step_count=steps,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )  # fmt: skip
    return case


TestEdits = _test_of(Edits, 5, 14, (60, 30))
TestPdfEdits = _test_of(PdfEdits, 2, 10, (20, 25))
