"""Builds stores' use cases: everything a window or a command works with, over one open database."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData

from app import models
from app.administration.accounts.session import SignedIn
from app.administration.accounts.usecases import Accounts
from app.administration.audit.branches import KeptHead
from app.administration.audit.prints import AuditPrints
from app.administration.audit.usecases import AuditLog
from app.administration.audit.words import Kind
from app.administration.backups.domain import Reason
from app.administration.backups.usecases import Backups, CopyingState, Safeguard
from app.administration.personal_data import domain as personal_data
from app.administration.personal_data.usecases import PersonalData, Surroundings
from app.administration.personal_data.words import InForce, safeguards
from app.administration.portability.usecases import RegisterSheet, Transfer
from app.core import paths
from app.core.clock import Clock, SystemClock
from app.core.errors import Refusal
from app.core.handover import closed_unless_handed_over
from app.core.permissions import EVERYTHING, Actor
from app.core.progress import Progress
from app.exchange.spreadsheets import Format
from app.people.absences.usecases import Absences
from app.people.employees.prints import EmployeePrints
from app.people.employees.transfer import EmployeeTransfer
from app.people.employees.usecases import Employees
from app.people.office.domain import Office
from app.people.office.usecases import Offices
from app.people.posts.usecases import Posts
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.records.environment import explained
from app.records.files import StoredFiles
from app.records.usecases import Records
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.events.usecases import WorkEvents
from app.registers.evaluations.packages.transfer import PackageTransfer
from app.registers.evaluations.packages.usecases import RaterPackages
from app.registers.evaluations.packages.words import FIELDS as PACKAGE_FIELDS
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.evaluations.sheets.prints import EvaluationPrints
from app.registers.evaluations.sheets.transfer import EarlierTransfer
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.statistics.prints import StatisticsPrints
from app.registers.evaluations.statistics.usecases import EvaluationStatistics
from app.registers.service_cards.prints import CardPrints
from app.registers.service_cards.transfer import CardTransfer
from app.registers.service_cards.usecases import ServiceCards
from app.registers.trainings.agreements.prints import AgreementPrints
from app.registers.trainings.agreements.usecases import TrainingAgreements
from app.registers.trainings.budgets.usecases import TrainingBudgets
from app.registers.trainings.courses.domain import Taker
from app.registers.trainings.courses.prints import CoursePrints
from app.registers.trainings.courses.usecases import Courses
from app.registers.trainings.institutions.transfer import InstitutionTransfer
from app.registers.trainings.institutions.usecases import Institutions
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.offers.prints import OfferPrints
from app.registers.trainings.offers.usecases import TrainingOffers
from app.registers.trainings.participations.domain import Outcome, Seat
from app.registers.trainings.participations.prints import ParticipationPrints
from app.registers.trainings.participations.usecases import Participations
from app.registers.trainings.participations.words import OUTCOMES, SEATS
from app.registers.trainings.plan.prints import PlanPrints
from app.registers.trainings.plan.usecases import TrainingPlan
from app.registers.trainings.preferred.prints import PreferredPrints
from app.registers.trainings.preferred.usecases import PreferredLists
from app.registers.trainings.summaries.domain import DatedMark
from app.registers.trainings.summaries.prints import SummaryPrints
from app.registers.trainings.summaries.taking import RegisterTaking
from app.registers.trainings.summaries.transfer import RegisterTransfer
from app.registers.trainings.summaries.usecases import TrainingSummaries
from app.registers.trainings.travel.prints import TravelPrints
from app.registers.trainings.travel.usecases import TravelOrders
from app.search.service import Search
from db import backup_folder, kept_log
from db.audit import Anchor
from db.errors import DatabaseProblem
from db.file_store import FileStore
from db.store import Store


@dataclass(frozen=True)
class Services:
    """Everything a window or a command works with, over one open database."""

    store: Store
    clock: Clock
    session: SignedIn
    search: Search
    files: StoredFiles
    offices: Offices
    units: Units
    employees: Employees
    posts: Posts
    absences: Absences
    structures: Structures
    accounts: Accounts
    cards: ServiceCards
    prints: CardPrints
    exchange: CardTransfer
    employee_exchange: EmployeeTransfer
    earlier_evaluations: EarlierTransfer
    employee_prints: EmployeePrints
    backups: Backups
    safeguard: Safeguard
    transfer: Transfer
    personal_data: PersonalData
    audit: AuditLog
    audit_prints: AuditPrints
    regulations: Regulations
    work_events: WorkEvents
    evaluations: Evaluations
    campaigns: Campaigns
    rater_packages: RaterPackages
    package_transfer: PackageTransfer
    evaluation_prints: EvaluationPrints
    campaign_prints: CampaignPrints
    evaluation_statistics: EvaluationStatistics
    statistics_prints: StatisticsPrints
    courses: Courses
    training_budgets: TrainingBudgets
    institutions: Institutions
    institution_exchange: InstitutionTransfer
    training_needs: TrainingNeeds
    course_prints: CoursePrints
    travel_orders: TravelOrders
    travel_prints: TravelPrints
    participations: Participations
    participation_prints: ParticipationPrints
    training_plan: TrainingPlan
    training_plan_prints: PlanPrints
    training_offers: TrainingOffers
    offer_prints: OfferPrints
    preferred_lists: PreferredLists
    preferred_prints: PreferredPrints
    training_summaries: TrainingSummaries
    summary_prints: SummaryPrints
    training_exchange: RegisterTransfer
    training_agreements: TrainingAgreements
    agreement_prints: AgreementPrints

    def office(self) -> Office:
        """The office, or a blank one while nobody has entered its data."""
        return self.offices.current_or_blank()

    def actor(self) -> Actor:
        """Who works and what they may do now."""
        return self.session.actor()

    @property
    def file(self) -> Path | None:
        """The database file; None when the data are on the office's server."""
        return self.store.path if isinstance(self.store, FileStore) else None

    @property
    def key(self) -> bytes | None:
        """The key of an encrypted file, for checks and copies of it."""
        return self.store.key if isinstance(self.store, FileStore) else None

    def close(self) -> None:
        """Sign out and close the database."""
        # a disk that fails at the end must not keep the program from ending
        try:
            with suppress(Refusal):
                self.session.note("sign_out")
        finally:
            self.store.close()


