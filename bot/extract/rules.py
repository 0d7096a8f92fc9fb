"""All facts that our rules find in one revision, each passed through the check."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extract.check import Dropped, check_fact
from bot.extract.deadlines import find_deadlines
from bot.extract.document import Document, read
from bot.extract.events import find_events
from bot.extract.meetings import find_meetings
from bot.extract.statements import find_statements
from bot.model.facts import Event, Fact, Meeting, Party
from bot.model.ids import FactId
from bot.model.text import Article, Revision


def extract_facts(
    article: Article, revision: Revision, *, watch: Sequence[Party] = (), calendar: str | None = None
) -> tuple[Fact, ...]:
    """The checked facts of `revision`, a text of `article`: meetings, deadlines, statements, then events.

    watch: parties of the workspace, recognised under all their names. calendar: whose holidays are no working days. Extracting again gives the same facts with the
    same ids. Raises ValueError when the revision is not one of the article.
    """
    if revision.article != article.id:
        raise ValueError(f"revision {revision.id} belongs to {revision.article}, not to {article.id}")
    return facts_of(read(revision, watch=watch, calendar=calendar))


def facts_of(doc: Document) -> tuple[Fact, ...]:
    """The checked facts of a document that was read before."""
    meetings = find_meetings(doc)
    found: list[Fact] = [*meetings, *find_deadlines(doc), *find_statements(doc)]
    found += [event for event in find_events(doc) if not _told_as_meeting(event, meetings)]
    kept: dict[FactId, Fact] = {}
    for fact in found:
        checked = check_fact(fact, doc)
        if not isinstance(checked, Dropped):
            kept.setdefault(checked.id, checked)
    return tuple(kept.values())


def _told_as_meeting(event: Event, meetings: Sequence[Meeting]) -> bool:
    """Whether the telling words of an event are already those of a meeting."""
    return any(
        quote.span.contains(event.quote.span) or event.quote.span.contains(quote.span)
        for meeting in meetings
        for quote in meeting.quotes
    )
