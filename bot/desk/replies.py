"""What a reply carries beside its answer: the buttons, and the plain words for what went wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.desk.layout import counted
from bot.errors import BotError
from bot.model.answers import Abstention, Answer, Briefing, SentenceKind
from bot.model.chat import Action, ActionKind, Notice, Place, Reply
from bot.model.facts import Deadline, Fact
from bot.model.ids import PostId

if TYPE_CHECKING:
    from bot.intake import Ingested


def reply_to_question(
    answer: Answer, post: PostId, place: Place, *, question: str | None, facts: tuple[Fact, ...] = ()
) -> Reply:
    """The reply with the buttons that make sense under this answer, in this place.

    post: names the message to come; buttons refer to it. facts: those behind the answer; a deadline among them can be
    put into a calendar and reminded of.
    """
    return Reply(body=answer, actions=tuple(_actions(answer, post, place, facts)), question=question)


def _actions(answer: Answer, post: PostId, place: Place, facts: tuple[Fact, ...]) -> list[Action]:
    cited = isinstance(answer, Briefing) and any(
        s.kind is not SentenceKind.NOTE for s in answer.all_sentences
    )
    nearest = isinstance(answer, Abstention) and bool(answer.nearest)
    actions: list[Action] = []
    if cited or nearest:
        actions.append(Action(kind=ActionKind.SOURCES, label="Sources", value=post))
        actions.append(Action(kind=ActionKind.QUOTE, label="Show quote", value=post))
    if cited:
        actions.append(Action(kind=ActionKind.WHY, label="Why this?", value=post))
    if any(isinstance(fact, Deadline) and fact.due is not None and fact.due.resolved for fact in facts):
        actions.append(Action(kind=ActionKind.REMIND, label="Remind me", value=post))
        actions.append(Action(kind=ActionKind.CALENDAR, label="Add to calendar", value=post))
    if place.only_for is not None:
        actions.append(Action(kind=ActionKind.SHARE, label="Share in channel", value=post))
    actions.append(Action(kind=ActionKind.GOOD, label="Helpful", value=post))
    actions.append(Action(kind=ActionKind.BAD, label="Not right", value=post))
    return actions


def reply_to_error(error: BotError, incident: str | None = None) -> Reply:
    """What the member is told: an input error in full, since it says what to change, any other in its public words.

    incident: an id that finds the log line, for errors that are not the member's.
    """
    if error.exit_code in {2, 3, 4} and type(error).__name__ != "ConfigError":
        words = str(error)
        return Reply(body=Notice(text=f"Try: {words}" if _USAGE.match(words) else _sentence(words)))
    words = error.public if incident is None else f"{error.public} (reference {incident})"
    return Reply(body=Notice(text=words))


def stored_words(done: Ingested) -> str:
    """What became of an article that a member handed in, and what is missing from it."""
    label = done.told.title or done.told.url or "the article"
    facts = counted(len(done.facts), "fact") + (f"; {done.note}" if done.note else "")
    words = {
        "new": f"Stored: {label} ({facts}).",
        "copy": f"Stored as a copy of an article I already have: {label}.",
        "revision": f"Stored as revision {done.told.number} of {label} ({facts}).",
        "known": f"I already have this: {label}.",
    }[done.outcome]
    if done.told.published is None:
        words += " It carries no day of publication; give it with: ingest DAY TEXT, such as: ingest 2025-08-06 TEXT."
    return words


# what to write, and no sentence: "digest on 08:30 Europe/Vienna, digest pause or ..."
_USAGE = re.compile(r"(?:digest|feeds|settings|correct)\b,? (?!of\b)(?:[^?]|\?”)*$")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")
