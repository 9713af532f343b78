"""The tab and form of regulations: from a pattern, as a new version, means typed as people write them."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.bootstrap import Services
from app.core.records import Query
from app.registers.evaluations.regulations.form import MeanEditor
from app.widgets.forms.record_form import RecordForm
from tests.shell.windows import Desk, desk


def trigger(opened: Desk, name: str) -> None:
    """Choose a deed of the tab."""
    tab = opened.window.go_to("regulations")
    opened.settle()
    action = tab.findChild(QAction, name)
    assert action is not None
    action.trigger()


def saved(opened: Desk) -> RecordForm:
    """The form, saved without an open problem."""
    form = opened.form()
    form.save()
    opened.settle()
    assert opened.dialogs.refused == []
    return form


@pytest.mark.parametrize("key", ["trzynascie_kryteriow", "wzor_2007"])
def test_a_pattern_opens_a_filled_form_that_can_be_saved(qapp: QApplication, services: Services, key: str) -> None:
    with desk(qapp, services) as opened:
        trigger(opened, f"add_{key}")
        assert services.regulations.count(Query()) == 0
        saved(opened)
        (found,) = services.regulations.all()
        assert found.valid_from == services.clock.today()


def test_a_new_version_ends_the_chosen_one(qapp: QApplication, services: Services) -> None:
    first = services.regulations.add_pattern("trzynascie_kryteriow").record
    with desk(qapp, services) as opened:
        tab = opened.window.go_to("regulations")
        opened.settle()
        tab.table.select_row(0)
        trigger(opened, "copy_regulations")
        form = saved(opened)
        before, after = services.regulations.all()
        assert (before.id, before.valid_to) == (first.id, services.clock.today())
        assert after.criteria == first.criteria
        # saved once more, it is the new version that changes
        form.page.rows["order_number"].editor.put("9.2026")  # type: ignore[attr-defined]
        saved(opened)
        assert services.regulations.get(after.id).order_number == "9.2026"
        assert services.regulations.count(Query()) == 2


def test_the_form_of_a_regulation_in_use_lets_change_only_what_is_free(
    qapp: QApplication, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.regulations.add_pattern("wzor_2007")
    monkeypatch.setattr(type(services.regulations), "in_use", lambda *_: True)
    with desk(qapp, services) as opened:
        tab = opened.window.go_to("regulations")
        opened.settle()
        tab.table.select_row(0)
        tab.open_record(tab.table.current_record())
        form = opened.form()
        rows = form.page.rows
        assert rows["criteria"].editor.add.isHidden()  # type: ignore[attr-defined]
        assert rows["negative_below"].editor.line.isReadOnly()  # type: ignore[attr-defined]
        assert not rows["name"].editor.line.isReadOnly()  # type: ignore[attr-defined]
        rows["name"].editor.put("Regulamin z 2007 r.")  # type: ignore[attr-defined]
        saved(opened)
        assert services.regulations.all()[0].name == "Regulamin z 2007 r."


@pytest.mark.parametrize(("typed", "value"), [("2,00", 200), ("2.5", 250), ("4", 400), ("4,05", 405), ("", None)])
def test_a_mean_is_read_as_people_write_it(qapp: QApplication, typed: str, value: int | None) -> None:
    editor = MeanEditor()
    editor.type_in("", typed)
    assert (editor.read().value, editor.read().problems) == (value, ())


@pytest.mark.parametrize("typed", ["2,005", "dwa", "-1", "12", "2,", "٢"])
def test_what_is_no_mean_is_named(qapp: QApplication, typed: str) -> None:
    editor = MeanEditor()
    editor.type_in("", typed)
    assert [problem.code for problem in editor.read().problems] == ["bad_mean"]