_COPYING = CopyingState()
"""For as long as the program runs, through every database it opens."""


def build(store: Store, clock: Clock | None = None, session: SignedIn | None = None) -> Services:
    """Use cases over an open store, for the person who signed in; without a session everything is allowed."""
    tables = models.metadata()
    if isinstance(store, FileStore):
        _require_tables(store, tables)
    clock, session = clock or SystemClock(), session or SignedIn(store)
    actor = session.actor
    # one clock for records and for the log that tells of them
    store.now = clock.now
    search, files = Search(store), StoredFiles(store, clock, actor)
    cards = ServiceCards(store, clock, search, actor)
    safeguard = Safeguard(store, clock, actor, state=_COPYING)
    offices, units = Offices(store, clock, actor), Units(store, clock, actor, renamed=(cards.unit_renamed,))
    employees, accounts = Employees(store, clock, actor), Accounts(store, clock, actor, session.doors, session)
    posts, absences = Posts(store, clock, actor, renamed=(employees.post_renamed,)), Absences(store, clock, actor)
    backups = Backups(
        store,
        clock,
        actor,
        reapply=lambda restored: build(restored, clock).personal_data.reapply(),
        state=_COPYING,
    )
    regulations, trusted = Regulations(store, clock, actor), _trusted(actor)
    evaluations = Evaluations(
        store,
        clock,
        actor,
        # who rates and by which rules must not depend on what somebody may see
        structure=Structures(store, clock, trusted).load,
        in_force=Regulations(store, clock, trusted).in_force,
    )
    campaigns = Campaigns(store, clock, actor, safeguard.before_import)
    packages = RaterPackages(store, clock, actor, evaluations=evaluations)
    work_events = WorkEvents(store, clock, actor)
    statistics = EvaluationStatistics(store, clock, actor)
    institutions = Institutions(store, clock, actor)
    training_offers = TrainingOffers(store, clock, actor)
    registers = (employees, posts, absences, accounts, offices, units, cards)
    # as with ratings: who is whose head must not depend on what somebody may see
    participations = Participations(store, clock, actor, structure=Structures(store, clock, trusted).load)
    courses = Courses(store, clock, actor, changed=(participations.course_changed,))
    training_budgets = TrainingBudgets(store, clock, actor)
    agreed, expiring = evaluations.agreed, participations.expiring
    training_needs = TrainingNeeds(store, clock, actor, agreed=agreed, expiring=expiring)
    training_plan = TrainingPlan(store, clock, actor, needs=training_needs)
    travel_orders = TravelOrders(store, clock, actor, office=offices.current_or_blank)
    preferred_lists = PreferredLists(
        store, clock, actor, list_cards=participations.list_cards, unlist_cards=participations.unlist_cards
    )
    summaries = TrainingSummaries(
        store,
        clock,
        actor,
        structure=Structures(store, clock, trusted).load,
        marks_of=_marks_of(evaluations),
    )
    training_agreements = TrainingAgreements(store, clock, actor, structure=Structures(store, clock, trusted).load)
    everything = (
        *registers,
        regulations,
        work_events,
        evaluations,
        campaigns,
        courses,
        training_budgets,
        institutions,
        training_needs,
        travel_orders,
        participations,
        training_plan,
        training_offers,
        preferred_lists,
        training_agreements,
    )
    audit = AuditLog(store, clock, actor, _kinds(everything), lambda: _kept_heads(backups, store))
    return Services(
        store,
        clock,
        session,
        search,
        files,
        offices,
        units,
        employees,
        posts,
        absences,
        Structures(store, clock, actor),
        accounts,
        cards,
        CardPrints(cards, units, offices, files, clock),
        CardTransfer(cards, units, offices, safeguard.before_import),
        EmployeeTransfer(employees, units, offices, safeguard.before_import),
        EarlierTransfer(evaluations, employees, safeguard.before_import),
        EmployeePrints(employees, units, Structures(store, clock, actor).load, offices, files, clock),
        backups,
        safeguard,
        Transfer(store, clock, actor, _sheets(store, clock, actor)),
        PersonalData(store, clock, actor, everything, _surroundings(store, session, backups, safeguard, clock)),
        audit,
        AuditPrints(audit, offices.current_or_blank, clock),
        regulations,
        work_events,
        evaluations,
        campaigns,
        packages,
        PackageTransfer(packages, offices, safeguard.before_import),
        EvaluationPrints(evaluations, offices, files, clock),
        CampaignPrints(campaigns, evaluations, offices, files, clock),
        statistics,
        StatisticsPrints(statistics, offices, files, clock),
        courses,
        training_budgets,
        institutions,
        InstitutionTransfer(institutions, offices, safeguard.before_import),
        training_needs,
        CoursePrints(courses, offices, files, clock, _takers(participations)),
        travel_orders,
        TravelPrints(travel_orders, units, offices, files, clock),
        participations,
        ParticipationPrints(
            participations,
            courses,
            institutions,
            units,
            offices,
            files,
            clock,
            structure=Structures(store, clock, trusted).load,
            plan_title=_titles(training_plan),
            need_title=_titles(training_needs),
        ),
        training_plan,
        PlanPrints(training_plan, offices, files, clock),
        training_offers,
        OfferPrints(training_offers, institutions, units, Structures(store, clock, actor).load, offices, files, clock),
        preferred_lists,
        PreferredPrints(preferred_lists, offices, files, clock),
        summaries,
        SummaryPrints(summaries, offices, files, clock),
        RegisterTransfer(RegisterTaking(store, clock, actor, participations=participations), safeguard.before_import),
        training_agreements,
        AgreementPrints(training_agreements, offices, files, clock),
    )


