"""„Wniosek o przeszkolenie pracownika” (seed, slide 32, steps 3 and 4): what is asked, opinions, decision."""

from collections.abc import Iterator
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import head_signature
from app.printing.blocks import Block, Heading, Stack
from app.printing.document import Flow
from app.printing.lists import bullets
from app.printing.signatures import signatures
from app.printing.styles import Variant
from app.printing.text import Span
from app.printing.writing import answered, choices
from app.registers.trainings.courses.domain import Component
from app.registers.trainings.courses.words import COMPONENTS
from app.registers.trainings.participations.domain import Outcome, Step
from app.registers.trainings.participations.printout.paper import (
    DATE_AND_SIGNATURE,
    Case,
    Form,
    Paper,
    day_text,
    done,
    line,
    new_document,
    on_fewer_pages,
    paper,
    short,
)
from app.registers.trainings.participations.words import STEPS

NAME = "Wniosek o przeszkolenie pracownika"


def request_pdf(
    case: Case, office: Office, coat_of_arms: bytes | None, printed_on: date, variant: Variant = Variant.STANDARD
) -> bytes:
    """The request with what is known of opinions and of the decision; the rest is left to write by hand."""
    record = case.participation
    sheet = paper(office, coat_of_arms, printed_on, variant)
    title = f"{NAME} nr {record.number} – {record.person}"
    document = new_document(sheet, title, NAME, record.number)

    def made(sheet: Paper) -> Flow:
        form = _Request(case, sheet)
        return form.flow(document, form.blocks(title), NAME, record.person, f"Wniosek nr {record.number}")

    document.add(on_fewer_pages(made, sheet, 2))
    return document.save()


