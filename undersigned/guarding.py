"""Keeps builds apart, clears up after one that was broken off, and tells of a machine's faults in plain words.

Registered by the archive's extension and by the PDF builder; comes before everything else, as Sphinx reads what an
earlier build left right after the settings.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sphinx.errors import SphinxError
from sphinx.util import logging

from . import changing, doctrees, faults
from .locking import Lock
from .moving import MoveError
from .writing import clear

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> None:
    """Register the part, once."""
    if hasattr(app, "undersigned_locks"):
        return
    app.undersigned_locks = []  # type: ignore[attr-defined]
    end_with_parent()
    # Before the tree of pages is looked at (500).
    app.connect("config-inited", on_config_inited, priority=1)
    app.connect("env-get-outdated", doctrees.on_env_get_outdated)
    # After all that writes.
    app.connect("build-finished", on_build_finished, priority=2000)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Wait for another build of the same folders; finish or clear away what was broken off."""
    outdir, doctrees = Path(app.outdir), Path(app.doctreedir)
    if not os.access(outdir, os.W_OK):
        fail(app, f"{outdir} may not be written to; change its rights, or build into another folder")
    # In one order, so that two builds never wait for each other.
    for folder in sorted({outdir, outdir if doctrees.is_relative_to(outdir) else doctrees}):
        lock = Lock(folder)
        lock.take(lambda text: logger.info("%s", text))
        app.undersigned_locks.append(lock)  # type: ignore[attr-defined]
        if lock.was_broken_off:
            clear(folder)
    try:
        changing.finish(Path(app.srcdir), lambda text: logger.info("%s", text))
    except MoveError as error:
        fail(app, str(error))


def fail(app: Sphinx, text: str, /) -> NoReturn:
    """End a build that has not begun. Raises SphinxError, or ends the process if it is Sphinx's own command."""
    while app.undersigned_locks:  # type: ignore[attr-defined]
        app.undersigned_locks.pop().free()  # type: ignore[attr-defined]
    if not is_command():
        raise SphinxError(text)
    logger.error("%s", text)
    raise SystemExit(2)


def on_build_finished(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build in; say in plain words what broke this one."""
    locks: list[Lock] = app.undersigned_locks  # type: ignore[attr-defined]
    while locks:
        locks.pop().free()
    if exception is None or not _is_plain(exception) or app.verbosity or app.pdb or not is_command():
        return
    category = exception.category if isinstance(exception, SphinxError) else "Build broken off"
    # Not raised: Sphinx would print versions, extensions and a part of our code below it.
    found = faults.fault(exception)
    told = f"{faults.told(found)}; what was published before stays" if found else str(exception)
    logger.error("%s: %s", category, told)
    raise SystemExit(2)


@cache
def end_with_parent() -> None:
    """Have the processes that are started from now on end when this one is killed; once for each process.

    Sphinx's would stay for ever, waiting for a reader of what they have to say. Other systems than Linux know no such wish.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        # PR_SET_PDEATHSIG, of <linux/prctl.h>
        os.register_at_fork(after_in_child=lambda: libc.prctl(1, signal.SIGKILL, 0, 0, 0))


def _is_plain(error: Exception) -> bool:
    """Tell whether the words of an error are enough: it is no fault of the code."""
    return faults.fault(error) is not None or (
        isinstance(error, SphinxError) and getattr(error, "orig_exc", None) is None
    )


def is_command() -> bool:
    """Tell whether this process is Sphinx's own command, and not a program that builds."""
    spec = getattr(sys.modules.get("__main__"), "__spec__", None)
    return getattr(spec, "name", None) in ("sphinx.__main__", "sphinx.cmd.build")
