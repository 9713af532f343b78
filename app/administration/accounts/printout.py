"""What is handed over on paper: the recovery key for the safe, a one-time password for its owner."""

from collections.abc import Sequence
from datetime import date

from app.administration.accounts.domain import Account
from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Panel, Paragraph, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts, Listing, Numbered
from app.printing.styles import ACCENT, NOTICE, TextStyle, Typography, Variant
from app.printing.tagging import Anchor, Metadata

_PER_LINE = 4


def recovery_pdf(code: str, office: Office, location: str, printed_on: date) -> bytes:
    """The sheet with the recovery key (groups joined by hyphens) of the database at ``location``."""
    t = Typography(Variant.STANDARD)
    groups = code.split("-")
    key = TextStyle(20, 34, t.title.cut)
    # the program asks for groups by their numbers and names a wrong one so
    numbered = [f"{number}. {group}" for number, group in enumerate(groups, 1)]
    lines = [numbered[start : start + _PER_LINE] for start in range(0, len(groups), _PER_LINE)]
    blocks: list[Block] = [
        Space(6),
        Paragraph("Tym kluczem otwiera się bazę danych urzędu, gdy nikt nie może się zalogować.", t.lead),
        Panel([Paragraph(" · ".join(line), key) for line in lines], gap=16, padding=16, bar=ACCENT),
        Space(10),
        Facts(
            [("Urząd", office.name or "(nie podano)", ()), ("Baza danych", location, ()), _printed(printed_on)],
            t.question,
            t.strong,
            t.note,
            columns=1,
        ),
        *_steps(
            "Co zrobić z tą kartką",
            (
                "Włóż ją do koperty, opisz, zaklej i podpisz na zaklejeniu. Trzymaj w sejfie urzędu, "
                "nie przy komputerze i nie tam, gdzie kopie zapasowe.",
                "Nie rób zdjęcia ani skanu i nie zapisuj klucza w pliku. Kto ma klucz i plik bazy, przeczyta wszystko.",
                "Gdy kartka zginie albo ktoś ją zobaczył, zmień klucz (urzad rekey) i wydrukuj nową.",
            ),
            t,
        ),
        *_steps(
            "Jak użyć klucza",
            (
                "W oknie logowania wybierz „Nie pamiętam hasła”, a potem „Mam klucz odzyskiwania” albo wpisz "
                "polecenie: urzad recover NAZWA.",
                "Przepisz wszystkie grupy. Litery mogą być małe; litera O i zero to to samo, I, L i jedynka również. "
                "Ostatni znak grupy jest kontrolny, więc program wskaże grupę z literówką.",
                "Ustaw nowe hasło. Klucz pozostaje ważny.",
            ),
            t,
        ),
        Paragraph(
            "Bez hasła i bez tego klucza danych nie odzyska nikt, także autorzy programu.",
            t.strong.but(colour=NOTICE),
            gap=14,
        ),
    ]
    return _sheet("Klucz odzyskiwania", blocks, office, printed_on, t)


def one_time_pdf(account: Account, password: str, office: Office, printed_on: date) -> bytes:
    """The slip with a one-time password, to be handed over in person."""
    t = Typography(Variant.STANDARD)
    blocks: list[Block] = [
        Space(6),
        Paragraph("Hasło jednorazowe do programu Przejrzysty Urząd.", t.lead),
        Panel([Paragraph(password, TextStyle(20, 30, t.title.cut))], gap=16, padding=16, bar=ACCENT),
        Space(10),
        Facts(
            [("Nazwa użytkownika", account.login, ()), ("Dla kogo", account.name, ()), _printed(printed_on)],
            t.question,
            t.strong,
            t.note,
            columns=1,
        ),
        *_steps(
            "Pierwsze logowanie",
            (
                "Wpisz nazwę użytkownika i to hasło, razem z łącznikami.",
                "Program poprosi o własne hasło: co najmniej kilka słów, których nikt nie zgadnie.",
                "Zniszcz tę kartkę. Nikt w urzędzie nie potrzebuje znać Twojego hasła.",
            ),
            t,
        ),
    ]
    return _sheet(f"Dostęp: {account.name}", blocks, office, printed_on, t)


def _printed(day: date) -> tuple[str, str, Sequence[str]]:
    return ("Wydrukowano", format_date(day), ())


def _steps(title: str, sentences: Sequence[str], t: Typography) -> tuple[Block, Block]:
    items = [[Paragraph(sentence, t.body)] for sentence in sentences]
    return Heading(2, title, t.heading, gap=16), Listing(items, Numbered(), t.body, gap=4)


def _sheet(title: str, blocks: Sequence[Block], office: Office, printed_on: date, t: Typography) -> bytes:
    document = Document(Metadata(title, office.name, "Dostęp do danych", "", f"{printed_on:%Y%m%d}"), t)
    head = letterhead(office, None, t)
    running = Running(
        f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · "), title, notice(office)
    )
    document.add(
        document.flow(
            [head, Heading(1, title, t.title, gap=18, anchor=Anchor(title, 0)), *blocks], running, title=title
        )
    )
    return document.save()
