"""Address points of PRG in GML, 200,000 of them in both models, against bare iterparse over the same file.

Ours recognises the file, refuses declarations, follows links to streets and localities, tells axes apart and keeps the
own gmina. iterparse only counts the points and clears them. Each works in a process of its own, whose peak is told.
"""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter
from xml.etree import ElementTree as ET

from tests.benchmarks.measurement import MEBIBYTE, Figure, alternating, median, peak_memory
from tests.benchmarks.rows import MAP_GML_MEMORY, MAP_GML_RATIO

POINTS, STREETS, PLACES = 200_000, 400, 50
CODE = "1604023"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:bt="urn:gugik:specyfikacje:gmlas:modelPodstawowy:1.0" '
    'xmlns:mua="urn:gugik:specyfikacje:gmlas:ewidencjaMiejscowosciUlicAdresow:1.0" '
    'xmlns:prg-ad="urn:gugik:specyfikacje:gmlas:panstwowyRejestrGranicAdresy:1.0" '
    'xmlns:prgad="https://geoportal.gov.pl/schemas/prgad/1.0">\n'
)
_END = "</gml:FeatureCollection>\n"
_NEWER = """<gml:featureMember><prgad:AD_PunktAdresowy gml:id="PL.ZIPIN.2418.EMUiA_{id}_2025-10-14T14_05_46_02_00">
<prgad:idIIP><prgad:AD_IdentyfikatorIIP><prgad:lokalnyId>{id}</prgad:lokalnyId>
<prgad:przestrzenNazw>PL.PZGIK.200</prgad:przestrzenNazw><prgad:wersjaId>2025-10-14T14:05:46+02:00</prgad:wersjaId>
</prgad:AD_IdentyfikatorIIP></prgad:idIIP><prgad:poczatekWersjiObiektu>2025-10-14T14:05:46</prgad:poczatekWersjiObiektu>
<prgad:numerPorzadkowy>{number}</prgad:numerPorzadkowy><prgad:georeferencja>
<gml:Point srsName="EPSG:2180" srsDimension="2"><gml:pos>{x:.2f} {y:.2f}</gml:pos></gml:Point></prgad:georeferencja>
<prgad:kodPocztowy>46-200</prgad:kodPocztowy><prgad:dataNadania>2012-04-27</prgad:dataNadania>
<prgad:miejscowosc xlink:href="#PL.ZIPIN.2418.EMUiA_M{place}_2025-10-14T14_04_04_02_00"/>{link}
</prgad:AD_PunktAdresowy></gml:featureMember>
"""
_OLDER = """<prg-ad:PRG_PunktAdresowy gml:id="PL.ZIPIN.4404.EMUiA_{id}"><gml:identifier
 codeSpace="http://geoportal.gov.pl/">http://geoportal.gov.pl/PZGIK/dane/PL.ZIPIN.4404.EMUiA/{id}</gml:identifier>
<prg-ad:idIIP><bt:BT_Identyfikator><bt:lokalnyId>{id}</bt:lokalnyId><bt:przestrzenNazw>PL.PZGIK.200</bt:przestrzenNazw>
<bt:wersjaId>2022-09-09T18:18:16+02:00</bt:wersjaId></bt:BT_Identyfikator></prg-ad:idIIP>
<prg-ad:cyklZycia><bt:BT_CyklZyciaInfo><bt:poczatekWersjiObiektu>2022-09-09T18:18:16Z</bt:poczatekWersjiObiektu>
</bt:BT_CyklZyciaInfo></prg-ad:cyklZycia><prg-ad:waznyOd>2022-09-09</prg-ad:waznyOd>
<prg-ad:jednostkaAdmnistracyjna>Polska</prg-ad:jednostkaAdmnistracyjna>
<prg-ad:jednostkaAdmnistracyjna>opolskie</prg-ad:jednostkaAdmnistracyjna>
<prg-ad:jednostkaAdmnistracyjna>kluczborski</prg-ad:jednostkaAdmnistracyjna>
<prg-ad:jednostkaAdmnistracyjna>Kluczbork</prg-ad:jednostkaAdmnistracyjna>
<prg-ad:miejscowosc>Wieś {place}</prg-ad:miejscowosc><prg-ad:ulica>Dębowa {street}</prg-ad:ulica>
<prg-ad:numerPorzadkowy>{number}</prg-ad:numerPorzadkowy><prg-ad:kodPocztowy>46-200</prg-ad:kodPocztowy>
<prg-ad:status>istniejacy</prg-ad:status><prg-ad:pozycja>
<gml:Point srsName="urn:ogc:def:crs:EPSG::2180" srsDimension="2"><gml:pos>{y:.2f} {x:.2f}</gml:pos></gml:Point>
</prg-ad:pozycja><prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/PL.PZGIK.200_370095"/>
<prg-ad:komponent xlink:href="http://geoportal.gov.pl/PZGIK/dane/PL.ZIPIN.4404.EMUiA_U{street}"/>
</prg-ad:PRG_PunktAdresowy>
"""
_UNIT = (
    '<prg-ad:PRG_JednostkaAdministracyjnaNazwa gml:id="PL.PZGIK.200_370095"><prg-ad:nazwa>Kluczbork</prg-ad:nazwa>'
    f"<prg-ad:idTERYT>{CODE}</prg-ad:idTERYT></prg-ad:PRG_JednostkaAdministracyjnaNazwa>\n"
)
_PLACE = (
    '<gml:featureMember><prgad:AD_Miejscowosc gml:id="PL.ZIPIN.2418.EMUiA_M{n}_2025-10-14T14_04_04_02_00">'
    "<prgad:nazwa>Wieś {n}</prgad:nazwa><prgad:rodzaj>01</prgad:rodzaj>"
    f"<prgad:TERYTGminy>{CODE}</prgad:TERYTGminy></prgad:AD_Miejscowosc></gml:featureMember>\n"
)
_STREET = (
    '<gml:featureMember><prgad:AD_UlicaPlac gml:id="PL.ZIPIN.2418.EMUiA_U{n}_2017-04-13T15_30_04_02_00">'
    "<prgad:nazwaPelna>Dębowa {n}</prgad:nazwaPelna>{links}</prgad:AD_UlicaPlac></gml:featureMember>\n"
)
_TO_STREET = '<prgad:ulica2 xlink:href="#PL.ZIPIN.2418.EMUiA_U{n}_2017-04-13T15_30_04_02_00"/>'
_TO_ADDRESS = '<prgad:adres1 xlink:href="#PL.ZIPIN.2418.EMUiA_{id}_2025-10-14T14_05_46_02_00"/>'


