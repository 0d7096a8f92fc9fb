"""Small articles and facts for the contract tests, written for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Fact,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
    Statement,
    StatementKind,
)
from bot.model.ids import ArticleId, ChannelId, FactId, RecordId, RevisionId, WorkspaceId, content_id
from bot.model.records import MeetingRecord, MeetingStep
from bot.model.text import Article, Revision, Scope, Span
from bot.model.when import Precision, When, WhenKind
from bot.ports import Store, Writer

HOME = WorkspaceId("T-HOME")
OTHER = WorkspaceId("T-OTHER")
DESK = ChannelId("C-DESK")
BOARD = ChannelId("C-BOARD")

EVERYONE = Scope(workspace=HOME)
AT_DESK = Scope(workspace=HOME, channel=DESK)
AT_BOARD = Scope(workspace=HOME, channel=BOARD)
GUEST_AT_DESK = Scope(workspace=HOME, channel=DESK, channel_only=True)

START = datetime(2025, 8, 6, 9, 0, tzinfo=UTC)


def moment(days: float = 0) -> datetime:
    """START, or so many days later."""
    return START + timedelta(days=days)


def article(
    name: str,
    *,
    workspace: WorkspaceId = HOME,
    audience: ChannelId | None = None,
    outlet: str | None = "The Harbour Post",
    url: str | None = None,
) -> Article:
    """An article that is its own origin."""
    id_ = ArticleId(name)
    return Article(id=id_, workspace=workspace, audience=audience, outlet=outlet, url=url, origin=id_)


def revision(
    of: str,
    text: str,
    *,
    number: int = 1,
    title: str | None = None,
    published: datetime | None = START,
    received: datetime = START,
) -> Revision:
    """A revision whose id is made of its article and number."""
    return Revision(
        id=RevisionId(f"{of}-r{number}"),
        article=ArticleId(of),
        number=number,
        title=title,
        text=text,
        published=published,
        received=received,
    )


def paragraphs(text: str) -> tuple[Span, ...]:
    """One passage per line."""
    spans = []
    start = 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(span for span in spans if len(span))


async def tell(
    writer: Writer,
    name: str,
    text: str,
    *,
    workspace: WorkspaceId = HOME,
    audience: ChannelId | None = None,
    outlet: str | None = "The Harbour Post",
    url: str | None = None,
    title: str | None = None,
    published: datetime | None = START,
    received: datetime = START,
) -> Revision:
    """Keep a new article with one revision, one passage per line."""
    await writer.add_article(article(name, workspace=workspace, audience=audience, outlet=outlet, url=url))
    first = revision(name, text, title=title, published=published, received=received)
    await writer.add_revision(first, paragraphs(text), ())
    return first


async def tell_alone(store: Store, name: str, text: str, **how: object) -> Revision:
    """As `tell`, in a transaction of its own."""
    workspace = how.get("workspace", HOME)
    async with store.writing(workspace) as writer:  # type: ignore[arg-type]
        return await tell(writer, name, text, **how)  # type: ignore[arg-type]


def person(name: str, *aliases: str) -> Party:
    """A person by name."""
    return Party(key=f"person:{name.lower()}", name=name, kind=PartyKind.PERSON, aliases=aliases)


ANNA = person("Anna Petrova", "Minister Petrova")
JONAS = person("Jonas Weber")
STATE = Party(key="state:xx", name="Norland", kind=PartyKind.STATE, aliases=("Norlandic government",))


def on(first: date, last: date | None = None, words: str = "on that day") -> When:
    """A resolved time."""
    last = last or first
    return When(
        words=words,
        span=Span(0, len(words)),
        kind=WhenKind.DATE,
        value=first.isoformat(),
        earliest=first,
        latest=last,
        precision=Precision.DAY if first == last else Precision.RANGE,
        rule="test",
    )


def meeting(
    of: Revision,
    *,
    who: tuple[Party, ...] = (ANNA, JONAS),
    day: date | None = date(2025, 8, 6),
    status: MeetingStatus = MeetingStatus.HELD,
    mark: str = "",
) -> Meeting:
    """A meeting told by the first words of a revision; `mark` tells apart two that are alike."""
    quote = of.quote(Span(0, min(10, len(of.text))))
    return Meeting(
        id=FactId(content_id("fact", of.id, str(status), str(day), *(p.key for p in who), mark)),
        article=of.article,
        revision=of.id,
        quotes=(quote,),
        participants=tuple(Participant(party=p) for p in who),
        status=status,
        when=None if day is None else on(day),
    )


def deadline(of: Revision, *, due: date | None = date(2025, 8, 8), addressee: Party = STATE) -> Deadline:
    """A deadline told by the first words of a revision."""
    return Deadline(
        id=FactId(content_id("fact", of.id, "deadline", str(due), addressee.key)),
        article=of.article,
        revision=of.id,
        quotes=(of.quote(Span(0, min(10, len(of.text)))),),
        addressee=addressee,
        due=None if due is None else on(due),
        status=DeadlineStatus.SET,
    )


def statement(of: Revision, *, speaker: Party = ANNA) -> Statement:
    """A statement told by the first words of a revision."""
    quote = of.quote(Span(0, min(10, len(of.text))))
    return Statement(
        id=FactId(content_id("fact", of.id, "statement", speaker.key)),
        article=of.article,
        revision=of.id,
        quotes=(quote,),
        speaker=speaker,
        cue="said",
        content=quote,
        kind=StatementKind.SAID,
    )


def record(name: str, *facts: Fact, day: date | None = date(2025, 8, 6)) -> MeetingRecord:
    """A record that holds these facts."""
    when = None if day is None else on(day)
    return MeetingRecord(
        id=RecordId(name),
        facts=tuple(fact.id for fact in facts),
        known=START,
        updated=START,
        origins=1,
        participants=(Participant(party=ANNA), Participant(party=JONAS)),
        status=MeetingStatus.HELD,
        form="meeting",
        when=when,
        place=None,
        mode=None,
        duration=None,
        topic=None,
        history=tuple(
            MeetingStep(
                status=MeetingStatus.HELD,
                when=when,
                valid=day,
                known=START,
                fact=fact.id,
                revision=fact.revision,
                article=fact.article,
            )
            for fact in facts
        ),
    )
