"""Model values as JSON text and back, exactly: `from_json(kind, to_json(value)) == value` for every value."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Code = Callable[[Any], Any]


def to_json(value: object) -> str:
    """`value`, a dataclass of the model, as JSON that both databases can store (no NUL, no lone surrogate)."""
    kind: Any = type(value)
    return json_text(_encoder(kind)(value))


def from_json(kind: type[T], text: str) -> T:
    """The value that `to_json` made from a `kind`; a field that is missing takes its default."""
    decode: Callable[[Any], T] = _decoder(typing.cast(Any, kind))
    return decode(json.loads(text))


def json_text(plain: object) -> str:
    """Plain JSON data as compact text; other scripts stay readable unless they cannot be stored."""
    text = _compact(plain)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, as broken feeds hand them in
        return json.dumps(plain, separators=(",", ":"))
    return text


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def _encoder(kind: Any) -> _Code:
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    inner = _optional(kind)
    if inner is not None:
        encode_some = _encoder(inner)
        return lambda value: None if value is None else encode_some(value)
    if get_origin(kind) is tuple:
        encode_item = _encoder(get_args(kind)[0])
        return lambda value: [encode_item(item) for item in value]
    plain = _plain(kind)
    if issubclass(plain, Enum):
        return lambda value: value.value
    if issubclass(plain, date | time):  # a datetime is a date
        return lambda value: value.isoformat()
    if plain in (str, int, bool, float):
        return lambda value: value
    raise TypeError(f"no JSON form for {kind!r}; add one to bot/storage/codec.py")


@cache
def _decoder(kind: Any) -> _Code:
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    inner = _optional(kind)
    if inner is not None:
        decode_some = _decoder(inner)
        if decode_some is _as_it_is:
            return _as_it_is
        return lambda plain: None if plain is None else decode_some(plain)
    if get_origin(kind) is tuple:
        decode_item = _decoder(get_args(kind)[0])
        return lambda plain: tuple([decode_item(item) for item in plain])
    value_type = _plain(kind)
    if issubclass(value_type, Enum):
        return {member.value: member for member in value_type}.__getitem__
    if issubclass(value_type, date | time):
        return lambda plain: value_type.fromisoformat(plain)
    if value_type in (str, int, bool):
        return _as_it_is
    if value_type is float:
        return float
    raise TypeError(f"no JSON form for {kind!r}; add one to bot/storage/codec.py")


def _dataclass_encoder(kind: Any) -> _Code:
    hints = get_type_hints(kind)
    parts = [(f.name, _encoder(hints[f.name]), _left_out(f)) for f in fields(kind)]

    def encode(value: Any) -> dict[str, Any]:
        plain = {}
        for name, encode_field, empty in parts:
            held = getattr(value, name)
            if held is None or held == ():
                if empty is MISSING or held != empty:
                    plain[name] = encode_field(held)
            else:
                plain[name] = encode_field(held)
        return plain

    return encode


def _left_out(field: Any) -> Any:
    """The empty default whose absence means the same; other defaults are written, they may change in the code."""
    return field.default if field.default is None or field.default == () else MISSING


def _dataclass_decoder(kind: Any) -> _Code:
    hints = get_type_hints(kind)
    names = frozenset(field.name for field in fields(kind))
    decoders = {name: _decoder(_optional(hints[name]) or hints[name]) for name in names}
    changed = [(name, decode) for name, decode in decoders.items() if decode is not _as_it_is]

    def decode(plain: dict[str, Any]) -> Any:
        if not plain.keys() <= names:  # written by another version
            plain = {name: held for name, held in plain.items() if name in names}
        for name, decode_field in changed:
            held = plain.get(name)
            if held is not None:
                plain[name] = decode_field(held)
        return kind(**plain)

    return decode


def _as_it_is(plain: Any) -> Any:
    return plain


def _optional(kind: Any) -> Any:
    """X of `X | None`, or None for any other kind."""
    if get_origin(kind) not in (typing.Union, types.UnionType):
        return None
    inner = [arg for arg in get_args(kind) if arg is not type(None)]
    if len(inner) != 1 or len(inner) == len(get_args(kind)):
        raise TypeError(f"no JSON form for the union {kind!r}; give it a tag of its own")
    return inner[0]


def _plain(kind: Any) -> Any:
    """The type behind a NewType."""
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    return kind


def instant_text(moment: datetime) -> str:
    """An aware moment in UTC as text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
