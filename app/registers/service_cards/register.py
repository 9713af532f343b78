"""Service cards in the catalogue of registers: the tab with its forms, prints and spreadsheets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from app.core.polish import plural, sort_key
from app.core.progress import Progress
from app.core.records import Outcome, Query
from app.exchange.files import content, whole_file
from app.exchange.spreadsheets import Format
from app.people.shared import SharedServices
from app.records.files import MAX_BYTES
from app.records.import_report import ImportReport
from app.registers.service_cards.domain import Concern, ServiceCard, ServiceCardDraft
from app.registers.service_cards.form import CardChoices, ServiceCardForm
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.tab import WORDS, CardDeeds, ServiceCardsTab
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.registers.service_cards.words import fee_text, label, limit_text
from app.widgets.columns import Tone
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.files import FileRef
from app.widgets.forms.record_form import Subject
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.stored_files import FileAccess, FileOutlet
from app.widgets.workspace import Attention, Found, Register, Workspace

_TONES = {
    Concern.FEE_EXPIRED: Tone.DANGER,
    Concern.REVIEW_OVERDUE: Tone.DANGER,
    Concern.WAITS_FOR_APPROVAL: Tone.WARNING,
    Concern.REVIEW_SOON: Tone.WARNING,
    Concern.NO_REVIEW_DATE: Tone.WARNING,
}


class CardServices(SharedServices, Protocol):
    """What the register needs of the program."""

    @property
    def cards(self) -> ServiceCards: ...
    @property
    def prints(self) -> CardPrints: ...
    @property
    def exchange(self) -> CardTransfer: ...


class _Wiring:
    """Opens forms for the tab; one object per tab, kept alive by the tab's callables."""

    def __init__(self, workspace: Workspace, services: CardServices) -> None:
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
            add_file=self._add_file,
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
        return FileAccess(content=self._services.files.content, write=_write, open_file=self._workspace.open_file)

    def open_stored(self, sha256: str, name: str) -> None:
        """Open a blank form or an attachment in the system's program."""
        work = self._workspace
        FileOutlet(self._access(), work.dialogs, work.jobs, work.say, work.window).open(sha256, name)

    def _add_file(self, path: Path) -> FileRef:
        return self._services.files.add(path.name, content(path, MAX_BYTES))


def _write(path: Path, stored: bytes) -> None:
    with whole_file(path) as temporary:
        temporary.write_bytes(stored)


def create_tab(workspace: Workspace, services: CardServices) -> ServiceCardsTab:
    """The tab, wired."""
    wiring = _Wiring(workspace, services)

    def export(path: Path, csv: bool, progress: Progress) -> int:
        return services.exchange.export(path, Format.CSV if csv else Format.XLSX, progress)

    def load(path: Path, dry_run: bool, progress: Progress) -> ImportReport:
        return services.exchange.load(path, dry_run=dry_run, progress=progress)

    sheets = Spreadsheets(workspace, SpreadsheetWords("karty", "karty-uslug.xlsx"), export, load)
    deeds = CardDeeds(
        open_form=wiring.open_form,
        print_pdf=workspace.print_pdf,
        open_pdf=workspace.open_pdf,
        open_stored=wiring.open_stored,
        usual_variant=lambda: workspace.settings.text("print_variant"),
        export_cards=sheets.export,
        import_cards=sheets.choose_import,
    )
    return ServiceCardsTab(services.cards, services.prints, deeds, workspace, services.clock, wiring.unit_names)


def find(services: CardServices, words: str, limit: int) -> Sequence[Found]:
    """Cards in use for the search over everything."""
    today = services.clock.today()
    return [
        Found(
            card.id, f"{card.symbol} {card.name}", " · ".join(filter(None, (fee_text(card, today), limit_text(card))))
        )
        for card in services.cards.find(words, limit)
    ]


def attention(services: CardServices) -> Sequence[Attention]:
    """Cards that need somebody, for the dashboard; the most pressing first."""
    counts = services.cards.attention()
    return [
        Attention(
            f"{counts[concern]} {plural(counts[concern], WORDS.one, WORDS.few, WORDS.many)}: {label(concern)}",
            tone,
            {"concern": frozenset({concern.value})},
        )
        for concern, tone in _TONES.items()
        if concern in counts
    ]


def count(services: CardServices) -> int:
    """How many there are."""
    return services.cards.count(Query())


def name(services: CardServices, record_id: int) -> str:
    """What people call it."""
    return services.cards.get(record_id).symbol


def begin(tab: Any) -> None:
    """Start a new card in the tab."""
    tab.new_action.trigger()


REGISTER: Register[CardServices] = Register(
    "service_cards",
    WORDS.title,
    "cards",
    "service_card",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowa karta usługi…",
    begin=begin,
)
