"""The demonstration agrees with itself: notices of contests name the money that its register of grants adds up to."""

from collections import Counter

from app.bootstrap import Services
from app.core.money import format_money


def test_money_of_former_tasks_is_what_was_paid_until_the_notice(demo_services: Services) -> None:
    told = []
    for contest in demo_services.contests.all():
        announced = max(contest.announcements)
        paid: Counter[int] = Counter()
        for grant in demo_services.grants.all():
            for part in grant.tranches:
                if grant.sphere in contest.codes and part.paid_on is not None and part.paid_on <= announced:
                    paid[part.paid_on.year] += part.amount or 0
        years = (announced.year, announced.year - 1)
        assert (contest.spent_this_year, contest.spent_last_year) == tuple(paid[year] for year in years), contest.title
        assert all(format_money(paid[year]) in contest.past_tasks for year in years if paid[year])
        told.append(sum(paid[year] for year in years))
    # most notices have something to tell
    assert sum(bool(each) for each in told) >= 4
