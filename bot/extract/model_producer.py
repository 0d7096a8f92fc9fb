"""Facts from a model's reply: every quote located in the revision, every party and day taken from our own reading."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.extract.check import Dropped, Reason, check_fact
from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.due import closed, due_at
from bot.extract.deadlines.line import is_length, read_line
from bot.extract.document import Document, trimmed
from bot.model.facts import (
    Basis,
    Deadline,
    DeadlineKind,
    DeadlineStatus,
    Event,
    Fact,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
    Producer,
    Statement,
    StatementKind,
)
from bot.model.ids import FactId, content_id
from bot.model.text import Quote, Span
from bot.model.when import When
from bot.prompts import get_prompt
from bot.text.words import fold

MAX_REPLY_CHARS = 400_000
MAX_FACTS = 200
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "\n": " "})
_BODY_WORDS = re.compile(
    r"\b(?:ministry|court|commission|government|agency|council|parliament|company|bank|union|board)\b",
    re.IGNORECASE,
)

Words = Annotated[str, Field(max_length=2000)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    quote: Annotated[str, Field(min_length=3, max_length=2000)]
    also: list[Words] = Field(default_factory=list, max_length=8)


class DeadlineEntry(_Entry):
    """A deadline as a model writes it."""

    type: Literal["deadline"]
    setter: Words | None = None
    addressee: Words | None = None
    requirement: Words | None = None
    due_words: Words | None = None
    due: Words | None = None
    consequence: Words | None = None
    status: DeadlineStatus = DeadlineStatus.SET
    kind: DeadlineKind = DeadlineKind.DEADLINE


class MeetingEntry(_Entry):
    """A meeting as a model writes it."""

    type: Literal["meeting"]
    participants: Annotated[list[Words], Field(min_length=1, max_length=40)]
    status: MeetingStatus
    when_words: Words | None = None
    when: Words | None = None
    place: Words | None = None
    duration: Words | None = None
    topic: Words | None = None


class StatementEntry(_Entry):
    """A statement as a model writes it."""

    type: Literal["statement"]
    speaker: Words
    cue: Annotated[str, Field(min_length=2, max_length=60)]
    content: Annotated[str, Field(min_length=3, max_length=2000)]


class EventEntry(_Entry):
    """An event as a model writes it."""

    type: Literal["event"]
    what: Annotated[str, Field(min_length=3, max_length=500)]
    parties: list[Words] = Field(default_factory=list, max_length=20)
    when_words: Words | None = None
    when: Words | None = None


Entry = Annotated[DeadlineEntry | MeetingEntry | StatementEntry | EventEntry, Field(discriminator="type")]
_ENTRY: TypeAdapter[DeadlineEntry | MeetingEntry | StatementEntry | EventEntry] = TypeAdapter(Entry)


def prompt_for(document: Document) -> str:
    """The prompt that asks for the facts of a document; its fence does not occur in the article."""
    published = document.published
    fence = "=====ARTICLE====="
    while fence in document.revision.text:
        fence = f"={fence}="
    return get_prompt("extract_facts").fill(
        published="unknown" if published is None else f"{published:%A} {published.isoformat()}",
        fence=fence,
        article=_without_boilerplate(document),
    )


def facts_from_reply(
    reply: str, document: Document, *, own: Sequence[Fact] | None = None
) -> tuple[Fact | Dropped, ...]:
    """The facts of a model's reply that pass the check, and why the others do not; in the order of the reply.

    own: what our rules read in the document; its deadlines are read here when it is not given. Never raises.
    """
    entries = _entries(reply)
    if entries is None:
        return (Dropped(reason=Reason.UNREADABLE, words=reply[:80]),)
    read = tuple(find_deadlines(document)) if own is None else tuple(own)
    return tuple(_fact_or_dropped(entry, document, read) for entry in entries[:MAX_FACTS])


def locate(words: str, document: Document) -> Span | None:
    """Where the words stand in the text, outside boilerplate; typographic quotes and line breaks aside; None if nowhere."""
    text, needle = document.revision.text, words.strip()
    for hay, pin in ((text, needle), (text.translate(_STRAIGHT), needle.translate(_STRAIGHT))):
        at = hay.find(pin) if pin else -1
        while at >= 0:
            span = trimmed(text, Span(at, at + len(pin)))
            if not any(span.overlaps(junk) for junk in document.revision.boilerplate):
                return span
            at = hay.find(pin, at + 1)
    return None


def _entries(reply: str) -> list[Any] | None:
    start, end = reply.find("{"), reply.rfind("}")
    if len(reply) > MAX_REPLY_CHARS or start < 0 or end < start:
        return None
    try:
        value = json.loads(reply[start : end + 1])
    except (ValueError, RecursionError):
        return None
    facts = value.get("facts") if isinstance(value, dict) else None
    return facts if isinstance(facts, list) else None


def _fact_or_dropped(raw: Any, document: Document, own: Sequence[Fact]) -> Fact | Dropped:
    try:
        entry = _ENTRY.validate_python(raw)
    except (ValidationError, RecursionError):
        return Dropped(reason=Reason.UNREADABLE, words=str(raw)[:80])
    span = locate(entry.quote, document)
    if span is None:
        return Dropped(reason=Reason.QUOTE_NOT_EXACT, words=entry.quote)
    more = [found for words in entry.also if (found := locate(words, document)) is not None]
    if len(more) < len([words for words in entry.also if words.strip()]):
        return Dropped(reason=Reason.QUOTE_NOT_EXACT, words=entry.quote)
    quotes = tuple(document.quote(s) for s in dict.fromkeys([span, *more]))
    fact = _typed(entry, quotes, document)
    return fact if isinstance(fact, Dropped) else check_fact(fact, document, own=own)


def _typed(
    entry: DeadlineEntry | MeetingEntry | StatementEntry | EventEntry,
    quotes: tuple[Quote, ...],
    document: Document,
) -> Fact | Dropped:
    revision = document.revision
    common = {
        "id": FactId(content_id("fact", revision.id, entry.model_dump_json())),
        "article": revision.article,
        "revision": revision.id,
        "quotes": quotes,
        "producer": Producer.MODEL,
        "basis": (Basis(field="quotes", rule="model", span=quotes[0].span),),
    }
    match entry:
        case DeadlineEntry():
            return Deadline(
                **common,  # type: ignore[arg-type]
                setter=_party(entry.setter, quotes, document),
                addressee=_party(entry.addressee, quotes, document),
                requirement=entry.requirement or None,
                due=_when(entry.due_words, entry.due, quotes, document),
                consequence=entry.consequence or None,
                status=entry.status,
                kind=entry.kind,
            )
        case MeetingEntry():
            parties = [p for name in entry.participants if (p := _party(name, quotes, document)) is not None]
            if len(parties) < len(entry.participants) or not parties:
                return Dropped(reason=Reason.NO_PARTY, words=entry.quote)
            return Meeting(
                **common,  # type: ignore[arg-type]
                participants=tuple(Participant(party=p) for p in dict.fromkeys(parties)),
                status=entry.status,
                when=_when(entry.when_words, entry.when, quotes, document),
                place=entry.place or None,
                duration=entry.duration or None,
                topic=entry.topic or None,
            )
        case StatementEntry():
            speaker, content = _party(entry.speaker, quotes, document), locate(entry.content, document)
            if speaker is None:
                return Dropped(reason=Reason.SPEAKER_NOT_NAMED, words=entry.quote)
            if content is None:
                return Dropped(reason=Reason.QUOTE_NOT_EXACT, words=entry.content)
            return Statement(
                **common,  # type: ignore[arg-type]
                speaker=speaker, cue=entry.cue, content=document.quote(content), kind=StatementKind.SAID,
            )  # fmt: skip
        case EventEntry():
            named = [p for name in entry.parties if (p := _party(name, quotes, document)) is not None]
            return Event(
                **common,  # type: ignore[arg-type]
                what=entry.what, parties=tuple(named), when=_when(entry.when_words, entry.when, quotes, document),
            )  # fmt: skip


def _party(name: str | None, quotes: Sequence[Quote], document: Document) -> Party | None:
    """The party a name stands for in the sentences of the quotes; None when they do not name it."""
    if not name:
        return None
    wanted = _plain(name)
    for span in _around(quotes, document):
        for mention in document.mentions_in(span):
            names = {_plain(n) for n in (mention.words, mention.party.name, *mention.party.aliases)}
            if wanted in names:
                return mention.party
    for span in _around(quotes, document):
        at = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _plain(span.of(document.revision.text)))
        if at and wanted:
            kind = PartyKind.BODY if _BODY_WORDS.search(name) else PartyKind.GROUP
            return Party(key=f"group:{wanted}", name=name.strip(), kind=kind)
    return None


def _when(words: str | None, day: str | None, quotes: Sequence[Quote], document: Document) -> When | None:
    """The time our tagger reads in `words`; open where the model's day differs from ours."""
    if not words:
        return None
    for span in _around(quotes, document):
        at = span.of(document.revision.text).find(words)
        if at < 0:
            continue
        start, end = span.start + at, span.start + at + len(words)
        index = document.sentence_index(start)
        read = [w for w in document.whens if w.span.overlaps(Span(start, end))]
        if not read or index is None:
            return None
        line = read_line(document, index)
        ours = (
            due_at(line, start - line.span.start, end - line.span.start)
            if is_length(read[0])
            else closed(read[0])
        )
        if ours is None or not ours.resolved or day is None or ours.iso() == day:
            return ours
        return _open(ours)
    return None


def _open(when: When) -> When:
    reason = "the reply gave another day than the words do"
    return replace(
        when, value=None, earliest=None, latest=None, precision=None, time=None, zone=None, zone_words=None, anchor=None, open_reason=reason
    )  # fmt: skip


def _around(quotes: Sequence[Quote], document: Document) -> tuple[Span, ...]:
    spans = [q.span for q in quotes]
    return (*spans, *(s for s in document.sentences if any(s.overlaps(span) for span in spans)))


def _plain(name: str) -> str:
    folded = " ".join(fold(name).split()).strip(" .,;:'\"")
    return re.sub(r"^(?:the|a|an)\s+", "", folded).removesuffix("'s")


def _without_boilerplate(document: Document) -> str:
    text, kept, last = document.revision.text, [], 0
    for junk in document.revision.boilerplate:
        kept.append(text[last : junk.start])
        last = junk.end
    return "".join([*kept, text[last:]])
