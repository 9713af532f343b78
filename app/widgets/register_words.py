"""How a register speaks: its titles, the forms after a number, and what an empty list says."""

from dataclasses import dataclass

from app.core.polish import plural


@dataclass(frozen=True, kw_only=True)
class RegisterWords:
    """How the register speaks; ``one``, ``few``, ``many`` are the forms after a number, ``none`` begins „… nie
    zawiera wszystkich słów”; ``advice`` stands where a search found nothing."""

    title: str
    one: str
    few: str
    many: str
    search: str
    placeholder: str
    empty_title: str
    empty_hint: str
    none: str = "Nic"
    advice: str = "Spróbuj krócej albo innymi słowami."

    def counted(self, number: int) -> str:
        """``1 karta``, ``2 karty``, ``5 kart``."""
        return f"{number} {plural(number, self.one, self.few, self.many)}"
