"""Deeds of the menu on several organisations: list, map, labels, and the files for the BIP and for maps elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from app.core.polish import plural
from app.core.progress import Progress
from app.core.records import Change, Outcome, Query
from app.core.words import FieldWords
from app.printing.map_pages import Paper
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.organisations.prints import PUBLISH, Labels, OrganisationPrints
from app.registers.ngos.organisations.windows import label_sheet
from app.registers.ngos.shared import NgoServices
from app.widgets import icons
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.fields import Choice, Field
from app.widgets.output import Output
from app.widgets.workspace import Workspace


class _Readers(StrEnum):
    PUBLIC = "public"
    OFFICE = "office"


class _Which(StrEnum):
    LISTED = "listed"
    CHOSEN = "chosen"


class _Order(StrEnum):
    NAME = "name"
    LOCALITY = "locality"
    SPHERE = "sphere"


_WORDS = {
    "which": FieldWords("Które organizacje", "Z listy: te, które przepuszczają filtry i szukanie."),
    "readers": FieldWords("Dla kogo", "Do publikacji trafia tylko to, na co organizacja się zgodziła."),
    "order": FieldWords("Kolejność"),
    "paper": FieldWords("Arkusz"),
    **label_sheet.WORDS,
}
_READERS: Mapping[StrEnum, str] = {_Readers.PUBLIC: "do publikacji", _Readers.OFFICE: "do użytku wewnętrznego"}
_ORDERS: Mapping[StrEnum, str] = {
    _Order.NAME: "według nazw",
    _Order.LOCALITY: "według miejscowości",
    _Order.SPHERE: "według obszarów",
}
_PAPERS: Mapping[StrEnum, str] = {Paper.A4: "A4", Paper.A3: "A3"}
_Make = Callable[[Values, Sequence[Organisation], Progress], bytes | Labels]


class OrganisationPrinting(QObject):
    """Actions for the tab's menu; ``chosen`` are the marked rows, ``query`` what the list shows."""

    def __init__(
        self,
        workspace: Workspace,
        services: NgoServices,
        chosen: Callable[[], tuple[Organisation, ...]],
        query: Callable[[], Query],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._services, self._chosen, self._query = workspace, services, chosen, query
        self._output = Output(workspace, self)
        may_see_map = services.organisations.actor().may("ngo_map.read")
        may_publish = may_see_map and services.organisations.actor().may(PUBLISH)
        self.card_action = self._action("public_card", "pdf", self.tr("Karta do publikacji…"), self._on_card)
        self.page_action = self._action("publish_page", "open_external", self.tr("Strona dla BIP…"), self._on_page)
        self.geojson_action = self._action(
            "publish_geojson", "export", self.tr("Punkty na mapę (GeoJSON)…"), self._on_geojson
        )
        map_action = self._action("print_map", "print", self.tr("Mapa ze skorowidzem…"), self._on_map)
        self.actions = (
            self._action("print_list", "guide", self.tr("Wykaz organizacji…"), self._on_list),
            *((map_action,) if may_see_map else ()),
            self._action("print_labels", "batch", self.tr("Etykiety adresowe…"), self._on_labels),
            self.card_action,
            *((self.page_action, self.geojson_action) if may_publish else ()),
        )

    def _action(self, name: str, icon: str, text: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setProperty("iconName", icon)
        action.setToolTip(text.removesuffix("…"))
        icons.dress(action, icon)
        action.triggered.connect(slot)
        return action

    @property
    def _prints(self) -> OrganisationPrints:
        return self._services.organisation_prints

    # -- prints with a choice ---------------------------------------------------------------------------------------

    @Slot()
    def _on_list(self) -> None:
        def make(values: Values, records: Sequence[Organisation], progress: Progress) -> bytes:
            internal = values["readers"] is _Readers.OFFICE
            return self._prints.listing(records, arrangement=values["order"], internal=internal, progress=progress)

        order = Choice(name="order", labels=_ORDERS, span=6)
        self._ask(
            "print_organisations", self.tr("Wykaz organizacji"), (_readers(), order), {"order": _Order.NAME}, make
        )

    @Slot()
    def _on_map(self) -> None:
        def make(values: Values, records: Sequence[Organisation], progress: Progress) -> bytes:
            internal = values["readers"] is _Readers.OFFICE
            return self._prints.map(records, paper=values["paper"], internal=internal, progress=progress)

        paper = Choice(name="paper", labels=_PAPERS, span=6)
        title = self.tr("Mapa ze skorowidzem")
        self._ask("print_organisation_map", title, (_readers(), paper), {"paper": Paper.A4}, make)

    @Slot()
    def _on_labels(self) -> None:
        def make(values: Values, records: Sequence[Organisation], _progress: Progress) -> Labels:
            return self._prints.labels(records, values["sheet"], skip=values["skip"] or 0)

        title, fields = self.tr("Etykiety adresowe"), label_sheet.label_fields()
        self._ask("print_organisation_labels", title, fields, label_sheet.START, make)

    def _ask(self, key: str, title: str, fields: tuple[Field, ...], start: Values, make: _Make) -> None:
        """Ask in a small window, then make the print and hand it to the print dialog."""
        chosen, query = self._chosen(), self._query()
        number = self._services.organisations.count(query)
        which: dict[StrEnum, str] = {_Which.LISTED: self.tr("z listy ({number})").format(number=number)}
        if chosen:
            which[_Which.CHOSEN] = self.tr("zaznaczone ({number})").format(number=len(chosen))
        several = len(chosen) > 1
        deed = Deed(
            key=key,
            title=title,
            about=self.tr("Wydruk z rejestru organizacji"),
            text=self.tr("Przygotuj wydruk"),
            fields=(Choice(name="which", labels=which, span=12), *fields),
            words=_WORDS,
            sentences=label_sheet.SENTENCES,
            start={
                "which": _Which.CHOSEN if several else _Which.LISTED,
                "readers": _Readers.PUBLIC,
                **start,
            },
            check=label_sheet.wrong_skip,
            # the print itself is a job of its own, which can be cancelled
            call=lambda values: Outcome(dict(values), Change("ngo", frozenset()), ""),
        )
        window = DeedWindow(deed, self._workspace.jobs, self._workspace.forms.dialogs, self._workspace.window)
        window.done_with.connect(lambda outcome: self._print(outcome.record, title, make, chosen, query))
        window.open()

    def _print(
        self, values: dict[str, Any], title: str, make: _Make, chosen: tuple[Organisation, ...], query: Query
    ) -> None:
        def work(progress: Progress) -> bytes | Labels:
            organisations = self._services.organisations
            if values["which"] is _Which.CHOSEN:
                return make(values, chosen, progress)
            return make(values, organisations.page(query, 0, organisations.count(query)), progress)

        def done(made: bytes | Labels) -> None:
            if isinstance(made, Labels):
                self._tell_missing(made)
                made = made.pdf
            self._workspace.print_pdf(made, title, lambda: None)

        self._output.make(work, done)

    def _tell_missing(self, labels: Labels) -> None:
        if missing := labels.without_address:
            has = plural(len(missing), "organizacja nie ma", "organizacje nie mają", "organizacji nie ma")
            names = ", ".join(missing[:3]) + ("…" if len(missing) > 3 else "")
            self._workspace.say(
                self.tr("{number} {has} adresu: {names}").format(number=len(missing), has=has, names=names)
            )

    # -- one card, files --------------------------------------------------------------------------------------------

    @Slot()
    def _on_card(self) -> None:
        for one in self._chosen()[:1]:
            self._output.print(partial(self._card, one.id), one.name)

    def _card(self, record_id: int, _progress: Progress) -> bytes:
        return self._prints.card(record_id, internal=False)

    @Slot()
    def _on_page(self) -> None:
        self._save(
            self.tr("Zapisz stronę dla BIP"),
            "organizacje.html",
            self.tr("Strony internetowe (*.html)"),
            self._prints.write_html,
        )

    @Slot()
    def _on_geojson(self) -> None:
        self._save(
            self.tr("Zapisz punkty na mapę"),
            "organizacje.geojson",
            self.tr("Pliki GeoJSON (*.geojson)"),
            self._prints.write_geojson,
        )

    def _save(self, title: str, name: str, kinds: str, write: Callable[[Path, Progress | None], int]) -> None:
        def said(file: str, number: int) -> str:
            words = plural(number, "organizację", "organizacje", "organizacji")
            told = self.tr("Zapisano {number} {words} do publikacji w pliku {name}.")
            return told.format(number=number, words=words, name=file)

        self._output.save_file(title, name, kinds, write, said=said)


def _readers() -> Choice:
    return Choice(name="readers", labels=_READERS, span=6)
