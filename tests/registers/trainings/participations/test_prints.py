"""Prints as windows and commands ask for them: everything looked up, rights asked for, each print in the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.bootstrap import Services
from app.core.errors import NotAllowed, Refusal
from app.core.permissions import Actor
from app.printing.render import page_count
from app.registers.trainings.courses.domain import CourseKind, Session
from app.registers.trainings.needs.domain import NeedDraft
from app.registers.trainings.participations.printout.kinds import PrintKind
from app.registers.trainings.plan.domain import PlanItemDraft
from tests.printing.reading import read
from tests.registers.trainings.people import (
    ENDS,
    STARTS,
    People,
    add_course,
    approved,
    attended,
    requested,
    with_card,
)


def said(pdf: bytes) -> str:
    return " ".join(read(pdf).all_text.replace("\u00a0", " ").split())


def printed(services: Services) -> list[str]:
    """What the log tells of prints, the oldest first."""
    from app.core.records import Query

    entries = services.audit.page(Query(), 0, 200)
    return [str(entry.facts.get("letter")) for entry in reversed(entries) if entry.deed == "print"]


def test_a_request_names_unit_head_plan_and_need(services: Services, people: People) -> None:
    item = services.training_plan.create(PlanItemDraft(year=2026, topic="Procedury")).record
    need = services.training_needs.create(NeedDraft(topic="Decyzje", unit_id=people.unit)).record
    course = add_course(services, plan_item_id=item.id)
    record = requested(services, course.id, people.clerk, need_id=need.id)
    text = said(services.participation_prints.single(record.id, PrintKind.REQUEST))
    for part in (
        "Referat Finansowy",
        "Ewa Wrona",
        "Procedury (2026)",
        "Decyzje",
        "Ośrodek Szkoleniowy Żagiel",
        "300,00 zł",
    ):
        assert part in text, part
    assert printed(services) == ["Wniosek o przeszkolenie pracownika"]


def test_a_preview_is_not_logged(services: Services, people: People) -> None:
    record = requested(services, add_course(services).id, people.clerk)
    assert "Wniosek o przeszkolenie pracownika" in said(services.participation_prints.preview(record))
    assert printed(services) == []


def test_empty_cards_are_for_those_who_are_sent_and_filled_ones_for_who_wrote(
    services: Services, people: People
) -> None:
    course = add_course(services)
    prints = services.participation_prints
    requested(services, course.id, people.head)
    with pytest.raises(Refusal, match="żaden wniosek"):
        prints.cards(course.id)
    approved(services, course.id, people.clerk)
    with_card(services, course.id, people.other)
    assert page_count(prints.cards(course.id)) == 4
    text = said(prints.cards(course.id, empty=False))
    assert "nr ewidencyjny 18" in text
    assert "nr ewidencyjny 17" not in text
    with pytest.raises(Refusal, match="Najpierw wpisz karty"):
        prints.cards(add_course(services, topic="Inne").id, empty=False)


def test_registration_attendance_and_certificates_of_an_internal_training(services: Services, people: People) -> None:
    sessions = (Session(held_on=STARTS, starts_at="08:00"), Session(held_on=ENDS, starts_at="09:00"))
    course = add_course(services, kind=CourseKind.INTERNAL, sessions=sessions)
    prints = services.participation_prints
    for employee in (people.clerk, people.other):
        attended(services, course.id, employee, no_offer_reason="")
    assert "Uczestnicy (2)" in said(prints.registration(course.id))
    assert "09.11.2026 08:00" in said(prints.attendance(course.id))
    with pytest.raises(Refusal, match="Wystaw zaświadczenia"):
        prints.certificates(course.id)
    services.participations.issue_certificates(course.id, date(2026, 11, 20))
    pdf = prints.certificates(course.id)
    assert page_count(pdf) == 2
    assert "nr 1/2026" in said(pdf)
    assert "nr 2/2026" in said(pdf)
    assert printed(services) == ["Zgłoszenie na szkolenie", "Lista obecności", "Zaświadczenie"]


def test_history_and_where_every_card_is(services: Services, people: People) -> None:
    prints = services.participation_prints
    with pytest.raises(Refusal, match="nie brała jeszcze udziału"):
        prints.history(people.clerk)
    assert "nic nie czeka" in said(prints.circulation())
    with_card(services, add_course(services).id, people.clerk)
    requested(services, add_course(services, topic="Inne").id, people.clerk)
    assert "Razem 2 szkolenia" in said(prints.history(people.clerk))
    text = said(prints.circulation())
    assert "Zapoznanie się z kartą – 1 sprawa" in text
    assert "kierownik komórki: Ewa Wrona" in text
    assert printed(services)[-2:] == ["Historia szkoleń", "Obieg kart uczestnictwa"]


def test_prints_ask_for_the_right_to_read(services: Services, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    record = requested(services, add_course(services).id, people.clerk)
    monkeypatch.setattr(services.participations, "actor", lambda: Actor(name="nikt", rights=frozenset()))
    prints = services.participation_prints
    deeds: tuple[Callable[[], bytes], ...] = (
        lambda: prints.preview(record),
        lambda: prints.single(record.id, PrintKind.REQUEST),
        lambda: prints.cards(record.course_id or 0),
        lambda: prints.history(people.clerk),
        prints.circulation,
    )
    for made in deeds:
        with pytest.raises(NotAllowed):
            made()


def test_large_print_is_made_of_the_same_record(services: Services, people: People) -> None:
    record = requested(services, add_course(services).id, people.clerk)
    prints = services.participation_prints
    assert page_count(prints.preview(record, variant="large")) > page_count(prints.preview(replace(record)))
