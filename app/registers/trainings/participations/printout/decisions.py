"""Letters after the decision on a request: „Skierowanie na szkolenie” and the refusal with its reason."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import format_date
from app.core.errors import Refusal
from app.people.office.domain import Office
from app.people.office.printout import head_signature
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack
from app.printing.document import Flow
from app.printing.lists import bullets
from app.printing.signatures import signatures
from app.printing.styles import Variant
from app.registers.trainings.courses.domain import CourseKind
from app.registers.trainings.participations.domain import Outcome, Step
from app.registers.trainings.participations.printout.paper import (
    DATE_AND_SIGNATURE,
    Case,
    Form,
    Paper,
    done,
    line,
    new_document,
    on_fewer_pages,
    paper,
)

REFERRAL, REFUSAL = "Skierowanie na szkolenie", "Odmowa skierowania na szkolenie"


def referral_pdf(
    case: Case, office: Office, coat_of_arms: bytes | None, printed_on: date, variant: Variant = Variant.STANDARD
) -> bytes:
    """The referral; Refusal while the request is not approved, or when it ended otherwise."""
    record = case.participation
    step = done(record, Step.APPROVE)
    if step is None or record.outcome not in (Outcome.OPEN, Outcome.COMPLETED):
        raise Refusal("Skierowanie drukuje się do zatwierdzonego wniosku. Najpierw zapisz zatwierdzenie.")
    return _letter(_Referral, case, paper(office, coat_of_arms, printed_on, variant), REFERRAL, "Skierowanie nr")


def refusal_pdf(
    case: Case, office: Office, coat_of_arms: bytes | None, printed_on: date, variant: Variant = Variant.STANDARD
) -> bytes:
    """The letter that refuses, with the reason; Refusal where nothing was refused."""
    if case.participation.outcome is not Outcome.REFUSED:
        raise Refusal("To pismo drukuje się po odmowie. Najpierw zapisz odmowę z powodem.")
    return _letter(_Refused, case, paper(office, coat_of_arms, printed_on, variant), REFUSAL, "Wniosek nr")


def _letter(kind: "type[_Letter]", case: Case, sheet: Paper, name: str, badge: str) -> bytes:
    record = case.participation
    title = f"{name} – {record.person}, wniosek nr {record.number}"
    document = new_document(sheet, title, name, record.number)

    def made(sheet: Paper) -> Flow:
        form = kind(case, sheet)
        blocks = [
            form.letterhead(badge, record.number),
            form.place_and_day(form.dated()),
            *form.addressee(record.person, record.post, case.unit or record.unit),
            form.title(name, title, letter=True),
            *form.body(),
        ]
        return form.flow(document, blocks, name, record.person, f"{badge} {record.number}")

    document.add(on_fewer_pages(made, sheet, 1))
    return document.save()


class _Letter(Form):
    def __init__(self, case: Case, paper: Paper) -> None:
        super().__init__(paper)
        self.case, self.record = case, case.participation

    def dated(self) -> date | None:
        """The day of the letter; None for today."""
        return None

    def body(self) -> Iterator[Block]:
        """What stands below the title."""
        raise NotImplementedError

    def asked(self) -> str:
        """``wniosku nr 12/2026 z 02.03.2026``."""
        asked = self.record.requested_on
        return f"wniosku nr {self.record.number}" + (f" z {format_date(asked)}" if asked else "")

    def signed(self, confirmed: str) -> Block:
        """The head's signature at the right, beside the person's confirmation."""
        title, name = head_signature(self.paper.office)
        places = [
            (f"Pracownik – {confirmed}", self.record.person, DATE_AND_SIGNATURE),
            (title, name, DATE_AND_SIGNATURE),
        ]
        return Stack([Space(10), signatures(places, self.t)], gap=14 * self.t.unit, keep=True)


class _Referral(_Letter):
    def body(self) -> Iterator[Block]:
        course, record, t = self.case.course, self.record, self.t
        step = done(record, Step.APPROVE)
        day = f", zatwierdzonego {format_date(step.done_on)}," if step and step.done_on else ""
        what = "studia" if course.kind is CourseKind.STUDIES else "szkolenie"
        yield self.say(f"Na podstawie {self.asked()}{day} kieruję Panią/Pana na {what}:")
        yield Space(4)
        yield from self.course(course, self.case.institution, topic=record.topic)
        yield from self.sessions(course, 2)
        papers = done(record, Step.REGISTER)
        if papers is not None and papers.document.strip():
            yield self.say(f"Zgłoszenie i dokumenty: {line(papers.document)}.", gap=8)
        if record.budget_line.strip():
            yield self.say(f"Klasyfikacja budżetowa: {line(record.budget_line)}.", gap=2)
        duties = [
            "W dniach szkolenia jest Pani/Pan zwolniona(-y) z obowiązków na stanowisku pracy.",
            f"Po szkoleniu proszę niezwłocznie wypełnić kartę uczestnictwa nr {record.number} i oddać ją kierownikowi "
            "komórki organizacyjnej.",
            "Do karty proszę dołączyć kopię zaświadczenia, jeżeli instytucja je wydała.",
        ]
        heading = Heading(2, "Obowiązki uczestnika", t.heading)
        yield Panel([heading, *bullets(duties, t.body)], gap=12 * t.unit, padding=9)
        yield self.signed("otrzymałem(-am) skierowanie i kartę uczestnictwa")


class _Refused(_Letter):
    def dated(self) -> date | None:
        return self.record.outcome_on

    def body(self) -> Iterator[Block]:
        course, record, t = self.case.course, self.record, self.t
        yield self.say(f"Po rozpatrzeniu {self.asked()} nie wyrażam zgody na skierowanie Pani/Pana na szkolenie:")
        yield Space(4)
        yield from self.course(course, self.case.institution, topic=record.topic)
        reason = record.outcome_reason.strip() or "Powodu nie podano."
        heading = Heading(2, "Powód odmowy", t.heading)
        yield Panel([heading, *self.words(reason)], gap=12 * t.unit, padding=9)
        decided = done(record, Step.APPROVE)
        if decided is not None and decided.document.strip():
            yield self.say(f"Dokument: {line(decided.document)}.")
        yield self.signed("otrzymałem(-am) pismo")
        head = f" ({self.case.head})" if self.case.head else ""
        yield Paragraph(f"Do wiadomości: kierownik komórki organizacyjnej{head}.", t.note, gap=10 * t.unit)
