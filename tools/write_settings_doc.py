"""Writes docs/settings.md and .env.example from the settings themselves: python -m tools.write_settings_doc"""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.settings import PREFIX, Settings

HEAD = """# Settings

Read once at start from the environment and from a file `.env` in the working folder (the environment wins). Unknown
names and values that do not fit are refused with one line that says what to change. `dateline doctor` prints what is
in use, with secrets hidden. This page is generated: `make docs`.

| name | default | meaning |
| --- | --- | --- |
"""


def settings_page() -> str:
    """The text of docs/settings.md."""
    return HEAD + "".join(
        f"| `{_name(n)}` | {_default(f)} | {f.description}{_range(f)} |\n" for n, f in _fields()
    )


def example_file() -> str:
    """The text of .env.example: every setting, commented out, with its default."""
    blocks = [f"# {f.description}{_range(f)}\n# {_name(n)}={_plain(f)}\n" for n, f in _fields()]
    return "# Copy to .env and take the # off what you change. docs/settings.md tells more.\n\n" + "\n".join(
        blocks
    )


def _fields() -> list[tuple[str, FieldInfo]]:
    return list(Settings.model_fields.items())


def _name(field: str) -> str:
    return PREFIX + field.upper()


def _plain(field: FieldInfo) -> str:
    value = field.default
    return (
        ""
        if value is None or isinstance(value, SecretStr)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )


def _default(field: FieldInfo) -> str:
    return f"`{_plain(field)}`" if _plain(field) else "none"


def _range(field: FieldInfo) -> str:
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    return f" From {low:,} to {high:,}." if low is not None and high is not None else ""


if __name__ == "__main__":
    Path("docs/settings.md").write_text(settings_page(), encoding="utf-8")
    Path(".env.example").write_text(example_file(), encoding="utf-8")
