"""Whose verb it is: the subject of a verb group, found by walking left over a row of nodes."""

from __future__ import annotations

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.seats import Group, group_left, group_right, plural_people

_RULED = frozenset("rule rules ruled ruling".split())


def chain_start(row: Row, verb: int) -> int:
    """First node of the verb group that ends at `verb`: auxiliaries, adverbs, "had been due to", "no reason to"."""
    i, following = verb - 1, row.word(verb)
    while i >= 0:
        node = row.nodes[i]
        word = node.word
        if node.kind is Kind.TIME:
            i -= 1
            continue
        if word == "," and row.word(i - 1) in _ASIDES and row.word(i - 2) == ",":
            i -= 3  # "he will, however, meet B"
            continue
        if node.kind is not Kind.WORD:
            break
        if word in lex.AUXILIARIES or word.endswith("n't"):
            following = word
        elif word == "out" and row.word(i - 1) in _RULED:
            i, following = i - 1, row.word(i - 1)  # "has ruled out meeting B"
        elif (
            word in lex.ADVERBS
            or word.endswith("ly")
            or (word in lex.PREPOSITIONS and i + 1 < verb and row.nodes[i + 1].kind is Kind.TIME)
        ):
            pass
        elif word in lex.CONTROL and (
            following in ("to", "in", "forward", "about") or following.endswith("ing")
        ):
            following = word
        elif following == "to" and word in _CONTROL_NOUNS:
            j = i - 1
            while j >= 0 and row.word(j) in _NOUN_LEADS:
                j -= 1
            if j < 0 or row.nodes[j].kind is not Kind.WORD or not row.finite(j):
                break
            i, following = j, row.word(j)
        elif (
            following in _CONTROL_NOUNS
            or following == "longer"
            or (following == "to" and word == "any")
            or (
                word == "and"
                and row.word(i - 1) in lex.AUXILIARIES | lex.ADVERBS
                and following in lex.ADVERBS
            )
        ):
            pass
        else:
            break
        i -= 1
    return i + 1


_ASIDES = frozenset("however though instead meanwhile nevertheless therefore too indeed".split())
_CONTROL_NOUNS = frozenset(
    """plan plans intention reason wish desire readiness willingness chance offer invitation request proposal interest
    need hope refusal promise decision agreement""".split()
)
_NOUN_LEADS = frozenset(
    "a an the no any his her its their good any firm immediate clear further of strong".split()
)


def subject_of(row: Row, at: int, depth: int = 0) -> Group | None:
    """The subject of a verb group that starts at node `at`, walking left; None when none is found."""
    i = at - 1
    if depth > 4 or i < 0:
        return None
    node = row.nodes[i]
    word = node.word
    if (described := _restricted(row, i)) is not None:
        return group_left(row, described)
    if (company := _with_company(row, i)) is not None:
        return company
    if node.party:
        if row.word(i - 1) in lex.PREPOSITIONS and i >= 2:
            owner = _before_phrase(row, i - 1)
            if owner is not None:
                return owner
        return group_left(row, i)
    if word in ("while", "when") and row.word(at).endswith("ing"):
        return _main_clause(row, i, at, depth)
    if word in lex.RELATIVES or word == "that":
        return _antecedent(row, i)
    if word in (",", ")", "–", "—", "-"):
        if (listed := _list_before(row, i)) is not None:
            return listed
        if (told := _listing_relative(row, i)) is not None:
            return group_left(row, told)
        opened = _insert_opening(row, i)
        if opened is not None and opened > 0 and row.nodes[opened - 1].party:
            return group_left(row, opened - 1)
        related = _relative_closed(row, i)
        if related is not None:
            return group_left(row, related)
        if row.word(i - 1) in lex.CONJUNCTIONS:
            return _shared(row, i - 1, depth)
        if opened is not None:
            return subject_of(row, opened, depth + 1)
        return _shared(row, i, depth)
    if word in lex.CONJUNCTIONS or word == "then":
        return _shared(row, i, depth)
    if row.finite(i) and row.word(at).endswith("ing"):
        return subject_of(row, chain_start(row, i), depth + 1)
    if (spent := _spent(row, at)) is not None:
        return subject_of(row, chain_start(row, spent), depth + 1)
    if word == "of" and i > 1 and row.nodes[i - 1].party and row.word(i - 2) in _BLAMING:
        return group_left(row, i - 1)  # "A accused B of meeting C"
    if word in lex.PREPOSITIONS:
        return _main_clause(row, i, at, depth)
    if node.kind is Kind.TIME or word in lex.ADVERBS:
        return subject_of(row, i, depth + 1)
    aim = any(row.word(k) == "to" for k in range(at, min(at + 4, len(row.nodes))))
    if aim and node.kind is Kind.WORD and not row.finite(i):
        for j in range(i, -1, -1):
            if row.finite(j):
                return subject_of(row, chain_start(row, j), depth + 1)
            if row.nodes[j].kind is not Kind.WORD:
                break
    if (led := _before_company(row, i)) is not None:
        return led
    if node.kind is Kind.WORD and i > 0 and not row.finite(i):
        phrase = _before_phrase_end(row, i)
        if phrase is not None:
            return phrase
    return None


