"""Prints of participations: what is known reaches paper, what is not is left to the pen, and nothing runs over."""

import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.core.dates import format_date
from app.core.errors import Refusal
from app.people.office.domain import HeadTitle, Office
from app.people.office.printout import DEMONSTRATION
from app.printing.render import page_count, render_page
from app.printing.styles import Variant
from app.printing.writing import CROSSED_BOX, OPEN_BOX
from app.registers.trainings.courses.domain import Course, CourseKind, Mode
from app.registers.trainings.courses.words import LABELS as COURSE_LABELS
from app.registers.trainings.participations.domain import (
    MARKS,
    Attendance,
    Outcome,
    Participation,
    Seat,
    Step,
    StepDone,
)
from app.registers.trainings.participations.printout.attendance import ABSENT, attendance_pdf
from app.registers.trainings.participations.printout.card import card_pdf, cards_pdf
from app.registers.trainings.participations.printout.certificate import certificates_pdf
from app.registers.trainings.participations.printout.circulation import circulation_pdf
from app.registers.trainings.participations.printout.decisions import referral_pdf, refusal_pdf
from app.registers.trainings.participations.printout.history import history_pdf
from app.registers.trainings.participations.printout.kinds import prints_for, usual_print
from app.registers.trainings.participations.printout.paper import Case
from app.registers.trainings.participations.printout.registration import registration_pdf
from app.registers.trainings.participations.printout.request import request_pdf
from app.registers.trainings.participations.printout.single import single_pdf
from app.registers.trainings.participations.words import LABELS
from tests.printing.reading import read, tagging_faults
from tests.registers.trainings.participations.printed_cases import (
    COURSE,
    DAY,
    INSTITUTION,
    INTERNAL,
    STEPS,
    approved,
    carded,
    case,
    group,
    many_sessions,
    refused,
    requested,
    waiting,
)

ARMS = (Path(__file__).parents[4] / "resources" / "demo" / "coat_of_arms.svg").read_bytes()
OFFICE = Office(
    id=1,
    version=1,
    name="Urząd Miejski w Przykładowej",
    gmina="Gmina Przykładowa",
    street="ul. Łąkowa 1",
    postal_code="00-001",
    town="Przykładowa",
    phone="00 000 02 17",
    email="urzad@przykladowa.example",
    nip="1234563218",
    regon="123456785",
    head_name="Żaneta Przykładowska",
    demonstration=True,
)
ALARMS = (7, 14)
HOSTILE = "a\n" * 400 + "W" * 500 + " <b>&amp;</b> {head} %s \x00\u202e\ud800 )Tj ET"


def hostile(record: Participation, training: Course = COURSE) -> Case:
    """Every text as long as its field takes, and as nasty."""
    texts: dict[str, Any] = {
        spec.name: HOSTILE[: spec.metadata["limit"]]
        for spec in fields(Participation)
        if spec.metadata.get("limit") and isinstance(getattr(record, spec.name), str)
    }
    steps = tuple(replace(step, actor="W" * 160, document=HOSTILE[-160:], reason="x" * 300) for step in record.steps)
    record = replace(record, **texts, topic="W" * 300, person="W" * 120, post="<i>" + "x" * 150, steps=steps)
    record = replace(record, outcome_reason=HOSTILE[:300], criteria=("Y" * 160,) * 13, head_remarks=HOSTILE[:1000])
    course = replace(
        training, programme=HOSTILE * 3, place="W" * 160, lecturer="W" * 160, institution="W" * 200,
        entitlement="W" * 120, validity_months=600,
    )  # fmt: skip
    return replace(case(record, course), unit="W" * 120, head="W" * 160, plan=HOSTILE[:400], need=HOSTILE[-400:])


