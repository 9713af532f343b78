"""Keeps keys and passwords in memory from reaching the disk when the program crashes."""

import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
"""Linux, ``prctl(2)``: no core file, and no other program of the same user may read this one's memory."""


def forbid_core_dumps() -> None:
    """Ask the system for no memory dumps of this process; a system that knows no such wish is let be.

    Windows writes none unless an administrator asked for them. Swapped-out memory is the system's: the disk of an
    office computer should be encrypted.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
