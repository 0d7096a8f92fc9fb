"""What the previews show: a small made-up archive about a harbour, told by two outlets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.model.answers import Abstention, Briefing, Citation, Coverage, Section, Sentence, SentenceKind
from bot.model.chat import Action, ActionKind, Reply
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Quote, Span, Told
from tests.adapters.generated import BUTTONS, due_on

POST = "p_0123456789abcdef0123"
DAY = date(2025, 8, 6)
COVERAGE = Coverage(articles=2, outlets=2, first=date(2025, 8, 5), last=DAY)


def answer(*, expanded: bool = False) -> Reply:
    """A briefing with a deadline at a time of day, a doubt, and two accounts that disagree."""
    body = Briefing(
        headline="The talks on the northern quay",
        sentences=(
            Sentence(
                text="Ivo Brandt met Lena Okoro in Norhaven on 6 August 2025.",
                citations=(
                    _cite("a", "Mayor Brandt received envoy Okoro on Wednesday"),
                    _cite("b", "the envoy’s talks with Mr Brandt"),
                ),
            ),
            Sentence(
                text="The talks lasted three hours.",
                citations=(_cite("b", "after some three hours of talks", 90),),
                doubt=0.7,
            ),
            Sentence(text="No stored article tells what was agreed.", kind=SentenceKind.NOTE),
        ),
        sections=(Section(heading="Deadlines", sentences=(_exact(), _other_account())),),
        coverage=COVERAGE,
    )
    return Reply(body=body, actions=_buttons(*BUTTONS), expanded=expanded)


def no_answer() -> Reply:
    """Nothing stored, and what is nearest to it; asked by a command."""
    nearest = answer().body.sentences[:1]  # type: ignore[union-attr]
    body = Abstention(missing="what Norland offered", coverage=COVERAGE, nearest=nearest)
    buttons = _buttons(BUTTONS[0], *BUTTONS[-2:])
    return Reply(body=body, actions=buttons, question="What did Norland offer?")


def digest() -> Reply:
    """A morning's digest."""
    sections = (
        Section(heading="Meetings", sentences=answer().body.sentences[:2]),  # type: ignore[union-attr]
        Section(heading="Deadlines", sentences=(_exact(), _day(1))),
    )
    body = Briefing(sentences=(), sections=sections, coverage=COVERAGE)
    return Reply(body=body, title="Digest of 6 August 2025")


def long_list() -> Reply:
    """More deadlines than a page holds."""
    sentences = tuple(replace(_day(n), group=f"g{n}") for n in range(len(_DUTIES)))
    return Reply(
        body=Briefing(sentences=sentences, coverage=COVERAGE), actions=_buttons(*BUTTONS[:1], *BUTTONS[3:5])
    )


_DUTIES = (
    "Norland has to name a pilot",
    "The harbour board has to publish its accounts",
    "Sudria has to open the northern quay",
    "Brandt has to answer the council",
    "The dredgers have to leave",
    "Westmark has to repay the loan",
    "The court has to set a hearing",
    "Okoro has to report to her ministry",
    "Norland has to release the barge",
    "The board has to choose a chair",
    "Sudria has to lift its ban on fruit",
)


def _exact() -> Sentence:
    return Sentence(
        text="The deadline for Norland (“reply to the offer”) is Friday 8 August 2025, 17:00 CEST, in 2 days.",
        citations=(_cite("a", "Norland was given until 5 pm on Friday to reply to the offer", 200),),
        group="d1",
        due=due_on(date(2025, 8, 8), time(17, 0), "Europe/Vienna"),
    )


def _other_account() -> Sentence:
    return Sentence(
        text="The Port Ledger names 9 August 2025 instead.",
        citations=(_cite("b", "a reply is due by Saturday", 300),),
        group="d1",
    )


def _day(number: int) -> Sentence:
    day = DAY + timedelta(days=9 + 11 * number)
    left = (day - DAY).days
    return Sentence(
        text=f"{_DUTIES[number]} by {day.day} {day:%B %Y}, in {left} days.",
        citations=(_cite("ab"[number % 2], f"{_DUTIES[number]} by then", 400 + number),),
        due=due_on(day),
    )


def _cite(article: str, words: str, start: int = 0) -> Citation:
    outlet = {"a": "Northgate Herald", "b": "Port Ledger"}[article]
    told = Told(
        article=ArticleId(article),
        revision=RevisionId(f"{article}-r1"),
        number=1,
        outlet=outlet,
        title=None,
        url=f"https://{outlet.split()[-1].lower()}.example/2025/08/quay",
        published=datetime(2025, 8, 6, 9, tzinfo=UTC),
        known=datetime(2025, 8, 6, 10, tzinfo=UTC),
        origin=ArticleId(article),
        audience=None,
    )
    quote = Quote(revision=told.revision, span=Span(start, start + len(words)), text=words)
    return Citation(quote=quote, told=told)


def _buttons(*pairs: tuple[ActionKind, str]) -> tuple[Action, ...]:
    return tuple(Action(kind=kind, label=label, value=POST) for kind, label in pairs)
