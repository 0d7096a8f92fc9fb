"""What the words around a time expression say about it: whether it lies ahead or behind, and how it is bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.when.language import Frames, Language
from bot.text.when.tokens import Form, Token

_REACH_LEFT, _REACH_RIGHT = 30, 14
LIMITS = frozenset(("by", "until", "before", "within"))
"""Bounds by which something has to be done, or up to which something holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The surroundings of one expression.

    ahead: True when it lies ahead, False when behind, None when nothing says so. strong: a verb says so, not only a
        preposition. reporting: it is the day on which somebody said something. bound: as in `When.bound`.
    expiring: something ends or falls due then. apposed: only a comma, a dash or the start of the
    sentence stands before it. joined: "and" or "or" does.
    """

    ahead: bool | None
    strong: bool = False
    reporting: bool = False
    bound: str | None = None
    expiring: bool = False
    apposed: bool = False
    joined: bool = False


def read_frame(
    tokens: Sequence[Token], first: int, last: int, bounds: tuple[int, int], language: Language
) -> Frame:
    """The frame of tokens `[first, last)` in the sentence of tokens `[bounds[0], bounds[1])`."""
    bound, left = _bound(tokens, first, last, bounds, language)
    frames = language.frames
    ahead, strong, reporting = _direction(tokens, left, first, last, bounds, language, bound)
    before = tokens[bounds[0] : first][-6:]
    return Frame(
        ahead=ahead,
        strong=strong,
        reporting=reporting,
        bound=bound,
        expiring=any(token.lower in frames.expiring for token in before),
        apposed=left == bounds[0] or tokens[left - 1].text in ",–—-(",
        joined=first > bounds[0] and tokens[first - 1].lower in frames.joiners,
    )


def _bound(
    tokens: Sequence[Token], first: int, last: int, bounds: tuple[int, int], language: Language
) -> tuple[str | None, int]:
    """The bound, and the token before which its words begin."""
    if last < len(tokens):
        for words, bound in language.bounds_after.get(tokens[last].lower, ()):
            if _stands(tokens, last, words):
                return bound, first
    left = skipped = first
    for _ in range(3):
        if left <= bounds[0]:
            break
        nearest = tokens[left - 1].lower
        for words, bound in language.bounds.get(nearest, ()):
            start = left - len(words)
            if start >= bounds[0] and _stands(tokens, start, words):
                return bound, start
        width = next(
            (
                len(f)
                for f in language.bounds_filler.get(nearest, ())
                if left - len(f) >= bounds[0] and _stands(tokens, left - len(f), f)
            ),
            0,
        )
        if not width:
            break
        left -= width
        skipped = left if width > 1 else skipped
    return None, skipped


def _stands(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    return at + len(words) <= len(tokens) and all(
        tokens[at + i].lower == word for i, word in enumerate(words)
    )


_SUPPOSED = frozenset(("would",))


def _direction(
    tokens: Sequence[Token],
    left: int,
    first: int,
    last: int,
    bounds: tuple[int, int],
    language: Language,
    bound: str | None,
) -> tuple[bool | None, bool, bool]:
    frames = language.frames
    if bound == "since":
        return False, True, False
    by_noun = _by_noun(tokens, last, bounds[1], frames)
    if by_noun is not None:
        return by_noun, True, False
    ahead, word = _look_left(tokens, left, first, bounds[0], frames, bound)
    # A lone infinitive says little: "attempts to reach him on Thursday failed", but "time to reply by Thursday".
    if (not word or word == frames.infinitive) and not _ends_clause(tokens, left, last, bounds, language):
        after, after_word = _look_right(tokens, last, bounds[1], frames)
        ahead, word = (ahead, word) if after is None else (after, after_word)
    if not ahead and word in _SUPPOSED:
        return None, False, False  # "the limit would have run out in September", which may be still to come
    if ahead is None and word:
        called_off = any(token.lower in frames.cancelling for token in tokens[bounds[0] : bounds[1]])
        return (None, False, False) if called_off else (False, True, False)
    if ahead and _is_settled(tokens, last, bounds[1], frames):
        return False, True, False
    if ahead is not None:
        return ahead, True, not ahead and word in frames.reporting
    if bound in LIMITS or bound == "from":
        return True, False, False
    return None, False, False


def _is_settled(tokens: Sequence[Token], last: int, end: int, frames: Frames) -> bool:
    """ "The call planned for Tuesday did not take place", "the coupon due on Monday was (not) paid"."""
    after = [token.lower for token in tokens[last : min(end, last + 3)]]
    if after[:2] == ["did", "not"]:
        return True
    return after[:1] != [] and after[0] in frames.past_be and not frames.settled.isdisjoint(after[1:])


def _by_noun(tokens: Sequence[Token], last: int, end: int, frames: Frames) -> bool | None:
    at = last
    if at + 1 < end and tokens[at].lower == "'":
        at += 2 if tokens[at + 1].lower == frames.possessive else 1
    if at >= end or tokens[at].lower not in frames.ahead_nouns:
        return None
    following = tokens[at + 1 : min(end, at + 4)]
    if any(token.lower in frames.back_verbs_after_noun for token in following):
        return None
    return True


def _look_left(
    tokens: Sequence[Token], left: int, first: int, start: int, frames: Frames, bound: str | None
) -> tuple[bool | None, str]:
    infinitive = somewhere = False
    towards = first > start and tokens[first - 1].lower in frames.towards
    for at in range(left - 1, max(start, left - _REACH_LEFT) - 1, -1):
        word = tokens[at].lower
        if word in frames.clause_breaks:
            break
        if tokens[at].form is not Form.WORD or _is_hyphened(tokens, at):
            continue
        if word == frames.infinitive:
            somewhere = any(token.lower in frames.gatherings for token in tokens[at + 1 : min(left, at + 4)])
            infinitive = infinitive or _is_infinitive(tokens, at, left, frames)
            continue
        if word in frames.ahead and at > start and tokens[at - 1].lower == frames.infinitive:
            continue
        if (word in frames.moving and (towards or bound in LIMITS)) or (
            word in frames.inviting and (somewhere or _has(tokens, at, start))
        ):
            return _tempered(tokens, at, start, frames), word
        if word in _NOUNS_TOO and any(t.lower in frames.articles for t in tokens[max(start, at - 2) : at]):
            continue
        if word in frames.demanding and bound in LIMITS:
            if _is_past(word, frames):
                continue  # "promised it by July": only what follows can tell that July is over
            return _tempered(tokens, at, start, frames), word
        if word in frames.ahead:
            return _tempered(tokens, at, start, frames), word
        if word in frames.present and _is_verb(tokens, at, start, frames):
            return True, word
        if word in frames.present_be or (
            word in frames.possess and word not in frames.perfect and tokens[at + 1].lower in frames.articles
        ):
            return True, word
        if word not in frames.cancelling and not _is_past(word, frames):
            continue
        if _is_adjective(tokens, at, start, frames):
            continue
        if word in frames.cancelling:
            return None, word
        previous = tokens[at - 1].lower if at > start else ""
        named = at > start and tokens[at - 1].text[0].isupper()  # "May arrived on Thursday"
        if previous in frames.participle_be or (previous in frames.modals and not named):
            continue
        if infinitive:
            return word in frames.setting, word
        if word in frames.perfect_bare and _will_have(tokens, at, start, frames):
            return True, word
        if word in frames.possess and at == left - 1 and bound in LIMITS:
            reported = any(token.lower in frames.reporting for token in tokens[start:at])
            return word not in frames.perfect or reported, word
        if previous in frames.present_be and word not in frames.reporting:
            return True, word
        return False, word
    return (True, frames.infinitive) if infinitive else (None, "")


def _is_hyphened(tokens: Sequence[Token], at: int) -> bool:
    """ "The so-called quad", "a Saudi-led round": the end of an adjective and no verb."""
    return at > 0 and tokens[at].glued and tokens[at - 1].text in "-‑"


def _has(tokens: Sequence[Token], at: int, start: int) -> bool:
    """ "Has invited them back on Friday": that tense goes with no day behind, so the day is that of the invitation."""
    before = {token.lower for token in tokens[max(start, at - 2) : at]}
    return not before.isdisjoint(("has", "have"))


def _will_have(tokens: Sequence[Token], at: int, start: int, frames: Frames) -> bool:
    """ "Will also have breakfast", "is to have talks": no perfect tense, so nothing that lies behind."""
    before = {token.lower for token in tokens[max(start, at - 2) : at]}
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    ahead = "will" in before or frames.infinitive in before
    return ahead and not following.endswith((*frames.past_endings, "en")) and following not in frames.back


# "Handed in its safety plan on Monday": a thing, and no word for what is to come.
_NOUNS_TOO = frozenset(("plan", "plans", "hope", "hopes", "promises", "pledges"))


def _ends_clause(
    tokens: Sequence[Token], left: int, last: int, bounds: tuple[int, int], language: Language
) -> bool:
    """Whether a clause closes with the expression, so that a verb after the comma is not its own."""
    while left > bounds[0] and _is_filler(tokens[left - 1], language):
        left -= 1
    if left == bounds[0] or last >= bounds[1] or tokens[last].text != ",":
        return False
    opener = tokens[left - 1]
    return opener.form is Form.WORD and opener.lower not in language.frames.clause_breaks


def _is_filler(token: Token, language: Language) -> bool:
    return (token.lower,) in language.bounds_filler.get(token.lower, ())


def _look_right(tokens: Sequence[Token], last: int, end: int, frames: Frames) -> tuple[bool | None, str]:
    for at in range(last, min(end, last + _REACH_RIGHT)):
        word = tokens[at].lower
        mark = tokens[at].form is not Form.WORD
        if word in frames.clause_breaks and (mark or at > last):
            break
        if mark:
            continue
        if (word in frames.ahead and word not in frames.ahead_nouns) or (
            word == frames.infinitive and tokens[at - 1].lower in frames.present_be
        ):
            following = tokens[at + 1].lower if at + 1 < end else ""
            return following not in frames.perfect_bare, word
        if word in frames.possess and _is_set(tokens, at, end, frames):
            return True, word
        if word in frames.back and tokens[at - 1].lower in frames.articles:
            continue  # "on Friday, the last day"
        if _is_past(word, frames) and not _is_adjective(tokens, at, last, frames):
            return False, word
    return None, ""


def _is_set(tokens: Sequence[Token], at: int, end: int, frames: Frames) -> bool:
    """ "The visit on Friday has been arranged", "Friday's talks have been called off": what was done to something ahead."""
    after = [token.lower for token in tokens[at + 1 : min(end, at + 4)]]
    done = frames.rescheduling | frames.cancelling | frames.setting
    return (
        tokens[at].lower not in frames.perfect
        and after[:1] == [*frames.perfect_be]
        and not done.isdisjoint(after[1:])
    )


def _is_infinitive(tokens: Sequence[Token], at: int, left: int, frames: Frames) -> bool:
    if at + 1 >= left:
        return False
    following = tokens[at + 1]
    plural = following.lower.endswith(frames.plural_endings) and not following.lower.endswith(
        frames.stem_endings
    )
    return (
        following.form is Form.WORD
        and following.text[0].islower()
        and following.lower not in frames.not_infinitive
        and not following.lower.endswith(frames.gerund)
        and not plural
    )


def _tempered(tokens: Sequence[Token], at: int, start: int, frames: Frames) -> bool | None:
    """An ahead word, unless "have" after it puts it back ("would have") or "had" before it leaves it open: what "had been
    due on Friday" when it was called off may lie on either side."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if following in frames.perfect_bare:
        return False
    earlier = {token.lower for token in tokens[max(start, at - 2) : at]}
    return True if earlier.isdisjoint(frames.perfect) else None


