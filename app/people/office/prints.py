"""What the head of every print needs looked up: the office and the picture of its coat of arms."""

from app.people.office.domain import Office
from app.people.office.usecases import Offices
from app.records.files import StoredFiles


def heading(offices: Offices, files: StoredFiles) -> tuple[Office, bytes | None]:
    """The office (a blank one before its data were entered) and the bytes of its coat of arms."""
    office = offices.current_or_blank()
    picture = None if office.coat_of_arms is None else files.content(office.coat_of_arms)
    return office, picture
