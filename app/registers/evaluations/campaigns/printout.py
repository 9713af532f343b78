"""An evaluation campaign on paper: the list of its people by unit, and all its sheets in one file with contents."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from app.core.collector import collector_paused
from app.core.dates import format_date
from app.core.polish import plural, sort_key
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack
from app.printing.contents import Entry
from app.printing.document import Document, Flow, Running, SecondHalf
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.printing.text import Span
from app.registers.evaluations.campaigns.domain import Campaign, Line
from app.registers.evaluations.campaigns.words import STATES, people, why
from app.registers.evaluations.sheets.domain import Beside, Evaluation, State
from app.registers.evaluations.sheets.printout import Paper, sheet_flow
from app.registers.evaluations.sheets.words import LABELS

_WITHOUT_UNIT = "Bez komórki organizacyjnej"


# -- the list --------------------------------------------------------------------------------------------------------


def list_pdf(
    campaign: Campaign, lines: Sequence[Line], office: Office, coat_of_arms: bytes | None, printed_on: date
) -> bytes:
    """Who is in and who is not, by unit, with totals; no marks and no results stand on it."""
    t = Typography(Variant.STANDARD)
    title = f"Lista osób: {campaign.name}"
    metadata = Metadata(title, office.name, "Kampania ocen", campaign.name, f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    included = [line for line in lines if line.candidate.included]
    left_out = [line for line in lines if not line.candidate.included]
    blocks: list[Block] = [
        letterhead(office, picture(coat_of_arms) if coat_of_arms else None, t, badge_title="Kampania", badge="ocen"),
        Heading(1, campaign.name, t.title, gap=14, anchor=Anchor(title, 0)),
        _about(campaign, included, t),
        *_units(included, t),
        *_totals(included, printed_on, t),
        *_left_out(left_out, t),
    ]
    footer = f"{title} · wydrukowano {format_date(printed_on)}"
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def _about(campaign: Campaign, included: Sequence[Line], t: Typography) -> Block:
    done = sum(line.done for line in included)
    known = (
        ("Stan kampanii", STATES[campaign.state]),
        ("Dzień struktury", format_date(campaign.structure_on) if campaign.structure_on else ""),
        ("Koniec ocen", format_date(campaign.ends_on) if campaign.ends_on else ""),
        ("W kampanii", people(len(included))),
        ("Arkusze doręczone", str(done)),
        ("Uwagi", " ".join(campaign.note.split())),
    )
    facts: list[tuple[str, str, Sequence[str]]] = [(label, text, ()) for label, text in known if text]
    return Facts(facts, t.question, t.strong, t.note, columns=3, gap=6)


def _by_unit(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    ordered = sorted(lines, key=lambda line: _place(line.candidate.unit, line.candidate.person))
    for unit, group in groupby(ordered, key=lambda line: line.candidate.unit):
        yield unit or _WITHOUT_UNIT, list(group)


def _units(included: Sequence[Line], t: Typography) -> Iterator[Block]:
    for unit, lines in _by_unit(included):
        yield Heading(2, f"{unit} – {people(len(lines))}", t.heading, gap=12)
        rows = [(str(number), *_row(line)) for number, line in enumerate(lines, 1)]
        headers = ("Lp.", "Imię i nazwisko", "Stanowisko", "Oceniający", "Arkusz", "Stan", "Najpóźniej")
        yield Table(headers, rows, (0.8, 3.2, 3.4, 3, 1.7, 2.2, 1.9), t.subheading, t.small)


def _row(line: Line) -> tuple[str, ...]:
    candidate = line.candidate
    return (
        _named(line),
        candidate.post,
        candidate.rater or "brak",
        line.number or "–",
        LABELS[State][line.state] if line.state else "–",
        format_date(candidate.due_by) if candidate.due_by else "–",
    )


def _named(line: Line) -> str:
    number = line.candidate.number
    return f"{line.candidate.person} ({number})" if number else line.candidate.person


def _totals(included: Sequence[Line], today: date, t: Typography) -> Iterator[Block]:
    if not included:
        return
    yield Heading(2, "Razem", t.heading, gap=14)
    rows: list[Sequence[str | Sequence[Span]]] = [(unit, *_sums(lines, today)) for unit, lines in _by_unit(included)]
    rows.append([(Span(text, t.strong),) for text in ("Cały urząd", *_sums(included, today))])
    headers = ("Komórka organizacyjna", "Osoby", "Arkusze", "Doręczone", "Po terminie ustawowym")
    yield Table(headers, rows, (7, 1.6, 1.8, 2.2, 3), t.subheading, t.body, aligns=(0, 1, 1, 1, 1))


def _sums(lines: Sequence[Line], today: date) -> tuple[str, ...]:
    sheets = sum(line.sheet_id is not None and line.state is not State.CANCELLED for line in lines)
    numbers = (len(lines), sheets, sum(line.done for line in lines), sum(line.overdue(today) for line in lines))
    return tuple(map(str, numbers))


def _left_out(lines: Sequence[Line], t: Typography) -> Iterator[Block]:
    if not lines:
        return
    yield Heading(2, f"Poza kampanią – {people(len(lines))}", t.heading, gap=14)
    rows = [
        (_named(line), ", ".join(filter(None, (line.candidate.post, line.candidate.unit))), why(line.candidate))
        for _unit, group in _by_unit(lines)
        for line in group
    ]
    yield Table(("Imię i nazwisko", "Stanowisko i komórka", "Powód"), rows, (3.2, 4.4, 7), t.subheading, t.small)


# -- all sheets ------------------------------------------------------------------------------------------------------


def sheets_pdf(
    campaign: Campaign,
    sheets: Sequence[Evaluation],
    beside: Mapping[int, Beside],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """Contents, then the sheets by unit and name; each counts its own pages, for each goes into another file.

    Raises Cancelled when ``progress`` says so.
    """
    with collector_paused():
        return _sheets(campaign, sheets, beside, office, coat_of_arms, printed_on, progress or NoProgress())


def _sheets(
    campaign: Campaign,
    sheets: Sequence[Evaluation],
    beside: Mapping[int, Beside],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress,
) -> bytes:
    t = Typography(Variant.STANDARD)
    paper = Paper(office, printed_on, t, picture(coat_of_arms) if coat_of_arms else None)
    title = f"Arkusze ocen: {campaign.name}"
    metadata = Metadata(title, office.name, "Arkusz oceny okresowej", campaign.name, f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    entries: list[tuple[Evaluation, Anchor]] = []
    flows: list[Flow] = []
    for done, sheet in enumerate(sorted(sheets, key=lambda sheet: _place(sheet.unit, sheet.person))):
        progress.report(done, 2 * len(sheets), f"Arkusz {sheet.number}")
        anchor = Anchor(f"{sheet.person} – arkusz nr {sheet.number}", 0)
        flows.append(sheet_flow(document, sheet, beside[sheet.id], paper, anchor))
        entries.append((sheet, anchor))
    running = Running(f"{title} · wydrukowano {format_date(printed_on)}", title, notice(office))
    document.add(document.flow(_contents(campaign, entries, paper), running, title="Spis arkuszy"), own_numbers=True)
    for flow in flows:
        document.add(flow, own_numbers=True)
    return document.save(SecondHalf(progress))


def _contents(campaign: Campaign, entries: Sequence[tuple[Evaluation, Anchor]], paper: Paper) -> list[Block]:
    t, count = paper.typography, len(entries)
    unit_of: Callable[[tuple[Evaluation, Anchor]], str] = lambda entry: entry[0].unit  # noqa: E731
    blocks: list[Block] = [
        letterhead(paper.office, paper.arms, t, badge_title="Kampania", badge="ocen"),
        Heading(1, f"Arkusze ocen: {campaign.name}", t.title, gap=14, anchor=Anchor("Spis arkuszy", 0)),
        Paragraph(
            f"{count} {plural(count, 'arkusz', 'arkusze', 'arkuszy')}. Spis podaje strony całego pliku; "
            "w stopce każdego arkusza są jego własne strony.",
            t.lead,
        ),
        Space(4),
    ]
    for unit, group in groupby(entries, key=unit_of):
        blocks.append(Heading(2, unit or _WITHOUT_UNIT, t.heading, gap=9))
        lines = [Entry(_entry(sheet), [anchor], t.body, gap=2) for sheet, anchor in group]
        blocks.append(Stack(lines, role="TOC"))
    return blocks


def _entry(sheet: Evaluation) -> str:
    apart = f" ({sheet.person_number})" if sheet.person_number else ""
    return f"{sheet.person}{apart}, arkusz nr {sheet.number}"


def _place(unit: str, person: str) -> tuple[bool, str, str, str]:
    """By unit, those without one last; then by surname, as the sheet keeps the name as one text, given name first."""
    first, _, surname = person.partition(" ")
    return not unit, sort_key(unit), unit, sort_key(f"{surname} {first}")
