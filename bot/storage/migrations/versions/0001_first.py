"""The first schema.

Frozen: it names no table of `bot.storage.tables`, which moves on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VECTOR = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")

SQLITE_SEARCH = (
    "CREATE VIEW passages_indexed AS SELECT key, terms, title, tags FROM passages",
    "CREATE VIRTUAL TABLE passage_index USING fts5(terms, title, tags, content='passages_indexed', content_rowid='key', detail=full, tokenize=\"ascii tokenchars '_'\")",
    "INSERT INTO passage_index(passage_index, rank) VALUES ('rank', 'bm25(1.0, 0.5, 0.0)')",
    "CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN INSERT INTO passage_index(rowid, terms, title, tags) VALUES (new.key, new.terms, new.title, new.tags); END",
    "CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN INSERT INTO passage_index(passage_index, rowid, terms, title, tags) VALUES ('delete', old.key, old.terms, old.title, old.tags); END",
    "CREATE TRIGGER passages_changed AFTER UPDATE OF terms, title, tags ON passages BEGIN INSERT INTO passage_index(passage_index, rowid, terms, title, tags) VALUES ('delete', old.key, old.terms, old.title, old.tags); INSERT INTO passage_index(rowid, terms, title, tags) VALUES (new.key, new.terms, new.title, new.tags); END",
)


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "workspaces",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("passages", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("terms", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_workspaces")),
        sa.UniqueConstraint("id", name=op.f("uq_workspaces_id")),
    )
    op.create_table(
        "articles",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("outlet", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("shingles", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_articles_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_articles")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_articles_workspace_id")),
    )
    op.create_index(op.f("ix_articles_workspace_url"), "articles", ["workspace", "url"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("undone", TEXT, nullable=True),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_corrections_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_corrections")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_corrections_workspace_id")),
    )
    op.create_table(
        "inbox",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("noted", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_inbox_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "event", name=op.f("pk_inbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_inbox_noted"), "inbox", ["noted"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("lane", TEXT, nullable=True),
        sa.Column("pace_ms", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("run_at", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", TEXT, nullable=True),
        sa.Column("intent", TEXT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("ended", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.key"], name=op.f("fk_jobs_workspace_workspaces")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_jobs")),
        sa.UniqueConstraint("workspace", "name", name=op.f("uq_jobs_workspace_name")),
    )
    op.create_index(op.f("ix_jobs_ended"), "jobs", ["ended"], unique=False)
    op.create_index(
        "ix_jobs_open",
        "jobs",
        ["run_at"],
        unique=False,
        sqlite_where=sa.text("ended IS NULL"),
        postgresql_where=sa.text("ended IS NULL"),
    )
    op.create_index(
        op.f("ix_jobs_workspace_lane_state_key"), "jobs", ["workspace", "lane", "state", "key"], unique=False
    )
    op.create_table(
        "lanes",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("lane", TEXT, nullable=False),
        sa.Column("rests_until", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_lanes_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "lane", name=op.f("pk_lanes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "occurrences",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("day", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("noted", TEXT, nullable=False),
        sa.Column("missed", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_occurrences_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "channel", "kind", "day", name=op.f("pk_occurrences")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outlets",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("outlet", TEXT, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first", TEXT, nullable=True),
        sa.Column("last", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_outlets_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "audience", "outlet", name=op.f("pk_outlets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_names",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_party_names_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint(
            "workspace", "audience", "folded", "party", "name", name=op.f("pk_party_names")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_party_names_workspace_party"), "party_names", ["workspace", "party"], unique=False
    )
    op.create_table(
        "records",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("earliest", TEXT, nullable=True),
        sa.Column("latest", TEXT, nullable=True),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_records_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_records")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_records_workspace_id")),
    )
    op.create_index(
        op.f("ix_records_workspace_kind_earliest"), "records", ["workspace", "kind", "earliest"], unique=False
    )
    op.create_table(
        "schedules",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_schedules_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "channel", "kind", name=op.f("pk_schedules")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "terms",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("term", TEXT, nullable=False),
        sa.Column("passages", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_terms_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "term", name=op.f("pk_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record_facts",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("fact", TEXT, nullable=False),
        sa.Column("record", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["record"], ["records.key"], name=op.f("fk_record_facts_record_records"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_record_facts_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "fact", "record", name=op.f("pk_record_facts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_record_facts_record"), "record_facts", ["record"], unique=False)
    op.create_table(
        "record_parties",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("record", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["record"], ["records.key"], name=op.f("fk_record_parties_record_records"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_record_parties_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "party", "record", name=op.f("pk_record_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_record_parties_record"), "record_parties", ["record"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("published", TEXT, nullable=True),
        sa.Column("published_day", TEXT, nullable=True),
        sa.Column("date_only", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("received", TEXT, nullable=False),
        sa.Column("dated", TEXT, nullable=False),
        sa.Column("replaced", TEXT, nullable=True),
        sa.Column("author", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("boilerplate", TEXT, nullable=False),
        sa.Column("cites", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_revisions_article_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_revisions_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_revisions")),
        sa.UniqueConstraint("article", "number", name=op.f("uq_revisions_article_number")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_revisions_workspace_id")),
    )
    op.create_index(
        op.f("ix_revisions_workspace_audience_dated"),
        "revisions",
        ["workspace", "audience", "dated"],
        unique=False,
    )
    op.create_index(
        op.f("ix_revisions_workspace_text_hash"), "revisions", ["workspace", "text_hash"], unique=False
    )
    op.create_table(
        "shingles",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_shingles_article_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_shingles_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "hash", "article", name=op.f("pk_shingles")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_shingles_article"), "shingles", ["article"], unique=False)
    op.create_table(
        "facts",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("earliest", TEXT, nullable=True),
        sa.Column("latest", TEXT, nullable=True),
        sa.Column("known", TEXT, nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_facts_article_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.key"], name=op.f("fk_facts_revision_revisions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_facts_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_facts")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_facts_workspace_id")),
    )
    op.create_index(op.f("ix_facts_article"), "facts", ["article"], unique=False)
    op.create_index(op.f("ix_facts_revision"), "facts", ["revision"], unique=False)
    op.create_index(
        op.f("ix_facts_workspace_kind_known"), "facts", ["workspace", "kind", "known"], unique=False
    )
    op.create_index(
        op.f("ix_facts_workspace_kind_latest"), "facts", ["workspace", "kind", "latest"], unique=False
    )
    op.create_table(
        "passages",
        sa.Column("key", KEY, autoincrement=True, nullable=False),
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("revision", KEY, nullable=False),
        sa.Column("article", KEY, nullable=False),
        sa.Column("audience", TEXT, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("tags", TEXT, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("vector", VECTOR, nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_passages_article_articles"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision"], ["revisions.key"], name=op.f("fk_passages_revision_revisions"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_passages_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_article"), "passages", ["article"], unique=False)
    op.create_index(op.f("ix_passages_revision"), "passages", ["revision"], unique=False)
    op.create_table(
        "fact_neighbours",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("neighbour", TEXT, nullable=False),
        sa.Column("fact", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact"], ["facts.key"], name=op.f("fk_fact_neighbours_fact_facts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_fact_neighbours_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "neighbour", "fact", name=op.f("pk_fact_neighbours")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_fact_neighbours_fact"), "fact_neighbours", ["fact"], unique=False)
    op.create_table(
        "fact_parties",
        sa.Column("workspace", KEY, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("fact", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact"], ["facts.key"], name=op.f("fk_fact_parties_fact_facts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.key"], name=op.f("fk_fact_parties_workspace_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace", "party", "fact", name=op.f("pk_fact_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_fact_parties_fact"), "fact_parties", ["fact"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            op.execute(statement)
    else:
        op.create_index(
            "ix_passages_vector",
            "passages",
            ["vector"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
