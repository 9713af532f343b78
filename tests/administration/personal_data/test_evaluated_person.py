"""Evaluations as personal data: given out whole to the person, never to others, and nameless after an erasure."""

import base64
import json
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.administration.personal_data import belonging, words
from app.administration.personal_data.domain import ERASED, PersonFile, Subject, as_json
from app.administration.personal_data.prints import PersonalPrints
from app.bootstrap import Services
from app.core.records import Query
from app.people.absences.domain import AbsenceDraft, AbsenceKind
from app.people.employees.domain import EmployeeDraft, PastPosition
from app.records.files import PHOTOS
from app.records.mapping import draft_of
from app.registers.evaluations.campaigns.model import CampaignRow
from app.registers.evaluations.sheets.domain import Evaluation
from app.registers.evaluations.sheets.model import CriterionMarkRow, EvaluationRow
from app.registers.evaluations.sheets.sealing import seal_ok
from db import personal
from db.audit_check import verify
from db.base import Base, Positioned, Versioned
from db.parts import is_parent
from tests.printing.reading import read, tagging_faults

SECRET = "Uzasadnienie tylko dla ocenianego."


def subject(employee_id: int) -> Subject:
    return Subject("employee", employee_id)


def sheets(services: Services) -> tuple[Evaluation, ...]:
    found = services.evaluations.page(Query(), 0, 1000)
    return tuple(found)


def photo() -> bytes:
    from PIL import Image

    packed = BytesIO()
    Image.new("RGB", (300, 400), "teal").save(packed, "JPEG")
    return packed.getvalue()


@pytest.fixture
def rater(demo_services: Services) -> int:
    """Who rates most people in the demonstration; one of the sheets names the rater in its words."""
    services = demo_services
    counted = Counter(sheet.rater_id for sheet in sheets(services) if sheet.rater_id)
    ((rater_id, number),) = counted.most_common(1)
    assert number > 2
    name = services.employees.get(rater_id).full_name
    with services.store.writing() as session:
        row = session.scalars(select(EvaluationRow).where(EvaluationRow.rater_id == rater_id)).first()
        assert row is not None
        row.opinion, row.seal = f"{name} chwali. {SECRET}", ""
        row.touch(services.clock.now())
    return rater_id


@pytest.fixture
def rated(demo_services: Services) -> Evaluation:
    """A signed sheet whose person also has an absence, an event, a past position, a photograph."""
    services = demo_services
    sheet = next(
        each
        for each in sheets(services)
        if each.seal and each.signed_on and services.work_events.of(each.employee_id or 0)
    )
    person = services.employees.get(sheet.employee_id or 0)
    stored = services.files.add("twarz.jpg", photo(), PHOTOS)
    past = PastPosition(post="stażysta w kancelarii", unit_id=person.unit_id)
    first = person.post_since or person.employed_from
    assert first is not None
    ended = replace(past, valid_from=first.replace(year=first.year - 2), valid_to=first.replace(year=first.year - 1))
    draft = replace(
        draft_of(person, EmployeeDraft),
        photo=stored.sha256,
        number="K/77",
        employed_from=ended.valid_from,
        post_since=first,
        history=(ended,),
    )
    services.employees.update(person.id, person.version, draft)
    absence = AbsenceDraft(
        employee_id=person.id,
        kind=AbsenceKind.UNPAID,
        valid_from=first.replace(year=first.year + 1),
        valid_to=first.replace(year=first.year + 1),
        note="pismo 7",
    )
    services.absences.create(absence)
    return sheet


def told(file: PersonFile) -> str:
    return json.dumps(as_json(file), ensure_ascii=False)


def test_a_rater_gets_only_the_fact_of_rating_others(demo_services: Services, rater: int) -> None:
    services = demo_services
    file = services.personal_data.file_of(subject(rater))
    others = [sheet for sheet in sheets(services) if sheet.rater_id == rater]
    assert {holding.record_id for holding in file.holdings if holding.entity == "evaluation"}.isdisjoint(
        sheet.id for sheet in others
    )
    parts = {part.title: part for part in file.parts if part.entity == "evaluation"}
    assert set(parts) == {f"nr {sheet.number}" for sheet in others}
    assert {part.role for part in parts.values()} == {"oceniający"}
    whole = told(file)
    assert SECRET not in whole
    for sheet in others:
        assert sheet.person not in whole


