"""„Polecenie wyjazdu służbowego” and „Rachunek kosztów podróży” as the form in common use, filled or for the pen.

The bill is printed from the order's legs, meals and documents with the sentence that explains each line; before the
settlement it is empty, for the traveller to write on.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.money_words import money_words
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Columns, Heading, Panel, Paragraph, Stack
from app.printing.document import Document, Running
from app.printing.fonts import Cut
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import NOTICE, TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.printing.writing import FillIn
from app.registers.trainings.travel.allowance import Account, Line, in_words
from app.registers.trainings.travel.domain import Leg, Transport, TravelOrder, TravelState
from app.registers.trainings.travel.settling import account_of, journey, quantity_words, rate_words
from app.registers.trainings.travel.words import TRANSPORTS, VEHICLES, days_of, leg_in_words

ORDER, BILL = "Polecenie wyjazdu służbowego", "Rachunek kosztów podróży"
_SIGN = "data i podpis"
_EMPTY_LEGS = 5
_EMPTY_LINES = ("Diety", "Noclegi", "Przejazdy", "Dojazdy na miejscu", "Kilometry własnym pojazdem", "Inne wydatki")


def order_pdf(
    record: TravelOrder,
    unit: str,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
) -> bytes:
    """Order and bill as one PDF; ``unit`` is the unit's full name, ``coat_of_arms`` the bytes of a picture file."""
    t = Typography(variant)
    title = f"{ORDER} nr {record.number} – {record.person}"
    document = Document(Metadata(title, office.name, ORDER, record.number, f"{printed_on:%Y%m%d}"), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    paper = _Paper(record, unit, office, t)
    head = letterhead(office, arms, t, badge_title="Delegacja nr", badge=record.number)
    footer = f"Delegacja nr {record.number} · wydrukowano {format_date(printed_on)}"
    for name, blocks in ((ORDER, [head, *paper.order()]), (BILL, list(paper.bill()))):
        running = Running(footer, f"{name} · {record.person}", notice(office))
        document.add(document.flow(blocks, running, title=f"{name} nr {record.number}"))
    return document.save()


class _Paper:
    """The blocks of both pages."""

    def __init__(self, record: TravelOrder, unit: str, office: Office, t: Typography) -> None:
        self.record, self.unit, self.office, self.t = record, unit, office, t
        self.cell = t.body if t.large else TextStyle(9.2, 11.8)
        self.small = t.note if t.large else TextStyle(8.2, 10.4)

    # -- order -------------------------------------------------------------------------------------------------

    def order(self) -> Iterator[Block]:
        """The first page."""
        record, t = self.record, self.t
        yield self._title(f"{ORDER} nr {record.number}", ORDER)
        if record.ordered_on is not None:
            yield Paragraph(f"z dnia {format_date(record.ordered_on)} r.", t.lead, gap=1)
        yield from self._cancelled()
        unit = f"{self.unit} ({record.unit})" if self.unit and record.unit else self.unit or record.unit
        yield self._facts([("Delegowany", record.person), ("Stanowisko", record.post), ("Komórka organizacyjna", unit)])
        yield self._facts([("Dokąd", record.destination), ("Czas", days_of(record)), ("Środek transportu", self._by())])
        yield self._facts([("Cel wyjazdu", record.purpose)])
        if record.transport is Transport.OWN_CAR:
            agreed = (
                "Na wniosek pracownika pracodawca wyraża zgodę na przejazd pojazdem, który nie jest jego własnością "
                "(§ 3 ust. 3 rozporządzenia z 29.01.2013 o należnościach z tytułu podróży służbowej)."
            )
            yield Paragraph(agreed, t.note, gap=4)
        yield signatures([("Zlecający wyjazd", record.ordered_by, _SIGN)], t, gap=8, at_right=True)
        yield self._part("Zaliczka")
        yield from self._advance()
        yield self._part("Stwierdzenie pobytu służbowego")
        rows = [("", "", "")] * 3
        yield self._table(
            ("Miejscowość i nazwa jednostki", "Dzień i godzina od – do", "Pieczęć i podpis"), rows, (3, 2.4, 3), room=34
        )
        if record.note.strip():
            yield self._part("Uwagi")
            yield Paragraph(_line(record.note), t.body, gap=3)

    def _advance(self) -> Iterator[Block]:
        record, t = self.record, self.t
        amount = record.advance
        if amount == 0:
            yield Paragraph("Bez zaliczki.", t.body, gap=3)
            return
        asked = "" if amount is None else f"{format_money(amount)} ({money_words(amount)})"
        yield FillIn("Proszę o zaliczkę w kwocie:", asked, t, gap=3)
        places = [
            ("Delegowany", record.person, _SIGN),
            ("Zatwierdzono do wypłaty", "", _SIGN),
            ("Kwituję odbiór zaliczki", record.person, _SIGN),
        ]
        yield signatures(places, t, gap=4)

    # -- bill --------------------------------------------------------------------------------------------------

    def bill(self) -> Iterator[Block]:
        """The second page."""
        record, t = self.record, self.t
        account = account_of(record) if record.state is TravelState.SETTLED else None
        yield self._title(f"{BILL} – do delegacji nr {record.number}", BILL)
        settled = "" if record.settled_on is None else f"rozliczono {format_date(record.settled_on)}"
        yield Paragraph(", ".join(filter(None, (record.person, record.post, record.unit, settled))), t.lead, gap=1)
        known = None if account is None else journey(record)
        yield self._part("Przebieg podróży" + ("" if known is None else f" – {in_words(known[1] - known[0])}"))
        yield from self._legs()
        yield self._part("Koszty")
        yield from self._empty_bill() if account is None else self._filled(account)
        yield self._signing()

    def _signing(self) -> Block:
        """What is declared and signed, on one page whatever stands above."""
        record, t = self.record, self.t
        declared = "Oświadczam, że podane w rachunku czas podróży, posiłki i wydatki są zgodne z prawdą."
        checked = [
            ("Delegowany", record.person, _SIGN),
            ("Sprawdzono merytorycznie", "", _SIGN),
            ("Sprawdzono formalnie i rachunkowo", "", _SIGN),
        ]
        title, name = head_signature(self.office)
        paid = [
            ("Skarbnik", "zatwierdzono do wypłaty", _SIGN),
            (title, name, "zatwierdzam, data i podpis"),
            ("Kwituję odbiór", record.person, _SIGN),
        ]
        signing = [Paragraph(declared, t.body), signatures(checked, t, gap=2), signatures(paid, t, gap=2)]
        return Stack(signing, gap=6, keep=not t.large)

    def _legs(self) -> Iterator[Block]:
        legs, t = self.record.legs, self.t
        if t.large and legs:
            # columns would be too narrow for a date
            yield from (Paragraph(f"{n}. {leg_in_words(leg)}.", t.body, gap=4) for n, leg in enumerate(legs, 1))
        elif t.large:
            short = ("Skąd, dzień i godzina", "Dokąd, dzień i godzina", "Czym, km")
            yield self._table(short, [("", "", "")] * _EMPTY_LEGS, (3, 3, 2), room=44)
        else:
            rows: list[Sequence[str]] = [self._leg(leg) for leg in legs] or [[""] * 6] * _EMPTY_LEGS
            heads = ("Skąd", "Wyjazd", "Dokąd", "Przyjazd", "Środek transportu", "Km")
            shares = (2.6, 2.3, 2.6, 2.3, 2.2, 0.9)
            yield self._table(heads, rows, shares, aligns=(0, 0, 0, 0, 0, 1), room=0 if legs else 21)

    def _leg(self, leg: Leg) -> Sequence[str]:
        departs, arrives = (
            " ".join(filter(None, ("" if day is None else format_date(day), at)))
            for day, at in ((leg.departs_on, leg.departs_at), (leg.arrives_on, leg.arrives_at))
        )
        kilometres = "" if leg.kilometres is None else str(leg.kilometres)
        return leg.from_place, departs, leg.to_place, arrives, TRANSPORTS[leg.transport], kilometres

    def _filled(self, account: Account) -> Iterator[Block]:
        t = self.t
        yield from self._lines(account)
        yield Paragraph(f"Paragrafy bez nazwy aktu pochodzą z {account.basis}.", t.note, gap=3)
        yield self._result()
        if account.remarks:
            said: list[Block] = [Paragraph("Do sprawdzenia przed wypłatą", t.strong, keep_with_next=True)]
            said += [Paragraph(remark, self.cell, gap=2) for remark in account.remarks]
            yield Panel(said, gap=8, padding=8, bar=NOTICE)

    def _lines(self, account: Account) -> Iterator[Block]:
        lines = list(enumerate(account.lines, 1))
        if self.t.large:
            for number, line in lines:
                counted = f"{quantity_words(line)} × {rate_words(line)} = " if line.unit else ""
                amount = Span(f"{counted}{format_money(line.amount)}.", self.t.strong)
                yield Paragraph((Span(f"{number}. ", self.cell), *self._what(line), Span(" ", self.cell), amount),
                                self.cell, gap=6)  # fmt: skip
            return
        rows = [
            (str(n), self._what(line), quantity_words(line), rate_words(line), format_money(line.amount))
            for n, line in lines
        ]
        heads = ("Lp.", "Za co i dlaczego", "Ilość", "Stawka", "Kwota")
        yield self._table(heads, rows, (0.6, 9.2, 1.5, 1.5, 1.7), aligns=(0, 0, 1, 1, 1))

    def _what(self, line: Line) -> tuple[Span, ...]:
        name = self.cell.but(cut=Cut.BOLD)
        return Span(f"{line.what.rstrip('.')}. ", name), Span(line.why, self.small)

    def _result(self) -> Block:
        record, t = self.record, self.t
        advance = record.advance or 0
        paid = "Do wypłaty delegowanemu" if record.balance >= 0 else "Do zwrotu przez delegowanego"
        rows = [("Razem koszty podróży", record.total), ("Pobrana zaliczka", advance), (paid, abs(record.balance))]
        lines: list[Block] = []
        for label, grosze in rows:
            style = t.body if label == rows[1][0] else t.strong
            both = [[Paragraph(f"{label}:", style)], [Paragraph(format_money(grosze), style, align=1.0)]]
            lines.append(Columns(both, (3, 1), gutter=8))
        lines.append(Paragraph(f"Słownie: {money_words(abs(record.balance))}.", t.body, gap=3))
        return Panel(lines, gap=8, padding=8)

    def _empty_bill(self) -> Iterator[Block]:
        if self.record.state is TravelState.SETTLED:
            # what an erasure has left: the sums alone
            yield self._result()
            return
        rows = [(name, "", "", "") for name in (*_EMPTY_LINES, "Razem", "Pobrana zaliczka", "Do wypłaty / zwrotu")]
        yield self._table(("Za co", "Ilość", "Stawka", "Kwota"), rows, (5, 2, 2, 2), aligns=(0, 1, 1, 1), room=19)
        yield FillIn("Posiłki zapewnione bezpłatnie (dni i rodzaj):", "", self.t, gap=4)
        yield FillIn("Słownie:", "", self.t, gap=2)

    # -- pieces ------------------------------------------------------------------------------------------------

    def _title(self, title: str, anchor: str) -> Block:
        style = self.t.title if self.t.large else TextStyle(16, 20, Cut.BOLD)
        return Heading(1, title, style, gap=14 * self.t.unit, anchor=Anchor(anchor, 0))

    def _part(self, title: str) -> Block:
        return Heading(2, title, self.t.heading, gap=12 * self.t.unit)

    def _facts(self, known: Sequence[tuple[str, str]]) -> Block:
        told = [(label, _line(text), ()) for label, text in known if text.strip()]
        t = self.t
        return Facts(told, t.question, t.strong, t.note, columns=1 if t.large else max(len(told), 1), gap=8)

    def _table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str | Sequence[Span]]],
        shares: Sequence[float],
        *,
        aligns: Sequence[float] = (),
        room: float = 0.0,
    ) -> Block:
        return Table(
            heads, rows, shares, self.t.subheading, self.cell, aligns=aligns, gap=4, room=room, upright=room > 0
        )

    def _by(self) -> str:
        record = self.record
        if record.transport is not Transport.OWN_CAR:
            return TRANSPORTS[record.transport]
        vehicle = "" if record.vehicle is None else VEHICLES[record.vehicle]
        return ", ".join(filter(None, (TRANSPORTS[record.transport], vehicle, record.plate)))

    def _cancelled(self) -> Iterator[Block]:
        if self.record.state is TravelState.CANCELLED:
            reason = f"Powód: {_line(self.record.cancel_reason)}"
            content = (Span("ODWOŁANA. ", self.t.strong), Span(reason, self.t.body))
            yield Panel([Paragraph(content, self.t.body)], gap=8, padding=8, bar=NOTICE)


def _line(text: str) -> str:
    return " ".join(text.split())
