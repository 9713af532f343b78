"""The list and the map as one web page for the BIP: no scripts, nothing from elsewhere, readable by everybody.

The filters are two lists of choices that style sheets act upon (``:has``); an older browser shows the whole list and
no filters. Rules: WCAG 2.1 AA (act of 4.04.2019 on digital accessibility, art. 5).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from urllib.parse import quote

from app.core.dates import format_date
from app.core.polish import sort_key
from app.geo.map_drawing import MapContent
from app.geo.shapes import MarkerGroup
from app.geo.svg import MapPicture, map_svg
from app.people.office.domain import Office
from app.people.office.printout import notice
from app.printing.typography import clean
from app.registers.ngos.organisations.printout.entry import (
    CONSENT,
    NO_SPHERE,
    NOBODY,
    TITLE,
    Arrangement,
    Entry,
    arranged,
)
from app.registers.ngos.organisations.printout.listing import HEADERS
from app.registers.ngos.organisations.printout.map_sheet import TITLE as MAP_TITLE
from app.registers.ngos.organisations.words import organisations

_ADDRESS = re.compile(r"(?:https?://)?[\w.-]+\.\w{2,}(?::\d+)?(?:/[^\s<>\"']*)?", re.IGNORECASE)
"""What is shown as a link; anything else that somebody typed stays plain text."""
_NO_GROUP = "brak"
_NO_MATCH = "Żadna organizacja nie pasuje do obu wyborów naraz. Zmień jeden z nich."
_STYLE = """
:root { color-scheme: light; --ink: #1b2733; --muted: #566575; --accent: #1f4e79; --line: #d5dde6; --soft: #eef3f8 }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: #fff; font: 1rem/1.5 Lato, "Segoe UI", "Noto Sans", Arial, sans-serif }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: #fff; outline: 3px solid var(--accent) }
header, main, footer { max-width: 78rem; margin: 0 auto; padding: 1rem 1.25rem }
header { border-bottom: 3px solid var(--accent) }
header p, footer p { margin: .25rem 0; color: var(--muted) }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0 }
h2 { font-size: 1.3rem; color: var(--accent); margin: 2rem 0 .75rem }
.notice { color: #8a3b12; font-weight: bold }
figure { margin: 0; overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem }
figure svg { display: block; width: 100%; min-width: 42rem; height: auto }
a { color: var(--accent) }
a:focus-visible, select:focus-visible, .scroll:focus-visible, figure:focus-visible
  { outline: 3px solid var(--accent); outline-offset: 2px }
form { display: none }
@supports selector(:has(*)) {
  form { display: flex; flex-wrap: wrap; gap: 1rem; padding: 1rem; background: var(--soft); border-radius: .4rem }
}
form div { min-width: 0; max-width: 100% }
label { display: block; font-weight: bold }
select { font: inherit; padding: .4rem .6rem; border: 1px solid #7c8b9a; border-radius: .3rem; background: #fff;
  max-width: 100% }
.scroll { overflow-x: auto; margin-top: 1rem }
.none { display: none; font-weight: bold }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; color: var(--muted); padding: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .75rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere }
thead th { border-bottom: 2px solid var(--accent); color: var(--muted) }
th:first-child, td:first-child { width: 3.5rem; color: var(--muted); white-space: nowrap }
tbody th { font-weight: normal; width: 25% }
td:nth-child(3) { width: 23% }
tbody p { margin: 0 0 .25rem }
.name { font-weight: bold }
td .name { margin-top: .5rem }
.light { color: var(--muted) }
.sphere { color: var(--accent) }
.letter { display: inline-block; min-width: 1.5em; margin-right: .4em; border-radius: 1em; color: #fff;
  text-align: center; font-weight: bold }
