"""Programmes of cooperation and consultations as spreadsheets in an export of everything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.administration.portability.usecases import RegisterSheet
from app.core.clock import Clock
from app.core.permissions import Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.registers.ngos.consultations.usecases import Consultations
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.spheres.usecases import SphereLists
from db.store import Store


def cooperation_sheets(store: Store, clock: Clock, allowed: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Those of what the gmina does with organisations."""
    return (
        RegisterSheet("programy-wspolpracy", "Programy współpracy", partial(_write_programmes, store, clock, allowed)),
        RegisterSheet("konsultacje", "Konsultacje", partial(_write_consultations, store, clock, allowed)),
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
