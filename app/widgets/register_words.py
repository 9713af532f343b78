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

    def matching(self, number: int, searched: str) -> str:
        """What was found; ``searched`` are the words that were asked for, perhaps none."""
        if not searched:
            return self.counted(number)
        return f"{self.counted(number)} {plural(number, 'pasuje', 'pasują', 'pasuje')} do „{searched}”"

    def nearest(self, number: int, searched: str) -> str:
        """What was found where nothing has all the words."""
        return f"{self.none} nie zawiera wszystkich słów „{searched}”; najbliższe: {self.counted(number)}"

    def nothing(self, *, searched: str, filtered: bool) -> tuple[str, str]:
        """That nothing was found, and what to do about it."""
        if not searched:
            return "Nic nie pasuje do wybranych filtrów", "Wyczyść filtry, żeby zobaczyć wszystko."
        if filtered:
            more = "Wybrane filtry też zawężają listę. Wyczyść je albo spróbuj innych słów."
            return f"Nic nie pasuje do „{searched}”", more
        return f"Nic nie pasuje do „{searched}”", self.advice
