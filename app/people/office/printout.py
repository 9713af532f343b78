"""The office on paper: letterhead, coat of arms, address and hours, shared by the prints of all registers."""

from datetime import date

from app.core.dates import format_date
from app.core.opening_hours import hours_lines
from app.people.office.domain import Office
from app.printing.blocks import Block, Paragraph
from app.printing.letterhead import Letterhead
from app.printing.pictures import Figure, Picture
from app.printing.styles import ACCENT, Typography

DEMONSTRATION = "Dane przykładowe – gmina zmyślona"


def notice(office: Office) -> str:
    """What every page of an invented office says; blank for a real one."""
    return DEMONSTRATION if office.demonstration else ""


def web_address(address: str) -> str:
    """An address as offices write it (``bip.gmina.pl``) as a link."""
    return address if "://" in address else f"https://{address}"


def letterhead(
    office: Office, arms: Picture | None, typography: Typography, *, badge_title: str = "", badge: str = ""
) -> Letterhead:
    """The head of a first page, with a badge for the document's kind and symbol."""
    phone = f"tel. {office.phone}" if office.phone else ""
    lines = [office.address, phone, office.email, office.website]
    if not typography.large:
        lines = [" · ".join(part for part in pair if part) for pair in (lines[:2], lines[2:])]
    return Letterhead(
        typography,
        office=office.name,
        lines=lines,
        notice=notice(office),
        figure=arms_figure(office, arms, 62.0 if typography.large else 46.0),
        badge_title=badge_title,
        badge=badge,
    )


def arms_figure(office: Office, arms: Picture | None, size: float) -> Figure | None:
    """The coat of arms inside a square of ``size`` points, described for those who cannot see it."""
    if arms is None:
        return None
    alt = f"Herb: {office.gmina or office.name}."
    if office.coat_of_arms_note:
        alt += f" {office.coat_of_arms_note}"
    return Figure(arms, alt, size, size)


def contact_blocks(office: Office, typography: Typography) -> list[Block]:
    """Address, phone, e-mail, sites as links, address for electronic delivery."""
    t = typography
    blocks: list[Block] = [Paragraph("Adres i kontakt", t.question)]
    known = (office.address, f"tel. {office.phone}" if office.phone else "", office.email)
    blocks += [Paragraph(line, t.body) for line in known if line]
    for address in (office.website, office.bip):
        if address:
            link, announced = web_address(address), f"Strona {address}"
            blocks.append(Paragraph(address, t.body.but(colour=ACCENT), link=link, link_text=announced))
    if office.delivery_address:
        blocks.append(Paragraph(f"e-Doręczenia: {office.delivery_address}", t.body))
    return blocks


def hours_blocks(office: Office, day: date, typography: Typography) -> list[Block]:
    """Opening hours and the next five exceptions from ``day`` on; nothing without hours."""
    t = typography
    if not office.hours:
        return []
    blocks: list[Block] = [Paragraph("Godziny pracy urzędu", t.question)]
    blocks += [Paragraph(line, t.body) for line in hours_lines(office.hours)]
    coming = [exception for exception in office.hours_exceptions if exception.day >= day]
    for exception in sorted(coming, key=lambda e: e.day)[:5]:
        hours = f"{exception.opens}–{exception.closes}" if exception.opens else "nieczynne"
        reason = f" ({exception.reason})" if exception.reason else ""
        blocks.append(Paragraph(f"{format_date(exception.day)}: {hours}{reason}", t.note, gap=2))
    return blocks
