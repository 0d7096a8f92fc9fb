"""What the pages name exists: files, modules, commands with their options, targets of make, settings."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from adapters.main import dateline
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
FOLDERS = "adapters|benches|bot|docs|prompts|requirements|tests|tools"
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_every_file_a_page_names_exists(page: Path) -> None:
    """A reader who looks for it must find it."""
    text = page.read_text("utf-8")
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
    named = re.findall(rf"(?<![\w./])((?:{FOLDERS})/[\w./-]*\w)", " ".join(re.findall(r"`([^`]+)`", text)))

    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [name for name in named if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists()]
    assert not missing


@each_page
def test_every_module_and_name_in_it_exists(page: Path) -> None:
    """`bot.ledger.apart.tell_apart` is a module with that name in it; `python -m benches.work` runs."""
    text = page.read_text("utf-8")
    dotted = re.findall(r"`((?:bot|adapters)(?:\.\w+)+)`", text)
    run = re.findall(r"python -m ((?:benches|tools|tests)(?:\.\w+)+)", text)

    assert not [name for name in dotted if not _found(name)]
    assert not [name for name in run if find_spec(name) is None]


def _found(name: str) -> bool:
    parts = name.split(".")
    for last in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:last]))
        except ModuleNotFoundError:
            continue
        for part in parts[last:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@each_page
def test_every_command_a_page_names_can_be_typed(page: Path) -> None:
    """With its subcommands and options; what make and the environment are told exists, too."""
    text = page.read_text("utf-8")
    typed = re.findall(r"^\$? ?dateline +(\S.*)$", text, re.MULTILINE)
    typed += re.findall(r"`dateline +([^`]+)`", text)

    assert not [problem for words in typed if (problem := _problem_with(words))]
    made = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert not [target for target in made if f"\n{target}:" not in (ROOT / "Makefile").read_text("utf-8")]
    set_ = {name.lower() for name in re.findall(r"DATELINE_([A-Z_]+[A-Z])", text)}
    assert not set_ - set(Settings.model_fields)


def _problem_with(typed: str) -> str | None:
    """What could not be typed; None when all of it could."""
    words = re.sub(r"\s#.*|\"[^\"]*\"|'[^']*'", " X", typed).split()
    command: click.Command = dateline
    options = {name for param in dateline.params for name in param.opts}
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return f"no command: dateline {typed}"
        command = found
        options |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        words = words[1:]
    unknown = [one for one in words if one.startswith("--") and one.split("=")[0] not in {*options, "--help"}]
    return f"no option {unknown}: dateline {typed}" if unknown else None


def test_every_room_stands_in_the_table_of_the_architecture() -> None:
    """Who looks for a module's purpose finds it there."""
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [p for p in (ROOT / "bot").iterdir() if (p / "__init__.py").exists() or p.suffix == ".py"]
    names = [f"bot/{p.name}" + ("/" if p.is_dir() else "") for p in rooms if p.name != "__init__.py"]

    assert not [name for name in names if f"`{name}`" not in table]
