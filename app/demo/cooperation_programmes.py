"""Invented programmes of cooperation and consultations of some years, dated around the day on the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from app.bootstrap import Services
from app.demo.toml_records import read_table, record_from
from app.registers.ngos.consultations.domain import Asked, Channel, ConsultationDraft, Subject, Taken, Way
from app.registers.ngos.organisations.domain import Organisation
from app.registers.ngos.programmes.domain import PriorityTask, ProgrammeDraft, following

FILE = "cooperation_programmes.toml"
_EVERY = 7
"""One organisation of so many answers."""
_DECIDED_IN = timedelta(days=4)
"""Between the end of a consultation and its results."""
Day = tuple[int, ...]
"""Year against the current one, month, day."""


@dataclass(frozen=True, kw_only=True)
class DemoYear:
    """One programme; ``percent`` is its money against that of the data file."""

    year: int
    percent: int
    draft_on: Day
    consulted_from: Day
    consulted_to: Day
    passed_on: Day
    resolution: str
    report_on: Day = ()
    published_on: Day = ()


@dataclass(frozen=True, kw_only=True)
class DemoAct:
    """One consultation of a draft; ``ago`` are days before today in place of ``starts_on`` and ``ends_on``."""

    subject: str
    draft_number: str
    starts_on: Day = ()
    ends_on: Day = ()
    ago: tuple[int, ...] = ()
    spheres: tuple[str, ...]
    ways: tuple[Way, ...]
    results: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoOpinion:
    """What an organisation said; blank where it had no remarks."""

    opinion: str
    taken: Taken | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DemoCooperation:
    """The whole data file."""

    programme: ProgrammeDraft
    years: tuple[DemoYear, ...]
    acts: tuple[DemoAct, ...]
    opinions: tuple[DemoOpinion, ...]


def demo_cooperation(folder: Path) -> DemoCooperation:
    """The data file; BadDataFile when something in it is wrong."""
    return record_from(read_table(folder / FILE), DemoCooperation, FILE)


def add_cooperation(services: Services, folder: Path) -> None:
    """Save programmes and consultations; the organisations must be there."""
    data, today = demo_cooperation(folder), services.clock.today()
    organisations = services.organisations.all()
    drafts = []
    for each in data.years:
        draft = _programme(data.programme, each, today)
        if draft is None:
            continue
        programme = services.programmes.create(draft).record
        drafts.append(_about_programme(services.consultations.proposal(programme), data, organisations, today))
    drafts.extend(_about_act(act, data, organisations, today) for act in data.acts)
    services.consultations.create_many(drafts)


def _programme(pattern: ProgrammeDraft, entry: DemoYear, today: date) -> ProgrammeDraft | None:
    """The programme as far as it has come by today; None while nobody has begun to write it."""
    draft_on = _day(entry.draft_on, today)
    if draft_on is None:
        return None
    year = today.year + entry.year
    passed_on = _day(entry.passed_on, today)
    consulted_from, consulted_to = _whole_days(entry.consulted_from, entry.consulted_to, today)
    making = ""
    if passed_on is not None:
        making = "Projekt przygotował urząd po spotkaniu z organizacjami; przebieg konsultacji opisuje protokół."
    return replace(
        following(_scaled(pattern, entry.percent), year),
        draft_on=draft_on,
        consulted_from=consulted_from,
        consulted_to=consulted_to,
        passed_on=passed_on,
        resolution="" if passed_on is None else f"{entry.resolution}/{passed_on.year}",
        report_on=_day(entry.report_on, today),
        published_on=_day(entry.published_on, today),
        making=making,
    )


def _scaled(pattern: ProgrammeDraft, percent: int) -> ProgrammeDraft:
    """With every amount at so many percent, to whole hundreds of złote."""

    def amount(grosze: int | None) -> int:
        return (grosze or 0) * percent // 1_000_000 * 10_000

    tasks = tuple(
        PriorityTask(sphere=task.sphere, task=task.task, amount=amount(task.amount)) for task in pattern.tasks
    )
    return replace(
        pattern,
        money=amount(pattern.money),
        grants=amount(pattern.grants),
        small_grants=amount(pattern.small_grants),
        tasks=tasks,
    )


def _about_programme(
    draft: ConsultationDraft, data: DemoCooperation, organisations: Sequence[Organisation], today: date
) -> ConsultationDraft:
    results = "Uwagi rozpatrzono; projekt po zmianach przekazano radzie."
    begun = replace(draft, ways=(Way.WRITTEN, Way.MEETING), draft_number="1")
    return _held(begun, data.opinions, organisations, results, today)


def _about_act(
    act: DemoAct, data: DemoCooperation, organisations: Sequence[Organisation], today: date
) -> ConsultationDraft:
    if act.ago:
        begins, ends = (today - timedelta(days=days) for days in act.ago)
    else:
        begins, ends = _plain(act.starts_on, today), _plain(act.ends_on, today)
    draft = ConsultationDraft(
        subject=act.subject,
        kind=Subject.ACT,
        draft_number=f"{act.draft_number}/{begins.year}",
        starts_on=begins,
        ends_on=ends,
        ways=act.ways,
        spheres=act.spheres,
    )
    return _held(draft, data.opinions, organisations, act.results, today)


def _held(
    draft: ConsultationDraft,
    opinions: Sequence[DemoOpinion],
    organisations: Sequence[Organisation],
    results: str,
    today: date,
) -> ConsultationDraft:
    """With those who were asked, their answers and the results, as far as they have come by today."""
    starts, ends = draft.starts_on, draft.ends_on
    if starts is None or ends is None or starts > today:
        return draft
    asked = tuple(_asked(draft, opinions, organisations, starts, min(ends, today)))
    results_on = ends + _DECIDED_IN
    over = bool(results) and results_on <= today
    return replace(
        draft,
        announced_on=starts,
        announced_where="BIP, tablica ogłoszeń, strona urzędu",
        asked=asked,
        results_on=results_on if over else None,
        results=results if over else "",
        results_where="BIP, zakładka „Konsultacje”" if over else "",
    )


def _asked(
    draft: ConsultationDraft,
    opinions: Sequence[DemoOpinion],
    organisations: Sequence[Organisation],
    starts: date,
    until: date,
) -> Iterator[Asked]:
    answers = 0
    for number, each in enumerate(each for each in organisations if set(each.spheres) & set(draft.spheres)):
        asked = Asked(
            ngo_id=each.id,
            name=each.name,
            asked_on=starts,
            channel=Channel.EMAIL if each.email else Channel.POST,
        )
        day = starts + timedelta(days=3 + number % 9)
        if number % _EVERY == starts.month % _EVERY and day <= until:
            said = opinions[answers % len(opinions)]
            asked = replace(asked, answered_on=day, opinion=said.opinion, taken=said.taken, reason=said.reason)
            answers += 1
        yield asked


def _plain(day: Day, today: date) -> date:
    year, *rest = day
    return date(today.year + year, *rest)


def _day(day: Day, today: date) -> date | None:
    """The day, None for one that is not given or has not come yet."""
    if not day:
        return None
    found = _plain(day, today)
    return found if found <= today else None


def _whole_days(since: Day, until: Day, today: date) -> tuple[date | None, date | None]:
    """Both days of a consultation once it has begun."""
    first = _plain(since, today)
    return (first, _plain(until, today)) if first <= today else (None, None)
