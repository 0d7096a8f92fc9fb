"""Values of the model as JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import facts as model
from bot.model.facts import Deadline, Event, Fact, Meeting, Statement
from bot.model.records import Conflict, ConflictValue, Correction, DeadlineRecord, MeetingRecord
from bot.model.text import Quote, Span
from bot.model.when import Anchor, Precision, When, WhenKind
from bot.storage.codec import from_json, to_json
from bot.storage.columns import storable

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\x00\ud800\udfff\x1b\u2028\"'\\")), max_size=12)
SPANS = st.tuples(st.integers(0, 9999), st.integers(0, 50)).map(lambda p: Span(p[0], p[0] + p[1]))
MOMENTS = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)).flatmap(
    lambda naive: st.sampled_from(
        [UTC, timezone(timedelta(hours=-4)), timezone(timedelta(hours=5, minutes=45))]
    ).map(lambda zone: naive.replace(tzinfo=zone))
)
REVISION = model.RevisionId("rev_1")


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


QUOTES = st.builds(
    lambda start, text: Quote(revision=REVISION, span=Span(start, start + len(text)), text=text),
    st.integers(0, 999),
    TEXT.filter(bool),
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Any time expression that may exist."""
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    earliest, latest = draw(_maybe(st.just(first))), draw(_maybe(st.just(last)))
    resolved = earliest is not None or latest is not None
    return When(
        words=draw(TEXT),
        span=draw(SPANS),
        kind=draw(st.sampled_from(WhenKind)),
        value=draw(_maybe(TEXT)),
        earliest=earliest,
        latest=latest,
        precision=draw(st.sampled_from(Precision)) if resolved else None,
        time=draw(_maybe(st.times())),
        zone=draw(_maybe(TEXT)),
        zone_words=draw(_maybe(TEXT)),
        anchor=draw(_maybe(st.builds(Anchor, day=st.dates(), words=TEXT, span=_maybe(SPANS)))),
        rule=draw(TEXT),
        open_reason=draw(_maybe(TEXT)),
    )


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field with this type; a field added to the model is tried without a change here."""
    if hint in _KNOWN:
        return _KNOWN[hint]
    if hasattr(hint, "__supertype__"):
        return values_of(hint.__supertype__)
    if get_origin(hint) in (Union, UnionType):
        return st.one_of(*(values_of(arg) for arg in get_args(hint)))
    if get_origin(hint) is tuple:
        return st.lists(values_of(get_args(hint)[0]), max_size=3).map(tuple)
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{f.name: values_of(hints[f.name]) for f in fields(hint)})


_KNOWN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    bool: st.booleans(),
    type(None): st.none(),
    Span: SPANS,
    Quote: QUOTES,
    When: whens(),
    datetime: MOMENTS,
    date: st.dates(),
    int: st.integers(),
}


def facts_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any fact of a kind: it has a quote, and its quotes are of its revision."""
    hints = get_type_hints(kind)
    given_ = {f.name: values_of(hints[f.name]) for f in fields(kind)}
    given_ |= {"revision": st.just(REVISION), "quotes": st.lists(QUOTES, min_size=1, max_size=3).map(tuple)}
    return st.builds(kind, **given_)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(fact=st.one_of(*map(facts_of, (Meeting, Deadline, Statement, Event))))
def test_any_fact_survives(fact: Fact) -> None:
    """A fact is evidence: it comes back from the archive exactly as it was checked."""
    stored = to_json(fact)

    assert from_json(type(fact), stored) == fact
    assert storable(stored)
    assert to_json(from_json(type(fact), stored)) == stored


@pytest.mark.parametrize("kind", [MeetingRecord, DeadlineRecord, Correction])
def test_every_stored_type_has_a_form(kind: type[Any]) -> None:
    """A new type of field must be taught to the codec before anything is written with it."""
    from bot.storage import codec

    assert codec._encoder(kind)
    assert codec._decoder(kind)


def test_a_default_is_written_because_it_may_change() -> None:
    """ "meeting" is the default form today; a stored meeting keeps it when the default moves on."""
    quote = Quote(revision=REVISION, span=Span(0, 1), text="x")
    met = Meeting(
        id=model.FactId("f"),
        article=model.ArticleId("a"),
        revision=REVISION,
        quotes=(quote,),
        participants=(),
        status=model.MeetingStatus.HELD,
    )

    plain = json.loads(to_json(met))

    assert plain["form"] == "meeting"
    assert plain["participants"] == []
    assert "place" not in plain
    assert from_json(Meeting, json.dumps({**plain, "from_a_newer_version": 1})) == met
    assert from_json(Meeting, to_json(replace(met, topic=""))) == replace(met, topic="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Types that facts do not use and records do."""

    at: datetime
    day: date
    clock: time
    share: float
    conflict: Conflict


def test_a_conflict_and_a_moment_survive() -> None:
    """Records hold moments; they stay aware and at their instant."""

    value = ConflictValue(value="x", facts=(), articles=())
    held = Holder(
        at=datetime(2025, 8, 6, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=2))),
        day=date(1, 1, 1),
        clock=time(23, 59),
        share=1.0,
        conflict=Conflict(slot="due", values=(value, value)),
    )

    assert from_json(Holder, to_json(held)) == held


def test_a_type_without_a_form_is_refused() -> None:
    """Guessing a form would lose something silently."""

    @dataclass(frozen=True)
    class Odd:
        what: complex

    with pytest.raises(TypeError, match="complex"):
        to_json(Odd(1j))
