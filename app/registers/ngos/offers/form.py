"""The form of an offer in a contest: who offers what, what the commission found, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.registers.ngos.contests.domain import Contest
from app.registers.ngos.offers.domain import (
    ContestOfferDraft,
    Partner,
    Score,
    blank_scores,
    is_late,
    validate,
)
from app.registers.ngos.offers.words import (
    DECISIONS,
    FIELDS,
    FORMALS,
    PROBLEMS,
    partner_in_words,
    score_in_words,
    sum_in_words,
    warnings,
)
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import (
    Choice,
    Day,
    Description,
    LongText,
    Money,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.live_notes import LiveNote, NoteTone
from app.widgets.forms.noted_form import NotedForm
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.forms.row_list import Rows


@dataclass(frozen=True, kw_only=True)
class OfferChoices:
    """What the form offers: contests by id, organisations to choose from and names of all of them."""

    contests: Mapping[int, Contest]
    organisations: Sequence[Option]
    names: Mapping[int, str]


class ContestOfferForm(NotedForm):
    """Edits an offer; criteria of the contest are put into the list of points as soon as it is chosen."""

    entity = "ngo_offer"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: OfferChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._choices = choices
        start: ContestOfferDraft | None = subject.start if subject.record is None else subject.record
        self._contest_id = None if start is None else start.contest_id
        super().__init__(subject, services, save, parent)
        if subject.record is None and self._contest_id is not None:
            # begun from its contest: who files it comes first
            self.page.rows["ngo_id"].editor.focus_target().setFocus()

    def describe(self) -> Description:
        contests = [Option(each.id, f"{each.number} {each.title}") for each in self._choices.contests.values()]
        return Description(
            draft_type=ContestOfferDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Oferta"),
                    (
                        Reference(name="contest_id", options=contests, span=12, required=True),
                        Reference(name="ngo_id", options=self._choices.organisations, span=12, required=True),
                        self._partners(),
                        Text(name="title"),
                        Day(name="filed_on", required=True),
                        Day(name="task_from"),
                        Day(name="task_until"),
                        Money(name="asked", span=6, required=True),
                        Money(name="own_share", span=6),
                    ),
                ),
                Section(
                    self.tr("Ocena komisji"),
                    (
                        Choice(name="formal", labels=FORMALS, optional=True, span=5),
                        Text(name="formal_reasons", span=7),
                        self._scores(),
                        LongText(name="opinion", lines=2),
                    ),
                ),
                Section(
                    self.tr("Decyzja"),
                    (
                        Choice(name="decision", labels=DECISIONS, optional=True, span=5),
                        Money(name="granted", span=4),
                        LongText(name="decision_reasons", lines=2),
                        Day(name="reasons_asked_on", span=6),
                        Day(name="reasons_given_on", span=6),
                    ),
                ),
                Section(self.tr("Uwagi"), (LongText(name="note", lines=2),)),
            ),
        )

    def title_of(self, draft: ContestOfferDraft) -> str:
        return draft.title or self.tr("Nowa oferta w konkursie")

    def adapt(self, draft: ContestOfferDraft) -> None:
        contest = self._choices.contests.get(draft.contest_id or 0)
        self.page.sum_up("scores", "" if contest is None else sum_in_words(draft, contest.criteria))
        super().adapt(draft)
        if draft.contest_id == self._contest_id:
            return
        self._contest_id = draft.contest_id
        untouched = not any(score.points.strip() for score in draft.scores)
        if contest is not None and untouched:
            self.page.rows["scores"].load(replace(draft, scores=blank_scores(contest.criteria)))
            self._on_edited()

    def live_notes(self, draft: ContestOfferDraft) -> list[LiveNote]:
        contest = self._choices.contests.get(draft.contest_id or 0)
        if contest is None:
            return []
        late = is_late(draft.filed_on, contest.offers_until)
        found = [LiveNote(text, NoteTone.UNSURE) for text in warnings(draft, contest, late=late)]
        if not late and draft.filed_on is not None and contest.offers_until is not None:
            said = self.tr("Oferta wpłynęła w terminie: oferty przyjmowano do {day}.")
            found.append(LiveNote(said.format(day=format_date(contest.offers_until)), NoteTone.GOOD))
        return found

    def _partners(self) -> Rows:
        names = self._choices.names
        return Rows(
            name="partners",
            row_type=Partner,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Reference(name="ngo_id", options=self._choices.organisations, span=12, required=True),
                Text(name="part"),
            ),
            summary=lambda partner: partner_in_words(partner, names),
            add_text=self.tr("Dodaj organizację"),
            empty_text=self.tr("Oferta jednej organizacji."),
        )

    def _scores(self) -> Rows:
        return Rows(
            name="scores",
            row_type=Score,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Text(name="criterion", span=8), Text(name="points", span=4)),
            summary=score_in_words,
            add_text=self.tr("Dodaj kryterium"),
            empty_text=self.tr("Komisja nie dała jeszcze punktów."),
            lines=True,
        )
