"""Figures of a system against labelled story arcs (formats and measures: tests/evals/dev-set/SCHEMA.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from bot.evaluate.arcs_files import all_questions, widened
from bot.evaluate.arcs_match import (
    Row,
    alternatives,
    choice_fits,
    days_fit,
    find_span,
    find_spans,
    has_words,
    pair_up,
    quotes_of,
    words_fit,
)
from bot.evaluate.arcs_score_facts import count_upgrade, score_facts, score_statements
from bot.evaluate.arcs_tally import Figures, Tally
from bot.model.text import Span

PARTS = ("articles", "answers", "records", "conflicts", "origins", "digests")
SLOTS = frozenset("date place participants duration number due status mode setter addressee".split())

_Cited = list[tuple[str, Span]]


def score(
    articles: Sequence[Row],
    arcs: Sequence[Row],
    predictions: Iterable[Row],
    parts: Iterable[str] = PARTS,
    note: Callable[..., None] | None = None,
) -> Figures:
    """All figures of `predictions` in `parts`.

    note: is called with the words of each miss, in words for people.
    """
    wanted, tally, by_type = set(parts), Tally(note), _by_type(predictions)
    if "articles" in wanted:
        by_id = {row["id"]: row for row in by_type["article"]}
        for article in articles:
            predicted = by_id.get(article["id"], {})
            score_facts(article, predicted, "meetings", tally)
            score_facts(article, predicted, "deadlines", tally)
            score_statements(article, predicted, tally)
    if "answers" in wanted:
        score_answers(articles, arcs, by_type["answer"], tally)
    if "records" in wanted:
        score_records(articles, arcs, by_type["record"], tally)
    if "conflicts" in wanted:
        score_conflicts(arcs, by_type["conflict"], tally)
    if "origins" in wanted:
        score_origins(arcs, by_type["origin"], tally)
    if "digests" in wanted:
        score_digests(articles, arcs, by_type["digest"], tally)
    return tally.figures()


def _by_type(predictions: Iterable[Row]) -> dict[str, list[Row]]:
    """Predictions by their type, statuses of deadlines in the main spelling."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in predictions:
        row = dict(row)
        for part in ("deadlines", "history"):
            if part in row:
                row[part] = [_narrowed(fact) for fact in row[part]]
        found[row.get("type", "")].append(_narrowed(row) if row.get("kind") == "deadline" else row)
    return found


def _narrowed(row: Row) -> Row:
    status = widened(row.get("status"))
    return {**row, "status": alternatives(status)[0] if status else None}


# ---------------------------------------------------------------- citations


def _cited_spans(text_of: dict[str, str], citations: Sequence[Row] | None) -> _Cited:
    found: _Cited = []
    for cite in citations or []:
        spans = find_spans(text_of.get(cite.get("article", ""), ""), [cite.get("quote", "")])
        found.extend((cite["article"], span) for span in spans[:1])
    return found


def _bad_quotes(text_of: dict[str, str], citations: Sequence[Row] | None) -> int:
    return sum(
        find_span(text_of.get(cite.get("article", ""), ""), cite.get("quote", "")) is None
        for cite in citations or []
    )


def _supports(support: Sequence[Row], cited: _Cited, text_of: dict[str, str]) -> bool:
    """Whether a citation overlaps one of the quotes in `support`."""
    return any(
        article == row["article"]
        and any(span.overlaps(s) for s in find_spans(text_of[article], [row["quote"]]))
        for row in support
        for article, span in cited
    )


# ---------------------------------------------------------------- answers


def score_answers(
    articles: Sequence[Row], arcs: Sequence[Row], predicted: Sequence[Row], tally: Tally
) -> None:
    """Count correct, supported and rightly withheld answers."""
    text_of, by_id = {a["id"]: a["text"] for a in articles}, {p["id"]: p for p in predicted}
    received = {a["id"]: a["received"][:10] for a in articles}
    for name, question, support, _ in all_questions(articles, arcs):
        mine = by_id.get(question["id"], {"answer": "", "abstained": True})
        tally.add("bad quotes", _bad_quotes(text_of, mine.get("citations")))
        if question.get("unanswerable"):
            tally.rate(
                f"{name} abstained on unanswerable", mine.get("abstained"), question["id"], mine.get("answer")
            )
            continue
        tally.rate(f"{name} false abstention (lower is better)", mine.get("abstained"))
        correct = _is_correct(question, mine)
        tally.rate(f"{name} correct", correct, question["id"], question["answer"], "<>", mine.get("answer"))
        cited = _cited_spans(text_of, mine.get("citations"))
        tally.rate(f"{name} correct and supported", correct and _supports(support, cited, text_of))
        future = any(
            received.get(c["article"], "") > question.get("as_of", "") for c in mine.get("citations", [])
        )
        if name == "asof" and future:
            tally.add("cites the future")
            tally.note("FUTURE", question["id"])


