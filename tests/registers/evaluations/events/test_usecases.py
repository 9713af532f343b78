"""Events at work: whose they may be, when they happened, who sees them, and that reading is logged."""

from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Invalid, NotFound
from app.core.permissions import Actor
from app.core.records import Query
from app.people.employees.domain import EmployeeDraft
from app.registers.evaluations.events.domain import Sign, WorkEventDraft
from tests.registers.service_cards.drafts import add_unit

BOTH_ENGINES = True
TODAY = date(2026, 11, 22)
"""The day of the tests' clock."""


def person(services: Services, unit_id: int, surname: str = "Żak", **more: object) -> int:
    """A saved employee; returns its id."""
    draft = EmployeeDraft(surname=surname, first_name="Ewa", unit_id=unit_id, **more)  # type: ignore[arg-type]
    return services.employees.create(draft).record.id


def event(employee_id: int | None, day: date | None = TODAY, **more: object) -> WorkEventDraft:
    """A valid event, changed by ``more``."""
    fields = {"event": "Pomogła mieszkańcowi wypełnić wniosek.", **more}
    return WorkEventDraft(employee_id=employee_id, happened_on=day, **fields)  # type: ignore[arg-type]


@pytest.fixture
def unit(services: Services) -> int:
    """A unit."""
    return add_unit(services)


@pytest.fixture
def ewa(services: Services, unit: int) -> int:
    """Somebody employed."""
    return person(services, unit, employed_from=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("values", "place", "code"),
    [
        ({"happened_on": date(2026, 11, 23)}, "happened_on", "future_day"),
        ({"happened_on": date(2019, 12, 31)}, "happened_on", "before_employment"),
        ({"happened_on": None}, "happened_on", "required"),
        ({"employee_id": None}, "employee_id", "required"),
        ({"employee_id": 999}, "employee_id", "missing_reference"),
        ({"event": "  "}, "event", "required"),
        ({"criterion": "Punktualność na medal"}, "criterion", "no_such_criterion"),
    ],
)
def test_a_bad_event_is_refused_at_its_place(
    services: Services, ewa: int, values: dict[str, object], place: str, code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        services.work_events.create(replace(event(ewa), **values))  # type: ignore[arg-type]
    assert [(problem.field, problem.code) for problem in refusal.value.problems] == [(place, code)]
    assert services.work_events.count(Query()) == 0


def test_an_event_after_somebody_left_is_refused(services: Services, unit: int) -> None:
    left = person(services, unit, employed_from=date(2020, 1, 1), employed_to=date(2026, 6, 30))
    with pytest.raises(Invalid, match=r"pracowała w urzędzie do 30\.06\.2026"):
        services.work_events.create(event(left, date(2026, 7, 1)))
    services.work_events.create(event(left, date(2026, 6, 30)))


def test_a_criterion_that_a_regulation_lost_stays_where_it_was_written(services: Services, ewa: int) -> None:
    regulation = services.regulations.add_pattern("trzynascie_kryteriow", date(2026, 1, 1)).record
    assert services.work_events.criteria()[0] == "Przygotowanie merytoryczne"
    saved = services.work_events.create(event(ewa, criterion="Kreatywność")).record
    services.regulations.delete(regulation.id, regulation.version)
    changed = event(ewa, criterion="Kreatywność", sign=Sign.MINUS)
    assert services.work_events.update(saved.id, saved.version, changed).record.sign is Sign.MINUS
    assert services.work_events.criteria() == ()
    with pytest.raises(Invalid, match="Samodzielność"):
        services.work_events.create(event(ewa, criterion="Samodzielność"))


def test_events_of_a_person_in_a_time_stand_oldest_first(services: Services, unit: int, ewa: int) -> None:
    other = person(services, unit, "Nowak")
    for day in (date(2026, 5, 2), date(2026, 5, 1), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 1)):
        services.work_events.create(event(ewa, day))
    services.work_events.create(event(other, date(2026, 5, 15)))
    found = services.work_events.of(ewa, date(2026, 5, 1), date(2026, 5, 31))
    assert [each.happened_on for each in found] == [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 31)]
    assert {each.person for each in found} == {"Ewa Żak"}
    assert len(services.work_events.of(ewa)) == 5


def test_a_head_sees_and_writes_for_own_people_only(services: Services, unit: int, ewa: int) -> None:
    elsewhere = person(services, add_unit(services, "FN", "Finanse"), "Nowak")
    head = person(services, unit, "Kierowniczka")
    foreign = services.work_events.create(event(elsewhere)).record
    mine = services.work_events.create(event(ewa)).record
    own = frozenset({"work_event.read", "work_event.edit"})
    services.work_events.actor = lambda: Actor("ewa", own, employee_id=head, units=frozenset({unit}), own=own)
    assert [each.id for each in services.work_events.all()] == [mine.id]
    assert services.work_events.of(elsewhere) == ()
    with pytest.raises(NotFound):
        services.work_events.get(foreign.id)
    with pytest.raises(NotFound):
        services.work_events.update(foreign.id, foreign.version, event(ewa))
    for employee_id, code in ((elsewhere, "not_own"), (head, "about_oneself")):
        with pytest.raises(Invalid) as refusal:
            services.work_events.create(event(employee_id))
        assert [problem.code for problem in refusal.value.problems] == [code]
        # nor may an event be moved to somebody else's people
        with pytest.raises(Invalid):
            services.work_events.update(mine.id, mine.version, event(employee_id))
    services.work_events.create(event(ewa))


def test_reading_the_events_of_a_person_is_logged_once_a_version(services: Services, ewa: int) -> None:
    saved = services.work_events.create(event(ewa)).record

    def reads() -> int:
        entries = services.audit.page(Query(), 0, 50)
        return sum(entry.deed == "read" and entry.entity == "work_event" for entry in entries)

    assert reads() == 0
    services.work_events.of(ewa)
    services.work_events.of(ewa)
    assert reads() == 1
    services.work_events.update(saved.id, saved.version, event(ewa, sign=Sign.MINUS))
    services.work_events.of(ewa)
    assert reads() == 2


@pytest.mark.parametrize("words", ["zak", "mieszkańcowi", "pomogla żak"])
def test_an_event_is_found_by_person_and_by_what_happened(services: Services, unit: int, ewa: int, words: str) -> None:
    saved = services.work_events.create(event(ewa)).record
    services.work_events.create(event(person(services, unit, "Nowak"), event="Spóźniła się z odpowiedzią."))
    assert [each.id for each in services.work_events.page(Query(words), 0, 10)] == [saved.id]
