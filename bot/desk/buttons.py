"""What happens when somebody presses a button under one of our messages."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.desk.layout import Source, lay_out, teller
from bot.desk.names import days_ahead_words, days_chosen
from bot.desk.pages import page_of, read_page_value
from bot.desk.replies import stored_words
from bot.desk.wire import reply_from_json, reply_to_json
from bot.digest.calendar import write_calendar
from bot.errors import InputError, NotAllowedError, NotFoundError
from bot.model.answers import Briefing, Sentence
from bot.model.chat import Action, ActionKind, Attachment, Incoming, Notice, Place, Question, Reply
from bot.model.facts import Deadline, Fact
from bot.model.ids import PostId
from bot.model.posts import Act, Post
from bot.ports import FactEntry, PostStore
from bot.service import BriefingService

REMINDER = "remind"  # under this name a place has chosen to be reminded of deadlines
MAX_QUOTES = 6
MAX_REASONS = 12
REASON = "feedback"  # under this name, and the post's, a member's reason is kept
REASON_CHARS = 1_000


class Buttons:
    """Answers presses. What a press shows is seen by the one who pressed, unless it is "share".

    remind: called when a member has chosen to be reminded; set by the desk of reminders.
    """

    def __init__(self, *, service: BriefingService, posts: PostStore) -> None:
        self._service = service
        self._posts = posts
        self.remind: Callable[[Incoming, datetime], Awaitable[None]] | None = None

    async def press(self, event: Incoming, *, now: datetime) -> tuple[Reply, Place]:
        """The reply to a press, and where it goes. NotFoundError when the message it stood under is gone."""
        action = event.action
        if action is None:
            raise InputError("that button no longer works; ask again")
        mine = replace(event.place, only_for=event.requester.member)
        match action.kind:
            case ActionKind.INGEST:
                return await self._ingest(action, event, now), mine
            case ActionKind.PAGE:
                return await self._leaf(action, event), event.place
            case ActionKind.ASK:
                question = Question(text=action.value, requester=event.requester)
                return Reply(body=await self._service.ask(question, now=now), question=action.value), mine
            case _:
                post = await self._post_of(action, event)
        match action.kind:
            case ActionKind.SOURCES:
                return await self._sources(post, event), event.place
            case ActionKind.QUOTE:
                return await self._quotes(post, event), mine
            case ActionKind.WHY:
                return await self._why(post, event), mine
            case ActionKind.SHARE:
                return self._share(post), replace(event.place, only_for=None)
            case ActionKind.REMIND:
                return await self._remind(post, event, now), mine
            case ActionKind.CALENDAR:
                return await self._calendar(post, event, now), mine
            case ActionKind.GOOD | ActionKind.BAD:
                return await self._note(action, post, event, now), mine

    async def _post_of(self, action: Action, event: Incoming) -> Post:
        post = await self._posts.find_post(event.requester.scope.workspace, PostId(action.value))
        if post is None:
            raise NotFoundError("that message is no longer stored; ask again")
        return post

    async def _facts(self, post: Post, event: Incoming) -> tuple[FactEntry, ...]:
        """The facts behind a post that the presser may see."""
        return await self._service.facts(post.facts, event.requester)

    async def _sources(self, post: Post, event: Incoming) -> Reply:
        """The same answer with its sources opened, or closed again; once for this press, however often it is tried."""
        shown = reply_from_json(post.reply)
        if shown.turned == event.key:
            return page_of(shown, post.id)
        turned = replace(shown, expanded=not shown.expanded, turned=event.key)
        await self._posts.put_post(replace(post, reply=reply_to_json(turned)))
        return page_of(turned, post.id)

    async def _leaf(self, action: Action, event: Incoming) -> Reply:
        """The same list at another page, kept open there."""
        named = read_page_value(action.value)
        if named is None:
            raise InputError("that button no longer works; ask again")
        post_name, page = named
        post = await self._post_of(replace(action, value=post_name), event)
        leafed = replace(reply_from_json(post.reply), page=page)
        await self._posts.put_post(replace(post, reply=reply_to_json(leafed)))
        return page_of(leafed, post.id)

    async def _quotes(self, post: Post, event: Incoming) -> Reply:
        """The quoted words of an answer in their surroundings, as far as the presser may see them."""
        body = page_of(reply_from_json(post.reply), post.id).body
        sources: Sequence[Source] = () if isinstance(body, Notice) else lay_out(body).sources
        lines: list[str] = []
        for source in sources[:MAX_QUOTES]:
            try:
                before, after = await self._service.surroundings(source.citation.quote, event.requester)
            except NotFoundError:
                continue
            words = " ".join(f"{before}»{source.citation.quote.text}«{after}".split())
            lines.append(f"[{source.number}] {teller(source.citation.told)}\n…{words}…")
        if not lines:
            raise NotFoundError(
                "the words behind this answer are no longer stored, or not visible to you here"
            )
        if len(sources) > MAX_QUOTES:
            lines.append(f"And {len(sources) - MAX_QUOTES} more.")
        return Reply(body=Notice(text="\n\n".join(lines)))

    async def _why(self, post: Post, event: Incoming) -> Reply:
        chosen = [_chosen(sentence) for sentence in _sentences(post) if sentence.reasons]
        entries = await self._facts(post, event)
        if not entries:
            return Reply(
                body=Notice(
                    text="This answer quotes the articles directly; no fact was worked out from them."
                )
            )
        lines = chosen[:MAX_REASONS]
        lines += [_explain(entry.fact) + f"\nTold by {teller(entry.told)}." for entry in entries[:MAX_QUOTES]]
        return Reply(body=Notice(text="\n\n".join(lines)))

    @staticmethod
    def _share(post: Post) -> Reply:
        shown = reply_from_json(post.reply)
        actions = tuple(action for action in shown.actions if action.kind is not ActionKind.SHARE)
        return replace(shown, actions=actions)

    async def _remind(self, post: Post, event: Incoming, now: datetime) -> Reply:
        entries = await self._facts(post, event)
        facts = [fact.id for fact in _deadlines([one for one in entries if one.told.audience is None])]
        if not facts and _deadlines(entries):
            raise NotAllowedError(
                "that deadline is told in this channel only, so I do not send it elsewhere; the channel's digest has it"
            )
        if not facts:
            raise NotFoundError("there is no deadline with a calendar day in this answer")
        workspace, place = event.requester.scope.workspace, f"member:{event.requester.member}"
        chosen = await self._posts.choices(workspace, place)
        kept = list(dict.fromkeys([*chosen.get(REMINDER, "").split(), *facts]))
        await self._posts.put_choice(workspace, place, REMINDER, " ".join(kept[-200:]))
        if self.remind is not None:
            await self.remind(event, now)
        count = f"{len(facts)} deadline" + ("" if len(facts) == 1 else "s")
        if not days_chosen(chosen):
            text = f"I have kept {count}, but you want no reminders. Such as: settings my reminders 30 7 1"
            return Reply(body=Notice(text=text))
        text = f"I will remind you of {count}: {days_ahead_words(chosen)}. If the day moves, so do I."
        return Reply(body=Notice(text=text))

    async def _calendar(self, post: Post, event: Incoming, now: datetime) -> Reply:
        facts = [fact.id for fact in _deadlines(await self._facts(post, event))]
        listed = await self._service.records_of(facts, event.requester)
        if not listed:
            raise NotFoundError("there is no deadline with a calendar day in this answer")
        rows = [(one.record, one.entries) for one in listed]
        data = await asyncio.to_thread(write_calendar, rows, now=now)
        return Reply(
            body=Notice(text="The deadlines of this answer, for your calendar."),
            attachment=Attachment(name="deadlines.ics", media_type="text/calendar", text=data.decode()),
        )

    async def _note(self, action: Action, post: Post, event: Incoming, now: datetime) -> Reply:
        """Note what somebody thinks of an answer, and the reason they typed; both go when the member is forgotten."""
        workspace, member = event.requester.scope.workspace, event.requester.member
        reason = " ".join(event.text.split())[:REASON_CHARS]
        if reason:
            await self._posts.put_choice(workspace, f"member:{member}", f"{REASON}:{post.id}", reason)
        await self._posts.add_act(
            workspace, Act(member=member, what=action.kind.value, about=post.id, at=now)
        )
        if action.kind is ActionKind.GOOD:
            return Reply(body=Notice(text="Thank you."))
        kept = "Thank you, I have kept what you wrote. " if reason else "Thank you. "
        return Reply(
            body=Notice(
                text=kept + "An admin can correct what is stored; “Show quote” has the words it rests on."
            )
        )

    async def _ingest(self, action: Action, event: Incoming, now: datetime) -> Reply:
        done = await self._service.ingest_text_or_link(action.value, event.requester, now=now)
        return Reply(body=Notice(text=stored_words(done)))


def _deadlines(entries: Sequence[FactEntry]) -> list[Deadline]:
    facts = [entry.fact for entry in entries]
    return [
        fact for fact in facts if isinstance(fact, Deadline) and fact.due is not None and fact.due.resolved
    ]


def _sentences(post: Post) -> Sequence[Sentence]:
    body = reply_from_json(post.reply).body
    return body.all_sentences if isinstance(body, Briefing) else ()


def _chosen(sentence: Sentence) -> str:
    """Why a digest tells something, and tells it where it does."""
    return f"{sentence.text}\nRanked by: {', '.join(sentence.reasons)}."


def _explain(fact: Fact) -> str:
    """How a fact came to be: its quote, and for each field the words and the rule."""
    rules = [f"{one.field}: {one.rule}" for one in fact.basis]
    words = " ".join(fact.quote.text.split())
    return f"{type(fact).__name__} {fact.id} from “{words}”\n" + (
        "Read by " + ", ".join(rules) if rules else "Read as printed"
    )
