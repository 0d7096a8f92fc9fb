"""A model may open a digest with two sentences; nothing that the items do not say gets through, and without it all is as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.desk.layout import lay_out
from bot.model.answers import Briefing
from bot.service import BriefingService
from bot.testing.newsroom import Newsroom
from bot.testing.scripted_model import ScriptedModel

START = datetime(2025, 8, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TALKS = (
    "VIENNA (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on Monday. "
    "Kovar said that Hungary has until September 30 to open the bridge or lose the grant."
)


async def digest_of(url: str, model: ScriptedModel | None) -> Briefing:
    """The digest of a day, with this model."""
    async with Newsroom.open(url, now=START) as room:
        room.service._model = model
        assert isinstance(room.service, BriefingService)
        await room.say("digest on 08:30 UTC")
        await room.ingest(TALKS, outlet="The Ledger")
        await room.run_until(START + DAY)
        [(_, reply)] = room.sent("Digest")
        assert isinstance(reply.body, Briefing)
        return reply.body


async def test_what_passes_the_gate_opens_the_digest_cited(sqlite_url: str) -> None:
    """Two sentences at most, then the items as ever."""
    told = ("Anna Kovar met Peter Szabo in Vienna on Monday.", (1,))
    due = ("Hungary has until 30 September 2025 to open the bridge.", (2,))
    swapped = ("Hungary has until 30 September 2025 to open the bridge.", (1,))
    body = await digest_of(sqlite_url, ScriptedModel(sentences=[told, due, swapped, told]))

    assert 1 <= len(body.sentences) <= 2
    assert all(sentence.citations for sentence in body.sentences)
    assert lay_out(body).plain_text.index("Vienna") < lay_out(body).plain_text.index("New")
    assert body.sections


async def test_what_no_item_says_is_not_shown(sqlite_url: str) -> None:
    """An invented amount, another day, a meeting that nobody announced: the digest stands without a lead."""
    lies = [
        ("Anna Kovar gave Hungary 40 million euros.", (1,)),
        ("Hungary has until 30 October 2025 to open the bridge.", (1,)),
        ("Anna Kovar and Peter Szabo will meet again in Oslo on Friday.", (1,)),
    ]
    body = await digest_of(sqlite_url, ScriptedModel(sentences=lies))

    assert body.sentences == ()
    assert body.sections


async def test_without_a_model_there_is_no_lead(sqlite_url: str) -> None:
    """The digest is the same to the letter as it was."""
    assert (await digest_of(sqlite_url, None)).sentences == ()
