"""Columns and filters of the table of organisations."""

from collections.abc import Callable, Mapping

from app.registers.ngos import dictionary
from app.registers.ngos.dictionary import SphereList
from app.registers.ngos.organisations.disclosure import EXACT
from app.registers.ngos.organisations.domain import AddressKind, LegalForm, Organisation, ServedGroup
from app.registers.ngos.organisations.words import (
    FIELDS,
    Concern,
    Placement,
    State,
    address_words,
    confirmed_words,
    label,
    person_words,
)
from app.widgets.columns import Column, Tone
from app.widgets.filter_panel import FilterGroup

_TONES: Mapping[State, Tone] = {
    State.ACTIVE: Tone.OK,
    State.UNCONFIRMED: Tone.WARNING,
    State.SUSPENDED: Tone.QUIET,
    State.DISSOLVED: Tone.QUIET,
}
_PLACEMENT_TONES: Mapping[Placement, Tone] = {
    Placement.EXACT: Tone.OK,
    Placement.APPROXIMATE: Tone.QUIET,
    Placement.NONE: Tone.WARNING,
}
_OPP = {"yes": "tak", "no": "nie"}
_CONSENT = {"yes": "można publikować", "no": "brak zgody na wykaz"}


def columns(
    spheres: Callable[[], SphereList], state: Callable[[Organisation], State]
) -> tuple[Column[Organisation], ...]:
    """``state`` is that of the day on the clock."""

    def leading(each: Organisation) -> str:
        code = each.leading or next(iter(each.spheres), "")
        return spheres().label(code) if code else "nie podano sfery"

    def all_spheres(each: Organisation) -> str:
        return "\n".join(spheres().label(code) for code in each.spheres)

    return (
        Column(
            key="name",
            title="Organizacja",
            text=lambda each: each.name,
            second=leading,
            tooltip=lambda each: "\n".join(filter(None, (each.name, all_spheres(each)))),
            sort="name",
            width=17,
            flexible=True,
            strong=True,
        ),
        Column(
            key="place",
            title="Miejscowość",
            text=lambda each: each.seat.place if each.seat else "",
            second=_street,
            tooltip=lambda each: "\n".join(address_words(address) for address in each.addresses),
            sort="place",
            width=15,
        ),
        Column(
            key="state",
            title="Stan",
            text=lambda each: label(state(each)),
            tone=lambda each: _TONES[state(each)],
            sort="state",
            width=19,
        ),
        Column(
            key="confirmed",
            title="Potwierdzona",
            text=lambda each: confirmed_words(each.confirmed_on),
            sort="confirmed",
            width=15,
            when_wide=True,
        ),
        *_optional(),
    )


def _optional() -> tuple[Column[Organisation], ...]:
    return (
        Column(
            key="legal_form",
            title=FIELDS["legal_form"].label,
            text=lambda each: label(each.legal_form) if each.legal_form else "",
            width=18,
            optional=True,
        ),
        Column(
            key="person",
            title="Kieruje",
            text=lambda each: person_words(each.people[0]) if each.people else "",
            width=20,
            optional=True,
        ),
        Column(key="phone", title="Telefon", text=lambda each: ", ".join(each.phones), width=16, optional=True),
        Column(key="email", title="E-mail", text=lambda each: each.email, width=24, optional=True),
        Column(key="krs", title="KRS", text=lambda each: each.krs, width=12, optional=True),
        Column(
            key="placement",
            title="Na mapie",
            text=lambda each: label(placement(each)),
            tone=lambda each: _PLACEMENT_TONES[placement(each)],
            width=22,
            optional=True,
        ),
    )


def _street(organisation: Organisation) -> str:
    """Street and number; the locality, which stands above, is not said again."""
    seat = organisation.seat
    if seat is None or not seat.number:
        return "" if seat is None else seat.street
    return f"{seat.street} {seat.number}" if seat.street else f"nr {seat.number}"


def placement(organisation: Organisation) -> Placement:
    """The best of the places of its addresses."""
    methods = [each.method for each in organisation.addresses if each.placed and each.kind is not AddressKind.MAIL]
    if not methods:
        return Placement.NONE
    sure = any(method in EXACT for method in methods)
    return Placement.EXACT if sure else Placement.APPROXIMATE


def filters(spheres: Callable[[], SphereList]) -> tuple[FilterGroup, ...]:
    """As the use cases know them; they are the filters of the map as well."""
    return (
        FilterGroup(
            key="status",
            title="Stan",
            label=lambda value: label(State(value)),
            options=tuple(State),
        ),
        FilterGroup(
            key="group",
            title="Dziedzina",
            label=_group_label,
            options=tuple(group.key for group in dictionary.groups()),
            overlapping=True,
        ),
        FilterGroup(
            key="placement",
            title="Na mapie",
            label=lambda value: label(Placement(value)),
            options=tuple(Placement),
            overlapping=True,
        ),
        FilterGroup(key="place", title="Miejscowość", label=lambda value: value, single=True, overlapping=True),
        FilterGroup(
            key="sphere",
            title="Sfera",
            label=lambda value: spheres().label(value) if value else "nie podano",
            single=True,
            overlapping=True,
        ),
        FilterGroup(
            key="served",
            title="Komu pomaga",
            label=lambda value: label(ServedGroup(value)) if value else "nie podano",
            single=True,
            overlapping=True,
        ),
        FilterGroup(key="legal_form", title="Forma prawna", label=lambda value: label(LegalForm(value)), single=True),
        FilterGroup.choices("opp", "Pożytek publiczny", _OPP),
        FilterGroup.choices("consent", "Zgoda na wykaz", _CONSENT),
        FilterGroup(
            key="concern",
            title="Wymaga uwagi",
            label=lambda value: label(Concern(value)),
            options=tuple(Concern),
            overlapping=True,
        ),
    )


def _group_label(key: str) -> str:
    group = dictionary.group(key)
    return f"{group.letter} – {group.name}"
