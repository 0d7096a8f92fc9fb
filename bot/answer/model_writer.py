"""Lets a model rephrase the evidence, sentence by sentence, each through the gate before anybody sees it.

The extractive answer is made first and is the measure: it decides whether there is an answer at all, it stands in for
every sentence that the gate refuses, and it is what the reader gets when the model fails.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answer.cards import Card, draw_cards, make_cards
from bot.answer.gate import Fault, check_briefing, gate
from bot.answer.phrases import day_words
from bot.answer.reply import REPLY_SCHEMA, ReplyReader, WrittenSentence
from bot.errors import ModelError
from bot.model.answers import Briefing, Citation, Evidence, Sentence, SentenceKind
from bot.model.chat import Length
from bot.model.ids import FactId
from bot.ports import ChatModel, ModelRequest, Usage
from bot.prompts import get_prompt
from bot.text.cover import same_family
from bot.text.synonyms import synonyms
from bot.text.words import stem, tokens

SENTENCES = {Length.LINE: 1, Length.SHORT: 4, Length.FULL: 8}
WITHOUT_MODEL = "Written without the language model."
BROKEN_OFF = "The language model broke off; the rest was written without it."


@dataclass(slots=True, kw_only=True)
class ModelDraft:
    """An answer being written. Iterate `sentences()`, then take `briefing`.

    evidence, extractive: what may be said, and the answer without a model. earlier: the questions before this one.
    usage: tokens of the call, once it has ended. refused: how many sentences the gate did not let through.
    """

    model: ChatModel
    evidence: Evidence
    extractive: Briefing
    question: str
    now: datetime
    zone: str
    length: Length
    earlier: Sequence[str] = ()
    usage: Usage | None = None
    refused: int = 0
    _shown: list[Sentence] = field(default_factory=list)
    _failed: bool = False
    _by_model: int = 0

    async def sentences(self) -> AsyncIterator[Sentence]:
        """Checked sentences in the order in which they are ready; never fails because of the model."""
        cards = make_cards(self.evidence, [c for s in self.extractive.sentences for c in s.citations])
        try:
            async for written in self._written(cards):
                sentence = await asyncio.to_thread(self._through_gate, written, cards)
                if sentence is not None:
                    self._by_model += 1
                    self._shown.append(sentence)
                    yield sentence
        except ModelError:
            self._failed = True
        for sentence in self._missing():
            self._shown.append(sentence)
            yield sentence

    @property
    def briefing(self) -> Briefing:
        """The whole answer, after `sentences()` has ended."""
        return replace(self.extractive, sentences=tuple(self._shown), note=self._note())

    def _note(self) -> str | None:
        if not self._failed:
            return self.extractive.note
        return BROKEN_OFF if self._by_model else WITHOUT_MODEL

    async def _written(self, cards: Sequence[Card]) -> AsyncIterator[WrittenSentence]:
        reader = ReplyReader()
        request = await asyncio.to_thread(self._request, cards)
        async with aclosing(self.model.stream(request)) as stream:  # type: ignore[type-var]  # a generator
            async for piece in stream:
                self.usage = piece.usage or self.usage
                for sentence in reader.feed(piece.text):
                    yield sentence
                if reader.ended and not reader.closed:
                    break
        self._failed = self._failed or not reader.closed

    def _request(self, cards: Sequence[Card]) -> ModelRequest:
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        earlier = f"Asked before: {self.earlier[-1]}\n" if self.earlier else ""
        filled = get_prompt("answer").fill(
            question=" ".join(self.question.split())[:600],
            earlier=earlier[:600],
            today=day_words(today),
            cards=draw_cards(cards),
            sentences=str(SENTENCES[self.length]),
        )
        system, _, user = filled.partition("\nToday is ")
        return ModelRequest(system=system, user=f"Today is {user}", schema=REPLY_SCHEMA)

    def _through_gate(self, written: WrittenSentence, cards: Sequence[Card]) -> Sentence | None:
        """The sentence as it may be shown, its extractive twin, or None."""
        named = [card for card in cards if card.number in written.cards]
        citations = tuple(citation for card in named for citation in card.citations)
        facts = tuple(dict.fromkeys(fact for card in named for fact in card.facts))
        if not citations or len(named) != len(set(written.cards)):
            self.refused += 1
            return None
        draft = Sentence(text=" ".join(written.text.split()), citations=citations, facts=facts)
        if claims_outcome(draft):
            self.refused += 1
            return self._unshown(self._twin(draft))
        [one] = gate([draft], self.evidence, now=self.now, zone=self.zone, fallback=self._twin)
        if one.sentence is None or one.sentence.doubt > _MOST_DOUBT:
            self.refused += 1
            return self._unshown(self._twin(draft))
        return self._unshown(one.sentence)

    def _unshown(self, sentence: Sentence | None) -> Sentence | None:
        """`sentence`, or None when its words have been shown."""
        if sentence is None or any(sentence.text == shown.text for shown in self._shown):
            return None
        return sentence

    def _twin(self, sentence: Sentence) -> Sentence | None:
        """The extractive sentence about the same facts, or None."""
        return next((s for s in self.extractive.sentences if set(s.facts) & set(sentence.facts)), None)

    def _missing(self) -> list[Sentence]:
        """Extractive sentences the answer cannot do without: all when nothing else passed, the telling one when no
        sentence rests on its words, and the other side of what accounts differ on."""
        if not any(sentence.kind is SentenceKind.CLAIM for sentence in self._shown):
            return list(self.extractive.sentences)
        missing: list[Sentence] = []
        lead = self.extractive.sentences[0]
        if not any(_shares_words(lead, shown) for shown in self._shown):
            missing.append(lead)
        missing += [
            s for s in self.extractive.sentences if s.kind is not SentenceKind.CLAIM and s not in self._shown
        ]
        wanted: set[FactId] = {
            fact
            for finding in check_briefing([*self._shown, *missing], self.evidence)
            if finding.fault is Fault.ONE_SIDED
            for fact in finding.facts
        }
        missing += [s for s in self.extractive.sentences if set(s.facts) & wanted and s not in missing]
        return missing


def claims_outcome(sentence: Sentence) -> bool:
    """Whether it tells an outcome ("agreed", "signed", "resigned") in a word for which its quotes have nothing.

    The gate weighs all words alike; one such word turns a demand into a deal.
    """
    printed = {stem(t.word) for c in sentence.citations for t in tokens(c.quote.text)}
    told = {stem(t.word) for t in tokens(sentence.text)} & _OUTCOMES
    return any(
        word not in printed
        and synonyms(word).isdisjoint(printed)
        and not any(same_family(word, other) for other in printed)
        for word in told
    )


_OUTCOMES = frozenset(
    stem(word)
    for word in (
        "agree agreed accept approve sign ratify adopt reject refuse decline resign quit withdraw cancel postpone confirm deny "
        "admit concede promise win lose surrender release arrest charge convict sentence kill die injure destroy invade "
        "attack ban impose lift suspend extend sack appoint elect buy sell merge fail succeed collapse"
    ).split()
)
# More doubt than this, and the extractive twin says it better.
_MOST_DOUBT = 0.3


def _shares_words(one: Sentence, other: Sentence) -> bool:
    return any(_overlap(a, b) for a in one.citations for b in other.citations)


def _overlap(a: Citation, b: Citation) -> bool:
    return a.quote.revision == b.quote.revision and a.quote.span.overlaps(b.quote.span)
