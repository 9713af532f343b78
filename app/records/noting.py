"""One entry of the audit log about several records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from db import audit


def note_many(
    session: Session, deed: str, entity: str, records: Sequence[tuple[int, str]], facts: Mapping[str, Any] | None = None
) -> None:
    """Log a deed on records given by id and title: a single one by itself, several as a number and a list of ids."""
    if len(records) == 1:
        ((number, title),) = records
        audit.note(session, deed, entity, number, title, facts=facts)
        return
    told = {"count": len(records), "ids": ranges(number for number, _title in records)}
    audit.note(session, deed, entity, None, "", facts={**told, **(facts or {})})


def ranges(numbers: Iterable[int]) -> str:
    """``1-3, 7``: what stays readable and short for ten thousand ids."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][-1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
