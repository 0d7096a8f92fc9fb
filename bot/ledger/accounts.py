"""Two accounts of one thing: agreed or not, who asked for it, who called it off, who broke it, what was hit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.ledger.voices import Sides, Voice, differ
from bot.text.cues import REPORTING_VERBS
from bot.text.synonyms import synonyms
from bot.text.words import STOP_WORDS, fold, stem, tokens

_NEAR = 2  # sentences between two accounts that are set against each other
_MOST_SIDES = 4
_MOST_WORDS = 160

_AGREED = re.compile(
    r"\b(?:(?:ha[sd]|have) (?:\w+ )?agreed|agreed (?:to|on|that)\b|(?:reached|struck|made|have|had) (?:an? |the )?(?:\w+ )?(?:deal|agreement|accord)\b|"
    r"(?:deal|agreement|accord) (?:was|had been|has been|is) (?:\w+ )?(?:reached|struck|done|made))",
    re.IGNORECASE,
)
_NOT_AGREED = re.compile(
    r"\b(?:nothing (?:\w+ ){0,3}agreed|no (?:\w+ )?(?:deal|agreement|accord)\b|(?:not|never|n['’]t|nor) (?:\w+ )?(?:been )?agreed|agreed (?:to |on )?(?:nothing|none)|"
    r"(?:not|n['’]t) (?:\w+ )?(?:reached|struck|made) (?:an? |any |the )?(?:deal|agreement|accord))",
    re.IGNORECASE,
)
_NO_MEETING = re.compile(
    r"\b(?:no (?:\w+['’]? )?(?:date|meeting|talks|summit|visit|plans?)\b|not (?:been )?(?:planned|arranged|fixed))",
    re.IGNORECASE,
)
_TO_MEET = re.compile(r"\b(?:meet|talks|summit|visit|see|sit down)\b", re.IGNORECASE)

_WHO = r"(?P<who>[A-Z][\w.’'-]+|the [A-Z]\w+|it was the [A-Z]\w+ who)"
_ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "initiator",
        re.compile(
            rf"\b(?:idea|invitation|initiative|proposal|request|suggestion|wish|call)\b.{{0,25}}?\bc(?:ame|ome) from (?P<from>(?:the )?[A-Z]\w+)|"
            rf"\b{_WHO} (?:who )?(?:had |have |has )?(?:asked for|ask for|requested|proposed|suggested|initiated|sought|invited|"
            rf"expressed (?:an? |the )?(?:wish|desire|interest)|wanted (?:the|a|this|to meet))"
        ),
    ),
    (
        "status",
        re.compile(
            rf"\b{_WHO} (?:had |have |has )?(?:call(?:ed)? (?:it|this|the \w+|them) off|called off|cancelled|canceled|stayed away|pulled out|walked out|"
            rf"broken off|broke off|did not (?:come|turn up|show up|appear|attend)|failed to (?:come|appear|turn up|attend)|refused to (?:come|attend|meet))"
        ),
    ),
    (
        "account",
        re.compile(
            rf"\b{_WHO} (?:\w+ )?(?:had |have |has )?(?:violated|breached|broken|broke|fired first|opened fire|shot first|attacked first|provoked|started (?:it|the))\b"
        ),
    ),
)
_HIT = re.compile(
    r"\b(?:hit|hits|struck|strikes?|attack(?:ed|s)|shell(?:ed|s)|bomb(?:ed|s)|target(?:ed|s)|destroy(?:ed|s)|damag(?:ed|es)|sank|sunk)\b",
    re.IGNORECASE,
)
_DIFFERENTLY = re.compile(
    r"\b(?:accounts?|versions?|reports?|figures|statements?) (?:[\w'’]+ ){0,7}?(?:differ(?:s|ed)?|d(?:o|oes|id) not (?:match|agree|tally)|diverged?|var(?:y|ied)|"
    r"contradict\w*|conflict(?:s|ed)?)\b|\btells? it (?:the other way (?:round|around)|differently)\b|\bgave (?:a )?(?:different|conflicting|contradictory) "
    r"(?:accounts?|versions?|reasons?)\b",
    re.IGNORECASE,
)


def differing(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Neighbouring voices that tell one thing differently, the surest kinds first."""
    yield from _agreement(voices)
    yield from _acts(voices)
    yield from _denied(voices)
    yield from _hits(voices)
    yield from _announced(voices)


def _pairs(voices: Sequence[Voice], near: int) -> Iterator[tuple[Voice, Voice]]:
    for place, second in enumerate(voices):
        for first in reversed(voices[:place]):
            if second.sentence - first.sentence > near:
                break
            if differ(first, second):
                yield first, second


def _agreement(voices: Sequence[Voice]) -> Iterator[Sides]:
    """One says that it is agreed, another that it is not."""
    for pair in _pairs([v for v in voices if v.speaker is not None], _NEAR):
        for yes, no in (pair, pair[::-1]):
            if not _AGREED.search(yes.said) or _NOT_AGREED.search(yes.said):
                continue
            meets = _TO_MEET.search(yes.said) is not None
            if _NOT_AGREED.search(no.said) or (meets and _NO_MEETING.search(no.said)):
                yield _sides("status", pair)


def _acts(voices: Sequence[Voice]) -> Iterator[Sides]:
    """Each names another who did it."""
    for slot, act in _ACTS:
        doing = [
            v for v in voices if (v.speaker is not None or _DIFFERENTLY.search(v.text)) and act.search(v.said)
        ]
        for first, second in _pairs(doing, _NEAR):
            if doer_of(act, first).isdisjoint(doer_of(act, second)):
                yield _sides(slot, (first, second))


