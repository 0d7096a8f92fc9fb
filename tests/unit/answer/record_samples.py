"""One small story of a deadline that moves and meetings of every state, as facts and records."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.ledger.resolve import resolve
from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Fact,
    Meeting,
    MeetingStatus,
    Mode,
    Participant,
    Party,
    PartyKind,
)
from bot.model.ids import ArticleId, FactId, RevisionId
from bot.model.records import Record, ToldFact
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind
from tests.unit.answer.stories import Story, quote_of, told_of

LIND = Party(key="person:ada lind", name="Ada Lind", kind=PartyKind.PERSON, title="envoy")
MARSH = Party(key="person:ivo marsh", name="Ivo Marsh", kind=PartyKind.PERSON)
ROOS = Party(key="person:eva roos", name="Eva Roos", kind=PartyKind.PERSON)
ESTOVIA = Party(key="state:es-x", name="Estovia", kind=PartyKind.STATE)

FIRST = Story(
    id="grain-1",
    outlet="The Harbour Post",
    title="Lind gives Estovia until Friday",
    published=datetime(2025, 8, 6, 9, tzinfo=UTC),
    text=(
        "Envoy Ada Lind met Ivo Marsh in Torvik on Wednesday for three hours. Estovia must lift the grain ban by Friday, "
        "Lind said, or lose the harbour loan.\n\n"
        "Eva Roos asked to see Marsh. Roos and Lind are to meet on 12 August."
    ),
)
SECOND = Story(
    id="grain-2",
    outlet="Coast Daily",
    title="Estovia gets more time",
    published=datetime(2025, 8, 8, 9, tzinfo=UTC),
    text=(
        "Lind on Friday gave Estovia until 15 August to lift the grain ban. Her meeting with Roos on 12 August was cancelled. "
        "She spoke with Marsh by phone on Thursday."
    ),
)


def day(words: str, value: date) -> When:
    return When(
        words=words,
        span=Span(0, len(words)),
        kind=WhenKind.DATE,
        value=value.isoformat(),
        earliest=value,
        latest=value,
        precision=Precision.DAY,
        rule="test",
    )


def meeting(
    story: Story, words: str, status: MeetingStatus, *who: Party, when: When | None = None, **slots: object
) -> Meeting:
    return Meeting(
        id=FactId(f"m-{story.id}-{len(words)}"),
        article=ArticleId(story.id),
        revision=RevisionId(f"r-{story.id}"),
        quotes=(quote_of(story, words),),
        participants=tuple(Participant(party=one) for one in who),
        status=status,
        when=when,
        **slots,  # type: ignore[arg-type]
    )


def deadline(
    story: Story, words: str, status: DeadlineStatus, due: When | None, previous: When | None = None
) -> Deadline:
    return Deadline(
        id=FactId(f"d-{story.id}-{len(words)}"),
        article=ArticleId(story.id),
        revision=RevisionId(f"r-{story.id}"),
        quotes=(quote_of(story, words),),
        setter=LIND,
        addressee=ESTOVIA,
        requirement="lift the grain ban",
        due=due,
        previous_due=previous,
        status=status,
    )


MET = meeting(
    FIRST,
    "Envoy Ada Lind met Ivo Marsh in Torvik on Wednesday for three hours",
    MeetingStatus.HELD,
    LIND,
    MARSH,
    when=day("on Wednesday", date(2025, 8, 6)),
    place="Torvik",
    duration="three hours",
    mode=Mode.IN_PERSON,
)
WANTED = meeting(FIRST, "Eva Roos asked to see Marsh", MeetingStatus.REQUESTED, ROOS, MARSH)
TO_MEET = meeting(
    FIRST,
    "Roos and Lind are to meet on 12 August",
    MeetingStatus.PLANNED,
    ROOS,
    LIND,
    when=day("12 August", date(2025, 8, 12)),
)
OFF = meeting(
    SECOND,
    "Her meeting with Roos on 12 August was cancelled",
    MeetingStatus.CANCELLED,
    ROOS,
    LIND,
    when=day("12 August", date(2025, 8, 12)),
)
CALLED = meeting(
    SECOND,
    "She spoke with Marsh by phone on Thursday",
    MeetingStatus.HELD,
    LIND,
    MARSH,
    when=day("on Thursday", date(2025, 8, 7)),
    mode=Mode.PHONE,
)
DUE = deadline(
    FIRST,
    "Estovia must lift the grain ban by Friday, Lind said",
    DeadlineStatus.SET,
    day("by Friday", date(2025, 8, 8)),
)
MOVED = deadline(
    SECOND,
    "Lind on Friday gave Estovia until 15 August to lift the grain ban",
    DeadlineStatus.EXTENDED,
    day("15 August", date(2025, 8, 15)),
    previous=day("8 August", date(2025, 8, 8)),
)


def records_of(*facts: Fact) -> tuple[Record, ...]:
    """What the ledger makes of these facts."""
    stories = {FIRST.id: FIRST, SECOND.id: SECOND}
    return resolve(
        [
            ToldFact(fact=fact, told=told_of(stories[fact.article]))
            for fact in facts
            if isinstance(fact, Meeting | Deadline)
        ]
    )
