"""The form of an account: what is refused in any case is not offered."""

from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.access.roles import matrix
from app.administration.accounts.domain import AccountDraft
from app.administration.accounts.form import AccountForm
from app.widgets.forms.record_form import FormServices, Subject
from app.widgets.jobs import Jobs
from tests.widgets.fakes import FakeDialogs


@pytest.mark.parametrize(("own", "offered"), [("lzak", False), ("inny", True), ("", True)])
def test_nobody_is_offered_to_change_own_roles(qtbot: QtBot, own: str, offered: bool) -> None:
    draft = AccountDraft(name="Łucja Żak", login="lzak", roles=tuple(matrix().labels())[:1])
    record: Any = SimpleNamespace(id=1, version=1, **vars(draft))
    dialogs = FakeDialogs()
    jobs = Jobs(dialogs)
    services = FormServices(dialogs=lambda _window: dialogs, jobs=jobs, drafts=None)

    def unsaved(_draft: Any, _record: Any) -> Any:
        raise AssertionError("nothing is saved here")

    form = AccountForm(Subject(record=record), services, unsaved, employees=(), own=own)
    qtbot.addWidget(form)
    assert form.page.rows["roles"].editor.isEnabled() is offered
    jobs.shutdown()