def test_a_superior_is_not_given_the_records_of_subordinates(demo_services: Services) -> None:
    services = demo_services
    people = services.employees.all()
    superior = next(each.superior_id for each in people if each.superior_id)
    under = [each for each in people if each.superior_id == superior]
    file = services.personal_data.file_of(subject(superior))
    assert [holding.record_id for holding in file.holdings if holding.entity == "employee"] == [superior]
    assert {(part.record_id, part.title, part.role) for part in file.parts if part.entity == "employee"} == {
        (each.id, f"nr {each.id}", "bezpośredni przełożony") for each in under
    }


def test_the_rated_person_gets_everything_about_themselves(
    demo_services: Services, rated: Evaluation, tmp_path: Path
) -> None:
    services = demo_services
    file = services.personal_data.file_of(subject(rated.employee_id or 0))
    kinds = Counter(holding.entity for holding in file.holdings)
    assert kinds["employee"] == kinds["absence"] == 1
    assert kinds["evaluation"] >= 1
    assert kinds["work_event"] == len(services.work_events.of(rated.employee_id or 0))
    assert kinds["evaluation_campaign"] >= 1
    plain: dict[str, Any] = json.loads(told(file))
    sheet = next(p for p in plain["pozycje"] if p["rodzaj"] == "evaluation" and p["numer"] == rated.id)
    assert sheet["pola"]["Oceniający"] == rated.rater
    assert "final" not in sheet["pola"].values()
    assert [line["Kryterium"] for line in sheet["listy"]["Kryteria"]] == [mark.criterion for mark in rated.marks]
    own = next(p for p in plain["pozycje"] if p["rodzaj"] == "employee")
    assert own["listy"]["Wcześniejsze stanowiska"][0]["Stanowisko"] == "stażysta w kancelarii"
    assert any("Dlaczego" in p["pola"] for p in plain["pozycje"] if p["rodzaj"] == "evaluation_campaign")
    assert base64.b64decode(plain["zdjęcie"]) == photo()
    pdf = PersonalPrints(services.offices, services.files, services.clock).person(file)
    assert tagging_faults(pdf, tmp_path) == []
    said = read(pdf).all_text
    for expected in (rated.marks[0].criterion, "stażysta w kancelarii", "urlop bezpłatny", "pismo 7"):
        assert " ".join(expected.split()) in said


def test_no_internal_key_or_english_choice_is_shown(demo_services: Services, rated: Evaluation) -> None:
    file = demo_services.personal_data.file_of(subject(rated.employee_id or 0))
    labels = {value.label for holding in file.holdings for value in holding.values}
    labels |= {column for holding in file.holdings for listed in holding.lists for column in listed.columns}
    assert [label for label in labels if "_" in label or label in ("sign", "kind", "post")] == []


def test_an_erased_person_leaves_own_sheets_and_lists_without_a_name(
    demo_services: Services, rated: Evaluation
) -> None:
    services = demo_services
    employee_id = rated.employee_id or 0
    person = services.employees.get(employee_id)
    others = {each.id: each.full_name for each in services.employees.all() if each.id != employee_id}
    with services.store.reading() as session:
        rules = session.get_one(EvaluationRow, rated.id).rules
    services.personal_data.erase(subject(employee_id), reason="koniec okresu przechowywania")

    name = f"Osoba usunięta nr {employee_id}"
    with services.store.reading() as session:
        row = session.get_one(EvaluationRow, rated.id)
        assert (row.person, row.person_number in ("", ERASED)) == (name, True)
        assert row.opinion in ("", ERASED)
        assert (row.rules, row.mean, row.verdict, row.rater) == (rules, rated.mean, rated.verdict, rated.rater)
        assert person.surname.lower() not in row.find
        marks = session.scalars(select(CriterionMarkRow).where(CriterionMarkRow.evaluation_id == row.id)).all()
        assert [mark.mark for mark in marks] == [mark.mark for mark in rated.marks]
        assert {mark.reason for mark in marks} <= {"", ERASED}
        frozen = [each for campaign in session.scalars(select(CampaignRow)) for each in campaign.candidates or ()]
        assert {(e["person"], e["post"]) for e in frozen if e["employee_id"] == employee_id} == {(name, "")}
        assert {e["person"] for e in frozen if e["employee_id"] in others} <= set(others.values())
        assert session.execute(text("SELECT count(*) FROM employee WHERE surname LIKE 'Osoba%'")).scalar() == 1
        assert session.execute(text("SELECT count(*) FROM stored_file WHERE media_type = 'image/jpeg'")).scalar() == 0
        assert session.execute(text("SELECT note FROM absence WHERE note LIKE '%pismo 7%'")).all() == []
        log = " ".join(row[0] for row in session.execute(text("SELECT details FROM audit_entry WHERE details != ''")))
        assert verify(session).ok
    assert person.full_name not in log
    assert seal_ok(services.evaluations.get(rated.id))


