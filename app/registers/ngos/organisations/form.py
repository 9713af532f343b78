"""The form of an organisation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.polish import sort_key
from app.core.records import Change, Outcome
from app.registers.ngos.organisations.domain import (
    Achievement,
    Address,
    AddressKind,
    Consent,
    LegalForm,
    OrganisationDraft,
    OrganisationPerson,
    OrganisationStatus,
    PublicField,
    Reach,
    ServedGroup,
    validate,
)
from app.registers.ngos.organisations.words import (
    FIELDS,
    LABELS,
    PROBLEMS,
    address_words,
    label,
    person_words,
)
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.fields import (
    Choice,
    Day,
    Description,
    Flag,
    LongText,
    Number,
    Section,
    Several,
    Text,
    Texts,
)
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.forms.row_list import Rows, RowsEditor
from app.widgets.forms.ticked_list import TickedList


@dataclass(frozen=True, kw_only=True)
class OrganisationChoices:
    """What the office has already: ``spheres`` are codes with their labels, the rest only suggestions.

    ``spheres`` are those in force; ``old_spheres`` have the names of codes that an old record may still carry.
    """

    spheres: Sequence[tuple[str, str]]
    old_spheres: Sequence[tuple[str, str]] = ()
    places: Sequence[str] = ()
    post_towns: Mapping[str, str] = field(default_factory=dict)
    """By postal code."""
    locality: Callable[[str], str | None] = lambda _place: None
    """What the map calls the locality that is meant; blank where it has none like it, None where there is no map."""
    today: date


class OrganisationForm(RecordForm):
    """Edits an organisation; places on the map are kept with their addresses and corrected on the map."""

    entity = "ngo"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        choices: OrganisationChoices,
        parent: QWidget | None = None,
    ) -> None:
        self._choices, self._forms = choices, services
        super().__init__(subject, services, save, parent)
        rows = self.page.rows["consents"].editor
        if not isinstance(rows, RowsEditor):
            raise TypeError(rows)
        rows.offer(self._consent_to_all(rows))

    def describe(self) -> Description:
        return Description(
            draft_type=OrganisationDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=lambda draft: validate(draft, self._choices.today),
            sections=(
                Section(
                    self.tr("Organizacja"),
                    (
                        Text(name="name"),
                        Text(name="short_name", span=6),
                        Choice(name="legal_form", labels=LABELS[LegalForm], optional=True, required=True, span=6),
                        Choice(name="status", labels=LABELS[OrganisationStatus], span=6),
                        Number(name="founded_year", span=6),
                    ),
                ),
                self._numbers(),
                Section(self.tr("Adresy"), (self._addresses(),)),
                Section(self.tr("Ludzie"), (self._people(),)),
                Section(
                    self.tr("Kontakt"),
                    (Texts(name="phones", lines=2), Text(name="email", span=6), Text(name="website", span=6)),
                ),
                Section(self.tr("Działalność"), (self._spheres(),)),
                Section(
                    self.tr("Dla kogo i ile"),
                    (
                        Several(name="served", labels=LABELS[ServedGroup]),
                        Choice(name="reach", labels=LABELS[Reach], optional=True, span=12),
                        Number(name="members", span=6),
                        Number(name="volunteers", span=6),
                        LongText(name="premises", lines=2),
                    ),
                ),
                Section(self.tr("Cele i zadania"), (LongText(name="aims", lines=4), LongText(name="tasks", lines=4))),
                Section(self.tr("Osiągnięcia"), (self._achievements(),)),
                Section(self.tr("Zgody na publikację"), (self._consents(),)),
                Section(
                    self.tr("Wewnętrzne"),
                    (Day(name="confirmed_on", span=6), Text(name="account", span=6), LongText(name="note")),
                    self.tr("Rachunku i uwag nie ma w żadnym wydruku ani pliku dla mieszkańców."),
                ),
            ),
        )

    def title_of(self, draft: OrganisationDraft) -> str:
        return draft.name or self.tr("Nowa organizacja")

    def _numbers(self) -> Section:
        return Section(
            self.tr("Numery"),
            (
                Text(name="krs", span=4),
                Text(name="nip", span=4),
                Text(name="regon", span=4),
                Text(name="register_entry", span=6),
                Day(name="registered_on", span=6),
                Day(name="opp_since", span=6),
            ),
        )

    def _addresses(self) -> Rows:
        return Rows(
            name="addresses",
            row_type=Address,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="kind", labels=LABELS[AddressKind], span=5),
                Text(name="premises", span=7),
                Text(name="place", suggestions=self._choices.places, doubt=self._doubted, span=5, required=True),
                Text(name="street", span=7),
                Text(name="number", span=4),
                Text(name="postal_code", span=3),
                Text(name="post_town", suggestions=self._post_towns(), span=5),
                Flag(name="private"),
            ),
            proposals=self._propose,
            summary=address_summary,
            add_text=self.tr("Dodaj adres"),
            empty_text=self.tr("Brak adresów. Bez adresu organizacji nie będzie na mapie."),
        )

    def _doubted(self, place: str) -> str:
        """Whether the map knows the locality: a misspelt one would be found by no filter and placed nowhere."""
        try:
            meant = self._choices.locality(place)
        except Refusal:
            # the map does not answer just now: that is told where something is saved
            return ""
        if meant is None or meant == place:
            return ""
        if meant:
            return self.tr("Takiej miejscowości nie ma na mapie gminy. Czy chodzi o „{name}”?").format(name=meant)
        return self.tr("Takiej miejscowości nie ma na mapie gminy ani obok niej. Sprawdź, czy nie ma w niej błędu.")

    def _post_towns(self) -> list[str]:
        return sorted(set(self._choices.post_towns.values()), key=sort_key)

    def _propose(self, address: Address) -> Mapping[str, str]:
        """The post town by the postal code; none where it is the locality itself."""
        town = self._choices.post_towns.get(address.postal_code, "") if address.place.strip() else ""
        return {"post_town": town if replace(address, post_town=town).post_elsewhere else ""}

    def _people(self) -> Rows:
        return Rows(
            name="people",
            row_type=OrganisationPerson,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Text(name="name", span=7),
                Text(name="role", span=5),
                Day(name="since", span=6),
                Day(name="until", span=6),
                Text(name="phone", span=6),
                Text(name="email", span=6),
            ),
            summary=person_words,
            add_text=self.tr("Dodaj osobę"),
            empty_text=self.tr("Nikogo nie wpisano."),
        )

    def _spheres(self) -> TickedList:
        return TickedList(
            name="spheres",
            leading="leading",
            options=self._choices.spheres,
            known=self._choices.old_spheres,
            search=self.tr("Szukaj sfery, na przykład: kultura"),
            leading_text=FIELDS["leading"].label,
        )

    def _achievements(self) -> Rows:
        return Rows(
            name="achievements",
            row_type=Achievement,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(Number(name="year", required=True), LongText(name="text", lines=2)),
            summary=lambda each: f"{each.year or ''} {each.text}".strip(),
            add_text=self.tr("Dodaj osiągnięcie"),
            empty_text=self.tr("Brak osiągnięć."),
        )

    def _consents(self) -> Rows:
        return Rows(
            name="consents",
            row_type=Consent,
            words=FIELDS,
            problem_words=PROBLEMS,
            row_fields=(
                Choice(name="field", labels=LABELS[PublicField], optional=True, required=True, span=7),
                Text(name="source", span=5, required=True),
                Day(name="given_on", span=6, required=True),
                Day(name="withdrawn_on", span=6),
            ),
            summary=consent_words,
            add_text=self.tr("Dodaj zgodę"),
            empty_text=self.tr("Brak zgód: organizacji nie będzie w niczym, co urząd publikuje."),
            blank=Consent,
        )

    def _consent_to_all(self, rows: RowsEditor) -> QPushButton:
        button = QPushButton(self.tr("Zgoda na wszystko…"), rows)
        button.setObjectName("consent_to_all")
        button.setToolTip(self.tr("Dodaje zgodę na każde pole, na które jeszcze jej nie ma."))
        button.clicked.connect(lambda: self._ask_for_all(rows))
        return button

    def _ask_for_all(self, rows: RowsEditor) -> None:
        deed = Deed(
            key="consent_to_all",
            title=self.tr("Zgoda na wszystko"),
            about=self.tr("Organizacja zgodziła się na publikację wszystkich swoich danych."),
            text=self.tr("&Dodaj zgody"),
            call=_asked,
            fields=(Day(name="given_on", required=True, span=12), Text(name="source", required=True)),
            start={"given_on": self._choices.today, "source": ""},
            shape=Consent,
            words={"given_on": FIELDS["consents.given_on"], "source": FIELDS["consents.source"]},
        )
        window = DeedWindow(deed, self._forms.jobs, self._forms.dialogs, self)
        window.done_with.connect(
            lambda outcome: rows.put(with_all(rows.read().value, outcome.record["given_on"], outcome.record["source"]))
        )
        window.open()


def _asked(values: Values) -> Outcome[Values]:
    """Nothing is saved by the small window: the rows go into the form."""
    return Outcome(values, Change("ngo", frozenset()), "")


def with_all(consents: Sequence[Consent], given_on: date, source: str) -> tuple[Consent, ...]:
    """The consents with one more for each field that has none that holds; blank rows go."""
    kept = [each for each in consents if each != Consent()]
    held = {each.field for each in kept if each.withdrawn_on is None}
    return (*kept, *_missing(held, given_on, source))


def _missing(held: set[PublicField | None], given_on: date, source: str) -> Iterator[Consent]:
    for each in PublicField:
        if each not in held:
            yield Consent(field=each, given_on=given_on, source=source)


def address_summary(address: Address) -> str:
    """``siedziba: ul. Polna 5, 46-200 Przykładów (prywatne mieszkanie)``."""
    told = ": ".join(part for part in (label(address.kind), address_words(address)) if part)
    return f"{told} (prywatne mieszkanie)" if address.private else told


def consent_words(consent: Consent) -> str:
    """``adres – od 12.03.2026 (formularz)``."""
    if consent.field is None:
        return ""
    given = f" – od {format_date(consent.given_on)}" if consent.given_on else ""
    source = f" ({consent.source})" if consent.source else ""
    withdrawn = f", wycofana {format_date(consent.withdrawn_on)}" if consent.withdrawn_on else ""
    return f"{label(consent.field)}{given}{source}{withdrawn}"
