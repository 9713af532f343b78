"""What a screen works with: jobs, dialogs, the change bus and how to say what happened; handed in, never global."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.core.records import Query
from app.widgets.columns import Tone
from app.widgets.register_words import RegisterWords

if TYPE_CHECKING:
    # a register describes itself without loading what its tab will need
    from app.core.records import Outcome
    from app.core.settings import Settings
    from app.widgets.changes import ChangeBus
    from app.widgets.dialogs import Dialogs
    from app.widgets.forms.record_form import FormServices, RecordForm
    from app.widgets.jobs import Jobs
    from app.widgets.layout_store import LayoutStore
    from app.widgets.register_tab import RegisterTab
    from app.widgets.status_line import StatusLine
    from app.widgets.stored_files import OpenFile

R = TypeVar("R")
S = TypeVar("S")
S_contra = TypeVar("S_contra", contravariant=True)


def _nowhere(_entity: str, _record_id: int) -> bool:
    return False


@dataclass(frozen=True)
class RecordDeed:
    """A deed on one record that a slice above its register offers; ``run`` takes the record's id.

    So a register's tab and windows show what they may not import. ``run_many`` takes the ids of several records at
    once, None where the deed is done with one.
    """

    key: str
    icon: str
    text: str
    help: str
    run: Callable[[int], None]
    run_many: Callable[[Sequence[int]], None] | None = None


def _no_deeds(_entity: str) -> Sequence[RecordDeed]:
    return ()


def _no_news(_line: "StatusLine") -> None:
    """Nothing is said in the line."""


@dataclass(frozen=True)
class Workspace:
    """The window's services for screens; it is the ``Kit`` of every tab.

    ``report`` says an outcome in the status line, offers its undo and announces its change; ``say`` says a
    sentence. ``show_form`` opens a form as a window of its own, once per record. ``print_pdf(pdf, title, printed)``
    goes through the print dialog, ``open_pdf(pdf, file_name)`` to the system's viewer, ``open_file`` to
    the system's program for the file's kind.
    """

    jobs: "Jobs"
    dialogs: "Dialogs"
    bus: "ChangeBus"
    layouts: "LayoutStore"
    forms: "FormServices"
    settings: "Settings"
    report: "Callable[[Outcome[Any]], None]"
    say: Callable[[str], None]
    show_form: "Callable[[RecordForm], None]"
    print_pdf: Callable[[bytes, str, Callable[[], None]], None]
    open_pdf: Callable[[bytes, str], None]
    open_file: "OpenFile"
    window: QWidget
    follow: "Callable[[StatusLine], None]" = _no_news
    """Says what happens in the line of another window, too, and offers to take it back there."""
    go_to_record: Callable[[str, int], bool] = _nowhere
    """Shows the record of this kind and id in its register; False where there is none for the person at work."""
    deeds_on: Callable[[str], Sequence[RecordDeed]] = _no_deeds
    """Further deeds on records of a kind that the person at work may do; the catalogue names them."""


@dataclass(frozen=True)
class Found:
    """A hit of the search over everything."""

    record_id: int
    title: str
    subtitle: str = ""


class Urgency(Enum):
    """How pressing a line of „Wymaga uwagi” is, the most pressing first: the order of every list of such lines."""

    URGENT = "urgent"
    """A day has passed, a term of an act is broken or in its last days, or harm is being done now."""
    WAITING = "waiting"
    """A day is near, or somebody waits for a decision."""
    KNOWN = "known"
    """Good to know, or to be tidied up one day."""


_URGENCY = {
    Tone.DANGER: Urgency.URGENT,
    Tone.WARNING: Urgency.WAITING,
    Tone.QUIET: Urgency.KNOWN,
    Tone.OK: Urgency.KNOWN,
}


@dataclass(frozen=True)
class Attention:
    """A line of „Wymaga uwagi”: words, urgency, and the table filters that show the records meant.

    The words need not name the register: its icon and title stand in the line, too. ``tone`` says the urgency, as
    :class:`Urgency` describes it. Where the records stand in a window of the register's tab instead, ``show`` opens it.
    """

    text: str
    tone: Tone
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    show: Callable[[Any], None] | None = None

    @property
    def urgency(self) -> Urgency:
        """The group in which the line stands."""
        return _URGENCY[self.tone]


@dataclass(frozen=True)
class OfferedDeed(Generic[S_contra]):
    """In the catalogue: a deed on records of ``entity`` for who has the right; ``open`` shows its window.

    ``entity`` may also be the key of a register: then the deed is one of its whole tab, and the record's id is 0.
    ``open_many`` takes the ids of all chosen records.
    """

    key: str
    entity: str
    right: str
    icon: str
    text: str
    help: str
    open: Callable[[Workspace, S_contra, int], None]
    open_many: Callable[[Workspace, S_contra, Sequence[int]], None] | None = None


def _nothing_found(_services: Any, _words: str, _limit: int) -> Sequence[Found]:
    return ()


def _no_attention(_services: Any) -> Sequence[Attention]:
    return ()


def _nothing_to_begin(_tab: Any) -> None:
    return


class Group(StrEnum):
    """Where a register stands in the navigation; titles and order are in the catalogue."""

    OFFICE = "office"
    STAFF = "staff"
    EVALUATIONS = "evaluations"
    TRAININGS = "trainings"
    COMMUNITY = "community"
    PROGRAM = "program"


@dataclass(frozen=True)
class Register(Generic[S_contra]):
    """One register in the catalogue: everything the shell knows about it.

    ``entity`` is the kind of record. ``create_tab`` is called when the tab is first shown and loads its modules then.
    ``find`` feeds the search over everything; ``attention`` and ``count``, the number of records, the dashboard, which
    asks in a job; ``attention_later`` are lines that take longer to find. ``name`` is what people call one record
    (Refusal when it is gone). ``begin`` starts a new record in the register's tab, ``begin_text`` names that deed;
    blank where records are not made by hand. ``group`` is the heading in the navigation under which it stands.
    """

    key: str
    title: str
    icon: str
    entity: str
    create_tab: "Callable[[Workspace, S_contra], RegisterTab]"
    find: Callable[[S_contra, str, int], Sequence[Found]] = _nothing_found
    attention: Callable[[S_contra], Sequence[Attention]] = _no_attention
    count: Callable[[S_contra], int] | None = None
    name: Callable[[S_contra, int], str] | None = None
    begin_text: str = ""
    begin: Callable[[Any], None] = _nothing_to_begin
    group: Group = Group.OFFICE
    attention_later: Callable[[S_contra], Sequence[Attention]] | None = None

    @property
    def right(self) -> str:
        """The right that shows the tab."""
        return f"{self.entity}.read"


class Cases(Protocol[R]):
    """The use cases behind a register."""

    def count(self, query: Query, /) -> int:
        """How many match."""

    def page(self, query: Query, offset: int, limit: int, /) -> Sequence[R]:
        """Some of those that match, the best first."""

    def get(self, record_id: int, /) -> R:
        """One; Refusal when it is gone."""

    def title(self, record: R, /) -> str:
        """What people call it."""


def register_of(
    records: Callable[[S], Cases[R]],
    found: Callable[[S, R], Found],
    *,
    key: str,
    words: RegisterWords,
    icon: str,
    entity: str,
    create_tab: "Callable[[Workspace, S], RegisterTab]",
    begin_text: str,
    group: Group = Group.OFFICE,
    attention: Callable[[S], Sequence[Attention]] = _no_attention,
    attention_later: Callable[[S], Sequence[Attention]] | None = None,
    called: Callable[[R], str] | None = None,
) -> Register[S]:
    """A register over use cases: records are counted, found and begun in its tab as everywhere.

    ``found`` makes a hit of a record; ``called`` names one where its title does not.
    """

    def find(services: S, typed: str, limit: int) -> Sequence[Found]:
        return [found(services, each) for each in records(services).page(Query(typed), 0, limit)]

    def name(services: S, record_id: int) -> str:
        cases = records(services)
        record = cases.get(record_id)
        return cases.title(record) if called is None else called(record)

    def begin(tab: Any) -> None:
        tab.new_action.trigger()

    return Register(
        key,
        words.title,
        icon,
        entity,
        create_tab,
        find,
        attention,
        count=lambda services: records(services).count(Query()),
        name=name,
        begin_text=begin_text,
        begin=begin,
        group=group,
        attention_later=attention_later,
    )
