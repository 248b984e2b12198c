"""Measure what the exports cost of an HTML build: data, downloads, tables, metadata, files for harvesters.

`python -m benchmarks.exports [LETTERS ...]` from the top folder.
Seconds are CPU seconds. Each part's are those spent in its handlers, in one process, as parallel builds write pages in
others; what they cost together is also found by building once more without them, which measures no handler and has the
noise of two builds. Machines differ, so read the ratios within one run. The pages come from `benchmarks.synthetic`.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest import mock

from benchmarks import growth, synthetic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx.application import Sphinx

    from benchmarks.growth import Cost

#: Letters.
SIZES = (500, 2000, 10000)
#: What the exports may take of the CPU of a clean build.
LIMIT = 0.1
#: Name of a part -> the module whose handler makes it, and the event it handles.
PARTS = {
    "data": ("undersigned.html.data", "build-finished"),
    "downloads": ("undersigned.html.downloads", "build-finished"),
    "tables": ("undersigned.html.tables", "build-finished"),
    "harvesting": ("undersigned.html.harvesting", "build-finished"),
    "metadata": ("undersigned.html.metadata", "html-page-context"),
}
#: What machines are told of a letter is part of its view, and is made with it.
_TOLD = ("undersigned.exports.agents.correspondence", "metadata")
#: Builds of an archive, in their order.
BUILDS = ("clean", "unchanged", "one body", "one title")
_BUILD = "import sys; from benchmarks import exports; sys.exit(exports.build(*sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Build:
    """A build and the seconds of each part of it."""

    cost: Cost
    parts: dict[str, float]
    #: Megabytes of memory at the peak, before the exports of the whole archive and after them; search comes later.
    before: float
    after: float

    @property
    def exports(self) -> float:
        """Sum the parts."""
        return sum(self.parts.values())

    @property
    def share(self) -> float:
        """Tell which part of the build's seconds the exports took."""
        return self.exports / self.cost.seconds


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one size."""

    counts: synthetic.Counts
    #: By the names of `BUILDS`.
    builds: dict[str, Build]
    #: A clean build without exports; None if left out.
    bare: Cost | None
    #: Kind of file -> bytes, as of the clean build.
    sizes: dict[str, int]


# ---- one build, in a process of its own


def build(folder: str, output: str, exports: str) -> int:
    """Build an archive; write the seconds of each part, or leave the parts out where `exports` is "without"."""
    from sphinx.application import Sphinx

    below, spent = Path(folder), dict.fromkeys(PARTS, 0.0)
    peaks: list[float] = []
    module, _, name = _TOLD[0].rpartition(".")
    agents = sys.modules.get(module) or __import__(module, fromlist=[name])
    watched = _watched(getattr(agents, name), spent, _TOLD[1]) if exports == "with" else lambda *_: None
    with mock.patch.object(agents, name, watched):
        app = Sphinx(
            below / "docs", growth.TOP, below / output, below / f"{output}-doctrees", "html", status=None,
            warning=sys.stderr, warningiserror=True,
        )  # fmt: skip
        _watch(app, spent, leave_out=exports == "without")
        # Before all exports of the end, and after them (600), but before the search index (700).
        for priority in (0, 650):
            app.connect("build-finished", lambda *_: peaks.append(_peak()), priority=priority)
        app.build()
    told = {"parts": spent, "before": peaks[0], "after": peaks[1]}
    (below / "parts.json").write_text(json.dumps(told), "utf-8")
    return app.statuscode


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _watch(app: Sphinx, spent: dict[str, float], *, leave_out: bool) -> None:
    """Measure or take away the handlers of the parts. Raises LookupError where a part has none."""
    for part, (module, event) in PARTS.items():
        listeners = app.events.listeners[event]
        found = [listener for listener in listeners if listener.handler.__module__ == module]
        if not found:
            raise LookupError(f"{module} handles no {event}")
        for listener in found:
            place = listeners.index(listener)
            if leave_out:
                del listeners[place]
            else:
                listeners[place] = listener._replace(handler=_watched(listener.handler, spent, part))


def _watched(function: Callable[..., Any], spent: dict[str, float], part: str) -> Callable[..., Any]:
    @wraps(function)
    def watched(*arguments: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            spent[part] += time.process_time() - start

    return watched


# ---- measuring


def measure(folder: Path, letters: int, /, *, with_bare: bool) -> Row:
    """Build an archive of so many letters, after each of two changes, and without exports if asked to."""
    docs = folder / "docs"
    counts = synthetic.write(docs, letters)
    page = sorted(docs.glob("letters/*/*-sample-letter-*.md"))[letters // 2]
    text = page.read_text("utf-8")
    builds = {}
    for name in BUILDS:
        if name == "one body":
            page.write_text(with_sentence(text), "utf-8")
        elif name == "one title":
            page.write_text(with_title(with_sentence(text)), "utf-8")
        cost = _build(folder, "html", "with", name)
        builds[name] = Build(cost, **json.loads((folder / "parts.json").read_text("utf-8")))
        if name == "clean":
            sizes = sizes_of(folder / "html")
    page.write_text(text, "utf-8")
    bare = _build(folder, "bare", "without", "bare") if with_bare else None
    return Row(counts, builds, bare, sizes)


def _build(folder: Path, output: str, exports: str, name: str) -> Cost:
    command = [sys.executable, "-c", _BUILD, str(folder), output, exports]
    return growth.measure(command, folder / f"{name.replace(' ', '-')}.log")


def with_sentence(text: str) -> str:
    """Change a letter's page: its body ends with one more sentence."""
    return f"{text.rstrip()}\nThe made-up coalitions add a sentence.\n"


