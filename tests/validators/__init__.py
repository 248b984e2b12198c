"""Holds files of a built site to programs and schemas that we did not write.

A validator takes the folder of the site and files in it, and gives the problems that it finds. `programs` runs those
that are no Python; the others are named for what they read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.building import TOP

Validator = Callable[[Path, Sequence[Path]], Iterable[str]]

#: Published schemas that are no part of the repository, as their licences do not admit it or do not say.
SCHEMAS = Path(os.environ.get("UNDERSIGNED_SCHEMAS", TOP.parent / "shared" / "schemas"))
