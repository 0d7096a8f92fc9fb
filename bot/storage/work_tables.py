"""The tables of what is done: jobs, posts, what is followed, and what a model was asked."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Day, ExactText, Instant, PlainText
from bot.storage.table_parts import audience_column, key_column, metadata, part_of, workspace_column

inbox = Table(
    "inbox",
    metadata,
    workspace_column(primary_key=True),
    Column("event", ExactText, primary_key=True),
    Column("noted", Instant, nullable=False),
    Index(None, "noted"),
    sqlite_with_rowid=False,
)

jobs = Table(
    "jobs",
    metadata,
    key_column(),  # the order in which jobs of a lane run
    workspace_column(),
    Column("name", ExactText, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("payload", ExactText, nullable=False),
    Column("lane", ExactText),
    Column("pace_ms", Integer, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("run_at", Instant, nullable=False),  # while running: when the lease ends
    Column("attempts", Integer, nullable=False),
    Column("owner", ExactText),
    Column("intent", Instant),  # when its holder was about to send
    Column("error", ExactText),
    Column("ended", Instant),
    UniqueConstraint("workspace", "name"),
    Index(None, "workspace", "lane", "state", "key"),
    Index(None, "ended"),
)
OPEN_JOBS = jobs.c.ended.is_(None)  # ended jobs are many, and a worker never looks for them
Index("ix_jobs_open", jobs.c.run_at, sqlite_where=OPEN_JOBS)

lanes = Table(
    "lanes",
    metadata,
    workspace_column(primary_key=True),
    Column("lane", ExactText, primary_key=True),
    Column("rests_until", Instant, nullable=False),
    sqlite_with_rowid=False,
)

schedules = Table(
    "schedules",
    metadata,
    workspace_column(primary_key=True),
    Column("channel", ExactText, primary_key=True),
    Column("kind", ExactText, primary_key=True),
    Column("payload", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

occurrences = Table(
    "occurrences",
    metadata,
    workspace_column(primary_key=True),
    Column("channel", ExactText, primary_key=True),
    Column("kind", ExactText, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("due", Instant, nullable=False),
    Column("noted", Instant, nullable=False),
    Column("missed", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

posts = Table(
    "posts",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("lane", ExactText, nullable=False),
    Column("place", PlainText, nullable=False),
    Column("reply", PlainText, nullable=False),
    Column("made", Instant, nullable=False),
    Column("known_until", Instant, nullable=False),
    Column("reference", ExactText),
    Column("member", ExactText),
    UniqueConstraint("workspace", "id"),
    Index(None, "workspace", "lane", "made"),
    Index(None, "workspace", "member"),
)

post_facts = Table(
    "post_facts",
    metadata,
    workspace_column(primary_key=True),
    Column("fact", ExactText, primary_key=True),
    part_of("post", "posts", primary_key=True),
    Index(None, "post"),
    sqlite_with_rowid=False,
)

choices = Table(
    "choices",
    metadata,
    workspace_column(primary_key=True),
    Column("place", ExactText, primary_key=True),
    Column("name", ExactText, primary_key=True),
    Column("value", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

acts = Table(
    "acts",
    metadata,
    key_column(),
    workspace_column(),
    Column("member", ExactText, nullable=False),
    Column("what", ExactText, nullable=False),
    Column("about", ExactText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "workspace", "at"),
)

sources = Table(
    "sources",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    audience_column(),
    Column("url", ExactText, nullable=False),
    Column("next_poll", Instant, nullable=False),
    Column("payload", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
    UniqueConstraint("workspace", "audience", "url"),
    Index(None, "next_poll"),
)

source_entries = Table(
    "source_entries",
    metadata,
    part_of("source", "sources", primary_key=True),
    Column("entry", ExactText, primary_key=True),
    Column("seen", Instant, nullable=False),
    Column("payload", PlainText, nullable=False),
    Column("problem", ExactText),
    Index(None, "seen"),
    sqlite_with_rowid=False,
)

watches = Table(
    "watches",
    metadata,
    part_of("article", "articles", primary_key=True),
    Column("next_check", Instant),
    Column("payload", PlainText, nullable=False),
    Index(None, "next_check"),
    sqlite_with_rowid=False,
)

model_calls = Table(
    "model_calls",
    metadata,
    key_column(),
    workspace_column(),
    Column("at", Instant, nullable=False),
    Column("purpose", PlainText, nullable=False),
    Column("about", ExactText, nullable=False),
    Column("model", ExactText, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("reasoning_tokens", BigInteger, nullable=False),
    Column("estimated", Boolean, nullable=False),
    Column("cost", BigInteger, nullable=False),  # millionths of the operator's currency
    Index(None, "workspace", "at"),
)

# The sums of a month, so that a cap is looked up in one row and not added up before every answer.
model_months = Table(
    "model_months",
    metadata,
    workspace_column(primary_key=True),
    Column("month", PlainText, primary_key=True),  # 2025-08, in UTC
    Column("purpose", PlainText, primary_key=True),
    Column("model", ExactText, primary_key=True),
    Column("calls", BigInteger, nullable=False),
    Column("estimated", BigInteger, nullable=False),
    Column("input_tokens", BigInteger, nullable=False),
    Column("output_tokens", BigInteger, nullable=False),
    Column("reasoning_tokens", BigInteger, nullable=False),
    Column("cost", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# What a model replied about the text of a revision: the same text is not asked about twice.
model_replies = Table(
    "model_replies",
    metadata,
    workspace_column(primary_key=True),
    Column("asked", ExactText, primary_key=True),  # names prompt, its version, model and text
    part_of("revision", "revisions"),
    Column("reply", ExactText, nullable=False),
    Index(None, "revision"),
    sqlite_with_rowid=False,
)
