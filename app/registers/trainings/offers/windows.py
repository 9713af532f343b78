"""Deeds on an offer: pass it to heads of units, note a reply, reject it; each asks in a small window."""

from collections.abc import Sequence
from typing import Any

from app.core.problems import Problem
from app.core.words import FieldWords
from app.people.office.words import head_title
from app.people.units.domain import Unit
from app.registers.trainings.offers.domain import Offer, OfferDraft, Reply, Routing, awaited
from app.registers.trainings.offers.form import OfferChoices, OfferForm
from app.registers.trainings.offers.words import FIELDS, PROBLEMS, REPLIES, routing_in_words
from app.registers.trainings.shared import TrainingServices
from app.widgets.forms.check_list import Ticked
from app.widgets.forms.choice_editors import Option
from app.widgets.forms.deed import Deed, Effect, Values
from app.widgets.forms.deed_window import open_deed
from app.widgets.forms.fields import Choice, Day, LongText, Number, Reference, Text
from app.widgets.forms.record_form import FormServices, RecordForm, Save, Subject
from app.widgets.stored_files import FileAccess, FileOutlet
from app.widgets.workspace import Workspace

_MANY_UNITS, _SHORT = 8, 30
"""From so many on units stand in two columns, if no name has more letters."""
_WORDS = {
    **FIELDS,
    "on": FieldWords("Dzień"),
    "unit_ids": FieldWords("Komórki", "Oferta trafi do ich kierowników. Bez zaznaczenia zostanie tylko wybrana."),
    "unit_id": FieldWords("Komórka"),
    "reply": FieldWords("Odpowiedź"),
    "people": FieldWords("Ile osób"),
    "note": FieldWords("Uwagi kierownika"),
}


