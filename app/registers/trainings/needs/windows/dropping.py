"""„Odrzuć potrzebę”: the small window that asks for the reason."""

from app.registers.trainings.needs.domain import Dropping, Need
from app.registers.trainings.needs.usecases import TrainingNeeds
from app.registers.trainings.needs.words import FIELDS, PROBLEMS
from app.widgets.forms.deed import Deed, Effect
from app.widgets.forms.fields import LongText


def dropping(need: Need, needs: TrainingNeeds) -> Deed:
    """The deed for one need."""
    leaves = (Effect("Potrzeba opuści plan szkoleń.", color="warning"),) if need.plan_item_id is not None else ()
    return Deed(
        key="drop_need",
        title="Odrzuć potrzebę",
        about=needs.title(need),
        text="&Odrzuć potrzebę",
        call=lambda values: needs.drop(need.id, need.version, values["dropped_reason"]),
        fields=(LongText(name="dropped_reason", lines=3, required=True),),
        start={"dropped_reason": ""},
        facts=leaves,
        words=FIELDS,
        sentences=PROBLEMS,
        shape=Dropping,
    )
