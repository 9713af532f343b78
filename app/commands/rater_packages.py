"""Commands on packages for raters: out to a folder, and back in from a file."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.frame import FILE, Opening, open_services
from app.commands.service_cards import export_group, import_group
from app.core.errors import NotFound, Refusal
from app.core.polish import fold

if TYPE_CHECKING:
    from app.registers.evaluations.packages.domain import RaterLine


@export_group.command("rater-package")
@click.argument("campaign", metavar="KAMPANIA")
@click.option("--rater", default="", metavar="NAZWISKO", help="Tylko ten oceniający; bez tego wszyscy.")
@click.option("--out", type=FILE, required=True, metavar="FOLDER", help="Nowy folder; z --rater może już istnieć.")
@click.pass_obj
def export_rater_package(opening: Opening, campaign: str, rater: str, out: Path) -> None:
    """Pakiety dla oceniających w KAMPANII o podanej nazwie.

    Pliki nie są zaszyfrowane.
    """
    from app.registers.evaluations.packages.words import NOT_ENCRYPTED, issued_text

    with closing(open_services(opening)) as services:
        found = services.campaign_prints.named(campaign)
        if rater:
            chosen = _rater(services.rater_packages.raters(found.id), rater)
            issued = services.package_transfer.issue(found.id, chosen.rater_id, out)
        else:
            issued = services.package_transfer.issue_all(found.id, out)
    click.echo(issued_text(issued.people, len(issued.files), str(out)))
    for path in issued.files:
        click.echo(path.name)
    click.echo(NOT_ENCRYPTED, err=True)


@import_group.command("rater-package")
@click.argument("file", type=FILE, metavar="PLIK")
@click.option("--dry-run", is_flag=True, help="Tylko sprawdź; niczego nie zapisuj.")
@click.option("--repeat", is_flag=True, help="Zastąp oceny wczytane wcześniej z innego pliku tego pakietu.")
@click.pass_obj
def import_rater_package(opening: Opening, file: Path, dry_run: bool, repeat: bool) -> int:
    """Pakiet oceniającego z PLIKU: w całości albo wcale; braki są wymienione."""
    from app.registers.evaluations.packages.words import remark_lines, report_lines

    with closing(open_services(opening)) as services:
        report = services.package_transfer.load(file, dry_run=dry_run, again=repeat).report
    for line in report_lines(report):
        click.echo(line)
    for line in remark_lines(report.faults or report.missing):
        click.echo(line, err=True)
    return 1 if report.refused else 0


def _rater(lines: Sequence["RaterLine"], said: str) -> "RaterLine":
    """The rater whose name holds all the words; Refusal names the raters when none or several do."""
    wanted = fold(said).split()
    found = [line for line in lines if all(word in fold(f"{line.rater} {line.post}") for word in wanted)]
    if len(found) == 1:
        return found[0]
    names = "; ".join(f"{line.rater}, {line.post}".strip(", ") for line in found or lines)
    if found:
        raise Refusal(f"Do „{said}” pasuje kilka osób: {names}. Podaj także imię albo stanowisko.")
    raise NotFound(f"W tej kampanii nie ma oceniającego „{said}”. Są: {names or 'nikt'}.")
