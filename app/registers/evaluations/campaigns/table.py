"""Columns and filters: of the register of campaigns, and of the people of one campaign, which are kept in memory."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.polish import fold, natural_key, sort_key
from app.core.records import Query
from app.registers.evaluations.campaigns import words
from app.registers.evaluations.campaigns.domain import Campaign, CampaignState, Line
from app.registers.evaluations.sheets.domain import State
from app.registers.evaluations.sheets.words import LABELS
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup
from app.widgets.register_words import RegisterWords

PEOPLE_WORDS = RegisterWords(
    title="Osoby w kampanii",
    one="osoba",
    few="osoby",
    many="osób",
    search="Szukaj osoby",
    placeholder="Nazwisko, numer, stanowisko, komórka albo oceniający",
    empty_title="W dniu struktury nikt nie pracuje w urzędzie",
    empty_hint="Sprawdź dzień struktury w danych kampanii i daty zatrudnienia w rejestrze pracowników.",
    none="Żadna osoba",
)
CONCERNS: Mapping[str, str] = {"late": "po terminie", "soon": "kończą się wkrótce"}
PARTS: Mapping[str, str] = {
    "in": "tak",
    "out": "nie",
    "no_rater": "bez oceniającego",
    "overdue": "po terminie ustawowym",
    "chosen": "decyzją",
}
_STATE_TONES = {CampaignState.PREPARED: Tone.WARNING, CampaignState.RUNNING: Tone.OK, CampaignState.CLOSED: Tone.QUIET}
Totals = Callable[[int], tuple[int, int]]
"""Delivered and all, by the id of a campaign."""


def columns(totals: Totals, today: Callable[[], date]) -> tuple[Column[Campaign], ...]:
    """The columns of the register."""

    def progress(campaign: Campaign) -> str:
        done, made = totals(campaign.id)
        return f"{done} z {made}" if made else ""

    def end_tone(campaign: Campaign) -> Tone | None:
        running = campaign.state is CampaignState.RUNNING
        return Tone.DANGER if running and campaign.ends_on is not None and campaign.ends_on < today() else None

    return (
        Column(
            key="name",
            title="Nazwa",
            text=lambda campaign: campaign.name,
            sort="name",
            width=24,
            flexible=True,
            strong=True,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda campaign: words.STATES[campaign.state],
            tone=lambda campaign: _STATE_TONES[campaign.state],
            sort="state",
            width=17,
        ),
        Column(key="progress", title="Doręczone", text=progress, width=14),
        Column(
            key="structure_on",
            title="Dzień struktury",
            text=lambda campaign: _day(campaign.structure_on),
            sort="structure_on",
            width=17,
        ),
        Column(
            key="ends_on",
            title="Koniec ocen",
            text=lambda campaign: _day(campaign.ends_on),
            tone=end_tone,
            sort="ends_on",
            width=15,
        ),
        Column(key="note", title="Uwagi", text=lambda campaign: campaign.note, width=30, optional=True),
    )


def filters() -> tuple[FilterGroup, ...]:
    """The filters of the register."""
    return (
        FilterGroup(
            key="state",
            title="Stan",
            label=lambda value: words.STATES[CampaignState(value)],
            options=tuple(CampaignState),
        ),
        FilterGroup.choices("concern", "Termin", CONCERNS),
    )


# -- people of one campaign ----------------------------------------------------------------------------------------


def people_columns(today: date) -> tuple[Column[Line], ...]:
    """The columns of a campaign's people."""
    return (
        Column(
            key="person",
            title="Osoba",
            text=lambda line: line.candidate.person,
            second=_number_and_post,
            sort="person",
            width=20,
            strong=True,
        ),
        Column(
            key="number",
            title="Nr",
            text=lambda line: line.candidate.number,
            sort="number",
            width=7,
            optional=True,
        ),
        Column(key="unit", title="Komórka", text=lambda line: line.candidate.unit, sort="unit", width=16),
        Column(
            key="rater",
            title="Oceniający",
            text=_rater,
            tone=lambda line: Tone.DANGER if line.candidate.lacks_rater else None,
            second=lambda line: line.candidate.rater_number,
            sort="rater",
            width=17,
        ),
        Column(
            key="included",
            title="Udział",
            text=lambda line: "tak" if line.candidate.included else "nie",
            second=lambda line: "decyzją" if line.candidate.chosen else "",
            tone=lambda line: Tone.OK if line.candidate.included else Tone.QUIET,
            sort="included",
            width=9,
        ),
        Column(
            key="reason",
            title="Powód",
            text=lambda line: words.why(line.candidate),
            tooltip=lambda line: words.why(line.candidate),
            width=24,
            flexible=True,
        ),
        Column(
            key="last_on",
            title="Poprzednia",
            text=lambda line: _day(line.candidate.last_on),
            sort="last_on",
            width=13,
            when_wide=True,
        ),
        Column(
            key="due_by",
            title="Ustawowo do",
            text=lambda line: _day(line.candidate.due_by),
            tone=lambda line: Tone.DANGER if line.overdue(today) else None,
            sort="due_by",
            width=14,
            when_wide=True,
        ),
        Column(
            key="sheet",
            title="Arkusz",
            text=lambda line: "" if line.state is None else LABELS[State][line.state],
            second=lambda line: line.number,
            sort="sheet",
            width=13,
        ),
    )


