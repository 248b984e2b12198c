"""Finds a letter in a `Document`: who writes to whom, when, about what, and how sure that is.

Comes after `undersigned.importing.reading`; `undersigned.importing.draft` makes a page of the findings.
"""

from __future__ import annotations

from .analysis import Given, find_letter
from .findings import Findings

__all__ = ["Findings", "Given", "find_letter"]
