"""An employee on paper: post, unit and how to reach the person at work."""

from datetime import date

from app.core.dates import format_date
from app.people.employees.domain import Employee
from app.people.employees.words import facts
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Heading, Space
from app.printing.document import Document, Running
from app.printing.lists import Facts
from app.printing.pictures import picture
from app.printing.styles import Typography, Variant
from app.printing.tagging import Anchor, Metadata


def employee_pdf(
    employee: Employee,
    unit: str,
    office: Office,
    coat_of_arms: bytes | None,
    printed_on: date,
    *,
    superior: str = "",
) -> bytes:
    """The employee's sheet as PDF; ``unit`` and ``superior`` in words, ``coat_of_arms`` the bytes of a picture."""
    t, name = Typography(Variant.STANDARD), employee.full_name
    created = f"{printed_on:%Y%m%d}"
    document = Document(Metadata(f"{name} – pracownik", office.name, "Pracownik", employee.post, created), t)
    arms = picture(coat_of_arms) if coat_of_arms else None
    known = [(label, value, ()) for label, value in facts(employee, unit, superior)]
    blocks = [
        letterhead(office, arms, t),
        Heading(1, name, t.title, gap=18, anchor=Anchor(name, 0)),
        *((Space(6), Facts(known, t.question, t.strong, t.note, columns=2)) if known else ()),
    ]
    footer = f"{office.name} · wydrukowano {format_date(printed_on)}".removeprefix(" · ")
    document.add(document.flow(blocks, Running(footer, name, notice(office)), title=name))
    return document.save()
