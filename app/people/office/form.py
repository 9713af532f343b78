"""The form „Dane urzędu”: what stands on every print."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.identifiers import format_nrb, is_nrb
from app.core.opening_hours import HoursException, hours_lines
from app.people.office.domain import BankAccount, GminaKind, HeadTitle, OfficeDraft, validate
from app.people.office.words import FIELDS, LABELS, PROBLEMS
from app.widgets.forms.editor import FieldEditor
from app.widgets.forms.fields import Choice, Custom, Day, Description, Facts, LongText, Section, Text
from app.widgets.forms.files import AddFile, FilePicker, PictureEditor
from app.widgets.forms.hours_editor import HoursEditor
from app.widgets.forms.line_editors import TimeEditor
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows


class OfficeForm(RecordForm):
    """Edits the office. ``picture`` gives the bytes of a stored file by its SHA-256, for the preview."""

    entity = "office"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        today: date,
        add_file: AddFile,
        picture: Callable[[str], bytes | None],
        appeal_bodies: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        self._today = today
        self._add_file, self._picture, self._appeal_bodies = add_file, picture, appeal_bodies
        super().__init__(subject, services, save, parent)

    def describe(self) -> Description:
        return Description(
            draft_type=OfficeDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                self._identity(),
                self._contact(),
                self._head(),
                self._arms(),
                self._hours(),
                self._accounts(),
                Section(
                    self.tr("Treści wspólne dla kart"),
                    (
                        Text(name="appeal_body", suggestions=self._appeal_bodies),
                        LongText(name="data_protection", lines=5),
                    ),
                ),
            ),
        )

    def title_of(self, draft: OfficeDraft) -> str:
        return self.tr("Dane urzędu")

    def _identity(self) -> Section:
        return Section(
            self.tr("Urząd i gmina"),
            (
                Text(name="name"),
                Text(name="gmina", span=6),
                Choice(name="kind", labels=LABELS[GminaKind], span=3),
                Text(name="teryt", span=3),
                Text(name="nip", span=6),
                Text(name="regon", span=6),
            ),
        )

    def _contact(self) -> Section:
        return Section(
            self.tr("Adres i kontakt"),
            (
                Text(name="street", span=6),
                Text(name="postal_code", span=2),
                Text(name="town", span=4),
                Text(name="phone", span=4),
                Text(name="fax", span=4),
                Text(name="email", span=4),
                Text(name="website", span=6),
                Text(name="bip", span=6),
                Text(name="delivery_address", span=6),
            ),
        )

    def _head(self) -> Section:
        return Section(
            self.tr("Kierownik urzędu"),
            (Choice(name="head_title", labels=LABELS[HeadTitle], span=5), Text(name="head_name", span=7)),
        )

    def _arms(self) -> Section:
        return Section(
            self.tr("Znak gminy"),
            (
                Custom(name="coat_of_arms", build=self._picture_editor, in_words=self._picture_in_words),
                Text(name="coat_of_arms_note"),
            ),
        )

    def _hours(self) -> Section:
        exceptions = Rows(
            name="hours_exceptions",
            row_type=HoursException,
            words=FIELDS,
            row_fields=(
                Day(name="day", span=4, required=True),
                Custom(name="opens", span=2, build=_time_editor),
                Custom(name="closes", span=2, build=_time_editor),
                Text(name="reason", span=12),
            ),
            summary=self._exception_in_words,
            blank=lambda: HoursException(day=self._today),
            add_text=self.tr("Dodaj dzień"),
            empty_text=self.tr("Brak. Dodaj wigilię, dzień wolny za święto albo dyżur."),
        )
        return Section(
            self.tr("Godziny"),
            (
                Custom(name="hours", build=_hours_editor, in_words=lambda hours: "; ".join(hours_lines(hours))),
                exceptions,
            ),
        )

    def _accounts(self) -> Section:
        accounts = Rows(
            name="bank_accounts",
            row_type=BankAccount,
            words=FIELDS,
            row_fields=(
                Text(name="purpose", span=5),
                Text(name="nrb", span=7, tidied=_grouped),
                Text(name="note"),
            ),
            summary=lambda account: " – ".join(filter(None, (account.purpose, account.nrb))),
            add_text=self.tr("Dodaj rachunek"),
            empty_text=self.tr("Brak rachunków. Dodaj co najmniej rachunek opłaty skarbowej."),
        )
        return Section(self.tr("Rachunki"), (accounts,))

    def _picture_editor(self, _facts: Facts) -> FieldEditor:
        picker = FilePicker(self.dialogs, self.jobs, self._add_file, self)
        return PictureEditor(picker, self.tr("Obrazy (*.png *.svg)"), self._picture)

    def _picture_in_words(self, sha256: str | None) -> str:
        return self.tr("obraz {start}…").format(start=sha256[:8]) if sha256 else ""

    def _exception_in_words(self, day: HoursException) -> str:
        times = f"{day.opens}–{day.closes}" if day.opens or day.closes else self.tr("nieczynne")
        return ", ".join(filter(None, (format_date(day.day), times, day.reason)))


def _hours_editor(_facts: Facts) -> FieldEditor:
    return HoursEditor()


def _time_editor(facts: Facts) -> FieldEditor:
    return TimeEditor(example=facts.words.example)


def _grouped(text: str) -> str:
    return format_nrb(text) if is_nrb(text) else text
