"""Training budgets in spreadsheets, for people: written only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.cells import Cell, Money, Text
from app.exchange.layout import Column, Layout, SideSheet, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.registers.trainings.budgets.domain import Budget, BudgetDraft, UnitBudget
from app.registers.trainings.budgets.words import FIELDS, PROBLEMS, RESERVE


def write_budgets(
    budgets: Sequence[Budget],
    path: Path,
    form: Format,
    units: Mapping[int, str],
    progress: Progress,
    notice: str = "",
) -> None:
    """Write budgets to XLSX or CSV, amounts on a sheet of their own; ``units`` names units by id."""

    def unit(amount: UnitBudget) -> str:
        return RESERVE if amount.unit_id is None else units.get(amount.unit_id, f"?{amount.unit_id}")

    special: Mapping[str, Cell] = {"note": Text(exact=True), "units.amount": Money()}
    columns = (*columns_of(BudgetDraft, FIELDS, {}, special=special), Column("total", FIELDS["total"], Money()))
    amounts = (
        Column("unit_id", FIELDS["units.unit_id"], Text(), shown=unit),
        *columns_of(UnitBudget, FIELDS, {}, special=special, omit=("units.unit_id",), prefix="units."),
    )
    sides = (SideSheet("units", FIELDS["units"].label, UnitBudget, amounts, FIELDS["units"].help),)
    layout: Layout[BudgetDraft] = Layout("Budżety", BudgetDraft, "year", columns, sides, FIELDS, PROBLEMS)
    write_records(layout, budgets, path, form, progress, notice)
