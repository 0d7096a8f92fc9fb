"""Finds a prompt by name and fills it in.

A prompt is one Markdown file in `prompts/`: a header between `---` lines (purpose, inputs, reply, version), then the
text. Placeholders are `$name`, filled in one pass, so that nothing inside an article or a question can become one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

from bot.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt file: what it is for, which inputs it takes, how the reply looks, and its text."""

    name: str
    purpose: str
    inputs: tuple[str, ...]
    reply: str
    version: str
    text: str

    def fill(self, **inputs: str) -> str:
        """The text with every declared input put in its place; ConfigError when inputs and declaration differ."""
        if set(inputs) != set(self.inputs):
            raise ConfigError(f"prompt {self.name!r} takes {sorted(self.inputs)}, got {sorted(inputs)}")
        return Template(self.text).substitute(inputs)


@cache
def get_prompt(name: str) -> Prompt:
    """The prompt of this name; ConfigError when it is missing or its header is incomplete."""
    file = files("prompts") / f"{name}.md"
    if not file.is_file():
        raise ConfigError(f"there is no prompt {name!r} in prompts/")
    _, _, rest = file.read_text(encoding="utf-8").partition("---\n")
    header, _, text = rest.partition("---\n")
    values = {
        key.strip(): value.strip()
        for key, sign, value in (line.partition(":") for line in header.splitlines())
        if sign
    }
    missing = {"purpose", "inputs", "reply", "version"} - set(values)
    if missing:
        raise ConfigError(f"prompts/{name}.md: the header lacks {', '.join(sorted(missing))}")
    inputs = tuple(word.strip() for word in values["inputs"].split(",") if word.strip())
    declared = set(Template(text).get_identifiers())
    if declared != set(inputs):
        raise ConfigError(f"prompts/{name}.md declares {sorted(inputs)} but uses {sorted(declared)}")
    return Prompt(
        name=name,
        purpose=values["purpose"],
        inputs=inputs,
        reply=values["reply"],
        version=values["version"],
        text=text.strip() + "\n",
    )
