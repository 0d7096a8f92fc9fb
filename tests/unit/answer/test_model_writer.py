"""A model may rephrase; what it gets wrong never shows, and when it fails the reader still has a correct answer."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

import pytest

from bot.answer.cards import make_cards
from bot.answer.extractive import write
from bot.answer.extractive.said import cite_fact
from bot.answer.finish import gate_answer
from bot.answer.model_writer import BROKEN_OFF, WITHOUT_MODEL, ModelDraft
from bot.answer.phrases import quoted
from bot.errors import ModelError, ModelUnavailableError
from bot.evaluate.planting import Fault, Planted, plant
from bot.llm.client import Endpoint, OpenAIModel
from bot.model.answers import Briefing, Evidence, Sentence
from bot.model.chat import Length
from bot.model.facts import Fact
from bot.ports import ChatModel, ModelRequest, Piece, Purpose, Usage
from bot.testing.model_server import Fails, Raw, Says, Script, Stalls, open_model_server
from tests.unit.answer.readings import evidence_read, read, sample_stories
from tests.unit.answer.record_samples import DUE, FIRST, MET, records_of
from tests.unit.answer.stories import evidence_on

NOW = datetime(2025, 8, 6, 20, tzinfo=UTC)
QUESTION = "When is Lind's deadline for Estovia?"
QUESTIONS = (
    "Who met Putin?",
    "What deadline applies to Russia?",
    "Who attended the Alaska summit?",
    "What happened to the deadline?",
    "When did Trump and Putin meet?",
)
TRUE = "Ada Lind met Ivo Marsh in Torvik on Wednesday."


@dataclass
class Scripted:
    """A model that says these pieces; `fault` is raised after them; `wait` holds back all but the first.

    second: what it says from the second call on, when that is something else.
    """

    pieces: Sequence[str]
    second: Sequence[str] | None = None
    fault: ModelError | None = None
    wait: asyncio.Event | None = None
    name: str = "scripted"
    requests: list[ModelRequest] = field(default_factory=list)

    async def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        self.requests.append(request)
        said = self.second if len(self.requests) > 1 and self.second is not None else self.pieces
        for number, piece in enumerate(said):
            if number and self.wait is not None:
                await self.wait.wait()
            yield Piece(text=piece)
        if self.fault is not None:
            raise self.fault
        yield Piece(usage=Usage(input_tokens=10, output_tokens=10))


def reply(*sentences: tuple[str, int]) -> str:
    return json.dumps({"sentences": [{"text": text, "cards": [card]} for text, card in sentences]})


@lru_cache(maxsize=1)
def evidence() -> Evidence:
    return evidence_on(QUESTION, (FIRST,), now=NOW, facts=(MET, DUE), records=records_of(MET, DUE))


def extractive(given: Evidence) -> Briefing:
    answer = gate_answer(write(given, now=NOW, zone="UTC", length=Length.SHORT), given, now=NOW, zone="UTC")
    assert isinstance(answer, Briefing)
    return answer


def draft(model: ChatModel, given: Evidence, base: Briefing | None = None) -> ModelDraft:
    return ModelDraft(
        model=model,
        evidence=given,
        extractive=base or extractive(given),
        question=given.plan.text,
        now=NOW,
        zone="UTC",
        length=Length.SHORT,
    )


async def run(model: ChatModel, given: Evidence, base: Briefing | None = None) -> Briefing:
    """The whole answer after the model has had its say."""
    written = draft(model, given, base)
    async for _ in written.sentences():
        pass
    return written.briefing


def card_of(fact: Fact, given: Evidence, base: Briefing) -> int | None:
    cards = make_cards(given, [c for s in base.sentences for c in s.citations])
    return next((card.number for card in cards if card.fact is not None and card.fact.id == fact.id), None)


async def test_a_true_sentence_is_shown_with_the_receipts_of_its_card() -> None:
    """The model's words, our citations."""
    given = evidence()
    base = extractive(given)
    number = card_of(MET, given, base)
    assert number is not None
    found = await run(Scripted([reply((TRUE, number))]), given, base)

    shown = next(sentence for sentence in found.sentences if sentence.text == TRUE)
    assert shown.citations[0].quote == MET.quote
    assert found.note is None


