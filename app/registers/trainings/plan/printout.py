"""The yearly training plan on paper: by quarter, with totals, where the needs come from, and who approves it."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.trainings.needs.words import PRIORITIES, SOURCES, people
from app.registers.trainings.plan import figures
from app.registers.trainings.plan.domain import PlanItem, YearPlan
from app.registers.trainings.plan.figures import Total
from app.registers.trainings.plan.words import PROGRESS, QUARTERS, WORDS, title_of_year

_Cell = str | Sequence[Span]
_HEADERS = ("Lp.", "Temat", "Dla kogo", "Osoby", "Priorytet", "Szacowany koszt", "Skąd potrzeba", "Realizacja")
_SHARES = (0.8, 6, 4, 1.3, 1.9, 2.7, 3.8, 3.2)
_SIGNS = "data i podpis"


def plan_pdf(plan: YearPlan, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The plan as PDF, lying; ``coat_of_arms`` are the bytes of a picture file."""
    t, title = Typography(Variant.STANDARD), title_of_year(plan.year)
    document = Document(Metadata(title, office.name, WORDS.title, "", f"{printed_on:%Y%m%d}"), t, LANDSCAPE)
    arms = picture(coat_of_arms) if coat_of_arms else None
    paper = _Paper(plan, t)
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Plan szkoleń", badge=str(plan.year)),
        Heading(1, title, t.title, gap=14, anchor=Anchor(title, 0)),
        paper.facts(),
        Paragraph(
            "Podstawa: art. 24 ust. 2 pkt 7 i art. 29 ustawy z 21.11.2008 o pracownikach samorządowych (stałe "
            "podnoszenie umiejętności i kwalifikacji; środki na ten cel w planie finansowym urzędu).",
            t.note,
            gap=6,
        ),
        *paper.quarters(),
        *paper.totals(),
        _approval(office, t),
    ]
    footer = f"{title} · wydrukowano {format_date(printed_on)}"
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


