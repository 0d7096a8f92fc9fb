"""The parties that hang on a noun of encounter: "with B", "between A and B", "chaired by C", "talks to buy B"."""

from __future__ import annotations

import re

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row
from bot.extract.meetings.nodes import Kind, noun_like
from bot.extract.meetings.relatives import relative_parties
from bot.extract.meetings.seats import Group, group_right
from bot.extract.meetings.sightings import is_press, party_from
from bot.model.facts import Role


def noun_parties(doc: Document, row: Row, at: int) -> tuple[list[Group], list[Role | None], int]:
    """Parties that hang on the noun: "with B", "between A and B", "of the two leaders", "mediated by C"."""
    groups: list[Group] = []
    roles: list[Role | None] = []
    j, end = at + 1, at + 1
    hearing = row.word(at) in ("hearing", "hearings")
    while j < len(row.nodes) and j - end < 10:
        word = row.word(j)
        if word in ("before", "after") and row.word(j + 1).endswith("ing"):
            break  # "a cabinet meeting on Tuesday before speaking with B": the next thing, with its own people
        if word == "between" and j > at + 1 and not groups and _of_other_noun(row, at, j):
            break  # "the next round of talks, and relations between A and B"
        called = word == "from" and row.word(at) in ("call", "calls", "visit", "invitation")
        if (
            word in ("with", "between", "among", "of", "involving", "to")
            or called
            or (hearing and word == "before")
            or (word == "together" and groups)
        ):
            first = party_from(row, j + 1)
            if (
                first is not None
                and not (word == "to" and row.word(at) not in ("call", "calls", "visit", "audience"))
                and not is_press(row, first)
            ):
                group = group_right(row, first, closed=word in ("between", "among", "of"))
                if word == "of" and _only_describes(row, group):
                    break  # "a summit of the Ocean Cooperation forum": the forum is who holds it
                if word == "of" and _BESIDE & set(row.mask(at + 1, j).split()):
                    j = group.end  # "talks on the sidelines of a summit of the Danube League"
                    continue
                if groups and row.word(j - 1) == "," and row.word(group.end) in _LATER:
                    break  # "talks between A and B, with C joining a day later"
                if (
                    word != "of"
                    or _can_meet(row, group)
                    or row.word(group.end) == "with"
                    or _attended(row, at)
                    or hearing
                ):
                    groups.append(group)
                    roles.append(None)
                    j = end = group.end
                    continue
            if word in ("with", "between"):
                break
        if word == "," and not groups and (closed := _aside_closes(row, j)) is not None:
            j = closed
            continue
        if (
            word == ","
            and not groups
            and row.word(j + 1) not in _AFTER_COMMA
            and row.nodes[j + 1 : j + 2]
            and not row.nodes[j + 1].when
        ):
            break  # "during the meeting, issues of the two countries"
        going_on = row.word(j + 1).endswith("ing") and row.word(j + 1) not in lex.NOUNS
        if word == "and" and not groups and (row.finite(j + 1) or going_on):
            break  # "the cancelled summit and blaming it on relations with B"
        feted = _feted(row, at, j)
        if feted is not None:
            groups.append(feted)
            roles.append(Role.VISITOR)
            j = end = feted.end
            continue
        led = j - 2 if row.word(j - 1) in ("jointly", "together", "also") else j - 1
        if word == "by" and row.word(led) in (
            "mediated",
            "brokered",
            "hosted",
            "chaired",
            "led",
            "facilitated",
            "attended",
            "moderated",
            "given",
            "co-hosted",
            "organised",
            "organized",
            "convened",
            "co-chaired",
        ):
            first = party_from(row, j + 1)
            if first is not None:
                group = group_right(row, first)
                groups.append(group)
                roles.append(_BY_ROLES[row.word(led)])
                j = end = group.end
                continue
        passive = word in ("was", "were", "been", "be", "had", "has", "have") and any(
            row.word(k) in _BY_ROLES and "by" in (row.word(k + 1), row.word(k + 2)) for k in (j + 1, j + 2)
        )
        passive = passive or (word in ("was", "were") and row.word(j + 1) in ("held", "chaired", "led"))
        passive = passive or (word == "held" and row.word(j - 1) in ("was", "were"))
        if word == "of" and row.word(j - 1) in ("chairmanship", "leadership", "mediation", "auspices"):
            first = party_from(row, j + 1)
            if first is not None:
                group = group_right(row, first)
                groups.append(group)
                roles.append(_UNDER[row.word(j - 1)])
                j = end = group.end
                continue
        first = party_from(row, j + 1) if word in ("through", "via") else None
        if first is not None and _MEDIATING.search(row.nodes[first].word):
            group = group_right(row, first)
            groups.append(group)
            roles.append(Role.MEDIATOR)
            j = end = group.end
            continue
        if j > at + 1 and groups and word in lex.NOUNS and row.nodes[j].kind is Kind.WORD:
            break  # "lunch with A and a longer talk with B"
        if (row.finite(j) and row.word(j) not in _BY_ROLES and not passive) or word in (
            ";",
            ":",
            ".",
            "—",
            "–",
        ):
            break
        if word in lex.RELATIVES or (row.nodes[j].party and row.word(j - 1) not in lex.PREPOSITIONS):
            break
        j += 1
    if not groups and (target := _bought(row, at)) is not None:
        return [Group((target,), target, target + 1)], [None], target + 1
    related, behind = relative_parties(row, end)
    if related:
        return [*groups, *related], [*roles, *(None for _ in related)], behind
    return groups, roles, end


