"""Prints of participations with all they need looked up; what windows and commands call. Each print is logged."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.progress import Progress
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.people.structure.domain import Structure
from app.people.units.usecases import Units
from app.records.files import StoredFiles
from app.registers.trainings.courses.domain import Course
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.courses.usecases import Courses
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.participations.domain import Participation
from app.registers.trainings.participations.printout.kinds import PRINT_NAMES, PrintKind, prints_for, usual_print
from app.registers.trainings.participations.usecases import Participations

if TYPE_CHECKING:
    # the printing kit is loaded at the first print, not at start-up
    from app.registers.trainings.participations.printout.paper import Case

_NO_EMPTY_CARDS = (
    "Nie ma komu wystawić karty: żaden wniosek na to szkolenie nie jest zatwierdzony. Najpierw zapisz zatwierdzenie."
)
_NO_CARDS = "Nikt nie wypełnił jeszcze karty z tego szkolenia. Najpierw wpisz karty."
Titled = Callable[[int], str]
"""What a record of a slice above is called, by its id; blank where the person at work may not see it."""


def _untitled(_record_id: int) -> str:
    return ""


class ParticipationPrints:
    """PDF bytes, ready for a file or a printer. ``variant`` is ``standard`` or ``large`` (18 pt)."""

    def __init__(
        self,
        participations: Participations,
        courses: Courses,
        institutions: Institutions,
        units: Units,
        offices: Offices,
        files: StoredFiles,
        clock: Clock,
        *,
        structure: Callable[[], Structure],
        plan_title: Titled = _untitled,
        need_title: Titled = _untitled,
    ) -> None:
        """``structure`` gives the whole office, whoever asks; the titles belong to the plan and to the needs."""
        self._participations, self._courses, self._institutions = participations, courses, institutions
        self._units, self._offices, self._files, self._clock = units, offices, files, clock
        self._structure, self._plan_title, self._need_title = structure, plan_title, need_title

    # -- one person in one training ------------------------------------------------------------------------------

    def single(self, record_id: int, kind: PrintKind, variant: str = "standard") -> bytes:
        """One print; NotFound as for ``Participations.get``, Refusal that says what must be done first."""
        record = self._participations.get(record_id)
        pdf = self.preview(record, kind, variant)
        self._participations.log("print", (record,), letter=PRINT_NAMES[kind])
        return pdf

    def preview(self, record: Participation, kind: PrintKind | None = None, variant: str = "standard") -> bytes:
        """The same for the screen, without an entry in the log; without a kind what people look for first."""
        from app.printing.styles import Variant
        from app.registers.trainings.participations.printout.single import single_pdf

        self._participations.actor().require("training_participation.read")
        case = self._cases((record,))[0]
        office, arms = heading(self._offices, self._files)
        wanted = kind or usual_print(record)
        return single_pdf(wanted, case, office, arms, self._clock.today(), Variant(variant))

    # -- one training ----------------------------------------------------------------------------------------------

    def cards(self, course_id: int, progress: Progress | None = None, *, empty: bool = True) -> bytes:
        """The cards of everybody who counts and was not absent: empty ones, or those that are filled.

        Refusal where there are none; raises Cancelled when ``progress`` says so.
        """
        from app.registers.trainings.participations.printout.card import cards_pdf

        wanted = PrintKind.EMPTY_CARD if empty else PrintKind.CARD
        people = self._people(course_id, wanted)
        if not people:
            raise Refusal(_NO_EMPTY_CARDS if empty else _NO_CARDS)
        office, arms = heading(self._offices, self._files)
        pdf = cards_pdf(self._cases(people), office, arms, self._clock.today(), progress, empty=empty)
        return self._logged(pdf, people, PRINT_NAMES[wanted])

    def certificates(self, course_id: int, progress: Progress | None = None) -> bytes:
        """A page for everybody with a certificate of an internal training; Refusal where there is nobody."""
        from app.registers.trainings.participations.printout.certificate import certificates_pdf

        people = self._people(course_id, PrintKind.CERTIFICATE)
        office, arms = heading(self._offices, self._files)
        pdf = certificates_pdf(self._cases(people), office, arms, self._clock.today(), progress)
        return self._logged(pdf, people, PRINT_NAMES[PrintKind.CERTIFICATE])

    def registration(self, course_id: int) -> bytes:
        """One form for all approved people of a training; Refusal where there are none."""
        from app.registers.trainings.participations.printout.registration import NAME, registration_pdf

        people = self._participations.of_course(course_id)
        office, arms = heading(self._offices, self._files)
        pdf = registration_pdf(self._cases(people), office, arms, self._clock.today())
        return self._logged(pdf, people, NAME)

    def attendance(self, course_id: int) -> bytes:
        """The list to sign, for those with a seat; Refusal where there is nobody."""
        from app.registers.trainings.participations.printout.attendance import NAME, attendance_pdf

        people = self._participations.of_course(course_id)
        office, arms = heading(self._offices, self._files)
        pdf = attendance_pdf(self._cases(people), office, arms, self._clock.today())
        return self._logged(pdf, people, NAME)

    # -- one person, all cards -------------------------------------------------------------------------------------

    def history(self, employee_id: int) -> bytes:
        """All trainings of one person; Refusal where there was none."""
        from app.registers.trainings.participations.printout.history import NAME, history_pdf

        records = self._participations.of_person(employee_id)
        if not records:
            raise Refusal("Ta osoba nie brała jeszcze udziału w żadnym szkoleniu, więc nie ma czego wydrukować.")
        office, arms = heading(self._offices, self._files)
        pdf = history_pdf(self._cases(records), office, arms, self._clock.today())
        return self._logged(pdf, records, NAME)

    def circulation(self) -> bytes:
        """Where every card is today, of the people whom the person at work may see."""
        from app.registers.trainings.participations.printout.circulation import NAME, circulation_pdf

        today = self._clock.today()
        waiting = self._participations.waiting(today)
        office, arms = heading(self._offices, self._files)
        pdf = circulation_pdf(waiting, rules_on(today).card_alarms, office, arms, today)
        return self._logged(pdf, self._participations.many(each.participation_id for each in waiting), NAME)

    # -- looking up --------------------------------------------------------------------------------------------------

    def _people(self, course_id: int, kind: PrintKind) -> tuple[Participation, ...]:
        return tuple(each for each in self._participations.of_course(course_id) if kind in prints_for(each))

    def _logged(self, pdf: bytes, records: Sequence[Participation], name: str) -> bytes:
        self._participations.log("print", records, letter=name)
        return pdf

    def _cases(self, records: Sequence[Participation]) -> list["Case"]:
        """Each with what its prints name beside it; trainings and institutions are read once."""
        from app.registers.trainings.participations.printout.paper import Case

        courses: dict[int | None, Course] = {}
        institutions: dict[int | None, Institution] = {}
        units = {unit.id: unit.name for unit in self._units.all()}
        structure, found = self._structure(), list["Case"]()
        for record in records:
            if record.course_id not in courses:
                courses[record.course_id] = self._courses.get(record.course_id or 0)
            course = courses[record.course_id]
            if course.institution_id is not None and course.institution_id not in institutions:
                institutions[course.institution_id] = self._institutions.get(course.institution_id)
            found.append(
                Case(
                    participation=record,
                    course=course,
                    institution=institutions.get(course.institution_id),
                    unit=units.get(record.unit_id or 0, ""),
                    head=self._head(structure, record),
                    plan="" if course.plan_item_id is None else self._plan_title(course.plan_item_id),
                    need="" if record.need_id is None else self._need_title(record.need_id),
                )
            )
        return found

    def _head(self, structure: Structure, record: Participation) -> str:
        """Who is the person's superior today, for somebody who has left on the day of the training."""
        if record.employee_id is None:
            return ""
        for day in (self._clock.today(), record.starts_on):
            found = structure.superior(record.employee_id, day).employee_id
            position = None if found is None else structure.position(found, day)
            if position is not None:
                return position.person
        return ""