def measure(folder: Path, runs: int) -> list[Figure]:
    """Seconds for each model, and the most memory that ours takes."""
    figures = []
    for model, write in ((2012, _write_older), (2021, _write_newer)):
        path = folder / f"addresses_{model}.gml"
        write(path)
        peaks: list[float] = []
        ours, bare = alternating(runs, partial(_child, "ours", path, peaks), partial(_child, "bare", path, []))
        size = f"{path.stat().st_size / MEBIBYTE:.0f} MB"
        path.unlink()
        what = f"model of {model}, {POINTS:,} points in {size}: recognised, read, kept"
        figures += [
            Figure(what, median(ours), "s", median(bare), "bare iterparse", MAP_GML_RATIO),
            Figure(f"model of {model}: peak memory of the process", max(peaks), "MB", goal=MAP_GML_MEMORY),
        ]
    return figures


def _child(kind: str, path: Path, peaks: list[float]) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.map_gml", kind, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = map(float, done.stdout.split())
    peaks.append(peak)
    return seconds


def _row(number: int) -> dict[str, object]:
    street = number % STREETS
    return {
        "id": f"{number:08x}-2d7c-4a0b-9a53-{number * 7919:012x}",
        "number": f"{number // STREETS}{'ABC'[number % 3] if number % 7 == 0 else ''}",
        "street": street,
        "place": street % PLACES,
        "x": 435_000 + number % 19_997,
        "y": 336_000 + number % 18_013,
    }


def _write_older(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD + "<gml:featureMembers>\n")
        file.writelines(_OLDER.format(**_row(number)) for number in range(POINTS))
        file.write(_UNIT + "</gml:featureMembers>\n" + _END)


def _write_newer(path: Path) -> None:
    """Every second street names its addresses; those of the others name their street."""
    links: dict[int, list[str]] = {}
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        file.writelines(_PLACE.format(n=n) for n in range(PLACES))
        for number in range(POINTS):
            row = _row(number)
            street = number % STREETS
            if street % 2:
                links.setdefault(street, []).append(_TO_ADDRESS.format(**row))
            file.write(_NEWER.format(**row, link="" if street % 2 else _TO_STREET.format(n=street)))
        file.writelines(_STREET.format(n=n, links="".join(links.get(n, ()))) for n in range(STREETS))
        file.write(_END)


def _ours(path: Path) -> None:
    from app.core.progress import NoProgress
    from app.geo.reading import Wanted, kept, read, recognise

    data = kept(read(recognise([path]), NoProgress(), Wanted(CODE, "Kluczbork")), CODE, NoProgress())
    assert len(data.addresses) == POINTS
    assert all(re.fullmatch(r"Dębowa \d+", point.street) and point.gmina == CODE for point in data.addresses[::997])


def _bare(path: Path) -> None:
    count = 0
    for _, element in ET.iterparse(path):
        if element.tag.endswith("PunktAdresowy"):
            count += 1
            element.clear()
    assert count == POINTS


if __name__ == "__main__":
    work = _ours if sys.argv[1] == "ours" else _bare
    start = perf_counter()
    work(Path(sys.argv[2]))
    print(perf_counter() - start, peak_memory() / MEBIBYTE)
