"""Everything in an open folder, and an equal database from it; folders that were changed are refused."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.access.envelope import Cost
from app.administration.accounts.domain import AccountDraft
from app.administration.portability.domain import Administrator
from app.administration.portability.rebuilding import contents_of, import_all
from app.bootstrap import Services, create_services, open_services, sign_in
from app.core.clock import FixedClock
from app.core.errors import EnvironmentProblem, NotAllowed, Refusal
from app.core.permissions import Actor
from app.core.progress import Cancelled
from app.people.employees.domain import EmployeeDraft
from app.people.units.domain import UnitDraft
from app.records.mapping import draft_of
from app.registers.service_cards.domain import Attachment, ServiceCardDraft
from db import audit_check, schema_version
from tests.conftest import NOW
from tests.db.older_schemas import columns_of_schema

# one worker makes what all of these share
pytestmark = pytest.mark.xdist_group("exported")
CLOCKED = {"manifest.json", "README.txt"}
"""Files that tell the moment and the head of the log, of which an import adds an entry."""
LOG = "tabele/audit_entry.json"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.access.keyring.usual_cost", lambda: Cost(1, 8, 1))


@pytest.fixture(scope="module")
def exported(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, exported; a card has an attachment with a name that leads elsewhere. Copy it."""
    place = tmp_path_factory.mktemp("exported")
    with closing(open_services(Path(shutil.copy(demo_template, place / "demo.db")), FixedClock(NOW))) as services:
        card = services.cards.all()[0]
        file = services.files.add("../../etc/wniosek żółty.pdf", PDF)
        attachment = Attachment(
            title="Wniosek", file_name=file.name, media_type=file.media_type, size=file.size, file=file.sha256
        )
        draft = replace(draft_of(card, ServiceCardDraft), attachments=(attachment,))
        services.cards.update(card.id, card.version, draft)
        services.transfer.export_all(place / "out")
    return place / "out"


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """The exported demonstration, of this test."""
    return Path(shutil.copytree(exported, tmp_path / "out"))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rewrite(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Change a JSON file as somebody who also mends the list of files."""
    path = folder / name
    path.write_text(json.dumps(change(json.loads(path.read_text("utf-8"))), ensure_ascii=False), "utf-8")
    if name != "manifest.json":
        data = path.read_bytes()
        entry = {"size": len(data), "sha256": sha256(data).hexdigest()}
        rewrite(folder, "manifest.json", lambda m: {**m, "files": {**m["files"], name: entry}})


def test_a_database_comes_back_equal(folder: Path, clock: FixedClock, tmp_path: Path) -> None:
    arrived = import_all(folder, tmp_path / "new.db", clock)
    with closing(open_services(tmp_path / "new.db", clock)) as services:
        again = services.transfer.export_all(tmp_path / "again")
        with services.store.reading() as session:
            checked = audit_check.verify(session)

    assert all(count.same for count in arrived.counts)
    before, after = files_of(folder), files_of(tmp_path / "again")
    assert before.keys() == after.keys()
    # workbooks carry the moment of writing
    different = {name for name in before if before[name] != after[name] and not name.endswith(".xlsx")}
    assert different <= CLOCKED | {LOG}
    old, new = (json.loads(files[LOG])["rows"] for files in (before, after))
    assert new[: len(old)] == old
    assert new[len(old)]["deed"] == "import"
    head = json.loads(before["manifest.json"])["audit"]
    assert f"{head['count']}:{head['mac']}" in new[len(old)]["details"]
    assert checked.ok
    assert again.rows["service_card"] == 20


def test_attachments_are_files_with_their_names(folder: Path) -> None:
    (file,) = folder.glob("pliki/*wniosek żółty.pdf")
    assert file.read_bytes() == PDF
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["files"][f"pliki/{file.name}"]["sha256"] == sha256(PDF).hexdigest()


def test_people_get_spreadsheets_without_formulas(demo_services: Services, tmp_path: Path) -> None:
    unit = demo_services.units.all()[0]
    demo_services.employees.create(EmployeeDraft(surname="=1+1", first_name="Ola", unit_id=unit.id))
    demo_services.transfer.export_all(tmp_path / "out")
    text = (tmp_path / "out" / "arkusze" / "pracownicy.csv").read_text("utf-8-sig")
    assert "'=1+1" in text
    assert not re.search(r"(^|;)=1", text, re.MULTILINE)
    assert (tmp_path / "out" / "arkusze" / "karty-uslug.xlsx").read_bytes().startswith(b"PK")


def test_the_readme_names_every_table_in_polish(folder: Path) -> None:
    readme = (folder / "README.txt").read_text("utf-8")
    tables = [table["name"] for table in json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]]
    for table in tables:
        assert re.search(rf"tabele/{table}\.json – [A-ZŁŻ]", readme), table
    assert "nie jest zaszyfrowany" in readme


def test_no_key_leaves_the_database(demo_services: Services, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    demo_services.transfer.export_all(folder)
    with demo_services.store.reading() as session:
        key = session.scalar(text("SELECT key FROM audit_head"))
    assert isinstance(key, str)
    assert all(key.encode() not in content for content in files_of(folder).values())
    assert "audit_head.json" not in names_in(folder / "tabele")


def _edit(folder: Path) -> None:
    path = folder / "tabele" / "unit.json"
    path.write_text(path.read_text("utf-8").replace("Referat", "Wydział", 1), "utf-8")


def _drop(folder: Path) -> None:
    (folder / "tabele" / "employee.json").unlink()


def _link(folder: Path) -> None:
    path = folder / "tabele" / "unit.json"
    path.rename(folder.parent / "elsewhere.json")
    path.symlink_to(folder.parent / "elsewhere.json")


def _escape(folder: Path) -> None:
    rewrite(folder, "manifest.json", lambda m: {**m, "files": {**m["files"], "../secret": {"size": 1, "sha256": ""}}})


def _drop_table(folder: Path) -> None:
    rewrite(
        folder, "manifest.json", lambda m: {**m, "tables": [t for t in m["tables"] if t["name"] != "service_card_fee"]}
    )


def _dangle(folder: Path) -> None:
    rewrite(folder, "tabele/unit.json", lambda t: {**t, "rows": t["rows"][1:]})
    rewrite(
        folder,
        "manifest.json",
        lambda m: {
            **m,
            "tables": [{**t, "rows": t["rows"] - (t["name"] == "unit")} for t in m["tables"]],
        },
    )


def _wrong_kind(folder: Path) -> None:
    rewrite(folder, "tabele/unit.json", lambda t: {**t, "rows": [{**t["rows"][0], "version": "x"}, *t["rows"][1:]]})


def _deep(folder: Path) -> None:
    path = folder / "tabele" / "unit.json"
    path.write_text("[" * 100_000, "utf-8")
    data = path.read_bytes()
    entry = {"size": len(data), "sha256": sha256(data).hexdigest()}
    rewrite(folder, "manifest.json", lambda m: {**m, "files": {**m["files"], "tabele/unit.json": entry}})


def _rewrite_log(folder: Path) -> None:
    def change(table: Any) -> Any:
        first = {**table["rows"][0], "details": table["rows"][0]["details"].replace("SO", "XX") + " "}
        return {**table, "rows": [first, *table["rows"][1:]]}

    rewrite(folder, LOG, change)


def _cut_log(folder: Path) -> None:
    rewrite(folder, LOG, lambda t: {**t, "rows": t["rows"][:-1]})
    rewrite(
        folder,
        "manifest.json",
        lambda m: {
            **m,
            "tables": [{**t, "rows": t["rows"] - (t["name"] == "audit_entry")} for t in m["tables"]],
        },
    )


def _foreign_column(folder: Path) -> None:
    def change(table: Any) -> Any:
        column = {"name": 'x"; DROP TABLE unit; --', "kind": "text", "key": False}
        rows = [{**row, column["name"]: ""} for row in table["rows"]]
        return {**table, "columns": [*table["columns"], column], "rows": rows}

    rewrite(folder, "tabele/unit.json", change)


def _newer(folder: Path) -> None:
    rewrite(folder, "manifest.json", lambda m: {**m, "schema": schema_version.newest() + 1})


def _foreign(folder: Path) -> None:
    rewrite(folder, "manifest.json", lambda m: {**m, "format": "other"})


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (_edit, "zmienił się"),
        (_drop, "brakuje pliku"),
        (_link, "skrótem"),
        (_escape, "poza folderem"),
        (_drop_table, "nie pasują"),
        (_dangle, "niespójne"),
        (_wrong_kind, "budowy"),
        (_deep, "budowy"),
        (_rewrite_log, "Dziennik"),
        (_cut_log, "Dziennik"),
        (_foreign_column, "nie pasują"),
        (_newer, "nowsza"),
        (_foreign, "nie zawiera"),
        (_no_manifest, "brakuje pliku"),
    ],
)
def test_a_changed_folder_is_refused_and_leaves_nothing(
    folder: Path, clock: FixedClock, tmp_path: Path, damage: Callable[[Path], None], why: str
) -> None:
    damage(folder)
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(Refusal, match=why):
        import_all(folder, place / "new.db", clock)
    assert names_in(place) == []


def test_a_folder_rewritten_with_its_list_shows_by_the_fingerprint(
    demo_services: Services, clock: FixedClock, tmp_path: Path
) -> None:
    told = demo_services.transfer.export_all(tmp_path / "out").fingerprint
    assert contents_of(tmp_path / "out").fingerprint == told
    rewrite(tmp_path / "out", "tabele/employee.json", lambda t: {**t, "rows": [{**r, "post": ""} for r in t["rows"]]})
    with pytest.raises(Refusal, match="Odcisk"):
        import_all(tmp_path / "out", tmp_path / "new.db", clock, fingerprint=told)


def test_an_archive_is_not_unpacked(folder: Path, clock: FixedClock, tmp_path: Path) -> None:
    archive = Path(shutil.make_archive(str(tmp_path / "all"), "zip", folder))
    with pytest.raises(Refusal, match="Rozpakuj"):
        import_all(archive, tmp_path / "new.db", clock)


def test_nothing_is_overwritten(demo_services: Services, folder: Path, clock: FixedClock, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="nie jest pusty"):
        demo_services.transfer.export_all(folder)
    assert demo_services.file is not None
    before = demo_services.file.read_bytes()
    with pytest.raises(EnvironmentProblem):
        import_all(folder, demo_services.file, clock)
    assert demo_services.file.read_bytes() == before


def test_cancelling_leaves_no_folder(demo_services: Services, tmp_path: Path) -> None:
    class Impatient:
        asked = 0

        def report(self, done: int, total: int, text: str = "") -> None:
            self.asked += 1
            if self.asked > 3:
                raise Cancelled

    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(Cancelled):
        demo_services.transfer.export_all(place / "out", Impatient())
    assert names_in(place) == []


def test_what_a_killed_program_left_is_removed(demo_services: Services, clock: FixedClock, tmp_path: Path) -> None:
    left = [tmp_path / ".out.0123456789ab.tmp", tmp_path / ".new.db.x1y2z3.tmp"]
    others = [tmp_path / ".other.0123456789ab.tmp", tmp_path / ".out.ab12ab12ab12.tmp"]
    for folder in (*left, *others):
        folder.mkdir()
    for folder in (*left, others[0]):
        os.utime(folder, (0, 0))
    demo_services.transfer.export_all(tmp_path / "out")
    import_all(tmp_path / "out", tmp_path / "new.db", clock)
    assert not any(folder.exists() for folder in left)
    # another folder's, and one that somebody may be writing at this moment
    assert all(folder.exists() for folder in others)


def test_the_export_is_told_to_the_log_and_needs_its_right(demo_services: Services, tmp_path: Path) -> None:
    contents = demo_services.transfer.export_all(tmp_path / "out")
    assert contents.seal.sound
    with demo_services.store.reading() as session:
        last = session.execute(text("SELECT deed, details FROM audit_entry ORDER BY number DESC LIMIT 1")).one()
    assert last.deed == "export"
    assert contents.fingerprint in last.details
    demo_services.transfer.actor = lambda: Actor("ewa", frozenset({"service_card.read"}))
    with pytest.raises(NotAllowed):
        demo_services.transfer.export_all(tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_people_with_accounts_get_new_passwords(demo_services: Services, clock: FixedClock, tmp_path: Path) -> None:
    for login, name in (("ewa.maj", "Ewa Maj"), ("jan.lis", "Jan Lis")):
        demo_services.accounts.create(AccountDraft(login=login, name=name, roles=("card_author",)))
    gone = demo_services.accounts.create(AccountDraft(login="stary", name="Stary", roles=("card_author",))).record
    demo_services.accounts.disable(gone.id, gone.version)
    demo_services.transfer.export_all(tmp_path / "out")
    chief = Administrator("ewa.maj", "Ewa Maj", "konik-morski-42-tuczy")

    arrived = import_all(tmp_path / "out", tmp_path / "new.db", clock, administrator=chief)

    assert [person.login for person in arrived.passwords] == ["jan.lis"]
    assert arrived.passwords[0].password not in repr(arrived)
    assert arrived.recovery not in repr(arrived)
    assert not (tmp_path / "new.db").read_bytes().startswith(b"SQLite")
    with closing(sign_in(tmp_path / "new.db", "ewa.maj", chief.password, clock)) as services:
        assert services.actor().may("account.edit")
        assert len(services.cards.all()) == 20
    with closing(sign_in(tmp_path / "new.db", "jan.lis", arrived.passwords[0].password, clock)) as services:
        assert services.session.must_change


@pytest.mark.parametrize("number", range(2, schema_version.newest()))
def test_an_export_of_an_older_program_is_upgraded(
    folder: Path, clock: FixedClock, tmp_path: Path, number: int
) -> None:
    known = columns_of_schema(number, tmp_path)

    def as_of_then(content: Any) -> Any:
        columns = [column for column in content["columns"] if column["name"] in known[content["table"]]]
        names = {column["name"] for column in columns}
        rows = [{name: row[name] for name in row.keys() & names} for row in content["rows"]]
        return {**content, "columns": columns, "rows": rows}

    gone = set()
    for table in (folder / "tabele").iterdir():
        if table.stem in known:
            rewrite(folder, f"tabele/{table.name}", as_of_then)
        else:
            gone.add(table.stem)
            table.unlink()

    def listed_then(manifest: Any) -> Any:
        files = {name: entry for name, entry in manifest["files"].items() if Path(name).stem not in gone}
        tables = [table for table in manifest["tables"] if table["name"] not in gone]
        sealed = manifest["audit"] if "audit_entry" in known else {"count": 0, "mac": "", "sound": True}
        return {**manifest, "schema": number, "files": files, "tables": tables, "audit": sealed}

    rewrite(folder, "manifest.json", listed_then)
    import_all(folder, tmp_path / "new.db", clock)
    with closing(open_services(tmp_path / "new.db", clock)) as services:
        assert len(services.cards.all()) == 20
        numbers = {each.number for each in services.employees.all()}
        assert (numbers == {""}) is ("number" not in known["employee"])
    assert sorted(path.name for path in tmp_path.glob("new*")) == ["new.db"]


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@pytest.fixture
def small(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    """An office with one unit."""
    with closing(create_services(tmp_path / "small.db", clock)) as services:
        services.units.create(UnitDraft(symbol="SO", name="Sprawy"))
        yield services


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_names_survive_the_round(
    small: Services, clock: FixedClock, tmp_path: Path, names: list[tuple[str, str]]
) -> None:
    unit = small.units.all()[0]
    small.employees.create_many(
        EmployeeDraft(surname=surname.strip(), first_name=first.strip(), unit_id=unit.id) for surname, first in names
    )
    place = Path(str(tmp_path / "round"))
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    small.transfer.export_all(place / "out")
    import_all(place / "out", place / "new.db", clock)
    with closing(open_services(place / "new.db", clock)) as services:
        assert services.employees.all() == small.employees.all()
        assert services.transfer.export_all(place / "again").rows["employee"] == len(small.employees.all())
    for name in ("tabele/employee.json", "tabele/unit.json", "arkusze/pracownicy.csv"):
        assert (place / "out" / name).read_bytes() == (place / "again" / name).read_bytes()
