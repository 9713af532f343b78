"""What the gmina does with organisations, from programmes to grants, as spreadsheets in an export of everything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.administration.portability.usecases import RegisterSheet
from app.core.clock import Clock
from app.core.permissions import Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.registers.ngos.consultations.usecases import Consultations
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.grants.usecases import Grants
from app.registers.ngos.offers.usecases import ContestOffers
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.spheres.usecases import SphereLists
from db.store import Store


def cooperation_sheets(store: Store, clock: Clock, allowed: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Those of what the gmina does with organisations."""
    return (
        RegisterSheet("programy-wspolpracy", "Programy współpracy", partial(_write_programmes, store, clock, allowed)),
        RegisterSheet("konsultacje", "Konsultacje", partial(_write_consultations, store, clock, allowed)),
        RegisterSheet("konkursy-ofert", "Konkursy ofert", partial(_write_contests, store, clock, allowed)),
        RegisterSheet("oferty-w-konkursach", "Oferty w konkursach", partial(_write_offers, store, clock, allowed)),
        RegisterSheet("dotacje", "Dotacje", partial(_write_grants, store, clock, allowed)),
    )


def _write_programmes(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.programmes import sheet

    programmes, spheres = Programmes(store, clock, allowed).all(), SphereLists(store, clock, allowed).current()
    sheet.write_programmes(programmes, path, form, spheres.label, clock.today(), progress)
    return len(programmes)


def _write_consultations(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.consultations import sheet

    spheres = SphereLists(store, clock, allowed)
    register = Organisations(store, clock, allowed, spheres=spheres.current)
    consultations = Consultations(store, clock, allowed, register=register).all()
    sheet.write_consultations(consultations, path, form, spheres.current().label, clock.today(), progress)
    return len(consultations)


def _write_contests(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.contests import sheet

    contests, spheres = Contests(store, clock, allowed).all(), SphereLists(store, clock, allowed).current()
    sheet.write_contests(contests, path, form, spheres.label, clock.today(), progress)
    return len(contests)


def _write_offers(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.offers import sheet

    offers = ContestOffers(store, clock, allowed).all()
    sheet.write_offers(offers, path, form, Contests(store, clock, allowed).organisations(), progress)
    return len(offers)


def _write_grants(
    store: Store, clock: Clock, allowed: Callable[[], Actor], path: Path, form: Format, progress: Progress
) -> int:
    from app.registers.ngos.grants import sheet

    contests, offers = Contests(store, clock, allowed), ContestOffers(store, clock, allowed)
    register = Grants(store, clock, allowed, contests=contests, offers=offers)
    grants, spheres = register.all(), SphereLists(store, clock, allowed).current()
    sheet.write_grants(grants, path, form, register.organisations(), spheres, clock.today(), progress)
    return len(grants)
