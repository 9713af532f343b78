"""Letters about one evaluation: notice, invitation, receipt, decision on an appeal, notice of the next evaluation.

What the office says in its own words (notice, invitation) stands in the regulation frozen with the sheet; every date
on which a term ends is explained as the terms themselves explain it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.core.codec import decode
from app.core.date_words import weekday_and_date
from app.core.dates import format_date
from app.core.errors import Refusal
from app.core.legal_terms import legal_term
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running
from app.printing.fonts import Cut
from app.printing.lists import Checkbox, Facts, Listing, Marker, bullets
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.evaluations.regulations.clocks import filled
from app.registers.evaluations.regulations.domain import Criterion, CriterionKind, RegulationDraft
from app.registers.evaluations.regulations.words import chosen_in_words, formula, negative_rule, order
from app.registers.evaluations.sheets import clocks
from app.registers.evaluations.sheets.domain import Beside, Decision, Delivery, Evaluation, Kind, State, Verdict
from app.registers.evaluations.sheets.steps import UNSIGNED, appeal_term, decision_term, is_late
from app.registers.evaluations.sheets.words import LABELS


class LetterKind(StrEnum):
    """The letters in the order of the procedure."""

    NOTICE = "notice"
    INVITATION = "invitation"
    RECEIPT = "receipt"
    DECISION = "decision"
    RE_EVALUATION = "re_evaluation"


LETTER_NAMES: Mapping[LetterKind, str] = {
    LetterKind.NOTICE: "Zawiadomienie o terminie i kryteriach oceny okresowej",
    LetterKind.INVITATION: "Zaproszenie na rozmowę oceniającą",
    LetterKind.RECEIPT: "Potwierdzenie doręczenia oceny okresowej",
    LetterKind.DECISION: "Rozstrzygnięcie odwołania od oceny okresowej",
    LetterKind.RE_EVALUATION: "Zawiadomienie o ponownej ocenie",
}
_TOO_EARLY: Mapping[LetterKind, str] = {
    LetterKind.NOTICE: "Zawiadomienie o kryteriach drukuje się do arkusza, który nie jest jeszcze podpisany.",
    LetterKind.INVITATION: "Nie ustalono jeszcze dnia rozmowy. Najpierw wykonaj krok „Zaproś na rozmowę”.",
    LetterKind.RECEIPT: "Potwierdza się doręczenie podpisanego arkusza. Najpierw zapisz podpisanie.",
    LetterKind.DECISION: "Odwołanie nie jest jeszcze rozpatrzone. Najpierw zapisz rozstrzygnięcie.",
    LetterKind.RE_EVALUATION: "Zawiadomienie o ponownej ocenie drukuje się po ostatecznej ocenie negatywnej albo do "
    "arkusza ponownej oceny.",
}
_DATE_AND_SIGNATURE = "data i czytelny podpis"


def letters_for(evaluation: Evaluation) -> tuple[LetterKind, ...]:
    """The letters that can be printed about the sheet as it is now."""
    return tuple(kind for kind in LetterKind if _FITS[kind](evaluation))


_FITS: Mapping[LetterKind, Callable[[Evaluation], bool]] = {
    LetterKind.NOTICE: lambda sheet: sheet.state in UNSIGNED,
    LetterKind.INVITATION: lambda sheet: sheet.talk_planned_on is not None and sheet.state is not State.CANCELLED,
    LetterKind.RECEIPT: lambda sheet: (
        sheet.signed_on is not None and sheet.kind is not Kind.PAPER and sheet.state is not State.CANCELLED
    ),
    LetterKind.DECISION: lambda sheet: sheet.decision is not None and sheet.decision_on is not None,
    LetterKind.RE_EVALUATION: lambda sheet: (
        (sheet.kind is Kind.AFTER_NEGATIVE and sheet.state in UNSIGNED)
        or (sheet.state is State.FINAL and sheet.verdict is Verdict.NEGATIVE)
    ),
}


def letter_pdf(
    kind: LetterKind,
    evaluation: Evaluation,
    beside: Beside,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    variant: Variant = Variant.STANDARD,
) -> bytes:
    """One letter as PDF; Refusal that says what to do first where the sheet is not that far."""
    if kind not in letters_for(evaluation):
        raise Refusal(_TOO_EARLY[kind])
    t, name = Typography(variant), LETTER_NAMES[kind]
    title = f"{name} – {evaluation.person}, arkusz nr {evaluation.number}"
    document = Document(Metadata(title, office.name, name, evaluation.number, f"{printed_on:%Y%m%d}"), t)
    letter = _Letter(evaluation, beside, office, printed_on, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    heading = t.title if t.large else TextStyle(16, 20, Cut.BOLD)
    blocks = [
        letterhead(office, arms, t, badge_title="Arkusz nr", badge=evaluation.number),
        *letter.address(kind),
        Heading(1, name, heading, gap=18 * t.unit, anchor=Anchor(name, 0)),
        *letter.body(kind),
    ]
    footer = f"Arkusz nr {evaluation.number} · {name} · wydrukowano {format_date(printed_on)}"
    running = Running(footer, f"{name} · {evaluation.person}", notice(office))
    document.add(document.flow(blocks, running, title=title))
    return document.save()


class _Letter:
    """The text of each kind of letter."""

    def __init__(self, evaluation: Evaluation, beside: Beside, office: Office, day: date, t: Typography) -> None:
        self.evaluation, self.beside, self.office, self.day, self.t = evaluation, beside, office, day, t
        self.rules = decode(RegulationDraft, evaluation.rules) if evaluation.rules else RegulationDraft(name="")

    def address(self, kind: LetterKind) -> Iterator[Block]:
        """Place and day at the right, the addressee below; a receipt is sent to nobody."""
        t, evaluation = self.t, self.evaluation
        place = f"{self.office.town}, " if self.office.town else ""
        yield Paragraph(f"{place}{format_date(self.day)} r.", t.body, gap=12 * t.unit, align=1.0)
        if kind is LetterKind.RECEIPT:
            return
        yield Paragraph("Pani/Pan", t.body, gap=8 * t.unit)
        yield Paragraph(evaluation.person, t.strong)
        for line in (evaluation.post, evaluation.unit):
            if line.strip():
                yield Paragraph(line, t.body)

    def body(self, kind: LetterKind) -> Iterator[Block]:
        """What stands below the title."""
        bodies: Mapping[LetterKind, Callable[[], Iterator[Block]]] = {
            LetterKind.NOTICE: self._notice,
            LetterKind.INVITATION: self._invitation,
            LetterKind.RECEIPT: self._receipt,
            LetterKind.DECISION: self._decision,
            LetterKind.RE_EVALUATION: self._re_evaluation,
        }
        return bodies[kind]()

    # -- before the evaluation -----------------------------------------------------------------------------------

    def _notice(self) -> Iterator[Block]:
        evaluation = self.evaluation
        yield from self._own_words(self.rules.notice_text)
        yield self._facts(
            [
                ("Ocena zostanie sporządzona", _by(evaluation.planned_on or evaluation.due_by), ""),
                ("Oceniający", evaluation.rater, evaluation.rater_post),
                ("Oceniany okres", f"od {format_date(evaluation.period_from)}" if evaluation.period_from else "", ""),
                ("Kryteria zatwierdzono", _day(evaluation.criteria_approved_on), ""),
                ("Kryteria przekazano", _day(evaluation.criteria_on), ""),
            ]
        )
        yield from self._terms("Skąd ten termin", self._due_in_words())
        yield from self._criteria()
        yield from self._scale()
        title, name = head_signature(self.office)
        yield self._signed((title, name, _DATE_AND_SIGNATURE), ("Oceniający", evaluation.rater, _DATE_AND_SIGNATURE))
        yield self._acknowledgement(
            "Zapoznałem(-am) się z terminem i kryteriami oceny oraz otrzymałem(-am) egzemplarz tego pisma."
        )

    def _due_in_words(self) -> Iterator[str]:
        evaluation, before = self.evaluation, self.beside.previous
        since = None if before else evaluation.period_from
        first = clocks.not_before(before, since, evaluation.rules, self.day)
        if first is not None and first.opens == evaluation.not_before:
            yield first.explanation()
        elif evaluation.not_before is not None:
            yield f"Ocenę wolno sporządzić od {format_date(evaluation.not_before)}."
        last = clocks.due_by(before, since, evaluation.rules, self.day)
        if last is not None and last.end == evaluation.due_by:
            yield last.explanation()
        elif evaluation.due_by is not None:
            yield f"Ocena ma być sporządzona najpóźniej {format_date(evaluation.due_by)}."
        if evaluation.planned_on is not None:
            yield f"Dzień {format_date(evaluation.planned_on)} ustalił urząd."

    def _criteria(self) -> Iterator[Block]:
        """Those on the sheet; before they were given, those of the regulation with what the rater may add."""
        t, rules = self.t, self.rules
        known = {criterion.name: criterion for criterion in rules.criteria}
        chosen = [
            known.get(mark.criterion) or Criterion(name=mark.criterion, group=mark.group, weight=mark.weight)
            for mark in self.evaluation.marks
        ]
        given = bool(chosen)
        if not given:
            chosen = [each for each in rules.criteria if each.kind is CriterionKind.COMPULSORY]
        elective = [each for each in rules.criteria if each.kind is CriterionKind.ELECTIVE and not given]
        if not chosen and not elective:
            return
        yield Heading(2, "Kryteria oceny", t.heading, gap=14 * t.unit)
        if basis := ", ".join(filter(None, (rules.name, order(rules)))):
            yield Paragraph(f"{basis}.", t.note, gap=1, keep_with_next=True)
        names = {group.symbol: group.name for group in rules.groups}
        for symbol in dict.fromkeys(each.group for each in chosen):
            title = ". ".join(filter(None, (symbol, names.get(symbol, "")))) or "Kryteria"
            yield from self._listed(title, [each for each in chosen if each.group == symbol])
        if elective:
            yield from self._listed("Kryteria do wyboru przez oceniającego", elective)
        if not given and (elective or rules.own_most):
            yield Paragraph(f"Na arkuszu: {chosen_in_words(rules)}.", t.note, gap=4)

    def _listed(self, title: str, criteria: Sequence[Criterion]) -> Iterator[Block]:
        t = self.t
        weighed = len({each.weight or 1 for each in self.rules.criteria}) > 1
        yield Heading(3, title, t.subheading, gap=6 * t.unit)
        items: list[list[Block]] = []
        for each in criteria:
            name = f"{each.name} (waga {each.weight or 1})" if weighed else each.name
            described = f"– {each.description.strip()}" if each.description.strip() else ""
            items.append([Paragraph((Span(name, t.strong), Span(described, t.body)), t.body)])
        yield Listing(items, Marker(), t.body, between=2.0, gap=2)

    def _scale(self) -> Iterator[Block]:
        t = self.t
        if not self.rules.scale:
            return
        yield Heading(2, "Skala i sposób obliczenia wyniku", t.heading, gap=12 * t.unit)
        rows = [(str(step.value), step.name, " ".join(step.description.split())) for step in self.rules.scale]
        yield Table(("Ocena", "Nazwa", "Kiedy"), rows, (1.4, 3, 9) if not t.large else (2, 4, 6), t.subheading, t.body)
        yield Paragraph(formula(self.rules), t.body, gap=6)
        if rule := negative_rule(self.rules):
            yield Paragraph(rule, t.body, gap=3)

    def _invitation(self) -> Iterator[Block]:
        evaluation, day = self.evaluation, self.evaluation.talk_planned_on
        yield from self._own_words(self.rules.invitation_text)
        yield self._facts(
            [
                ("Dzień rozmowy", weekday_and_date(day) if day else "", ""),
                ("Miejsce", evaluation.talk_place, ""),
                ("Rozmowę prowadzi", evaluation.rater, evaluation.rater_post),
            ]
        )
        yield self._signed(("Oceniający", evaluation.rater, _DATE_AND_SIGNATURE))
        yield self._acknowledgement("Zaproszenie otrzymałem(-am).")

    # -- delivery ------------------------------------------------------------------------------------------------

    def _receipt(self) -> Iterator[Block]:
        evaluation = self.evaluation
        signed = format_date(evaluation.signed_on) if evaluation.signed_on else ""
        yield self._facts(
            [
                ("Oceniany", evaluation.person, evaluation.post),
                ("Arkusz", f"nr {evaluation.number}", f"podpisany {signed}"),
                ("Oceniający", evaluation.rater, evaluation.rater_post),
            ]
        )
        if evaluation.delivery is None:
            yield from self._blank_receipt()
        else:
            yield from self._filled_receipt(evaluation.delivery)
        title, name = head_signature(self.office)
        on = evaluation.head_delivered_on
        told = f"Arkusz doręczono kierownikowi urzędu {format_date(on)}." if on else ""
        yield self._part(
            "Doręczenie kierownikowi urzędu",
            *([self._say(told)] if told else []),
            keep=[signatures([(f"{title} – otrzymałem(-am) arkusz", name, _DATE_AND_SIGNATURE)], self.t)],
        )

    def _blank_receipt(self) -> Iterator[Block]:
        ways = [LABELS[Delivery][way] for way in Delivery]
        yield self._say("Sposób doręczenia (zaznaczyć właściwy):")
        yield Listing([[Paragraph(way, self.t.body)] for way in ways], Checkbox(), self.t.body, gap=4)
        yield self._part("Potwierdzenie", self._say(self._received()), keep=[self._employee_signs()])
        yield self._part(
            "Adnotacja o odmowie przyjęcia (wypełnić tylko w razie odmowy)",
            self._say(
                "Oceniany odmówił przyjęcia arkusza wraz z pouczeniem. Poinformowano go, że dzień odmowy przyjmuje się "
                "za dzień doręczenia."
            ),
            keep=[self._refusal_signs()],
        )

    def _filled_receipt(self, way: Delivery) -> Iterator[Block]:
        evaluation = self.evaluation
        day = f"Dnia {format_date(evaluation.delivered_on)}" if evaluation.delivered_on else ""
        note = f" Uwagi: {' '.join(evaluation.delivery_note.split())}" if evaluation.delivery_note.strip() else ""
        if way is Delivery.HAND:
            text = f"{day} arkusz wraz z pouczeniem doręczono ocenianemu {LABELS[Delivery][way]}.{note}"
            yield self._part("Potwierdzenie", self._say(text), keep=[self._employee_signs()])
        elif way is Delivery.POST:
            text = f"{day} arkusz wraz z pouczeniem doręczono {LABELS[Delivery][way]}, które dołączono do akt."
            who = ("Potwierdzenie dołączył(a)", "", _DATE_AND_SIGNATURE)
            yield self._part("Potwierdzenie", self._say(text + note), keep=[signatures([who], self.t)])
        else:
            text = (
                f"{day} oceniany odmówił przyjęcia arkusza wraz z pouczeniem. Ten dzień przyjęto za dzień doręczenia."
            )
            yield self._part("Adnotacja o odmowie przyjęcia", self._say(text + note), keep=[self._refusal_signs()])
        if (term := appeal_term(evaluation)) is not None:
            yield from self._terms("Termin odwołania", [term.explanation()])

    def _received(self) -> str:
        return "Potwierdzam, że otrzymałem(-am) arkusz oceny okresowej wraz z pouczeniem o prawie odwołania."

    def _employee_signs(self) -> Block:
        return signatures([("Oceniany", self.evaluation.person, _DATE_AND_SIGNATURE)], self.t)

    def _refusal_signs(self) -> Block:
        who = [
            ("Doręczający", "", _DATE_AND_SIGNATURE),
            ("Świadek, jeżeli był obecny", "", _DATE_AND_SIGNATURE),
        ]
        return signatures(who, self.t)

    # -- appeal --------------------------------------------------------------------------------------------------

    def _decision(self) -> Iterator[Block]:
        evaluation, t = self.evaluation, self.t
        basis = legal_term("evaluation_appeal_decision", evaluation.appeal_on or self.day).basis.text
        facts = [f"arkusz nr {evaluation.number}"]
        facts += [f"doręczony {format_date(evaluation.delivered_on)}"] if evaluation.delivered_on else []
        signed = f" z {format_date(evaluation.signed_on)}" if evaluation.signed_on else ""
        filed = f" wniesionego {format_date(evaluation.appeal_on)}" if evaluation.appeal_on else ""
        yield self._say(
            f"Na podstawie {basis}, po rozpatrzeniu odwołania{filed} od oceny okresowej{signed} ({', '.join(facts)}):"
        )
        yield Panel([Paragraph(self._decided(), t.strong)], gap=8 * t.unit, padding=10)
        for title, words in (
            ("Treść odwołania", evaluation.appeal_grounds),
            ("Uzasadnienie rozstrzygnięcia", evaluation.decision_grounds),
        ):
            if words.strip():
                yield Heading(2, title, t.heading, gap=12 * t.unit)
                yield from paragraphs(words, t.body, gap=4)
        yield from self._terms("Terminy", self._appeal_in_words())
        title, name = head_signature(self.office)
        yield self._signed((title, name, _DATE_AND_SIGNATURE))
        delivered = evaluation.decision_delivered_on
        said = (
            f"Rozstrzygnięcie doręczono {format_date(delivered)}." if delivered else "Rozstrzygnięcie otrzymałem(-am)."
        )
        yield self._acknowledgement(said)

    def _decided(self) -> str:
        evaluation, other = self.evaluation, self.beside.successor
        if evaluation.decision is Decision.UPHELD:
            verdict = {Verdict.POSITIVE: " pozytywną", Verdict.NEGATIVE: " negatywną", None: ""}[evaluation.verdict]
            return f"nie uwzględniam odwołania i utrzymuję ocenę{verdict}."
        if evaluation.decision is Decision.CHANGED:
            return "uwzględniam odwołanie i zmieniam ocenę." + (
                f" Zmieniona ocena: arkusz nr {other}." if other else ""
            )
        where = f" Powtórzona ocena: arkusz nr {other}." if other else ""
        return f"uwzględniam odwołanie; ocena zostanie sporządzona po raz drugi.{where}"

    def _appeal_in_words(self) -> Iterator[str]:
        evaluation = self.evaluation
        if (term := appeal_term(evaluation)) is not None and evaluation.appeal_on is not None:
            in_time = "po terminie" if is_late(evaluation) else "w terminie"
            yield f"Odwołanie: {term.explanation()} Wniesiono je {format_date(evaluation.appeal_on)}, {in_time}."
        if evaluation.restore_on is not None:
            reason = " ".join(evaluation.restore_grounds.split())
            outcome = {True: "przywrócono", False: "nie przywrócono", None: ""}[evaluation.restore_granted]
            day = f" {format_date(evaluation.restore_decided_on)}" if evaluation.restore_decided_on else ""
            decided = f" Termin {outcome}{day}." if outcome else ""
            why = f" Podana przyczyna: {reason.rstrip('.')}." if reason else ""
            yield f"Prośba o przywrócenie terminu wpłynęła {format_date(evaluation.restore_on)}.{why}{decided}"
        if (term := decision_term(evaluation)) is not None and evaluation.decision_on is not None:
            yield f"Rozpatrzenie: {term.explanation()} Odwołanie rozpatrzono {format_date(evaluation.decision_on)}."

    # -- after a negative evaluation -----------------------------------------------------------------------------

    def _re_evaluation(self) -> Iterator[Block]:
        evaluation, again = self.evaluation, self.evaluation.kind is Kind.AFTER_NEGATIVE
        before = self.beside.previous if again and evaluation.state in UNSIGNED else None
        if before is not None:
            number, signed = before.number, format_date(before.on)
            waiting = clocks.after_negative(before, evaluation.rules, self.day)
            opens, why = (waiting.opens, waiting.explanation()) if waiting else (evaluation.not_before, "")
        else:
            number, signed = evaluation.number, _day(evaluation.signed_on)
            clock = next((each for each in clocks.clocks(evaluation, self.day) if each.key == "again"), None)
            opens, why = (clock.day, clock.explanation) if clock else (evaluation.not_before, "")
        yield self._say(
            f"Ocena okresowa z {signed} (arkusz nr {number}) jest negatywna. "
            "Ustawa każe ocenić Panią/Pana ponownie, ale nie wcześniej niż po czasie podanym niżej."
        )
        yield self._facts(
            [
                ("Ponowna ocena najwcześniej", weekday_and_date(opens) if opens else "", ""),
                ("Ocena zostanie sporządzona", _by(evaluation.planned_on) if before is not None else "", ""),
                ("Oceniający", evaluation.rater, evaluation.rater_post),
            ]
        )
        yield from self._terms("Skąd ten dzień", [why] if why else [])
        if evaluation.override_reason.strip() and before is not None:
            yield self._say(f"Ocena przed terminem, powód: {' '.join(evaluation.override_reason.split())}")
        title, name = head_signature(self.office)
        yield self._signed((title, name, _DATE_AND_SIGNATURE))
        yield self._acknowledgement("Zawiadomienie otrzymałem(-am).")

    # -- small pieces --------------------------------------------------------------------------------------------

    def _own_words(self, text: str) -> list[Block]:
        return paragraphs(filled(text, self.day), self.t.body, gap=5)

    def _say(self, text: str) -> Paragraph:
        return Paragraph(text, self.t.body, gap=5)

    def _facts(self, known: Sequence[tuple[str, str, str]]) -> Block:
        answered = [(label, " ".join(text.split()), (detail,)) for label, text, detail in known if text.strip()]
        columns = 1 if self.t.large else 2 if len(answered) in (2, 4) else 3
        return Facts(answered, self.t.question, self.t.strong, self.t.note, columns=columns, gap=8 * self.t.unit)

    def _terms(self, title: str, sentences: Iterator[str] | Sequence[str]) -> Iterator[Block]:
        said = [sentence for sentence in sentences if sentence]
        if said:
            heading = Heading(2, title, self.t.heading)
            yield Panel([heading, *bullets(said, self.t.body)], gap=12 * self.t.unit, padding=9)

    def _part(self, title: str, *blocks: Block, keep: Sequence[Block]) -> Block:
        heading = Heading(2, title, self.t.heading)
        return Stack([heading, *blocks, *keep], gap=14 * self.t.unit, keep=True)

    def _signed(self, *places: tuple[str, str, str]) -> Block:
        return Stack([Space(6), signatures(places, self.t, at_right=True)], gap=10 * self.t.unit, keep=True)

    def _acknowledgement(self, text: str) -> Block:
        return self._part("Potwierdzenie", self._say(text), keep=[self._employee_signs()])


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _by(day: date | None) -> str:
    return f"do {format_date(day)}" if day else ""
