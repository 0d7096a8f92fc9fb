"""What comes in: one article as somebody hands it to us, checked before anything else looks at it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.errors import DocumentError
from bot.ingest.files import is_html

MAX_TITLE_CHARS = 500
MIN_LETTERS = 20  # fewer letters are a caption or a menu, not an article


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as given: `date_only` when only its calendar day is known."""

    at: datetime
    date_only: bool


def read_moment(value: object) -> Moment | None:
    """The moment that `value` names: an ISO 8601 date or date and time, or a date or datetime; None for nothing.

    A time without an offset is taken as UTC. Raises ValueError for anything else.
    """
    match value:
        case None | "":
            return None
        case Moment():
            return value
        case datetime():
            return Moment(value if value.tzinfo else value.replace(tzinfo=UTC), date_only=False)
        case date():
            return Moment(datetime(value.year, value.month, value.day, tzinfo=UTC), date_only=True)
        case str():
            return _read_iso(value.strip())
        case _:
            raise ValueError("a date is written as 2025-08-06 or 2025-08-06T14:05:00+03:00")


def _read_iso(words: str) -> Moment:
    try:
        if len(words) == len("2025-08-06"):
            return read_moment(date.fromisoformat(words))  # type: ignore[return-value]  # a date is never None
        return read_moment(datetime.fromisoformat(words))  # type: ignore[return-value]
    except ValueError:
        raise ValueError(
            f"a date is written as 2025-08-06 or 2025-08-06T14:05:00+03:00, got {words[:40]!r}"
        ) from None


def _one_line(value: str | None) -> str | None:
    return (" ".join(value.split())[:MAX_TITLE_CHARS] or None) if value else None


def _clean_url(value: str | None) -> str | None:
    if not value:
        return None
    if not value.startswith(("http://", "https://")) or any(c.isspace() or c in "<>\"'" for c in value):
        raise ValueError("an address starts with http:// or https:// and holds no spaces or quotes")
    return value


Line = Annotated[str | None, AfterValidator(_one_line)]


class IncomingArticle(BaseModel):
    """One article before it is stored.

    text: the article's words; kept exactly, but for line ends and characters no text holds (NUL, lone surrogates).
    published: when the outlet says it was published; None when it carries no date.
    received: when it reached us, where that is known from elsewhere (an archive, a replay); None for now.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)

    text: str
    title: Line = None
    outlet: Line = Field(default=None)
    url: Annotated[str | None, AfterValidator(_clean_url)] = None
    published: Annotated[Moment | None, BeforeValidator(read_moment)] = None
    received: Annotated[Moment | None, BeforeValidator(read_moment)] = None
    author: Line = None
    language: str = "en"


def check_article(values: dict[str, Any], *, now: datetime, max_chars: int) -> IncomingArticle:
    """`values` as an article that can be stored.

    Raises DocumentError when there is no readable text, it is too long, or a date lies in the future.
    """
    values = _without_day_ahead(values, now)
    try:
        article = IncomingArticle.model_validate(
            {**values, "text": clean_text(str(values.get("text") or ""))}
        )
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DocumentError(f"{field}: {first['msg'].removeprefix('Value error, ')}") from None
    if is_html(article.text):
        raise DocumentError(
            "the text is the source of a page; give its words, or the page as a file of its own or by its address"
        )
    if sum(c.isalpha() for c in article.text[:10_000]) < MIN_LETTERS:
        raise DocumentError("there is no article text in it; give the words of the article")
    if len(article.text) > max_chars:
        raise DocumentError(
            f"the text has {len(article.text):,} characters, the limit is {max_chars:,}; "
            "give one article, or raise DATELINE_MAX_ARTICLE_CHARS"
        )
    if (
        article.published and (article.published.at - now).total_seconds() > 26 * 3600
    ):  # a day, and every time zone
        raise DocumentError(
            f"the publication date {article.published.at:%Y-%m-%d} lies in the future (today is {now:%Y-%m-%d}); "
            "check --published"
        )
    return article


def _without_day_ahead(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`values` without a day of publication that was only seen in the text (`day_in_text`) and lies ahead: it is the day of
    something else."""
    day = values.get("day_in_text")
    if (
        day is None
        or values.get("published") != day
        or date.fromisoformat(day) <= now.date() + timedelta(days=1)
    ):
        return values
    return {**values, "published": None}


def clean_text(text: str) -> str:
    """`text` with line ends as \\n and without characters that no text holds; everything else stays as it is."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c != "\x7f")
    )


def read_jsonl(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | DocumentError]]:
    """(line number, article values or what is wrong with the line) of each line that is not blank.

    `date` and `source` are taken for `published` and `outlet` where those are missing. One bad line stops nothing.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, DocumentError(f"it is not JSON: {error.msg} at column {error.colno}")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            yield number, DocumentError('it is not an article: expected an object with "text"')
            continue
        row["published"] = row.get("published") or row.pop("date", None)
        row["outlet"] = row.get("outlet") or row.pop("source", None)
        yield number, row
