"""Service cards in the catalogue of registers: the tab with its forms, prints and spreadsheets."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.people.shared import SharedServices
from app.records.import_report import ImportReport
from app.registers.service_cards.domain import Concern
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.registers.service_cards.words import WORDS, fee_text, label, limit_text
from app.widgets.columns import Tone
from app.widgets.spreadsheets import Spreadsheets, SpreadsheetWords
from app.widgets.workspace import Attention, Found, Register, Workspace

if TYPE_CHECKING:
    from app.registers.service_cards.tab import ServiceCardsTab

_TONES = {
    Concern.FEE_EXPIRED: Tone.DANGER,
    Concern.REVIEW_OVERDUE: Tone.DANGER,
    Concern.WAITS_FOR_APPROVAL: Tone.WARNING,
    Concern.REVIEW_SOON: Tone.WARNING,
    Concern.NO_REVIEW_DATE: Tone.QUIET,
}


class CardServices(SharedServices, Protocol):
    """What the register needs of the program."""

    @property
    def cards(self) -> ServiceCards: ...
    @property
    def prints(self) -> CardPrints: ...
    @property
    def exchange(self) -> CardTransfer: ...


def create_tab(workspace: Workspace, services: CardServices) -> "ServiceCardsTab":
    """The tab, wired; loaded when it is first shown."""
    from app.registers.service_cards.tab import CardDeeds, ServiceCardsTab
    from app.registers.service_cards.windows import CardWindows

    windows = CardWindows(workspace, services)

    def export(path: Path, csv: bool, progress: Progress) -> int:
        return services.exchange.export(path, Format.CSV if csv else Format.XLSX, progress)

    def load(path: Path, dry_run: bool, progress: Progress) -> ImportReport:
        return services.exchange.load(path, dry_run=dry_run, progress=progress)

    sheets = Spreadsheets(workspace, SpreadsheetWords("karty", "karty-uslug.xlsx"), export, load)
    deeds = CardDeeds(
        open_form=windows.open_form,
        print_pdf=workspace.print_pdf,
        open_pdf=workspace.open_pdf,
        open_stored=windows.open_stored,
        usual_variant=lambda: workspace.settings.text("print_variant"),
        export_cards=sheets.export,
        import_cards=sheets.choose_import,
    )
    return ServiceCardsTab(services.cards, services.prints, deeds, workspace, services.clock, windows.unit_names)


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
