"""Does what a request asks for, and says what is to be said to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.desk.channels import Channels, ChannelSettings
from bot.desk.corrections import CorrectRequest
from bot.desk.digest_orders import DigestRequest
from bot.desk.limited import limit_words, limits_told, narrowed
from bot.desk.limits import Counter
from bot.desk.live import Teller, Telling
from bot.desk.names import facts_of, post_id
from bot.desk.ordering import Orders
from bot.desk.orders import (
    AuditRequest,
    CalendarRequest,
    ChangesRequest,
    DeleteRequest,
    FeedsRequest,
    LogRequest,
    SettingsRequest,
    WatchRequest,
)
from bot.desk.pages import MOST_ENTRIES, as_list
from bot.desk.replies import reply_to_question, stored_words
from bot.desk.requests import (
    HELP,
    Ask,
    Brief,
    Help,
    IngestRequest,
    ListDeadlines,
    ListMeetings,
    Manners,
    Request,
    Verify,
)
from bot.errors import NotAllowedError, NotFoundError
from bot.model.answers import Answer
from bot.model.chat import Incoming, Length, Notice, Place, Question, Reply, Requester
from bot.model.ids import FactId
from bot.service import BriefingService


class Fulfilment:
    """Turns requests into replies."""

    def __init__(
        self,
        *,
        service: BriefingService,
        channels: Channels,
        teller: Teller,
        orders: Orders,
        counter: Counter,
    ) -> None:
        self._service = service
        self._channels = channels
        self._teller = teller
        self._orders = orders
        self._counter = counter

    async def fulfil(
        self, request: Request, event: Incoming, name: str, now: datetime, telling: Telling | None = None
    ) -> tuple[Reply | None, Place, tuple[FactId, ...]]:
        """The reply, where it goes, and the facts it was made from; no reply when we were asked to stop.

        name: of the job, after which the post is named. telling: where the answer may be told while it is written.
        """
        match request:
            case Help():
                return Reply(body=Notice(text=HELP)), event.place, ()
            case Manners(text=text):
                return Reply(body=Notice(text=text)), event.place, ()
            case DigestRequest():
                reply = await self._channels.change_digest(request, event, now=now)
                mine = replace(event.place, only_for=event.requester.member)
                return reply, mine if request.action == "preview" else event.place, ()
            case IngestRequest():
                await self._counter.count(event, now)
                return await self._ingest(request, event, now), event.place, ()
            case (
                AuditRequest()
                | DeleteRequest()
                | CorrectRequest()
                | ChangesRequest()
                | FeedsRequest()
                | WatchRequest()
                | CalendarRequest()
                | SettingsRequest()
                | LogRequest()
            ):
                reply, place = await self._orders.fulfil(request, event, now)
                return reply, place, ()
            case _:
                await self._counter.count(event, now)
                settings = await self._channels.settings(event.requester.scope.workspace, event.place)
                answer = await self._answer(request, event, settings, now, telling)
        if answer is None:
            return None, event.place, ()
        answer = limits_told(answer, settings)
        facts = facts_of(answer)
        entries = await self._service.facts(facts, event.requester)
        post = post_id(event.place, name)
        question = event.text if event.command is not None else None
        reply = reply_to_question(
            answer, post, event.place, question=question, facts=tuple(entry.fact for entry in entries)
        )
        if isinstance(request, ListMeetings | ListDeadlines):
            reply = as_list(reply)
        return reply, event.place, facts

    async def _answer(
        self,
        request: Ask | Brief | ListMeetings | ListDeadlines | Verify,
        event: Incoming,
        settings: ChannelSettings,
        now: datetime,
        telling: Telling | None,
    ) -> Answer | None:
        scope = await narrowed(self._service.news, event.requester.scope, settings)
        requester = replace(event.requester, scope=scope)
        match request:
            case Ask(text=text):
                question = Question(
                    text=text,
                    requester=requester,
                    conversation=event.conversation,
                    length=Length(settings.length),
                    language=None if settings.language == "auto" else settings.language,
                )
                return await self._teller.answer(question, telling, now=now)
            case Brief(subject=subject):
                return await self._brief(subject, requester, settings, now)
            case ListMeetings(parties=parties, first=first, last=last):
                return await self._service.tell_records(
                    "meeting", requester, now=now, parties=parties, first=first, last=last, limit=MOST_ENTRIES
                )
            case ListDeadlines(parties=parties, first=first, last=last):
                return await self._service.tell_records(
                    "deadline",
                    requester,
                    now=now,
                    parties=parties,
                    first=first,
                    last=last,
                    limit=MOST_ENTRIES,
                )
            case Verify(text=text):
                return await self._service.tell_verification(text, requester)

    async def _brief(
        self, subject: str, requester: Requester, settings: ChannelSettings, now: datetime
    ) -> Answer:
        try:
            return await self._service.brief(subject, requester, now=now, length=Length(settings.length))
        except NotFoundError as error:
            if not requester.scope.limited:
                raise
            raise NotFoundError(f"{limit_words(settings)} That article is not one of them") from error

    async def _ingest(self, request: IngestRequest, event: Incoming, now: datetime) -> Reply:
        if not await self._channels.may_ingest(event.requester, event.place):
            raise NotAllowedError("only admins add articles here; ask one of them")
        done = await self._service.ingest_text_or_link(request.text, event.requester, now=now)
        return Reply(body=Notice(text=stored_words(done)))
