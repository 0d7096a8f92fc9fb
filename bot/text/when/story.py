"""The days that a text has spoken of so far: what "the next day" and "30 days after signing" are counted from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.model.text import Span
from bot.model.when import Anchor

_LEAD_DAYS = 7
_MEMORY = 40  # mentions; keeps the look back constant however long the text is


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A day or a longer period the text named, from `day` to `last`.

    sentence: the number of the sentence. reporting: only the day on which somebody said something.
    ahead: it lay ahead for the text.
    """

    day: date
    last: date
    words: str
    span: Span
    sentence: int
    reporting: bool = False
    ahead: bool = False

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.day).days + 1

    @property
    def anchor(self) -> Anchor:
        """This day as something to count from."""
        return Anchor(day=self.day, words=self.words, span=self.span)


@dataclass(slots=True)
class Story:
    """The days and dated events named so far, in the order of the text; periods: the months, years and days."""

    mentions: list[Mention] = field(default_factory=list)
    periods: list[Mention] = field(default_factory=list)
    events: dict[str, Mention] = field(default_factory=dict)

    def in_sentence(self, sentence: int) -> Mention | None:
        """The last day named in this very sentence."""
        last = self.mentions[-1] if self.mentions else None
        return last if last is not None and last.sentence == sentence else None

    def reference(self, sentence: int, *, ahead: bool = False, coarse: bool = False) -> Mention | None:
        """The day that "the next day", "a day earlier" and the like count from.

        The last one named in this sentence or the one before it; otherwise the last on which something happened, so
        that the day somebody spoke does not hide it. ahead: what is counted lies ahead, so a near day that lies ahead
        too comes first; otherwise such days never count. coarse: a month or a year will do.
        """
        recent = (self.periods if coarse else self.mentions)[-_MEMORY:][::-1]
        if ahead:
            coming = next((m for m in recent if m.ahead and m.sentence >= sentence - 1), None)
            return coming or (recent[0] if recent else None)
        behind = [mention for mention in recent if not mention.ahead]
        if not behind or behind[0].sentence >= sentence - 1:
            return behind[0] if behind else None
        return next((mention for mention in behind if not mention.reporting), behind[0])

    def moved_on(self, reference: Mention | None, today: date | None) -> bool:
        """Whether the text has since spoken of a month or a year gone by that this day does not lie in.

        "On 5 May 2024 she joined. In March 2025 she left. Two weeks later …" counts from no day that is told.
        """
        periods = [
            period
            for period in self.periods[-_MEMORY:]
            if not period.ahead and (today is None or period.last < today)
        ]
        if reference is None:
            return bool(periods)
        return any(
            period.days > 1
            and period.sentence > reference.sentence
            and not period.day <= reference.day <= period.last
            for period in periods
        )

    def told_on(self, today: date | None, sentence: int) -> Mention | None:
        """The day on which what is told here was said or done, for "in 21 days" and "within 10 days".

        A day behind that this sentence names, otherwise the first such day of the text, its lead, if it lies in the
        week before `today`.
        """
        near = self.in_sentence(sentence)
        if near is not None and not near.ahead:
            return near
        for mention in self.mentions[:_MEMORY]:
            if not mention.ahead and (today is None or 0 <= (today - mention.day).days <= _LEAD_DAYS):
                return mention
        return None
