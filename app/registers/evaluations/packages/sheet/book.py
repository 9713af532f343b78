"""The workbook of a package: instructions, an overview that counts what is missing, and one worksheet per person."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from app.core.dates import format_date
from app.exchange.protected import (
    AnyCell,
    Computed,
    Look,
    Page,
    ProtectedBook,
    Shown,
    reference,
    seal_of,
    sealed_lines,
)
from app.registers.evaluations.packages import words
from app.registers.evaluations.packages.domain import Handout, Origin
from app.registers.evaluations.packages.sheet.person import PersonPage, state_formula
from app.registers.evaluations.regulations.domain import RegulationDraft, ScaleMark
from app.registers.evaluations.sheets.marking import rules_of

OVERVIEW, INSTRUCTIONS = "Przegląd", "Instrukcja"
_SHORT_SEAL = 16
"""Digits of a seal shown to people."""


def key_mark(secret: bytes) -> str:
    """Tells packages of one database from those of another without telling the secret."""
    return sha256(b"package " + secret).hexdigest()[:_SHORT_SEAL]


def workbook(handout: Handout) -> ProtectedBook:
    """Everything a rater gets."""
    rules = rules_of(handout.evaluations[0])
    people = [
        PersonPage(number, evaluation, handout.issued_on) for number, evaluation in enumerate(handout.evaluations, 1)
    ]
    pages = (_overview(people), *(person.page() for person in people))
    content = ProtectedBook(title="", identity={}, pages=pages)
    checksum = seal_of(sealed_lines(content), handout.secret)[:_SHORT_SEAL]
    package = handout.package
    return ProtectedBook(
        title=f"Pakiet nr {package.id}: {handout.rater}",
        identity={
            "package": str(package.id),
            "campaign_id": str(package.campaign_id),
            "rater_id": str(package.rater_id),
            "serial": str(package.serial),
            "key": key_mark(handout.secret),
            "office": handout.office,
            "campaign": handout.campaign,
            "rater": handout.rater,
        },
        pages=(_instructions(handout, rules, checksum), *pages),
        footer=f"{handout.campaign} – {handout.rater} – pakiet nr {package.id}",
    )


def origin(identity: Mapping[str, str]) -> Origin | None:
    """What a workbook says of itself; None when it is no package of evaluations."""
    try:
        numbers = {name: int(identity[name]) for name in ("package", "campaign_id", "rater_id", "serial")}
        texts = {name: identity[name] for name in ("key", "office", "campaign", "rater")}
    except (KeyError, ValueError):
        return None
    return Origin(**numbers, **texts)  # type: ignore[arg-type]


def _instructions(handout: Handout, rules: RegulationDraft, checksum: str) -> Page:
    package = handout.package
    grouped = " ".join(checksum[start : start + 4] for start in range(0, len(checksum), 4))
    facts = [
        ("Urząd", handout.office),
        ("Oceniający", ", ".join(filter(None, (handout.rater, handout.rater_post)))),
        ("Kampania ocen", handout.campaign),
        ("Oceny mają być gotowe do", format_date(handout.ends_on) if handout.ends_on else ""),
        ("Pakiet", f"nr {package.id}, wydany {words.moment_text(package.issued_at)}"),
        ("Osób w pakiecie", str(len(handout.evaluations))),
        ("Suma kontrolna treści", grouped),
    ]
    cells: list[AnyCell] = [
        Shown(row=0, column=0, value="Oceny okresowe – pakiet oceniającego", look=Look.TITLE, across=2)
    ]
    row = 2
    for label, value in facts:
        if value:
            cells += [Shown(row=row, column=0, value=label, look=Look.STRONG), Shown(row=row, column=1, value=value)]
            row += 1
    row = _listed(cells, row + 1, "Co zrobić", [(f"{n}.", text) for n, text in enumerate(words.steps(rules), 1)])
    health = rules.health_warning or words.HEALTH
    row = _listed(
        cells, row + 1, "Ważne", [("Zdrowie", health), ("Poufność", words.SECRECY), ("Zmiany", words.PROTECTION)]
    )
    scale = [(str(step.value), _scale_text(step)) for step in rules.scale]
    if rules.may_not_apply:
        scale.append(
            (words.NOT_APPLICABLE, "Kryterium nie da się zastosować na tym stanowisku; nie liczy się do średniej.")
        )
    _listed(cells, row + 1, "Skala ocen", scale)
    return Page(title=INSTRUCTIONS, cells=tuple(cells), widths=(26, 92), heights={0: 26})


def _scale_text(step: ScaleMark) -> str:
    name = step.name[:1].upper() + step.name[1:]
    return f"{name}. {step.description}".strip(" .") + "."


def _listed(cells: list[AnyCell], row: int, heading: str, items: Sequence[tuple[str, str]]) -> int:
    cells.append(Shown(row=row, column=0, value=heading, look=Look.HEADING, across=2))
    for offset, (label, text) in enumerate(items, 1):
        look = Look.WARNING if label in ("Zdrowie", "Poufność") else Look.TEXT
        cells.append(Shown(row=row + offset, column=0, value=label, look=Look.STRONG))
        cells.append(Shown(row=row + offset, column=1, value=text, look=look))
    return row + len(items) + 1


def _overview(people: Sequence["PersonPage"]) -> Page:
    heads = ("Lp.", "Osoba", "Stanowisko", "Komórka", "Ocenione kryteria", "Kryteria razem", "Brak uzasadnień", "Stan")
    cells: list[AnyCell] = [Shown(row=0, column=0, value="Przegląd: czego jeszcze brakuje", look=Look.TITLE, across=8)]
    cells += [Shown(row=2, column=column, value=head, look=Look.HEAD) for column, head in enumerate(heads)]
    for row, person in enumerate(people, 3):
        evaluation, quoted = person.evaluation, "'" + person.title + "'!"
        cells += [
            Shown(row=row, column=0, value=row - 2, look=Look.CENTRED),
            Shown(row=row, column=1, value=person.name, look=Look.LINK, link=person.title),
            Shown(row=row, column=2, value=evaluation.post, look=Look.BOXED),
            Shown(row=row, column=3, value=evaluation.unit, look=Look.BOXED),
            Computed(row=row, column=4, formula=person.counted(quoted), value=person.given, look=Look.CENTRED),
            Shown(row=row, column=5, value=len(evaluation.marks), look=Look.CENTRED),
            Computed(row=row, column=6, formula=person.unexplained(quoted), value=person.lacking, look=Look.CENTRED),
            Computed(row=row, column=7, formula=_state(row), value=person.state, look=Look.CENTRED),
        ]
    return Page(
        title=OVERVIEW,
        cells=tuple(cells),
        widths=(5, 34, 30, 34, 11, 10, 12, 16),
        heights={0: 26, 2: 32},
        freeze=(3, 2),
        landscape=True,
        repeat=(2, 2),
    )


def _state(row: int) -> str:
    given, number, lacking = (reference(row, column) for column in (4, 5, 6))
    return state_formula(given, number, lacking)
