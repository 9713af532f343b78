"""What a year of cooperation adds up to: rules without a database; amounts are grosze."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.polish import sort_key
from app.registers.ngos.consultations.domain import Consultation, Subject, measures
from app.registers.ngos.cooperation_figures import ContestFigure, GrantFigure, GrantKind
from app.registers.ngos.organisations.domain import LegalForm, Organisation, OrganisationStatus
from app.registers.ngos.programmes.domain import Programme
from app.registers.ngos.programmes.due import most_small_grants
from app.registers.ngos.rules import rules_on

Key = int | str
"""Whose: the id of an organisation in the register, or the name of one that is not there."""


@dataclass(frozen=True, kw_only=True)
class CooperationYear:
    """Everything that the report says of one year, as the registers have it today."""

    year: int
    programme: Programme | None
    grants: tuple[GrantFigure, ...]
    contests: tuple[ContestFigure, ...]
    consultations: tuple[Consultation, ...]
    small_handed_over: tuple[tuple[str, int], ...] = ()
    """Organisations with the small grants that went to them in the calendar year."""

    @property
    def offers(self) -> tuple[GrantFigure, ...]:
        """Those filed in contests."""
        return tuple(each for each in self.grants if each.kind is GrantKind.CONTEST and each.filed)

    @property
    def small(self) -> tuple[GrantFigure, ...]:
        """Offers of small grants (art. 19a)."""
        return tuple(each for each in self.grants if each.kind is GrantKind.SMALL)


@dataclass(frozen=True)
class Measure:
    """One measure of the report: ``value`` is grosze where it is ``money``."""

    label: str
    value: int | None
    money: bool = False


@dataclass(frozen=True)
class MoneySum:
    """Offers and money that have something in common."""

    name: str
    offers: int
    asked: int
    granted: int
    paid: int
    settled: int
    returned: int


@dataclass(frozen=True)
class SmallLimits:
    """Small grants of a year against both limits; a limit is None while it cannot be counted."""

    number: int
    granted: int
    share_limit: int | None
    per_organisation: int
    above: tuple[tuple[str, int], ...]
    """Organisations that got more than one of them may, with what they got."""


@dataclass(frozen=True, kw_only=True)
class Register:
    """Organisations that act today, counted; ``members`` of those that told how many they have."""

    total: int
    by_form: Mapping[LegalForm, int]
    by_group: Mapping[str, int]
    opp: int
    members: int
    members_known: int
    volunteers: int
    volunteers_known: int


def register_of(found: Iterable[Organisation], group_of: Callable[[str], str]) -> Register:
    """Count organisations that have not ended; ``group_of`` gives the group of a sphere."""
    acting = [each for each in found if each.status is not OrganisationStatus.DISSOLVED]
    forms: dict[LegalForm, int] = {}
    groups: dict[str, int] = {}
    for each in acting:
        if each.legal_form is not None:
            forms[each.legal_form] = forms.get(each.legal_form, 0) + 1
        for group in {group_of(code) for code in each.spheres}:
            groups[group] = groups.get(group, 0) + 1
    return Register(
        total=len(acting),
        by_form=forms,
        by_group=groups,
        opp=sum(each.opp_since is not None for each in acting),
        members=sum(each.members or 0 for each in acting),
        members_known=sum(each.members is not None for each in acting),
        volunteers=sum(each.volunteers or 0 for each in acting),
        volunteers_known=sum(each.volunteers is not None for each in acting),
    )


def cooperating(year: CooperationYear) -> frozenset[Key]:
    """Organisations that filed an offer, got a grant or answered in a consultation."""
    return bidders(year) | voices(year)


def bidders(year: CooperationYear) -> frozenset[Key]:
    """Those that filed an offer, small ones too."""
    return frozenset(_who(each.ngo_id, each.organisation) for each in year.grants)


def granted_to(year: CooperationYear) -> frozenset[Key]:
    """Those that were given money."""
    return frozenset(_who(each.ngo_id, each.organisation) for each in year.grants if each.granted)


def voices(year: CooperationYear) -> frozenset[Key]:
    """Those that answered in a consultation."""
    return frozenset(
        _who(asked.ngo_id, asked.name) for each in year.consultations for asked in each.asked if asked.answered
    )


def _who(ngo_id: int | None, name: str) -> Key:
    return name if ngo_id is None else ngo_id


def measured(year: CooperationYear) -> tuple[Measure, ...]:
    """The measures of the report, in its order."""
    offers, small = year.offers, year.small
    held = [measures(each) for each in year.consultations]
    drafts = [each for each in year.consultations if each.kind is not Subject.OTHER]
    announced = [each for each in year.contests if not each.cancelled]
    programme = year.programme
    return (
        Measure("Organizacje współpracujące", len(cooperating(year))),
        Measure("w tym z dotacją", len(granted_to(year))),
        Measure("Projekty aktów poddane konsultacjom", len(drafts)),
        Measure("Zapytania do organizacji", sum(each.asked for each in held)),
        Measure("Odpowiedzi organizacji", sum(each.answered for each in held)),
        Measure("Opinie uwzględnione w całości lub części", sum(each.taken + each.partly for each in held)),
        Measure("Ogłoszone konkursy", len(year.contests)),
        Measure("w tym unieważnione", len(year.contests) - len(announced)),
        Measure("Oferty złożone w konkursach", len(offers)),
        Measure("w tym poprawne formalnie", sum(each.formally_right for each in offers)),
        Measure("w tym przyjęte", sum(each.accepted for each in offers)),
        Measure("Oferty małych grantów", len(small)),
        Measure("Małe granty przyznane", sum(bool(each.granted) for each in small)),
        Measure("Zawarte umowy", sum(each.agreement for each in year.grants)),
        Measure("Środki planowane na program", None if programme is None else programme.money, money=True),
        Measure("Dotacje planowane", None if programme is None else programme.grants, money=True),
        Measure("Kwota wnioskowana", _sum(year.grants, "asked"), money=True),
        Measure("Kwota przyznana", _sum(year.grants, "granted"), money=True),
        Measure("w tym małe granty", _sum(small, "granted"), money=True),
        Measure("Kwota wypłacona", _sum(year.grants, "paid"), money=True),
        Measure("Kwota rozliczona", _sum(year.grants, "settled"), money=True),
        Measure("Kwota zwrócona", _sum(year.grants, "returned"), money=True),
    )


def _sum(grants: Iterable[GrantFigure], name: str) -> int:
    return sum(getattr(each, name) for each in grants)


def money_by(grants: Iterable[GrantFigure], name: Callable[[GrantFigure], str]) -> tuple[MoneySum, ...]:
    """Money by what ``name`` says of an offer, the greatest grants first."""
    found: dict[str, list[GrantFigure]] = {}
    for each in grants:
        found.setdefault(name(each), []).append(each)
    sums = (total_of(key, these) for key, these in found.items())
    return tuple(sorted(sums, key=lambda each: (-each.granted, -each.asked, sort_key(each.name))))


def total_of(name: str, grants: Sequence[GrantFigure]) -> MoneySum:
    """Money of some offers together."""
    return MoneySum(
        name,
        _sum(grants, "filed"),
        _sum(grants, "asked"),
        _sum(grants, "granted"),
        _sum(grants, "paid"),
        _sum(grants, "settled"),
        _sum(grants, "returned"),
    )


def small_limits(year: CooperationYear) -> SmallLimits:
    """Small grants against the limits of art. 19a ust. 6 and 7. Refusal for a year before any rule."""
    most = rules_on(date(year.year, 1, 1)).small_year_per_ngo
    given = [each for each in year.small if each.granted]
    above = (each for each in year.small_handed_over if each[1] > most)
    limit = None if year.programme is None else most_small_grants(year.programme)
    return SmallLimits(len(given), _sum(given, "granted"), limit, most, tuple(above))
