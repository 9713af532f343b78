"""Personal data on paper: the copy for the person, the protocol of an erasure, the entry of art. 30."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from app.administration.audit.words import author as author_words
from app.administration.personal_data.domain import (
    Activity,
    ErasureReport,
    Listed,
    LoggedDeed,
    PersonFile,
    ProcessingRecord,
    Value,
)
from app.administration.personal_data.words import SHORT_DOUBTS, entity_name, traces_text
from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.photographs import photograph
from app.printing.pictures import Figure, picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata

_MOST_DEEDS = 500
"""Entries of the log on paper; the JSON file holds all."""
_PHOTO = (72.0, 96.0)
"""Points."""


class _Sheet:
    """A document with the office's head and one title."""

    def __init__(self, title: str, office: Office, arms: bytes | None, printed_on: date) -> None:
        self.t = Typography(Variant.STANDARD)
        self.title, self.office = title, office
        self._footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
        metadata = Metadata(title, office.name, "Ochrona danych osobowych", "", f"{printed_on:%Y%m%d}")
        self._document = Document(metadata, self.t)
        self.blocks: list[Block] = [
            letterhead(office, picture(arms) if arms else None, self.t),
            Heading(1, title, self.t.title, gap=18, anchor=Anchor(title, 0)),
        ]

    def heading(self, text: str) -> None:
        self.blocks.append(Heading(2, text, self.t.heading, gap=16))

    def say(self, text: str) -> None:
        self.blocks.append(Paragraph(text, self.t.body, gap=4))

    def facts(self, values: Sequence[Value]) -> None:
        known: list[tuple[str, str, tuple[str, ...]]] = [(value.label, value.text, ()) for value in values]
        if known:
            self.blocks += [Space(6), Facts(known, self.t.question, self.t.strong, self.t.note, columns=2)]

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        if rows:
            self.blocks.append(Table(headers, rows, shares, self.t.subheading, self.t.body, gap=6))
        else:
            self.say("Brak.")

    def save(self) -> bytes:
        running = Running(self._footer, self.title, notice(self.office))
        self._document.add(self._document.flow(self.blocks, running, title=self.title))
        return self._document.save()


def person_pdf(
    file: PersonFile, office: Office, arms: bytes | None, printed_on: date, deeds: Mapping[str, str] | None = None
) -> bytes:
    """Everything held about one person; ``deeds`` are Polish words of the audit log's deeds."""
    sheet = _Sheet(f"Dane osobowe: {file.name}", office, arms, printed_on)
    sheet.say(
        f"Kopia danych, które program Przejrzysty Urząd przechowuje o tej osobie (art. 15 ust. 3 RODO). "
        f"Stan na {_moment(file.moment)}."
    )
    if file.photo is not None and (photo := photograph(file.photo)) is not None:
        sheet.blocks.append(Figure(photo, f"Zdjęcie: {file.name}", *_PHOTO, gap=8))
    for holding in file.holdings:
        sheet.heading(f"{entity_name(holding.entity)}: {holding.title}")
        sheet.facts(holding.values)
        for listed in holding.lists:
            sheet.blocks.append(Heading(3, listed.label, sheet.t.subheading, gap=8))
            sheet.table(listed.columns, listed.rows, _shares(listed))
    if file.parts:
        sheet.heading("Role w zapisach o innych osobach")
        sheet.say("Samych zapisów nie podano: dotyczą innych osób (art. 15 ust. 4 RODO).")
        sheet.table(
            ("Rodzaj", "Zapis", "Rola", "Utworzono"),
            [(entity_name(part.entity), part.title, part.role, format_date(part.since)) for part in file.parts],
            (4, 4, 4, 2),
        )
    sheet.heading("Wzmianki w innych pozycjach")
    sheet.table(
        ("Pozycja", "Pole", "Treść"),
        [
            (
                f"{entity_name(m.place.entity)} {m.title}",
                m.label,
                f"{m.text} ({SHORT_DOUBTS[m.doubt]})" if m.doubt in SHORT_DOUBTS else m.text,
            )
            for m in file.mentions
        ],
        (3, 3, 6),
    )
    for title, entries in (
        ("Wpisy dziennika czynności o tej osobie", file.log_about),
        ("Wpisy dziennika o czynnościach tej osoby", file.log_by),
    ):
        sheet.heading(title)
        sheet.table(("Nr", "Kiedy", "Kto", "Czynność", "Pozycja"), list(_deeds(entries, deeds or {})), (1, 3, 3, 3, 4))
        if len(entries) > _MOST_DEEDS:
            sheet.say(f"Pokazano ostatnie {_MOST_DEEDS} z {len(entries)}; wszystkie są w pliku JSON.")
    return sheet.save()


