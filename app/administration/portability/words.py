"""Polish words of a whole database on the way: names of tables, the page that lies in an exported folder."""

from collections.abc import Mapping, Sequence

from app.administration.portability.domain import Contents, TableCount
from app.core.file_sizes import size_text
from app.core.polish import plural

TABLE_NAMES: Mapping[str, str] = {
    "absence": "Nieobecności",
    "account": "Konta",
    "audit_entry": "Dziennik czynności",
    "employee": "Pracownicy",
    "employee_past_position": "Wcześniejsze stanowiska pracowników",
    "erasure": "Wykaz anonimizacji",
    "evaluation": "Arkusze ocen",
    "evaluation_campaign": "Kampanie ocen",
    "evaluation_campaign_choice": "Decyzje o osobach w kampaniach",
    "evaluation_criterion": "Kryteria w regulaminach ocen",
    "evaluation_goal": "Cele rozwojowe w arkuszach ocen",
    "evaluation_group": "Grupy kryteriów w regulaminach ocen",
    "evaluation_level": "Poziomy wyniku w regulaminach ocen",
    "evaluation_mark": "Oceny kryteriów w arkuszach",
    "evaluation_need": "Potrzeby szkoleniowe w arkuszach ocen",
    "evaluation_regulation": "Regulaminy ocen",
    "evaluation_scale_mark": "Skale ocen w regulaminach",
    "map_address": "Mapa: adresy",
    "map_area": "Mapa: granice gmin",
    "map_import": "Mapa: wczytane dane",
    "map_line": "Mapa: drogi, ulice i rzeki",
    "map_place": "Mapa: miejscowości",
    "map_surface": "Mapa: wody, lasy i zabudowa",
    "ngo": "Organizacje pozarządowe",
    "ngo_address": "Adresy organizacji",
    "ngo_confirmation": "Rundy potwierdzania danych",
    "ngo_confirmation_line": "Organizacje w rundach potwierdzania",
    "ngo_consultation": "Konsultacje z organizacjami",
    "ngo_consultation_asked": "Zapytani w konsultacjach",
    "ngo_contest": "Konkursy ofert",
    "ngo_contest_member": "Członkowie komisji konkursowych",
    "ngo_grant": "Dotacje dla organizacji",
    "ngo_grant_partner": "Organizacje w umowach wspólnych",
    "ngo_grant_tranche": "Transze dotacji",
    "ngo_offer": "Oferty w konkursach",
    "ngo_offer_partner": "Organizacje w ofertach wspólnych",
    "ngo_programme": "Programy współpracy",
    "ngo_programme_task": "Zadania programów współpracy",
    "ngo_sphere_list": "Wykaz sfer zadań publicznych",
    "number_series": "Kolejne numery",
    "office": "Dane urzędu",
    "post": "Stanowiska",
    "preferred_list": "Listy preferowanych instytucji szkoleniowych",
    "preferred_list_note": "Uwagi do instytucji na listach preferowanych",
    "rater_package": "Pakiety dla oceniających",
    "search_document": "Słowa do wyszukiwania",
    "service_card": "Karty usług",
    "service_card_attachment": "Załączniki kart",
    "service_card_document": "Dokumenty w kartach",
    "service_card_fee": "Opłaty w kartach",
    "service_card_legal_basis": "Podstawy prawne w kartach",
    "service_card_use": "Korzystanie z kart",
    "stored_file": "Pliki",
    "training_agreement": "Umowy szkoleniowe",
    "training_budget": "Budżety szkoleń",
    "training_budget_unit": "Kwoty komórek w budżetach szkoleń",
    "training_cost": "Koszty szkoleń",
    "training_course": "Szkolenia",
    "training_institution": "Instytucje szkolące",
    "training_need": "Potrzeby szkoleniowe",
    "training_offer": "Oferty szkoleń",
    "training_offer_routing": "Obieg ofert szkoleń",
    "training_own_cost": "Koszty własne osób na szkoleniach",
    "training_participation": "Udział w szkoleniach",
    "training_plan_item": "Plan szkoleń",
    "training_session": "Terminy szkoleń",
    "training_share": "Koszt szkolenia na osobę",
    "training_step": "Kroki udziału w szkoleniach",
    "travel_order": "Delegacje",
    "unit": "Komórki organizacyjne",
    "unit_past": "Wcześniejsze nazwy komórek",
    "work_event": "Zdarzenia w pracy",
}


def table_name(table: str) -> str:
    """What people call a table; its own name where nobody has named it yet."""
    return TABLE_NAMES.get(table, table)


def rows_text(number: int) -> str:
    """``12 wierszy``."""
    return f"{number} {plural(number, 'wiersz', 'wiersze', 'wierszy')}"


def count_lines(counts: tuple[TableCount, ...]) -> list[str]:
    """The comparison of both sides, a table a line."""
    return [
        f"  {table_name(count.table)}: {count.here} → {count.there} {'zgodne' if count.same else 'NIEZGODNE'}"
        for count in counts
    ]


