"""One small article, its facts and sentences about them: what the tests of the gate share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.model.answers import (
    AnswerType,
    Citation,
    Coverage,
    Evidence,
    Intent,
    Plan,
    Sentence,
)
from bot.model.facts import (
    Deadline,
    DeadlineStatus,
    Fact,
    Meeting,
    MeetingStatus,
    Participant,
    Party,
    PartyKind,
    Role,
    Statement,
    StatementKind,
)
from bot.model.ids import ArticleId, FactId, RevisionId
from bot.model.text import Quote, Span, Told
from bot.model.when import Precision, When, WhenKind

NOW = datetime(2025, 8, 6, 12, 0, tzinfo=UTC)
TEXT = (
    "Envoy Ada Lind met President Ivo Marsh in Torvik on Wednesday for around three hours, a palace aide said. "
    "Marsh must lift the grain ban by Friday at 5 p.m., Lind's government said; otherwise 36, 000 tonnes stay in port. "
    "The palace might propose a pause in the season 2007-08 style. "
    "The ministry did not accept the offer. "
    "Chancellor Berta Quill is due to visit King Olaf Rede next week. "
    '"The talks were useful and constructive," an aide told reporters. '
    "Norvania hosted Estovia's delegation and gave Estovia until Friday to answer."
)
TOLD = Told(
    article=ArticleId("a"),
    revision=RevisionId("r"),
    number=1,
    outlet="The Harbour Post",
    title="Envoy meets president",
    url="https://harbour.example/envoy",
    published=datetime(2025, 8, 6, 9, 0, tzinfo=UTC),
    known=datetime(2025, 8, 6, 10, 0, tzinfo=UTC),
    origin=ArticleId("a"),
    audience=None,
)


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(revision=RevisionId("r"), span=Span(start, start + len(words)), text=words)


def day(words: str, on: date) -> When:
    start = TEXT.index(words)
    return When(
        words=words,
        span=Span(start, start + len(words)),
        kind=WhenKind.DATE,
        value=on.isoformat(),
        earliest=on,
        latest=on,
        precision=Precision.DAY,
        rule="test",
    )


def person(name: str, title: str | None = None) -> Party:
    return Party(key=f"person:{name.lower()}", name=name, kind=PartyKind.PERSON, title=title)


LIND, MARSH = person("Ada Lind", "envoy"), person("Ivo Marsh", "President")
QUILL, REDE = person("Berta Quill", "Chancellor"), person("Olaf Rede", "King")
AIDE = Party(key="unnamed:palace aide", name="a palace aide", kind=PartyKind.UNNAMED)
NORVANIA = Party(key="state:nv", name="Norvania", kind=PartyKind.STATE)
ESTOVIA = Party(key="state:ev", name="Estovia", kind=PartyKind.STATE)
COMMON = {"article": ArticleId("a"), "revision": RevisionId("r")}

MEETING = Meeting(
    id=FactId("f_meeting"),
    quotes=(quote(TEXT[: TEXT.index(" Marsh must")]),),
    participants=(Participant(party=LIND), Participant(party=MARSH)),
    status=MeetingStatus.HELD,
    when=day("Wednesday", date(2025, 8, 6)),
    place="Torvik",
    said_by=AIDE,
    **COMMON,
)
DEADLINE = Deadline(
    id=FactId("f_deadline"),
    quotes=(
        quote(
            "Marsh must lift the grain ban by Friday at 5 p.m., Lind's government said; otherwise 36, 000 tonnes stay in port."
        ),
    ),
    addressee=MARSH,
    requirement="lift the grain ban",
    due=day("Friday", date(2025, 8, 8)),
    status=DeadlineStatus.SET,
    **COMMON,
)
MIGHT = Statement(
    id=FactId("f_might"),
    quotes=(quote("The palace might propose a pause in the season 2007-08 style."),),
    speaker=Party(key="body:palace", name="the palace", kind=PartyKind.BODY),
    cue="might",
    content=quote("might propose a pause in the season 2007-08 style"),
    hedge="might",
    kind=StatementKind.MIGHT,
    **COMMON,
)
VISIT = Meeting(
    id=FactId("f_visit"),
    quotes=(quote("Chancellor Berta Quill is due to visit King Olaf Rede next week."),),
    participants=(Participant(party=QUILL, role=Role.VISITOR), Participant(party=REDE, role=Role.HOST)),
    status=MeetingStatus.PLANNED,
    **COMMON,
)
SAID = Statement(
    id=FactId("f_said"),
    quotes=(quote('"The talks were useful and constructive," an aide told reporters.'),),
    speaker=Party(key="unnamed:aide", name="an aide", kind=PartyKind.UNNAMED),
    cue="told",
    content=quote("The talks were useful and constructive"),
    kind=StatementKind.SAID,
    **COMMON,
)
REFUSED = Statement(
    id=FactId("f_refused"),
    quotes=(quote("The ministry did not accept the offer."),),
    speaker=Party(key="body:ministry", name="the ministry", kind=PartyKind.BODY),
    cue="accept",
    content=quote("did not accept the offer"),
    kind=StatementKind.DENIED,
    **COMMON,
)
GIVEN = Deadline(
    id=FactId("f_given"),
    quotes=(quote("Norvania hosted Estovia's delegation and gave Estovia until Friday to answer."),),
    setter=NORVANIA,
    addressee=ESTOVIA,
    due=day("Friday", date(2025, 8, 8)),
    status=DeadlineStatus.SET,
    **COMMON,
)
FACTS: tuple[Fact, ...] = (MEETING, DEADLINE, MIGHT, VISIT, SAID, REFUSED, GIVEN)
EVIDENCE = Evidence(
    plan=Plan(text="Who met whom?", intent=Intent.MEETING, answer_type=AnswerType.TEXT),
    records=(),
    facts=FACTS,
    passages=(),
    coverage=Coverage(articles=1, outlets=1),
    told={fact.id: TOLD for fact in FACTS},
)


def sentence(text: str, fact: Fact, **changes: object) -> Sentence:
    made = Sentence(
        text=text, citations=(Citation(quote=fact.quote, told=TOLD, fact=fact.id),), facts=(fact.id,)
    )
    return replace(made, **changes)  # type: ignore[arg-type]
