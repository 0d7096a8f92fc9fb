"""Alembic's folder: one module per released schema, oldest first."""
