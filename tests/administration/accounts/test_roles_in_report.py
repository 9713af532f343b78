"""Changes of roles in the audit log and in the monthly report, the dangerous ones first."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.administration.accounts.domain import Account, AccountDraft
from app.administration.audit.domain import AuditEntry, MonthReport
from app.bootstrap import Services
from app.core.errors import Invalid
from app.core.permissions import EVERYTHING
from app.records.mapping import draft_of
from db.file_store import FileStore
from tests.printing.reading import texts
from tests.shell.offices import CLERK, LOGIN


def _account(services: Services, login: str) -> Account:
    found = services.accounts.by_login(login)
    assert found is not None
    return found


def _give(services: Services, login: str, *roles: str) -> Account:
    account = _account(services, login)
    draft = replace(draft_of(account, AccountDraft), roles=roles)
    return services.accounts.update(account.id, account.version, draft).record


def _report(services: Services) -> MonthReport:
    services.audit.actor = lambda: EVERYTHING
    return services.audit.report(services.audit.months()[0])


def _told(entries: Any) -> list[tuple[str, list[str], list[str]]]:
    found: list[AuditEntry] = list(entries)
    return [(entry.title, change.old, change.new) for entry in found for change in entry.changes]


def test_every_change_of_roles_is_told_with_old_and_new_ones(admin: Services) -> None:
    _give(admin, CLERK, "card_author")
    account = _account(admin, CLERK)
    disabled = admin.accounts.disable(account.id, account.version).record
    deleted = admin.accounts.delete(account.id, disabled.version).record
    admin.accounts.undelete(account.id, deleted.version)
    report = _report(admin)
    assert _told(report.lists["role"]) == [
        (LOGIN, [], ["administrator", "card_approver", "card_author"]),
        (CLERK, [], ["front_desk"]),
        (CLERK, ["front_desk"], ["card_author"]),
        (CLERK, ["card_author"], []),
        (CLERK, [], ["card_author"]),
    ]
    assert {entry.author for entry in report.lists["role"]} == {"operator", LOGIN}


def test_a_save_that_keeps_the_roles_is_no_change_of_roles(admin: Services) -> None:
    account = _account(admin, CLERK)
    before = len(_report(admin).lists["role"])
    admin.accounts.update(account.id, account.version, replace(draft_of(account, AccountDraft), name="Jan Żuk-Nowy"))
    assert len(_report(admin).lists["role"]) == before


def test_a_refused_change_leaves_no_entry(admin: Services) -> None:
    account = _account(admin, CLERK)
    before = len(_report(admin).lists["role"])
    draft = replace(draft_of(account, AccountDraft), roles=("nobody_knows_it",))
    with pytest.raises(Invalid):
        admin.accounts.update(account.id, account.version, draft)
    assert len(_report(admin).lists["role"]) == before


def test_access_to_sensitive_data_stands_first_and_marked(admin: Services) -> None:
    _give(admin, CLERK, "personnel")
    _give(admin, CLERK, "personnel", "front_desk")
    _give(admin, CLERK, "front_desk", "personnel", "data_protection")
    _give(admin, CLERK, "card_author")
    first, second, *others = _report(admin).lists["role"]
    assert [set(entry.changes[0].new) for entry in (first, second)] == [
        {"personnel"},
        {"data_protection", "front_desk", "personnel"},
    ]
    assert [entry.id for entry in others] == sorted(entry.id for entry in others)
    (month, *_) = admin.audit.months()
    page = " ".join(texts(admin.audit_prints.report(month)))
    assert "Uwaga, nowy dostęp: Oceny pracowników, Zdarzenia w pracy, Kampanie ocen, Nieobecności, Dane osobowe" in page
    assert "Uwaga, nowy dostęp: Dziennik czynności" in page
    assert page.count("Uwaga, nowy dostęp") == 2
    assert "Obsługa mieszkańców → Kadry" in page


def test_the_recovery_key_that_makes_an_administrator_says_so(path: Path, code: str, admin: Services) -> None:
    store = admin.store
    assert isinstance(store, FileStore)
    with store.writing() as session:
        # as nobody can from inside the program: the last administrator is gone
        from app.administration.accounts.model import AccountRow

        (row,) = session.query(AccountRow).filter(AccountRow.login == LOGIN)
        row.active = False
    admin.close()
    services = bootstrap.sign_in_with_recovery(path, code, CLERK, "zielona łódka na stawie")
    assert _told(_report(services).lists["role"])[-1] == (CLERK, ["front_desk"], ["administrator", "front_desk"])
    services.close()
