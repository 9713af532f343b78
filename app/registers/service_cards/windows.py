"""What the tab of service cards opens: the form of a card and the files stored with it."""

from collections.abc import Mapping
from typing import Any, Protocol

from app.core.polish import sort_key
from app.core.records import Outcome
from app.people.shared import SharedServices
from app.registers.service_cards.domain import ServiceCard, ServiceCardDraft
from app.registers.service_cards.form import CardChoices, ServiceCardForm
from app.registers.service_cards.usecases import ServiceCards
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import Subject
from app.widgets.stored_files import FileAccess, FileOutlet
from app.widgets.workspace import Workspace


class CardFormServices(SharedServices, Protocol):
    """What the form asks of the program."""

    @property
    def cards(self) -> ServiceCards: ...


class CardWindows:
    """Opens them for the tab; one object per tab, kept alive by the tab's callables."""

    def __init__(self, workspace: Workspace, services: CardFormServices) -> None:
        self._workspace, self._services = workspace, services

    def unit_names(self) -> Mapping[int, str]:
        """Names of units by id."""
        return {unit.id: unit.name for unit in self._services.units.all()}

    def open_form(self, card: ServiceCard | None, draft: ServiceCardDraft | None) -> None:
        """Edit a card, or start a new one from a draft or from nothing."""
        cards = self._services.cards
        blank = self._blank()
        subject = Subject(record=card, start=draft or blank, blank=blank)

        def save(changed: Any, record: Any) -> Outcome[ServiceCard]:
            if record is None:
                return cards.create(changed)
            return cards.update(record.id, record.version, changed)

        form = ServiceCardForm(
            subject,
            self._workspace.forms,
            save,
            choices=self._choices(),
            next_symbol=cards.next_symbol,
            add_file=self._services.files.add_from,
            files=self._access(),
        )
        self._workspace.show_form(form)
        if card is not None:
            number = card.id
            self._workspace.jobs.run(lambda _progress: cards.note_opened(number), writes=True)

    def _blank(self) -> ServiceCardDraft:
        office = self._services.offices.current()
        return ServiceCardDraft(appeal_body="" if office is None else office.appeal_body)

    def _choices(self) -> CardChoices:
        office = self._services.offices.current()
        used = self._services.cards.suggestions()
        # suggestions only: a clerk at the front desk reads cards without the right to read about employees
        employees = self._services.employees
        known = employees.all() if employees.actor().may(f"{employees.entity}.read") else ()
        posts = {employee.post for employee in known if employee.post}
        people = {*used["prepared_by"], *used["checked_by"], *used["approved_by"]}
        return CardChoices(
            units=tuple(Option(unit.id, f"{unit.symbol} – {unit.name}") for unit in self._services.units.all()),
            categories=used["category"],
            life_events=used["life_event"],
            posts=sorted({*used["clerk_post"], *posts}, key=sort_key),
            people=sorted(people, key=sort_key),
            account_purposes=() if office is None else tuple(a.purpose for a in office.bank_accounts),
            appeal_bodies=used["appeal_body"],
            acts=used["act"],
        )

    def _access(self) -> FileAccess:
        return FileAccess(content=self._services.files.content, open_file=self._workspace.open_file)

    def open_stored(self, sha256: str, name: str) -> None:
        """Open a blank form or an attachment in the system's program."""
        work = self._workspace
        FileOutlet(self._access(), work.dialogs, work.jobs, work.say, work.window).open(sha256, name)
