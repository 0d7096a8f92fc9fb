"""Feeds and pages that workspaces follow, what was met there, and watched articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "sources",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("next_poll", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_sources_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sources")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_sources_workspace_id")),
        sa.UniqueConstraint("workspace", "audience", "url", name=op.f("uq_sources_workspace_audience_url")),
    )
    op.create_index(op.f("ix_sources_next_poll"), "sources", ["next_poll"], unique=False)
    op.create_table(
        "source_entries",
        sa.Column("source", KEY, nullable=False),
        sa.Column("entry", TEXT, nullable=False),
        sa.Column("seen", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("problem", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.key"], name=op.f("fk_source_entries_source_sources"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source", "entry", name=op.f("pk_source_entries")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_source_entries_seen"), "source_entries", ["seen"], unique=False)
    op.create_table(
        "watches",
        sa.Column("article", KEY, nullable=False),
        sa.Column("next_check", TEXT, nullable=True),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_watches_article_articles"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_watches")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_watches_next_check"), "watches", ["next_check"], unique=False)
