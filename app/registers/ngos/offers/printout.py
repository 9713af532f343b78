"""Offers of a contest on paper: the protocol of the commission, the notice of results, the card of one offer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.dates import format_date
from app.core.money import format_money
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space, Stack
from app.printing.lists import Facts, bullets
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.registers.ngos.contests.domain import Contest, Origin, reasons_term
from app.registers.ngos.contests.eligibility import voting
from app.registers.ngos.contests.printout import ContestPaper, head, saved, signed
from app.registers.ngos.contests.words import ORIGINS, PRESENCES, day_in_words
from app.registers.ngos.offers.domain import ContestOffer, Formal, OfferDecision, ranked
from app.registers.ngos.offers.words import FORMALS, decision_in_words, facts, filed_in_words, mean_in_words

_ROOM = 30.0
"""Points of a row in which somebody signs."""


@dataclass(frozen=True)
class OffersPaper:
    """A contest with its offers; ``organisations`` are names by id, ``doubts`` what is open about the commission."""

    contest: Contest
    offers: Sequence[ContestOffer]
    organisations: Mapping[int, str]
    paper: ContestPaper
    doubts: Sequence[str] = ()


def protocol_pdf(sheet: OffersPaper) -> bytes:
    """List of offers with their assessment: the protocol of the commission, to be signed."""
    contest, t = sheet.contest, Typography(Variant.STANDARD)
    title = f"Protokół komisji konkursowej – konkurs nr {contest.number}"
    blocks: list[Block] = [
        *head(title, contest, sheet.paper, t),
        Paragraph(contest.title, t.answer, gap=6),
        *_doubts(sheet, t),
        Space(6),
        Facts(list(_contest_facts(sheet)), t.question, t.strong, t.note, columns=3),
        Heading(2, "Oferty i ich ocena", t.heading, gap=14),
        *_offers(sheet, t),
        *_points(sheet, t),
        *_opinions(sheet, t),
        *_commission(sheet, t),
    ]
    return saved(title, contest, sheet.paper, t, blocks)


def results_pdf(sheet: OffersPaper) -> bytes:
    """The notice of results: name, task and amount of each chosen offer (art. 15 ust. 2h), or that there is none."""
    contest, t = sheet.contest, Typography(Variant.STANDARD)
    title = f"Wyniki otwartego konkursu ofert nr {contest.number}"
    chosen = [each for each in sheet.offers if each.decision is OfferDecision.CHOSEN]
    blocks: list[Block] = [
        *head(title, contest, sheet.paper, t),
        Paragraph(contest.title, t.answer, gap=6),
        *_results(sheet, chosen, t),
        *_reasons(contest, t),
        signed(sheet.paper.office, t),
    ]
    return saved(title, contest, sheet.paper, t, blocks)


def offer_pdf(offer: ContestOffer, sheet: OffersPaper) -> bytes:
    """The card of one offer with its points."""
    contest, t = sheet.contest, Typography(Variant.STANDARD)
    title = f"Oferta {offer.number} w konkursie nr {contest.number}"
    known = [(label, value, ()) for label, value in facts(offer, sheet.organisations)]
    blocks: list[Block] = [
        *head(title, contest, sheet.paper, t),
        Paragraph(offer.title, t.answer, gap=6),
        Space(6),
        Facts(known, t.question, t.strong, t.note, columns=2),
        *_card_points(offer, contest, t),
    ]
    return saved(title, contest, sheet.paper, t, blocks)


def _contest_facts(sheet: OffersPaper) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    contest = sheet.contest
    known = (
        ("Środki na zadanie", "" if contest.planned is None else format_money(contest.planned)),
        ("Oferty przyjmowano do", "" if contest.offers_until is None else format_date(contest.offers_until)),
        ("Złożone oferty", str(len(sheet.offers))),
        ("Wnioskowano razem", format_money(sum(each.asked or 0 for each in sheet.offers))),
        ("Przyznano razem", format_money(sum(each.granted or 0 for each in sheet.offers))),
        ("Rozstrzygnięto", "" if contest.decided_on is None else format_date(contest.decided_on)),
    )
    yield from ((label, value, ()) for label, value in known if value)


def _doubts(sheet: OffersPaper, t: Typography) -> Iterator[Block]:
    """What is to be put right before the protocol is signed, as the notice names what it lacks."""
    if sheet.doubts:
        heading = Heading(2, "Do wyjaśnienia przed podpisaniem", t.heading)
        yield Panel([heading, *bullets(list(sheet.doubts), t.body)], gap=10, padding=10)


def _offers(sheet: OffersPaper, t: Typography) -> Iterator[Block]:
    if not sheet.offers:
        yield Paragraph("Nie złożono żadnej oferty.", t.body)
        return
    rows = [
        (
            each.number,
            f"{_names(each, sheet.organisations)}\n{each.title}",
            filed_in_words(each),
            _formal(each),
            mean_in_words(each.sum_of_means),
            format_money(each.asked or 0),
            decision_in_words(each) if each.decision is not None else "",
        )
        for each in ranked(sheet.offers)
    ]
    headers = ("Nr", "Organizacja i zadanie", "Złożona", "Wymogi formalne", "Punkty", "Wnioskowana", "Decyzja")
    shares = (0.9, 5.2, 2.3, 2.9, 1.5, 2.5, 2.6)
    yield Table(headers, rows, shares, t.subheading, t.small, aligns=(0, 0, 0, 0, 1.0, 1.0, 0), snug=True)


def _names(offer: ContestOffer, organisations: Mapping[int, str]) -> str:
    joint = [organisations.get(each.ngo_id or 0, "") for each in offer.partners]
    return ", ".join(filter(None, (offer.organisation, *joint)))


def _formal(offer: ContestOffer) -> str:
    if offer.formal is None:
        return "nie oceniono"
    said = FORMALS[offer.formal]
    return f"{said}: {offer.formal_reasons}" if offer.formal is Formal.WRONG else said


def _points(sheet: OffersPaper, t: Typography) -> Iterator[Block]:
    """Means of each criterion, offers in rows; criteria are numbered and explained under the table."""
    criteria, scored = sheet.contest.criteria, [each for each in ranked(sheet.offers) if each.sum_of_means is not None]
    if not criteria or not scored:
        return
    yield Heading(2, "Średnie punkty według kryteriów", t.heading, gap=14)
    rows = []
    for offer in scored:
        means = {each.criterion: each.mean for each in offer.scores}
        cells = [mean_in_words(means.get(criterion.name)) for criterion in criteria]
        rows.append((offer.number, offer.organisation, *cells, mean_in_words(offer.sum_of_means)))
    most = ("", "Najwięcej punktów", *(str(each.points or "") for each in criteria), str(sheet.contest.most_points))
    headers = ("Nr", "Organizacja", *(f"K{place}" for place in range(1, len(criteria) + 1)), "Razem")
    shares = (0.9, 5.0, *(1.3 for _ in criteria), 1.6)
    aligns = (0.0, 0.0, *(1.0 for _ in criteria), 1.0)
    yield Table(headers, [*rows, most], shares, t.subheading, t.small, aligns=aligns, gap=2)
    said = "; ".join(f"K{place} – {each.name}" for place, each in enumerate(criteria, 1))
    yield Paragraph(f"{said}. Punkty są średnią ocen członków komisji.", t.note, gap=4)


def _opinions(sheet: OffersPaper, t: Typography) -> Iterator[Block]:
    told = [each for each in sheet.offers if each.opinion.strip() or each.decision_reasons.strip()]
    if not told:
        return
    yield Heading(2, "Opinie komisji i uzasadnienia", t.heading, gap=14)
    for each in told:
        said = [text.strip() for text in (each.opinion, each.decision_reasons) if text.strip()]
        texts: list[Block] = [Paragraph(text, t.body, gap=2) for text in said]
        yield Stack([Paragraph(f"Oferta {each.number} – {each.organisation}", t.strong), *texts], gap=6)


def _commission(sheet: OffersPaper, t: Typography) -> Iterator[Block]:
    members = sheet.contest.members
    yield Heading(2, "Komisja konkursowa", t.heading, gap=14)
    if not members:
        yield Paragraph("Nie wpisano składu komisji.", t.body)
        return
    rows = []
    for each in members:
        of = sheet.organisations.get(each.ngo_id or 0, "")
        who = f"{ORIGINS[each.origin]}: {of}" if each.origin is Origin.ORGANISATION and of else ORIGINS[each.origin]
        presence = "" if each.presence is None else PRESENCES[each.presence]
        told = (presence, day_in_words(each.declared_on))
        rows.append((", ".join(filter(None, (each.name, each.role))), who, *told, ""))
    yield from _standing(sheet.contest, t)
    yield Table(
        ("Imię i nazwisko, funkcja", "Kogo reprezentuje", "Ocena ofert", "Oświadczenie z dnia", "Data i podpis"),
        rows,
        (3.6, 3.4, 2.0, 2.2, 2.8),
        t.subheading,
        t.small,
        gap=2,
        room=_ROOM,
        upright=True,
    )
    yield Paragraph(
        "Członkowie komisji potwierdzają podpisem, że nie podlegają wyłączeniu: nie wskazała ich organizacja, która "
        "złożyła ofertę (art. 15 ust. 2d), i nie ma przyczyn z przepisów o wyłączeniu pracownika (art. 15 ust. 2f).",
        t.note,
        gap=6,
    )


def _standing(contest: Contest, t: Typography) -> Iterator[Block]:
    said = []
    if contest.commission_order.strip():
        said.append(f"Komisję powołano: {contest.commission_order.strip().rstrip('.')}.")
    if contest.quorum is not None:
        took = f" W ocenie ofert brało udział: {len(voting(contest))}." if contest.decided_on is not None else ""
        said.append(f"Kworum: {contest.quorum} z głosem.{took}")
    if said:
        yield Paragraph(" ".join(said), t.body, gap=2)


def _results(sheet: OffersPaper, chosen: Sequence[ContestOffer], t: Typography) -> Iterator[Block]:
    contest = sheet.contest
    if contest.decided_on is not None:
        yield Paragraph(f"Konkurs rozstrzygnięto {format_date(contest.decided_on)}.", t.body, gap=8)
    if contest.cancelled_on is not None:
        said = f"Konkurs unieważniono {format_date(contest.cancelled_on)} (art. 18a ust. 1)."
        yield Paragraph(said, t.body, gap=8)
        return
    if not chosen:
        yield Paragraph("Nie wybrano żadnej oferty.", t.body, gap=8)
        return
    rows = [
        (_names(each, sheet.organisations), each.title, format_money(each.granted or 0))
        for each in sorted(chosen, key=lambda offer: -(offer.granted or 0))
    ]
    rows.append(("Razem", "", format_money(sum(each.granted or 0 for each in chosen))))
    headers, shares = ("Nazwa oferenta", "Nazwa zadania publicznego", "Przyznane środki"), (5.0, 5.0, 2.6)
    yield Table(headers, rows, shares, t.subheading, t.body, aligns=(0, 0, 1.0), gap=10, totals=1)


def _reasons(contest: Contest, t: Typography) -> Iterator[Block]:
    if contest.cancelled_on is not None:
        return
    term = reasons_term(contest)
    until = "" if term is None else f", czyli do {format_date(term.end)}"
    days = "" if term is None else f" w terminie {term.number} dni od ogłoszenia wyników"
    yield Paragraph(
        f"Każdy może{days}{until} żądać uzasadnienia wyboru lub odrzucenia oferty (art. 15 ust. 2i).", t.note, gap=10
    )


def _card_points(offer: ContestOffer, contest: Contest, t: Typography) -> Iterator[Block]:
    if offer.sum_of_means is None:
        return
    most = {each.name: each.points for each in contest.criteria}
    yield Heading(2, "Punkty komisji", t.heading, gap=14)
    rows = [
        (
            each.criterion,
            "; ".join(str(points) for points in each.given or ()),
            mean_in_words(each.mean),
            _of(most, each),
        )
        for each in offer.scores
    ]
    rows.append(("Razem", "", mean_in_words(offer.sum_of_means), str(contest.most_points)))
    headers = ("Kryterium", "Oceny członków komisji", "Średnia", "Najwięcej")
    yield Table(headers, rows, (5.0, 3.5, 1.6, 1.8), t.subheading, t.body, aligns=(0, 0, 1.0, 1.0), totals=1)


def _of(most: Mapping[str, int | None], score: object) -> str:
    return str(most.get(getattr(score, "criterion", ""), "") or "")
