"""Columns of map files under all names that registers and offices have given them."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from app.core.polish import fold
from app.geo.mapdata import DataKind
from app.geo.surface_kinds import is_openstreetmap, is_topographic, kind_of_area, kind_of_line
from app.geo.teryt import gmina_code

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


class Geometry(StrEnum):
    """What a record draws."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


# PRG before and after 1 July 2026, model of 2012 and 2021, and plain words of offices; folded, without separators
AREA_CODE = ("jptkodje", "teryt", "terc", "kodteryt", "terytgminy", "kodterc", "code")
AREA_NAME = ("jptnazwa", "nazwa", "name", "gmina", "nazwagmi", "nazwagminy", "commune")
AREA_RANK = ("jptsjrko",)
NUMBER = ("numerporz", "numerporzadkowy", "numer", "nr", "numerdomu", "nrdomu")
PLACE = ("nazwamsc", "simcnazwa", "miejscowosc", "nazwaglown", "nazwaglowna")
STREET = ("nazwaulc", "ulicnazwa", "ulica", "nazwapelna")
STREET_TYPE = ("cecha",)
POSTAL_CODE = ("kodpoczt", "pna", "kodpocztowy", "kod")
PLACE_CODE = ("idsimc", "simcid", "simc", "identyfikatorsimc", "terytmiejscowosc")
GMINA = ("teryt", "idgminy", "terytgmi", "terytgminy", "idgmi", "idteryt")
PLACE_KIND = ("rodzaj", "rodzajmsc", "rodzmsc")
WATER_NAME = ("nazwa", "name", "nazwaciek", "nazwacieku", "ciekname")
POINT_NAME = ("nazwa", "name", "opis", "punkt", "miejsce", "title")


def folded(column: str) -> str:
    """The name as aliases are written: „Numer porządkowy” and NUMER_PORZADKOWY are the same."""
    return _NOT_LETTERS.sub("", fold(column))


def has(columns: Collection[str], aliases: Collection[str]) -> bool:
    """Whether one of the aliases is among folded columns."""
    return any(alias in columns for alias in aliases)


def pick(values: Mapping[str, str], aliases: Collection[str]) -> str:
    """The first value there is, without blanks around it and characters nobody sees; blank without one."""
    for alias in aliases:
        value = _legible(values.get(alias, "").strip())
        if value:
            return value
    return ""


def _legible(text: str) -> str:
    """No zeros, halves of surrogate pairs and marks that turn the direction: databases and paper do not take them."""
    if text.isprintable():
        return text
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())


def kind_of(values: Mapping[str, str], geometry: Geometry) -> DataKind | None:
    """What a record is, judged by its columns and drawing; None for something a map of a gmina has no use for."""
    surface = _surface(values, geometry)
    if surface or is_topographic(values):
        return surface
    if geometry is Geometry.AREA:
        if has(values, STREET) and not has(values, AREA_CODE[:1]):
            return DataKind.STREETS
        return _kind_of_area(values)
    if geometry is Geometry.LINE:
        return DataKind.STREETS if has(values, (*STREET, *AREA_NAME)) else None
    if has(values, NUMBER) and has(values, PLACE):
        return DataKind.ADDRESSES
    if has(values, PLACE) or has(values, PLACE_CODE):
        return DataKind.PLACES
    return DataKind.POINTS if has(values, POINT_NAME) else None


def untold(values: Mapping[str, str], geometry: Geometry) -> bool:
    """Whether nothing but its drawing tells what a surface or line is, so that the person may be asked."""
    if geometry is Geometry.POINT or is_topographic(values) or is_openstreetmap(values) or _surface(values, geometry):
        return False
    return not has(values, STREET) and not pick(values, AREA_CODE) and not pick(values, AREA_RANK)


def _surface(values: Mapping[str, str], geometry: Geometry) -> DataKind | None:
    if geometry is Geometry.POINT:
        return None
    return kind_of_area(values) if geometry is Geometry.AREA else kind_of_line(values)


def _kind_of_area(values: Mapping[str, str]) -> DataKind | None:
    code, rank = pick(values, AREA_CODE), pick(values, AREA_RANK)
    if rank:
        return DataKind.AREAS if rank.upper().startswith("GMI") and gmina_code(code) else None
    if not code:
        return DataKind.AREAS if has(values, AREA_NAME) and not is_openstreetmap(values) else None
    return DataKind.AREAS if gmina_code(code) else None
