"""What other registers rest on is not deleted under them; what nothing rests on goes, and comes back by undo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import Refusal
from app.records.mapping import draft_of
from app.registers.ngos.confirmations.domain import Way as Sending
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft, Subject
from app.registers.ngos.contests.domain import ContestDraft, Member, Origin
from app.registers.ngos.grants.domain import GrantDraft
from app.registers.ngos.offers.domain import Partner
from app.registers.ngos.organisations.domain import OrganisationDraft
from app.registers.ngos.programmes.domain import ProgrammeDraft
from app.registers.ngos.spheres.domain import SphereLine, SphereListDraft
from tests.registers.ngos.offers.filed import club, contest, offer

BOTH_ENGINES = True
DAY = date(2026, 3, 2)
OWN = SphereLine(code="99", name="odporność", group="safety", valid_from=date(2026, 1, 1))


def granted(services: Services, ngo_id: int, *joined: int) -> None:
    partners = tuple(Partner(ngo_id=each) for each in joined)
    services.grants.create(GrantDraft(ngo_id=ngo_id, partners=partners, title="Turniej", sphere="17", year=2026))


def seated(services: Services, ngo_id: int) -> None:
    member = Member(name="Jan Próbny", origin=Origin.ORGANISATION, ngo_id=ngo_id)
    services.contests.create(ContestDraft(title="Sport", sphere="17", year=2026, members=(member,)))


def consulted(services: Services, ngo_id: int) -> None:
    asked = Asked(ngo_id=ngo_id, name="Klub", asked_on=DAY, channel=Channel.EMAIL)
    services.consultations.create(ConsultationDraft(subject="Uchwała", kind=Subject.ACT, asked=(asked,)))


def written_to(services: Services, _ngo_id: int) -> None:
    rounds = services.confirmations
    one = rounds.create(replace(rounds.next_draft(), answer_by=rounds.clock.today())).record
    listed = rounds.gather(one.id, one.version).record
    rounds.note_sent(listed.id, listed.version, [0], rounds.clock.today(), Sending.POST)


@pytest.mark.parametrize(
    ("rests", "named"),
    [
        (granted, r"dotacje \(1\)"),
        (lambda services, ngo: granted(services, club(services, "Inny"), ngo), r"dotacje \(1\)"),
        (lambda services, _: offer(services, contest(services)), r"oferty w konkursach \(1\)"),
        (
            lambda services, ngo: offer(services, contest(services), "Inny", partners=(Partner(ngo_id=ngo),)),
            r"oferty w konkursach \(1\)",
        ),
        (seated, r"komisje konkursów \(1\)"),
        (consulted, r"konsultacje \(1\)"),
        (written_to, r"rundy potwierdzania danych \(1\)"),
    ],
)
def test_an_organisation_that_papers_name_is_not_deleted(
    services: Services, rests: Callable[[Services, int], object], named: str
) -> None:
    free = services.organisations.get(club(services))
    outcome = services.organisations.delete(free.id, free.version)
    assert outcome.undo is not None
    outcome.undo.run()
    rests(services, free.id)
    now = services.organisations.get(free.id)
    with pytest.raises(Refusal, match=named) as refusal:
        services.organisations.delete(now.id, now.version)
    assert "rozwiązana" in str(refusal.value)


def test_a_grant_that_was_deleted_itself_holds_nobody(services: Services) -> None:
    ngo = services.organisations.get(club(services))
    granted(services, ngo.id)
    (grant,) = services.grants.all()
    services.grants.delete(grant.id, grant.version)
    services.organisations.delete(ngo.id, ngo.version)
    assert services.organisations.all() == ()


def test_a_place_on_a_list_that_nothing_was_done_with_and_a_round_that_is_over_hold_nobody(services: Services) -> None:
    ngo = services.organisations.get(club(services))
    asked = (Asked(ngo_id=ngo.id, name=ngo.name),)
    services.consultations.create(ConsultationDraft(subject="Uchwała", kind=Subject.ACT, asked=asked))
    written_to(services, ngo.id)
    (one,) = services.confirmations.all()
    services.confirmations.close(one.id, one.version, services.clock.today())
    services.organisations.delete(ngo.id, ngo.version)
    assert services.organisations.all() == ()


def test_a_programme_that_was_consulted_or_has_contests_is_not_deleted(services: Services) -> None:
    programmes = services.programmes
    made = [
        programmes.create(ProgrammeDraft(title="Program", first_year=year, last_year=year)).record
        for year in (2025, 2026, 2027)
    ]
    services.consultations.create(programme_of(services, made[0].id))
    contest(services)
    for one, named in zip(made, ("konsultacje", "konkursy ofert", None), strict=True):
        if named is None:
            programmes.delete(one.id, one.version)
        else:
            with pytest.raises(Refusal, match=named):
                programmes.delete(one.id, one.version)
    assert [each.first_year for each in programmes.all()] == [2026, 2025]


def programme_of(services: Services, programme_id: int) -> ConsultationDraft:
    return services.consultations.proposal(services.programmes.get(programme_id))


def test_the_office_keeps_its_list_of_spheres_while_somebody_works_with_its_codes(services: Services) -> None:
    own = services.sphere_lists.replace(SphereListDraft(source="wykaz", spheres=(OWN,))).record
    ngo = services.organisations.get(club(services))
    draft = draft_of(ngo, OrganisationDraft)
    ngo = services.organisations.update(ngo.id, ngo.version, replace(draft, spheres=("99",))).record
    with pytest.raises(Refusal, match=r"99.*organizacje \(1\)"):
        services.sphere_lists.delete(own.id, own.version)
    services.organisations.update(ngo.id, ngo.version, draft)
    services.sphere_lists.delete(own.id, own.version)
    assert services.sphere_lists.own() is None
