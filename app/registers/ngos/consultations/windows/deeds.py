"""Small windows of a consultation: whom to ask, when and how, what one answered, and the results."""

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from app.core.dates import format_date
from app.core.problems import Problem
from app.core.words import FieldWords
from app.registers.ngos.consultations.domain import (
    Asked,
    Consultation,
    ConsultationDraft,
    asked_problems,
    measures,
)
from app.registers.ngos.consultations.usecases import AskedLine, Consultations, matching
from app.registers.ngos.consultations.words import (
    CHANNELS,
    FIELDS,
    PROBLEMS,
    TAKEN,
    measured,
    period,
)
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.words import organisations
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.fields import Choice, Day, LongText, Text
from app.widgets.forms.ticked_list import TickedList

_WORDS = MappingProxyType(
    {
        **FIELDS,
        **{name.removeprefix("asked."): words for name, words in FIELDS.items() if name.startswith("asked.")},
        "place": FieldWords("Miejscowość", "Puste: cała gmina.", "Przykładowo"),
        "spheres": FieldWords("Sfery", "Nic nie zaznaczono: wszystkie organizacje."),
    }
)


def adding(
    consultation: Consultation,
    consultations: Consultations,
    found: Sequence[Organisation],
    spheres: Sequence[tuple[str, str]],
) -> Deed:
    """Organisations of some spheres and localities; ``found`` are those that are not on the list yet."""
    places = sorted({address.place for each in found for address in each.addresses if address.place})

    def chosen(values: Values) -> tuple[Organisation, ...]:
        return matching(found, values["spheres"], values["place"])

    def effects(values: Values) -> Sequence[Effect]:
        these = chosen(values)
        if not these:
            return (Effect("Nikt nowy nie pasuje: zmień sfery albo miejscowość.", color="danger"),)
        mailed = sum(bool(each.email) for each in these)
        said = f"{organisations(mailed)} z adresem e-mail, {len(these) - mailed} bez niego."
        named = "; ".join(each.called for each in these[:8])
        more = f"; i jeszcze {len(these) - 8}" if len(these) > 8 else ""
        title = f"Na listę wejdzie: {organisations(len(these))}"
        return (Effect(f"{said}\n{named}{more}.", title=title, color="ok"),)

    return Deed(
        key="ask_spheres",
        title="Dodaj organizacje ze sfer",
        about=consultation.subject,
        text="&Dodaj do listy",
        call=lambda values: consultations.add_organisations(
            consultation.id,
            consultation.version,
            [each.id for each in chosen(values)],
            values["asked_on"],
            values["channel"],
        ),
        fields=(
            TickedList(name="spheres", options=spheres, search="Szukaj sfery, na przykład: kultura", lines=7),
            Text(name="place", suggestions=places, span=12),
            Day(name="asked_on", span=6),
            Choice(name="channel", labels=CHANNELS, optional=True, span=6),
        ),
        intro="Na listę wejdą organizacje, które działają w którejś z zaznaczonych sfer. Dzień i sposób można wpisać "
        "także później.",
        start={"spheres": consultation.spheres, "place": "", "asked_on": None, "channel": None},
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Asked,
        check=_when_problems,
        effects=effects,
    )


def adding_one(consultation: Consultation, consultations: Consultations) -> Deed:
    """Somebody who is not in the register."""
    return Deed(
        key="ask_other",
        title="Dodaj spoza rejestru",
        about=consultation.subject,
        text="&Dodaj do listy",
        call=lambda values: consultations.add_other(
            consultation.id, consultation.version, values["name"], values["asked_on"], values["channel"]
        ),
        fields=(
            Text(name="name", required=True),
            Day(name="asked_on", span=6),
            Choice(name="channel", labels=CHANNELS, optional=True, span=6),
        ),
        intro="Na przykład rada, grupa mieszkańców albo organizacja z innej gminy, która przysłała uwagi.",
        start={"name": "", "asked_on": None, "channel": None},
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Asked,
        check=_when_problems,
    )


