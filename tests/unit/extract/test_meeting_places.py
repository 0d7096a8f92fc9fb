"""Where people met and about what: as the telling sentence names it, and no words that stand there for something else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extract.document import read
from bot.extract.meetings import find_meetings
from bot.model.facts import Meeting
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision

DAY = datetime(2026, 3, 3, 12, tzinfo=UTC)


def places(text: str) -> list[str | None]:
    """The place of every meeting that is found."""
    return [meeting.place for meeting in meetings(text)]


def meetings(text: str) -> tuple[Meeting, ...]:
    revision = Revision(
        id=RevisionId("r1"),
        article=ArticleId("a1"),
        number=1,
        title=None,
        text=text,
        published=DAY,
        received=DAY,
    )
    return find_meetings(read(revision))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Minister Anna Kovar met Peter Szabo in Vienna on Monday.", "Vienna"),
        ("Minister Anna Kovar met Peter Szabo at the Harwell offices on Monday.", "the Harwell offices"),
        ("Minister Anna Kovar met Peter Szabo at the council offices on Monday.", "the council offices"),
        ("Minister Anna Kovar sat down with Peter Szabo at the Hungarian mission on Monday.", "the Hungarian mission"),
        ("Minister Anna Kovar met Peter Szabo at the Alpine Trade summit in Bern on Monday.", "Bern"),
        ("On Friday Anna Kovar flies to Lisbon with her deputy for a meeting with Peter Szabo.", "Lisbon"),
        ("Anna Kovar travels to Lisbon on Friday to brief Foreign Minister Peter Szabo.", "Lisbon"),
        ("Anna Kovar leaves for Lisbon on Friday to meet Foreign Minister Peter Szabo.", "Lisbon"),
        ("Anna Kovar flew to Lisbon on Monday and spent three hours with Foreign Minister Peter Szabo.", "Lisbon"),
        ("Anna Kovar goes to the palace on Friday to see President Peter Szabo.", "the palace"),
    ],
)  # fmt: skip
def test_the_place_is_read_where_the_meeting_is_told(text: str, place: str) -> None:
    """Behind the meeting, or where those who meet go for it."""
    assert places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Anna Kovar spoke to Peter Szabo in her empty office.", "her empty office"),
        ("Anna Kovar dined with Peter Szabo at his residence in July.", "his residence"),
        ("Anna Kovar on Monday called on Governor Peter Szabo at Raj Bhavan.", "Raj Bhavan"),
        ("Peter Szabo flew in from Lisbon, where he had met his colleague, Nora Falk.", "Lisbon"),
        ("Anna Kovar was in Lisbon on Monday to see Peter Szabo. The pair spoke for an hour.", "Lisbon"),
        ("The judge, Anna Kovar, called Peter Szabo and Nora Falk into her chambers.", "her chambers"),
        ("Anna Kovar said she would invite Peter Szabo and Nora Falk to the ministry.", "the ministry"),
        ("Anna Kovar is to receive Peter Szabo in Kestria's capital, Varn, on 11 May.", "Kestria's capital, Varn"),
        ("Anna Kovar and Peter Szabo last crossed paths in Varn in February, when they met Nora Falk.", "Varn"),
        ("Anna Kovar met Peter Szabo on the margins of the World Harbour Forum on Monday.", None),
    ],
)  # fmt: skip
def test_a_room_a_house_and_the_place_behind_where_are_told(text: str, place: str | None) -> None:
    """Whose room it is does not make a person of it, and the margins of a forum are nowhere."""
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Anna Kovar met Peter Szabo on Monday to prevent the conflict in the Lower Delta from spreading.",
        "Minister Anna Kovar met Peter Szabo on Monday for talks on the Danube.",
        "Minister Anna Kovar met Peter Szabo on Monday in the Hungarian style.",
        "Minister Anna Kovar met Peter Szabo on Monday in March.",
    ],
)
def test_a_name_that_tells_the_matter_is_no_place(text: str) -> None:
    """What they spoke about may lie anywhere."""
    assert places(text) == [None]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "Anna Kovar and Peter Szabo held talks on the grain quota, according to an aide.",
            "the grain quota",
        ),
        ("Anna Kovar and Peter Szabo held talks on the grain quota, which lapses soon.", "the grain quota"),
        ("Anna Kovar met Peter Szabo to discuss wheat, barley and rye.", "wheat, barley and rye"),
        (
            "Anna Kovar met Peter Szabo to discuss the ferry contract because the line is losing money.",
            "the ferry contract",
        ),
    ],
)
def test_the_topic_ends_before_the_next_clause(text: str, topic: str) -> None:
    """Who says so and why is no part of what it was about."""
    assert [meeting.topic for meeting in meetings(text)] == [topic]


def test_what_the_two_sides_discussed_is_told_of_those_who_met() -> None:
    """An aide's "the two sides" are the envoy and the president, not the host who is told of next."""
    text = (
        "Swedish envoy Maja Lindqvist held talks with Turkish President Orhan Demir on Tuesday. Lindqvist met Demir for two hours. "
        "Presidential adviser Cem Aksoy said the two sides had exchanged views and discussed trade between Stockholm and Ankara. "
        "Turkish investment chief Levent Kaya, who earlier greeted Lindqvist and strolled with her in a garden near the palace, "
        "said the visit went well."
    )
    talks, stroll = meetings(text)

    assert any("discussed" in quote.text for quote in talks.quotes)
    assert not any("discussed" in quote.text for quote in stroll.quotes)
    assert (talks.form, talks.place, stroll.form) == ("talks", None, "meeting")
