"""The invented map of the demonstration and the organisations on it, placed as a clerk would: by their addresses."""

from pathlib import Path

from app.bootstrap import Services
from app.demo.geography import FILE, demo_geography
from app.registers.ngos.geography.domain import Layer
from app.registers.ngos.geography.usecases import about


def add_map(services: Services, folder: Path) -> None:
    """Save borders, localities, roads, waters and addresses as one import."""
    geography = demo_geography(folder)
    base = geography.base_map
    layers = (
        (Layer.AREAS, base.areas),
        (Layer.PLACES, base.places),
        (Layer.STREETS, base.lines),
        (Layer.SURFACES, base.surfaces),
        (Layer.ADDRESSES, geography.addresses),
    )
    services.map_data.take(
        [about(layer, FILE, shapes, source=base.source, state_on=base.state_on) for layer, shapes in layers]
    )
