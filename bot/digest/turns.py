"""What became of a known plan, told in a sentence that no record was made of: "the strait reopened a day late".

Such a sentence names no limit and sets no day, so by itself it says little. Beside the plan it says much: it speaks of
what was planned, of the same people, and says that it is done, moved, off or back in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.digest.interest import parties_in
from bot.digest.onward import Page, Scene, in_one_story, names_shared, page_of
from bot.digest.story import AHEAD, DAY_TERMS, ONCE_IN_FORCE, terms_of
from bot.digest.turn_words import Turn, denies_deed, is_recalled, tells_deed, turn_in
from bot.model.facts import DeadlineStatus
from bot.model.ids import FactId
from bot.model.records import MeetingRecord, Record
from bot.model.text import Quote, Revision, Told
from bot.text.sentences import split_sentences
from bot.text.synonyms import synonyms
from bot.text.when import tag
from bot.text.words import content_terms, stem

LEAST = 3.0  # what must speak for one plan
_CLEAR = 0.5  # by so much more than for one of another day
EARLY, LATE = timedelta(days=60), timedelta(days=14)  # so long before its day, and after it, a plan turns
_LEAST_WORDS, _MANY_WORDS, _MOST_WORDS = 1.0, 2.5, 2.0
_ASKED, _LIKE, _COMMON, _LEAD, _PEOPLE, _STRANGER, _BACKGROUND = 1.5, 0.7, 0.3, 0.5, 1.0, 2.0, 1.5
_COMMON_DAYS = 3
_LEADING = 3  # words that lead a sentence
_SAME_SHARE = 0.75  # of the words of the shorter one: two sentences say the same
_MAY_TURN = ONCE_IN_FORCE | {DeadlineStatus.PROPOSED, DeadlineStatus.WITHDRAWN}
_SUM = re.compile(r"(?!19\d\d$|20\d\d$)\d{2}[\d.,]+")
_EMPTY = frozenset(
    stem(word)
    for word in "say tell day week month year time deadline limit date new one two first last".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of an article. lead: the title and the sentence before. page: what its article names."""

    quote: Quote
    told: Told
    lead: str
    page: Page


def lines_of(told: Told, revision: Revision) -> Iterator[Line]:
    """The sentences of a text, page furniture left out."""
    page, before = page_of(revision.text), ""
    for span in split_sentences(revision.text, revision.boilerplate):
        quote = revision.quote(span)
        yield Line(quote=quote, told=told, lead=f"{told.title or ''}. {before}", page=page)
        before = quote.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A known plan and the sentence that tells what became of it. more: the next one, where it goes on about that."""

    record: Record
    line: Line
    turn: Turn
    weight: float
    more: Line | None = None


class Turns:
    """Finds what became of known plans. scenes: the words behind the facts of the known records."""

    def __init__(self, known: Sequence[Record], scenes: Mapping[FactId, Scene]) -> None:
        self._plans = {one.id: _Plan.of(one, scenes) for one in known if _is_open(one)}
        self._common = _common_words(tuple(self._plans.values()))

    def find(self, fresh: Sequence[Line]) -> tuple[Turned, ...]:
        """The plans of which fresh sentences tell what became of them, each once, by the sentence that tells most."""
        found: dict[str, Turned] = {}
        for line, following in zip(fresh, [*fresh[1:], None], strict=True):
            turned = self._best(line)
            best = None if turned is None else found.get(turned.record.id)
            if turned is not None and (best is None or turned.weight > best.weight):
                found[turned.record.id] = replace(turned, more=self._goes_on(turned, following))
        return tuple(found.values())

    def _goes_on(self, turned: Turned, following: Line | None) -> Line | None:
        """The next sentence of the article, if it tells of the same turn of the same plan."""
        if following is None or following.told.revision != turned.line.told.revision:
            return None
        found = _weigh(following, self._plans[turned.record.id], self._common)
        return following if found is not None and found[1] is turned.turn else None

    def was_told(self, turned: Turned, earlier: Iterable[Line]) -> bool:
        """Whether an earlier sentence says the same, in most of its words or of the same plan."""
        return any(self._tells_already(line, turned) for line in earlier)

    def _best(self, line: Line) -> Turned | None:
        """The plan of which a sentence tells what became; None where as much speaks for one of another day."""
        weighed = [
            (found, plan)
            for plan in self._plans.values()
            if (found := _weigh(line, plan, self._common)) is not None and found[0] >= LEAST - _CLEAR
        ]
        if not weighed:
            return None
        (weight, turn), best = max(weighed, key=lambda one: one[0][0])
        rivals = [plan for (other, _), plan in weighed if weight - other < _CLEAR]
        if weight < LEAST or any(one.day != best.day for one in rivals):
            return None
        return Turned(record=best.record, line=line, turn=turn, weight=weight)

    def _tells_already(self, earlier: Line, turned: Turned) -> bool:
        one, other = (_telling(terms_of(line.quote.text)) for line in (turned.line, earlier))
        plan = self._plans[turned.record.id]
        if turn_in(earlier.quote.text, plan.verbs) is not turned.turn:
            return False
        if len(one & other) >= _SAME_SHARE * max(len(one), len(other), 1):
            return True
        if turned.turn is Turn.OFF or earlier.told.known <= turned.record.known:
            return False  # what was put off may be called off
        found = _weigh(earlier, plan, self._common)
        return found is not None and found[0] >= LEAST


def looks_back(turned: Turned, since: date) -> bool:
    """Whether the deed lies before `since`: an article that is in the news for something else recalls it."""
    if turned.turn not in {Turn.DONE, Turn.NOT_DONE}:
        return False
    told = turned.line.told
    at = (told.published or told.known).date()
    days = [when.day for when in tag(turned.line.quote.text, published=at) if when.day is not None]
    behind = [day for day in days if day <= at]
    return bool(behind) and max(behind) < since


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A known record as sentences are held against it.

    verbs: what is to be done. asked: all words of that. told: words of the sentences that tell it. named: words of the
    names of its people.
    """

    record: Record
    verbs: frozenset[str]
    asked: frozenset[str]
    told: frozenset[str]
    named: frozenset[str]
    pages: tuple[Page, ...]
    day: date | None

    @classmethod
    def of(cls, record: Record, scenes: Mapping[FactId, Scene]) -> _Plan:
        mine = [scenes[fact] for fact in record.facts if fact in scenes]
        named = frozenset(term for party in parties_in(record) for term in terms_of(party.name))
        places = frozenset(name for one in mine for name in one.page.names)
        told = _telling(term for one in mine for term in terms_of(one.sentence)) - named - places
        first = () if isinstance(record, MeetingRecord) else content_terms(record.requirement or "")[:1]
        when = record.when if isinstance(record, MeetingRecord) else record.due
        return cls(
            record=record,
            verbs=frozenset(map(stem, first)) or told,
            asked=_telling(terms_of(_asked(record))) - named - places,
            told=told,
            named=named,
            pages=tuple(one.page for one in mine),
            day=None if when is None else when.latest,
        )


