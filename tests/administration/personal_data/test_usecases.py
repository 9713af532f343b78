"""A person's data: all of them found, erased so that no byte stays, erased again after a restore."""

import shutil
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.administration.accounts.domain import AccountDraft
from app.administration.backups.domain import Backup, Keeping
from app.administration.personal_data.afterwards import Surroundings
from app.administration.personal_data.domain import ERASED, PersonFile, Subject, as_json, end_of_term, leaving
from app.administration.personal_data.keeping import periods
from app.administration.personal_data.prints import PersonalPrints
from app.administration.personal_data.repository import without
from app.administration.personal_data.usecases import PersonalData
from app.bootstrap import Services, build, open_services
from app.core import paths
from app.core.clock import FixedClock
from app.core.errors import Conflict, EnvironmentProblem, NotAllowed, Refusal
from app.core.permissions import Actor
from app.people.employees.domain import Employee, EmployeeDraft
from app.people.employees.model import EmployeeRow
from app.people.office.domain import OfficeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.service_cards.domain import ServiceCardDraft
from app.shell.personal_data.window import report_lines
from db.audit_check import verify
from db.compaction import traces
from db.server_store import ServerStore
from tests.server.databases import Database

NAME, FOLDED, MAIL = "Brzęczyszczykiewicz", "brzeczyszczykiewicz", "g.brzeczyszcz@urzad.example"


@pytest.fixture
def person(demo_services: Services) -> Employee:
    """An employee with an account, named in three texts of a card and in a draft of a form."""
    services = demo_services
    unit = services.units.all()[0]
    employee = services.employees.create(
        EmployeeDraft(surname=NAME, first_name="Grzegorz", post="referent", unit_id=unit.id, email=MAIL)
    ).record
    account = AccountDraft(login="g.brz", name=f"Grzegorz {NAME}", roles=("card_author",), employee_id=employee.id)
    services.accounts.create(account)
    card = services.cards.all()[0]
    draft = replace(
        draft_of(card, ServiceCardDraft),
        prepared_by=f"{NAME} Grzegorz",
        notes=f"Pytać: {NAME.upper()}, {MAIL}.",
        email=MAIL,
    )
    services.cards.update(card.id, card.version, draft)
    drafts = paths.drafts_folder(services.store.location)
    (drafts / f"employee-{employee.id}.json").write_text("{}", "utf-8")
    (drafts / "service_card-new-1.json").write_text(f'{{"notes": "{NAME}"}}', "utf-8")
    (drafts / "service_card-new-2.json").write_text('{"notes": "kto inny"}', "utf-8")
    return employee


def subject_of(employee: Employee) -> Subject:
    return Subject("employee", employee.id)


def test_everything_about_a_person_is_found(demo_services: Services, person: Employee) -> None:
    file = demo_services.personal_data.file_of(subject_of(person))
    assert {(h.entity, h.title) for h in file.holdings} == {("employee", f"Grzegorz {NAME}"), ("account", "g.brz")}
    assert {(m.place.entity, m.label, m.certain) for m in file.mentions} >= {
        ("service_card", "Opracował(a)", True),
        ("service_card", "E-mail", True),
        ("service_card", "Uwagi", True),
    }
    assert {entry.entity for entry in file.log_about} == {"employee", "account"}
    assert file.logins == ("g.brz",)
    told = str(as_json(file))
    assert MAIL in told
    assert "referent" in told


def test_the_copy_is_json_and_pdf(demo_services: Services, person: Employee, tmp_path: Path) -> None:
    services = demo_services
    file: PersonFile = services.personal_data.file_of(subject_of(person))
    prints = PersonalPrints(services.offices, services.files, services.clock)
    prints.write_person(file, tmp_path / "osoba.json")
    assert NAME in (tmp_path / "osoba.json").read_text("utf-8")
    assert (tmp_path / "osoba.pdf").read_bytes().startswith(b"%PDF")
    assert prints.processing(services.personal_data.processing_record()).startswith(b"%PDF")


