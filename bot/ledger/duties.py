"""A deadline fact as the ledger compares it with others: who binds whom to what, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from bot.ledger.actors import actor_of, members_of
from bot.ledger.bound import EMPTY, describing, grade, is_described, name_words, party_agreement
from bot.ledger.instruments import numbered_apart, one_instrument
from bot.ledger.windows import SLIP_DAYS, Window, order, told_day, window_of
from bot.ledger.wording import shared, telling
from bot.model.facts import MOVED, RANKED, Deadline, DeadlineKind, DeadlineStatus, Party, PartyKind
from bot.model.records import ToldFact
from bot.text.words import numbers_in, stem

EXACT_DAYS = 31  # a due time of at most so many days ("in March") can be compared with a day
MEMORY_DAYS = 120  # an undated "the deadline was extended" means one that was told in so many days before it
DUE_DAYS = 45  # or one due at most so many days before or after it
ALIKE = 0.3  # share of the shorter requirement's words that the other one must tell, by word or synonym
ALIKE_IN_SCENE = 0.7  # share of a requirement that the sentence of the other tells, where no party does
ALIKE_ALONE = 0.5  # the same where neither tells a party
NEXT_SENTENCE = 250  # letters within which a new day belongs to the move told before it
SAME_WORDS = 0.5  # share of words two revisions of one sentence keep

_OUTCOMES = frozenset(
    {DeadlineStatus.WITHDRAWN, DeadlineStatus.EXTENDED, DeadlineStatus.BROUGHT_FORWARD, DeadlineStatus.MET,
     DeadlineStatus.MISSED, DeadlineStatus.PASSED}
)  # fmt: skip
_MEASURES = frozenset(
    {"%", "points", "USD", "EUR", "GBP", "CNY", "RUB", "INR", "JPY", "UAH", "CHF", "CAD", "AUD"}
)
# words around a day that say no more than how it stands
_PASSING = frozenset(
    stem(word)
    for word in "ahead before after hour hours minute minutes since left away cut-off cutoff cut off ultimatum stand stands "
    "pass passes passed ran run runs running out loom looms looming approach approaches approaching near nears original "
    "originally previous previously initial initially earlier agreed official final current present past come comes came "
    "expire expires expired lapse lapses lapsed known miss missed misses meet met meets keep kept beat limit seven eight nine ten "
    "eleven twelve comply".split()
)
_RENEWED = re.compile(
    r"\b(?:now|instead|another|further|extra|additional|new deadline|more time|once again)\b", re.IGNORECASE
)
_OPPOSITES = {DeadlineKind.EXPIRY, DeadlineKind.EFFECTIVE}
_PROMISED = frozenset({DeadlineKind.COMMITMENT, DeadlineKind.SCHEDULED})
_ULTIMATA = frozenset({DeadlineKind.DEADLINE, DeadlineKind.CONDITION})


@dataclass(frozen=True, eq=False)
class Duty:
    """One deadline fact, ready for comparison; two are equal only when they are the same object."""

    item: ToldFact
    deadline: Deadline

    @cached_property
    def due(self) -> Window | None:
        """When it falls."""
        return window_of(self.deadline.due)

    @cached_property
    def old(self) -> Window | None:
        """The day it was moved from."""
        return window_of(self.deadline.previous_due)

    @cached_property
    def told(self) -> date:
        """The day of the report."""
        return told_day(self.item.told)

    @cached_property
    def order(self) -> tuple[object, ...]:
        """By when it became known."""
        return order(self.item)

    @cached_property
    def exact(self) -> bool:
        """Whether its due time is fine enough to be compared with a day."""
        return self.due is not None and self.due.days <= EXACT_DAYS

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems that say what must be done; those of the quote where the requirement is not told."""
        return telling(self.deadline.requirement) or self.quoted

    @cached_property
    def quoted(self) -> frozenset[str]:
        """Stems and amounts of the quoted words; the due time and the names of the parties are told elsewhere."""
        due = self.deadline.due.words if self.deadline.due else None
        parties = (self.deadline.setter, self.deadline.addressee)
        names = [name_words(party) for party in parties if party is not None]
        return telling(self.deadline.quote.text).difference(telling(due), *names) | self.amounts

    @cached_property
    def everything(self) -> frozenset[str]:
        """All that is told of what must be done."""
        return self.words | self.quoted

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Percentages and sums told ("100%"): few deadlines share one by accident."""
        told = " ".join(filter(None, (self.deadline.quote.text, self.deadline.requirement)))
        return frozenset(
            f"{number.value.normalize()}{number.unit}"
            for number in numbers_in(told)
            if number.unit in _MEASURES
        )

    @cached_property
    def belongs(self) -> bool:
        """Whether it may belong to another: it tells no due day, or a new one without the old that it is moved from."""
        if self.due is None:
            return True
        if self.old is not None:
            return False
        renewed = self.deadline.status is DeadlineStatus.SET and self.renewed
        return not self.exact or self.deadline.status in MOVED or renewed

    @cached_property
    def scene(self) -> frozenset[str]:
        """Stems of the whole sentence it was read from."""
        return self.everything | (telling(" ".join(self.deadline.context)) - EMPTY)

    @cached_property
    def bare(self) -> bool:
        """Whether it tells a day and perhaps somebody, and nothing of what must be done: "ahead of Sunday's deadline"."""
        if self.deadline.requirement:
            return False
        parties = (self.deadline.setter, self.deadline.addressee)
        return self.quoted.difference(*(describing(p) for p in parties if p is not None)) <= _PASSING

    @cached_property
    def renewed(self) -> bool:
        """Whether its words say that there was another day before: "now has until Friday"."""
        return _RENEWED.search(self.deadline.quote.text) is not None

    def guesses(self, role: str) -> bool:
        """Whether the party in this role is the likeliest of its article only, and not told by the words of the deadline."""
        return any(basis.field == role and basis.rule.startswith(RANKED) for basis in self.deadline.basis)

    @property
    def outcome(self) -> bool:
        """Whether it tells what became of a deadline that was there before."""
        return self.deadline.status in _OUTCOMES


def agreement(a: Duty, b: Duty) -> int | None:
    """How well setter and addressee of the two agree: 1 for each that agrees, None when the two contradict."""
    setter = party_agreement(a.deadline.setter, b.deadline.setter)
    addressee = party_agreement(a.deadline.addressee, b.deadline.addressee)
    if numbered_apart(a.deadline.quote.text, b.deadline.quote.text):
        return None
    if setter < 0 and _only_guessed("setter", a, b):
        setter = 0
    if addressee < 0 and (_only_guessed("addressee", a, b) or _one_instrument(a, b)):
        addressee = 0  # whom an offer or a permit binds is told in many ways
    if addressee < 0 and (_described_in(a.deadline.addressee, b) or _described_in(b.deadline.addressee, a)):
        addressee = 1
    if (addressee < 0 or setter < 0) and (_crosswise(a, b) or a.amounts & b.amounts):
        return 0
    if addressee < 0 or (setter < 0 and addressee <= 0):
        return None
    if setter < 0 and not _may_change_hands(a, b):
        return None
    return max(setter, 0) + addressee


def _only_guessed(role: str, a: Duty, b: Duty) -> bool:
    """Whether two tellings of one thing due on one day differ in a party that is the likeliest of its article only."""
    guessed = a.guesses(role) or b.guesses(role)
    return guessed and a.due is not None and a.due == b.due and likeness(a, b) >= 2 * ALIKE


def _crosswise(a: Duty, b: Duty) -> bool:
    """Whether a body that sets one is bound in the other: who calls a strike and who strikes is told loosely."""
    pairs = ((a.deadline.setter, b.deadline.addressee), (b.deadline.setter, a.deadline.addressee))
    return any(
        _is_body(setter) and _is_body(bound) and party_agreement(setter, bound) > 0 for setter, bound in pairs
    )


def _is_body(party: Party | None) -> bool:
    return party is not None and party.kind not in (PartyKind.STATE, PartyKind.PERSON)


def _one_instrument(a: Duty, b: Duty) -> bool:
    """Whether both tell how long one offer, permit or truce runs, and no state or person is bound by either."""
    bound = [d.deadline.addressee for d in (a, b)]
    if any(party is not None and party.kind in (PartyKind.STATE, PartyKind.PERSON) for party in bound):
        return False
    if DeadlineKind.EFFECTIVE in (a.deadline.kind, b.deadline.kind):
        return False
    return one_instrument(a.quoted, b.quoted)


def _may_change_hands(a: Duty, b: Duty) -> bool:
    """Proposals name who proposes, laws who made them: then two setters are no contradiction."""
    a_kind, b_kind = (d.deadline.setter.kind if d.deadline.setter else None for d in (a, b))
    bodies = (PartyKind.BODY, PartyKind.GROUP)
    proposed = DeadlineStatus.PROPOSED in (a.deadline.status, b.deadline.status)
    return proposed or (a_kind in bodies and b_kind in bodies)


def likeness(a: Duty, b: Duty) -> float:
    """Share of the words of the shorter one that the other tells too, by the word itself or a synonym."""
    return max(shared(a.words, b.words), shared(a.everything, b.everything))


@lru_cache(maxsize=1 << 14)  # a running story is put together anew with each article about it
def same_duty(a: Duty, b: Duty) -> float:
    """How strongly two facts with due times speak of one deadline; 0 when they do not."""
    if not (a.exact and b.exact):
        return 0.0
    assert a.due is not None
    assert b.due is not None
    told_twice = a.item.told.revision == b.item.told.revision
    one_day = not told_twice and a.due.overlaps(b.due)
    moved = not one_day and (_moved(a, b) or _moved(b, a))
    near = not told_twice and a.due.gap(b.due) <= SLIP_DAYS
    if not (one_day or moved or near):
        return 0.0  # most pairs: their days are compared before their words
    alike = likeness(a, b)
    parties = agreement(a, b)
    if parties is None and moved and _from_its_very_day(a, b) and alike >= ALIKE_ALONE:
        parties = 0  # whom a day binds is told loosely; the day it was moved from is not
    if parties is None:
        return 0.0
    if one_day:
        day = 2.0 if a.due == b.due else 1.5
        sure = (
            alike >= _needed(a, b, parties)
            or _plain_ultimatum(a, b, parties)
            or (a.due == b.due and _told_in_passing(a, b, parties))
        )
    elif moved:
        day = 1.0
        sure = alike >= _needed(a, b, parties) or (not told_twice and _plain_move(a, b, parties))
    else:
        day = 0.5
        sure = parties > 0 and alike >= 2 * ALIKE
    return day + alike + 0.5 * parties if sure else 0.0


def _told_in_passing(a: Duty, b: Duty, parties: int) -> bool:
    """Whether one is only mentioned, with its day and one of its parties, or in a sentence that tells the other's duty."""
    if {a.deadline.kind, b.deadline.kind} == _OPPOSITES or not (parties or a.scene & b.scene):
        return False
    if (a.bare or b.bare) and parties:
        return True
    return max(_held(a.words, b.scene), _held(b.words, a.scene)) >= (2 * ALIKE if parties else ALIKE_IN_SCENE)


