"""Draws a reply as Slack messages: Block Kit as plain dicts, and a fallback text that carries the whole answer.

Words from articles, models and members stand in rich_text and plain_text only, where Slack parses no markup and no
mention. A link is the address of a stored article under a number or its own host, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack.blocks import (
    Block,
    buttons_of,
    chars_of,
    check_words,
    groups,
    joined,
    plain,
    rich_blocks,
    section,
    sections,
    small_print,
    text_run,
)
from adapters.slack.limits import (
    BLOCK_ID_CHARS,
    HEADER_CHARS,
    MESSAGE_BLOCKS,
    MESSAGE_CHARS,
    NOTE_CHARS,
    TEXT_FIELD_CHARS,
)
from adapters.slack.words import cut, escaped, harmless, host_of, one_line, safe_link
from bot.desk.layout import Layout, Line, Source, lay_out, lay_out_sentences, split, teller
from bot.model.answers import Sentence
from bot.model.chat import Notice, Reply

_LINE_CHARS, _LINE_MARKS = 1_200, 16  # a line with its sources fits into one message whatever they hold
_TELLER_CHARS = 110
_QUESTION_CHARS = 300
_TOP_CHARS = HEADER_CHARS * 2 + _QUESTION_CHARS  # kept free for title and question
_DETAILS = (600, 240, 80, 0)  # how much of a quote opened sources show, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackMessage:
    """One message. text: what notifications and screen readers say, already escaped."""

    blocks: tuple[Block, ...]
    text: str


def draw(reply: Reply, *, at_most: int | None = None) -> tuple[SlackMessage, ...]:
    """The reply as one message, or several where Slack's limits demand it, split between sentences.

    at_most: opened sources show less of their quotes where that keeps the number of messages to this.
    """
    layout = _prepared(reply)
    tellers = {source.number: _teller(source) for source in layout.sources}
    quotes = {source.number: one_line(harmless(source.citation.quote.text)) for source in layout.sources}
    for detail in _DETAILS:
        shown = {number: cut(words, detail) if detail else "" for number, words in quotes.items()}
        drawing = _Drawing(reply=reply, tellers=tellers, quotes=shown)
        parts = split(layout, drawing.fits)
        if all(drawing.fits(part) for part in parts) and (at_most is None or len(parts) <= at_most):
            break
        if not reply.expanded:
            break
    return tuple(
        drawing.message(part, first=number == 0, last=number == len(parts) - 1)
        for number, part in enumerate(parts)
    )


def with_block_ids(blocks: Sequence[Block], stamp: str, earlier: Sequence[str] = ()) -> list[Block]:
    """The blocks under names made of `stamp`, which differs from one version of a message to the next.

    earlier: the messages that this one goes on from; a press of its button tells them, see `earlier_parts`.
    """
    told = ",".join(earlier)
    tail = f":{told}" if told and len(told) < BLOCK_ID_CHARS - 40 else ""
    return [{**block, "block_id": f"{stamp}.{number}{tail}"} for number, block in enumerate(blocks)]


def earlier_parts(block_id: str) -> tuple[str, ...]:
    """The messages that the one with this block goes on from, as `with_block_ids` wrote them."""
    told = block_id.partition(":")[2]
    return tuple(told.split(",")) if told else ()


def without_links(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with every link as plain words, for when Slack refuses an address."""
    return [_unlinked(block) for block in blocks]


def _unlinked(value: Any) -> Any:
    match value:
        case {"type": "link", "text": str(words)}:
            return text_run(words)
        case dict():
            return {name: _unlinked(one) for name, one in value.items()}
        case list() | tuple():
            return [_unlinked(one) for one in value]
        case _:
            return value


def draw_lines(sentences: Sequence[Sentence], shown: int) -> list[Block]:
    """The sentences of an unfinished answer from number `shown` on, as they will stand in the finished one."""
    layout = lay_out_sentences(sentences)
    urls = {source.number: safe_link(source.citation.told.url) for source in layout.sources}
    lines = [piece for line in layout.lines[shown:] for piece in _pieces(line)]
    return rich_blocks(groups(lines, urls))


def home_blocks(reply: Reply, *, most: int) -> list[Block]:
    """A reply as at most `most` blocks of a view; what does not fit is counted in a last line."""
    blocks = [block for message in draw(reply) for block in message.blocks]
    if len(blocks) <= most:
        return blocks
    return [*blocks[: most - 1], small_print(["More than fits here; ask me for the rest."])[0]]


# ---------------------------------------------------------------------- before splitting


