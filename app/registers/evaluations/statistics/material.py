"""From rows of sheets to what can be compared: which sheets count, with which yardstick, in which period. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, NamedTuple, Protocol

from app.core.polish import sort_key
from app.registers.evaluations.regulations.domain import CriterionKind, RegulationDraft
from app.registers.evaluations.sheets.domain import Kind
from app.registers.evaluations.statistics.domain import Marked, Material, Period, Rated, Yardstick

_REPLACES = frozenset({Kind.CHANGED_ON_APPEAL, Kind.REPEATED_ON_APPEAL, Kind.CORRECTION})
"""A sheet of such a kind stands in the place of the one it comes from."""
_OUTSIDE = "poza kampaniami"
_WITHOUT_UNIT = "Bez komórki"


class Sheet(Protocol):
    """What is asked of a final sheet; the rows of ``repository`` have it."""

    @property
    def id(self) -> int: ...
    @property
    def employee_id(self) -> int: ...
    @property
    def person(self) -> str: ...
    @property
    def person_number(self) -> str: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def rater_id(self) -> int | None: ...
    @property
    def rater(self) -> str: ...
    @property
    def rater_post(self) -> str: ...
    @property
    def campaign_id(self) -> int | None: ...
    @property
    def regulation_id(self) -> int | None: ...
    @property
    def signed_on(self) -> date: ...


class Campaign(NamedTuple):
    """What a period is called after; ``complete`` when no sheet of it will be added."""

    name: str
    starts_on: date | None
    complete: bool


class _Key(NamedTuple):
    """A period while rows are sorted into them."""

    year: int
    starts_on: date
    campaign_id: int | None


def counting(sheets: Sequence[Sheet], origins: Mapping[int, tuple[int, Kind]]) -> list[tuple[Sheet, date]]:
    """The final sheets that count, each with the day of its evaluation: of the first sheet where that is final, too.

    Of a chain of corrections and of sheets changed or repeated on appeal only the last final one counts.
    """
    days = {sheet.id: sheet.signed_on for sheet in sheets}
    replaced: set[int] = set()
    made: dict[int, date] = {}
    for sheet in sheets:
        chain = [sheet.id]
        while (link := origins.get(chain[-1])) is not None and link[1] in _REPLACES and link[0] not in chain:
            chain.append(link[0])
        replaced.update(chain[1:])
        made[sheet.id] = min(days.get(number, sheet.signed_on) for number in chain)
    return [(sheet, made[sheet.id]) for sheet in sheets if sheet.id not in replaced]


def yardstick_of(rules: RegulationDraft) -> Yardstick:
    """What the rules compare; criteria in a rater's own words cannot be compared and are left out."""
    return Yardstick(
        name=rules.name,
        scale=tuple(sorted(step.value for step in rules.scale if step.value is not None)),
        groups=tuple((group.symbol, group.name) for group in rules.groups),
        criteria=tuple((each.name, each.group) for each in rules.criteria if each.kind is not CriterionKind.OWN),
    )


def materials(
    sheets: Iterable[tuple[Sheet, date]],
    marks: Iterable[tuple[int, str, int]],
    rules: Mapping[tuple[int | None, int | None], RegulationDraft],
    campaigns: Mapping[int, Campaign],
    complete_years: Collection[int],
    *,
    with_names: bool,
) -> tuple[Material, ...]:
    """One for each yardstick, the one used last first.

    ``rules`` by regulation (and no sheet), or by sheet where it has no regulation. ``complete_years``: those to whose
    sheets outside campaigns none will be added. Without names only complete periods are there.
    """
    known: dict[tuple[Any, ...], Yardstick] = {}
    by_rules: dict[tuple[int | None, int | None], tuple[Any, ...]] = {}
    for key, each in sorted(rules.items(), key=lambda pair: pair[1].valid_from or date.min):
        yardstick = yardstick_of(each)
        shape = (yardstick.scale, yardstick.groups, yardstick.criteria)
        # the newest name of what is the same
        known[shape], by_rules[key] = yardstick, shape
    gathered: dict[tuple[Any, ...], list[tuple[Sheet, _Key]]] = {}
    for sheet, day in sheets:
        own = (None, sheet.id) if sheet.regulation_id is None else (sheet.regulation_id, None)
        if own in by_rules:
            period = _period(sheet, day, campaigns)
            if with_names or _named(period, campaigns, complete_years).complete:
                gathered.setdefault(by_rules[own], []).append((sheet, period))
    rows = [(number, criterion, mark) for number, criterion, mark in marks]
    made = [
        _material(known[shape], found, rows, campaigns, complete_years, with_names=with_names)
        for shape, found in gathered.items()
    ]
    used = [material for material in made if material.marks]
    return tuple(sorted(used, key=_last_used, reverse=True))


