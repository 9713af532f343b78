"""Puts the demonstration office into an empty database, through the same use cases as any clerk."""

from dataclasses import replace
from pathlib import Path
from secrets import token_hex

from app.bootstrap import Services, create_services, open_services
from app.core import paths
from app.core.clock import Clock
from app.core.errors import EnvironmentProblem
from app.demo.cards import demo_cards
from app.demo.office import COAT_OF_ARMS, demo_office, demo_units
from app.demo.people import demo_absence, demo_employees, demo_post_register
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
    services.employees.create_many(demo_employees(unit_ids, folder))
    services.absences.create(demo_absence(services.employees.all(), services.clock.today()))
    services.cards.create_many(demo_cards(unit_ids, folder))
