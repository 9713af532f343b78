"""Opens what belongs to participations: request, steps, card, attendance, lists; wired once a tab or once a deed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.date_words import from_to
from app.core.errors import NotFound, Refusal
from app.core.progress import Progress
from app.core.records import Outcome as Done
from app.people.employees.domain import Employee
from app.people.employees.words import told_apart
from app.people.office.words import head_title
from app.registers.trainings.courses.domain import Course, CourseKind
from app.registers.trainings.participations.domain import Participation, ParticipationDraft
from app.registers.trainings.participations.form import RequestChoices, RequestForm
from app.registers.trainings.participations.steps import attended
from app.registers.trainings.participations.windows.attendance import AttendanceWindow
from app.registers.trainings.participations.windows.card_window import CardWindow
from app.registers.trainings.participations.windows.course_prints import CoursePrintsWindow
from app.registers.trainings.participations.windows.expiring import ExpiringWindow
from app.registers.trainings.participations.windows.history import HistoryWindow
from app.registers.trainings.participations.windows.lists import ListWindow
from app.registers.trainings.participations.windows.people import PeopleWindow
from app.registers.trainings.participations.windows.printing import Printing
from app.registers.trainings.participations.windows.waiting import WaitingDeeds, WaitingWindow
from app.registers.trainings.participations.windows.way_deeds import Around, certificates_deed, deed_of
from app.registers.trainings.participations.windows.ways import Way, next_of, ways
from app.registers.trainings.participations.words import ONLY_INTERNAL, OVER_BUDGET
from app.registers.trainings.shared import TrainingServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.front import in_front
from app.widgets.workspace import Workspace

Filters = Mapping[str, frozenset[str]]


class ParticipationDesk(QObject):
    """Everything that screens do with participations beyond choosing them."""

    def __init__(self, workspace: Workspace, services: TrainingServices, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._services = workspace, services
        self._participations = services.participations
        self.printing = Printing(workspace, services.participation_prints, self)

    # -- questions -------------------------------------------------------------------------------------------

    def ways(self, each: Participation) -> tuple[Way, ...]:
        """What the person at work may do with it now."""
        return ways(each, self._participations, self._services.clock.today())

    @property
    def personnel(self) -> bool:
        """Whether the person at work may edit everybody's, not only own people's."""
        actor = self._participations.actor()
        right = "training_participation.edit"
        return actor.may(right) and not actor.own_only(right)

    def next_way(self, each: Participation) -> Way | None:
        """The one of them that carries the procedure on."""
        return next_of(self.ways(each), each, self._services.clock.today())

    def _found(self, record_id: int) -> Participation | None:
        try:
            return self._participations.get(record_id)
        except Refusal as error:
            self._workspace.dialogs.refuse(error)
            return None

    def _course(self, course_id: int) -> Course | None:
        try:
            return self._services.courses.get(course_id)
        except Refusal as error:
            self._workspace.dialogs.refuse(error)
            return None

    def _employees(self) -> Sequence[Employee]:
        """Those who work here today, and nobody for who may not see employees."""
        if not self._services.employees.actor().may("employee.read"):
            return ()
        today = self._services.clock.today()
        return [
            each for each in self._services.employees.all() if each.employed_to is None or each.employed_to >= today
        ]

    def _people(self, held: Participation | None = None) -> list[Option]:
        symbols = {unit.id: unit.symbol for unit in self._services.units.all()}
        found = [Option(each.id, told_apart(each, symbols)) for each in self._employees()]
        if held is not None and held.employee_id is not None and all(o.value != held.employee_id for o in found):
            found.append(Option(held.employee_id, held.person))
        return found

    # -- the request -----------------------------------------------------------------------------------------

    def open_request(self, each: Participation) -> None:
        """The form of a request; once it is decided, only what may still change is saved."""
        self._open(Subject(record=each))

    def open_new(self, course_id: int | None = None, employee_id: int | None = None) -> None:
        """A new request, dated today."""
        today = self._services.clock.today()
        start = ParticipationDraft(course_id=course_id, employee_id=employee_id, requested_on=today)
        self._open(Subject(start=start, blank=ParticipationDraft(requested_on=today)))

    def form(self, subject: Subject, forms: FormServices, save: Save) -> RequestForm:
        """The form with everything that may be chosen in it."""
        return RequestForm(subject, forms, save, choices=self._choices(subject))

    def _open(self, subject: Subject) -> None:
        use_cases = self._participations

        def save(draft: Any, record: Any) -> Done[Participation]:
            return use_cases.create(draft) if record is None else use_cases.update(record.id, record.version, draft)

        form = self.form(subject, self._workspace.forms, save)
        self._workspace.show_form(form)

    def _choices(self, subject: Subject) -> RequestChoices:
        services, held = self._services, subject.record
        may_courses = services.courses.actor().may("training_course.read")
        every = services.courses.all() if may_courses else ()
        courses = [each for each in every if each.cancelled_on is None or _is_of(held, each)]
        courses.sort(key=lambda each: (each.starts_on is None, each.starts_on), reverse=True)
        needs = services.training_needs
        may_needs = needs.actor().may("training_need.read")
        criteria = dict.fromkeys((*services.criteria_names(), *(() if held is None else held.criteria)))
        options = [Option(each.id, _course_in_words(each)) for each in courses]
        if held is not None and held.course_id is not None and all(o.value != held.course_id for o in options):
            options.append(Option(held.course_id, held.topic))
        return RequestChoices(
            courses=options,
            people=self._people(held),
            needs=[Option(need.id, needs.title(need)) for need in needs.all()] if may_needs else (),
            criteria=tuple(criteria) if services.criteria_names() else (),
            kinds={each.id: each.kind for each in courses},
        )

    # -- steps -----------------------------------------------------------------------------------------------

    def take_next(self, each: Participation) -> None:
        """Open what the next step needs."""
        way = self.next_way(each)
        if way is not None:
            self.take(way, each)

    def take(self, way: Way, each: Participation) -> None:
        """Open what a deed needs."""
        if way is Way.FILL_CARD:
            self.open_cards(each.course_id, each.id)
        elif way is Way.CORRECT_CARD:
            self._show_cards((each,))
        elif way is Way.ATTENDANCE and each.course_id is not None:
            self.open_attendance(each.course_id)
        else:
            self._do(self.deed(way, each))

    def deed(self, way: Way, each: Participation) -> Deed:
        """The deed of a small window; the budget is asked before the approval is shown."""
        warning = self._participations.approval_warning(each.id) if way is Way.APPROVE else ""
        return deed_of(way, each, self._around(warning))

    def take_by_id(self, record_id: int) -> None:
        """The next step of one that a list shows; where there is none to take, its place in the register."""
        each = self._found(record_id)
        if each is None:
            return
        if self.next_way(each) is None:
            self.show(record_id)
        else:
            self.take_next(each)

    def show(self, record_id: int) -> None:
        """Its row in the register."""
        self._workspace.go_to_record("training_participation", record_id)

    def _around(self, warning: str = "") -> Around:
        people = self._employees()
        symbols = {unit.id: unit.symbol for unit in self._services.units.all()}
        return Around(
            participations=self._participations,
            today=self._services.clock.today(),
            people=[Option(each.id, told_apart(each, symbols)) for each in people],
            names={each.id: f"{each.first_name} {each.surname}" for each in people},
            warning=warning,
            over_budget=warning.startswith(OVER_BUDGET.partition("{")[0]),
            head=head_title(self._services.offices.current_or_blank().head_title),
        )

    def _do(self, deed: Deed, parent: QWidget | None = None) -> None:
        open_deed(deed, self._workspace, parent)

    # -- cards -----------------------------------------------------------------------------------------------

    def open_cards(self, course_id: int | None = None, record_id: int | None = None) -> None:
        """The cards that can be filled in now, of a training or of all; ``record_id`` is whose comes first."""

        def opened(people: Sequence[Participation]) -> None:
            if not people:
                self._workspace.say(
                    self.tr("Żadna karta nie czeka na wpisanie. Karty wpisuje się po szkoleniu i liście obecności.")
                )
                return
            self._show_cards(people, record_id)

        self._read(lambda: self._participations.cards_to_fill(course_id), opened)

    def _show_cards(self, people: Sequence[Participation], first: int | None = None) -> None:
        window = CardWindow(
            people,
            self._participations,
            self._workspace.jobs,
            self._workspace.forms.dialogs,
            first=first,
            parent=in_front(self._workspace.window),
        )
        window.saved.connect(self._workspace.report)
        window.open()

    # -- one training ----------------------------------------------------------------------------------------

    def open_attendance(self, course_id: int) -> None:
        """All people and all days of one training."""
        course = self._course(course_id)
        if course is None:
            return

        def opened(people: Sequence[Participation]) -> None:
            if not people:
                self._workspace.say(self.tr("Na to szkolenie nikt nie jest zapisany."))
                return
            window = AttendanceWindow(
                course,
                people,
                self._participations,
                self._workspace.jobs,
                self._workspace.forms.dialogs,
                self._workspace.window,
                may_edit=self.personnel,
            )
            window.saved.connect(self._workspace.report)
            window.open()

        self._read(lambda: self._participations.of_course(course_id), opened)

    def open_people(self, course_id: int) -> None:
        """Choose many people and add them to a training at once."""
        course = self._course(course_id)
        if course is None:
            return
        units = {unit.id: f"{unit.symbol} – {unit.name}" for unit in self._services.units.all()}
        employees = self._employees()

        def opened(taking_part: Sequence[Participation]) -> None:
            window = PeopleWindow(
                course,
                employees,
                units,
                taking_part,
                self._participations,
                self._workspace.jobs,
                self._workspace.window,
            )
            window.saved.connect(self._workspace.report)
            window.open()

        self._read(lambda: self._participations.of_course(course_id), opened)

    def issue_certificates(self, course_id: int) -> None:
        """Number certificates of an internal training."""
        course = self._course(course_id)
        if course is None:
            return
        if course.kind is not CourseKind.INTERNAL:
            self._workspace.dialogs.refuse(Refusal(ONLY_INTERNAL))
            return

        def opened(people: Sequence[Participation]) -> None:
            lacking = [each for each in people if attended(each) and not each.certificate]
            topic = _course_in_words(course)
            self._do(certificates_deed(topic, lacking, course_id, self._around()))

        self._read(lambda: self._participations.of_course(course_id), opened)

    def open_course_prints(self, course_id: int) -> None:
        """Attendance list, registration, cards, certificates of one training."""
        course = self._course(course_id)
        if course is not None:
            window = CoursePrintsWindow(
                _course_in_words(course), course_id, self._services.participation_prints, self._workspace
            )
            window.open()

    # -- lists -----------------------------------------------------------------------------------------------

    def show_waiting(self, filters: Filters) -> None:
        """„Gdzie jest moja karta”, one window of them, with these."""

        def make() -> WaitingWindow:
            deeds = WaitingDeeds(take=self.take_by_id, show=self.show, print=self._print_circulation)
            return WaitingWindow(self._workspace, self._services, deeds, self._workspace.window)

        _to_front(self._once(WaitingWindow, make), filters)

    def show_expiring(self, filters: Filters) -> None:
        """Validities that end soon or have ended, one window of them."""

        def make() -> ExpiringWindow:
            return ExpiringWindow(self._workspace, self._services, self.show, self._workspace.window)

        _to_front(self._once(ExpiringWindow, make), filters)

    def show_history(self, employee_id: int) -> None:
        """All trainings of one person."""
        try:
            person = self._services.employees.get(employee_id).full_name
        except NotFound:
            person = ""
        except Refusal as error:
            self._workspace.dialogs.refuse(error)
            return

        def print_history() -> None:
            prints = self._services.participation_prints
            self.printing.print(lambda _progress: prints.history(employee_id), f"Szkolenia: {person}")

        window = HistoryWindow(
            self._workspace, self._services, employee_id, person, self.show, print_history, self._workspace.window
        )
        window.show()
        window.activateWindow()

    def _print_circulation(self) -> None:
        prints = self._services.participation_prints
        self.printing.print(lambda _progress: prints.circulation(), self.tr("Obieg kart uczestnictwa"))

    def _once(self, kind: type[ListWindow], make: Callable[[], ListWindow]) -> ListWindow:
        """The window of this kind that is open already, else a new one."""
        found = [each for each in self._workspace.window.findChildren(kind) if each.isVisible()]
        return found[0] if found else make()

    def _read(
        self, read: Callable[[], Sequence[Participation]], then: Callable[[Sequence[Participation]], None]
    ) -> None:
        def work(_progress: Progress) -> Sequence[Participation]:
            return read()

        self._workspace.jobs.run(work, done=then, cancellable=False, owner=self)


def _to_front(window: ListWindow, filters: Filters) -> None:
    window.show_filters(filters)
    window.show()
    window.raise_()
    window.activateWindow()


def _is_of(held: Participation | None, course: Course) -> bool:
    return held is not None and held.course_id == course.id


def _course_in_words(course: Course) -> str:
    """``Kodeks postępowania administracyjnego, 9–10.11.2026, Ośrodek Szkoleniowy Żagiel``."""
    days = "" if course.starts_on is None else from_to(course.starts_on, course.ends_on or course.starts_on)
    return ", ".join(filter(None, (course.topic, days, course.institution)))
