"""The rows of the table: what is measured, against what, and the goals. The figures are goals, not tests."""

from dataclasses import dataclass

from tests.benchmarks.measurement import Goal


@dataclass(frozen=True)
class Row:
    """One row; ``module`` in this package has ``measure(folder, runs) -> list[Figure]``."""

    name: str
    what: str
    reference: str
    goals: tuple[Goal, ...]
    module: str
    runs: int


START_TIME, START_MEMORY = Goal(times=3), Goal(times=2.5)
SEARCH_RATIO, SEARCH_TIME = Goal(times=5), Goal(limit=30)
CARD_RATIO = Goal(times=3)
GUIDE_PLATYPUS, GUIDE_WEASYPRINT, GUIDE_MEMORY = Goal(times=2), Goal(faster=10), Goal(limit=400)
SHEETS_RATIO, SHEETS_TIME = Goal(times=2), Goal(limit=60)
TABLE_RATIO = Goal(times=1)
CAMPAIGN_RATIO = Goal(times=1)
PRINTED_TABLE_RATIO = Goal(times=1.5)
IMPORT_RATIO = Goal(times=4)
TRAINING_TOTALS_RATIO, TRAINING_IMPORT_RATIO, TRAINING_REGISTER_RATIO = Goal(times=3), Goal(times=4), Goal(times=1.5)
MAP_PRINT_RATIO = Goal(times=2)
CLERKS_LOST = Goal(limit=1)
ENCRYPTION_RATIO = Goal(times=1.35)
SIGN_IN_TIME = Goal(limit=0.5)
AUDIT_RATIO, AUDIT_VERIFICATION = Goal(times=1.5), Goal(limit=1)
BACKUP_RATIO = Goal(times=2)
GEOCODE_TIME = Goal(limit=0.2)
STATISTICS_RATIO, STATISTICS_TIME = Goal(times=3), Goal(limit=1)
MAP_GML_RATIO, MAP_GML_MEMORY = Goal(times=2), Goal(limit=200)
MAP_PAN_500, MAP_PAN_5000 = Goal(limit=16), Goal(limit=20)
MAP_FIRST_PAINT, MAP_STREETS = Goal(limit=0.3), Goal(limit=20)

ROWS = (
    Row(
        "start",
        "process start to painted main window, 1,000 cards in the database",
        "a bare PySide6 window with an empty tab widget",
        (START_TIME, START_MEMORY),
        "start",
        9,
    ),
    Row(
        "search",
        "search over 1,000 cards, key press to filled model, 95th percentile",
        "the same words as a plain FTS5 query on the same texts",
        (SEARCH_RATIO, SEARCH_TIME),
        "search",
        3,
    ),
    Row(
        "card",
        "one card to PDF, tagged",
        "the same text drawn with bare ReportLab canvas, untagged",
        (CARD_RATIO,),
        "card",
        15,
    ),
    Row(
        "guide",
        "guide of 1,000 cards, tagged",
        "bare ReportLab Platypus with the same paragraphs, untagged; WeasyPrint pdf/ua-1 on the same content",
        (GUIDE_PLATYPUS, GUIDE_WEASYPRINT, GUIDE_MEMORY),
        "guide",
        3,
    ),
    Row(
        "sheets",
        "112 evaluation sheets in one PDF, tagged, with contents",
        "the same text drawn with bare ReportLab canvas, untagged",
        (SHEETS_RATIO, SHEETS_TIME),
        "sheets",
        5,
    ),
    Row(
        "printed_table",
        "a register of 10,000 rows to PDF, tagged",
        "bare ReportLab tables with the same texts and fonts, untagged",
        (PRINTED_TABLE_RATIO,),
        "printed_table",
        5,
    ),
    Row(
        "table",
        "opening a table of 100,000 rows and filtering it",
        "Qt's own QSqlTableModel on the same table",
        (TABLE_RATIO,),
        "table",
        7,
    ),
    Row(
        "campaign",
        "opening a campaign of 2,000 people",
        "Qt's own QSqlTableModel on the same people, every row read",
        (CAMPAIGN_RATIO,),
        "campaign",
        7,
    ),
    Row(
        "import",
        "import of 10,000 cards from XLSX",
        "reading the same file with pandas",
        (IMPORT_RATIO,),
        "workbook",
        3,
    ),
    Row(
        "encryption",
        "encrypted database: open, search, bulk insert",
        "the same work on the same database without a key",
        (ENCRYPTION_RATIO,),
        "encryption",
        5,
    ),
    Row(
        "sign_in",
        "log-in with name and password to the open database",
        "half a second",
        (SIGN_IN_TIME,),
        "sign_in",
        9,
    ),
    Row(
        "audit",
        "the audit log: saves, import, verification of 20,000 entries",
        "the same work without the log",
        (AUDIT_RATIO, AUDIT_VERIFICATION),
        "audit",
        5,
    ),
    Row(
        "backup",
        "a verified backup of 200 MB",
        "SQLite's backup API alone, neither checked nor synced",
        (BACKUP_RATIO,),
        "backup",
        3,
    ),
    Row(
        "statistics",
        "statistics over 10 years, 112 people and 13 marks, worked out and painted anew",
        "bare pandas group-bys on the same rows",
        (STATISTICS_RATIO, STATISTICS_TIME),
        "statistics",
        15,
    ),
    Row(
        "training_totals",
        "totals and cost by unit over 100,000 entries of the register of trainings",
        "bare pandas on the same rows",
        (TRAINING_TOTALS_RATIO,),
        "training_totals",
        15,
    ),
    Row(
        "training_import",
        "import of an old register of 20,000 trainings from XLSX",
        "reading the same file with pandas",
        (TRAINING_IMPORT_RATIO,),
        "training_import",
        3,
    ),
    Row(
        "training_register",
        "the register of 10,000 trainings to PDF, tagged",
        "bare ReportLab tables with the same texts and fonts, untagged",
        (TRAINING_REGISTER_RATIO,),
        "training_register",
        5,
    ),
    Row(
        "geocode",
        "1,000 addresses placed on the map of a gmina",
        "difflib on the misspelt streets alone",
        (GEOCODE_TIME,),
        "geocode",
        9,
    ),
    Row(
        "map_gml",
        "200,000 address points of PRG from GML, both models",
        "bare iterparse over the same file",
        (MAP_GML_RATIO, MAP_GML_MEMORY),
        "map_gml",
        3,
    ),
    Row(
        "map_print",
        "a map on A3 with 5,000 organisations, tagged",
        "the same shapes and texts drawn with bare ReportLab canvas, untagged",
        (MAP_PRINT_RATIO,),
        "map_print",
        9,
    ),
    Row(
        "map_pan",
        "moving the map with 500 and 5,000 organisations, one frame",
        "Qt's own items, one for each organisation, neither gathered nor lettered",
        (MAP_PAN_500, MAP_PAN_5000),
        "map_pan",
        5,
    ),
    Row(
        "map_vertices",
        "an outline of 50,000 points first painted, and the map moved over streets of 50,000 points",
        "0.3 s and 20 ms",
        (MAP_FIRST_PAINT, MAP_STREETS),
        "map_vertices",
        5,
    ),
    Row(
        "clerks",
        "1, 10, 50 and 100 clerks on one PostgreSQL server, and the server killed in the middle",
        "what was acknowledged",
        (CLERKS_LOST,),
        "clerks",
        1,
    ),
)
