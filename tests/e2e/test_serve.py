"""`dateline serve` as an operator runs it: it comes up, says so, answers health, and stops cleanly."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import urllib.error
import urllib.request
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from adapters.serve import _open_sources
from bot.app import open_app
from bot.desk.feeds import jobs_when_dead
from bot.settings import Settings
from tests.e2e.conftest import COMMAND, PATIENCE_S, Run, environment


def test_it_comes_up_answers_health_and_stops_on_request(tmp_path: Path) -> None:
    """A supervisor needs a port that answers and an exit code of 0 after SIGTERM."""
    process = subprocess.Popen(
        [COMMAND, "serve"],
        cwd=tmp_path,
        env=environment({"DATELINE_PORT": "0", "PYTHONUNBUFFERED": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        banner = [process.stdout.readline() for _ in range(6)]
        found = re.search(r"http://127\.0\.0\.1:\d+/healthz", "".join(banner))
        assert found, banner
        with urllib.request.urlopen(found.group(), timeout=PATIENCE_S) as response:
            status = json.load(response)
        with urllib.request.urlopen(
            found.group().replace("healthz", "metrics"), timeout=PATIENCE_S
        ) as response:
            metrics = response.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(
                found.group().replace("healthz", "calendar/T1/unknown.ics"), timeout=PATIENCE_S
            )
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()

    assert status == {"status": "ok"}
    assert (
        "retention  articles kept for good, posts 400 days, finished work 30 days" in "".join(banner) + rest
    )
    assert "reading    the latest 2,000 articles, ahead of questions" in "".join(banner) + rest
    assert "dateline_articles 0" in metrics
    assert process.returncode == 0, errors
    assert "nothing is left half-done" in rest


def test_a_taken_port_is_one_clear_line(run: Run) -> None:
    """The commonest start-up failure must name the setting."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", env={"DATELINE_PORT": str(taken.getsockname()[1])})

    assert done.returncode == 2
    assert "DATELINE_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_part_without_its_settings_is_refused_by_name(run: Run) -> None:
    """Somebody who asks for Slack must learn what Slack needs, not wait for nothing."""
    for part, setting in (("slack", "docs/slack.md"), ("discord", "DATELINE_DISCORD_TOKEN")):
        done = run("serve", "--only", part, env={"DATELINE_PORT": "0"})

        assert done.returncode == 2
        assert setting in done.stderr
        assert done.stderr.count("\n") == 1


async def test_a_feed_that_dies_is_told_by_what_serve_puts_together(tmp_path: Path) -> None:
    """The part that follows feeds is given the part that tells of their end."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'd.sqlite3'}")
    async with open_app(settings) as app, AsyncExitStack() as stack:
        sources = await _open_sources(app, stack)

        assert sources is not None
        assert sources._when_dead is jobs_when_dead
