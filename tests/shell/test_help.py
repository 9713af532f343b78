"""The manual agrees with the program: pages, titles, links, names of buttons, shortcuts, commands, settings."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import click
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

import app.cli  # noqa: F401 - the commands exist once it is imported
from app.bootstrap import Services
from app.commands.frame import urzad
from app.core.problems import Problem
from app.core.settings import SETTINGS, Setting
from app.people.absences import words as absence_words
from app.people.employees import words as employee_words
from app.people.office import words as office_words
from app.people.posts import words as post_words
from app.people.units import words as unit_words
from app.registers.evaluations.events import words as event_words
from app.registers.evaluations.regulations import words as regulation_words
from app.registers.service_cards import words as card_words
from app.search.lemmas import lemmas
from app.shell.catalogue import REGISTERS
from app.shell.help_window import HelpWindow, folder, title_of, topic_of, topics
from app.shell.main_window import MainWindow
from app.widgets.forms.date_editor import DateEditor
from app.widgets.forms.record_form import RecordForm
from app.widgets.map.view import MapView
from db.errors import ProblemKind
from tests.map_samples import base_map
from tests.shell.scenes import EDITED_TABS, OPEN_TABS
from tests.shell.windows import Desk, desk, signed_in

APP = Path(__file__).resolve().parents[2] / "app"
PAGES = topics()
BY_TOPIC = {topic_of(path.stem): path for path in PAGES}
QUOTED = re.compile(r"„([^”]+)”")
LINK = re.compile(r"\]\(([^)]+)\)")
CODE = re.compile(r"`[^`]*`")
EXAMPLE = re.compile(r"(?<!\*)\*[^*\n]+\*(?!\*)")
NAMES = {
    "Ctrl",
    "Shift",
    "Esc",
    "Delete",
    "Backspace",
    "Home",
    "Page",
    "Up",
    "LibreOffice",
    "GeoJSON",
    "uMap",
    "GeoPackage",
    "OpenStreetMap",
}
"""Keys and programs. Everything else on a page, capitals (PDF) and examples aside, is in the Polish dictionary."""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words_of(text: str) -> str:
    """The text on one line, without code and without the targets of links."""
    return " ".join(LINK.sub("]", CODE.sub(" ", text)).split())


@pytest.fixture
def window(demo: Desk) -> MainWindow:
    """The main window over the demonstration office."""
    return demo.window


def help_of(window: MainWindow) -> HelpWindow:
    return next(widget for widget in window.findChildren(HelpWindow) if widget.isVisible())


def topic_shown(manual: HelpWindow) -> str:
    pages = manual.findChild(QListWidget, "topics")
    assert isinstance(pages, QListWidget)
    return topic_of(str(pages.currentItem().data(Qt.ItemDataRole.UserRole)))


# -- pages ---------------------------------------------------------------------------------------------------


def test_names_of_pages_order_them_and_name_each_topic_once() -> None:
    assert all(re.fullmatch(r"\d\d_[a-z_]+", path.stem) for path in PAGES)
    assert len(BY_TOPIC) == len(PAGES)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_starts_with_its_one_title(path: Path) -> None:
    titles = [line for line in read(path).splitlines() if line.startswith("# ")]
    assert len(titles) == 1
    assert read(path).startswith(titles[0])
    assert title_of(path)


def test_titles_differ() -> None:
    assert len({title_of(path) for path in PAGES}) == len(PAGES)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_register_has_a_page_of_its_name(register: Any) -> None:
    assert title_of(BY_TOPIC[register.key]) == register.title


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_tables_are_tables_on_the_screen(path: Path, qapp: QApplication) -> None:
    browser = QTextBrowser()
    browser.setMarkdown(read(path))
    shown = [frame for frame in browser.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert len(shown) == len(re.findall(r"^\|---", read(path), re.MULTILINE))
    assert "<" not in CODE.sub("", read(path)), "HTML has no place here"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_word_is_polish_and_spelt_as_in_the_dictionary(path: Path) -> None:
    found = set(re.findall(r"[^\W\d_]{2,}", EXAMPLE.sub(" ", words_of(read(path)))))
    unknown = {word for word in found - NAMES if not word.isupper() and not lemmas(word)}
    assert unknown == set()


# -- the window of the manual --------------------------------------------------------------------------------


def test_f1_opens_the_page_of_the_tab_in_front(window: MainWindow) -> None:
    seen = []
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        press_action(window, "help")
        seen.append(topic_shown(help_of(window)))
    assert seen == list(OPEN_TABS)


def test_f1_in_a_form_opens_the_page_of_that_form(window: MainWindow) -> None:
    seen = []
    for key in (*EDITED_TABS, "office"):
        form = office_form(window) if key == "office" else record_form(window, key)
        for shortcut in form.findChildren(QShortcut):
            if keys_of(shortcut) == {"F1"}:
                shortcut.activated.emit()
                seen.append(topic_shown(help_of(window)))
        assert form.close()
    assert seen == ["card_form", *EDITED_TABS[1:], "office"]


def test_the_menu_opens_the_page_of_shortcuts(window: MainWindow) -> None:
    press_action(window, "keyboard")
    assert topic_shown(help_of(window)) == "keyboard"


def press_action(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_to_the_page_they_name(path: Path, qtbot: QtBot) -> None:
    manual = HelpWindow()
    qtbot.addWidget(manual)
    page = manual.findChild(QTextBrowser, "page")
    assert isinstance(page, QTextBrowser)
    for target in LINK.findall(read(path)):
        assert (folder() / target).is_file()
        page.anchorClicked.emit(QUrl(target))
        assert topic_shown(manual) == topic_of(Path(target).stem)
        assert title_of(folder() / target) in page.toPlainText()


# -- names on the screen -------------------------------------------------------------------------------------


def screen_texts() -> frozenset[str]:
    texts = set()
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value.replace("&", ""))
    return frozenset(texts)


def test_every_quoted_name_stands_on_the_screen() -> None:
    known = screen_texts()
    missing = {
        f"{path.stem}: {name}" for path in PAGES for name in QUOTED.findall(words_of(read(path))) if name not in known
    }
    assert missing == set(), "only names from the screen are quoted; examples are set in italics"


@pytest.mark.parametrize(
    ("topic", "fields"),
    [
        ("card_form", card_words.FIELDS),
        ("units", unit_words.FIELDS),
        ("employees", employee_words.FIELDS),
        ("posts", post_words.FIELDS),
        ("absences", absence_words.FIELDS),
        ("work_events", event_words.FIELDS),
        ("regulations", regulation_words.FIELDS),
        ("office", office_words.FIELDS),
    ],
)
def test_every_field_is_described(topic: str, fields: Mapping[str, Any]) -> None:
    quoted = set(QUOTED.findall(words_of(read(BY_TOPIC[topic]))))
    # whether an office is invented is not for a form to say
    assert {words.label for name, words in fields.items() if name != "demonstration"} - quoted == set()


def test_sections_of_the_long_forms_are_described_in_their_order(window: MainWindow) -> None:
    for topic in ("card_form", "office"):
        form = office_form(window) if topic == "office" else record_form(window, "service_cards")
        sections = form.findChild(QListWidget, "sections")
        assert isinstance(sections, QListWidget)
        titles = [sections.item(row).text() for row in range(sections.count())]
        headings = re.findall(r"^## (.+)$", read(BY_TOPIC[topic]), re.MULTILINE)
        assert headings[: len(titles)] == titles
        form.close()


def test_every_state_of_the_database_has_advice() -> None:
    table = read(BY_TOPIC["problems"]).partition("## Baza danych")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| [a-z]", table, re.MULTILINE)) == len(ProblemKind)


def test_limits_of_attachments_are_the_real_ones() -> None:
    from app.core.file_sizes import size_text
    from app.records.files import FORMS, MAX_BYTES, check_file

    page = read(BY_TOPIC["card_form"])
    assert size_text(MAX_BYTES) in page
    with pytest.raises(Exception, match="dozwolonego rodzaju") as refused:
        check_file("a.txt", b"text", FORMS)
    problem: Problem = refused.value.problems[0]  # type: ignore[attr-defined]
    for name in str(problem.details["allowed"]).split(", "):
        assert re.search(rf"\b{name}\b", page), name


# -- settings and commands -----------------------------------------------------------------------------------


def test_settings_are_those_of_the_program_in_their_order() -> None:
    page = read(BY_TOPIC["settings"])
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == list(dict.fromkeys(s.section for s in SETTINGS))
    assert re.findall(r"^\| „(.+?)”", page, re.MULTILINE) == [setting.label for setting in SETTINGS]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_setting_shows_its_values_and_its_start(setting: Setting) -> None:
    row = next(line for line in read(BY_TOPIC["settings"]).splitlines() if f"| „{setting.label}” |" in line)
    _, _, values, start, _ = (cell.strip() for cell in row.split("|"))
    default = setting.default
    if setting.choices:
        assert QUOTED.findall(values) == list(setting.choices.values())
        assert start == f"„{setting.choices[str(default)]}”"
    elif isinstance(default, bool):
        assert start == ("tak" if default else "nie")
    elif isinstance(default, int):
        assert values == f"od {setting.low} {setting.unit} do {setting.high} {setting.unit}"
        assert start == f"{default} {setting.unit}"
    else:
        assert start.startswith("puste") is not bool(default)


def commands(group: click.Command = urzad, way: tuple[str, ...] = ("urzad",)) -> Iterator[tuple[str, click.Command]]:
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*way, name))
    else:
        yield " ".join(way), group


def test_every_command_and_option_is_listed() -> None:
    page = read(BY_TOPIC["data"])
    for way, command in commands():
        assert f"`{way}" in page, way
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[0] in page, option.opts
                for choice in option.type.choices if isinstance(option.type, click.Choice) else ():
                    assert f"{option.opts[0]} {choice}" in page
    for option in urzad.params:
        assert f"`urzad {option.opts[0]}" in page


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_listed_commands_exist(path: Path) -> None:
    known = {way for way, _ in commands()} | {"urzad"}
    for code in re.findall(r"`(urzad\b[^`.]*)`", read(path)):
        plain = re.sub(r"--database \S+ ?|--(help|version)", "", code).strip()
        way = " ".join(word for word in plain.split() if re.fullmatch(r"[a-z-]+", word) and not word.startswith("--"))
        assert any(re.fullmatch(rf"{name}( (xlsx|csv))?", way) for name in known), code


# -- keys ----------------------------------------------------------------------------------------------------


def listed_keys(heading: str) -> set[str]:
    part = read(BY_TOPIC["keyboard"]).partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", part, re.MULTILINE)
    assert cells[0] == "Skrót"
    if "od Ctrl+2 do Ctrl+9" in cells:
        cells.remove("od Ctrl+2 do Ctrl+9")
        cells += [f"Ctrl+{number}" for number in range(2, 10)]
    words = {"plus": "+", "minus": "-", "strzałka w dół": "Down", "Page ": "Pg"}
    named = (reduce(lambda cell, word: cell.replace(word, words[word]), words, cell) for cell in cells[1:])
    keys = [QKeySequence(cell).toString() for cell in named]
    assert all(keys), cells
    assert len(set(keys)) == len(keys)
    return set(keys)


def keys_of(source: QAction | QShortcut) -> set[str]:
    keys = source.shortcuts() if isinstance(source, QAction) else source.keys()
    return {key.toString().replace("Return", "Enter") for key in keys if not key.isEmpty()}


def sources(widget: QWidget) -> list[QAction | QShortcut]:
    return [*widget.findChildren(QAction), *widget.findChildren(QShortcut)]


def joined(found: list[QAction | QShortcut]) -> set[str]:
    return set().union(*(keys_of(source) for source in found))


def record_form(window: MainWindow, key: str) -> RecordForm:
    """The form of a register's first record."""
    tab = window.go_to(key)
    tab.table.select_row(0)
    getattr(tab, "edit_record", tab.open_record)(tab.table.current_record())
    return form_on_the_screen()


