"""An agreement comes after the contest was decided (art. 15 ust. 4); results published late are only a doubt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.core.errors import Invalid
from app.core.records import Query
from app.registers.ngos.grants.domain import GrantDraft
from app.registers.ngos.grants.eligibility import ContestEnd, agreement_doubts, agreement_problems
from app.registers.ngos.grants.form import GrantForm
from app.registers.ngos.grants.windows import open_for
from app.registers.ngos.offers.domain import ContestOffer, Formal, OfferDecision
from tests.registers.ngos.offers.filed import contest, decided, offer
from tests.shell.windows import Desk, desk

SIGNED = GrantDraft(title="Szkółka", offer_id=1, agreement_on=date(2026, 3, 20))


@pytest.mark.parametrize(
    ("end", "refused", "doubted"),
    [
        (ContestEnd(), "contest_undecided", False),
        (ContestEnd(cancelled_on=date(2026, 3, 1)), "contest_cancelled", False),
        (ContestEnd(decided_on=date(2026, 3, 21)), "agreement_before_decision", True),
        (ContestEnd(decided_on=date(2026, 3, 20)), None, True),
        (ContestEnd(decided_on=date(2026, 3, 9), results_on=date(2026, 3, 21)), None, True),
        (ContestEnd(decided_on=date(2026, 3, 20), results_on=date(2026, 3, 20)), None, False),
        (None, None, False),
    ],
)
def test_what_is_refused_and_what_is_doubtful(end: ContestEnd | None, refused: str | None, doubted: bool) -> None:
    assert [each.code for each in agreement_problems(SIGNED, end, None)] == ([] if refused is None else [refused])
    assert bool(list(agreement_doubts(SIGNED, end, None))) is doubted
    # what stands in the register so is no news, and what nobody signed is no agreement
    for draft, held in ((SIGNED, SIGNED), (replace(SIGNED, agreement_on=None), None)):
        assert not [*agreement_problems(draft, end, held), *agreement_doubts(draft, end, held)]


def won(services: Services) -> ContestOffer:
    """An offer that was chosen in a contest that nobody decided yet."""
    filed = offer(services, contest(services), formal=Formal.RIGHT)
    return services.contest_offers.decide(filed.id, filed.version, OfferDecision.CHOSEN, 1_000_000).record


def test_before_the_contest_is_decided_an_agreement_is_prepared_and_not_concluded(services: Services) -> None:
    draft = services.grants.proposal(won(services).id)
    assert draft.agreement_on is None
    with pytest.raises(Invalid, match="jeszcze nie rozstrzygnięto"):
        services.grants.create(replace(draft, agreement_on=date(2026, 3, 20)))
    record = services.grants.create(draft).record
    decided(services, services.contests.all()[0])
    signed = replace(draft, agreement_on=date(2026, 3, 8))
    with pytest.raises(Invalid, match=r"rozstrzygnięto 09\.03\.2026"):
        services.grants.update(record.id, record.version, signed)
    signed = replace(draft, agreement_on=date(2026, 3, 9))
    assert services.grants.update(record.id, record.version, signed).record.agreement_on == date(2026, 3, 9)


def test_a_file_is_held_to_the_same(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "dotacje.csv"
    won(services)
    (of,) = services.contests.all()
    head = "Numer umowy;Tryb;Oferta;Organizacja;Zadanie;Sfera zadań publicznych;Rok budżetowy;Umowa z dnia;"
    row = f"U/1;z konkursu ofert;{of.number}/1;Klub Iskra;Szkółka;17;2026;20.03.2026;"
    path.write_text(f"{head}Kwota dotacji;Zadanie od;Zadanie do\n{row}10000,00;01.04.2026;30.09.2026", encoding="utf-8")
    (refused,) = services.grant_exchange.load(path, dry_run=True).refused
    assert "jeszcze nie rozstrzygnięto" in refused.reason
    decided(services, of, results_on=None)
    tried = services.grant_exchange.load(path, dry_run=True)
    assert tried.new == 1
    assert any("wiersz 2: Wyników konkursu jeszcze nie ogłoszono" in line for line in tried.lines())
    assert services.grants.count(Query()) == 0


@pytest.fixture
def opened(qapp: QApplication, services: Services) -> Iterator[Desk]:
    """The window of the program."""
    with desk(qapp, services) as shown:
        yield shown


def test_the_form_asks_before_it_saves_what_is_doubtful_and_names_what_is_refused(opened: Desk) -> None:
    services = opened.services
    found = won(services)
    open_for(opened.window.workspace, services, found.id)
    opened.settle()
    form = opened.form()
    assert isinstance(form, GrantForm)
    assert not form.page.faulty_rows()
    form.page.load(replace(form.draft(), agreement_on=date(2026, 3, 20)))
    form.save()
    assert form.page.faulty_rows()
    form._drop_changes()
    form.close()
    opened.settle()
    decided(services, services.contests.all()[0], results_on=None)
    open_for(opened.window.workspace, services, found.id)
    opened.settle()
    form = opened.form()
    form.save()
    opened.settle()
    assert (services.grants.count(Query()), "jeszcze nie ogłoszono" in opened.dialogs.asked[-1][1]) == (0, True)
    opened.dialogs.answer = "Zapisz mimo to"
    form.save()
    opened.settle()
    assert services.grants.count(Query()) == 1
