"""Has pages read anew whose doctrees are damaged, as a machine leaves them that lost its power.

Comes before Sphinx reads what changed; it looks at ends and lengths alone. What is wrong within a file is found when its
page is written: the build breaks off, says so, and the next reads all pages anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from .wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)
#: How a pickle begins and ends, and how it says that bytes of a number follow: docs.python.org/3/library/pickletools.html
_PROTOCOL, _FRAME, _STOP = b"\x80", b"\x95", b"."
_HEAD = len(_PROTOCOL) + 1 + len(_FRAME) + 8


def on_env_get_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Sequence[str]:
    """Name the pages whose doctrees were cut off, emptied or overwritten."""
    kept = sorted(env.all_docs.keys() - added - changed - removed)
    damaged = [docname for docname in kept if not is_whole(Path(app.doctreedir, f"{docname}.doctree"))]
    if damaged:
        logger.info("what the last build kept of %s is damaged; it is read anew", plural(len(damaged), "page"))
    return damaged


def is_whole(path: Path) -> bool:
    """Tell whether a pickle has a beginning and an end that agree."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            size = os.fstat(file.fileno()).st_size
            file.seek(max(0, size - len(_STOP)))
            end = file.read()
    except OSError:
        return False
    framed = int.from_bytes(head[-8:], "little")
    return head[:1] == _PROTOCOL and head[2:3] == _FRAME and _HEAD + framed <= size and end == _STOP
