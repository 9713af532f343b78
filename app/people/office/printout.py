"""The office on paper: letterhead, coat of arms, address and hours, shared by the prints of all registers."""

from datetime import date, timedelta

from app.core.dates import format_date
from app.core.identifiers import format_nrb
from app.core.opening_hours import HoursException, hours_lines, short_time
from app.people.office.domain import Office
from app.people.office.words import head_title, label
from app.printing.blocks import Block, Paragraph
from app.printing.letterhead import Letterhead
from app.printing.pictures import Figure, Picture
from app.printing.styles import ACCENT, Typography

DEMONSTRATION = "Dane przykładowe – gmina zmyślona"
NOTICE_DAYS = 60
"""How far ahead a card tells of other hours; it is printed anew for the next resident."""
_MANY_DAYS = 3660
"""For a print that is kept: all exceptions entered."""


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
    lines = [office.address, phone, office.email, office.website, head_text(office)]
    if not typography.large:
        lines = [" · ".join(part for part in parts if part) for parts in (lines[:2], lines[2:])]
    return Letterhead(
        typography,
        office=office.name,
        lines=lines,
        notice=notice(office),
        figure=arms_figure(office, arms, 62.0 if typography.large else 46.0),
        badge_title=badge_title,
        badge=badge,
    )


def head_text(office: Office) -> str:
    """``Burmistrz: Maria Przykładowska``; blank while the name is."""
    return ": ".join(head_signature(office)) if office.head_name else ""


def head_signature(office: Office) -> tuple[str, str]:
    """Title and name under the head's signature: ``Burmistrz``, ``Maria Przykładowska``."""
    return head_title(office.head_title), office.head_name


def arms_figure(office: Office, arms: Picture | None, size: float) -> Figure | None:
    """The coat of arms inside a square of ``size`` points, described for those who cannot see it."""
    if arms is None:
        return None
    alt = f"Herb: {office.gmina or office.name}."
    if office.coat_of_arms_note:
        alt += f" {office.coat_of_arms_note}"
    return Figure(arms, alt, size, size)


def contact_blocks(office: Office, typography: Typography) -> list[Block]:
    """Address, phone, fax, e-mail, sites as links, address for electronic delivery."""
    t = typography
    blocks: list[Block] = [Paragraph("Adres i kontakt", t.question)]
    phone, fax = (
        f"{word} {number}" if number else "" for word, number in (("tel.", office.phone), ("faks", office.fax))
    )
    known = (office.address, phone, fax, office.email)
    blocks += [Paragraph(line, t.body) for line in known if line]
    for words, address in (("", office.website), ("BIP: ", office.bip)):
        if address:
            link, announced = web_address(address), f"Strona {address}"
            blocks.append(Paragraph(words + address, t.body.but(colour=ACCENT), link=link, link_text=announced))
    if office.delivery_address:
        blocks.append(Paragraph(f"e-Doręczenia: {office.delivery_address}", t.body))
    return blocks


def office_blocks(office: Office, typography: Typography) -> list[Block]:
    """Who the office is: gmina, head, numbers in public registers, body of appeal; nothing blank."""
    t = typography
    kind = f"gmina {label(office.kind)}"
    facts = (
        f"{office.gmina} ({kind})" if office.gmina else "",
        head_text(office),
        *(
            f"{name}: {value}" if value else ""
            for name, value in (
                ("TERYT", office.teryt),
                ("NIP", office.nip),
                ("REGON", office.regon),
                ("Organ odwoławczy", office.appeal_body),
            )
        ),
    )
    blocks: list[Block] = [Paragraph(fact, t.body) for fact in facts if fact]
    return [Paragraph("Urząd", t.question), *blocks] if blocks else []


def account_blocks(office: Office, typography: Typography) -> list[Block]:
    """Bank accounts with what each is for."""
    t = typography
    blocks: list[Block] = []
    for account in office.bank_accounts:
        number = format_nrb(account.nrb).replace(" ", "\u00a0")
        note = f" ({account.note})" if account.note else ""
        blocks += [Paragraph(f"{account.purpose}{note}:", t.note, gap=2), Paragraph(number, t.body)]
    return [Paragraph("Rachunki bankowe", t.question), *blocks] if blocks else []


def coming_exceptions(office: Office, day: date, days: int = NOTICE_DAYS) -> list[HoursException]:
    """Days with other hours from ``day`` on and at most ``days`` later, in order."""
    last = day + timedelta(days=days)
    return sorted((e for e in office.hours_exceptions if day <= e.day <= last), key=lambda e: e.day)


def exception_text(exception: HoursException) -> str:
    """``31.12.2026: 8–12``, ``24.12.2026: nieczynne``."""
    closed = not exception.opens or not exception.closes
    hours = "nieczynne" if closed else f"{short_time(exception.opens)}–{short_time(exception.closes)}"
    return f"{format_date(exception.day)}: {hours}"


def hours_blocks(office: Office, day: date, typography: Typography) -> list[Block]:
    """Opening hours and the next five exceptions from ``day`` on; nothing when there are neither."""
    t = typography
    coming = coming_exceptions(office, day, _MANY_DAYS)[:5]
    if not office.hours and not coming:
        return []
    blocks: list[Block] = [Paragraph("Godziny pracy urzędu", t.question)]
    blocks += [Paragraph(line, t.body) for line in hours_lines(office.hours)]
    for exception in coming:
        reason = f" ({exception.reason})" if exception.reason else ""
        blocks.append(Paragraph(exception_text(exception) + reason, t.note, gap=2))
    return blocks
