"""The windows of organisations and the tab with its map in front, for rules that hold on every window."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.progress import NoProgress
from app.core.records import Query
from app.registers.ngos.gaps.windows import GapWindow
from app.registers.ngos.organisations.windows.proposals import ProposalsWindow, ask_for_proposals
from app.registers.ngos.spheres.windows import SphereWindow
from app.widgets.map.cluster_list import ClusterList
from app.widgets.map.register_pane import MAP
from tests.shell.windows import Desk


def _proposals(desk: Desk) -> QWidget:
    found = ask_for_proposals(desk.services, Query(), NoProgress())
    window = ProposalsWindow(desk.window.workspace, desk.services, found)
    window.show()
    return window


def _map(desk: Desk) -> QWidget:
    tab: Any = desk.window.go_to("organisations")
    desk.settle()
    tab.preview_action.setChecked(True)
    tab.pane.show_page(MAP)
    desk.settle()
    return desk.window


def _cluster(desk: Desk) -> QWidget:
    _map(desk)
    tab: Any = desk.window.go_to("organisations")
    tab.pane.view.cluster_opened.emit(tuple(tab.map.markers))
    window: QWidget = desk.dialog(ClusterList)
    return window


def _gaps(desk: Desk) -> QWidget:
    window = GapWindow(desk.window.workspace, desk.services, desk.window)
    window.show()
    desk.settle()
    return window


def _spheres(desk: Desk) -> QWidget:
    window = SphereWindow(desk.window.workspace, desk.services, desk.window)
    window.show()
    desk.settle()
    return window


SCENES = {
    "placing_proposals": _proposals,
    "organisations_of_a_place": _cluster,
    "gap_matrix": _gaps,
    "sphere_list": _spheres,
}
