"""The list of spheres replaced from a file, and written into one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.errors import Refusal
from app.core.polish import fold, plural
from app.core.progress import NoProgress, Progress
from app.core.records import Outcome
from app.exchange.spreadsheets import Format
from app.people.office.domain import Office
from app.registers.ngos.dictionary import groups
from app.registers.ngos.spheres import sheet
from app.registers.ngos.spheres.domain import OwnSphereList, SphereLine, SphereListDraft
from app.registers.ngos.spheres.usecases import SphereLists
from app.registers.ngos.spheres.words import PROBLEMS


@dataclass(frozen=True)
class ReadList:
    """A list read from a file, not saved yet: what would change by the codes."""

    draft: SphereListDraft
    fresh: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[str, ...]


class SphereTransfer:
    """Reads and writes the list; groups stand in files by their names."""

    def __init__(self, lists: SphereLists, office: Callable[[], Office]) -> None:
        self._lists, self._office = lists, office

    def read(self, path: Path, progress: Progress | None = None) -> ReadList:
        """Read a list; nothing is saved. Raises Refusal with the first bad rows, Invalid where a rule is broken."""
        self._lists.actor().require("ngo_sphere_list.edit")
        reading = sheet.read_spheres(path, progress or NoProgress())
        if reading.refused:
            told = "\n".join(f"Wiersz {row.row}, {row.column}: {row.reason}" for row in reading.refused[:5])
            raise Refusal(f"Wykazu nie można wczytać – popraw w pliku:\n{told}")
        lines = tuple(replace(row.draft, group=_key(row.draft.group)) for row in reading.drafts)
        if not lines:
            raise Refusal(PROBLEMS["no_lines"])
        draft = SphereListDraft(source=f"plik {path.name}"[:300], spheres=lines)
        problems = self._lists.validate(draft)
        if problems:
            raise self._lists.invalid(problems)
        before = {line.code: line.name for line in self._lists.lines()}
        after = {line.code: line.name for line in lines}
        return ReadList(
            draft,
            tuple(code for code in after if code not in before),
            tuple(code for code in before if code not in after),
            tuple(code for code in after if code in before and before[code] != after[code]),
        )

    def replace(self, found: ReadList) -> Outcome[OwnSphereList]:
        """Work with this list from now on; undo goes back."""
        self._lists.actor().require("ngo_sphere_list.edit")
        return self._lists.replace(found.draft)

    def export(self, path: Path, form: Format, progress: Progress | None = None) -> int:
        """Write the list in use; the number of lines."""
        from app.people.office.printout import notice

        names = {group.key: group.name for group in groups()}
        lines = tuple(replace(line, group=names[line.group]) for line in self._lists.lines())
        sheet.write_spheres(lines, path, form, progress or NoProgress(), notice(self._office()))
        return len(lines)


def _key(group: str) -> str:
    """The key of a group given by key, letter or name; unknown text stays, for the refusal to name it."""
    wanted = fold(group).strip()
    for each in groups():
        if wanted in (each.key, fold(each.letter), fold(each.name)):
            return each.key
    return group


def told(found: ReadList) -> tuple[str, ...]:
    """What would change, in sentences."""
    number = len(found.draft.spheres)
    verb, rows = plural(number, "jest", "są", "jest"), plural(number, "wiersz", "wiersze", "wierszy")
    lines = [f"W pliku {verb} {number} {rows}."]
    for label, codes in (("Nowe kody", found.fresh), ("Inne nazwy", found.renamed), ("Kody bez wiersza", found.gone)):
        if codes:
            lines.append(f"{label}: {', '.join(codes)}.")
    if found.gone:
        lines.append("Organizacje zachowają kody, które mają; nowych wpisów nie można już nimi oznaczać.")
    return tuple(lines)


def line_texts(line: SphereLine) -> tuple[str, str, str]:
    """Code, name and group as people read them."""
    names = {group.key: f"{group.letter} – {group.name}" for group in groups()}
    return line.code, line.name, names.get(line.group, line.group)
