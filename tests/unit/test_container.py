"""The Dockerfile cannot be built here, so its steps are held to the project's files."""

from __future__ import annotations

import re
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STEPS = [line for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines() if line and not line.startswith("#")]


def test_it_has_two_stages_and_runs_as_nobody_special() -> None:
    """What builds must not ship, and a break-in must not be root."""
    assert sum(line.startswith("FROM ") for line in STEPS) == 2
    last = STEPS[max(i for i, line in enumerate(STEPS) if line.startswith("FROM ")) :]
    assert "USER dateline" in last
    assert any(line.startswith("COPY --from=build") for line in last)


def test_everything_it_copies_exists() -> None:
    """A renamed folder must fail here rather than in somebody's registry."""
    for line in STEPS:
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _ = line.split()[1:]
            assert all((ROOT / source).exists() for source in sources), line


def test_it_installs_hashed_requirements_and_a_command_that_exists() -> None:
    """The image runs what the tests ran."""
    from adapters.main import dateline

    assert any("--require-hashes -r requirements/all.txt" in line for line in STEPS)
    command = next(line for line in STEPS if line.startswith("CMD"))
    assert re.findall(r'"(\w+)"', command)[0] in dateline.commands
    check = next(line for line in STEPS if line.startswith("HEALTHCHECK"))
    assert "doctor" in check


def test_the_port_it_exposes_is_listened_on_from_outside() -> None:
    """On loopback, as on a laptop, nobody outside the container would reach health or the chat callbacks."""
    assert any("DATELINE_HOST=0.0.0.0" in line for line in STEPS if line.startswith("ENV"))
    assert f"EXPOSE {Settings.model_fields['port'].default}" in STEPS


def test_requirements_are_hashed_and_name_no_index() -> None:
    """Whoever installs chooses the index; the hashes choose the files."""
    for file in sorted((ROOT / "requirements").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        assert "://" not in text, file.name
        pinned = re.findall(r"^[a-z0-9][\w.\-\[\]]*==", text, re.MULTILINE)
        assert pinned, file.name
        assert len(re.findall(r"^[a-z0-9][\w.\-\[\]]*==.*\\$", text, re.MULTILINE)) == len(pinned), file.name
