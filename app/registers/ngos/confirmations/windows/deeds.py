"""Small windows of a round: what was sent, what was answered, reminders, and the end."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from app.registers.ngos.confirmations.domain import Answer, ConfirmationRound, Line
from app.registers.ngos.confirmations.usecases import Confirmations, RoundLine
from app.registers.ngos.confirmations.words import ANSWERS, FIELDS, PROBLEMS, WAYS, measured
from app.registers.ngos.organisations.words import organisations
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, Day, LongText

_WORDS = MappingProxyType(
    {**FIELDS, **{name.removeprefix("lines."): words for name, words in FIELDS.items() if name.startswith("lines.")}}
)
_EFFECTS = {
    Answer.CONFIRMED: "W rejestrze organizacji ten dzień stanie się datą ostatniego potwierdzenia danych.",
    Answer.CHANGED: "Ten dzień stanie się datą ostatniego potwierdzenia danych. Poprawki z formularza wpisz w "
    "rejestrze organizacji.",
    Answer.GONE: "W rejestrze organizacja dostanie stan „rozwiązana” i zniknie z publikowanych wykazów i z mapy.",
}


def sending(found: ConfirmationRound, rounds: Confirmations, lines: Sequence[RoundLine], today: date) -> Deed:
    """The form went out."""
    one = lines[0].line if len(lines) == 1 else None
    return Deed(
        key="note_sent",
        title="Wysłano formularze",
        about=_whom(lines),
        text="&Zapisz",
        call=lambda values: rounds.note_sent(
            found.id, found.version, _places(lines), values["sent_on"], values["sent_by"]
        ),
        fields=(Day(name="sent_on", span=6, required=True), Choice(name="sent_by", labels=WAYS, span=6, required=True)),
        start={
            "sent_on": (one and one.sent_on) or today,
            "sent_by": (one and one.sent_by) or next(iter(WAYS)),
        },
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Line,
    )


def reminding(found: ConfirmationRound, rounds: Confirmations, lines: Sequence[RoundLine], today: date) -> Deed:
    """Those that did not answer were written to again."""
    return Deed(
        key="note_reminded",
        title="Wysłano przypomnienia",
        about=_whom(lines),
        text="&Zapisz",
        call=lambda values: rounds.note_reminded(
            found.id, found.version, _places(lines), values["sent_on"], values["sent_by"]
        ),
        fields=(Day(name="sent_on", span=6, required=True), Choice(name="sent_by", labels=WAYS, span=6, required=True)),
        intro="Organizacje, które odpowiedziały albo nie dostały jeszcze formularza, zostaną pominięte.",
        start={"sent_on": today, "sent_by": next(iter(WAYS))},
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Line,
    )


def answering(found: ConfirmationRound, rounds: Confirmations, lines: Sequence[RoundLine], today: date) -> Deed:
    """What they said; the register changes with it."""
    one = lines[0].line if len(lines) == 1 else None

    def effects(values: Values) -> Sequence[Effect]:
        answer = values["answer"]
        if answer is None:
            return ()
        return (Effect(_EFFECTS[answer], color="warning" if answer is Answer.GONE else "ink"),)

    return Deed(
        key="note_confirmation",
        title="Odpowiedź organizacji",
        about=_whom(lines),
        text="&Zapisz odpowiedź",
        call=lambda values: rounds.note_answer(
            found.id, found.version, _places(lines), values["answer"], values["answered_on"], values["note"]
        ),
        fields=(
            Choice(name="answer", labels=ANSWERS, span=6, required=True),
            Day(name="answered_on", span=6, required=True),
            LongText(name="note", lines=2),
        ),
        start={
            "answer": (one and one.answer) or Answer.CONFIRMED,
            "answered_on": (one and one.answered_on) or today,
            "note": one.note if one else "",
        },
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Line,
        effects=effects,
    )


def closing(found: ConfirmationRound, rounds: Confirmations, today: date) -> Deed:
    """The round is over."""
    left = found.line_count - found.answered_count
    effect = Effect(
        f"Nie odpowiedziało: {organisations(left)}. W rejestrze zostaną przy dawnej dacie potwierdzenia i z czasem "
        "będą „niepotwierdzone”.",
        color="warning",
    )
    return Deed(
        key="close_round",
        title="Zakończenie rundy",
        about=f"{found.name}. {measured(found)}",
        text="&Zakończ rundę",
        call=lambda values: rounds.close(found.id, found.version, values["closed_on"]),
        fields=(Day(name="closed_on", span=6, required=True),),
        start={"closed_on": today},
        facts=(effect,) if left else (),
        words=FIELDS,
        sentences=PROBLEMS,
    )


def _whom(lines: Sequence[RoundLine]) -> str:
    return lines[0].line.name if len(lines) == 1 else f"Wybrano: {organisations(len(lines))}"


def _places(lines: Sequence[RoundLine]) -> list[int]:
    return [line.position for line in lines]
