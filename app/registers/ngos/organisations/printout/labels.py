"""Address labels for letters to organisations."""

from collections.abc import Sequence
from datetime import date

from app.printing.document import Document, Running
from app.printing.label_pages import AddressLabel, LabelSheet, label_pages
from app.printing.styles import Typography, Variant
from app.printing.tagging import Metadata
from app.registers.ngos.organisations.domain import Address, AddressKind, OrganisationDraft

TITLE = "Etykiety adresowe organizacji"


def mail_address(organisation: OrganisationDraft) -> Address | None:
    """Where letters go: the postal address, else the seat, else any other one; None without an address."""
    order = (AddressKind.MAIL, AddressKind.SEAT, AddressKind.ACTIVITY)
    return next((each for kind in order for each in organisation.addresses if each.kind is kind), None)


def address_label(organisation: OrganisationDraft) -> AddressLabel | None:
    """Name and address as on an envelope; None without an address."""
    address = mail_address(organisation)
    if address is None:
        return None
    return AddressLabel(organisation.name, tuple(filter(None, (address.premises, *address.envelope))))


def labels_pdf(labels: Sequence[AddressLabel], sheet: LabelSheet, printed_on: date, *, skip: int = 0) -> bytes:
    """Sheets of labels in the order given; print them at 100 %."""
    document = Document(Metadata(TITLE, "", TITLE, "", f"{printed_on:%Y%m%d}"), Typography(Variant.STANDARD))
    pages = label_pages(labels, sheet, skip=skip)
    document.add(document.flow(pages, Running(numbered=False, whole_page=True), title=TITLE))
    return document.save()
