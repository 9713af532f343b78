"""Which heads of the log a restore has really replaced: those that a kept copy of the replaced database proves.

An entry about a restore explains nothing by itself, for whoever writes the log anew can write one. A kept head may
differ from the present log only when

* a copy made because its database was replaced is still there, sealed with the key,
* its log holds the head that the entry names (``replaced_head``) and the head in question, seal by seal, and
* what follows in the present log, after what both have in common and after what came from the restored copy, is
  not older than the replaced head: a past written anew would keep its old dates.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from db.audit import Anchor
from db.backup_folder import BadBackup
from db.errors import DatabaseProblem


class Log(Protocol):
    """The present log, or the one in a kept copy."""

    def seal(self, number: int) -> tuple[str, str] | None:
        """Moment as text that sorts, and mac; None when there is no such entry."""

    def oldest_after(self, number: int) -> str | None:
        """The earliest moment among the entries after this one."""

    def restores(self) -> list[tuple[int, str]]:
        """Number and details of entries about restores, oldest first."""


@dataclass(frozen=True)
class KeptHead:
    """A head of the log kept elsewhere, and when.

    ``branch`` opens the log of the copy, where that was made because a restore replaced its database; it raises
    BadBackup or DatabaseProblem.
    """

    anchor: Anchor
    moment: datetime
    branch: Callable[[], AbstractContextManager[Log]] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Sorted:
    """``binding`` heads must agree with the log; ``unproven`` are entries about restores that explain nothing."""

    binding: tuple[KeptHead, ...]
    unproven: tuple[int, ...]


def sort_heads(present: Log, kept: Sequence[KeptHead]) -> Sorted:
    """Part the heads that a proven restore replaced from those that the present log must still agree with."""
    differing = [head for head in kept if not _agrees(present, head.anchor)]
    restores = present.restores() if differing else []
    if not restores:
        return Sorted(tuple(kept), ())
    replaced: list[KeptHead] = []
    proven: set[int] = set()
    _explain(present, restores, kept, differing, replaced, proven, set())
    left = [head for head in differing if head not in replaced]
    claimed = {
        number for number, _ in restores if number not in proven and any(number <= one.anchor.count for one in left)
    }
    return Sorted(tuple(head for head in kept if head not in replaced), tuple(sorted(claimed)))


def _explain(
    log: Log,
    restores: Sequence[tuple[int, str]],
    kept: Sequence[KeptHead],
    differing: Sequence[KeptHead],
    replaced: list[KeptHead],
    proven: set[int],
    used: set[int],
) -> None:
    for number, details in restores:
        for place, copy in enumerate(kept):
            if copy.branch is None or place in used:
                continue
            # a copy that cannot be opened proves nothing
            with suppress(BadBackup, DatabaseProblem), copy.branch() as old:
                common = _parted(log, number, _told(details), old, copy, kept)
                if common is None:
                    continue
                used.add(place)
                proven.add(number)
                replaced += [
                    head
                    for head in differing
                    if common < head.anchor.count <= copy.anchor.count and _agrees(old, head.anchor)
                ]
                # the database that was replaced may itself have been restored once
                earlier = [(n, said) for n, said in old.restores() if n > common]
                _explain(old, earlier, kept, differing, replaced, set(), used)


def _parted(
    log: Log, number: int, facts: dict[str, Any], old: Log, copy: KeptHead, kept: Sequence[KeptHead]
) -> int | None:
    """The last entry that both logs share, when the copy proves the restore; else None."""
    head = _anchor(facts.get("replaced_head"))
    if head is None or not head.count <= copy.anchor.count:
        return None
    if not (_agrees(old, head) and _agrees(old, copy.anchor) and old.seal(copy.anchor.count + 1) is None):
        return None
    common = _common(log, old, number - 1)
    own = max((common, *_restored(log, number, facts, kept)))
    oldest, last = log.oldest_after(own), old.seal(head.count)
    if oldest is None or last is None or oldest < last[0]:
        return None
    return common


def _common(log: Log, old: Log, most: int) -> int:
    """The last number up to which both logs are the same: seals are chained, so that halving finds it."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        here, there = log.seal(middle), old.seal(middle)
        if here is not None and there is not None and here[1] == there[1]:
            low = middle
        else:
            high = middle - 1
    return low


def _restored(log: Log, number: int, facts: dict[str, Any], kept: Sequence[KeptHead]) -> Iterator[int]:
    """How many entries came with the restored copy, where that is still kept and agrees with the log."""
    for head in kept:
        if head.moment.isoformat() == facts.get("made") and head.anchor.count < number and _agrees(log, head.anchor):
            yield head.anchor.count


def _agrees(log: Log, head: Anchor) -> bool:
    if not head.count:
        return True
    found = log.seal(head.count)
    return found is not None and bool(head.mac) and found[1].startswith(head.mac)


def _told(details: str) -> dict[str, Any]:
    try:
        content = json.loads(details)
    except ValueError:
        return {}
    facts = content.get("facts") if isinstance(content, dict) else None
    return facts if isinstance(facts, dict) else {}


def _anchor(text: Any) -> Anchor | None:
    try:
        found = Anchor.parse(str(text))
    except ValueError:
        return None
    return found if found.count else None
