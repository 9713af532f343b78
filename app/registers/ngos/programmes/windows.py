"""Small windows of a programme of cooperation: its passing and its report."""

from collections.abc import Sequence
from datetime import date

from app.registers.ngos.programmes.domain import Programme, ProgrammeDraft
from app.registers.ngos.programmes.due import Timing, passing_explained, report_explained, timing
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.programmes.words import FIELDS, PROBLEMS
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Day, Text


def passing(programme: Programme, programmes: Programmes, today: date) -> Deed:
    """The resolution of the council, with what the term says of it."""

    def effects(values: Values) -> Sequence[Effect]:
        why = passing_explained(programme.passing_due.year + 1)
        return (_against(values["passed_on"], programme.passing_due, today, "Program", why),)

    return Deed(
        key="pass_programme",
        title="Uchwalenie programu",
        about=programme.title,
        text="&Zapisz uchwalenie",
        call=lambda values: programmes.note_passing(
            programme.id, programme.version, values["passed_on"], values["resolution"]
        ),
        fields=(Day(name="passed_on", span=5, required=True), Text(name="resolution", span=7, required=True)),
        start={"passed_on": programme.passed_on or today, "resolution": programme.resolution},
        words=FIELDS,
        sentences=PROBLEMS,
        shape=ProgrammeDraft,
        effects=effects,
    )


def reporting(programme: Programme, programmes: Programmes, today: date) -> Deed:
    """The report for the council and its publishing; one of the days may follow later."""

    def effects(values: Values) -> Sequence[Effect]:
        named = (("report_on", "Sprawozdanie"), ("published_on", "Ogłoszenie"))
        why = report_explained(programme.report_due.year - 1)
        return [
            _against(values[name], programme.report_due, today, what, why)
            for name, what in named
            if values[name] is not None
        ]

    return Deed(
        key="report_programme",
        title="Sprawozdanie z programu",
        about=programme.title,
        text="&Zapisz sprawozdanie",
        intro="Sprawozdanie przedkłada się radzie i ogłasza w BIP (art. 5a ust. 3). Wpisz dni, które już znasz.",
        call=lambda values: programmes.note_report(
            programme.id, programme.version, values["report_on"], values["published_on"]
        ),
        fields=(Day(name="report_on", span=6), Day(name="published_on", span=6)),
        start={"report_on": programme.report_on or today, "published_on": programme.published_on},
        words=FIELDS,
        sentences=PROBLEMS,
        shape=ProgrammeDraft,
        effects=effects,
    )


def _against(day: date | None, due: date, today: date, what: str, why: str) -> Effect:
    if day is None:
        return Effect(why)
    late = timing(due, day, today, 0) is Timing.LATE
    said = "po terminie" if late else "w terminie"
    return Effect(why, title=f"{what} {said}", color="danger" if late else "ok")
