"""Short invented news stories that the tests of answers read, in several styles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.model.answers import Coverage, Evidence
from bot.model.chat import Question, Requester, Turn
from bot.model.facts import Fact
from bot.model.ids import ArticleId, MemberId, RevisionId, WorkspaceId
from bot.model.records import Record
from bot.model.text import Article, Passage, Quote, Revision, Scope, Span, Told
from bot.search.plan import plan_question


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article written for the tests."""

    id: str
    outlet: str | None
    title: str
    published: datetime | None
    text: str


def _on(day: int, month: int, hour: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


OFFER = (
    Story(
        id="offer-1",
        outlet="Market Post",
        title="Corvane bids 610 million crowns for Halden Foods",
        published=_on(2, 3),
        text=(
            "MALVIK, March 2 (Market Post) - Corvane Group said on Monday it would offer 4.20 crowns a share for Halden "
            "Foods, valuing the dairy at 610 million crowns.\n\n"
            "Shareholders have until 30 March to accept. The offer depends on the consent of the Competition Office, "
            "which has said that it will decide by 20 April.\n\n"
            "Halden's chair, Petra Lund, met Corvane's chief executive, Oskar Brandl, at a hotel in Malvik on Sunday for "
            "two hours. The two discussed the future of the creamery in Norling, Lund said.\n\n"
            "The board has not yet taken a view. Corvane would not say how many jobs might be cut."
        ),
    ),
    Story(
        id="offer-2",
        outlet="Coast Daily",
        title="Halden shareholders get two more weeks",
        published=_on(24, 3),
        text=(
            "Corvane Group on Tuesday extended its offer for Halden Foods by two weeks, to 13 April, after holders of "
            "only 41 percent of the shares had accepted. The price stays at 4.20 crowns.\n\n"
            "“We recommend it because there is no better one,” Lund told Coast Daily.\n\n"
            "The union of dairy workers has asked for a meeting with Brandl. The company has not replied. Analysts at "
            "Torvik Bank called the price fair; a fund that owns 6 percent called it miserly.\n\n"
            "A decision by the Competition Office is still expected by 20 April."
        ),
    ),
    Story(
        id="offer-3",
        outlet="Market Post",
        title="Corvane wins Halden, must sell creamery",
        published=_on(14, 4),
        text=(
            "MALVIK, April 14 (Market Post) - Holders of 78 percent of Halden Foods had accepted Corvane Group's offer "
            "when it closed on Monday, the buyer said.\n\n"
            "The Competition Office cleared the purchase on Tuesday on condition that Corvane sells the creamery in "
            "Norling within six months. The deal is to be completed on 4 May.\n\n"
            "Brandl denied that he had met the union's leader, Jonas Weil, in secret. “I have never spoken to him,” he "
            "said.\n\n"
            "Corvane was advised by Torvik Bank. It was not clear who would run the creamery until it is sold."
        ),
    ),
)

RIVER = (
    Story(
        id="river-1",
        outlet="Valley Herald",
        title="Flood closes the Osier bridge",
        published=_on(9, 11),
        text=(
            "The Osier bridge has been closed since Saturday night because floodwater washed away part of its northern "
            "pier, the county engineer, Ruth Adeyemi, said on Monday.\n\n"
            "About 3,400 cars cross it on a working day. Drivers must go round by Kettle Ford, 19 kilometres upstream.\n\n"
            "Repairs would cost 2.6 million dollars and take eleven weeks, Adeyemi said. She blamed the damage on "
            "driftwood that had piled up against the pier, not on the age of the bridge, which was built in 1958.\n\n"
            "Nobody was hurt. Farmer Tom Brisk lost 26 sheep. His neighbour Ada Quill said the river had risen four metres "
            "in a single night.\n\n"
            "The county council meets on Thursday to vote on the money."
        ),
    ),
    Story(
        id="river-2",
        outlet="Valley Herald",
        title="Council pays for bridge repair",
        published=_on(13, 11),
        text=(
            "The county council voted 9 to 2 on Thursday to spend 2.8 million dollars on the Osier bridge, a little more "
            "than the engineer had asked for. Work starts on 1 December.\n\n"
            "Councillor Ned Farrow, who voted against, said the ferry should have been brought back instead."
        ),
    ),
)

NOTICE = Story(
    id="notice-1",
    outlet=None,
    title="Notice to tenants of Alder House",
    published=None,
    text=(
        "Tenants of Alder House are informed that the lifts will be out of service from Monday.\n\n"
        "Objections must be handed in at the office by Friday. Objections that come later will not be read."
    ),
)

QUARRY = (
    Story(
        id="quarry-1",
        outlet="Hill Gazette",
        title="Blasting allowed at Vessel until end of May",
        published=_on(4, 5),
        text=(
            "Torrin Stone may blast in the Vessel quarry until 31 May, according to a permit that the mining office "
            "published on Monday.\n\n"
            "The company has to file a dust report by 15 May. About 900 people live within earshot of the quarry, the "
            "office said.\n\n"
            "Hugh Parr, who manages the quarry, said he would meet residents on Wednesday 20 May in the village hall."
        ),
    ),
    Story(
        id="quarry-2",
        outlet="Lake Radio",
        title="Quarry misses date for dust report",
        published=_on(18, 5),
        text=(
            "Torrin Stone has missed the date for its dust report, the mining office said on Monday, and fixed a new one: "
            "29 May.\n\n"
            "Wednesday's meeting between manager Hugh Parr and the residents has been cancelled. Parr gave no reason.\n\n"
            "Quiet Vessel, a group of residents, puts the number of people who live near the quarry at 1,300. It has asked "
            "the court in Marn to end the permit."
        ),
    ),
    Story(
        id="quarry-3",
        outlet="Hill Gazette",
        title="Vessel permit runs on through August",
        published=_on(29, 5),
        text=(
            "The mining office on Friday extended Torrin Stone's permit for the Vessel quarry from 31 May to 31 August. The "
            "dust report had come in on Thursday, a day early.\n\n"
            "The court in Marn will hear the residents on 9 June."
        ),
    ),
    Story(
        id="quarry-4",
        outlet="Lake Radio",
        title="Court: blasting at Vessel ends on 30 June",
        published=_on(10, 6),
        text=(
            "The permit for the Vessel quarry ends on 30 June and not on 31 August, the court in Marn ruled on Tuesday. The "
            "dust was a danger to the spring, judge Carla Oduya said.\n\n"
            "Torrin Stone can appeal within 14 days. Parr did not say whether it would."
        ),
    ),
)


def revision_of(story: Story) -> Revision:
    """The story as it would be stored."""
    return Revision(
        id=RevisionId(f"r-{story.id}"),
        article=ArticleId(story.id),
        number=1,
        title=story.title,
        text=story.text,
        published=story.published,
        received=story.published or _on(1, 1),
    )


def told_of(story: Story) -> Told:
    """Who told the story."""
    article = Article(
        id=ArticleId(story.id),
        workspace=WorkspaceId("w"),
        audience=None,
        outlet=story.outlet,
        url=None,
        origin=ArticleId(story.id),
    )
    return Told.of(article, revision_of(story))


def quote_of(story: Story, words: str) -> Quote:
    """`words` of the story as a quote."""
    start = story.text.index(words)
    return revision_of(story).quote(Span(start, start + len(words)))


def asked(text: str, *earlier: str, as_of: date | None = None) -> Question:
    """A question of somebody in UTC."""
    return Question(
        text=text,
        requester=Requester(member=MemberId("m"), scope=Scope(workspace=WorkspaceId("w"))),
        as_of=as_of,
        conversation=tuple(Turn(question=one) for one in earlier),
    )


def evidence_on(
    question: Question | str,
    stories: tuple[Story, ...],
    *,
    now: datetime,
    facts: tuple[Fact, ...] = (),
    records: tuple[Record, ...] = (),
) -> Evidence:
    """Evidence for a question: these stories read whole, and these facts and records."""
    outlets = sorted({story.outlet for story in stories if story.outlet is not None})
    plan = plan_question(asked(question) if isinstance(question, str) else question, now=now, outlets=outlets)
    told = {RevisionId(f"r-{story.id}"): told_of(story) for story in stories}
    return Evidence(
        plan=plan,
        records=records,
        facts=facts,
        passages=tuple(
            Passage(quote=revision_of(s).quote(Span(0, len(s.text))), told=told_of(s)) for s in stories
        ),
        coverage=Coverage(articles=len(stories), outlets=len({s.outlet for s in stories})),
        told={fact.id: told[fact.revision] for fact in facts},
        revisions=tuple((told_of(story), revision_of(story)) for story in stories),
    )
