"""What is wrong with a draft, as data: which field, which rule, and the Polish sentence that says what to do."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

WORDS: dict[str, str] = {
    "required": "To pole jest wymagane – uzupełnij je.",
    "too_long": "Tekst jest za długi: liczba znaków to {length}, a może być najwyżej {limit}. Skróć go.",
    "bad_character": "{place}. znak tekstu ({code}) jest niewidoczny i nie da się go wydrukować. "
    "Usuń go albo wpisz to miejsce od nowa.",
    "too_many": "Lista jest za długa: liczba pozycji to {count}, a może być najwyżej {limit}. Usuń zbędne.",
    "not_unique": "Wartość „{value}” jest już zajęta. Wpisz inną.",
    "in_future": "Ten dzień jeszcze nie nadszedł. Wpisz dzisiejszy albo wcześniejszy.",
    "twice_in_file": "„{value}” jest już w pliku wyżej. Usuń powtórzony wiersz.",
    "bad_amount": "„{value}” to nie jest kwota. Wpisz na przykład 12,50 albo 12.50.",
    "bad_number": "„{value}” to nie jest liczba całkowita. Wpisz same cyfry, na przykład 30.",
    "out_of_range": "Wpisz liczbę od {low} do {high}.",
    "bad_date": "„{value}” to nie jest data. Wpisz ją jako dzień.miesiąc.rok, na przykład 22.11.2026.",
    "day_too_far": "Ta data nie może być prawdziwa: wpisz dzień od {first} do {last}.",
    "date_order": "Ta data nie może być wcześniejsza niż {other} ({date}).",
    "bad_date_range": "„{value}” to nie są dni, które można odczytać. Wpisz na przykład 12.03.2023, 12–14.03.2023 "
    "albo 12–14.03.2023 / 3 dni.",
    "date_range_order": "„{value}”: dni muszą iść od wcześniejszego do późniejszego. Popraw kolejność, a gdy szkolenie "
    "przechodzi na następny rok, wpisz rok przy obu datach.",
    "date_range_days": "„{value}”: podano {stated}, a podanych dat jest {dates}. Popraw daty albo liczbę dni.",
    "date_range_year": "„{value}”: brakuje roku. Dopisz go, na przykład 12–14.03.2023.",
    "bad_time": "„{value}” to nie jest godzina. Wpisz ją jako 7:30 albo 15:00.",
    "time_order": "Godzina zamknięcia musi być późniejsza niż godzina otwarcia.",
    "bad_choice": "Wartości „{value}” nie ma na liście. Dozwolone wartości: {allowed}.",
    "bad_nrb": "Numer rachunku jest błędny: NRB ma 26 cyfr z poprawną sumą kontrolną. Sprawdź przepisane cyfry.",
    "bad_nip": "Numer NIP jest błędny: ma 10 cyfr z poprawną cyfrą kontrolną. Sprawdź przepisane cyfry.",
    "bad_regon": "Numer REGON jest błędny: ma 9 albo 14 cyfr z poprawną cyfrą kontrolną. Sprawdź przepisane cyfry.",
    "bad_teryt": "Kod TERYT gminy ma 7 cyfr, na przykład 1601013. Sprawdź przepisane cyfry.",
    "bad_email": "„{value}” to nie jest adres e-mail. Wpisz na przykład urzad@przykladowa.example.",
    "bad_postal_code": "Kod pocztowy ma postać 00-000.",
    "missing_reference": "Wskazana pozycja („{value}”) nie istnieje albo została usunięta. Wybierz inną.",
    "unknown_name": "Na liście nie ma jednej pozycji „{value}”. Wpisz więcej liter i wybierz ją z podpowiedzi.",
    "attachment_empty": "Plik „{name}” jest pusty (0 bajtów). Wskaż właściwy plik.",
    "attachment_too_large": "Plik „{name}” ma {size}, a może mieć najwyżej {limit}. Zmniejsz go.",
    "attachment_type": "Plik „{name}” nie jest dokumentem dozwolonego rodzaju ({allowed}).",
}
"""Sentences for rules that many registers share; a register adds its own in ``words.py``."""


@dataclass(frozen=True)
class Problem:
    """One broken rule.

    ``field`` is the draft's field name; a place inside a list field is ``name.index.part``
    (``fees.0.amount``). ``code`` is a key of ``WORDS`` or of a register's own words. ``details`` fills
    the sentence's braces.
    """

    field: str
    code: str
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def sentence(self, extra: Mapping[str, str] | None = None) -> str:
        """The Polish sentence for this problem; ``extra`` are the register's own words."""
        template = (extra or {}).get(self.code) or WORDS[self.code]
        return template.format(**self.details)