def _asked(record: Record) -> str:
    if isinstance(record, MeetingRecord):
        return f"meet talks {record.topic or ''}"
    return f"{record.requirement or ''} {record.matter or ''}"


def _telling(terms: Iterable[str]) -> frozenset[str]:
    """Words that tell something, and sums: no days, no years."""
    return frozenset(term for term in terms if term.isalpha() or _SUM.fullmatch(term)) - DAY_TERMS - _EMPTY


def _is_open(record: Record) -> bool:
    if isinstance(record, MeetingRecord):
        return record.status in AHEAD
    return record.status in _MAY_TURN


def _common_words(plans: Sequence[_Plan]) -> frozenset[str]:
    """Words that the plans of several days have in common: they tell the story, and not which plan is meant."""
    days: dict[str, set[date | None]] = {}
    for plan in plans:
        for term in plan.asked | plan.told:
            days.setdefault(term, set()).add(plan.day)
    return frozenset(term for term, found in days.items() if len(found) >= _COMMON_DAYS)


def _weigh(line: Line, plan: _Plan, common: frozenset[str]) -> tuple[float, Turn] | None:
    """How much speaks for it that a sentence tells what became of a plan; None where it does not."""
    text = line.quote.text
    if not _in_time(line, plan):
        return None
    terms = _telling(terms_of(text))
    asked = _shared(terms, plan.asked, common)
    told = _shared(terms, plan.told - plan.asked, common)
    if asked + told < _LEAST_WORDS or not _in_story(line, plan, asked + told):
        return None
    deed = tells_deed(text, plan.verbs) or denies_deed(text, plan.verbs)
    turn = turn_in(text, plan.verbs)
    if turn is None or not _may_take(plan, turn, line.told.known.date()):
        return None
    lead = _shared(_telling(terms_of(line.lead)), plan.asked | plan.told, common)
    words = _ASKED * min(asked, _MOST_WORDS) + min(told, _MOST_WORDS) + _LEAD * min(lead, _MOST_WORDS)
    weight = words + _people(line, plan) + deed + _near(line, plan) - _BACKGROUND * is_recalled(text)
    return weight, turn


def _may_take(plan: _Plan, turn: Turn, at: date) -> bool:
    """Whether a plan can turn so on this day; that a meeting took place is read from its own words."""
    if isinstance(plan.record, MeetingRecord):
        return turn is Turn.OFF
    if turn is Turn.NOT_DONE and plan.day is not None and at < plan.day:
        return False  # there is still time
    return turn is Turn.BACK or plan.record.status is not DeadlineStatus.WITHDRAWN


def _in_story(line: Line, plan: _Plan, words: float) -> bool:
    """Whether the article is one on the story of the plan; a notice names few, so there the words of the plan say so."""
    if any(in_one_story(line.page, page) for page in plan.pages):
        return True
    return words >= _MANY_WORDS and any(names_shared(line.page, page) for page in plan.pages)


def _shared(terms: frozenset[str], others: frozenset[str], common: frozenset[str]) -> float:
    same = sum(_COMMON if term in common else 1.0 for term in terms & others)
    return same + sum(_LIKE for term in terms - others - common if synonyms(term) & others)


def _people(line: Line, plan: _Plan) -> float:
    """What the people say: those of the plan speak for it, somebody else who leads the sentence against it."""
    if plan.named & terms_of(line.quote.text):
        return _PEOPLE
    if plan.named & terms_of(line.lead):
        return _LEAD * _PEOPLE
    leading = terms_of(" ".join(line.quote.text.split()[:_LEADING])) & line.page.names
    strange = leading - frozenset(name for page in plan.pages for name in page.capitals)
    return -_STRANGER if plan.named and strange else 0.0


def _in_time(line: Line, plan: _Plan) -> bool:
    return plan.day is None or plan.day - EARLY <= line.told.known.date() <= plan.day + LATE


def _near(line: Line, plan: _Plan) -> float:
    """What it says that the article came about the day of the plan."""
    if plan.day is None:
        return 0.0
    off = abs(line.told.known.date() - plan.day)
    return 1.0 if off <= timedelta(days=1) else 0.5 if off <= timedelta(days=4) else 0.0