def office_form(window: MainWindow) -> RecordForm:
    """The form of the office's data."""
    window.offices.open_form()
    return form_on_the_screen()


def form_on_the_screen() -> RecordForm:
    return next(form for form in QApplication.topLevelWidgets() if isinstance(form, RecordForm) and form.isVisible())


def test_shortcuts_of_the_main_window(window: MainWindow) -> None:
    inside: set[int] = set()
    for key in OPEN_TABS[1:]:
        inside |= {id(source) for source in sources(window.tab(key))}
    desk = [*window.dashboard.actions(), *sources(window.dashboard)]
    inside |= {id(source) for source in desk}
    outside = [source for source in sources(window) if id(source) not in inside]
    # numbers that wait for registers to come
    waiting = {f"Ctrl+{number}" for number in range(window.tabs.count() + 1, 10)}
    assert joined(outside) | waiting == listed_keys("Wszędzie w oknie głównym")
    assert joined(desk) == listed_keys("Pulpit")


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("Karty usług", ("service_cards",)),
        ("Komórki organizacyjne", ("units",)),
        ("Pracownicy", ("employees",)),
        ("Stanowiska", ("posts",)),
        ("Nieobecności", ("absences",)),
        ("Kampanie ocen", ("campaigns",)),
        ("Oceny", ("evaluations",)),
        ("Zdarzenia w pracy", ("work_events",)),
        ("Regulaminy ocen", ("regulations",)),
        ("Szkolenia", ("courses",)),
        ("Udział w szkoleniach", ("participations",)),
        ("Budżet szkoleń", ("training_budgets",)),
        ("Potrzeby szkoleniowe", ("training_needs",)),
        ("Plan szkoleń", ("training_plan",)),
        ("Oferty szkoleń", ("training_offers",)),
        ("Instytucje szkolące", ("institutions",)),
        ("Preferowane instytucje", ("preferred_lists",)),
        ("Delegacje", ("travel_orders",)),
        ("Umowy szkoleniowe", ("training_agreements",)),
        ("Programy współpracy", ("programmes",)),
        ("Konsultacje", ("consultations",)),
        ("Potwierdzanie danych", ("confirmations",)),
        ("Konkursy ofert", ("contests",)),
        ("Oferty w konkursach", ("contest_offers",)),
        ("Dotacje", ("grants",)),
        ("Organizacje", ("organisations",)),
        ("Dane mapy", ("map_data",)),
    ],
)
def test_shortcuts_of_registers(window: MainWindow, heading: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        assert joined(sources(window.tab(key))) == listed_keys(heading), key


@pytest.mark.parametrize(("heading", "key"), [("Konta", "accounts"), ("Dziennik czynności", "audit")])
def test_shortcuts_of_administration(qapp: QApplication, demo_services: Services, heading: str, key: str) -> None:
    with desk(qapp, signed_in(demo_services)) as opened:
        assert joined(sources(opened.window.tab(key))) == listed_keys(heading)


def test_every_register_is_among_those_with_listed_shortcuts() -> None:
    # a new register gets its heading on the page and its line in the test above
    people = {"units", "posts", "employees", "absences"}
    evaluations = {"campaigns", "evaluations", "work_events", "regulations"}
    trainings = {"courses", "training_offers", "training_needs", "training_plan", "training_budgets", "institutions"}
    trainings |= {"participations", "travel_orders", "training_agreements", "preferred_lists"}
    community = {"organisations", "map_data"}
    community |= {"programmes", "consultations", "confirmations", "contests", "contest_offers", "grants"}
    others = {"service_cards", "accounts", "audit"}
    assert {register.key for register in REGISTERS} == {*people, *evaluations, *trainings, *community, *others}


def test_shortcuts_of_forms_and_dates(window: MainWindow) -> None:
    for key in (*EDITED_TABS, "office"):
        form = office_form(window) if key == "office" else record_form(window, key)
        dates = [source for editor in form.findChildren(DateEditor) for source in sources(editor)]
        inside = {id(source) for source in dates}
        own = listed_keys("Okno oceny") if key == "evaluations" else set()
        outside = [source for source in sources(form) if id(source) not in inside]
        assert joined(outside) == listed_keys("Formularze") | own
        if dates:
            assert joined(dates) == listed_keys("Pole z datą")
        assert form.close()


def test_keys_of_the_map_are_taken_by_the_map(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_base(base_map())
    view.show()
    part = read(BY_TOPIC["keyboard"]).partition("## Klawisze na mapie\n")[2].partition("\n## ")[0]
    keys = {key for cell in re.findall(r"^\| ([^|]+) \|", part, re.MULTILINE)[1:] for key in cell.split(", ")}
    key = Qt.Key
    nearer = {"+": key.Key_Plus, "=": key.Key_Equal}
    farther = {"−": key.Key_Minus, "_": key.Key_Underscore, "Home": key.Key_Home, "0": key.Key_0}
    # the others need a sign or a measured point: tests of the map try them
    assert keys == {*nearer, *farther, "strzałki", "Tab", "Shift+Tab", "Enter", "spacja", "Backspace", "Esc"}
    for tried, closer in ((nearer, True), (farther, False)):
        for name, pressed in tried.items():
            view.fly_to(450_000, 470_000, 5_000)
            before = view.camera.scale
            QTest.keyClick(view, pressed)
            assert (view.camera.scale > before, view.camera.scale < before) == (closer, not closer), name


# -- what the page on search promises ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("dowodu", "SO-01"),
        ("zgubiłam", "SO-01"),
        ("zgubilem dowod", "SO-01"),
        ("dow", "SO-01"),
        ("zameldwanie", "SO-04"),
        ("so01", "SO-01"),
        ("SO 1", "SO-01"),
    ],
)
def test_examples_of_the_page_on_search(demo_services: Services, typed: str, symbol: str) -> None:
    assert any(typed in example for example in re.findall(r"\*([^*]+)\*", read(BY_TOPIC["search"])))
    assert symbol in [card.symbol for card in demo_services.cards.find(typed, 4)]
