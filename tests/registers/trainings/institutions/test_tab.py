"""The tab of institutions: pairs that may be one are shown, merged, told apart, and brought back."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.bootstrap import Services
from app.core.records import Query
from app.registers.trainings.institutions.domain import Institution, InstitutionDraft
from app.registers.trainings.institutions.windows import LookalikesWindow
from app.registers.trainings.offers.domain import OfferDraft
from tests.registers.trainings.offers.test_usecases import RECEIVED
from tests.shell.windows import Desk, desk


def add(services: Services, name: str) -> Institution:
    """A saved institution."""
    return services.institutions.create(InstitutionDraft(name=name)).record


def press(opened: Desk, window: LookalikesWindow, name: str) -> None:
    """Press a button of the window and wait for what it does."""
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.click()
    opened.settle()


def said(window: LookalikesWindow, name: str) -> str:
    """A text of the window."""
    labels = [label for label in window.findChildren(QLabel, name) if not label.isHidden()]
    return labels[-1].text()


def test_a_pair_is_shown_with_what_names_each_and_merged_from_the_window(
    qapp: QApplication, services: Services
) -> None:
    add(services, "FENIKS")
    other = add(services, "Ośrodek FENIKS")
    services.training_offers.create(OfferDraft(topic="Archiwum", received_on=RECEIVED, institution_id=other.id))
    with desk(qapp, services) as opened:
        tab = opened.window.go_to("institutions")
        opened.settle()
        tab.alike_action.trigger()  # type: ignore[attr-defined]
        opened.settle()
        window = opened.dialog(LookalikesWindow)
        assert [said(window, name) for name in ("name_1", "uses_1", "name_2", "uses_2")] == [
            "FENIKS",
            "żadnych szkoleń ani ofert",
            "Ośrodek FENIKS",
            "1 oferta",
        ]
        press(opened, window, "keep_2")
        (kept,) = services.institutions.all()
        assert (kept.id, kept.aliases) == (other.id, ("FENIKS",))
        assert "Nie ma instytucji" in said(window, "about")
        assert "Połączono: „FENIKS” to teraz „Ośrodek FENIKS”" in opened.said
        window.close()


def test_a_pair_told_apart_leaves_the_window_and_two_chosen_ones_are_merged(
    qapp: QApplication, services: Services
) -> None:
    add(services, "FENIKS")
    add(services, "Ośrodek FENIKS")
    with desk(qapp, services) as opened:
        tab = opened.window.go_to("institutions")
        opened.settle()
        merge = tab.findChild(QAction, "edit_by_merging")
        assert merge is not None
        assert not merge.isEnabled()
        tab.alike_action.trigger()  # type: ignore[attr-defined]
        opened.settle()
        window = opened.dialog(LookalikesWindow)
        press(opened, window, "keep_apart")
        assert services.institutions.proposals() == ()
        assert window.list.count() == 0
        window.close()
        tab.table.selectAll()
        opened.settle()
        assert merge.isEnabled()
        merge.trigger()
        opened.settle()
        press(opened, opened.dialog(LookalikesWindow), "keep_1")
        assert services.institutions.count(Query()) == 1
