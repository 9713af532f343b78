"""Disks that refuse: full, failing now and then, or changing single bits of what they keep."""

import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.check import check
from db.errors import DatabaseProblem
from tests.torture.nursery import Nursery
from tests.torture.scenarios import Scenario, Writing
from tests.torture.soundness import Verdict
from tests.torture.tally import Tally


def failing_disk(
    scenario: Scenario, nursery: Nursery, folder: Path, rounds: int, seed: int, failing: float = 0.02
) -> Tally:
    """Writes and syncs fail with a probability; half of the failing writes leave a part of themselves."""
    tally = Tally(f"{scenario.title}, {failing:.0%} errors", "i/o error", seed)
    home = folder / "failing"
    for place in range(rounds):
        verdict, lines = _starved(scenario, nursery, home, failing=failing, seed=(seed + place) * 2_654_435_761 + 1)
        tally.acknowledged += sum(line.startswith("ack ") for line in lines)
        tally.notes["refused"] += sum(line.startswith("refused ") for line in lines)
        tally.add(verdict, f"seed {seed + place}")
    return tally


def full_disk(scenario: Scenario, nursery: Nursery, folder: Path, rounds: int, seed: int) -> Tally:
    """Files may grow by so much and no more, in all (room) or each (the system's limit)."""
    tally = Tally(scenario.title, "disk full", seed)
    chance = random.Random(seed)
    for place in range(rounds):
        limit = chance.randint(20_000, 600_000)
        bounds = {"room": limit} if place % 2 else {"largest_file": 350_000 + limit}
        verdict, lines = _starved(scenario, nursery, folder / "full", **bounds)
        tally.acknowledged += sum(line.startswith("ack ") for line in lines)
        tally.notes += _kinds(lines)
        tally.add(verdict, f"{bounds}")
    return tally


def _kinds(lines: list[str]) -> Counter[str]:
    return Counter(line for line in lines if line.startswith("refused "))


def _starved(scenario: Scenario, nursery: Nursery, home: Path, **changes: object) -> tuple[Verdict, list[str]]:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    scenario.prepare(home)
    order = scenario.taped(home)
    assert order is not None, scenario.name
    nursery.heard()
    status = nursery.end(nursery.start(order.changed(**changes)))
    lines = nursery.heard()
    verdict = scenario.judge(home, lines)
    if status != 0:
        verdict.faults.append(f"the program ended with {status}, {changes}")
    shutil.rmtree(home)
    return verdict, lines


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path | None]:
    """A file system of so many bytes; None where this user may not mount one."""
    place = folder / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        place.rmdir()
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def really_full_disk(nursery: Nursery, folder: Path, key: bytes | None, seed: int) -> Tally | None:
    """A file system with little room left; None where none can be mounted."""
    scenario = Writing(key)
    room = random.Random(seed).randint(0, 300_000)
    tally = Tally(f"{scenario.title}, tmpfs", "disk full", seed)
    template = folder / "template"
    template.mkdir()
    scenario.prepare(template)
    with small_disk(folder, scenario.database(template).stat().st_size + room) as home:
        if home is None:
            return None
        shutil.copy(scenario.database(template), home)
        nursery.heard()
        status = nursery.end(nursery.start(scenario.order(home, "write", limit=80)))
        lines = nursery.heard()
        # looked at where there is room: on a disk with less than SQLite's 32 KiB of shared memory nobody can
        rescued = Path(shutil.copytree(home, folder / "rescued"))
    verdict = scenario.judge(rescued, lines)
    shutil.rmtree(template)
    shutil.rmtree(rescued)
    verdict.faults += [] if status == 0 else [f"the program ended with {status}"]
    tally.acknowledged = sum(line.startswith("ack ") for line in lines)
    tally.notes += _kinds(lines)
    tally.add(verdict, f"{room} bytes")
    return tally


def flipped_bits(nursery: Nursery, folder: Path, key: bytes | None, flips: int, seed: int) -> Tally:
    """One bit of a closed file changed at a time; ``lost`` counts those that the program's check did not find."""
    scenario = Writing(key)
    tally = Tally(scenario.title.replace("saving", "closed file"), "bit flip", seed)
    chance = random.Random(seed)
    home = folder / "flips"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    path = scenario.database(home)
    scenario.prepare(home)
    nursery.end(nursery.start(scenario.order(home, "write", limit=20)))
    assert not path.with_name(path.name + "-wal").exists()
    content = path.read_bytes()
    for _ in range(flips):
        place = chance.randrange(len(content) * 8)
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        path.write_bytes(changed)
        tally.events += 1
        if found(path, key):
            tally.notes["found"] += 1
        else:
            tally.lost += 1
    shutil.rmtree(home)
    return tally


def found(path: Path, key: bytes | None) -> bool:
    """Whether the program's check says that something is wrong."""
    try:
        return not check(path, key=key).ok
    except DatabaseProblem:
        return True
