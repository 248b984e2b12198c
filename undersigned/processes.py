"""Reads and writes pages in several processes, each of which does a share of all work.

Sphinx writes with one process fewer than it may have, for its first one prepares each page, which here is half of the
work. And each part that it reads comes back with all that was read before.
"""

from __future__ import annotations

import gc
import os
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks, parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
#: Pages that a process takes at a time: few enough that all are done at about the same moment.
SHARE = 20
#: Shares that there are at most: a pipe holds their numbers.
SHARES = 10_000
#: Items that are not worth a process.
FEW = 100
#: What an environment knows of each page, by the page's name.
_OF_PAGES = (
    "all_docs", "dependencies", "included", "longtitles", "metadata", "titles", "toc_num_entries", "tocs",
)  # fmt: skip


def setup(app: Sphinx) -> None:
    """Register the part."""
    app.connect("env-before-read-docs", on_env_before_read_docs)
    app.connect("source-read", on_source_read, priority=1)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Know the process that has pages read: a program may build in another than the one that made its application."""
    app.undersigned_reader = os.getpid()  # type: ignore[attr-defined]


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Forget, in a process that reads some pages, what was read before: it all comes back with them."""
    if getattr(app, "undersigned_reader", os.getpid()) != os.getpid():
        app.undersigned_reader = os.getpid()  # type: ignore[attr-defined]
        forget_pages(app.env)


def forget_pages(env: BuildEnvironment) -> None:
    """Forget all pages."""
    for name in _OF_PAGES:
        getattr(env, name).clear()
    for store in env.domaindata["letters"].values():
        if isinstance(store, dict):
            store.clear()


def write_pages(builder: Builder, docnames: Sequence[str], processes: int) -> None:
    """Resolve and write pages in so many processes.

    Raises what writing raises; SphinxParallelError or EOFError where that is in another process, or one is gone.
    """
    first, *docnames = docnames
    # Here, for what it makes that others take: compiled templates.
    _write(builder, first)
    size = max(SHARE, -(-len(docnames) // SHARES))
    shares = [docnames[start : start + size] for start in range(0, len(docnames), size)]
    # Two processes that fill one folder wait for each other: those that are taken one after the other lie far apart.
    far = -(-len(shares) // processes)
    shares = [shares[place] for start in range(far) for place in range(start, len(shares), far)]
    # Numbers of shares, of which each process takes the next: a lock would stay with a process that is ended.
    left, numbers = os.pipe()
    os.write(numbers, b"".join(number.to_bytes(4) for number in range(len(shares))))
    os.close(numbers)

    def write_some() -> dict[str, str]:
        while number := os.read(left, 4):
            for docname in shares[int.from_bytes(number)]:
                _write(builder, docname)
        return builder.images

    def keep(_: object, images: dict[str, str]) -> None:
        builder.images.update(images)

    logger.info("writing %d pages in %d processes", len(docnames), processes)
    # A search for garbage would touch all that is here, and so copy it for each process.
    gc.freeze()
    try:
        tasks = ParallelTasks(processes)
        for _ in range(processes):
            tasks.add_task(write_some, None, keep)
        tasks.join()
    finally:
        gc.unfreeze()
        os.close(left)


def spread(processes: int, function: Callable[[list[Any]], list[Any]], items: Sequence[Any]) -> list[Any]:
    """Give each of so many processes some of the items, and put together what the function makes of them, in their order.

    Raises what the function raises; SphinxParallelError or EOFError where that is in another process, or one is gone.
    """
    if processes < 2 or not parallel_available or len(items) < FEW:
        return function(list(items))
    made: dict[int, list[Any]] = {}
    size = -(-len(items) // processes)
    tasks = ParallelTasks(processes)
    for start in range(0, len(items), size):

        def keep(_: object, found: list[Any], start: int = start) -> None:
            made[start] = found

        tasks.add_task(function, list(items[start : start + size]), keep)
    tasks.join()
    return [one for start in sorted(made) for one in made[start]]


class Beside:
    """A task that another process does while this one goes on, if a build may have several; else it is done at `join`."""

    def __init__(self, app: Sphinx, task: Callable[[], None]) -> None:
        self._task: Callable[[], None] | None = task
        if app.parallel < 2 or not parallel_available:
            return
        context = get_context("fork")
        self._answer, answer = context.Pipe(duplex=False)
        # Gone with this process, if that ends before its time.
        self._process = context.Process(target=self._run, args=(task, answer), daemon=True)
        self._process.start()
        # Else nobody would learn that the process is gone.
        answer.close()
        self._task = None

    @staticmethod
    def _run(task: Callable[[], None], answer: Any) -> None:
        try:
            task()
        except Exception as error:  # of any kind: it is raised where it is waited for
            try:
                answer.send(error)
            except Exception:  # one that cannot be sent may raise anything
                answer.send(RuntimeError(f"{type(error).__name__}: {error}"))
        else:
            answer.send(None)

    def join(self) -> None:
        """See that the task is done. Raises what it raised; EOFError if its process is gone."""
        if self._task is not None:
            self._task()
            return
        error = self._answer.recv()
        self._process.join()
        if error is not None:
            raise error


def _write(builder: Builder, docname: str) -> None:
    """Write a page as Sphinx does."""
    builder.phase = BuildPhase.RESOLVING
    doctree = builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
    builder.phase = BuildPhase.WRITING
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)
