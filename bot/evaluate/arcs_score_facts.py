"""Figures of what is found in single articles: meetings, deadlines, pairs, statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from bot.evaluate.arcs_match import (
    Row,
    alternatives,
    choice_fits,
    days_fit,
    find_span,
    find_spans,
    match_names,
    name_fits,
    pair_up,
    quotes_of,
    same_name,
    value_fits,
)
from bot.evaluate.arcs_tally import Tally
from bot.model.text import Span

TOOK_PLACE = frozenset({"held", "ongoing"})
FIXED = frozenset({"extended", "brought_forward", "met", "missed", "withdrawn", "set", "passed"})

_Pair = tuple[str, str]


def score_facts(article: Row, predicted: Row, kind: str, tally: Tally) -> None:
    """Count the meetings or deadlines (`kind`) of one article."""
    gold = article[kind]
    mine = [fact for fact in predicted.get(kind, []) if isinstance(fact, dict)]
    scored = _scored_matches(article["text"], gold, mine, kind, tally)
    pairs = pair_up(scored)
    _count_events(article, gold, mine, kind, pairs, {j for _, _, j in scored}, tally)
    for i, j in pairs:
        _score_match(gold[i], mine[j], kind, tally)
    if kind == "meetings":
        _score_pairs(gold, mine, tally)


def score_statements(article: Row, predicted: Row, tally: Tally) -> None:
    """Count the statements of one article: recall over labelled ones, precision over those that touch a labelled one."""
    text, gold, mine = article["text"], article["statements"], predicted.get("statements", [])
    scored: list[tuple[float, int, int]] = []
    touched: set[int] = set()
    for j, statement in enumerate(mine):
        spans = find_spans(text, [statement.get("content_quote") or statement.get("quote") or ""])
        tally.add("bad quotes", not spans)
        for i, label in enumerate(gold):
            shared = _shared_chars(find_spans(text, [label["content_quote"]]), spans)
            if shared:
                speaker = name_fits(label["speaker"], statement.get("speaker") or "")
                kind = statement.get("kind") == label["kind"]
                scored.append((speaker * 2 + kind + shared / 10000, i, j))
                touched.add(j)
    right = {j for score, _, j in scored if score >= 2}
    good = {(i, j) for i, j in pair_up(scored) if name_fits(gold[i]["speaker"], mine[j].get("speaker") or "")}
    true = sum(not gold[i].get("optional") for i, _ in good)
    tally.found(
        "statements",
        true=true,
        gold=sum(not label.get("optional") for label in gold),
        predicted=true + len(touched - right),
    )
    tally.add("statements unlabelled", len(mine) - len(touched))
    for i, label in enumerate(gold):
        if not any(x == i for x, _ in good) and not label.get("optional"):
            tally.note("MISS", label["id"], "statement", label["speaker"], "|", label["content_quote"][:90])
    for i, j in good:
        _score_statement(gold[i], mine[j], tally)


def _score_statement(gold: Row, mine: Row, tally: Tally) -> None:
    name, kind, hedge = gold["id"], mine.get("kind"), mine.get("hedge")
    tally.rate("statements kind", choice_fits(gold["kind"], kind), name, gold["kind"], kind)
    tally.rate("statements hedge", bool(gold.get("hedge")) == bool(hedge), name, gold.get("hedge"), hedge)
    if kind == "said" and "said" not in alternatives(gold["kind"]):
        tally.add("upgrades")
        tally.note("UPGRADE", name, gold["kind"], "-> said")


# ---------------------------------------------------------------- events


def _scored_matches(
    text: str, gold: Sequence[Row], mine: Sequence[Row], kind: str, tally: Tally
) -> list[tuple[float, int, int]]:
    """Every labelled and predicted event that could be one, with how well they fit: the quotes overlap and some slot agrees."""
    labelled = [find_spans(text, quotes_of(fact)) for fact in gold]
    scored = []
    for j, fact in enumerate(mine):
        quotes = [fact.get("quote", ""), *fact.get("also", [])]
        tally.add("bad quotes", sum(find_span(text, quote) is None for quote in quotes))
        spans = find_spans(text, quotes)
        for i, label in enumerate(gold):
            shared = _shared_chars(labelled[i], spans)
            fit = _meeting_fit(label, fact) if kind == "meetings" else _deadline_fit(label, fact)
            if shared and fit:
                scored.append((fit + shared / 10000, i, j))
    return scored


def _shared_chars(gold: Iterable[Span], mine: Sequence[Span]) -> int:
    """The longest stretch that a span of each shares; 0 when none do."""
    shared = (min(a.end, b.end) - max(a.start, b.start) for a in gold for b in mine)
    return max((length for length in shared if length > 0), default=0)


def _meeting_fit(gold: Row, mine: Row) -> float:
    names = len(match_names(gold["participants"], mine.get("participants") or []))
    if not names:
        return 0.0
    return (
        2 * names + days_fit(gold["date"], mine.get("date")) + choice_fits(gold["status"], mine.get("status"))
    )


def _deadline_fit(gold: Row, mine: Row) -> float:
    parties = sum(
        bool(gold.get(slot) and mine.get(slot)) and name_fits(gold[slot], mine[slot])
        for slot in ("setter", "addressee")
    )
    agreed = 2 * days_fit(gold["due"], mine.get("due")) + parties
    both_open = not gold["due"] and not mine.get("due")
    fit = agreed + 0.5 * choice_fits(gold["status"], mine.get("status")) if agreed or both_open else 0.0
    return fit or (0.1 if both_open else 0.0)


def _count_events(
    article: Row,
    gold: Sequence[Row],
    mine: Sequence[Row],
    kind: str,
    pairs: Sequence[tuple[int, int]],
    matching: set[int],
    tally: Tally,
) -> None:
    """A second prediction about an event already found is neutral; optional events neither help nor harm."""
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    twins = matching - used
    optional = sum(bool(gold[i].get("optional")) for i, _ in pairs)
    tally.found(
        kind,
        true=len(pairs) - optional,
        gold=sum(not label.get("optional") for label in gold),
        predicted=len(mine) - len(twins) - optional,
    )
    for i, label in enumerate(gold):
        if i not in found and not label.get("optional"):
            tally.note(
                "MISS",
                label["id"],
                kind,
                label.get("participants") or label.get("due"),
                "|",
                label["quote"][:100],
            )
    for j, fact in enumerate(mine):
        if j not in used and j not in twins:
            who = fact.get("participants") or fact.get("due")
            tally.note("EXTRA", article["id"], kind, who, "|", fact.get("quote", "")[:100])


def _score_match(gold: Row, mine: Row, kind: str, tally: Tally) -> None:
    day = "date" if kind == "meetings" else "due"
    why = (gold["id"], repr(gold.get(day)), repr(mine.get(day)))
    if gold[day]:
        tally.rate(f"{kind} {day}", days_fit(gold[day], mine.get(day)), *why)
    elif mine.get(day):
        tally.add("invented dates")
        tally.note("INVENTED", *why)
    status = mine.get("status")
    tally.rate(f"{kind} status", choice_fits(gold["status"], status), gold["id"], gold["status"], status)
    if kind == "meetings":
        _score_meeting(gold, mine, tally)
    else:
        _score_deadline(gold, mine, tally)


def _score_meeting(gold: Row, mine: Row, tally: Tally) -> None:
    name, place, mode, status = gold["id"], mine.get("place"), mine.get("mode"), mine.get("status")
    people, mine_people = gold["participants"], mine.get("participants") or []
    if gold.get("place"):
        tally.rate("meetings place", value_fits(gold["place"], place or ""), name, gold["place"], place)
    if gold.get("mode"):
        fits = choice_fits(gold["mode"], mode) or (mode == "multilateral" and len(people) > 2)
        tally.rate("meetings mode", fits, name, gold["mode"], mode)
    matched = len(match_names(people, mine_people))
    tally.found("participants", true=matched, gold=len(people), predicted=len(mine_people))
    count_upgrade(gold, status, tally)


def count_upgrade(gold: Row, status: str | None, tally: Tally) -> None:
    """Count a meeting shown as held that was not."""
    if status in TOOK_PLACE and not TOOK_PLACE & set(alternatives(gold["status"])):
        tally.add("upgrades")
        tally.note("UPGRADE", gold["id"], gold["status"], "->", status)


def _score_deadline(gold: Row, mine: Row, tally: Tally) -> None:
    name = gold["id"]
    for slot in ("setter", "addressee"):
        if gold.get(slot):
            fits = name_fits(gold[slot], mine.get(slot) or "")
            tally.rate(f"deadlines {slot}", fits, name, gold[slot], mine.get(slot))
    if gold.get("previous_due"):
        tally.rate("deadlines previous_due", days_fit(gold["previous_due"], mine.get("previous_due")), name)
    if gold.get("due_time"):
        fits = choice_fits(gold["due_time"], mine.get("due_time"))
        tally.rate("deadlines due_time", fits, name, gold["due_time"], mine.get("due_time"))
    if gold["status"] == "proposed" and mine.get("status") in FIXED:
        tally.add("upgrades")
        tally.note("UPGRADE", name, gold["status"], "->", mine.get("status"))


# ---------------------------------------------------------------- pairs


def _score_pairs(gold: Sequence[Row], mine: Sequence[Row], tally: Tally) -> None:
    """Who met whom, two by two, each pair once an article."""
    wanted = _each_once(_pairs(fact for fact in gold if not fact.get("optional")))
    free = _pairs(fact for fact in gold if fact.get("optional"))
    told = _each_once([pair for pair in _pairs(mine) if not same_name(*_head(pair))])
    true = sum(any(_one_pair(g, p) for p in told) for g in wanted)
    extra = sum(not any(_one_pair(g, p) for g in wanted + free) for p in told)
    tally.found("pairs", true=true, gold=len(wanted), predicted=true + extra)


def _pairs(facts: Iterable[Row]) -> list[_Pair]:
    return [pair for fact in facts for pair in combinations(fact.get("participants") or [], 2)]


def _one_pair(a: _Pair, b: _Pair) -> bool:
    straight = name_fits(a[0], b[0]) and name_fits(a[1], b[1])
    return straight or (name_fits(a[0], b[1]) and name_fits(a[1], b[0]))


def _head(pair: _Pair) -> _Pair:
    """The first accepted name of each."""
    first, second = ((alternatives(name) or [""])[0] for name in pair)
    return first, second


def _each_once(pairs: Sequence[_Pair]) -> list[_Pair]:
    return [p for n, p in enumerate(pairs) if not any(_one_pair(_head(p), _head(q)) for q in pairs[:n])]
