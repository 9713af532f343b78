"""What the first-start wizard does at its end, and the sheet it prints: loads the database libraries."""

from dataclasses import asdict, replace

from app.administration.accounts.printout import recovery_pdf
from app.bootstrap import Services, create_office
from app.core.clock import SystemClock
from app.people.office.domain import Office
from app.shell.first_start.plan import Plan


def make(plan: Plan) -> Services:
    """The new office, open; Refusal when it cannot be made, and then nothing of it is left."""
    services, _code = create_office(
        plan.path,
        login=plan.login,
        name=plan.name,
        password=plan.password,
        fill=lambda made: _fill(made, plan),
        recovery_code=plan.recovery_code,
    )
    return services


def _fill(services: Services, plan: Plan) -> None:
    if plan.demonstration:
        from app.demo.install import fill

        fill(services)
    else:
        services.offices.save(plan.office)


def sheet(plan: Plan) -> bytes:
    """The recovery key on a sheet for the safe."""
    office = Office(id=0, version=0, **asdict(plan.office))
    if plan.demonstration:
        office = replace(office, name="Urząd przykładowy", demonstration=True)
    return recovery_pdf(plan.recovery_code, office, str(plan.path), SystemClock().today())
