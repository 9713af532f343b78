"""„Zgłoszenie na szkolenie” (seed, slide 32, step 5): one form for everybody whom the office sends to a training."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.errors import Refusal
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import head_signature
from app.printing.blocks import Block, Columns, Paragraph, Stack
from app.printing.document import Flow
from app.printing.lists import bullets
from app.printing.signatures import signatures
from app.printing.writing import FillIn, choices
from app.registers.trainings.courses.domain import Component
from app.registers.trainings.institutions.domain import Institution
from app.registers.trainings.participations.domain import approved
from app.registers.trainings.participations.printout.paper import (
    Case,
    Form,
    Paper,
    line,
    new_document,
    on_fewer_pages,
    organiser,
    paper,
    span,
)

NAME = "Zgłoszenie na szkolenie"


def registration_pdf(cases: Sequence[Case], office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The form for all approved people of one training; Refusal while there are none."""
    going = [case for case in cases if approved(case.participation)]
    if not going:
        raise Refusal(
            "Nie ma kogo zgłosić: żaden wniosek na to szkolenie nie jest zatwierdzony. Najpierw zapisz zatwierdzenie."
        )
    sheet = paper(office, coat_of_arms, printed_on)
    topic = going[0].participation.topic
    document = new_document(sheet, f"{NAME} – {topic}", NAME, topic)

    def made(sheet: Paper) -> Flow:
        form = _Registration(going, sheet)
        return form.flow(document, form.blocks(), NAME, topic, NAME)

    document.add(on_fewer_pages(made, sheet, 1))
    return document.save()


class _Registration(Form):
    def __init__(self, cases: Sequence[Case], paper: Paper) -> None:
        super().__init__(paper)
        self.cases, self.course_ = cases, cases[0].course
        self.institution = cases[0].institution

    def blocks(self) -> list[Block]:
        topic = self.cases[0].participation.topic
        return [
            self.letterhead("Zgłoszenie", span(self.course_.starts_on, None)),
            self.place_and_day(self.paper.day),
            *self._to(self.institution),
            self.title(NAME, f"{NAME} – {topic}", letter=True),
            self.part("Szkolenie"),
            *self.facts([("Temat szkolenia", topic, "")], columns=1),
            *self.when_and_where(self.course_),
            *self._people(),
            *self._price(),
            *self._invoice(),
            *self._signed(),
        ]

    def _to(self, institution: Institution | None) -> Iterator[Block]:
        if institution is None:
            yield Paragraph(organiser(self.course_), self.t.strong, gap=8 * self.t.unit)
            return
        nip = f"NIP {institution.nip}" if institution.nip else ""
        contact = f"osoba do kontaktu: {institution.contact}" if institution.contact else ""
        yield Paragraph(institution.name, self.t.strong, gap=8 * self.t.unit)
        for words in (institution.address, nip,
                      ", ".join(filter(None, (institution.phone, institution.email))), contact):  # fmt: skip
            if words:
                yield Paragraph(words, self.t.body)

    def _people(self) -> Iterator[Block]:
        count = len(self.cases)
        yield self.part(f"Uczestnicy ({count})" if count > 1 else "Uczestnik")
        rows = [
            (str(number), line(case.participation.person), line(case.participation.post),
             case.unit or case.participation.unit)
            for number, case in enumerate(self.cases, 1)
        ]  # fmt: skip
        yield self.table(("Lp.", "Imię i nazwisko", "Stanowisko", "Komórka organizacyjna"), rows, (0.8, 4, 5, 4.4))

    def _price(self) -> Iterator[Block]:
        """What is agreed for a person or for the group; travel is no business of the institution."""
        told = []
        for cost in self.course_.costs:
            if cost.component in (Component.FEE, Component.VAT) and cost.amount is not None:
                what = "Cena szkolenia" if cost.component is Component.FEE else "Podatek VAT"
                whose = "za całą grupę" if cost.shared else "za osobę"
                note = f" ({line(cost.note)})" if cost.note.strip() else ""
                told.append(f"{what}: {format_money(cost.amount)} {whose}{note}")
        if told:
            yield self.part("Cena")
            yield from bullets(told, self.t.body)

    def _invoice(self) -> Iterator[Block]:
        office, t = self.paper.office, self.t
        yield self.part("Dane zamawiającego do faktury")
        numbers = ", ".join(
            f"{name} {value}" for name, value in (("NIP", office.nip), ("REGON", office.regon)) if value
        )
        contact = ", ".join(filter(None, (f"tel. {office.phone}" if office.phone else "", office.email)))
        delivery = f"e-Doręczenia: {office.delivery_address}" if office.delivery_address else ""
        known = [
            ("Nabywca i odbiorca", office.name, office.address, numbers or "NIP: ……………………………"),
            ("Kontakt", contact or "……………………………", delivery),
        ]
        yield from self.facts(known, columns=2)
        question = Paragraph("Szkolenie jest finansowane ze środków publicznych", t.strong, keep_with_next=True)
        said = choices((("w całości", False), ("w części", False), ("nie", False)), t.body, gap=1)
        yield Stack([question, said], gap=8, keep=True)
        yield Columns(
            [[FillIn("Osoba do kontaktu:", "", t)], [FillIn("Telefon, e-mail:", "", t)]], (1, 1), gutter=14, gap=2
        )

    def _signed(self) -> Iterator[Block]:
        title, name = head_signature(self.paper.office)
        yield signatures([(title, name, "data, podpis i pieczęć")], self.t, at_right=True, gap=14 * self.t.unit)
