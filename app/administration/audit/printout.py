"""The audit log on paper: one entry field by field, and the monthly report for the data-protection officer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from app.administration.audit.domain import AuditEntry, MonthReport
from app.administration.audit.words import (
    ERASED,
    NAMELESS,
    SENSITIVE,
    Vocabulary,
    author,
    deed,
    month_label,
    sensitive_areas,
    when,
    who,
)
from app.core.dates import format_date
from app.core.polish import plural
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.styles import ACCENT, NOTICE, TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata

_LISTS: Mapping[str, str] = {
    "sign_in_failed": "Nieudane próby przed zalogowaniem (dowolna nazwa)",
    "export": "Zapisy do plików",
    "print": "Wydruki rejestrów, których odczyt się zapisuje",
    "erase": "Usunięcia i anonimizacje danych osobowych",
    "restore": "Odtworzenia kopii, zmiany klucza, przeniesienia danych",
    "role": "Zmiany ról",
}


def entry_pdf(entry: AuditEntry, words: Vocabulary, office: Office, printed_on: date) -> bytes:
    """One entry with the old and the new value of every field."""
    t = Typography(Variant.STANDARD)
    title = f"Wpis nr {entry.id}"
    about = f"{words.kind(entry.entity)}: {words.record(entry)}".removesuffix(": ")
    facts = [
        ("Kiedy", when(entry.at)),
        ("Kto", who(entry)),
        ("Czynność", deed(entry.deed)),
        ("Czego dotyczy", about),
    ]
    blocks: list[Block] = [
        Space(6),
        Facts([(label, value, ()) for label, value in facts], t.question, t.strong, t.note, columns=2),
        *_values(entry, words, t),
        Paragraph(f"Pieczęć wpisu: {_grouped(entry.mac)}", t.tiny, gap=14),
    ]
    return _document(title, f"{title}: {deed(entry.deed)}", blocks, office, printed_on, t)


def _values(entry: AuditEntry, words: Vocabulary, t: Typography) -> Iterator[Block]:
    if entry.erased:
        yield Paragraph(ERASED, t.body, gap=14)
    rows = words.rows(entry)
    if rows and entry.deed == "create":
        yield Heading(2, "Treść", t.heading, gap=16)
        yield Table(("Pole", "Wpisano"), [(label, new) for label, _, new in rows], (3, 8), t.subheading, t.body)
    elif rows:
        yield Heading(2, "Co się zmieniło", t.heading, gap=16)
        yield Table(("Pole", "Było", "Jest"), rows, (3, 4, 4), t.subheading, t.body)
    facts = words.facts(entry)
    if facts:
        yield Heading(2, "Szczegóły", t.heading, gap=16)
        yield Table(("Co", "Wartość"), facts, (3, 8), t.subheading, t.body)


def month_pdf(report: MonthReport, words: Vocabulary, office: Office, printed_on: date) -> bytes:
    """The report of a month; its head is what later proves that the log was not cut or written anew."""
    t = Typography(Variant.STANDARD)
    title = f"Dziennik czynności: {month_label(report.key)}"
    last = report.period.end - timedelta(days=1)
    finding = report.finding
    verdict = t.strong if finding.sound else t.strong.but(colour=NOTICE)
    blocks: list[Block] = [
        Space(6),
        Facts(
            [
                ("Okres", f"{format_date(report.period.first)} – {format_date(last)}", ()),
                ("Wpisy w tym okresie", str(report.entries), ()),
                ("Nieudane próby logowania", str(report.failures), ()),
            ],
            t.question,
            t.strong,
            t.note,
            columns=2,
        ),
        Heading(2, "Czy dziennik jest nienaruszony", t.heading, gap=16),
        *(Paragraph(sentence, verdict) for sentence in finding.sentences),
        *_kept_head(report.head, t),
        *_counts(report, words, t),
        *(block for name, heading in _LISTS.items() for block in _list(name, heading, report, words, t)),
        *_signature(t),
    ]
    return _document(title, f"{title} – raport dla inspektora ochrony danych", blocks, office, printed_on, t)


def _kept_head(head: str, t: Typography) -> Iterator[Block]:
    yield Heading(2, "Znak dziennika do zachowania", t.heading, gap=16)
    yield Panel([Paragraph(head, TextStyle(18, 26, t.title.cut))], gap=6, padding=12, bar=ACCENT)
    yield Paragraph(
        "Przechowuj ten wydruk poza komputerem. Aby sprawdzić, czy ktoś później nie uciął dziennika albo nie napisał "
        "go od nowa, wpisz ten znak w oknie „Sprawdź dziennik” albo poleceniem: urzad audit verify --head.",
        t.note,
        gap=4,
    )


def _counts(report: MonthReport, words: Vocabulary, t: Typography) -> Iterator[Block]:
    if not report.entries:
        return
    yield Heading(2, "Czynności według rodzaju danych", t.heading, gap=16)
    rows = [(deed(name), words.kind(entity), str(number)) for name, entity, number in report.deeds]
    yield Table(("Czynność", "Rodzaj", "Liczba"), sorted(rows), (5, 5, 2), t.subheading, t.body, aligns=(0, 0, 1))
    yield Heading(2, "Czynności według osób", t.heading, gap=16)
    people = [
        (author(login), deed(name), str(number)) for login, name, number in report.persons if name not in NAMELESS
    ]
    yield Table(("Kto", "Czynność", "Liczba"), sorted(people), (5, 5, 2), t.subheading, t.body, aligns=(0, 0, 1))


def _list(name: str, heading: str, report: MonthReport, words: Vocabulary, t: Typography) -> Iterator[Block]:
    entries = report.lists.get(name, ())
    yield Heading(2, heading, t.heading, gap=16)
    if not entries:
        yield Paragraph("W tym miesiącu nie było.", t.body)
        return
    rows = [
        (str(entry.id), when(entry.at), who(entry), words.kind(entry.entity), _about(entry, words)) for entry in entries
    ]
    yield Table(("Nr", "Kiedy", "Kto", "Rodzaj", "Co"), rows, (1.2, 3, 2.2, 2.6, 5), t.subheading, t.small)
    left_out = report.more.get(name, 0)
    if left_out:
        counted = f"{left_out} {plural(left_out, 'wcześniejszy wpis', 'wcześniejsze wpisy', 'wcześniejszych wpisów')}"
        yield Paragraph(f"Pominięto {counted}; są w dzienniku w programie.", t.note, gap=4)


def _about(entry: AuditEntry, words: Vocabulary) -> str:
    areas = ", ".join(sensitive_areas(entry))
    opened = f"{SENSITIVE} {areas}" if areas else ""
    return "; ".join(filter(None, (opened, words.record(entry), words.short(entry))))


def _signature(t: Typography) -> Iterator[Block]:
    yield Heading(2, "Przyjęcie raportu", t.heading, gap=20)
    yield Paragraph("Data i podpis inspektora ochrony danych: ........................................", t.body, gap=16)


def _grouped(mac: str) -> str:
    return " ".join(mac[start : start + 8] for start in range(0, len(mac), 8))


def _document(
    title: str, subject: str, blocks: Sequence[Block], office: Office, printed_on: date, t: Typography
) -> bytes:
    document = Document(Metadata(subject, office.name, "Dziennik czynności", "", f"{printed_on:%Y%m%d}"), t)
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    head = [letterhead(office, None, t), Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0))]
    document.add(document.flow([*head, *blocks], Running(footer, title, notice(office)), title=title))
    return document.save()
