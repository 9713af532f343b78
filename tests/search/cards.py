"""Twenty invented cards with the words residents use, and an index over them."""

from app.search.document import CATEGORIES, DOCUMENTS, REST, SYNONYMS, SearchDocument
from app.search.index import SearchIndex
from app.search.repository import StoredDocument

# ruff: noqa: E501 -- one card a line reads as a table
# fmt: off
_CARDS: tuple[tuple[str, str, str, str, str, str], ...] = (
    # symbol, title, synonyms, category, documents, the rest
    ("SO-01", "Wydanie dowodu osobistego", "zgubiłem dowód; nowy dowód; skończył mi się dowód; dowodzik; stracony portfel", "dokumenty tożsamości", "fotografia 35×45 mm, dotychczasowy dowód osobisty lub paszport", "Wniosek składa się osobiście; odciski palców i podpis. Ustawa o dowodach osobistych."),
    ("SO-02", "Udostępnienie dokumentacji związanej z dowodami osobistymi", "kopia wniosku o dowód; archiwum", "dokumenty tożsamości", "wniosek, wykazanie interesu prawnego, potwierdzenie opłaty skarbowej", "Dokumentację udostępnia się za zgodą ministra."),
    ("SO-03", "Zameldowanie na pobyt czasowy", "tymczasowy meldunek; student; wynajem pokoju", "meldunki", "formularz zgłoszenia, dowód osobisty do wglądu, umowa najmu", "Zaświadczenie podlega opłacie skarbowej 17 zł."),
    ("SO-04", "Zameldowanie na pobyt stały", "meldunek; przeprowadzka; nowe mieszkanie; nowy adres", "meldunki", "formularz zgłoszenia, dowód osobisty do wglądu, akt własności lokalu", "Meldunku można dokonać przez internet."),
    ("SO-05", "Wymeldowanie z miejsca pobytu", "wyprowadzka; wymeldować męża; wyjazd za granicę", "meldunki", "formularz zgłoszenia, dowód osobisty do wglądu", "Z urzędu decyzję wydaje się po postępowaniu."),
    ("USC-01", "Odpis aktu stanu cywilnego", "metryka; akt urodzenia; akt ślubu; odpis zupełny i skrócony", "stan cywilny", "wniosek, dowód osobisty do wglądu", "Odpis skrócony kosztuje 22 zł."),
    ("USC-02", "Zawarcie związku małżeńskiego", "ślub cywilny; wesele; chcemy się pobrać", "stan cywilny", "dowody osobiste narzeczonych, zapewnienie", "Termin ślubu ustala kierownik. Opłata 84 zł."),
    ("USC-03", "Rejestracja urodzenia dziecka", "urodziło nam się dziecko; noworodek; nadanie imienia; akt urodzenia; becikowe", "stan cywilny", "karta urodzenia, dowody osobiste rodziców", "Zgłoszenia dokonuje się w ciągu 21 dni."),
    ("USC-04", "Rejestracja zgonu", "umarła mama; pogrzeb; śmierć w rodzinie; akt zgonu", "stan cywilny", "karta zgonu, dowód osobisty osoby zmarłej", "Zgłoszenia dokonuje się w ciągu 3 dni."),
    ("DG-01", "Zezwolenie na sprzedaż napojów alkoholowych", "koncesja na alkohol; sklep z alkoholem; piwo i wódka; sprzedaż wina", "działalność gospodarcza", "tytuł prawny do lokalu, zgoda właściciela budynku, decyzja sanepidu", "Opłata 525 zł za napoje do 4,5%."),
    ("DG-02", "Wpis do CEIDG", "założyć firmę; jednoosobowa działalność; zawiesić działalność; zamknąć firmę", "działalność gospodarcza", "wniosek CEIDG-1, dowód osobisty do wglądu", "Bez opłat."),
    ("OS-01", "Zezwolenie na usunięcie drzewa lub krzewu", "wyciąć drzewo; wycinka drzew; ścinka; przewróci się drzewo", "środowisko", "wniosek, rysunek lub mapa, zgoda właściciela nieruchomości", "Oględziny na miejscu."),
    ("OS-02", "Zgłoszenie zamiaru usunięcia drzewa", "wyciąć drzewo na własnej działce; osoba fizyczna; wycinka", "środowisko", "zgłoszenie, rysunek albo mapka", "Organ ma 14 dni na sprzeciw."),
    ("FN-01", "Podatek od nieruchomości", "podatek za dom; ile zapłacę za garaż; podatek za działkę; informacja IN-1", "podatki i opłaty", "informacja o nieruchomościach i obiektach budowlanych", "Raty płatne do 15 marca, maja, września i listopada."),
    ("FN-02", "Zaświadczenie o niezaleganiu w podatkach", "zaświadczenie do kredytu; nie mam długów; zaległości", "podatki i opłaty", "wniosek, dowód zapłaty opłaty skarbowej", "Zaświadczenie wydaje się w ciągu 7 dni."),
    ("GP-01", "Wypis i wyrys z miejscowego planu zagospodarowania przestrzennego", "plan miejscowy; co mogę wybudować; mapa działki", "budowa i nieruchomości", "wniosek, dowód zapłaty opłaty skarbowej", "Przeznaczenie działki w planie."),
    ("GP-02", "Warunki zabudowy", "wuzetka; pozwolenie na dom bez planu; postawić garaż", "budowa i nieruchomości", "wniosek, mapa zasadnicza, upoważnienie", "Decyzję wydaje burmistrz."),
    ("DR-01", "Zajęcie pasa drogowego", "rusztowanie na chodniku; rozkopać ulicę; ogródek kawiarniany; banner", "drogi", "wniosek, projekt organizacji ruchu", "Opłata za każdy dzień zajęcia."),
    ("PS-01", "Dodatek mieszkaniowy", "dopłata do czynszu; nie mam na czynsz; pomoc z mieszkaniem", "pomoc społeczna", "deklaracja o dochodach, rachunki za mieszkanie", "Kryterium dochodowe ustala ustawa."),
    ("PS-02", "Karta Dużej Rodziny", "troje dzieci; wielodzietni; zniżki dla rodzin", "pomoc społeczna", "akty urodzenia dzieci, dowód osobisty", "Karta przysługuje rodzicom i dzieciom."),
)


def documents() -> list[SearchDocument]:
    """The twenty cards as search documents, numbered from 1."""
    return [
        SearchDocument(
            "service_card",
            number,
            symbol,
            title,
            ((SYNONYMS, synonyms), (CATEGORIES, category), (DOCUMENTS, papers), (REST, rest)),
            tuple(synonyms.split("; ")),
        )
        for number, (symbol, title, synonyms, category, papers, rest) in enumerate(_CARDS, 1)
    ]


def stored(document: SearchDocument) -> StoredDocument:
    """The document as if read back from a database."""
    return StoredDocument(
        document.entity,
        document.record_id,
        document.symbol,
        document.title,
        document.terms,
        document.fingerprint,
    )


def index() -> SearchIndex:
    """An index over the twenty cards."""
    cards = SearchIndex()
    cards.update(map(stored, documents()))
    return cards
