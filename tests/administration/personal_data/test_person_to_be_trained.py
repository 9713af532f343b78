"""After an erasure needs and agreements keep what concerns the office and nothing that tells who it was."""

from datetime import date

from app.administration.personal_data.domain import ERASED, Subject
from app.bootstrap import Services
from app.people.employees.domain import EmployeeDraft
from app.registers.trainings.agreements.domain import AgreementDraft, Ending
from app.registers.trainings.agreements.model import AgreementRow
from app.registers.trainings.needs.domain import NeedDraft
from app.registers.trainings.needs.model import NeedRow
from db.audit_check import verify
from tests.registers.service_cards.drafts import add_unit

NAME = "Brzęczyszczykiewicz"


def test_an_erased_person_leaves_needs_and_agreements_without_a_name(services: Services) -> None:
    draft = EmployeeDraft(surname=NAME, first_name="Ewa", unit_id=add_unit(services))
    person = services.employees.create(draft).record.id
    need = services.training_needs.create(
        NeedDraft(topic=f"Szkolenie dla {NAME}", reason="Braki", employee_id=person, area="finanse")
    ).record
    one = services.training_agreements.create(
        AgreementDraft(
            employee_id=person,
            signed_on=date(2024, 9, 15),
            subject="Studia",
            training_ends_on=date(2025, 6, 30),
            cost=600_000,
            months=36,
            duties=f"{NAME} przedstawi dyplom",
        )
    ).record
    ended = services.training_agreements.end(
        one.id, one.version, date(2026, 9, 30), Ending.NOTICE_BY_EMPLOYEE, 100, f"prośba: {NAME}"
    ).record
    services.personal_data.erase(Subject("employee", person), reason="koniec okresu przechowywania")

    with services.store.reading() as session:
        asked, agreed = session.get_one(NeedRow, need.id), session.get_one(AgreementRow, one.id)
        assert {asked.topic, asked.reason, agreed.subject, agreed.duties, agreed.waived_reason} <= {"", ERASED}
        assert agreed.person == f"Osoba usunięta nr {person}"
        assert (agreed.number, agreed.cost, agreed.repayment) == (one.number, 600_000, ended.repayment)
        assert asked.area == "finanse"
        assert "brzeczyszczykiewicz" not in f"{asked.find} {asked.sort} {agreed.find} {agreed.sort}"
        assert verify(session).ok
