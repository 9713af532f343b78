"""The long run: every scenario in turn until the time is over, then the table; ``dev.py torture --minutes N``."""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from tests.torture.cuts import cut_loop
from tests.torture.kills import kill_loop
from tests.torture.nursery import Nursery, nursery
from tests.torture.scenarios import KEY, SCENARIOS, BackingUp, Writing
from tests.torture.starving import failing_disk, flipped_bits, full_disk, really_full_disk
from tests.torture.tally import SHOWN_FAULTS, Tally, table
from tests.torture.tape import compile_library, compiler

KILLS_PER_TURN = 20
CUTS_PER_TURN = 40
FLIPS_PER_TURN = 20
KEYS = (None, KEY)
Step = Callable[[int], Tally | None]


def steps(running: Nursery, folder: Path, only: str | None = None) -> Iterator[Step]:
    """One turn: a part of every scenario, or of one kind of interruption; each step is given its seed."""
    for key in KEYS:
        for kind, step in _steps(running, folder, key):
            if only in (None, kind):
                yield step


def _steps(running: Nursery, folder: Path, key: bytes | None) -> Iterator[tuple[str, Step]]:
    for scenario in SCENARIOS:
        yield "kill", partial(kill_loop, scenario(key), running, folder, KILLS_PER_TURN)
        yield "cut", partial(cut_loop, scenario(key), running, folder, CUTS_PER_TURN)
        yield "fault", partial(failing_disk, scenario(key), running, folder, 1)
    for scenario in (Writing, BackingUp):
        yield "fault", partial(full_disk, scenario(key), running, folder, 2)
    yield "fault", partial(really_full_disk, running, folder, key)
    yield "fault", partial(flipped_bits, running, folder, key, FLIPS_PER_TURN)
    for mode in ("NORMAL", "OFF"):
        yield "cut", partial(cut_loop, Writing(key), running, folder, CUTS_PER_TURN, synchronous=mode)


def expected(tally: Tally) -> bool:
    """Whether the figures are those the program promises, or for the weakened runs those that prove the harness."""
    if "synchronous=OFF" in tally.scenario:
        return tally.corrupt > 0
    if "synchronous=NORMAL" in tally.scenario:
        return tally.corrupt == 0 and tally.lost > 0
    if tally.kind == "bit flip" and "plain" in tally.scenario:
        return True
    return tally.clean


def run(minutes: float, seed: int, only: str | None, out: Callable[[str], object]) -> int:
    """Go round until the time is over, at least once; 0 when everything was as promised, otherwise 1."""
    deadline = time.monotonic() + minutes * 60
    tallies: dict[tuple[str, str], Tally] = {}
    with tempfile.TemporaryDirectory(prefix="urzad-torture-") as name:
        folder = Path(name)
        with nursery(compile_library(folder)) as running:
            for turn in count():
                for step in steps(running, folder, only):
                    _add(tallies, step(seed + turn))
                done = sum(tally.events for tally in tallies.values())
                out(f"turn {turn + 1}: {done:,} interruptions, seed {seed + turn}")
                if time.monotonic() > deadline:
                    break
    out(table(tallies.values()))
    return _finish(tallies.values(), out)


def _add(tallies: dict[tuple[str, str], Tally], new: Tally | None) -> None:
    if new is None:
        return
    known = tallies.setdefault((new.kind, new.scenario), new)
    if known is not new:
        known.join(new)


def _finish(tallies: Iterable[Tally], out: Callable[[str], object]) -> int:
    strong = [tally for tally in tallies if "synchronous=" not in tally.scenario]
    for kind in sorted({tally.kind for tally in strong}):
        events = [tally for tally in strong if tally.kind == kind]
        acknowledged = sum(tally.acknowledged for tally in events)
        lost, corrupt = sum(tally.lost for tally in events), sum(tally.corrupt for tally in events)
        out(
            f"{kind}: {sum(tally.events for tally in events):,} events, {acknowledged:,} acknowledged, "
            f"{lost} lost, {corrupt} corrupt"
        )
    wrong = [tally for tally in tallies if not expected(tally)]
    for tally in wrong:
        out(f"NOT AS PROMISED: {tally.kind}, {tally.scenario}")
        for fault in tally.faults[:SHOWN_FAULTS]:
            out(f"    {fault}")
    return int(bool(wrong))


def main() -> int:
    """Exit status 0, 1 (something was lost or damaged) or 2 (cannot run here)."""
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="how long to go on (default 5)")
    parser.add_argument("--seed", type=int, default=None, help="first seed; a known one replays its power cuts")
    parser.add_argument("--only", choices=("kill", "cut", "fault"), help="one kind of interruption instead of all")
    chosen = parser.parse_args()
    if sys.platform != "linux" or compiler() is None:
        sys.stderr.write("The long run needs Linux and gcc (packages gcc, libc6-dev).\n")
        return 2
    os.environ.setdefault("PYTHONUTF8", "1")
    seed = random.SystemRandom().randrange(1_000_000) if chosen.seed is None else chosen.seed
    return run(chosen.minutes, seed, chosen.only, _say)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