_BESIDE = frozenset("sidelines sideline margins margin fringes".split())


def _aside_closes(row: Row, comma: int) -> int | None:
    """Where "between" follows the comma that closes an aside of a few words: "held in the capital, Amman, between A and B"."""
    close = next((k for k in range(comma + 1, min(comma + 5, len(row.nodes))) if row.word(k) == ","), None)
    return close + 1 if close is not None and row.word(close + 1) in ("between", "among") else None


def _only_describes(row: Row, group: Group) -> bool:
    """Whether one named body or state stands before a noun that it only describes: "of the Ocean Cooperation [meeting]"."""
    nodes = [row.nodes[member] for member in group.members]
    if len(nodes) != 1 or nodes[0].generic or group.end >= len(row.nodes):
        return False
    behind = row.nodes[group.end]
    return behind.kind is Kind.WORD and not behind.capital and (behind.word in lex.NOUNS or noun_like(behind))


def _of_other_noun(row: Row, at: int, between: int) -> bool:
    """Whether "between" follows another noun that "and" joined to that of the encounter, or a second encounter's."""
    before = row.word(between - 1)
    other = row.nodes[between - 1].kind is Kind.WORD and (
        before in lex.NOUNS or noun_like(row.nodes[between - 1])
    )
    return other and any(row.word(k) == "and" for k in range(at + 1, between - 1))


_AFTER_COMMA = frozenset(
    """with between among involving hosted chaired mediated brokered led attended facilitated moderated given co-hosted organised organized
    convened co-chaired which that both together in on at under and though first second third or the its held planned due scheduled""".split()
)
FEASTS = frozenset("breakfast lunch luncheon dinner supper banquet iftar tea reception".split())
_HONOUR = frozenset("honour honor".split())


def _feted(row: Row, at: int, j: int) -> Group | None:
    """Those for whom a dinner is given: "in honour of B", "in B's honour", "a dinner for B"."""
    if row.word(at) not in FEASTS or row.word(j) not in ("in", "for"):
        return None
    first: int | None
    if row.word(j) == "for":
        first = party_from(row, j + 1)
        return (
            group_right(row, first)
            if first is not None and row.nodes[first].people and not is_press(row, first)
            else None
        )
    if row.word(j + 1) in _HONOUR and row.word(j + 2) == "of":
        first = party_from(row, j + 3)
        return group_right(row, first) if first is not None else None
    for owner in range(j + 1, min(j + 4, len(row.nodes) - 1)):
        if row.nodes[owner].possessive and row.word(owner + 1) in _HONOUR:
            return Group((owner,), owner, owner + 2)
    return None


_LATER = frozenset("joining expected due".split())


_DEALS = re.compile(
    r"^(?:T )?(?:(?:about|on|over|to|for|aimed at) )?(?:possibly |potentially |jointly )?(?:buy|buying|acquir\w+|take over|taking over|"
    r"purchas\w+|merg\w+ with|combin\w+ with|sell [^,;.]{0,30}? to|invest\w* in|partner\w* with|(?:a|an|its|the) (?:\w+ )?(?:merger|tie-up|"
    r"takeover|partnership|alliance|combination|joint venture|deal) (?:with|of)) (?:\w+ ){0,4}?(?=P\b(?!'s))"
)


def _bought(row: Row, at: int) -> int | None:
    """The other side of "talks to buy Brentco", "talks about a merger with Brentco"."""
    if row.word(at) not in ("talks", "negotiations", "discussions"):
        return None
    match = _DEALS.match(row.mask(at + 1, at + 16))
    if match is None:
        return None
    first = at + 1 + len(match.group().split())
    return first if first < len(row.nodes) and row.nodes[first].party else None


_MEDIATING = re.compile(r"\bmediat|intermediar|go-between|broker")


_UNDER: dict[str, Role | None] = {
    "chairmanship": Role.CHAIR,
    "leadership": Role.CHAIR,
    "mediation": Role.MEDIATOR,
    "auspices": None,
}


_BY_ROLES: dict[str, Role | None] = {
    "mediated": Role.MEDIATOR,
    "brokered": Role.MEDIATOR,
    "facilitated": Role.MEDIATOR,
    "hosted": Role.HOST,
    "given": Role.HOST,
    "co-hosted": Role.HOST,
    "organised": Role.HOST,
    "organized": Role.HOST,
    "convened": Role.HOST,
    "co-chaired": Role.CHAIR,
    "chaired": Role.CHAIR,
    "moderated": Role.CHAIR,
    "led": None,
    "attended": None,
}


_ATTENDING = frozenset(
    "attended attends attend participated participates addressed addresses chaired chairs joined presided".split()
)


def _attended(row: Row, at: int) -> bool:
    """Whether somebody goes to the meeting of a body: "addressed a meeting of the council"."""
    return any(
        row.word(j) in _ATTENDING or row.mask(j, j + 2) == "took part" for j in range(max(0, at - 9), at)
    )


def _can_meet(row: Row, group: Group) -> bool:
    """ "a meeting of the two leaders": several parties, or a group of people."""
    nodes = [row.nodes[m] for m in group.members]
    return len(nodes) > 1 or len(nodes[0].parties) > 1 or nodes[0].people
