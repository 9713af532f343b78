"""Posts in spreadsheets, for people: written only."""

from collections.abc import Sequence
from pathlib import Path

from app.core.progress import Progress
from app.exchange.layout import Layout, columns_of
from app.exchange.spreadsheets import Format, write_records
from app.people.posts.domain import Post, PostDraft
from app.people.posts.words import FIELDS, LABELS, PROBLEMS


def write_posts(posts: Sequence[Post], path: Path, form: Format, progress: Progress, notice: str = "") -> None:
    """Write posts to XLSX or CSV."""
    columns = tuple(columns_of(PostDraft, FIELDS, LABELS, special={}))
    layout = Layout("Stanowiska", PostDraft, "name", columns, (), FIELDS, PROBLEMS)
    write_records(layout, posts, path, form, progress, notice)
