"""The window of one campaign: where it stands, its people, and the deeds from preparation to closing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.core.clock import Clock
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Change, Outcome
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, CampaignState, Line
from app.registers.evaluations.campaigns.figures import counted
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.campaigns.windows.choosing import ChoosingWindow
from app.registers.evaluations.campaigns.windows.people import CampaignPeople, PeopleDeeds
from app.registers.evaluations.campaigns.windows.printing import CampaignPrinting
from app.registers.evaluations.campaigns.windows.starting import StartingWindow
from app.widgets.buttons import close_box
from app.widgets.forms.note import ColoredLabel
from app.widgets.workspace import Workspace
from app.widgets.zoom import line, resize_to_text, scale_font

_CHARS = 190
"""Average characters of text that the window is wide at first."""
_LINES = 46
_ALARMING = frozenset({"no_rater", "overdue"})
_QUIET_AT_NOTHING = frozenset({"no_rater", "overdue", "due"})


@dataclass(frozen=True, kw_only=True)
class CampaignTools:
    """What the window works with; ``edit`` opens the form, ``export`` writes people into a spreadsheet."""

    workspace: Workspace
    campaigns: Campaigns
    clock: Clock
    edit: Callable[[Campaign], None]
    export: Callable[[Campaign, Sequence[Line]], None]
    prints: CampaignPrints


class CampaignWindow(QDialog):
    """Reads again whenever the campaign, its sheets or the staff change."""

    def __init__(self, campaign_id: int, tools: CampaignTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("campaign_window")
        self.setWindowTitle(self.tr("Kampania ocen"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._id, self._tools = campaign_id, tools
        self._campaign: Campaign | None = None
        self._reading = self._again = False
        self._build()
        resize_to_text(self, _CHARS, _LINES)
        tools.workspace.bus.changed.connect(self._on_changed)
        self.read()

    @property
    def campaign_id(self) -> int:
        """Whose window this is."""
        return self._id

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        scale_font(self.title, 1.3, QFont.Weight.DemiBold)
        self.facts = QLabel()
        self.facts.setObjectName("facts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.strip = Strip(self)
        printing = CampaignPrinting(self._tools.workspace, self._tools.prints, self)
        deeds = PeopleDeeds(
            choose=self._choose,
            show_sheet=self._show_sheet,
            start=self._ask_start,
            close=self._ask_close,
            edit=self._with_campaign(self._tools.edit),
            export=self._export,
            print_list=self._with_campaign(printing.print_list),
            save_list=self._with_campaign(printing.save_list),
            print_sheets=self._with_campaign(printing.print_sheets),
            save_sheets=self._with_campaign(printing.save_sheets),
            further=self._tools.workspace.deeds_on(Campaigns.entity),
            run_further=lambda deed: deed.run(self._id),
        )
        may_edit = self._tools.campaigns.actor().may(f"{Campaigns.entity}.edit")
        self.people = CampaignPeople(self._tools.workspace, deeds, self._tools.clock.today, may_edit=may_edit)
        inside = self.people.layout()
        if inside is not None:
            # the window has its own margins
            inside.setContentsMargins(0, 0, 0, 0)
        buttons = close_box(self, self.tr("Zamknij okno"))
        head = QVBoxLayout()
        head.setSpacing(line(self, 0.2))
        head.addWidget(self.title)
        head.addWidget(self.facts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(line(self, 0.9),) * 4)
        layout.setSpacing(line(self, 0.7))
        layout.addLayout(head)
        layout.addWidget(self.strip)
        layout.addWidget(self.people, 1)
        layout.addWidget(buttons)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.people.focus_search)

    # -- showing -----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read campaign and people in the background and show them; once more when asked meanwhile."""
        if self._reading:
            self._again = True
            return
        self._reading = True

        def work(_progress: Progress) -> tuple[Campaign, tuple[Line, ...], str]:
            campaign = self._tools.campaigns.get(self._id)
            try:
                return campaign, self._tools.campaigns.lines(self._id), ""
            except Refusal as refusal:
                return campaign, (), str(refusal)

        self._tools.workspace.jobs.run(
            work,
            done=self._show,
            failed=self._on_gone,
            title=self.tr("Wyszukuję osoby…"),
            cancellable=False,
            owner=self,
        )

    def _show(self, found: tuple[Campaign, tuple[Line, ...], str]) -> None:
        self._campaign, lines, problem = found
        self._reading = False
        self.setWindowTitle(self.tr("Kampania ocen: {name}").format(name=self._campaign.name))
        self.title.setText(self._campaign.name)
        self.facts.setText(problem or facts(self._campaign))
        self.people.show_state(self._campaign.state)
        self.people.show_lines(lines)
        self.strip.show_lines(lines, self._tools.clock.today(), self._campaign.ends_on)
        if self._again:
            self._again = False
            self.read()

    def _on_gone(self, refusal: Refusal) -> None:
        self._reading = False
        self._tools.workspace.dialogs.refuse(refusal)
        self.reject()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        prepared = self._campaign is None or self._campaign.state is CampaignState.PREPARED
        watched = {"evaluation_campaign", "evaluation"}
        if prepared:
            watched |= {"employee", "unit", "post", "absence", "evaluation_regulation"}
        if change.entity in watched:
            self.read()

    # -- deeds -------------------------------------------------------------------------------------------------

    def _choose(self, lines: Sequence[Line]) -> None:
        campaign = self._campaign
        if campaign is None:
            return
        employees = [each.candidate.employee_id for each in lines]

        def decide(included: bool | None, reason: str) -> None:
            self._run(lambda: self._tools.campaigns.choose(campaign.id, campaign.version, employees, included, reason))

        ChoosingWindow(lines, decide, self).open()

    def _show_sheet(self, shown: Line) -> None:
        if shown.sheet_id is not None and self._tools.workspace.go_to_record("evaluation", shown.sheet_id):
            window = self._tools.workspace.window
            window.raise_()
            window.activateWindow()
        else:
            self._tools.workspace.dialogs.inform(
                self.tr("Arkusz oceny"), self.tr("Twoje konto nie widzi tego arkusza albo arkusz usunięto.")
            )

    def _ask_start(self) -> None:
        campaign = self._campaign
        if campaign is None:
            return

        def start() -> None:
            self._run(
                lambda: self._tools.campaigns.start(campaign.id, campaign.version), self.tr("Zakładam arkusze ocen…")
            )

        StartingWindow(campaign, self.people.source.lines, start, self).open()

    def _ask_close(self) -> None:
        campaign = self._campaign
        if campaign is None:
            return

        def close(*, leaving_open: bool) -> None:
            self._run(lambda: self._tools.campaigns.close(campaign.id, campaign.version, leaving_open=leaving_open))

        def ask(left: tuple[str, ...]) -> None:
            if not left:
                close(leaving_open=False)
                return
            text = self.tr(
                "Niezakończone arkusze: {people}.\n{names}\nZostaną otwarte i można je będzie dokończyć; ich numery "
                "program zapisze w uwagach kampanii."
            ).format(people=words.people(len(left)), names=_first(left))
            self._tools.workspace.dialogs.confirm(
                self.tr("Zamknąć kampanię?"),
                text,
                self.tr("Zamknij mimo to"),
                lambda: close(leaving_open=True),
            )

        self._tools.workspace.jobs.run(
            lambda _progress: self._tools.campaigns.open_left(campaign.id), done=ask, owner=self
        )

    def _export(self) -> None:
        if self._campaign is not None:
            shown = self.people.model.query
            source = self.people.source
            self._tools.export(self._campaign, tuple(source.page(shown, 0, source.count(shown))))

    def _with_campaign(self, deed: Callable[[Campaign], None]) -> Callable[[], None]:
        """The deed on the campaign as it was read last."""

        def do() -> None:
            if self._campaign is not None:
                deed(self._campaign)

        return do

    def _run(self, deed: Callable[[], Outcome[Any]], title: str = "") -> None:
        self._tools.workspace.jobs.run(
            lambda _progress: deed(),
            done=self._tools.workspace.report,
            writes=True,
            cancellable=False,
            title=title or self.tr("Zapisuję…"),
            owner=self,
        )


