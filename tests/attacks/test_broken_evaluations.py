"""Sheets and campaigns that another program changed in the database: said in Polish, never a traceback."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from app.bootstrap import Services
from app.core.errors import EnvironmentProblem
from app.core.progress import NoProgress
from app.core.records import Query
from tests.registers.evaluations.campaigns.office import draft, small_office
from tests.registers.evaluations.sheets.people import marked

DEEDS: dict[str, Callable[[Services, int], Any]] = {
    "the table": lambda services, _: services.evaluations.page(Query(), 0, 10),
    "one sheet": lambda services, sheet: services.evaluations.get(sheet),
    "terms": lambda services, _: services.evaluations.due(),
    "a print": lambda services, sheet: services.evaluation_prints.sheet(sheet),
    "all sheets": lambda services, _: services.campaign_prints.all_sheets(1, NoProgress()),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
@pytest.mark.parametrize("rules", ["{broken", "[1, 2]", "null", '{"criteria": "x"}', '{"unknown": 1}'])
def test_a_sheet_whose_regulation_is_none_counts_as_damage(
    services: Services, rules: str, deed: Callable[[Services, int], Any]
) -> None:
    campaign = services.campaigns.create(draft(small_office(services))).record
    services.campaigns.start(campaign.id, campaign.version)
    sheet = marked(services, services.evaluations.all()[0])
    with services.store.writing() as session:
        session.execute(text("UPDATE evaluation SET rules = :rules WHERE id = :id"), {"rules": rules, "id": sheet.id})
    with pytest.raises(EnvironmentProblem, match="uszkodzona"):
        deed(services, sheet.id)


@pytest.mark.parametrize("candidates", ["{broken", "[1]", '[{"reasons": []}]', '{"a": 1}', "7"])
def test_a_campaign_whose_list_is_none_counts_as_damage(services: Services, candidates: str) -> None:
    campaign = services.campaigns.create(draft(small_office(services))).record
    services.campaigns.start(campaign.id, campaign.version)
    with services.store.writing() as session:
        session.execute(text("UPDATE evaluation_campaign SET candidates = :given"), {"given": candidates})
    with pytest.raises(EnvironmentProblem, match="uszkodzona"):
        services.campaigns.candidates(campaign.id)