def _require_tables(store: FileStore, tables: MetaData) -> None:
    with closed_unless_handed_over(store), explained():
        store.require_tables(tables)


def _trusted(actor: Callable[[], Actor]) -> Callable[[], Actor]:
    """Everything allowed, in the name of the person at work: for what the program itself looks up."""
    return lambda: replace(EVERYTHING, name=actor().name)


def _titles(register: Records[Any, Any]) -> Callable[[int], str]:
    """What its records are called, by id; blank for those that the person at work may not see."""

    def title(record_id: int) -> str:
        with suppress(Refusal):
            return register.title(register.get(record_id))
        return ""

    return title


def _takers(participations: Participations) -> Callable[[int], tuple[Taker, ...]]:
    """Who takes part in a training, for its card: those who may be seen, without the refused and the withdrawn."""

    def of(course_id: int) -> tuple[Taker, ...]:
        if not participations.actor().may("training_participation.read"):
            return ()
        return tuple(
            Taker(
                each.person,
                each.post,
                each.unit,
                SEATS[each.seat] if each.seat is Seat.WAITING else OUTCOMES[each.outcome],
                each.cost,
            )
            for each in participations.of_course(course_id)
            if each.outcome not in (Outcome.REFUSED, Outcome.WITHDRAWN)
        )

    return of


