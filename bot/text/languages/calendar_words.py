"""Names of months and weekdays as articles write them, from the languages' data files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from bot.text.languages import CODES, ENGLISH_MONTHS
from bot.text.words import fold


@cache
def full_months(code: str) -> dict[str, int]:
    """Names of months in a language, small, with and without accents, to their numbers."""
    if code == "en":
        return {name.lower(): number for number, name in enumerate(ENGLISH_MONTHS, start=1)}
    data = _data(code)
    names = {name: number for number, name in enumerate(data["months"].split(), start=1)}
    return _both_ways(names | _numbered(data.get("months_also", "")))


@cache
def written_months() -> dict[str, int]:
    """Names of months, whole and shortened, in every language that has a file."""
    found = {name[:3]: number for name, number in full_months("en").items()} | {"sept": 9}
    for code in CODES:
        found |= full_months(code) | _both_ways(_numbered(_data(code)["months_short"]))
    return found | full_months("en")


@cache
def weekdays(code: str) -> frozenset[str]:
    """Names of weekdays in a language that has a file, small, with and without accents."""
    return frozenset(_both_ways(dict.fromkeys(_data(code)["weekdays"].split(), 0)))


def _data(code: str) -> dict[str, str]:
    data: dict[str, str] = tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))
    return data


def _numbered(words: str) -> dict[str, int]:
    return {name: int(number) for name, number in (one.split("=") for one in words.split())}


def _both_ways(names: Mapping[str, int]) -> dict[str, int]:
    return {form: number for name, number in names.items() for form in (name, fold(name))}