class _Paper:
    """The plan's tables."""

    def __init__(self, plan: YearPlan, t: Typography) -> None:
        self._plan, self._t = plan, t

    def facts(self) -> Block:
        total, t = figures.whole(self._plan), self._t
        known = [
            ("Pozycje", str(total.items), f"zrealizowane: {total.done}"),
            ("Osoby", str(total.people), "osoba w kilku szkoleniach liczy się w każdym"),
            ("Szacowany koszt", format_money(total.estimate), ""),
        ]
        if total.cost is not None:
            known.append(("Koszt zorganizowanych szkoleń", format_money(total.cost), ""))
        if total.budget is not None and total.left is not None:
            over = total.left < 0
            short = f"brakuje {format_money(-total.left)}" if over else f"zostaje {format_money(total.left)}"
            known.append(("Budżet szkoleń", format_money(total.budget), short))
        elif self._plan.budget is not None:
            known.append(("Budżet szkoleń", "nie ustalono", ""))
        columns = min(len(known), 5)
        listed = [(label, text, (detail,) if detail else ()) for label, text, detail in known]
        return Facts(listed, t.question, t.strong, t.note, columns=columns, gap=8)

    def quarters(self) -> Iterator[Block]:
        t, number = self._t, 0
        if not self._plan.items:
            yield Paragraph("W tym roku nie zaplanowano żadnego szkolenia.", t.body, gap=12)
        for quarter, total in figures.by_quarter(self._plan):
            items = figures.in_quarter(self._plan, quarter)
            if not items:
                continue
            said = f"{WORDS.counted(total.items)}, {people(total.people)}, {format_money(total.estimate)}"
            yield Heading(2, f"{QUARTERS[quarter]} – {said}", t.heading, gap=13)
            rows = [self._row(number + place, item) for place, item in enumerate(items, 1)]
            number += len(items)
            yield Table(_HEADERS, rows, _SHARES, t.subheading, t.small, aligns=(0, 0, 0, 1, 0, 1, 0, 0))

    def _row(self, number: int, item: PlanItem) -> tuple[str, ...]:
        standing = self._plan.standing(item)
        progress = PROGRESS[standing.progress]
        if standing.carried_to is not None:
            progress = f"przeniesione na {standing.carried_to}"
        elif standing.courses:
            days = ", ".join(format_date(course.starts_on) for course in standing.courses)
            cost = f"; {format_money(standing.cost)}" if standing.cost is not None else ""
            progress = f"{progress}: {days}{cost}"
        sources = ", ".join(f"{SOURCES[source]}: {count}" for source, count in standing.sources.items())
        return (
            str(number),
            f"{item.topic}\n{item.area}" if item.area else item.topic,
            self._whom(item),
            str(item.people or "–"),
            PRIORITIES[item.priority],
            "–" if item.estimate is None else format_money(item.estimate),
            sources or "–",
            progress,
        )

    def _whom(self, item: PlanItem) -> str:
        unit = self._unit(item.unit_id) if item.unit_id is not None else ""
        return "\n".join(filter(None, (unit, item.group))) or "cały urząd"

    def _unit(self, unit_id: int | None) -> str:
        if unit_id is None:
            return "Cały urząd, grupy i rezerwa"
        return " – ".join(self._plan.units.get(unit_id, (f"nr {unit_id}", ""))).removesuffix(" – ")

    def totals(self) -> Iterator[Block]:
        if not self._plan.items:
            return
        total = figures.whole(self._plan)
        quarters = [(QUARTERS[quarter], each) for quarter, each in figures.by_quarter(self._plan)]
        yield self._total_table("Razem według kwartałów", "Kwartał", [*quarters, ("Cały rok", total)], budget=False)
        units = [(self._unit(unit_id), each) for unit_id, each in figures.by_unit(self._plan)]
        budget = total.budget is not None
        yield self._total_table("Razem według komórek", "Komórka", [*units, ("Cały urząd", total)], budget=budget)

    def _total_table(self, title: str, first: str, lines: Sequence[tuple[str, Total]], *, budget: bool) -> Block:
        t = self._t
        costs = all(total.cost is not None for _, total in lines)
        headers = [first, "Pozycje", "Zrealizowane", "Osoby", "Szacowany koszt"]
        headers += ["Koszt szkoleń"] if costs else []
        headers += ["Budżet", "Zostaje"] if budget else []
        rows: list[list[_Cell]] = []
        for name, total in lines:
            numbers = (total.items, total.done, total.people)
            amounts = [
                total.estimate,
                *([total.cost] if costs else []),
                *([total.budget, total.left] if budget else []),
            ]
            rows.append([name, *map(str, numbers), *(_signed(amount) for amount in amounts)])
        rows[-1] = [(Span(str(cell), t.strong),) for cell in rows[-1]]
        shares = [6.0, 1.6, 2.2, 1.5, *([3.0] * (len(headers) - 4))]
        aligns = (0, *([1] * (len(headers) - 1)))
        heading = Heading(2, title, t.heading)
        table = Table(headers, rows, shares, t.subheading, t.body, aligns=aligns)
        return Stack([heading, table], gap=14, keep=len(lines) < 14)


def _signed(amount: int | None) -> str:
    return "–" if amount is None else format_money(amount)


def _approval(office: Office, t: Typography) -> Block:
    title, name = head_signature(office)
    places = [
        ("Sporządził(a): stanowisko do spraw personalnych", "", _SIGNS),
        ("Sekretarz", "", _SIGNS),
        ("Skarbnik – środki w planie finansowym", "", _SIGNS),
        (f"Zatwierdzam: {title}", name, _SIGNS),
    ]
    heading = Heading(2, "Zatwierdzenie planu", t.heading)
    return Stack([heading, Space(4), signatures(places, t)], gap=18, keep=True)
