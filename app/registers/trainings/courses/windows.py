"""Windows of trainings: the form with all it offers, from a tab or from an offer, and the small one that cancels."""

from dataclasses import replace
from typing import Any

from app.core.records import Outcome
from app.records.mapping import draft_of
from app.records.usecases import Records
from app.registers.trainings.courses.domain import Cancelling, CostLine, Course, CourseDraft, CourseState, state_on
from app.registers.trainings.courses.form import CourseChoices, CourseForm
from app.registers.trainings.courses.usecases import Courses, cancelling_problems
from app.registers.trainings.courses.words import FIELDS, PROBLEMS, days_in_words, state_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.dialogs import Answer
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.deed_window import DeedWindow, open_deed
from app.widgets.forms.fields import Day, LongText
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.stored_files import FileAccess
from app.widgets.workspace import Workspace


class CourseWindows:
    """Makes the windows of one workspace."""

    def __init__(self, workspace: Workspace, services: TrainingServices) -> None:
        self._workspace, self._services = workspace, services

    def form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        """The form of a training with everything that may be chosen in it."""
        access = FileAccess(content=self._services.files.content, open_file=self._workspace.open_file)
        return CourseForm(
            subject,
            forms,
            save,
            choices=self._choices(subject.record),
            add_file=self._services.files.add_from,
            files=access,
        )

    def begin(self, draft: CourseDraft) -> None:
        """Open the form of a new training that starts as the draft."""
        courses = self._services.courses

        def save(changed: Any, record: Any) -> Outcome[Any]:
            if record is None:
                return courses.create(changed)
            return courses.update(record.id, record.version, changed)

        form = self.form(Subject(start=draft), self._workspace.forms, save)
        self._workspace.show_form(form)

    def cancel(self, course: Course) -> DeedWindow:
        """Ask for the day and the reason of a cancellation."""
        deed = cancelling(course, self._services.courses, self._taken(course))
        return open_deed(deed, self._workspace)

    def _taken(self, course: Course) -> int:
        heads = self._services.courses.headcounts().get(course.id)
        return 0 if heads is None else heads.confirmed + heads.waiting

    def _choices(self, course: Course | None) -> CourseChoices:
        services = self._services
        heads = None if course is None else services.courses.headcounts().get(course.id)
        return CourseChoices(
            institutions=_options(services.institutions),
            offers=_options(services.training_offers),
            plan_items=_options(services.training_plan),
            used=services.courses.suggestions(),
            people=None if heads is None else heads.confirmed or None,
        )


def _options(records: Records[Any, Any]) -> list[Option]:
    """Records of another kind to refer to, where the person at work may see that kind."""
    if not records.actor().may(f"{records.entity}.read"):
        return []
    return [Option(each.id, records.title(each)) for each in records.all()]


_OVER = "To szkolenie już się odbyło. Odwołane przestanie liczyć się w zestawieniu, kosztach i liście instytucji."


def cancelling(course: Course, courses: Courses, people: int) -> Deed:
    """The deed that cancels a training of so many people."""

    def check(values: Values) -> Any:
        return tuple(cancelling_problems(values["cancelled_on"], values["cancel_reason"], courses.clock.today()))

    def call(values: Values) -> Outcome[Course]:
        return courses.cancel(course.id, course.version, values["cancelled_on"], values["cancel_reason"])

    told = (
        "Nikt nie bierze w nim udziału." if not people else f"Udział zgłoszonych osób ({people}) też będzie odwołany."
    )
    facts = [Effect(f"{told} „Cofnij” przywraca szkolenie razem ze wszystkimi osobami.")]
    if state_on(course, courses.clock.today()) is CourseState.OVER:
        facts.append(Effect(_OVER, color="danger"))
    return Deed(
        key="cancel_course",
        title="Odwołanie szkolenia",
        about=f"{course.topic}, {days_in_words(course)}",
        text="Odwołaj szkolenie",
        call=call,
        fields=(Day(name="cancelled_on", required=True), LongText(name="cancel_reason", lines=2, required=True)),
        start={"cancelled_on": courses.clock.today(), "cancel_reason": ""},
        facts=tuple(facts),
        words=FIELDS,
        sentences=PROBLEMS,
        shape=Cancelling,
        check=check,
    )


def copied(course: Course) -> CourseDraft:
    """The draft of a training that is held again: without days, sessions, file and what it came from."""
    draft = draft_of(course, CourseDraft)
    again = {"starts_on": None, "ends_on": None, "sessions": (), "offer_id": None, "plan_item_id": None}
    return replace(draft, **again, file=None, file_name="")  # type: ignore[arg-type]


def from_offer(offer: Any) -> CourseDraft:
    """The draft of a training as it was offered; the price is that of one person."""
    return CourseDraft(
        topic=offer.topic,
        area=offer.area,
        institution_id=offer.institution_id,
        offer_id=offer.id,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on or offer.starts_on,
        place=offer.place,
        costs=() if not offer.price else (CostLine(amount=offer.price),),
        programme=offer.description,
        file=offer.file,
        file_name=offer.file_name,
    )


def make_from_offer(workspace: Workspace, services: TrainingServices, offer_id: int) -> None:
    """Open the form of a training made from an offer; where there is one already, ask first."""
    offer = services.training_offers.get(offer_id)
    windows, made = CourseWindows(workspace, services), services.courses.of_offer(offer_id)

    def begin() -> None:
        windows.begin(from_offer(offer))

    if not made:
        begin()
        return
    latest, today = made[0], services.clock.today()
    said = f"Z tej oferty utworzono już szkolenie: {services.courses.title(latest)}, {state_in_words(latest, today)}."
    workspace.dialogs.ask(
        "Szkolenie z tej oferty już jest",
        said,
        (
            Answer("Pokaż szkolenie", lambda: _show(workspace, latest)),
            Answer("Utwórz kolejne", begin),
        ),
    )


def _show(workspace: Workspace, course: Course) -> None:
    workspace.go_to_record("training_course", course.id)
