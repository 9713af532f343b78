"""Prints and public files of organisations with all they need looked up: what the tab and commands call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.clock import Clock
from app.core.errors import Refusal
from app.core.files import write_whole
from app.core.progress import NoProgress, Progress
from app.geo.shapes import BaseMap, Marker
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.ngos.organisations.disclosure import Centre, centres_of, markers_of, public_view
from app.registers.ngos.organisations.domain import Organisation, OrganisationStatus
from app.registers.ngos.organisations.usecases import Organisations

if TYPE_CHECKING:
    # the printing kit is loaded at the first print, not at start-up
    from app.registers.ngos.organisations.printout.entry import Entry
    from app.registers.ngos.organisations.printout.map_sheet import Placed

PUBLISH = "ngo_map.publish"
_NO_ADDRESSES = "Nie ma czego wydrukować na etykietach: żadna z wybranych organizacji nie ma adresu. Uzupełnij adresy."
_HIDDEN = (
    "„{name}” nie wyraziła zgody na wpis w wykazie albo została rozwiązana, więc nie ma publicznej karty. "
    "Zapisz zgodę albo wydrukuj kartę do użytku wewnętrznego."
)


@dataclass(frozen=True)
class Labels:
    """Address labels as PDF; ``without_address`` are the names of organisations that got none."""

    pdf: bytes
    without_address: tuple[str, ...]


class OrganisationPrints:
    """PDF bytes, ready for a file or a printer, and the files for the BIP.

    Public prints and files show only what :func:`disclosure.public_view` leaves. Prints are logged, previews
    are not.
    ``base`` gives the ground of the map.
    """

    def __init__(
        self,
        organisations: Organisations,
        base: Callable[[], BaseMap],
        offices: Offices,
        files: StoredFiles,
        clock: Clock,
    ) -> None:
        self._organisations, self._base = organisations, base
        self._offices, self._files, self._clock = offices, files, clock

    # -- lists ------------------------------------------------------------------------------------------------------

    def listing(
        self,
        records: Sequence[Organisation] | None = None,
        *,
        arrangement: str = "name",
        internal: bool = False,
        progress: Progress | None = None,
    ) -> bytes:
        """The list in the seed's columns, of all organisations or of some; ``arrangement`` name, locality or sphere.

        The public one has only those with consent, the internal one all that were not dissolved, with all data.
        """
        from app.registers.ngos.organisations.printout.entry import Arrangement, entry_of
        from app.registers.ngos.organisations.printout.listing import listing_pdf

        chosen = self._chosen(records)
        told = _living(chosen) if internal else self._public(chosen)
        spheres = self._organisations.spheres()
        office, arms = heading(self._offices, self._files)
        pdf = listing_pdf(
            [entry_of(one, spheres) for one in told],
            office,
            arms,
            self._clock.today(),
            arrangement=Arrangement(arrangement),
            internal=internal,
            source=spheres.source,
            progress=progress,
        )
        self._organisations.log("print", told, letter=_named("Wykaz organizacji", internal=internal))
        return pdf

    def map(
        self,
        records: Sequence[Organisation] | None = None,
        *,
        paper: str = "a4",
        internal: bool = False,
        progress: Progress | None = None,
    ) -> bytes:
        """The map with its index on ``a4`` or ``a3``; the public one has only organisations with consent."""
        from app.printing.map_pages import Paper
        from app.registers.ngos.organisations.printout.map_sheet import TITLE, map_pdf

        chosen = self._chosen(records)
        base = self._base()
        told = _living(chosen) if internal else self._public(chosen, centres_of(base))
        office, _ = heading(self._offices, self._files)
        pdf = map_pdf(
            base,
            self._placed(told),
            self._organisations.groups(),
            office,
            self._clock.today(),
            paper=Paper(paper),
            internal=internal,
            progress=progress,
        )
        self._organisations.log("print", told, letter=_named(TITLE, internal=internal))
        return pdf

    # -- one organisation, labels -----------------------------------------------------------------------------------

    def card(self, record_id: int, *, internal: bool = True) -> bytes:
        """An organisation's card, logged as printed; NotFound, Refusal where nothing of it may be published."""
        one = self._organisations.get(record_id)
        view = one if internal else public_view(one, self._clock.today(), self._centre())
        if view is None:
            raise Refusal(_HIDDEN.format(name=one.name))
        pdf = self._card(view, internal=internal)
        self._organisations.log("print", (one,), letter=_named("Karta organizacji", internal=internal))
        return pdf

    def preview(self, organisation: Organisation) -> bytes:
        """The internal card for the screen, not logged."""
        self._organisations.actor().require("ngo.read")
        return self._card(organisation, internal=True)

    def labels(self, records: Sequence[Organisation] | None = None, sheet: str = "3x8", *, skip: int = 0) -> Labels:
        """Address labels on a sheet (see ``label_sheets.toml``), the first ``skip`` places left free; logged.

        Refusal where no organisation has an address.
        """
        from app.printing.label_pages import label_sheet
        from app.registers.ngos.organisations.printout.labels import TITLE, address_label, labels_pdf

        found = [(one, address_label(one)) for one in _living(self._chosen(records))]
        printed = [(one, label) for one, label in found if label is not None]
        if not printed:
            raise Refusal(_NO_ADDRESSES)
        labels = [label for _, label in printed]
        pdf = labels_pdf(labels, label_sheet(sheet), self._clock.today(), skip=skip)
        self._organisations.log("print", [one for one, _ in printed], letter=TITLE)
        return Labels(pdf, tuple(one.name for one, label in found if label is None))

    # -- public files -----------------------------------------------------------------------------------------------

    def write_geojson(self, path: Path, progress: Progress | None = None) -> int:
        """Write the organisations that agreed to it for QGIS and uMap (RFC 7946); returns how many."""
        from app.registers.ngos.organisations.printout.features import geojson

        shown = self._published(progress)
        write_whole(path, geojson(shown, self._organisations.groups()).encode("utf-8"))
        return self._exported(shown, "geojson")

    def write_html(self, path: Path, progress: Progress | None = None) -> int:
        """Write the page for the BIP, with the map inside; returns how many organisations it has."""
        from app.geo.map_drawing import MapContent
        from app.registers.ngos.organisations.printout.webpage import webpage

        shown = self._published(progress)
        markers = self._placed([one for one, _ in shown]).markers
        content = MapContent(base=self._base(), markers=markers, groups=self._organisations.groups())
        office, _ = heading(self._offices, self._files)
        source = self._organisations.spheres().source
        page = webpage([entry for _, entry in shown], content, office, self._clock.today(), source=source)
        write_whole(path, page.encode("utf-8"))
        return self._exported(shown, "html")

    # -- what they share --------------------------------------------------------------------------------------------

    def _chosen(self, records: Sequence[Organisation] | None) -> Sequence[Organisation]:
        """The records as they are now: since a window read them one may have withdrawn its consent or be deleted."""
        self._organisations.actor().require("ngo.read")
        return self._organisations.all() if records is None else self._organisations.many(each.id for each in records)

    def _public(self, records: Sequence[Organisation], centre: Centre | None = None) -> list[Organisation]:
        centre, today = centre or self._centre(), self._clock.today()
        views = (public_view(one, today, centre) for one in records)
        return [view for view in views if view is not None]

    def _centre(self) -> Centre:
        """Middles of localities; none for somebody who may not see the map."""
        may_see = self._organisations.actor().may("ngo_map.read")
        return centres_of(self._base() if may_see else BaseMap())

    def _placed(self, told: Sequence[Organisation]) -> "Placed":
        from app.registers.ngos.organisations.printout.entry import entry_of
        from app.registers.ngos.organisations.printout.map_sheet import Placed

        spheres = self._organisations.spheres()
        markers: list[Marker] = []
        unplaced: list[Marker] = []
        for one in told:
            entry = entry_of(one, spheres)
            found = list(markers_of(one.id, one, entry.group))
            markers += found
            if not found:
                where = Marker(
                    id=one.id, x=0, y=0, group=entry.group, title=one.called, address=entry.seat, exact=False
                )
                unplaced.append(where)
        return Placed(markers=markers, unplaced=unplaced)

    def _published(self, progress: Progress | None) -> "list[tuple[Organisation, Entry]]":
        from app.registers.ngos.organisations.printout.entry import entry_of

        self._organisations.actor().require(PUBLISH)
        progress, spheres = progress or NoProgress(), self._organisations.spheres()
        shown = []
        told = self._public(self._chosen(None), centres_of(self._base()))
        for number, one in enumerate(told):
            progress.report(number, len(told), one.name)
            shown.append((one, entry_of(one, spheres)))
        return shown

    def _exported(self, shown: "Sequence[tuple[Organisation, Entry]]", form: str) -> int:
        self._organisations.log("export", [one for one, _ in shown], format=form)
        return len(shown)

    def _card(self, organisation: Organisation, *, internal: bool) -> bytes:
        from app.registers.ngos.organisations.printout.card import card_pdf

        office, arms = heading(self._offices, self._files)
        spheres = self._organisations.spheres()
        return card_pdf(organisation, spheres, office, arms, self._clock.today(), internal=internal)


def _living(records: Sequence[Organisation]) -> list[Organisation]:
    return [one for one in records if one.status is not OrganisationStatus.DISSOLVED]


def _named(name: str, *, internal: bool) -> str:
    return f"{name} (do użytku wewnętrznego)" if internal else name