def _period(sheet: Sheet, day: date, campaigns: Mapping[int, Campaign]) -> _Key:
    campaign = None if sheet.campaign_id is None else campaigns.get(sheet.campaign_id)
    if campaign is None:
        return _Key(day.year, date.max, None)
    start = campaign.starts_on or day
    return _Key(start.year, start, sheet.campaign_id)


def _material(
    yardstick: Yardstick,
    found: Sequence[tuple[Sheet, _Key]],
    rows: Sequence[tuple[int, str, int]],
    campaigns: Mapping[int, Campaign],
    complete_years: Collection[int],
    *,
    with_names: bool,
) -> Material:
    # a person counts once in a period: with the last evaluation of it
    latest: dict[tuple[_Key, int], Sheet] = {}
    for sheet, key in sorted(found, key=lambda pair: (pair[0].signed_on, pair[0].id)):
        latest[key, sheet.employee_id] = sheet
    keys = sorted({key for key, _ in latest}, key=lambda key: (key.year, key.starts_on, key.campaign_id or 0))
    period_place = {key: place for place, key in enumerate(keys)}
    chosen = sorted(latest.values(), key=lambda sheet: (sheet.signed_on, sheet.id))
    units = _places({sheet.unit_id: sheet.unit if sheet.unit_id is not None else _WITHOUT_UNIT for sheet in chosen})
    raters = _places(_rater_names(chosen))
    people = _places(
        {
            sheet.employee_id: f"{sheet.person} ({sheet.person_number})" if sheet.person_number else sheet.person
            for sheet in chosen
        }
    )
    places = count()
    sheet_place: dict[int, int] = {}
    rated: list[Rated] = []
    for (key, _), sheet in latest.items():
        sheet_place[sheet.id] = next(places)
        rated.append(
            Rated(
                people.places[sheet.employee_id],
                period_place[key],
                units.places[sheet.unit_id],
                raters.places[sheet.rater_id],
            )
        )
    return Material(
        yardstick=yardstick,
        periods=tuple(_named(key, campaigns, complete_years) for key in keys),
        units=units.names,
        raters=raters.names if with_names else (),
        people=people.names if with_names else (),
        sheets=rated,
        marks=_marked(yardstick, sheet_place, rows),
    )


def _marked(yardstick: Yardstick, sheet_place: Mapping[int, int], rows: Sequence[tuple[int, str, int]]) -> list[Marked]:
    criteria = {name: place for place, (name, _) in enumerate(yardstick.criteria)}
    scale = {mark: place for place, mark in enumerate(yardstick.scale)}
    return [
        Marked(sheet_place[number], criteria[criterion], scale[mark])
        for number, criterion, mark in rows
        if number in sheet_place and criterion in criteria and mark in scale
    ]


def _named(key: _Key, campaigns: Mapping[int, Campaign], complete_years: Collection[int]) -> Period:
    if key.campaign_id is None:
        return Period(f"{key.year}, {_OUTSIDE}", key.year, None, key.year in complete_years)
    campaign = campaigns[key.campaign_id]
    return Period(campaign.name, key.year, key.campaign_id, campaign.complete)


class _Places(NamedTuple):
    names: tuple[str, ...]
    places: dict[Any, int]


def _places(names: Mapping[Any, str]) -> _Places:
    """Names in Polish order, and the place of each key among them."""
    ordered = sorted(names, key=lambda key: (sort_key(names[key]), key or 0))
    return _Places(tuple(names[key] for key in ordered), {key: place for place, key in enumerate(ordered)})


def _rater_names(sheets: Sequence[Sheet]) -> dict[int | None, str]:
    """Of two raters with one name the post tells which."""
    posts = {sheet.rater_id: (sheet.rater, sheet.rater_post) for sheet in sheets}
    names = [name for name, _ in posts.values()]
    return {
        key: f"{name}, {post}" if names.count(name) > 1 and post else name or "bez oceniającego"
        for key, (name, post) in posts.items()
    }


def _last_used(material: Material) -> tuple[int, int]:
    return max(period.year for period in material.periods), len(material.sheets)
