"""Queries over organisations: who has which number, whom to list, what stands where on the map."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from app.core.polish import fold, sort_key
from app.records.listing import holding, words_said
from app.registers.ngos.organisations.domain import Address, AddressKind, OrganisationStatus, PublicField
from app.registers.ngos.organisations.model import AddressRow, OrganisationRow
from app.search.document import words
from app.search.lemmas import lemmas, lemmas_without_marks

NUMBERS = ("krs", "nip", "regon")
"""Numbers that no two organisations share."""
_MARKED = ("kind", "premises", "street", "number", "postal_code", "place", "post_town")
_PLACED = ("x", "y", "method", "placed_as")


def name_key(name: str) -> str:
    """Under which a name is known, however its case, quotes and blanks are written."""
    return " ".join(fold(name).replace("„", "").replace("”", "").replace('"', "").split())


def found_by(text: str) -> str:
    """What ``find`` keeps of a text: the text folded, and the dictionary forms of its words, each between blanks."""
    forms = {form for word in words(text) for form in lemmas(word.group())}
    return f"{fold(text)} {' '.join(sorted(forms))} "


def saying(typed: str) -> Iterator[ColumnElement[bool]]:
    """Every word stands in ``find``, as a part of it or in any of its forms: „seniorzy” finds „dla seniorów”."""
    find = OrganisationRow.find
    for word in words_said(typed):
        forms = sorted(lemmas(word) or lemmas_without_marks(word))
        yield or_(holding(find, word), *(find.contains(f" {form} ", autoescape=True) for form in forms))


def digits(number: str) -> str:
    """A number without dashes and blanks."""
    return re.sub(r"[\s-]", "", number)


def same_body(name: str, form: str | None, place_sort: str) -> str:
    """Equal for two records that are most likely one organisation: of one name, legal form and locality."""
    return f"{name_key(name)}|{form or ''}|{place_sort}"


def numbers(session: Session) -> dict[tuple[str, str], tuple[int, str]]:
    """Id and name of the living organisation by kind of number and number; as ``name`` by :func:`same_body`."""
    row = OrganisationRow
    found: dict[tuple[str, str], tuple[int, str]] = {}
    columns = (row.id, row.name, row.status, row.legal_form, row.place_sort, row.krs, row.nip, row.regon)
    listed = select(*columns).where(row.deleted_at.is_(None)).order_by(row.id)
    for record_id, name, status, form, place, *values in session.execute(listed):
        if status != OrganisationStatus.DISSOLVED:
            found.setdefault(("name", same_body(name, form, place)), (record_id, name))
        for kind, value in zip(NUMBERS, values, strict=True):
            if value:
                found.setdefault((kind, digits(value)), (record_id, name))
    return found


def named(session: Session, names: Sequence[str]) -> dict[str, OrganisationRow]:
    """The organisation of each name that is known, a living one before a deleted one."""
    row = OrganisationRow
    by_key: dict[str, int] = {}
    for record_id, name in session.execute(select(row.id, row.name).order_by(row.deleted_at.is_not(None), row.id)):
        by_key.setdefault(name_key(name), record_id)
    found = {}
    for name in names:
        known = by_key.get(name_key(name))
        stored = None if known is None else session.get(row, known)
        if stored is not None:
            found[name] = stored
    return found


def places(session: Session) -> tuple[str, ...]:
    """Localities of all addresses, in Polish order."""
    living = select(OrganisationRow.id).where(OrganisationRow.deleted_at.is_(None))
    found = session.scalars(select(AddressRow.place).where(AddressRow.organisation_id.in_(living)).distinct())
    return tuple(sorted((place for place in found if place), key=sort_key))


def postal_addresses(session: Session) -> Iterator[Address]:
    """Postal codes of all addresses and what stands with them, each once."""
    row = AddressRow
    living = select(OrganisationRow.id).where(OrganisationRow.deleted_at.is_(None))
    asked = select(row.street, row.postal_code, row.place, row.post_town).where(row.organisation_id.in_(living))
    for street, code, place, post_town in session.execute(asked.distinct()):
        yield Address(street=street, postal_code=code, place=place, post_town=post_town)


def listed(session: Session, on: date) -> list[int]:
    """Those that may be published in the list on that day."""
    row = OrganisationRow
    asked = select(row.id, row.consents).where(row.deleted_at.is_(None))
    day = on.isoformat()
    return [
        record_id
        for record_id, consents in session.execute(asked)
        if any(
            each.get("field") == PublicField.LISTING.value
            and (each.get("given_on") or "9999") <= day
            and day < (each.get("withdrawn_on") or "9999")
            for each in consents or ()
        )
    ]


def leaderless(session: Session, on: date) -> list[int]:
    """Those whose first person's term is over."""
    row = OrganisationRow
    asked = select(row.id, row.people).where(row.deleted_at.is_(None))
    day = on.isoformat()
    return [
        record_id for record_id, people in session.execute(asked) if people and (people[0].get("until") or "9999") < day
    ]


def marked(session: Session, matching: Select[Any]) -> Sequence[Row[Any]]:
    """What a marker tells, for each placed address of the organisations that ``matching`` selects."""
    row, address = OrganisationRow, AddressRow
    asked = (
        matching.with_only_columns(
            *(row.id, row.name, row.short_name, row.leading, row.spheres),
            address.position,
            *(getattr(address, name) for name in (*_MARKED, *_PLACED)),
        )
        .join(address, address.organisation_id == row.id)
        .where(address.x.is_not(None), address.y.is_not(None), address.kind != AddressKind.MAIL)
        .order_by(None)
        .order_by(row.sort, row.id, address.position)
    )
    return session.execute(asked).all()


def address_of(row: Row[Any]) -> Address:
    """The address of a row of :func:`marked`."""
    return Address(**{name: getattr(row, name) for name in (*_MARKED, *_PLACED)})