def _held(words: frozenset[str], scene: frozenset[str]) -> float:
    """Share of what must be done that a sentence tells; nothing is told by one word alone."""
    return shared(words, scene) if 1 < len(words) <= len(scene) else 0.0


def _needed(a: Duty, b: Duty, parties: int) -> float:
    """How alike two facts must be: more where one thing ends as another begins, or where no party is told."""
    if {a.deadline.kind, b.deadline.kind} == _OPPOSITES:
        return 2 * ALIKE
    return ALIKE if parties else ALIKE_ALONE


def _from_its_very_day(a: Duty, b: Duty) -> bool:
    """Whether one names the very day of the other as the day it was moved from, in another article and of no other number."""
    if a.item.told.revision == b.item.told.revision or numbered_apart(
        a.deadline.quote.text, b.deadline.quote.text
    ):
        return False
    return a.due in (b.old,) or b.due in (a.old,)


def _plain_move(a: Duty, b: Duty, parties: int) -> bool:
    """One names as its old day the very day of the other, and the parties agree: moved, however it is worded."""
    if a.due not in (b.old,) and b.due not in (a.old,):
        return False
    if {a.deadline.kind, b.deadline.kind} == _OPPOSITES:
        return False
    return parties == 2 or (parties == 1 and all(is_described(d.deadline.addressee) for d in (a, b)))


