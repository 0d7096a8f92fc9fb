"""Reads pages in a process of its own with a time limit, so that a page that breaks its reader breaks nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.errors import BotError, DocumentError
from bot.ingest.fetch import Page
from bot.ingest.pages import read_page

TIME_LIMIT_S = 20.0
MEMORY_BYTES = 2_000_000_000
PAGES_PER_PROCESS = 500  # then a fresh one, whatever it has piled up


class PageReader:
    """Reads pages in a process of its own: a page that takes too long costs that process, nothing else.

    Use as an async context manager. One page is read at a time.
    """

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._time_limit_s = time_limit_s
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None

    async def __aenter__(self) -> PageReader:
        return self

    async def __aexit__(self, *_error: object) -> None:
        async with self._turn:
            await asyncio.to_thread(self._stop)

    async def read(self, page: Page) -> dict[str, Any]:
        """As `read_page`, within the time limit; DocumentError when the page takes longer or breaks the process."""
        async with self._turn:
            return await asyncio.to_thread(self._read, page)

    def _read(self, page: Page) -> dict[str, Any]:
        if self._worker is None or not self._worker.fresh:
            self._stop()
            self._worker = _Worker()
        answer = self._worker.ask(page, self._time_limit_s)
        if answer is None:
            self._stop()
            raise DocumentError(f"the page could not be read within {self._time_limit_s:g} s")
        if isinstance(answer, str):
            raise DocumentError(answer)
        return answer

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


class _Worker:
    """The process, as seen from ours."""

    def __init__(self) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True, name="dateline-pages")
        self._process.start()
        theirs.close()
        self._started = False
        self._pages = 0

    @property
    def fresh(self) -> bool:
        """Whether it lives and has not read too many pages."""
        return self._process.is_alive() and self._pages < PAGES_PER_PROCESS

    def ask(self, page: Page, time_limit_s: float) -> dict[str, Any] | str | None:
        """The values, why there are none, or None when there was no answer in time."""
        self._pages += 1
        try:
            if not self._started:
                self._started = bool(self._line.poll(60.0) and self._line.recv())
            self._line.send(page)
            if not self._line.poll(time_limit_s):
                return None
            answer: dict[str, Any] | str = self._line.recv()
        except (EOFError, OSError):
            return None
        return answer

    def kill(self) -> None:
        """End it."""
        self._line.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(line: Any) -> None:
    """What the process does: read pages until the line is closed."""
    import logging
    import signal

    import trafilatura  # noqa: F401  # takes a second, which is not the first page's

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    logging.disable(logging.CRITICAL)
    _limit_memory()
    line.send(True)
    while True:
        try:
            page = line.recv()
        except (EOFError, OSError):
            return
        line.send(_answer(page))


def _answer(page: Page) -> dict[str, Any] | str:
    try:
        return read_page(page)
    except BotError as error:
        return str(error)
    except Exception as error:  # parsers of strangers' bytes
        return f"the page cannot be read ({type(error).__name__})"


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    except (ImportError, ValueError, OSError):  # where the system has no such limit, time is the only one
        return