def test_an_erased_person_is_nowhere_in_the_files(demo_services: Services, person: Employee) -> None:
    services = demo_services
    assert services.file is not None
    texts = (NAME, NAME.upper(), FOLDED, MAIL, "g.brz")
    assert traces(services.file, texts)
    plan = services.personal_data.plan(subject_of(person))
    places = [mention.place for mention in plan.mentions]

    report = services.personal_data.erase(subject_of(person), reason="wniosek 7/2026", places=places)

    assert report.compacted
    assert report.traces == ()
    # the e-mail address goes from a field of its own, the name from within a sentence
    assert traces(services.file, texts) == ()
    card = services.cards.all()[0]
    assert (card.prepared_by, card.email) == (ERASED, "")
    assert card.notes == f"Pytać: {ERASED}, {ERASED}."
    assert services.cards.find(NAME) == ()
    drafts = paths.drafts_folder(services.store.location)
    assert [path.name for path in drafts.iterdir()] == ["service_card-new-2.json"]
    assert report.drafts == 2
    with services.store.reading() as session:
        checked = verify(session)
    assert checked.ok
    assert checked.blanked == report.log_entries > 0


def test_mentions_that_were_not_chosen_stay(demo_services: Services, person: Employee) -> None:
    demo_services.personal_data.erase(subject_of(person), reason="wniosek 7/2026")
    assert demo_services.cards.all()[0].prepared_by == f"{NAME} Grzegorz"
    assert person.id not in {employee.id for employee in demo_services.employees.all()}
    with pytest.raises(Conflict):
        demo_services.employees.undelete(person.id, person.version)
    restored = {each.subject: each for each in demo_services.personal_data.people()}[subject_of(person)]
    assert restored.erased
    assert NAME not in restored.name


def test_a_form_opened_before_does_not_bring_the_name_back(demo_services: Services, person: Employee) -> None:
    services = demo_services
    card = services.cards.all()[0]
    places = [mention.place for mention in services.personal_data.plan(subject_of(person)).mentions]
    services.personal_data.erase(subject_of(person), reason="wniosek 7/2026", places=places)
    with pytest.raises(Conflict):
        services.cards.update(card.id, card.version, draft_of(card, ServiceCardDraft))


def test_an_older_copy_is_cleaned_again(
    demo_services: Services, person: Employee, clock: FixedClock, tmp_path: Path
) -> None:
    services = demo_services
    assert services.file is not None
    services.store.back_up(tmp_path / "older.db")  # type: ignore[attr-defined]
    # a namesake's card that nobody chose is left alone again
    other = services.cards.all()[1]
    draft = replace(draft_of(other, ServiceCardDraft), prepared_by=f"Grzegorz {NAME}")
    services.cards.update(other.id, other.version, draft)
    plan = services.personal_data.plan(subject_of(person))
    chosen = [m.place for m in plan.mentions if m.place.record_id != other.id]
    services.personal_data.erase(subject_of(person), reason="wniosek 7/2026", places=chosen)
    with services.store.reading() as session:
        rows = [dict(row._mapping) for row in session.execute(text("SELECT * FROM erasure"))]
    assert NAME not in str(rows)

    with closing(open_services(tmp_path / "older.db", clock)) as older:
        with older.store.writing() as session:
            for row in rows:
                session.execute(
                    text(
                        "INSERT INTO erasure (at, author, subject, record_id, reason, trace) "
                        "VALUES (:at, :author, :subject, :record_id, :reason, :trace)"
                    ),
                    row,
                )
        assert older.personal_data.reapply() == 1
        assert older.cards.all()[0].prepared_by == ERASED
        assert older.personal_data.reapply() == 0
        assert older.file is not None
        assert traces(older.file, (NAME, FOLDED, MAIL)) == ()
    assert services.cards.get(other.id).prepared_by == f"Grzegorz {NAME}"


def test_a_reason_is_needed_and_names_nobody(demo_services: Services, person: Employee) -> None:
    for reason in ("", " ", f"prosił Grzegorz {NAME}", "x" * 401):
        with pytest.raises(Refusal):
            demo_services.personal_data.erase(subject_of(person), reason=reason)
    assert demo_services.employees.get(person.id) == person


