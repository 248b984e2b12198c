"""Faults of the machine in plain words, with what a person can do: a full disk, a folder that is closed."""

from __future__ import annotations

import errno

_MENDS = {
    errno.ENOSPC: "make room",
    errno.EDQUOT: "your share of the disk is used up: make room",
    errno.EFBIG: "raise the limit for files (ulimit -f)",
    errno.EROFS: "have the disk mounted for writing, or choose another folder",
    errno.EACCES: "change owner or rights, or choose another folder",
    errno.EPERM: "change owner or rights, or choose another folder",
    errno.EIO: "look after the disk",
}


def fault(error: BaseException | None, /) -> OSError | None:
    """Find the fault of the machine behind an error; None if there is none."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _MENDS:
            return error
        error = error.__cause__ or error.__context__
    return None


def told(found: OSError, /) -> str:
    """Say what is wrong and what to do."""
    where = f"{found.filename}: " if found.filename else ""
    return f"{where}{found.strerror}; {_MENDS[found.errno or 0]}, then do it again"
