"""The command on statistics of evaluations: a print or a workbook."""

from contextlib import closing
from pathlib import Path

import click

from app.commands.evaluations import report_group
from app.commands.frame import FILE, Opening, open_services, spare_the_database, write_print
from app.core.errors import Refusal

_ENDINGS = (".pdf", ".xlsx")


@report_group.command("evaluation-statistics")
@click.option("--campaign", metavar="NAZWA", default="", help="Nazwa kampanii ocen; bez tego ostatni okres z ocenami.")
@click.option("--raters", is_flag=True, help="Także strona o oceniających, z nazwiskami.")
@click.option("--out", type=FILE, required=True, metavar="PLIK", help="Plik PDF albo XLSX do zapisania.")
@click.pass_obj
def evaluation_statistics(opening: Opening, campaign: str, raters: bool, out: Path) -> None:
    """Statystyka ocen: rozkład, kryteria, komórki, lata; małe grupy są ukryte."""
    from app.registers.evaluations.statistics import words
    from app.registers.evaluations.statistics.figures import usual_choice
    from app.registers.evaluations.statistics.prints import all_keys

    ending = out.suffix.casefold()
    if ending not in _ENDINGS:
        raise Refusal(f"Plik „{out.name}” powinien mieć końcówkę .pdf albo .xlsx, bo od niej zależy, co powstanie.")
    with closing(open_services(opening)) as services:
        statistics, prints = services.evaluation_statistics, services.statistics_prints
        found = statistics.read()
        if not found.materials:
            raise Refusal(words.EMPTY if found.with_names else words.EMPTY_WITHOUT_NAMES)
        if raters and not found.with_names:
            raise Refusal("Oceniających widzi tylko ten, kto może czytać wszystkie oceny. Pomiń opcję --raters.")
        choice = statistics.choice_of(found, campaign) if campaign else usual_choice(found)
        keys = all_keys(found, raters=raters)
        if ending == ".pdf":
            write_print(out, services, lambda: prints.pdf(found, choice, keys))
            return
        spare_the_database(out, services)
        prints.workbook(found, choice, out, keys)
        click.echo(f"Zapisano: {out}")
