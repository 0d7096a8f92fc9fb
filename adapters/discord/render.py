"""Draws replies as Discord messages: Components V2 with a plain-text form beside it. Pure; nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from zoneinfo import ZoneInfo

from adapters.discord.markup import escape, link, safe_url
from bot.desk.layout import Layout, Line, Source, Style, lay_out, split, teller
from bot.model.answers import Briefing, Coverage, Sentence
from bot.model.chat import Action, ActionKind, Attachment, Notice, Reply
from bot.model.when import When

MAX_TEXT_CHARS = 4_000  # of all text displays of one message together
MAX_COMPONENTS = 40  # of one message, nested ones counted
MAX_CONTENT_CHARS = (
    2_000  # of a message without Components V2; the API takes more on creating, then refuses edits
)
MAX_CUSTOM_ID_CHARS = 100
MAX_LABEL_CHARS = 80
ROW = 5  # buttons a row
ROWS = 5  # rows of buttons a message
MAX_QUOTE_CHARS = 280
MAX_WORD_CHARS = 300  # a longer "word" is broken, or no message would hold it
MAX_REMARK_CHARS = 600  # of one row, escaping not counted
PREFIX = "dateline"
CUSTOM_ID = rf"{PREFIX}(?:@(?P<home>\d{{15,20}}))?:(?P<kind>[a-z]+):(?P<value>(?s:.{{0,80}}))"

_OURS = re.compile(CUSTOM_ID)
_BADGES = {ActionKind.GOOD: "👍", ActionKind.BAD: "👎"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button as Discord takes it."""

    custom_id: str
    label: str
    emoji: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordMessage:
    """One message before it is handed to the library.

    blocks: texts with our markup, drawn as one text display each, or joined by newlines in a plain message.
    rows: of buttons. rich: it is meant for Components V2.
    """

    blocks: tuple[str, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()
    attachment: Attachment | None = None
    rich: bool = True

    @property
    def content(self) -> str:
        """The text of a plain message."""
        return "\n".join(self.blocks)

    @property
    def components(self) -> int:
        """How many components it has: a container, its texts, rows and buttons."""
        holder = 1 if self.blocks else 0
        return holder + len(self.blocks) + sum(1 + len(row) for row in self.rows) + bool(self.attachment)

    @property
    def fits(self) -> bool:
        """Whether Discord takes it."""
        if not self.rich:
            return size(self.content) <= MAX_CONTENT_CHARS and len(self.rows) <= ROWS
        chars = sum(size(block) for block in self.blocks)
        return chars <= MAX_TEXT_CHARS and self.components <= MAX_COMPONENTS


def draw(
    reply: Reply, *, rich: bool = True, home: int | None = None, zone: str = "UTC"
) -> tuple[DiscordMessage, ...]:
    """The messages of a reply, in order; the buttons stand under the last one.

    rich: Components V2; otherwise plain text of up to 2,000 characters, with the sources written out. home: the server
    whose articles it is about, where the message itself stands outside of it. zone: IANA name of the zone whose clock
    counts where an article names a day without one.
    """
    rows = _rows(reply.actions, home)
    before = _before(reply)
    match reply.body:
        case Notice(text=text):
            layout = Layout(lines=tuple(Line(text=row) for row in text.split("\n")), sources=())
        case answer:
            layout = lay_out(answer)
    look = _Look(expanded=reply.expanded, rich=rich, zone=zone)
    drawn = _texts(_breakable(layout), before, look)
    messages = [message for message in drawn if message.blocks]
    messages = _with_rows(messages, rows, rich=rich)
    if reply.attachment is not None:
        messages[-1] = replace(messages[-1], attachment=reply.attachment)
    return tuple(messages)


def draw_growing(
    sentences: Sequence[Sentence], doing: str, *, rich: bool = True, zone: str = "UTC"
) -> DiscordMessage:
    """One message with the sentences of an answer so far and what is being done. Those that one message cannot hold
    stand in the finished reply."""
    body = Briefing(sentences=tuple(sentences), coverage=Coverage(articles=0, outlets=0))
    layout = replace(lay_out(body), foot=())
    look = _Look(expanded=False, rich=rich, zone=zone)
    last = _remark(f"{doing}…")
    room = replace(_breakable(layout), foot=(doing + "…",))
    first = next(iter(_texts(room, (), look)))
    blocks = first.blocks if last in first.blocks else (*first.blocks, last)
    grown = _message(blocks, rich=rich)
    return grown if grown.fits else _message((last,), rich=rich)


def size(text: str) -> int:
    """Characters as Discord may count them at worst: an emoji is two."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def full_text(reply: Reply) -> str:
    """Everything a reply says, as bare text with its sources, for a file beside a message that cannot hold it."""
    body = reply.body.text if isinstance(reply.body, Notice) else lay_out(reply.body).plain_text
    return "\n".join([*(words for words in (reply.title, reply.question) if words), body])


def mark_of(name: str, part: int = 1) -> int:
    """A component id that names part `part` of the post called `name`; it survives in the message's history."""
    number = int.from_bytes(sha256(name.encode()).digest()[:4], "big") % 21_000_000
    return (number + 1) * 100 + min(part, 99)


def part_of(mark: int) -> int:
    """Which part of a post a component id names."""
    return mark % 100


def custom_id(action: Action, home: int | None = None) -> str:
    """What a press of this button brings back, at most 100 characters; `read_custom_id` reads it.

    home: the server it belongs to, left out where there is no room for it.
    """
    rest = f":{action.kind.value}:{action.value}"
    long = f"{PREFIX}@{home}{rest}"
    return long if home is not None and len(long) <= MAX_CUSTOM_ID_CHARS else PREFIX + rest


def read_custom_id(text: str, label: str = "") -> Action | None:
    """The button behind a custom id, or None when it is not one of ours."""
    parts = _OURS.fullmatch(text)
    if parts is None:
        return None
    try:
        return Action(kind=ActionKind(parts["kind"]), label=label, value=parts["value"])
    except ValueError:
        return None


def home_of(text: str) -> int | None:
    """The server that a custom id names, or None."""
    parts = _OURS.fullmatch(text)
    return int(parts["home"]) if parts is not None and parts["home"] else None


def _before(reply: Reply) -> tuple[str, ...]:
    """The title, and the question where Discord does not show it."""
    blocks = []
    if reply.title:
        blocks.append(f"## {escape(_shortened(_one_line(reply.title), 200))}")
    if reply.question:
        blocks.append(f"> {escape(_shortened(_one_line(reply.question), 300))}")
    return tuple(blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a layout is drawn; see `draw`. expanded: the sources stand open."""

    expanded: bool
    rich: bool
    zone: str


def _texts(layout: Layout, before: tuple[str, ...], look: _Look) -> Iterator[DiscordMessage]:
    """The parts of a layout as messages; sources that no part can hold follow in messages of their own."""

    def drawn(part: Layout, head: tuple[str, ...] = before) -> DiscordMessage:
        return _message((*head, *_blocks(part, look)), rich=look.rich)

    def fits(part: Layout) -> bool:
        return drawn(part).fits

    for number, part in enumerate(split(layout, fits)):
        head = before if number == 0 else ()
        if drawn(part, head).fits:
            yield drawn(part, head)
            continue
        bare = replace(part, sources=(), foot=())
        yield _message((*head, *_blocks(bare, replace(look, expanded=False))), rich=look.rich)
        yield from _loose(part, look)


def _message(blocks: Sequence[str], *, rich: bool) -> DiscordMessage:
    return DiscordMessage(blocks=tuple(block for block in blocks if block.strip()), rich=rich)


def _loose(part: Layout, look: _Look) -> Iterator[DiscordMessage]:
    """Sources and remarks that did not fit below their lines."""
    rich = look.rich
    rows = [_source(source, quoted=look.expanded) for source in part.sources]
    rows += [_remark(words) for words in part.foot]
    current: list[str] = []
    for row in rows:
        if current and not DiscordMessage(blocks=("\n".join([*current, row]),), rich=rich).fits:
            yield DiscordMessage(blocks=("\n".join(current),), rich=rich)
            current = []
        current.append(row)
    if current:
        yield DiscordMessage(blocks=("\n".join(current),), rich=rich)


def _blocks(part: Layout, look: _Look) -> Iterator[str]:
    expanded, rich = look.expanded, look.rich
    urls = {source.number: safe_url(source.citation.told.url) for source in part.sources}
    if part.lines:
        yield "\n".join(_line(line, urls if rich else {}, look.zone) for line in part.lines)
    if part.sources and (expanded or not rich):
        rows = [_source(source, quoted=expanded) for source in part.sources]
        yield "\n".join(["**Sources**", *rows] if expanded else rows)
    elif part.sources:
        told = " · ".join(f"\\[{s.number}\\] {escape(teller(s.citation.told))}" for s in part.sources)
        yield f"-# {_one_line(told)}"
    if part.foot:
        yield "\n".join(_remark(words) for words in part.foot)


def _line(line: Line, urls: dict[int, str | None], zone: str) -> str:
    marks = "".join(f" {_number(mark, urls.get(mark))}" for mark in line.marks)
    words = escape(line.text) + marks + (" *(check this)*" if line.check else "")
    if line.due is not None:
        words += clock_words(line.due, zone)
    match line.style:
        case Style.HEADING:
            return f"### {_one_line(words)}"
        case Style.GROUPED:
            return f"> {_one_line(words)}"
        case Style.REMARK:
            return f"-# {_one_line(words)}"
        case Style.PLAIN:
            return words


def clock_words(due: When, zone: str) -> str:
    """What Discord draws by each reader's own clock and in their language: the moment, or when the day is over.

    An article that gives a day gives no moment; the day then ends by the clock of the article's zone, else of `zone`.
    A time of day without a zone could be anybody's, so nothing is drawn.
    """
    moments = due.moments(ZoneInfo(zone)) if due.time is None or due.zone is not None else None
    if moments is None:
        return ""
    start, end = (int(moment.timestamp()) for moment in moments)
    if due.time is not None:
        return f" · <t:{start}:f>, <t:{start}:R>"
    return f" · day over <t:{end}:R>"


def _number(mark: int, url: str | None) -> str:
    return link(f"\\[{mark}\\]", url) if url else f"\\[{mark}\\]"


def _source(source: Source, *, quoted: bool) -> str:
    told = source.citation.told
    row = f"\\[{source.number}\\] {_one_line(escape(teller(told)))}"
    if quoted:
        row += f": “{escape(_shortened(_one_line(source.citation.quote.text), MAX_QUOTE_CHARS))}”"
    url = safe_url(told.url)
    return f"{row} <{url}>" if url else row


def _remark(words: str) -> str:
    return f"-# {_one_line(escape(words))}"


def _rows(actions: Sequence[Action], home: int | None) -> list[tuple[Button, ...]]:
    buttons: dict[str, Button] = {}
    for action in actions:
        label = _shortened(" ".join(action.label.split()), MAX_LABEL_CHARS) or action.kind.value
        name = custom_id(action, home)
        buttons.setdefault(name, Button(custom_id=name, label=label, emoji=_BADGES.get(action.kind)))
    kept = list(buttons.values())
    return [tuple(kept[at : at + ROW]) for at in range(0, len(kept), ROW)]


def _with_rows(
    messages: list[DiscordMessage], rows: list[tuple[Button, ...]], *, rich: bool
) -> list[DiscordMessage]:
    """The messages with the buttons below the last; more than it can hold stand in messages of their own."""
    messages = messages or [DiscordMessage(blocks=("…",), rich=rich)]
    messages[-1] = replace(messages[-1], rows=tuple(rows[:ROWS]))
    for at in range(ROWS, len(rows), ROWS):
        blocks = () if rich else ("…",)
        messages.append(DiscordMessage(blocks=blocks, rows=tuple(rows[at : at + ROWS]), rich=rich))
    return messages


def _breakable(layout: Layout) -> Layout:
    """The layout with overlong "words" broken, so that every line can be split, and remarks in pieces that fit."""
    foot = tuple(piece for words in layout.foot for piece in _pieces(_broken(words)))
    return replace(
        layout, lines=tuple(replace(line, text=_broken(line.text)) for line in layout.lines), foot=foot
    )


def _pieces(words: str) -> Iterator[str]:
    """A remark, broken between words where it is long."""
    row = ""
    for word in words.split():
        if row and len(row) + len(word) >= MAX_REMARK_CHARS:
            yield row
            row = ""
        row = f"{row} {word}".strip()
    if row:
        yield row


def _broken(text: str) -> str:
    if len(text) <= MAX_WORD_CHARS:
        return text
    words = (
        word[at : at + MAX_WORD_CHARS]
        for word in text.split(" ")
        for at in range(0, max(len(word), 1), MAX_WORD_CHARS)
    )
    return " ".join(words)


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shortened(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rstrip("\\ ") + "…"
