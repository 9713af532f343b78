"""Entitlements and periodic trainings whose validity has ended or ends soon, and whether a renewal is arranged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.dates import format_date
from app.core.polish import plural, sort_key
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.due import Expiry
from app.registers.trainings.participations.windows.lists import ListWindow
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup
from app.widgets.list_window import HeldList
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.register_view import Place
from app.widgets.register_words import RegisterWords
from app.widgets.workspace import RecordDeed, Workspace

WORDS = RegisterWords(
    title="Kończąca się ważność",
    one="uprawnienie",
    few="uprawnienia",
    many="uprawnień",
    search="Szukaj osoby albo uprawnienia",
    placeholder="Nazwisko, stanowisko, uprawnienie albo numer zaświadczenia",
    empty_title="Niczyja ważność się teraz nie kończy",
    empty_hint="Program liczy ważność od szkoleń, przy których wpisano uprawnienie, i przypomina przed jej końcem.",
    none="Żadne uprawnienie",
)
ENDED, SOON, AHEAD = "ended", "soon", "ahead"
ARRANGED, NOT_ARRANGED = "arranged", "not_arranged"
KEY = "training_expiring"
"""Under which slices above offer deeds on one line; they take the participation's id."""


@dataclass(frozen=True)
class Listed:
    """One line."""

    id: int
    ends: Expiry


def state(listed: Listed, alarms: tuple[int, int]) -> str:
    """Which of the filter's states holds."""
    if listed.ends.days < 0:
        return ENDED
    return SOON if listed.ends.alarm <= min(alarms) else AHEAD


def left_in_words(days: int) -> str:
    """``za 12 dni``, ``dziś``, ``3 dni temu``."""
    number = f"{abs(days)} {plural(abs(days), 'dzień', 'dni', 'dni')}"
    return "dziś" if not days else f"za {number}" if days > 0 else f"{number} temu"


def _labels(alarms: tuple[int, int]) -> dict[str, str]:
    first, last = max(alarms), min(alarms)
    return {ENDED: "minęła", SOON: f"w ciągu {last} dni", AHEAD: f"w ciągu {first} dni"}


def columns(alarms: tuple[int, int]) -> tuple[Column[Listed], ...]:
    """The columns; what has ended stands out in words and as a tone."""
    said = {ENDED: "ważność minęła", SOON: "kończy się wkrótce", AHEAD: "kończy się"}
    tones = {ENDED: Tone.DANGER, SOON: Tone.WARNING, AHEAD: Tone.QUIET}
    return (
        Column(
            key="person",
            title="Osoba",
            text=lambda listed: surname_first(listed.ends.person),
            second=lambda listed: ", ".join(filter(None, (listed.ends.unit, listed.ends.post))),
            sort="person",
            width=24,
            strong=True,
        ),
        Column(
            key="entitlement",
            title="Uprawnienie",
            text=lambda listed: listed.ends.entitlement,
            second=lambda listed: f"zaświadczenie {listed.ends.certificate}" if listed.ends.certificate else "",
            sort="entitlement",
            width=26,
            flexible=True,
        ),
        Column(
            key="until",
            title="Ważne do",
            text=lambda listed: format_date(listed.ends.valid_until),
            second=lambda listed: left_in_words(listed.ends.days),
            sort="until",
            width=14,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda listed: said[state(listed, alarms)],
            tone=lambda listed: tones[state(listed, alarms)],
            width=22,
        ),
        Column(
            key="renewal",
            title="Odnowienie",
            text=lambda listed: (
                "brak szkolenia"
                if listed.ends.renewal_on is None
                else f"szkolenie {format_date(listed.ends.renewal_on)}"
            ),
            tone=lambda listed: Tone.OK if listed.ends.renewal_on is not None else None,
            width=24,
        ),
    )


def filters(source: MemorySource[Listed], alarms: tuple[int, int]) -> tuple[FilterGroup, ...]:
    """How soon, whether a renewal is arranged, unit."""
    labels = _labels(alarms)
    arranged = {NOT_ARRANGED: "brak szkolenia", ARRANGED: "zapisano na szkolenie"}

    def unit(value: str) -> str:
        found = next((each.ends.unit for each in source.records if str(each.ends.unit_id or "") == value), "")
        return found or "bez komórki"

    return (
        FilterGroup.choices("state", "Koniec ważności", labels),
        FilterGroup.choices("renewal", "Odnowienie", arranged),
        FilterGroup(key="unit", title="Komórka", label=unit),
    )


def expiring_source(alarms: tuple[int, int]) -> MemorySource[Listed]:
    """The lines as the table asks for them."""
    return MemorySource(
        Questions(
            text=lambda each: (
                f"{each.ends.person} {each.ends.post} {each.ends.unit} {each.ends.entitlement} {each.ends.certificate}"
            ),
            values={
                "state": lambda each: (state(each, alarms),),
                "renewal": lambda each: (ARRANGED if each.ends.renewal_on is not None else NOT_ARRANGED,),
                "unit": lambda each: (str(each.ends.unit_id or ""),),
            },
            sorts={
                "person": lambda each: sort_key(surname_first(each.ends.person)),
                "entitlement": lambda each: sort_key(each.ends.entitlement),
                "until": lambda each: each.ends.valid_until,
            },
        )
    )


class ExpiringWindow(ListWindow):
    """Enter shows where the certificate comes from; what follows from an end is offered by slices above."""

    def __init__(
        self,
        workspace: Workspace,
        services: TrainingServices,
        show: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        alarms = rules_on(services.clock.today()).expiry_alarms
        source = expiring_source(alarms)
        listed = HeldList(
            workspace, KEY, WORDS, columns(alarms), source, filters(source, alarms), lambda each: show(each.id)
        )
        further = workspace.deeds_on(KEY)
        for number, deed in enumerate(further):
            place = Place.BUTTON if number else Place.PRIMARY
            listed.add_deed(deed.icon, deed.text, partial(_run, deed), "" if number else "Ctrl+Return", place)
        place = Place.BUTTON if further else Place.PRIMARY
        listed.add_deed("preview", "Pokaż szkolenie osoby", lambda each: show(each.id), "F2", place)
        listed.finish_menu()
        listed.setAccessibleName(WORDS.title)
        facts = (
            f"Zaświadczenia, których ważność minęła albo kończy się w ciągu {max(alarms)} dni; "
            f"ostatnie {min(alarms)} dni są pilne. Liczy się najnowsze zaświadczenie danej osoby."
        )
        super().__init__(workspace, WORDS.title, facts, listed, partial(_read, services), parent, size=(196, 38))
        self.setObjectName("expiring_window")


def _run(deed: RecordDeed, listed: Listed) -> None:
    deed.run(listed.id)


def _read(services: TrainingServices) -> Sequence[Listed]:
    found = [Listed(each.participation_id, each) for each in services.participations.expiring()]
    return sorted(found, key=lambda each: (each.ends.valid_until, sort_key(surname_first(each.ends.person))))
