"""Accounts: who gets in, who is let in by whom, and what nobody can do to oneself."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.access.keyring import KeyRing, WrongPassword
from app.access.roles import ADMINISTRATOR, matrix
from app.administration.accounts.domain import Account, AccountDraft
from app.administration.accounts.usecases import WrongOldPassword
from app.bootstrap import Services
from app.core.errors import Conflict, Invalid, NotAllowed, Refusal
from app.core.records import Query
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from tests.shell.offices import CLERK, LOGIN, ONE_TIME, PASSWORD, signed_in

NEW = "zielona łódka na stawie"


def account(services: Services, login: str) -> Account:
    found = services.accounts.by_login(login)
    assert found is not None
    return found


def add(services: Services, login: str, *roles: str, employee_id: int | None = None) -> Account:
    draft = AccountDraft(login=login, name=f"Osoba {login}", roles=roles, employee_id=employee_id)
    return services.accounts.create(draft).record


def let_in(services: Services, login: str, *roles: str, employee_id: int | None = None) -> Account:
    """An account with an own password: ``NEW``."""
    made = add(services, login, *roles, employee_id=employee_id)
    assert services.session.doors is not None
    services.session.doors.let_in(login, NEW)
    return services.accounts.mark_own_password(made.id).record


def problems(refusal: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in refusal.value.problems}


# -- getting in --------------------------------------------------------------------------------------------------


def test_an_encrypted_office_opens_to_who_signs_in_and_to_nobody_else(path: Path) -> None:
    assert bootstrap.needs_sign_in(path)
    assert path.read_bytes()[:15] != b"SQLite format 3"
    with pytest.raises(bootstrap.SignInNeeded):
        bootstrap.open_services(path)
    with closing(signed_in(path)) as services:
        assert services.session.account == account(services, LOGIN)
        assert services.actor().may("account.edit")
    for login, password in ((LOGIN, "złe"), ("nikt", PASSWORD), (CLERK, PASSWORD)):
        with pytest.raises(WrongPassword):
            bootstrap.sign_in(path, login, password)


def test_a_disabled_account_whose_password_was_left_behind_gets_the_same_answer(admin: Services, path: Path) -> None:
    # a restored database brings back an account that the key file still knows, or the reverse
    clerk = account(admin, CLERK)
    admin.accounts.disable(clerk.id, clerk.version)
    assert admin.key is not None
    KeyRing.of(path).put(CLERK, ONE_TIME, admin.key)
    with pytest.raises(WrongPassword) as refusal:
        bootstrap.sign_in(path, CLERK, ONE_TIME)
    assert str(refusal.value) == str(WrongPassword())


def test_signing_in_and_out_and_failures_stand_in_the_log(path: Path) -> None:
    from sqlalchemy import select

    from db.audit import AUDIT_ENTRY

    for _ in range(2):
        with pytest.raises(WrongPassword):
            bootstrap.sign_in(path, LOGIN, "złe hasło")
    signed_in(path).close()
    with closing(signed_in(path)) as services, services.store.reading() as session:
        found = session.execute(select(AUDIT_ENTRY.c.author, AUDIT_ENTRY.c.deed, AUDIT_ENTRY.c.details)).all()
    deeds = [(author, deed) for author, deed, _ in found[-4:]]
    assert deeds == [(LOGIN, "sign_in"), (LOGIN, "sign_in_failed"), (LOGIN, "sign_out"), (LOGIN, "sign_in")]
    assert '"attempts":2' in (found[-3][2] or "")
    assert "złe hasło" not in str(found)


def test_a_database_without_accounts_allows_everything_and_needs_no_login(services: Services) -> None:
    assert services.session.login == ""
    assert services.session.account is None
    assert not services.session.must_change
    assert services.actor().may("evaluation.delete")
    made = add(services, "ewa", "front_desk")
    with pytest.raises(Refusal, match="działa bez logowania"):
        services.accounts.issue_password(made.id)


def test_a_place_without_accounts_takes_no_login(services: Services, database: Path) -> None:
    with pytest.raises(Refusal, match="nie trzeba się logować"):
        bootstrap.sign_in(database, "anna", "x")


# -- one-time passwords ------------------------------------------------------------------------------------------


def test_a_one_time_password_lets_in_but_allows_nothing_until_it_is_changed(admin: Services, path: Path) -> None:
    made = add(admin, "ewa", "front_desk")
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, "ewa", "")
    issued = admin.accounts.issue_password(made.id)
    assert issued.password not in repr(issued)
    with closing(bootstrap.sign_in(path, "ewa", issued.password)) as services:
        assert services.session.must_change
        for deed in (services.units.all, services.cards.all, services.office):
            with pytest.raises(NotAllowed, match="Najpierw zmień hasło jednorazowe"):
                deed()
        services.accounts.change_own_password(issued.password, NEW)
        assert not services.session.must_change
        assert services.units.all() == ()
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, "ewa", issued.password)
    bootstrap.sign_in(path, "ewa", NEW).close()


def test_a_new_one_time_password_ends_the_old_password(admin: Services, path: Path) -> None:
    made = let_in(admin, "ewa", "front_desk")
    issued = admin.accounts.issue_password(made.id)
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, "ewa", NEW)
    bootstrap.sign_in(path, "ewa", issued.password).close()


def test_one_time_passwords_are_not_for_oneself_nor_for_disabled_accounts(admin: Services) -> None:
    with pytest.raises(NotAllowed, match="Własne hasło"):
        admin.accounts.issue_password(account(admin, LOGIN).id)
    clerk = account(admin, CLERK)
    admin.accounts.disable(clerk.id, clerk.version)
    with pytest.raises(Refusal, match="wyłączone"):
        admin.accounts.issue_password(clerk.id)


# -- one's own password ------------------------------------------------------------------------------------------


def test_the_own_password_is_changed_by_who_knows_the_old_one(admin: Services, path: Path) -> None:
    with pytest.raises(WrongOldPassword):
        admin.accounts.change_own_password("nie to hasło", NEW)
    admin.accounts.change_own_password(PASSWORD, NEW)
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, LOGIN, PASSWORD)
    bootstrap.sign_in(path, LOGIN, NEW).close()


@pytest.mark.parametrize(
    ("new", "code"), [("krótkie", "short"), (PASSWORD, "same"), ("Styczeń2026!", "common"), ("anna2026anna", "login")]
)
def test_a_bad_new_password_is_refused_and_the_old_one_stays(admin: Services, path: Path, new: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        admin.accounts.change_own_password(PASSWORD, new)
    assert problems(refusal) == {("password", f"password_{code}")}
    assert new not in str(refusal.value) or new == "krótkie"
    signed_in(path).close()


def test_guessing_at_an_unlocked_screen_has_to_wait_too(admin: Services) -> None:
    from app.access.waiting import TooSoon

    for _ in range(3):
        with pytest.raises(WrongPassword):
            admin.session.confirm("zgaduję")
    with pytest.raises(TooSoon):
        admin.session.confirm(PASSWORD)
    assert admin.session.waiting() > 0


# -- switching off -----------------------------------------------------------------------------------------------


def test_who_is_disabled_while_signed_in_is_refused_at_the_next_deed(admin: Services, path: Path) -> None:
    made = let_in(admin, "ewa", "card_author")
    with closing(bootstrap.sign_in(path, "ewa", NEW)) as services:
        assert services.units.all() == ()
        admin.accounts.disable(made.id, made.version)
        with pytest.raises(NotAllowed, match="wyłączone albo usunięte"):
            services.units.all()
        with pytest.raises(WrongPassword):
            services.session.confirm(NEW)
        with pytest.raises(NotAllowed):
            services.accounts.change_own_password(NEW, "inne długie zdanie")
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, "ewa", NEW)
    signed_in(path).close()


def test_who_is_deleted_while_signed_in_is_refused_at_the_next_deed(admin: Services, path: Path) -> None:
    made = let_in(admin, "ewa", "card_author")
    with closing(bootstrap.sign_in(path, "ewa", NEW)) as services:
        admin.accounts.delete(made.id, made.version)
        with pytest.raises(NotAllowed, match="wyłączone albo usunięte"):
            services.cards.all()


def test_a_role_taken_away_counts_at_once(admin: Services, path: Path) -> None:
    made = let_in(admin, "ewa", "personnel", "front_desk")
    with closing(bootstrap.sign_in(path, "ewa", NEW)) as services:
        assert services.employees.all() == ()
        draft = replace(draft_of(made, AccountDraft), roles=("front_desk",))
        admin.accounts.update(made.id, made.version, draft)
        with pytest.raises(NotAllowed):
            services.employees.all()
        assert services.units.all() == ()


def test_enabling_needs_a_new_one_time_password(admin: Services, path: Path) -> None:
    made = let_in(admin, "ewa", "front_desk")
    off = admin.accounts.disable(made.id, made.version).record
    on = admin.accounts.enable(off.id, off.version).record
    assert on.must_change
    with pytest.raises(WrongPassword):
        bootstrap.sign_in(path, "ewa", NEW)
    bootstrap.sign_in(path, "ewa", admin.accounts.issue_password(on.id).password).close()


# -- what nobody can do ------------------------------------------------------------------------------------------


def test_the_last_administrator_cannot_be_disabled_deleted_or_demoted(admin: Services, path: Path) -> None:
    other = let_in(admin, "ola", ADMINISTRATOR)
    with closing(bootstrap.sign_in(path, "ola", NEW)) as services:
        mine = account(services, LOGIN)
        services.accounts.disable(mine.id, mine.version)
        # ola is alone now; somebody with a stale right (no account) must not be able to shut the last one out either
        alone = bootstrap.build(services.store, services.clock)
        draft = draft_of(other, AccountDraft)
        for change in ({"active": False}, {"roles": ("front_desk",)}):
            with pytest.raises(Invalid) as refusal:
                alone.accounts.update(other.id, other.version, replace(draft, **change))
            assert {code for _, code in problems(refusal)} == {"last_administrator"}
        with pytest.raises(Refusal, match="ostatnie włączone konto administratora"):
            alone.accounts.delete(other.id, other.version)
        assert services.actor().may("account.edit")


def test_nobody_changes_own_roles_or_switches_off_the_own_account(admin: Services) -> None:
    add(admin, "ola", ADMINISTRATOR)
    mine = account(admin, LOGIN)
    draft = draft_of(mine, AccountDraft)
    wrong = (
        (replace(draft, roles=(*draft.roles, "personnel")), ("roles", "own_roles")),
        (replace(draft, active=False), ("active", "own_account")),
    )
    for changed, problem in wrong:
        with pytest.raises(Invalid) as refusal:
            admin.accounts.update(mine.id, mine.version, changed)
        assert problems(refusal) == {problem}
    with pytest.raises(Refusal, match="na którym się pracuje"):
        admin.accounts.delete(mine.id, mine.version)
    admin.accounts.update(mine.id, mine.version, replace(draft, name="Anna Żak-Nowa"))


def test_nobody_says_which_employee_one_is(admin: Services) -> None:
    unit = admin.units.create(UnitDraft(symbol="OR", name="Organizacja")).record
    person = admin.employees.create(EmployeeDraft(surname="Żak", first_name="Anna", unit_id=unit.id)).record
    mine = account(admin, LOGIN)
    with pytest.raises(Invalid) as refusal:
        admin.accounts.update(mine.id, mine.version, replace(draft_of(mine, AccountDraft), employee_id=person.id))
    assert problems(refusal) == {("employee_id", "own_employee")}


def test_roles_beyond_the_matrix_are_refused(admin: Services) -> None:
    with pytest.raises(Invalid) as refusal:
        add(admin, "ola", "*", "account.edit", "front_desk")
    assert problems(refusal) == {("roles", "unknown_role")}


@pytest.mark.parametrize(
    ("draft", "problem"),
    [
        (AccountDraft(login="Ola", name="Ola", roles=("front_desk",)), ("login", "bad_login")),
        (AccountDraft(login="ola nowak", name="Ola", roles=("front_desk",)), ("login", "bad_login")),
        (AccountDraft(login="óla", name="Ola", roles=("front_desk",)), ("login", "bad_login")),
        (AccountDraft(login="o'; drop table account--", name="Ola", roles=("front_desk",)), ("login", "bad_login")),
        (AccountDraft(login=LOGIN, name="Ola", roles=("front_desk",)), ("login", "not_unique")),
        (AccountDraft(login="ola", name="", roles=("front_desk",)), ("name", "required")),
        (AccountDraft(login="ola", name="Ola"), ("roles", "no_role")),
        (AccountDraft(login="ola", name="Ola", roles=("unit_head",)), ("employee_id", "head_needs_employee")),
        (
            AccountDraft(login="ola", name="Ola", roles=("front_desk",), employee_id=99),
            ("employee_id", "missing_reference"),
        ),
    ],
)
def test_bad_accounts_are_refused(admin: Services, draft: AccountDraft, problem: tuple[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        admin.accounts.create(draft)
    assert problem in problems(refusal)


def test_a_login_stays_for_good(admin: Services) -> None:
    clerk = account(admin, CLERK)
    with pytest.raises(Invalid) as refusal:
        admin.accounts.update(clerk.id, clerk.version, replace(draft_of(clerk, AccountDraft), login="janek"))
    assert problems(refusal) == {("login", "login_fixed")}
    with pytest.raises(Conflict):
        admin.accounts.disable(clerk.id, clerk.version - 1)


def test_accounts_are_found_by_role_and_state(admin: Services) -> None:
    made = let_in(admin, "ewa", "front_desk", "card_author")
    assert [
        found.login for found in admin.accounts.page(Query(filters={"role": frozenset({"card_author"})}), 0, 9)
    ] == [
        LOGIN,
        "ewa",
    ]
    counts = admin.accounts.facets(Query())
    assert counts["state"] == {"active": 2, "one_time": 1, "disabled": 0}
    assert counts["role"]["front_desk"] == 2
    admin.accounts.disable(made.id, made.version)
    assert admin.accounts.count(Query(filters={"state": frozenset({"disabled"})})) == 1
    assert admin.accounts.count(Query(words="zak")) == 1


# -- own people only ---------------------------------------------------------------------------------------------


def test_the_head_of_a_unit_sees_the_people_of_the_unit_and_of_those_below(admin: Services, path: Path) -> None:
    def unit(symbol: str, parent: int | None = None) -> int:
        return admin.units.create(UnitDraft(symbol=symbol, name=symbol, parent_id=parent)).record.id

    top = unit("A")
    middle, other = unit("B", top), unit("C", top)
    low = unit("D", middle)
    people = {
        name: admin.employees.create(EmployeeDraft(surname=name, first_name="X", post=name, unit_id=where)).record
        for name, where in (("Szef", middle), ("Swój", low), ("Obcy", other), ("Górny", top))
    }
    let_in(admin, "szef", "unit_head", employee_id=people["Szef"].id)
    with closing(bootstrap.sign_in(path, "szef", NEW)) as services:
        employees = services.employees
        assert {person.surname for person in employees.all()} == {"Szef", "Swój"}
        assert employees.count(Query()) == 2
        assert employees.count(Query(words="Obcy")) == 0
        assert set(employees.posts()) == {"Szef", "Swój"}
        assert sum(employees.facets(Query())["unit_id"].values()) == 2
        assert employees.many([person.id for person in people.values()]) == (people["Szef"], people["Swój"])
        for hidden in ("Obcy", "Górny"):
            with pytest.raises(Refusal):
                employees.get(people[hidden].id)
            assert employees.position(Query(), people[hidden].id) is None
        # a unit that moves under the head's own one brings its people along at once
        moved = admin.units.get(other)
        admin.units.update(moved.id, moved.version, replace(draft_of(moved, UnitDraft), parent_id=low))
        assert {person.surname for person in employees.all()} == {"Szef", "Swój", "Obcy"}


def test_a_head_whose_employee_record_is_gone_sees_nobody(admin: Services, path: Path) -> None:
    unit = admin.units.create(UnitDraft(symbol="A", name="A")).record
    person = admin.employees.create(EmployeeDraft(surname="X", first_name="Y", unit_id=unit.id)).record
    let_in(admin, "szef", "unit_head", employee_id=person.id)
    everything = bootstrap.build(admin.store, admin.clock)
    everything.employees.create(EmployeeDraft(surname="Z", first_name="Y", unit_id=unit.id))
    everything.employees.delete(person.id, person.version)
    with closing(bootstrap.sign_in(path, "szef", NEW)) as services:
        assert services.employees.all() == ()


# -- cheap -------------------------------------------------------------------------------------------------------


def test_asking_who_works_reads_the_account_only_after_a_change(
    admin: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.administration.accounts import session as sessions

    read = []
    monkeypatch.setattr(sessions, "account_of", lambda *_: read.append(1))
    first = admin.session.actor()
    assert all(admin.session.actor() is first for _ in range(5))
    assert read == []


def test_every_role_of_the_matrix_can_be_given(admin: Services) -> None:
    for role in matrix().roles:
        if role.key != "unit_head":
            add(admin, role.key.replace("_", "-"), role.key)