def with_title(text: str) -> str:
    """Change a letter's page: its title, which stands in the files of all its bodies and topics too."""
    return text.replace("\ntitle: 'Sample letter", "\ntitle: 'Another letter", 1)


def sizes_of(output: Path) -> dict[str, int]:
    """Sum the bytes of what a build wrote: pages, and each kind of export by the part that keeps it and its ending."""
    sizes: Counter[str] = Counter()
    kept: dict[str, str] = {}
    for part in ("data", "downloads", "tables"):
        listed = output / f".{part}.json"
        kept |= dict.fromkeys(json.loads(listed.read_text("utf-8"))["files"], part) if listed.exists() else {}
    for path in output.rglob("*"):
        if path.is_file():
            kind = _kind(path.relative_to(output).as_posix(), kept)
            if kind:
                sizes[kind] += path.stat().st_size
    return dict(sizes.most_common())


def _kind(name: str, kept: dict[str, str]) -> str:
    ending = "." + name.rpartition("/")[2].partition(".")[2]
    if part := kept.get(name):
        where = " in data/" if name.startswith("data/") else " beside pages" if part == "data" else ""
        return f"{part}: {ending}{where}"
    if ending in (".md", ".linkset.json"):
        return f"metadata: {ending}"
    if name == "cmif.xml" or name.startswith("sitemap"):
        return f"harvesting: {name}"
    return "pages: .html" if ending == ".html" else ""


# ---- telling


def table(rows: Sequence[Row]) -> str:
    """Write the figures as text; the growth of a part is that of its seconds with the number of pages."""
    parts = "".join(f"{part:>12}" for part in PARTS)
    lines = [
        f"{'':24}   whole {'  CPU s of exports  ':-^80}",
        f"letters  pages  build      CPU s{parts}       all   share",
    ]
    for row in rows:
        for name, one in row.builds.items():
            line = f"{row.counts.letters:7}{row.counts.pages:7}  {name:9}{one.cost.seconds:7.1f}"
            line += "".join(f"{one.parts[part]:12.2f}" for part in PARTS)
            lines.append(f"{line}{one.exports:10.2f}{one.share:8.1%}")
    lines += ["", "                clean build, CPU s            memory at the peak, MB"]
    lines.append("letters  pages    with  without  difference    before    after      end  without")
    for row in rows:
        clean, bare = row.builds["clean"], row.bare
        line = f"{row.counts.letters:7}{row.counts.pages:7}{clean.cost.seconds:8.1f}"
        line += f"{bare.seconds:9.1f}{1 - bare.seconds / clean.cost.seconds:12.1%}" if bare else f"{'-':>9}{'-':>12}"
        line += f"{clean.before:10.0f}{clean.after:9.0f}{clean.cost.memory:9.0f}"
        lines.append(line + (f"{bare.memory:9.0f}" if bare else f"{'-':>9}"))
    lines += ["", f"{'bytes a letter':40}" + "".join(f"{row.counts.letters:>12}" for row in rows)]
    for kind in dict.fromkeys(chain.from_iterable(row.sizes for row in rows)):
        lines.append(f"{kind:40}" + "".join(f"{row.sizes.get(kind, 0) / row.counts.letters:12.0f}" for row in rows))
    if len(rows) > 1:
        lines += ["", *_growth(rows)]
    return "\n".join(lines)


def _growth(rows: Sequence[Row]) -> Iterable[str]:
    yield "growth: cost = a * pages ** b, where b = 1 is linear"
    pages = [row.counts.pages for row in rows]
    for part in PARTS:
        yield f"  {part:24}b = {growth.exponent(pages, [row.builds['clean'].parts[part] for row in rows]):.2f}"
    figures = {
        "all exports": [row.builds["clean"].exports for row in rows],
        "bytes of exports": [
            float(sum(size for kind, size in row.sizes.items() if not kind.startswith("pages"))) for row in rows
        ],
        "clean build": [row.builds["clean"].cost.seconds for row in rows],
        "memory before exports": [row.builds["clean"].before for row in rows],
        "memory after exports": [row.builds["clean"].after for row in rows],
    }
    for name, found in figures.items():
        yield f"  {name:24}b = {growth.exponent(pages, found):.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; give 1 where a build failed, or where exports cost too much and that is asked for."""
    parser = ArgumentParser(prog="exports", description="Measure what the exports cost of an HTML build.")
    parser.add_argument("sizes", nargs="*", type=int, metavar="LETTERS", help=f"sizes; {SIZES} unless told")
    parser.add_argument("--folder", type=Path, help="keep the archives and logs here; a temporary folder unless told")
    parser.add_argument(
        "--strict", action="store_true", help=f"fail where exports take {LIMIT:.0%} or more of a clean build"
    )
    parser.add_argument("--no-bare", action="store_true", help="leave out the build without exports")
    options = parser.parse_args(arguments)
    sizes = sorted(set(options.sizes)) or list(SIZES)
    rows = []
    with nullcontext(options.folder) if options.folder else TemporaryDirectory(prefix="exports-") as folder:
        for letters in sizes:
            below = Path(folder) / str(letters)
            if below.exists():
                parser.error(f"{below} is there already; a clean build needs a new folder")
            print(f"{letters} letters ...", file=sys.stderr, flush=True)
            try:
                rows.append(measure(below, letters, with_bare=not options.no_bare))
            except growth.MeasureError as error:
                print(f"exports: {error}", file=sys.stderr)
                return 1
    print(table(rows))
    return int(options.strict and any(row.builds["clean"].share >= LIMIT for row in rows))


if __name__ == "__main__":
    sys.exit(main())
