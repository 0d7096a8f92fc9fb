"""What the core needs from outside, as Protocols. Every promise here is a test in tests/contracts/."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.model.answers import Coverage, Sentence
from bot.model.chat import Place, Reply, Requester
from bot.model.facts import Fact
from bot.model.ids import (
    ArticleId,
    ChannelId,
    CorrectionId,
    FactId,
    MemberId,
    PostId,
    RecordId,
    RevisionId,
    WorkspaceId,
)
from bot.model.jobs import Claim, JobEntry, JobState, NewJob, Occurrence, Schedule
from bot.model.posts import Act, Post, PostKind
from bot.model.records import Correction, Record, ToldFact
from bot.model.sources import SeenEntry, Source, SourceId, Watch
from bot.model.text import Article, Passage, Revision, Scope, Span, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuery:
    """Which facts to find; every field narrows, empty fields do not.

    kinds: of "meeting", "deadline", "statement", "event". parties: party keys; a fact names all of them
    (as participant, setter, addressee or speaker). first, last: the fact's day overlaps these days, both included;
    facts without a day are left out when either is given. known_until: told by then. known_from: told after that moment.
    limit: at most so many, the latest known first.
    """

    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    known_until: datetime | None = None
    articles: tuple[ArticleId, ...] = ()
    current: bool = True
    limit: int = 200
    known_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuery:
    """Which records to find: `kind` is "meeting" or "deadline"; other fields as in `FactQuery`."""

    kind: str | None = None
    parties: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageQuery:
    """A search for passages: `terms` are lower-case content words; the best fitting come first.

    Inflections match; a word of the headline counts, at half its weight, as held by every passage under it.
    articles: only these, when given. known_until: told by then. first, last: published between, both included.
    """

    terms: tuple[str, ...]
    articles: tuple[ArticleId, ...] = ()
    known_until: datetime | None = None
    first: date | None = None
    last: date | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FactEntry:
    """A fact with who told it, as stored.

    superseded: a later extraction or a later revision replaced it; it stays readable for posts that used it.
    """

    fact: Fact
    told: Told
    superseded: bool = False


class Writer(Protocol):
    """One writing transaction on one workspace: all of it is kept, or none. Reads see its own writes.

    Two writers on one workspace never run at once, in whatever process.
    """

    async def add_article(self, article: Article) -> None:
        """Keep a new article; its id is new."""

    async def add_revision(
        self, revision: Revision, passages: Sequence[Span], shingles: Sequence[int]
    ) -> None:
        """Keep a new revision, indexed for search by its passages (spans of its text) and found again by shingles.

        Earlier revisions of the article are no longer returned by passage search without `known_until`.
        """

    async def put_facts(
        self, revision: RevisionId, facts: Sequence[Fact], keys: Sequence[Sequence[str]]
    ) -> None:
        """Make `facts` the facts of `revision`, superseding what it had and what earlier revisions had.

        keys: for each fact, the neighbour keys under which the ledger finds it. A fact whose id is stored stays
        as it is.
        """

    async def find_under(self, keys: Sequence[str]) -> tuple[ToldFact, ...]:
        """All meetings and deadlines that stand under one of these neighbour keys; keys are not followed further.

        Only those that the whole workspace sees: what was shared in a private channel changes no record elsewhere.
        Superseded facts of earlier revisions are included (their `told.superseded` is set): a correction is history.
        Facts of an earlier extraction of the same revision are not. Sorted by (known, article, fact id).
        """

    async def find_together(self, facts: Sequence[FactId]) -> tuple[ToldFact, ...]:
        """All facts of the records that hold one of `facts`, and those of `facts` that are in none; as `find_under`."""

    async def outlets(self, audience: ChannelId | None) -> tuple[str, ...]:
        """Names of the outlets of which this audience (None: the whole workspace) sees an article, sorted."""

    async def leads_naming(
        self, words: str, audience: ChannelId | None, *, chars: int
    ) -> tuple[tuple[Told, str], ...]:
        """Revisions that hold `words` in their first `chars` characters, with these characters and their tellers.

        Those that just this audience sees; None: all. Case is ignored as far as the database knows it.
        """

    async def put_reply(self, revision: RevisionId, asked: str, reply: str) -> None:
        """Keep what a model replied about the text of a revision, under a name of what it was asked; goes with it."""

    async def put_cites(self, revision: RevisionId, cites: Sequence[str]) -> None:
        """Say anew which outlets' reporting a revision passes on."""

    async def put_records(self, facts: Sequence[FactId], records: Sequence[Record]) -> None:
        """Replace every record that holds one of `facts` by `records` (the view of the whole workspace)."""

    async def add_correction(self, correction: Correction) -> None:
        """Keep a person's correction; one of this id that is stored already stays as it is."""

    async def undo_correction(self, correction: CorrectionId, at: datetime) -> None:
        """Mark a correction as undone; NotFoundError when there is none that holds."""

    async def corrections(self) -> tuple[Correction, ...]:
        """All corrections that hold, oldest first."""

    async def delete_article(self, article: ArticleId) -> tuple[ArticleId, ...]:
        """Erase an article with its revisions, passages and facts, and the records that used them.

        What is left of those records must be put again. The first stored of its copies becomes their origin; returns
        the copies. NotFoundError when there is no such article.
        """

    async def find_article_by_url(self, audience: ChannelId | None, url: str) -> Article | None:
        """The article at this canonical URL that this audience (None: the whole workspace) sees, or None."""

    async def find_revision_by_text(self, audience: ChannelId | None, text: str) -> Told | None:
        """As `Store.find_revision_by_text`."""

    async def find_near(
        self, audience: ChannelId | None, shingles: Sequence[int], *, share: float = 0.4
    ) -> tuple[tuple[ArticleId, float], ...]:
        """As `Store.find_near`."""

    async def revisions(self, article: ArticleId) -> tuple[Revision, ...]:
        """The revisions of an article, first to last; empty when there is no such article."""

    async def add_jobs(self, jobs: Sequence[NewJob]) -> int:
        """As `JobStore.add_jobs`, kept or dropped together with everything else in this transaction."""

    async def finish_job(self, claim: Claim, now: datetime) -> None:
        """As `JobStore.finish`, kept or dropped together with everything else in this transaction."""


