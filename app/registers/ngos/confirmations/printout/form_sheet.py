"""The form that an organisation gets: what the register says of it, room for corrections, consents, a signature."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.core.dates import format_date
from app.core.progress import NoProgress, Progress
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Columns, Heading, Panel, Paragraph, Space, Stack, paragraphs
from app.printing.document import Document, Running, SecondHalf
from app.printing.fonts import Cut
from app.printing.lists import Checkbox, Listing
from app.printing.pictures import Picture, picture
from app.printing.signatures import signatures
from app.printing.styles import TextStyle, Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.ngos.confirmations.domain import RoundDraft
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.domain import Organisation, OrganisationDraft, PublicField, consented
from app.registers.ngos.organisations.printout.entry import term
from app.registers.ngos.organisations.printout.labels import address_label
from app.registers.ngos.organisations.words import FIELDS, address_words, label

TITLE = "Potwierdzenie danych organizacji"
_ROOM = 24.0
"""Points of a row, for handwriting."""
_CORRECTION = 32.0
_ACHIEVEMENTS = 3
"""Of the newest years."""
_BOX = "☐"
_BLANK_PEOPLE = 2
_ANSWERS = (
    "Dane są aktualne, niczego nie zmieniamy.",
    "Dane się zmieniły – poprawki wpisaliśmy obok.",
    "Organizacja zakończyła działalność dnia: ……………………………",
)
_INTRO = (
    "Prosimy sprawdzić dane, które są w rejestrze urzędu, i zaznaczyć jedną z odpowiedzi. Poprawki prosimy wpisać obok "
    "danych, a brakujące dane uzupełnić. Udział w wykazie jest dobrowolny i bezpłatny."
)
_CONSENT = (
    "Prosimy zaznaczyć przy każdej pozycji, czy urząd może ją publikować: w wykazie organizacji, na mapie aktywności "
    "i w BIP. Bez zgody na wpis w wykazie organizacja nie będzie w nich wymieniona. Zgodę można w każdej chwili "
    "wycofać; nie wpływa to na to, co opublikowano wcześniej. Dane osób podaje się do publikacji za ich zgodą."
)
_PROTECTION = (
    "Administratorem danych osobowych jest {office}. Dane osób reprezentujących organizację służą do prowadzenia "
    "rejestru i współpracy z organizacjami (art. 6 ust. 1 lit. e RODO), a do publikacji – na podstawie zgody (art. 6 "
    "ust. 1 lit. a RODO). Osoba, której dane dotyczą, może żądać dostępu do nich, sprostowania, usunięcia, "
    "ograniczenia przetwarzania, wnieść sprzeciw oraz skargę do Prezesa Urzędu Ochrony Danych Osobowych."
)


def forms_pdf(
    round_: RoundDraft,
    asked: Sequence[Organisation],
    spheres: SphereList,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """Forms in the order given, each from a page of its own with page numbers of its own. Raises Cancelled."""
    t, progress = Typography(Variant.STANDARD, 1), progress or NoProgress()
    metadata = Metadata(f"{TITLE} – {round_.name}", office.name, TITLE, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    for number, one in enumerate(asked):
        progress.report(number, 2 * len(asked), one.name)
        blocks = list(_form(round_, one, spheres, office, arms, printed_on, t))
        running = Running(f"{TITLE} · {round_.name}", one.name, notice(office))
        document.add(document.flow(blocks, running, title=one.name), own_numbers=True)
    return document.save(SecondHalf(progress))


def _form(
    round_: RoundDraft,
    one: Organisation,
    spheres: SphereList,
    office: Office,
    arms: Picture | None,
    printed_on: date,
    t: Typography,
) -> Iterator[Block]:
    yield letterhead(office, arms, t, badge_title="Formularz", badge=round_.name)
    yield addressee(one, office, printed_on, t)
    yield Heading(1, TITLE, TextStyle(16, 20, Cut.BOLD), gap=10, anchor=Anchor(one.name, 0))
    yield Paragraph(one.name, t.strong, gap=2)
    yield Paragraph(_INTRO, t.body, gap=6)
    if round_.answer_by is not None:
        yield Paragraph(_until(round_.answer_by, office, printed_on), t.strong, gap=4)
    yield Panel([Listing([[Paragraph(text, t.body)] for text in _ANSWERS], Checkbox(), t.body)], gap=8)
    yield Heading(2, "Dane w rejestrze", t.heading, gap=12)
    yield _data(one, t)
    yield from _texts(one, spheres, t)
    yield Heading(2, "Osoby, które reprezentują organizację", t.heading, gap=12)
    yield _people(one, printed_on, t)
    yield Heading(2, "Zgody na publikację", t.heading, gap=12)
    yield Paragraph(_CONSENT, t.note, gap=3, keep_with_next=True)
    yield _consents(one, printed_on, t)
    places = [
        ("Osoba uprawniona do reprezentacji", "", "data i czytelny podpis"),
        ("Pieczęć organizacji", "", "jeśli jest"),
    ]
    last: list[Block] = [
        Heading(2, "Ochrona danych osobowych", t.heading, gap=12),
        Paragraph(_PROTECTION.format(office=_controller(office)), t.note, gap=2),
    ]
    yield Stack([signatures(places, t, gap=4)], gap=14, keep=True)
    yield Stack(last, gap=12)
    yield Paragraph(return_to(office), t.strong, gap=8)


def addressee(one: Organisation, office: Office, printed_on: date, t: Typography) -> Block:
    """The place and day, and below at the right whom it goes to, where the window of an envelope is."""
    found = address_label(one)
    place = f"{office.town}, " if office.town else ""
    lines: list[Block] = [Paragraph(one.name, t.strong)]
    if found is not None:
        lines += [Paragraph(line, t.body) for line in found.lines]
    day = Paragraph(f"{place}{format_date(printed_on)}", t.note)
    return Columns([[day], [Space(14), *lines]], [1, 1], gutter=24, gap=14)


def _controller(office: Office) -> str:
    """Whose data they become, and where to ask; the office's own clause is about cases, which this is not."""
    return ", ".join(filter(None, (office.name, office.address, office.email)))


