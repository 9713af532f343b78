"""Which address of an organisation is about to be put on the map: asked where it has several."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.core.problems import Problem
from app.core.records import Change, Outcome
from app.core.words import FieldWords
from app.registers.ngos.organisations.domain import AddressKind, Organisation
from app.registers.ngos.organisations.words import address_words, label
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Values
from app.widgets.forms.deed_window import DeedWindow
from app.widgets.forms.fields import Reference
from app.widgets.workspace import Workspace


def places_of(organisation: Organisation) -> tuple[int, ...]:
    """Numbers of the addresses that may stand on the map; postal ones do not."""
    return tuple(n for n, each in enumerate(organisation.addresses) if each.kind is not AddressKind.MAIL)


def address_to_place(organisation: Organisation) -> int | None:
    """The address somebody most likely means: one without a place, else the seat, else the first; None without any."""
    numbers = places_of(organisation)
    open_ones = [n for n in numbers if not organisation.addresses[n].placed or organisation.addresses[n].outdated_place]
    return next(iter((*open_ones, *numbers)), None)


def ask_for_address(workspace: Workspace, organisation: Organisation, chosen: Callable[[int], None]) -> None:
    """Tell ``chosen`` the number of the address; asked in a small window where there are several."""
    likely = address_to_place(organisation)
    if likely is None or len(places_of(organisation)) == 1:
        if likely is not None:
            chosen(likely)
        return
    deed = Deed(
        key="point_on_map",
        title=_tr("Wskaż na mapie"),
        about=organisation.name,
        text=_tr("&Wskaż"),
        call=_asked,
        fields=(Reference(name="address", required=True, options=_options(organisation), span=12),),
        start={"address": likely},
        words={"address": FieldWords(_tr("Adres"))},
        check=_needs_one,
    )
    window = DeedWindow(deed, workspace.jobs, workspace.forms.dialogs, workspace.window)
    window.done_with.connect(lambda outcome: chosen(outcome.record["address"]))
    window.open()


def _options(organisation: Organisation) -> tuple[Option, ...]:
    def called(number: int) -> str:
        address = organisation.addresses[number]
        missing = "" if address.placed else _tr(" (bez położenia)")
        return f"{label(address.kind)}: {address_words(address)}{missing}"

    return tuple(Option(number, called(number)) for number in places_of(organisation))


def _needs_one(values: Values) -> tuple[Problem, ...]:
    return () if values["address"] is not None else (Problem("address", "required"),)


def _asked(values: Values) -> Outcome[Values]:
    """Nothing is saved by the small window: a click on the map follows."""
    return Outcome(values, Change("ngo", frozenset()), "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pointing", text)
