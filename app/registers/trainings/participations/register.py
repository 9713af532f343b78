"""Participations in the catalogue of registers, and the deeds on trainings and employees that open their windows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from app.core.polish import plural
from app.core.records import Query
from app.registers.trainings.courses.rates import rules_on
from app.registers.trainings.participations.concerns import Concern
from app.registers.trainings.participations.words import WORDS, step_label
from app.registers.trainings.shared import TrainingServices
from app.widgets.columns import Tone
from app.widgets.workspace import Attention, Found, Group, OfferedDeed, Register, Workspace

if TYPE_CHECKING:
    from app.registers.trainings.participations.windows.desk import ParticipationDesk
    from app.widgets.register_tab import RegisterTab


def create_tab(workspace: Workspace, services: TrainingServices) -> "RegisterTab":
    """The tab; loaded when it is first shown."""
    from app.registers.trainings.participations.tab import create_tab as create

    return create(workspace, services)


def find(services: TrainingServices, words: str, limit: int) -> Sequence[Found]:
    """Participations for the search over everything."""
    found = services.participations.page(Query(words), 0, limit)
    return [Found(each.id, f"{each.person} – {each.topic}", f"{each.number}, {step_label(each)}") for each in found]


def attention(services: TrainingServices) -> Sequence[Attention]:
    """Cards that wait too long, requests to approve, effects to check, who waits for a place."""
    return tuple(_attention(services))


def _attention(services: TrainingServices) -> Iterator[Attention]:
    counts = services.participations.facets(Query())["concern"]
    first, second = rules_on(services.clock.today()).card_alarms
    late = (
        (Concern.VERY_LATE, Tone.DANGER, f"karta albo wniosek czeka ponad {second} dni", "very_late"),
        (Concern.LATE, Tone.WARNING, f"karta albo wniosek czeka ponad {first} dni", "late"),
    )
    for concern, tone, said, shown in late:
        if counts.get(concern):
            filters = {"late": frozenset({shown})}
            yield Attention(f"{WORDS.counted(counts[concern])}: {said}", tone, show=partial(_show_waiting, filters))
    others = (
        (Concern.TO_APPROVE, Tone.WARNING, "wniosek do zatwierdzenia"),
        (Concern.NO_ATTENDANCE, Tone.WARNING, "szkolenie minęło, brak obecności"),
        (Concern.EFFECT_DUE, Tone.QUIET, "pora sprawdzić efekt szkolenia"),
        (Concern.WAITING_LIST, Tone.QUIET, "na liście rezerwowej"),
    )
    for concern, tone, said in others:
        if counts.get(concern):
            text = f"{WORDS.counted(counts[concern])}: {said}"
            yield Attention(text, tone, {"concern": frozenset({concern.value})})


def expiring(services: TrainingServices) -> Sequence[Attention]:
    """Validities that have ended or end soon and whose renewal is not arranged; counted from the whole structure."""
    return tuple(_expiring(services))


def _expiring(services: TrainingServices) -> Iterator[Attention]:
    first, last = max(alarms := rules_on(services.clock.today()).expiry_alarms), min(alarms)
    lines = [each for each in services.participations.expiring() if each.renewal_on is None]
    for tone, state, number, said in (
        (Tone.DANGER, "ended", sum(each.days < 0 for each in lines), "ważność minęła"),
        (Tone.WARNING, "soon", sum(0 <= each.days <= last for each in lines), f"ważność kończy się w {last} dni"),
        (Tone.QUIET, "ahead", sum(each.days > last for each in lines), f"ważność kończy się w {first} dni"),
    ):
        if number:
            filters = {"state": frozenset({state}), "renewal": frozenset({"not_arranged"})}
            text = f"{number} {plural(number, 'uprawnienie', 'uprawnienia', 'uprawnień')}: {said}"
            yield Attention(text, tone, show=partial(_show_expiring, filters))


def _show_waiting(filters: Mapping[str, frozenset[str]], tab: Any) -> None:
    tab.show_waiting(filters)


def _show_expiring(filters: Mapping[str, frozenset[str]], tab: Any) -> None:
    tab.show_expiring(filters)


def count(services: TrainingServices) -> int:
    """How many there are."""
    return services.participations.count(Query())


def name(services: TrainingServices, record_id: int) -> str:
    """What people call it."""
    return services.participations.title(services.participations.get(record_id))


def begin(tab: Any) -> None:
    """Start a new one in the tab."""
    tab.new_action.trigger()


Open = Callable[["ParticipationDesk", int], object]


def _opening(deed: Open) -> Callable[[Workspace, TrainingServices, int], None]:
    """Runs the deed on a desk of its own; windows are loaded when they are first needed."""

    def run(workspace: Workspace, services: TrainingServices, record_id: int) -> None:
        from app.registers.trainings.participations.windows.desk import ParticipationDesk

        deed(ParticipationDesk(workspace, services, workspace.window), record_id)

    return run


def _on_course(key: str, icon: str, text: str, said: str, deed: Open, right: str = "edit") -> OfferedDeed[Any]:
    return OfferedDeed(
        key=key,
        entity="training_course",
        right=f"training_participation.{right}",
        icon=icon,
        text=text,
        help=said,
        open=_opening(deed),
    )


REGISTER: Register[TrainingServices] = Register(
    "participations",
    WORDS.title,
    "participations",
    "training_participation",
    create_tab,
    find,
    attention,
    count=count,
    name=name,
    begin_text="Nowy wniosek o przeszkolenie…",
    begin=begin,
    group=Group.TRAININGS,
    attention_later=expiring,
)
DEEDS: tuple[OfferedDeed[TrainingServices], ...] = (
    _on_course(
        "add_participants",
        "people",
        "Dopisz uczestników…",
        "Wiele osób naraz: wyszukaj, zaznacz i dopisz do tego szkolenia.",
        lambda desk, number: desk.open_people(number),
    ),
    _on_course(
        "course_attendance",
        "ok",
        "Wpisz obecność…",
        "Kto był na szkoleniu, dzień po dniu, z klawiatury.",
        lambda desk, number: desk.open_attendance(number),
    ),
    _on_course(
        "course_cards",
        "text",
        "Wpisz karty uczestnictwa…",
        "Karty osób, które były na tym szkoleniu, jedna po drugiej.",
        lambda desk, number: desk.open_cards(number),
    ),
    _on_course(
        "course_certificates",
        "regulations",
        "Wystaw zaświadczenia…",
        "Numeruje zaświadczenia osób, które były na szkoleniu wewnętrznym.",
        lambda desk, number: desk.issue_certificates(number),
    ),
    _on_course(
        "course_prints",
        "print",
        "Druki szkolenia…",
        "Lista obecności, zgłoszenie, karty i zaświadczenia wszystkich osób.",
        lambda desk, number: desk.open_course_prints(number),
        "read",
    ),
    OfferedDeed(
        key="training_history",
        entity="employee",
        right="training_participation.read",
        icon="courses",
        text="Szkolenia pracownika…",
        help="Wszystkie szkolenia tej osoby, ich koszt i karty.",
        open=_opening(lambda desk, number: desk.show_history(number)),
    ),
)
"""On trainings and on employees."""
