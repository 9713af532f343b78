"""Reminders to organisations that did not answer, and sheets for the office: who has not, and how a round came on."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space
from app.printing.document import Document, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.confirmations.domain import ConfirmationRound, LineState, state_on
from app.registers.ngos.confirmations.printout.form_sheet import addressee, return_to
from app.registers.ngos.confirmations.usecases import RoundLine
from app.registers.ngos.confirmations.words import (
    LINE_STATES,
    STATES,
    day,
    measured,
    months,
    reminded_words,
    sent_words,
)
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.words import address_words

REMINDER = "Przypomnienie o potwierdzeniu danych"
_EVERYBODY = "Wszystkie organizacje z tej rundy odpowiedziały."


def reminders_pdf(
    round_: ConfirmationRound,
    lines: Sequence[RoundLine],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """A letter for each organisation; those that are not in the register any more are passed over."""
    t, progress = Typography(Variant.STANDARD), progress or NoProgress()
    metadata = Metadata(f"{REMINDER} – {round_.name}", office.name, REMINDER, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    for number, line in enumerate(lines):
        progress.report(number, 2 * len(lines), line.line.name)
        if line.organisation is None:
            continue
        blocks = [
            letterhead(office, arms, t, badge_title="Przypomnienie", badge=round_.name),
            *_reminder(round_, line, line.organisation, office, printed_on, t),
        ]
        running = Running(f"{REMINDER} · {round_.name}", line.line.name, notice(office))
        document.add(document.flow(blocks, running, title=line.line.name), own_numbers=True)
    return document.save(SecondHalf(progress))


def _reminder(
    round_: ConfirmationRound, line: RoundLine, one: Organisation, office: Office, printed_on: date, t: Typography
) -> Iterator[Block]:
    yield addressee(one, office, printed_on, t)
    yield Heading(1, REMINDER, TextStyle(16, 20, Cut.BOLD), gap=18, anchor=Anchor(one.name, 0))
    sent = f"Dnia {day(line.line.sent_on)} wysłaliśmy" if line.line.sent_on else "Wysłaliśmy"
    late = round_.answer_by is not None and round_.answer_by < printed_on
    until = f", z prośbą o odpowiedź do {day(round_.answer_by)}" if round_.answer_by else ""
    yield Paragraph(
        f"{sent} Państwu formularz z danymi organizacji, które są w rejestrze urzędu{until}. "
        f"{'Termin minął, a odpowiedzi' if late else 'Odpowiedzi'} jeszcze nie mamy.",
        t.body,
        gap=10,
    )
    yield Paragraph(
        "Prosimy o odesłanie podpisanego formularza albo o wiadomość, że dane są aktualne lub że organizacja "
        "zakończyła działalność. Jeśli formularz zaginął, chętnie wyślemy go jeszcze raz. Bez potwierdzenia "
        "organizacja będzie oznaczona w rejestrze jako „niepotwierdzona”.",
        t.body,
        gap=6,
    )
    yield Paragraph("Jeżeli odpowiedź jest już w drodze, prosimy uznać to pismo za nieważne.", t.body, gap=6)
    yield Paragraph(return_to(office), t.strong, gap=12)
    title, name = head_signature(office)
    yield signatures([(title, name, "podpis")], t, gap=24, at_right=True)


def missing_pdf(
    round_: ConfirmationRound,
    lines: Sequence[RoundLine],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """Those that did not answer, with how to reach them; for the office alone."""
    rows = [
        (
            f"{number}.",
            line.line.name,
            "\n".join(_contact(line.organisation)),
            sent_words(line.line) or LINE_STATES[LineState.NOT_SENT],
            reminded_words(line.line),
            line.line.note,
        )
        for number, line in enumerate(lines, 1)
    ]
    headers = ("Lp.", "Organizacja", "Kontakt", "Wysłano", "Przypomnienia", "Uwagi")
    shares = (0.9, 4.6, 5.9, 2.5, 2.9, 2.6)
    return _sheet("Organizacje bez odpowiedzi", round_, headers, rows, shares, office, coat_of_arms, printed_on)


def round_pdf(
    round_: ConfirmationRound,
    lines: Sequence[RoundLine],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    """The whole list with what every organisation answered."""
    rows = [
        (
            f"{number}.",
            line.line.name,
            sent_words(line.line),
            LINE_STATES[line.state] + (f"\n{day(line.line.answered_on)}" if line.line.answered_on else ""),
            reminded_words(line.line),
            line.line.note,
        )
        for number, line in enumerate(lines, 1)
    ]
    headers = ("Lp.", "Organizacja", "Wysłano", "Odpowiedź", "Przypomnienia", "Uwagi")
    shares = (0.9, 6, 2.6, 3, 3, 4)
    return _sheet("Przebieg rundy", round_, headers, rows, shares, office, coat_of_arms, printed_on)


def _sheet(
    kind: str,
    round_: ConfirmationRound,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
) -> bytes:
    t = Typography(Variant.STANDARD)
    title = f"{kind}: {round_.name}"
    document = Document(Metadata(title, office.name, kind, "", f"{printed_on:%Y%m%d}"), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    facts = [
        ("Początek", day(round_.starts_on), ()),
        ("Odpowiedź do", day(round_.answer_by), ()),
        ("Potwierdzenie ważne", months(round_.valid_months or 0), ()),
        ("Stan", STATES[state_on(round_, printed_on)], (day(round_.closed_on),)),
    ]
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Do użytku wewnętrznego", badge="Potwierdzanie danych"),
        Heading(1, title, TextStyle(17, 21, Cut.BOLD), gap=16, anchor=Anchor(title, 0)),
        Paragraph(measured(round_), t.lead, gap=3),
        Space(6),
        Facts(facts, t.question, t.strong, t.note, columns=4),
    ]
    if rows:
        blocks.append(Table(headers, rows, shares, t.subheading, t.small, gap=12))
    elif round_.lines:
        blocks.append(Paragraph(_EVERYBODY, t.body, gap=12))
    if round_.note:
        blocks.append(Paragraph(f"Uwagi: {round_.note}", t.note, gap=10))
    footer = " · ".join(filter(None, (office.name, f"stan na {format_date(printed_on)}")))
    marked = " · ".join(filter(None, ("Do użytku wewnętrznego", notice(office))))
    document.add(document.flow(blocks, Running(footer, title, marked), title=title))
    return document.save()


def _contact(one: Organisation | None) -> Iterator[str]:
    if one is None:
        yield "nie ma jej już w rejestrze"
        return
    if one.seat is not None:
        yield address_words(one.seat)
    yield from (f"tel. {phone}" for phone in one.phones[:2])
    if one.email:
        yield one.email
