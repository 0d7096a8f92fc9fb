"""What Dateline adds around a model, beside a bare `openai` call with the same prompt in the same run.

    python -m benches.answer [articles] [questions] [seed]

The model is scripted, on loopback, and takes no time: what is left is ours (plan, search, evidence, extractive answer,
prompt, gate) and, in both rows, the library and the transport. The articles have been read ahead, as `dateline serve`
reads them (`bot.ahead`). Three rows more: other questions before anything was read ahead, the same questions once more,
when what was read for them is still in memory, and a model that takes 300 ms to write its answer, so that sentences are
checked while it writes the next; there, too, what we add is the time beyond the bare call. Times are of the wall clock;
processor time is printed beside, because a machine that others use as well stretches the former. Garbage is collected as
`dateline` does it.
"""

from __future__ import annotations

import asyncio
import re
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

import openai

from adapters.garbage import Garbage, collect_rarely
from benches.ingest import DUTIES, MATTERS, OUTLETS, PLACES, REMARKS
from bot.ahead import ReadingAhead
from bot.llm.client import Endpoint, OpenAIModel
from bot.model.answers import Briefing, Sentence
from bot.model.chat import Question, Requester
from bot.model.ids import MemberId, WorkspaceId
from bot.model.text import Scope
from bot.ports import CHARS_PER_TOKEN
from bot.service import BriefingService
from bot.storage.store import SqlStore
from bot.testing.model_server import ModelServer, Replies, Says, open_model_server

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
MODEL_S = 0.3  # how long the slow model writes
PER_STORY = 5  # articles that tell one story
FIRST = "Anna Peter Milan Olga Josef Clara Emil Ruth Tomas Ines Viktor Lena Hugo Mara Oskar Nina Jakub Edith".split()
LAST = (
    "Kovar Szabo Petras Hartmann Lind Vance Orsini Brandt Keller Novak Duarte Weiss Marsh Tallis Reyes Holm Sorel Varga "
    "Quist Rossi Dahl Farrow Ivers Jonker Lorenz Mertens"
).split()
OFFICES = ("Foreign Minister", "Finance Minister", "President", "Prime Minister", "envoy", "Defence Minister")
CARD = re.compile(r'<card number="(\d+)" from="([^",]+)[^>]*>\n(.*?)(?:\n(?:status|day|speaker|according to): .*?)*\n</card>', re.DOTALL)  # fmt: skip


@dataclass(slots=True)
class Figures:
    """Seconds of each question, on the clock and of the processor, and what went to the model and came out."""

    ours: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    after_model: list[float] = field(default_factory=list)
    unread: list[float] = field(default_factory=list)
    unread_worked: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    prompt_chars: list[int] = field(default_factory=list)
    written: int = 0
    shown: int = 0

    @property
    def added(self) -> list[float]:
        """What we took beyond the bare call."""
        return [ours - bare for ours, bare in zip(self.ours, self.bare, strict=True)]


def main() -> None:
    """Print the figures."""
    collect_rarely()
    numbers = [int(word) for word in sys.argv[1:]]
    articles, questions, seed = (*numbers, *(2_000, 100, 7)[len(numbers) :])
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", articles, questions, seed))


def archive(count: int, seed: int) -> Iterator[tuple[dict[str, Any], tuple[str, str]]]:
    """Articles about many stories with people of their own, and the two people of each."""
    random = Random(seed)
    names = [f"{first} {last}" for last, first in product(LAST, FIRST)]
    random.shuffle(names)
    for n in range(count):
        story, part = divmod(n, PER_STORY)
        a, b = names[2 * story % len(names)], names[(2 * story + 1) % len(names)]
        draw = Random(f"{seed}/{story}")
        office, other = draw.sample(OFFICES, 2)
        at = START + timedelta(hours=10 * story, minutes=50 * part)
        place, matter, duty = draw.choice(PLACES), draw.choice(MATTERS), draw.choice(DUTIES)
        due = at.replace(hour=12) + timedelta(days=draw.choice([7, 14, 30]))
        told = [
            f"{office} {a} met {other} {b} in {place} on {at:%A} to discuss {matter}.",
            f"{a} gave {b} until {due:%B} {due.day} to {duty}.",
            f'{b} said that {matter} "must not wait another year".',
            f"The two talked for about {draw.choice(['two', 'three'])} hours.",
        ]
        outlet = OUTLETS[part % len(OUTLETS)]
        remarks = random.sample(REMARKS, 4)
        text = "\n\n".join(
            [
                f"{place.upper()}, {at:%b} {at.day} ({outlet}) - {told[0]} {told[3]}",
                f"{remarks[0]} {told[1]}",
                f"{remarks[1]} {remarks[2]}",
                f"{told[2]} {remarks[3]} It was report {n} of the day.",
            ]
        )
        values = {"outlet": outlet, "title": f"{matter.capitalize()}: {a} in {place}", "url": f"https://example.org/{n}", "published": at.isoformat(), "received": at.isoformat(), "text": text}  # fmt: skip
        yield values, (a, b)