async def test_what_was_asked_is_told_even_when_the_model_leaves_it_out() -> None:
    """The telling sentence of the extractive answer is never lost."""
    given = evidence()
    base = extractive(given)
    found = await run(Scripted([reply((TRUE, card_of(MET, given, base) or 1))]), given, base)

    assert base.sentences[0] in found.sentences


@lru_cache(maxsize=1)
def _planted() -> tuple[tuple[Evidence, Briefing, tuple[tuple[Planted, int], ...]], ...]:
    """For each sample article a reply of true and spoiled sentences with their cards."""
    draw = random.Random(7)
    found = []
    for story in sample_stories():
        facts = read(story)[:6]
        given = evidence_read("What happened?", (story,), facts, now=NOW)
        first = Sentence(
            text=quoted(facts[0].quote.text), citations=cite_fact(facts[0], given), facts=(facts[0].id,)
        )
        base = Briefing(sentences=(first,), coverage=given.coverage)
        chosen = [(fact, given.told[fact.id]) for fact in facts]
        rows = []
        for fact, told in chosen:
            number = card_of(fact, given, base)
            if number is not None:
                rows += [(p, number) for p in plant(fact, told, chosen, ("Otto Kallas",), draw)]
        found.append((given, base, tuple(rows)))
    return tuple(found)


@lru_cache(maxsize=1)
def _asked() -> tuple[tuple[Evidence, Briefing], ...]:
    """Questions about the sample articles with their evidence and extractive answers."""
    stories = sample_stories()
    facts = tuple(fact for story in stories for fact in read(story))
    given = [evidence_read(question, stories, facts, now=NOW) for question in QUESTIONS]
    return tuple((one, extractive(one)) for one in given)


@pytest.fixture(scope="module", autouse=True)
def _tables_are_read() -> None:
    """Word tables are read from files on first use; that is done before a loop runs."""
    extractive(evidence())
    _planted()
    _asked()


async def test_no_planted_lie_reaches_the_reader() -> None:
    """Invented numbers, days, names, quotes, dropped nots and hedges, swapped roles: none of their words are shown."""
    lies = 0
    for given, base, rows in _planted():
        for planted, number in rows:
            if planted.fault is None or not planted.false_text:
                continue
            if planted.fault is Fault.STITCHED and '"' in planted.sentence.text:
                continue  # a quote within a quote: what is printed begins and ends in it
            lies += 1
            text = planted.sentence.text
            if planted.fault in (Fault.INVENTED_QUOTE, Fault.STITCHED):
                text = quoted(text)  # these lie in what they call printed
            found = await run(Scripted([reply((text, number))]), given, base)
            assert text not in [s.text for s in found.sentences], planted.fault
    assert lies > 60


async def test_most_true_sentences_pass() -> None:
    """A gate that lets nothing through would be safe and useless."""
    true = passed = 0
    for given, base, rows in _planted():
        for planted, number in rows:
            if planted.fault is None:
                true += 1
                found = await run(Scripted([reply((planted.sentence.text, number))]), given, base)
                passed += planted.sentence.text in [s.text for s in found.sentences]
    assert true > 30
    assert passed / true > 0.8


async def test_a_model_that_always_lies_ends_in_the_extractive_answer() -> None:
    """Nothing of it is left, and what was asked is told."""
    given = evidence()
    base = extractive(given)
    lies = reply(
        ("Ada Lind met Ivo Marsh for nine hours.", 1),
        ("The deadline was withdrawn.", 1),
        ("Estovia agreed to lift the grain ban.", 2),
        ("Ivo Marsh resigned.", 99),
    )
    found = await run(Scripted([lies]), given, base)

    assert found.sentences == base.sentences
    assert found.note == WITHOUT_MODEL


