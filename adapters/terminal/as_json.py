"""Any of our values as JSON: dataclasses as objects with their type, days and moments in ISO 8601."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any


def to_json(value: object) -> str:
    """`value` as indented JSON; characters stay readable."""
    return json.dumps(plain(value), indent=2, ensure_ascii=False)


def plain(value: object) -> Any:
    """`value` made of dicts, lists, strings, numbers, booleans and None only."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str() | Decimal():  # money stays exact
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        fields = {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {"type": type(value).__name__.lower(), **fields}
    raise TypeError(f"{type(value).__name__} has no JSON form")