def questions_on(pairs: Sequence[tuple[str, str]], count: int, seed: int) -> list[str]:
    """Questions about these people, as a desk asks them."""
    random = Random(seed)
    forms = (
        "Who met {a}?",
        "When did {a} meet {b}?",
        "What deadline applies to {b}?",
        "What did {b} say?",
        "Where did {a} and {b} talk?",
    )
    return [
        forms[n % len(forms)].format(a=a, b=b)
        for n, (a, b) in enumerate(random.choice(pairs) for _ in range(count))
    ]


def rephrase_slowly(body: dict[str, Any]) -> Says:
    """The same from a model that writes for a while."""
    said = rephrase(body)
    return replace(said, delay_s=MODEL_S / max(1, -(-len(said.text) // said.pieces)))


def rephrase(body: dict[str, Any], **options: Any) -> Says:
    """What a diligent model would say: each card's words, and who reported them."""
    found = CARD.findall(body["messages"][1]["content"])[:4]
    sentences = [
        f'{{"text": "{words.strip().rstrip(".").replace(chr(34), chr(39))}, {outlet} reported.", "cards": [{number}]}}'
        for number, outlet, words in found
    ]
    return Says(text=f'{{"sentences": [{", ".join(sentences)}]}}', pieces=24, **options)


async def _measure(url: str, count: int, asked: int, seed: int) -> None:
    store = await SqlStore.open(url)
    requester = Requester(member=MemberId("bench"), scope=Scope(workspace=WorkspaceId("bench")))
    filling, pairs = BriefingService(store=store), []
    begun = perf_counter()
    for values, pair in archive(count, seed):
        await filling.ingest(values, requester, now=NOW)
        pairs.append(pair)
    print(f"  {count:,} articles stored in {perf_counter() - begun:.0f} s", flush=True)
    questions = questions_on(pairs, asked, seed)
    figures, unread, again, slow = Figures(), Figures(), Figures(), Figures()
    few = questions[: max(10, asked // 4)]
    async with open_model_server([Replies(rephrase)]) as server:
        await _overhead(store, server, requester, questions_on(pairs, len(few), seed + 2), unread)
        await _read_ahead(store, count)
        await _overhead(store, server, requester, questions, figures)
        await _overhead(store, server, requester, few, Figures())
        await _overhead(store, server, requester, few, again)
    async with open_model_server([Replies(rephrase_slowly)]) as server:
        fresh = questions_on(pairs, len(few), seed + 1)
        await _overhead(store, server, requester, fresh, slow)
    figures.unread, figures.unread_worked = unread.added, unread.worked
    figures.again, figures.slow = again.added, slow.added
    async with open_model_server([Replies(lambda body: rephrase(body, delay_s=0.002))]) as server:
        await _first_sentence(store, server, requester, few, figures)
    await store.close()
    _report(figures)


async def _read_ahead(store: SqlStore, count: int) -> None:
    """All articles, as `dateline serve` does it in turns; what it takes."""
    reading = ReadingAhead(store, most=count)
    before, worked = _held_mb(), process_time()
    read, garbage = 0, Garbage()
    while some := await reading.tick(NOW):
        read += some
        garbage.set_aside()
    held = f"{before:,.0f} MB before, {_held_mb():,.0f} MB after"
    print(
        f"  {read:,} articles read ahead in {process_time() - worked:.1f} s of the processor; {held}",
        flush=True,
    )


def _held_mb() -> float:
    """The memory of this process; the most it ever had where the system does not tell what it has."""
    told = Path("/proc/self/statm")
    if told.exists():
        return int(told.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


async def _overhead(
    store: SqlStore, server: ModelServer, requester: Requester, questions: Sequence[str], figures: Figures
) -> None:
    """Our answers and bare calls with the same prompts, in turn."""
    model = await OpenAIModel.open(Endpoint(model="scripted", url=server.url, retries=0))
    bare = await asyncio.to_thread(openai.AsyncOpenAI, base_url=server.url, api_key="none", max_retries=0)
    service = BriefingService(store=store, model=model)
    for number, words in enumerate(questions):
        begun, worked = perf_counter(), process_time()
        answer = await service.ask(Question(text=words, requester=requester), now=NOW)
        ours, work = perf_counter() - begun, process_time() - worked
        if len(server.requests) == 0 or not isinstance(answer, Briefing):
            continue
        body = dict(server.requests[-1])
        begun, worked = perf_counter(), process_time()
        async for _ in await bare.chat.completions.create(**body):
            pass
        spent, bare_work = perf_counter() - begun, process_time() - worked
        server.requests.clear()
        if number < 3:  # tables are read once
            continue
        figures.ours.append(ours)
        figures.bare.append(spent)
        figures.worked.append(work - bare_work)
        figures.prompt_chars.append(sum(len(message["content"]) for message in body["messages"]))
        figures.written += rephrase(body).text.count('"cards"')
        figures.shown += sum(sentence.text.endswith("reported.") for sentence in answer.sentences)
    await model.close()
    await bare.close()


async def _first_sentence(
    store: SqlStore, server: ModelServer, requester: Requester, questions: Sequence[str], figures: Figures
) -> None:
    """How long after its last letter was sent the first sentence is out, checked."""
    model = await OpenAIModel.open(Endpoint(model="scripted", url=server.url, retries=0))
    service = BriefingService(store=store, model=model)
    loop = asyncio.get_running_loop()
    for words in questions:
        server.sent.clear()
        async with aclosing(service.stream(Question(text=words, requester=requester), now=NOW)) as parts:  # type: ignore[type-var]  # a generator
            first = await anext(parts)
            at = loop.time()
            async for _ in parts:
                pass
        finished = _finished(server.sent)
        if isinstance(first, Sentence) and finished is not None and first.text.endswith("reported."):
            figures.after_model.append(at - finished)
    await model.close()


def _finished(sent: Sequence[tuple[float, str]]) -> float | None:
    """When the piece was sent that ends the first sentence."""
    text = ""
    for at, piece in sent:
        text += piece
        if "]}" in text:
            return at
    return None


def _report(figures: Figures) -> None:
    rows = (
        ("a bare openai call, same prompt", figures.bare, ""),
        ("an answer of ours around it", figures.ours, ""),
        ("so we add", figures.added, "goal: p50 < 10, p95 < 25"),
        ("so we add, processor time", figures.worked, ""),
        ("so we add, nothing read ahead", figures.unread, ""),
        ("the same, processor time", figures.unread_worked, ""),
        ("so we add, asked once more", figures.again, ""),
        ("so we add, a model of 300 ms", figures.slow, ""),
        ("first checked sentence after its end", figures.after_model, "goal: < 50"),
    )
    for name, seconds, goal in rows:
        if not seconds:
            print(f"  {name:38} nothing measured")
            continue
        p50, p95 = (
            statistics.median(seconds),
            sorted(seconds)[min(len(seconds) - 1, int(0.95 * len(seconds)))],
        )
        print(f"  {name:38} p50 {1000 * p50:6.1f} ms   p95 {1000 * p95:6.1f} ms   of {len(seconds)}   {goal}")
    if figures.prompt_chars:
        tokens = statistics.median(figures.prompt_chars) / CHARS_PER_TOKEN
        most = max(figures.prompt_chars) / CHARS_PER_TOKEN
        print(
            f"  tokens sent an answer: median {tokens:,.0f}, most {most:,.0f} (four characters a token; goal: < 1,300)"
        )
    print(f"  sentences of the model shown: {figures.shown} of {figures.written}")


if __name__ == "__main__":
    main()