class Store(Protocol):
    """Articles, facts and records of workspaces. Every method names its workspace, alone or in a `Scope`."""

    def writing(self, workspace: WorkspaceId) -> AbstractAsyncContextManager[Writer]:
        """Begin a writing transaction; leaving the block without an exception keeps it.

        Raises StorageBusyError when another process does not let go in time, StorageFullError when the disk is full
        or read-only, StorageError otherwise.
        """

    async def find_article_by_url(self, scope: Scope, url: str) -> Article | None:
        """The visible article at this canonical URL, or None."""

    async def find_revision_by_text(
        self, workspace: WorkspaceId, audience: ChannelId | None, text: str
    ) -> Told | None:
        """Who told exactly this text to this audience (or to the whole workspace), or None."""

    async def get_article(self, scope: Scope, article: ArticleId) -> tuple[Article, tuple[Revision, ...]]:
        """An article with its revisions, first to last; NotFoundError when there is none or it is not visible."""

    async def get_articles(
        self, scope: Scope, articles: Sequence[ArticleId]
    ) -> tuple[tuple[Article, tuple[Revision, ...]], ...]:
        """As `get_article` for several, in the order asked for; those that are not visible are left out."""

    async def get_revision(self, scope: Scope, revision: RevisionId) -> tuple[Told, Revision]:
        """A revision and its teller; NotFoundError as above."""

    async def list_articles(
        self, scope: Scope, *, known_until: datetime | None = None, limit: int = 50
    ) -> tuple[Told, ...]:
        """The latest revision of each visible article, newest first."""

    async def find_facts(self, scope: Scope, query: FactQuery) -> tuple[FactEntry, ...]:
        """Visible facts, the latest known first."""

    async def get_facts(self, scope: Scope, facts: Sequence[FactId]) -> tuple[FactEntry, ...]:
        """These facts, superseded ones included, in the order asked for; those that are not visible are left out."""

    async def find_under(
        self, scope: Scope, keys: Sequence[str], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """As `Writer.find_under`, visible facts told by `known_until` only, superseded as they were then."""

    async def find_together(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """Those of `facts`, and of the facts that stand in one stored record with them, that are visible and were told
        by `known_until`; superseded as they were then.

        Stored records hold what the whole workspace sees now. For other views see `bot.ledger.viewing`.
        """

    async def find_neighbours(
        self, scope: Scope, facts: Sequence[FactId], *, known_until: datetime | None = None
    ) -> tuple[ToldFact, ...]:
        """More than `find_together`: the records of whatever shares a neighbour key with these, as far as visible.

        Where exactly the facts of their records are wanted, ask `bot.ledger.viewing.facts_in_records`.
        """

    async def find_records(self, scope: Scope, query: RecordQuery) -> tuple[Record, ...]:
        """Records from facts of the whole workspace, by day then id; scopes with articles of their own compute theirs."""

    async def get_record(self, workspace: WorkspaceId, record: RecordId) -> Record:
        """A record; NotFoundError when there is none."""

    async def list_corrections(
        self, workspace: WorkspaceId, *, undone: bool = False
    ) -> tuple[Correction, ...]:
        """Corrections that hold, oldest first; those taken back too when `undone`."""

    async def find_reply(self, workspace: WorkspaceId, asked: str) -> str | None:
        """What a model once replied to this about a text that is still stored, or None."""

    async def search_passages(self, scope: Scope, query: PassageQuery) -> tuple[Passage, ...]:
        """Passages that hold at least two of the terms (one, when too few do), best first. At most one list, no pages."""

    async def find_near(
        self,
        workspace: WorkspaceId,
        audience: ChannelId | None,
        shingles: Sequence[int],
        *,
        share: float = 0.4,
    ) -> tuple[tuple[ArticleId, float], ...]:
        """Articles that share at least `share` of the smaller set of shingles, the nearest first.

        Only articles that this audience (None: the whole workspace) sees. Shingles that very many articles hold
        do not count.
        """

    async def coverage(self, scope: Scope, *, known_until: datetime | None = None) -> Coverage:
        """How many articles and outlets are visible, over which days, and the newest."""

    async def outlets(self, scope: Scope) -> tuple[str, ...]:
        """Names of the outlets with a visible article, sorted."""

    async def known_parties(
        self, scope: Scope, prefix: str, *, limit: int = 25
    ) -> tuple[tuple[str, str], ...]:
        """(key, name) of parties that visible facts name and whose name or alias starts with `prefix`, most told first."""

    async def erase_workspace(self, workspace: WorkspaceId) -> int:
        """Erase everything that is kept of a workspace, with its articles, posts, jobs, choices and name; how many rows.

        All of it, or nothing. Other workspaces are not touched.
        """

    async def articles_before(
        self, before: datetime, *, limit: int
    ) -> tuple[tuple[WorkspaceId, ChannelId | None, ArticleId], ...]:
        """Articles of any workspace of which every text came in before then, the oldest first, with their audience."""

    async def close(self) -> None:
        """Let go of the database; the store is not used again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """What a language model is asked.

    system, user: the two parts of the prompt. schema: JSON Schema of the reply, kept to where the endpoint can;
    the reply is checked by us in any case. max_output_tokens: includes a reasoning model's thinking.
    timeout_s: at most so long for the whole reply, when that is less than the endpoint is given anyway.
    """

    system: str
    user: str
    schema: Mapping[str, object] | None = None
    max_output_tokens: int = 2_000
    timeout_s: float | None = None


CHARS_PER_TOKEN = 4  # the usual rule of thumb for English


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one model call; `estimated` when the endpoint does not count them (four characters a token).

    output_tokens: all that is paid as output, thinking included. reasoning_tokens: how many of these were thinking.
    """

    input_tokens: int
    output_tokens: int
    estimated: bool = False
    reasoning_tokens: int = 0

    @classmethod
    def estimate(cls, request: ModelRequest, written_chars: int, thinking_chars: int = 0) -> Usage:
        """What a call must have cost that nobody counted."""
        return cls(
            input_tokens=(len(request.system) + len(request.user)) // CHARS_PER_TOKEN,
            output_tokens=(written_chars + thinking_chars) // CHARS_PER_TOKEN,
            estimated=True,
            reasoning_tokens=thinking_chars // CHARS_PER_TOKEN,
        )


class Purpose(StrEnum):
    """What a model call was for: an ANSWER, the REPAIR of one, the facts of an article (EXTRACT)."""

    ANSWER = "answer"
    REPAIR = "repair"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some of a model's reply as it arrives; the last piece carries the usage and no text."""

    text: str = ""
    usage: Usage | None = None


class ChatModel(Protocol):
    """A language model that may rephrase evidence. Nothing it says reaches a reader unchecked."""

    name: str

    def stream(self, request: ModelRequest) -> AsyncIterator[Piece]:
        """The reply, piece by piece, ending with the usage; a call that fails after it began to cost tells its usage, too.

        Raises ModelUnavailableError (timeout, limit, outage, too many failures of late), ModelRefusedError when the
        model declines, ModelReplyError when the endpoint's reply cannot be read. It may fail after some pieces.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCall:
    """One call of a language model and what it cost.

    about: names the answer or the revision it was made for; calls for one answer share it. cost: in the currency of the
    operator's prices, to six places; 0 where there are none.
    """

    at: datetime
    purpose: Purpose
    about: str
    model: str
    usage: Usage
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelMonth:
    """What the calls of one purpose to one model came to in a month. estimated: calls that the endpoint did not count."""

    purpose: Purpose
    model: str
    calls: int
    estimated: int
    usage: Usage
    cost: Decimal


class Accounts(Protocol):
    """Whoever may say that a workspace has spent its month, and is told of every call."""

    async def allows(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether the workspace may make another call."""

    async def note(
        self,
        workspace: WorkspaceId,
        calls: Sequence[tuple[Purpose, Usage]],
        *,
        about: str,
        model: str,
        now: datetime,
    ) -> None:
        """Keep what these calls of `model` for one answer or revision cost."""


class SpendStore(Protocol):
    """What language models cost, by workspace. Months are those of UTC, as endpoints bill them."""

    async def add_calls(self, workspace: WorkspaceId, calls: Sequence[ModelCall]) -> None:
        """Keep these calls, all or none, and add them to their month."""

    async def month(self, workspace: WorkspaceId, at: datetime) -> tuple[ModelMonth, ...]:
        """The month of `at`, by purpose and model; empty when nothing was spent."""

    async def list_calls(self, workspace: WorkspaceId, *, limit: int = 100) -> tuple[ModelCall, ...]:
        """Single calls, the latest first."""


class Platform(Protocol):
    """A chat platform as the core sees it: an adapter implements this and decides nothing.

    Every method raises DeliveryRefusedError when the platform will never do it (channel gone, not a member, archived,
    token revoked), DeliveryDoubtfulError when it may or may not have happened, DeliveryError when it did not and a
    later try may help.
    """

    name: str

    async def post(self, place: Place, reply: Reply, key: str) -> str:
        """Post a message and return the platform's reference to its first part.

        key: names this post; the same key again within the platform's memory does not post twice where the platform
        allows that, and `find_post` finds it where it does not. At most 25 characters.
        """

    async def find_post(self, place: Place, key: str) -> str | None:
        """The reference of a message posted with this key, or None when the platform has none."""

    async def update(self, place: Place, reference: str, reply: Reply) -> None:
        """Replace a message of ours; doing it twice equals once."""

    async def show_status(self, place: Place, words: str | None) -> None:
        """Show that we are working ("Checking 3 articles"), or clear that with None; failing is not an error."""


class LiveAnswer(Protocol):
    """A message of ours that grows while its answer is written. Only checked sentences are ever shown in it.

    reference: the platform's name of the message, as `Platform.post` returns it. `tell` and `show` never raise: what
    could not be shown on the way stands in the finished reply.
    """

    reference: str

    async def tell(self, words: str) -> None:
        """Say what is being done now; what was being done before is done."""

    async def show(self, sentences: Sequence[Sentence]) -> None:
        """Show the answer so far: all its sentences up to now, each of which passed the gate."""

    async def close(self, reply: Reply) -> None:
        """End it and put the finished reply in its place, whatever became of it on the way; twice equals once.

        Raises as `Platform.update`.
        """


@runtime_checkable
class LivePlatform(Protocol):
    """A platform on which an answer can be read while it is written."""

    async def open_live(self, place: Place, requester: Requester, key: str, words: str) -> LiveAnswer | None:
        """Begin a live answer with the words of what is being done; None where there can be none: then the reply is
        posted whole.

        key: as in `Platform.post`; `find_post` finds a message begun with it, also one that nobody ended, and `update`
        ends it. Raises DeliveryDoubtfulError when it may have begun, DeliveryError when it did not.
        """


class PostStore(Protocol):
    """What was posted, what places have chosen, and who did what."""

    async def put_post(self, post: Post) -> None:
        """Keep a post, in place of the one with its id."""

    async def find_post(self, workspace: WorkspaceId, post: PostId) -> Post | None:
        """The post of this id, or None."""

    async def find_posts(
        self,
        workspace: WorkspaceId,
        *,
        kinds: Sequence[PostKind] = (),
        lane: str | None = None,
        using: Sequence[FactId] = (),
        limit: int = 100,
    ) -> tuple[Post, ...]:
        """Posts of these kinds, in this lane, made from any of these facts (empty: whatever), the latest first."""

    async def put_choice(self, workspace: WorkspaceId, place: str, name: str, value: str | None) -> None:
        """Keep what a place (a channel, a member, the workspace) has chosen; None takes it back."""

    async def choices(self, workspace: WorkspaceId, place: str) -> Mapping[str, str]:
        """What a place has chosen, by name; empty when nothing."""

    async def places(self, workspace: WorkspaceId, name: str) -> Mapping[str, str]:
        """Every place that has chosen something under this name, and what."""

    async def add_act(self, workspace: WorkspaceId, act: Act) -> None:
        """Note who did what."""

    async def list_acts(
        self,
        workspace: WorkspaceId,
        *,
        limit: int = 100,
        member: MemberId | None = None,
        what: str | None = None,
        about: str | None = None,
        since: datetime | None = None,
    ) -> tuple[Act, ...]:
        """What was done, the latest first; only by this member, just this, about this, and not before then, where given."""

    async def forget_member(self, workspace: WorkspaceId, member: MemberId) -> int:
        """Erase what was posted for a member, chosen by and noted of them, ended work with their words, and their name where
        they asked for what a place has; how many rows."""

    async def forget_posts(self, workspace: WorkspaceId | None, before: datetime) -> int:
        """Erase posts made before then, in every workspace when none is named; how many."""

    async def forget_acts(self, before: datetime, *, what: str | None = None) -> int:
        """Erase what was noted before then (just this, where given), in every workspace; how many."""


class JobStore(Protocol):
    """Durable work: an inbox, jobs with their leases, and schedules with what fell due.

    Times are passed in; every process must have about the same clock (a lease is longer than their difference).
    Methods that take a Claim raise LeaseLostError when another worker holds the job by now, and then change nothing.
    """

    async def accept(self, workspace: WorkspaceId, event: str, jobs: Sequence[NewJob], now: datetime) -> bool:
        """Note a platform's event and add the jobs it asks for, together; False when it was noted before.

        A platform that is not thanked in time sends again: nothing is added the second time.
        """

    async def add_jobs(self, workspace: WorkspaceId, jobs: Sequence[NewJob]) -> int:
        """Add jobs whose names are new; how many were. Jobs of one lane run in the order they are given."""

    async def claim(
        self, worker: str, now: datetime, *, lease_s: float, kinds: Sequence[str], limit: int = 1
    ) -> tuple[Claim, ...]:
        """Take up to `limit` jobs that are due, of any workspace, the longest due first, for `lease_s` seconds.

        Due is also a job whose holder let its lease run out. No two claims ever hold one job or one lane at once, and
        a lane that rests is left alone.
        """

    async def renew(self, claim: Claim, now: datetime, *, lease_s: float) -> None:
        """Hold the job for another `lease_s` seconds."""

    async def intend(self, claim: Claim, now: datetime) -> None:
        """Mark that something is about to be sent: whoever claims the job after us is told that it is doubtful."""

    async def finish(self, claim: Claim, now: datetime) -> None:
        """The job is done; its lane rests for the job's pace."""

    async def retry(
        self, claim: Claim, now: datetime, *, at: datetime, error: str, doubtful: bool = False
    ) -> None:
        """Let the job be claimed again from `at` on. doubtful: keep the mark of intent, the send may have worked."""

    async def give_up(self, claim: Claim, now: datetime, *, error: str) -> None:
        """Put the job among the dead ones; its lane goes on."""

    async def list_jobs(
        self, workspace: WorkspaceId, *, states: Sequence[JobState] = (), limit: int = 100
    ) -> tuple[JobEntry, ...]:
        """Jobs in these states (empty: in any), the first added first."""

    async def revive(self, workspace: WorkspaceId, name: str, at: datetime) -> None:
        """Let a dead job run again from `at` on, with its attempts counted anew; NotFoundError when none is dead."""

    async def cancel(self, workspace: WorkspaceId, name: str, now: datetime) -> None:
        """Put a waiting job among the dead ones, from where it can be revived; NotFoundError when none waits."""

    async def forget(self, before: datetime) -> int:
        """Delete what was noted or done before then, in every workspace; how many jobs. Dead jobs stay, and so does the
        latest local day of each schedule.
        """

    async def put_schedule(self, schedule: Schedule) -> None:
        """Keep a schedule in place of the one that its channel has for this kind."""

    async def remove_schedule(self, workspace: WorkspaceId, channel: ChannelId, kind: str) -> bool:
        """Whether there was one to remove."""

    async def list_schedules(
        self, workspace: WorkspaceId | None = None
    ) -> tuple[tuple[Schedule, date | None], ...]:
        """The schedules of a workspace (None: of all, for the one loop that serves them), each with the latest local
        day that fell due, or None."""

    async def occur(
        self, schedule: Schedule, occurrence: Occurrence, jobs: Sequence[NewJob], now: datetime
    ) -> bool:
        """Note that a schedule fell due and add the jobs for it, together; False when that day was noted before."""


class SourceStore(Protocol):
    """Feeds and pages that workspaces follow, what was met there, and articles that are looked at again."""

    async def add_source(self, source: Source) -> bool:
        """Keep a new source; False when its audience follows this address already, then nothing changes."""

    async def find_source(self, workspace: WorkspaceId, source: SourceId) -> Source | None:
        """The source of this id, or None."""

    async def list_sources(self, workspace: WorkspaceId) -> tuple[Source, ...]:
        """All sources of a workspace, by address then id."""

    async def remove_source(self, workspace: WorkspaceId, source: SourceId) -> bool:
        """Forget a source and what was met there; its articles stay. Whether there was one."""

    async def due_sources(self, now: datetime, *, limit: int) -> tuple[Source, ...]:
        """Sources of any workspace that are due to be polled, the longest due first."""

    async def unseen(self, workspace: WorkspaceId, source: SourceId, keys: Sequence[str]) -> tuple[str, ...]:
        """Those of the entries' keys that were not met at this source yet, in the order asked for."""

    async def list_seen(
        self, workspace: WorkspaceId, source: SourceId, *, limit: int = 100
    ) -> tuple[SeenEntry, ...]:
        """What was met at a source, the latest first."""

    async def keep(
        self,
        workspace: WorkspaceId,
        *,
        sources: Sequence[Source] = (),
        seen: Mapping[SourceId, Sequence[SeenEntry]] | None = None,
        watches: Sequence[Watch] = (),
        jobs: Sequence[NewJob] = (),
    ) -> None:
        """Keep the new state of sources, entries and watches and add jobs: all of it, or nothing.

        An entry met before takes its new problem. What belongs to a source or an article that is gone is passed over;
        jobs are added as by `JobStore.add_jobs`.
        """

    async def find_watch(self, workspace: WorkspaceId, article: ArticleId) -> Watch | None:
        """How an article is looked at again, or None."""

    async def due_watches(self, now: datetime, *, limit: int) -> tuple[Watch, ...]:
        """Articles of any workspace that are due to be looked at again, the longest due first."""

    async def forget_seen(self, before: datetime) -> int:
        """Forget entries met before then, in every workspace; how many. They would count as new if met again."""