class _Request(Form):
    def __init__(self, case: Case, paper: Paper) -> None:
        super().__init__(paper)
        self.case, self.record = case, case.participation
        self.head_title, self.head_name = head_signature(paper.office)

    def blocks(self, title: str) -> list[Block]:
        record, case = self.record, self.case
        return [
            self.letterhead("Wniosek nr", record.number),
            self.place_and_day(record.requested_on),
            *self.addressee(self.head_name or self.head_title, self.head_title if self.head_name else ""),
            self.title(NAME, title, letter=True),
            *self.standing(record),
            self.part("Pracownik"),
            *self.person(case),
            self.part("Szkolenie"),
            *self.course(case.course, case.institution, topic=record.topic),
            *self.sessions(case.course),
            *self._costs(),
            *self._why(),
            *self._opinions(),
            self._decision(),
            *self._way(),
        ]

    # -- money ---------------------------------------------------------------------------------------------------

    def _costs(self) -> Iterator[Block]:
        record = self.record
        yield self.part("Koszt i źródło finansowania")
        rows: list[tuple[str | tuple[Span, ...], ...]] = []
        for shared in self.case.course.costs:
            whose = "cała grupa, do podziału" if shared.shared else "jedna osoba"
            rows.append(self._cost(shared.component, line(shared.note), whose, shared.amount))
        rows += [self._cost(own.component, line(own.note), "ta osoba", own.amount) for own in record.costs]
        for component, amount in ((Component.TRAVEL, record.travel_costs), (Component.LODGING, record.lodging_costs)):
            if amount:
                rows.append(self._cost(component, "z rozliczonej delegacji", "ta osoba", amount))
        if rows:
            strong = self.cell.but(cut=self.t.strong.cut)
            total = (Span("Koszt udziału tej osoby", strong),)
            rows.append((total, "", "", (Span(format_money(record.cost), strong),)))
            yield self.table(("Składnik", "Opis", "Kogo dotyczy", "Kwota"), rows, (3.4, 5, 3.4, 2.4), (0, 0, 0, 1))
        else:
            yield self.say("Nie wpisano kosztów.")
        if record.budget_line.strip():
            yield self.say(f"Klasyfikacja budżetowa: {line(record.budget_line)}.")
        else:
            yield answered("Klasyfikacja budżetowa (dział, rozdział, paragraf)", "", 1, self.t, gap=6)

    def _cost(self, component: Component, note: str, whose: str, amount: int | None) -> tuple[str, ...]:
        if amount is not None and component is Component.CO_FUNDING:
            amount = -amount
        return COMPONENTS[component], note, whose, "–" if amount is None else format_money(amount)

    # -- reasons -------------------------------------------------------------------------------------------------

    def _why(self) -> Iterator[Block]:
        record, case, t = self.record, self.case, self.t
        yield self.part("Uzasadnienie")
        yield answered("Dlaczego szkolenie jest potrzebne", record.justification, 3, t, gap=3)
        yield answered("Związek z zakresem obowiązków", record.duties, 2, t, gap=5)
        yield answered("Związek z celem z oceny okresowej", record.goal, 1, t, gap=5)
        if record.criteria:
            yield Stack(
                [Heading(3, "Kryteria oceny, których dotyczy szkolenie", t.subheading),
                 *bullets([line(each) for each in record.criteria], t.body)],
                gap=5,
            )  # fmt: skip
        planned = case.plan or "szkolenie spoza planu"
        told = [("Plan szkoleń", planned), ("Potrzeba szkoleniowa", case.need), ("Uwagi", record.note)]
        for lead, words in told:
            if words.strip():
                yield answered(lead, words, 1, t, gap=5)
        if record.no_offer_reason.strip():
            yield answered("Dlaczego bez oferty", record.no_offer_reason, 1, t, gap=5)

    # -- opinions and decision -----------------------------------------------------------------------------------

    def _opinions(self) -> Iterator[Block]:
        record = self.record
        yield self.part("Opinie")
        for lead, words, who, name in (
            ("Kierownik komórki organizacyjnej", record.head_opinion, "Kierownik komórki", self.case.head),
            ("Sekretarz", record.secretary_opinion, "Sekretarz", ""),
            ("Skarbnik (zabezpieczenie środków)", record.treasurer_opinion, "Skarbnik", ""),
        ):
            yield self.beside_signature([answered(lead, words, 2, self.t)], who, name)

    def _decision(self) -> Block:
        record, t = self.record, self.t
        step = done(record, Step.APPROVE)
        refused = record.outcome is Outcome.REFUSED
        approved = step is not None and not step.reason and not refused
        blocks: list[Block] = [
            self.part("Decyzja"),
            choices((("wyrażam zgodę na szkolenie", approved), ("nie wyrażam zgody", refused)), t.strong, gap=4),
        ]
        if refused:
            day = f" z {format_date(record.outcome_on)}" if record.outcome_on else ""
            blocks.append(answered(f"Powód odmowy{day}", record.outcome_reason, 2, t, gap=5))
        elif step is None:
            blocks.append(answered("Powód odmowy (wypełnić tylko w razie odmowy)", "", 2, t, gap=5))
        if step is not None and step.done_on and not (refused and not step.document.strip()):
            document = f", {line(step.document)}" if step.document.strip() else ""
            blocks.append(self.say(f"Decyzja z {format_date(step.done_on)}{document}."))
        places = [(self.head_title, self.head_name, DATE_AND_SIGNATURE)]
        blocks.append(signatures(places, t, at_right=True))
        return Stack(blocks, gap=12 * t.unit, keep=short(record.outcome_reason))

    def _way(self) -> Iterator[Block]:
        """Steps 1 to 4 as they were taken: day, person, paper."""
        rows = []
        for step in (Step.SELECT_OFFER, Step.ANALYSE_OFFER, Step.REQUEST, Step.APPROVE):
            taken = done(self.record, step)
            if taken is not None:
                said = f"pominięto: {line(taken.reason)}" if taken.reason.strip() else line(taken.document)
                refused = step is Step.APPROVE and self.record.outcome is Outcome.REFUSED
                rows.append(
                    (
                        "Odmowa zatwierdzenia" if refused else STEPS[step].label,
                        day_text(taken.done_on, "–"),
                        line(taken.actor),
                        said,
                    )
                )
        if rows:
            yield self.part("Przebieg sprawy")
            yield self.table(("Czynność", "Dzień", "Kto", "Dokument albo powód pominięcia"), rows, (5, 2, 3.2, 4.4))
