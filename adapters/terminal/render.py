"""Draws answers, lists and quotes as plain lines for a terminal or a pipe; markers are put in here and nowhere else."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from bot.desk.layout import Line, Source, Style, counted, day_words, lay_out, teller
from bot.model.answers import Answer
from bot.model.facts import Fact
from bot.model.records import DeadlineRecord, DeadlineStep, MeetingRecord, MeetingStep, Record
from bot.model.text import Told
from bot.model.when import When

if TYPE_CHECKING:
    from bot.intake import Ingested
    from bot.lists import Listed
    from bot.ports import FactEntry
    from bot.service import Shown

WIDTH = 100
MAX_QUOTE_CHARS = 280


def draw_answer(answer: Answer) -> str:
    """The answer with numbered receipts below it."""
    layout = lay_out(answer)
    lines = [row for line in layout.lines for row in _draw_line(line)]
    if layout.sources:
        lines += ["", click.style("Sources", bold=True)]
        lines += [row for source in layout.sources for row in _draw_source(source)]
    lines += ["", *(click.style(words, dim=True) for words in layout.foot)]
    return "\n".join(lines)


def _draw_line(line: Line) -> list[str]:
    marks = "".join(f" [{mark}]" for mark in line.marks) + (" (check this)" if line.check else "")
    match line.style:
        case Style.HEADING:
            return ["", click.style(line.text, bold=True)]
        case Style.GROUPED:
            return _wrap(line.text + marks, "  ")
        case Style.PLAIN | Style.REMARK:
            return _wrap(line.text + marks)


def _draw_source(source: Source) -> list[str]:
    words = " ".join(source.citation.quote.text.split())
    if len(words) > MAX_QUOTE_CHARS:
        words = words[: MAX_QUOTE_CHARS - 1].rstrip() + "…"
    told = source.citation.told
    lines = _wrap(f"[{source.number}] {teller(told)}: “{words}”", hanging="    ")
    if told.url:
        lines.append("    " + click.style(told.url, dim=True))
    return lines


def draw_when(when: When | None) -> str:
    """The calendar days of a When in words, or its own words when it is open."""
    if when is None:
        return "day not given"
    if when.earliest is None or when.latest is None:
        only = when.earliest or when.latest
        return day_words(only) if only else f"“{when.words}” ({when.open_reason or 'no calendar day'})"
    if when.earliest == when.latest:
        clock = f", {when.time:%H:%M} {when.zone_words or 'local time'}" if when.time else ""
        return f"{when.earliest:%A} {day_words(when.earliest)}{clock}"
    return f"{day_words(when.earliest)} to {day_words(when.latest)}"


def draw_records(listed: Sequence[Listed], today: date) -> str:
    """One block a record: what, state, day, who tells it."""
    return "\n\n".join("\n".join(_draw_record(one, today)) for one in listed)


def _draw_record(one: Listed, today: date) -> list[str]:
    record = one.record
    match record:
        case MeetingRecord():
            who = ", ".join(p.party.name + (f" ({p.role})" if p.role else "") for p in record.participants)
            details = [record.status.value, draw_when(record.when), record.place, record.duration]
        case DeadlineRecord():
            who = _deadline_line(record)
            details = [
                record.status.value.replace("_", " "),
                draw_when(record.due),
                _countdown(record, today),
            ]
    lines = _wrap(click.style(who, bold=True), hanging="  ")
    lines += _wrap("; ".join(part for part in details if part), "  ")
    if isinstance(record, DeadlineRecord) and record.consequence:
        lines += _wrap(f"otherwise: {record.consequence}", "  ")
    lines += [line for step in _draw_history(record) for line in _wrap(step, "  ")]
    for conflict in record.conflicts:
        values = " / ".join(value.value for value in conflict.values)
        lines += _wrap(click.style(f"accounts differ on {conflict.slot}: {values}", fg="yellow"), "  ")
    if record.corrections:
        lines += _wrap(f"corrected by a person: {', '.join(record.corrections)}", "  ")
    return lines + _draw_reports(one)


def _draw_reports(one: Listed) -> list[str]:
    """Who tells it, with the words of the first; the revisions of an article are one report, told by the latest."""
    reports = list({entry.told.article: entry for entry in one.entries}.values())
    if not reports:
        return []
    first, outlets = reports[0], len({entry.told.outlet for entry in reports})
    counts = f"{counted(len(reports), 'report')} of {counted(outlets, 'outlet')}, {counted(one.record.origins, 'origin')}"
    return [
        *_wrap(f"{counts}; first: {teller(first.told)} ({first.fact.id})", "  "),
        *_wrap(f"“{' '.join(first.fact.quote.text.split())}”", "  "),
    ]


def _draw_history(record: Record) -> list[str]:
    """How state and day came to be as they are; steps that changed neither are left out."""
    told = [(_state_words(record, step), step) for step in record.history]
    kept = [one for before, one in pairwise([("", None), *told]) if before[0] != one[0]]
    steps = [
        f"{state} ({day_words(step.known.date())}{', by a person' if step.correction else ''})"
        for state, step in kept
        if step is not None
    ]
    return ["history: " + " → ".join(steps)] if len(steps) > 1 else []


def _state_words(record: Record, step: MeetingStep | DeadlineStep) -> str:
    """The state of a step, with its day where the steps of the record have several."""
    days = {_step_day(one) for one in record.history} - {None}
    state = step.status.value.replace("_", " ")
    return f"{state}, {_step_day(step) or 'day not given'}" if len(days) > 1 else state


def _step_day(step: MeetingStep | DeadlineStep) -> str | None:
    when = step.when if isinstance(step, MeetingStep) else step.due
    return draw_when(when) if when is not None else None


def _deadline_line(record: DeadlineRecord) -> str:
    addressee = record.addressee.name if record.addressee else None
    parts = [addressee, record.what or "a deadline"]
    setter = f" (set by {record.setter.name})" if record.setter else ""
    return ": ".join(part for part in parts if part) + setter


def _countdown(record: DeadlineRecord, today: date) -> str | None:
    if record.due is None or record.due.latest is None:
        return None
    days = (record.due.latest - today).days
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def draw_articles(told: Iterable[Told]) -> str:
    """One line an article: id, day, outlet, headline."""
    lines = [
        f"{one.article}  {one.published.date().isoformat() if one.published else 'undated   '}  "
        f"{one.outlet or '(no outlet)'}: {one.title or '(no headline)'}"
        + (f"  [revision {one.number}]" if one.number > 1 else "")
        for one in told
    ]
    return "\n".join(lines) or "No article is stored yet; add one with: dateline ingest FILE"


def draw_shown(shown: Sequence[Shown]) -> str:
    """Quotes in their surroundings, the quoted words set off."""
    blocks = []
    for one in shown:
        words = f"…{one.before}{click.style('>>' + one.citation.quote.text + '<<', bold=True)}{one.after}…"
        span = one.citation.quote.span
        head = f"{teller(one.citation.told)}, characters {span.start} to {span.end}"
        blocks.append("\n".join([click.style(head, dim=True), *_wrap(" ".join(words.split()))]))
    return "\n\n".join(blocks)


def draw_ingested(one: Ingested) -> str:
    """What became of one article, in one line."""
    label = one.told.title or one.told.url or one.told.article
    found = counted(len(one.facts), "fact")
    if one.note is not None:
        found += f"; {one.note}"
    if one.told.published is None:
        found += "; no day of publication: ingest it again with --published"
    return {
        "new": f"new        {label} ({found})",
        "copy": f"copy       {label} (repeats {one.copy_of}; {found})",
        "revision": f"revision {one.told.number} {label} ({found})",
        "known": f"known      {label} (nothing changed)",
    }[one.outcome]


def draw_fact(entry: FactEntry) -> str:
    """How a fact came to be: its kind, who told it, and for each field the words and the rule behind it."""
    fact: Fact = entry.fact
    lines = [click.style(f"{type(fact).__name__} {fact.id}", bold=True), f"told by {teller(entry.told)}"]
    if entry.superseded:
        lines.append("no longer current: a later revision or extraction replaced it")
    lines += ["", "Quotes"]
    lines += [line for quote in fact.quotes for line in _wrap(f"“{' '.join(quote.text.split())}”", "  ")]
    lines += ["", "Fields"]
    values = {name: getattr(fact, name) for name in type(fact).__dataclass_fields__ if name not in _HIDDEN}
    basis = {one.field: one for one in fact.basis}
    for name, value in values.items():
        if value is None or value == ():
            continue
        because = f"   [{basis[name].rule}]" if name in basis else ""
        lines += _wrap(f"{name}: {_field_text(value)}{because}", "  ", hanging="    ")
    return "\n".join(lines)


_HIDDEN = {"id", "article", "revision", "quotes", "basis"}


def _field_text(value: object) -> str:
    if isinstance(value, When):
        anchor = (
            f", counted from {day_words(value.anchor.day)} ({value.anchor.words})" if value.anchor else ""
        )
        return f"{draw_when(value)} from “{value.words}” by rule {value.rule}{anchor}"
    if isinstance(value, tuple):
        return ", ".join(_field_text(one) for one in value)
    if isinstance(value, StrEnum):
        return value.value.replace("_", " ")
    for name in ("name", "text"):
        if hasattr(value, name):
            return str(getattr(value, name))
    party = getattr(value, "party", None)
    if party is not None:
        role = getattr(value, "role", None)
        return str(party.name) + (f" ({role})" if role else "")
    return str(getattr(value, "value", value))


def _wrap(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    if not text:
        return []
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else indent + hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
