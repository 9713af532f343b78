"""Grants on paper: the data sheet of one agreement, and the register of contests and grants of a year."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.core.money import format_money
from app.core.money_words import money_words
from app.core.polish import natural_key
from app.people.office.domain import Office
from app.people.office.printout import head_signature, letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack, paragraphs
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.lists import Facts, bullets
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.contests.domain import Contest
from app.registers.ngos.contests.domain import state_on as contest_state_on
from app.registers.ngos.contests.words import STATES as CONTEST_STATES
from app.registers.ngos.contests.words import day_in_words, from_to, money
from app.registers.ngos.cooperation_figures import GrantKind
from app.registers.ngos.grants.domain import Grant, state_on
from app.registers.ngos.grants.figures import Sum, Year, sums, total
from app.registers.ngos.grants.thresholds import Check
from app.registers.ngos.grants.words import KINDS, STATES, WORDS, agreement_in_words, facts, terms_in_words, warnings
from app.registers.ngos.offers.domain import ContestOffer, OfferDecision

REGISTER = "Rejestr konkursów i dotacji"
_RIGHT = 1.0
_NOTHING = "–"


@dataclass(frozen=True)
class GrantsPaper:
    """Whose paper it is and when it is printed; ``label`` names a sphere by its code."""

    office: Office
    coat_of_arms: bytes | None
    printed_on: date
    label: Callable[[str], str]


@dataclass(frozen=True)
class Party:
    """A side of the agreement: its name, what identifies it, who speaks for it, what part it does."""

    name: str
    numbers: str = ""
    address: str = ""
    represented_by: str = ""
    account: str = ""
    part: str = ""


# -- the sheet of one agreement ---------------------------------------------------------------------------------------


def sheet_pdf(grant: Grant, parties: Sequence[Party], checks: Sequence[Check], paper: GrantsPaper) -> bytes:
    """The data of an agreement with its terms and its settlement; of a small grant also the four limits."""
    t = Typography(Variant.STANDARD)
    title = f"Karta dotacji nr {grant.number}"
    partners = ", ".join(party.name for party in parties[1:])
    known = [(label, value, ()) for label, value in facts(grant, paper.printed_on, paper.label(grant.sphere), partners)]
    blocks: list[Block] = [
        *_head(title, "Dotacja nr", grant.number, paper, t),
        Paragraph(grant.title, t.answer, gap=6),
        Space(6),
        Facts(known, t.question, t.strong, t.note, columns=3),
        *_money(grant, t),
        *(block for party in parties for block in _party(party, t)),
        *_tranches(grant, t),
        *_annexes(grant, t),
        *_terms(grant, checks, paper.printed_on, t),
        *_texts(grant, t),
    ]
    # a signature never stands on a page of its own
    blocks[-1].keep_with_next = True
    blocks.append(
        Stack([Space(8), signatures([(*head_signature(paper.office), "data i podpis")], t)], gap=14, keep=True)
    )
    return _saved(title, grant.number, paper, t, blocks)


def _money(grant: Grant, t: Typography) -> Iterator[Block]:
    if grant.granted is not None:
        said = f"Kwota dotacji: {format_money(grant.granted)} (słownie: {money_words(grant.granted)})."
        yield Paragraph(said, t.strong, gap=10)


def _party(party: Party, t: Typography) -> Iterator[Block]:
    lines = [
        party.numbers,
        party.address,
        f"reprezentowana przez: {party.represented_by}" if party.represented_by else "",
        f"rachunek: {party.account}" if party.account else "",
        f"w tej umowie: {party.part}" if party.part else "",
    ]
    told: list[Block] = [Paragraph(line, t.body, gap=1) for line in lines if line]
    yield Stack([Heading(2, party.name, t.heading), *told], gap=10, keep=True)


def _tranches(grant: Grant, t: Typography) -> Iterator[Block]:
    if not grant.tranches:
        return
    yield Heading(2, "Transze", t.heading, gap=12)
    rows = [(day_in_words(each.due_on), day_in_words(each.paid_on), money(each.amount)) for each in grant.tranches]
    paid = f"wypłacono {money(grant.paid)}" if grant.paid else ""
    rows.append(("Razem", paid, money(sum(each.amount or 0 for each in grant.tranches))))
    headers = ("Termin", "Wypłacono", "Kwota")
    yield Table(headers, rows, (2.0, 3.0, 2.0), t.subheading, t.body, aligns=(0, 0, _RIGHT), gap=2, totals=1)


def _annexes(grant: Grant, t: Typography) -> Iterator[Block]:
    if grant.annexes:
        yield Heading(2, "Aneksy", t.heading, gap=12)
        rows = [(day_in_words(each.signed_on), each.subject) for each in grant.annexes]
        yield Table(("Z dnia", "Czego dotyczy"), rows, (1.6, 6.0), t.subheading, t.body, gap=2)


def _terms(grant: Grant, checks: Sequence[Check], today: date, t: Typography) -> Iterator[Block]:
    told = [f"{label}: {said}" for label, said in terms_in_words(grant, today)]
    if told:
        yield Heading(2, "Terminy i jak je policzono", t.heading, gap=12)
        yield from bullets(told, t.body)
    if checks:
        yield Heading(2, "Limity małego grantu", t.heading, gap=12)
        yield from bullets([check.text for check in checks], t.body)
    late = list(warnings(grant, today))
    if late:
        yield Heading(2, "Wymaga uwagi", t.heading, gap=12)
        yield from bullets(late, t.body)


def _texts(grant: Grant, t: Typography) -> Iterator[Block]:
    for title, said in (("Uwagi do oferty", grant.remarks), ("Kontrola", grant.control), ("Uwagi", grant.note)):
        if said.strip():
            yield Heading(2, title, t.heading, gap=12)
            yield from paragraphs(said, t.body, gap=2)


# -- the register of a year -------------------------------------------------------------------------------------------


def register_pdf(year: Year, organisations: Mapping[int, str], paper: GrantsPaper) -> bytes:
    """Contests and grants of a year with sums by organisation and by sphere."""
    t = Typography(Variant.STANDARD, 1)
    title = f"{REGISTER} – {year.year} r."
    blocks: list[Block] = [
        *_head(title, "Rok", str(year.year), paper, t),
        Space(4),
        Facts(list(_year_facts(year)), t.question, t.strong, t.note, columns=4),
        Heading(2, "Konkursy ofert", t.heading, gap=12),
        *_contests(year, paper, t),
        Heading(2, "Dotacje", t.heading, gap=12),
        *_grants(year, organisations, paper, t),
        *_sums("Pieniądze według organizacji", "Organizacja", _by_organisation(year), year.grants, t),
        *_sums("Pieniądze według sfer", "Sfera", _by_sphere(year, paper), year.grants, t),
    ]
    return _saved(title, str(year.year), paper, t, blocks, size=LANDSCAPE)


def _year_facts(year: Year) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    whole = total("", year.grants)
    small = [each for each in year.grants if each.kind is GrantKind.SMALL]
    yield "Konkursy", str(len(year.contests)), (f"złożono ofert: {len(year.offers)}",)
    yield "Dotacje", str(whole.number), (f"razem {format_money(whole.granted)}",)
    yield "Małe granty", str(len(small)), (f"razem {format_money(sum(each.granted or 0 for each in small))}",)
    planned = "nie wpisano" if year.planned is None else format_money(year.planned)
    yield "Dotacje planowane w programie", planned, ()
    yield "Wypłacono", format_money(whole.paid), ()
    yield "Rozliczono", format_money(whole.settled), ()
    yield "Zwrócono", format_money(whole.returned), ()
    yield "Do zwrotu", format_money(sum(each.to_return for each in year.grants)), ()
    if year.unagreed:
        promised = format_money(sum(each.granted or 0 for each in year.unagreed))
        yield "Wybrane oferty bez umowy", str(len(year.unagreed)), (f"razem {promised}",)


def _contests(year: Year, paper: GrantsPaper, t: Typography) -> Iterator[Block]:
    if not year.contests:
        yield Paragraph("W tym roku nie ogłoszono konkursu.", t.body)
        return
    rows = [_contest(each, [o for o in year.offers if o.contest_id == each.id], paper) for each in year.contests]
    headers = ("Nr", "Konkurs i sfera", "Kwota", "Ogłoszono", "Oferty do", "Ofert", "Wybrano", "Przyznano", "Stan")
    shares = (1.7, 6.6, 2.3, 2.0, 2.0, 1.2, 1.5, 2.3, 2.6)
    aligns = (0, 0, _RIGHT, 0, 0, _RIGHT, _RIGHT, _RIGHT, 0)
    yield Table(headers, rows, shares, t.subheading, t.small, aligns=aligns, gap=2, snug=True)


def _contest(contest: Contest, offers: Sequence[ContestOffer], paper: GrantsPaper) -> tuple[str, ...]:
    chosen = [each for each in offers if each.decision is OfferDecision.CHOSEN]
    return (
        contest.number,
        f"{contest.title}\n{paper.label(contest.sphere)}",
        money(contest.planned) or _NOTHING,
        day_in_words(contest.announced_on),
        day_in_words(contest.offers_until),
        str(len(offers)),
        str(len(chosen)),
        money(sum(each.granted or 0 for each in chosen)),
        CONTEST_STATES[contest_state_on(contest, paper.printed_on)],
    )


def _grants(year: Year, organisations: Mapping[int, str], paper: GrantsPaper, t: Typography) -> Iterator[Block]:
    if not year.grants:
        yield Paragraph("W tym roku nie przyznano dotacji.", t.body)
        return
    rows = [_grant(each, organisations, paper) for each in year.grants]
    headers = ("Nr", "Organizacja i zadanie", "Umowa, czas zadania", "Dotacja", "Wypłacono", "Rozliczono", "Zwrócono",
               "Sprawozdanie", "Stan")  # fmt: skip
    shares = (1.6, 6.0, 3.2, 2.1, 2.1, 2.1, 2.0, 2.4, 2.3)
    aligns = (0, 0, 0, _RIGHT, _RIGHT, _RIGHT, _RIGHT, 0, 0)
    yield Table(headers, rows, shares, t.subheading, t.small, aligns=aligns, gap=2, snug=True)


def _grant(grant: Grant, organisations: Mapping[int, str], paper: GrantsPaper) -> tuple[str, ...]:
    joint = [organisations.get(each.ngo_id or 0, "") for each in grant.partners]
    kind = "" if grant.kind is GrantKind.CONTEST else f" – {KINDS[grant.kind]}"
    due = "" if grant.report_due is None else f"do {format_date(grant.report_due)}"
    came = f"wpłynęło {format_date(grant.report_on)}" if grant.report_on is not None else ""
    return (
        grant.number,
        f"{', '.join(filter(None, (grant.organisation, *joint)))}\n{grant.title}{kind}",
        "\n".join(filter(None, (agreement_in_words(grant), from_to(grant.task_from, grant.task_until)))),
        money(grant.granted) or _NOTHING,
        (money(grant.paid) if grant.agreement_on is not None else "") or _NOTHING,
        money(grant.settled) or _NOTHING,
        money(grant.returned) or _NOTHING,
        "\n".join(filter(None, (due, came))),
        STATES[state_on(grant, paper.printed_on)],
    )


def _by_organisation(year: Year) -> Sequence[Sum]:
    return sums(year.grants, lambda each: each.organisation)


def _by_sphere(year: Year, paper: GrantsPaper) -> Sequence[Sum]:
    """In the order of the act."""
    return sorted(sums(year.grants, lambda each: paper.label(each.sphere)), key=lambda each: natural_key(each.name))


def _sums(title: str, column: str, listed: Sequence[Sum], grants: Sequence[Grant], t: Typography) -> Iterator[Block]:
    if not listed:
        return
    rows = [_sum(each) for each in (*listed, total("Razem", grants))]
    headers = (column, "Dotacji", "Przyznano", "Wypłacono", "Rozliczono", "Zwrócono")
    shares, aligns = (8.0, 1.5, 2.6, 2.6, 2.6, 2.6), (0, _RIGHT, _RIGHT, _RIGHT, _RIGHT, _RIGHT)
    yield Heading(2, title, t.heading, gap=12)
    yield Table(headers, rows, shares, t.subheading, t.small, aligns=aligns, gap=2, totals=1)


def _sum(each: Sum) -> tuple[str, ...]:
    amounts = (each.granted, each.paid, each.settled, each.returned)
    return (each.name, str(each.number), *(format_money(amount) for amount in amounts))


# -- common -----------------------------------------------------------------------------------------------------------


def _head(title: str, badge_title: str, badge: str, paper: GrantsPaper, t: Typography) -> Iterator[Block]:
    arms = picture(paper.coat_of_arms) if paper.coat_of_arms else None
    yield letterhead(paper.office, arms, t, badge_title=badge_title, badge=badge)
    yield Heading(1, title, TextStyle(16, 20, t.title.cut), gap=16, anchor=Anchor(title, 0))


def _saved(
    title: str,
    number: str,
    paper: GrantsPaper,
    t: Typography,
    blocks: list[Block],
    size: tuple[float, float] | None = None,
) -> bytes:
    office = paper.office
    metadata = Metadata(title, office.name, WORDS.title, number, f"{paper.printed_on:%Y%m%d}")
    document = Document(metadata, t) if size is None else Document(metadata, t, size)
    footer = f"{office.name} · wydrukowano {format_date(paper.printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()