Made = Callable[[], bytes]
PRINTS: dict[str, Made] = {
    "request": lambda: request_pdf(case(requested()), OFFICE, ARMS, DAY),
    "request approved": lambda: request_pdf(case(approved(travel_costs=8000)), OFFICE, ARMS, DAY),
    "request refused": lambda: request_pdf(case(refused()), OFFICE, ARMS, DAY),
    "request in large print": lambda: request_pdf(case(requested()), OFFICE, ARMS, DAY, Variant.LARGE),
    "request of few words": lambda: request_pdf(_blank(), OFFICE, None, DAY),
    "hostile request": lambda: request_pdf(hostile(refused()), OFFICE, ARMS, DAY),
    "hostile request in large print": lambda: request_pdf(hostile(refused()), OFFICE, ARMS, DAY, Variant.LARGE),
    "referral": lambda: referral_pdf(case(approved()), OFFICE, ARMS, DAY),
    "referral in large print": lambda: referral_pdf(case(approved()), OFFICE, ARMS, DAY, Variant.LARGE),
    "hostile referral": lambda: referral_pdf(hostile(approved()), OFFICE, ARMS, DAY),
    "refusal": lambda: refusal_pdf(case(refused()), OFFICE, ARMS, DAY),
    "hostile refusal": lambda: refusal_pdf(hostile(refused()), OFFICE, ARMS, DAY, Variant.LARGE),
    "registration": lambda: registration_pdf(group(4, COURSE), OFFICE, ARMS, DAY),
    "hostile registration": lambda: registration_pdf([hostile(approved())] * 3, OFFICE, ARMS, DAY),
    "empty card": lambda: card_pdf(case(carded()), OFFICE, ARMS, DAY, empty=True),
    "empty card in large print": lambda: card_pdf(case(carded()), OFFICE, ARMS, DAY, Variant.LARGE, empty=True),
    "filled card": lambda: card_pdf(case(carded()), OFFICE, ARMS, DAY),
    "filled card in large print": lambda: card_pdf(case(carded()), OFFICE, ARMS, DAY, Variant.LARGE),
    "hostile card": lambda: card_pdf(hostile(carded()), OFFICE, ARMS, DAY),
    "cards of a training": lambda: cards_pdf(group(3), OFFICE, ARMS, DAY),
    "attendance": lambda: attendance_pdf(group(30), OFFICE, ARMS, DAY),
    "attendance of many meetings": lambda: attendance_pdf(group(30, many_sessions(20)), OFFICE, ARMS, DAY),
    "attendance without meetings": lambda: attendance_pdf(group(2, replace(INTERNAL, sessions=())), OFFICE, None, DAY),
    "hostile attendance": lambda: attendance_pdf([hostile(approved())] * 3, OFFICE, ARMS, DAY),
    "certificate": lambda: certificates_pdf([case(carded(), INTERNAL)], OFFICE, ARMS, DAY),
    "certificates": lambda: certificates_pdf([case(carded(id=n), INTERNAL) for n in range(3)], OFFICE, None, DAY),
    "hostile certificate": lambda: certificates_pdf([hostile(carded(), INTERNAL)], OFFICE, ARMS, DAY),
    "history": lambda: history_pdf(
        [case(carded()), case(refused()), case(requested(seat=Seat.WAITING))], OFFICE, ARMS, DAY
    ),
    "hostile history": lambda: history_pdf([hostile(carded()), hostile(refused())], OFFICE, ARMS, DAY),
    "circulation": lambda: circulation_pdf(
        [waiting(each) for each in (requested(), carded(), approved())], ALARMS, OFFICE, ARMS, DAY
    ),
    "circulation of nothing": lambda: circulation_pdf([], ALARMS, OFFICE, ARMS, DAY),
    "hostile circulation": lambda: circulation_pdf(
        [waiting(hostile(approved()).participation, turn="W" * 200)], ALARMS, OFFICE, ARMS, DAY
    ),
}


def _blank() -> Case:
    """A request of which only the person and the training are known."""
    blank = dict.fromkeys(
        ("justification", "duties", "goal", "budget_line", "head_opinion", "post", "unit", "person_number"), ""
    )
    record = requested(**blank, criteria=(), costs=(), steps=(), cost=0)
    course = replace(COURSE, sessions=(), costs=(), area="", lecturer="", place="", days=None, hours=None, programme="")
    return Case(participation=record, course=course)


