"""Builds the use cases of organisations, of their map and of what the gmina does with them."""

from dataclasses import dataclass

from app.composition.ground import Ground
from app.registers.ngos.geography.usecases import MapData
from app.registers.ngos.spheres.usecases import SphereLists


@dataclass(frozen=True, kw_only=True)
class NgoUseCases:
    """Organisations of the gmina; ``shared.NgoServices`` names what their slices ask for."""

    map_data: MapData
    sphere_lists: SphereLists


def ngo_use_cases(ground: Ground) -> NgoUseCases:
    """Everything of the family over one store."""
    store, clock, actor = ground.store, ground.clock, ground.actor
    return NgoUseCases(
        map_data=MapData(store, clock, actor),
        sphere_lists=SphereLists(store, clock, actor),
    )