def _is_past(word: str, frames: Frames) -> bool:
    if word in frames.back:
        return True
    return len(word) > 3 and word.endswith(frames.past_endings) and word not in frames.not_past


def _is_verb(tokens: Sequence[Token], at: int, start: int, frames: Frames) -> bool:
    """ "Negotiators return on Friday", not "their return on Friday" or "Spain's return"."""
    if at == start:
        return False
    before = tokens[at - 1]
    if before.form is not Form.WORD or before.lower in (frames.possessive, frames.infinitive):
        return False
    if at + 2 < len(tokens) and tokens[at + 2].lower == tokens[at].lower:
        return False  # "face to face"
    standing = before.lower in _NOT_BEFORE_VERBS or _is_past(before.lower, frames)
    return before.lower not in frames.articles and not standing


# "Those present at the meeting on Tuesday", "came face to face on Tuesday": no verb of the present tense.
_NOT_BEFORE_VERBS = frozenset(("those", "these", "all", "in", "at", "by", "be", "being"))


def _is_adjective(tokens: Sequence[Token], at: int, start: int, frames: Frames) -> bool:
    """ "The announced sanctions": a participle between an article and a noun."""
    if at <= start or at + 1 >= len(tokens):
        return False
    return (
        tokens[at].lower.endswith(frames.past_endings)
        and tokens[at - 1].lower in frames.articles
        and tokens[at + 1].form is Form.WORD
        and tokens[at + 1].lower not in frames.after_participle
    )
