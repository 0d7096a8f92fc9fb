"""Whether gold files of story arcs keep the promises of their format: quotes, references, words, weekdays, arithmetic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.evaluate.arcs_match import Row, alternatives, days_of, find_span, has_words, quotes_of
from bot.model.facts import DeadlineKind, DeadlineStatus, MeetingStatus, Mode, StatementKind

_QUESTION_TYPES = frozenset({"meeting", "deadline", "statement", "other", "unanswerable"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAY_WITH_DATE = re.compile(
    rf"\b({'|'.join(_DAYS)}),? (?:\()?(?:the )?"
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)}) (\d{{1,2}}))\b(?:,? (\d{{4}}))?"
)
_CALCULATION = re.compile(r"(\d{4}-\d\d-\d\d) ([+-]) (\d+) (working day|day|week)s?")


def check(articles: Sequence[Row], arcs: Sequence[Row]) -> list[str]:
    """What is wrong with a gold set, one line each; empty when nothing is."""
    return _Checker(articles, arcs).run()


class _Checker:
    def __init__(self, articles: Sequence[Row], arcs: Sequence[Row]) -> None:
        self._articles = articles
        self._arcs = arcs
        self._wrong: list[str] = []
        self._ids: set[str] = set()
        self._text = {a["id"]: a["text"] for a in articles}
        self._received = {a["id"]: a["received"] for a in articles}
        self._records = {r["id"] for arc in arcs for kind in ("meetings", "deadlines") for r in arc[kind]}
        self._linked = {
            fact["record"]
            for article in articles
            for kind in ("meetings", "deadlines")
            for fact in article[kind]
            if fact.get("record")
        }

    def run(self) -> list[str]:
        known_arcs = {arc["id"] for arc in self._arcs} | {"single"}
        for article in self._articles:
            self._article(article, known_arcs)
        for arc in self._arcs:
            self._arc(arc)
        return self._wrong

    def _need(self, holds: object, *words: object) -> None:
        if not holds:
            self._wrong.append(" ".join(map(str, words)))

    def _fresh(self, name: str) -> None:
        self._need(name not in self._ids, "duplicate id", name)
        self._ids.add(name)

    def _quoted(self, article: str, quote: str, *words: object) -> None:
        self._need(find_span(self._text.get(article, ""), quote), *words, quote[:60])

    # ------------------------------------------------------------ articles

    def _article(self, article: Row, known_arcs: set[str]) -> None:
        name = article["id"]
        self._fresh(name)
        self._need(article["arc"] in known_arcs, name, "unknown arc")
        for key in ("published", "received"):
            moment = article[key]
            aware = bool(moment) and datetime.fromisoformat(moment).utcoffset() is not None
            self._need(aware or (moment is None and key == "published"), name, key, moment)
        if article["published"]:
            in_order = datetime.fromisoformat(article["published"]) <= datetime.fromisoformat(
                article["received"]
            )
            self._need(in_order, name, "received before published")
        for key in ("revision_of", "copy_of"):
            self._need(not article[key] or article[key] in self._text, name, key)
        if article["revision_of"]:
            first = next(a for a in self._articles if a["id"] == article["revision_of"])
            self._need(article["url"] == first["url"], name, "revision with another url")
        for junk in article.get("junk", []):
            self._need(junk in article["text"], name, "junk not in text")
        self._weekdays_in_text(article)
        for kind in ("meetings", "deadlines"):
            for fact in article[kind]:
                self._fact(article, fact, kind)
        for statement in article["statements"]:
            self._statement(article, statement)
        for question in article["questions"]:
            self._question(question, {name}, name)

    def _weekdays_in_text(self, article: Row) -> None:
        """Every "Tuesday, 3 June 2025" must be a real one."""
        year = int((article["published"] or article["received"])[:4])
        for found in _WEEKDAY_WITH_DATE.finditer(article["text"].lower()):
            weekday, day_before, month_after, month_before, day_after, told_year = found.groups()
            month = _MONTHS.index(month_after or month_before) + 1
            day = date(int(told_year or year), month, int(day_before or day_after))
            self._need(day.weekday() == _DAYS.index(weekday), article["id"], "wrong weekday:", found[0])

    def _fact(self, article: Row, fact: Row, kind: str) -> None:
        name, record = fact["id"], fact.get("record")
        self._fresh(name)
        for quote in quotes_of(fact):
            self._need(find_span(article["text"], quote), name, "quote not in text:", quote[:70])
        self._need(not record or record in self._records, name, "unknown record", record)
        self._need(article["arc"] == "single" or fact.get("optional") or record, name, "no record")
        day, words = (
            (fact["date"], fact["date_text"]) if kind == "meetings" else (fact["due"], fact["due_text"])
        )
        for form in alternatives(day):
            self._need(days_of(form), name, "date form", form)
        self._need(words is None or words in article["text"], name, "date words not in text:", words)
        self._need(day is None or words, name, "a date without words")
        self._weekday_of(name, words, day)
        self._calculation(fact, day)
        if kind == "meetings":
            self._need(fact["participants"], name, "no participants")
            self._words_of(name, "status", fact["status"], MeetingStatus)
            self._words_of(name, "mode", fact["mode"], Mode)
            for who in fact.get("roles", {}):
                there = any(who in alternatives(names) for names in fact["participants"])
                self._need(there, name, "role of an absent", who)
        else:
            self._words_of(name, "status", fact["status"], DeadlineStatus)
            self._need(fact["kind"] in set(DeadlineKind), name, "kind", fact["kind"])

    def _words_of(self, name: str, slot: str, value: str | None, vocabulary: type[str]) -> None:
        known = {str(word) for word in vocabulary}  # type: ignore[attr-defined]
        self._need(all(form in known for form in alternatives(value)), name, slot, value)

    def _weekday_of(self, name: str, words: str | None, day: str | None) -> None:
        told = [weekday for weekday in _DAYS if re.search(rf"\b{weekday}\b", (words or "").lower())]
        relative = re.search(r"after|before|from|earlier|later|until", (words or "").lower())
        if len(told) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", day or "") and not relative:
            right = date.fromisoformat(day or "").weekday() == _DAYS.index(told[0])
            self._need(right, name, words, "is not", day)

    def _calculation(self, fact: Row, day: str | None) -> None:
        told = fact.get("calc")
        if not told or ".." in told:
            return
        parts = _CALCULATION.fullmatch(told)
        self._need(parts, fact["id"], "calc not understood", told)
        if parts:
            result = _calculated(parts)
            self._need(str(result) == day, fact["id"], "calc gives", result, "not", day)

    def _statement(self, article: Row, statement: Row) -> None:
        name, text, hedge = statement["id"], article["text"], statement["hedge"]
        self._fresh(name)
        content = statement["content_quote"]
        self._need(find_span(text, content), name, "content not in text:", content[:70])
        self._words_of(name, "kind", statement["kind"], StatementKind)
        self._need(
            not statement["cue"] or statement["cue"] in text, name, "cue not in text:", statement["cue"]
        )
        self._need(not hedge or hedge in text, name, "hedge not in text:", hedge)
        self._need("might" not in alternatives(statement["kind"]) or hedge, name, "might without hedge")

    # ------------------------------------------------------------ questions

    def _question(self, question: Row, pool: set[str], where: str) -> None:
        name, unanswerable = question["id"], bool(question.get("unanswerable"))
        self._fresh(name)
        self._need(question["type"] in _QUESTION_TYPES, name, "type")
        self._need(unanswerable == (question["type"] == "unanswerable"), name, "type/unanswerable disagree")
        if unanswerable:
            bare = question.get("why") and not question["must"] and not question["support"]
            self._need(bare, name, "unanswerable needs why, no must, no support")
        else:
            self._answer(question)
        for support in question["support"]:
            if isinstance(support, dict):
                self._support(question, support, pool, where)
            else:
                self._need(find_span(self._text[where], support), name, "quote not in", where, support[:60])

    def _answer(self, question: Row) -> None:
        name = question["id"]
        self._need(question["must"] and question["support"], name, "must or support empty")
        for group in question["must"]:
            told = any(has_words(question["answer"], words) for words in group)
            self._need(told, name, "reference answer misses", group)
        for words in question.get("must_not", []):
            self._need(not has_words(question["answer"], words), name, "reference answer holds", words)

    def _support(self, question: Row, support: Row, pool: set[str], where: str) -> None:
        name, article = question["id"], support["article"]
        self._need(article in pool, name, "support outside", where, article)
        self._quoted(article, support["quote"], name, "quote not in", article)
        if question.get("as_of"):
            known = self._received.get(article, "9")[:10] <= question["as_of"]
            self._need(known, name, "support after as_of", article)

    # ------------------------------------------------------------ arcs

    def _arc(self, arc: Row) -> None:
        members, name = arc["articles"], arc["id"]
        received = [datetime.fromisoformat(self._received[article]) for article in members]
        self._need(all(a <= b for a, b in pairwise(received)), name, "articles not in received order")
        listed = {a["id"] for a in self._articles if a["arc"] == name}
        self._need(set(members) == listed, name, "article list differs from articles.jsonl")
        for kind in ("meetings", "deadlines"):
            for record in arc[kind]:
                self._record(record, kind, members)
        for conflict in arc["conflicts"]:
            self._conflict(conflict, set(members))
        for origin in arc["origins"]:
            self._fresh(origin["id"])
            right = set(origin["articles"]) <= set(members) and 1 <= origin["independent"] <= len(
                origin["articles"]
            )
            self._need(right, origin["id"], "origin")
        for question in arc["asof"]:
            self._need(question.get("as_of"), question["id"], "no as_of")
            self._question(question, set(members), name)
        for question in arc["questions"]:
            self._question(question, set(members), name)
        for digest in arc["digests"]:
            self._digest(digest)

    def _record(self, record: Row, kind: str, members: Sequence[str]) -> None:
        name, history = record["id"], record["history"]
        day, vocabulary = ("date", MeetingStatus) if kind == "meetings" else ("due", DeadlineStatus)
        self._fresh(name)
        self._need(name in self._linked, name, "no fact belongs to this record")
        self._need(history, name, "no history")
        last = set(alternatives(history[-1]["status"]))
        self._need(last & set(alternatives(record["status"])), name, "last state is not the final status")
        self._need(history[-1][day] == record[day], name, "last", day, "is not the final one")
        order = [members.index(step["article"]) for step in history if step["article"] in members]
        self._need(len(order) == len(history) and order == sorted(order), name, "history order")
        for step in history:
            self._words_of(name, "history status", step["status"], vocabulary)
            told = any(
                fact.get("record") == name
                for article in self._articles
                if article["id"] == step["article"]
                for fact in article[kind]
            )
            self._need(told, name, "no fact in", step["article"])

    def _conflict(self, conflict: Row, members: set[str]) -> None:
        name, record = conflict["id"], conflict["record"]
        self._fresh(name)
        self._need(
            len(conflict["values"]) > 1 and (not record or record in self._records), name, "values or record"
        )
        for value in conflict["values"]:
            for article in value["articles"]:
                self._need(article in members, name, "article", article)
            if "quote" in value:
                text = self._text[value["articles"][0]]
                self._need(find_span(text, value["quote"]), name, "quote", value["quote"])

    def _digest(self, digest: Row) -> None:
        name = digest["id"]
        known = self._records | {s["id"] for article in self._articles for s in article["statements"]}
        self._fresh(name)
        for part in ("new", "updates", "silent"):
            for item in digest[part]:
                record = item.get("record")
                self._need(not record or record in known, name, "unknown", record)
                for support in item["support"]:
                    self._quoted(
                        support["article"], support["quote"], name, "quote not in", support["article"]
                    )
                    day = self._received[support["article"]][:10]
                    fresh = day <= digest["day"] and (part == "silent" or day > digest["previous_day"])
                    self._need(fresh, name, part, "quote of", day)


def _calculated(parts: re.Match[str]) -> date:
    day, step = date.fromisoformat(parts[1]), 1 if parts[2] == "+" else -1
    count = int(parts[3]) * (7 if parts[4] == "week" else 1)
    if parts[4] != "working day":
        return day + timedelta(step * count)
    while count:
        day += timedelta(step)
        count -= day.weekday() < 5
    return day
