"""Work that a crash or a power cut kept from being saved, found at the start so that nobody has to remember it."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from app.bootstrap import Services
from app.core.errors import Refusal
from app.shell.dashboard import LeftWork
from app.widgets.forms.form_drafts import FormDrafts
from app.widgets.workspace import Register

_NAME = re.compile(r"(?P<entity>[a-z_]+)-(?P<record>new|\d+)(?:-\d+)?")


class LeftWorkFinder:
    """Turns the names of draft files into lines for the dashboard; ``open_record(key, id)``, id None for a new one."""

    def __init__(
        self,
        drafts: FormDrafts | None,
        registers: Sequence[Register[Services]],
        services: Services,
        open_record: Callable[[str, int | None], None],
        open_office: Callable[[], None],
    ) -> None:
        self._drafts, self._services = drafts, services
        self._registers = {register.entity: register for register in registers}
        self._open_record, self._open_office = open_record, open_office

    def __call__(self) -> tuple[LeftWork, ...]:
        """Everything that waits, in a fixed order."""
        names = () if self._drafts is None else self._drafts.left_behind()
        found = {work.text: work for name in names if (work := self._work(name)) is not None}
        return tuple(found.values())

    def _work(self, name: str) -> LeftWork | None:
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        entity, record = match["entity"], match["record"]
        if entity == "office":
            return LeftWork(_tr("Niezapisane zmiany: dane urzędu"), self._open_office)
        register = self._registers.get(entity)
        if register is None:
            return None
        if record == "new":
            title = register.begin_text.removesuffix("…")
            text = _tr("Niezapisana praca: {title}").format(title=title[:1].lower() + title[1:])
            return LeftWork(text, lambda: self._open_record(register.key, None))
        called = self._called(register, int(record))
        if called is None:
            return None
        text = _tr("Niezapisane zmiany: {title}").format(title=called)
        return LeftWork(text, lambda: self._open_record(register.key, int(record)))

    def _called(self, register: Register[Services], record_id: int) -> str | None:
        if register.name is None:
            return None
        try:
            return register.name(self._services, record_id)
        except Refusal:
            # deleted meanwhile: the draft has nothing to return to
            return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("LeftWork", text)