def _spent(row: Row, at: int) -> int | None:
    """ "spent" in "spent the day meeting B"; None where no time is spent."""
    if not row.word(at).endswith("ing"):
        return None
    return next((j for j in range(at - 1, max(at - 6, -1), -1) if row.word(j) in ("spent", "spend")), None)


_BLAMING = frozenset("accused accuses accusing suspected suspects suspecting".split())


def _relative_closed(row: Row, comma: int) -> int | None:
    """The party before "who was visiting Israel," that the verb behind the comma has as subject."""
    for j in range(comma - 1, max(comma - 30, 0), -1):
        if row.word(j) in ("who", "which") and row.nodes[j - 1].party:
            return j - 1
        if row.word(j) in (",", ";", ":"):
            return None
    return None


def _with_company(row: Row, last: int) -> Group | None:
    """A and B before the verb of "A, along with B, met C", where the insertion ends at `last`."""
    for j in range(last - 1, max(last - _LONGEST_LISTING, 1), -1):
        if row.finite(j) or row.word(j) in (";", ":"):
            return None
        if row.word(j) in ("along", "together") and row.word(j + 1) == "with" and row.word(j - 1) == ",":
            first = next((k for k in range(j + 2, min(j + 5, last + 1)) if row.nodes[k].party), None)
            if first is None or not row.nodes[j - 2].party:
                return None
            led, beside = group_left(row, j - 2), group_right(row, first)
            return Group((*led.members, *beside.members), led.start, max(last, beside.end))
    return None


def _listing_relative(row: Row, comma: int) -> int | None:
    """The party before ", who speaks for A, B and C," where the relative clause holds commas of its own and closes at `comma`."""
    for j in range(comma - 2, max(comma - _LONGEST_LISTING, 0), -1):
        word = row.word(j)
        if word in (";", ":"):
            return None
        if word == "," and row.finite(j + 1):
            return None  # another verb follows its own insertion
        if word in ("who", "which"):
            held = any(row.word(k) == "," for k in range(j + 1, comma))
            own = any(row.finite(k) for k in range(j + 1, min(j + 5, comma)))
            opened = row.word(j - 1) == "," and row.nodes[j - 2].party
            return j - 2 if held and own and opened else None
    return None


_LONGEST_LISTING = 36  # nodes


def _restricted(row: Row, last: int) -> int | None:
    """The party before "who is on a visit to Norvia", "that speaks for the pilots": a relative clause without commas that ends at `last`."""
    for j in range(last - 1, max(last - _LONGEST_RELATIVE, 0), -1):
        word = row.word(j)
        if word in ("who", "which", "that"):
            verb = j + 1
            while row.word(verb) in lex.AUXILIARIES or row.word(verb) in lex.ADVERBS:
                verb += 1
            own = verb > j + 1 or row.finite(verb) or (word == "that" and _present_tense(row, verb))
            later = any(row.finite(k) for k in range(verb + 1, last + 1))
            return j - 1 if own and not later and row.nodes[j - 1].party and verb <= last else None
        if row.nodes[j].kind is Kind.MARK:
            return None
    return None


_LONGEST_RELATIVE = 12  # nodes


def _present_tense(row: Row, at: int) -> bool:
    """Whether a word looks like a verb of the third person: "represents"."""
    word = row.word(at)
    plain = at < len(row.nodes) and row.nodes[at].kind is Kind.WORD and not row.nodes[at].capital
    return plain and len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us"))


def _list_before(row: Row, comma: int) -> Group | None:
    """The names between "European leaders, among them" and the comma before the verb."""
    if comma < 4 or not row.nodes[comma - 1].party:
        return None
    group = group_left(row, comma - 1)
    k = group.start - 1
    opened = row.word(k) in ("including", "among", "them", "as", ":", *_DASHES)
    opened = opened or any(row.word(n) in _DASHES for n in range(group.start, comma))
    opened = opened or (row.word(k) == "," and k > 0 and plural_people(row.nodes[k - 1]))
    return group if len(group.members) > 1 and opened else None


