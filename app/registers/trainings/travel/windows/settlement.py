"""The form that settles a travel order: what the journey was and cost, with the bill below while one types."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.core.money import format_money
from app.registers.trainings.travel import settling
from app.registers.trainings.travel.allowance import Account, LineKind
from app.registers.trainings.travel.domain import Bill, Leg, Meals, TravelOrderDraft
from app.registers.trainings.travel.rates import travel_rates
from app.registers.trainings.travel.words import (
    BILL_KINDS,
    FIELDS,
    PROBLEMS,
    TRANSPORTS,
    VEHICLES,
    bill_in_words,
    leg_in_words,
    meals_help,
    meals_in_words,
    title,
)
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import (
    Choice,
    Custom,
    Day,
    Description,
    Facts,
    Flag,
    LongText,
    Money,
    Number,
    Section,
    Text,
)
from app.widgets.forms.line_editors import TimeEditor
from app.widgets.forms.note import ColoredLabel
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows, RowsEditor
from app.widgets.zoom import scale_font

_DAY = timedelta(days=1)


class SettlementForm(RecordForm):
    """Edits what the journey was and cost; saving settles the order. ``start`` proposes what is still blank."""

    entity = "travel_order"
    draft_name = "travel_settlement"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        start: TravelOrderDraft,
        parent: QWidget | None = None,
    ) -> None:
        self._proposal = start
        super().__init__(subject, services, save, parent)
        self.setObjectName("travel_settlement_form")
        self.account = AccountBar(self)
        self.account.explain.clicked.connect(self._show_details)
        self.below.addWidget(self.account)
        if not subject.read_only:
            self.save_only.setText(self.tr("Ro&zlicz"))
            self.save_and_close.setText(self.tr("Rozl&icz i zamknij"))
            if self._left is None:
                self.page.load(start)
                self._unfold_blank_legs()
        self._check()

    def describe(self) -> Description:
        return Description(
            draft_type=TravelOrderDraft,
            words={**FIELDS, "meals": replace(FIELDS["meals"], help=self._meals_help())},
            problem_words=PROBLEMS,
            validate=settling.validate,
            sections=(
                Section(self.tr("Przebieg podróży"), (self._legs(), *self._vehicle())),
                Section(self.tr("Posiłki"), (self._meals(),)),
                Section(
                    self.tr("Koszty"),
                    (self._bills(), Number(name="lump_nights", span=6), Flag(name="local_transport")),
                ),
                Section(
                    self.tr("Rozliczenie"),
                    (
                        Day(name="settled_on", span=4, required=True),
                        Money(name="advance", span=4),
                        Money(name="allowance_rate", span=4),
                        LongText(name="note", lines=2),
                    ),
                ),
            ),
        )

    def _meals_help(self) -> str:
        """By the rules of the journey's first day, or the oldest known."""
        rates = travel_rates()
        oldest = rates.rules[0].valid_from
        rules = rates.rules_on(max(self._proposal.starts_on or oldest, oldest))
        return meals_help(rules.breakfast_percent, rules.lunch_percent, rules.dinner_percent)

    def title_of(self, draft: TravelOrderDraft) -> str:
        return self.tr("Rozliczenie delegacji {title}").format(title=title(self._record))

    def adapt(self, draft: TravelOrderDraft) -> None:
        if hasattr(self, "account"):
            self.account.show_account(settling.account_of(draft), draft.advance or 0)

    def _unfold_blank_legs(self) -> None:
        """What must be typed in stands open."""
        legs = self.page.rows["legs"].editor
        if isinstance(legs, RowsEditor):
            for card in legs.cards:
                leg: Leg = card.read().value
                if not (leg.departs_at and leg.arrives_at):
                    card.unfold()

    def _vehicle(self) -> tuple[Choice, Text]:
        return Choice(name="vehicle", labels=VEHICLES, optional=True, span=6), Text(name="plate", span=6)

    def _legs(self) -> Rows:
        return Rows(
            name="legs",
            row_type=Leg,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="from_place", span=6),
                Day(name="departs_on", span=3),
                _time("departs_at"),
                Text(name="to_place", span=6),
                Day(name="arrives_on", span=3),
                _time("arrives_at"),
                Choice(name="transport", labels=TRANSPORTS, span=6),
                Number(name="kilometres", span=6),
            ),
            summary=leg_in_words,
            add_text=self.tr("Dodaj odcinek podróży"),
            empty_text=self.tr("Brak odcinków podróży."),
            blank=self._next_leg,
        )

    def _next_leg(self) -> Leg:
        legs: Sequence[Leg] = self.draft().legs
        if not legs:
            return Leg(departs_on=self._proposal.starts_on, arrives_on=self._proposal.starts_on)
        last = legs[-1]
        return Leg(
            from_place=last.to_place, departs_on=last.arrives_on, arrives_on=last.arrives_on, transport=last.transport
        )

    def _meals(self) -> Rows:
        return Rows(
            name="meals",
            row_type=Meals,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Day(name="on", span=4, required=True),
                Flag(name="breakfast", span=3),
                Flag(name="lunch", span=2),
                Flag(name="dinner", span=2),
            ),
            summary=meals_in_words,
            add_text=self.tr("Dodaj dzień z posiłkami"),
            empty_text=self.tr("Bez bezpłatnych posiłków: cała dieta."),
            blank=self._next_meals,
            lines=True,
        )

    def _next_meals(self) -> Meals:
        draft: TravelOrderDraft = self.draft()
        days = [each.on for each in draft.meals if each.on is not None]
        return Meals(on=max(days) + _DAY if days else draft.starts_on)

    def _bills(self) -> Rows:
        return Rows(
            name="bills",
            row_type=Bill,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="kind", labels=BILL_KINDS, span=4),
                Money(name="amount", span=4, required=True),
                Number(name="nights", span=4),
                Text(name="document"),
                Flag(name="above_cap_agreed"),
            ),
            summary=bill_in_words,
            add_text=self.tr("Dodaj rachunek lub bilet"),
            empty_text=self.tr("Brak rachunków i biletów."),
        )

    @Slot()
    def _show_details(self) -> None:
        self.dialogs.inform(self.tr("Jak policzono rachunek"), self.account.details)