def _is_correct(question: Row, mine: Row) -> bool:
    said = mine.get("answer") or ""
    return (
        not mine.get("abstained")
        and all(any(has_words(said, words) for words in group) for group in question["must"])
        and not any(has_words(said, words) for words in question.get("must_not", []))
    )


# ---------------------------------------------------------------- records


def score_records(
    articles: Sequence[Row], arcs: Sequence[Row], predicted: Sequence[Row], tally: Tally
) -> None:
    """Count records found through their citations, and whether state, history and facts are right."""
    text_of, facts = {a["id"]: a["text"] for a in articles}, _facts_by_record(articles)
    for arc in arcs:
        for kind in ("meetings", "deadlines"):
            mine = [p for p in predicted if p.get("arc") == arc["id"] and p.get("kind") == kind[:-1]]
            _score_records_of(arc, kind, mine, text_of, facts, tally)


_Facts = dict[str, list[tuple[str, str, list[Span]]]]


def _facts_by_record(articles: Sequence[Row]) -> _Facts:
    """(article, fact id, spans) of the facts of each gold record."""
    found: _Facts = defaultdict(list)
    for article in articles:
        for kind in ("meetings", "deadlines"):
            for fact in article[kind]:
                if fact.get("record"):
                    spans = find_spans(article["text"], quotes_of(fact))
                    found[fact["record"]].append((article["id"], fact["id"], spans))
    return found


def _score_records_of(
    arc: Row, kind: str, mine: Sequence[Row], text_of: dict[str, str], facts: _Facts, tally: Tally
) -> None:
    gold = arc[kind]
    scored: list[tuple[float, int, int]] = []
    seen: dict[tuple[int, int], set[str]] = {}
    cited = [_cited_spans(text_of, record.get("citations")) for record in mine]
    for j, record in enumerate(mine):
        tally.add("bad quotes", _bad_quotes(text_of, record.get("citations")))
        for i, label in enumerate(gold):
            seen[i, j] = _facts_cited(facts[label["id"]], cited[j])
            if seen[i, j]:
                day = days_fit(label.get("date", label.get("due")), record.get("date", record.get("due")))
                scored.append((len(seen[i, j]) + 0.5 * day, i, j))
    pairs = pair_up(scored)
    optional = sum(bool(gold[i].get("optional")) for i, _ in pairs)
    twins = {j for _, _, j in scored} - {j for _, j in pairs}
    tally.found(
        f"records {kind}",
        true=len(pairs) - optional,
        gold=sum(not label.get("optional") for label in gold),
        predicted=len(mine) - len(twins) - optional,
    )
    for i, label in enumerate(gold):
        if i not in {x for x, _ in pairs} and not label.get("optional"):
            tally.note("MISS", arc["id"], "record", label["id"])
    for i, j in pairs:
        _score_record(gold[i], mine[j], kind, tally)
        own = [(article, spans) for article, _, spans in facts[gold[i]["id"]]]
        others = [(article, spans) for label in gold for article, _, spans in facts[label["id"]]]
        foreign = [c for c in cited[j] if not _stands_in(c, own) and _stands_in(c, others)]
        tally.rate("cluster pure", not foreign, gold[i]["id"], foreign)
        tally.found("cluster facts", true=len(seen[i, j]), gold=len(facts[gold[i]["id"]]))


def _facts_cited(facts: Sequence[tuple[str, str, list[Span]]], cited: _Cited) -> set[str]:
    return {
        name
        for article, name, spans in facts
        for place, span in cited
        if place == article and any(span.overlaps(s) for s in spans)
    }


def _stands_in(cite: tuple[str, Span], places: Sequence[tuple[str, list[Span]]]) -> bool:
    return any(article == cite[0] and any(cite[1].overlaps(s) for s in spans) for article, spans in places)


