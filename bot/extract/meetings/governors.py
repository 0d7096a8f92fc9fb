"""What governs an encounter: the words above it, nearest first, up to the verb of its clause, and what each makes of it.

An encounter took place only where no word above it makes it wished for, offered, prepared, feared or lacking: "held talks",
but "voiced interest in talks", "efforts to restart talks", "without meeting her".
"""

from __future__ import annotations

import re

from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind
from bot.model.facts import MeetingStatus

S = MeetingStatus


def _words(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(stems.split())})", re.IGNORECASE)


_LACKING = _words(r"without lack lacking absence instead vain")
# "Their failure to attend a meeting", "her refusal to see them".
_NOT_DONE = {
    **dict.fromkeys("failure failures inability unable".split(), S.DENIED),
    **dict.fromkeys("refusal reluctance unwillingness unwilling".split(), S.REFUSED),
}
_WISHED = _words(
    r"wish(?:es|ed|ing)? desires? desired desirous eager eagerness keen anxious long(?:ed|s|ing)? yearn\w* "
    r"hop(?:e|es|ed|ing) see(?:k|ks|king) sought request(?:s|ed|ing)? demand(?:s|ed|ing)? appeal(?:s|ed|ing)? propos(?:e|es|ed|ing|als?) "
    r"offer(?:s|ed|ing)? urg(?:e|es|ed|ing) lobb(?:y|ied|ying) invit(?:e|es|ed|ing|ations?) pleas? suggest(?:s|ed|ing|ions?)? "
    r"efforts? attempt(?:s|ed|ing)? tr(?:y|ies|ied|ying) bid endeavou?r\w* push(?:es|ed|ing)? press(?:es|ed|ing)? need(?:s|ed)? "
    r"want(?:s|ed|ing)? dream(?:s|ed|t)? insist(?:s|ed|ing|ence)? initiative works?"
)
_POSSIBLE = _words(
    r"ready readiness willing(?:ness)? prepared open(?:ness)? free permission mandate authori[sz](?:ed|es|ation|ing) "
    r"allow(?:s|ed|ing)? permit(?:s|ted|ting)? enabl(?:e|es|ed|ing) room way door path chances? prospects? possibilit(?:y|ies) "
    r"opportunit(?:y|ies) likelihood odds potential ideas? notion options? scope consider(?:s|ed|ing|ation)? mull(?:s|ed|ing)? "
    r"weigh(?:s|ed|ing)? explor(?:e|es|ed|ing) float(?:s|ed|ing)? favou?r(?:s|ed|ing)? speculation fear(?:s|ed|ing)? afraid "
    r"warn(?:s|ed|ing)? against risks? danger wary (?:pre)?conditions? conditional event importance necessity value question(?:s)? "
    r"support(?:s|ed|ing)? clear interest interested"
)
_PLANNED = _words(
    r"plan(?:s|ned|ning)? prepar(?:e|es|ing|ations?) arrang(?:e|es|ing|ements?) schedul(?:e|es|ing) foresee\w* envisag\w+ "
    r"aim(?:s|ed|ing)? intend(?:s|ed|ing)? intention meant pledg(?:e|es|ed|ing) promis(?:e|es|ed|ing) commit(?:ted|ment|ments)? "
    r"roadmap agreements?"
)
# "Barred from talks", "kept out of the meeting": somebody else's refusal.
_SHUT_OUT = _words(
    r"barr(?:ed|ing) bars? bann?(?:ed|ing)? block(?:s|ed|ing)? prevent(?:s|ed|ing)? prohibit(?:s|ed|ing)? exclud(?:e|es|ed|ing) "
    r"kept keeps? shut locked froze frozen left disinvited uninvited"
)
_AVOIDED = _words(
    r"avoid(?:s|ed|ing)? dodg(?:e|es|ed|ing) evad(?:e|es|ed|ing) duck(?:s|ed|ing) sidestep\w* eschew\w* shun(?:s|ned|ning)?"
)
_TO_BRING_ABOUT = frozenset(
    "secure get win obtain arrange set land hold bring agree organise organize".split()
)
# Verbs that bring others together: an encounter once they have, an aim while they still are "to" do so.
_BRINGING = _words(r"facilitate mediate broker encourage promote foster revive")
_TIME_BETWEEN = frozenset("after following during since upon amid at before until despite".split())
_ADJUNCT = frozenset("in at on over by through via from into".split())
_ENDS = frozenset(
    ": ; . — – ( ) , who which where because although though while whereas when as".split()
) | frozenset(("that", "whether", "if", "unless"))
_MAX_WORDS = 14
_WITH_AN_AIM = frozenset("open clear room way path door event".split())


def governed_as(row: Row, at: int) -> MeetingStatus | None:
    """The weakest status that the words above the encounter told at `at` leave it; None when they take nothing away."""
    if row.finite(at) and row.word(at - 1) != "to":
        return None
    found: MeetingStatus | None = None
    for j in _above(row, at):
        status = _status_of(row, j, at)
        if status is S.DENIED:
            return status
        if status is not None and (found is None or found is S.PLANNED):
            found = status
    return found


