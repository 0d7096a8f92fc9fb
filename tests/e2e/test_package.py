"""The package as somebody installs it: it holds all it needs, and answers with no extra installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_EXTRAS = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"openai", "slack_bolt", "slack_sdk", "discord", "asyncpg", "feedparser", "fastfeedparser"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
sys.path.insert(0, sys.argv.pop(1))
import adapters.main
print(adapters.main.__file__)
adapters.main.main()
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    [wheel] = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "in")
    return folder / "in"


def test_the_wheel_holds_data_prompts_and_samples(unpacked: Path) -> None:
    """A table left out of the wheel would only be missed on somebody else's machine."""
    sources = {
        file.relative_to(ROOT)
        for room in ("bot", "adapters", "prompts")
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    missing = [str(file) for file in sources if not (unpacked / file).is_file()]

    assert missing == []
    assert not (unpacked / "tests").exists()


def test_it_answers_with_no_extra_installed(unpacked: Path, tmp_path: Path) -> None:
    """The main job must not need a chat platform, a model or a server."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT_EXTRAS, str(unpacked), "demo"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(unpacked))
    assert "8 August 2025" in done.stdout