def said(pdf: bytes) -> str:
    return " ".join(read(pdf).all_text.replace("\u00a0", " ").replace("\xad", "").split())


@pytest.mark.parametrize("name", PRINTS)
def test_every_print_breaks_no_rule_of_accessible_pdf(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """And no block is higher than its page."""
    assert tagging_faults(PRINTS[name](), tmp_path) == []
    assert [message for message in caplog.messages if "higher than its page" in message] == []


@pytest.mark.parametrize("name", [name for name in PRINTS if "hostile" not in name])
def test_every_print_of_an_invented_office_says_so(name: str) -> None:
    assert DEMONSTRATION in said(PRINTS[name]())


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("request", 2),
        ("request approved", 2),
        ("empty card", 2),
        ("filled card", 2),
        ("referral", 1),
        ("refusal", 1),
        ("registration", 1),
        ("certificate", 1),
        ("hostile certificate", 1),
        ("cards of a training", 6),
    ],
)
def test_usual_prints_keep_to_their_pages(name: str, most: int) -> None:
    assert page_count(PRINTS[name]()) <= most


# -- every field -------------------------------------------------------------------------------------------------------


class Marked:
    """Makes a value for every field, different from all others, and remembers how each must read on paper."""

    def __init__(self, chosen: Mapping[str, Any]) -> None:
        self.words: dict[str, str] = {}
        self._chosen = chosen
        self._numbers = count(301, 7)

    def record(self, kind: type[Any], prefix: str = "") -> Any:
        hints = typing.get_type_hints(kind)
        return kind(**{spec.name: self.value(hints[spec.name], prefix + spec.name) for spec in fields(kind)})

    def value(self, hint: Any, path: str) -> Any:
        if path in self._chosen:
            made = self._chosen[path]
        elif typing.get_origin(hint) is tuple:
            inner = typing.get_args(hint)[0]
            if is_dataclass(inner):
                return (self.record(typing.cast("type[Any]", inner), f"{path}."),)
            made = (f"znak{next(self._numbers)}",)
        else:
            kind = next((part for part in typing.get_args(hint) if part is not type(None)), hint)
            number = next(self._numbers)
            made = {str: f"znak{number}", int: number, bool: True, date: DAY - timedelta(days=number)}[kind]
        self.words[path] = self._said(made)
        return made

    def _said(self, value: Any) -> str:
        if isinstance(value, tuple):
            return " ".join(map(str, value))
        if isinstance(value, Enum):
            return {**COURSE_LABELS, **LABELS}[type(value)][value]  # type: ignore[index]
        return format_date(value) if isinstance(value, date) else str(value)


_NUMBERS = dict.fromkeys(
    ("id", "version", "course_id", "employee_id", "need_id", "institution_id", "unit_id", "offer_id", "plan_item_id",
     "steps.actor_id"),
    "a number of the database; paper carries names",
)  # fmt: skip
CHOSEN: dict[str, Any] = {
    "kind": CourseKind.STUDIES,
    "seat": Seat.CONFIRMED,
    "outcome": Outcome.REFUSED,
    "attendance": Attendance.PARTLY,
    "missed": ("2026-10-06",),
    "waiting_for": Step.TALK,
    "costs": requested().costs,
    "steps": STEPS,
    "effect_mark": 3,
    **dict.fromkeys(MARKS, 4),
}
NOT_PRINTED = {
    **_NUMBERS,
    **dict.fromkeys(MARKS, "a crossed box, tested below"),
    "recommended": "a crossed box, tested below",
    "effect_mark": "a crossed box",
    "attendance": "a crossed box with words of its own, tested below",
    "mean": "as 4,33, tested below",
    "missed": "as days, tested below",
    "costs": "tested below",
    "steps": "tested below",
    "cost": "in złote, tested below",
    "travel_costs": "in złote, tested below",
    "lodging_costs": "in złote, tested below",
    "seat": "only a seat on the waiting list is told, tested below",
    "waiting_for": "stands in the print of where cards are, tested below",
    "waiting_since": "stands in the print of where cards are, tested below",
    **dict.fromkeys(
        ("institution", "starts_on", "ends_on", "days"), "those of the training, which stand on every print"
    ),
}


