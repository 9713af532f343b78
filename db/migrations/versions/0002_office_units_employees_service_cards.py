"""Office, units, employees, stored files, search documents and service cards."""

import sqlalchemy as sa
from alembic import op  # noqa: TID253 - only Alembic loads this file

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# compared by code point on both databases
_SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:

    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
        sa.UniqueConstraint("entity", "record_id", name=op.f("uq_search_document_entity_record_id")),
    )
    op.create_table(
        "stored_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("building", sa.String(length=80), nullable=False),
        sa.Column("floor", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("card_pattern", sa.String(length=24), nullable=False),
        sa.Column("sort", _SORT_KEY, nullable=False),
        sa.Column("symbol_sort", _SORT_KEY, nullable=False),
        sa.Column("room_sort", _SORT_KEY, nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("symbol", name=op.f("uq_unit_symbol")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "employee",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("surname", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=160), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("sort", _SORT_KEY, nullable=False),
        sa.Column("post_sort", _SORT_KEY, nullable=False),
        sa.Column("room_sort", _SORT_KEY, nullable=False),
        sa.Column("find", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_employee_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employee")),
    )
    with op.batch_alter_table("employee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_deleted_at_sort_id"), ["deleted_at", "sort", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_deleted_at_unit_id"), ["deleted_at", "unit_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_employee_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("gmina", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("teryt", sa.String(length=7), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postal_code", sa.String(length=6), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("fax", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("bip", sa.String(length=200), nullable=False),
        sa.Column("delivery_address", sa.String(length=60), nullable=False),
        sa.Column("nip", sa.String(length=13), nullable=False),
        sa.Column("regon", sa.String(length=14), nullable=False),
        sa.Column("head_title", sa.String(length=40), nullable=False),
        sa.Column("head_name", sa.String(length=120), nullable=False),
        sa.Column("coat_of_arms", sa.String(length=64), nullable=True),
        sa.Column("coat_of_arms_note", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("hours_exceptions", sa.Text(), nullable=False),
        sa.Column("bank_accounts", sa.Text(), nullable=False),
        sa.Column("appeal_body", sa.String(length=200), nullable=False),
        sa.Column("data_protection", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["coat_of_arms"], ["stored_file.sha256"], name=op.f("fk_office_coat_of_arms_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
    )
    op.create_table(
        "service_card",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("edition_on", sa.Date(), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("life_event", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("who_may_apply", sa.Text(), nullable=False),
        sa.Column("not_for", sa.Text(), nullable=False),
        sa.Column("synonyms", sa.Text(), nullable=False),
        sa.Column("payment_ways", sa.Text(), nullable=False),
        sa.Column("limit_unit", sa.String(length=40), nullable=True),
        sa.Column("limit_number", sa.Integer(), nullable=True),
        sa.Column("limit_note", sa.String(length=300), nullable=False),
        sa.Column("limit_extension", sa.String(length=300), nullable=False),
        sa.Column("resident_limit_unit", sa.String(length=40), nullable=True),
        sa.Column("resident_limit_number", sa.Integer(), nullable=True),
        sa.Column("resident_limit_note", sa.String(length=300), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("supervising_unit_id", sa.Integer(), nullable=True),
        sa.Column("building", sa.String(length=80), nullable=False),
        sa.Column("floor", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=False),
        sa.Column("window", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("clerk_post", sa.String(length=160), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("submit_ways", sa.Text(), nullable=False),
        sa.Column("submit_address", sa.String(length=300), nullable=False),
        sa.Column("collect_ways", sa.Text(), nullable=False),
        sa.Column("appeal_kind", sa.String(length=40), nullable=False),
        sa.Column("appeal_body", sa.String(length=200), nullable=False),
        sa.Column("appeal_days", sa.Integer(), nullable=True),
        sa.Column("appeal_through", sa.String(length=200), nullable=False),
        sa.Column("appeal_note", sa.String(length=600), nullable=False),
        sa.Column("result", sa.String(length=300), nullable=False),
        sa.Column("silence_effect", sa.String(length=40), nullable=False),
        sa.Column("silence_note", sa.String(length=600), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("data_protection", sa.Text(), nullable=False),
        sa.Column("sign_language", sa.String(length=300), nullable=False),
        sa.Column("prepared_by", sa.String(length=160), nullable=False),
        sa.Column("prepared_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=160), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=160), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("facts_as_of", sa.Date(), nullable=True),
        sa.Column("symbol_sort", _SORT_KEY, nullable=False),
        sa.Column("name_sort", _SORT_KEY, nullable=False),
        sa.Column("category_sort", _SORT_KEY, nullable=False),
        sa.Column("room_sort", _SORT_KEY, nullable=False),
        sa.Column("prepared_by_sort", _SORT_KEY, nullable=False),
        sa.Column("fee_sort", sa.BigInteger(), nullable=True),
        sa.Column("limit_sort", sa.Integer(), nullable=True),
        sa.Column("archived_from", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["supervising_unit_id"], ["unit.id"], name=op.f("fk_service_card_supervising_unit_id_unit")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_card_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_card")),
        sa.UniqueConstraint("symbol", name=op.f("uq_service_card_symbol")),
    )
    with op.batch_alter_table("service_card", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_category_symbol_sort_id"),
            ["deleted_at", "category", "symbol_sort", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_name_sort_id"), ["deleted_at", "name_sort", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_review_on"), ["deleted_at", "review_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_status_symbol_sort_id"),
            ["deleted_at", "status", "symbol_sort", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_symbol_sort_id"), ["deleted_at", "symbol_sort", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_service_card_deleted_at_unit_id_status_symbol_sort_id"),
            ["deleted_at", "unit_id", "status", "symbol_sort", "id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_service_card_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "service_card_attachment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["service_card.id"],
            name=op.f("fk_service_card_attachment_card_id_service_card"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file"], ["stored_file.sha256"], name=op.f("fk_service_card_attachment_file_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_card_attachment")),
    )
    with op.batch_alter_table("service_card_attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_card_attachment_card_id"), ["card_id"], unique=False)

    op.create_table(
        "service_card_document",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("handling", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("condition", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("form_file", sa.String(length=64), nullable=True),
        sa.Column("form_file_name", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["service_card.id"],
            name=op.f("fk_service_card_document_card_id_service_card"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["form_file"], ["stored_file.sha256"], name=op.f("fk_service_card_document_form_file_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_card_document")),
    )
    with op.batch_alter_table("service_card_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_card_document_card_id"), ["card_id"], unique=False)

    op.create_table(
        "service_card_fee",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("formula", sa.String(length=300), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("exemption", sa.String(length=600), nullable=False),
        sa.Column("account_purpose", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"], ["service_card.id"], name=op.f("fk_service_card_fee_card_id_service_card"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_card_fee")),
    )
    with op.batch_alter_table("service_card_fee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_card_fee_card_id"), ["card_id"], unique=False)

    op.create_table(
        "service_card_legal_basis",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=400), nullable=False),
        sa.Column("journal_year", sa.Integer(), nullable=True),
        sa.Column("journal_number", sa.Integer(), nullable=True),
        sa.Column("journal_item", sa.Integer(), nullable=True),
        sa.Column("articles", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["service_card.id"],
            name=op.f("fk_service_card_legal_basis_card_id_service_card"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_card_legal_basis")),
    )
    with op.batch_alter_table("service_card_legal_basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_card_legal_basis_card_id"), ["card_id"], unique=False)

    op.create_table(
        "service_card_use",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["service_card.id"], name=op.f("fk_service_card_use_card_id_service_card"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_service_card_use")),
    )
    with op.batch_alter_table("service_card_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_card_use_last_used_at"), ["last_used_at"], unique=False)