@media screen and (max-width: 56rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  table, caption, tbody, tbody tr, tbody th, tbody td, tbody td:nth-child(3) { display: block; width: auto }
  tbody tr { padding: 1rem 0; border-bottom: 1px solid var(--line) }
  tbody th, tbody td { padding: .15rem 0; border: 0 }
  tbody td:first-child { float: left; width: auto; padding-right: .5rem }
}
@page { margin: 1.5cm }
@media print {
  body { font-size: .7rem; line-height: 1.35 }
  header, main, footer { max-width: none; padding: .5rem 0 }
  form, .skip { display: none }
  figure, .scroll { overflow: visible; border: 0 }
  figure svg { min-width: 0; max-height: 18cm }
  h2 { margin-top: 1rem; break-after: avoid }
  #wykaz { break-before: page }
  tr { break-inside: avoid }
  .letter { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""


def webpage(
    entries: Sequence[Entry], content: MapContent, office: Office, written_on: date, *, source: str = ""
) -> str:
    """The whole page. ``entries`` and the markers of ``content`` come from ``disclosure.public_view``."""
    places = sorted({each.locality for each in entries if each.locality}, key=sort_key)
    used = {each.group for each in entries}
    groups = [group for group in content.groups if group.key in used]
    picture = map_svg(MapPicture(title=MAP_TITLE, content=content, area=office.gmina))
    said = notice(office)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="pl">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{_text(TITLE)} – {_text(office.name)}</title>",
        f"<style>{_STYLE}{_filter_rules(entries, groups, places)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#wykaz">Przejdź do wykazu organizacji</a>',
        "<header>",
        f"<p>{_text(office.name)}</p>",
        f"<h1>{_text(TITLE)}</h1>",
        f"<p>Stan na {format_date(written_on)}. {organisations(len(entries)).capitalize()}. {CONSENT}</p>",
        *([f'<p class="notice">{_text(said)}</p>'] if said else []),
        "</header>",
        "<main>",
        '<section aria-labelledby="mapa-naglowek">',
        '<h2 id="mapa-naglowek">Mapa</h2>',
        '<figure tabindex="0" role="group" aria-labelledby="mapa-naglowek">',
        picture.strip(),
        "</figure>",
        "<p>Wszystko, co pokazuje mapa, jest też w wykazie poniżej.</p>",
        "</section>",
        '<section id="wykaz" aria-labelledby="wykaz-naglowek">',
        '<h2 id="wykaz-naglowek">Wykaz organizacji</h2>',
        *_list(entries, groups, places),
        "</section>",
        "</main>",
        "<footer>",
        *_footer(office, source),
        "</footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines)


def _list(entries: Sequence[Entry], groups: Sequence[MarkerGroup], places: Sequence[str]) -> Iterator[str]:
    if not entries:
        yield f"<p>{NOBODY}</p>"
        return
    blank = any(not each.group for each in entries)
    if len(groups) + blank > 1 or len(places) > 1:
        yield '<form aria-label="Zawęź wykaz">'
        spheres = [(f"g-{group.key}", f"{group.letter} – {group.name}") for group in groups]
        spheres += [(f"g-{_NO_GROUP}", NO_SPHERE)] if blank else []
        yield from _choices("obszar", "Obszar działania", "wszystkie obszary", spheres)
        towns = [(f"m-{number}", place) for number, place in enumerate(places)]
        yield from _choices("miejscowosc", "Miejscowość siedziby", "wszystkie miejscowości", towns)
        yield "</form>"
        yield f'<p class="none" role="status">{_NO_MATCH}</p>'
    # a group, not a region: the section around it is the landmark of this name
    yield '<div class="scroll" tabindex="0" role="group" aria-labelledby="wykaz-naglowek">'
    yield "<table>"
    yield f"<caption>{_text(TITLE)}</caption>"
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADERS)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    letters = {group.key: group for group in groups}
    for _, members in arranged(entries, Arrangement.NAME):
        for number, entry in enumerate(members, 1):
            yield from _row(number, entry, letters.get(entry.group), places)
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _choices(name: str, told: str, everything: str, choices: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f'<div><label for="{name}">{told}</label>'
    # without this a browser keeps the choice of the last visit and shows a part of the list
    yield f'<select id="{name}" autocomplete="off"><option value="" selected>{everything}</option>'
    yield from (f'<option value="{key}">{_text(text)}</option>' for key, text in choices)
    yield "</select></div>"


def _filter_rules(entries: Sequence[Entry], groups: Sequence[MarkerGroup], places: Sequence[str]) -> str:
    """Rows that a choice hides, and the sentence for two choices that leave nothing."""
    spheres = [group.key for group in groups] + ([_NO_GROUP] if any(not each.group for each in entries) else [])
    keys = [("obszar", f"g-{key}") for key in spheres]
    keys += [("miejscowosc", f"m-{number}") for number in range(len(places))]
    hidden = [f"#wykaz:has({_chosen(name, [key])}) tbody tr:not(.{key}) {{ display: none }}\n" for name, key in keys]
    there = {(each.group or _NO_GROUP, each.locality) for each in entries}
    for key in spheres:
        empty = [f"m-{number}" for number, place in enumerate(places) if (key, place) not in there]
        if empty:
            both = f":has({_chosen('obszar', [f'g-{key}'])}):has({_chosen('miejscowosc', empty)})"
            hidden.append(f"#wykaz{both} .none {{ display: block }}\n")
    return "".join(hidden)


def _chosen(name: str, keys: Sequence[str]) -> str:
    return f"#{name} option:checked:is({', '.join(f'[value={key}]' for key in keys)})"


def _row(number: int, entry: Entry, group: MarkerGroup | None, places: Sequence[str]) -> Iterator[str]:
    classes = f"g-{entry.group or _NO_GROUP}"
    if entry.locality:
        classes += f" m-{places.index(entry.locality)}"
    yield f'<tr class="{classes}"><td>{number}.</td>'
    name, contact, activity = "".join(_name(entry)), "".join(_contact(entry)), "".join(_activity(entry, group))
    yield f'<th scope="row">{name}</th><td>{contact}</td><td>{activity}</td></tr>'


def _name(entry: Entry) -> Iterator[str]:
    yield _line(entry.name, "name")
    for text in (entry.short_name, entry.about):
        if text:
            yield _line(text, "light")
    for who, contact in entry.people:
        yield _line(who) + (_line(contact, "light") if contact else "")


def _contact(entry: Entry) -> Iterator[str]:
    if entry.seat:
        yield _line(entry.seat)
    for phone in entry.phones:
        digits = re.sub(r"[^\d+]", "", phone)
        yield f'<p><a href="tel:{digits}">tel. {_text(phone)}</a></p>' if digits else _line(f"tel. {phone}")
    if entry.email:
        to = quote(entry.email, safe="@.+-_")
        yield f'<p><a href="mailto:{to}">{_text(entry.email)}</a></p>'
    if entry.website:
        yield _site(entry.website)
    for what, where in entry.other_addresses:
        yield _line(f"{what}: {where}", "light")


def _site(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        return _line(address)
    link = address if address.lower().startswith(("http://", "https://")) else f"https://{address}"
    return f'<p><a href="{escape(link)}" rel="noopener noreferrer">{_text(address)}</a></p>'


def _activity(entry: Entry, group: MarkerGroup | None) -> Iterator[str]:
    if entry.spheres:
        letter = ""
        if group is not None:
            letter = (
                f'<span class="letter" style="background: {escape(group.colour)}" aria-hidden="true">'
                f"{_text(group.letter)}</span>"
            )
        yield f'<p class="sphere">{letter}{_text(entry.spheres[0])}</p>'
    if len(entry.spheres) > 1:
        yield _line(f"Także: {'; '.join(entry.spheres[1:])}", "light")
    for title, text in (
        ("Cele statutowe", entry.aims),
        ("Wykonywane zadania", entry.tasks),
        ("Osiągnięcia", "\n".join(entry.achievements)),
    ):
        if text:
            yield _line(f"{title}:", "name")
            yield from (_line(line) for line in text.splitlines() if line.strip())
    known = (
        ("Pomaga", entry.served),
        ("Zasięg", entry.reach),
        ("Tworzą ją", entry.size),
        ("Udostępnia", entry.premises),
    )
    yield from (_line(f"{title}: {text}") for title, text in known if text)


def _footer(office: Office, source: str) -> Iterator[str]:
    if source:
        yield _line(f"Sfery działania: {source}.")
    contact = " · ".join(filter(None, (office.name, office.address, office.phone, office.email)))
    if contact:
        yield _line(contact)


def _line(text: str, kind: str = "") -> str:
    classed = f' class="{kind}"' if kind else ""
    return f"<p{classed}>{_text(text)}</p>"


def _text(text: str) -> str:
    """Escaped for content and attributes alike, without control characters."""
    return escape(clean(text))
