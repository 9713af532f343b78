"""The desk of every role: each record that a person may read opens, and the menus hold only what the person may do."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import isValid

from app import bootstrap
from app.access.roles import Role, matrix
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.session import SignedIn
from app.bootstrap import Services
from app.widgets.editing_tab import EditingTab
from app.widgets.forms.record_form import RecordForm
from tests.shell import scenes
from tests.shell.windows import Desk, desk, signed_in

by_role = pytest.mark.parametrize("role", matrix().roles, ids=lambda role: role.key)


@contextmanager
def desk_of(qapp: QApplication, services: Services, role: Role) -> Iterator[Desk]:
    """The window of somebody who has this role alone; a head of unit stands in a unit."""
    head = next(e.id for e in services.employees.all() if e.unit_id)
    draft = AccountDraft(login="ewa", name="Ewa Żak", roles=(role.key,), employee_id=head if role.own else None)
    account = services.accounts.create(draft).record
    services.accounts.mark_own_password(account.id)
    own = bootstrap.build(services.store, services.clock, SignedIn(services.store, "ewa"))
    with desk(qapp, own) as opened:
        yield opened


def trigger(opened: Desk, name: str) -> QAction:
    return next(action for action in opened.window.menus.actions if action.objectName() == name)


@by_role
def test_every_record_that_may_be_read_opens(qapp: QApplication, demo_services: Services, role: Role) -> None:
    with desk_of(qapp, demo_services, role) as opened:
        for register in opened.window.registers:
            tab = opened.window.go_to(register.key)
            opened.settle()
            if register.key not in scenes.FORMS or not tab.model.rowCount():
                continue
            with scenes.form(opened, register.key, new=False) as form:
                may_edit = opened.services.actor().may(f"{register.entity}.edit")
                assert isinstance(form, RecordForm)
                saves = form.save_and_close.isVisible()
                # a signed sheet, or one that somebody else rates, only shows, whatever one's rights
                assert saves == may_edit or (register.key == "evaluations" and not saves), register.key
        assert opened.dialogs.refused == []


@by_role
def test_windows_without_anything_for_the_person_are_not_offered(
    qapp: QApplication, demo_services: Services, role: Role
) -> None:
    with desk_of(qapp, demo_services, role) as opened:
        for name in ("personal_data", "transfer"):
            before = set(QApplication.topLevelWidgets())
            action = trigger(opened, name)
            action.trigger()
            opened.settle()
            made = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()]
            assert action.isVisible() == bool(made), name
            for window in made:
                window.close()


def test_deeds_outlive_the_record_menu_opened_again(qapp: QApplication, demo_services: Services) -> None:
    with desk(qapp, signed_in(demo_services)) as opened:
        menu = opened.window.findChild(QMenu, "record_menu")
        assert menu is not None
        for register in opened.window.registers:
            tab = opened.window.go_to(register.key)
            opened.settle()
            for _ in range(3):
                menu.aboutToShow.emit()
            kept = tab.actions()
            assert kept
            assert all(map(isValid, (*kept, *tab.more_menu.actions()))), register.key
            assert [action.text() for action in menu.actions()] == [a.text() for a in kept if a.isVisible()]
            if isinstance(tab, EditingTab):
                tab.edit_action.setEnabled(True)
                assert tab.new_action.isEnabled()
