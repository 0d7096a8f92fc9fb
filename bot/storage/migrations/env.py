"""For `alembic revision --autogenerate` while developing; a running Dateline uses `bot.storage.migrate` instead.

alembic -c bot/storage/migrations/alembic.ini -x url=sqlite:///scratch.db revision --autogenerate -m "…"
"""

from __future__ import annotations

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection

from bot.storage.engines import make_engines
from bot.storage.schema import is_ours, metadata


def _migrate(connection: Connection) -> None:
    def include(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
        return is_ours(name, kind, connection.dialect.name)

    context.configure(connection=connection, target_metadata=metadata, include_object=include)
    with context.begin_transaction():
        context.run_migrations()


async def _main(arguments: dict[str, Any]) -> None:
    engines = make_engines(arguments["url"], wait_s=10.0)
    async with engines.writer.begin() as connection:
        await connection.run_sync(_migrate)
    await engines.dispose()


asyncio.run(_main(context.get_x_argument(as_dictionary=True)))
