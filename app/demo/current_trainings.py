"""Invented trainings that go on now, deed by deed: needs, offers, requests, journeys, an agreement."""

from dataclasses import replace
from datetime import date, timedelta

from app.core.records import Query
from app.demo.training_office import NO_OFFER, DemoTopic, TrainingOffice
from app.registers.trainings.courses.domain import Mode
from app.registers.trainings.needs.domain import NeedDraft, Priority, Source
from app.registers.trainings.offers.domain import OfferDraft, Reply, Routing
from app.registers.trainings.participations.domain import Participation, ParticipationDraft, Step
from app.registers.trainings.travel.domain import Bill, BillKind, Transport

_JUSTIFICATION = "Temat należy do bieżących zadań stanowiska."
_SECRETARY = "sekretarz gminy"


class CurrentTrainings:
    """What waits for somebody today, and what lies ahead."""

    def __init__(self, office: TrainingOffice) -> None:
        self.office, self.services = office, office.services
        self.today, self.topics = office.today, office.topics

    def fill(self, student: int) -> None:
        """Everything; ``student`` is the participation of whoever studied on the office's cost."""
        self._needs()
        self._offers()
        traveller = self._ahead()
        self._agreement(student)
        self._settled_journey()
        self._journey_ahead(traveller)

    def _needs(self) -> None:
        """One of law, one of a head, one of other kind; others are gathered from talks and validity that ends."""
        law, head = self.topics[4], self.topics[15]
        self.services.training_needs.create_many(
            [
                NeedDraft(
                    source=Source.LAW,
                    topic=law.topic,
                    area=law.area,
                    reason="Zmiana przepisów wchodzi w życie od nowego roku.",
                    unit_id=self.office.unit_ids[law.units[0]],
                    people=3,
                    wanted_by=self.today + timedelta(days=60),
                    priority=Priority.HIGH,
                ),
                NeedDraft(
                    topic=head.topic,
                    area=head.area,
                    reason="Dwie nowe osoby w referacie.",
                    unit_id=self.office.unit_ids[head.units[0]],
                    people=2,
                ),
                NeedDraft(
                    source=Source.OTHER,
                    topic="Język angielski w obsłudze interesanta",
                    area="obsługa mieszkańców",
                    reason="Coraz więcej spraw cudzoziemców.",
                    unit_id=self.office.unit_ids["USC"],
                    people=2,
                    priority=Priority.LOW,
                ),
            ]
        )

    def _offers(self) -> None:
        """One just received, one passed to heads who have not all answered, one rejected."""
        received = self.today - timedelta(days=12)
        topics = self.topics
        passed = replace(
            self._offer(topics[1], received),
            selected_on=received + timedelta(days=1),
            selected_by=_SECRETARY,
            routings=(
                Routing(
                    unit_id=self.office.unit_ids["SO"],
                    passed_on=received + timedelta(days=1),
                    reply=Reply.WANTED,
                    replied_on=received + timedelta(days=4),
                    people=2,
                ),
                Routing(unit_id=self.office.unit_ids["FN"], passed_on=received + timedelta(days=1)),
            ),
        )
        rejected = replace(
            self._offer(topics[22], received),
            selected_on=received + timedelta(days=2),
            selected_by=_SECRETARY,
            rejected_reason="Cena znacznie wyższa niż w podobnych ofertach.",
        )
        fresh = self._offer(topics[21], self.today - timedelta(days=2))
        self.services.training_offers.create_many([fresh, passed, rejected])

    def _offer(self, topic: DemoTopic, received: date) -> OfferDraft:
        first = self.office.next_working_days(self.today + timedelta(days=45), topic.days)
        return OfferDraft(
            topic=topic.topic,
            area=topic.area,
            institution_id=self.office.institutions[topic.institution],
            received_on=received,
            starts_on=first,
            ends_on=first + timedelta(days=topic.days - 1),
            place="" if topic.mode == Mode.ONLINE else self.office.towns[topic.institution],
            price=topic.price,
        )

    def _ahead(self) -> Participation:
        """Three trainings to come: one of an offer with requests to decide, one full, one cancelled.

        The person whose request for the first was approved.
        """
        courses, office = self.services.courses, self.office
        topics = (self.topics[11], self.topics[8], self.topics[20])
        first, second, third = (
            office.course(topic, office.next_working_days(self.today + timedelta(days=14 + 9 * place), topic.days))
            for place, topic in enumerate(topics)
        )
        answered = self.services.training_offers.create(self._answered(topics[0], first.starts_on)).record
        first, second = replace(first, offer_id=answered.id), replace(second, places=2)
        decided, full, cancelled = courses.create_many((first, second, third))
        traveller, *_ = self._request(decided.id, topics[0], 3, approve=1, refuse=True, reason="")
        self._request(full.id, topics[1], 3, approve=2)
        self._request(cancelled.id, topics[2], 1)
        courses.cancel(cancelled.id, cancelled.version, self.today, "za mało zgłoszeń u organizatora")
        return self.services.participations.get(traveller.id)

    def _answered(self, topic: DemoTopic, first: date | None) -> OfferDraft:
        """An offer that all heads want."""
        passed, received = self.today - timedelta(days=9), self.today - timedelta(days=11)
        routings = [
            Routing(
                unit_id=self.office.unit_ids[symbol],
                passed_on=passed,
                reply=Reply.WANTED,
                replied_on=passed + timedelta(days=1 + place % 3),
                people=1,
            )
            for place, symbol in enumerate(topic.units)
        ]
        offer = replace(self._offer(topic, received), starts_on=first, ends_on=first)
        return replace(offer, selected_on=passed, selected_by=_SECRETARY, routings=tuple(routings))

    def _request(
        self,
        course_id: int,
        topic: DemoTopic,
        count: int,
        *,
        approve: int = 0,
        refuse: bool = False,
        reason: str = NO_OFFER,
    ) -> list[Participation]:
        participations = self.services.participations
        requested = self.today - timedelta(days=4)
        made: list[Participation] = []
        for person in self.office.takers(topic, count, self.today):
            draft = ParticipationDraft(
                course_id=course_id,
                employee_id=person.id,
                requested_on=requested,
                justification=_JUSTIFICATION,
                no_offer_reason=reason,
            )
            made.append(participations.create(draft).record)
        for record in made[:approve]:
            on = self.today - timedelta(days=1)
            participations.approve(record.id, record.version, on, "adnotacja na wniosku")
        if refuse and len(made) > approve + 1:
            last = made[-1]
            participations.refuse(last.id, last.version, self.today, "Ta sama tematyka była w tym roku.")
        return made

    # -- papers ----------------------------------------------------------------------------------------------

    def _agreement(self, student: int) -> None:
        """Whoever studied promised to stay for two years."""
        agreements = self.services.training_agreements
        draft = agreements.proposal(student)
        assert draft.training_starts_on is not None, "the studies have their days"
        agreements.create(
            replace(
                draft,
                signed_on=draft.training_starts_on - timedelta(days=14),
                months=24,
                leave_days=6,
                benefits="Zakup podręczników wskazanych przez uczelnię.",
            )
        )

    def _journey_ahead(self, traveller: Participation) -> None:
        """An order with an advance for a training to come, named in the step of its registration."""
        orders = self.services.travel_orders
        draft = replace(orders.draft_for(traveller.id), transport=Transport.BUS, advance=100_00)
        order = orders.create(draft).record
        papers = f"zgłoszenie, delegacja nr {order.number}, karta uczestnictwa"
        registered = self.office.step(Step.REGISTER, self.today, self.office.personnel, papers)
        self.services.participations.take(traveller.id, traveller.version, registered)

    def _settled_journey(self) -> None:
        """The bill of a journey to one of the last trainings out of town."""
        orders, participations = self.services.travel_orders, self.services.participations
        query = Query(filters={"outcome": frozenset({"open"})}, sort="starts_on", descending=True)
        found = next((each for each in participations.page(query, 0, 200) if self._was_away(each)), None)
        if found is None:
            return
        draft = replace(
            orders.draft_for(found.id), ordered_on=found.starts_on - timedelta(days=5), transport=Transport.BUS
        )
        order = orders.create(draft).record
        bill = orders.settlement_of(order)
        times = (("07:10", "08:40"), ("15:20", "16:50"))
        legs = (
            replace(leg, departs_at=departs, arrives_at=arrives)
            for leg, (departs, arrives) in zip(bill.legs, times, strict=True)
        )
        tickets = Bill(kind=BillKind.FARE, amount=46_80, document="dwa bilety autobusowe")
        settled_on = min(found.ends_on + timedelta(days=3), self.today)
        bill = replace(bill, legs=tuple(legs), bills=(tickets,), settled_on=settled_on)
        orders.settle(order.id, order.version, bill)

    def _was_away(self, record: Participation) -> bool:
        course = self.services.courses.get(record.course_id or 0)
        here = self.services.office().town
        away = course.mode is Mode.ON_SITE and not course.sessions and course.place != here
        return away and course.days == 1 and record.ends_on < self.today
