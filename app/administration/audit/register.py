"""The audit log in the catalogue of registers; it is no part of the search over everything."""

from typing import TYPE_CHECKING

from app.administration.audit.words import WORDS
from app.core.records import Query
from app.widgets.workspace import Group, Register, Workspace

if TYPE_CHECKING:
    from app.administration.audit.tab import AuditServices
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: "AuditServices") -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.administration.audit.tab import create_tab as create

    return create(workspace, services)


def count(services: "AuditServices") -> int:
    """How many entries there are."""
    return services.audit.count(Query())


def name(services: "AuditServices", record_id: int) -> str:
    """What people call one."""
    return f"wpis nr {services.audit.get(record_id).id}"


REGISTER: "Register[AuditServices]" = Register(
    "audit", WORDS.title, "clock", "audit", create_tab, count=count, name=name, group=Group.PROGRAM
)
