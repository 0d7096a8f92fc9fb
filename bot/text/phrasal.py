"""Verbs of two words that news writes for one: "walked out" is a walkout, "put off" is postponed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.text.words import Token, stem

# verb, particle: the words it may stand for
_VERBS = """
walk out: walkout strike
walk away: abandon
go on: continue
call off: cancel
put off: postpone
put back: postpone
push back: postpone
turn down: reject
hand over: deliver
break off: abandon suspend
set up: establish
draw up: draft
take part: attend
show up: attend
turn up: attend
step in: intervene
step down: resign
carry out: perform
give up: abandon
run out: expire
lay off: dismiss
pull out: withdraw
rule out: exclude
sign off: approve
look into: investigate
stand still: standstill
shut down: shutdown close
wind down: winddown
lock out: lockout
go ahead: proceed
sit down: meet
pay back: repay
give back: return
take back: withdraw return
bring back: return
come back: return
go back: return
get back: recover
send back: return
hand back: return
turn back: return
move back: return
call back: call
take place: happen hold
take over: takeover replace succeed
shoot down: down
drive out: expel
spell out: explain
back down: yield
speed up: accelerate
"""


def _table() -> dict[tuple[str, str], tuple[str, ...]]:
    found = {}
    for line in _VERBS.strip().splitlines():
        verb, meant = line.split(":")
        word, particle = verb.split()
        found[stem(word), particle] = tuple(stem(one) for one in meant.split())
    return found


_STANDS_FOR = _table()
_PARTICLES = frozenset(particle for _, particle in _STANDS_FOR)


def phrasal_stems(words: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """For each verb of two words its place and a stem it stands for; one word may come between the two.

    words: folded, each with its place in the text, as `placed_words` gives them.
    """
    for index, (_, particle) in enumerate(words):
        if particle in _PARTICLES:
            for place, verb in words[max(0, index - 2) : index]:
                for meant in _STANDS_FOR.get((stem(verb), particle), ()):
                    yield place, meant


def is_verb_of_two(words: Sequence[Token], index: int) -> bool:
    """Whether the word at `index` is a verb that with the particle near by tells another act ("take over").

    To take part and to take place say little more than that something was.
    """
    after = {token.word for token in words[index + 1 : index + 3]} - {"part", "place"}
    return any((stem(words[index].word), particle) in _STANDS_FOR for particle in after)


def is_particle(words: Sequence[Token], index: int) -> bool:
    """Whether the word at `index` only goes with a verb: what was paid back was also repaid, what takes place is also held."""
    if words[index].word not in _PARTICLES:
        return False
    before = words[max(0, index - _REACH) : index]
    return any((stem(token.word), words[index].word) in _STANDS_FOR for token in before)


_REACH = 4


def stands_for(words: Sequence[Token], index: int) -> tuple[str, ...]:
    """The stems that the verb at `index` stands for with its particle, and the two written as one ("standstill")."""
    verb, after = words[index], words[index + 1 : index + 3]
    found = [meant for token in after for meant in _STANDS_FOR.get((stem(verb.word), token.word), ())]
    if after and verb.word.isalpha() and after[0].word.isalpha():
        found.append(stem(verb.word + after[0].word))
    return tuple(found)