@pytest.mark.parametrize(
    "script",
    [
        Stalls(),
        Fails(status=429),
        Fails(status=500),
        Says(text=reply((TRUE, 1)), cut_after=1, pieces=4),
        Says(text='{"sentences": [{"text": oops'),
        Says(text="I am sorry, but I cannot help with that."),
        Says(text="", refusal="No."),
        Says(text=""),
        Says(text='{"sentences": [{"text": "' + "word " * 2_000_000, pieces=500_000),
        Raw(body=b"\x00\xff not a stream"),
    ],
    ids=["timeout", "429", "500", "cut", "invalid", "prose", "refusal", "empty", "10 MB", "noise"],
)
async def test_every_failure_ends_in_the_extractive_answer_with_one_quiet_note(
    script: Script, leap: Callable[[float], None]
) -> None:
    """The reader gets a correct answer, learns how it was made, and the endpoint is asked once."""
    given = evidence()
    base = extractive(given)
    async with open_model_server([script], stalled=lambda: leap(700)) as server:
        model = await OpenAIModel.open(
            Endpoint(model="m", url=server.url, retries=0, timeout_s=1000, first_s=600)
        )
        try:
            found = await run(model, given, base)
        finally:
            await model.close()

    assert found.sentences == base.sentences
    assert found.note == WITHOUT_MODEL
    assert len(server.requests) == 1


async def test_what_passed_before_the_model_broke_off_stays() -> None:
    """Shown is shown; the note tells that the rest is ours."""
    given = evidence()
    base = extractive(given)
    number = card_of(MET, given, base) or 1
    model = Scripted([reply((TRUE, number))[:-2] + ", "], fault=ModelUnavailableError("gone"))
    found = await run(model, given, base)

    assert TRUE in [s.text for s in found.sentences]
    assert base.sentences[0] in found.sentences
    assert found.note == BROKEN_OFF


async def test_the_first_checked_sentence_is_shown_while_the_model_still_writes() -> None:
    """Nobody waits for the whole reply."""
    given = evidence()
    base = extractive(given)
    go_on = asyncio.Event()
    first, rest = reply((TRUE, card_of(MET, given, base) or 1))[:-2], "]}"
    written = draft(Scripted([first, rest], wait=go_on), given, base)
    async with aclosing(written.sentences()) as sentences:
        shown = await anext(sentences)
        assert shown.text == TRUE
        assert not go_on.is_set()
        go_on.set()


LIE = "Ada Lind met Ivo Marsh for nine hours."


def unspoken(given: Evidence, base: Briefing) -> int:
    """The number of the card about the meeting, of which the extractive answer does not speak."""
    assert all(MET.id not in sentence.facts for sentence in base.sentences)
    number = card_of(MET, given, base)
    assert number is not None
    return number


async def test_one_answer_takes_one_call() -> None:
    """A refused sentence for which an extractive one stands in costs nothing more."""
    given = evidence()
    number = unspoken(given, extractive(given))
    model = Scripted([reply(("Nothing of this is true.", 1), (TRUE, number))])
    await run(model, given)

    assert len(model.requests) == 1


async def test_a_refused_sentence_is_written_again_once() -> None:
    """Where nothing of ours stands in, the model is told what spoke against it and its card, and tries again."""
    given = evidence()
    number = unspoken(given, extractive(given))
    model = Scripted([reply((LIE, number))], second=[reply((TRUE, number))])
    found = await run(model, given)

    assert TRUE in [s.text for s in found.sentences]
    assert LIE not in [s.text for s in found.sentences]
    assert len(model.requests) == 2
    assert LIE in model.requests[1].user
    assert "no card gives this number: nine" in model.requests[1].user
    assert MET.quote.text in model.requests[1].user
    assert DUE.quote.text not in model.requests[1].user