def test_every_field_of_a_participation_reaches_the_request_or_the_card() -> None:
    marks = Marked(CHOSEN)
    record: Participation = marks.record(Participation)
    course = replace(COURSE, kind=record.kind)
    pages = [request_pdf(case(record, course), OFFICE, ARMS, DAY), card_pdf(case(record, course), OFFICE, ARMS, DAY)]
    text = " ".join(map(said, pages)).casefold()
    wanted = {path: word for path, word in marks.words.items() if path not in NOT_PRINTED}
    assert [path for path, word in wanted.items() if word.casefold() not in text] == []
    assert set(NOT_PRINTED) - set(_NUMBERS) <= set(marks.words)


COURSE_NOT_PRINTED = {
    **_NUMBERS,
    "places": "how many may come is the register's matter; the list says who comes",
    "file": "the hash of a stored file",
    "file_name": "a file's name helps nobody on paper",
    "note": "the office's own notes about the training",
    "cancelled_on": "a cancelled training shows as the outcome of each participation",
    "cancel_reason": "a cancelled training shows as the outcome of each participation",
    "programme": "stands on the certificate, tested below",
    "costs.amount": "in złote",
    "costs.shared": "as „cała grupa”",
}


def test_every_field_of_a_training_reaches_the_request() -> None:
    marks = Marked({"kind": CourseKind.INTERNAL, "mode": Mode.ONLINE, "costs.component": COURSE.costs[0].component,
                    "sessions.starts_at": "07:31", "sessions.ends_at": "16:49"})  # fmt: skip
    course: Course = marks.record(Course)
    text = said(request_pdf(case(requested(topic=course.topic), course), OFFICE, ARMS, DAY)).casefold()
    wanted = {path: word for path, word in marks.words.items() if path not in COURSE_NOT_PRINTED}
    assert [path for path, word in wanted.items() if word.casefold() not in text] == []


# -- the request -------------------------------------------------------------------------------------------------------


def test_the_request_names_costs_links_and_opinions() -> None:
    text = said(request_pdf(case(approved(travel_costs=8000, lodging_costs=12345)), OFFICE, ARMS, DAY))
    for part in (
        "opłata cennik ośrodka jedna osoba 600,00 zł",
        "nocleg faktura zbiorcza cała grupa, do podziału 450,00 zł",
        "dofinansowanie fundusz szkoleniowy cała grupa, do podziału −100,00 zł",
        "dojazd bilet kolejowy ta osoba 82,40 zł",
        "dojazd z rozliczonej delegacji ta osoba 80,00 zł",
        "nocleg z rozliczonej delegacji ta osoba 123,45 zł",
        "Koszt udziału tej osoby 794,90 zł",
        "Klasyfikacja budżetowa: 750-75023-4700",
        "poz. 3 planu na 2026 r.",
        "nowe zadania referatu od stycznia",
        "Środki są w planie.",
        "pominięto: oferta dotyczy jednej komórki",
    ):
        assert part in text, part


@pytest.mark.parametrize(
    ("record", "agreed", "refusal"),
    [(requested(), OPEN_BOX, OPEN_BOX), (approved(), CROSSED_BOX, OPEN_BOX), (refused(), OPEN_BOX, CROSSED_BOX)],
)
def test_the_decision_crosses_its_box_and_blank_is_left_to_the_pen(
    record: Participation, agreed: str, refusal: str
) -> None:
    text = said(request_pdf(case(record), OFFICE, ARMS, DAY))
    assert f"{agreed} wyrażam zgodę na szkolenie {refusal} nie wyrażam zgody" in text.replace("  ", " ")


def test_a_refused_request_says_when_and_why() -> None:
    text = said(PRINTS["request refused"]())
    assert "WNIOSEK ODRZUCONY 08.09.2026. Powód: Budżet szkoleń na ten rok" in text
    assert "Powód odmowy z 08.09.2026" in text
    assert "Odmowa zatwierdzenia 08.09.2026 Burmistrz" in text
    assert "Zatwierdzenie wniosku" not in text


