"""Polish identifiers, checked by python-stdnum (maintained, offline): forms and ``domain`` modules call these.

The library is imported inside the functions: it is needed when somebody types a number, not at start-up.
"""

import re


def digits(text: str) -> str:
    """The text without spaces and hyphens."""
    return re.sub(r"[\s-]", "", text)


def is_nip(text: str) -> bool:
    """Tax number (NIP): ten digits with a check digit."""
    from stdnum.pl import nip

    return bool(nip.is_valid(text))


def is_regon(text: str) -> bool:
    """Statistical number (REGON): 9 or 14 digits with check digits."""
    from stdnum.pl import regon

    return bool(regon.is_valid(text))


def is_nrb(text: str) -> bool:
    """Bank account number (NRB): 26 digits that pass as a Polish IBAN; ``PL`` in front is accepted."""
    from stdnum import iban

    number = _account_digits(text)
    return len(number) == 26 and bool(iban.is_valid("PL" + number))


def format_nrb(text: str) -> str:
    """An account number grouped as on bank forms: ``12 3456 7890 …``."""
    number = _account_digits(text)
    return " ".join([number[:2], *(number[i : i + 4] for i in range(2, len(number), 4))])


def _account_digits(text: str) -> str:
    return digits(text).upper().removeprefix("PL")
