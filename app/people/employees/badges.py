"""„Identyfikatory”: name badges of 85 × 54 mm, ten to an A4 page, with cut marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.progress import NoProgress, Progress
from app.people.employees.domain import Employee
from app.people.office.domain import Office
from app.people.office.printout import arms_figure, notice
from app.printing.blocks import Block
from app.printing.cutting import MILLIMETRE, cut_pages
from app.printing.document import Document, Running, SecondHalf
from app.printing.fitting import Sizes, fitted
from app.printing.fonts import Cut
from app.printing.photographs import HIGH, WIDE, photograph, silhouette
from app.printing.pictures import Figure, Picture, picture
from app.printing.styles import ACCENT, MUTED, SOFT, Typography, Variant
from app.printing.tagging import Element, Metadata, Surface

SIZE = (85 * MILLIMETRE, 54 * MILLIMETRE)
"""Width and height of a badge in points: the common size of badge holders."""
COLUMNS, ROWS = 2, 5
_TITLE = "Identyfikatory"
_SCALE = "Drukuj w skali 100 % (bez dopasowania do strony). Po wycięciu identyfikator ma 85 × 54 mm."
_EDGE = 4 * MILLIMETRE
_HEAD = 13 * MILLIMETRE
_ARMS = 9.5 * MILLIMETRE
_PHOTO = (24 * MILLIMETRE, 24 * MILLIMETRE * HIGH / WIDE)
_BESIDE = 4 * MILLIMETRE
_NUMBER = 5 * MILLIMETRE
_NAME_HEIGHT = 18.5 * MILLIMETRE
_OFFICE = Sizes(9.5, 6, Cut.BOLD, ACCENT)
_NAME = Sizes(19, 8, Cut.BOLD, leading=1.12)
_POST = Sizes(10, 6)
_SMALL = Sizes(8, 6, colour=MUTED)


@dataclass(frozen=True)
class Wearer:
    """Whose badge; ``photo`` are the bytes of a picture, None draws a silhouette."""

    employee: Employee
    photo: bytes | None = None


def badges_pdf(
    wearers: Sequence[Wearer],
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    progress: Progress | None = None,
) -> bytes:
    """Badges in the order given, ten to a page; Cancelled when ``progress`` says so."""
    progress = progress or NoProgress()
    arms = picture(coat_of_arms) if coat_of_arms else None
    metadata = Metadata(f"{_TITLE} – {office.name}", office.name, _TITLE, "", f"{printed_on:%Y%m%d}")
    document = Document(metadata, Typography(Variant.STANDARD))
    cards: list[Block] = []
    for done, wearer in enumerate(wearers):
        progress.report(done, 2 * len(wearers), wearer.employee.full_name)
        cards.append(Badge(wearer, office, arms))
    note = " · ".join(filter(None, (_SCALE, notice(office))))
    pages = cut_pages(cards, SIZE, COLUMNS, ROWS, note=note)
    document.add(document.flow(pages, Running(numbered=False, whole_page=True), title=_TITLE))
    return document.save(SecondHalf(progress))


class Badge(Block):
    """One badge: the office with its coat of arms, the person's picture, name, post and number."""

    height = SIZE[1]

    def __init__(self, wearer: Wearer, office: Office, arms: Picture | None) -> None:
        person = wearer.employee
        photo = None if wearer.photo is None else photograph(wearer.photo)
        self.element = Element("Sect", title=person.full_name)
        self._arms = arms_figure(office, arms, _ARMS)
        self._photo = None if photo is None else Figure(photo, f"Zdjęcie: {person.full_name}", *_PHOTO)
        head = SIZE[0] - 2 * _EDGE - ((self._arms.wide + _BESIDE) if self._arms else 0)
        self._office = fitted([office.name], head, _HEAD - 3 * MILLIMETRE, _OFFICE)
        beside = SIZE[0] - 2 * _EDGE - _PHOTO[0] - _BESIDE
        self._name = fitted([person.first_name, person.surname], beside, _NAME_HEIGHT, _NAME, role="H1")
        number = f"Nr {person.number}" if person.number else ""
        self._number = fitted([number], beside, _NUMBER, _SMALL)
        self._post = fitted([person.post], beside, _PHOTO[1] - self._name.height - self._number.height - 6, _POST)

    def layout(self, width: float) -> float:
        return self.height

    def draw(self, surface: Surface, x: float, top: float, parent: Element) -> None:
        element = self.element.under(parent)
        with surface.artifact():
            surface.box(x, top - _HEAD, SIZE[0], _HEAD, fill=SOFT)
            surface.rule(x, top - _HEAD, SIZE[0], ACCENT, 1.2)
        left = x + _EDGE
        if self._arms:
            self._arms.draw(surface, left, top - (_HEAD - self._arms.height) / 2, element)
            left += self._arms.wide + _BESIDE
        self._office.draw(surface, left, top - (_HEAD - self._office.height) / 2, element)
        upper = top - _HEAD - (SIZE[1] - _HEAD - _PHOTO[1]) / 2
        self._draw_photo(surface, x + _EDGE, upper, element)
        left = x + _EDGE + _PHOTO[0] + _BESIDE
        self._name.draw(surface, left, upper, element)
        self._post.draw(surface, left, upper - self._name.height - 3, element)
        self._number.draw(surface, left, upper - _PHOTO[1] + self._number.height, element)

    def _draw_photo(self, surface: Surface, x: float, top: float, element: Element) -> None:
        if self._photo:
            self._photo.draw(surface, x, top, element)
            return
        # it says nothing about the person, so nothing is read out
        Figure(silhouette(), "", *_PHOTO).draw_untagged(surface, x, top)

    def plain(self) -> Iterator[str]:
        for block in (self._office, self._name, self._post, self._number):
            yield from block.plain()
