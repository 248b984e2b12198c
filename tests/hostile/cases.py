"""All hostile and careless cases. Bodies, facts and files that are good stand among them, so that the checks cannot be too strict."""

from __future__ import annotations

from tests.hostile import bodies_machine, bodies_pages, bodies_reader, bodies_sizes
from tests.hostile.case import CANARY, FENCE, Case, directive
from tests.hostile.facts import FACTS
from tests.hostile.files import FILES

BODIES: dict[str, Case] = {
    **bodies_machine.BODIES, **bodies_reader.BODIES, **bodies_pages.BODIES, **bodies_sizes.BODIES,
}  # fmt: skip

__all__ = ["BODIES", "CANARY", "FACTS", "FENCE", "FILES", "Case", "directive"]
