"""„Szkolenia pracownika”: every training of one person, with its state, cost and card."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.money import format_money
from app.core.polish import plural, sort_key
from app.people.office.words import head_title
from app.registers.trainings.participations.domain import Participation, counts
from app.registers.trainings.participations.table import columns
from app.registers.trainings.participations.windows.lists import ListWindow
from app.registers.trainings.participations.words import OUTCOMES
from app.registers.trainings.shared import TrainingServices
from app.widgets.filter_panel import FilterGroup
from app.widgets.list_window import HeldList
from app.widgets.memory_source import MemorySource, Questions
from app.widgets.register_view import Place
from app.widgets.register_words import RegisterWords
from app.widgets.workspace import Workspace

WORDS = RegisterWords(
    title="Szkolenia pracownika",
    one="szkolenie",
    few="szkolenia",
    many="szkoleń",
    search="Szukaj szkolenia",
    placeholder="Temat, instytucja albo numer",
    empty_title="Ta osoba nie brała jeszcze udziału w żadnym szkoleniu",
    empty_hint="Nowy wniosek złożysz w rejestrze „Udział w szkoleniach”.",
    none="Żadne szkolenie",
)


def history_source() -> MemorySource[Participation]:
    """Participations of one person as the table asks for them."""
    sorts: dict[str, Callable[[Participation], Any]] = {
        "person": lambda each: sort_key(each.person),
        "number": lambda each: each.number,
        "starts_on": lambda each: each.starts_on,
        "topic": lambda each: sort_key(each.topic),
        "cost": lambda each: each.cost,
        "waiting_since": lambda each: (each.waiting_since is None, each.waiting_since or each.starts_on),
        "mean": lambda each: -1 if each.mean is None else each.mean,
    }
    return MemorySource(
        Questions(
            text=lambda each: f"{each.topic} {each.institution} {each.number} {each.certificate}",
            values={
                "year": lambda each: (str(each.starts_on.year),),
                "outcome": lambda each: (each.outcome.value,),
            },
            sorts=sorts,
        )
    )


class HistoryWindow(ListWindow):
    """Enter shows a training in the register; the print is the person's list."""

    def __init__(
        self,
        workspace: Workspace,
        services: TrainingServices,
        employee_id: int,
        person: str,
        show: Callable[[int], None],
        print_history: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        source = history_source()
        known = columns(services.clock.today, lambda: head_title(services.offices.current_or_blank().head_title))
        shown = [column for column in known if column.key != "person"]
        groups = (
            FilterGroup(key="year", title="Rok", label=str),
            FilterGroup.choices("outcome", "Stan", OUTCOMES),
        )
        listed = HeldList(workspace, "training_history", WORDS, shown, source, groups, lambda each: show(each.id))
        listed.add_deed("preview", "Pokaż w rejestrze", lambda each: show(each.id), "F2", Place.PRIMARY)
        listed.add_common("print", "Drukuj…", print_history, "Ctrl+P", Place.BUTTON)
        listed.finish_menu()
        title = f"{WORDS.title}: {person}" if person else WORDS.title
        self._person = person
        read = partial(services.participations.of_person, employee_id)
        super().__init__(workspace, title, f"{person}.", listed, read, parent, size=(150, 36))
        self.setObjectName("training_history_window")

    def _show(self, found: Any) -> None:
        super()._show(found)
        counted = [each for each in found if counts(each)]
        days = sum(each.days or 0 for each in counted)
        said = self.tr("{person}: {trainings}, {days}, koszt {cost}.").format(
            person=self._person,
            trainings=WORDS.counted(len(counted)),
            days=f"{days} {plural(days, 'dzień', 'dni', 'dni')}",
            cost=format_money(sum(each.cost for each in counted)),
        )
        self.facts.setText(said)
