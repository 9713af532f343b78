"""The form of a service card: all its fields in the order in which a clerk thinks of a matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.file_sizes import size_text
from app.core.opening_hours import hours_lines
from app.registers.service_cards.domain import (
    AppealKind,
    Attachment,
    CardStatus,
    CollectWay,
    DocumentForm,
    DocumentHandling,
    Fee,
    FeeKind,
    LegalBasis,
    NeededDocument,
    PaymentWay,
    ServiceCardDraft,
    SilenceEffect,
    SubmitWay,
    TimeUnit,
    validate,
)
from app.registers.service_cards.words import FIELDS, LABELS, PROBLEMS, basis_text, fee_line, label
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
    Several,
    Text,
    Texts,
)
from app.widgets.forms.files import AddFile, FileEditor, FilePicker, FileRef, StoredFileView
from app.widgets.forms.hours_editor import HoursEditor
from app.widgets.forms.line_editors import TextEditor
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows
from app.widgets.stored_files import FileAccess, FileOutlet, kind_of


@dataclass(frozen=True, kw_only=True)
class CardChoices:
    """What the office already has, offered while typing; units are picked, the rest are only suggestions."""

    units: Sequence[Option]
    categories: Sequence[str] = ()
    life_events: Sequence[str] = ()
    posts: Sequence[str] = ()
    people: Sequence[str] = ()
    account_purposes: Sequence[str] = ()
    appeal_bodies: Sequence[str] = ()
    acts: Sequence[str] = ()


class ServiceCardForm(RecordForm):
    """Edits a card.

    ``next_symbol`` gives the next free symbol of a unit (called on a worker's thread); ``add_file`` checks
    and stores a file, ``files`` brings stored ones back.
    """

    entity = "service_card"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: CardChoices,
        next_symbol: Callable[[int], str],
        add_file: AddFile,
        files: FileAccess,
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._next_symbol = choices, next_symbol
        self._add_file, self._files = add_file, files
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=ServiceCardDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                self._basics(),
                self._audience(),
                Section(self.tr("Krok po kroku"), (Texts(name="steps", lines=4),)),
                Section(self.tr("Dokumenty"), (self._documents(),)),
                Section(
                    self.tr("Opłaty"),
                    (self._fees(), Several(name="payment_ways", labels=LABELS[PaymentWay], columns=4)),
                ),
                self._limits(),
                self._place(),
                self._ways(),
                self._appeal(),
                Section(self.tr("Podstawa prawna"), (self._legal_bases(),)),
                self._notes(),
                self._workflow(),
            ),
        )

    def title_of(self, draft: ServiceCardDraft) -> str:
        return " ".join(filter(None, (draft.symbol, draft.name))) or self.tr("Nowa karta usługi")

    def adapt(self, draft: ServiceCardDraft) -> None:
        # an existing card is known to residents by its symbol; one press must not renumber it
        self._next_button.setHidden(self.record_id is not None)
        for prefix in ("limit", "resident_limit"):
            at_once = getattr(draft, f"{prefix}_unit") is TimeUnit.AT_ONCE
            # a number that is there stays reachable, so that it can be taken out
            self.page.enable(f"{prefix}_number", not at_once or getattr(draft, f"{prefix}_number") is not None)
        appealable = draft.appeal_kind in (AppealKind.APPEAL, AppealKind.COMPLAINT)
        for name in ("appeal_body", "appeal_days", "appeal_through"):
            self.page.enable(name, appealable or bool(getattr(draft, name)))

    def _basics(self) -> Section:
        return Section(
            self.tr("Podstawowe"),
            (
                Text(name="name"),
                Reference(name="unit_id", options=self._choices.units, span=12, required=True),
                Custom(name="symbol", build=self._symbol_editor, span=7),
                Choice(name="status", labels=LABELS[CardStatus], span=5),
                Text(name="category", suggestions=self._choices.categories, span=6),
                Text(name="life_event", suggestions=self._choices.life_events, span=6),
                LongText(name="purpose"),
                Text(name="result"),
            ),
        )

    def _audience(self) -> Section:
        return Section(
            self.tr("Dla kogo"),
            (Texts(name="who_may_apply"), Texts(name="not_for", lines=2), Texts(name="synonyms")),
        )

    def _documents(self) -> Rows:
        return Rows(
            name="documents",
            row_type=NeededDocument,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="name"),
                Choice(name="handling", labels=LABELS[DocumentHandling], span=5),
                Choice(name="form", labels=LABELS[DocumentForm], span=7),
                Text(name="condition"),
                Text(name="note"),
                Custom(name="form_file", companions=("form_file_name",), build=self._file_editor),
            ),
            summary=lambda document: (
                f"{document.name} – {label(document.handling)}, {label(document.form)}" if document.name else ""
            ),
            add_text=self.tr("Dodaj dokument"),
            empty_text=self.tr("Brak dokumentów. Dodaj to, co mieszkaniec ma złożyć albo pokazać."),
        )

    def _fees(self) -> Rows:
        return Rows(
            name="fees",
            row_type=Fee,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="kind", labels=LABELS[FeeKind], span=5),
                Text(name="title", span=7),
                Money(name="amount", span=5),
                Text(name="formula", span=7),
                Text(name="account_purpose", suggestions=self._choices.account_purposes, span=6),
                Day(name="valid_from", span=3),
                Day(name="valid_to", span=3),
                Text(name="basis"),
                LongText(name="exemption", lines=2),
            ),
            summary=_fee_in_words,
            add_text=self.tr("Dodaj opłatę"),
            empty_text=self.tr("Brak opłat. Usługa bezpłatna też potrzebuje wpisu rodzaju „bez opłat”."),
        )

    def _limits(self) -> Section:
        return Section(
            self.tr("Terminy"),
            (
                Number(name="limit_number", span=4),
                Choice(name="limit_unit", labels=LABELS[TimeUnit], optional=True, span=4),
                Text(name="limit_note"),
                Text(name="limit_extension"),
                Number(name="resident_limit_number", span=4),
                Choice(name="resident_limit_unit", labels=LABELS[TimeUnit], optional=True, span=4),
                Text(name="resident_limit_note"),
            ),
        )

    def _place(self) -> Section:
        return Section(
            self.tr("Miejsce i godziny"),
            (
                Text(name="building", span=6),
                Text(name="floor", span=2),
                Text(name="room", span=2),
                Text(name="window", span=2),
                Text(name="phone", span=6),
                Text(name="email", span=6),
                Text(name="clerk_post", suggestions=self._choices.posts),
                Reference(name="supervising_unit_id", options=self._choices.units, span=12),
                Custom(name="hours", build=_hours_editor, in_words=lambda hours: "; ".join(hours_lines(hours))),
            ),
        )

    def _ways(self) -> Section:
        return Section(
            self.tr("Składanie i odbiór"),
            (
                Several(name="submit_ways", labels=LABELS[SubmitWay]),
                Text(name="submit_address"),
                Several(name="collect_ways", labels=LABELS[CollectWay]),
            ),
        )

    def _appeal(self) -> Section:
        return Section(
            self.tr("Odwołanie i milczenie"),
            (
                Choice(name="appeal_kind", labels=LABELS[AppealKind], span=6),
                Number(name="appeal_days", span=6),
                Text(name="appeal_body", suggestions=self._choices.appeal_bodies),
                Text(name="appeal_through"),
                LongText(name="appeal_note", lines=2),
                Choice(name="silence_effect", labels=LABELS[SilenceEffect], span=8),
                LongText(name="silence_note", lines=2),
            ),
        )

    def _legal_bases(self) -> Rows:
        return Rows(
            name="legal_bases",
            row_type=LegalBasis,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="act", suggestions=self._choices.acts),
                Number(name="journal_year", span=3),
                Number(name="journal_number", span=3),
                Number(name="journal_item", span=3),
                Text(name="articles", span=12),
            ),
            summary=lambda basis: basis_text(basis) if basis.act else "",
            add_text=self.tr("Dodaj akt prawny"),
            empty_text=self.tr("Brak podstaw prawnych."),
        )

    def _notes(self) -> Section:
        attachments = Rows(
            name="attachments",
            row_type=Attachment,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="title"),
                Custom(
                    name="file_name",
                    companions=("file", "media_type", "size"),
                    build=self._file_view,
                    given=True,
                ),
            ),
            summary=lambda file: (
                f"{file.title or file.file_name} ({file.file_name}, {kind_of(file.file_name)}, {size_text(file.size)})"
            ),
            add_text=self.tr("Dodaj plik…"),
            empty_text=self.tr("Brak załączników."),
            create=self._ask_for_attachment,
        )
        return Section(
            self.tr("Uwagi i załączniki"),
            (
                LongText(name="notes", lines=4),
                LongText(name="data_protection", lines=4),
                Text(name="sign_language"),
                attachments,
            ),
        )

    def _workflow(self) -> Section:
        people = self._choices.people
        return Section(
            self.tr("Obieg i daty"),
            (
                Text(name="prepared_by", suggestions=people, span=8),
                Day(name="prepared_on"),
                Text(name="checked_by", suggestions=people, span=8),
                Day(name="checked_on"),
                Text(name="approved_by", suggestions=people, span=8),
                Day(name="approved_on"),
                Day(name="valid_from"),
                Day(name="review_on"),
                Day(name="facts_as_of"),
            ),
        )

    def _symbol_editor(self, facts: Facts) -> FieldEditor:
        self._symbol = TextEditor(example=facts.words.example)
        button = QPushButton(self.tr("Następny wolny"))
        button.setObjectName("next_symbol")
        button.setToolTip(self.tr("Wpisuje pierwszy wolny symbol wybranej komórki."))
        button.clicked.connect(self._on_next_symbol)
        self._symbol.row.addWidget(button)
        self._next_button = button
        return self._symbol

    def _on_next_symbol(self) -> None:
        unit = self.page.rows["unit_id"]
        unit_id = unit.read().value
        if unit_id is None:
            # the symbol follows from the unit: show that it is missing
            unit.leave()
            unit.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.jobs.run(lambda _progress: self._next_symbol(unit_id), done=self._symbol.put, owner=self)

    def _picker(self) -> FilePicker:
        return FilePicker(self.dialogs, self.jobs, self._add_file, self)

    def _name_filter(self) -> str:
        return self.tr("Dokumenty i obrazy (*.pdf *.docx *.odt *.png *.jpg *.jpeg)")

    def _file_editor(self, _facts: Facts) -> FieldEditor:
        return FileEditor(self._picker(), self._outlet(), self._name_filter())

    def _file_view(self, _facts: Facts) -> FieldEditor:
        return StoredFileView(self._outlet())

    def _outlet(self) -> FileOutlet:
        return FileOutlet(self._files, self.dialogs, self.jobs, self.say, self)

    def _ask_for_attachment(self, add: Callable[[Attachment], None]) -> None:
        def stored(file: FileRef) -> None:
            add(Attachment(file_name=file.name, media_type=file.media_type, size=file.size, file=file.sha256))

        self._picker().pick(self.tr("Dodaj załącznik"), self._name_filter(), stored)


def _hours_editor(_facts: Facts) -> FieldEditor:
    return HoursEditor()


def _fee_in_words(fee: Fee) -> str:
    if fee.amount is None and not fee.formula and not fee.free:
        return fee.title
    return fee_line(fee)
