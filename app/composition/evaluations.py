"""Builds the use cases of evaluations."""

from dataclasses import dataclass

from app.composition.ground import Ground
from app.people.employees.usecases import Employees
from app.registers.evaluations.campaigns.prints import CampaignPrints
from app.registers.evaluations.campaigns.usecases import Campaigns
from app.registers.evaluations.events.usecases import WorkEvents
from app.registers.evaluations.packages.transfer import PackageTransfer
from app.registers.evaluations.packages.usecases import RaterPackages
from app.registers.evaluations.regulations.usecases import Regulations
from app.registers.evaluations.sheets.prints import EvaluationPrints
from app.registers.evaluations.sheets.transfer import EarlierTransfer
from app.registers.evaluations.sheets.usecases import Evaluations
from app.registers.evaluations.statistics.prints import StatisticsPrints
from app.registers.evaluations.statistics.usecases import EvaluationStatistics


@dataclass(frozen=True, kw_only=True)
class EvaluationUseCases:
    """Evaluations of staff; ``shared.EvaluationServices`` names what their slices ask for."""

    regulations: Regulations
    work_events: WorkEvents
    evaluations: Evaluations
    earlier_evaluations: EarlierTransfer
    campaigns: Campaigns
    rater_packages: RaterPackages
    package_transfer: PackageTransfer
    evaluation_prints: EvaluationPrints
    campaign_prints: CampaignPrints
    evaluation_statistics: EvaluationStatistics
    statistics_prints: StatisticsPrints


def evaluation_use_cases(ground: Ground, employees: Employees) -> EvaluationUseCases:
    """Everything of the family over one store."""
    store, clock, actor = ground.store, ground.clock, ground.actor
    offices, files, before_import = ground.offices, ground.files, ground.safeguard.before_import
    evaluations = Evaluations(
        store,
        clock,
        actor,
        # who rates and by which rules must not depend on what somebody may see
        structure=ground.structures.load,
        in_force=Regulations(store, clock, ground.trusted).in_force,
    )
    campaigns = Campaigns(store, clock, actor, before_import)
    packages = RaterPackages(store, clock, actor, evaluations=evaluations)
    statistics = EvaluationStatistics(store, clock, actor)
    return EvaluationUseCases(
        regulations=Regulations(store, clock, actor),
        work_events=WorkEvents(store, clock, actor),
        evaluations=evaluations,
        earlier_evaluations=EarlierTransfer(evaluations, employees, before_import),
        campaigns=campaigns,
        rater_packages=packages,
        package_transfer=PackageTransfer(packages, offices, before_import),
        evaluation_prints=EvaluationPrints(evaluations, offices, files, clock),
        campaign_prints=CampaignPrints(campaigns, evaluations, offices, files, clock),
        evaluation_statistics=statistics,
        statistics_prints=StatisticsPrints(statistics, offices, files, clock),
    )
