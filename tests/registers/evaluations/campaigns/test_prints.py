"""The list of a campaign and all its sheets in one file."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.cli import main
from app.core.errors import NotFound, Refusal
from app.core.permissions import Actor
from app.core.progress import Cancelled
from app.core.records import Query
from app.registers.evaluations.campaigns.domain import Campaign
from app.registers.evaluations.campaigns.printout import list_pdf
from tests.printing.reading import opened, read, tagging_faults
from tests.registers.evaluations.campaigns.office import draft, person, small_office
from tests.registers.service_cards.test_printout import ARMS, OFFICE
from tests.registers.service_cards.test_prints import flat, text_of


@pytest.fixture
def ids(services: Services) -> dict[str, int]:
    return small_office(services)


@pytest.fixture
def campaign(services: Services, ids: dict[str, int]) -> Campaign:
    prepared = services.campaigns.create(draft(ids)).record
    return services.campaigns.start(prepared.id, prepared.version).record


def said(pdf: bytes) -> str:
    return flat(read(pdf).all_text)


def printed(services: Services) -> list[tuple[str, int | None]]:
    """Logged prints, the newest first."""
    return [(each.entity, each.record_id) for each in services.audit.page(Query(), 0, 50) if each.deed == "print"]


def test_the_list_names_people_raters_totals_and_who_is_left_out(services: Services, campaign: Campaign) -> None:
    text = said(services.campaign_prints.campaign_list(campaign.id))
    for part in (
        "Oceny 2026",
        "Referat Finansowy – 4 osoby",
        "Ewa Urzędnik 1 (101)",
        "Ewa Kierownik",
        "zaplanowana",
        "Referat Finansowy 4 4 0 0",
        "Cały urząd 4 4 0 0",
        "Poza kampanią – 1 osoba",
        "Osoba z wyboru lub powołania nie podlega ocenie okresowej",
    ):
        assert part in text, part
    assert printed(services) == [("evaluation_campaign", campaign.id)]


def test_a_campaign_that_was_not_started_has_a_list_but_no_sheets(services: Services, ids: dict[str, int]) -> None:
    prepared = services.campaigns.create(draft(ids)).record
    assert "Ewa Urzędnik 1" in said(services.campaign_prints.campaign_list(prepared.id))
    with pytest.raises(Refusal, match="nie ma arkuszy"):
        services.campaign_prints.all_sheets(prepared.id)


def test_lists_of_every_length_are_accessible(
    services: Services, campaign: Campaign, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = services.campaigns.lines(campaign.id)
    for listed in ((), lines, lines * 40):
        pdf = list_pdf(campaign, listed, OFFICE, ARMS, services.clock.today())
        assert tagging_faults(pdf, tmp_path) == []
    assert caplog.messages == []


def test_all_sheets_stand_in_one_file_by_unit_and_name_with_contents_and_bookmarks(
    services: Services, campaign: Campaign, tmp_path: Path
) -> None:
    pdf = services.campaign_prints.all_sheets(campaign.id)
    assert tagging_faults(pdf, tmp_path) == []
    text = said(pdf)
    assert "4 arkusze. Spis podaje strony całego pliku" in text
    titles = [str(item.title) for item in opened(pdf).open_outline().root]
    assert titles[0] == "Spis arkuszy"
    names = ["Ewa Kierownik", "Ewa Urzędnik 1", "Ewa Urzędnik 2", "Ewa Urzędnik 3"]
    assert [title.partition(" – ")[0] for title in titles[1:]] == names
    pages = flat(text_of(pdf))
    # the contents and each of the four sheets begin with their own first page
    assert pages.count("strona 1 z ") == 5
    assert printed(services) == [("evaluation", None)]


def test_contents_lead_to_the_page_of_each_sheet(services: Services, campaign: Campaign) -> None:
    from io import BytesIO

    import pypdfium2

    pdf = services.campaign_prints.all_sheets(campaign.id)
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    texts = [flat(page.get_textpage().get_text_range()) for page in document]
    document.close()
    starts = [number for number, text in enumerate(texts, 1) if "Arkusz oceny okresowej A. Dane" in text.replace(
        "PROJEKT. Arkusz nie jest podpisany i jego treść może się zmienić. ", "")]  # fmt: skip
    assert len(starts) == 4
    for sheet, page in zip(sorted(services.evaluations.all(), key=lambda each: each.person), starts, strict=True):
        assert f"arkusz nr {sheet.number} {page}" in texts[0]


def test_only_own_people_s_sheets_are_printed(services: Services, ids: dict[str, int], campaign: Campaign) -> None:
    person(services, "Obca", ids["top"])
    own = frozenset({"evaluation.read"})
    rights = own | {"evaluation_campaign.read"}
    services.evaluations.actor = lambda: Actor("k", rights, ids["head"], frozenset({ids["unit"]}), own)
    text = said(services.campaign_prints.all_sheets(campaign.id))
    assert "3 arkusze" in text
    assert "Ewa Kierownik – arkusz" not in text


def test_making_all_sheets_can_be_cancelled(services: Services, campaign: Campaign) -> None:
    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        services.campaign_prints.all_sheets(campaign.id, Impatient())
    assert printed(services) == []


def test_a_campaign_is_found_by_its_name(services: Services, campaign: Campaign) -> None:
    assert services.campaign_prints.named(" oceny 2026 ") == campaign
    with pytest.raises(NotFound, match="Są: „Oceny 2026”"):
        services.campaign_prints.named("Inna")


def test_all_sheets_are_printed_from_the_command_line(
    services: Services, campaign: Campaign, database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "arkusze.pdf"
    command = ["--database", str(database), "print", "evaluations", "--campaign"]
    assert main([*command, campaign.name, "--out", str(target)]) == 0
    assert "4 arkusze" in said(target.read_bytes())
    assert main([*command, "Inna", "--out", str(target)]) == 1
