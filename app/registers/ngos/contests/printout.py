"""The notice of an open contest on paper, item by item as art. 13 ust. 2 lists them; what is missing is named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.core.date_words import weekday_and_date
from app.core.dates import format_date
from app.core.money import format_money
from app.core.money_words import money_words
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running
from app.printing.lists import bullets
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.contests.domain import Contest, NoticeItem, TaskForm, missing_items
from app.registers.ngos.contests.words import ITEMS, from_to, money
from app.registers.ngos.rules import rules_on

_MISSING = "[do uzupełnienia]"
_ACT = "ustawy z 24.04.2003 o działalności pożytku publicznego i o wolontariacie"


@dataclass(frozen=True)
class ContestPaper:
    """Whose paper it is and when it is printed; ``label`` names a sphere by its code."""

    office: Office
    coat_of_arms: bytes | None
    printed_on: date
    label: Callable[[str], str]


def notice_pdf(contest: Contest, paper: ContestPaper) -> bytes:
    """The notice as a tagged PDF."""
    t = Typography(Variant.STANDARD)
    title = f"Ogłoszenie otwartego konkursu ofert nr {contest.number}"
    blocks: list[Block] = [
        *head(title, contest, paper, t),
        Paragraph(_announces(contest, paper.office), t.body, gap=8),
        Paragraph(contest.title, t.answer, gap=6),
        *_missing(contest, t),
        *(block for number, item in enumerate(NoticeItem, 1) for block in _item(number, item, contest, paper, t)),
        Paragraph(
            f"Każdy może w ciągu {rules_on(paper.printed_on).reasons_days} dni od ogłoszenia wyników żądać "
            "uzasadnienia wyboru lub odrzucenia oferty (art. 15 ust. 2i).",
            t.note,
            gap=10,
        ),
        signed(paper.office, t),
    ]
    return saved(title, contest, paper, t, blocks)


def head(title: str, contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    """Letterhead and title of a paper about a contest."""
    arms = picture(paper.coat_of_arms) if paper.coat_of_arms else None
    yield letterhead(paper.office, arms, t, badge_title="Konkurs nr", badge=contest.number)
    yield Heading(1, title, TextStyle(16, 20, t.title.cut), gap=16, anchor=Anchor(title, 0))


def signed(office: Office, t: Typography) -> Block:
    """A place for the head's signature, kept on one page."""
    return Stack([Space(10), signatures([(*head_signature(office), "data i podpis")], t)], gap=14, keep=True)


def saved(title: str, contest: Contest, paper: ContestPaper, t: Typography, blocks: list[Block]) -> bytes:
    """The finished file of a paper about a contest."""
    office = paper.office
    metadata = Metadata(title, office.name, "Otwarte konkursy ofert", contest.number, f"{paper.printed_on:%Y%m%d}")
    document = Document(metadata, t)
    footer = f"{office.name} · wydrukowano {format_date(paper.printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _announces(contest: Contest, office: Office) -> str:
    who = head_signature(office)[0]
    of = f" ({office.gmina})" if office.gmina else ""
    how = "powierzenie" if contest.form is TaskForm.ENTRUST else "wsparcie"
    year = f" w roku {contest.year}" if contest.year is not None else ""
    return (
        f"Na podstawie art. 11 ust. 2 i art. 13 {_ACT} {who}{of} ogłasza otwarty konkurs ofert na {how} realizacji "
        f"zadania publicznego{year}:"
    )


def _missing(contest: Contest, t: Typography) -> Iterator[Block]:
    items = missing_items(contest)
    if items:
        named = [ITEMS[item] for item in items]
        yield Panel(
            [Heading(2, "Do uzupełnienia przed ogłoszeniem (art. 13 ust. 2)", t.heading), *bullets(named, t.body)],
            gap=10,
            padding=10,
        )


def _item(number: int, item: NoticeItem, contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    said = list(_ITEMS[item](contest, paper, t)) or [Paragraph(_MISSING, t.body, gap=2)]
    name = ITEMS[item]
    heading = Heading(2, f"{number}. {name[0].upper()}{name[1:]}", t.heading, gap=0)
    yield Stack([heading, said[0]], gap=12, keep=True)
    yield from said[1:]


def _task(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.task.strip():
        yield from paragraphs(contest.task, t.body, gap=2)
    codes = "; ".join(paper.label(code) for code in contest.codes)
    if codes:
        yield Paragraph(f"Sfera zadań publicznych (art. 4 ust. 1): {codes}.", t.body, gap=4)


def _money(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.planned is not None:
        said = f"{format_money(contest.planned)} (słownie: {money_words(contest.planned)})."
        yield Paragraph(said, t.strong, gap=2)


def _rules(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.grant_rules.strip():
        yield from paragraphs(contest.grant_rules, t.body, gap=2)


def _terms(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    span = from_to(contest.task_from, contest.task_until)
    if span:
        yield Paragraph(f"Zadanie wykonuje się w terminie {span}.", t.body, gap=2)
    if contest.task_terms.strip():
        yield from paragraphs(contest.task_terms, t.body, gap=4)


def _offers(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.offers_until is None:
        return
    yield Paragraph(f"Oferty przyjmuje się do dnia: {weekday_and_date(contest.offers_until)}.", t.strong, gap=2)
    if contest.offers_where.strip():
        yield Paragraph(f"Jak składać oferty: {contest.offers_where.strip().rstrip('.')}.", t.body, gap=4)


def _choice(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.choice_way.strip():
        yield from paragraphs(contest.choice_way, t.body, gap=2)
    if contest.criteria:
        rows = [(each.name, str(each.points or "")) for each in contest.criteria]
        rows.append(("Razem", str(contest.most_points)))
        headers, shares = ("Kryterium", "Najwięcej punktów"), (7.0, 2.0)
        yield Table(headers, rows, shares, t.subheading, t.body, aligns=(0.0, 1.0), gap=6, totals=1)
    if contest.decision_by is not None:
        yield Paragraph(f"Wybór ofert nastąpi najpóźniej {format_date(contest.decision_by)}.", t.body, gap=6)


def _past(contest: Contest, paper: ContestPaper, t: Typography) -> Iterator[Block]:
    if contest.past_tasks.strip():
        yield from paragraphs(contest.past_tasks, t.body, gap=2)
    if contest.spent_this_year is None and contest.spent_last_year is None:
        return
    announced = contest.announced_on or max(contest.announcements, default=None)
    year = announced.year if announced is not None else None
    this, last = (f"{year}", f"{year - 1}") if year is not None else ("w roku ogłoszenia", "w roku poprzednim")
    rows = [(this, money(contest.spent_this_year) or _MISSING), (last, money(contest.spent_last_year) or _MISSING)]
    yield Table(("Rok", "Koszt zadań (dotacje)"), rows, (3.0, 3.0), t.subheading, t.body, aligns=(0.0, 1.0), gap=6)


_ITEMS = {
    NoticeItem.TASK: _task,
    NoticeItem.MONEY: _money,
    NoticeItem.RULES: _rules,
    NoticeItem.TERMS: _terms,
    NoticeItem.OFFERS: _offers,
    NoticeItem.CHOICE: _choice,
    NoticeItem.PAST: _past,
}