def test_a_person_called_like_the_mayor_keeps_the_name() -> None:
    office = replace(OFFICE, head_title=HeadTitle.WOJT)
    steps = (*STEPS[:3], replace(STEPS[3], actor="Jan Burmistrz"))
    text = said(request_pdf(case(approved(steps=steps)), office, None, DAY))
    assert "Zatwierdzenie wniosku 08.09.2026 Jan Burmistrz" in text
    text = said(circulation_pdf([waiting(carded(), turn="pracownik: Jan Burmistrz")], ALARMS, office, None, DAY))
    assert "pracownik: Jan Burmistrz" in text


def test_a_training_outside_the_plan_says_so() -> None:
    assert "szkolenie spoza planu" in said(request_pdf(_blank(), OFFICE, None, DAY))


def test_who_has_no_seat_is_told_on_the_request() -> None:
    assert "LISTA REZERWOWA" in said(request_pdf(case(requested(seat=Seat.WAITING)), OFFICE, ARMS, DAY))


@pytest.mark.parametrize("title", HeadTitle)
def test_the_head_of_this_office_decides(title: HeadTitle) -> None:
    office = replace(OFFICE, head_title=title)
    word = {HeadTitle.WOJT: "Wójt", HeadTitle.BURMISTRZ: "Burmistrz", HeadTitle.PREZYDENT: "Prezydent"}[title]
    text = said(circulation_pdf([waiting(requested(), turn=word)], ALARMS, office, None, DAY))
    assert f"Zatwierdzenie wniosku {word}" in text
    assert ("Burmistrz" in text) is (title is HeadTitle.BURMISTRZ)
    assert word in said(request_pdf(case(requested()), office, None, DAY))


# -- letters -----------------------------------------------------------------------------------------------------------


def test_the_referral_names_request_decision_and_papers() -> None:
    text = said(PRINTS["referral"]())
    assert "Na podstawie wniosku nr 12/2026 z 04.09.2026, zatwierdzonego 08.09.2026, kieruję" in text
    assert "zgłoszenie z 10.09.2026, delegacja nr 14/2026" in text
    assert "kartę uczestnictwa nr 12/2026" in text


