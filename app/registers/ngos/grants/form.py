"""The form of a grant: the agreement, tranches, report; limits of a small grant are told while somebody types."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.problems import Problem
from app.registers.ngos.contests.words import FORMS
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import (
    Annex,
    Grant,
    GrantDraft,
    Tranche,
    posting_term,
    remarks_term,
    report_term,
    validate,
)
from app.registers.ngos.grants.eligibility import ContestEnd, agreement_doubts, agreement_problems
from app.registers.ngos.grants.thresholds import SmallGrants, Verdict, checks, small_problems
from app.registers.ngos.grants.words import (
    FIELDS,
    KINDS,
    PROBLEMS,
    annex_in_words,
    tranche_in_words,
    tranches_in_words,
    warnings,
)
from app.registers.ngos.offers.domain import Partner
from app.registers.ngos.offers.words import partner_in_words
from app.registers.ngos.programmes.form import SphereChoice
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import (
    Choice,
    Day,
    Description,
    LongText,
    Money,
    Number,
    Reference,
    Section,
    Text,
)
from app.widgets.forms.live_notes import LiveNote, NoteTone
from app.widgets.forms.noted_form import NotedForm
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.forms.row_list import Rows

_TONES = {Verdict.KEPT: NoteTone.GOOD, Verdict.BROKEN: NoteTone.BAD, Verdict.UNKNOWN: NoteTone.UNSURE}
_SMALL_ONLY = ("filed_on", "posted_on", "posted_until", "remarks")


@dataclass(frozen=True, kw_only=True)
class GrantChoices:
    """What the form offers, and what it counts limits with.

    ``offers`` are those that a grant may be made of, ``contests`` how the contests of offers ended, by id of the offer,
    ``small`` all small grants known, ``names`` of organisations.
    """

    spheres: Sequence[tuple[str, str]]
    organisations: Sequence[Option]
    names: Mapping[int, str]
    offers: Sequence[Option]
    today: Callable[[], date]
    small: SmallGrants = field(default_factory=SmallGrants)
    contests: Mapping[int, ContestEnd] = field(default_factory=dict)


class GrantForm(NotedForm):
    """Edits a grant; the strip under the fields tells terms, and of a small grant all four limits."""

    entity = "ngo_grant"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: GrantChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._choices = choices
        self._own_id = None if subject.record is None else subject.record.id
        self._confirmed: tuple[str, ...] = ()
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=GrantDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=self._validated,
            sections=(
                self._whose(),
                self._small(),
                self._agreement(),
                self._paying(),
                self._settling(),
                Section(
                    self.tr("Kontrola i uwagi"), (LongText(name="control", lines=2), LongText(name="note", lines=2))
                ),
            ),
        )

    def title_of(self, draft: GrantDraft) -> str:
        record: Grant | None = self._record
        if record is None:
            return draft.title or self.tr("Nowa dotacja")
        return f"{record.number} – {draft.title}"

    def adapt(self, draft: GrantDraft) -> None:
        self.page.sum_up("tranches", tranches_in_words(draft))
        small = draft.kind is GrantKind.SMALL
        for name in _SMALL_ONLY:
            # what is there stays reachable, so that it can be taken out
            self.page.enable(name, small or bool(getattr(draft, name)))
        self.page.enable("offer_id", draft.kind is GrantKind.CONTEST or draft.offer_id is not None)
        super().adapt(draft)

    def _validated(self, draft: GrantDraft) -> Sequence[Problem]:
        known = agreement_problems(draft, self._contest(draft), self._held())
        return (*validate(draft), *small_problems(draft, *self._limits()), *known)

    def _contest(self, draft: GrantDraft) -> ContestEnd | None:
        return None if draft.offer_id is None else self._choices.contests.get(draft.offer_id)

    def _held(self) -> GrantDraft | None:
        """What the register says already; nothing of a new grant."""
        held: Grant | None = self._record
        return held

    def _doubts(self, draft: GrantDraft) -> tuple[str, ...]:
        return tuple(agreement_doubts(draft, self._contest(draft), self._held()))

    def _start_saving(self, *, leave: bool) -> None:
        """What is doubtful is asked about first, once."""
        self._check(everything=True)
        doubts = self._doubts(self.draft())
        waits = self._busy or self._left is not None
        if waits or not doubts or doubts == self._confirmed or self.page.faulty_rows():
            super()._start_saving(leave=leave)
            return

        def confirmed() -> None:
            self._confirmed = doubts
            self._start_saving(leave=leave)

        self.dialogs.confirm(self.tr("Zapisać tę umowę?"), "\n".join(doubts), self.tr("Zapisz mimo to"), confirmed)

    def _limits(self) -> tuple[SmallGrants, int | None, Mapping[int, str], date]:
        choices = self._choices
        return choices.small, self._own_id, choices.names, choices.today()

    def live_notes(self, draft: GrantDraft) -> Iterator[LiveNote]:
        for check in checks(draft, *self._limits()):
            # what nobody granted yet breaks no limit
            asked_only = check.verdict is Verdict.BROKEN and not draft.granted
            yield LiveNote(check.text, NoteTone.UNSURE if asked_only else _TONES[check.verdict])
        posting, remarks, report = posting_term(draft), remarks_term(draft), report_term(draft)
        if posting is not None and draft.posted_on is None and draft.granted != 0:
            said = self.tr("Ofertę trzeba zamieścić do {day}.").format(day=format_date(posting.end))
            yield LiveNote(said, NoteTone.PLAIN, posting.explanation())
        if remarks is not None:
            said = self.tr("Uwagi do oferty można zgłaszać do {day}; umowa dopiero potem.")
            yield LiveNote(said.format(day=format_date(remarks.end)), NoteTone.PLAIN, remarks.explanation())
        if report is not None:
            said = self.tr("Sprawozdanie do {day}.").format(day=format_date(report.end))
            yield LiveNote(said, NoteTone.PLAIN, report.explanation())
        for text in (*self._doubts(draft), *warnings(draft, self._choices.today())):
            yield LiveNote(text, NoteTone.UNSURE)

    def _whose(self) -> Section:
        names = self._choices.names
        partners = Rows(
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
            empty_text=self.tr("Umowa z jedną organizacją."),
        )
        return Section(
            self.tr("Dla kogo i na co"),
            (
                Choice(name="kind", labels=KINDS, span=4),
                Number(name="year", span=4, required=True),
                Text(name="case_sign", span=4),
                Reference(name="offer_id", options=self._choices.offers, span=12),
                Reference(name="ngo_id", options=self._choices.organisations, span=12, required=True),
                partners,
                Text(name="title"),
                SphereChoice(name="sphere", spheres=self._choices.spheres, span=12, required=True),
                Choice(name="form", labels=FORMS, span=6),
                Money(name="asked", span=6),
                Money(name="granted", span=6),
                Money(name="own_share", span=6),
                Day(name="task_from", span=6),
                Day(name="task_until", span=6),
            ),
        )

    def _small(self) -> Section:
        return Section(
            self.tr("Mały grant"),
            (
                Day(name="filed_on"),
                Day(name="posted_on"),
                Day(name="posted_until"),
                LongText(name="remarks", lines=2),
            ),
            self.tr("Tylko przy małym grancie: oferta wisi publicznie i każdy może zgłosić do niej uwagi (art. 19a)."),
        )

    def _agreement(self) -> Section:
        annexes = Rows(
            name="annexes",
            row_type=Annex,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Day(name="signed_on", span=4), Text(name="subject", span=8)),
            summary=annex_in_words,
            add_text=self.tr("Dodaj aneks"),
            empty_text=self.tr("Bez aneksów."),
        )
        return Section(
            self.tr("Umowa"), (Text(name="agreement_number", span=6), Day(name="agreement_on", span=6), annexes)
        )

    def _paying(self) -> Section:
        tranches = Rows(
            name="tranches",
            row_type=Tranche,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Money(name="amount", span=4), Day(name="due_on"), Day(name="paid_on")),
            summary=tranche_in_words,
            add_text=self.tr("Dodaj transzę"),
            empty_text=self.tr("Bez transz: całość w dniu umowy."),
            lines=True,
        )
        return Section(self.tr("Wypłata"), (tranches,))

    def _settling(self) -> Section:
        return Section(
            self.tr("Sprawozdanie i rozliczenie"),
            (
                Day(name="report_on", span=6),
                Day(name="settled_on", span=6),
                Money(name="settled", span=6),
                Money(name="returned", span=6),
                Day(name="returned_on", span=6),
                Money(name="interest", span=6),
            ),
        )
