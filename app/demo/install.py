"""Puts the demonstration office into an empty database, through the same use cases as any clerk."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from app.bootstrap import Services, create_services, open_services
from app.core import paths
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem
from app.demo.campaigns import add_evaluations
from app.demo.cards import demo_cards
from app.demo.confirmation_rounds import add_round
from app.demo.contests_and_grants import add_contests_and_grants
from app.demo.cooperation_programmes import add_cooperation
from app.demo.evaluations import demo_events, demo_regulations
from app.demo.office import COAT_OF_ARMS, demo_office, demo_units
from app.demo.organisations import add_map, add_organisations
from app.demo.people import (
    answers_to_mayor,
    demo_absence,
    demo_employees,
    demo_post_register,
    hired,
    is_mayor,
)
from app.demo.trainings import add_trainings
from app.records.environment import explained, sentence
from app.records.files import PICTURES
from db.backup import publish, remove_with_companions
from db.errors import ProblemKind


def create_demonstration(path: Path, clock: Clock | None = None) -> Services:
    """Make a new database with the demonstration office and open it.

    It gets its name only when it is filled, so that a failure or a kill leaves no half of it.
    """
    if path.exists():
        raise EnvironmentProblem(sentence(ProblemKind.EXISTS, path))
    temporary = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        services = create_services(temporary, clock)
        try:
            fill(services)
        finally:
            services.close()
        with explained():
            publish(temporary, path)
    finally:
        remove_with_companions(temporary)
    return open_services(path, clock)


def fill(services: Services, folder: Path | None = None) -> None:
    """Save office, units, employees and the twenty cards into an empty database."""
    folder = folder or paths.resources() / "demo"
    picture = services.files.add(COAT_OF_ARMS, (folder / COAT_OF_ARMS).read_bytes(), PICTURES)
    services.offices.save(replace(demo_office(folder), coat_of_arms=picture.sha256))
    unit_ids: dict[str, int] = {}
    for entry in demo_units(folder):
        draft = replace(entry.unit, parent_id=unit_ids.get(entry.parent))
        unit_ids[draft.symbol] = services.units.create(draft).record.id
    services.posts.create_many(demo_post_register(folder))
    _hire(services, unit_ids, folder)
    services.absences.create(demo_absence(services.employees.all(), services.clock.today()))
    services.regulations.create_many(demo_regulations())
    events = demo_events(services.employees.all(), unit_ids, services.clock.today(), folder)
    services.work_events.create_many(events)
    services.cards.create_many(demo_cards(unit_ids, folder))
    add_evaluations(services)
    add_trainings(services, unit_ids, folder)
    add_map(services, folder)
    add_organisations(services, folder)
    add_round(services)
    add_cooperation(services, folder)
    add_contests_and_grants(services, folder)


def _hire(services: Services, unit_ids: Mapping[str, int], folder: Path) -> None:
    """The mayor first: the heads of units name their superior."""
    today = services.clock.today()
    top = {unit_ids[entry.unit.symbol] for entry in demo_units(folder) if not entry.parent}
    drafts = hired(demo_employees(unit_ids, folder), today)
    mayor = services.employees.create(next(draft for draft in drafts if is_mayor(draft))).record.id
    others = (draft for draft in drafts if not is_mayor(draft))
    services.employees.create_many(
        replace(draft, superior_id=mayor if answers_to_mayor(draft, top) else None) for draft in others
    )