def _score_record(gold: Row, mine: Row, kind: str, tally: Tally) -> None:
    day, name, status = ("date" if kind == "meetings" else "due"), gold["id"], mine.get("status")
    tally.rate(f"records {kind} status", choice_fits(gold["status"], status), name, gold["status"], status)
    if gold[day]:
        tally.rate(
            f"records {kind} {day}", days_fit(gold[day], mine.get(day)), name, gold[day], mine.get(day)
        )
    elif mine.get(day):
        tally.add("invented dates")
    wanted = [(step["status"], step["article"]) for step in gold["history"]]
    told = [(step.get("status"), step.get("article")) for step in mine.get("history", [])]
    steps = pair_up(
        (1 - abs(x - y) / 100, x, y)
        for x, (states, article) in enumerate(wanted)
        for y, (state, place) in enumerate(told)
        if article == place and state in alternatives(states)
    )
    tally.found("history", true=len(steps), gold=len(wanted), predicted=len(told))
    tally.rate("history exact", len(steps) == len(wanted) == len(told), name, wanted, told)
    if kind == "meetings":
        count_upgrade(gold, status, tally)


# ---------------------------------------------------------------- conflicts, origins, digests


def score_conflicts(arcs: Sequence[Row], predicted: Sequence[Row], tally: Tally) -> None:
    """Count conflicts with the right slot and at least two of their values from the right articles."""
    for arc in arcs:
        mine = [p for p in predicted if p.get("arc") == arc["id"]]
        used: set[int] = set()
        for gold in arc["conflicts"]:
            hit = next((j for j, p in enumerate(mine) if j not in used and _one_conflict(gold, p)), None)
            tally.found("conflicts", gold=1, true=hit is not None)
            if hit is None:
                tally.note("MISS conflict", gold["id"])
            else:
                used.add(hit)
        tally.found("conflicts", predicted=len(mine))


def _one_conflict(gold: Row, mine: Row) -> bool:
    known_slot = bool(set(alternatives(gold["slot"])) & SLOTS)
    if known_slot and not choice_fits(gold["slot"], mine.get("slot")):
        return False
    values = pair_up(
        (1.0, x, y)
        for x, one in enumerate(gold["values"])
        for y, other in enumerate(mine.get("values", []))
        if words_fit(one["value"], other.get("value"))
        and set(one["articles"]) & set(other.get("articles", []))
    )
    return len(values) >= min(2, len(gold["values"]))


def score_origins(arcs: Sequence[Row], predicted: Sequence[Row], tally: Tally) -> None:
    """Count claims whose independent origins were counted right."""
    by_id = {p["id"]: p.get("independent") for p in predicted}
    for arc in arcs:
        for origin in arc["origins"]:
            name, right, mine = origin["id"], origin["independent"], by_id.get(origin["id"])
            tally.rate("origins counted right", mine == right, name, right, mine)


def score_digests(
    articles: Sequence[Row], arcs: Sequence[Row], predicted: Sequence[Row], tally: Tally
) -> None:
    """Count what was rightly told as new or as an update, and what was told again."""
    text_of, by_id = {a["id"]: a["text"] for a in articles}, {p["id"]: p for p in predicted}
    for arc in arcs:
        for digest in arc["digests"]:
            items = []
            for item in by_id.get(digest["id"], {}).get("items", []):
                tally.add("bad quotes", _bad_quotes(text_of, item.get("citations")))
                items.append((item.get("as"), _cited_spans(text_of, item.get("citations"))))
            _score_digest(digest, items, text_of, tally)


def _score_digest(
    digest: Row, items: Sequence[tuple[str | None, _Cited]], text_of: dict[str, str], tally: Tally
) -> None:
    for part, label in (("new", "new"), ("updates", "update")):
        for gold in digest[part]:
            labels = [name for name, cited in items if _supports(gold["support"], cited, text_of)]
            tally.rate(f"digest {part}", label in labels, digest["id"], gold["what"], labels)
    fresh = [gold for part in ("new", "updates") for gold in digest[part]]
    for gold in digest["silent"]:
        repeated = [
            name
            for name, cited in items
            if _supports(gold["support"], cited, text_of)
            and not any(_supports(other["support"], cited, text_of) for other in fresh)
        ]
        tally.rate("digest silent", True)
        tally.add("digest repeats", bool(repeated))
        if repeated:
            tally.note("REPEAT", digest["id"], gold["what"])
