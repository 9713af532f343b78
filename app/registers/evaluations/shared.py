"""What the slices of evaluations ask of the program."""

from typing import TYPE_CHECKING, Protocol

from app.people.shared import SharedServices

if TYPE_CHECKING:
    # the slices stand above this module: it only names what they are
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


class EvaluationServices(SharedServices, Protocol):
    """``composition.Services`` is one."""

    @property
    def regulations(self) -> "Regulations": ...
    @property
    def work_events(self) -> "WorkEvents": ...
    @property
    def evaluations(self) -> "Evaluations": ...
    @property
    def earlier_evaluations(self) -> "EarlierTransfer": ...
    @property
    def campaigns(self) -> "Campaigns": ...
    @property
    def evaluation_prints(self) -> "EvaluationPrints": ...
    @property
    def campaign_prints(self) -> "CampaignPrints": ...
    @property
    def rater_packages(self) -> "RaterPackages": ...
    @property
    def package_transfer(self) -> "PackageTransfer": ...
    @property
    def evaluation_statistics(self) -> "EvaluationStatistics": ...
    @property
    def statistics_prints(self) -> "StatisticsPrints": ...
