"""PDF of each letter and of volumes of letters: the builder `letterpdf`.

Loaded through the entry point group `sphinx.builders`, so that builds of other formats never import it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import guarding
from .builder import LetterPdfBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: Name of the compilation's file; its title (default: the project); the note on rights; where pieces are kept;
#: one volume that is asked for, in place of all PDFs (JSON, see `commands.volume`).
SETTINGS = {
    "letterpdf_compilation": "letters", "letterpdf_title": "", "letterpdf_licence": "", "letterpdf_cache": "",
    "letterpdf_packet": "",
}  # fmt: skip


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its settings."""
    guarding.setup(app)
    app.add_builder(LetterPdfBuilder)
    for name, default in SETTINGS.items():
        # The archive's extension registers what its pages need too, such as the name of the compilation.
        if name not in app.config:
            app.add_config_value(name, default, "", (str,))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
