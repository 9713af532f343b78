"""Commands on organisations: written and read back, published only with consent, bad rows named."""

import json
from html import unescape
from pathlib import Path

import pytest

from tests.geo.surface_files import collection, lake
from tests.test_cli import Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return Run(capfd)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_organisations_written_and_read_back_change_nothing(
    run: Run, demo_database: Path, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"organizacje.{kind}"
    exported = run("export", "ngos", "--format", kind, "--out", out, database=demo_database)
    assert (exported.status, exported.err) == (0, "")
    imported = run("import", "ngos", out, database=demo_database)
    assert (imported.status, imported.err) == (0, "")
    assert imported.out.startswith("Plik jest taki sam jak dane w programie")
    assert "należy do otwartej bazy" in run.refused(
        "export", "ngos", "--format", kind, "--out", demo_database, database=demo_database
    )


def test_what_is_published_has_fewer_organisations_than_the_register(
    run: Run, demo_database: Path, tmp_path: Path
) -> None:
    numbers = {}
    for kind in ("geojson", "html", "csv"):
        ended = run("export", "ngos", "--format", kind, "--out", tmp_path / f"o.{kind}", database=demo_database)
        numbers[kind] = int(ended.out.split()[1])
    assert 0 < numbers["geojson"] == numbers["html"] < numbers["csv"]
    features = json.loads((tmp_path / "o.geojson").read_text("utf-8"))["features"]
    page = unescape((tmp_path / "o.html").read_text("utf-8"))
    assert {each["properties"]["name"] for each in features if each["properties"]["name"] not in page} == set()


def test_a_rehearsed_import_names_bad_rows_and_saves_nothing(run: Run, demo_database: Path, tmp_path: Path) -> None:
    file = tmp_path / "wykaz.csv"
    file.write_text(
        "Pełna nazwa;Forma prawna;KRS\nKoło Testowe;grupa nieformalna;\nZła Fundacja;fundacja;12A\n", encoding="cp1250"
    )
    tried = run("import", "ngos", file, "--dry-run", database=demo_database)
    assert tried.status == 1
    assert "Nowe: 1 organizacja." in tried.out
    assert "wiersz 3, KRS" in tried.err
    assert "Nowe: 1 organizacja." in run("import", "ngos", file, database=demo_database).out
    assert "Bez zmian: 1 organizacja." in run("import", "ngos", file, database=demo_database).out


def test_surfaces_that_do_not_tell_need_an_option(run: Run, demo_database: Path, tmp_path: Path) -> None:
    ring = [(460_000, 475_000), (460_000, 476_000), (461_000, 476_000), (461_000, 475_000), (460_000, 475_000)]
    path = collection(tmp_path / "x.json", lake(ring, nr="1"))
    told = run.refused("import", "map", path, "--dry-run", database=demo_database)
    assert "ale nic w nim nie mówi, czym są" in told
    assert "--kind water albo --kind woods" in told
    tried = run("import", "map", path, "--kind", "woods", "--dry-run", database=demo_database)
    assert (tried.status, tried.err) == (0, "")
    assert "Lasy: 1 – x.json" in tried.out


@pytest.mark.parametrize(
    ("address", "matched", "method"),
    [
        ("Zajezierze 3", "Zajezierze 3", "exact"),
        ("Wolnosci 5", "Przykładowa, ul. Wolności 5", "similar_street"),
        ("ogrodowa 7", "Przykładowa, ul. Ogrodowa 7", "similar_street"),
        ("Nieznana 5", None, None),
    ],
)
def test_an_address_is_found_with_or_without_its_locality(
    run: Run, demo_database: Path, address: str, matched: str | None, method: str | None
) -> None:
    ended = run("geocode", address, "--json", database=demo_database)
    report = json.loads(ended.out)
    assert list(report) == ["address", "found", "suggestions"]
    found = report["found"] or {"matched": None, "method": None}
    assert (ended.status, found["matched"], found["method"]) == (0 if matched else 1, matched, method)


def test_an_address_must_be_given(run: Run, demo_database: Path) -> None:
    assert "Podaj adres" in run.refused("geocode", " ", database=demo_database)