NOT_ENCRYPTED = (
    "Folder nie jest zaszyfrowany: każdy, kto go ma, przeczyta wszystko, także dane osobowe i dziennik czynności. "
    "Przechowuj go jak akta i usuń, gdy nie będzie potrzebny."
)


def contents_lines(contents: Contents) -> list[str]:
    """What an exported folder holds, for people."""
    whose = contents.office or "urząd bez nazwy"
    invented = " (urząd przykładowy, dane zmyślone)" if contents.demonstration else ""
    files = f"{contents.files} {plural(contents.files, 'plik', 'pliki', 'plików')}"
    return [
        f"Urząd: {whose}{invented}",
        f"Zapisano: {contents.moment.astimezone():%d.%m.%Y %H:%M}, program {contents.program}, "
        f"schemat {contents.schema}",
        f"Zawartość: {rows_text(sum(contents.rows.values()))}, {files}, {size_text(contents.size)}",
        f"Dziennik czynności: {contents.seal.count} "
        f"{plural(contents.seal.count, 'wpis', 'wpisy', 'wpisów')}, stan {contents.seal}",
        f"Odcisk spisu: {contents.fingerprint}",
    ]


def readme(contents: Contents, sheets: Mapping[str, str], kinds: Mapping[str, str]) -> str:
    """The page ``README.txt``: what is what, for who opens the folder in ten years without the program.

    ``sheets`` maps a file's name to what it holds, ``kinds`` a column kind to its description.
    """
    lines = [
        "PRZEJRZYSTY URZĄD – WSZYSTKIE DANE W OTWARTYCH FORMATACH",
        "",
        # the fingerprint is not known yet: the manifest lists this file
        *contents_lines(contents)[:-1],
        "",
        f"UWAGA. {NOT_ENCRYPTED}",
        "Haseł ani kluczy w folderze nie ma.",
        "",
        "CO JEST GDZIE",
        "",
        "manifest.json – spis wszystkich plików z ich wielkością i skrótem SHA-256, liczba wierszy każdej tabeli,",
        "    wersja programu i schematu, moment zapisu (UTC), stan dziennika czynności.",
        "tabele/ – każda tabela bazy w osobnym pliku JSON (UTF-8), bez strat: opis kolumn („columns”) i wiersze",
        "    („rows”) w kolejności klucza. Z nich program odtwarza całą bazę.",
        "pliki/ – treść załączników i formularzy; nazwa zaczyna się od początku skrótu SHA-256.",
        "arkusze/ – rejestry dla ludzi: ten sam rejestr jako XLSX (Excel, LibreOffice) i CSV. Program ich nie wczytuje",
        "    przy odtwarzaniu. Tekst, który arkusz wziąłby za wzór, poprzedza w CSV apostrof.",
        "",
        "TABELE",
        "",
        *(f"tabele/{table}.json – {table_name(table)}: {rows_text(rows)}" for table, rows in contents.rows.items()),
        "",
        "RODZAJE KOLUMN („kind”)",
        "",
        *(f"{kind} – {meaning}" for kind, meaning in kinds.items()),
        "",
        "ARKUSZE",
        "",
        *(f"arkusze/{name} – {what}" for name, what in sheets.items()),
        "",
        "JAK ODTWORZYĆ BAZĘ",
        "",
        "W programie: Narzędzia → Przenoszenie danych… → „Utwórz bazę z folderu”.",
        "W wierszu poleceń: urzad --database NOWA.db import-all FOLDER",
        "Program sprawdza każdy plik ze spisem i odmawia, gdy czegoś brakuje albo coś zmieniono.",
        "Kto zmieni pliki razem ze spisem, zmieni też odcisk spisu: porównaj go z zapisanym przy eksporcie.",
        "Nie pakuj folderu programem, który zmienia nazwy plików; archiwum ZIP najpierw rozpakuj.",
        "",
    ]
    return "\n".join(lines)


KIND_WORDS: Mapping[str, str] = {
    "text": "tekst",
    "texts": "lista tekstów",
    "json": "dane złożone (lista albo obiekt JSON)",
    "number": "liczba całkowita; kwoty w groszach",
    "measure": "liczba z kropką dziesiętną",
    "yes_no": "true (tak) albo false (nie)",
    "day": "dzień: RRRR-MM-DD",
    "moment": "moment w czasie UTC: RRRR-MM-DDTGG:MM:SS.ułamekZ",
    "bytes": 'plik: {"file": nazwa w tym folderze}',
}


def not_readable(rights: Sequence[str]) -> str:
    """The refusal to write out what the person may not read; ``rights`` in words."""
    return (
        f"Folder z całością danych zawiera też to, czego nie możesz czytać. Brakuje uprawnień: {'; '.join(rights)}. "
        "Niech zapisze go osoba, która je ma, albo poproś innego administratora o nadanie Ci roli z tymi "
        "uprawnieniami. Zmianę ról zapisze dziennik czynności, a pokaże ją miesięczny raport."
    )