def test_an_erased_rater_leaves_the_sheets_of_others_whole(demo_services: Services, rater: int) -> None:
    services = demo_services
    before = {sheet.id: sheet for sheet in sheets(services) if sheet.rater_id == rater}
    name = services.employees.get(rater).full_name
    services.personal_data.erase(subject(rater), reason="koniec okresu przechowywania")
    after = {sheet.id: sheet for sheet in sheets(services) if sheet.rater_id == rater}
    for number, sheet in after.items():
        assert sheet.rater == f"Osoba usunięta nr {rater}"
        assert seal_ok(sheet)
        assert (sheet.person, sheet.marks, sheet.verdict) == (
            before[number].person,
            before[number].marks,
            before[number].verdict,
        )
    with services.store.reading() as session:
        lists = str([campaign.candidates for campaign in session.scalars(select(CampaignRow))])
    assert name not in lists
    # people of whom the erased one was the superior or rater are still there
    assert {sheet.employee_id for sheet in after.values()} <= {each.id for each in services.employees.all()} | {rater}


def test_a_seal_that_was_broken_is_not_made_whole(demo_services: Services, rated: Evaluation) -> None:
    services = demo_services
    with services.store.writing() as session:
        session.connection().execute(text("UPDATE evaluation SET mean = 499 WHERE id = :id"), {"id": rated.id})
    services.personal_data.erase(subject(rated.employee_id or 0), reason="koniec okresu przechowywania")
    assert not seal_ok(services.evaluations.get(rated.id))


def test_every_key_to_a_person_says_whose_the_record_is_or_which_part_it_names() -> None:
    for mapper, key in belonging.keys_to_people():
        parent = issubclass(mapper.class_, Positioned) and is_parent(mapper, key)
        assert personal.is_owner(key.parent.info) or parent or key.parent.name in words.ROLES, (mapper, key.parent)


_NOT_ABOUT_THE_PERSON = {
    ("absence", "kind"), ("account", "login"), ("account", "name"), ("account", "roles"), ("work_event", "criterion"),
    ("evaluation", "number"), ("evaluation", "campaign"), ("evaluation", "unit"), ("evaluation", "rater_post"),
    ("evaluation", "level"), ("evaluation", "seal"), ("evaluation", "due_by_why"),
    ("evaluation", "not_before_why"), ("evaluation_mark", "criterion"),
    ("evaluation_mark", "group_symbol"), ("training_participation", "number"), ("training_participation", "unit"),
    ("training_participation", "budget_line"),
    ("training_agreement", "number"), ("training_agreement", "unit"), ("training_need", "area"),
    ("training_need", "origin"), ("travel_order", "number"), ("travel_order", "unit"), ("travel_order", "ordered_by"),
}  # fmt: skip
"""Texts that stay after an erasure: they tell of the office, not of the person. An account is emptied by hand."""


def test_every_text_about_a_person_is_marked_for_erasing() -> None:
    owned: set[Any] = {m.class_ for m, key in belonging.keys_to_people() if personal.is_owner(key.parent.info)}
    lists: set[Any] = {
        relation.mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_ in owned and issubclass(mapper.class_, Versioned)
        for relation in mapper.relationships
        if issubclass(relation.mapper.class_, Positioned)
    }
    unmarked = {
        (row.__tablename__, column.name)
        for row in owned | lists
        for column in row.__table__.columns
        if column.type.python_type is str
        and not column.foreign_keys
        and column.name not in ("find", "sort")
        and not column.name.endswith("_sort")
        and not column.type.__class__.__name__.startswith("StrEnum")
        and not personal.is_personal(column.info)
        and not personal.named_by(column.info)
    }
    assert unmarked <= _NOT_ABOUT_THE_PERSON
