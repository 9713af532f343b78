"""An employee on paper: post, unit and how to reach the person at work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from app.core.dates import format_date
from app.people.employees.domain import Employee, PastPosition
from app.people.employees.words import facts
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.people.posts.words import kind_label
from app.printing.blocks import Block, Columns, Heading, Space
from app.printing.document import A4, SIDE, Document, Running
from app.printing.lists import Facts
from app.printing.photographs import photograph
from app.printing.pictures import Figure, picture
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata

NOTHING: Mapping[int, str] = MappingProxyType({})
_PHOTO = (84.0, 112.0)
"""Points."""
_GUTTER = 14.0


def employee_pdf(
    employee: Employee,
    unit: str,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    *,
    superior: str = "",
    photo: bytes | None = None,
    units: Mapping[int, str] = NOTHING,
    names: Mapping[int, str] = NOTHING,
) -> bytes:
    """The employee's sheet as PDF; ``unit`` and ``superior`` in words, ``coat_of_arms`` and ``photo`` as pictures.

    ``units`` and ``names`` tell of former positions whose unit and superior they were.
    """
    t, name = Typography(Variant.STANDARD), employee.full_name
    created = f"{printed_on:%Y%m%d}"
    document = Document(Metadata(f"{name} – pracownik", office.name, "Pracownik", employee.post, created), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = [(label, value, ()) for label, value in facts(employee, unit, superior)]
    facts_block = Facts(known, t.question, t.strong, t.note, columns=2)
    blocks: list[Block] = [
        letterhead(office, arms, t),
        Heading(1, name, t.title, gap=18, anchor=Anchor(name, 0)),
        *((Space(6), _with_photo(employee, photo, facts_block)) if known else ()),
        *_history(employee.history, units, names, t),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, name, notice(office)), title=name))
    return document.save()


def _with_photo(employee: Employee, photo: bytes | None, known: Block) -> Block:
    drawn = None if photo is None else photograph(photo)
    if drawn is None:
        return known
    figure = Figure(drawn, f"Zdjęcie: {employee.full_name}", *_PHOTO)
    return Columns([[figure], [known]], [_PHOTO[0], A4[0] - 2 * SIDE - _PHOTO[0] - _GUTTER], gutter=_GUTTER)


def _history(
    history: Sequence[PastPosition], units: Mapping[int, str], names: Mapping[int, str], t: Typography
) -> Iterator[Block]:
    if not history:
        return
    yield Heading(2, "Wcześniejsze stanowiska", t.heading, gap=16)
    rows = []
    for past in history:
        unit = units.get(past.unit_id or 0, "")
        rows.append(
            (
                "" if past.valid_from is None else format_date(past.valid_from),
                "" if past.valid_to is None else format_date(past.valid_to),
                past.post,
                kind_label(past.post_kind) if past.post_kind else "",
                f"{unit} (kieruje)" if unit and past.heads_unit else unit,
                names.get(past.superior_id or 0, ""),
            )
        )
    headers = ("Od", "Do", "Stanowisko", "Rodzaj", "Komórka", "Przełożony")
    yield Table(headers, rows, (2.2, 2.2, 4, 3, 4.5, 3.2), t.subheading, t.small)
