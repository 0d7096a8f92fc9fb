"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import BigInteger, TypeDecorator, UserDefinedType

from bot.errors import InputError
from bot.model.ids import ChannelId
from bot.storage.codec import instant_text, json_text

# Bytes decide about order on both; a locale's collation would also cost an index for prefix searches.
PlainText = Text().with_variant(Text(collation="C"), "postgresql")

# A key is SQLite's rowid (which must be called INTEGER there) and eight bytes wide on PostgreSQL.
Key = BigInteger().with_variant(Integer(), "sqlite")


class _SearchVectorType(UserDefinedType[str]):
    """PostgreSQL's tsvector. SQLAlchemy's own is not used: importing it loads a dialect and a driver that SQLite never needs."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "TSVECTOR"


# Filled on PostgreSQL only; SQLite keeps its index in a virtual table beside.
SearchVector = Text().with_variant(_SearchVectorType(), "postgresql")

_ESCAPED = "\x1bjson:"


class ExactText(TypeDecorator[str]):
    """Text from outside, kept code point for code point.

    PostgreSQL refuses NUL and both refuse lone surrogates; such text is stored as JSON behind a mark.
    """

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None or (storable(value) and not value.startswith(_ESCAPED)):
            return value
        return _ESCAPED + json_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return exact_text(value)


def exact_text(stored: str | None) -> str | None:
    """The text that an `ExactText` column was given, from what it holds."""
    if stored is None or not stored.startswith(_ESCAPED):
        return stored
    text: str = json.loads(stored[len(_ESCAPED) :])
    return text


class Instant(TypeDecorator[datetime]):
    """An aware moment, in UTC, as ISO text of fixed width: text order is time order."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class LocalMoment(TypeDecorator[datetime]):
    """An aware moment with its offset: the calendar day on which an outlet published is the outlet's own."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A calendar day as ISO text."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


WHOLE_WORKSPACE = ""


def stored_audience(channel: ChannelId | None) -> str:
    """How an audience stands in a row; the empty text is the whole workspace, so no channel may be called that."""
    if channel is None:
        return WHOLE_WORKSPACE
    if not channel or not storable(channel):
        raise InputError(f"a channel has a name that can be stored, got {channel!r}")
    return channel


def audience_of(stored: str) -> ChannelId | None:
    """The audience that `stored_audience` wrote."""
    return None if stored == WHOLE_WORKSPACE else ChannelId(stored)


def storable(text: str) -> bool:
    """Whether both databases take this text as it is."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
