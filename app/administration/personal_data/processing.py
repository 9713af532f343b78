"""The record of processing (art. 30 RODO), ready for the office to check and sign."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from app.administration.personal_data.domain import Activity, ProcessingRecord, Value
from app.administration.personal_data.keeping import dictionary, period_text, periods
from app.people.office.model import OfficeRow


def processing_record(
    office: OfficeRow | None, safeguards: Iterable[Value], made_at: datetime, *, on_server: bool
) -> ProcessingRecord:
    """The entry of the office, blanks marked where its data are missing; ``safeguards`` are those switched on."""
    texts = dictionary("processing.toml")
    transfers: str = texts["transfers"]["server" if on_server else "file"]
    return ProcessingRecord(
        _controller(office, texts["controller"]),
        tuple(_activities(texts["activity"], transfers)),
        tuple(safeguards),
        made_at,
    )


def _activities(entries: Iterable[Mapping[str, Any]], transfers: str) -> Iterator[Activity]:
    known = {period.key: period for period in periods()}
    for entry in entries:
        terms = "; ".join(f"{known[key].label}: {period_text(known[key])}" for key in entry["retention"])
        yield Activity(
            entry["name"],
            entry["purposes"],
            entry["basis"],
            entry["people"],
            entry["data"],
            entry["recipients"],
            transfers,
            terms,
        )


def _controller(office: OfficeRow | None, blanks: Mapping[str, str]) -> tuple[Value, ...]:
    missing = blanks["missing"]
    address = "" if office is None else ", ".join(filter(None, (office.street, f"{office.postal_code} {office.town}")))
    contact = "" if office is None else ", ".join(filter(None, (office.phone, office.email)))
    return (
        Value("Administrator", (office.name if office else "") or missing),
        Value("Adres", address.strip(" ,") or missing),
        Value("Kontakt", contact or missing),
        Value("Współadministratorzy", blanks["joint_controllers"]),
        Value("Inspektor ochrony danych", blanks["protection_officer"]),
    )
