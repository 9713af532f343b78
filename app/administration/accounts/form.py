"""The form of an account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from app.access.roles import matrix
from app.administration.accounts.domain import AccountDraft, validate
from app.administration.accounts.words import FIELDS, PROBLEMS
from app.core.polish import fold
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.fields import Description, Flag, Reference, Section, Several, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject


@dataclass(frozen=True, kw_only=True)
class Roles(Several):
    """The roles of the matrix as check boxes; the draft keeps their keys."""

    def value_of(self, draft: Any) -> Any:
        members = {str(member): member for member in self.labels}
        return tuple(members[key] for key in getattr(draft, self.name) if key in members)

    def values(self, value: Any) -> Mapping[str, Any]:
        return {self.name: tuple(str(member) for member in value)}

    def told(self, value: Any) -> str:
        return ", ".join(label for member, label in self.labels.items() if member in value)


class AccountForm(RecordForm):
    """Edits an account; ``employees`` are the people it may belong to, ``own`` is the login of who edits."""

    entity = "account"

    def __init__(
        self,
        subject: Subject,
        services: FormServices,
        save: Save,
        *,
        employees: Sequence[Option],
        own: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._employees = employees
        self._is_own = bool(own) and subject.record is not None and subject.record.login == own
        super().__init__(subject, services, save, parent)
        if self._is_own:
            # refused after saving in any case; shown before anything is ticked
            self.page.rows["roles"].editor.setEnabled(False)

    def describe(self) -> Description:
        return Description(
            draft_type=AccountDraft,
            words={**FIELDS, "roles": replace(FIELDS["roles"], help=PROBLEMS["own_roles"])} if self._is_own else FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Osoba"),
                    (
                        Text(name="name", span=6),
                        Text(name="login", span=6, tidied=fold),
                        Reference(name="employee_id", options=self._employees, span=12),
                    ),
                ),
                Section(
                    self.tr("Uprawnienia"),
                    (Roles(name="roles", labels=_role_labels(), columns=2, required=True), Flag(name="active")),
                ),
            ),
        )

    def title_of(self, draft: AccountDraft) -> str:
        return draft.name or self.tr("Nowe konto")


def _role_labels() -> Mapping[StrEnum, str]:
    labels = matrix().labels()
    members: Any = StrEnum("RoleKey", {key.upper(): key for key in labels})  # type: ignore[misc]
    return {member: labels[str(member)] for member in members}
