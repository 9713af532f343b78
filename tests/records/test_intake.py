"""Taking over many drafts: compared with what is stored, good ones saved, nothing lost by a bad one."""

from dataclasses import replace

import pytest

from app.bootstrap import Services
from app.core.progress import Cancelled
from app.core.records import Query
from app.records.intake import Incoming, TakeOver, Verdict
from app.records.mapping import draft_of
from app.registers.service_cards.domain import CardStatus, ServiceCardDraft
from tests.registers.service_cards.drafts import add_unit, plain

ALL = frozenset(ServiceCardDraft.__dataclass_fields__) - {"attachments"}


@pytest.fixture
def unit(services: Services) -> int:
    return add_unit(services)


def take(services: Services, *drafts: ServiceCardDraft, dry_run: bool = False, given: frozenset[str] = ALL) -> TakeOver:
    return services.cards.take_over([Incoming(draft, given) for draft in drafts], dry_run=dry_run)


def verdicts(result: TakeOver) -> list[Verdict]:
    return [one.verdict for one in result.taken]


def test_each_draft_gets_its_verdict_and_good_ones_are_saved(services: Services, unit: int) -> None:
    services.cards.create_many([plain(unit, "SO-01"), plain(unit, "SO-02")])
    drafts = (plain(unit, "SO-01"), plain(unit, "SO-02", name="Inna"), plain(unit, "XX-01"), plain(unit, "SO-03"))
    result = take(services, *drafts)
    assert verdicts(result) == [Verdict.UNCHANGED, Verdict.CHANGED, Verdict.REFUSED, Verdict.NEW]
    assert [problem.code for problem in result.taken[2].problems] == ["symbol_pattern"]
    assert [card.name for card in services.cards.all()] == ["Wydanie dowodu osobistego", "Inna", drafts[3].name]
    assert {card.id for card in services.cards.all()} - result.change.ids == {services.cards.all()[0].id}
    assert [card.symbol for card in services.cards.find("inna")] == ["SO-02"]


def test_a_second_run_changes_nothing(services: Services, unit: int) -> None:
    drafts = [plain(unit, f"SO-{number:02d}", name=f"Usługa {number}") for number in range(1, 40)]
    assert take(services, *drafts).count(Verdict.NEW) == 39
    before = services.cards.all()
    again = take(services, *drafts)
    assert again.count(Verdict.UNCHANGED) == 39
    assert again.change.ids == frozenset()
    assert services.cards.all() == before


def test_a_dry_run_says_the_same_and_writes_nothing(services: Services, unit: int) -> None:
    services.cards.create(plain(unit, "SO-01"))
    drafts = (plain(unit, "SO-01", room="99"), plain(unit, "SO-02"), plain(unit, "XX-01"))
    revisions = services.store.revisions()
    trial = take(services, *drafts, dry_run=True)
    assert services.store.revisions() == revisions
    assert trial.change.ids == frozenset()
    assert verdicts(trial) == verdicts(take(services, *drafts))


def test_fields_that_the_file_lacks_keep_their_value(services: Services, unit: int) -> None:
    services.cards.create(plain(unit, "SO-01"))
    bare = ServiceCardDraft(symbol="SO-01", name="Nowa nazwa", unit_id=unit)
    take(services, bare, given=frozenset({"symbol", "name"}))
    card = services.cards.all()[0]
    assert draft_of(card, ServiceCardDraft) == plain(unit, "SO-01", name="Nowa nazwa")


def test_a_deleted_card_comes_back(services: Services, unit: int) -> None:
    card = services.cards.create(plain(unit, "SO-01")).record
    services.cards.delete(card.id, card.version)
    assert verdicts(take(services, plain(unit, "SO-01"))) == [Verdict.NEW]
    assert services.cards.get(card.id).version > card.version
    assert [found.id for found in services.cards.find("dowód")] == [card.id]


def test_of_two_drafts_with_one_symbol_the_first_is_taken(services: Services, unit: int) -> None:
    result = take(services, plain(unit, "SO-01"), plain(unit, "SO-01", name="Druga"), plain(unit, "SO-02"))
    assert verdicts(result) == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]
    assert services.cards.count(Query()) == 2


def test_a_published_card_that_changes_gets_an_edition(services: Services, unit: int) -> None:
    services.cards.create(plain(unit, "SO-01", status=CardStatus.PUBLISHED))
    take(services, plain(unit, "SO-01", status=CardStatus.PUBLISHED, room="99"))
    assert services.cards.all()[0].edition == 2


class _Impatient:
    def report(self, done: int, total: int, text: str = "") -> None:
        if done >= 500:
            raise Cancelled


def test_a_cancelled_run_saves_nothing(services: Services, unit: int) -> None:
    drafts = [Incoming(plain(unit, f"SO-{number:04d}"), ALL) for number in range(1, 700)]
    with pytest.raises(Cancelled):
        services.cards.take_over(drafts, progress=_Impatient())
    assert services.cards.count(Query()) == 0


def test_names_in_a_file_never_reach_attachments(services: Services, unit: int) -> None:
    stored = services.files.add("wniosek.pdf", b"%PDF-1.7")
    from app.registers.service_cards.domain import Attachment

    attachment = Attachment(file_name=stored.name, media_type=stored.media_type, size=stored.size, file=stored.sha256)
    services.cards.create(plain(unit, "SO-01", attachments=(attachment,)))
    take(services, replace(plain(unit, "SO-01"), name="Inna"))
    assert services.cards.all()[0].attachments == (attachment,)