def _before_phrase(row: Row, preposition: int) -> Group | None:
    """The party before ", in Kyiv" or "of Belarus" that the verb really has as subject."""
    if row.word(preposition) not in ("in", "of", "at", "from", "near", "on", "for", "outside", "inside"):
        return None
    j = preposition - 1
    if j >= 0 and row.word(j) == ",":
        j -= 1
    if j >= 0 and row.nodes[j].party:
        return group_left(row, j)
    return None


def _before_company(row: Row, i: int) -> Group | None:
    """Those before ", accompanied by a large staff" that no comma closes."""
    for j in range(i, max(i - 9, 2), -1):
        if (
            row.word(j) == "by"
            and row.word(j - 1) in ("accompanied", "joined", "flanked")
            and row.word(j - 2) == ","
        ):
            return group_left(row, j - 3) if row.nodes[j - 3].party else None
        if row.word(j) in (",", ";", ":") or row.finite(j):
            return None
    return None


def _before_phrase_end(row: Row, i: int) -> Group | None:
    """Over a place or manner between subject and verb: "Putin in the Kremlin met"."""
    j = i
    while j > 0 and i - j < 5 and row.nodes[j].kind is Kind.WORD and row.word(j) not in lex.PREPOSITIONS:
        if row.finite(j):
            return None
        j -= 1
    if row.word(j) in lex.PREPOSITIONS and j > 0 and row.nodes[j - 1].party:
        return group_left(row, j - 1)
    return None


def _antecedent(row: Row, relative: int) -> Group | None:
    j = relative - 1
    while j >= 0 and (row.word(j) in (",", "both", "all", "of", "(") or row.nodes[j].kind is Kind.TIME):
        j -= 1
    if j >= 0 and row.nodes[j].party:
        return group_left(row, j)
    return None


def _insert_opening(row: Row, close: int) -> int | None:
    """The mark that opens the insertion closed by the mark at `close`: ", who ... ," or "( ... )"."""
    before = range(close - 1, max(close - 40, -1), -1)
    if row.word(close) == ")":
        return next((j for j in before if row.word(j) == "("), None)
    if row.word(close) in _DASHES and (dash := [j for j in before if row.word(j) in _DASHES]):
        return dash[0]
    for j in before:
        word = row.word(j)
        if word in (",", "–", "—") and j + 1 < close:
            return j
        if word in (";", ":", "."):
            return None
    return None


_DASHES = frozenset("–—-")


def _shared(row: Row, conjunction: int, depth: int) -> Group | None:
    """The subject of the verb before "and then ...": verbs joined by a conjunction share it."""
    tries = 0
    for j in range(conjunction - 1, -1, -1):
        word = row.word(j)
        if word in (";", ":"):
            return None
        if row.finite(j) or (word in lex.VERBS and row.nodes[j].kind is Kind.WORD and _verb_like(row, j)):
            if _inside_relative(row, j, conjunction):
                continue
            found = subject_of(row, chain_start(row, j), depth + 1)
            tries += 1
            if found is not None or tries == _MOST_VERBS:
                return found
    return None


def _verb_like(row: Row, at: int) -> bool:
    return row.word(at - 1) in lex.AUXILIARIES or (at + 1 < len(row.nodes) and row.nodes[at + 1].party)


def _inside_relative(row: Row, verb: int, end: int) -> bool:
    """Whether `verb` stands in a ", who ... ," that closes before `end`."""
    start = chain_start(row, verb) - 1
    if row.word(start) in ("who", "which") and row.word(start - 1) == ",":
        return any(row.word(k) == "," for k in range(verb + 1, end))
    return False


def _main_clause(row: Row, opener: int, at: int, depth: int) -> Group | None:
    """The subject of the clause that "after meeting X" hangs on: behind the next comma, or to its left."""
    for j in range(at, min(at + 40, len(row.nodes) - 1)):
        if row.word(j) == "," and row.nodes[j + 1].party and _verb_follows(row, j + 2):
            return group_right(row, j + 1)
    for j in _nearest_verbs(row, opener):
        found = subject_of(row, chain_start(row, j), depth + 1)
        if found is not None:
            return found
    return None


_MOST_VERBS = 3  # that are asked for their subject at each step, so that no sentence takes long


def _nearest_verbs(row: Row, before: int) -> list[int]:
    """The nearest finite verbs to the left."""
    return [j for j in range(before - 1, -1, -1) if row.finite(j)][:_MOST_VERBS]


def _verb_follows(row: Row, at: int) -> bool:
    for j in range(at, min(at + 5, len(row.nodes))):
        if row.finite(j):
            return True
        if row.word(j) in (",", ";", "."):
            return False
    return False


def main_subject(row: Row) -> Group | None:
    """The subject of the sentence's first finite verb with a party before it."""
    for j in range(1, len(row.nodes)):
        if row.finite(j):
            found = subject_of(row, chain_start(row, j))
            if found is not None:
                return found
    return None
