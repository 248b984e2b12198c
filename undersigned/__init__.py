"""Undersigned: an archive of open letters on Sphinx."""
from __future__ import annotations

__version__ = "0.1.0"
