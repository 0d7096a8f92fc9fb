"""The installed command, as a person or a script runs it: in an empty folder, with no settings of this machine's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.service import BriefingService
from bot.storage.store import SqlStore

COMMAND = Path(sys.executable).with_name("dateline")
PATIENCE_S = 300  # for a command on a machine that does much else
ARTICLE = (
    "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. The two talked for two hours about the border. Kovar said that Hungary has until September 30 to open "
    "the bridge or lose the grant.\n"
)

Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(settings: Mapping[str, str] = {}) -> dict[str, str]:
    """What a process is started with: no settings but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**clean, **settings}


def run_in(
    folder: Path, *words: str, stdin: str | bytes = "", env: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    """The command, run in a folder to its end."""
    done = subprocess.run(
        [COMMAND, *words],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        cwd=folder,
        env=environment(env),
        timeout=PATIENCE_S,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[BriefingService]:
    """The product on an empty archive."""
    store = await SqlStore.open(f"sqlite:///{path}")
    try:
        yield BriefingService(store=store)
    finally:
        await store.close()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command in this test's empty folder."""

    def call(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
        return run_in(tmp_path, *words, **more)  # type: ignore[arg-type]

    return call


@pytest.fixture(scope="session")
def one_article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article, and the database in which it was stored."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    done = run_in(folder, "ingest", "talks.txt", "--outlet", "The Ledger", "--published", "2025-08-05")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def stored(run: Run, tmp_path: Path, one_article: Path) -> Run:
    """The same, with one article stored."""
    shutil.copytree(one_article, tmp_path, dirs_exist_ok=True)
    return run