def asking(consultation: Consultation, consultations: Consultations, lines: Sequence[AskedLine], today: date) -> Deed:
    """When and how those chosen were asked."""
    one = lines[0].asked if len(lines) == 1 else None
    return Deed(
        key="note_asked",
        title="Kiedy i jak zapytano",
        about=one.name if one is not None else f"Wybrano: {organisations(len(lines))}",
        text="&Zapisz",
        call=lambda values: consultations.note_asked(
            consultation.id,
            consultation.version,
            [line.position for line in lines],
            values["asked_on"],
            values["channel"],
        ),
        fields=(
            Day(name="asked_on", span=6, required=True),
            Choice(name="channel", labels=CHANNELS, optional=True, span=6, required=True),
        ),
        start={
            "asked_on": (one and one.asked_on) or _first_day(consultation, today),
            "channel": one and one.channel,
        },
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Asked,
    )


def answering(consultation: Consultation, consultations: Consultations, line: AskedLine, today: date) -> Deed:
    """What one of the list said, and what the office did with it; clearing the day takes the answer back."""
    asked = line.asked

    def problems(values: Values) -> Sequence[Problem]:
        given = Asked(
            ngo_id=asked.ngo_id,
            name=asked.name,
            asked_on=asked.asked_on,
            channel=asked.channel,
            **{name: values[name] for name in ("answered_on", "opinion", "taken", "reason")},
        )
        return tuple(asked_problems(given))

    when = "nie zapisano, kiedy zapytano" if asked.asked_on is None else f"zapytano {format_date(asked.asked_on)}"
    return Deed(
        key="note_answer",
        title="Odpowiedź organizacji",
        about=f"{asked.name} – {when}",
        text="&Zapisz odpowiedź",
        call=lambda values: consultations.note_answer(
            consultation.id,
            consultation.version,
            line.position,
            values["answered_on"],
            values["opinion"],
            values["taken"],
            values["reason"],
        ),
        fields=(
            Day(name="answered_on", span=6),
            Choice(name="taken", labels=TAKEN, optional=True, span=6),
            LongText(name="opinion", lines=4),
            LongText(name="reason", lines=2),
        ),
        start={
            "answered_on": asked.answered_on or (today if not asked.answered else None),
            "taken": asked.taken,
            "opinion": asked.opinion,
            "reason": asked.reason,
        },
        words=_WORDS,
        sentences=PROBLEMS,
        shape=Asked,
        check=problems,
    )


def closing(consultation: Consultation, consultations: Consultations, today: date) -> Deed:
    """The results, with what the list came to."""
    found = measures(consultation)
    facts = [Effect(measured(found), title="Przebieg")]
    if found.undecided:
        facts.append(
            Effect(f"Opinie bez rozstrzygnięcia: {found.undecided}. Wpisz, czy je uwzględniono.", color="danger")
        )
    return Deed(
        key="close_consultation",
        title="Wyniki konsultacji",
        about=", ".join(filter(None, (consultation.subject, period(consultation)))),
        text="&Zapisz wyniki",
        call=lambda values: consultations.note_results(
            consultation.id,
            consultation.version,
            values["results_on"],
            values["results"],
            values["results_where"],
        ),
        fields=(
            Day(name="results_on", span=5, required=True),
            Text(name="results_where", span=7),
            LongText(name="results", lines=4, required=True),
        ),
        start={
            "results_on": consultation.results_on or today,
            "results": consultation.results,
            "results_where": consultation.results_where,
        },
        facts=tuple(facts),
        words=FIELDS,
        sentences=PROBLEMS,
        shape=ConsultationDraft,
    )


def _first_day(consultation: Consultation, today: date) -> date:
    """When people are usually asked: on the first day, or today while that is to come."""
    starts = consultation.starts_on
    return today if starts is None or starts > today else starts


def _when_problems(values: Values) -> Sequence[Problem]:
    given: Any = values["channel"]
    if values["asked_on"] is not None and given is None:
        return (Problem("channel", "required"),)
    if given is not None and values["asked_on"] is None:
        return (Problem("asked_on", "required"),)
    return ()
