"""Keep a database of the schema that is about to be released: ``python -m tests.db.keep_schema VERSION``.

Writes the demonstration office, packed, to ``tests/data/old_databases/schema_NNNN.db.gz`` (once for each schema) and
notes in ``releases.toml`` which schema the release has. From then on every run of the tests upgrades that file.
"""

import gzip
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from app.core.clock import FixedClock
from app.demo.install import create_demonstration
from db import schema_version

FOLDER = Path(__file__).resolve().parents[1] / "data" / "old_databases"
RELEASES = FOLDER / "releases.toml"
_MOMENT = datetime(2026, 11, 22, 10, tzinfo=UTC)
_HEAD = "# The schema of each released version; written by python -m tests.db.keep_schema VERSION.\n"


def file_of(schema: int) -> Path:
    """The packed database of a schema."""
    return FOLDER / f"schema_{schema:04d}.db.gz"


def released() -> dict[str, int]:
    """Schema numbers by version."""
    return {str(version): int(schema) for version, schema in tomllib.loads(RELEASES.read_text("utf-8")).items()}


def keep(version: str) -> Path:
    """Write file and note; what is there already is never changed."""
    schema = schema_version.newest()
    target = file_of(schema)
    if not target.exists():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "urzad.db"
            create_demonstration(path, FixedClock(_MOMENT)).close()
            target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    known = {**released(), version: schema}
    lines = "".join(f'"{name}" = {number}\n' for name, number in sorted(known.items()))
    RELEASES.write_text(_HEAD + lines, encoding="utf-8")
    return target


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(f"{keep(sys.argv[1])}\n")
