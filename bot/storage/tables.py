"""The tables, one schema for both databases. Every row belongs to a workspace.

Rows name each other by `key`, a number; ids are what the model calls things and are unique in a workspace only.
`audience` stands on every row that a query filters by visibility; it never changes after the row is written.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    event,
    false,
    text,
)

from bot.storage.columns import Day, ExactText, Instant, Key, LocalMoment, PlainText, SearchVector

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[Any]:
    return Column("key", Key, primary_key=True, autoincrement=True)


def _workspace(*, primary_key: bool = False) -> Column[Any]:
    return Column("workspace", Key, ForeignKey("workspaces.key"), nullable=False, primary_key=primary_key)


def _audience(*, primary_key: bool = False) -> Column[Any]:
    return Column("audience", PlainText, nullable=False, primary_key=primary_key)


def _part_of(name: str, table: str, *, primary_key: bool = False) -> Column[Any]:
    """A reference to the row of which this one is a part; it goes when that one goes."""
    target = ForeignKey(f"{table}.key", ondelete="CASCADE")
    return Column(name, Key, target, nullable=False, primary_key=primary_key)


workspaces = Table(
    "workspaces",
    metadata,
    _key(),
    Column("id", ExactText, nullable=False, unique=True),
    # what BM25 needs: how many passages, and how many terms they hold in all
    Column("passages", BigInteger, nullable=False, server_default=text("0")),
    Column("terms", BigInteger, nullable=False, server_default=text("0")),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    _workspace(),
    Column("id", ExactText, nullable=False),
    _audience(),
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
    _key(),
    _workspace(),
    Column("id", ExactText, nullable=False),
    _part_of("article", "articles"),
    _audience(),
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
    _key(),
    _workspace(),
    _part_of("revision", "revisions"),
    _part_of("article", "articles"),
    _audience(),
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
    _workspace(primary_key=True),
    Column("term", PlainText, primary_key=True),
    Column("passages", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

shingles = Table(
    "shingles",
    metadata,
    _workspace(primary_key=True),
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    _part_of("article", "articles", primary_key=True),
    _audience(),
    Index(None, "article"),
    sqlite_with_rowid=False,
)

outlets = Table(
    "outlets",
    metadata,
    _workspace(primary_key=True),
    _audience(primary_key=True),
    Column("outlet", ExactText, primary_key=True),  # empty: articles that name none
    Column("articles", Integer, nullable=False),
    Column("first", Day),
    Column("last", Day),
    sqlite_with_rowid=False,
)

facts = Table(
    "facts",
    metadata,
    _key(),
    _workspace(),
    Column("id", ExactText, nullable=False),
    _part_of("revision", "revisions"),
    _part_of("article", "articles"),
    _audience(),
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
    _workspace(primary_key=True),
    Column("party", ExactText, primary_key=True),
    _part_of("fact", "facts", primary_key=True),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

fact_neighbours = Table(
    "fact_neighbours",
    metadata,
    _workspace(primary_key=True),
    Column("neighbour", ExactText, primary_key=True),
    _part_of("fact", "facts", primary_key=True),
    Index(None, "fact"),
    sqlite_with_rowid=False,
)

party_names = Table(
    "party_names",
    metadata,
    _workspace(primary_key=True),
    _audience(primary_key=True),
    Column("folded", ExactText, primary_key=True),  # what a person types, from the start of any of its words
    Column("party", ExactText, primary_key=True),
    Column("name", ExactText, primary_key=True),
    Index(None, "workspace", "party"),
    sqlite_with_rowid=False,
)

records = Table(
    "records",
    metadata,
    _key(),
    _workspace(),
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
    _workspace(primary_key=True),
    Column("fact", ExactText, primary_key=True),  # an id: records outlive facts until they are put again
    _part_of("record", "records", primary_key=True),
    Index(None, "record"),
    sqlite_with_rowid=False,
)

record_parties = Table(
    "record_parties",
    metadata,
    _workspace(primary_key=True),
    Column("party", ExactText, primary_key=True),
    _part_of("record", "records", primary_key=True),
    Index(None, "record"),
    sqlite_with_rowid=False,
)

corrections = Table(
    "corrections",
    metadata,
    _key(),
    _workspace(),
    Column("id", ExactText, nullable=False),
    Column("undone", Instant),
    Column("payload", PlainText, nullable=False),
    UniqueConstraint("workspace", "id"),
)

inbox = Table(
    "inbox",
    metadata,
    _workspace(primary_key=True),
    Column("event", ExactText, primary_key=True),
    Column("noted", Instant, nullable=False),
    Index(None, "noted"),
    sqlite_with_rowid=False,
)

jobs = Table(
    "jobs",
    metadata,
    _key(),  # the order in which jobs of a lane run
    _workspace(),
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
_OPEN = jobs.c.ended.is_(None)  # ended jobs are many, and a worker never looks for them
Index("ix_jobs_open", jobs.c.run_at, sqlite_where=_OPEN)

lanes = Table(
    "lanes",
    metadata,
    _workspace(primary_key=True),
    Column("lane", ExactText, primary_key=True),
    Column("rests_until", Instant, nullable=False),
    sqlite_with_rowid=False,
)

schedules = Table(
    "schedules",
    metadata,
    _workspace(primary_key=True),
    Column("channel", ExactText, primary_key=True),
    Column("kind", ExactText, primary_key=True),
    Column("payload", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

occurrences = Table(
    "occurrences",
    metadata,
    _workspace(primary_key=True),
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
    _key(),
    _workspace(),
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
    _workspace(primary_key=True),
    Column("fact", ExactText, primary_key=True),
    _part_of("post", "posts", primary_key=True),
    Index(None, "post"),
    sqlite_with_rowid=False,
)

choices = Table(
    "choices",
    metadata,
    _workspace(primary_key=True),
    Column("place", ExactText, primary_key=True),
    Column("name", ExactText, primary_key=True),
    Column("value", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

acts = Table(
    "acts",
    metadata,
    _key(),
    _workspace(),
    Column("member", ExactText, nullable=False),
    Column("what", ExactText, nullable=False),
    Column("about", ExactText, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "workspace", "at"),
)

sources = Table(
    "sources",
    metadata,
    _key(),
    _workspace(),
    Column("id", ExactText, nullable=False),
    _audience(),
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
    _part_of("source", "sources", primary_key=True),
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
    _part_of("article", "articles", primary_key=True),
    Column("next_check", Instant),
    Column("payload", PlainText, nullable=False),
    Index(None, "next_check"),
    sqlite_with_rowid=False,
)

model_calls = Table(
    "model_calls",
    metadata,
    _key(),
    _workspace(),
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
    _workspace(primary_key=True),
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
    _workspace(primary_key=True),
    Column("asked", ExactText, primary_key=True),  # names prompt, its version, model and text
    _part_of("revision", "revisions"),
    Column("reply", ExactText, nullable=False),
    Index(None, "revision"),
    sqlite_with_rowid=False,
)

# FTS5 over a view: the words are stored once, in `passages`. Terms arrive made by us, parted by spaces, so the
# tokenizer must not split them further. Tags narrow and never rank.
SQLITE_SEARCH = (
    "CREATE VIEW passages_indexed AS SELECT key, terms, title, tags FROM passages",
    "CREATE VIRTUAL TABLE passage_index USING fts5(terms, title, tags, content='passages_indexed', "
    "content_rowid='key', detail=full, tokenize=\"ascii tokenchars '_'\")",
    "INSERT INTO passage_index(passage_index, rank) VALUES ('rank', 'bm25(1.0, 0.5, 0.0)')",
    "CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN "
    "INSERT INTO passage_index(rowid, terms, title, tags) VALUES (new.key, new.terms, new.title, new.tags); END",
    "CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN "
    "INSERT INTO passage_index(passage_index, rowid, terms, title, tags) "
    "VALUES ('delete', old.key, old.terms, old.title, old.tags); END",
    "CREATE TRIGGER passages_changed AFTER UPDATE OF terms, title, tags ON passages BEGIN "
    "INSERT INTO passage_index(passage_index, rowid, terms, title, tags) "
    "VALUES ('delete', old.key, old.terms, old.title, old.tags); "
    "INSERT INTO passage_index(rowid, terms, title, tags) VALUES (new.key, new.terms, new.title, new.tags); END",
)


@event.listens_for(metadata, "before_create")
def _prepare_for_postgres(_metadata: MetaData, connection: Connection, **_options: object) -> None:
    """Give the indexes their PostgreSQL side. Not above: naming a dialect there loads its driver for SQLite as well."""
    if connection.dialect.name != "postgresql":
        return
    indexes = {str(index.name): index for table in metadata.tables.values() for index in table.indexes}
    # Without fastupdate: its list of pending words, read by every search, cost 20 ms while articles came in.
    indexes["ix_passages_vector"].dialect_kwargs.update(
        {"postgresql_using": "gin", "postgresql_with": {"fastupdate": "off"}}
    )
    indexes["ix_jobs_open"].dialect_kwargs.update({"postgresql_where": _OPEN})


@event.listens_for(metadata, "after_create")
def _create_search(_target: MetaData, connection: Connection, **_options: object) -> None:
    if connection.dialect.name == "sqlite":
        for statement in SQLITE_SEARCH:
            connection.exec_driver_sql(statement)


def is_ours(name: str | None, kind: str, dialect: str) -> bool:
    """Whether Alembic should compare this object on that database.

    It would drop the tables that FTS5 keeps for itself, and add PostgreSQL's search index to SQLite.
    """
    if dialect == "sqlite" and kind == "index":
        return name != "ix_passages_vector"
    return not (kind == "table" and name is not None and name.startswith("passage_index"))
