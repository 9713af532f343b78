"""The form of a consultation with its choices, and a new one about a programme of cooperation."""

from typing import Any

from app.core.records import Outcome
from app.registers.ngos.consultations.domain import Consultation, ConsultationDraft
from app.registers.ngos.consultations.form import ConsultationForm
from app.registers.ngos.shared import NgoServices
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.record_form import FormServices, Save, Subject
from app.widgets.workspace import Workspace


def consultation_form(services: NgoServices, subject: Subject, forms: FormServices, save: Save) -> ConsultationForm:
    """The form, with every programme and every sphere that can be chosen."""
    programmes = services.programmes
    options = []
    if programmes.actor().may("ngo_programme.read"):
        options = [Option(each.id, each.title) for each in programmes.all()]
    held: Any = subject.record or subject.start
    written = () if held is None else held.spheres
    spheres = services.consultations.spheres().offered(services.clock.today(), written)
    return ConsultationForm(subject, forms, save, programmes=options, spheres=spheres)


def open_for(workspace: Workspace, services: NgoServices, programme_id: int) -> None:
    """A new consultation about the programme, to be looked over and saved."""
    consultations = services.consultations

    def save(draft: Any, record: Any) -> Outcome[Consultation]:
        return consultations.create(draft) if record is None else consultations.update(record.id, record.version, draft)

    def opened(found: Any) -> None:
        subject = Subject(start=found, blank=ConsultationDraft())
        workspace.show_form(consultation_form(services, subject, workspace.forms, save))

    workspace.jobs.run(
        lambda _progress: consultations.proposal(services.programmes.get(programme_id)),
        done=opened,
        owner=workspace.window,
    )
