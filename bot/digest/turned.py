"""The items of plans that turned: by a sentence of which no fact was read, or by a record that stands by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.digest.interest import is_wanted
from bot.digest.story import terms_of
from bot.digest.turn_words import Turn
from bot.digest.turns import Turned
from bot.model.facts import Deadline, Meeting
from bot.model.ids import FactId
from bot.model.news import STORY, Change, Interest, Item, Label, Reason
from bot.model.records import DeadlineRecord, Record, ToldFact
from bot.model.text import Passage

MAX_CHARS = 400  # longer sentences are no news in one line
_SURE = 5.0  # what must speak for a turn told in a sentence that was read as something known
_GOES_ON = Reason(words="goes on with a known story", weight=2.0)


def with_turns(
    items: Sequence[Item],
    after: Sequence[Record],
    turns: Sequence[Turned],
    told: Mapping[FactId, ToldFact],
    interest: Interest | None = None,
) -> tuple[Item, ...]:
    """The items, and what became of known plans of which they tell nothing, the most important first.

    after: the records as they stand. told: the facts known at the end. A new record that was read from the sentence of a
    turn is an update of the plan that turned; a sentence read as something that was known already is none.
    """
    result = [item for item in items if item.label is not Label.DUE]
    due = [item for item in items if item.label is Label.DUE]
    for turned in turns:
        if len(turned.line.quote.text) > MAX_CHARS or not is_wanted(turned.record, interest or Interest()):
            continue
        if any(_is_about(item, turned.record) for item in result):
            continue
        read = _read_from(turned, told)
        at = next((i for i, one in enumerate(result) if not read.isdisjoint(one.record.facts)), None)
        if at is not None and not _tells_more(result[at], turned, told):
            result[at] = _as_update(result[at], turned)
        elif not read or turned.weight >= _SURE:
            result.append(_item(turned, after))
    over = {item.before.id for item in result if item.before is not None and item.words}
    kept = (item for item in due if item.record.id not in over)
    return tuple(sorted((*result, *kept), key=lambda item: -item.weight))


def _is_about(item: Item, record: Record) -> bool:
    known = item.before
    return known is not None and (known.id == record.id or not set(known.facts).isdisjoint(record.facts))


def _read_from(turned: Turned, told: Mapping[FactId, ToldFact]) -> frozenset[FactId]:
    """The meetings and deadlines that were read from the sentences."""
    quotes = [one.quote for one in (turned.line, turned.more) if one is not None]
    return frozenset(
        name
        for name, one in told.items()
        if isinstance(one.fact, Deadline | Meeting)
        and any(
            one.fact.quote.revision == quote.revision and one.fact.quote.span.overlaps(quote.span)
            for quote in quotes
        )
    )


def _tells_more(item: Item, turned: Turned, told: Mapping[FactId, ToldFact]) -> bool:
    """Whether a record fixes something still to come in none of the words of the plan, or beside what came of it on its day:
    that is new by itself."""
    record = item.record
    if not isinstance(record, DeadlineRecord) or record.due is None or record.due.latest is None:
        return False
    said = frozenset(
        term for fact in record.facts if fact in told for term in terms_of(told[fact].fact.quote.text)
    )
    return record.due.latest > turned.line.day and (turned.turn is Turn.CAME or said.isdisjoint(turned.words))


def _as_update(item: Item, turned: Turned) -> Item:
    """A record that stands by itself, as what became of the plan; an item that is an update already stays as it is."""
    if item.label is not Label.NEW:
        return item
    change = Change(slot=STORY, was=turned.record.status.value, now=item.record.status.value)
    return replace(
        item,
        label=Label.UPDATE,
        before=turned.record,
        changes=(change,),
        reasons=(*item.reasons, _GOES_ON),
    )


def _item(turned: Turned, after: Sequence[Record]) -> Item:
    known, line = turned.record, turned.line
    now = next((one for one in after if not set(one.facts).isdisjoint(known.facts)), known)
    return Item(
        label=Label.UPDATE,
        record=now,
        before=known,
        changes=(Change(slot=STORY, was=known.status.value, now=turned.turn.value),),
        facts=(),
        reasons=(_GOES_ON,),
        words=tuple(
            Passage(quote=one.quote, told=one.told) for one in (line, turned.more) if one is not None
        ),
    )
