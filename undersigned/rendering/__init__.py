"""Turns views into standard docutils nodes, the same for every builder.

Comes after `views` and is called by the post-transform in `transforms`; takes nothing from the catalogue itself.
`parts` and `letter_lists` hold what all pages are made of; then one module for each kind of page.
"""

from .letters import letter_part
from .listings import listing
from .organizations import organization_masthead, organization_sections, organization_summary
from .parts import Linker
from .topics import topic_sections

__all__ = [
    "Linker", "letter_part", "listing", "organization_masthead", "organization_sections", "organization_summary",
    "topic_sections",
]  # fmt: skip
