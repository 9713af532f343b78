"""The form of a post."""

from app.people.posts.domain import PostDraft, validate
from app.people.posts.words import FIELDS, KINDS, PROBLEMS
from app.widgets.forms.fields import Choice, Description, LongText, Section, Text
from app.widgets.forms.record_form import RecordForm


class PostForm(RecordForm):
    """Edits a post."""

    entity = "post"

    def describe(self) -> Description:
        return Description(
            draft_type=PostDraft,
            words=FIELDS,
            problem_words=PROBLEMS,
            validate=validate,
            sections=(
                Section(
                    self.tr("Stanowisko"),
                    (
                        Text(name="name", span=7),
                        Choice(name="kind", labels=KINDS, span=5),
                        LongText(name="requirements"),
                    ),
                ),
            ),
        )

    def title_of(self, draft: PostDraft) -> str:
        return draft.name or self.tr("Nowe stanowisko")
