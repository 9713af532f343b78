"""Three versions of a record: as opened, mine, theirs – what differs and how they go together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from app.core.words import FieldWords
from app.widgets.forms.fields import Field


@dataclass(frozen=True)
class Difference:
    """One field that differs between my version and theirs, in words."""

    label: str
    mine: str
    theirs: str
    mine_changed: bool
    theirs_changed: bool
    erased: bool = False
    """Whether personal data may have gone from the field for good: they may not come back by way of my version."""

    @property
    def clash(self) -> bool:
        """Both changed the field, so one of the changes must go: theirs, unless data were erased from it."""
        return self.mine_changed and self.theirs_changed and not self.erased


def as_draft(draft_type: type, record: Any) -> Any:
    """The fields of a record that its draft has."""
    return draft_type(**{spec.name: getattr(record, spec.name) for spec in fields(draft_type)})


def merged(base: Any, mine: Any, theirs: Any, *, erased: bool = False) -> Any:
    """Their version with my changes on top.

    Where both changed a field, mine stays; theirs does where somebody was ``erased`` from the data since.
    """
    changes = {
        spec.name: getattr(mine, spec.name)
        for spec in fields(base)
        if getattr(mine, spec.name) != getattr(base, spec.name)
        and not (erased and getattr(theirs, spec.name) != getattr(base, spec.name))
    }
    return replace(theirs, **changes)


def differences(
    described: Sequence[Field],
    words: Mapping[str, FieldWords],
    base: Any,
    mine: Any,
    theirs: Any,
    *,
    erased: bool = False,
) -> tuple[Difference, ...]:
    """The fields that differ between mine and theirs, in the order of the form."""
    found = []
    for item in described:
        here, there, before = (item.value_of(version) for version in (mine, theirs, base))
        if here != there:
            found.append(
                Difference(
                    words[item.name].label,
                    item.told(here),
                    item.told(there),
                    here != before,
                    there != before,
                    erased and here != before and there != before,
                )
            )
    return tuple(found)
