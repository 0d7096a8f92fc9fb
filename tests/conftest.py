"""What every test may lean on: databases to write to, and an event loop that must not be blocked.

The network is refused in pyproject.toml (pytest-socket); local sockets stay open for PostgreSQL and test servers.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from bot.ports import Store
from bot.storage import migrate
from bot.storage.store import SqlStore
from tests.servers import open_postgres

# A busy machine is slow to make examples and to try them; that is no defect of ours. The examples are the same in every run:
# Hypothesis would else take some of them from the constants of whichever of our modules happen to be imported by then.
settings.register_profile(
    "certain", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("certain")
providers._get_local_constants = lambda: providers._local_constants

_PATIENCE_S = 300.0  # for another writer, or for a server that starts, on a machine that does much else
_TEMPLATE = "dateline_template"
_numbers = count(1)


@pytest.fixture(autouse=True)
def _no_blocking_calls() -> Iterator[None]:
    """A blocking call from our code on the event loop fails the test."""
    with blockbuster_ctx(["bot", "adapters"]) as blocking:
        for name in ("os.path.abspath", "os.getcwd"):  # the path of a SQLite file, once, when it is opened
            blocking.functions[name].can_block_in("sqlite/pysqlite.py", "create_connect_args")
        for function in blocking.functions.values():  # asyncpg looks for a password file when it connects
            function.can_block_in("asyncpg/connect_utils.py", "_parse_connect_arguments")
        yield


@pytest.fixture(autouse=True)
def _patient_stores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that a test opens waits for its turn as long as it takes, unless the test says how long."""
    monkeypatch.setitem(SqlStore.open.__func__.__kwdefaults__, "wait_s", _PATIENCE_S)  # type: ignore[attr-defined]


@pytest.fixture
async def leap(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Puts the event loop's clock on by so many seconds: a time limit runs out when the test says so, not by chance."""
    loop = asyncio.get_running_loop()
    real, ahead = loop.time, [0.0]
    monkeypatch.setattr(loop, "time", lambda: real() + sum(ahead))
    return ahead.append


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL of our own, with a database to copy for each test."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        server = open_postgres(folder)
        server.psql("ALTER SYSTEM SET fsync = off;")  # tests kill Dateline, never the server
        server.psql("SELECT pg_reload_conf();")
        server.psql(f"CREATE DATABASE {_TEMPLATE};")
        with ThreadPoolExecutor(1) as pool:  # a loop of its own, apart from pytest-asyncio's
            pool.submit(asyncio.run, migrate.upgrade(server.get_uri(database=_TEMPLATE))).result()
        yield server
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Any) -> Iterator[str]:
    """A PostgreSQL database of this test's own, with our tables in it."""
    name = f"dateline_{next(_numbers)}"
    postgres_server.psql(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE};")
    yield postgres_server.get_uri(database=name)
    postgres_server.psql(f"DROP DATABASE {name} WITH (FORCE);")


@pytest.fixture
def empty_postgres_url(postgres_server: Any) -> Iterator[str]:
    """A PostgreSQL database with nothing in it."""
    name = f"dateline_{next(_numbers)}"
    postgres_server.psql(f"CREATE DATABASE {name};")
    yield postgres_server.get_uri(database=name)
    postgres_server.psql(f"DROP DATABASE {name} WITH (FORCE);")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'dateline.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", pytest.param("empty_postgres", marks=pytest.mark.postgres)])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database of either kind in which nothing was ever written."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An empty archive on either database."""
    opened = await SqlStore.open(database_url)
    yield opened
    await opened.close()
