"""Training agreements in spreadsheets, for people: written only."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.core.progress import Progress
from app.core.words import FieldWords
from app.exchange.cells import Day, Money, Text
from app.exchange.layout import Column, Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.agreements.domain import Agreement, AgreementDraft, state_on
from app.registers.trainings.agreements.words import FIELDS, LABELS, PROBLEMS, STATES

_EXACT = ("benefits", "duties", "note")


def write_agreements(
    agreements: Sequence[Agreement], path: Path, form: Format, today: date, progress: Progress, notice: str = ""
) -> None:
    """Write agreements to XLSX or CSV, with the person as frozen and the state on ``today``."""
    special = {name: Money() for name in ("cost", "waived")} | {name: Text(exact=True) for name in _EXACT}
    omit = ("participation_id", "employee_id")
    first = (
        Column("number", FIELDS["number"], Text(), shown=lambda each: each.number),
        Column("person", FIELDS["person"], Text(), shown=lambda each: each.person),
        Column("post", FIELDS["post"], Text(), shown=lambda each: each.post),
        Column("unit", FIELDS["unit"], Text(), shown=lambda each: each.unit),
    )
    last = (
        Column("stay_until", FIELDS["stay_until"], Day(), shown=lambda each: each.stay_until),
        Column("repayment", FIELDS["repayment"], Money(), shown=lambda each: each.repayment),
        Column("state", FieldWords("Stan"), Text(), shown=lambda each: STATES[state_on(each, today)]),
    )
    columns = (*first, *columns_of(AgreementDraft, FIELDS, LABELS, special=special, omit=omit), *last)
    layout = Layout("Umowy", AgreementDraft, "number", columns, (), FIELDS, PROBLEMS)
    write_records(layout, agreements, path, form, progress, notice)
