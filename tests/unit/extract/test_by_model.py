"""A model reads beside the rules: one call a text, nothing unchecked, nothing twice, and no failure reaches the article."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from bot.errors import ModelError, ModelReplyError, ModelUnavailableError
from bot.extract.by_model import BY_RULES, OVER_CAP, ModelReader, reply_schema
from bot.extract.rules import extract_facts
from bot.model.facts import Fact, Meeting, Producer
from bot.model.ids import WorkspaceId
from bot.model.text import Revision
from bot.ports import ModelRequest, Piece, Purpose, Usage
from tests.unit.extract.revisions import article, revision

DESK = WorkspaceId("desk")
NOW = datetime(2026, 3, 11, 16, tzinfo=UTC)
TEXT = (
    "Ilka Torven met Oskar Lind in Vienna on Monday.\n\n"
    "The two delegations, led by Petra Hale and Jon Marek, sat across from each other for two hours on Tuesday."
)
KNOWN = {"type": "meeting", "quote": "Ilka Torven met Oskar Lind in Vienna on Monday", "participants": ["Ilka Torven", "Oskar Lind"], "status": "held", "when_words": "Monday", "when": "2026-03-09"}  # fmt: skip
ADDED = {"type": "event", "quote": "The two delegations, led by Petra Hale and Jon Marek, sat across from each other for two hours on Tuesday", "what": "sat across from each other", "parties": ["Petra Hale"]}  # fmt: skip
LIE = {
    "type": "meeting",
    "quote": "Ilka Torven met the king in secret",
    "participants": ["Ilka Torven"],
    "status": "held",
}


@dataclass
class Scripted:
    """A model that gives these replies in turn; an error is raised."""

    replies: Sequence[str | ModelError]
    name: str = "scripted"
    requests: list[ModelRequest] = field(default_factory=list)

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        self.requests.append(request)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        if isinstance(reply, ModelError):
            raise reply
        yield Piece(text=reply[:20])
        yield Piece(text=reply[20:])
        yield Piece(usage=Usage(input_tokens=50, output_tokens=9))


@dataclass
class Shelf:
    """Keeps replies and accounts."""

    kept: dict[str, str] = field(default_factory=dict)
    open: bool = True
    calls: list[tuple[Purpose, Usage]] = field(default_factory=list)

    async def find_reply(self, workspace: WorkspaceId, asked: str) -> str | None:
        return self.kept.get(asked)

    async def allows(self, workspace: WorkspaceId, now: datetime) -> bool:
        return self.open

    async def note(
        self,
        workspace: WorkspaceId,
        calls: Sequence[tuple[Purpose, Usage]],
        *,
        about: str,
        model: str,
        now: datetime,
    ) -> None:
        self.calls += calls


def reply(*entries: dict[str, object]) -> str:
    return json.dumps({"facts": entries})


@pytest.fixture(scope="module")
def text() -> Revision:
    """The article that all replies speak of."""
    return revision(TEXT)


@pytest.fixture(scope="module")
def ours(text: Revision) -> tuple[Fact, ...]:
    """What our rules read in it."""
    facts = extract_facts(article(), text)
    assert any(isinstance(fact, Meeting) for fact in facts)
    return facts


async def test_what_the_model_adds_is_checked_and_what_it_repeats_is_ours(
    text: Revision, ours: tuple[Fact, ...]
) -> None:
    """A meeting told by both is one fact, not a second encounter; an invented one is none."""
    shelf, model = Shelf(), Scripted([reply(KNOWN, ADDED, LIE)])
    found = await ModelReader(model=model, replies=shelf, accounts=shelf).read(DESK, text, ours, now=NOW)

    assert found.facts[: len(ours)] == ours
    assert [fact.quote.text for fact in found.facts[len(ours) :]] == [ADDED["quote"]]
    assert found.facts[-1].producer is Producer.MODEL
    assert found.note is None
    assert [purpose for purpose, _ in shelf.calls] == [Purpose.EXTRACT]


async def test_a_text_is_asked_about_once(text: Revision, ours: tuple[Fact, ...]) -> None:
    """In this process, and in the next when the reply was kept with the text."""
    shelf, model = Shelf(), Scripted([reply(ADDED)])
    reader = ModelReader(model=model, replies=shelf, accounts=shelf)
    first = await reader.read(DESK, text, ours, now=NOW)
    assert await reader.read(DESK, text, ours, now=NOW) == first
    assert first.asked is not None
    shelf.kept[first.asked] = first.reply or ""

    assert (
        await ModelReader(model=model, replies=shelf, accounts=shelf).read(DESK, text, ours, now=NOW) == first
    )
    assert len(model.requests) == 1
    assert len(shelf.calls) == 1


async def test_another_text_or_model_is_asked_anew(text: Revision, ours: tuple[Fact, ...]) -> None:
    """An edit is another text; a better model may read more."""
    shelf = Shelf()
    names = []
    for name, words in (("m", TEXT), ("m", TEXT + " It rained."), ("n", TEXT)):
        reader = ModelReader(model=Scripted([reply()], name=name), replies=shelf)
        names.append((await reader.read(DESK, revision(words), (), now=NOW)).asked)

    assert len(set(names)) == 3


@pytest.mark.parametrize(
    "said",
    [
        ModelUnavailableError("gone"),
        ModelReplyError("cut"),
        "I cannot help with that.",
        '{"facts": [{"type": "meeting", "quote": ',
        '{"facts": "none"}',
        reply(LIE, LIE),
        "[" * 100_000,
    ],
    ids=["outage", "cut", "prose", "half", "no list", "lies", "deep"],
)
async def test_no_failure_or_nonsense_changes_what_the_rules_read(
    said: str | ModelError, text: Revision, ours: tuple[Fact, ...]
) -> None:
    """The article is stored either way."""
    shelf = Shelf()
    found = await ModelReader(model=Scripted([said]), replies=shelf, accounts=shelf).read(
        DESK, text, ours, now=NOW
    )

    assert found.facts == ours
    assert (found.note == BY_RULES) is isinstance(said, ModelError)


async def test_nothing_is_asked_over_the_cap(text: Revision, ours: tuple[Fact, ...]) -> None:
    """A month's budget holds for reading, too."""
    shelf, model = Shelf(open=False), Scripted([reply(ADDED)])
    found = await ModelReader(model=model, replies=shelf, accounts=shelf).read(DESK, text, ours, now=NOW)

    assert (found.facts, found.note, model.requests) == (ours, OVER_CAP, [])


async def test_a_document_as_long_as_a_book_is_not_sent() -> None:
    """A call has a price; one without bound has none that can be planned."""
    shelf, model = Shelf(), Scripted([reply(ADDED)])
    long = revision("Nothing happened in Vienna. " * 3_000)
    found = await ModelReader(model=model, replies=shelf).read(DESK, long, (), now=NOW)

    assert (found.facts, found.note, model.requests) == ((), None, [])


def test_the_schema_is_of_the_strict_kind() -> None:
    """Endpoints that keep to a schema refuse one with optional or open parts, and then every call takes two."""

    def objects(part: object) -> list[dict[str, object]]:
        if isinstance(part, list):
            return [one for item in part for one in objects(item)]
        if not isinstance(part, dict):
            return []
        own = [part] if "properties" in part else []
        return own + [one for item in part.values() for one in objects(item)]

    found = objects(reply_schema())

    assert len(found) == 5
    for one in found:
        assert one["additionalProperties"] is False
        assert isinstance(one["properties"], dict)
        assert one["required"] == list(one["properties"])
    assert "oneOf" not in json.dumps(reply_schema())