def may_belong_to(vague: Duty, exact: Duty) -> bool:
    """Whether a fact without a due day, or one that moves a day without naming the old one, may mean `exact`."""
    if not vague.belongs or not exact.exact or vague.item.told.revision == exact.item.told.revision:
        return False
    assert exact.due is not None
    if vague.due is not None and not _moves_silently(vague, exact):
        return False
    lately = -1 <= (vague.told - exact.told).days <= MEMORY_DAYS
    if not lately and abs((exact.due.last - vague.told).days) > DUE_DAYS:
        return False
    parties = agreement(vague, exact)
    if parties is None:
        return False
    if not parties:
        return bool(vague.amounts & exact.amounts) and likeness(vague, exact) >= ALIKE
    described = is_described(exact.deadline.addressee)
    if likeness(vague, exact) >= ALIKE or (vague.outcome and parties == 2 and described):
        return True
    return vague.outcome and vague.due is None and _held(exact.words, vague.scene) >= 2 * ALIKE


def _moves_silently(vague: Duty, exact: Duty) -> bool:
    """Whether `vague`, which may belong to another, tells the day to which `exact` was moved."""
    if vague.due is None or exact.due is None:
        return False
    if (vague.deadline.kind in _PROMISED) is not (exact.deadline.kind in _PROMISED):
        return False  # that somebody puts off what was promised moves no day of a law or a permit
    if not vague.exact:
        return vague.due.overlaps(exact.due)
    if vague.deadline.status is DeadlineStatus.EXTENDED or _is_set_anew(vague, exact):
        return exact.due.last < vague.due.first
    return vague.deadline.status is DeadlineStatus.BROUGHT_FORWARD and exact.due.first > vague.due.last