def _denied(voices: Sequence[Voice]) -> Iterator[Sides]:
    """One tells that it was done, another that it was not: "she promised to" against "she gave no promise"."""
    for pair in _pairs([v for v in voices if v.speaker is not None], 1):
        for done, not_done in (pair, pair[::-1]):
            undone = _undone(not_done.text if "no" in not_done.said.split() else not_done.said)
            told = _told_acts(done.said)
            if any(act in told or not synonyms(act).isdisjoint(told) for act in undone):
                yield _sides("account", pair, of_sentence=True)
                break


# Acts that are done or not done, and that a report turns on.
_TELLING_ACTS = frozenset(
    stem(w)
    for w in (
        "promise promised pledge pledged vow meet met dine dined see seen saw pay paid sign signed order ordered accept accepted offer "
        "offered receive received send sent warn warned apologise apologised threaten threatened attack attacked fire fired"
    ).split()
)
_NOT = re.compile(
    r"\b(?:no|not|never|nor|without|neither|denied|denies)\b(?: (?:\w+ )?(?:having|been|ever|any|made|given))? (?P<act>\w+)|\b\w+n['’]t (?P<act2>\w+)|"
    r"\b(?P<act3>\w+) (?:him |her |them |us )?nothing\b",
    re.IGNORECASE,
)


def _undone(words: str) -> set[str]:
    return {stem(fold(m["act"] or m["act2"] or m["act3"])) for m in _NOT.finditer(words)} & _TELLING_ACTS


def _told_acts(words: str) -> set[str]:
    if _NOT.search(words) or _IF.search(words):
        return set()
    return {stem(t.word) for t in tokens(words)} & _TELLING_ACTS


_IF = re.compile(
    r"\b(?:if|unless|whether|would|will|could|might|may|should|must|wants?|asked)\b", re.IGNORECASE
)


def doings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What can be in dispute as somebody's doing, each with the words for it."""
    return _ACTS


def doer_of(act: re.Pattern[str], voice: Voice) -> set[str]:
    """Stems of the name of whoever did it, by the words of `voice`, in which `act` is found."""
    match = act.search(voice.said)
    assert match is not None
    named = match["who"] or match.groupdict().get("from") or ""
    return {stem(t.word)[:5] for t in tokens(named) if t.word not in STOP_WORDS and t.word != "who"}


def _hits(voices: Sequence[Voice]) -> Iterator[Sides]:
    """The side that was hit names one thing, the side that hit another: "it had struck an ammunition store"."""
    for first, second in combinations(voices, 2):
        if not 0 < second.sentence - first.sentence <= 1 or second.speaker is None:
            continue
        one, other = _HIT.search(first.text), _HIT.search(second.said)
        if one is None or other is None or first.speaker is None or not differ(first, second):
            continue
        attackers = _stems(first.text[: one.start()])
        hitting = re.split(r"\b(?:it|they|its|their|we)\b", second.text, maxsplit=1, flags=re.IGNORECASE)[0]
        own = _stems(hitting) & attackers
        if _ITS_OWN.search(first.text[: one.start()]) or not _stems(first.speaker.name).isdisjoint(attackers):
            continue  # the first tells of an attack of its own side
        pronoun = re.search(r"\b(?:it|they|its|their|we)\b", second.said[: other.start()], re.IGNORECASE)
        if (
            own
            and pronoun is not None
            and not _same_object(first.text[one.end() :], second.said[other.end() :])
        ):
            yield _sides("object", (first, second), of_sentence=True)


_ITS_OWN = re.compile(r"\b(?:its|their|our|we|they|it)\b", re.IGNORECASE)


def _stems(words: str) -> set[str]:
    return {
        stem(t.word)[:6] for t in tokens(words) if t.word not in STOP_WORDS and t.word not in REPORTING_VERBS
    }


def _same_object(one: str, other: str) -> bool:
    """Whether the things hit share their words."""
    a, b = (
        {stem(t.word) for t in tokens(re.split(r"[,;.]", words)[0]) if t.word not in STOP_WORDS}
        for words in (one, other)
    )
    return not b or len(a & b) >= len(b) / 2


def _announced(voices: Sequence[Voice]) -> Iterator[Sides]:
    """The article itself says that accounts differ: whoever speaks next in the paragraph, each once."""
    for cue in voices:
        if cue.speaker is not None or not _DIFFERENTLY.search(cue.text):
            continue
        sides: list[Voice] = []
        for voice in voices[cue.index + 1 :]:
            if voice.paragraph != cue.paragraph or len(sides) == _MOST_SIDES:
                break
            if voice.speaker is not None and all(differ(voice, other) for other in sides):
                sides.append(voice)
        if len(sides) > 1:
            meets = any(_TO_MEET.search(v.said) for v in sides)
            yield _sides("status" if meets else "account", sides)


def _sides(slot: str, voices: Sequence[Voice], *, of_sentence: bool = False) -> Sides:
    ordered = tuple(sorted(voices, key=lambda voice: voice.index))
    words = tuple(_short(v.text if of_sentence else v.said) for v in ordered)
    return Sides(slot=slot, voices=ordered, words=words)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_WORDS else plain[: plain.rfind(" ", 0, _MOST_WORDS)]
