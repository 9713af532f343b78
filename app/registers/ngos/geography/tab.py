"""The tab of the map's data: what was brought and from which file; a new import is the wizard."""

from PySide6.QtCore import Slot

from app.core.chart_numbers import number
from app.core.dates import format_date
from app.geo.mapdata import DataKind
from app.registers.ngos.geography.domain import MapImport, MapImportDraft
from app.registers.ngos.geography.form import MapImportForm
from app.registers.ngos.geography.words import LAYERS, WORDS
from app.registers.ngos.shared import NgoServices
from app.widgets.columns import Align, Column
from app.widgets.editing_tab import EditingTab
from app.widgets.filter_panel import FilterGroup
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.register_view import RegisterView
from app.widgets.workspace import Workspace


class MapDataTab(EditingTab):
    """„Dodaj” opens the wizard; deleting an import shows again what was there before it."""

    def __init__(self, view: RegisterView[MapImport], workspace: Workspace, services: NgoServices) -> None:
        self._services = services
        super().__init__(view, workspace, services.map_data, self._form, MapImportDraft)
        self.new_action.setText(self.tr("Wczytaj z plików…"))
        self.new_action.setToolTip(self.tr("Wczytaj z plików ({shortcut})").format(shortcut="Ctrl+N"))

    def _form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        return MapImportForm(subject, forms, save)

    @Slot()
    def _on_new(self) -> None:
        # the map of the preview is loaded with the first import
        from app.registers.ngos.geography.windows import MapImportWindow

        window = MapImportWindow(
            self._services.map_exchange,
            self._services.offices.current_or_blank().teryt,
            self._workspace,
            self._workspace.window,
        )
        window.open()


def create_tab(workspace: Workspace, services: NgoServices) -> MapDataTab:
    """The tab, wired."""
    view: RegisterView[MapImport] = RegisterView(
        key="map_data",
        icon="map_data",
        entities=frozenset({"ngo_map"}),
        source=services.map_data,
        columns=_columns(),
        filters=(
            FilterGroup(
                key="layer",
                title="Rodzaj danych",
                label=lambda value: LAYERS[DataKind(value)],
                options=tuple(layer.value for layer in DataKind),
            ),
        ),
        words=WORDS,
    )
    return MapDataTab(view, workspace, services)


def _columns() -> tuple[Column[MapImport], ...]:
    return (
        Column(
            key="layer",
            title="Rodzaj danych",
            text=lambda each: LAYERS[each.layer],
            second=lambda each: each.file_name,
            sort="layer",
            width=30,
            strong=True,
            marked=True,
            flexible=True,
        ),
        Column(key="name", title="Gmina", text=lambda each: each.name, second=lambda each: each.teryt, width=20),
        Column(
            key="items",
            title="Zapisano",
            text=lambda each: number(each.items or 0),
            second=lambda each: f"z {number(each.read)}" if each.read and each.read > (each.items or 0) else "",
            width=12,
            align=Align.RIGHT,
        ),
        Column(
            key="state_on",
            title="Stan na dzień",
            text=lambda each: "" if each.state_on is None else format_date(each.state_on),
            sort="state_on",
            width=14,
        ),
        Column(key="format", title="Zapis pliku", text=lambda each: each.format, width=24, when_wide=True),
        Column(key="source", title="Źródło", text=lambda each: each.source, width=44, when_wide=True),
    )
