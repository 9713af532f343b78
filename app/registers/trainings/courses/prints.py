"""Prints of trainings with all they need looked up; what the tab calls. What is printed with people is logged."""

from collections.abc import Callable, Sequence

from app.core.clock import Clock
from app.people.office.prints import heading
from app.people.office.usecases import Offices
from app.records.files import StoredFiles
from app.registers.trainings.courses.domain import Course, Headcount, Taker
from app.registers.trainings.courses.usecases import Courses

People = Callable[[int], Sequence[Taker]]
"""Who takes part in a training, by its id, as far as the person at work may see them."""


def _nobody(_course_id: int) -> Sequence[Taker]:
    return ()


class CoursePrints:
    """PDF bytes, ready for a file or a printer; ``people`` belong to a slice above."""

    def __init__(
        self, courses: Courses, offices: Offices, files: StoredFiles, clock: Clock, people: People = _nobody
    ) -> None:
        self._courses, self._people = courses, people
        self._offices, self._files, self._clock = offices, files, clock

    def card(self, course: Course) -> bytes:
        """The card of a training."""
        from app.registers.trainings.courses.printout import CourseCard, card_pdf

        heads = self._courses.headcounts().get(course.id, Headcount())
        office, arms = heading(self._offices, self._files)
        about = CourseCard(course, heads, self._people(course.id))
        return card_pdf(about, office, arms, self._clock.today())

    def lines(self, course: Course) -> tuple[str, ...]:
        """Who takes part, each in a line, for those who listen."""
        self._courses.actor().require("training_course.read")
        return tuple(
            ", ".join(filter(None, (each.person, each.post, each.unit, each.state))) for each in self._people(course.id)
        )
