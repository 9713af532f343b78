"""Power cuts: a deed is taped once, then the disk is rebuilt for many moments and looked at each time."""

import shutil
from pathlib import Path

from tests.torture.nursery import Nursery
from tests.torture.scenarios import Scenario
from tests.torture.tally import Tally
from tests.torture.tape import Disk, cuts, read_tape


def cut_loop(
    scenario: Scenario, nursery: Nursery, folder: Path, number: int, seed: int, synchronous: str = "FULL"
) -> Tally:
    """Tape the scenario's deed and look at the disk after ``number`` power cuts; the nursery must tape."""
    title = scenario.title if synchronous == "FULL" else f"{scenario.title}, synchronous={synchronous}"
    tally = Tally(title, "power cut", seed)
    home, tape, images = folder / "cuts", folder / "tape", folder / "images"
    for left in (home, images):
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir(parents=True)
    tape.unlink(missing_ok=True)
    scenario.prepare(home)
    disk = Disk(home)
    order = scenario.taped(home)
    assert order is not None, scenario.name
    nursery.heard()
    status = nursery.end(nursery.start(order.changed(tape=str(tape), synchronous=synchronous)))
    lines = nursery.heard()
    if status != 0:
        tally.faults.append(f"the deed ended with {status}: {lines[-3:]}")
        return tally
    tally.acknowledged = sum(line.startswith("ack ") for line in lines)
    events = read_tape(tape)
    for place, (image, said) in enumerate(cuts(disk, events, number, images, seed)):
        tally.add(scenario.judge(image, said), f"seed {seed} cut {place}")
    shutil.rmtree(home)
    shutil.rmtree(images)
    tape.unlink()
    return tally
