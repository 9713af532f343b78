"""The yearly report of cooperation as pages of sentences, charts and tables: for window, paper and workbook."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.core.charts import Axis, BarChart, Chart, Series
from app.core.dates import format_date
from app.core.money import format_money
from app.core.report_pages import Cell, Column, Page, PageTable
from app.registers.ngos.consultations.domain import measures
from app.registers.ngos.consultations.words import SUBJECTS
from app.registers.ngos.dictionary import groups
from app.registers.ngos.organisations.words import label, organisations
from app.registers.ngos.programmes.domain import Programme, of_sphere
from app.registers.ngos.summaries import words
from app.registers.ngos.summaries.figures import (
    CooperationYear,
    MoneySum,
    Register,
    cooperating,
    granted_to,
    measured,
    money_by,
    small_limits,
    total_of,
    voices,
)

_MOST_BARS = 12
_ZLOTE = Axis(low=0, unit="zł", decimals=0)
_COUNT = Axis(low=0, decimals=0)
_GRANTED = "Kwoty wnioskowane i przyznane w kolejnych latach"
_OFFERS = "Oferty złożone i przyjęte w kolejnych latach"
_BY_SPHERE = "Dotacje przyznane według sfer wobec planu"
_BY_FORM = "Organizacje według formy prawnej"
_BY_GROUP = "Organizacje według dziedziny"
_ASKED = "Zapytane i odpowiedzi według konsultacji"


def measures_page(years: Sequence[CooperationYear]) -> Page:
    """The measures of the year, the last one given, beside those before it."""
    now = years[-1]
    names = tuple(str(each.year) for each in years)
    lists = [measured(each) for each in years]
    rows: list[tuple[Cell, ...]] = []
    money: list[tuple[Cell, ...]] = []
    for line in zip(*lists, strict=True):
        cells = tuple(_cell(each.value, money=each.money) for each in line)
        (money if line[0].money else rows).append((line[0].label, *cells))
    years_columns = tuple(Column(name, decimals=0) for name in names)
    return Page(
        words.MEASURES,
        f"Mierniki współpracy, rok {now.year}",
        tuple(_measure_sentences(now)),
        (
            BarChart(_GRANTED, names, tuple(_money_series(years)), _ZLOTE, horizontal=False, heading="Rok"),
            BarChart(_OFFERS, names, tuple(_offer_series(years)), _COUNT, horizontal=False, heading="Rok"),
        ),
        (
            PageTable("Mierniki", (Column("Miernik", share=6), *years_columns), tuple(rows)),
            PageTable(
                "Pieniądze",
                (Column("Kwota", share=5), *(Column(name, money=True) for name in names)),
                tuple(money),
            ),
        ),
        told=frozenset((_GRANTED, _OFFERS)),
    )


def _measure_sentences(now: CooperationYear) -> Iterator[str]:
    yield from _programme_sentences(now.programme)
    yield (
        f"Współpraca: {organisations(len(cooperating(now)))}, w tym z dotacją: {len(granted_to(now))}, "
        f"z głosem w konsultacjach: {len(voices(now))}."
    )
    yield words.COOPERATING


def _programme_sentences(programme: Programme | None) -> Iterator[str]:
    if programme is None:
        yield words.NO_PROGRAMME
        return
    if programme.passed_on is None:
        yield f"Programu nie uchwalono jeszcze; termin: {format_date(programme.passing_due)}."
        return
    late = programme.passed_on > programme.passing_due
    yield (
        f"Program uchwalono {format_date(programme.passed_on)} (uchwała nr {programme.resolution}), "
        f"{'po terminie' if late else 'w terminie'}: {format_date(programme.passing_due)}. "
        f"Termin sprawozdania: {format_date(programme.report_due)}."
    )


def _money_series(years: Sequence[CooperationYear]) -> Iterator[Series]:
    sums = [total_of("", each.grants) for each in years]
    yield Series("wnioskowane", tuple(_zlote(each.asked) for each in sums))
    yield Series("przyznane", tuple(_zlote(each.granted) for each in sums))


def _offer_series(years: Sequence[CooperationYear]) -> Iterator[Series]:
    yield Series("złożone", tuple(len(each.offers) for each in years))
    yield Series("poprawne", tuple(sum(offer.formally_right for offer in each.offers) for each in years))
    yield Series("przyjęte", tuple(sum(offer.accepted for offer in each.offers) for each in years))


# -- organisations -----------------------------------------------------------------------------------------------


def organisations_page(register: Register, year: int) -> Page:
    """Who acts in the gmina, by form and by group of spheres."""
    forms = sorted(register.by_form.items(), key=lambda each: (-each[1], label(each[0])))
    names = {group.key: group.name for group in groups()}
    by_group = sorted(register.by_group.items(), key=lambda each: (-each[1], names.get(each[0], each[0])))
    sentences = (
        f"W rejestrze działają: {organisations(register.total)}, w tym {register.opp} ze statusem pożytku publicznego.",
        f"Członkowie: {register.members} (podało {register.members_known}); wolontariusze: {register.volunteers} "
        f"(podało {register.volunteers_known}).",
        "Organizacja działająca w kilku dziedzinach liczy się w każdej z nich.",
        words.SNAPSHOT,
    )
    charts: list[Chart] = []
    if forms:
        charts.append(_counts_chart(_BY_FORM, [(label(form), number) for form, number in forms], "Forma"))
    if by_group:
        charts.append(
            _counts_chart(_BY_GROUP, [(names.get(key, key), number) for key, number in by_group], "Dziedzina")
        )
    return Page(
        words.ORGANISATIONS,
        f"Organizacje w gminie, rok {year}",
        sentences,
        tuple(charts),
        (
            _counts_table("Formy prawne", "Forma", [(label(form), number) for form, number in forms]),
            _counts_table("Dziedziny", "Dziedzina", [(names.get(key, key), number) for key, number in by_group]),
        ),
        told=frozenset((_BY_FORM, _BY_GROUP)),
    )


def _counts_chart(title: str, rows: Sequence[tuple[str, int]], heading: str) -> BarChart:
    series = Series("organizacje", tuple(number for _, number in rows))
    return BarChart(title, tuple(name for name, _ in rows), (series,), _COUNT, heading=heading)


def _counts_table(title: str, heading: str, rows: Sequence[tuple[str, int]]) -> PageTable:
    return PageTable(title, (Column(heading, share=6), Column("Organizacje", decimals=0)), tuple(rows))


# -- money -------------------------------------------------------------------------------------------------------


def money_page(found: CooperationYear, sphere: Callable[[str], str]) -> Page:
    """Contests and grants by sphere and organisation, and small grants with their limits."""
    by_sphere = money_by(found.grants, lambda each: sphere(each.sphere) if each.sphere else words.NO_SPHERE)
    by_organisation = money_by(found.grants, lambda each: each.organisation)
    planned = {} if found.programme is None else of_sphere(found.programme.tasks)
    by_name = {sphere(code) if code else words.NO_SPHERE: amount for code, amount in planned.items()}
    charts = (_sphere_chart(by_sphere, by_name),) if by_sphere or by_name else ()
    return Page(
        words.MONEY,
        f"Konkursy i dotacje, rok {found.year}",
        tuple(_money_sentences(found)),
        charts,
        (
            _sphere_table(by_sphere, by_name, total_of("Razem", found.grants)),
            _money_table("Dotacje według organizacji", by_organisation, total_of("Razem", found.grants)),
            _contest_table(found, sphere),
        ),
        told=frozenset((_BY_SPHERE,)),
    )


def _money_sentences(found: CooperationYear) -> Iterator[str]:
    yield from _programme_sentences(found.programme)
    if not found.grants and not found.contests:
        yield words.NO_MONEY
        return
    whole = total_of("", found.grants)
    yield (
        f"Ogłoszono {words.contests(len(found.contests))}; złożono {words.offers(len(found.offers))}. Wnioskowano o "
        f"{format_money(whole.asked)}, przyznano {format_money(whole.granted)}, rozliczono "
        f"{format_money(whole.settled)}, zwrócono {format_money(whole.returned)}."
    )
    unsigned = sum(each.granted for each in found.grants if not each.agreement)
    if unsigned:
        yield f"Z kwoty przyznanej na {format_money(unsigned)} nie zawarto jeszcze umowy."
    small = small_limits(found)
    share = "" if small.share_limit is None else f" z limitu {format_money(small.share_limit)} (art. 19a ust. 7)"
    if small.number:
        yield f"Przyznano {words.small_grants(small.number)} na {format_money(small.granted)}{share}."
    else:
        yield "Małych grantów nie przyznano."
    if small.share_limit is not None and small.granted > small.share_limit:
        yield f"Małe granty przekroczyły limit roku o {format_money(small.granted - small.share_limit)}."
    for name, amount in small.above:
        yield (
            f"{name}: małe granty {format_money(amount)}, więcej niż {format_money(small.per_organisation)} w roku "
            "dla jednej organizacji (art. 19a ust. 6)."
        )


def _sphere_chart(sums: Sequence[MoneySum], planned: dict[str, int]) -> BarChart:
    granted = {each.name: each.granted for each in sums}
    names = list(dict.fromkeys((*granted, *planned)))
    names.sort(key=lambda name: (-max(granted.get(name, 0), planned.get(name, 0)), name))
    shown, rest = names[:_MOST_BARS], names[_MOST_BARS:]
    plan = [_zlote(planned.get(name, 0)) for name in shown]
    given = [_zlote(granted.get(name, 0)) for name in shown]
    if rest:
        shown.append(f"{words.OTHERS} ({len(rest)})")
        plan.append(_zlote(sum(planned.get(name, 0) for name in rest)))
        given.append(_zlote(sum(granted.get(name, 0) for name in rest)))
    series = (Series("plan z programu", tuple(plan)), Series("przyznane", tuple(given)))
    return BarChart(_BY_SPHERE, tuple(shown), series if planned else series[1:], _ZLOTE, heading="Sfera")


_MONEY_COLUMNS = (
    Column("Oferty", decimals=0, share=1.3),
    Column("Wnioskowano", money=True, share=2.35),
    Column("Przyznano", money=True),
    Column("Wypłacono", money=True),
    Column("Rozliczono", money=True),
    Column("Zwrócono", money=True),
)


def _sphere_table(sums: Sequence[MoneySum], planned: dict[str, int], whole: MoneySum) -> PageTable:
    known = {each.name: each for each in sums}
    names = (*known, *(name for name in planned if name not in known))
    rows = [
        (name, _zlote(planned[name]) if name in planned else None, *_money_cells(known.get(name) or total_of(name, ())))
        for name in names
    ]
    if rows:
        rows.append(("Razem", _zlote(sum(planned.values())) if planned else None, *_money_cells(whole)))
    return PageTable(
        "Dotacje według sfer",
        (Column("Sfera", share=3.1), Column("Plan", money=True), *_MONEY_COLUMNS),
        tuple(rows),
        totals=1 if rows else 0,
    )


def _money_table(title: str, sums: Sequence[MoneySum], whole: MoneySum) -> PageTable:
    rows = [(each.name, *_money_cells(each)) for each in sums]
    if rows:
        rows.append((whole.name, *_money_cells(whole)))
    return PageTable(title, (Column("Organizacja", share=4), *_MONEY_COLUMNS), tuple(rows), totals=1 if rows else 0)


def _money_cells(each: MoneySum) -> tuple[Cell, ...]:
    amounts = (each.asked, each.granted, each.paid, each.settled, each.returned)
    return (each.offers, *(_zlote(amount) for amount in amounts))


def _contest_table(found: CooperationYear, sphere: Callable[[str], str]) -> PageTable:
    rows = tuple(
        (
            each.title,
            sphere(each.sphere) if each.sphere else words.NO_SPHERE,
            _day(each.announced_on),
            "unieważniony" if each.cancelled else "–",
            _zlote(each.planned),
        )
        for each in found.contests
    )
    return PageTable(
        "Ogłoszone konkursy",
        (
            Column("Konkurs", share=4.2),
            Column("Sfera", share=3.4),
            Column("Ogłoszono", share=1.8),
            Column("Uwaga", share=1.8),
            Column("Środki", money=True),
        ),
        rows,
    )


# -- consultations -------------------------------------------------------------------------------------------------


def consultations_page(found: CooperationYear) -> Page:
    """What was consulted in the year, how many were asked and answered."""
    held = [(each, measures(each)) for each in found.consultations]
    sentences = [words.NO_CONSULTATIONS] if not held else []
    if held:
        asked, answered = sum(m.asked for _, m in held), sum(m.answered for _, m in held)
        sentences = [
            f"Przeprowadzono {words.consultations(len(held))}; zapytano {asked} razy, odpowiedzi przyszło {answered}."
        ]
    charts: tuple[Chart, ...] = ()
    if held:
        names = tuple(each.subject for each, _ in held)
        series = (
            Series("zapytane", tuple(m.asked for _, m in held)),
            Series("odpowiedzi", tuple(m.answered for _, m in held)),
        )
        charts = (BarChart(_ASKED, names, series, _COUNT, heading="Przedmiot"),)
    rows = tuple(
        (
            each.subject,
            SUBJECTS[each.kind],
            _day(each.starts_on),
            _day(each.ends_on),
            m.asked,
            m.answered,
            m.taken + m.partly,
            m.refused,
        )
        for each, m in held
    )
    table = PageTable(
        "Konsultacje",
        (
            Column("Przedmiot", share=3.5),
            Column("Rodzaj", share=2.2),
            Column("Od", share=1.8),
            Column("Do", share=1.8),
            Column("Zapytano", decimals=0, share=1.6),
            Column("Odpowiedzi", decimals=0, share=1.9),
            Column("Uwzględniono", decimals=0, share=2.3),
            Column("Odrzucono", decimals=0, share=1.9),
        ),
        rows,
    )
    return Page(
        words.CONSULTATIONS,
        f"Konsultacje z organizacjami, rok {found.year}",
        tuple(sentences),
        charts,
        (table,),
        told=frozenset((_ASKED,)),
    )


def _cell(value: int | None, *, money: bool) -> Cell:
    if value is None:
        return None
    return _zlote(value) if money else value


def _day(day: date | None) -> str:
    return "–" if day is None else format_date(day)


def _zlote(grosze: int) -> float:
    return grosze / 100
