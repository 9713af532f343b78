"""Organisations, their map and the list of spheres."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "map_import",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("layer", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=80), nullable=False),
        sa.Column("teryt", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=True),
        sa.Column("read", sa.BigInteger(), nullable=True),
        sa.Column("items", sa.BigInteger(), nullable=True),
        sa.Column("area", sa.BigInteger(), nullable=True),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_import")),
    )
    with op.batch_alter_table("map_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_map_import_deleted_at_layer_id"), ["deleted_at", "layer", "id"], unique=False
        )

    op.create_table(
        "ngo",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("short_name", sa.String(length=80), nullable=False),
        sa.Column("legal_form", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("krs", sa.String(length=10), nullable=False),
        sa.Column("nip", sa.String(length=13), nullable=False),
        sa.Column("regon", sa.String(length=14), nullable=False),
        sa.Column("register_entry", sa.String(length=120), nullable=False),
        sa.Column("opp_since", sa.Date(), nullable=True),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("phones", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("leading", sa.String(length=8), nullable=False),
        sa.Column("spheres", sa.Text(), nullable=False),
        sa.Column("reach", sa.String(length=40), nullable=True),
        sa.Column("served", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.Column("premises", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("achievements", sa.Text(), nullable=False),
        sa.Column("account", sa.String(length=34), nullable=False),
        sa.Column("consents", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("place_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo")),
    )
    with op.batch_alter_table("ngo", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ngo_krs"), ["krs"], unique=False)

    op.create_table(
        "ngo_sphere_list",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("spheres", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_sphere_list")),
    )
    op.create_table(
        "map_address",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("place_code", sa.String(length=7), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("postal_code", sa.String(length=6), nullable=False),
        sa.Column("x", sa.Float(precision=53), nullable=False),
        sa.Column("y", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["map_import.id"], name=op.f("fk_map_address_import_id_map_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_address")),
    )
    with op.batch_alter_table("map_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_address_import_id"), ["import_id"], unique=False)

    op.create_table(
        "map_area",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("tolerance", sa.Float(precision=53), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["map_import.id"], name=op.f("fk_map_area_import_id_map_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_area")),
    )
    with op.batch_alter_table("map_area", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_area_import_id"), ["import_id"], unique=False)

    op.create_table(
        "map_line",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["map_import.id"], name=op.f("fk_map_line_import_id_map_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_line")),
    )
    with op.batch_alter_table("map_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_line_import_id"), ["import_id"], unique=False)

    op.create_table(
        "map_place",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("x", sa.Float(precision=53), nullable=False),
        sa.Column("y", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["map_import.id"], name=op.f("fk_map_place_import_id_map_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_place")),
    )
    with op.batch_alter_table("map_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_place_import_id"), ["import_id"], unique=False)

    op.create_table(
        "map_surface",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("geometry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["map_import.id"], name=op.f("fk_map_surface_import_id_map_import"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_surface")),
    )
    with op.batch_alter_table("map_surface", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_map_surface_import_id"), ["import_id"], unique=False)

    op.create_table(
        "ngo_address",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("premises", sa.String(length=160), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("postal_code", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("x", sa.Float(precision=53), nullable=True),
        sa.Column("y", sa.Float(precision=53), nullable=True),
        sa.Column("method", sa.String(length=40), nullable=True),
        sa.Column("certainty", sa.Integer(), nullable=True),
        sa.Column("placed_as", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["ngo.id"], name=op.f("fk_ngo_address_organisation_id_ngo"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ngo_address")),
    )
    with op.batch_alter_table("ngo_address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ngo_address_organisation_id"), ["organisation_id"], unique=False)