def return_to(office: Office) -> str:
    """Where the answer goes."""
    address = ", ".join(filter(None, (office.name, office.address)))
    mail = f" albo e-mailem (skan): {office.email}" if office.email else ""
    return f"Adres zwrotny: {address}{mail}."


def _until(answer_by: date, office: Office, printed_on: date) -> str:
    """Until when to answer; of a form printed after that day, that it is over: a past day cannot be kept."""
    day = format_date(answer_by)
    mail = f" albo na adres {office.email}" if office.email else ""
    if answer_by < printed_on:
        return f"Termin odpowiedzi minął {day}. Prosimy jak najszybciej odesłać podpisany formularz: do urzędu{mail}."
    return f"Prosimy odesłać podpisany formularz do {day}: do urzędu{mail}."


def _data(one: Organisation, t: Typography) -> Block:
    rows = [(name, told or "–", "") for name, told in told_data(one)]
    return Table(
        ("Dane", "W rejestrze", "Poprawka"),
        rows,
        (2.6, 4.6, 3.6),
        t.subheading,
        t.small,
        gap=4,
        room=_ROOM,
        upright=True,
    )


def told_data(one: OrganisationDraft) -> Iterator[tuple[str, str]]:
    """Label and content of what an organisation is asked about, of few lines; blank where nothing is known."""

    def known(name: str) -> tuple[str, str]:
        value = getattr(one, name)
        return FIELDS[name].label, "" if value is None else format_date(value) if isinstance(value, date) else str(
            value
        )

    yield known("name")
    yield known("short_name")
    yield FIELDS["legal_form"].label, "" if one.legal_form is None else label(one.legal_form)
    for name in ("krs", "nip", "regon", "register_entry", "opp_since", "founded_year"):
        yield known(name)
    for address in one.addresses:
        yield f"Adres: {label(address.kind)}", address_words(address)
    if not one.addresses:
        yield "Adres: siedziba", ""
    yield FIELDS["phones"].label, ", ".join(one.phones)
    yield known("email")
    yield known("website")
    yield FIELDS["reach"].label, "" if one.reach is None else label(one.reach)
    yield FIELDS["served"].label, ", ".join(label(each) for each in one.served)
    for name in ("members", "volunteers"):
        yield known(name)


def told_texts(one: OrganisationDraft, spheres: SphereList) -> Iterator[tuple[str, str]]:
    """The same of what may take pages: spheres, aims, tasks, achievements, premises."""
    codes = (one.leading, *(code for code in one.spheres if code != one.leading))
    yield "Sfery działania (wiodąca pierwsza)", "\n".join(spheres.label(code) for code in codes if code)
    for name in ("aims", "tasks"):
        yield FIELDS[name].label, getattr(one, name)
    newest = sorted(one.achievements, key=lambda each: -(each.year or 0))[:_ACHIEVEMENTS]
    yield FIELDS["achievements"].label, "\n".join(f"{each.year} – {each.text}" for each in newest)
    yield FIELDS["premises"].label, one.premises


def _texts(one: Organisation, spheres: SphereList, t: Typography) -> Iterator[Block]:
    for name, text in told_texts(one, spheres):
        yield Paragraph(name, t.small.but(cut=Cut.BOLD), gap=9, keep_with_next=True)
        yield from paragraphs(text or "–", t.small, gap=1)
        yield Table(("Poprawka",), [("",)], (1,), t.tiny, t.small, gap=2, room=_CORRECTION, upright=True)


def _people(one: Organisation, day: date, t: Typography) -> Block:
    """Who speaks for it; of former ones not how to reach them, which is no business of those who came after."""
    rows = [
        (
            each.name,
            each.role,
            term(each),
            "" if each.until is not None and each.until < day else "\n".join(filter(None, (each.phone, each.email))),
            "",
        )
        for each in one.people
    ]
    rows += [("", "", "", "", "")] * _BLANK_PEOPLE
    headers = ("Imię i nazwisko", "Funkcja", "Kadencja", "Telefon, e-mail", "Poprawka")
    return Table(headers, rows, (3, 2.2, 2, 2.6, 2.6), t.subheading, t.small, gap=4, room=_ROOM, upright=True)


def _consents(one: Organisation, day: date, t: Typography) -> Block:
    living = consented(one, day)
    rows = []
    for each in PublicField:
        given = next((c.given_on for c in one.consents if c.field is each and each in living), None)
        now = f"tak, od {format_date(given)}" if given is not None else "nie"
        rows.append((label(each).capitalize(), now, _BOX, _BOX))
    headers = ("Co wolno publikować", "Obecnie", "TAK", "NIE")
    aligns = (0.0, 0.0, 0.5, 0.5)
    return Table(headers, rows, (5, 3, 1, 1), t.subheading, t.body, aligns=aligns, gap=4, upright=True)
