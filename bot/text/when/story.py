"""The days that a text has spoken of so far: what "the next day" and "30 days after signing" are counted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.model.text import Span
from bot.model.when import Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A day the text named.

    sentence: the number of the sentence. reporting: only the day on which somebody said something.
    ahead: it lay ahead for the text.
    """

    day: date
    words: str
    span: Span
    sentence: int
    reporting: bool = False
    ahead: bool = False

    @property
    def anchor(self) -> Anchor:
        """This day as something to count from."""
        return Anchor(day=self.day, words=self.words, span=self.span)


@dataclass(slots=True)
class Story:
    """The days and dated events named so far, in the order of the text."""

    mentions: list[Mention] = field(default_factory=list)
    events: dict[str, Mention] = field(default_factory=dict)
    event_of_period: date | None = None

    def in_sentence(self, sentence: int) -> Mention | None:
        """The last day named in this very sentence."""
        last = self.mentions[-1] if self.mentions else None
        return last if last is not None and last.sentence == sentence else None

    def reference(self, sentence: int, *, backwards: bool = False) -> Mention | None:
        """The day that "the next day", "a day earlier" and the like count from.

        The last one named in this sentence or the one before it; otherwise the last on which something happened, so
        that the day somebody spoke does not hide it. backwards: never a day that lay ahead.
        """
        near: Mention | None = None
        for mention in reversed(self.mentions[-40:]):
            if backwards and mention.ahead:
                continue
            if mention.sentence >= sentence - 1:
                return mention
            near = near or mention
            if not mention.reporting:
                return mention
        return near

    def spoken_on(self, today: date | None, sentence: int) -> Mention | None:
        """The day on which what is told here was said or done: the last named one of the past week."""
        for mention in reversed(self.mentions[-40:]):
            if mention.ahead:
                continue
            if today is None or (today >= mention.day and (today - mention.day).days <= 7):
                return mention
            if mention.sentence < sentence - 3:
                break
        return None
