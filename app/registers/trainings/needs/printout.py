"""The training needs of one unit on paper: for the head who reports them and for the plan's annex."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.dates import format_date
from app.people.office.domain import Office
from app.people.office.printout import letterhead, notice
from app.printing.blocks import Block, Heading, Paragraph, Space, Stack
from app.printing.document import LANDSCAPE, Document, Running
from app.printing.pictures import picture
from app.printing.signatures import signatures
from app.printing.styles import Typography, Variant
from app.printing.tables import Table
from app.printing.tagging import Anchor, Metadata
from app.registers.trainings.needs.domain import Need, NeedState, heads
from app.registers.trainings.needs.words import PRIORITIES, SOURCES, STATES, WORDS, people


@dataclass(frozen=True)
class UnitNeeds:
    """Needs of one unit, or of the whole office where ``unit`` is blank; ``posts`` are those of people by id."""

    unit: str
    needs: Sequence[Need]
    posts: Mapping[int, str]


def needs_pdf(found: UnitNeeds, office: Office, coat_of_arms: bytes | None, printed_on: date) -> bytes:
    """The list as PDF, lying, with room to sign."""
    t = Typography(Variant.STANDARD)
    title = title_of(found)
    document = Document(Metadata(title, office.name, WORDS.title, "", f"{printed_on:%Y%m%d}"), t, LANDSCAPE)
    arms = picture(coat_of_arms) if coat_of_arms else None
    rows = [(str(number), *_row(need, found.posts)) for number, need in enumerate(found.needs, 1)]
    headers = ("Lp.", "Temat", "Kogo dotyczy", "Uzasadnienie", "Skąd", "Priorytet", "Potrzebne do", "Stan")
    waiting = sum(need.state is NeedState.NEW for need in found.needs)
    blocks: list[Block] = [
        letterhead(office, arms, t, badge_title="Potrzeby", badge="szkoleniowe"),
        Heading(1, title, t.title, gap=14, anchor=Anchor(title, 0)),
        Paragraph(
            f"{WORDS.counted(len(rows))}, {people(sum(map(heads, found.needs)))}; czeka na decyzję: {waiting}.",
            t.lead,
            gap=2,
        ),
        Table(headers, rows, (0.8, 5.2, 4.2, 6, 2.4, 1.9, 2.2, 1.9), t.subheading, t.small, gap=10),
        Stack(
            [
                Space(8),
                signatures(
                    [
                        ("Kierownik komórki", "", "data i podpis"),
                        ("Stanowisko do spraw personalnych", "", "data i podpis"),
                    ],
                    t,
                ),
            ],
            gap=14,
            keep=True,
        ),
    ]
    footer = f"{title} · wydrukowano {format_date(printed_on)}"
    document.add(document.flow(blocks, Running(footer, title, notice(office)), title=title))
    return document.save()


def title_of(found: UnitNeeds) -> str:
    """How the list is called."""
    return f"Potrzeby szkoleniowe – {found.unit or 'cały urząd'}"


def _row(need: Need, posts: Mapping[int, str]) -> tuple[str, ...]:
    whom = need.person or (people(need.people) if need.people else "–")
    post = posts.get(need.employee_id or 0, "")
    return (
        need.topic,
        f"{whom}\n{post}" if post else whom,
        " ".join(need.reason.split()),
        SOURCES[need.source],
        PRIORITIES[need.priority],
        "" if need.wanted_by is None else format_date(need.wanted_by),
        STATES[need.state],
    )
