"""The archive: tables, migrations and search in the database, on SQLite and PostgreSQL.

Importing `bot.storage.store` imports SQLAlchemy (0.3 s): import it where the store is opened.
"""