def _marks_of(evaluations: Evaluations) -> Callable[[Iterable[int]], Mapping[int, tuple[DatedMark, ...]]]:
    """Signed marks by employee, for what came of a training; registers do not know each other."""

    def marks(employee_ids: Iterable[int]) -> Mapping[int, tuple[DatedMark, ...]]:
        found: dict[int, tuple[DatedMark, ...]] = {}
        for sheet in evaluations.marked(employee_ids):
            assert sheet.employee_id is not None, "a sheet that was signed"
            assert sheet.signed_on is not None, "asked for"
            own = [
                DatedMark(signed_on=sheet.signed_on, criterion=mark.criterion, mark=mark.mark)
                for mark in sheet.marks
                if mark.mark is not None
            ]
            found[sheet.employee_id] = (*found.get(sheet.employee_id, ()), *own)
        return found

    return marks


def _kinds(everything: Iterable[Records[Any, Any]]) -> dict[str, Kind]:
    """How the audit log calls records, their fields and choices."""
    kinds = {each.entity: Kind(each.noun.nominative, each.fields, each.record, each.labels) for each in everything}
    return kinds | {RaterPackages.entity: Kind("pakiet dla oceniającego", PACKAGE_FIELDS)}


def _kept_heads(backups: Backups, store: Store) -> list[KeptHead]:
    """The heads of the audit log that lie in the manifests of backups; an unreadable one is left out."""
    heads = []
    key = store.key if isinstance(store, FileStore) else None
    with suppress(Refusal):
        for copy in backups.copies():
            with suppress(backup_folder.BadBackup, DatabaseProblem):
                contents = backup_folder.read(copy.path).contents
                branch = partial(kept_log.opened, copy.path, key) if copy.reason == Reason.REPLACED else None
                heads.append(KeptHead(Anchor(contents.audit_count, contents.audit_mac), copy.moment, branch))
    return heads


