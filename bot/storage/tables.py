"""The tables of the archive: articles and what they tell, one schema for both databases."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.columns import Day, ExactText, Instant, LocalMoment, PlainText, SearchVector
from bot.storage.table_parts import audience_column, key_column, metadata, part_of, workspace_column

workspaces = Table(
    "workspaces",
    metadata,
    key_column(),
    Column("id", ExactText, nullable=False, unique=True),
    # what BM25 needs: how many passages, and how many terms they hold in all
    Column("passages", BigInteger, nullable=False, server_default=text("0")),
    Column("terms", BigInteger, nullable=False, server_default=text("0")),
)

articles = Table(
    "articles",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    audience_column(),
    Column("outlet", ExactText),
    Column("url", ExactText),
    Column("origin", ExactText, nullable=False),
    Column("shingles", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("workspace", "id"),
    Index(None, "workspace", "url"),
)

revisions = Table(
    "revisions",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    part_of("article", "articles"),
    audience_column(),
    Column("number", Integer, nullable=False),
    Column("title", ExactText),
    Column("text", ExactText, nullable=False),
    Column("text_hash", LargeBinary, nullable=False),
    Column("published", LocalMoment),
    Column("published_day", Day),
    Column("date_only", Boolean, nullable=False, server_default=false()),
    Column("received", Instant, nullable=False),
    Column("dated", Instant, nullable=False),  # published, or received when the article carries no date
    Column("replaced", Instant),  # when the next revision was received
    Column("author", ExactText),
    Column("language", ExactText, nullable=False),
    Column("boilerplate", PlainText, nullable=False),
    Column("cites", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
    UniqueConstraint("article", "number"),
    Index(None, "workspace", "text_hash"),
    Index(None, "workspace", "audience", "dated"),
)

passages = Table(
    "passages",
    metadata,
    key_column(),
    workspace_column(),
    part_of("revision", "revisions"),
    part_of("article", "articles"),
    audience_column(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("terms", PlainText, nullable=False),
    Column("title", PlainText, nullable=False),
    Column("tags", PlainText, nullable=False),
    Column("length", Integer, nullable=False),
    Column("vector", SearchVector),
    Index(None, "revision"),
    Index(None, "article"),
    Index("ix_passages_vector", "vector").ddl_if(dialect="postgresql"),
)

terms = Table(
    "terms",
    metadata,
    workspace_column(primary_key=True),
    Column("term", PlainText, primary_key=True),
    Column("passages", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

shingles = Table(
    "shingles",
    metadata,
    workspace_column(primary_key=True),
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    part_of("article", "articles", primary_key=True),
    audience_column(),
    Index(None, "article"),
    sqlite_with_rowid=False,
)

outlets = Table(
    "outlets",
    metadata,
    workspace_column(primary_key=True),
    audience_column(primary_key=True),
    Column("outlet", ExactText, primary_key=True),  # empty: articles that name none
    Column("articles", Integer, nullable=False),
    Column("first", Day),
    Column("last", Day),
    sqlite_with_rowid=False,
)

facts = Table(
    "facts",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    part_of("revision", "revisions"),
    part_of("article", "articles"),
    audience_column(),
    Column("kind", PlainText, nullable=False),
    Column("earliest", Day),
    Column("latest", Day),
    Column("known", Instant, nullable=False),
    Column("stands", Boolean, nullable=False),  # False: a later extraction of its revision did not find it
    Column("payload", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
    Index(None, "revision"),
    Index(None, "article"),
    Index(None, "workspace", "kind", "known"),
    Index(None, "workspace", "kind", "latest"),
)

fact_parties = Table(
    "fact_parties",
    metadata,
    workspace_column(primary_key=True),
    Column("party", ExactText, primary_key=True),
    part_of("fact", "facts", primary_key=True),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

fact_neighbours = Table(
    "fact_neighbours",
    metadata,
    workspace_column(primary_key=True),
    Column("neighbour", ExactText, primary_key=True),
    part_of("fact", "facts", primary_key=True),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

party_names = Table(
    "party_names",
    metadata,
    workspace_column(primary_key=True),
    audience_column(primary_key=True),
    Column("folded", ExactText, primary_key=True),  # what a person types, from the start of any of its words
    Column("party", ExactText, primary_key=True),
    Column("name", ExactText, primary_key=True),
    Index(None, "workspace", "party"),
    sqlite_with_rowid=False,
)

records = Table(
    "records",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("earliest", Day),
    Column("latest", Day),
    Column("payload", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
    Index(None, "workspace", "kind", "earliest"),
)

record_facts = Table(
    "record_facts",
    metadata,
    workspace_column(primary_key=True),
    Column("fact", ExactText, primary_key=True),  # an id: records outlive facts until they are put again
    part_of("record", "records", primary_key=True),
    Index(None, "record"),
    sqlite_with_rowid=False,
)

record_parties = Table(
    "record_parties",
    metadata,
    workspace_column(primary_key=True),
    Column("party", ExactText, primary_key=True),
    part_of("record", "records", primary_key=True),
    Index(None, "record"),
    sqlite_with_rowid=False,
)

corrections = Table(
    "corrections",
    metadata,
    key_column(),
    workspace_column(),
    Column("id", ExactText, nullable=False),
    Column("undone", Instant),
    Column("payload", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
)