def _shares(listed: Listed) -> tuple[float, ...]:
    """Widths by the longest text of each column, so that days stay narrow and reasons wide."""
    texts = zip(listed.columns, *listed.rows, strict=True)
    return tuple(min(max(map(len, column)) ** 0.7 + 2, 22.0) for column in texts)


def _deeds(entries: Sequence[LoggedDeed], words: Mapping[str, str]) -> Iterator[Sequence[str]]:
    for entry in entries[-_MOST_DEEDS:]:
        what = f"{entity_name(entry.entity)} {entry.title}".strip()
        yield str(entry.number), _moment(entry.at), author_words(entry.author), words.get(entry.deed, entry.deed), what


def erasure_pdf(
    report: ErasureReport, reason: str, author: str, office: Office, arms: bytes | None, moment: datetime
) -> bytes:
    """The protocol of an erasure, for the files of the office; it names nobody."""
    sheet = _Sheet("Protokół anonimizacji danych osobowych", office, arms, moment.astimezone().date())
    sheet.facts(
        (
            Value("Data i godzina", _moment(moment)),
            Value("Wykonał(a)", author_words(author)),
            Value("Powód", reason),
            Value("Pozycje zanonimizowane", str(report.records)),
            Value("Teksty oczyszczone", str(report.texts)),
            Value("Wpisy dziennika pozbawione treści", str(report.log_entries)),
            Value("Usunięte kopie robocze formularzy", str(report.drafts)),
            Value("Ślady w pliku bazy", traces_text(report)),
        )
    )
    if report.unfinished:
        sheet.heading("Co jeszcze trzeba zrobić")
        for sentence in report.unfinished:
            sheet.say(sentence)
    if report.copies:
        sheet.heading("Kopie zapasowe sprzed anonimizacji")
        sheet.table(
            ("Kopia", "Zrobiona", "Zniknie najpóźniej"),
            [
                (copy.name, _moment(copy.moment), format_date(copy.leaves_on) if copy.leaves_on else "usuń ręcznie")
                for copy in report.copies
            ],
            (6, 3, 3),
        )
        sheet.say("Po odtworzeniu takiej kopii program powtarza anonimizację.")
    return sheet.save()


def processing_pdf(record: ProcessingRecord, office: Office, arms: bytes | None, printed_on: date) -> bytes:
    """The entry for the record of processing activities."""
    sheet = _Sheet("Rejestr czynności przetwarzania – wpis programu Przejrzysty Urząd", office, arms, printed_on)
    sheet.say(f"Art. 30 ust. 1 RODO. Stan zabezpieczeń na {_moment(record.moment)}.")
    sheet.facts(record.controller)
    for activity in record.activities:
        sheet.heading(activity.name)
        sheet.facts(activity_values(activity))
    sheet.heading("Ogólny opis środków technicznych i organizacyjnych")
    sheet.facts(record.safeguards)
    return sheet.save()


def activity_values(activity: Activity) -> tuple[Value, ...]:
    """An activity field by field."""
    return (
        Value("Cele", activity.purposes),
        Value("Podstawa prawna", activity.basis),
        Value("Kategorie osób", activity.people),
        Value("Kategorie danych", activity.data),
        Value("Kategorie odbiorców", activity.recipients),
        Value("Przekazywanie do państw trzecich", activity.transfers),
        Value("Planowane terminy usunięcia", activity.terms),
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%d.%m.%Y %H:%M}"
