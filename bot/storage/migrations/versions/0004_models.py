"""What language models cost, and what they replied about revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "model_calls",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("reasoning_tokens", sa.BigInteger(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_model_calls_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_model_calls")),
    )
    op.create_index(op.f("ix_model_calls_workspace_at"), "model_calls", ["workspace", "at"], unique=False)
    op.create_table(
        "model_months",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("month", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.Column("estimated", sa.BigInteger(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("reasoning_tokens", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_model_months_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "month", "purpose", "model", name=op.f("pk_model_months")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "model_replies",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("reply", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"],
            ["revisions.key"],
            name=op.f("fk_model_replies_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_model_replies_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "asked", name=op.f("pk_model_replies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_model_replies_revision"), "model_replies", ["revision"], unique=False)
