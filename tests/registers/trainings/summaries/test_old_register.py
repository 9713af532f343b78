"""An office's old register taken over: what is found in nasty files, what is refused and why, and nothing twice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.access.roles import matrix
from app.bootstrap import Services
from app.core.errors import NotAllowed
from app.core.permissions import Actor
from app.core.progress import Cancelled
from app.core.records import Query
from app.exchange.spreadsheets import Format
from app.records.import_report import ImportReport
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.institutions.domain import InstitutionDraft
from app.registers.trainings.participations.domain import Attendance, Outcome, Seat, Step
from tests.exchange.test_old_registers import workbook
from tests.registers.trainings.people import People, add_course, add_institution, add_person, approved, fee

HEAD = [
    "Lp.",
    "Symbol kko",
    "Nazwisko i imię Pracownika",
    "stanowisko",
    "Data\\ Ilość dni",
    "Temat",
    "Instytucja szkoląca",
    "Koszt szkolenia",
]
MOST = date(2000, 1, 1), date(2099, 12, 31)
Line = list[Any]


def line(person: str = "Wrona Ewa", **more: Any) -> Line:
    """A good line."""
    usual: dict[str, Any] = {
        "number": 1,
        "unit": "RF",
        "post": "kierownik",
        "days": "12.03.2024 / 1 dzień",
        "topic": "KPA",
        "institution": "Ośrodek Żagiel",
        "cost": "300,00",
    }
    given = usual | more
    return [
        given["number"],
        given["unit"],
        person,
        *(given[k] for k in ("post", "days", "topic", "institution", "cost")),
    ]


@pytest.fixture
def load(services: Services, people: People, tmp_path: Path) -> Callable[..., ImportReport]:
    """Reads lines of a workbook under the usual header."""

    def run(*lines: Line, dry_run: bool = False, merged: tuple[str, ...] = ()) -> ImportReport:
        path = workbook(tmp_path / "dawne.xlsx", merged, Zestawienie=[HEAD, *lines])
        return services.training_exchange.load(path, dry_run=dry_run)

    return run


def kept(services: Services) -> list[tuple[str, str, int]]:
    """Person, topic and cost of what the register holds."""
    rows = services.training_summaries.register(*MOST).rows
    return [(row.person, row.topic, row.total) for row in rows]


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(row.row, row.column, row.reason) for row in report.refused]


def test_a_line_becomes_a_training_with_its_institution_and_a_finished_way(
    services: Services, people: People, load: Callable[..., ImportReport]
) -> None:
    report = load(line(), line("Mazur Ewa", unit="KU", cost="1 200,50 zł"))
    assert (report.new, report.refused) == (2, ())
    (course,) = services.courses.all()
    assert (course.topic, course.kind, course.starts_on, course.days) == (
        "KPA",
        CourseKind.EXTERNAL,
        date(2024, 3, 12),
        1,
    )
    assert [each.name for each in services.institutions.all()] == ["Ośrodek Żagiel"]
    mayor, head = services.participations.of_course(course.id)
    assert (head.seat, head.attendance, head.outcome) == (Seat.CONFIRMED, Attendance.PRESENT, Outcome.COMPLETED)
    assert (head.unit, head.unit_id, head.post, head.cost) == ("RF", people.unit, "kierownik", 300_00)
    assert (mayor.cost, mayor.number) == (1_200_50, "2/2024")
    note = next(step for step in head.steps if step.step is Step.NOTE)
    assert (note.document, note.reason) == ("z dawnego zestawienia", "")
    assert services.audit.page(Query(), 0, 5)


def test_a_rehearsal_leaves_nothing_and_says_the_same(services: Services, load: Callable[..., ImportReport]) -> None:
    before = services.store.revisions()
    lines = (line(), line("Obca Ewa"), line(institution="Akademia"))
    tried = load(*lines, dry_run=True)
    assert (tried.new, len(tried.refused)) == (2, 1)
    assert services.store.revisions() == before
    done = load(*lines)
    assert (done.new, done.refused, done.notices) == (tried.new, tried.refused, tried.notices)
    again = load(*lines)
    assert (again.new, again.unchanged) == (0, 2)
    assert len(kept(services)) == 2


def test_columns_of_the_seed_alone_call_for_no_remark(load: Callable[..., ImportReport]) -> None:
    assert load(line()).notices == ()


def test_habits_of_offices(services: Services, people: People, tmp_path: Path) -> None:
    """Titles, a header of two rows, merged cells, one cost for a group, totals, days as texts."""
    rows: list[Line] = [
        ["Urząd Miejski w Przykładowej"],
        ["ZESTAWIENIE SZKOLEŃ za rok 2024"],
        [],
        ["Lp.", "Symbol kko", "Nazwisko i imię", "Stanowisko", "Informacja nt szkolenia"],
        [None, None, None, None, "Data\\ Ilość dni", "Temat", "Instytucja szkoląca", "Koszt szkolenia (zł)"],
        line(days="12–13 marca 2024 / 2 dni", cost="1.000,01 zł"),
        [2, "RF", "Dudek Ewa", "referent", None, None, None, None],
        [3, "KU", "Ewa MAZUR", "burmistrz", None, None, None, None],
        line("Dudek, Ewa", number=4, days=date(2024, 5, 6), topic="RODO", institution="-", cost="bezpłatne"),
        ["Łączny koszt szkoleń", None, None, None, None, None, None, "1000,01"],
        ["Łączna liczba szkoleń", None, 4],
        ["Liczba szkoleń z podziałem na komórki organizacyjne Urzędu", None, "RF", 3],
    ]
    add_person(services, "Dudek", people.unit)
    path = workbook(tmp_path / "a.xlsx", ("E4:H4", "E6:E8", "F6:F8", "G6:G8", "H6:H8"), Rok_2024=rows)
    report = services.training_exchange.load(path, dry_run=False)
    assert (report.new, reasons(report)) == (4, [])
    found = kept(services)
    assert sorted(cost for _, topic, cost in found if topic == "KPA") == [333_33, 333_34, 333_34]
    assert [cost for _, topic, cost in found if topic == "RODO"] == [0]
    group, alone = services.courses.page(Query(sort="starts_on"), 0, 5)
    if group.topic == "RODO":
        group, alone = alone, group
    assert (group.days, group.starts_on, group.ends_on) == (2, date(2024, 3, 12), date(2024, 3, 13))
    assert (alone.kind, alone.institution_id) == (CourseKind.INTERNAL, None), "nobody taught for money"
    said = " ".join(report.notices)
    assert "co do grosza" in said
    assert "podsumowania: 10–12" in said


@pytest.mark.parametrize(
    ("cost", "grosze"),
    [("1 200,50 zł", 1_200_50), ("1.200,50", 1_200_50), ("1200.5", 1_200_50), (1200.5, 1_200_50), ("", 0), ("brak", 0)],
)
def test_costs_that_are_understood(
    services: Services, load: Callable[..., ImportReport], cost: object, grosze: int
) -> None:
    assert load(line(cost=cost)).new == 1
    assert [total for *_, total in kept(services)] == [grosze]


@pytest.mark.parametrize(
    ("wrong", "column", "part"),
    [
        ({"cost": "-300,00"}, "Koszt szkolenia", "300"),
        ({"cost": "300,005"}, "Koszt szkolenia", "300,005"),
        ({"cost": "około 300"}, "Koszt szkolenia", "kwot"),
        ({"days": "14.03.2024-12.03.2024"}, "Data / ilość dni", "14.03.2024"),
        ({"days": "w marcu"}, "Data / ilość dni", "w marcu"),
        ({"days": "31.02.2024"}, "Data / ilość dni", "31.02.2024"),
        ({"topic": "x" * 301}, "Temat", "300"),
        ({"institution": "y" * 301}, "Instytucja szkoląca", ""),
    ],
)  # fmt: skip
def test_a_line_that_is_wrong_is_named_with_its_row_and_what_to_do(
    services: Services, load: Callable[..., ImportReport], wrong: dict[str, Any], column: str, part: str
) -> None:
    report = load(line(topic="RODO"), line(**wrong))
    assert report.new == 1
    ((row, where, reason),) = {each for each in reasons(report) if each[1] == column}
    assert (row, where) == (3, column)
    (told,) = [each for each in report.refused_lines() if column in each]
    assert "wiersz 3" in told
    assert part in told
    assert reason.endswith(".")
    assert [topic for _, topic, _ in kept(services)] == ["RODO"]


def test_people_are_known_by_number_by_name_or_by_name_and_unit(
    services: Services, people: People, load: Callable[..., ImportReport]
) -> None:
    report = load(
        line("Nowak Ewa"),
        line("Obca Ewa"),
        line("Wrona Ewa"),
        line("Ewa Wrona"),
    )
    assert report.new == 1
    told = {row: reason for row, _, reason in reasons(report)}
    assert "kilka osób „Nowak Ewa”" in told[2]
    assert "Dodaj go w rejestrze pracowników" in told[3]
    assert "już w innym wierszu" in told[5]


def test_a_number_or_the_unit_tells_two_of_one_name_apart(services: Services, people: People, tmp_path: Path) -> None:
    third = add_person(services, "Nowak", people.top, number="19")
    head = [*HEAD, "Numer ewidencyjny"]
    rows = [[*line("Nowak Ewa"), "17"], [*line("Nowak Ewa", topic="RODO"), 18], [*line("Nowak Ewa", unit="ku"), None],
            [*line("Nowak Ewa"), "99"]]  # fmt: skip
    report = services.training_exchange.load(workbook(tmp_path / "a.xlsx", A=[head, *rows]), dry_run=False)
    found = {row.employee_id: row.unit for row in services.training_summaries.register(*MOST).rows}
    assert found == {people.clerk: "RF", people.other: "RF", third: "KU"}
    ((row, column, reason),) = reasons(report)
    assert (row, column) == (5, "Numer ewidencyjny")
    assert "„99”" in reason


def test_an_institution_is_known_by_any_of_its_names_and_lookalikes_are_proposed(
    services: Services, people: People, load: Callable[..., ImportReport]
) -> None:
    services.institutions.create(
        InstitutionDraft(name="Ośrodek Szkoleniowy FENIKS Sp. z o.o.", aliases=("Feniks Brzeg",))
    )
    report = load(
        line(institution="feniks  BRZEG"),
        line(institution="FENIKS – ośrodek szkoleń", topic="RODO"),
        line(institution="Instytut Finansów SALDO", topic="VAT"),
        line(institution="Instytut Finansow Saldo s.c.", topic="PIT"),
    )
    assert report.new == 4
    said = "\n".join(report.notices)
    assert "„FENIKS – ośrodek szkoleń” – w programie jest „Ośrodek Szkoleniowy FENIKS Sp. z o.o.”" in said
    assert "„Instytut Finansow Saldo s.c.”" in said
    assert len(services.institutions.all()) == 4, "nothing is merged by itself"


def test_what_the_program_wrote_itself_is_nothing_new(services: Services, people: People, tmp_path: Path) -> None:
    shared = add_course(services, costs=(fee(100_01, shared=True),))
    for person in (people.mayor, people.head):
        approved(services, shared.id, person)
    twin = add_course(services, topic=shared.topic.upper(), institution_id=add_institution(services))
    approved(services, twin.id, add_person(services, "Dudek", people.unit))
    register = services.training_summaries.register(*MOST)
    before = services.store.revisions()["training_participation"]
    for form in Format:
        path = tmp_path / f"z.{form.value}"
        assert services.summary_prints.register_workbook(register, path, form) == 3
        report = services.training_exchange.load(path, dry_run=False)
        assert (report.new, report.unchanged, report.refused) == (0, 3, ())
    assert services.store.revisions()["training_participation"] == before


def test_an_unknown_unit_stays_as_it_was_written(
    services: Services, people: People, load: Callable[..., ImportReport]
) -> None:
    load(line(unit="WOA"))
    (row,) = services.training_summaries.register(*MOST).rows
    assert (row.unit, row.unit_id) == ("WOA", None)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-8-sig", "utf-16"])
def test_csv_of_every_office_program(services: Services, people: People, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "dawne.csv"
    rows = [HEAD, line(topic="Zażółć gęślą jaźń")]
    text = "\r\n".join(";".join(str(cell) for cell in row) for row in rows)
    path.write_bytes(text.encode(encoding))
    report = services.training_exchange.load(path, dry_run=False)
    assert (report.new, report.refused) == (1, ())
    assert kept(services) == [("Ewa Wrona", "Zażółć gęślą jaźń", 300_00)]


def test_cancelling_leaves_nothing(services: Services, people: People, tmp_path: Path) -> None:
    class Stopped:
        def report(self, done: int, total: int, text: str = "") -> None:
            if text == "Zapisywanie":
                raise Cancelled

    path = workbook(tmp_path / "a.xlsx", A=[HEAD, line()])
    with pytest.raises(Cancelled):
        services.training_exchange.load(path, dry_run=False, progress=Stopped())
    assert kept(services) == []
    assert (services.courses.count(Query()), services.institutions.count(Query())) == (0, 0)


def test_heads_of_units_take_nothing_over(services: Services, people: People, tmp_path: Path) -> None:
    granted = matrix().granted(("unit_head",))
    actor = Actor("head", granted.rights, people.head, frozenset({people.unit}), granted.own)
    services.training_exchange._taking.actor = lambda: actor
    with pytest.raises(NotAllowed):
        services.training_exchange.load(tmp_path / "no such file.xlsx", dry_run=True)


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"days": "10.12.2026"}, "Data / ilość dni"),
        ({"post": "s" * 161}, "Stanowisko"),
        ({"post": "kierownik\u202e"}, "Stanowisko"),
        ({"unit": "referat, którego nikt nie zna"}, "Symbol kko"),
    ],
)
def test_a_line_that_the_database_could_not_hold_or_that_is_not_over_is_refused(
    services: Services, load: Callable[..., ImportReport], more: dict[str, str], column: str
) -> None:
    report = load(line(**more))
    assert [row.column for row in report.refused] == [column]
    assert kept(services) == []


def test_a_unit_may_be_called_by_its_name(services: Services, load: Callable[..., ImportReport]) -> None:
    load(line(unit="referat finansowy"))
    assert [each.unit for each in services.participations.all()] == ["RF"]


def test_a_cost_is_not_added_to_a_training_that_has_its_own(
    services: Services, people: People, load: Callable[..., ImportReport]
) -> None:
    course = add_course(services, starts_on=date(2024, 3, 12), topic="KPA", costs=(fee(300_00),))
    institution = services.institutions.get(course.institution_id or 0).name
    again = line(institution=institution)
    assert [row.column for row in load(again).refused] == ["Koszt szkolenia"]
    assert load(line(institution=institution, cost="")).new == 1
    assert [each.cost for each in services.participations.all()] == [300_00]


def test_a_training_taken_over_is_found_by_its_title(services: Services, load: Callable[..., ImportReport]) -> None:
    load(line())
    (course,) = services.courses.all()
    assert services.courses.count(Query(services.courses.title(course))) == 1
