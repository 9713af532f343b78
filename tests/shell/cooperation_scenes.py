"""The windows of programmes, consultations and the yearly report, for rules that hold on every window."""

from PySide6.QtWidgets import QWidget

from app.registers.ngos.consultations.domain import Consultation
from app.registers.ngos.consultations.windows import deeds
from app.registers.ngos.consultations.windows.asked import AskedWindow
from app.registers.ngos.consultations.windows.mail import MailWindow
from app.registers.ngos.programmes.windows import passing, reporting
from app.registers.ngos.summaries.windows.report_window import CooperationReportWindow
from app.widgets.forms.deed import Deed
from app.widgets.forms.deed_window import DeedWindow
from tests.shell.windows import Desk


def _consultation(desk: Desk) -> Consultation:
    """The one with most answers."""
    return max(desk.services.consultations.all(), key=lambda each: each.answered_count)


def _asked(desk: Desk) -> QWidget:
    window = AskedWindow(desk.window.workspace, desk.services, _consultation(desk), desk.window)
    window.open()
    return window


def _mail(desk: Desk) -> QWidget:
    lines = desk.services.consultations.lines(_consultation(desk).id)
    window = MailWindow(lines, desk.window.workspace.say, desk.window)
    window.open()
    return window


def _report(desk: Desk) -> QWidget:
    window = CooperationReportWindow(desk.window.workspace, desk.services, desk.window)
    window.show()
    return window


def _deed(desk: Desk, deed: Deed) -> QWidget:
    workspace = desk.window.workspace
    window = DeedWindow(deed, workspace.jobs, workspace.forms.dialogs, desk.window)
    window.open()
    return window


def _adding(desk: Desk) -> QWidget:
    consultations, one = desk.services.consultations, _consultation(desk)
    spheres = [(each.code, each.label) for each in consultations.spheres().spheres]
    return _deed(desk, deeds.adding(one, consultations, consultations.candidates(one.id), spheres))


def _answering(desk: Desk) -> QWidget:
    consultations, one = desk.services.consultations, _consultation(desk)
    line = next(each for each in consultations.lines(one.id) if each.asked.opinion)
    return _deed(desk, deeds.answering(one, consultations, line, desk.services.clock.today()))


def _closing(desk: Desk) -> QWidget:
    return _deed(desk, deeds.closing(_consultation(desk), desk.services.consultations, desk.services.clock.today()))


def _passing(desk: Desk) -> QWidget:
    programmes = desk.services.programmes
    return _deed(desk, passing(programmes.all()[-1], programmes, desk.services.clock.today()))


def _reporting(desk: Desk) -> QWidget:
    programmes = desk.services.programmes
    return _deed(desk, reporting(programmes.all()[0], programmes, desk.services.clock.today()))


SCENES = {
    "asked_in_consultation": _asked,
    "consultation_mail": _mail,
    "ask_spheres": _adding,
    "consultation_answer": _answering,
    "consultation_results": _closing,
    "programme_passing": _passing,
    "programme_report": _reporting,
    "cooperation_report": _report,
}
