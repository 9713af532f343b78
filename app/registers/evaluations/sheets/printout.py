"""The evaluation sheet on paper (arkusz oceny okresowej): for signatures, delivery and the personal file.

It says what was written and frozen, nothing about how strictly the rater marks others. What is sealed stands before
the signatures; delivery and appeal follow under a heading that says so.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.core.codec import decode
from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Flow, Running
from app.printing.lists import Facts
from app.printing.pictures import Picture, picture
from app.printing.signatures import signatures
from app.printing.styles import NOTICE, TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Element, Metadata
from app.printing.text import Span
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.regulations.domain import RegulationDraft, mean_text
from app.registers.evaluations.regulations.words import formula, negative_rule, order
from app.registers.evaluations.sheets.domain import Beside, CriterionMark, Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.result import Result, computed
from app.registers.evaluations.sheets.sealing import seal_ok, shown
from app.registers.evaluations.sheets.steps import UNSIGNED, appeal_term, decision_term
from app.registers.evaluations.sheets.words import LABELS, SEAL_BROKEN

TITLE = "Arkusz oceny okresowej"
_FACTS_COLUMNS = 3
_LONG = 300
"""Letters from which a justification stands below the table: rows are not divided between pages."""
_DATE_AND_SIGNATURE = "data i czytelny podpis"


@dataclass(frozen=True)
class Paper:
    """What all sheets of one print share."""

    office: Office
    day: date
    typography: Typography
    arms: Picture | None = None


def sheet_pdf(
    evaluation: Evaluation,
    beside: Beside,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
) -> bytes:
    """One sheet; ``coat_of_arms`` are the bytes of a PNG, JPEG or SVG file."""
    paper = Paper(office, printed_on, Typography(variant), picture(coat_of_arms) if coat_of_arms else None)
    title = f"{TITLE} nr {evaluation.number} – {evaluation.person}"
    metadata = Metadata(title, office.name, TITLE, evaluation.number, f"{printed_on:%Y%m%d}")
    document = Document(metadata, paper.typography)
    document.add(sheet_flow(document, evaluation, beside, paper, Anchor(title, 0)))
    return document.save()


def sheet_flow(
    document: Document,
    evaluation: Evaluation,
    beside: Beside,
    paper: Paper,
    anchor: Anchor,
    parent: Element | None = None,
) -> Flow:
    """The pages of one sheet, which count for themselves; ``anchor`` marks its title."""
    sheet = _Sheet(evaluation, beside, paper)
    said = [notice(paper.office), "PROJEKT" if _unsigned(evaluation) else ""]
    header = f"{TITLE} nr {evaluation.number} · {evaluation.person}"
    running = Running(sheet.footer(), header, " · ".join(filter(None, said)))
    return document.flow(sheet.blocks(anchor), running, title=anchor.title, parent=parent)


def _unsigned(evaluation: Evaluation) -> bool:
    return evaluation.state in UNSIGNED


class _Sheet:
    """The blocks of one sheet."""

    def __init__(self, evaluation: Evaluation, beside: Beside, paper: Paper) -> None:
        self.evaluation, self.beside, self.paper = evaluation, beside, paper
        self.t = paper.typography
        self.cell = self.t.body if self.t.large else TextStyle(9.5, 12.2)
        self.rules = _rules(json.dumps(evaluation.rules, sort_keys=True))
        self.result: Result = computed(evaluation.marks, self.rules)
        self._letters = iter("ABCDEFGH")
        self._sound = seal_ok(evaluation)

    def footer(self) -> str:
        """Number, checksum and day; the page number stands beside it."""
        evaluation = self.evaluation
        if evaluation.kind is Kind.PAPER:
            seal = "wpis o ocenie z papieru"
        elif not evaluation.seal:
            seal = "projekt – bez sumy kontrolnej" if _unsigned(evaluation) else "bez sumy kontrolnej"
        else:
            said = shown(evaluation.seal)
            seal = f"suma kontrolna {said}" if self._sound else "suma kontrolna nie zgadza się z treścią"
        return f"Arkusz nr {evaluation.number} · {seal} · wydrukowano {format_date(self.paper.day)}"

    def blocks(self, anchor: Anchor) -> list[Block]:
        t, paper = self.t, self.paper
        blocks: list[Block] = [
            letterhead(paper.office, paper.arms, t, badge_title="Arkusz nr", badge=self.evaluation.number),
            Heading(1, TITLE, t.title, gap=14 * t.unit, anchor=anchor),
            *self._kind(),
            *self._warnings(),
            *self._person(),
        ]
        if self.evaluation.kind is Kind.PAPER:
            return [*blocks, *self._verdict()]
        blocks += self._criteria() if self.evaluation.marks else [self._part("Kryteria i oceny"), *self._words("")]
        blocks += [*self._opinion(), *self._talk(), *self._verdict()]
        if self.evaluation.state is not State.CANCELLED:
            blocks += [*self._signatures(), *self._instruction()]
        return [*blocks, *self._delivery(), *self._appeal()]

    # -- before the marks --------------------------------------------------------------------------------------

    def _kind(self) -> Iterator[Block]:
        evaluation = self.evaluation
        parts = []
        if evaluation.kind is not Kind.PERIODIC:
            parts.append(_capital(LABELS[Kind][evaluation.kind]))
        if self.beside.origin:
            parts.append(f"w związku z arkuszem nr {self.beside.origin}")
        if parts:
            yield Paragraph(", ".join(parts), self.t.lead)
        for lead, reason in (
            ("Powód korekty", evaluation.origin_reason),
            ("Powód oceny przed terminem", evaluation.override_reason),
            ("Powód zmiany oceniającego", evaluation.rater_reason),
        ):
            if reason.strip():
                yield Paragraph(f"{lead}: {_line(reason)}", self.t.note, gap=2)

    def _warnings(self) -> Iterator[Block]:
        evaluation = self.evaluation
        if _unsigned(evaluation):
            yield self._warning("PROJEKT", "Arkusz nie jest podpisany i jego treść może się zmienić.")
        if evaluation.state is State.CANCELLED:
            day = f" {format_date(evaluation.cancelled_on)}" if evaluation.cancelled_on else ""
            yield self._warning(f"ARKUSZ ANULOWANY{day}", f"Powód: {_line(evaluation.cancel_reason) or 'nie podano'}")
        if evaluation.kind is Kind.PAPER:
            text = "Ocenę sporządzono na papierze; jej treść jest w aktach osobowych. Tu zapisano tylko dzień i wynik."
            yield self._warning("WPIS O OCENIE", text)
        if self.beside.successor:
            yield self._warning("", f"Po tym arkuszu sporządzono arkusz nr {self.beside.successor}.")
        if not self._sound:
            yield self._warning("SUMA KONTROLNA", SEAL_BROKEN.format(number=evaluation.number))

    def _warning(self, lead: str, text: str) -> Block:
        content = (Span(f"{lead}.", self.t.strong), Span(text, self.t.body)) if lead else text
        return Panel([Paragraph(content, self.t.body)], gap=8 * self.t.unit, padding=8, bar=NOTICE)

    def _person(self) -> Iterator[Block]:
        evaluation, before = self.evaluation, self.beside.previous
        number = f"nr ewidencyjny {evaluation.person_number}" if evaluation.person_number else ""
        known = [
            ("Oceniany", evaluation.person, number),
            ("Stanowisko", evaluation.post, ""),
            ("Komórka organizacyjna", evaluation.unit, ""),
            ("Oceniający", evaluation.rater, evaluation.rater_post),
            (*self._period(), f"dane na dzień {format_date(evaluation.frozen_on)}"),
        ]
        if before is not None:
            result = LABELS[Verdict][before.verdict] if before.verdict else "bez wyniku"
            known.append(("Poprzednia ocena", f"{format_date(before.on)}, {result}", f"arkusz nr {before.number}"))
        yield self._part("Dane")
        yield self._facts(known)
        regulation = ", ".join(filter(None, (self.rules.name, order(self.rules))))
        for lead, text in (("Kampania ocen", evaluation.campaign), ("Regulamin ocen", regulation)):
            if text.strip():
                yield Paragraph(f"{lead}: {_line(text)}.", self.t.body, gap=4 * self.t.unit)

    def _period(self) -> tuple[str, str]:
        first, last = self.evaluation.period_from, self.evaluation.signed_on
        if self.evaluation.kind is Kind.PAPER:
            return "Dzień oceny", _day(last)
        parts = (f"od {format_date(first)}" if first else "", f"do {format_date(last)}" if last else "")
        return "Oceniany okres", " ".join(filter(None, parts)) or "–"

    # -- marks -------------------------------------------------------------------------------------------------

    def _criteria(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        yield self._part("Kryteria i oceny")
        dates = _dated(
            ("kryteria zatwierdzono", evaluation.criteria_approved_on),
            ("przekazano ocenianemu", evaluation.criteria_on),
            ("samoocena", evaluation.self_assessed_on),
            ("oceny wystawiono", evaluation.marked_on),
        )
        scale = ", ".join(self._named(step.value) for step in self.rules.scale if step.value is not None)
        for text in (f"{_capital(dates)}." if dates else "", f"Skala: {scale}." if scale else ""):
            if text:
                yield Paragraph(text, t.note, gap=1, keep_with_next=True)
        for number, group in enumerate(self.result.group_means):
            inside = [mark for mark in evaluation.marks if mark.group == group.symbol]
            title = ". ".join(filter(None, (group.symbol, group.name))) or "Kryteria"
            if group.mean_hundredths is not None:
                title += f" – średnia grupy {mean_text(group.mean_hundredths)}"
            yield Heading(3, title, t.subheading, gap=(4 if number == 0 else 8) * t.unit)
            if t.large:
                yield from self._large_marks(inside)
            else:
                yield self._marks(inside)
                yield from self._long_reasons(inside)

    def _marks(self, marks: Sequence[CriterionMark]) -> Block:
        own = any(mark.self_mark is not None for mark in self.evaluation.marks)
        weighed = len({mark.weight or 1 for mark in self.evaluation.marks}) > 1
        headers, shares = ["Kryterium i uzasadnienie"], [9.6]
        if weighed:
            headers, shares = [*headers, "Waga"], [*shares, 1.0]
        headers, shares = [*headers, "Ocena"], [*shares, 3.0]
        if own:
            headers, shares = [*headers, "Samoocena"], [*shares, 2.0]
        rows = []
        for mark in marks:
            cells: list[str | Sequence[Span]] = [self._criterion(mark)]
            cells += [str(mark.weight or 1)] if weighed else []
            cells.append((Span(self._mark(mark), self.cell.but(cut=self.t.strong.cut)),))
            cells += ["–" if mark.self_mark is None else str(mark.self_mark)] if own else []
            rows.append(cells)
        return Table(headers, rows, shares, self.t.subheading, self.cell)

    def _criterion(self, mark: CriterionMark) -> Sequence[Span]:
        spans = [Span(_line(mark.criterion), self.cell)]
        if mark.reason.strip():
            said = "pod tabelą" if len(mark.reason) > _LONG else _line(mark.reason)
            spans.append(Span(f"\n{_lead(mark)}: {said}", TextStyle(8.5, 12.2)))
        return spans

    def _long_reasons(self, marks: Sequence[CriterionMark]) -> Iterator[Block]:
        for mark in marks:
            if len(mark.reason) > _LONG:
                text = mark.reason.strip()
                yield Paragraph(
                    (Span(f"{_line(mark.criterion)}.", self.t.strong), Span(text, self.t.body)), self.t.body, gap=4
                )

    def _mark(self, mark: CriterionMark) -> str:
        if mark.not_applicable:
            return "nie dotyczy"
        return "bez oceny" if mark.mark is None else self._named(mark.mark)

    def _named(self, value: int) -> str:
        name = next((step.name for step in self.rules.scale if step.value == value), "")
        return f"{value}\N{NO-BREAK SPACE}– {name}" if name else str(value)

    def _large_marks(self, marks: Sequence[CriterionMark]) -> Iterator[Block]:
        """In large print no table: one criterion under another."""
        for mark in marks:
            said = f"Ocena: {self._mark(mark)}."
            if mark.self_mark is not None:
                said += f" Samoocena: {self._named(mark.self_mark)}."
            if mark.weight not in (None, 1):
                said += f" Waga: {mark.weight}."
            yield Paragraph(_line(mark.criterion), self.t.body, gap=10, keep_with_next=True)
            yield Paragraph(said, self.t.strong)
            if mark.reason.strip():
                yield from paragraphs(f"{_lead(mark)}: {mark.reason}", self.t.note, gap=3)

    # -- words -------------------------------------------------------------------------------------------------

    def _opinion(self) -> Iterator[Block]:
        yield self._part("Opinia oceniającego")
        yield from self._words(self.evaluation.opinion)

    def _talk(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        anything = evaluation.talk_on or evaluation.talk_planned_on or evaluation.conclusions.strip()
        if not (anything or evaluation.goals or evaluation.needs or _unsigned(evaluation)):
            return  # a changed or corrected sheet repeats no talk
        yield self._part("Rozmowa oceniająca")
        place = f", {_line(evaluation.talk_place)}" if evaluation.talk_place.strip() else ""
        if evaluation.talk_on:
            yield Paragraph(f"Rozmowa odbyła się {format_date(evaluation.talk_on)}{place}.", t.body, gap=3)
        elif evaluation.talk_planned_on:
            yield Paragraph(f"Rozmowę zaplanowano na {format_date(evaluation.talk_planned_on)}{place}.", t.body, gap=3)
        yield Heading(3, "Wnioski z rozmowy", t.subheading, gap=5 * t.unit)
        yield from self._words(evaluation.conclusions)
        if evaluation.goals:
            yield Heading(3, "Cele rozwojowe", t.subheading, gap=6 * t.unit)
            goals = [(_line(goal.goal), _day(goal.due_on), _day(goal.done_on)) for goal in evaluation.goals]
            yield self._table(("Cel", "Do kiedy", "Osiągnięty dnia"), goals, (9, 2.4, 2.6))
        if evaluation.needs:
            yield Heading(3, "Potrzeby szkoleniowe", t.subheading, gap=6 * t.unit)
            needs = [(_line(need.topic), _line(need.reason) or "–", _day(need.wanted_by)) for need in evaluation.needs]
            yield self._table(("Temat", "Po co", "Potrzebne do"), needs, (5.5, 6, 2.5))

    def _verdict(self) -> Iterator[Block]:
        evaluation, result, t = self.evaluation, self.result, self.t
        yield self._part("Wynik oceny")
        mean = evaluation.mean if evaluation.mean is not None else result.mean_hundredths
        known = [
            (
                "Ocena końcowa",
                LABELS[Verdict][evaluation.verdict] if evaluation.verdict else "jeszcze nie ustalona",
                "",
            ),
            ("Poziom", evaluation.level or result.level, ""),
            ("Średnia", "" if mean is None else mean_text(mean), ""),
        ]
        yield self._facts(known)
        if result.mean_hundredths is not None:
            yield Paragraph(f"Obliczenie: {result.formula}.", t.body, gap=6 * t.unit)
            yield Paragraph(formula(self.rules), t.note, gap=2)
            if rule := negative_rule(self.rules):
                yield Paragraph(rule, t.note, gap=1)
        if evaluation.proposed_negative or (_unsigned(evaluation) and result.proposed_negative):
            why = "; ".join(result.why) or "jak w regulaminie"
            yield Paragraph(f"Według regulaminu proponowany wynik był negatywny: {why}.", t.body, gap=4)
        if evaluation.verdict_reason.strip():
            yield Heading(3, "Uzasadnienie wyniku słowami oceniającego", t.subheading, gap=6 * t.unit)
            yield from paragraphs(evaluation.verdict_reason, t.body, gap=3)

    # -- signatures, delivery, appeal --------------------------------------------------------------------------

    def _signatures(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        signed = f"Arkusz sporządzono i podpisano {format_date(evaluation.signed_on)}." if evaluation.signed_on else ""
        yield Stack(
            [
                self._part("Podpisy"),
                *([Paragraph(signed, t.body, gap=3)] if signed else []),
                signatures(
                    [
                        ("Oceniający", evaluation.rater, _DATE_AND_SIGNATURE),
                        ("Oceniany – zapoznałem(-am) się z oceną", evaluation.person, _DATE_AND_SIGNATURE),
                    ],
                    t,
                ),
            ],
            gap=12 * t.unit,
            keep=True,
        )

    def _instruction(self) -> Iterator[Block]:
        text = self.rules.appeal_instruction
        if not text.strip():
            return
        evaluation, t = self.evaluation, self.t
        day = evaluation.delivered_on or evaluation.signed_on or self.paper.day
        heading = self._heading("Pouczenie o prawie odwołania")
        heading.gap = 0
        yield Panel([heading, *paragraphs(filled(text, day), t.body, gap=3)], gap=12 * t.unit, padding=9)

    def _delivery(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        if evaluation.state is State.CANCELLED and not evaluation.signed_on:
            return
        blocks: list[Block] = [self._part("Doręczenie")]
        if evaluation.seal:
            blocks.append(Paragraph("Zapisano po podpisaniu; suma kontrolna tego nie obejmuje.", t.note, gap=1))
        known = [
            ("Doręczono ocenianemu", _day(evaluation.delivered_on, ""), _delivery_mode(evaluation)),
            ("Doręczono kierownikowi urzędu", _day(evaluation.head_delivered_on, ""), ""),
            ("Uwagi o doręczeniu", _line(evaluation.delivery_note), ""),
        ]
        if evaluation.appeal_on is None:
            known.append(("Ocena ostateczna od", _day(evaluation.final_on, ""), ""))
        if any(answer for _, answer, _ in known):
            blocks += [Space(4), self._facts(known)]
        if (term := appeal_term(evaluation)) is not None:
            blocks.append(Paragraph(f"Termin odwołania: {term.explanation()}", t.note, gap=4))
        if evaluation.state is not State.CANCELLED:
            title, name = head_signature(self.paper.office)
            received = "otrzymałem(-am) arkusz"
            places = [
                (f"Oceniany – {received} z pouczeniem", evaluation.person, _DATE_AND_SIGNATURE),
                (f"{title} – {received}", name, _DATE_AND_SIGNATURE),
            ]
            blocks.append(signatures(places, t))
        yield Stack(blocks, gap=12 * t.unit, keep=True)

    def _appeal(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        if evaluation.appeal_on is None:
            return
        yield self._part("Odwołanie")
        decision = LABELS[type(evaluation.decision)][evaluation.decision] if evaluation.decision else ""
        restored = {None: "", True: "termin przywrócono", False: "odmówiono"}[evaluation.restore_granted]
        known = [
            ("Odwołanie wniesiono", _day(evaluation.appeal_on, ""), ""),
            ("Prośba o przywrócenie terminu", _day(evaluation.restore_on, ""), ""),
            ("Rozpatrzenie prośby", _day(evaluation.restore_decided_on, ""), restored),
            ("Rozstrzygnięcie odwołania", _day(evaluation.decision_on, ""), decision),
            ("Doręczono rozstrzygnięcie", _day(evaluation.decision_delivered_on, ""), ""),
            ("Ocena ostateczna od", _day(evaluation.final_on, ""), ""),
        ]
        yield self._facts(known)
        if (term := decision_term(evaluation)) is not None:
            yield Paragraph(f"Termin rozpatrzenia odwołania: {term.explanation()}", t.note, gap=4)
        for title, words in (
            ("Uzasadnienie odwołania", evaluation.appeal_grounds),
            ("Przyczyna uchybienia terminowi", evaluation.restore_grounds),
            ("Uzasadnienie rozstrzygnięcia", evaluation.decision_grounds),
        ):
            if words.strip():
                yield Heading(3, title, t.subheading, gap=6 * t.unit)
                yield from paragraphs(words, t.body, gap=3)

    # -- small pieces ------------------------------------------------------------------------------------------

    def _part(self, title: str) -> Heading:
        """The heading of the next part; parts are lettered in order, for some sheets lack some."""
        return self._heading(f"{next(self._letters)}. {title}")

    def _heading(self, text: str) -> Heading:
        return Heading(2, text, self.t.heading, gap=12 * self.t.unit)

    def _words(self, words: str) -> Iterator[Block]:
        """A text, or that there is none."""
        yield from paragraphs(words, self.t.body, gap=3) or [Paragraph("Nie wpisano.", self.t.note, gap=3)]

    def _facts(self, known: Sequence[tuple[str, str, str]]) -> Block:
        answered = [(label, _line(text), (_line(detail),)) for label, text, detail in known if text.strip()]
        columns = 1 if self.t.large else max(min(_FACTS_COLUMNS, len(answered)), 2)
        return Facts(answered, self.t.question, self.t.strong, self.t.note, columns=columns, gap=3)

    def _table(self, headers: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> Block:
        return Table(headers, rows, shares, self.t.subheading, self.cell)


@lru_cache(maxsize=16)
def _rules(frozen: str) -> RegulationDraft:
    """The regulation as frozen; the sheets of a campaign share one, and reading it takes longer than printing it."""
    content = json.loads(frozen)
    return decode(RegulationDraft, content) if content else RegulationDraft(name="")


def _lead(mark: CriterionMark) -> str:
    return "Powód" if mark.not_applicable else "Uzasadnienie"


def _delivery_mode(evaluation: Evaluation) -> str:
    return "" if evaluation.delivery is None else LABELS[type(evaluation.delivery)][evaluation.delivery]


def _dated(*deeds: tuple[str, date | None]) -> str:
    return ", ".join(f"{what} {format_date(day)}" for what, day in deeds if day)


def _day(day: date | None, without: str = "–") -> str:
    return format_date(day) if day else without


def _line(text: str) -> str:
    """In one line: rows of tables and cards are not divided between pages, so line breaks could not be kept."""
    return " ".join(text.split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
