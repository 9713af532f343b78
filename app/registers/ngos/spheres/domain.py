"""The office's own list of spheres of public tasks, where it replaced the one shipped with the program."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from app.core.drafts import day, shape_problems, text
from app.core.problems import Problem

MOST_SPHERES = 200


@dataclass(frozen=True, kw_only=True)
class SphereLine:
    """One line of the list: code of the point, its name, key of the group, days of validity."""

    code: str = text(8, required=True)
    name: str = text(300, required=True)
    group: str = text(40, required=True)
    valid_from: date | None = day()
    valid_to: date | None = day()


@dataclass(frozen=True, kw_only=True)
class SphereListDraft:
    """A whole list; ``source`` names the act or the file it was taken from."""

    source: str = text(300, required=True)
    spheres: tuple[SphereLine, ...] = field(default=(), metadata={"most": MOST_SPHERES})


@dataclass(frozen=True, kw_only=True)
class OwnSphereList(SphereListDraft):
    """The list as saved."""

    id: int
    version: int


def validate(draft: SphereListDraft) -> tuple[Problem, ...]:
    """Every broken rule of the draft."""
    return (*shape_problems(draft), *_rules(draft))


def _rules(draft: SphereListDraft) -> Iterator[Problem]:
    if not draft.spheres:
        yield Problem("spheres", "required")
    versions: dict[str, list[tuple[int, SphereLine]]] = defaultdict(list)
    for index, line in enumerate(draft.spheres):
        if line.code.strip() and not re.fullmatch(r"[0-9]{1,3}[a-z]{0,3}", line.code):
            yield Problem(f"spheres.{index}.code", "bad_code", {"value": line.code})
        if line.valid_from is None:
            yield Problem(f"spheres.{index}.valid_from", "required")
            continue
        if line.valid_to is not None and line.valid_to < line.valid_from:
            yield Problem(f"spheres.{index}.valid_to", "validity_order")
        versions[line.code].append((index, line))
    for lines in versions.values():
        ordered = sorted(lines, key=lambda each: each[1].valid_from or date.min)
        for (_, earlier), (index, later) in pairwise(ordered):
            if earlier.valid_to is None or (later.valid_from or date.min) <= earlier.valid_to:
                yield Problem(f"spheres.{index}.code", "code_twice", {"value": later.code})