def _number_and_post(line: Line) -> str:
    return " · ".join(filter(None, (line.candidate.number, line.candidate.post)))


def _rater(line: Line) -> str:
    return line.candidate.rater or ("brak" if line.candidate.included else "")


def _day(day: date | None) -> str:
    return "" if day is None else format_date(day)


def people_filters(source: "LineSource") -> tuple[FilterGroup, ...]:
    """The filters of a campaign's people; ``source`` names units and raters."""
    return (
        FilterGroup.choices("part", "Udział", PARTS),
        FilterGroup(key="state", title="Arkusz", label=_state_label),
        FilterGroup(key="reason", title="Powód", label=words.SHORT_REASONS.__getitem__),
        FilterGroup(
            key="unit",
            title="Komórka organizacyjna",
            label=lambda value: source.units.get(value) or "bez komórki",
            single=True,
        ),
        FilterGroup(
            key="rater", title="Oceniający", label=lambda value: source.raters.get(value) or "brak", single=True
        ),
    )


def _state_label(value: str) -> str:
    return LABELS[State][State(value)] if value else "bez arkusza"


def values(line: Line, key: str, today: date) -> tuple[str, ...]:
    """The values of one filter that hold for a line."""
    candidate = line.candidate
    if key == "part":
        held = {
            "in": candidate.included,
            "out": not candidate.included,
            "no_rater": candidate.lacks_rater,
            "overdue": line.overdue(today),
            "chosen": candidate.chosen,
        }
        return tuple(name for name, holds in held.items() if holds)
    if key == "reason":
        return tuple(dict.fromkeys(reason.code for reason in candidate.reasons))
    if key == "state":
        return ("" if line.state is None else line.state.value,)
    return (str((candidate.unit_id if key == "unit" else candidate.rater_id) or ""),)


_KEYS = ("part", "state", "reason", "unit", "rater")
_LAST = date.max
_SORTS: Mapping[str, Callable[[Line], object]] = {
    "person": lambda line: sort_key(line.candidate.person),
    "number": lambda line: natural_key(line.candidate.number),
    "unit": lambda line: sort_key(line.candidate.unit),
    "rater": lambda line: sort_key(line.candidate.rater),
    "included": lambda line: not line.candidate.included,
    "last_on": lambda line: line.candidate.last_on or date.min,
    "due_by": lambda line: line.candidate.due_by or _LAST,
    "sheet": lambda line: list(State).index(line.state) if line.state else -1,
}


class LineSource:
    """A campaign's people as a table asks for them: filtered, sorted and counted in memory."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._lines: tuple[Line, ...] = ()
        self._folded: dict[int, str] = {}
        self._answer: tuple[Query | None, list[Line]] = (None, [])
        self.units: Mapping[str, str] = {}
        """Names of units by filter value."""
        self.raters: Mapping[str, str] = {}
        """Names of raters by filter value, with what tells namesakes apart."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Everybody."""
        return self._lines

    def hold(self, lines: Sequence[Line]) -> None:
        """From now on show these."""
        self._lines, self._folded, self._answer = tuple(lines), {}, (None, [])
        listed = [line.candidate for line in lines]
        # once, not for each value of a filter that asks
        self.units = {str(each.unit_id or ""): each.unit for each in listed}
        self.raters = {str(each.rater_id or ""): words.rater(each) for each in listed}

    def count(self, query: Query) -> int:
        """Number of people who match."""
        return len(self._found(query))

    def page(self, query: Query, offset: int, limit: int) -> Sequence[Line]:
        """At most ``limit`` lines from a position."""
        return self._found(query)[offset : offset + limit]

    def position(self, query: Query, record_id: int) -> int | None:
        """Where somebody stands."""
        return next((place for place, line in enumerate(self._found(query)) if line.id == record_id), None)

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Numbers by filter and value, that filter itself left open."""
        today = self._today()
        counts: dict[str, dict[str, int]] = {}
        for key in _KEYS:
            others = {name: chosen for name, chosen in query.filters.items() if name != key}
            found = counts.setdefault(key, {})
            for line in self._matching(query.words, others):
                for value in values(line, key, today):
                    found[value] = found.get(value, 0) + 1
        return counts

    def _found(self, query: Query) -> list[Line]:
        asked, found = self._answer
        if asked != query:
            found = self._matching(query.words, query.filters)
            if query.sort is not None:
                found = sorted(found, key=_SORTS[query.sort], reverse=query.descending)  # type: ignore[arg-type]
            self._answer = (query, found)
        return found

    def _matching(self, words_typed: str, chosen: Mapping[str, frozenset[str]]) -> list[Line]:
        today = self._today()
        wanted = fold(words_typed).split()
        narrowing = {key: some for key, some in chosen.items() if some and key in _KEYS}
        return [
            line
            for line in self._lines
            if (not wanted or all(word in self._text(line) for word in wanted))
            and all(not some.isdisjoint(values(line, key, today)) for key, some in narrowing.items())
        ]

    def _text(self, line: Line) -> str:
        text = self._folded.get(line.id)
        if text is None:
            one = line.candidate
            text = fold(f"{one.person} {one.number} {one.post} {one.unit} {one.rater} {one.rater_number} {line.number}")
            self._folded[line.id] = text
        return text
