"""Summaries as pages of sentences, charts and tables: what the window shows and the yearly report prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.chart_numbers import number
from app.core.charts import Axis, BarChart, Chart, Series
from app.core.dates import format_date
from app.core.money import format_money
from app.core.polish import sort_key
from app.core.report_pages import Column, Page, PageTable
from app.registers.trainings.participations.repository import RegisterRow
from app.registers.trainings.participations.words import surname_first
from app.registers.trainings.summaries import words
from app.registers.trainings.summaries.domain import Effect
from app.registers.trainings.summaries.figures import (
    Execution,
    PersonAccess,
    Sum,
    UnitAccess,
    access_of_units,
    by_month,
    grouped,
    totals,
    whole,
)

_MOST_BARS = 12
"""Groups drawn in one chart; the rest is added up as „pozostałe”."""
_BY_UNIT = "Koszt szkoleń według komórek wobec planu"
_ZLOTE = Axis(low=0, unit="zł", decimals=0)


@dataclass(frozen=True, kw_only=True)
class Year:
    """What the page of costs shows; ``with_plan`` tells that the person at work may see budgets."""

    year: int
    rows: Sequence[RegisterRow]
    before: Sequence[RegisterRow]
    lines: Sequence[Execution]
    with_plan: bool = True


def costs_page(found: Year) -> Page:
    """Costs by unit against the plan, by month, topic and institution."""
    office = whole(found.lines)
    charts = _cost_charts(found) if found.rows else ()
    return Page(
        words.COSTS,
        f"{words.PAGES[words.COSTS]}, rok {found.year}",
        tuple(_cost_sentences(found, office)),
        tuple(charts),
        (_execution_table(found.lines, office), *_group_tables(found.rows)),
        told=frozenset((_BY_UNIT, *(f"Koszt szkoleń {title}" for title, _, _ in _GROUPS))),
    )


def _cost_sentences(found: Year, office: Execution) -> Iterator[str]:
    sums, earlier = totals(found.rows), totals(found.before)
    if not sums.count:
        yield words.EMPTY
        return
    trained = len({row.employee_id for row in found.rows})
    yield (
        f"{words.entries(sums.count)} ({words.people(trained)}), łączny koszt {format_money(sums.cost)}; "
        f"rok wcześniej: {words.entries(earlier.count)}, {format_money(earlier.cost)}."
    )
    if office.plan is not None:
        yield (
            f"Plan roku to {format_money(office.plan)}: wydano {format_money(office.spent)}, zaangażowano "
            f"{format_money(office.committed)}, czeka na zatwierdzenie {format_money(office.requested)}. "
            f"Prognoza: {format_money(office.forecast)}."
        )
        for line in found.lines:
            if line.plan is not None and line.forecast > line.plan:
                name = line.unit or words.WHOLE_OFFICE
                yield f"{name}: prognoza przekracza plan o {format_money(line.forecast - line.plan)}."
    elif found.with_plan:
        yield "Budżetu na ten rok nie wpisano, więc nie ma z czym porównać kosztów."
    else:
        yield "Budżetu szkoleń nie pokazano, bo nie masz do niego wglądu."
    yield words.COUNTED


def _cost_charts(found: Year) -> Iterator[Chart]:
    lines = [line for line in found.lines if line.spent or line.committed or line.plan]
    names = tuple(line.unit or words.WHOLE_OFFICE for line in lines)
    plan = Series("plan", tuple(_zlote(line.plan) for line in lines))
    cost = Series("wydane i zaangażowane", tuple(_zlote(line.spent + line.committed) for line in lines))
    series = (plan, cost) if any(line.plan is not None for line in lines) else (cost,)
    if lines:
        yield BarChart(_BY_UNIT, names, series, _ZLOTE)
    months, months_before = by_month(found.rows), by_month(found.before)
    by_month_series = [Series(str(found.year), tuple(_zlote(months[month]) for month in months))]
    if found.before:
        before = Series(str(found.year - 1), tuple(_zlote(months_before[month]) for month in months))
        by_month_series.insert(0, before)
    yield BarChart("Koszt szkoleń według miesięcy", words.MONTHS, tuple(by_month_series), _ZLOTE, horizontal=False)
    for title, key, blank in _GROUPS:
        sums = _shortened(grouped(found.rows, key, blank=blank))
        cost = Series("koszt", tuple(_zlote(each.cost) for each in sums))
        yield BarChart(f"Koszt szkoleń {title}", tuple(each.name for each in sums), (cost,), _ZLOTE)


_GROUPS = (
    ("według dziedzin", lambda row: row.area, words.NO_AREA),
    ("według tematów", lambda row: row.topic, words.NO_TOPIC),
    ("według instytucji", lambda row: row.institution, words.NO_INSTITUTION),
)


def _shortened(sums: Sequence[Sum]) -> Sequence[Sum]:
    if len(sums) <= _MOST_BARS:
        return sums
    rest = sums[_MOST_BARS - 1 :]
    others = Sum(
        f"pozostałe ({len(rest)})",
        sum(each.count for each in rest),
        0,
        sum(each.days for each in rest),
        sum(each.hours for each in rest),
        sum(each.cost for each in rest),
    )
    return (*sums[: _MOST_BARS - 1], others)


def _execution_table(lines: Sequence[Execution], office: Execution) -> PageTable:
    rows = [_execution_cells(line, line.unit or words.WHOLE_OFFICE) for line in lines]
    if lines:
        rows.append(_execution_cells(office, "Razem"))
    return PageTable(
        "Wykonanie planu",
        (
            Column("Komórka", share=2.2),
            *(
                Column(heading, money=True)
                for heading in (
                    "Plan",
                    "Wydane",
                    "Przyrzeczone",
                    "Zostaje",
                    "Wnioski w toku",
                    "Plan bez szkolenia",
                    "Prognoza",
                )
            ),
        ),
        tuple(rows),
        totals=1 if lines else 0,
    )


def _execution_cells(line: Execution, name: str) -> tuple[str | float | None, ...]:
    amounts = (
        line.plan,
        line.spent,
        line.committed,
        line.left,
        line.requested,
        line.planned_ahead,
        line.forecast,
    )
    return (name, *(_zlote(amount) for amount in amounts))


def _group_tables(rows: Sequence[RegisterRow]) -> Iterator[PageTable]:
    for title, key, blank in _GROUPS:
        sums = grouped(rows, key, blank=blank)
        yield PageTable(
            f"Szkolenia {title}",
            (
                Column("Nazwa", share=5),
                Column("Szkolenia", decimals=0, share=1.8),
                Column("Osoby", decimals=0, share=1.4),
                Column("Osobodni", decimals=0, share=1.8),
                Column("Osobogodziny", decimals=0, share=2.4),
                Column("Koszt", money=True),
            ),
            tuple((each.name, each.count, each.people, each.days, each.hours, _zlote(each.cost)) for each in sums),
        )


# -- access ----------------------------------------------------------------------------------------------------------


def access_page(
    lines: Sequence[PersonAccess], since: date, until: date, months_without: int, *, with_people: bool = True
) -> Page:
    """Days and złote by head of each unit and of each person, and who had nothing for long."""
    units, without = access_of_units(lines), [line for line in lines if line.without]
    sentences = [
        f"Okres: {words.period(since, until)}. Liczą się osoby, które dziś pracują w urzędzie ({len(lines)}).",
        _without_sentence(len(without), months_without),
        words.COUNTED,
    ]
    names = tuple(unit.unit or words.NO_UNIT for unit in units)
    charts: tuple[Chart, ...] = ()
    if units:
        days = Series("dni na osobę", tuple(unit.days / unit.people for unit in units))
        cost = Series("zł na osobę", tuple(unit.cost / unit.people / 100 for unit in units))
        charts = (
            BarChart("Dni szkolenia na osobę", names, (days,), Axis(low=0, decimals=1)),
            BarChart("Koszt szkoleń na osobę", names, (cost,), _ZLOTE),
        )
    tables = [_units_table(units), _without_table(without, months_without)]
    if with_people:
        tables.append(_people_table(lines))
    told = frozenset(chart.title for chart in charts)
    return Page(words.ACCESS, words.PAGES[words.ACCESS], tuple(sentences), charts, tuple(tables), told)


def _without_sentence(count: int, months: int) -> str:
    if not count:
        return f"Każdy, kto pracuje tu co najmniej {months} mies., miał w tym czasie szkolenie."
    return f"Bez żadnego szkolenia w ostatnich {months} miesiącach: {words.people(count)}."


def _units_table(units: Sequence[UnitAccess]) -> PageTable:
    return PageTable(
        "Komórki",
        (
            Column("Komórka", share=2.5),
            Column("Osoby", decimals=0),
            Column("Przeszkoleni", decimals=0),
            Column("Bez szkolenia", decimals=0),
            Column("Dni na osobę", decimals=1),
            Column("Koszt na osobę", money=True),
            Column("Koszt", money=True),
        ),
        tuple(
            (
                unit.unit or words.NO_UNIT,
                unit.people,
                unit.trained,
                unit.without,
                unit.days / unit.people,
                unit.cost / unit.people / 100,
                _zlote(unit.cost),
            )
            for unit in units
        ),
    )


def _people_table(lines: Sequence[PersonAccess]) -> PageTable:
    return PageTable(
        "Osoby",
        (
            Column("Osoba", share=3),
            Column("Komórka", share=1.5),
            Column("Szkolenia", decimals=0),
            Column("Dni", decimals=0),
            Column("Koszt", money=True),
            Column("Ostatnie szkolenie", share=2),
        ),
        tuple(
            (
                surname_first(line.who.person),
                line.who.unit or "–",
                line.count,
                line.days,
                _zlote(line.cost),
                _last_on(line),
            )
            for line in lines
        ),
    )


def _last_on(line: PersonAccess) -> str:
    return "nigdy" if line.last_on is None else format_date(line.last_on)


def _without_table(lines: Sequence[PersonAccess], months: int) -> PageTable:
    return PageTable(
        f"Bez szkolenia w ostatnich {months} miesiącach",
        (
            Column("Osoba", share=3),
            Column("Stanowisko", share=3),
            Column("Komórka", share=1.5),
            Column("Ostatnie szkolenie", share=2),
        ),
        tuple(
            (
                surname_first(line.who.person),
                line.who.post,
                line.who.unit or "–",
                _last_on(line),
            )
            for line in lines
        ),
    )


# -- effects ---------------------------------------------------------------------------------------------------------


def effects_page(
    effects: Sequence[Effect], since: date, until: date, months: tuple[int, int], *, with_names: bool = True
) -> Page:
    """What heads saw after some ``months`` (from, to), and linked criteria before and after.

    Without names there is one row for each topic, and no list of what is still to be looked at.
    """
    seen = [effect for effect in effects if effect.mark is not None or effect.changes]
    due = [effect for effect in effects if effect.due]
    marks = [effect.mark for effect in seen if effect.mark is not None]
    counts = {mark: marks.count(mark) for mark in range(1, 6)}
    charts: tuple[Chart, ...] = ()
    if marks:
        series, title = Series("przypadki", tuple(map(float, counts.values()))), words.effect_title(months)
        charts = (BarChart(title, tuple(map(str, counts)), (series,), Axis(low=0), horizontal=False),)
    tables: tuple[PageTable, ...] = (_topics_table(seen),)
    if with_names:
        tables = (_seen_table(seen), _due_table(due)) if due else (_seen_table(seen),)
    sentences = tuple(_effect_sentences(effects, marks, len(due), f"Szkolenia z okresu: {words.period(since, until)}."))
    return Page(words.EFFECTS, words.PAGES[words.EFFECTS], sentences, charts, tables)


def _effect_sentences(effects: Sequence[Effect], marks: Sequence[int], due: int, period: str) -> Iterator[str]:
    yield period
    if not effects:
        yield "W tym okresie nie ma szkoleń, których efekt już się sprawdza."
    if marks:
        mean = number(sum(marks) / len(marks), 2)
        yield f"Kierownicy sprawdzili efekt w {words.cases(len(marks))}; średnia ocena efektu {mean}."
    if due:
        yield f"Do sprawdzenia: {due}."
    compared = [(change.before, change.after) for effect in effects for change in effect.changes]
    if compared:
        better = sum(after > before for before, after in compared)
        worse = sum(after < before for before, after in compared)
        yield (
            f"Powiązane kryteria ocen: po szkoleniu ocena jest wyższa w {words.cases(better)}, niższa "
            f"w {words.cases(worse)}, taka sama w {words.cases(len(compared) - better - worse)}."
        )
        yield words.CAUTION


def _seen_table(effects: Sequence[Effect]) -> PageTable:
    compared = any(effect.changes for effect in effects)
    # whoever may not read evaluations is not shown an empty column of theirs
    criteria = (Column("Kryteria: przed → po", share=4),) if compared else ()
    rows = []
    for effect in effects:
        told = "; ".join(f"{change.criterion}: {change.before} → {change.after}" for change in effect.changes) or "–"
        rows.append((*_of_whom(effect), effect.mark, *((told,) if compared else ()), effect.note or "–"))
    columns = (*_WHOSE, Column("Efekt", decimals=0, share=1), *criteria, Column("Uwagi kierownika", share=3.5))
    return PageTable("Sprawdzone", columns, tuple(rows))


def _topics_table(effects: Sequence[Effect]) -> PageTable:
    marks: dict[str, list[int]] = {}
    for effect in effects:
        if effect.mark is not None:
            marks.setdefault(effect.topic, []).append(effect.mark)
    columns = (Column("Szkolenie", share=6), Column("Sprawdzone", decimals=0), Column("Średni efekt", decimals=2))
    rows = tuple(
        (topic, len(given), sum(given) / len(given))
        for topic, given in sorted(marks.items(), key=lambda item: sort_key(item[0]))
    )
    return PageTable("Efekty według szkoleń", columns, rows)


def _due_table(effects: Sequence[Effect]) -> PageTable:
    return PageTable("Do sprawdzenia", _WHOSE, tuple(map(_of_whom, effects)))


_WHOSE = (Column("Osoba", share=2.5), Column("Szkolenie", share=4), Column("Koniec", share=1.8))


def _of_whom(effect: Effect) -> tuple[str, str, str]:
    return surname_first(effect.person), effect.topic, format_date(effect.ends_on)


def _zlote(grosze: int | None) -> float | None:
    return None if grosze is None else grosze / 100