def _status_of(row: Row, j: int, at: int) -> MeetingStatus | None:
    word = row.word(j)
    if _LACKING.fullmatch(word):
        return S.DENIED
    following = row.word(j + 1)
    if word in _NOT_DONE and following == "to":
        return _NOT_DONE[word]
    if _AVOIDED.fullmatch(word) or (_SHUT_OUT.fullmatch(word) and _is_shut_out(row, j)):
        return S.REFUSED
    if word.startswith("fail") and following == "to" and row.word(j + 2) in _TO_BRING_ABOUT:
        return S.DENIED
    if word == "way" and following == "to":
        return S.PLANNED
    if word == "forward" and following == "to":
        return S.POSSIBLE  # "looked forward to meeting"
    if (word.startswith("press") and following in ("ahead", "on")) or (
        word in _WITH_AN_AIM and following not in ("to", "for", "of")
    ):
        return None  # "pressed ahead with talks", "open a fifth round"
    if word == "room" and following == "to":
        return None  # "left the room to telephone her"
    if word in _SPARED and at - j < 6:
        return S.DENIED
    if (word in _TALKED_OF and following in ("of", "about") and _indefinite(row, j + 2)) or (
        word in _RELIED and following in ("on", "upon")
    ):
        return S.POSSIBLE
    if word in _ENTERED and following in ("in", "up", "a", "an", "another"):
        return S.PLANNED
    if _WISHED.fullmatch(word):
        return S.REQUESTED
    if _POSSIBLE.fullmatch(word):
        return S.POSSIBLE
    if _PLANNED.fullmatch(word):
        return S.PLANNED
    if _BRINGING.fullmatch(word) and row.word(j - 1) == "to":
        return S.POSSIBLE
    if word == "called" and following in ("a", "an", "another", "the") and _is_set(row, j, at):
        return S.PLANNED
    return None


def _is_shut_out(row: Row, j: int) -> bool:
    """ "Barred from", "kept out of", "excluded him from"; "left for" and "kept talking" shut nobody out."""
    behind = [row.word(k) for k in range(j + 1, j + 4)]
    if row.word(j) in ("left", "shut", "locked", "frozen", "froze"):
        return behind[:2] == ["out", "of"]
    return behind[:2] == ["out", "of"] or "from" in behind[:2]


_SPARED = frozenset("spared missed evaded escaped".split())
_TALKED_OF = frozenset(
    "talk talks talked talking speak speaks spoke spoken speaking think thinks thought thinking joke jokes joked joking word".split()
)
_RELIED = frozenset(
    "count counts counted counting bank banks banked banking bet bets betting rely relies relied relying gamble gambling set sets".split()
)
_ENTERED = frozenset("pencilled penciled pencilling lined lining diarised booked books".split())


def _indefinite(row: Row, at: int) -> bool:
    """ "Spoke of [a] summit", "talked about [more] talks"; "spoke of [her] meeting" speaks of one that was."""
    return row.word(at) in ("a", "an", "another", "more", "fresh", "new", "further", "possible", "future")


def _is_set(row: Row, j: int, at: int) -> bool:
    """ "Called a meeting", "called the meetings last week" set one; "called the talks useful" describes some."""
    after = row.nodes[at + 1] if at + 1 < len(row.nodes) else None
    return row.word(j + 1) != "the" or (after is not None and after.kind is Kind.TIME)


def _above(row: Row, at: int) -> list[int]:
    """Words above the encounter at `at`, nearest first, up to and with the finite verb of its clause."""
    out: list[int] = []
    j = at - 1
    while j >= 0 and at - j <= _MAX_WORDS:
        node = row.nodes[j]
        word = node.word
        if word == "by" and row.word(j - 1) == "followed":
            j -= 2  # "foresees two rounds followed by a summit": as firm as what it follows
            continue
        if word == "and" and row.word(j - 1) in ("try", "tries"):
            j -= 1
            continue  # "is told to try and hold a meeting"
        if word in _ENDS or (word in ("and", "or", "but") and _past_verb(row, j, out)):
            break
        if word in _TIME_BETWEEN:
            break
        if word in _ADJUNCT and _status_of(row, j - 1, at) is None:
            break  # "agreed in talks": the verb's own reality
        if word in ("against", "without") or (node.kind is Kind.WORD and word not in lex.PREPOSITIONS):
            out.append(j)
            if row.finite(j) and row.word(j - 1) != "to" and row.word(j - 2) not in ("try", "tries"):
                break
        elif (
            node.party
            and row.word(j - 1) not in lex.PREPOSITIONS
            and out
            and _status_of(row, out[-1], at) is not None
        ):
            break  # the subject of what was found
        j -= 1
    return out


def _past_verb(row: Row, conjunction: int, out: list[int]) -> bool:
    """Whether a verb of its own stands between a conjunction and the encounter: "voiced hope and [had] encounters"."""
    return any(row.finite(j) for j in out if j > conjunction)
