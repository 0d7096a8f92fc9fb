"""The installed command with a language model: a scripted server on loopback, as a real endpoint would speak."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.testing.model_server import Fails, ModelServer, Replies, Says, open_model_server
from tests.e2e.conftest import COMMAND, environment

ARTICLE = (
    "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. The two talked for two hours about the border.\n\n"
    "The envoys of both, Ruth Orsini and Emil Brandt, sat across from each other for an hour on Monday.\n"
)
TRAF = "Anna Kovar traf Peter Szabo am Dienstag in Wien."
MET = "Anna Kovar met Peter Szabo in Vienna on Tuesday."
ADDED = {"type": "event", "quote": "Ruth Orsini and Emil Brandt, sat across from each other for an hour on Monday", "what": "sat across from each other", "parties": []}  # fmt: skip
INVENTED = {
    "type": "event",
    "quote": "Anna Kovar resigned on Monday",
    "what": "resigned",
    "parties": ["Anna Kovar"],
}

Run = Callable[..., Awaitable[str]]


def speak(body: dict[str, Any]) -> Says:
    """A model that lists one fact nobody else read and one that it made up, and words answers truly."""
    asked = body["messages"][1]["content"]
    if "=====ARTICLE=====" in asked:
        return Says(text=json.dumps({"facts": [ADDED, INVENTED]}))
    [number, *_] = re.findall(r'<card number="(\d+)"[^>]*>\n[^<]*?met her', asked) or ["1"]
    words = TRAF if "in plain German" in body["messages"][0]["content"] else MET
    return Says(text=json.dumps({"sentences": [{"text": words, "cards": [int(number)]}]}))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The command in an empty folder; what it prints, or what went wrong."""

    async def call(server: ModelServer, *words: str, **settings: str) -> str:
        given = {
            "DATELINE_MODEL": "scripted",
            "DATELINE_MODEL_URL": server.url,
            "DATELINE_MODEL_INPUT_PRICE": "1000",
            "DATELINE_MODEL_OUTPUT_PRICE": "2000",
            **settings,
        }
        child = await asyncio.create_subprocess_exec(
            COMMAND,
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
            env=environment(given),
        )
        out, problems = await child.communicate()
        assert child.returncode == 0, problems.decode()
        return out.decode()

    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    return call


INGEST = ("ingest", "talks.txt", "--outlet", "The Ledger", "--published", "2025-08-05")
ASK = ("ask", "Who met Anna Kovar?", "--now", "2025-08-06")


async def test_an_answer_is_worded_counted_and_capped(run: Run) -> None:
    """Eleven tokens in and seven out at 1,000 and 2,000 a million are 0.025; over the cap the answer is ours."""
    async with open_model_server([Replies(speak)]) as server:
        await run(server, *INGEST)
        worded = await run(server, *ASK)
        month = await run(
            server, "usage", "--calls", "5", "--now", "2025-08-06", DATELINE_MODEL_MONTH_CAP="0.02"
        )
        checkup = await run(server, "doctor", "--now", "2025-08-06")
        capped = await run(server, *ASK, DATELINE_MODEL_MONTH_CAP="0.02")
        next_month = await run(server, "usage", "--json", "--now", "2025-09-01")

    assert MET in worded
    assert "August 2025: 0.0250 spent, cap 0.02; reached" in month
    assert "answer   scripted: 1 calls, 11 tokens in, 7 out: 0.0250" in month
    assert month.count("2025-08-06") == 1
    assert "scripted at" in checkup
    assert "August 2025: 0.0250 spent, no cap" in checkup
    assert MET not in capped
    assert "Kovar" in capped
    assert "this month's budget for it is spent" in capped
    assert json.loads(next_month)["parts"] == []
    assert len(server.requests) == 1


async def test_a_german_question_is_answered_in_german_where_that_can_be_checked(run: Run) -> None:
    """And in English without a model; the quote stays the article's."""
    asked = ("ask", "Wen hat Anna Kovar getroffen?", "--now", "2025-08-06")
    async with open_model_server([Replies(speak)]) as server:
        await run(server, *INGEST)
        german = await run(server, *asked)
        english = await run(server, *asked, DATELINE_MODEL="")

    plain = " ".join(german.split())
    assert TRAF in plain
    assert "met her Hungarian counterpart" in plain
    assert "Worded in your language by the language model" in plain
    assert "Szabo" in english
    assert "traf" not in english


async def test_articles_are_read_by_the_model_where_that_is_chosen(run: Run) -> None:
    """Off by default; on, one call an article, the invented fact gone, the cost counted."""
    async with open_model_server([Replies(speak)]) as server:
        by_rules = await run(server, *INGEST, "--db", "rules.sqlite3", "--json")
        assert server.requests == []
        assert "rules and the language model" in await run(server, "model-facts", "on")
        by_both = await run(server, *INGEST, "--json")
        again = await run(server, *INGEST)
        month = await run(server, "usage", "--json")

    quotes = [fact["quotes"][0]["text"] for fact in json.loads(by_both)[0]["facts"]]
    assert len(quotes) == len(json.loads(by_rules)[0]["facts"]) + 1
    assert ADDED["quote"] in quotes
    assert INVENTED["quote"] not in quotes
    assert "nothing changed" in again
    assert len(server.requests) == 1
    [part] = json.loads(month)["parts"]
    assert (part["purpose"], part["calls"]) == ("extract", 1)


async def test_an_endpoint_that_is_down_costs_no_article_and_no_answer(run: Run) -> None:
    """Both are there, each with one quiet line."""
    async with open_model_server([Fails(status=500)]) as server:
        ingested = await run(server, *INGEST, DATELINE_MODEL_FACTS="true")
        answered = await run(server, *ASK)

    assert "facts were read by rules" in ingested
    assert "Kovar" in answered
    assert "Written without the language model." in answered
