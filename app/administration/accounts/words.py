"""How an account speaks Polish."""

from app.administration.accounts.domain import Account
from app.core.words import FieldWords
from app.widgets.register_words import RegisterWords

WORDS = RegisterWords(
    title="Konta",
    one="konto",
    few="konta",
    many="kont",
    search="Szukaj konta",
    placeholder="Imię, nazwisko albo nazwa użytkownika",
    empty_title="Nie ma jeszcze żadnego konta",
    empty_hint="Dodaj konto każdej osobie, która ma pracować w programie.",
)

FIELDS: dict[str, FieldWords] = {
    "login": FieldWords("Nazwa użytkownika", "Małe litery od a do z, cyfry, kropki.", "anna.nowak"),
    "name": FieldWords("Imię i nazwisko", example="Anna Nowak"),
    "employee_id": FieldWords(
        "Pracownik", "Wskaż osobę z rejestru: rola kierownika działa tylko w jej komórce i komórkach podległych."
    ),
    "roles": FieldWords("Role", "Uprawnienia ról sumują się."),
    "active": FieldWords("Konto włączone", "Wyłączone konto zostaje na liście, ale nie można się nim zalogować."),
}

PROBLEMS: dict[str, str] = {
    "bad_login": "Nazwa zaczyna się małą literą i ma tylko małe litery bez polskich znaków, cyfry, kropki, łączniki "
    "i podkreślenia, na przykład anna.nowak.",
    "not_unique": "Nazwę „{value}” ma już inne konto, także usunięte. Wpisz inną.",
    "login_fixed": "Nazwy użytkownika nie można zmienić, bo otwiera bazę razem z hasłem. Wyłącz to konto i dodaj nowe.",
    "no_role": "Zaznacz co najmniej jedną rolę.",
    "unknown_role": "Roli „{value}” nie ma w tabeli uprawnień. Zaznacz inną.",
    "own_roles": "Nikt nie zmienia własnych ról. Poproś o to innego administratora.",
    "own_employee": "Nikt nie zmienia, którym pracownikiem sam jest: od tego zależy, kogo widzi kierownik. "
    "Poproś o to innego administratora.",
    "own_account": "Nie można wyłączyć ani usunąć konta, na którym się pracuje. Poproś o to innego administratora.",
    "last_administrator": "To ostatnie włączone konto administratora. Najpierw nadaj tę rolę innej osobie.",
    "head_needs_employee": "Rola kierownika wymaga wskazania pracownika: z jego komórki wynika, kogo widzi.",
}

NOT_ISSUED = (
    "Nie nadano hasła jednorazowego: {login}. Dotychczasowe hasło, jeżeli było, działa nadal, ale program każe je "
    "zmienić przy najbliższym logowaniu. {reason} Potem nadaj hasło jednorazowe ponownie."
)
ISSUED_UNSEEN = (
    "Dotychczasowe hasło konta {login} już nie działa, a nowego program nie pokaże, bo nie udało się zapisać tej "
    "czynności w dzienniku. {reason} Potem nadaj hasło jednorazowe ponownie."
)
CHANGED_UNSAVED = (
    "Hasło jest zmienione: od teraz działa tylko nowe. Nie udało się jednak zapisać tego w bazie, więc program może "
    "poprosić o zmianę jeszcze raz. {reason}"
)
NOT_SHUT = (
    "{message} Tym kontem nikt się już nie zaloguje, ale jego hasła nie udało się usunąć. {reason} Potem zmień klucz "
    "bazy (urzad rekey): usunie to także pozostałe hasło. Na serwerze wystarczy wyłączone konto."
)

STATE = {"active": "włączone", "one_time": "czeka na pierwsze logowanie", "disabled": "wyłączone"}
"""What the table says of an account."""


def state(account: Account) -> str:
    """The key of an account's state."""
    if not account.active:
        return "disabled"
    return "one_time" if account.must_change else "active"