@pytest.mark.parametrize("tries", [1, 2, 5])
async def test_an_answer_takes_one_call_and_one_repair_whatever_the_model_says(tries: int) -> None:
    """Cost is bounded, and a model that always lies leaves the extractive answer as it is."""
    given = evidence()
    base = extractive(given)
    number = unspoken(given, base)
    lies = reply(*[(f"Ada Lind met Ivo Marsh for {n + 5} hours.", number) for n in range(tries)])
    model = Scripted([lies])
    found = await run(model, given)

    assert len(model.requests) == 2
    assert found == replace(base, note=WITHOUT_MODEL)


async def test_each_call_is_accounted_for() -> None:
    """An answer's cost is that of both its calls."""
    given = evidence()
    base = extractive(given)
    written = draft(Scripted([reply((LIE, unspoken(given, base)))]), given, base)
    async for _ in written.sentences():
        pass

    assert [purpose for purpose, _ in written.calls] == [Purpose.ANSWER, Purpose.REPAIR]
    assert all(usage.input_tokens == 10 for _, usage in written.calls)


async def test_what_a_reader_leaves_is_accounted_for() -> None:
    """A member who closes the chat has still spent what the model wrote by then."""
    given = evidence()
    base = extractive(given)
    written = draft(Scripted([reply((TRUE, unspoken(given, base))), "never heard"]), given, base)
    async with aclosing(written.sentences()) as sentences:
        await anext(sentences)

    [(purpose, usage)] = written.calls
    assert purpose is Purpose.ANSWER
    assert usage.estimated
    assert usage.input_tokens > 100


async def test_nobody_waits_for_a_repair_when_the_time_is_up() -> None:
    """Both calls together have the time of one answer."""
    given = evidence()
    base = extractive(given)
    model = Scripted([reply((LIE, unspoken(given, base)))])
    written = draft(model, given, base)
    written.budget_s = 1.0
    async for _ in written.sentences():
        pass

    assert len(model.requests) == 1


async def test_the_repair_is_given_the_time_that_is_left() -> None:
    """The second call cannot double the wait."""
    given = evidence()
    base = extractive(given)
    model = Scripted([reply((LIE, unspoken(given, base)))])
    written = draft(model, given, base)
    written.budget_s = 600.0
    async for _ in written.sentences():
        pass

    assert model.requests[1].timeout_s is not None
    assert 0 < model.requests[1].timeout_s <= 600.0


async def test_no_repair_is_asked_of_a_model_that_broke_off() -> None:
    """It would only fail again."""
    given = evidence()
    base = extractive(given)
    lie = reply((LIE, unspoken(given, base)))[:-2]
    model = Scripted([lie], fault=ModelUnavailableError("gone"))
    found = await run(model, given, base)

    assert len(model.requests) == 1
    assert found == replace(base, note=WITHOUT_MODEL)


async def test_a_model_that_goes_on_after_its_answer_is_not_listened_to() -> None:
    """The answer is complete; what follows costs time and says nothing."""
    given = evidence()
    base = extractive(given)
    whole = reply((TRUE, unspoken(given, base)))
    model = Scripted([whole, *["and on " * 100] * 50], fault=ModelUnavailableError("gone"))
    found = await run(model, given, base)

    assert TRUE in [s.text for s in found.sentences]
    assert found.note is None


async def test_thinking_aloud_before_the_reply_is_passed_over() -> None:
    """Behind some servers a reasoning model's draft stands in its words; only the reply after it counts."""
    given = evidence()
    base = extractive(given)
    thought = "<think>Maybe " + reply((LIE, 1)) + " no. " * 20_000 + "</think>"
    pieces = [thought[i : i + 5_000] for i in range(0, len(thought), 5_000)]
    model = Scripted([*pieces, reply((TRUE, unspoken(given, base)))])
    found = await run(model, given, base)

    assert TRUE in [s.text for s in found.sentences]
    assert len(model.requests) == 1


async def test_the_prompt_of_a_median_answer_stays_small() -> None:
    """Tokens estimated as four characters each, over questions about the sample articles."""
    sizes = []
    for given, base in _asked():
        model = Scripted([reply()])
        await run(model, given, base)
        sizes.append((len(model.requests[0].system) + len(model.requests[0].user)) / 4)

    assert statistics.median(sizes) < 1300
