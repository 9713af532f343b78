"""What the slices of organisations ask of the program."""

from typing import TYPE_CHECKING, Protocol

from app.people.shared import SharedServices

if TYPE_CHECKING:
    # the slices stand above this module: it only names what they are
    from app.registers.ngos.geography.transfer import MapTransfer
    from app.registers.ngos.geography.usecases import MapData
    from app.registers.ngos.organisations.transfer import OrganisationTransfer
    from app.registers.ngos.organisations.usecases import Organisations
    from app.registers.ngos.programmes.prints import ProgrammePrints
    from app.registers.ngos.programmes.usecases import Programmes
    from app.registers.ngos.spheres.usecases import SphereLists


class NgoServices(SharedServices, Protocol):
    """``composition.Services`` is one."""

    @property
    def map_data(self) -> "MapData": ...
    @property
    def map_exchange(self) -> "MapTransfer": ...
    @property
    def sphere_lists(self) -> "SphereLists": ...
    @property
    def organisations(self) -> "Organisations": ...
    @property
    def programmes(self) -> "Programmes": ...
    @property
    def programme_prints(self) -> "ProgrammePrints": ...
    @property
    def organisation_exchange(self) -> "OrganisationTransfer": ...
