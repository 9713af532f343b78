"""People who have no record of their own: found by name in every register that declares them, given out, erased."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.administration.personal_data import finding, standing, words
from app.administration.personal_data.domain import NAMED, Mention, Person, Plan, Subject, as_json
from app.administration.personal_data.keeping import periods
from app.administration.personal_data.prints import PersonalPrints
from app.administration.personal_data.standing import left_by, trace_of
from app.bootstrap import Services, build, open_services
from app.core import paths
from app.core.clock import FixedClock
from app.core.errors import NotAllowed, NotFound, Refusal
from app.core.permissions import Actor
from app.core.person_names import key_of
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.ngos.contests.domain import ContestDraft, Member, Origin
from app.registers.ngos.organisations.domain import (
    Address,
    Consent,
    LegalForm,
    Organisation,
    OrganisationDraft,
    OrganisationPerson,
    PublicField,
)
from db import audit
from db.audit_check import verify
from db.base import Base, Versioned
from db.compaction import traces
from db.personal import people_in
from db.server_rules import _PERSONAL
from db.server_store import ServerStore
from tests.printing.reading import read, tagging_faults
from tests.server.databases import Database

NAME, FOLDED, PHONE, MAIL = "Brzęczyszczykiewicz", "brzeczyszczykiewicz", "600 100 200", "g.brz@dom.example"
SUBJECT = Subject(NAMED, 0, f"Grzegorz {NAME}")
HOME = Address(
    street="ul. Domowa", number="7/3", postal_code="00-007", place="Zalesie", post_town="Pocztowo", private=True
)


def register(services: Services, name: str = "Klub Próbny", **more: object) -> Organisation:
    person = OrganisationPerson(
        name=f"dr Grzegorz {NAME}", role="prezes", since=date(2024, 3, 1), phone=PHONE, email=MAIL
    )
    other = OrganisationPerson(name="Anna Inna", role="skarbniczka", phone="700 700 700")
    values: dict[str, object] = {
        "name": name,
        "legal_form": LegalForm.INFORMAL,
        "addresses": (HOME,),
        "people": (other, person),
        "phones": ("600-100-200", "77 100 10 10"),
        "note": f"Dzwonić: {NAME} Grzegorz.",
        "consents": (
            Consent(field=PublicField.PEOPLE, given_on=date(2026, 1, 2), source=f"formularz, Grzegorz {NAME}"),
        ),
    }
    return services.organisations.create(OrganisationDraft(**{**values, **more})).record  # type: ignore[arg-type]


def contest(services: Services, organisation: Organisation) -> int:
    members = (
        Member(name=f"Grzegorz {NAME}", role="członek", origin=Origin.ORGANISATION, ngo_id=organisation.id),
        Member(name="Ewa Obca", role="przewodnicząca"),
    )
    return services.contests.create(
        ContestDraft(title="Sport dzieci", sphere="17", year=2026, members=members)
    ).record.id


def found(services: Services, name: str = NAME) -> list[Person]:
    return [each for each in services.personal_data.people(name) if each.subject.kind == NAMED]


def mention(plan: Plan, label: str) -> Mention:
    (only,) = (each for each in plan.mentions if each.label == label)
    return only


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jan Nowak", "NOWAK, Jan", True),
        ("dr inż. Jan Nowak", "Jan Nowak", True),
        ("ks. Łukasz Żak", "Zak Lukasz", True),
        ("Jan Nowak", "Jan Maria Nowak", False),
        ("dr", "mgr", False),
    ],
)
def test_one_name_is_known_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


def test_a_trace_knows_the_name_and_does_not_tell_it() -> None:
    trace = trace_of(f"Grzegorz {NAME}")
    assert left_by(f"dr {NAME} Grzegorz", trace)
    assert not left_by("Anna Inna", trace)
    assert NAME not in trace
    assert FOLDED not in trace
    assert trace != trace_of(f"Grzegorz {NAME}")


def test_a_person_is_chosen_by_name_with_all_organisations(services: Services) -> None:
    first, second = register(services), register(services, "Fundacja Druga")
    contest(services, first)
    services.organisations.delete(second.id, second.version)
    (person,) = found(services)
    assert (person.subject, person.name, person.left_on) == (SUBJECT, SUBJECT.name, None)
    assert [(each.title, each.role) for each in person.standings if each.entity == "ngo"] == [
        ("Klub Próbny", "prezes"),
        ("Fundacja Druga", "prezes"),
    ]
    assert "członek – " in person.detail
    assert [each.name for each in found(services, "skarbniczka")] == ["Anna Inna"]


def test_the_copy_tells_all_about_the_person_and_nothing_about_others(services: Services, tmp_path: Path) -> None:
    first = register(services)
    contest(services, first)
    file = services.personal_data.file_of(SUBJECT)
    told = {holding.entity: {value.label: value.text for value in holding.values} for holding in file.holdings}
    assert (
        told["ngo"]
        == {
            "Imię i nazwisko": f"dr Grzegorz {NAME}",
            "Funkcja": "prezes",
            "Od": "01.03.2024",
            "Telefon": PHONE,
            "E-mail": MAIL,
        }
        or told["ngo"]["Od"] == "01.03.2024"
    )
    assert told["ngo_contest"]["Funkcja"] == "członek"
    assert "Klub Próbny" in told["ngo_contest"].values()
    whole = json.dumps(as_json(file), ensure_ascii=False)
    for other in ("Anna Inna", "700 700 700", "Ewa Obca", HOME.street):
        assert other not in whole
    assert "mieszkani" in whole
    assert {mention.label for mention in file.mentions} == {
        "Uwagi", "Telefony", "Zgody na publikację", words.HOME
    }  # fmt: skip
    assert {entry.entity for entry in file.log_about} == {"ngo", "ngo_contest"}
    pdf = PersonalPrints(services.offices, services.files, services.clock).person(file)
    assert tagging_faults(pdf, tmp_path) == []
    assert f"Grzegorz {NAME}" in " ".join(read(pdf).all_text.split())
    with services.store.reading() as session:
        noted = session.execute(text("SELECT entity, record_id, details FROM audit_entry WHERE deed = 'export'")).all()
    assert {(row[0], row[1]) for row in noted} == {("ngo", first.id), ("ngo_contest", 1)}
    assert NAME not in str(noted)


def test_somebody_else_of_the_same_surname_is_no_business_of_the_person(services: Services) -> None:
    family = tuple(
        OrganisationPerson(name=name, role="członek", phone="700 700 700")
        for name in (f"Anna {NAME}", f"Grzegorz Adam {NAME}", NAME)
    )
    register(services, "Rodzina", people=family, note="", consents=(), phones=())
    register(services, note="", phones=(), consents=(), addresses=())
    assert [each.name for each in found(services, "Anna")] == [f"Anna {NAME}", "Anna Inna"]
    told = json.dumps(as_json(services.personal_data.file_of(SUBJECT)), ensure_ascii=False)
    assert "Anna" not in told
    assert "700 700 700" not in told
    perhaps = [each.text for each in services.personal_data.plan(SUBJECT).mentions]
    assert [text.partition(";")[0] for text in perhaps] == [
        f"Imię i nazwisko: Grzegorz Adam {NAME}",
        f"Imię i nazwisko: {NAME}",
    ]


def test_an_employee_gets_of_an_organisation_nothing_about_its_other_people(services: Services) -> None:
    register(services)
    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    draft = EmployeeDraft(surname=NAME, first_name="Grzegorz", unit_id=unit.id)
    employee = services.employees.create(draft).record
    subject = Subject("employee", employee.id)
    file = services.personal_data.file_of(subject)
    whole = json.dumps(as_json(file), ensure_ascii=False)
    assert MAIL in whole
    assert "700 700 700" not in whole
    # the organisation's person may be a namesake of the employee
    people = mention(services.personal_data.plan(subject), "Ludzie")
    assert not people.suggested
    services.personal_data.erase(subject, reason="wniosek", places=[people.place])
    assert [each.name for each in services.organisations.all()[0].people] == ["Anna Inna"]


def test_an_erased_person_is_nowhere_in_the_file(demo_services: Services) -> None:
    services = demo_services
    organisation = register(services)
    plan = services.personal_data.plan(SUBJECT)
    assert [(each.entity, each.record_id) for each in plan.blanked] == [("ngo", organisation.id)]
    assert {each.label for each in plan.mentions if each.suggested} == {"Uwagi"}
    assert mention(plan, "Zgody na publikację").keep
    report = services.personal_data.erase(
        SUBJECT, reason="wniosek 7/2026", places=[each.place for each in plan.mentions]
    )
    assert report.compacted
    assert services.file is not None
    assert traces(services.file, (NAME, NAME.upper(), FOLDED, MAIL, PHONE, HOME.street, HOME.post_town)) == ()
    left = services.organisations.get(organisation.id)
    assert [each.name for each in left.people] == ["Anna Inna"]
    assert left.addresses == (Address(place="Zalesie", private=True),)
    assert left.phones == ("77 100 10 10",)
    assert services.organisations.validate(draft_of(left, OrganisationDraft)) == ()
    assert found(services) == []
    with services.store.reading() as session:
        checked = verify(session)
    assert checked.ok
    assert checked.blanked == report.log_entries > 0
    ((_, _, kind, number, reason), *_) = [row for row in services.personal_data.erasures() if row[2] == NAMED]
    assert (kind, number, reason) == (NAMED, 1, "wniosek 7/2026")


def test_a_member_of_a_commission_stays_until_the_office_says_otherwise(services: Services) -> None:
    organisation = register(services)
    contest_id = contest(services, organisation)
    plan = services.personal_data.plan(SUBJECT)
    member = next(each for each in plan.mentions if each.place.entity == "ngo_contest")
    assert (member.certain, member.suggested, member.label) == (True, False, "Imię i nazwisko")
    period = next(each for each in periods() if each.key == "ngo_contest")
    assert period.source in member.keep
    assert any(staying.what == period.label for staying in plan.staying)
    services.personal_data.erase(SUBJECT, reason="wniosek")
    assert services.contests.get(contest_id).members[0].name == f"Grzegorz {NAME}"
    with services.store.reading() as session:
        log = session.execute(text("SELECT details FROM audit_entry WHERE entity = 'ngo_contest'")).scalars().all()
    assert NAME in str(log), "the log of a contest that is kept stays whole"
    services.personal_data.erase(SUBJECT, reason="koniec okresu", places=[member.place])
    members = services.contests.get(contest_id).members
    assert [each.name for each in members] == ["Osoba usunięta nr 2", "Ewa Obca"]
    assert members[0].ngo_id == organisation.id
    assert [person.erased for person in services.personal_data.people("Osoba usunięta")] == [True]


def test_a_namesake_left_out_is_left_alone(services: Services) -> None:
    first, second = register(services, note=""), register(services, "Fundacja Druga")
    narrowed = replace(SUBJECT, only=frozenset({("ngo", first.id)}))
    file = services.personal_data.file_of(narrowed)
    assert [holding.title for holding in file.holdings] == ["Klub Próbny"]
    assert {entry.record_id for entry in file.log_about} == {first.id}
    plan = services.personal_data.plan(narrowed)
    places = [each.place for each in plan.mentions if each.suggested and each.place.record_id == first.id]
    services.personal_data.erase(narrowed, reason="wniosek", places=places)
    assert [each.name for each in services.organisations.get(first.id).people] == ["Anna Inna"]
    assert services.organisations.get(second.id) == second
    with services.store.reading() as session:
        log = session.execute(
            text("SELECT details FROM audit_entry WHERE entity = 'ngo' AND record_id = :id"), {"id": second.id}
        ).scalars()
        assert NAME in str(log.all())


def test_an_older_copy_is_cleaned_again_and_a_later_namesake_elsewhere_is_not(
    demo_services: Services, clock: FixedClock, tmp_path: Path
) -> None:
    services = demo_services
    first, second = register(services), register(services, "Fundacja Druga")
    services.store.back_up(tmp_path / "older.db")  # type: ignore[attr-defined]
    plan = services.personal_data.plan(replace(SUBJECT, only=frozenset({("ngo", first.id)})))
    places = [each.place for each in plan.mentions if each.suggested and each.place.record_id == first.id]
    services.personal_data.erase(plan.person.subject, reason="wniosek", places=places)
    with services.store.reading() as session:
        rows = [dict(row._mapping) for row in session.execute(text("SELECT * FROM erasure"))]
    assert NAME not in str(rows)
    with closing(open_services(tmp_path / "older.db", clock)) as older:
        with older.store.writing() as session:
            for row in rows:
                names = ", ".join(row)
                values = ", ".join(f":{name}" for name in row)
                session.execute(text(f"INSERT INTO erasure ({names}) VALUES ({values})"), row)
        assert older.personal_data.reapply() == 1
        cleaned = older.organisations.get(first.id)
        assert [each.name for each in cleaned.people] == ["Anna Inna"]
        assert NAME not in cleaned.note
        assert older.organisations.get(second.id).people == second.people
        assert older.personal_data.reapply() == 0


def test_what_was_changed_since_it_was_looked_at_is_not_erased(services: Services) -> None:
    people = tuple(OrganisationPerson(name=name, role="członek") for name in (NAME, f"Anna {NAME}", SUBJECT.name))
    organisation = register(services, people=people)
    places = [each.place for each in services.personal_data.plan(SUBJECT).mentions if each.place.index == 0]
    moved = replace(draft_of(organisation, OrganisationDraft), people=people[::-1])
    before = services.organisations.update(organisation.id, organisation.version, moved).record
    with pytest.raises(Refusal, match="W międzyczasie"):
        services.personal_data.erase(SUBJECT, reason="wniosek", places=places)
    assert services.organisations.get(organisation.id) == before
    assert services.personal_data.erasures() == ()


def test_the_log_of_an_employee_of_the_same_name_stays(services: Services) -> None:
    register(services)
    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    employee = services.employees.create(EmployeeDraft(surname=NAME, first_name="Grzegorz", unit_id=unit.id)).record
    assert services.personal_data.erase(SUBJECT, reason="wniosek").log_entries == 1
    log = services.personal_data.file_of(Subject("employee", employee.id)).log_about
    assert [entry.title for entry in log if entry.deed == "create"] == [f"Grzegorz {NAME}"]


def test_unsaved_work_about_somebody_whose_name_goes_on_stays(services: Services) -> None:
    register(services, people=(OrganisationPerson(name="Jan No", role="prezes"),))
    drafts = paths.drafts_folder(services.store.location)
    drafts.mkdir(parents=True, exist_ok=True)
    for name, note in (("one", "Jan Nowak"), ("two", "Uwagi\nJan No"), ("three", "Notatka")):
        (drafts / f"service_card-{name}.json").write_text(json.dumps({"note": note}, ensure_ascii=False), "utf-8")
    assert services.personal_data.erase(Subject(NAMED, 0, "Jan No"), reason="wniosek").drafts == 1
    assert {path.stem for path in drafts.iterdir()} == {"service_card-one", "service_card-three"}


def test_one_record_may_lose_two_people(services: Services) -> None:
    register(services, note="")
    for name in (SUBJECT.name, "Anna Inna"):
        services.personal_data.erase(Subject(NAMED, 0, name), reason="wniosek")
    assert services.organisations.all()[0].people == ()
    assert [row[3] for row in services.personal_data.erasures() if row[2] == NAMED] == [2, 1]


def test_rights_and_reasons_are_asked_as_for_employees(services: Services) -> None:
    register(services)
    data = services.personal_data
    with pytest.raises(Refusal):
        data.erase(SUBJECT, reason=f"prosił Grzegorz {NAME}")
    with pytest.raises(NotFound):
        data.plan(Subject(NAMED, 0, "Nikt Taki"))
    data.actor = lambda: Actor("ewa", frozenset({"ngo.read", "ngo.edit"}))
    for deed in (
        data.people,
        lambda: data.file_of(SUBJECT),
        lambda: data.plan(SUBJECT),
        lambda: data.erase(SUBJECT, reason="wniosek"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert services.organisations.all()[0].people[1].name == f"dr Grzegorz {NAME}"


def test_people_whose_every_term_is_over_are_proposed(services: Services, clock: FixedClock) -> None:
    today = clock.today()
    over = OrganisationPerson(name="Ewa Dawna", role="prezes", until=today - timedelta(days=1))
    register(services, people=(over, OrganisationPerson(name="Iwo Obecny", until=today)))
    (proposal,) = services.personal_data.proposals()
    assert proposal.person.subject == Subject(NAMED, 0, "Ewa Dawna")
    assert (proposal.period.key, proposal.due_on, proposal.counted_from) == ("ngo_person", None, over.until)
    register(services, "Fundacja Druga", people=(replace(over, until=None),))
    assert services.personal_data.proposals() == ()


def test_who_stands_in_several_places_is_kept_for_the_longest_term(
    services: Services, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = {"ngo_person": 2, "ngo_contest": 10}
    known = [replace(period, years=years.get(period.key, period.years)) for period in periods()]
    monkeypatch.setattr(finding, "periods", lambda: known)
    ended = date(2020, 1, 1)
    person = OrganisationPerson(name=f"Grzegorz {NAME}", role="prezes", until=ended)
    club = register(services, people=(person,))
    number = contest(services, club)
    services.contests.delete(number, services.contests.get(number).version)
    deleted, clock.moment = clock.today(), clock.moment + timedelta(days=5 * 366)
    assert found(services)
    assert services.personal_data.proposals() == ()
    clock.moment += timedelta(days=7 * 366)
    proposals = [each for each in services.personal_data.proposals() if NAME in each.person.name]
    assert [(each.period.key, each.counted_from) for each in proposals] == [("ngo_contest", deleted)]


def test_every_mark_names_a_period_and_real_columns() -> None:
    known = {period.key for period in periods()}
    for mapper, column, mark in standing.columns():
        assert mark.term in known, column
        assert bool(mark.name) is (getattr(column.type, "length", None) is None), column
        if mark.role and not mark.name:
            assert mark.role in mapper.local_table.columns
    for mapper, _column, home in standing.home_columns():
        assert home.term in known
        assert {*home.texts, *home.values} <= set(mapper.local_table.columns.keys())
    for mapper in Base.registry.mappers:
        if evidence := getattr(mapper.class_, "evidence", ""):
            assert evidence in known, mapper


def test_who_gives_out_data_may_read_the_log_of_every_kind_that_declares_people() -> None:
    kinds = {
        mapper.class_.entity
        for mapper in Base.registry.mappers
        for column in mapper.local_table.columns
        if people_in(column.info) is not None
    }
    assert kinds >= {"ngo", "ngo_contest"}
    assert {kind for kind in kinds if f"'{kind}'" not in _PERSONAL} == set()
    assert kinds <= {mapper.class_.entity for mapper in Base.registry.mappers if issubclass(mapper.class_, Versioned)}


def test_on_the_server_the_log_and_the_journal_forget_too(
    server_database: Database, server_store: ServerStore, clock: FixedClock
) -> None:
    services = build(server_store, clock)
    first = register(services)
    contest_id = contest(services, first)
    assert contest_id == first.id, "numbers of two kinds that may be taken for one another"
    plan = services.personal_data.plan(SUBJECT)
    assert services.personal_data.file_of(SUBJECT).log_about

    def holding(table: str) -> int:
        with server_database.superuser() as connection:
            found = connection.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE %s", (f"%{NAME}%",))
            row = found.fetchone()
        assert row is not None
        return int(row[0])

    contests = [each.place for each in plan.mentions if each.place.entity == "ngo_contest"]
    others = [each.place for each in plan.mentions if each.place.entity != "ngo_contest"]
    services.personal_data.erase(SUBJECT, reason="wniosek 7/2026", places=others)
    assert holding("public.ngo") == 0
    assert holding("(SELECT * FROM server.journal WHERE table_name = 'ngo')") == 0
    assert holding("(SELECT * FROM server.journal WHERE table_name = 'ngo_contest_member')") == 1
    services.personal_data.erase(SUBJECT, reason="koniec okresu", places=contests)
    for table in ("public.audit_entry", "server.journal", "public.ngo", "public.ngo_contest_member"):
        assert holding(table) == 0, table
    assert services.contests.get(contest_id).members[0].name == "Osoba usunięta nr 2"
    with server_store.reading() as session:
        assert verify(session).ok


def test_somebody_whose_name_goes_on_keeps_the_log_and_stays_out_of_the_copy(services: Services) -> None:
    register(services, people=(OrganisationPerson(name="Jan Nowak", role="prezes"),))
    longer = register(services, "Klub Drugi", people=(OrganisationPerson(name="Jan Nowakowski", role="prezes"),))
    (subject,) = (each.subject for each in found(services, "Nowak") if each.name == "Jan Nowak")
    assert {entry.title for entry in services.personal_data.file_of(subject).log_about} == {"Klub Próbny"}
    services.personal_data.erase(subject, reason="wniosek")
    (other,) = (each.subject for each in found(services, "Nowakowski"))
    log = services.personal_data.file_of(other).log_about
    assert [(entry.record_id, entry.title) for entry in log if entry.deed == "create"] == [(longer.id, "Klub Drugi")]


@pytest.mark.parametrize("name", ["— —", "Jan %", "😀 🎉"])
def test_signs_in_place_of_a_name_are_found_in_no_other_text(services: Services, name: str) -> None:
    people = (OrganisationPerson(name=name, role="prezes"),)
    register(services, people=people, note="Rabat 100 % — od maja.", consents=(), addresses=())
    (person,) = found(services, "prezes")
    assert services.personal_data.plan(person.subject).mentions == ()


def test_on_the_server_the_log_is_searched_for_whole_words(server_store: ServerStore) -> None:
    titles = ("Jan Nowak", "Jan Nowakowski", "(Jan Nowak)", "Bajan Nowak", "\nJan Nowak\n", "Jan.Nowak")
    with server_store.writing() as session:
        for number, title in enumerate(titles, start=7001):
            audit.note(session, "create", "note", number, title=title)
    with server_store.writing() as session:
        entries = {number: audit.about(session, "note", number)[0] for number in range(7001, 7001 + len(titles))}
        assert list(audit.mentioning(session, ["Jan Nowak"])) == [entries[number] for number in (7001, 7003, 7005)]
        assert list(audit.mentioning(session, ["(Jan Nowak)"])) == [entries[7003]]
