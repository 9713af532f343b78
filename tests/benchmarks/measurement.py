"""How the benchmarks measure: interleaved runs, medians and percentiles, peak memory, and goals as data."""

import gc
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Goal:
    """What a figure must reach: ``times`` the reference at most, ``faster`` times faster at least, or a limit.

    ``faster`` 0 only shows how many times faster.
    """

    times: float | None = None
    faster: float | None = None
    limit: float | None = None

    def __str__(self) -> str:
        if self.times is not None:
            return f"<= {self.times:g} x"
        if self.faster is not None:
            return f">= {self.faster:g} x faster" if self.faster else ""
        return "" if self.limit is None else f"< {self.limit:g}"

    def met(self, ours: float, reference: float | None) -> bool | None:
        """Whether the goal is reached; None for a figure that only informs."""
        if self.limit is not None:
            return ours < self.limit
        if reference is None:
            return None
        if self.times is not None:
            return ours <= self.times * reference
        return ours * self.faster <= reference if self.faster else None


INFORMATION = Goal()
"""A figure without a goal, printed so that nobody has to guess."""


@dataclass(frozen=True)
class Figure:
    """One line of the table: our value, the reference's value, both in ``unit``, and the goal."""

    what: str
    ours: float
    unit: str
    reference: float | None = None
    against: str = ""
    goal: Goal = INFORMATION

    @property
    def met(self) -> bool | None:
        return self.goal.met(self.ours, self.reference)

    @property
    def ratio(self) -> str:
        """How many times the reference, or how many times faster where the goal is told so."""
        if not self.reference or not self.ours:
            return ""
        if self.goal.faster is not None:
            return f"{self.reference / self.ours:.1f} x faster"
        return f"{self.ours / self.reference:.2f} x"


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call; garbage of earlier work is cleared away before, not during."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def interleaved(runs: int, *works: Callable[[], object]) -> list[list[float]]:
    """Seconds of each work over ``runs`` rounds, taking turns, after one round that warms up."""
    return alternating(runs, *(lambda work=work: seconds(work) for work in works), warm_up=True)


def alternating(runs: int, *measures: Callable[[], float], warm_up: bool = False) -> list[list[float]]:
    """Values of each measure over ``runs`` rounds; every second round goes backwards, so that no one is first."""
    if warm_up:
        for measure in measures:
            measure()
    values: list[list[float]] = [[] for _ in measures]
    for run in range(runs):
        order = range(len(measures)) if run % 2 == 0 else reversed(range(len(measures)))
        for index in order:
            values[index].append(measures[index]())
    return values


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]


def peak_memory() -> int:
    """The most memory this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # not ru_maxrss: on Linux a process inherits that from its parent
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return _peak_memory_on_windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _peak_memory_on_windows() -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("faults", ctypes.c_ulong)] + [
            (name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "e", "f")
        ]

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(-1), ctypes.byref(counters), counters.cb)
    return int(counters.peak)


def machine() -> str:
    """What the figures were measured on."""
    names = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "pandas", "python-calamine", "weasyprint")
    parts = [
        f"{os.cpu_count()} cores ({_processor()})",
        platform.system(),
        f"Python {platform.python_version()}",
        *(f"{name} {_version(name)}" for name in names),
    ]
    if hasattr(os, "getloadavg"):
        parts.append(f"load before the run {os.getloadavg()[0]:.1f}")
    return ", ".join(parts)


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
