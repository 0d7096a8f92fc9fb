"""The whole schema, with what is different on each database: SQLite's index for search, PostgreSQL's kinds of index."""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, event

import bot.storage.tables  # noqa: F401 - its tables are part of the schema
from bot.storage import work_tables
from bot.storage.table_parts import metadata

__all__ = ["SQLITE_SEARCH", "is_ours", "metadata"]

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
    indexes["ix_jobs_open"].dialect_kwargs.update({"postgresql_where": work_tables.OPEN_JOBS})


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