class OfferDesk:
    """Forms and deeds of offers for the tab; an outcome goes to the status line with its undo."""

    def __init__(self, workspace: Workspace, services: TrainingServices) -> None:
        self._workspace, self._services = workspace, services

    # -- the form --------------------------------------------------------------------------------------------

    def form(self, subject: Subject, forms: FormServices, save: Save) -> RecordForm:
        """The form of an offer with what may be chosen in it."""
        return OfferForm(
            subject,
            forms,
            save,
            choices=self._choices(subject.record),
            add_file=self._services.files.add_from,
            files=self._access(),
        )

    def _choices(self, offer: Offer | None) -> OfferChoices:
        services, kept = self._services, set()
        if offer is not None:
            kept = {each.unit_id for each in offer.routings}
        units = self._open_units(kept)
        may_read = services.institutions.actor().may("training_institution.read")
        institutions = services.institutions.all() if may_read else ()
        return OfferChoices(
            institutions=[Option(each.id, _institution(each.name, each.town)) for each in institutions],
            units=[Option(each.id, f"{each.symbol} – {each.name}") for each in units],
            unit_symbols={each.id: each.symbol for each in services.units.all()},
            areas=services.training_offers.areas(),
            deciders=self._deciders(),
            today=services.clock.today,
        )

    def _open_units(self, kept: Any = frozenset()) -> list[Unit]:
        """Units that work today, and those in ``kept``."""
        today = self._services.clock.today()
        units = self._services.units.all()
        return [each for each in units if each.id in kept or each.closed_on is None or each.closed_on >= today]

    def _deciders(self) -> list[str]:
        office = self._services.offices.current_or_blank()
        usual = ("Sekretarz", head_title(office.head_title))
        return list(dict.fromkeys((*self._services.training_offers.deciders(), *usual)))

    def _access(self) -> FileAccess:
        return FileAccess(content=self._services.files.content, open_file=self._workspace.open_file)

    def open_file(self, offer: Offer) -> None:
        """Show the offer's file in the system's program."""
        work = self._workspace
        if offer.file is not None:
            FileOutlet(self._access(), work.dialogs, work.jobs, work.say, work.window).open(offer.file, offer.file_name)

    # -- deeds -----------------------------------------------------------------------------------------------

    def pass_on(self, offer: Offer) -> None:
        """Ask to which units the offer goes."""
        has = {each.unit_id for each in offer.routings}
        units = {f"{each.symbol} – {each.name}": each.id for each in self._open_units() if each.id not in has}
        offers, undecided = self._services.training_offers, offer.selected_on is None
        who = (Text(name="selected_by", suggestions=self._deciders(), required=True, span=8),) if undecided else ()

        def call(values: Values) -> Any:
            chosen = [units[name] for name in values["unit_ids"]]
            return offers.pass_on(offer.id, offer.version, values["on"], values["selected_by"], chosen)

        self._ask(
            Deed(
                key="pass_offer",
                title="Wybór i przekazanie oferty" if undecided else "Przekazanie oferty",
                about=offers.title(offer),
                text="Przekaż",
                intro="Oferta zostanie zapisana jako wybrana i trafi do kierowników zaznaczonych komórek."
                if undecided
                else "Oferta trafi do kierowników zaznaczonych komórek.",
                fields=(
                    Day(name="on", required=True, span=4),
                    *who,
                    Ticked(
                        name="unit_ids",
                        options=tuple(units),
                        columns=2 if len(units) > _MANY_UNITS and max(map(len, units)) <= _SHORT else 1,
                        required=not undecided,
                    ),
                ),
                words=_WORDS,
                sentences=PROBLEMS,
                shape=OfferDraft,
                start={"on": self._services.clock.today(), "selected_by": "", "unit_ids": ()},
                facts=_told_replies(offer, self._symbols(), self._services),
                call=call,
            )
        )

    def reply(self, offer: Offer) -> None:
        """Ask what the head of a unit answered."""
        waiting = {each.unit_id for each in awaited(offer)}
        units = [each for each in self._services.units.all() if each.id in waiting]
        offers = self._services.training_offers

        def check(values: Values) -> Sequence[Problem]:
            if values["reply"] is Reply.NOT_WANTED and values["people"]:
                return (Problem("people", "people_of_refusal"),)
            return (Problem("people", "nobody_wanted"),) if values["people"] == 0 else ()

        def call(values: Values) -> Any:
            return offers.record_reply(
                offer.id,
                offer.version,
                values["unit_id"],
                values["reply"],
                values["on"],
                values["people"],
                values["note"],
            )

        answers = {reply: text for reply, text in REPLIES.items() if reply is not Reply.AWAITED}
        self._ask(
            Deed(
                key="reply_to_offer",
                title="Odpowiedź kierownika komórki",
                about=offers.title(offer),
                text="Zapisz odpowiedź",
                fields=(
                    Reference(
                        name="unit_id",
                        options=[Option(each.id, f"{each.symbol} – {each.name}") for each in units],
                        span=12,
                        required=True,
                    ),
                    Choice(name="reply", labels=answers, optional=True, required=True, span=5),
                    Day(name="on", required=True, span=4),
                    Number(name="people", span=3),
                    LongText(name="note", lines=2),
                ),
                words=_WORDS,
                sentences=PROBLEMS,
                shape=Routing,
                start={
                    "unit_id": units[0].id if len(units) == 1 else None,
                    "reply": None,
                    "on": self._services.clock.today(),
                    "people": None,
                    "note": "",
                },
                check=check,
                call=call,
            )
        )

    def reject(self, offer: Offer) -> None:
        """Ask why the offer is rejected."""
        offers, undecided = self._services.training_offers, offer.selected_on is None
        who = (
            (
                Day(name="on", required=True, span=4),
                Text(name="selected_by", suggestions=self._deciders(), required=True, span=8),
            )
            if undecided
            else ()
        )

        def call(values: Values) -> Any:
            return offers.reject(
                offer.id, offer.version, values["on"], values["selected_by"], values["rejected_reason"]
            )

        self._ask(
            Deed(
                key="reject_offer",
                title="Odrzucenie oferty",
                about=offers.title(offer),
                text="Odrzuć ofertę",
                fields=(*who, LongText(name="rejected_reason", lines=2, required=True)),
                words={**_WORDS, "rejected_reason": FieldWords("Powód odrzucenia")},
                sentences=PROBLEMS,
                shape=OfferDraft,
                start={"on": self._services.clock.today(), "selected_by": "", "rejected_reason": ""},
                facts=_told_replies(offer, self._symbols(), self._services),
                call=call,
            )
        )

    def _symbols(self) -> dict[int, str]:
        return {each.id: each.symbol for each in self._services.units.all()}

    def _ask(self, deed: Deed) -> None:
        work = self._workspace
        open_deed(deed, work)


def _told_replies(offer: Offer, symbols: dict[int, str], services: TrainingServices) -> tuple[Effect, ...]:
    """Where the offer went already, in the window that asks what becomes of it."""
    today = services.clock.today()
    lines = [routing_in_words(each, symbols.get(each.unit_id or 0, ""), today) for each in offer.routings]
    return (Effect("\n".join(lines), "Dotychczas"),) if lines else ()


def _institution(name: str, town: str) -> str:
    return f"{name}, {town}" if town else name
