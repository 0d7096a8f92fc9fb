"""Asking each database's own index for the passages that may fit; which of them fit best is decided in `ranking`.

A query asks for passages that hold at least so many of a question's words, under one of the scope's tags and, when a
window of days is given, one of its months or years. Tags stand in the index itself: a join to filter by would make
the databases read far more rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import (
    BigInteger,
    Executable,
    Select,
    Text,
    bindparam,
    cast,
    false,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.fixed import fixed
from bot.storage.tables import passages
from bot.storage.terms import QueryWord

MAX_POSITION = 16383  # PostgreSQL, tsvector


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery:
    """What to ask an index for.

    words: of these, so many as are `required` have to match; the most common first, so that the rarer ones stand in
        more of the branches and weigh more in the database's own score.
    scopes, months: at least one tag of each has to match; no months means any.
    rare: few passages are likely to match.
    """

    words: tuple[QueryWord, ...]
    required: int
    scopes: tuple[str, ...]
    months: tuple[str, ...] = ()
    rare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What articles have to name. words: of each topic; all of them in one passage or its headline. scopes: as above."""

    words: tuple[tuple[QueryWord, ...], ...]
    scopes: tuple[str, ...]
    on_postgres: bool


def articles_naming(topics: Topics) -> Select[tuple[int]]:
    """The keys of articles of which a passage, of any revision, names one of the topics."""
    told = passages.alias("told")
    found = select(told.c.article)
    if not topics.words or not topics.scopes:
        return found.where(false())
    if topics.on_postgres:
        from sqlalchemy.dialects.postgresql import TSQUERY

        named = " | ".join("(" + " & ".join(map(_postgres_word, words)) + ")" for words in topics.words)
        match = f"({named}) & ({_lexemes(topics.scopes, ' | ')})"
        return found.where(told.c.vector.op("@@")(cast(literal(match), TSQUERY)))
    named = " OR ".join(
        "(" + " AND ".join(f"({_sqlite_word(w)})" for w in words) + ")" for words in topics.words
    )
    match = f"({{terms title}} : ({named})) AND (tags : ({_either(topics.scopes)}))"
    rows = text("SELECT rowid FROM passage_index WHERE passage_index MATCH :topics").bindparams(topics=match)
    return found.where(told.c.key.in_(rows.columns(passages.c.key)))


def scope_tag(workspace: int, audience: str, *, replaced: bool) -> str:
    """The tag of a passage's audience, apart for texts that a later revision replaced."""
    channel = f"c{audience.encode().hex()}" if audience else ""
    return f"{'o' if replaced else 'w'}{workspace}{channel}"


def day_tags(day: date | None) -> tuple[str, ...]:
    """The tags of the month and the year in which a revision was published."""
    return () if day is None else (f"m{day:%Y%m}", f"y{day:%Y}")


def window_tags(first: date, last: date) -> tuple[str, ...]:
    """The fewest tags that cover the days from `first` to `last`: whole years where possible, months at the ends."""
    found: list[str] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if month == 1 and year < last.year:
            found.append(f"y{year:04}")
            year += 1
            continue
        found.append(f"m{year:04}{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found)


async def find_candidates(
    connection: AsyncConnection, query: IndexQuery, *, limit: int, on_postgres: bool
) -> list[int]:
    """The keys of passages that match; when there are more than `limit`, of those that the database thinks best.

    SQLite counts every word of a query in the whole index before it can say which match is best. What few passages
    match is first asked for in no order: when they are no more than `limit`, all of them are wanted.
    """
    if on_postgres:
        statement, asked = _postgres(query)
        return list((await connection.scalars(statement, {**asked, "most": limit})).all())
    match = _sqlite(query)
    if query.rare:
        found = list((await connection.scalars(_ANY_IN_SQLITE, {"match": match, "most": limit + 1})).all())
        if len(found) <= limit:
            return found
    return list((await connection.scalars(_BEST_IN_SQLITE, {"match": match, "most": limit})).all())


def _sqlite(query: IndexQuery) -> str:
    match = f"({{terms title}} : ({_sqlite_words(query)})) AND (tags : ({_either(query.scopes)}))"
    if query.months:
        match += f" AND (tags : ({_either(query.months)}))"
    return match


_ANY_IN_SQLITE = fixed(
    text("SELECT rowid FROM passage_index WHERE passage_index MATCH :match LIMIT :most").columns(
        passages.c.key
    )
)
_BEST_IN_SQLITE = fixed(
    text(
        "SELECT rowid FROM passage_index WHERE passage_index MATCH :match ORDER BY rank LIMIT :most"
    ).columns(passages.c.key)
)


def _sqlite_words(query: IndexQuery) -> str:
    return _any_of([_sqlite_word(word) for word in query.words], query.required, " AND ", " OR ")


def _any_of(words: Sequence[str], required: int, both: str, either: str) -> str:
    """At least `required` of the words: each with one fewer of those after it. A third less work than all pairs."""
    if required == 1:
        return either.join(f"({word})" for word in words)
    return either.join(
        f"(({words[first]}){both}({_any_of(words[first + 1 :], required - 1, both, either)}))"
        for first in range(len(words) - required + 1)
    )


def _sqlite_word(word: QueryWord) -> str:
    return " OR ".join("(" + " AND ".join(map(_quoted, form)) + ")" for form in word.forms)


def _either(tags: Iterable[str]) -> str:
    return " OR ".join(map(_quoted, tags))


def _quoted(term: str) -> str:
    return f'"{term}"'  # terms and tags hold no quotes


def _postgres(query: IndexQuery) -> tuple[Executable, dict[str, str]]:
    words = [_postgres_word(word) for word in query.words]
    match = _any_of(words, query.required, " & ", " | ")
    match = f"({match}) & ({_lexemes(query.scopes, ' | ')})"
    if query.months:
        match += f" & ({_lexemes(query.months, ' | ')})"
    return _in_postgres(), {"match": match, "words": " | ".join(words)}


@cache  # PostgreSQL's dialect is loaded where it is used
def _in_postgres() -> Executable:
    from sqlalchemy.dialects.postgresql import TSQUERY

    words = cast(bindparam("words", type_=Text), TSQUERY)
    rank = func.ts_rank(text("'{0,0,0.5,1}'::float4[]"), passages.c.vector, words)
    return (
        select(passages.c.key)
        .where(passages.c.vector.op("@@")(cast(bindparam("match", type_=Text), TSQUERY)))
        .order_by(rank.desc(), passages.c.key)
        .limit(bindparam("most", type_=BigInteger))
    )


def _postgres_word(word: QueryWord) -> str:
    return "(" + " | ".join(f"({_lexemes(form, ' & ')})" for form in word.forms) + ")"


def _lexemes(terms: Iterable[str], joint: str) -> str:
    return joint.join(f"'{term}'" for term in terms)


def vector_of(terms: Sequence[str], title: Sequence[str], tags: Sequence[str]) -> str:
    """A `tsvector` literal: terms weigh A, those of the headline B, tags nothing."""
    places: dict[str, list[str]] = {}
    for weight, start, words in (("A", 1, terms), ("B", len(terms) + 1, title)):
        for place, term in enumerate(words, start):
            places.setdefault(term, []).append(f"{min(place, MAX_POSITION)}{weight}")
    lexemes = [f"'{term}':{','.join(found[:255])}" for term, found in places.items()]
    return " ".join(lexemes + [f"'{tag}'" for tag in tags])