class AccountBar(QWidget):
    """The bill so far: what is due, of what, and what must be checked; ``details`` explain every line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account_bar")
        self.details = ""
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        unit = QFontMetrics(self.font()).height()
        self.due = ColoredLabel("", "ink", self)
        self.due.setObjectName("account_due")
        self.parts = ColoredLabel("", "muted", self)
        self.parts.setObjectName("account_parts")
        self.remarks = ColoredLabel("", "warning", self)
        self.remarks.setObjectName("account_remarks")
        for label in (self.due, self.parts, self.remarks):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setWordWrap(True)
        scale_font(self.due, 1.05, QFont.Weight.DemiBold)
        self.explain = QPushButton(self.tr("Jak policzono…"), self)
        self.explain.setObjectName("account_explain")
        words = QVBoxLayout()
        words.setSpacing(unit // 6)
        for label in (self.due, self.parts, self.remarks):
            words.addWidget(label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(unit * 3 // 2, unit // 2, unit, unit // 2)
        layout.setSpacing(unit)
        layout.addLayout(words, 1)
        layout.addWidget(self.explain)

    def show_account(self, account: Account | None, advance: int) -> None:
        """Show the bill; None while something is missing."""
        self.explain.setVisible(account is not None)
        self.parts.setVisible(account is not None)
        self.remarks.setVisible(account is not None and bool(account.remarks))
        if account is None:
            self.due.setText(self.tr("Rachunek pojawi się, gdy wpiszesz dni i godziny podróży."))
            return
        balance = account.total - advance
        said = self.tr("Do wypłaty: {amount}") if balance >= 0 else self.tr("Do zwrotu: {amount}")
        self.due.setText(said.format(amount=format_money(abs(balance))))
        sums = (
            (self.tr("diety"), account.of(LineKind.ALLOWANCE, LineKind.MEALS)),
            (self.tr("przejazdy"), account.of(LineKind.FARE, LineKind.MILEAGE)),
            (self.tr("noclegi"), account.of(LineKind.LODGING)),
            (self.tr("dojazdy i inne"), account.of(LineKind.LOCAL, LineKind.OTHER)),
            (self.tr("razem"), account.total),
            (self.tr("zaliczka"), advance),
        )
        self.parts.setText(" · ".join(f"{name} {format_money(grosze)}" for name, grosze in sums))
        self.remarks.setText(self.tr("Jest uwaga do sprawdzenia przed wypłatą: „Jak policzono…”."))
        self.remarks.setToolTip("\n".join(account.remarks))
        lines = [
            f"{n}. {line.what}: {format_money(line.amount)}. {line.why}" for n, line in enumerate(account.lines, 1)
        ]
        self.details = "\n\n".join(
            [*account.remarks, *lines, self.tr("Paragrafy bez nazwy aktu pochodzą z {act}.").format(act=account.basis)]
        )


def _time(name: str) -> Custom:
    def build(facts: Facts) -> FieldEditor:
        return TimeEditor(example=facts.words.example)

    return Custom(name=name, span=3, build=build)