def test_nobody_erases_themselves_or_without_the_right(demo_services: Services, person: Employee) -> None:
    data = demo_services.personal_data
    data.actor = lambda: Actor("g.brz", frozenset({"personal_data.erase"}))
    with pytest.raises(NotAllowed):
        data.erase(subject_of(person), reason="wniosek")
    data.actor = lambda: Actor("ewa", frozenset({"personal_data.read"}))
    for deed in (
        lambda: data.file_of(subject_of(person)),
        lambda: data.plan(subject_of(person)),
        lambda: data.erase(subject_of(person), reason="wniosek"),
    ):
        with pytest.raises(NotAllowed):
            deed()
    # the data-protection officer drafts the record of art. 30 without seeing anybody's data
    data.actor = lambda: Actor("iod", frozenset({"audit.export"}))
    assert data.processing_record().activities
    with pytest.raises(NotAllowed):
        data.people()


def test_the_last_administrator_stays(demo_services: Services, person: Employee) -> None:
    services = demo_services
    (account,) = services.accounts.all()
    made = services.accounts.update(
        account.id, account.version, replace(draft_of(account, AccountDraft), roles=("administrator",))
    ).record
    subjects = (subject_of(person), Subject("account", made.id))
    for subject in subjects:
        with pytest.raises(Refusal, match="ostatnie włączone konto administratora"):
            services.personal_data.erase(subject, reason="wniosek")
    assert services.employees.get(person.id) == person
    assert services.accounts.get(made.id) == made
    services.accounts.create(AccountDraft(login="ewa", name="Ewa Nowa", roles=("administrator",)))
    services.personal_data.erase(subjects[0], reason="wniosek")
    assert [each.login for each in services.accounts.all()] == ["ewa"]


def test_what_fails_afterwards_is_told_and_keeps_nothing_else_from_being_done(
    demo_services: Services, person: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = demo_services
    drafts = paths.drafts_folder(services.store.location)
    unlink = Path.unlink

    def fails(*_arguments: object) -> None:
        raise EnvironmentProblem("Dysk zgłosił błąd.")

    def keeps(self: Path, missing_ok: bool = False) -> None:
        if self.name == f"employee-{person.id}.json":
            raise PermissionError(13, "no", str(self))
        unlink(self, missing_ok)

    data = PersonalData(
        services.store,
        services.clock,
        around=Surroundings(lambda: drafts, fails, fails),  # type: ignore[arg-type]
    )
    monkeypatch.setattr(Path, "unlink", keeps)
    monkeypatch.setattr("db.compaction.compact", fails)
    report = data.erase(subject_of(person), reason="wniosek")

    assert len(report.unfinished) == 4
    for told, part in zip(report.unfinished, ("hasła", "kopie robocze", "pliku bazy", "kopie zapasowe"), strict=True):
        assert part in told
        assert NAME not in told
        assert "g.brz" not in told
    assert "Dysk zgłosił błąd." in report.unfinished[0]
    assert (report.drafts, report.compacted) == (1, False)
    assert {path.name for path in drafts.iterdir()} == {f"employee-{person.id}.json", "service_card-new-2.json"}
    assert person.id not in {employee.id for employee in services.employees.all()}
    assert set(report.unfinished) < set(report_lines(report))
    prints = PersonalPrints(services.offices, services.files, services.clock)
    complete = prints.erasure(replace(report, unfinished=()), "wniosek", "anna")
    assert len(prints.erasure(report, "wniosek", "anna")) > len(complete)


def test_another_reader_keeps_the_old_pages_and_the_report_says_so(demo_services: Services, person: Employee) -> None:
    with demo_services.store.reading() as session:
        session.execute(text("SELECT count(*) FROM employee")).one()
        report = demo_services.personal_data.erase(subject_of(person), reason="wniosek")
    assert not report.compacted
    assert any("inny program" in line for line in report.unfinished)


def test_deleted_people_are_proposed_and_nothing_is_erased(demo_services: Services, person: Employee) -> None:
    assert demo_services.personal_data.proposals() == ()
    demo_services.employees.delete(person.id, person.version)
    (proposal,) = demo_services.personal_data.proposals()
    assert proposal.person.subject == subject_of(person)
    # the law gives no figure, so the program gives none either
    assert proposal.due_on is None
    assert proposal.period.years is None


@pytest.mark.parametrize(
    ("hired", "left", "key", "due"),
    [
        (date(2019, 1, 1), date(2015, 6, 30), "evaluation_sheet", date(2026, 1, 1)),
        (date(2019, 1, 1), date(2016, 6, 30), "", None),
        (date(2018, 12, 31), date(2015, 6, 30), "", None),
        (date(1998, 12, 31), date(1975, 12, 31), "evaluation_sheet_before_1999", date(2026, 1, 1)),
        (date(1999, 1, 1), date(1975, 1, 1), "evaluation_sheet_1999_2018", date(2026, 1, 1)),
        (None, date(2015, 6, 30), "", None),
        (None, date(1975, 6, 30), "evaluation_sheet_before_1999", date(2026, 1, 1)),
    ],
)
def test_who_left_is_proposed_by_the_period_of_the_personal_file(
    demo_services: Services, person: Employee, hired: date | None, left: date, key: str, due: date | None
) -> None:
    with demo_services.store.writing() as session:
        row = session.get_one(EmployeeRow, person.id)
        row.employed_from, row.employed_to = hired, left
        row.touch(demo_services.clock.now())
    found = [p for p in demo_services.personal_data.proposals() if p.person.subject == subject_of(person)]
    assert [(p.period.key, p.due_on, p.counted_from) for p in found] == ([(key, due, left)] if key else [])


def test_every_period_has_a_source_and_a_date() -> None:
    for period in periods():
        assert period.source
        assert period.counted_from
        assert period.valid_from <= date(2026, 11, 22)


def test_terms_are_full_calendar_years() -> None:
    assert end_of_term(date(2026, 1, 2), 10) == date(2037, 1, 1)
    assert end_of_term(date(2026, 12, 31), 10) == date(2037, 1, 1)


def test_copies_leave_by_the_rule_of_keeping() -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    copies = [Backup(Path(f"c{age}"), now - timedelta(days=age), "automatic", 1) for age in (0, 5, 100)]
    left = {copy.name: copy.leaves_on for copy in leaving(copies, now, Keeping())}
    assert all(day is not None and day > now.date() for day in left.values())
    months = leaving(copies, now, Keeping(days_all=1, daily=1, weekly=0, monthly=0))
    assert max(copy.leaves_on or date.max for copy in months) <= now.date() + timedelta(days=3)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system takes no other time zone for one program")
def test_days_of_copies_are_those_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with monkeypatch.context() as warsaw:
        warsaw.setenv("TZ", "Europe/Warsaw")
        time.tzset()
        (copy,) = leaving([Backup(Path("c"), now, "automatic", 1)], now, Keeping(1, 1, 0, 0))
    time.tzset()
    # made half an hour into the 23rd
    assert copy.leaves_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Jan Kowalski", ERASED),
        ("pan JAN  KOWALSKI,", f"pan {ERASED},"),
        ("Kowalskiego nie ma", "Kowalskiego nie ma"),
        ("jan@urzad.example", ""),
        ("pisać: jan@urzad.example", f"pisać: {ERASED}"),
        (("Jan Kowalski", "Ewa"), (ERASED, "Ewa")),
        ({"kto": ["Jan Kowalski"]}, {"kto": [ERASED]}),
    ],
)
def test_only_the_person_is_cut_out_of_a_text(before: object, after: object) -> None:
    assert without(before, ("Jan Kowalski", "jan@urzad.example")) == after


