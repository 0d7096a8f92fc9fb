"""Finds the deadlines of a document: tellings of each sentence, read in context, joined, as facts."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.extract.deadlines.acts import dates_the_act
from bot.extract.deadlines.aftermath import with_aftermath
from bot.extract.deadlines.context import in_context
from bot.extract.deadlines.corrections import corrected
from bot.extract.deadlines.frames import read_line_tellings
from bot.extract.deadlines.grammar_roles import with_grammar
from bot.extract.deadlines.happened import at_its_nearest
from bot.extract.deadlines.join import Joined, join, with_their_ends
from bot.extract.deadlines.line import Line, read_line
from bot.extract.deadlines.matters import matter_of
from bot.extract.deadlines.old_days import with_old_days
from bot.extract.deadlines.outcomes import read_outcomes
from bot.extract.deadlines.proposals import from_old_days
from bot.extract.deadlines.ranking import with_ranked_roles
from bot.extract.deadlines.referred import referring_line, refers
from bot.extract.deadlines.sections import items_of
from bot.extract.deadlines.sides import with_sides
from bot.extract.deadlines.stands import with_standing
from bot.extract.deadlines.telling import Telling
from bot.extract.document import Document
from bot.model.facts import RANKED, Basis, Deadline
from bot.model.ids import FactId, content_id
from bot.model.text import Span

_HINT = re.compile(
    r"\b(?:deadline|ultimatum|cut-?off|limit|threat|tariff|grace|off the table|failed|miss|truce|slash|shorten|extend|prolong|postpon|licen|permit|mandate|period|no longer|withdr|imposed|dut)",
    re.IGNORECASE,
)
MAX_QUOTES = 6
MAX_TIMES = 60  # in one sentence; more is a table or a calendar, and every frame would read all of them


def find_deadlines(document: Document) -> tuple[Deadline, ...]:
    """Every deadline the document tells, each once, with all its tellings as quotes; in the order of the text."""
    return tuple(fact for item in items_of(document) for fact in _in_item(item))


def _in_item(document: Document) -> tuple[Deadline, ...]:
    tellings: list[Telling] = []
    lines: dict[int, Line] = {}
    for index, sentence in enumerate(document.sentences):
        if not document.whens_in(sentence) and not _HINT.search(document.text, sentence.start, sentence.end):
            continue
        if len(document.whens_in(sentence)) > MAX_TIMES:
            continue
        line = lines[index] = read_line(document, index)
        dated = [t for t in read_line_tellings(line) if not dates_the_act(document, t)] if line.whens else []
        outcomes = list(read_outcomes(line))
        standing = (with_standing(line, one) for one in _with_outcomes(dated, outcomes))
        tellings += [with_grammar(line, at_its_nearest(line, one)) for one in standing if one is not None]
    tellings += _referred(document, tellings)
    tellings = with_aftermath(document, in_context(document, corrected(document, tellings)))
    tellings = with_their_ends(tellings, document.text)
    joined = with_old_days(document, join(tellings, document.text, document.published), tellings)
    completed = with_ranked_roles(document, with_sides(document, [one.main for one in joined]))
    for one, main in zip(joined, completed, strict=True):
        one.main = main
    return tuple(_fact(document, one) for one in joined)


_REFERS = re.compile(
    r"\b(?:then|that (?:date|day|time)|same (?:date|day)|(?:end|expiry|expiration|close) of|lapses?|expires?|ends?|runs? out|closes?|is up)\b",
    re.IGNORECASE,
)


def _referred(document: Document, tellings: list[Telling]) -> list[Telling]:
    """What the sentences tell whose day stands in another one: "by then", "before the licence lapses"."""
    found: list[Telling] = []
    told = from_old_days(tellings, document.calendar, document.published)
    for index, sentence in enumerate(document.sentences):
        if not _REFERS.search(document.text, sentence.start, sentence.end):
            continue
        line = referring_line(document, index, told)
        if line is not None:
            found += [t for t in read_line_tellings(line) if refers(t)]
    return found


def _with_outcomes(dated: list[Telling], outcomes: list[Telling]) -> list[Telling]:
    """Outcomes told on the same words as a dated telling change it; others stand for themselves."""
    result = list(dated)
    for outcome in outcomes:
        if outcome.rule == "moved":
            if not any(outcome.quote.overlaps(t.quote) and t.rule == "moved" for t in result):
                result.append(outcome)
            continue
        dated_alike = any(_same_due(outcome, telling) for telling in result)
        for number, telling in enumerate(result):
            same_due = _same_due(outcome, telling)
            if not same_due and (dated_alike or (outcome.due is not None and telling.rule in _NEW_TIME)):
                continue
            if same_due or telling.quote.contains(outcome.trigger):
                if outcome.rule not in ("stands", "move_open"):
                    result[number] = replace(
                        telling,
                        due=outcome.due if outcome.rule == "withdrew" and same_due else telling.due,
                        status=outcome.status,
                        quote=Span(
                            min(telling.quote.start, outcome.quote.start),
                            max(telling.quote.end, outcome.quote.end),
                        ),
                        addressee=telling.addressee or outcome.addressee,
                        setter=telling.setter or outcome.setter,
                    )
                break
        else:
            if not any(
                outcome.quote.overlaps(other.quote) and outcome.rule == other.rule for other in result
            ):
                result.append(outcome)
    return result


_NEW_TIME = ("given", "give", "have_until", "new_limit", "won")


def _same_due(outcome: Telling, telling: Telling) -> bool:
    return outcome.due is not None and telling.due is not None and outcome.due.span == telling.due.span


def _fact(document: Document, one: Joined) -> Deadline:
    main = one.main
    spans = list(dict.fromkeys([one.tellings[0].quote, *(t.quote for t in one.tellings[1:])]))[:MAX_QUOTES]
    quotes = tuple(document.quote(span) for span in spans)
    revision = document.revision
    about = None if main.requirement is not None else matter_of(document, one.tellings)
    due = main.due
    identity = (
        revision.id, str(quotes[0].span.start), str(quotes[0].span.end), main.kind.value, main.status.value,
        "" if due is None else f"{due.iso() or ''}@{due.span.start}",
        "" if main.setter is None else main.setter.party.key,
        "" if main.addressee is None else main.addressee.party.key,
    )  # fmt: skip
    return Deadline(
        id=_fact_id(identity),
        article=revision.article,
        revision=revision.id,
        quotes=quotes,
        said_by=main.said_by,
        basis=_basis(one, about),
        setter=None if main.setter is None else main.setter.party,
        addressee=None if main.addressee is None else main.addressee.party,
        requirement=_words(document, main.requirement),
        matter=_words(document, about),
        due=due,
        previous_due=main.previous,
        consequence=_words(document, main.consequence),
        status=main.status,
        kind=main.kind,
    )


def _fact_id(identity: tuple[str, ...]) -> FactId:
    return FactId(content_id("deadline", *identity))


def _words(document: Document, span: Span | None) -> str | None:
    return None if span is None else " ".join(document.words(span).split())


def _basis(one: Joined, about: Span | None) -> tuple[Basis, ...]:
    main = one.main
    rule = f"deadline.{main.rule}"
    found = [
        Basis(field="quotes", rule=rule, span=main.trigger),
        Basis(field="kind", rule=rule, span=main.trigger),
    ]
    last = next((t for t in reversed(one.tellings) if t.status is main.status), main)
    found.append(Basis(field="status", rule=f"deadline.{last.rule}", span=last.trigger))
    for name, named in (("setter", main.setter), ("addressee", main.addressee)):
        if named is not None:
            ranked = rule if named.why is None else f"{RANKED} ({named.why})"
            found.append(Basis(field=name, rule=ranked, span=named.span))
    for name, when in (("due", main.due), ("previous_due", main.previous)):
        if when is not None:
            found.append(Basis(field=name, rule=when.rule, span=when.span))
    for name, span in (
        ("requirement", main.requirement),
        ("matter", about),
        ("consequence", main.consequence),
    ):
        if span is not None:
            found.append(Basis(field=name, rule=rule, span=span))
    return (*found, *main.basis)
