"""From the start of the process to the painted main window, against a bare window with an empty tab widget.

The program paints its window first and opens the database then, so the moment its tabs are filled and painted is
measured as well. Both run without a display (Qt's offscreen platform), draw their first picture completely and
tell the moment; memory is the peak by then. The database holds 1,000 cards; settings and logs go to an empty folder.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

from tests.benchmarks.databases import cards_database, copy_of
from tests.benchmarks.measurement import MEBIBYTE, Figure, alternating, median
from tests.benchmarks.rows import START_MEMORY, START_TIME
from tests.benchmarks.start_probe import HEAVY

_BARE = "bare QMainWindow with QTabWidget"


def measure(folder: Path, runs: int) -> list[Figure]:
    """Milliseconds and mebibytes; fails when a heavy library is loaded by then."""
    database = copy_of(cards_database(folder), folder / "start.db")
    peaks: dict[str, list[float]] = {"ours": [], "filled": [], "bare": []}

    def started(kind: str) -> float:
        taken, peak, heavy = _start(kind, database, folder / "home")
        assert kind == "bare" or not heavy, f"loaded by the time the window is painted: {', '.join(heavy)}"
        peaks[kind].append(peak)
        return taken

    ours, filled, bare = alternating(
        runs, lambda: started("ours"), lambda: started("filled"), lambda: started("bare"), warm_up=True
    )
    own_peak, filled_peak, bare_peak = (median(peaks[kind]) for kind in ("ours", "filled", "bare"))
    return [
        Figure(f"wall time, median of {runs} starts", median(ours), "ms", median(bare), _BARE, START_TIME),
        Figure("peak memory", own_peak, "MB", bare_peak, _BARE, START_MEMORY),
        Figure("wall time to the window with the database open", median(filled), "ms", median(bare), _BARE),
        Figure("peak memory with the database open", filled_peak, "MB", bare_peak, _BARE),
        Figure(f"loaded by then of {', '.join(HEAVY)}", 0, "libraries"),
    ]


def _start(kind: str, database: Path, home: Path) -> tuple[float, float, list[str]]:
    """Milliseconds to the painted window, peak mebibytes, heavy libraries loaded by then."""
    home.mkdir(exist_ok=True)
    folders = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA")
    environment = {**os.environ, **dict.fromkeys(folders, str(home)), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.start_probe", kind, str(database)]
    start = monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    said = json.loads(done.stdout.splitlines()[-1])
    return (said["at"] - start) * 1000, said["peak"] / MEBIBYTE, said["heavy"]