def test_bytes_are_found_across_the_ends_of_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.compaction._CHUNK", 4)
    (tmp_path / "file").write_bytes(b"abcdefgh")
    assert traces(tmp_path / "file", ["defg"]) == (tmp_path / "file",)
    assert traces(tmp_path / "file", ["dg"]) == ()
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_on_the_server_the_log_and_the_journal_forget_too(
    server_database: Database, server_store: ServerStore, clock: FixedClock
) -> None:
    services = build(server_store, clock)
    unit = services.units.create(UnitDraft(symbol="SO", name="Sprawy")).record
    employee = services.employees.create(EmployeeDraft(surname=NAME, first_name="Ola", unit_id=unit.id)).record
    services.offices.save(OfficeDraft(name="Urząd", head_name=f"Ola {NAME}"))

    plan = services.personal_data.plan(subject_of(employee))
    places = [mention.place for mention in plan.mentions]
    services.personal_data.erase(subject_of(employee), reason="wniosek 7/2026", places=places)

    assert services.office().head_name == ERASED
    with server_database.superuser() as connection:
        for table in ("public.audit_entry", "server.journal", "public.employee", "public.office"):
            found = connection.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE %s", (f"%{NAME}%",))
            assert found.fetchone() == (0,), table
    with server_store.reading() as session:
        assert verify(session).ok
