"""How far a campaign is, counted from its people; no database."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.polish import sort_key
from app.registers.evaluations.campaigns.domain import Line, Progress
from app.registers.evaluations.sheets.domain import State


def progress_of(lines: Sequence[Line], today: date) -> tuple[Progress, ...]:
    """Sheets, delivered ones and overdue people by unit and rater, in Polish order."""
    groups: dict[tuple[int | None, int | None], list[Line]] = {}
    for line in lines:
        if line.candidate.included and line.state is not State.CANCELLED:
            groups.setdefault((line.candidate.unit_id, line.candidate.rater_id), []).append(line)
    found = [
        Progress(
            unit_id=unit_id,
            unit=group[0].candidate.unit,
            rater_id=rater_id,
            rater=group[0].candidate.rater,
            sheets=len(group),
            done=sum(line.done for line in group),
            overdue=sum(line.overdue(today) for line in group),
        )
        for (unit_id, rater_id), group in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: (sort_key(each.unit), sort_key(each.rater))))


def counted(lines: Sequence[Line], today: date, ends_on: date | None) -> Mapping[str, int]:
    """People in, out, without a rater, whose last day by the act comes before ``ends_on``, whose has passed;
    sheets, and those delivered."""
    inside = [line for line in lines if line.candidate.included]
    last_days = [line.candidate.due_by for line in inside if not line.done]
    return {
        "in": len(inside),
        "out": len(lines) - len(inside),
        "no_rater": sum(line.candidate.lacks_rater for line in inside),
        "due": sum(day is not None and ends_on is not None and today <= day <= ends_on for day in last_days),
        "overdue": sum(line.overdue(today) for line in inside),
        "sheets": sum(line.state not in (None, State.CANCELLED) for line in inside),
        "done": sum(line.done for line in inside),
    }
