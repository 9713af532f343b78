"""kill -9 in a random moment, again and again."""

import random
import shutil
import time
from pathlib import Path

from tests.torture.nursery import Nursery
from tests.torture.scenarios import Scenario
from tests.torture.tally import Tally


def kill_loop(scenario: Scenario, nursery: Nursery, folder: Path, kills: int, seed: int) -> Tally:
    """Let processes work and kill them, ``kills`` times; after each kill everything is looked at."""
    tally = Tally(scenario.title, "kill -9", seed)
    chance = random.Random(seed)
    home = folder / "kills"
    shutil.rmtree(home, ignore_errors=True)
    second = _time_of(scenario, nursery, home) if scenario.fresh else 1.0
    while tally.events < kills:
        if scenario.fresh or not home.exists():
            _begin(scenario, home)
        # three in four fall among the saves, however slow the machine is; the others may fall into the opening
        settled = not scenario.fresh and chance.random() < 0.75
        _one(scenario, nursery, home, tally, chance.uniform(*scenario.wait) * second, settled=settled)
    shutil.rmtree(home)
    return tally


def _begin(scenario: Scenario, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    scenario.prepare(home)


def _time_of(scenario: Scenario, nursery: Nursery, home: Path) -> float:
    """Seconds that a deed takes which comes to its end."""
    _begin(scenario, home)
    start = time.monotonic()
    for pid in [nursery.start(order) for order in scenario.orders(home)]:
        nursery.end(pid)
    return time.monotonic() - start


def _one(scenario: Scenario, nursery: Nursery, home: Path, tally: Tally, wait: float, *, settled: bool) -> None:
    nursery.heard()
    running = [nursery.start(order) for order in scenario.orders(home)]
    if settled:
        nursery.await_line("ack ")
    deadline = time.monotonic() + wait
    while (left := deadline - time.monotonic()) > 0:
        nursery.listen(left)
    killed = [nursery.kill(pid) for pid in running]
    lines = nursery.heard()
    log = scenario.database(home).with_name(scenario.database(home).name + "-wal")
    hot = log.exists() and log.stat().st_size > 0
    verdict = scenario.judge(home, lines)
    verdict.notes["with a hot log"] += hot
    tally.acknowledged += sum(line.startswith("ack ") for line in lines)
    tally.add(verdict, f"kill {tally.events + 1}")
    if not any(killed):
        # it was quicker: what it did is judged, but it is not counted as a kill
        tally.events -= 1
