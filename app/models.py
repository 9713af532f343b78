"""Every table of the program in one metadata: for migrations, the drift test and the schema page."""

from sqlalchemy import MetaData

from app.administration.accounts import model as accounts
from app.administration.personal_data import model as personal_data
from app.people.employees import model as employees
from app.people.office import model as office
from app.people.units import model as units
from app.records import model as records
from app.registers.service_cards import model as service_cards
from app.search import model as search
from db import audit, numbering
from db.base import Base

MODULES = (accounts, audit, employees, numbering, office, personal_data, records, search, service_cards, units)


def metadata() -> MetaData:
    """The metadata with all tables registered."""
    return Base.metadata
