"""The table of workbooks handed out to raters."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.audit_changes import DERIVED
from db.base import Base, Versioned
from db.types import JsonValue


class RaterPackageRow(Versioned, Base):
    """One workbook: ``serial`` counts a rater's packages in a campaign, ``secret`` seals what came back.

    ``sheets`` is JSON: id and version of each evaluation inside, and the SHA-256 of what may be written on it, as
    handed out or read back last. ``returned_hash`` is the SHA-256 of the file that was read back.
    """

    __tablename__ = "rater_package"
    __table_args__ = (UniqueConstraint("campaign_id", "rater_id", "serial"),)
    entity: ClassVar[str] = "rater_package"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("evaluation_campaign.id"), index=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    serial: Mapped[int]
    issued_at: Mapped[datetime]
    # neither is told by the log: one is a key, the other repeats what the entries about exports say
    secret: Mapped[str] = mapped_column(String(64), info=DERIVED)
    sheets: Mapped[Any] = mapped_column(JsonValue, info=DERIVED)
    returned_at: Mapped[datetime | None]
    returned_hash: Mapped[str] = mapped_column(String(64))