def _is_set_anew(later: Duty, earlier: Duty) -> bool:
    """Whether a day is told as another one than before, for the same people and the same thing to be done."""
    if later.deadline.status is not DeadlineStatus.SET or not later.renewed or later.told < earlier.told:
        return False
    return bool(agreement(later, earlier)) and likeness(later, earlier) >= 2 * ALIKE


def elaborates(later: Duty, earlier: Duty) -> bool:
    """Whether one article says that a day moved and, hardly a sentence on, to which: "gave it more time. It now has until …"."""
    if later.deadline.revision != earlier.deadline.revision or not (later.exact and later.renewed):
        return False
    if earlier.due is not None or earlier.deadline.status not in MOVED:
        return False
    gap = later.deadline.quote.span.start - earlier.deadline.quote.span.end
    return -NEXT_SENTENCE <= gap <= NEXT_SENTENCE and agreement(later, earlier) is not None


def closeness(vague: Duty, exact: Duty) -> tuple[object, ...]:
    """Sorts the deadlines that a vague fact may belong to, the likeliest first."""
    assert exact.due is not None
    alike = max(likeness(vague, exact), shared(vague.quoted, exact.words))
    return (
        -round(alike, 3),
        -(agreement(vague, exact) or 0),
        abs((exact.due.last - vague.told).days),
        exact.order,
    )


def may_be_one_duty(a: Duty, b: Duty) -> bool:
    """Whether two facts without a due day that belong to no dated one tell the same undated duty."""
    if a.due is not None or b.due is not None or a.item.told.revision == b.item.told.revision:
        return False
    if abs((a.told - b.told).days) > MEMORY_DAYS:
        return False
    return bool(agreement(a, b)) and likeness(a, b) >= 2 * ALIKE


def is_rewording(a: Duty, b: Duty) -> bool:
    """Whether they are one sentence in two revisions of an article that follow each other."""
    if a.deadline.article != b.deadline.article or abs(a.item.told.number - b.item.told.number) != 1:
        return False
    both = a.quoted | b.quoted
    return agreement(a, b) is not None and len(a.quoted & b.quoted) >= SAME_WORDS * len(both) > 0


def party_keys(duty: Duty) -> frozenset[str]:
    """Keys under which facts of the same parties meet: the named ones with their states, words that describe others.

    An amount told is a key as well: "the 100% tariff" needs no parties.
    """
    keys: set[str] = set()
    for party in (duty.deadline.setter, duty.deadline.addressee):
        if party is not None:
            keys |= members_of(party) | describing(party)
            keys |= {f"state:{state}" for state in actor_of(party).states}
    return frozenset(keys | duty.amounts)


def _described_in(party: Party | None, other: Duty) -> bool:
    """Whether the words that describe a party stand in the quote of `other`, whatever it takes for its addressee."""
    return (
        is_described(party)
        and party is not None
        and bool(describing(party) & {grade(w) for w in other.quoted})
    )


def _plain_ultimatum(a: Duty, b: Duty, parties: int) -> bool:
    """One party's ultimatum to another for one day is one, however its demand is worded."""
    return parties == 2 and a.due == b.due and a.deadline.kind in _ULTIMATA and b.deadline.kind in _ULTIMATA


def _moved(later: Duty, earlier: Duty) -> bool:
    assert earlier.due is not None
    if later.old is None:
        return False
    return later.old.overlaps(earlier.due) or (
        earlier.old is not None and later.old == earlier.old and later.due == earlier.due
    )
