"""The gap matrix: who acts where, who only in the whole gmina, empty cells, overlaps, and the files made of it."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.geo.mapdata import DataKind
from app.geo.shapes import Place
from app.printing.render import page_count
from app.registers.ngos.gaps.domain import WIDE, ColumnKind, RowKind
from app.registers.ngos.geography.usecases import about
from app.registers.ngos.organisations.domain import (
    Address,
    AddressKind,
    LegalForm,
    OrganisationDraft,
    OrganisationStatus,
    Reach,
    ServedGroup,
)
from tests.printing.reading import texts


def add(services: Services, name: str, place: str, *spheres: str, **more: object) -> int:
    """An organisation with its seat somewhere; returns its id."""
    draft = OrganisationDraft(
        name=name,
        legal_form=LegalForm.SPORTS_CLUB,
        addresses=(Address(place=place, number="1"),),
        leading=spheres[0],
        spheres=spheres,
        **more,  # type: ignore[arg-type]
    )
    return services.organisations.create(draft).record.id


def localities(services: Services, *names: str) -> None:
    """Localities on the map."""
    places = tuple(Place(name=name, x=500000.0 + number, y=400000.0) for number, name in enumerate(names))
    services.map_data.take([about(DataKind.PLACES, "miejscowosci.shp", places)])


def test_locality_of_the_map_without_anybody_is_a_row_of_gaps(services: Services) -> None:
    localities(services, "Zalesie", "Łąka")
    one = add(services, "Klub Zalesie", "ZALESIE", "17")
    matrix = services.gap_matrix.matrix(RowKind.PLACES, ColumnKind.GROUPS)
    assert [row.label for row in matrix.rows] == ["Łąka", "Zalesie"]
    assert matrix.cell("zalesie", "sport").here == (one,)
    assert [row.label for row in matrix.gaps("sport")] == ["Łąka"]
    assert all(matrix.cell("laka", column.key).nobody for column in matrix.columns)


def test_organisation_of_the_whole_gmina_does_not_hide_that_nobody_is_on_the_spot(services: Services) -> None:
    localities(services, "Zalesie", "Łąka")
    add(services, "Stowarzyszenie", "Zalesie", "1", reach=Reach.GMINA)
    matrix = services.gap_matrix.matrix(RowKind.PLACES, ColumnKind.SPHERES)
    assert [matrix.cell(row, "1").text for row in (WIDE, "zalesie", "laka")] == ["1", "1", "–"]
    assert (matrix.cell("laka", "2").text, [row.label for row in matrix.gaps("1")]) == ("brak", ["Łąka"])


def test_two_of_the_same_in_one_place_overlap_and_a_dissolved_one_does_not_count(services: Services) -> None:
    pair = {add(services, "Klub A", "Łąka", "17"), add(services, "Klub B", "Łąka", "17", "19")}
    add(services, "Klub C", "Łąka", "17", status=OrganisationStatus.DISSOLVED)
    ((row, column, cell),) = services.gap_matrix.matrix(RowKind.PLACES, ColumnKind.GROUPS).overlaps()
    assert (row.label, column.key, set(cell.here)) == ("Łąka", "sport", pair)


def test_address_for_letters_is_no_place_of_action(services: Services) -> None:
    draft = OrganisationDraft(
        name="Koło",
        legal_form=LegalForm.SPORTS_CLUB,
        addresses=(Address(place="Łąka", number="1"), Address(kind=AddressKind.MAIL, place="Gdzie Indziej")),
    )
    services.organisations.create(draft)
    rows = services.gap_matrix.matrix(RowKind.PLACES, ColumnKind.GROUPS).rows
    assert [row.label for row in rows] == ["Łąka"]


def test_who_helps_everybody_has_a_row_and_leaves_the_groups_to_others(services: Services) -> None:
    add(services, "Klub seniora", "Łąka", "10", served=(ServedGroup.SENIORS,))
    add(services, "Pomoc", "Łąka", "10", served=(ServedGroup.EVERYONE,))
    matrix = services.gap_matrix.matrix(RowKind.SERVED, ColumnKind.SPHERES)
    assert [matrix.cell(row, "10").text for row in (WIDE, "seniors", "children")] == ["1", "1", "–"]


@pytest.mark.parametrize("columns", ColumnKind)
@pytest.mark.parametrize("rows", RowKind)
def test_print_and_workbook_of_an_empty_and_of_a_filled_register(
    services: Services, tmp_path: Path, rows: RowKind, columns: ColumnKind
) -> None:
    blank = "".join(texts(services.gap_prints.pdf(rows, columns)))
    # nobody can say „bez białych plam” of a gmina that nothing is known of; groups served are rows from the start
    assert ("bez białych plam" in blank, "Nie ma jeszcze" in blank) == (False, rows is RowKind.PLACES)
    localities(services, "Zażółć Gęślą")
    add(services, "Klub Jaźń", "Zażółć Gęślą", "17")
    assert page_count(services.gap_prints.pdf(rows, columns)) >= 1
    services.gap_prints.workbook(rows, columns, tmp_path / "luki.xlsx")
    assert (tmp_path / "luki.xlsx").stat().st_size > 0


def test_organisation_with_two_places_has_two_signs_and_counts_once(services: Services) -> None:
    places = tuple(
        Address(kind=kind, place="Łąka", number=number, x=500000.0 + 10 * int(number), y=400000.0)
        for kind, number in ((AddressKind.SEAT, "1"), (AddressKind.ACTIVITY, "2"))
    )
    draft = OrganisationDraft(
        name="Klub", legal_form=LegalForm.SPORTS_CLUB, addresses=places, leading="17", spheres=("17",)
    )
    one = services.organisations.create(draft).record.id
    found, markers = services.gap_matrix.material().of_cell((one,))
    assert [each.id for each in found] == [one]
    assert len({marker.id for marker in markers}) == 2
    assert {marker.subject for marker in markers} == {one}
