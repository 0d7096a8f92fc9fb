"""Lets a model rephrase the evidence, sentence by sentence, each through the gate before anybody sees it.

The extractive answer is made first and is the measure: it decides whether there is an answer at all, it stands in for
every sentence that the gate refuses, and it is what the reader gets when the model fails. An answer takes one call, and
one more when sentences were refused for which no extractive sentence stands in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.answer.asking import Asked, Refused, answer_request, repair_request
from bot.answer.cards import Card, draw_cards, make_cards
from bot.answer.gate import Fault, Outcome, ReasonCode, check_briefing, gate
from bot.answer.outcomes import claims_outcome, denies_told
from bot.answer.reply import ReplyReader, WrittenSentence
from bot.answer.translated import in_own_language
from bot.errors import ModelError
from bot.model.answers import Briefing, Citation, Evidence, Sentence, SentenceKind
from bot.model.chat import Length
from bot.model.ids import FactId
from bot.ports import ChatModel, ModelRequest, Purpose, Usage
from bot.text.languages import Language, language_of, languages, not_english

WITHOUT_MODEL = "Written without the language model."
BROKEN_OFF = "The language model broke off; the rest was written without it."

TRANSLATED = "Worded in your language by the language model; the quotes are the original."
TRANSLATED_TO = "Worded in {language} by the language model; the quotes are the original."

LEAST_REPAIR_S = 2.0  # with less time left than this, nobody waits for a second call
MOST_DOUBT = 0.3  # more doubt than this, and the extractive twin says it better
MAX_AFTER_CHARS = 2_000  # how much more than its answer a model may write before we stop listening


@dataclass(slots=True, kw_only=True)
class ModelDraft:
    """An answer being written. Iterate `sentences()`, then take `briefing`.

    evidence, extractive: what may be said, and the answer without a model. earlier: the questions before this one.
    budget_s: time for all calls together. calls: what each call was for and its tokens, as far as they have ended.
    refused: how many sentences the gate did not let through. language: as `bot.model.chat.Question.language`.
    """

    model: ChatModel
    evidence: Evidence
    extractive: Briefing
    question: str
    now: datetime
    zone: str
    length: Length
    earlier: Sequence[str] = ()
    budget_s: float = 30.0
    language: str | None = None
    calls: list[tuple[Purpose, Usage]] = field(default_factory=list)
    refused: int = 0
    _shown: list[Sentence] = field(default_factory=list)
    _unmended: list[Refused] = field(default_factory=list)
    _failed: bool = False
    _by_model: int = 0
    _own_words: bool = False

    async def sentences(self) -> AsyncGenerator[Sentence, None]:
        """Checked sentences in the order in which they are ready; never fails because of the model."""
        cards = make_cards(self.evidence, [c for s in self.extractive.sentences for c in s.citations])
        begun = asyncio.get_running_loop().time()
        try:
            request = await asyncio.to_thread(lambda: answer_request(self._asked, cards))
            async with aclosing(self._told(Purpose.ANSWER, request, cards)) as told:
                async for sentence in told:
                    yield sentence
            left = self.budget_s - (asyncio.get_running_loop().time() - begun)
            if self._unmended and left >= LEAST_REPAIR_S:
                request = await asyncio.to_thread(
                    lambda: repair_request(self._asked, cards, self._unmended, left)
                )
                async with aclosing(self._told(Purpose.REPAIR, request, cards)) as told:
                    async for sentence in told:
                        yield sentence
        except ModelError:
            self._failed = True
        for sentence in self._missing():
            self._shown.append(sentence)
            yield sentence

    @property
    def briefing(self) -> Briefing:
        """The whole answer, after `sentences()` has ended; the extractive one when nothing of the model's stands in it."""
        if not self._by_model:
            return replace(self.extractive, note=WITHOUT_MODEL)
        note = BROKEN_OFF if self._failed else self._translated_note or self.extractive.note
        return replace(self.extractive, sentences=tuple(self._shown), note=note)

    @property
    def _asked(self) -> Asked:
        return Asked(
            question=self.question,
            earlier=self.earlier[-1] if self.earlier else None,
            now=self.now,
            zone=self.zone,
            length=self.length,
            language=self._language.name if self._language else None,
        )

    async def _told(
        self, purpose: Purpose, request: ModelRequest, cards: Sequence[Card]
    ) -> AsyncGenerator[Sentence, None]:
        """What may be shown of one call's reply."""
        async with aclosing(self._written(purpose, request)) as reply:
            async for written in reply:
                for sentence in await asyncio.to_thread(self._all_through_gate, written, cards, purpose):
                    yield sentence

    async def _written(
        self, purpose: Purpose, request: ModelRequest
    ) -> AsyncGenerator[list[WrittenSentence], None]:
        """The sentences of one call's reply, those together that came together; ModelError when it broke off before its end."""
        reader = ReplyReader()
        usage: Usage | None = None
        heard = after = 0
        try:
            async with aclosing(self.model.stream(request)) as stream:  # type: ignore[type-var]  # a generator
                async for piece in stream:
                    usage = piece.usage or usage
                    after += len(piece.text) if reader.ended else 0
                    heard += len(piece.text)
                    if complete := reader.feed(piece.text):
                        yield complete
                    if reader.ended and (not reader.closed or after > MAX_AFTER_CHARS):
                        break
        except ModelError:
            if not reader.closed:
                raise
        finally:
            if usage is None and heard:
                usage = Usage.estimate(request, heard)
            if usage is not None:
                self.calls.append((purpose, usage))
        self._failed = self._failed or not reader.closed

    def _all_through_gate(
        self, written: Sequence[WrittenSentence], cards: Sequence[Card], purpose: Purpose
    ) -> list[Sentence]:
        """What may be shown of these sentences, in their order."""
        before = len(self._shown)
        for one in written:
            sentence = self._through_gate(one, cards, purpose)
            if sentence is not None:
                self._shown.append(sentence)
        return self._shown[before:]

    def _through_gate(
        self, written: WrittenSentence, cards: Sequence[Card], purpose: Purpose
    ) -> Sentence | None:
        """The sentence as it may be shown, its extractive twin, or None: then it may be mended once."""
        named = [card for card in cards if card.number in written.cards]
        told = language_of(written.text)
        citations = tuple(citation for card in named for citation in card.citations)
        facts = tuple(dict.fromkeys(fact for card in named for fact in card.facts))
        if not citations or len(named) != len(set(written.cards)):
            self.refused += 1
            return None
        draft = Sentence(text=" ".join(written.text.split()), citations=citations, facts=facts)
        if told is not None or not_english(draft.text, lambda: draw_cards(named)):
            return self._unshown(self._translated(draft, named, told) or self._twin(draft))
        [one] = gate([draft], self.evidence, now=self.now, zone=self.zone, fallback=self._twin)
        passed = one.sentence if one.outcome in (Outcome.PASSED, Outcome.REPAIRED) else None
        own = claims_outcome(draft) or denies_told(draft)
        if passed is not None and passed.doubt <= MOST_DOUBT and not own:
            self._by_model += 1
            return self._unshown(passed)
        self.refused += 1
        twin = self._twin(draft)
        if twin is None and purpose is Purpose.ANSWER:
            reasons = tuple((r.code, r.words) for r in one.reasons) or ((ReasonCode.COVERAGE, ""),)
            self._unmended.append(
                Refused(text=draft.text, cards=tuple(c.number for c in named), reasons=reasons)
            )
        return self._unshown(twin)

    def _translated(self, draft: Sentence, cards: Sequence[Card], told: Language | None) -> Sentence | None:
        """The sentence in the asker's language, when that is the one it is in and it can be vouched for."""
        own = self._language
        if own is not None and told is own:
            shown = in_own_language(draft, cards, own, self.evidence, now=self.now, zone=self.zone)
            if shown is not None:
                self._by_model += 1
                self._own_words = True
                return shown
        self.refused += 1
        return None

    @property
    def _language(self) -> Language | None:
        if self.language is None:
            return language_of(self.question)
        return next((one for one in languages() if one.code == self.language), None)

    @property
    def _translated_note(self) -> str | None:
        if not self._own_words or self._language is None:
            return None
        return TRANSLATED if self.language is None else TRANSLATED_TO.format(language=self._language.name)

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
        if not self._by_model:
            return [s for s in self.extractive.sentences if s not in self._shown]
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


def _shares_words(one: Sentence, other: Sentence) -> bool:
    return any(_overlap(a, b) for a in one.citations for b in other.citations)


def _overlap(a: Citation, b: Citation) -> bool:
    return a.quote.revision == b.quote.revision and a.quote.span.overlaps(b.quote.span)
