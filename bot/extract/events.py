"""Events: what else happened, dated where the article dates it. Only what is told as done counts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document, trimmed
from bot.extract.meetings import bounds, days, standing, tellers
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.subjects import chain_start, subject_of
from bot.model.facts import Basis, Event, MeetingStatus, Party
from bot.model.ids import FactId, content_id
from bot.model.text import Span

MAX_NODES_TOLD = 24

# Verbs in the past tense that tell of a deed and not of talk about it; particles that must follow come after "_".
_DEEDS = frozenset(
    """attacked struck hit shelled bombed bombarded invaded fired launched killed wounded injured seized captured
    destroyed damaged sank downed intercepted evacuated exploded crashed collapsed
    voted approved adopted passed rejected ratified vetoed repealed endorsed dissolved
    signed initialled concluded sealed imposed lifted suspended extended banned blocked froze revoked cancelled
    expelled deported recalled arrested detained charged indicted convicted acquitted sentenced fined sued ruled
    upheld overturned dismissed ordered acquired bought sold merged listed delisted
    resigned quit stepped_down died appointed elected sworn_in nominated ousted fired sacked dismissed replaced
    withdrew pulled_out joined left_office declared proclaimed announced_a published released unveiled opened closed
    halted resumed shut cut raised lowered""".split()
)
# Deeds that are worth telling without a day and without an other side.
_TELLING = frozenset(
    """attacked struck hit shelled bombed bombarded invaded fired launched killed seized captured destroyed sank
    resigned quit died ratified vetoed convicted acquitted sentenced elected ousted expelled withdrew signed
    evacuated collapsed arrested indicted""".split()
)
_PASSIVE = re.compile(r"\b(?:was|were|has been|have been|had been|been)\b")
_TRIGGER = re.compile(r"\b(?:" + "|".join(sorted({w.split("_")[0] for w in _DEEDS})) + r")\b")
# Objects that make these verbs mean something small: "cut short", "closed lower", "opened the door to".
_IDLE = re.compile(
    r"^(?:short|lower|higher|down \d|up \d|the door|the way|talks|concerns?|hopes?|fears?|questions?|doubts?|eyebrows|"
    r"the (?:issue|matter|subject|question|idea|possibility|prospect|talks|meeting|summit|call|phone)|a (?:meeting|call|summit))\b"
)


def find_events(doc: Document) -> tuple[Event, ...]:
    """Deeds with a doer or a day, in reading order; hedged, planned, asked and denied ones are left out."""
    found: dict[str, Event] = {}
    for index, span in enumerate(doc.sentences):
        if _TRIGGER.search(doc.text, span.start, span.end):
            for event in _of_row(doc, row_of(doc, index)):
                found.setdefault(event.id, event)
    return tuple(found.values())


def _of_row(doc: Document, row: Row) -> Iterator[Event]:
    for at, node in enumerate(row.nodes):
        if node.kind is Kind.WORD and _is_deed(row, at):
            event = _event(doc, row, at)
            if event is not None:
                yield event


def _is_deed(row: Row, at: int) -> bool:
    word = row.word(at)
    if f"{word}_{row.word(at + 1)}" in _DEEDS:
        return True
    if word not in _DEEDS or _IDLE.match(row.mask(at + 1, at + 5)):
        return False
    # "the attacked town", "a sealed box": an adjective, not a deed
    return row.word(at - 1) not in ("the", "a", "an", "its", "his", "her", "their", "of", "by", "as", "than")


def _event(doc: Document, row: Row, at: int) -> Event | None:
    start = chain_start(row, at)
    subject = subject_of(row, start)
    chain = row.mask(start, at)
    if subject is None or subject.start >= start or _reduced(row, at, start, chain):
        return None
    before = bounds.governing(row, subject.start) + bounds.between(row, subject, start)
    found = standing.of_verb(before=before, chain=chain, form="past", future=None)
    if found is None or found.status is not MeetingStatus.HELD:
        return None
    when = days.when_of_clause(doc, row, subject.start, at, start, None)
    if days.lies_ahead(doc, when):
        return None
    end = min(bounds.clause_end(row, at), at + MAX_NODES_TOLD)
    told = trimmed(doc.text, Span(row.nodes[start].span.start, row.nodes[max(end - 1, at)].span.end))
    told = Span(told.start, told.start + len(doc.words(told).rstrip(' ,;:–—-"”')))
    parties = _parties(row, subject, at, end)
    if not parties or (when is None and len(parties) < 2 and row.word(at) not in _TELLING):
        return None
    quote = doc.quote(Span(min(row.nodes[subject.start].span.start, told.start), told.end))
    basis = [Basis(field="what", rule=f"deed:{row.word(at)}", span=told)]
    basis += [Basis(field="parties", rule="named", span=span) for _, span in parties]
    if when is not None:
        basis.append(Basis(field="when", rule="clause", span=when.span))
    revision = doc.revision
    return Event(
        id=FactId(content_id("fact", revision.id, "event", str(quote.span.start), str(quote.span.end))),
        article=revision.article,
        revision=revision.id,
        quotes=(quote,),
        said_by=tellers.sayer_of(doc, row, subject.start, at),
        basis=tuple(basis),
        what=doc.words(told),
        parties=tuple(party for party, _ in parties),
        when=when,
    )


def _reduced(row: Row, at: int, start: int, chain: str) -> bool:
    """ "an order signed by X", "the deal announced on Monday": a participle behind its noun, with no verb of its own."""
    return row.word(at + 1) == "by" and not _PASSIVE.search(chain) and start == at


def _parties(row: Row, subject: Group, at: int, end: int) -> list[tuple[Party, Span]]:
    """Who takes part, the doer first: the subject, then the parties told between the verb and the end of the clause."""
    members = list(subject.members)
    j = at + 1
    while j < end:
        if row.nodes[j].party:
            group = group_right(row, j)
            members += [m for m in group.members if m < end]
            j = max(group.end, j + 1)
        else:
            j += 1
    seen: dict[str, tuple[Party, Span]] = {}
    for member in members:
        node = row.nodes[member]
        for party in node.parties:
            seen.setdefault(party.key, (party, node.head or node.span))
    return list(seen.values())
