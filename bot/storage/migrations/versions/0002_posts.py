"""Posts, what places have chosen, and who did what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "posts",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("reply", TEXT, nullable=False),
        sa.Column("made", TEXT, nullable=False),
        sa.Column("known_until", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=True),
        sa.Column("member", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_posts_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_posts")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_posts_workspace_id")),
    )
    op.create_index(
        op.f("ix_posts_workspace_lane_made"), "posts", ["workspace", "lane", "made"], unique=False
    )
    op.create_index(op.f("ix_posts_workspace_member"), "posts", ["workspace", "member"], unique=False)
    op.create_table(
        "post_facts",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("post", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["post"], ["posts.key"], name=op.f("fk_post_facts_post_posts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_post_facts_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "fact", "post", name=op.f("pk_post_facts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_post_facts_post"), "post_facts", ["post"], unique=False)
    op.create_table(
        "choices",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_choices_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "place", "name", name=op.f("pk_choices")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "acts",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("member", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.key"], name=op.f("fk_acts_workspace_workspaces")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_workspace_at"), "acts", ["workspace", "at"], unique=False)
