"""The tab of accounts, for administrators."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction

from app.access.roles import matrix
from app.administration.accounts.domain import Account, AccountDraft, Issued
from app.administration.accounts.form import AccountForm
from app.administration.accounts.usecases import Accounts, HalfDone
from app.administration.accounts.windows import OneTimeWindow
from app.administration.accounts.words import STATE, WORDS, state
from app.core.errors import Refusal
from app.core.progress import Progress
from app.core.records import Outcome
from app.people.shared import SharedServices
from app.widgets import icons
from app.widgets.columns import Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.output import Output
from app.widgets.register_view import Place, RegisterView
from app.widgets.workspace import Workspace


class AccountServices(SharedServices, Protocol):
    """What this register asks of the program."""

    @property
    def accounts(self) -> Accounts: ...


class AccountsTab(EditingTab):
    """A plain register with two more deeds: a one-time password, and switching an account off or on."""

    def __init__(self, view: RegisterView[Account], workspace: Workspace, services: AccountServices) -> None:
        self._services = services
        super().__init__(view, workspace, services.accounts, self._form, AccountDraft)
        self.password_action = self._action(
            "password", self.tr("Hasło jednorazowe…"), self._on_password, "Ctrl+Shift+H"
        )
        self.switch_action = QAction(self.tr("Wyłącz konto"), self)
        self.switch_action.setObjectName("switch_accounts")
        icons.dress(self.switch_action, "lock")
        self.switch_action.triggered.connect(self._on_switch)
        self.place_action(self.password_action, Place.BUTTON)
        self.place_action(self.switch_action, Place.MENU)
        self.table.addActions([self.password_action, self.switch_action])
        self.selection_changed(())

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        people = [
            Option(person.id, f"{person.surname} {person.first_name}" + (f" – {person.post}" if person.post else ""))
            for person in self._services.employees.all()
        ]
        return AccountForm(subject, forms, save, employees=people, own=self._services.accounts.actor().name)

    def selection_changed(self, records: tuple[Account, ...]) -> None:
        """A password is for one active account; switching says which way."""
        super().selection_changed(records)
        if not hasattr(self, "switch_action"):
            return
        single = records[0] if len(records) == 1 else None
        self.password_action.setEnabled(single is not None and single.active)
        self.switch_action.setEnabled(single is not None)
        off = single is None or single.active
        self.switch_action.setText(self.tr("Wyłącz konto") if off else self.tr("Włącz konto"))

    @Slot()
    def _on_password(self) -> None:
        for account in self.selected()[:1]:
            self.kit.dialogs.confirm(
                self.tr("Hasło jednorazowe"),
                self.tr(
                    "Nadać hasło jednorazowe dla: {name}? Jeżeli ta osoba ma już hasło, przestanie ono działać. "
                    "Czynność trafi do dziennika."
                ).format(name=account.name),
                self.tr("Nadaj hasło"),
                partial(self._issue, account),
            )

    def _issue(self, account: Account) -> None:
        def work(_progress: Progress) -> Issued:
            return self._services.accounts.issue_password(account.id)

        self.kit.jobs.run(
            work, done=self._on_issued, failed=self._on_not_issued, writes=True, cancellable=False, owner=self
        )

    def _on_not_issued(self, refusal: Refusal) -> None:
        if isinstance(refusal, HalfDone):
            self.kit.report(refusal.outcome)
        self.kit.dialogs.refuse(refusal)

    def _on_issued(self, issued: Issued) -> None:
        self.kit.report(issued.outcome)
        OneTimeWindow(issued, lambda: self._print(issued), self.window()).open()

    def _print(self, issued: Issued) -> None:
        account = issued.outcome.record

        def work(_progress: Progress) -> bytes:
            from app.administration.accounts.printout import one_time_pdf

            office = self._services.offices.current_or_blank()
            return one_time_pdf(account, issued.password, office, self._services.clock.today())

        Output(self._workspace, self).print(work, self.tr("Hasło jednorazowe"))

    @Slot()
    def _on_switch(self) -> None:
        for account in self.selected()[:1]:
            accounts = self._services.accounts
            self._switch(account, accounts.disable if account.active else accounts.enable)

    def _switch(self, account: Account, deed: Callable[[int, int], Outcome[Account]]) -> None:
        self.carry_out(lambda: deed(account.id, account.version))


def create_tab(workspace: Workspace, services: AccountServices) -> AccountsTab:
    """The tab, wired."""
    labels = matrix().labels()

    def roles(account: Account) -> str:
        return ", ".join(labels.get(key, key) for key in account.roles)

    view: RegisterView[Account] = RegisterView(
        key="accounts",
        icon="password",
        entities=frozenset({"account"}),
        source=services.accounts,
        columns=(
            Column(
                key="name",
                title="Imię i nazwisko",
                text=lambda account: account.name,
                sort="name",
                width=26,
                flexible=True,
                strong=True,
            ),
            Column(key="login", title="Nazwa użytkownika", text=lambda account: account.login, sort="login", width=21),
            Column(key="roles", title="Role", text=roles, tooltip=roles, width=38),
            Column(key="state", title="Stan", text=lambda account: STATE[state(account)], width=26),
        ),
        filters=(
            FilterGroup(key="state", title="Stan", label=lambda value: STATE[value]),
            FilterGroup(key="role", title="Rola", label=lambda value: labels[value]),
        ),
        words=WORDS,
    )
    return AccountsTab(view, workspace, services)