def _sheets(store: Store, clock: Clock, actor: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Registers as spreadsheets in an export of everything, which asks for a right of its own."""
    trusted = _trusted(actor)
    units, offices = Units(store, clock, trusted), Offices(store, clock, trusted)
    cards = CardTransfer(ServiceCards(store, clock, Search(store), trusted), units, offices)

    def write_cards(path: Path, form: Format, progress: Progress) -> int:
        return cards.export(path, form, progress)

    def write_units(path: Path, form: Format, progress: Progress) -> int:
        from app.people.units import sheet

        listed = units.all()
        sheet.write_units(listed, path, form, progress)
        return len(listed)

    def write_employees(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees import sheet

        listed = Employees(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        sheet.write_employees(listed, path, form, symbols, progress)
        return len(listed)

    def write_posts(path: Path, form: Format, progress: Progress) -> int:
        from app.people.posts import sheet

        posts = Posts(store, clock, trusted).all()
        sheet.write_posts(posts, path, form, progress)
        return len(posts)

    def write_absences(path: Path, form: Format, progress: Progress) -> int:
        from app.people.absences import sheet
        from app.people.employees.words import told_apart

        absences = Absences(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, trusted).all()}
        sheet.write_absences(absences, path, form, people, progress)
        return len(absences)

    def write_regulations(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.regulations import sheet

        regulations = Regulations(store, clock, trusted).all()
        sheet.write_regulations(regulations, path, form, progress)
        return len(regulations)

    def write_events(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees.words import told_apart
        from app.registers.evaluations.events import sheet

        events = WorkEvents(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in units.all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, trusted).all()}
        sheet.write_events(events, path, form, people, progress)
        return len(events)

    def write_campaigns(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.evaluations.campaigns import sheet

        campaigns = Campaigns(store, clock, trusted)
        listed = [(each, campaigns.lines(each.id)) for each in campaigns.all()]
        sheet.write_lines(listed, path, form, progress)
        return sum(len(lines) for _, lines in listed)

    return (
        RegisterSheet("karty-uslug", "Karty usług", write_cards),
        RegisterSheet("komorki", "Komórki organizacyjne", write_units),
        RegisterSheet("pracownicy", "Pracownicy", write_employees),
        RegisterSheet("stanowiska", "Stanowiska", write_posts),
        RegisterSheet("nieobecnosci", "Nieobecności", write_absences),
        RegisterSheet("kampanie-ocen", "Kampanie ocen", write_campaigns),
        RegisterSheet("regulaminy-ocen", "Regulaminy ocen", write_regulations),
        RegisterSheet("zdarzenia-w-pracy", "Zdarzenia w pracy", write_events),
        *_training_sheets(store, clock, trusted),
    )


def _training_sheets(store: Store, clock: Clock, trusted: Callable[[], Actor]) -> tuple[RegisterSheet, ...]:
    """Those of the registers of trainings."""

    def write_institutions(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.institutions import sheet

        institutions = Institutions(store, clock, trusted).all()
        sheet.write_institutions(institutions, path, form, progress)
        return len(institutions)

    def write_offers(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.offers import sheet

        offers = TrainingOffers(store, clock, trusted).all()
        names = {each.institution_id: each.institution for each in offers if each.institution_id}
        symbols = {unit.id: unit.symbol for unit in Units(store, clock, trusted).all()}
        sheet.write_offers(offers, path, form, names, symbols, clock.today(), progress)
        return len(offers)

    def write_needs(path: Path, form: Format, progress: Progress) -> int:
        from app.people.employees.words import told_apart
        from app.registers.trainings.needs import sheet

        needs = TrainingNeeds(store, clock, trusted).all()
        symbols = {unit.id: unit.symbol for unit in Units(store, clock, trusted).all()}
        people = {each.id: told_apart(each, symbols) for each in Employees(store, clock, trusted).all()}
        sheet.write_needs(needs, path, form, people, symbols, progress)
        return len(needs)

    def write_courses(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.courses import sheet

        courses = Courses(store, clock, trusted).all()
        sheet.write_courses(courses, path, form, progress)
        return len(courses)

    def write_budgets(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.budgets import sheet

        budgets = TrainingBudgets(store, clock, trusted).all()
        names = {unit.id: f"{unit.symbol} – {unit.name}" for unit in Units(store, clock, trusted).all()}
        sheet.write_budgets(budgets, path, form, names, progress)
        return len(budgets)

    def write_travel_orders(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.travel import sheet

        orders = TravelOrders(store, clock, trusted).all()
        sheet.write_orders(orders, path, form, progress)
        return len(orders)

    def write_plan(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.plan import sheet

        plan = TrainingPlan(store, clock, trusted, needs=TrainingNeeds(store, clock, trusted))
        items, symbols = plan.all(), {unit.id: unit.symbol for unit in Units(store, clock, trusted).all()}
        sheet.write_plan(items, plan.standings(), path, form, symbols, progress)
        return len(items)

    def write_agreements(path: Path, form: Format, progress: Progress) -> int:
        from app.registers.trainings.agreements import sheet

        structure = Structures(store, clock, trusted).load
        agreements = TrainingAgreements(store, clock, trusted, structure=structure).all()
        sheet.write_agreements(agreements, path, form, clock.today(), progress)
        return len(agreements)

    return (
        RegisterSheet("szkolenia", "Szkolenia", write_courses),
        RegisterSheet("budzety-szkolen", "Budżet szkoleń", write_budgets),
        RegisterSheet("instytucje-szkolace", "Instytucje szkolące", write_institutions),
        RegisterSheet("oferty-szkolen", "Oferty szkoleń", write_offers),
        RegisterSheet("potrzeby-szkoleniowe", "Potrzeby szkoleniowe", write_needs),
        RegisterSheet("delegacje", "Delegacje", write_travel_orders),
        RegisterSheet("plan-szkolen", "Plan szkoleń", write_plan),
        RegisterSheet("umowy-szkoleniowe", "Umowy szkoleniowe", write_agreements),
    )


def _surroundings(
    store: Store, session: SignedIn, backups: Backups, safeguard: Safeguard, clock: Clock
) -> Surroundings:
    """What personal data are kept in outside the database."""

    def copies() -> tuple[personal_data.Copy, ...]:
        if not isinstance(store, FileStore):
            return ()
        return personal_data.leaving(backups.copies(), clock.now(), backups.plan.keeping)

    def shut_out(login: str) -> None:
        if session.doors is not None:
            session.doors.shut_out(login)

    def protection() -> tuple[personal_data.Value, ...]:
        status = safeguard.status()
        encrypted = isinstance(store, FileStore) and store.key is not None
        automatic = backups.plan.schedule.automatic
        return safeguards(InForce(encrypted, bool(session.login), store.is_server, automatic, status.last))

    return Surroundings(
        lambda: paths.drafts_folder(store.location),
        copies,
        shut_out,
        protection,
    )
