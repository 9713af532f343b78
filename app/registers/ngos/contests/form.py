"""The form of an open contest: the notice item by item, the days of the announcements, commission, criteria."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.dates import format_date
from app.core.money import format_money
from app.core.progress import Progress
from app.registers.ngos.contests.domain import (
    ContestDraft,
    ContestState,
    Criterion,
    Member,
    OtherSphere,
    offers_term,
    past_tasks,
    state_on,
    validate,
)
from app.registers.ngos.contests.eligibility import BidderPerson, commission_gaps, namesakes
from app.registers.ngos.contests.words import (
    CANCELLINGS,
    FIELDS,
    FORMS,
    ORIGINS,
    PRESENCES,
    PROBLEMS,
    criterion_in_words,
    member_in_words,
    past_explained,
    past_in_words,
    past_sums_in_words,
    points_in_words,
    warnings,
)
from app.registers.ngos.cooperation_figures import PastTask
from app.registers.ngos.programmes.form import SphereChoice
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import (
    Choice,
    Custom,
    Day,
    Description,
    Facts,
    LongText,
    Money,
    Number,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.line_editors import MoneyEditor
from app.widgets.forms.live_notes import LiveNote, NoteTone
from app.widgets.forms.noted_form import NotedForm
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.forms.row_list import Rows
from app.widgets.forms.text_editors import LongTextEditor


@dataclass(frozen=True, kw_only=True)
class ContestChoices:
    """What the form offers: spheres as codes with labels, organisations that may name members, what day it is.

    ``past`` asks the register of grants what was handed over, None for who may not read it; ``known`` is its answer
    when the form was opened. ``people`` are those of the organisations that bid.
    """

    spheres: Sequence[tuple[str, str]]
    organisations: Sequence[Option]
    names: Mapping[int, str]
    today: Callable[[], date]
    past: Callable[[], tuple[PastTask, ...]] | None = None
    known: tuple[PastTask, ...] = field(default=())
    people: tuple[BidderPerson, ...] = field(default=())


class ContestForm(NotedForm):
    """Edits a contest; a strip under the fields tells the shortest term for offers while somebody types."""

    entity = "ngo_contest"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: ContestChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._known = choices, choices.known
        self._labels = dict(choices.spheres)
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=ContestDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                self._what(),
                self._money(),
                self._task(),
                self._announcing(),
                self._choice(),
                self._outcome(),
            ),
        )

    def title_of(self, draft: ContestDraft) -> str:
        return draft.title or self.tr("Nowy konkurs ofert")

    def adapt(self, draft: ContestDraft) -> None:
        said = self.tr("Razem: {points}").format(points=points_in_words(draft.most_points))
        self.page.sum_up("criteria", said if draft.criteria else "")
        super().adapt(draft)

    def live_notes(self, draft: ContestDraft) -> list[LiveNote]:
        found = []
        term = offers_term(draft)
        if term is not None:
            said = self.tr("Oferty najkrócej do {day}, od ostatniego ogłoszenia {last}.").format(
                day=format_date(term.end), last=format_date(term.start.day)
            )
            kept = draft.offers_until is not None and draft.offers_until >= term.end
            tone = NoteTone.PLAIN if draft.offers_until is None else NoteTone.GOOD if kept else NoteTone.BAD
            found.append(LiveNote(said, tone, term.explanation()))
        found += self._past_notes(draft)
        found += [LiveNote(text, NoteTone.UNSURE) for text in warnings(draft, self._choices.today())]
        found += [LiveNote(text, NoteTone.UNSURE) for text in commission_gaps(draft, self._choices.today())]
        found += [LiveNote(each.text, NoteTone.UNSURE) for each in namesakes(draft.members, self._choices.people)]
        return found

    def _past_notes(self, draft: ContestDraft) -> list[LiveNote]:
        """What the register says of item 7, until the offers are in; a number of one's own is no mistake."""
        today = self._choices.today()
        if self._choices.past is None or not draft.sphere:
            return []
        if state_on(draft, today) not in (ContestState.PREPARED, ContestState.OPEN):
            return []
        past = past_tasks(draft, self._known, today)
        same = (draft.spent_this_year, draft.spent_last_year) == tuple(past.spent(year) for year in past.years)
        return [LiveNote(past_sums_in_words(past), NoteTone.GOOD if same else NoteTone.PLAIN, past_explained(past))]

    def _past_editor(self, facts: Facts) -> FieldEditor:
        editor = LongTextEditor(example=facts.words.example, least_lines=3)
        if self._choices.past is not None:
            button = QPushButton(self.tr("Wpisz z rejestru"), editor)
            button.setObjectName("past_from_register")
            button.setToolTip(
                self.tr("Wpisuje zadania i kwoty obu lat z rejestru „Dotacje”, według sfer tego konkursu.")
            )
            button.clicked.connect(self._on_past)
            editor.row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return editor

    def _on_past(self) -> None:
        if not self.draft().sphere:
            # what is of the same kind follows from the sphere: show that it is missing
            row = self.page.rows["sphere"]
            row.leave()
            row.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        asked = self._choices.past
        assert asked is not None, "the button is there only for who may read grants"

        def work(_progress: Progress) -> tuple[PastTask, ...]:
            return asked()

        self.jobs.run(work, done=self._put_past, failed=self.dialogs.refuse, owner=self)

    def _put_past(self, known: tuple[PastTask, ...]) -> None:
        self._known = known
        past = past_tasks(self.draft(), known, self._choices.today())
        for name, year in zip(("spent_this_year", "spent_last_year"), past.years, strict=True):
            editor = self.page.rows[name].editor
            assert isinstance(editor, MoneyEditor)
            editor.put(format_money(past.spent(year)).removesuffix("zł").strip())
        text = self.page.rows["past_tasks"].editor
        assert isinstance(text, LongTextEditor)
        text.box.setPlainText(past_in_words(past))

    def _what(self) -> Section:
        others = Rows(
            name="other_spheres",
            row_type=OtherSphere,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(SphereChoice(name="code", spheres=self._choices.spheres, span=12),),
            summary=self._sphere_in_words,
            add_text=self.tr("Dodaj sferę"),
            empty_text=self.tr("Tylko jedna sfera."),
        )
        return Section(
            self.tr("Konkurs"),
            (
                Text(name="title"),
                Number(name="year", span=3, required=True),
                Choice(name="form", labels=FORMS, span=5),
                Text(name="case_sign", span=4),
                SphereChoice(name="sphere", spheres=self._choices.spheres, span=12, required=True),
                others,
                LongText(name="task", lines=4),
            ),
        )

    def _sphere_in_words(self, row: OtherSphere) -> str:
        """The rows are numbered, so the code stands behind the name."""
        name = self._labels.get(row.code, "").removeprefix(f"{row.code}. ")
        return self.tr("{name} (sfera {code})").format(name=name, code=row.code) if name else row.code

    def _money(self) -> Section:
        return Section(
            self.tr("Pieniądze"),
            (
                Money(name="planned", span=4),
                Money(name="spent_this_year", span=4),
                Money(name="spent_last_year", span=4),
                Custom(name="past_tasks", build=self._past_editor),
                LongText(name="grant_rules", lines=3),
            ),
        )

    def _task(self) -> Section:
        return Section(
            self.tr("Wykonanie zadania"),
            (Day(name="task_from", span=6), Day(name="task_until", span=6), LongText(name="task_terms", lines=3)),
        )

    def _announcing(self) -> Section:
        return Section(
            self.tr("Ogłoszenie i oferty"),
            (
                Day(name="notice_bip"),
                Day(name="notice_seat"),
                Day(name="notice_site"),
                Day(name="offers_until"),
                Text(name="offers_where", span=8),
            ),
            self.tr("Termin na oferty biegnie od ostatniego z trzech ogłoszeń (art. 13 ust. 1 i 3)."),
        )

    def _choice(self) -> Section:
        names = self._choices.names
        members = Rows(
            name="members",
            row_type=Member,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="name", span=7),
                Text(name="role", span=5),
                Choice(name="origin", labels=ORIGINS, span=12),
                Reference(name="ngo_id", options=self._choices.organisations, span=12),
                Day(name="declared_on", span=6),
                Choice(name="presence", labels=PRESENCES, optional=True, span=6),
            ),
            summary=lambda member: member_in_words(member, names),
            add_text=self.tr("Dodaj osobę"),
            empty_text=self.tr("Nie wpisano składu komisji."),
        )
        criteria = Rows(
            name="criteria",
            row_type=Criterion,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Text(name="name", span=9), Number(name="points", span=3, required=True)),
            summary=criterion_in_words,
            add_text=self.tr("Dodaj kryterium"),
            empty_text=self.tr("Nie wpisano kryteriów."),
        )
        return Section(
            self.tr("Wybór ofert"),
            (
                LongText(name="choice_way", lines=3),
                Day(name="decision_by"),
                criteria,
                Text(name="commission_order", span=9),
                Number(name="quorum", span=3),
                members,
            ),
        )

    def _outcome(self) -> Section:
        return Section(
            self.tr("Rozstrzygnięcie"),
            (
                Day(name="decided_on", span=6),
                Day(name="results_on", span=6),
                Day(name="cancelled_on", span=5),
                Choice(name="cancelled_why", labels=CANCELLINGS, optional=True, span=7),
                LongText(name="note", lines=2),
            ),
        )
