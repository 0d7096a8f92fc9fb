"""What is wrong with a value that somebody chose, in plain words: of settings and of what a channel sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PASSWORD = re.compile(r"([?&][a-z_]*password=)[^&]*", re.IGNORECASE)


def fault_words(fault: ErrorDetails) -> str:
    """What a value must be, as the rest of a sentence: "must be 'line', 'short' or 'full'"."""
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "value_error":
            return fault["msg"].removeprefix("Value error, ")
        case "literal_error":
            return f"must be {limits['expected']}"
        case "greater_than_equal":
            return f"must be {limits['ge']} or more"
        case "less_than_equal":
            return f"must be {limits['le']} or less"
        case kind if kind.startswith("int_"):
            return "must be a whole number"
        case kind if kind.startswith(("float_", "decimal_")):
            return "must be a number"
        case kind if kind.startswith("bool_"):
            return "must be true or false"
        case kind if kind.startswith("time_"):
            return "must be a time of day from 00:00 to 23:59"
        case _:
            return fault["msg"][:1].lower() + fault["msg"][1:]


def hide_password(url: str) -> str:
    """`url` with its passwords replaced: between user and host, or among the options."""
    url = _PASSWORD.sub(r"\1(hidden)", url)
    scheme, sign, rest = url.partition("://")
    if not sign or "@" not in rest:
        return url
    login, _, host = rest.rpartition("@")
    return f"{scheme}://{login.partition(':')[0]}:(hidden)@{host}"
