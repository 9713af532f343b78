"""Organisations and what the gmina does with them, as spreadsheets in an export of everything."""

from collections.abc import Callable

from app.administration.portability.sheet import RegisterSheet
from app.core.clock import Clock
from app.core.permissions import Actor
from app.people.office.usecases import Offices
from app.registers.ngos.consultations.transfer import ConsultationTransfer
from app.registers.ngos.consultations.usecases import Consultations
from app.registers.ngos.contests.transfer import ContestTransfer
from app.registers.ngos.contests.usecases import Contests
from app.registers.ngos.grants.transfer import GrantTransfer
from app.registers.ngos.grants.usecases import Grants
from app.registers.ngos.offers.transfer import ContestOfferTransfer
from app.registers.ngos.offers.usecases import ContestOffers
from app.registers.ngos.organisations.sheet import write_organisations
from app.registers.ngos.organisations.usecases import Organisations
from app.registers.ngos.programmes.transfer import ProgrammeTransfer
from app.registers.ngos.programmes.usecases import Programmes
from app.registers.ngos.spheres.usecases import SphereLists
from db.store import Store


def cooperation_sheets(store: Store, clock: Clock, allowed: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Those of organisations, from their register to their grants."""
    offices, spheres = Offices(store, clock, allowed), SphereLists(store, clock, allowed).current
    programmes = Programmes(store, clock, allowed, spheres=spheres)
    register = Organisations(store, clock, allowed, spheres=spheres)
    consultations = Consultations(store, clock, allowed, register=register)
    contests, offers = Contests(store, clock, allowed, spheres=spheres), ContestOffers(store, clock, allowed)
    grants = Grants(store, clock, allowed, spheres=spheres, contests=contests, offers=offers)
    return (
        RegisterSheet.of(
            "organizacje",
            "Organizacje",
            register.all,
            lambda found, path, form, progress: write_organisations(found, path, form, spheres(), progress),
        ),
        RegisterSheet("programy-wspolpracy", "Programy współpracy", ProgrammeTransfer(programmes, offices).write_all),
        RegisterSheet("konsultacje", "Konsultacje", ConsultationTransfer(consultations, offices).write_all),
        RegisterSheet("konkursy-ofert", "Konkursy ofert", ContestTransfer(contests, offices).write_all),
        RegisterSheet("oferty-w-konkursach", "Oferty w konkursach", ContestOfferTransfer(offers, offices).write_all),
        RegisterSheet("dotacje", "Dotacje", GrantTransfer(grants, offices).write_all),
    )
