"""What follows from a record, set again after its row was changed past ``Records.update``: by an anonymisation."""

from typing import Any

from sqlalchemy.orm import Session

from app.records.mapping import draft_of
from app.records.usecases import Records


def renew(register: Records[Any, Any], session: Session, record_id: int, before: Any) -> None:
    """Set derived columns and documents of the record anew and raise its version; a deleted one gets no documents.

    ``before`` is the record as it was (``record_of``).
    """
    row = session.get(register.row, record_id)
    if row is None:
        return
    record = register._to_record(row)
    register._before_save(session, row, draft_of(record, register.draft), record)
    register._after_anonymising(session, row, before)
    row.touch(register.clock.now())
    session.flush()
    if row.deleted_at is None:
        register._after_save(session, register._to_record(row))


def title_of(register: Records[Any, Any], row: Any) -> str:
    """How a sentence names the record of a row, deleted or not."""
    return register.title(register._to_record(row))


def record_of(register: Records[Any, Any], row: Any) -> Any:
    """The record of a row, deleted or not."""
    return register._to_record(row)


def told_of_person(register: Records[Any, Any], row: Any, employee_id: int) -> tuple[tuple[str, str], ...]:
    """What a record keeps of one person outside its columns, as label and text."""
    return register._told_of_person(row, employee_id)
