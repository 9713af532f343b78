"""Refusals a person can act on; everything else that is raised is a bug and goes to the crash window."""

from app.core.problems import Problem


class Refusal(Exception):
    """The program will not do what was asked; ``str()`` is a Polish sentence that says what to do."""


class Invalid(Refusal):
    """The draft breaks rules; nothing was saved."""

    def __init__(self, problems: tuple[Problem, ...], sentences: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join(sentences or (problem.sentence() for problem in problems)))
        self.problems = problems


class NotFound(Refusal):
    """The record does not exist (any more)."""


class NotAllowed(Refusal):
    """The person logged in lacks the right."""


class Conflict(Refusal):
    """Somebody else saved the record meanwhile; carries both versions so that a window can compare them."""

    def __init__(self, mine: object, theirs: object) -> None:
        super().__init__(
            "Ktoś inny zapisał w międzyczasie zmiany w tej pozycji. Porównaj obie wersje i wybierz właściwą."
        )
        self.mine = mine
        self.theirs = theirs


class EnvironmentProblem(Refusal):
    """The computer failed, not the program: disk full, no rights, file locked, printer absent."""


class PassingProblem(EnvironmentProblem):
    """The same, but nothing was saved and the next attempt may succeed: a lost connection, a busy database."""