class Strip(QWidget):
    """Numbers that say where a campaign stands, in one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._figures: dict[str, tuple[ColoredLabel, QLabel]] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(line(self, 2))
        for key in words.STRIP:
            number, caption = ColoredLabel("", "ink", self), QLabel(self)
            number.setObjectName(f"{key}_number")
            number.setWordWrap(False)
            scale_font(number, 1.5, QFont.Weight.DemiBold)
            caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            caption.setWordWrap(False)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(caption)
            layout.addLayout(column)
            self._figures[key] = (number, caption)
        layout.addStretch(1)

    def show_lines(self, lines: Sequence[Line], today: date, ends_on: date | None) -> None:
        """Count these people."""
        counts = counted(lines, today, ends_on)
        values = {key: str(number) for key, number in counts.items()}
        values["done"] = f"{counts['done']} z {counts['sheets']}" if counts["sheets"] else "–"
        for key, (number, caption) in self._figures.items():
            number.setText(values[key])
            caption.setText(words.STRIP[key])
            quiet = key in _QUIET_AT_NOTHING and not counts[key]
            number.set_color("muted" if quiet else "danger" if key in _ALARMING else "ink")
        self.setAccessibleName("; ".join(f"{caption}: {values[key]}" for key, caption in words.STRIP.items()))


def facts(campaign: Campaign) -> str:
    """State and days in one line."""
    known = (
        ("stan", words.STATES[campaign.state]),
        ("dzień struktury", _day(campaign.structure_on)),
        ("początek ocen", _day(campaign.starts_on)),
        ("koniec ocen", _day(campaign.ends_on)),
        ("oceniani także", ", ".join(words.KINDS[kind] for kind in campaign.extended)),
    )
    return " · ".join(f"{label}: {value}" for label, value in known if value)


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def _first(names: Sequence[str], most: int = 12) -> str:
    told = "; ".join(names[:most])
    return f"{told}; i jeszcze {len(names) - most}" if len(names) > most else told