@pytest.mark.parametrize(
    ("make", "record", "says"),
    [
        (referral_pdf, requested(), "Najpierw zapisz zatwierdzenie"),
        (referral_pdf, refused(), "Najpierw zapisz zatwierdzenie"),
        (refusal_pdf, approved(), "Najpierw zapisz odmowę"),
    ],
)
def test_a_letter_before_its_time_says_what_comes_first(make: Any, record: Participation, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        make(case(record), OFFICE, None, DAY)


def test_the_refusal_gives_its_reason() -> None:
    text = said(PRINTS["refusal"]())
    assert "Powód odmowy Budżet szkoleń na ten rok jest wyczerpany" in text
    assert "Do wiadomości: kierownik komórki organizacyjnej (Maria Wiśniewska-Dąbrowska)" in text


def test_the_registration_lists_who_goes_and_what_an_invoice_needs() -> None:
    text = said(PRINTS["registration"]())
    assert "Uczestnicy (4)" in text
    assert [each.participation.person for each in group(4) if each.participation.person not in text] == []
    for part in ("NIP 1234563218", "REGON 123456785", "ul. Łąkowa 1", "600,00 zł za osobę", INSTITUTION.email):
        assert part in text, part
    assert "450,00" not in text  # lodging is no business of the institution


def test_only_approved_people_are_registered() -> None:
    cases = [case(requested(person="Ewa Wniosek")), case(approved(person="Ewa Zgoda"))]
    text = said(registration_pdf([*cases, case(refused(person="Ewa Odmowa"))], OFFICE, None, DAY))
    assert "Ewa Zgoda" in text
    assert "Ewa Wniosek" not in text
    assert "Ewa Odmowa" not in text
    with pytest.raises(Refusal, match="Nie ma kogo zgłosić"):
        registration_pdf(cases[:1], OFFICE, None, DAY)


# -- the card ----------------------------------------------------------------------------------------------------------


def test_an_empty_card_carries_person_and_training_and_no_answer() -> None:
    text = said(PRINTS["empty card"]())
    assert "Jan Żółć" in text
    assert "Kodeks postępowania administracyjnego" in text
    assert CROSSED_BOX not in text
    boxes = 3 + 6 * 5 + 2 + 5
    assert text.count(OPEN_BOX) == boxes
    for answer in ("4,33", "ODK/77/2026", "Uzasadnienia decyzji", "12.10.2026", "Mniej uchylonych"):
        assert answer not in text, answer


def test_a_filled_card_crosses_marks_and_says_steps() -> None:
    text = said(PRINTS["filled card"]())
    assert text.count(CROSSED_BOX) == 1 + 6 + 1 + 1
    o, x = OPEN_BOX, CROSSED_BOX
    for part in (
        f"Treść {o} {o} {o} {o} {x}",
        f"Materiały {o} {o} {x} {o} {o}",
        f"{o} obecny(-a) przez cały czas {x} obecny(-a) przez część szkolenia",
        f"{x} tak {o} nie",
        "Średnia ocen: 4,33.",
        "Nieobecność w dniach: 06.10.2026.",
        "Rozmowa na temat szkolenia odbyła się dnia: 13.10.2026",
        "pismo OR.2130.4.2026",
        "pominięto: adnotacja w zestawieniu papierowym",
    ):
        assert part in " ".join(text.split()), part


def test_cards_of_a_training_come_in_one_file_with_their_own_pages() -> None:
    pdf = PRINTS["cards of a training"]()
    text = said(pdf)
    assert [each.participation.person for each in group(3) if each.participation.person not in text] == []
    assert page_count(pdf) == 6


# -- attendance and certificates ---------------------------------------------------------------------------------------


def test_the_list_has_a_row_for_each_of_thirty_people_and_a_column_for_each_meeting() -> None:
    tree = read(PRINTS["attendance"]())
    signing = tree.find("Table")[-1]
    assert len(signing.kids) == 1 + 30 + 2
    assert [cell.all_text for cell in signing.kids[0].kids[3:]] == ["05.10.2026 09:00–15:00", "06.10.2026 09:00–14:00"]


@pytest.mark.parametrize(("meetings", "lies", "columns"), [(3, False, [3]), (8, True, [8]), (20, True, [7, 7, 6])])
def test_many_meetings_lie_and_are_shared_out(meetings: int, lies: bool, columns: list[int]) -> None:
    pdf = attendance_pdf(group(3, many_sessions(meetings)), OFFICE, None, DAY)
    page = render_page(pdf, 0, dpi=36)
    assert (page.width > page.height) is lies
    tables = read(pdf).find("Table")[-len(columns) :]
    assert [len(table.kids[0].kids) - 3 for table in tables] == columns


def test_an_absence_that_is_known_stands_in_its_place() -> None:
    cases = [
        case(carded(person="Ewa Połowa"), INTERNAL),
        case(approved(seat=Seat.WAITING, person="Ewa Rezerwa"), INTERNAL),
    ]
    text = said(attendance_pdf(cases, OFFICE, None, DAY))
    assert text.count(ABSENT) == 1
    assert "Ewa Rezerwa" not in text


@pytest.mark.parametrize(
    ("course", "columns"),
    [
        (replace(INTERNAL, sessions=()), ["05.10.2026", "06.10.2026"]),
        (replace(INTERNAL, sessions=(), days=1, ends_on=date(2026, 10, 9)), ["Podpis"]),
        (replace(INTERNAL, sessions=(), days=None, ends_on=date(2027, 6, 30)), ["Podpis"]),
    ],
)
def test_a_training_without_meetings_is_signed_by_day(course: Course, columns: list[str]) -> None:
    signing = read(attendance_pdf(group(1, course), OFFICE, None, DAY)).find("Table")[-1]
    assert [cell.all_text for cell in signing.kids[0].kids[3:]] == columns


def test_a_certificate_names_what_was_learnt_and_how_long_it_holds() -> None:
    text = said(PRINTS["certificate"]())
    for part in ("nr ODK/77/2026", "Jan Żółć", "2 dni, 16 godzin lekcyjnych", "Ważne do 06.10.2028.", "Odwołanie",
                 "upoważnienie do przetwarzania danych", "Przykładowa, 06.10.2026", "Żaneta Przykł"):  # fmt: skip
        assert part in text, part


def test_a_certificate_that_was_not_issued_is_not_printed() -> None:
    assert page_count(certificates_pdf([case(approved(), INTERNAL), case(carded(), INTERNAL)], OFFICE, None, DAY)) == 1
    with pytest.raises(Refusal, match="Wystaw zaświadczenia"):
        certificates_pdf([case(approved(), INTERNAL)], OFFICE, None, DAY)
    with pytest.raises(Refusal, match="instytucja szkoląca"):
        certificates_pdf([case(carded())], OFFICE, None, DAY)


# -- one person, all cards ---------------------------------------------------------------------------------------------


def test_the_history_adds_up_what_counts_only() -> None:
    earlier = carded(starts_on=date(2025, 3, 4), ends_on=date(2025, 3, 4), days=1, cost=10000)
    cases = [case(carded()), case(refused()), case(requested(seat=Seat.WAITING)), case(earlier)]
    text = said(history_pdf(cases, OFFICE, None, DAY))
    assert "Razem 2 szkolenia" in text
    assert "3 dni" in text
    assert "32 godziny" in text
    assert "894,90 zł" in text
    assert text.count("nie liczy się") == 2
    assert text.index("05.10.2026") < text.index("04.03.2025")


@pytest.mark.parametrize(("waited", "words"), [(6, ""), (7, "! opóźniona"), (13, "! opóźniona"), (14, "!! bardzo")])
def test_overdue_cards_are_told_in_words(waited: int, words: str) -> None:
    record = approved(waiting_since=DAY - timedelta(days=waited))
    text = said(circulation_pdf([waiting(record)], ALARMS, OFFICE, None, DAY))
    row = text[text.rindex("12/2026") :]
    assert (words in row) if words else ("opóźniona" not in row)
    assert row.endswith(f" {waited}")
    assert "kierownik komórki: Ewa Wrona" in row


def test_where_every_card_is_goes_by_step() -> None:
    records = [
        carded(number="5/2026"),
        approved(number="1/2026"),
        approved(number="2/2026"),
        requested(number="3/2026"),
    ]
    text = said(circulation_pdf([waiting(each) for each in records], ALARMS, OFFICE, None, DAY))
    assert text.index("3/2026 Jan") < text.index("1/2026 Jan") < text.index("2/2026 Jan") < text.index("5/2026 Jan")
    assert "Wypełnienie karty uczestnictwa – 2 sprawy" in text
    assert "Razem 4 0 3" in text
    assert "przed terminem" in text


@pytest.mark.parametrize(
    ("record", "kinds", "usual"),
    [
        (requested(), "request", "request"),
        (approved(), "request referral empty_card", "request"),
        (carded(), "request referral empty_card card", "card"),
        (carded(kind=CourseKind.INTERNAL), "request referral empty_card card certificate", "card"),
        (refused(), "request refusal", "refusal"),
        (approved(outcome=Outcome.ABSENT), "request", "request"),
    ],
)
def test_what_can_be_printed_follows_the_procedure(record: Participation, kinds: str, usual: str) -> None:
    assert " ".join(prints_for(record)) == kinds
    assert usual_print(record) == usual
    for kind in prints_for(record):
        course = INTERNAL if record.kind is CourseKind.INTERNAL else COURSE
        assert single_pdf(kind, case(record, course), OFFICE, None, DAY).startswith(b"%PDF")


def test_steps_of_the_sample_are_those_of_the_procedure() -> None:
    assert [step.step for step in STEPS] == list(Step)[:10]
    assert all(isinstance(step, StepDone) for step in STEPS)