def _prepared(reply: Reply) -> Layout:
    """The layout in harmless words, with lines short enough to be split anywhere."""
    match reply.body:
        case Notice(text=text):
            layout = Layout(
                lines=tuple(Line(text=row) for row in text.split("\n") if row.strip()), sources=()
            )
        case answer:
            layout = lay_out(answer)
    lines = tuple(piece for line in layout.lines for piece in _pieces(line))
    foot = (_cut(one_line(harmless(note)), NOTE_CHARS // 4) for note in layout.foot)
    return replace(layout, lines=lines, foot=tuple(note for note in foot if note))


def _pieces(line: Line) -> Iterator[Line]:
    """The line, or several where it is too long or has very many marks; the marks stand behind its last words."""
    words = harmless(line.text).strip() or "…"
    while len(escaped(words)) > _LINE_CHARS:
        end = _break(words)
        yield replace(line, text=words[:end].rstrip(), marks=(), check=False)
        words = words[end:].lstrip()
    rest = line.marks
    while len(rest) > _LINE_MARKS:
        yield replace(line, text=words, marks=rest[:_LINE_MARKS], check=False)
        words, rest = "…", rest[_LINE_MARKS:]
    yield replace(line, text=words, marks=rest)


def _break(words: str) -> int:
    """Where to break words that are too long: behind a sentence, else behind a word, else anywhere."""
    end = _LINE_CHARS
    while len(escaped(words[:end])) > _LINE_CHARS:
        end -= max(1, (len(escaped(words[:end])) - _LINE_CHARS) // 5)
    for stop in (". ", "! ", "? ", "; ", " "):
        place = words.rfind(stop, end // 2, end)
        if place > 0:
            return place + len(stop)
    return end


def _cut(words: str, most: int) -> str:
    """At most `most` characters as they stand in the fallback text."""
    while len(escaped(words)) > most:
        words = cut(words, max(1, min(len(words) - 1, most * len(words) // len(escaped(words)))))
        if len(words) == 1:
            break
    return words


# ---------------------------------------------------------------------- drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """How one reply is drawn. tellers, quotes: who told a source and in which words, by its number."""

    reply: Reply
    tellers: dict[int, str]
    quotes: dict[int, str]

    def fits(self, part: Layout) -> bool:
        """Whether Slack takes the part as one message, wherever among the parts it stands."""
        if len(self._text(part)) > TEXT_FIELD_CHARS - _TOP_CHARS:
            return False
        blocks = self._body(part)
        room = MESSAGE_BLOCKS - 2 - len(buttons_of(self.reply.actions))
        return len(blocks) <= room and chars_of(blocks) <= MESSAGE_CHARS - _TOP_CHARS

    def message(self, part: Layout, *, first: bool, last: bool) -> SlackMessage:
        """The part as a message: title and question above the first, buttons under the last."""
        blocks: list[Block] = []
        rows: list[str] = []
        title = cut(one_line(harmless(self.reply.title or "")), HEADER_CHARS)
        if first and title:
            blocks.append({"type": "header", "text": plain(title)})
            rows.append(_cut(title, HEADER_CHARS * 2))
        if first and self.reply.question:
            question = _cut("You asked: " + one_line(harmless(self.reply.question)), _QUESTION_CHARS)
            blocks += small_print([question])
            rows.append(question)
        blocks += self._body(part)
        if last:
            blocks += buttons_of(self.reply.actions)
        top = "".join(escaped(row) + "\n" for row in rows)
        text = top + self._text(part)
        return SlackMessage(blocks=tuple(blocks), text=text or "…")

    def _body(self, part: Layout) -> list[Block]:
        urls = {source.number: safe_link(source.citation.told.url) for source in part.sources}
        blocks = [block for lines in sections(part.lines) for block in rich_blocks(groups(lines, urls))]
        if part.sources and self.reply.expanded:
            opened = (self._opened(source, urls[source.number]) for source in part.sources)
            blocks += rich_blocks(element for elements in opened for element in elements)
        elif part.sources:
            blocks += small_print(joined(self._names(part.sources)))
        return blocks + small_print(part.foot)

    def _opened(self, source: Source, url: str | None) -> list[Block]:
        """A source with its words, and the host it leads to."""
        head = [text_run(self._name(source))]
        if url:
            head += [text_run(" · "), {"type": "link", "url": url, "text": host_of(url)}]
        elements = [section(head)]
        if quote := self.quotes[source.number]:
            elements.append({"type": "rich_text_quote", "elements": [text_run(f"“{quote}”")]})
        return elements

    def _name(self, source: Source) -> str:
        return f"[{source.number}] {self.tellers[source.number]}"

    def _names(self, sources: Sequence[Source]) -> list[str]:
        """Each teller once, behind the numbers of its quotes: "[1] [4] Northgate Herald, 6 August 2025"."""
        numbers: dict[str, list[int]] = {}
        for source in sources:
            numbers.setdefault(self.tellers[source.number], []).append(source.number)
        return [" ".join(f"[{n}]" for n in each) + f" {name}" for name, each in numbers.items()]

    def _text(self, part: Layout) -> str:
        """The part as escaped text; quotes stand in it where the sources are open."""
        rows = [line.text + "".join(f" [{m}]" for m in line.marks) + check_words(line) for line in part.lines]
        if self.reply.expanded:
            for source in part.sources:
                quote = self.quotes[source.number]
                rows.append(self._name(source) + (f": “{quote}”" if quote else ""))
        else:
            rows += self._names(part.sources)
        return "\n".join(escaped(row) for row in (*rows, *part.foot))


def _teller(source: Source) -> str:
    return _cut(one_line(harmless(teller(source.citation.told))), _TELLER_CHARS)
