"""Every table of the program in one metadata: for migrations, the drift test and the schema page."""

from sqlalchemy import MetaData

from app.administration.accounts import model as accounts
from app.administration.personal_data import model as personal_data
from app.people.absences import model as absences
from app.people.employees import model as employees
from app.people.office import model as office
from app.people.posts import model as posts
from app.people.units import model as units
from app.records import model as records
from app.registers.evaluations.campaigns import model as campaigns
from app.registers.evaluations.events import model as events
from app.registers.evaluations.packages import model as packages
from app.registers.evaluations.regulations import model as regulations
from app.registers.evaluations.sheets import model as sheets
from app.registers.ngos.confirmations import model as confirmations
from app.registers.ngos.consultations import model as consultations
from app.registers.ngos.contests import model as contests
from app.registers.ngos.geography import model as geography
from app.registers.ngos.grants import model as grants
from app.registers.ngos.offers import model as contest_offers
from app.registers.ngos.organisations import model as organisations
from app.registers.ngos.programmes import model as programmes
from app.registers.ngos.spheres import model as spheres
from app.registers.service_cards import model as service_cards
from app.registers.trainings.agreements import model as agreements
from app.registers.trainings.budgets import model as training_budgets
from app.registers.trainings.courses import model as courses
from app.registers.trainings.institutions import model as institutions
from app.registers.trainings.needs import model as needs
from app.registers.trainings.offers import model as training_offers
from app.registers.trainings.participations import model as participations
from app.registers.trainings.plan import model as plan
from app.registers.trainings.preferred import model as preferred
from app.registers.trainings.travel import model as travel
from app.search import model as search
from db import audit, numbering
from db.base import Base

MODULES = (
    absences,
    accounts,
    agreements,
    audit,
    campaigns,
    confirmations,
    consultations,
    contest_offers,
    contests,
    courses,
    employees,
    events,
    geography,
    grants,
    institutions,
    needs,
    numbering,
    office,
    organisations,
    packages,
    participations,
    personal_data,
    plan,
    posts,
    preferred,
    programmes,
    records,
    regulations,
    search,
    service_cards,
    sheets,
    spheres,
    training_budgets,
    training_offers,
    travel,
    units,
)


def metadata() -> MetaData:
    """The metadata with all tables registered."""
    return Base.metadata
